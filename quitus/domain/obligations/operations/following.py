"""What is owed follows the texts: generated on a signature, moved by an amendment, fallen back when it is annulled."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.grants import queries as grants
from quitus.domain.grants.errors import TextNoLongerADraft
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.obligations import errors, policies, rules, states
from quitus.domain.obligations.models import AmendedObligation, Duty, Obligation
from quitus.domain.obligations.operations.listing import code_of
from quitus.domain.obligations.queries.following import Frame, frame_of, standing
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import today
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.text import one_line
from quitus.kernel.words import N_


@operation
def amend_obligation(
    *,
    by: Actor,
    amendment_id: int,
    due_on: date,
    code: str = "",
    label: str = "",
    article_number: str = "",
    owed_by: str = states.HOLDER,
    kind: str = states.OTHER,
) -> AmendedObligation:
    """Gives an open obligation another date from the amendment's effect, or adds one.

    A `code` that the convention knows moves that obligation and keeps its other facts; any other adds one, which needs
    a `label`. What a duty makes due by itself needs none of this. Refuses with `NotYourRole`, `TextNoLongerADraft`,
    `ObligationAlreadyDone`.
    """
    refuse_unless(policies.may_keep_obligations(by.role))
    [amendment] = lock(Amendment.objects.filter(pk=amendment_id))
    if amendment.authority_signed_on or amendment.funder_signed_on:
        raise TextNoLongerADraft()
    label = one_line(label)
    code = code or code_of(label, due_on)
    known = _standing(amendment, code)
    if known is not None:
        if known.done_on is not None:
            raise errors.ObligationAlreadyDone(done_on=known.done_on)
        label, owed_by, kind = label or known.label, known.owed_by, known.kind
        article_number = article_number or known.article_number
    changed, _ = AmendedObligation.objects.update_or_create(
        amendment=amendment,
        code=code,
        defaults={
            "scheme_id": amendment.scheme_id,
            "label": label,
            "article_number": article_number,
            "owed_by": owed_by,
            "kind": kind,
            "due_on": due_on,
        },
    )
    record(
        by=by,
        verb="amend_obligation",
        subject_kind="amendment",
        subject_id=amendment.pk,
        summary=N_("Nouvelle échéance d'une obligation"),
        data={"label": label},
    )
    return changed


def _standing(amendment: Amendment, code: str) -> Obligation | None:
    """The obligation that the convention already has under this code."""
    kept = Obligation.objects.filter(convention_id=amendment.convention_id, code=code)
    return kept.exclude(state=states.SUPERSEDED).first()


@operation
def follow(*, by: Actor, convention_id: int, amendment_id: int | None = None) -> rules.Plan:
    """Makes what is owed follow the texts, after one was signed or annulled (`amendment_id`, None for the convention);
    returns what was added, moved and dropped.

    Open obligations take their new dates, what is done or waived stays, what was past when the text took effect creates
    nothing, and what an annulled amendment had moved falls back. Does nothing while the convention is not in force.
    Whoever may sign may make it follow: it adds nothing to the texts. Refuses with `DutyTooLong`.
    """
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    if convention.in_force_on is None:
        return rules.Plan()
    text = grants.amendment(amendment_id) if amendment_id else None
    since: date | None = convention.in_force_on
    if text is not None:
        since = text.annulled_from or text.in_force_on
    if since is None:
        return rules.Plan()
    falls_back = text is not None and text.annulled_from is not None
    last = max((one.in_force_on for one in grants.amendments(convention_id) if one.in_force_on), default=since)
    frame = frame_of(convention_id, max(today(), since, last))
    plan = rules.plan(
        frame.expected(),
        standing(convention_id),
        since=since,
        today=today(),
        falls_back=falls_back,
        stated_on=frame.stated_on,
    )
    _write(convention, frame, plan, text)
    if plan.count:
        record(
            by=by,
            verb="follow_obligations",
            subject_kind="amendment" if text else "convention",
            subject_id=text.pk if text else convention_id,
            summary=N_("Obligations mises à jour"),
            data={"added": len(plan.added), "moved": len(plan.moved), "dropped": len(plan.dropped)},
        )
    return plan


def _write(convention: Convention, frame: Frame, plan: rules.Plan, text: Amendment | None) -> None:
    """One statement for what goes, one for what comes, whatever their number."""
    going = {one.key for one, _ in plan.moved} | {one.key for one in plan.dropped}
    kept = {one.pk: one for one in lock(Obligation.objects.filter(pk__in=going))} if going else {}
    for one in kept.values():
        one.state = states.OBLIGATION[one.state]["follow"]
        one.superseded_on = today()
        # An annulled amendment replaces nothing: what it had added goes because it applies no more.
        one.superseded_by_amendment = text if text is not None and text.annulled_from is None else None
    Obligation.objects.bulk_update(kept.values(), ["state", "superseded_on", "superseded_by_amendment"])
    duties = {duty.code: duty for duty in frame.duties}
    coming = [_owed(convention, due, duties, text) for due in plan.added]
    for former, due in plan.moved:
        fresh = _owed(convention, due, duties, text)
        replaced = kept[former.key]
        fresh.replaces, fresh.is_written, fresh.duty = replaced, replaced.is_written, fresh.duty or replaced.duty
        coming.append(fresh)
    Obligation.objects.bulk_create(coming)


def _owed(convention: Convention, due: rules.Due, duties: dict[str, Duty], text: Amendment | None) -> Obligation:
    duty = duties.get(due.duty_code)
    return Obligation(
        scheme_id=convention.scheme_id,
        convention=convention,
        duty=duty,
        is_written=duty is None,
        code=due.code,
        label=due.label,
        article_number=due.article_number,
        owed_by=due.owed_by,
        owed_to=due.owed_to,
        kind=due.kind,
        evidence=due.evidence,
        due_on=due.due_on,
        counted_on=due.counted_on,
        period_from=due.period_from,
        period_to=due.period_to,
        added_by_amendment=text if text is not None and text.annulled_from is None else None,
    )
