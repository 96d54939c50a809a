"""How inventories, losses, handovers and controls are written: statuses, tables, ranges."""

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from quitus.domain.controls import catalogue, queries, states
from quitus.domain.controls.models import (
    Control,
    Difference,
    Handover,
    Inventory,
    InventoryPlace,
    LossFile,
    Signature,
)
from quitus.domain.distribution.models import Slip
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Row,
    Status,
    Table,
    Tone,
    code,
    day,
    money,
    number,
)
from quitus.interfaces.web.layout.orders import full_pass_words
from quitus.interfaces.web.layout.stock import holder_words
from quitus.interfaces.web.layout.words import count
from quitus.kernel.money import Cents
from quitus.kernel.ranges import NumberRange

TONES: dict[str, Tone] = {
    states.OPEN: "waiting",
    states.COUNTED: "waiting",
    states.RECOUNTED: "neutral",
    states.CONCLUDED: "done",
    states.ABANDONED: "neutral",
    states.FOUND: "done",
    states.CANCELLED: "done",
    states.DRAFTED: "waiting",
    states.DONE: "done",
    states.WRITTEN: "waiting",
    states.CLOSED: "done",
}


def inventory_status(one: Inventory) -> Status:
    """Where an inventory stands."""
    return Status(TONES[one.state], _(states.INVENTORY_LABELS[one.state]))


def loss_status(one: LossFile) -> Status:
    """Where a file of loss stands."""
    return Status(TONES[one.state], _(states.LOSS_FILE_LABELS[one.state]))


def handover_status(one: Handover) -> Status:
    """Whether duty was handed over."""
    return Status(TONES[one.state], _(states.HANDOVER_LABELS[one.state]))


def control_status(one: Control) -> Status:
    """Where a control stands."""
    return Status(TONES[one.state], _(states.CONTROL_LABELS[one.state]))


def orders_of(ranges: Iterable[NumberRange]) -> dict[int, Order]:
    """The orders of some ranges by series, in one query."""
    return vouchers.orders_by_series({rules.series_of(one.first) for one in ranges})


def range_words(numbers: NumberRange, orders: dict[int, Order]) -> str:
    """« carnet 2, pass 11 à 20 · commande 2021-01 »."""
    order = orders[rules.series_of(numbers.first)]
    said = {"pass": full_pass_words(numbers, order), "order": order.number}
    return _("%(pass)s · commande %(order)s") % said


def value_of(ranges: Iterable[NumberRange], orders: dict[int, Order]) -> Cents:
    """The face value of pass, in cents."""
    return Cents(sum(one.count * orders[rules.series_of(one.first)].face_value_cents for one in ranges))


def inventories_table(found: Sequence[Inventory], *, url: Callable[[Inventory], str]) -> Table:
    """A list of inventories."""
    return Table(
        caption=_("Inventaires"),
        columns=[
            Column(_("Inventaire")),
            Column(_("Objet")),
            Column(_("Ouvert le"), "day"),
            Column(_("Lieux"), "number"),
            Column(_("Où il en est")),
        ],
        rows=[
            Row(
                [
                    code(one.number),
                    _(catalogue.PURPOSES[one.purpose]),
                    one.opened_on,
                    one.place_count,  # type: ignore[attr-defined]
                    inventory_status(one),
                ],
                url=url(one),
            )
            for one in found
        ],
        empty=Empty(_("Aucun inventaire."), _("Comptez les pass de temps en temps : ils doivent tous être là.")),
    )


def losses_table(found: Sequence[LossFile], *, url: Callable[[LossFile], str]) -> Table:
    """A list of files of loss."""
    return Table(
        caption=_("Dossiers de perte"),
        columns=[
            Column(_("Dossier")),
            Column(_("Nature")),
            Column(_("Découvert le"), "day"),
            Column(_("Détenus par")),
            Column(_("Pass"), "number"),
            Column(_("Où il en est")),
        ],
        rows=[
            Row(
                [
                    code(one.number),
                    _(catalogue.LOSS_KINDS[one.kind]),
                    one.discovered_on,
                    holder_words(one.holder),
                    one.count,  # type: ignore[attr-defined]
                    loss_status(one),
                ],
                url=url(one),
            )
            for one in found
        ],
        empty=Empty(_("Aucun dossier de perte."), _("Une perte se déclare dès qu'elle est constatée.")),
    )


def handovers_table(found: Sequence[Handover], *, url: Callable[[Handover], str]) -> Table:
    """A list of handovers of duty."""
    return Table(
        caption=_("Remises de service"),
        columns=[
            Column(_("Remise")),
            Column(_("Régie")),
            Column(_("Date"), "day"),
            Column(_("De")),
            Column(_("À")),
            Column(_("Où elle en est")),
        ],
        rows=[
            Row(
                [
                    code(one.number),
                    one.imprest.name,
                    one.occurred_on,
                    one.outgoing.user.full_name,
                    one.incoming.user.full_name,
                    handover_status(one),
                ],
                url=url(one),
            )
            for one in found
        ],
        empty=Empty(_("Aucune remise de service."), _("Elle se prépare quand un régisseur en remplace un autre.")),
    )


def controls_table(found: Sequence[Control], *, url: Callable[[Control], str]) -> Table:
    """A list of controls."""
    return Table(
        caption=_("Contrôles"),
        columns=[
            Column(_("Contrôle")),
            Column(_("Régie")),
            Column(_("Date"), "day"),
            Column(_("Fait par")),
            Column(_("Constats"), "number"),
            Column(_("Où il en est")),
        ],
        rows=[
            Row(
                [
                    code(one.number),
                    one.imprest.name,
                    one.controlled_on,
                    one.controller_name,
                    one.finding_count,  # type: ignore[attr-defined]
                    control_status(one),
                ],
                url=url(one),
            )
            for one in found
        ],
        empty=Empty(
            _("Aucun contrôle."), _("L'ordonnateur et le comptable contrôlent la régie quand ils le décident.")
        ),
    )


def places_table(places: Sequence[InventoryPlace]) -> Table:
    """What was expected in each place, counted, on the way, and the difference, once it is counted."""
    kept = queries.kept_counts([place.pk for place in places])
    rows = []
    for place in places:
        coming = kept.get((place.pk, catalogue.ON_THE_WAY), 0)
        arrived = kept.get((place.pk, catalogue.ARRIVED), 0)
        counted = (place.found_count or 0) - coming - arrived
        gap = (place.found_count or 0) - (place.expected_count or 0)
        rows.append([holder_words(place.holder), place.expected_count, counted, arrived, coming, gap])
    some_came = any(row[3] for row in rows)
    columns = [
        Column(_("Lieu")),
        Column(_("Attendus"), "number"),
        Column(_("Comptés"), "number"),
        Column(_("Entrés pendant le comptage"), "number"),
        Column(_("En chemin, à confirmer"), "number"),
        Column(_("Écart"), "number"),
    ]
    return Table(
        caption=_("Résultat par lieu"),
        columns=columns if some_came else columns[:3] + columns[4:],
        rows=[Row(row if some_came else row[:3] + row[4:]) for row in rows],
        empty=Empty(_("Aucun lieu.")),
    )


def meanwhile_table(lines: Sequence[queries.Explained], *, url: Callable[[Slip], str]) -> Table:
    """Pass that came, left or were on the way during a count, each with the slip that explains them."""
    orders = orders_of(one.numbers for one in lines)
    return Table(
        caption=_("Bordereaux qui expliquent le comptage"),
        columns=[
            Column(_("Bordereau")),
            Column(_("Lieu")),
            Column(_("Ce qui s'est passé")),
            Column(_("Pass")),
            Column(_("Nombre"), "number"),
        ],
        rows=[
            Row(
                [
                    code(one.slip.number),
                    holder_words(one.place.holder),
                    _(catalogue.KEPT[one.what]),
                    range_words(one.numbers, orders),
                    one.numbers.count,
                ],
                url=url(one.slip),
            )
            for one in lines
        ],
        empty=Empty(_("Aucun mouvement pendant le comptage.")),
    )


def differences_table(gaps: Sequence[Difference], *, url: Callable[[Difference], str]) -> Table:
    """What the register and the count did not see alike, and how each was settled."""
    orders = orders_of(one.range for one in gaps)
    return Table(
        caption=_("Écarts"),
        columns=[
            Column(_("Pass")),
            Column(_("Lieu")),
            Column(_("Écart")),
            Column(_("Nombre"), "number"),
            Column(_("Explication ou suite")),
        ],
        rows=[
            Row(
                [
                    range_words(one.range, orders),
                    holder_words(one.place.holder),
                    _kind(one),
                    one.range.count,
                    settled_words(one) or Status("waiting", _("À traiter")),
                ],
                url="" if left(one) == 0 else url(one),
            )
            for one in gaps
        ],
        empty=Empty(_("Aucun écart."), _("Le comptage et le registre disent la même chose.")),
    )


def left(gap: Difference) -> int:
    """How many pass of a difference remain to be settled."""
    return gap.range.count - sum(one.range.count for one in gap.settlements.all())


def _kind(gap: Difference) -> str:
    kind = _(catalogue.DIFFERENCE_KINDS[gap.kind])
    if gap.register_holder is None:
        return kind
    return _("%(kind)s, au registre : %(holder)s") % {"kind": kind, "holder": holder_words(gap.register_holder)}


def settled_words(gap: Difference) -> str:
    """How a difference was settled, as far as it is; empty before anything was said of it."""
    told = [
        _("dossier %(number)s") % {"number": one.loss_file.number}
        if one.loss_file
        else f"{_(catalogue.REASONS[one.reason])} : {one.text}"
        for one in gap.settlements.all()
    ]
    rest = left(gap)
    if told and rest:
        told.append(_("reste %(count)s pass à traiter") % {"count": count(rest)})
    return " ; ".join(told)


def ranges_table(caption: str, ranges: Sequence[NumberRange], empty: Empty) -> Table:
    """Pass by range, with their number and value."""
    orders = orders_of(ranges)
    total = sum(one.count for one in ranges)
    return Table(
        caption=caption,
        columns=[Column(_("Pass")), Column(_("Nombre"), "number"), Column(_("Valeur"), "money")],
        rows=[Row([range_words(one, orders), one.count, value_of([one], orders)]) for one in ranges],
        totals=[_("Total"), number(total), money(value_of(ranges, orders))] if len(ranges) > 1 else [],
        empty=empty,
    )


def signatures_table(signatures: Sequence[Signature], *, url: Callable[[Signature], str]) -> Table:
    """Who signed, how, and the scan of what was signed by hand."""
    return Table(
        caption=_("Signatures"),
        columns=[Column(_("Qui")), Column(_("En qualité de")), Column(_("Le"), "day"), Column(_("Comment"))],
        rows=[
            Row(
                [one.name, _as_whom(one), one.signed_on, _(catalogue.SIGNING_WAYS[one.way])],
                url=url(one) if one.paper_id else "",
            )
            for one in signatures
        ],
        empty=Empty(_("Personne n'a signé."), _("Imprimez le procès-verbal, ou signez ici.")),
    )


def _as_whom(one: Signature) -> str:
    party = _(catalogue.PARTIES[one.party])
    return f"{party} – {one.quality}" if one.quality else party


def cash_facts(expected_cents: int, found_cents: int) -> list[Fact]:
    """Cash by its lines, cash counted, and the difference when there is one."""
    facts = [
        Fact(_("Espèces selon les écritures"), money(expected_cents)),
        Fact(_("Espèces comptées"), money(found_cents)),
    ]
    if expected_cents != found_cents:
        facts.append(Fact(_("Différence d'espèces"), money(found_cents - expected_cents)))
    return facts


def loss_facts(file: LossFile) -> list[Fact]:
    """What a file of loss tells."""
    facts = [
        Fact(_("Nature"), _(catalogue.LOSS_KINDS[file.kind])),
        Fact(_("Détenus par"), holder_words(file.holder)),
        Fact(_("Date des faits"), day(file.occurred_on)),
        Fact(_("Découverts le"), day(file.discovered_on)),
        Fact(_("Circonstances"), file.circumstances),
        Fact(_("Déclarés par"), file.declared_by),
    ]
    told = (
        (_("Signalés par"), file.reported_by),
        (_("Témoins"), file.witnesses),
        (_("Plainte"), file.complaint_number),
    )
    facts += [Fact(label, value) for label, value in told if value]
    return facts
