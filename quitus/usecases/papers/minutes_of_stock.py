"""Minutes about pass: inventory, loss, handover of duty, control, return."""

from collections.abc import Iterable, Sequence
from datetime import date

from quitus.connectors.papers import Block, Facts, Paper, Paragraph, Place, Signature, Table, prose
from quitus.domain.controls import catalogue, queries, states
from quitus.domain.controls.models import Control, Difference, Finding, InventoryPlace, LossFile
from quitus.domain.distribution import catalogue as slips
from quitus.domain.distribution import queries as distribution
from quitus.domain.documents.errors import NothingToPrint
from quitus.domain.organisations import queries as organisations
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules as voucher_rules
from quitus.domain.vouchers.models import Order
from quitus.kernel.calendar import PARIS
from quitus.kernel.money import NO_BREAK, format_euros
from quitus.kernel.ranges import NumberRange, merged, without
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_
from quitus.usecases.papers.parts import LANGUAGE, count, day, masthead_of, number_of, section, signed, some

PASS = ("Commande", "Pass", "Nombre", "Valeur")
ALIGNED = ("left", "left", "right", "right")


def inventory_paper(inventory_id: int) -> Paper:
    """The minutes of an inventory, the first count included when there was a second.

    Refuses with `NothingToPrint` before the count is closed.
    """
    inventory = queries.inventory(inventory_id)
    if inventory.counted_on is None or inventory.counted_at is None:
        raise NothingToPrint(missing=N_("le comptage n'est pas terminé"))
    places = queries.places_covered(inventory)
    counts = [inventory_id, *sorted({place.inventory_id for place in places} - {inventory_id})]
    gaps = [gap for one in counts for gap in queries.differences(one)]
    at = inventory.counted_at.astimezone(PARIS)
    about = [
        ("Objet", catalogue.PURPOSES[inventory.purpose]),
        ("Ouvert le", f"{day(inventory.opened_on)} par {inventory.opened_by}"),
        ("Comptage terminé", f"le {day(inventory.counted_on)} à {at.hour} h {at.minute:02d}"),
        ("Second comptage de", inventory.recount_of.number if inventory.recount_of else ""),
        ("Terminé le", day(inventory.concluded_on) if inventory.concluded_on else ""),
    ]
    orders = _orders(one.range for one in gaps)
    return _paper(
        f"Procès-verbal d'inventaire {inventory.number}",
        inventory.counted_on,
        number_of(inventory.number),
        [
            Facts(tuple(fact for fact in about if fact[1])),
            *section("Méthode", [Paragraph(_METHOD)]),
            *section("Pass comptés", [_places_table(places)]),
            *section("Mouvements pendant le comptage", _meanwhile(counts)),
            *section("Écarts", [_gaps_table(gaps, orders)] if gaps else [Paragraph("Aucun écart.")]),
            *section("Conclusion", prose(inventory.conclusion)),
            _signed_by(catalogue.INVENTORY, inventory_id),
        ],
    )


_METHOD = (
    "Les pass ont été comptés à l'aveugle : le registre n'a été comparé qu'une fois le comptage terminé. "
    "Les mouvements enregistrés pendant le comptage ont été pris en compte."
)


def _places_table(places: Sequence[InventoryPlace]) -> Table:
    kept = queries.kept_counts([place.pk for place in places])
    rows = []
    for place in places:
        expected, found = place.expected_count or 0, place.found_count or 0
        coming = kept.get((place.pk, catalogue.ON_THE_WAY), 0)
        arrived = kept.get((place.pk, catalogue.ARRIVED), 0)
        gap = f"{found - expected:+d}".replace("-", "−") if found != expected else "0"
        figures = (count(expected), count(found - coming - arrived), count(arrived), count(coming), gap)
        rows.append((place.holder.label, place.inventory.number, *figures))
    return Table(
        ("Lieu", "Comptage", "Attendus", "Comptés", "Entrés entre-temps", "En chemin", "Écart"),
        tuple(rows),
        "Pass attendus et comptés dans chaque lieu",
        ("left", "left", "right", "right", "right", "right", "right"),
    )


def _meanwhile(counts: Sequence[int]) -> list[Block]:
    explained = queries.meanwhile(counts)
    orders = _orders(one.numbers for one in explained)
    rows = [
        (
            one.slip.number,
            one.place.holder.label,
            catalogue.KEPT[one.what],
            _pass(one.numbers, orders),
            count(one.numbers.count),
        )
        for one in explained
    ]
    header = ("Bordereau", "Lieu", "Constat", "Pass", "Nombre")
    return [Table(header, tuple(rows), "Pass entrés ou sortis", ("left",) * 4 + ("right",))] if rows else []


def _gaps_table(gaps: Sequence[Difference], orders: dict[int, Order]) -> Table:
    rows = [
        (
            gap.place.holder.label,
            f"{catalogue.DIFFERENCE_KINDS[gap.kind]}{_elsewhere(gap)}",
            _pass(gap.range, orders),
            count(gap.range.count),
            _how(gap),
        )
        for gap in gaps
    ]
    header = ("Lieu", "Écart", "Pass", "Nombre", "Explication ou suite donnée")
    return Table(header, tuple(rows), "Écarts constatés", ("left", "left", "left", "right", "left"))


def _elsewhere(gap: Difference) -> str:
    return f" (au registre : {gap.register_holder.label})" if gap.register_holder else ""


def _how(gap: Difference) -> str:
    """What settled a difference, part by part; a second count is what settles those of the first."""
    told = []
    for one in gap.settlements.all():
        part = "" if one.range == gap.range else f"{some(one.range.count, 'pass', 'pass')} : "
        if one.loss_file is not None:
            told.append(f"{part}dossier de perte {one.loss_file.number}")
        else:
            told.append(f"{part}{catalogue.REASONS[one.reason]}. {one.text}")
    if not told and gap.place.inventory.state == states.RECOUNTED:
        return "Compté une seconde fois"
    return " ; ".join(told) or "À traiter"


def loss_paper(file_id: int) -> Paper:
    """The minutes of a loss, a theft or a destruction, with what became of the pass. No person is named."""
    file = queries.loss_file(file_id)
    ranges = list(file.ranges.all())
    orders = _orders(one.range for one in ranges)
    about = [
        ("Nature", catalogue.LOSS_KINDS[file.kind]),
        ("Détenus par", file.holder.label),
        ("Date des faits", day(file.occurred_on)),
        ("Découverts le", day(file.discovered_on)),
        ("Déclarés par", file.declared_by),
        ("Signalés par", file.reported_by),
        ("Plainte", _complaint(file)),
        ("Témoins", file.witnesses),
        ("Bordereau", ranges[0].slip.number if ranges else ""),
    ]
    used = sum(one.used_count for one in ranges)
    remark = (
        [Paragraph(f"{some(used, 'pass', 'pass')} avaient déjà été utilisés dans un lieu.", "note")] if used else []
    )
    return _paper(
        f"Procès-verbal de {catalogue.LOSS_KINDS[file.kind].lower()} {file.number}",
        file.discovered_on,
        number_of(file.number),
        [
            Facts(tuple(fact for fact in about if fact[1])),
            *section("Circonstances", prose(file.circumstances)),
            *section("Pass concernés, bloqués aussitôt", [_pass_table([one.range for one in ranges], orders), *remark]),
            *section("Suites", _after(file)),
            _signed_by(catalogue.LOSS_FILE, file_id),
        ],
    )


def _complaint(file: LossFile) -> str:
    return f"{number_of(file.complaint_number)} du {day(file.complaint_on)}" if file.complaint_on else ""


def _after(file: LossFile) -> list[Block]:
    verbs = {
        "find_again": "Retrouvés",
        "release_found_pass": "Remis en service",
        "cancel_lost_pass": "Annulés pour toujours",
    }
    steps, swaps = list(file.steps.all()), list(file.replacements.all())
    orders = _orders([*(one.range for one in steps), *(one.old for one in swaps), *(one.new for one in swaps)])
    rows = [(day(one.occurred_on), verbs[one.verb], _pass(one.range, orders), count(one.range.count)) for one in steps]
    rows += [
        (day(one.replaced_on), f"Remplacés par {_pass(one.new, orders)}", _pass(one.old, orders), count(one.old.count))
        for one in swaps
    ]
    header = ("Date", "Suite", "Pass", "Nombre")
    return (
        [Table(header, tuple(rows), "Ce que sont devenus les pass", ("left", "left", "left", "right"))] if rows else []
    )


def handover_paper(handover_id: int) -> Paper:
    """The minutes by which an imprest holder hands over duty: pass as counted, cash, reserves."""
    handover = queries.handover(handover_id)
    places = queries.places_covered(handover.inventory)
    gap = handover.cash_found_cents - handover.cash_expected_cents
    about = (
        ("Régie", handover.imprest.name),
        ("Régisseur sortant", handover.outgoing.user.full_name),
        ("Régisseur entrant", handover.incoming.user.full_name),
        (
            "Nomination de l'entrant",
            f"{handover.incoming.act_reference}, à partir du {day(handover.incoming.starts_on)}",
        ),
        ("Date de la remise", day(handover.occurred_on)),
        ("Inventaire", handover.inventory.number),
    )
    cash = Facts(
        (
            ("Espèces selon les écritures", format_euros(handover.cash_expected_cents, LANGUAGE)),
            ("Espèces comptées", format_euros(handover.cash_found_cents, LANGUAGE)),
            ("Différence", format_euros(gap, LANGUAGE)),
        )
    )
    held = [one for place in places for one in _found_in(place)]
    return _paper(
        f"Procès-verbal de remise de service {handover.number}",
        handover.occurred_on,
        number_of(handover.number),
        [
            Facts(about),
            *section("Pass remis", [_places_table(places), *([_pass_table(held, _orders(held))] if held else [])]),
            *section("Espèces", [cash]),
            *section("Réserves du régisseur entrant", prose(handover.reserves) or [Paragraph("Aucune.")]),
            _signed_by(
                catalogue.HANDOVER_OF_DUTY,
                handover_id,
                {
                    catalogue.OUTGOING: handover.outgoing.user.full_name,
                    catalogue.INCOMING: handover.incoming.user.full_name,
                },
            ),
        ],
    )


def _found_in(place: InventoryPlace) -> list[NumberRange]:
    """What was found in a place: what the register said, without what was missing, with what was in addition."""
    register = queries.kept(place.inventory_id, catalogue.AT_CLOSING).get(place.holder_id, [])
    gaps = [gap for gap in queries.differences(place.inventory_id) if gap.place_id == place.pk]
    missing = [gap.range for gap in gaps if gap.kind == catalogue.MISSING]
    extra = [gap.range for gap in gaps if gap.kind == catalogue.EXTRA]
    return merged([*without(register, *missing), *extra])


def control_paper(control_id: int) -> Paper:
    """The minutes of a control: what was seen, each finding with its answer."""
    control = queries.control(control_id)
    gap = control.cash_found_cents - control.cash_expected_cents
    about = [
        ("Régie", control.imprest.name),
        ("Contrôle de", f"{catalogue.CONTROLLERS[control.side]} (CGCT R.1617-17)"),
        ("Fait par", f"{control.controller_name}, {control.controller_quality}"),
        ("Date du contrôle", day(control.controlled_on)),
        ("Pass selon le registre, coffre et points", count(control.register_count)),
        ("Inventaire", control.inventory.number if control.inventory else "Aucun comptage ce jour"),
        ("Espèces selon les écritures", format_euros(control.cash_expected_cents, LANGUAGE)),
        ("Espèces comptées", format_euros(control.cash_found_cents, LANGUAGE)),
        ("Différence d'espèces", format_euros(gap, LANGUAGE)),
    ]
    return _paper(
        f"Procès-verbal de contrôle {control.number}",
        control.controlled_on,
        number_of(control.number),
        [
            Facts(tuple(about)),
            *section("Observations", prose(control.observations)),
            *section("Constats", _findings(control)),
            _signed_by(catalogue.CONTROL_MINUTES, control_id, {catalogue.CONTROLLER: control.controller_name}),
        ],
    )


def _findings(control: Control) -> list[Block]:
    found = list(control.findings.all())
    if not found:
        return [Paragraph("Aucun constat.")]
    rows = tuple((one.text, _asked(one), _answered(one)) for one in found)
    return [Table(("Constat", "Demande", "Réponse du régisseur"), rows, "Constats et réponses")]


def _asked(finding: Finding) -> str:
    until = f" (pour le {day(finding.due_on)})" if finding.due_on else ""
    return f"{finding.request}{until}" if finding.request else "—"


def _answered(finding: Finding) -> str:
    if finding.answered_on is None:
        return "Réponse attendue"
    return f"{finding.answer} ({finding.answered_by}, {day(finding.answered_on)})"


def return_paper(slip_id: int) -> Paper:
    """The minutes by which pass go back to a safe, to the accountant or to the operator.

    Refuses with `NothingToPrint` a slip of another kind.
    """
    slip = distribution.slip(slip_id)
    if slip.kind != "return":
        raise NothingToPrint(missing=N_("ce bordereau n'est pas un retour de pass"))
    ranges = merged(line.range for line in slip.movements.all())
    about = [
        ("Rendus par", slip.from_holder.label),
        ("Remis à", slip.to_holder.label),
        ("Date", day(slip.occurred_on)),
        ("Bordereau", slip.number),
        ("Motif", slip.note),
    ]
    places = (
        Place(slip.from_holder.label, slip.handed_by, "", signed(slip.occurred_on)),
        Place(slip.to_holder.label, slip.received_by, "", signed(slip.received_on)),
    )
    return _paper(
        f"Procès-verbal de restitution {slip.number}",
        slip.occurred_on,
        f"{slips.SLIP_KINDS[slip.kind]} {number_of(slip.number)}",
        [
            Facts(tuple(fact for fact in about if fact[1])),
            *section("Pass rendus", [_pass_table(ranges, _orders(ranges))]),
            Signature(places, "Fait en deux exemplaires, un pour chaque partie."),
        ],
    )


# --- what they have in common


def _paper(title: str, on: date, reference: str, blocks: Sequence[Block]) -> Paper:
    authority = organisations.scheme_by_id(current_scheme_id()).authority
    return Paper(
        title=title,
        language=LANGUAGE,
        author=authority.name,
        on=on,
        masthead=masthead_of(authority),
        reference=reference,
        subtitle=organisations.scheme_by_id(current_scheme_id()).name,
        blocks=tuple(blocks),
    )


def _orders(ranges: Iterable[NumberRange]) -> dict[int, Order]:
    """The orders of some ranges, by series, in one query."""
    return vouchers.orders_by_series({voucher_rules.series_of(one.first) for one in ranges})


def _order(numbers: NumberRange, orders: dict[int, Order]) -> Order:
    return orders[voucher_rules.series_of(numbers.first)]


def _pass(numbers: NumberRange, orders: dict[int, Order]) -> str:
    """« n° 123456789-0000011 à 0000020, carnet 2 (commande 2021-01) »."""
    order = _order(numbers, orders)
    size = order.booklet_size
    first, last = voucher_rules.rank_of(numbers.first), voucher_rules.rank_of(numbers.last)
    words = f"n°{NO_BREAK}{order.series}-{first:07d}"
    if last != first:
        words += f" à {last:07d}"
    if voucher_rules.whole_booklets(numbers, size) == numbers:
        booklets = voucher_rules.booklet_of(numbers.first, size), voucher_rules.booklet_of(numbers.last, size)
        one = f"carnet{NO_BREAK}{booklets[0]}"
        words += f", {one}" if booklets[0] == booklets[1] else f", carnets{NO_BREAK}{booklets[0]} à {booklets[1]}"
    return f"{words} (commande {order.number})"


def _pass_table(ranges: Sequence[NumberRange], orders: dict[int, Order]) -> Table:
    value = [one.count * _order(one, orders).face_value_cents for one in ranges]
    rows = [
        (_order(one, orders).number, _pass(one, orders), count(one.count), format_euros(worth, LANGUAGE))
        for one, worth in zip(ranges, value, strict=True)
    ]
    rows.append(("Total", "", count(sum(one.count for one in ranges)), format_euros(sum(value), LANGUAGE)))
    return Table(PASS, tuple(rows), "Pass et valeur", ALIGNED)  # type: ignore[arg-type]


def _signed_by(subject_kind: str, subject_id: int, names: dict[str, str] | None = None) -> Signature:
    """A place for each party, filled where it has signed; witnesses only where there are some."""
    done = queries.signatures(subject_kind, subject_id)
    places = []
    for party in catalogue.PARTIES_OF[subject_kind]:
        mine = [one for one in done if one.party == party]
        label = catalogue.PARTIES[party]
        places += [Place(label, one.name, one.quality, signed(one.signed_on)) for one in mine]
        if not mine and party != catalogue.WITNESS:
            places.append(Place(label, (names or {}).get(party, ""), "", signed(None)))
    return Signature(tuple(places), "Fait pour valoir ce que de droit.")
