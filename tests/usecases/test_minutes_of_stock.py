"""Minutes as PDF/UA, ODT and XLSX, made of what the rooms know, signatures in their places."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pikepdf
import pytest
from python_calamine import CalamineWorkbook

from quitus.connectors import documents as files
from quitus.connectors import typesetting
from quitus.connectors.papers import as_data
from quitus.domain.controls import operations, queries
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution import queries as distribution_queries
from quitus.domain.documents import kinds
from quitus.domain.documents.errors import NothingToPrint
from quitus.domain.organisations import roles
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.refusals import NotYourRole
from quitus.usecases import controls
from tests.factories.controls import ON_PAPER, acknowledge, concluded_inventory, inventory_of, lose
from tests.factories.papers import structure
from tests.factories.people import make_person
from tests.factories.stock import HANDED_ON, Stock, ranks


@pytest.fixture(autouse=True)
def _then(stock: Stock) -> Iterator[None]:
    """On the day of the hand-outs, every slip received."""
    with clock.at(HANDED_ON):
        acknowledge(stock)
        yield


def said(kind: str, subject_id: int) -> str:
    """All that minutes say, as data, non-breaking spaces as spaces."""
    return str(as_data(controls.minutes_paper(kind, subject_id))).replace("\\xa0", " ").replace("\\u202f", " ")


def test_the_minutes_of_an_inventory_are_an_accessible_pdf_with_each_difference(stock: Stock) -> None:
    dado = stock.team.dado.actor
    made = inventory_of(stock, [ranks(1, 45), ranks(81, 82)])
    missing, extra = queries.differences(made.pk)
    operations.settle_difference(by=dado, difference_id=missing.pk, reason="late_entry", text="Remis hier soir")
    operations.settle_difference(by=dado, difference_id=extra.pk, reason="other", text="Apportés par erreur")
    operations.conclude_inventory(by=dado, inventory_id=made.pk, concluded_on=HANDED_ON, conclusion="Rien à signaler")
    operations.sign_minutes(
        by=dado, subject_kind="inventory", subject_id=made.pk, party="counter", signed_on=HANDED_ON, quality="Agent"
    )
    document = controls.produce_minutes(by=dado, kind=kinds.INVENTORY_MINUTES, subject_id=made.pk)
    pdf = files.read(document.pdf_sha256)
    text = " ".join(typesetting.printed_text(pdf).split())
    for words in (
        "Procès-verbal d'inventaire I2021-0001",
        "à l'aveugle",
        "Remis hier soir",
        "au registre : Comptable public",
        "Rien à signaler",
        "Dado Delattre",
    ):
        assert words in text.replace("\xa0", " ").replace("’", "'"), words
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert b"pdfuaid:part" in opened.Root.Metadata.read_bytes()
        tags = {kind for kind, _ in structure(opened)}
    assert {"H1", "Table", "TH"} <= tags
    with pytest.raises(NotYourRole):
        controls.produce_minutes(by=stock.team.prescriber.actor, kind=kinds.INVENTORY_MINUTES, subject_id=made.pk)


def test_minutes_of_a_count_under_way_are_not_printed(stock: Stock) -> None:
    made = operations.open_inventory(by=stock.team.dado.actor, holder_ids=[stock.point.holder.pk], purpose="routine")
    with pytest.raises(NothingToPrint):
        controls.minutes_paper(kinds.INVENTORY_MINUTES, made.pk)


def test_the_minutes_of_a_theft_tell_the_complaint_and_what_became_of_the_pass(stock: Stock) -> None:
    file = lose(stock, ranks(11, 20), "theft", complaint_number="2021/117", complaint_on=HANDED_ON)
    operations.cancel_lost_pass(by=stock.team.anne.actor, file_id=file.pk, occurred_on=HANDED_ON)
    text = said(kinds.LOSS_MINUTES, file.pk)
    for words in (
        "Procès-verbal de vol D2021-0001",
        "n° 2021/117 du 6 décembre 2021",
        "n° 123456789-0000011 à 0000020, carnet 2 (commande 2021-01)",
        "100,00 €",
        "Annulés pour toujours",
    ):
        assert words in text, words


def test_the_minutes_of_a_control_give_each_finding_its_answer(stock: Stock) -> None:
    team = stock.team
    made = operations.write_control(
        by=team.accountant.actor,
        imprest_id=stock.imprest.pk,
        side="accountant",
        controller_name="Claude Masson",
        controller_quality="Comptable public",
        controlled_on=HANDED_ON,
        inventory_id=concluded_inventory(stock).pk,
        cash_found_cents=10_00,
    )
    finding = operations.add_finding(
        by=team.accountant.actor, control_id=made.pk, text="Dix euros de trop", due_on=HANDED_ON + timedelta(days=8)
    )
    assert "Réponse attendue" in said(kinds.CONTROL_MINUTES, made.pk)
    operations.answer_finding(
        by=team.holder.actor, finding_id=finding.pk, answer="Monnaie personnelle", answered_on=HANDED_ON
    )
    operations.sign_minutes(
        by=team.anne.actor,
        subject_kind="control",
        subject_id=made.pk,
        party="controller",
        signed_on=HANDED_ON,
        paper=ON_PAPER,
    )
    text = said(kinds.CONTROL_MINUTES, made.pk)
    assert "Monnaie personnelle (Rémi Dubois, 6 décembre 2021)" in text
    assert "Signé le 6 décembre 2021" in text
    assert "10,00 €" in text


def test_a_return_of_pass_has_its_minutes_and_another_slip_has_none(stock: Stock) -> None:
    slip = distribution.return_from_point(
        by=stock.team.dado.actor,
        point_id=stock.point.pk,
        numbers=ranks(41, 50),
        occurred_on=HANDED_ON,
        note="Trop de pass",
    )
    text = said(kinds.RETURN_MINUTES, slip.pk)
    assert f"Procès-verbal de restitution {slip.number}" in text
    assert "Trop de pass" in text
    other = distribution.transfer_to_point(
        by=stock.team.holder.actor, point_id=stock.point.pk, numbers=ranks(51, 55), occurred_on=HANDED_ON
    )
    with pytest.raises(NothingToPrint):
        controls.minutes_paper(kinds.RETURN_MINUTES, other.pk)


# --- as a spreadsheet


def sheets(by: Actor, kind: str, subject_id: int) -> dict[str, list[list[object]]]:
    """Each sheet of the workbook of minutes, line by line."""
    _title, content = controls.minutes_workbook(by=by, kind=kind, subject_id=subject_id)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def told(lines: list[list[object]]) -> dict[object, object]:
    """What stands in the second column of a sheet, by what stands in the first."""
    return {line[0]: line[1] for line in lines}


def test_the_spreadsheet_of_an_inventory_has_each_difference_by_number(stock: Stock) -> None:
    dado = stock.team.dado.actor
    made = inventory_of(stock, [ranks(1, 45), ranks(81, 82)])
    missing, _extra = queries.differences(made.pk)
    operations.settle_difference(by=dado, difference_id=missing.pk, reason="late_entry", text="Remis hier soir")
    found = sheets(dado, kinds.INVENTORY_MINUTES, made.pk)
    (place,) = queries.places_covered(made)
    assert found["Pass attendus et comptés dans c"][-1] == [place.holder.label, made.number, 50, 47, 0, 0, -3]
    gaps = found["Écarts constatés"]
    assert gaps[2][3:7] == ["Du numéro", "Au numéro", "Nombre", "Valeur faciale"]
    assert [line[3:] for line in gaps[3:]] == [
        ["123456789-0000046", "123456789-0000050", 5, 50, "Mouvement à saisir au registre. Remis hier soir"],
        ["123456789-0000081", "123456789-0000082", 2, 20, "À traiter"],
    ]
    with pytest.raises(NotYourRole):
        sheets(stock.team.prescriber.actor, kinds.INVENTORY_MINUTES, made.pk)


def test_the_spreadsheet_of_a_count_under_way_says_nothing_of_the_register(stock: Stock) -> None:
    dado = stock.team.dado.actor
    made = operations.open_inventory(by=dado, holder_ids=[stock.point.holder.pk], purpose="routine")
    with pytest.raises(NothingToPrint):
        controls.minutes_workbook(by=dado, kind=kinds.INVENTORY_MINUTES, subject_id=made.pk)


def test_the_spreadsheet_of_a_theft_has_ranges_values_and_what_became_of_them(stock: Stock) -> None:
    file = lose(stock, ranks(11, 20), "theft", complaint_number="2021/117", complaint_on=HANDED_ON)
    anne = stock.team.anne.actor
    operations.cancel_lost_pass(by=anne, file_id=file.pk, occurred_on=HANDED_ON)
    found = sheets(anne, kinds.LOSS_MINUTES, file.pk)
    assert told(found["Procès-verbal"])["Date des faits"] == file.occurred_on
    line, total = found["Pass et valeur"][-2:]
    assert [line[0], *line[2:]] == ["2021-01", "123456789-0000011", "123456789-0000020", 10, 100]
    assert total == ["Total", "", "", "", 10, 100]
    assert found["Ce que sont devenus les pass"][-1][:2] == [HANDED_ON, "Annulés pour toujours"]


def test_the_spreadsheet_of_a_handover_has_the_pass_and_the_cash(stock: Stock) -> None:
    team, last = stock.team, HANDED_ON + timedelta(days=1)
    former = distribution_queries.appointments().get(kind="holder")
    distribution.end_appointment(by=team.finance.actor, appointment_id=former.pk, ends_on=HANDED_ON)
    ines = make_person(team.scheme, "Inès Roussel", roles.IMPREST_HOLDER)
    with clock.at(last):
        incoming = distribution.appoint(
            by=team.finance.actor, imprest_id=stock.imprest.pk, user_id=ines.user.pk, kind="holder",
            act_reference="2021-N-9", starts_on=last,
        )  # fmt: skip
        distribution.assent_to_appointment(
            by=team.accountant.actor, appointment_id=incoming.pk, assent_on=former.starts_on
        )
        counted = concluded_inventory(stock, by=team.accountant)
        made = operations.prepare_handover(
            by=team.finance.actor, incoming_id=incoming.pk, inventory_id=counted.pk, occurred_on=last,
            cash_found_cents=12_50, reserves="Un carnet abîmé",
        )  # fmt: skip
        found = sheets(team.finance.actor, kinds.HANDOVER_MINUTES, made.pk)
    first = told(found["Procès-verbal"])
    assert (first["Espèces comptées"], first["Différence"]) == (12.5, 12.5)
    assert (first["Réserves du régisseur entrant"], first["Régisseur sortant"]) == (
        "Un carnet abîmé",
        team.holder.user.full_name,
    )
    assert found["Pass et valeur"][-1] == ["Total", "", "", "", 30, 300]


def test_the_spreadsheet_of_a_control_has_the_cash_and_each_finding(stock: Stock) -> None:
    by = stock.team.accountant.actor
    made = operations.write_control(
        by=by, imprest_id=stock.imprest.pk, side="accountant", controller_name="Claude Masson",
        controller_quality="Comptable public", controlled_on=HANDED_ON, cash_found_cents=10_00,
    )  # fmt: skip
    assert set(sheets(by, kinds.CONTROL_MINUTES, made.pk)) == {"Procès-verbal"}
    operations.add_finding(by=by, control_id=made.pk, text="Dix euros de trop", request="Les rendre")
    found = sheets(by, kinds.CONTROL_MINUTES, made.pk)
    first = told(found["Procès-verbal"])
    assert first["Pass selon le registre, coffre et points"] == made.register_count == 80
    assert first["Différence d'espèces"] == 10
    assert found["Constats et réponses"][-1] == ["Dix euros de trop", "Les rendre", "Réponse attendue"]
