"""The amendment, page by page: vote, transmission, publication, signatures, effect."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from quitus.domain.acts.models import Deliberation
from quitus.domain.grants import queries
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from tests.interfaces.web.authority.conftest import World

VOTE = {
    "number": "2023-204",
    "votes_for": "43",
    "votes_against": "0",
    "votes_abstention": "0",
    "present_count": "37",
    "excused_count": "6",
    "non_voting_count": "3",
    "excused_non_voting_count": "2",
    "president": "Le président du conseil départemental",
}
At = Callable[..., str]


@pytest.fixture
def say(as_anne: Client, at: At) -> Callable[..., str]:
    """Post a form as the manager; the page that answers, redirections followed."""

    def say(view: str, *names: object, status: int = 200, **typed: str) -> str:
        answer = as_anne.post(at(view, *names), typed, follow=True)
        assert answer.status_code == status, answer.content.decode()
        return answer.content.decode()

    return say


def test_the_manager_lives_the_amendment_from_the_vote_to_its_effect(
    world: World, at: At, as_anne: Client, say: Callable[..., str], scheme: Scheme
) -> None:
    say("amend_article", world.amendment.pk, "6", title="Obligations", text="Un bilan au 1er juillet 2024.")
    say("amend_parameter", world.amendment.pk, "convention_ends_on", value="31/12/2024", article_number="6")
    assert "1er juillet 2024" in say("move_obligation", world.amendment.pk, code="bilan", due_on="01/07/2024")
    voted = say("record_vote", world.act.pk, **VOTE)
    assert "Délibération n° 2023-204" in voted
    assert "6 délégations de vote, que l&#x27;acte ne liste pas" in voted
    early = say("sign_amendment", world.amendment.pk, "authority", on="20/05/2023", status=422)
    assert "n&#x27;est pas exécutoire le 20 mai 2023" in early

    say("record_transmission", world.act.pk, on="05/06/2023")
    executory = say("record_publication", world.act.pk, on="05/06/2023")
    assert "5 juin 2023" in executory
    assert "CGCT, art. L.3131-1" in executory
    assert "7 août 2023" in executory
    say("record_acknowledgement", world.act.pk, on="06/06/2023")

    say("sign_amendment", world.amendment.pk, "authority", on="12/06/2023")
    draft = as_anne.get(at("amendment", world.amendment.pk)).content.decode()
    assert "Obligations qui bougeront à la signature" in draft
    assert "1er juillet 2024" in draft
    signed = say("sign_amendment", world.amendment.pk, "funder", on="20/06/2023")
    assert "En vigueur" in signed
    assert "Obligations qui ont bougé" in signed
    assert "1er juillet 2024" in signed

    assert queries.terms_at(scheme.pk, date(2023, 6, 20)).action_ends_on == date(2023, 12, 31)
    text = as_anne.get(at("convention_text"), {"le": "20/06/2023"}).content.decode()
    assert "Modifié par l'avenant n° 1" in text or "Modifié par l&#x27;avenant n° 1" in text
    assert "Texte de l&#x27;article 2." in text
    before = as_anne.get(at("convention_text"), {"le": "19/06/2023"}).content.decode()
    assert "Modifié par" not in before
    obligations = as_anne.get(at("obligations")).content.decode()
    assert "Remplacée" in obligations
    assert "1er juillet 2024" in obligations


def test_a_vote_that_cannot_stand_comes_back_with_the_reason(world: World, say: Callable[..., str]) -> None:
    page = say("record_vote", world.act.pk, status=422, **(VOTE | {"votes_for": "60"}))

    assert "60 voix pour 43 votants au plus" in page
    assert Deliberation.objects.get(pk=world.act.pk).number == ""


def test_a_vote_is_not_recorded_before_its_day(world: World, say: Callable[..., str]) -> None:
    with clock.at(date(2023, 5, 12)):
        assert "La réunion est prévue le 15 mai 2023" in say("record_vote", world.act.pk, status=422, **VOTE)


def test_dates_that_cannot_be_are_refused_under_their_field(world: World, say: Callable[..., str]) -> None:
    say("record_vote", world.act.pk, **VOTE)
    assert "adoptée le 15 mai 2023" in say("record_publication", world.act.pk, on="14/05/2023", status=422)
    assert "Enregistrez d&#x27;abord la date de transmission" in say(
        "record_acknowledgement", world.act.pk, on="06/06/2023", status=422
    )
    say("record_publication", world.act.pk, on="05/06/2023")
    assert "déjà enregistrée : 5 juin 2023" in say("record_publication", world.act.pk, on="06/06/2023", status=422)


def test_a_deliberation_is_drafted_revised_called_and_withdrawn(world: World, at: At, say: Callable[..., str]) -> None:
    drafted = say("draft_deliberation", title="Second avenant", legal_references="Vu A ;\n\nVu B ;", decision="Décide.")
    act = Deliberation.objects.get(title="Second avenant")
    assert "Vu B ;" in drafted
    say("revise_deliberation", act.pk, title="Deuxième avenant", legal_references="Vu C ;")
    say("record_opinion", act.pk, commission="1re", given_on="02/05/2023", favourable="False")
    called = say("call_sitting", act.pk, assembly="Commission permanente", held_on="10/07/2023")
    assert "10 juillet 2023" in called
    assert "Défavorable" in called
    assert "Retirée" in say("withdraw_deliberation", act.pk)
    assert "ne peut plus changer" in say("revise_deliberation", act.pk, title="Encore", status=422)


def test_a_convention_is_prepared_and_signed_by_its_pages(
    scheme: Scheme, at: At, as_anne: Client, say: Callable[..., str]
) -> None:
    assert "pas encore de convention" in as_anne.get(at("convention")).content.decode()
    say("draft_convention", number="2021-ANCT-62", title="Convention de subventionnement")
    say("new_article", number="2", title="Durée", text="31 mois.")
    say("write_article", "2", title="Durée", text="Du 1er janvier 2021 au 30 juillet 2023.")
    assert "Il manque des paramètres" in say("sign_convention", "funder", on="11/03/2021", status=422)
    typed = {
        "budget_cents": "550 000",
        "state_share_per_mille": "50",
        "engineering_cap_per_mille": "10",
        "target_count": "50000",
        "face_value_cents": "10",
        "action_starts_on": "01/01/2021",
        "action_ends_on": "30/07/2023",
        "convention_ends_on": "01/07/2024",
        "eligible_from": "01/01/2021",
        "eligible_to": "30/07/2023",
    }
    for name, value in typed.items():
        say("set_parameter", name, value=value, article_number="3")
    assert "Écrivez un taux" in say("set_parameter", "state_share_per_mille", value="cent", status=422)
    assert "Aucune délibération n&#x27;autorise" in say("sign_convention", "authority", on="11/03/2021", status=422)
    say("draft_deliberation", title="Convention", number="2021-10")
    act = Deliberation.objects.get()
    say("call_sitting", act.pk, assembly="Commission permanente", held_on="08/02/2021")
    say("record_vote", act.pk, **(VOTE | {"number": "2021-10"}))
    say("record_transmission", act.pk, on="15/02/2021")
    say("record_publication", act.pk, on="15/02/2021")
    say("attach_deliberation", deliberation_id=str(act.pk))
    lacking = as_anne.get(at("convention_lacks")).content.decode()
    assert "Personne n&#x27;a, le" in lacking
    assert "Aucune délibération" not in lacking
    power = {"basis": "CGCT, art. L.3221-1", "starts_on": "01/01/2021"}
    say("give_power", party="authority", person_name="Présidence (exemple)", **power)
    assert "Direction (exemple)" in say("give_power", party="funder", person_name="Direction (exemple)", **power)
    say("sign_convention", "authority", on="11/03/2021")
    assert "En vigueur" in say("sign_convention", "funder", on="11/03/2021")
    assert queries.terms_at(scheme.pk, date(2021, 3, 11)).state_share_per_mille == 500


def test_an_obligation_is_listed_then_settled(world: World, at: At, say: Callable[..., str]) -> None:
    told = {"label": "Rapport trimestriel", "due_on": "30/09/2023", "kind": "report", "owed_by": "holder"}
    say("add_obligation", **told)
    assert "déjà inscrite" in say("add_obligation", status=422, **told)
    assert "Faite" in say("settle_obligation", world.obligation.pk, done_on="15/01/2024", note="Envoyé")
    assert "déjà faite" in say("settle_obligation", world.obligation.pk, done_on="15/01/2024", status=422)


def test_an_amendment_is_begun_once(world: World, say: Callable[..., str]) -> None:
    assert "déjà en préparation" in say("draft_amendment", title="Autre", status=422)
