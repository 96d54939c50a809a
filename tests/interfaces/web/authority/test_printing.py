"""The manager writes what the pass say, reads the proof again, decides; and prints only what the authority issues."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from quitus.domain.printing import operations, queries, states
from quitus.domain.printing.models import Proof
from quitus.domain.vouchers import states as orders
from quitus.kernel import clock
from quitus.usecases import printing
from tests.factories.pages import said
from tests.factories.passes import Team, confirm, draft
from tests.factories.people import Person
from tests.factories.printing import DRAFT

NOW = datetime(2021, 8, 2, 9, tzinfo=UTC)
TYPED = {
    "title": "Pass numérique",
    "what_it_is": "Un pass paie de l'aide.",
    "sentence_1": "Choisissez un lieu.",
    "sentence_2": "Prenez rendez-vous.",
    "sentence_3": "Donnez un pass.",
    "sentence_4": "Gardez les autres.",
    "where": "En mairie.",
    "phone": "03 00 00 00 00",
    "phone_hours": "",
    "kept_days": "3",
}


def at(view: str, *arguments: object) -> str:
    """The address of a view of the authority in the scheme of the tests."""
    return reverse(f"authority:{view}", args=["essai", *arguments])


@pytest.fixture
def manager(team: Team, sign_in: Callable[[Person], Client]) -> Client:
    return sign_in(team.anne)


@pytest.fixture
def proof(team: Team) -> Iterator[Proof]:
    """A proof that waits for Anne, on the day it was made."""
    operations.save_design(by=team.anne.actor, **vars(DRAFT), accent="#1d6b70")
    order = confirm(team, draft(team))
    with clock.at(NOW):
        yield operations.keep_proof(
            by=team.printer.actor,
            order_id=order.pk,
            design_id=queries.designs()[0].pk,
            pdf_sha256="0" * 64,
            pdf_size=1,
        )


def test_the_manager_writes_what_pass_say_and_sees_an_example(manager: Client, team: Team) -> None:
    confirm(team, draft(team))
    with clock.at(NOW):
        assert "Écrire le modèle d'impression des pass" in said(manager.get(at("home")))
    assert "il reste à y mettre un téléphone" in said(manager.get(at("print_design")))
    assert "Choisissez un lieu de la liste" in said(manager.get(at("write_print_design")))
    written = manager.post(at("write_print_design"), TYPED, follow=True)
    assert "Le modèle est enregistré" in said(written)
    design = queries.current_design()
    assert design is not None
    assert design.how_to[3] == "Gardez les autres."
    assert manager.get(at("preview_print_design")).content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"what_it_is": "Pour les bénéficiaires du RSA."}, "à quel public"),
        ({"sentence_2": ""}, "obligatoire"),
        ({"kept_days": "91"}, "90"),
    ],
)
def test_texts_that_may_not_be_printed_are_refused_under_their_field(
    manager: Client, changed: dict[str, str], sentence: str
) -> None:
    refused = manager.post(at("write_print_design"), TYPED | changed)
    assert refused.status_code == 422
    assert sentence in said(refused)


def test_the_manager_reads_the_proof_again_and_approves_it(manager: Client, team: Team, proof: Proof) -> None:
    assert "Relire l'épreuve" in said(manager.get(at("home")))
    assert "Approuver l'épreuve" in said(manager.get(at("proof", proof.pk)))
    asked = said(manager.get(at("approve_proof", proof.pk)))
    assert "100 pass seront produits" in asked
    facts = {"approved_name": "Anne Lefèvre", "approved_on": "02/08/2021"}
    answer = manager.post(at("approve_proof", proof.pk), facts, follow=True)
    assert "Bon à tirer donné" in said(answer)
    proof.refresh_from_db()
    assert proof.state == states.APPROVED
    assert proof.order.state == orders.PROOFED
    assert "Approuver l'épreuve" not in said(manager.get(at("proof", proof.pk)))


def test_a_proof_is_sent_back_with_what_must_change(manager: Client, proof: Proof) -> None:
    facts = {"reason": "Le téléphone est faux.", "refused_on": "02/08/2021"}
    assert "Le téléphone est faux." in said(manager.post(at("refuse_proof", proof.pk), facts, follow=True))
    assert "Préparer l'épreuve" in said(manager.get(at("printing", proof.order_id)))


def test_the_manager_holds_no_code_of_an_operators_order(manager: Client, team: Team, printable: object) -> None:
    order_id = printable.pk  # type: ignore[attr-defined]
    run = printing.make_run(
        team.scheme, printing.record_run(by=team.printer.actor, order_id=order_id, kind=states.CSV).pk
    )
    [part] = queries.parts(run.pk)
    assert "Imprimer des pass" not in said(manager.get(at("printing", order_id)))
    seen = said(manager.get(at("print_run", run.pk)))
    assert "Télécharger" not in seen
    assert manager.get(at("ask_print", order_id)).status_code == 404
    assert manager.post(at("print_part", part.pk)).status_code == 404
    assert manager.post(at("print_files", run.pk)).status_code == 409
