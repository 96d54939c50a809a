"""A campaign, page by page, on both sides."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.domain.campaigns import queries
from quitus.domain.campaigns.models import Campaign
from quitus.domain.grants import operations as grants
from quitus.domain.grants import queries as grants_queries
from quitus.domain.grants.models import Amendment
from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.kernel import clock
from quitus.usecases.campaigns import propose
from tests.factories.campaigns import Funding, join_funder, make_campaign, make_funded_scheme, make_proposed
from tests.factories.pages import said
from tests.factories.people import Person, make_person
from tests.factories.schemes import make_organisation
from tests.factories.texts import make_convention

TODAY = date(2023, 4, 3)
Visit = Callable[..., str]


@pytest.fixture(autouse=True)
def _april() -> Iterator[None]:
    with clock.at(TODAY):
        yield


def browser(person: Person, scheme: Scheme, audience: str) -> Visit:
    """Give `visit(view, *arguments, status=200, **typed)`: get a page, or post when something is typed."""
    client = Client()
    client.force_login(person.user)

    def visit(view: str, *arguments: object, status: int = 200, **typed: object) -> str:
        url = reverse(f"{audience}:{view}", args=[scheme.slug, *arguments])
        answer = client.post(url, typed, follow=True) if typed else client.get(url)
        assert answer.status_code == status, said(answer)
        return said(answer)

    return visit


@pytest.fixture
def funder(funding: Funding) -> Visit:
    """The funder's officer, on the pages of the first scheme."""
    return browser(funding.fatou, funding.schemes[0], "funder")


@pytest.fixture
def managers(funding: Funding) -> list[Visit]:
    """Each manager, in his own scheme."""
    return [
        browser(manager, scheme, "authority") for manager, scheme in zip(funding.managers, funding.schemes, strict=True)
    ]


def test_a_campaign_is_written_proposed_answered_and_followed(
    funding: Funding, funder: Visit, managers: list[Visit]
) -> None:
    assert "Aucune campagne" in funder("campaigns")
    funder("new_campaign", title="Prolongation 2023", reasons="Le Covid.", prolong_months="5", answer_by="15/05/2023")
    with funding.following():
        key = Campaign.objects.get().pk
    assert "prolongé de 5 mois" in funder("campaign", key)
    funder("new_campaign_article", key, article_number="2", title="Durée", text="Cinq mois de plus.")
    funder("campaign_change", key, "target_count", value="40000")
    assert "40 000" in funder("campaign", key).replace("\u202f", " ")
    funder("campaign_change", key, "budget_cents", status=422, value="", more="")
    funder("drop_campaign_change", key, "target_count", sent="1")
    assert "30 juillet 2023, puis le 30 décembre 2023" in funder("propose", key)
    assert "Cochez celles" in funder("propose", key, status=422, sent="1")
    followed = funder("propose", key, scheme_ids=[scheme.pk for scheme in funding.schemes])
    assert "Département c0" in followed
    assert "Département c1" in followed

    first, second = managers
    assert "Répondre à la proposition d'avenant : Prolongation 2023" in first("home")
    with within_scheme(funding.schemes[0]):
        yes = funding.proposal(0).pk
    with within_scheme(funding.schemes[1]):
        no = funding.proposal(1).pk
    told = first("proposal", yes)
    assert "30 décembre 2023" in told
    assert "Cinq mois de plus." in told
    first("acknowledge_proposal", yes, sent="1")
    assert "Prolongation 2023" in first("accept_proposal", yes, sent="1")
    assert "Répondre à la proposition" not in first("home")
    second("ask_question", no, text="Et le budget ?")
    assert "Question posée" in funder("campaign", key)
    there = browser(funding.fatou, funding.schemes[1], "funder")
    assert "Répondre à la question de la collectivité" in there("home")
    funder("reply", no, text="Il reste le même.")
    assert "Il reste le même." in second("proposal", no)
    assert "Dites pourquoi" not in second("decline_proposal", no, status=422, reason="")
    second("decline_proposal", no, reason="Nous avons fini.")
    assert "Nous avons fini." in funder("proposal", no)
    assert "Acceptée" in funder("proposal", yes)
    assert "déjà close" in second("decline_proposal", no, status=422, reason="Encore")


def test_each_side_is_kept_from_the_pages_of_the_other(funding: Funding, funder: Visit, managers: list[Visit]) -> None:
    campaign = make_proposed(funding)
    with within_scheme(funding.schemes[1]):
        other = funding.proposal(1).pk
    managers[0]("proposal", other, status=404)
    managers[0]("accept_proposal", other, status=404, sent="1")
    rival = make_organisation("Autre agence", kinds.FUNDER)
    elsewhere = make_funded_scheme(rival, "autre")
    paul = browser(make_person(elsewhere, "Paul Rival", roles.FUNDER, rival), elsewhere, "funder")
    assert "Aucune campagne" in paul("campaigns")
    for view, key in (("campaign", campaign.pk), ("campaign_text", campaign.pk), ("proposal", other)):
        paul(view, key, status=404)
    paul("withdraw_proposal", other, status=404, sent="1")
    paul("close_campaign", campaign.pk, status=404, sent="1")


def test_those_who_have_not_answered_are_reminded_and_listed(
    funding: Funding, funder: Visit, managers: list[Visit]
) -> None:
    campaign = make_proposed(funding, answer_by=TODAY)
    with clock.at(date(2023, 4, 5)):
        assert "Sans réponse" in funder("campaign", campaign.pk)
        funder("remind_all", campaign.pk, sent="1")
        assert "relancée par le financeur le 5 avril 2023" in managers[0]("home")
        with within_scheme(funding.schemes[0]):
            key = funding.proposal(0).pk
        funder("remind", key, status=422, sent="1")
        funder("withdraw_proposal", key, sent="1")
        assert "Répondre à la proposition" not in managers[0]("home")
        listed = Client()
        listed.force_login(funding.fatou.user)
        url = reverse("funder:campaign", args=[funding.schemes[0].slug, campaign.pk])
        lines = listed.get(url, {"etat": "attente", "format": "csv"}).content.decode().splitlines()
    assert len(lines) == 2
    assert "Département c1" in lines[1]


def test_an_amendment_under_way_is_what_answers(funding: Funding, managers: list[Visit]) -> None:
    make_proposed(funding)
    with within_scheme(funding.schemes[0]):
        key = funding.proposal(0).pk
        convention = grants_queries.convention_of(funding.schemes[0].pk)
        assert convention is not None
        own = grants.draft_amendment(by=funding.managers[0].actor, convention_id=convention.pk, title="Le nôtre")
    assert "avenant est déjà en préparation" in managers[0]("accept_proposal", key)
    managers[0]("accept_proposal", key, amendment_id=str(own.pk))
    with within_scheme(funding.schemes[0]):
        assert Amendment.objects.get() == own
        assert funding.proposal(0).amendment == own
        grants.withdraw_amendment(by=funding.managers[0].actor, amendment_id=own.pk, reason="L'assemblée l'a rejeté.")
    assert "Avenant abandonné, à répondre" in managers[0]("proposals")
    assert "qui y répondait est abandonné" in managers[0]("home")
    assert "Répondre par un autre avenant" in managers[0]("proposal", key)
    managers[0]("accept_proposal", key, sent="1")
    assert "Répondre par un autre avenant" not in managers[0]("proposal", key)


def test_following_costs_as_much_for_many_schemes_as_for_few(funding: Funding, funder: Visit) -> None:
    campaign = make_proposed(funding)
    with funding.following():
        draft = make_campaign(funding)
    pages = [("campaigns",), ("campaign", campaign.pk), ("propose", draft.pk)]

    def questions() -> list[int]:
        counts = []
        for view, *keys in pages:
            with CaptureQueriesContext(connection) as captured:
                funder(view, *keys)
            counts.append(len(captured))
        return counts

    questions()  # what is loaded once a process is loaded
    before = questions()
    more = []
    for rank in range(2, 5):
        scheme = make_funded_scheme(funding.funder, f"c{rank}")
        with within_scheme(scheme):
            manager = make_person(scheme, f"Anne {rank}", roles.MANAGER)
            make_convention(manager.actor, scheme)
        join_funder(funding.fatou, scheme)
        more.append(scheme.pk)
    with funding.following():
        propose.propose(by=funding.fatou.actor, campaign_id=campaign.pk, scheme_ids=more)
        assert len(queries.proposals(campaign.pk)) == 5
    assert questions() == before


def test_the_list_of_proposals_costs_the_same_whatever_its_size(funding: Funding, managers: list[Visit]) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            managers[0]("proposals")
        return len(captured)

    make_proposed(funding)
    questions()
    before = questions()
    for _ in range(3):
        make_proposed(funding)
    assert questions() == before
