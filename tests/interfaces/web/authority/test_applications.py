"""Applications, appeals and the questionnaire as the authority meets them; what the structure reads of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.domain.organisations.models import Membership
from quitus.domain.venues import files, states
from quitus.domain.venues import operations as venues
from quitus.domain.venues.models import Appeal, QuestionnaireVersion
from quitus.kernel import clock
from tests.factories.applications import SIRET, fill, make_applicant, make_draft, make_sent
from tests.factories.pages import said
from tests.factories.people import Person, make_outsider
from tests.factories.reception import Reception


def at(view: str, *arguments: object) -> str:
    return reverse(f"authority:{view}", args=["essai", *arguments])


@pytest.fixture
def browse(client: Client, reception: Reception) -> Client:
    """Anne's browser."""
    client.force_login(reception.team.anne.user)
    return client


@pytest.fixture
def ines(reception: Reception) -> Person:
    """Who applies."""
    return make_applicant()


def test_an_application_is_completed_then_taken_in_page_by_page(
    browse: Client, reception: Reception, ines: Person
) -> None:
    one = make_sent(reception.scheme, ines)
    assert "Examiner les candidatures en ligne" in said(browse.get(at("home")))
    assert "Inès Morel" in said(browse.get(at("applications")))
    page = said(browse.get(at("application", one.pk)))
    assert "Français, Arabe" in page
    assert "Prendre en charge le dossier" in page
    asked = browse.post(at("complete_application", one.pk), {"what": "Le RIB", "until_on": "12/05/2023"})
    assert "Laissez au moins un jour" in said(asked)
    browse.post(at("complete_application", one.pk), {"what": "Le RIB", "until_on": "20/05/2023"})
    with clock.at(clock.now() + timedelta(days=20)):
        assert "Relancer ou refuser une candidature incomplète" in said(browse.get(at("home")))
    venues.submit_application(by=ines.actor, application_id=one.pk)
    assert browse.get(at("accept_application", one.pk)).status_code == 200
    assert browse.post(at("accept_application", one.pk)).url == at("application", one.pk)
    taken = files.application(one.pk)
    assert taken.state == states.COMPLETE
    mine = Membership.objects.get(user=ines.user)
    assert (mine.role, mine.organisation) == ("mediator", taken.organisation)
    assert "Grille d'examen" in said(browse.get(at("structure", taken.organisation_id)))
    browse.force_login(ines.user)
    assert "Aucun lieu" not in said(browse.get(reverse("venue:structure", args=["essai"])))


def test_a_person_joins_a_structure_only_once_the_authority_says_so(
    browse: Client, reception: Reception, ines: Person
) -> None:
    first = make_sent(reception.scheme, ines)
    browse.post(at("accept_application", first.pk))
    zoe = make_outsider("Zoé Petit")
    second = make_draft(reception.scheme, zoe, SIRET)
    browse.force_login(zoe.user)
    page = reverse("public:application", args=["essai", second.pk])
    assert "a déjà son dossier ici" in said(browse.get(page))
    browse.post(reverse("public:application_join", args=["essai", second.pk]))
    assert not Membership.objects.filter(user=zoe.user).exists()
    browse.force_login(reception.team.anne.user)
    assert "Confirmer des rattachements" in said(browse.get(at("home")))
    assert "Prendre en charge" not in said(browse.get(at("application", second.pk)))
    browse.post(at("join_application", second.pk))
    assert Membership.objects.get(user=zoe.user).organisation == files.application(first.pk).organisation


def test_a_refusal_is_appealed_and_answered_on_pages(browse: Client, reception: Reception, ines: Person) -> None:
    one = make_sent(reception.scheme, ines)
    assert "Ce champ est obligatoire" in said(browse.post(at("refuse_application", one.pk), {}))
    browse.post(at("refuse_application", one.pk), {"reason": "Hors du territoire."})
    browse.force_login(ines.user)
    own = reverse("public:application", args=["essai", one.pk])
    assert "Hors du territoire." in said(browse.get(own))
    lodge = reverse("public:application_appeal", args=["essai", one.pk])
    assert browse.post(lodge, {"text": "Nous y sommes."}).url == own
    assert "Un recours a déjà été déposé" in said(browse.post(lodge, {"text": "Encore."}))
    browse.force_login(reception.team.anne.user)
    assert "Répondre à un recours" in said(browse.get(at("home")))
    appeal = Appeal.objects.get()
    assert "Nous y sommes." in said(browse.get(at("appeal", appeal.pk)))
    browse.post(at("answer_appeal", appeal.pk), {"grants": "yes", "answer": "C'est exact."})
    assert files.application(one.pk).state == states.SUBMITTED
    assert "C'est exact." in said(browse.get(at("application", one.pk)))


def test_a_suspended_structure_appeals_from_its_own_page(browse: Client, reception: Reception) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    close = {"organisation_id": reception.structure.pk, "effective_on": tomorrow, "reason": "Contrôle."}
    browse.force_login(reception.lina.user)
    mine = reverse("venue:appeal", args=["essai"])
    assert browse.get(mine).status_code == 404
    venues.suspend(by=reception.team.anne.actor, **close)  # type: ignore[arg-type]
    page = reverse("venue:structure", args=["essai"])
    assert "Déposer un recours" in said(browse.get(page))
    browse.post(mine, {"text": "Tout est réglé."})
    assert "Recours à examiner" in said(browse.get(page))
    browse.force_login(reception.team.anne.user)
    appeal = Appeal.objects.get()
    browse.post(at("answer_appeal", appeal.pk), {"grants": "yes", "answer": "Vu.", "effective_on": "14/05/2023"})
    assert "Recours accueilli" in said(browse.get(at("structure", reception.structure.pk)))


def test_a_version_is_written_then_published_on_pages(browse: Client, reception: Reception, ines: Person) -> None:
    assert "Aucune version" in said(browse.get(at("questionnaires")))
    browse.post(at("begin_questionnaire"))
    version = QuestionnaireVersion.objects.get()
    browse.post(at("write_questionnaire", version.pk), {"introduction": "Bienvenue.", "charter": "Accueillir."})
    one = {"label": "Wifi ?", "kind": "one", "choices": "Oui"}
    assert "au moins deux choix" in said(browse.post(at("new_question", version.pk), one))
    browse.post(at("new_question", version.pk), one | {"choices": "Oui\nNon", "is_required": "on"})
    browse.post(at("new_criterion", version.pk), {"label": "Visite sur place", "is_required": "on"})
    question, criterion = version.questions.get(), version.criteria.get(code="")
    for view, key in (("drop_question", question.pk), ("require_criterion", criterion.pk)):
        assert browse.get(at(view, version.pk, key)).status_code == 200
    browse.post(at("require_criterion", version.pk, criterion.pk))
    page = said(browse.get(at("questionnaire", version.pk)))
    assert "Un seul choix : Oui, Non" in page
    assert "En cours de rédaction" in page
    browse.post(at("publish_questionnaire", version.pk), {"starts_on": "12/05/2023"})
    assert "En vigueur" in said(browse.get(at("questionnaires")))
    assert browse.post(at("new_criterion", version.pk), {"label": "Autre"}).status_code == 422
    assert "Bienvenue." in said(Client().get(reverse("public:apply", args=["essai"])))
    draft = make_draft(reception.scheme, ines)
    fill(draft, ines.actor)
    browse.force_login(ines.user)
    answers = reverse("public:application_answers", args=["essai", draft.pk])
    browse.post(answers, {f"q{question.pk}": "Oui"})
    charter = reverse("public:application_charter", args=["essai", draft.pk])
    assert "Accueillir." in said(browse.get(charter))
    assert browse.post(charter, {"quality": "Directrice"}).status_code == 422
    browse.post(charter, {"quality": "Directrice", "accepted": "on"})
    venues.submit_application(by=ines.actor, application_id=draft.pk)
    browse.force_login(reception.team.anne.user)
    browse.post(at("tick_application", draft.pk, criterion.pk))
    assert "Anne Lefèvre, le 12 mai 2023" in said(browse.get(at("application", draft.pk)))


def test_lists_cost_the_same_whatever_their_length(browse: Client, reception: Reception) -> None:
    def cost(view: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browse.get(at(view)).status_code == 200
        return len(caught)

    make_sent(reception.scheme, make_outsider("Camille Un"))
    make_version(reception)
    few = cost("applications"), cost("questionnaires")
    make_sent(reception.scheme, make_outsider("Camille Deux"))
    make_sent(reception.scheme, make_outsider("Camille Trois"))
    make_version(reception)
    assert (cost("applications"), cost("questionnaires")) == few


def make_version(reception: Reception) -> None:
    by = reception.team.anne.actor
    version = venues.begin_version(by=by)
    venues.publish_version(by=by, version_id=version.pk, starts_on=clock.today())
