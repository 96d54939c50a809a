"""The public accountant attests a statement of expenditure, or declines with a reason."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.reporting import operations, queries, states
from tests.factories.reports import sign
from tests.factories.world import SUBMITTED_ON
from tests.interfaces.web.reports.conftest import at

pytestmark = pytest.mark.django_db


def test_the_statement_waits_on_the_home_and_in_the_list(accountant, world):
    assert "Attester l&#x27;état des dépenses" in accountant.get(at("accountant:home")).content.decode()
    assert "Signé, à attester" in accountant.get(at("accountant:statements")).content.decode()


def test_nobody_else_knows_these_pages(manager, world):
    assert manager.get(at("accountant:statements")).status_code == 404
    assert manager.get(at("accountant:attest_statement", world.statement.pk)).status_code == 404


def test_the_statement_is_read_printed_and_exported(accountant, world):
    page = at("accountant:statement", world.statement.pk)

    assert "M-F-2" in accountant.get(page).content.decode()
    assert accountant.get(page, {"format": "csv"}).status_code == 200
    assert accountant.get(at("accountant:statement_paper", world.statement.pk)).status_code == 200


def test_a_statement_is_attested_and_the_word_is_never_another(accountant, world):
    attest = at("accountant:attest_statement", world.statement.pk)
    asked = accountant.get(attest).content.decode()
    shown = accountant.post(attest, {"on": "20/07/2022"}, follow=True).content.decode()

    assert queries.expenditure_statement(world.statement.pk).state == states.ATTESTED
    assert "L&#x27;état est attesté." in shown
    assert "certifi" not in (asked + shown).lower()


def test_a_statement_is_declined_with_a_reason(accountant, world):
    decline = at("accountant:decline_statement", world.statement.pk)

    assert accountant.get(decline).status_code == 200
    assert accountant.post(decline, {"on": "20/07/2022", "reason": ""}).status_code == 422
    accountant.post(decline, {"on": "20/07/2022", "reason": "Mandat M-F-2 rejeté."})

    assert "Mandat M-F-2 rejeté." in accountant.get(at("accountant:statement", world.statement.pk)).content.decode()


def test_an_attestation_before_the_signature_is_refused_under_the_date(accountant, world):
    response = accountant.post(at("accountant:attest_statement", world.statement.pk), {"on": "01/07/2022"})

    assert response.status_code == 422
    assert "avant la précédente" in response.content.decode()


def test_a_statement_not_yet_signed_is_not_shown(accountant, world):
    prepared = operations.prepare_statement(by=world.team.anne.actor, kind="intermediate", until=SUBMITTED_ON)

    assert accountant.get(at("accountant:statement", prepared.pk)).status_code == 404


def test_a_longer_list_costs_no_more_queries(accountant, world):
    def cost():
        with CaptureQueriesContext(connection) as made:
            assert accountant.get(at("accountant:statements")).status_code == 200
        return len(made)

    cost()
    before = cost()
    for day in (1, 2, 3):
        sign(world.bureau, until=SUBMITTED_ON.replace(day=day), on=SUBMITTED_ON)
    assert cost() == before
