"""The life of one pass: every line that touches it, from the press to the venue, in the order of the facts.

Never who holds it: a hand-out is told by its slip. Where and for what it was used, and who recorded it, is told only
to who may see it. An operator reads what went through its hands, and whether the pass is still good: no more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from quitus.domain.audit import queries as audit
from quitus.domain.controls import queries as controls
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution import states as custody
from quitus.domain.distribution.models import Holder, Movement
from quitus.domain.organisations.roles import FINANCE, MANAGER, OPERATOR
from quitus.domain.redemption import queries as redemption
from quitus.domain.venues.models import Venue
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import Order, Voucher
from quitus.domain.vouchers.states import REDEEMED
from quitus.kernel.clock import today
from quitus.kernel.words import N_

MOVES = {
    custody.PRINTED: N_("Produit, chez %(to)s"),
    "dispatch_delivery": N_("Confié à %(to)s pour la livraison"),
    "receive_delivery": N_("Pris en charge par %(to)s"),
    "report_missing": N_("Manquant à la livraison"),
    "hand_out": N_("Remis à un bénéficiaire par %(from)s"),
    "hand_out_on_paper": N_("Remis à un bénéficiaire par %(from)s, saisi d'après le bon signé par %(agent)s"),
    "leave_in_drawer": N_("Gardé sous la main : %(to)s"),
    "take_back": N_("Repris à un bénéficiaire par %(to)s"),
    "declare_loss": N_("Déclaré perdu par %(from)s"),
    "declare_theft": N_("Déclaré volé par %(from)s"),
    "declare_destruction": N_("Détruit, chez %(from)s"),
    "return_to_operator": N_("Rendu à l'opérateur par %(from)s"),
}
BEGINNINGS = {
    "contest": N_("Non compté à la réception, revenu à %(to)s"),
    "find_again": N_("Retrouvé, confié à %(to)s"),
    "reverse_handout": N_("Remise annulée, revenu à %(to)s"),
    "return": N_("Rendu à %(to)s par %(from)s"),
    "supply": N_("Confié à %(to)s"),
    "transfer": N_("Porté à %(to)s par %(from)s"),
}
MARKS_ALONE = {
    "block_range": N_("Bloqué"),
    "unblock_range": N_("Débloqué"),
    "cancel_range": N_("Annulé pour toujours"),
}
"""Why a pass was blocked may tell of whoever held it."""
HANDS_OF_OPERATOR = frozenset(
    {
        custody.PRINTED,
        "dispatch_delivery",
        "return_to_printer",
        "receive_delivery",
        "report_missing",
        "return_to_operator",
    }
)
"""The movements that the operator of an order makes, or whose slip it signs."""
KNOWN_TO_OPERATOR = frozenset({custody.PRINTER, custody.CARRIER, custody.RETURNED, custody.NOT_DELIVERED})
BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
OTHERWISE = N_("Passé de %(from)s à %(to)s")
MARKS = {
    "block_range": N_("Bloqué : %(reason)s"),
    "unblock_range": N_("Débloqué : %(reason)s"),
    "cancel_range": N_("Annulé pour toujours : %(reason)s"),
}


@dataclass(frozen=True)
class Event:
    """One line of a life: the day of the fact, the instant of its record, a sentence with its facts, who wrote it.

    `slip_id` and `paper` name the slip, `holders` are the two hands of a movement, `number` is another pass.
    """

    on: date
    sentence: str
    facts: dict[str, object] = field(default_factory=dict)
    at: datetime | None = None
    who: str = ""
    paper: str = ""
    slip_id: int | None = None
    holders: tuple[int, ...] = ()
    number: int | None = None


@dataclass(frozen=True)
class Life:
    """A pass now, and its life. `validity` is one of the states of the pass, `where` who holds it, in words."""

    number: int
    order: Order
    voucher: Voucher
    validity: str
    where: str
    since_on: date | None
    booklet: int
    events: tuple[Event, ...]
    holders: frozenset[int]


def may_see_use(role: str) -> bool:
    """Who sees for what, and in what kind of place, a pass was used: those who pay for it and answer for it."""
    return role in (MANAGER, FINANCE)


def life_of(number: int, role: str) -> Life | None:
    """The life of a pass of the current scheme as a role may read it; None when there is no such pass."""
    voucher = vouchers.voucher(number)
    if voucher is None:
        return None
    order = vouchers.order(voucher.order_id)
    operates = role == OPERATOR
    held = distribution.custody_of(number)
    lines = distribution.lines_of(number)
    events = [_moved(line) for line in lines if not operates or line.verb in HANDS_OF_OPERATOR]
    events += _marked(order, number, told=MARKS_ALONE if operates else MARKS)
    events += _of_order(order, told_who=not operates)
    if not operates:
        events += _replaced(number)
    if may_see_use(role):
        events += _used(number)
    if not operates and voucher.marked_on and held is not None and voucher.mark == REDEEMED:
        events += _unwritten(voucher.marked_on, held.holder)
    hidden = operates and held is not None and held.holder.kind not in KNOWN_TO_OPERATOR
    validity = rules.validity(vouchers.facts_of(order), voucher.mark, today())
    return Life(
        number=number,
        order=order,
        voucher=voucher,
        validity=validity,
        where=_where(held.holder, hidden=hidden) if held else "",
        since_on=held.since_on if held and not hidden else None,
        booklet=rules.booklet_of(number, order.booklet_size),
        events=tuple(sorted(events, key=_place)),
        holders=frozenset(holder for event in events for holder in event.holders),
    )


def _where(holder: Holder, *, hidden: bool) -> str:
    return N_("Livré à la collectivité") if hidden else holder.label


def _place(event: Event) -> tuple[date, bool, datetime]:
    """By day of fact, then as recorded; what has no instant (a date of the order) comes first in its day."""
    return event.on, event.at is not None, event.at or BEFORE_ALL


def _moved(line: Movement) -> Event:
    named: dict[str, object] = {"to": line.to_holder.label, "from": line.from_holder.label if line.from_holder else ""}
    slip = line.slip
    on_paper = slip is not None and line.verb == "hand_out" and slip.handed_on_paper
    if slip is not None and on_paper:
        named["agent"] = slip.handed_by
    hands = (line.to_holder_id, *([line.from_holder_id] if line.from_holder_id else []))
    return Event(
        on=line.occurred_on,
        sentence=_sentence("hand_out_on_paper" if on_paper else line.verb),
        facts=named,
        at=line.recorded_at,
        who=line.actor_label,
        paper=slip.number if slip else "",
        slip_id=slip.pk if slip else None,
        holders=hands,
    )


def _sentence(verb: str) -> str:
    if verb in MOVES:
        return MOVES[verb]
    return next((told for word, told in BEGINNINGS.items() if verb.startswith(word)), OTHERWISE)


def _marked(order: Order, number: int, told: dict[str, str]) -> Iterator[Event]:
    for change in vouchers.mark_changes(order.pk).filter(first__lte=number, last__gte=number):
        whole = told is MARKS
        yield Event(
            on=change.occurred_on,
            sentence=told[change.verb],
            facts={"reason": change.reason} if whole else {},
            at=change.recorded_at,
            who=change.actor_label if whole else "",
        )


def _of_order(order: Order, *, told_who: bool) -> Iterator[Event]:
    """What was done to the whole order; an order taken up was activated elsewhere, its line tells who took it up."""
    lines = audit.latest_of("order", [order.pk], ("take_up_order", "activate_order", "close_order"))

    def step(on: date, verb: str, sentence: str, facts: dict[str, object] | None = None) -> Event:
        line = next((one for one in lines if one.verb in (verb, "take_up_order")), None)
        who = line.actor_label if line and told_who else ""
        return Event(on, sentence, facts or {}, at=line.at if line else None, who=who)

    if order.activated_on:
        told = N_("Rendu utilisable par le mandat ou l'engagement %(mandat)s")
        yield step(order.activated_on, "activate_order", told, {"mandat": order.mandat_number})
    for one in vouchers.prolongations(order.pk):
        told = N_("Validité prolongée jusqu'au %(until)s")
        yield Event(one.decided_on, told, {"until": one.valid_until}, at=one.recorded_at, who=one.actor_label)
    if order.closed_on:
        yield step(order.closed_on, "close_order", N_("Commande close"))


def _replaced(number: int) -> Iterator[Event]:
    one = controls.replacement_of(number)
    if one is None:
        return
    if one.old_first <= number <= one.old_last:
        told, other = N_("Remplacé par un autre pass"), one.new_first + number - one.old_first
    else:
        told, other = N_("Émis à la place d'un autre pass"), one.old_first + number - one.new_first
    yield Event(one.replaced_on, told, at=one.recorded_at, who=one.actor_label, paper=one.file.number, number=other)


def _unwritten(on: date, holder: Holder) -> Iterator[Event]:
    """A venue took a pass that the register still has in a stock."""
    if holder.kind in custody.IN_STOCK:
        told = N_("Utilisé sans remise enregistrée, encore au stock de %(holder)s")
        yield Event(on, told, {"holder": holder.label})


def _used(number: int) -> Iterator[Event]:
    for one in redemption.lives(number):
        told = N_("Utilisé dans %(kind)s : %(service)s")
        facts: dict[str, object] = {"service": one.service.label, "kind": _kind_of(one.venue)}
        yield Event(one.service_on, told, facts, at=one.recorded_at, who=one.user.full_name)
        if one.undone_on:  # type: ignore[attr-defined]
            yield Event(one.undone_on, N_("Utilisation annulée"), who=one.undone_by)  # type: ignore[attr-defined]


def _kind_of(venue: Venue) -> str:
    if venue.is_mobile:
        return N_("un lieu itinérant")
    return N_("un lieu public") if venue.is_public else N_("un lieu associatif ou privé")
