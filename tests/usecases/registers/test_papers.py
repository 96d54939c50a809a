"""The papers of the register: what they say, read back from the files themselves."""

import io
from datetime import date

import pikepdf
import pytest
from python_calamine import CalamineWorkbook

from quitus.connectors import typesetting
from quitus.domain.audit.models import Entry
from quitus.domain.distribution import operations, queries
from quitus.domain.documents import kinds
from quitus.kernel.refusals import NotYourRole
from quitus.usecases import papers, registers
from quitus.usecases.registers import making
from quitus.usecases.registers.errors import PeriodBackwards, PeriodNotOver, RegisterTooLong
from tests.factories.papers import structure
from tests.usecases.registers.conftest import Told

pytestmark = pytest.mark.django_db

SINCE, UNTIL = date(2021, 12, 1), date(2021, 12, 31)
YEAR = (date(2022, 1, 1), date(2022, 12, 31))


def cells(content: bytes, sheet: int = 0) -> list[list[object]]:
    """The lines of one sheet of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def row(lines: list[list[object]], first: object) -> list[object]:
    """The line that begins so."""
    return next(line for line in lines if line[0] == first)


def test_the_register_carries_the_balance_from_before_and_runs_line_by_line(told: Told) -> None:
    holder = told.stock.point.holder
    (part,) = registers.statement(kinds.STOCK_REGISTER, holder.pk, SINCE, UNTIL).parts
    assert part.opening[-2:] == (50, 500_00)
    assert [line[6:] for line in part.rows] == [(None, 10, 40, 400_00), (None, 10, 30, 300_00)]
    assert part.totals[6:] == (0, 20, 30, 300_00)
    assert [line[-2] for line in part.rows][-1] == queries.balance(holder.pk, UNTIL)


def test_the_register_of_every_holder_ends_with_what_it_holds_now(told: Told) -> None:
    for holder in queries.holders():
        said = registers.statement(kinds.STOCK_REGISTER, holder.pk, date(2021, 1, 1), date(2022, 12, 31))
        assert said.parts[0].totals[-2] == queries.held_by(holder.pk).count


def test_the_bordereau_tells_what_was_employed_and_paid_back_with_each_slip(told: Told) -> None:
    said = registers.statement(kinds.BORDEREAU_EMPLOI, told.stock.imprest.pk, SINCE, date(2022, 1, 31))
    by_order, received, employed, out = said.parts
    headings = [column.label for column in by_order.columns]
    assert dict(zip(headings, by_order.totals, strict=True)) == {
        "Commande": "Total",
        "Valeur d'un pass": None,
        "Stock au début": 80,
        "Reçus": 0,
        "Remis": 10,
        "Pertes": 2,
        "Stock à la fin": 68,
        "Valeur à la fin": 680_00,
    }
    assert received.rows == []
    assert [line[1] for line in employed.rows] == [told.handout.number]
    assert out.totals[-2:] == (2, 20_00)


def test_the_monthly_statement_tells_each_point_and_their_sum(told: Told) -> None:
    by_holder, by_order = registers.statement(kinds.MONTHLY_STATEMENT, told.stock.imprest.pk, SINCE, UNTIL).parts
    safe, point = by_holder.rows
    assert safe[2:] == (30, 0, 10, 0, 40, 400_00)
    assert point[1:] == ("Lens", 50, 0, -10, 10, 30, 300_00)
    assert by_holder.totals[2:] == (80, 0, 0, 10, 70, 700_00)
    assert by_order.totals[-2:] == (70, 700_00)


def test_the_compte_d_emploi_of_a_year_begins_where_the_former_ended(told: Told) -> None:
    first = registers.statement(kinds.COMPTE_EMPLOI, told.stock.imprest.pk, date(2021, 1, 1), UNTIL)
    second = registers.statement(kinds.COMPTE_EMPLOI, told.stock.imprest.pk, *YEAR)
    assert first.parts[0].totals[-2] == second.parts[0].totals[2] == 70
    assert second.parts[0].totals[-2] == 68


def test_the_two_sides_of_the_balance_agree(told: Told) -> None:
    said = registers.statement(kinds.BALANCE, told.stock.imprest.pk, YEAR[1], YEAR[1])
    part = said.parts[0]
    assert part.totals == ("Total", 80, 80, 800_00, 800_00)
    assert [line[2] for line in part.rows[1:]] == [40, 28, 10, 2]


def test_a_slip_names_both_sides_and_leaves_room_for_what_is_not_signed_yet(told: Told) -> None:
    said = registers.statement(kinds.SLIP, told.back.pk, SINCE, UNTIL)
    gives, takes = said.signers
    assert said.title == "Bordereau de retour"
    assert (gives.name, gives.on) == (told.stock.team.dado.actor.label, told.back.occurred_on)
    assert (takes.name, takes.on) == ("", None)
    operations.acknowledge_slip(by=told.stock.team.holder.actor, slip_id=told.back.pk, received_on=date(2021, 12, 21))
    assert registers.statement(kinds.SLIP, told.back.pk, SINCE, UNTIL).signers[1].on == date(2021, 12, 21)


def test_no_paper_of_the_register_tells_a_name_of_a_person(told: Told) -> None:
    for said in (
        registers.statement(kinds.SLIP, told.handout.pk, SINCE, UNTIL),
        registers.statement(kinds.BORDEREAU_EMPLOI, told.stock.imprest.pk, SINCE, UNTIL),
    ):
        assert "Carpentier" not in str(said)


def test_the_workbook_says_what_the_paper_says(told: Told) -> None:
    holder = told.stock.point.holder
    lines = cells(registers.workbook(kinds.STOCK_REGISTER, holder.pk, SINCE, UNTIL))
    assert row(lines, "Pass à la fin")[1] == 30.0
    assert row(lines, "Total")[6:] == [0.0, 20.0, 30.0, 300.0]
    assert [line[0] for line in lines if isinstance(line[0], date)] == [date(2021, 12, 6), date(2021, 12, 20)]


def test_a_register_is_kept_as_an_accessible_pdf_with_its_thread(told: Told) -> None:
    holder = told.stock.point.holder
    by = told.stock.team.holder.actor
    document = registers.keep(by=by, kind=kinds.STOCK_REGISTER, subject_id=holder.pk, since=SINCE, until=UNTIL)
    _, content = papers.download(document.pk, "pdf")
    text = " ".join(typesetting.printed_text(content).split())
    for words in ("Registre des valeurs", "Report", "123456789-0000010", "Rémi Dubois", "300,00"):
        assert words in text
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.Lang == "fr"
        assert {"Table", "TH"} <= {name for name, _ in structure(pdf)}
    assert document.as_of == UNTIL
    assert Entry.objects.filter(verb="produce_document", subject_kind="holder").exists()


def test_a_period_is_one_that_is_over_and_in_the_right_order(told: Told) -> None:
    holder_id = told.stock.point.holder.pk
    with pytest.raises(PeriodBackwards):
        registers.statement(kinds.STOCK_REGISTER, holder_id, UNTIL, SINCE)
    with pytest.raises(PeriodNotOver):
        registers.statement(kinds.STOCK_REGISTER, holder_id, SINCE, date(2999, 1, 1))


def test_paper_holds_so_many_lines_and_no_more(told: Told) -> None:
    holder_id = told.stock.point.holder.pk
    with pytest.raises(RegisterTooLong) as refused:
        making.statement(kinds.STOCK_REGISTER, holder_id, SINCE, UNTIL, most=1)
    assert refused.value.facts == {"count": 2, "most": 1}


def test_a_prescriber_keeps_no_register(told: Told) -> None:
    with pytest.raises(NotYourRole):
        registers.keep(
            by=told.stock.team.prescriber.actor,
            kind=kinds.STOCK_REGISTER,
            subject_id=told.stock.point.holder.pk,
            since=SINCE,
            until=UNTIL,
        )
