"""Minutes as PDF/UA and ODT, made of what the rooms know, signatures in their places."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pikepdf
import pytest

from quitus.connectors import documents as files
from quitus.connectors import typesetting
from quitus.connectors.papers import as_data
from quitus.domain.controls import operations, queries
from quitus.domain.distribution import operations as distribution
from quitus.domain.documents import kinds
from quitus.domain.documents.errors import NothingToPrint
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from quitus.usecases import controls
from tests.factories.controls import ON_PAPER, acknowledge, concluded_inventory, inventory_of, lose
from tests.factories.papers import structure
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
