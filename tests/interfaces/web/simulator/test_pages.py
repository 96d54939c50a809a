"""The simulator: a page that only reads, then one act that drafts."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from quitus.domain.acts.models import Deliberation
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from tests.factories.pages import said
from tests.factories.people import Person, make_person

TODAY = date(2023, 4, 3)


@pytest.fixture(autouse=True)
def _april() -> Iterator[None]:
    with clock.at(TODAY):
        yield


@pytest.fixture
def ask(scheme: Scheme, anne: Person, client: Client) -> Callable[..., str]:
    """Give `ask(view, status=200, **question)`: the page that answers a question in its address."""
    client.force_login(anne.user)

    def ask(view: str = "simulator", status: int = 200, **question: str) -> str:
        answer = client.get(reverse(f"authority:{view}", args=[scheme.slug]), question)
        assert answer.status_code == status, said(answer)
        return said(answer)

    return ask


def test_the_page_shows_what_would_change_and_keeps_nothing(convention: Convention, ask: Callable[..., str]) -> None:
    assert "Aujourd'hui : 30 juillet 2023." in ask()
    told = ask(mois="5", objectif="40000", budget="600 000", part="60")
    assert "30 décembre 2023" in told
    assert "360\u202f000,00" in told  # the funder's share of the new budget
    assert "Préparer l'avenant" in told
    assert "mois=5&objectif=40000" in told
    assert not Amendment.objects.exists()


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ({"mois": "5", "jusque": "31/12/2023"}, "l'un des deux"),
        ({"jusque": "30/07/2023"}, "Rien ne change"),
        ({"jusque": "01/01/2020"}, "Vérifiez ces deux dates"),
        ({"mois": "cinq"}, "nombre"),
        ({"mois": "9999"}, "120"),
        ({"part": "150"}, "de 0 à 100"),
    ],
)
def test_a_question_that_cannot_be_says_why(
    convention: Convention, ask: Callable[..., str], question: dict[str, str], answer: str
) -> None:
    assert answer in ask(status=422, **question)


def test_one_post_drafts_amendment_report_and_deliberation(
    scheme: Scheme, convention: Convention, ask: Callable[..., str], client: Client
) -> None:
    assert "prolongation de 5 mois" in ask("prepare_simulated", mois="5")
    url = reverse("authority:prepare_simulated", args=[scheme.slug]) + "?mois=5"
    answer = client.post(url, {"title": "Prolonger jusqu'à l'hiver"}, follow=True)
    assert "Prolonger jusqu'à l'hiver" in said(answer)
    amendment = Amendment.objects.get()
    assert amendment.deliberation_id is not None
    assert Deliberation.objects.filter(state="draft").count() == 1

    again = client.post(url, {"title": "Encore"})
    assert again.status_code == 422
    assert "L'avenant n° 1 est déjà en préparation" in said(again)
    assert "Ouvrir l'avenant n° 1" in ask(mois="6")


def test_a_change_of_nothing_leads_back_to_the_question(
    scheme: Scheme, convention: Convention, ask: Callable[..., str], client: Client
) -> None:
    url = reverse("authority:prepare_simulated", args=[scheme.slug])
    assert client.get(url).status_code == 302


def test_without_a_convention_the_page_says_so(scheme: Scheme, ask: Callable[..., str]) -> None:
    assert "Aucune convention n'est en vigueur" in ask(status=409)


def test_finance_reads_a_simulation_and_drafts_nothing(scheme: Scheme, convention: Convention, client: Client) -> None:
    client.force_login(make_person(scheme, "Farid Morel", roles.FINANCE).user)
    page = client.get(reverse("authority:simulator", args=[scheme.slug]), {"mois": "5"})
    assert "Préparer l'avenant" not in said(page)
    url = reverse("authority:prepare_simulated", args=[scheme.slug])
    assert client.post(f"{url}?mois=5", {"title": "Non"}).status_code == 403
    assert not Amendment.objects.exists()
