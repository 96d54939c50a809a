"""How custody is written: registers, slips, stocks, the same for everybody who may read them."""

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.distribution import catalogue, queries
from quitus.domain.distribution.models import Handout, Holder, Holding, Movement, Slip
from quitus.domain.distribution.queries import RegisterLine, Stock
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Row,
    Status,
    Table,
    money,
    number,
)
from quitus.interfaces.web.layout.orders import full_pass_words, pass_words
from quitus.interfaces.web.layout.pages import Section
from quitus.interfaces.web.layout.words import count
from quitus.kernel.ranges import NumberRange


def holder_words(holder: Holder | None) -> str:
    """The name of a holder: what people called it, or the translated word of its kind."""
    return _(holder.label) if holder else "–"


def orders_of(things: Iterable[Movement | Holding | Handout]) -> dict[int, Order]:
    """The orders of lines or holdings, in one query."""
    return vouchers.orders().in_bulk({one.order_id for one in things})


def register_table(told: Sequence[RegisterLine], holder: Holder, *, slip_url: Callable[[Slip], str] | None) -> Table:
    """The register of one holder with its running balance; `slip_url` opens the slip of a line."""
    orders = orders_of(one.movement for one in told)

    def row(one: RegisterLine) -> Row:
        line = one.movement
        comes = line.to_holder_id == holder.pk
        other = line.from_holder if comes else line.to_holder
        return Row(
            [
                line.occurred_on,
                line.slip.number if line.slip else _("production"),
                orders[line.order_id].number,
                pass_words(line.range, orders[line.order_id]),
                holder_words(other),
                line.range.count if comes else None,
                None if comes else line.range.count,
                one.balance,
            ],
            url=slip_url(line.slip) if line.slip and slip_url else "",
        )

    return Table(
        caption=_("Registre"),
        columns=[
            Column(_("Date"), "day"),
            Column(_("Bordereau"), "code"),
            Column(_("Commande"), "code"),
            Column(_("Pass")),
            Column(_("Reçus de, donnés à")),
            Column(_("Entrées"), "number"),
            Column(_("Sorties"), "number"),
            Column(_("Solde"), "number"),
        ],
        rows=[row(line) for line in told],
        empty=Empty(_("Aucun mouvement pour l'instant."), _("Le registre s'écrit tout seul à chaque bordereau.")),
    )


def slip_status(slip: Slip) -> Status:
    """Whether a slip was acknowledged, and whether all of it came."""
    if slip.contested_count:
        missing = ngettext("Reçu, %(count)s pass manque", "Reçu, %(count)s pass manquent", slip.contested_count)
        return Status("late", missing % {"count": count(slip.contested_count)})
    return (
        Status("done", _("Réception confirmée")) if slip.received_on else Status("waiting", _("Réception à confirmer"))
    )


def slip_title(slip: Slip) -> str:
    """« Bordereau de transfert B2022-0137 »."""
    return f"{_(catalogue.SLIP_KINDS[slip.kind])} {slip.number}"


def slips_table(slips: Sequence[Slip], *, url: Callable[[Slip], str], empty: Empty) -> Table:
    """A list of slips."""
    return Table(
        caption=_("Bordereaux"),
        columns=[
            Column(_("Bordereau")),
            Column(_("Date"), "day"),
            Column(_("De")),
            Column(_("À")),
            Column(_("Pass"), "number"),
            Column(_("Réception")),
        ],
        rows=[
            Row(
                [
                    slip_title(slip),
                    slip.occurred_on,
                    holder_words(slip.from_holder),
                    holder_words(slip.to_holder),
                    slip.count,  # type: ignore[attr-defined]
                    slip_status(slip),
                ],
                url=url(slip),
            )
            for slip in slips
        ],
        empty=empty,
    )


def slip_sections(slip: Slip) -> list[Section]:
    """What stands on the paper of a slip, what is missing apart. On a hand-out the person appears by reference only."""
    lines = list(slip.movements.all())
    orders = orders_of(lines)
    came = [line for line in lines if line.to_holder_id == slip.to_holder_id]
    lacking = [line for line in lines if line.to_holder_id != slip.to_holder_id]
    facts = [
        Fact(_("Date"), slip.occurred_on),
        Fact(_("Remis par"), _who(slip.from_holder, slip.handed_by)),
        Fact(_("Reçu par"), _receiver(slip)),
    ]
    if slip.handed_on_paper:
        facts.append(Fact(_("Saisi par"), lines[0].actor_label, _("d'après le papier signé")))
    if slip.note:
        facts.append(Fact(_("Remarque"), slip.note))
    if slip.contested_count:
        sent = sum(line.range.count for line in came)
        words = _("%(received)s pass sur %(sent)s") % {
            "received": count(sent - slip.contested_count),
            "sent": count(sent),
        }
        facts.append(Fact(_("Reçus"), words))
    if slip.contested_note:
        facts.append(Fact(_("Constat à la réception"), slip.contested_note))
    if slip.is_signed_by_one_person:
        words = _("Une même personne a signé des deux côtés : personne d'autre n'était nommé pour recevoir.")
        facts.append(Fact(_("Signatures"), words))
    if slip.received_on is None:
        facts.append(Fact(_("En route"), _("%(giver)s en répond.") % {"giver": holder_words(slip.from_holder)}))
    sections = [Section(facts=facts), Section(table=lines_table(came, orders))]
    if lacking:
        title = _("Non reçus, à la charge de qui a remis") if slip.contested_count else _("Manquants à la livraison")
        sections.append(Section(title=title, table=lines_table(lacking, orders)))
    return sections


def _receiver(slip: Slip) -> str:
    if slip.kind == "handout":
        return _("Bénéficiaire %(reference)s") % {"reference": slip.received_by}
    return _who(slip.to_holder, slip.received_by)


def _who(holder: Holder, person: str) -> str:
    """The holder, and who signed for it when that is known and is not the holder itself."""
    name = holder_words(holder)
    return f"{name} – {person}" if person and person != holder.label else name


def lines_table(lines: Sequence[Movement], orders: dict[int, Order]) -> Table:
    """Ranges of one slip, with their value."""
    total = sum(line.range.count for line in lines)
    value = sum(line.range.count * orders[line.order_id].face_value_cents for line in lines)
    return Table(
        caption=_("Pass"),
        columns=[Column(_("Commande")), Column(_("Pass")), Column(_("Nombre"), "number"), Column(_("Valeur"), "money")],
        rows=[
            Row(
                [
                    orders[line.order_id].number,
                    full_pass_words(line.range, orders[line.order_id]),
                    line.range.count,
                    line.range.count * orders[line.order_id].face_value_cents,
                ]
            )
            for line in lines
        ],
        totals=[_("Total"), "", number(total), money(value)],
        empty=Empty(_("Aucun pass.")),
    )


def named_with_way(lines: Sequence[Stock]) -> list[str]:
    """Whose each line is, and how many of its pass nobody has signed for yet."""
    waiting = queries.on_the_way_by_order()
    named = []
    for line in lines:
        name, way = holder_words(line.holder), waiting.get((line.holder.pk, line.order.pk))
        said = {"holder": name, "count": count(way or 0)}
        named.append(_("%(holder)s (dont %(count)s en chemin)") % said if way else name)
    return named


def stock_table(lines: Sequence[Stock], *, url: Callable[[Holder], str], empty: Empty) -> Table:
    """Who has how many pass of which order, since when, and how many of them are on their way."""
    names = named_with_way(lines)
    return Table(
        caption=_("Où sont les pass"),
        columns=[
            Column(_("Qui les détient")),
            Column(_("Commande")),
            Column(_("Pass"), "number"),
            Column(_("Valeur"), "money"),
            Column(_("Depuis"), "day"),
        ],
        rows=[
            Row(
                [name, line.order.number, line.count, line.value_cents, line.since_on],
                url=url(line.holder),
            )
            for name, line in zip(names, lines, strict=True)
        ],
        totals=[
            _("Total"),
            "",
            number(sum(line.count for line in lines)),
            money(sum(line.value_cents for line in lines)),
            "",
        ]
        if lines
        else [],
        empty=empty,
    )


def ranges_table(holder: Holder | None, *, empty: Empty) -> Table:
    """Which pass a holder has, range by range; none before it ever held anything."""
    held = list(queries.holdings(holder.pk)) if holder else []
    orders = orders_of(held)
    merged: list[tuple[Order, NumberRange, object]] = [(orders[one.order_id], one.range, one.since_on) for one in held]
    return Table(
        caption=_("Pass présents"),
        columns=[Column(_("Commande")), Column(_("Pass")), Column(_("Nombre"), "number"), Column(_("Depuis"), "day")],
        rows=[
            Row([order.number, full_pass_words(numbers, order), numbers.count, since])
            for order, numbers, since in merged
        ],
        totals=[_("Total"), "", number(sum(numbers.count for _order, numbers, _on in merged)), ""] if merged else [],
        empty=empty,
    )


def life_table(lines: Sequence[Movement]) -> Table:
    """Every hand through which one pass went."""
    return Table(
        caption=_("Par quelles mains il est passé"),
        columns=[Column(_("Date"), "day"), Column(_("De")), Column(_("À")), Column(_("Bordereau"), "code")],
        rows=[
            Row(
                [
                    line.occurred_on,
                    holder_words(line.from_holder) if line.from_holder else _("production"),
                    holder_words(line.to_holder),
                    line.slip.number if line.slip else None,
                ]
            )
            for line in lines
        ],
        empty=Empty(_("Ce pass n'a pas encore été produit.")),
    )
