"""A hand-out on signed paper, entered on the pages of who answers for the point, or of the manager."""

from collections.abc import Iterator

import pytest
from django.test import Client

from quitus.domain.distribution import operations
from quitus.domain.distribution.models import Handout, Referral
from quitus.domain.documents.models import SignedPaper
from quitus.kernel.clock import at as living
from tests.factories.pages import said
from tests.factories.people import make_person
from tests.factories.stock import HANDED_ON, Stock, appoint, make_point, ranks, refer
from tests.interfaces.web.distribution.test_handouts import PERSON
from tests.interfaces.web.registers.conftest import at, cost
from tests.interfaces.web.registers.test_on_paper import browser_of, scan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(stock: Stock) -> Iterator[None]:
    with living(HANDED_ON):
        yield


@pytest.fixture
def holder_s(stock: Stock) -> Client:
    """The imprest holder's browser."""
    return browser_of(stock.team.holder)


def told(stock: Stock, referral: Referral | None = None, **facts: object) -> dict[str, object]:
    """What is sent: Dado gave the first booklet to the person of a fiche."""
    given: dict[str, object] = {"agent_id": stock.team.dado.user.pk, "occurred_on": "06/12/2021", "booklets": "1"}
    number = referral.number if referral else ""
    paper = scan(order=stock.order.pk, ranks="", referral_number=number, **given)
    del paper["signed_by"]
    return paper | facts


def test_the_imprest_holder_enters_what_an_agent_gave(holder_s: Client, stock: Stock) -> None:
    referral, enter = refer(stock), at("distributor", "enter_handout")
    dado = stock.team.dado.user.full_name
    for page in ("waiting", "handouts"):
        assert enter in said(holder_s.get(at("distributor", page)))
    way = at("distributor", "enter_handout", query=f"point={stock.point.pk}&amp;fiche={referral.number}")
    assert way in holder_s.get(at("distributor", "hand_out", referral.pk)).content.decode()
    asked = holder_s.get(enter + f"?fiche={referral.number}").content.decode()
    assert f'value="{referral.number}"' in asked
    assert dado in asked
    assert stock.team.holder.user.full_name not in asked.split('name="agent_id"')[1].split("</select>")[0]
    assert holder_s.post(enter, told(stock, referral, file="")).status_code == 422, "not without the paper"
    answer = holder_s.post(enter, told(stock, referral))
    made = Handout.objects.get()
    assert answer["Location"] == at("distributor", "slip", made.slip_id)
    page = said(holder_s.get(answer["Location"]))
    assert "d'après le papier signé" in page
    paper = SignedPaper.objects.get(subject_kind="slip", subject_id=made.slip_id)
    assert at("distributor", "signed_paper", paper.pk) in page
    assert dado in said(holder_s.get(at("distributor", "handouts")))
    life = said(holder_s.get(at("distributor", "pass", made.first)))
    assert f"saisi d'après le bon signé par {dado}" in life


def test_a_person_without_a_fiche_is_written_down_with_it(holder_s: Client, stock: Stock) -> None:
    enter = at("distributor", "enter_handout", query="sans-fiche=")
    assert "Numéro" not in said(holder_s.get(enter))
    far = {**PERSON, "far_evidence": "none"}
    assert "éloignée du numérique" in said(holder_s.post(enter, told(stock, **far)))
    assert holder_s.post(enter, told(stock, booklets="", ranks="5-6", **PERSON)).status_code == 302
    made = Handout.objects.get()
    assert (made.agent, made.referral, made.range) == (stock.team.dado.user, None, ranks(5, 6))


def test_the_manager_enters_it_from_the_register_of_the_point_by_the_number_of_the_fiche(stock: Stock) -> None:
    anne, referral = browser_of(stock.team.anne), refer(stock)
    enter = at("authority", "enter_handout", stock.point.pk)
    assert enter in said(anne.get(at("authority", "register", stock.point.holder.pk)))
    assert enter not in said(anne.get(at("authority", "register", stock.imprest.safe.pk)))
    assert 'name="first_name"' not in anne.get(enter).content.decode(), "the authority asks for no name"
    for facts, why in (
        ({"referral_number": "F1"}, "Aucune fiche ne porte le numéro F1"),
        ({"occurred_on": "10/09/2021"}, "nul ne pouvait y signer ce papier"),
        ({"booklets": "", "ranks": "61"}, "ne sont pas, ou plus, dans"),
    ):
        answer = anne.post(enter, told(stock, referral, **facts))
        assert answer.status_code == 422
        assert why in said(answer)
    assert anne.post(enter, told(stock, referral))["Location"].startswith(at("authority", "slips"))
    made = Handout.objects.get()
    assert made.agent == stock.team.dado.user
    paper = SignedPaper.objects.get(subject_kind="slip", subject_id=made.slip_id)
    for reader, audience in ((anne, "authority"), (browser_of(stock.team.accountant), "accountant")):
        assert at(audience, "signed_paper", paper.pk) not in said(reader.get(at(audience, "slip", made.slip_id)))
        assert reader.get(at(audience, "signed_paper", paper.pk)).status_code == 404, "it bears a person's name"


def test_who_answers_for_no_point_enters_none(stock: Stock) -> None:
    unappointed = browser_of(make_person(stock.team.scheme, "Nin Exemple", "handout_agent"))
    assert unappointed.get(at("distributor", "enter_handout")).status_code == 404
    alone = make_point(stock.team, stock.imprest, "Maison de Béthune")
    page = said(browser_of(stock.team.holder).get(at("distributor", "enter_handout", query=f"point={alone.pk}")))
    assert "Personne d'autre que vous n'a été nommé à ce point." in page


def test_the_page_costs_the_same_whatever_the_agents_and_the_drawers(holder_s: Client, stock: Stock) -> None:
    costs = []
    for step in range(2):
        for number in range(2):
            person = make_person(stock.team.scheme, f"Agent {step}{number} (exemple)", "handout_agent")
            appoint(stock.team, stock.imprest, person.user.pk, "agent", point=stock.point)
            rank = 40 + 2 * step + number
            operations.leave_in_drawer(
                by=person.actor, point_id=stock.point.pk, numbers=ranks(rank, rank), occurred_on=HANDED_ON
            )
        costs.append(cost(at("distributor", "enter_handout"), holder_s))
    assert costs[0] == costs[1]
