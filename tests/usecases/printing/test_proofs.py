"""A proof comes first: made with codes that are worth nothing, approved by a named person, or sent back."""

from datetime import date, timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pdfua import validate

from quitus.domain.printing import errors, queries, states
from quitus.domain.vouchers import codes
from quitus.domain.vouchers import states as orders
from quitus.kernel.clock import today
from quitus.kernel.codes import NotACode
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from quitus.usecases import printing
from quitus.usecases.printing.looks import SPECIMEN_CODE, SPECIMEN_QR
from tests.factories.passes import Team, prove
from tests.factories.printing import DRAFT, confirmed, make_design, produced, proved


def test_a_proof_shows_the_booklet_and_is_worth_nothing(team: Team) -> None:
    make_design(team)
    order = confirmed(team, booklet_size=5)
    proof = printing.make_proof(by=team.printer.actor, order_id=order.pk)
    _, pdf = printing.proof_file(proof.pk)
    document = pdfium.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert len(pages) == 3
    assert "SPÉCIMEN" in pages[0]
    assert "SPÉCIMEN" in pages[2]
    assert "Carnet 0, pass 5 sur 5" in pages[2]
    for text in (SPECIMEN_CODE, SPECIMEN_QR):
        with pytest.raises(NotACode):
            codes.number_of_code(text)


def test_an_approved_proof_lets_the_order_be_produced(team: Team) -> None:
    make_design(team)
    order = confirmed(team)
    proof = proved(team, order)
    order.refresh_from_db()
    assert (proof.state, proof.approved_name, proof.decided_by) == (
        states.APPROVED,
        "Anne Lefèvre",
        team.anne.actor.label,
    )
    assert (order.state, order.proof_by) == (orders.PROOFED, "Anne Lefèvre")
    assert queries.approved_proof(order.pk) == proof


def test_what_was_approved_is_what_is_printed(team: Team) -> None:
    first = make_design(team)
    order = confirmed(team)
    proved(team, order)
    order.refresh_from_db()
    make_design(team, title="Autre titre")
    run = printing.record_run(by=team.printer.actor, order_id=produced(team, order).pk, kind=states.SHEETS)
    assert run.design == first


def test_an_order_proved_on_paper_is_printed_with_the_design_in_use(team: Team) -> None:
    order = produced(team, prove(team, confirmed(team)))
    with pytest.raises(errors.DesignMissing):
        printing.record_run(by=team.printer.actor, order_id=order.pk, kind=states.SHEETS)
    design = make_design(team)
    assert printing.record_run(by=team.printer.actor, order_id=order.pk, kind=states.SHEETS).design == design


def test_a_proof_sent_back_says_why_and_another_is_made(team: Team) -> None:
    make_design(team)
    order = confirmed(team)
    proof = printing.make_proof(by=team.printer.actor, order_id=order.pk)
    with pytest.raises(errors.ProofAwaitsDecision):
        printing.make_proof(by=team.anne.actor, order_id=order.pk)
    with pytest.raises(errors.ReasonMissing):
        printing.refuse_proof(by=team.anne.actor, proof_id=proof.pk, refused_on=today(), reason=" ")
    refused = printing.refuse_proof(by=team.anne.actor, proof_id=proof.pk, refused_on=today(), reason="logo ancien")
    assert (refused.state, refused.reason) == (states.REFUSED, "logo ancien")
    for decide in (
        lambda: printing.refuse_proof(by=team.anne.actor, proof_id=proof.pk, refused_on=today(), reason="encore"),
        lambda: printing.approve_proof(
            by=team.anne.actor, proof_id=proof.pk, approved_on=today(), approved_name="Anne"
        ),
    ):
        with pytest.raises(errors.ProofDecided):
            decide()
    assert printing.make_proof(by=team.printer.actor, order_id=order.pk).rank == 2


def test_a_proof_is_made_between_confirmation_and_production(team: Team) -> None:
    make_design(team)
    order = prove(team, confirmed(team))
    with pytest.raises(errors.NotAtProof):
        printing.make_proof(by=team.printer.actor, order_id=order.pk)


def test_a_proof_needs_a_design(team: Team) -> None:
    with pytest.raises(errors.DesignMissing):
        printing.make_proof(by=team.printer.actor, order_id=confirmed(team).pk)


@pytest.mark.parametrize(
    ("days", "name", "refusal"),
    [
        (1, "Anne", DateInTheFuture),
        (-1, "Anne", errors.ProofOlderThanOrder),
        (0, " ", errors.ApproverMissing),
    ],
)
def test_an_approval_has_a_day_that_has_come_and_a_name(
    team: Team, days: int, name: str, refusal: type[Exception]
) -> None:
    make_design(team)
    proof = printing.make_proof(by=team.printer.actor, order_id=confirmed(team).pk)
    with pytest.raises(refusal):
        printing.approve_proof(
            by=team.anne.actor, proof_id=proof.pk, approved_on=today() + timedelta(days=days), approved_name=name
        )


def test_only_the_authority_approves_and_keeps_the_design(team: Team) -> None:
    design = make_design(team)
    proof = printing.make_proof(by=team.printer.actor, order_id=confirmed(team).pk)
    for other in (team.printer, team.finance, team.accountant, team.dado):
        with pytest.raises(NotYourRole):
            printing.approve_proof(
                by=other.actor, proof_id=proof.pk, approved_on=date(2026, 1, 1), approved_name="Quelqu'un"
            )
        with pytest.raises(NotYourRole):
            printing.save_design(by=other.actor, draft=DRAFT)
    assert design.version == 1


@pytest.mark.parametrize(
    ("texts", "refusal"),
    [
        ({"phone": " "}, errors.DesignIncomplete),
        ({"how_to": ("Un.", "Deux.", "Trois.", " ")}, errors.DesignIncomplete),
        ({"what_it_is": "Réservé aux bénéficiaires du R.S.A. et du RSA."}, errors.PublicLabelPrinted),
        ({"where": "Un lieu.\n" * 60}, errors.DesignTooLong),
        ({"where": "Partout \u4e16"}, errors.CharacterNotPrintable),
    ],
)
def test_texts_that_cannot_be_printed_are_refused(
    team: Team, texts: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        make_design(team, **texts)


def test_the_same_texts_make_no_new_version(team: Team) -> None:
    make_design(team)
    with pytest.raises(errors.DesignUnchanged):
        make_design(team)
    assert make_design(team, phone="03 00 00 00 01").version == 2


@pytest.mark.usefixtures("team")
def test_cover_letter_and_pass_can_be_read_by_everybody(tmp_path: Path) -> None:
    path = tmp_path / "proof.pdf"
    path.write_bytes(printing.preview(DRAFT))
    assert [str(finding) for finding in validate(path).findings] == []
