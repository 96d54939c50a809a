"""The tables of minutes about pass, the same on paper and in a spreadsheet."""

from collections.abc import Iterable, Sequence

from quitus.domain.controls import catalogue, queries, states
from quitus.domain.controls.models import Control, Difference, Finding, InventoryPlace, LossFile
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules as voucher_rules
from quitus.domain.vouchers.models import Order
from quitus.kernel.money import NO_BREAK
from quitus.kernel.ranges import NumberRange
from quitus.usecases.papers.parts import day, some
from quitus.usecases.papers.told_minutes import GAP, WORTH
from quitus.usecases.registers.framing import FIRST_NUMBER, LAST_NUMBER, number_of
from quitus.usecases.registers.shape import Cell, Column, Part

PASS = Column("Pass")
NUMBER = Column("Nombre", "number")
RANGE = (PASS, FIRST_NUMBER, LAST_NUMBER, NUMBER)


def places_table(places: Sequence[InventoryPlace]) -> Part:
    """What was expected and counted in each place; the difference counts what came in and what is on its way."""
    kept = queries.kept_counts([place.pk for place in places])
    rows = []
    for place in places:
        expected, found = place.expected_count or 0, place.found_count or 0
        coming = kept.get((place.pk, catalogue.ON_THE_WAY), 0)
        arrived = kept.get((place.pk, catalogue.ARRIVED), 0)
        figures = (expected, found - coming - arrived, arrived, coming, found - expected)
        rows.append((place.holder.label, place.inventory.number, *figures))
    counts = [Column(label, "number") for label in ("Attendus", "Comptés", "Entrés entre-temps", "En chemin")]
    return _part("Pass attendus et comptés dans chaque lieu", (Column("Lieu"), Column("Comptage"), *counts, GAP), rows)


def meanwhile_tables(counts: Sequence[int]) -> list[Part]:
    """What came, left or was on the way during these counts; no table when nothing was."""
    explained = queries.meanwhile(counts)
    orders = _orders(one.numbers for one in explained)
    rows = [
        (one.slip.number, one.place.holder.label, catalogue.KEPT[one.what], *_range(one.numbers, orders))
        for one in explained
    ]
    columns = (Column("Bordereau"), Column("Lieu"), Column("Constat"), *RANGE)
    return [_part("Pass entrés ou sortis", columns, rows)] if rows else []


def gaps_tables(gaps: Sequence[Difference]) -> list[Part]:
    """Each difference and what settled it; no table when there is none."""
    orders = _orders(gap.range for gap in gaps)
    rows = [
        (
            gap.place.holder.label,
            f"{catalogue.DIFFERENCE_KINDS[gap.kind]}{_elsewhere(gap)}",
            *_range(gap.range, orders),
            gap.range.count * _order(gap.range, orders).face_value_cents,
            _how(gap),
        )
        for gap in gaps
    ]
    columns = (Column("Lieu"), Column("Écart"), *RANGE, WORTH, Column("Explication ou suite donnée"))
    return [_part("Écarts constatés", columns, rows)] if rows else []


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


def pass_table(ranges: Sequence[NumberRange]) -> Part:
    """Pass by range, with their order, number and face value, and the total."""
    orders = _orders(ranges)
    value = [one.count * _order(one, orders).face_value_cents for one in ranges]
    rows = [(_order(one, orders).number, *_range(one, orders), worth) for one, worth in zip(ranges, value, strict=True)]
    columns = (Column("Commande"), *RANGE, Column("Valeur", "money"))
    totals = ("Total", "", "", "", sum(one.count for one in ranges), sum(value))
    return _part("Pass et valeur", columns, rows, totals)


def after_tables(file: LossFile) -> list[Part]:
    """What became of pass that were lost; no table before anything did."""
    verbs = {
        "find_again": "Retrouvés",
        "release_found_pass": "Remis en service",
        "cancel_lost_pass": "Annulés pour toujours",
    }
    steps, swaps = list(file.steps.all()), list(file.replacements.all())
    orders = _orders([*(one.range for one in steps), *(one.old for one in swaps), *(one.new for one in swaps)])
    rows: list[Sequence[Cell]] = [(one.occurred_on, verbs[one.verb], *_range(one.range, orders)) for one in steps]
    rows += [(one.replaced_on, f"Remplacés par {_pass(one.new, orders)}", *_range(one.old, orders)) for one in swaps]
    columns = (Column("Date", "day"), Column("Suite"), *RANGE)
    return [_part("Ce que sont devenus les pass", columns, rows)] if rows else []


def findings_tables(control: Control) -> list[Part]:
    """Each finding with its answer; no table when nothing was found."""
    rows = [(one.text, _asked(one), _answered(one)) for one in control.findings.all()]
    columns = (Column("Constat"), Column("Demande"), Column("Réponse du régisseur"))
    return [_part("Constats et réponses", columns, rows)] if rows else []


def _asked(finding: Finding) -> str:
    until = f" (pour le {day(finding.due_on)})" if finding.due_on else ""
    return f"{finding.request}{until}" if finding.request else "—"


def _answered(finding: Finding) -> str:
    if finding.answered_on is None:
        return "Réponse attendue"
    return f"{finding.answer} ({finding.answered_by}, {day(finding.answered_on)})"


# --- what they have in common


def _part(
    caption: str, columns: tuple[Column, ...], rows: Sequence[Sequence[Cell]], totals: Sequence[Cell] = ()
) -> Part:
    return Part(caption, columns, rows, nothing="", totals=totals)


def _range(numbers: NumberRange, orders: dict[int, Order]) -> tuple[str, str, str, int]:
    """The cells of `RANGE`."""
    return _pass(numbers, orders), number_of(numbers.first), number_of(numbers.last), numbers.count


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
