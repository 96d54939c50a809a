"""The slip of a movement, to be signed by both sides."""

from quitus.domain.distribution import catalogue, queries
from quitus.domain.distribution.models import Movement, Slip
from quitus.domain.documents import kinds
from quitus.domain.vouchers.models import Order
from quitus.kernel.words import N_
from quitus.usecases.registers.framing import FIRST_NUMBER, LAST_NUMBER, authority, number_of, orders_in
from quitus.usecases.registers.shape import Cell, Column, Item, Part, Signer, Statement

COLUMNS = (
    Column(N_("Commande"), "code"),
    FIRST_NUMBER,
    LAST_NUMBER,
    Column(N_("Pass"), "number", summed=True),
    Column(N_("Valeur"), "money", summed=True),
)


def slip_statement(slip_id: int) -> Statement:
    """A slip as it stands, what is missing at a delivery apart. Raises `Slip.DoesNotExist`."""
    slip = queries.slip(slip_id)
    lines = list(slip.movements.all())
    orders = orders_in({line.order_id for line in lines})
    came = [line for line in lines if line.to_holder_id == slip.to_holder_id]
    lacking = [line for line in lines if line.to_holder_id != slip.to_holder_id]
    parts = [_part(N_("Pass remis"), came, orders)]
    if lacking:
        parts.append(_part(N_("Pass manquants"), lacking, orders))
    remarks: tuple[Item, ...] = (Item(N_("Remarque"), slip.note),) if slip.note else ()
    if slip.contested_count:
        received = sum(line.range.count for line in came) - slip.contested_count
        remarks += (Item(N_("Pass reçus"), received, "number"), Item(N_("Constat à la réception"), slip.contested_note))
    if slip.is_signed_by_one_person:
        remarks += (Item(N_("Signatures"), N_("La même personne a remis et reçu ces pass.")),)
    return Statement(
        kind=kinds.SLIP,
        subject_id=slip.pk,
        authority=authority(),
        title=catalogue.SLIP_KINDS[slip.kind],
        about=slip.number,
        since=slip.occurred_on,
        until=slip.occurred_on,
        items=(
            Item(N_("Numéro"), slip.number, "code"),
            Item(N_("Date"), slip.occurred_on, "day"),
            Item(N_("De"), slip.from_holder.label),
            Item(N_("À"), slip.to_holder.label),
            *remarks,
        ),
        parts=tuple(parts),
        signers=_signers(slip),
        reference=slip.number,
    )


def _part(caption: str, lines: list[Movement], orders: dict[int, Order]) -> Part:
    rows: list[tuple[Cell, ...]] = [
        (
            orders[line.order_id].number,
            number_of(line.first),
            number_of(line.last),
            line.range.count,
            line.range.count * orders[line.order_id].face_value_cents,
        )
        for line in lines
    ]
    count = sum(line.range.count for line in lines)
    value = sum(line.range.count * orders[line.order_id].face_value_cents for line in lines)
    return Part(caption, COLUMNS, rows, N_("Aucun pass."), totals=(N_("Total"), None, None, count, value))


def _signers(slip: Slip) -> tuple[Signer, ...]:
    """Both sides; the person of a hand-out signs by hand, and her name is not printed."""
    gives = Signer(N_("Qui remet"), slip.from_holder.label, slip.handed_by, slip.occurred_on)
    if slip.kind == "handout":
        return (gives, Signer(N_("La personne"), slip.received_by))
    return (gives, Signer(N_("Qui reçoit"), slip.to_holder.label, slip.received_by, slip.received_on))
