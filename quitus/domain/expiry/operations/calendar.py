"""The steps of an end of validity, each for one last day: announced, stopped, acknowledged, come."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta

from django.db.models import Max

from quitus.domain.audit.operations import record
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution import rules
from quitus.domain.distribution.models import Holder
from quitus.domain.documents.operations import keep_signed_paper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.expiry import policies, queries, states
from quitus.domain.expiry.errors import (
    AlreadyAcknowledged,
    EndStandsElsewhere,
    NobodyToRemind,
    NotToldOfThisEnd,
    NotYetExpired,
    OrderHasNoEnd,
)
from quitus.domain.expiry.models import Notice, Step, Told
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import queries as voucher_queries
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def announce_end(*, by: Actor, order_id: int) -> Step:
    """Announce the end of an order with its four totals in booklets, as they stand.

    Refuses with `NotYourRole`, `OrderHasNoEnd`, `EndStandsElsewhere` when it was announced for this last day.
    """
    refuse_unless(policies.may_announce_end(by.role))
    end = _locked_end(order_id, "announce_end")
    totals = asdict(queries.booklets(end.order))
    return _taken(by, end.order, "announce_end", N_("Fin de validité annoncée pour le %(until)s"), totals)


@operation
def decide_blocking(*, by: Actor, order_id: int, blocked_from: date, note: str = "") -> Step:
    """A named person decides that nothing of an order is handed out from a day on, and every keeper of pass is told.

    People use the pass they hold until the last day and its tolerance. Refuses with `NotYourRole`, `OrderHasNoEnd`,
    `EndStandsElsewhere`, and as `vouchers.stop_distribution` (from tomorrow at the earliest).
    """
    refuse_unless(policies.may_decide_blocking(by.role))
    end = _locked_end(order_id, "decide_blocking")
    vouchers.stop_distribution(by=by, order_id=order_id, blocked_from=blocked_from)
    order = end.order
    order.blocked_from = blocked_from
    _tell_keepers(order)
    facts = {"blocked_from": blocked_from.isoformat()}
    summary = N_("Arrêt des remises décidé avant la fin du %(until)s ; les points sont prévenus")
    return _taken(by, order, "decide_blocking", summary, facts, note)


def _tell_keepers(order: Order) -> None:
    Told.objects.bulk_create(
        [
            Told(
                scheme_id=order.scheme_id,
                order=order,
                holder=holder,
                valid_until=order.valid_until,
                told_on=clock.today(),
            )
            for holder in queries.untold(order)
        ]
    )


@operation
def tell_stop(*, by: Actor, order_id: int) -> Step:
    """Tell every keeper of pass who was not told yet that hand-outs of an order stop, whatever act decided it: a
    closing begun early, a stop decided on the page of the order; and a point opened since.

    Doing it again tells nobody twice. Refuses with `NotYourRole`, `OrderHasNoEnd` when nothing stops its hand-outs.
    """
    refuse_unless(policies.may_tell_stop(by.role))
    _lock_order(order_id)
    end = queries.end(order_id)
    order, step = end.order, end.stop
    if order.blocked_from is None or order.state not in (voucher_states.ACTIVE, voucher_states.CLOSING):
        raise OrderHasNoEnd(number=order.number)
    _tell_keepers(order)
    if step is None or queries.tells_less(end):
        summary = N_("Arrêt des remises à partir du %(from)s annoncé aux points et au coffre")
        return _taken(by, order, "tell_stop", summary, {"blocked_from": order.blocked_from.isoformat()})
    _write(step, queries.people_concerned(order.scheme_id, clock.today()))
    return step


@operation
def remind_keepers(*, by: Actor, order_id: int) -> int:
    """Write again to those who answer for a place that has not acknowledged the stop; how many places.

    Refuses with `NotYourRole`, `NobodyToRemind` when every place has signed, or was told or reminded today.
    """
    refuse_unless(policies.may_decide_blocking(by.role))
    _lock_order(order_id)
    end, on = queries.end(order_id), clock.today()
    late = list(queries.to_remind(end.order, on))
    if end.stop is None or not late:
        raise NobodyToRemind(number=end.order.number)
    places = {told.holder_id for told in late}
    people = queries.people_concerned(end.order.scheme_id, on)
    _write(end.stop, {one for one in people if queries.places_of(one, on) & places}, again=True)
    Told.objects.filter(pk__in=[told.pk for told in late]).update(reminded_on=on)
    summary = N_("Rappel envoyé : %(count)s accusés de réception attendus")
    _told(by, "remind_keepers", end.order, summary, {"count": len(late)})
    return len(late)


def _write(step: Step, people: set[int], *, again: bool = False) -> None:
    """A letter about a step to each of those who had none; `again`, one more to each."""
    turns = dict(step.notices.order_by().values_list("user_id").annotate(last=Max("turn")))
    Notice.objects.bulk_create(
        [
            Notice(scheme_id=step.scheme_id, step=step, user_id=user_id, turn=turns.get(user_id, 0) + 1)
            for user_id in sorted(people)
            if again or user_id not in turns
        ]
    )


@operation
def acknowledge_end(
    *, by: Actor, told_id: int, left_count: int, acknowledged_on: date, paper: OnPaper | None = None
) -> Told:
    """Who keeps pass signs that he no longer hands out those of an order, and says how many he has left.

    Without an account he signs on paper: the programme manager enters it with its scan.
    Refuses with `NotYourRole`, `DateInTheFuture`, `NotToldOfThisEnd`, `AlreadyAcknowledged`.
    """
    may = policies.may_enter_acknowledgement if paper else policies.may_acknowledge_end
    refuse_unless(may(by.role))
    refuse_future(acknowledged_on)
    found = lock(Told.objects.select_related("order", "holder__point", "holder__imprest").filter(pk=told_id))
    if not found or found[0].valid_until != found[0].order.valid_until or acknowledged_on < found[0].told_on:
        raise NotToldOfThisEnd()
    told = found[0]
    if told.acknowledged_on is not None:
        raise AlreadyAcknowledged(holder=told.holder.label, on=told.acknowledged_on)
    if paper is None and not _answers_for(told.holder, by.user_id, acknowledged_on):
        raise NotToldOfThisEnd()
    told.acknowledged_on = acknowledged_on
    told.acknowledged_by = paper.signed_by if paper else by.label
    told.left_count = left_count
    if paper is not None:
        told.paper = keep_signed_paper(
            by=by,
            paper=paper,
            subject_kind="order",
            subject_id=told.order_id,
            verb="acknowledge_end",
            signed_on=acknowledged_on,
        )
    told.save(update_fields=["acknowledged_on", "acknowledged_by", "left_count", "paper"])
    data = {"holder": told.holder.label, "left": left_count}
    _told(by, "acknowledge_end", told.order, N_("Accusé de réception de l'arrêt des remises : %(holder)s"), data)
    return told


def _answers_for(holder: Holder, user_id: int | None, on: date) -> bool:
    powers = distribution.powers_over(holder, user_id)
    if holder.point_id is not None:
        return rules.may_hand_out(powers, holder.point_id, on)
    return rules.may_keep_the_safe(powers, on)


@operation
def mark_mailed(*, notice_id: int) -> None:
    """Note that the mail server took a letter."""
    Notice.objects.filter(pk=notice_id, mailed_at__isnull=True, given_up=False).update(mailed_at=clock.now())


@operation
def give_up_notice(*, notice_id: int) -> None:
    """Send a letter no more: it is refused for good, or its end has been moved."""
    Notice.objects.filter(pk=notice_id, mailed_at__isnull=True).update(given_up=True)


@operation
def expire_order(*, by: Actor, order_id: int) -> Step:
    """The end has come: the figures of the order are kept as they stand, and its closing opens.

    No pass is touched: all of them are expired by their order's last day. Doing it again does nothing. Refuses with
    `NotYourRole`, `OrderHasNoEnd`, `NotYetExpired` until the tolerance has passed.
    """
    refuse_unless(policies.may_expire(by.role))
    _lock_order(order_id)
    end = queries.end(order_id)
    done = end.step("expire_order")
    if done is not None:
        return done
    order = end.order
    if order.state not in queries.LIVE:
        raise OrderHasNoEnd(number=order.number)
    if clock.today() <= order.usable_until:
        raise NotYetExpired(number=order.number, until=order.usable_until)
    figures = asdict(queries.figures(order))
    step = _taken(by, order, "expire_order", N_("Validité terminée : les lieux refusent ces pass"), figures)
    if order.state == voucher_states.ACTIVE:
        vouchers.begin_closing(by=by, order_id=order.pk, closing_on=order.usable_until + timedelta(days=1))
    return step


def _lock_order(order_id: int) -> None:
    lock(voucher_queries.orders().filter(pk=order_id))


def _locked_end(order_id: int, verb: str) -> queries.End:
    _lock_order(order_id)
    end = queries.end(order_id)
    if end.order.state != voucher_states.ACTIVE:
        raise OrderHasNoEnd(number=end.order.number)
    if after(states.EXPIRY, end.state, verb) is None or end.step(verb) is not None:
        raise EndStandsElsewhere(number=end.order.number, state=states.EXPIRY_LABELS[end.state])
    return end


def _taken(by: Actor, order: Order, verb: str, summary: str, figures: Mapping[str, object], note: str = "") -> Step:
    step = Step.objects.create(
        scheme_id=order.scheme_id,
        order=order,
        verb=verb,
        valid_until=order.valid_until,
        occurred_on=clock.today(),
        figures=figures,
        note=note.strip(),
        user_id=by.user_id,
        actor_label=by.label,
    )
    if verb in queries.WRITTEN:
        _write(step, queries.people_concerned(order.scheme_id, clock.today()))
    facts = {"until": order.valid_until, "from": order.blocked_from, "note": note.strip()}
    _told(by, verb, order, summary, {key: fact for key, fact in facts.items() if fact is not None})
    return step


def _told(by: Actor, verb: str, order: Order, summary: str, data: Mapping[str, object]) -> None:
    record(by=by, verb=verb, subject_kind="order", subject_id=order.pk, summary=summary, data=data)
