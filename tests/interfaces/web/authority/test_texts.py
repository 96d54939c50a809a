"""The convention read on any day, and what stands beside its articles: parties, annexes, originals, what is missing."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quitus.domain.grants import operations, queries
from quitus.domain.grants.files import FileFacts
from quitus.domain.organisations.models import Scheme
from tests.factories.people import Person
from tests.factories.texts import sign_amendment
from tests.interfaces.web.authority.conftest import World

At = Callable[..., str]
PDF = b"%PDF-1.7 original"


@pytest.fixture
def read(as_anne: Client, at: At) -> Callable[..., str]:
    """The page that the manager reads."""

    def read(view: str, *names: object, **query: str) -> str:
        answer = as_anne.get(at(view, *names), query)
        assert answer.status_code == 200
        return answer.content.decode().replace("&#x27;", "'")

    return read


@pytest.fixture
def say(as_anne: Client, at: At) -> Callable[..., str]:
    """Post a form as the manager; the page that answers, redirections followed."""

    def say(view: str, *names: object, status: int = 200, **typed: object) -> str:
        answer = as_anne.post(at(view, *names), typed, follow=True)
        assert answer.status_code == status, answer.content.decode()
        return answer.content.decode().replace("&#x27;", "'")

    return say


def test_what_an_amendment_changed_is_marked_word_by_word_and_said(
    world: World, anne: Person, read: Callable[..., str]
) -> None:
    operations.amend_article(
        by=anne.actor, amendment_id=world.amendment.pk, article_number="9", title="Litiges", text="Tribunal de Lille."
    )
    operations.repeal_article(by=anne.actor, amendment_id=world.amendment.pk, article_number="6")
    sign_amendment(anne.actor, world.amendment, signed_on=date(2023, 6, 20))

    after = read("convention_text", le="20/06/2023")

    assert '<ins><span class="visually-hidden">[ajouté] </span>L\'action finit' in after
    assert '<del><span class="visually-hidden">[supprimé] </span>Texte de l\'article 2.<span' in after
    assert "Modifié par l'avenant n° 1, depuis le 20 juin 2023" in after
    assert "Ajouté par l'avenant n° 1" in after
    assert "Abrogé par l'avenant n° 1" in after
    assert "30 juillet 2023" in after  # the former end, beside the new one
    assert "Changement précédent : 11 mars 2021 · convention" in after
    eve = read("convention_text", le="19/06/2023")
    assert "<ins>" not in eve
    assert "Changement suivant : 20 juin 2023 · avenant n° 1" in eve
    assert "Écrivez la date" in read("convention_text", le="hier")


def test_an_annulled_amendment_gives_back_what_it_had_changed(
    world: World, anne: Person, read: Callable[..., str], say: Callable[..., str], scheme: Scheme
) -> None:
    sign_amendment(anne.actor, world.amendment, signed_on=date(2023, 6, 20))
    assert "au lieu de : 31 décembre 2023" in read("annul_amendment", world.amendment.pk)
    told = {"annulled_by": "judge", "on": "10/02/2024", "reason": "TA de Lille (exemple)"}
    early = say("annul_amendment", world.amendment.pk, status=422, **(told | {"on": "01/06/2023"}))
    assert "il ne peut être annulé avant" in early

    page = say("annul_amendment", world.amendment.pk, **(told | {"since": "01/01/2024"}))

    assert "Annulé" in page
    assert "par un juge, le 10 février 2024" in page
    assert queries.terms_at(scheme.pk, date(2023, 12, 31)).action_ends_on == date(2023, 12, 31)
    assert queries.terms_at(scheme.pk, date(2024, 1, 1)).action_ends_on == date(2023, 7, 30)
    assert "fin d'effet de l'avenant n° 1" in read("convention_text", le="01/01/2024")
    assert "Annuler l'avenant</span>" not in page


def test_a_text_signed_long_ago_is_entered_and_completed(
    world: World, read: Callable[..., str], say: Callable[..., str]
) -> None:
    dates = {"authority_signed_on": "12/06/2023", "funder_signed_on": "20/06/2023"}
    lacking = say("enter_amendment", world.amendment.pk, **dates)
    assert "n'est pas exécutoire le 12 juin 2023" in lacking
    assert "L'original de cette partie n'est pas joint : la collectivité" in lacking

    scan = SimpleUploadedFile("avenant.pdf", PDF, "application/pdf")
    kept = say("join_amendment_original", world.amendment.pk, "authority", kept_at="Archives", file=scan)
    assert "avenant.pdf" in kept
    assert "pas joint : la collectivité" not in read("amendment_lacks", world.amendment.pk)
    assert "ne porte pas" not in read("amendment_originals", world.amendment.pk)
    wrong = SimpleUploadedFile("avenant.exe", b"MZ", "application/pdf")
    refused = say("join_amendment_original", world.amendment.pk, "funder", kept_at="Là", file=wrong, status=422)
    assert "Ce type de fichier n'est pas accepté" in refused


def test_an_original_is_read_again_and_moved(
    world: World, as_anne: Client, at: At, say: Callable[..., str], dado: Person
) -> None:
    scan = SimpleUploadedFile("convention.pdf", PDF, "application/pdf")
    say("join_original", "funder", kept_at="Armoire 3", file=scan)
    [original] = queries.originals(queries.convention(world.convention.pk))

    answer = as_anne.get(at("original", original.pk))
    assert (answer.content, answer["Content-Type"]) == (PDF, "application/pdf")
    assert "Archives départementales" in say("move_original", original.pk, kept_at="Archives départementales")
    again = SimpleUploadedFile("convention.pdf", PDF, "application/pdf")
    assert "déjà joint" in say("join_original", "funder", kept_at="Ici", file=again, status=422)


def test_an_annex_is_replaced_added_and_repealed_by_an_amendment(
    world: World, as_anne: Client, at: At, anne: Person, read: Callable[..., str], say: Callable[..., str]
) -> None:
    scan = SimpleUploadedFile("budget.pdf", PDF, "application/pdf")
    say("add_annex", world.amendment.pk, annex_number="A", title="Budget", file=scan)
    assert "sans barre" in say("add_annex", world.amendment.pk, annex_number="A/1", title="B", text="b", status=422)
    say("amend_annex", world.amendment.pk, "A", title="Budget révisé", text="Trois postes.")
    assert "Laisser inchangée" in read("amend_annexes", world.amendment.pk)
    assert "n'est en vigueur sous le numéro B" in say("repeal_annex", world.amendment.pk, "B", status=422)
    sign_amendment(anne.actor, world.amendment, signed_on=date(2023, 6, 20))

    text = read("convention_text", le="20/06/2023")
    assert "Annexe A · Budget révisé" in text
    [annex] = queries.consolidated_annexes(world.convention.pk, date(2023, 6, 20))
    assert annex.now is not None
    assert as_anne.get(at("annex_file", annex.now.sha256)).content == PDF
    assert "budget.pdf" in read("annexes")


def test_what_a_draft_changes_is_taken_back_page_by_page(world: World, say: Callable[..., str]) -> None:
    assert "L'avenant abroge cet article." in say("repeal_article", world.amendment.pk, "6")
    say("leave_unchanged", world.amendment.pk, "article", "6")
    say("leave_unchanged", world.amendment.pk, "parametre", "eligible_to")
    say("state_effect", world.amendment.pk, stated_effect_on="01/07/2023")

    text = queries.amendment(world.amendment.pk)
    assert [one.article_number for one in text.articles.all()] == ["2"]
    assert [one.name for one in text.parameters.all()] == ["action_ends_on"]
    assert text.stated_effect_on == date(2023, 7, 1)


def test_parties_and_signatories_are_named(
    world: World, scheme: Scheme, read: Callable[..., str], say: Callable[..., str]
) -> None:
    authority = queries.parties(world.convention.pk).get(role="authority")
    named = say("name_party", authority.pk, named_as="titulaire\nbénéficiaire\n", represented_by="Le président")
    assert "titulaire · bénéficiaire" in named
    assert "Opérateur Exemple" in say(
        "add_party", organisation_id=str(world.operator.pk), named_as="prestataire", represented_by=""
    )
    assert "déjà partie" in say("add_party", organisation_id=str(scheme.authority_id), named_as="x", status=422)
    [power] = queries.powers_to_sign(scheme.pk).filter(party="funder")
    assert "Indiquez ce jour ou un jour plus tard" in say("end_power", power.pk, ends_on="01/01/2021", status=422)
    assert "Terminé" in say("end_power", power.pk, ends_on="31/12/2021")


def test_a_supposed_value_is_confirmed_with_its_article(
    world: World, anne: Person, read: Callable[..., str], say: Callable[..., str]
) -> None:
    told = {"by": anne.actor, "amendment_id": world.amendment.pk, "name": "eligible_to", "value": date(2023, 12, 31)}
    operations.amend_parameter(is_placeholder=True, **told)
    [supposed] = queries.supposed(world.convention.pk)
    assert "Dépenses éligibles jusqu'au" in read("amendment_lacks", world.amendment.pk)
    assert "31 décembre 2023" in read("supposed_parameters")

    assert "Aucune valeur n'est supposée" in say("confirm_parameter", supposed.pk, article_number="3")

    supposed.refresh_from_db()
    assert (supposed.article_number, supposed.is_placeholder) == ("3", False)
    assert "n'est pas supposée" in say("confirm_parameter", supposed.pk, article_number="3", status=422)


def test_the_pages_cost_as_much_with_many_lines_as_with_few(
    world: World, as_anne: Client, at: At, anne: Person, scheme: Scheme
) -> None:
    views = ("convention_text", "parties", "annexes", "amend_annexes", "supposed_parameters", "convention_lacks")

    def costs() -> dict[str, int]:
        found = {}
        for view in views:
            with CaptureQueriesContext(connection) as context:
                names = (world.amendment.pk,) if view == "amend_annexes" else ()
                assert as_anne.get(at(view, *names)).status_code == 200
            found[view] = len(context)
        return found

    def fill(rank: int) -> None:
        file = FileFacts(f"{rank}.pdf", f"{rank:064d}", "application/pdf", 1)
        operations.amend_annex(
            by=anne.actor, amendment_id=world.amendment.pk, annex_number=f"{rank}", title="T", file=file
        )
        operations.give_power_to_sign(
            by=anne.actor, party="funder", person_name=f"P{rank}", basis="Texte", starts_on=date(2021, 1, 1)
        )

    fill(1)
    as_anne.get(at("parties"))
    few = costs()
    for rank in range(2, 12):
        fill(rank)
    assert costs() == few


def test_an_amendment_that_is_rejected_is_given_up(world: World, say: Callable[..., str]) -> None:
    assert "ou abandonnez-le" in say("draft_amendment", title="Autre", status=422)
    assert "Abandonné" in say("withdraw_amendment", world.amendment.pk, reason="Rejeté par l'assemblée.")
    assert "Avenant n° 1" in say("draft_amendment", title="Autre")
