"""The funder follows a convention, signs, reads counts only, accepts or returns, receives statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.reporting import operations, queries, states
from quitus.kernel import clock
from quitus.usecases.sign_amendment import sign_amendment
from tests.factories.reports import submit
from tests.factories.texts import draft_amendment, make_deliberation
from tests.factories.world import SUBMITTED_ON
from tests.interfaces.web.reports.conftest import at

pytestmark = pytest.mark.django_db

PAGES = ("home", "indicators", "convention", "reports", "statements", "instalments")


@pytest.fixture
def amendment(world):
    anne = world.team.anne.actor
    voted = make_deliberation(
        anne, world.scheme.authority_id, "2022-1", held_on=SUBMITTED_ON, executory_on=SUBMITTED_ON
    )
    drafted = draft_amendment(anne, world.team.convention, deliberation=voted)
    return sign_amendment(by=anne, amendment_id=drafted.pk, party="authority", on=SUBMITTED_ON)


@pytest.mark.parametrize("view", PAGES)
def test_the_funder_opens_every_page(funder, view):
    assert funder.get(at(f"funder:{view}")).status_code == 200


@pytest.mark.parametrize("view", PAGES)
def test_the_authority_does_not_know_these_pages(manager, view):
    assert manager.get(at(f"funder:{view}")).status_code == 404


def test_the_home_says_what_waits(funder, world, amendment):
    home = funder.get(at("funder:home")).content.decode()

    assert "Accepter ou renvoyer" in home
    assert "Signer l&#x27;avenant n° 1" in home


def test_the_report_is_read_without_any_small_count_of_persons(funder, world):
    shown = funder.get(at("funder:report", world.report.pk)).content.decode()

    assert "Pass consommés" in shown
    assert "Bénéficiaires par public cible" not in shown
    assert "Jeanne" not in shown
    assert "Carpentier" not in shown


def test_a_report_is_accepted(funder, world):
    accept = at("funder:accept_report", world.report.pk)
    assert "base au versement" in funder.get(accept).content.decode()

    funder.post(accept, {"on": "20/07/2022"})

    assert queries.report(world.report.pk).state == states.ACCEPTED


def test_a_report_is_returned_with_a_reason(funder, world):
    send_back = at("funder:return_report", world.report.pk)

    assert funder.post(send_back, {"on": "20/07/2022", "reason": ""}).status_code == 422
    funder.post(send_back, {"on": "20/07/2022", "reason": "Il manque les factures."})

    assert "Il manque les factures." in funder.get(at("funder:report", world.report.pk)).content.decode()


def test_a_decision_before_the_report_is_refused_under_the_date(funder, world):
    response = funder.post(at("funder:accept_report", world.report.pk), {"on": "01/07/2022"})

    assert response.status_code == 422
    assert "avant la précédente" in response.content.decode()


def test_a_report_in_preparation_is_nobody_elses(funder, world):
    prepared = operations.prepare_report(
        by=world.team.anne.actor, kind="stage", period_from=world.report.period_from, period_to=SUBMITTED_ON
    )

    assert funder.get(at("funder:report", prepared.pk)).status_code == 404
    assert funder.get(at("funder:report", 0)).status_code == 404


def test_the_funder_signs_the_amendment_that_waits(funder, amendment):
    page = at("funder:amendment", amendment.pk)
    assert "Signer pour le financeur" in funder.get(page).content.decode()

    funder.post(at("funder:sign_amendment", amendment.pk), {"on": "20/07/2022"})

    assert "En vigueur" in funder.get(page).content.decode()
    assert "31 décembre 2023" in funder.get(at("funder:convention")).content.decode()


def test_the_funder_is_not_led_to_sign_what_the_authority_has_not_signed(funder, world):
    drafted = draft_amendment(world.team.anne.actor, world.team.convention)

    page = funder.get(at("funder:amendment", drafted.pk)).content.decode()

    assert "Signer pour le financeur" not in page


def test_a_second_signature_is_refused_in_words(funder, world):
    response = funder.post(at("funder:sign_convention", world.team.convention.pk), {"on": "20/07/2022"})

    assert response.status_code == 422
    assert "déjà" in response.content.decode()


def test_a_statement_is_received_once_transmitted(funder, world):
    page = at("funder:statement", world.statement.pk)
    assert funder.get(page).status_code == 404

    operations.attest_statement(by=world.team.accountant.actor, statement_id=world.statement.pk, on=SUBMITTED_ON)
    operations.transmit_statement(by=world.team.anne.actor, statement_id=world.statement.pk, on=SUBMITTED_ON)

    assert "attesté" in funder.get(page).content.decode().lower()
    assert funder.get(page, {"format": "csv"}).status_code == 200


def test_claims_of_instalments_are_listed(funder):
    shown = funder.get(at("funder:instalments")).content.decode()

    assert "Premier acompte" in shown
    foot = shown.split("<tfoot")[1]
    assert "Total" in foot
    assert "300,00" in foot


def test_a_longer_list_costs_no_more_queries(funder, world):
    def cost():
        with CaptureQueriesContext(connection) as made:
            assert funder.get(at("funder:reports")).status_code == 200
        return len(made)

    cost()
    before = cost()
    with clock.at(SUBMITTED_ON):
        for day in (1, 2, 3):
            submit(world.bureau, on=SUBMITTED_ON, period_to=SUBMITTED_ON.replace(day=day))
    assert cost() == before
