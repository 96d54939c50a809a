"""The authority prepares, answers and sends reports, keeps their frame, signs and transmits statements."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.reporting import operations, queries, states
from tests.factories.reports import STAGE
from tests.factories.world import SUBMITTED_ON
from tests.interfaces.web.reports.conftest import at

pytestmark = pytest.mark.django_db

LISTS = ("reports", "indicators", "schedule", "report_questions", "statements")
FORMS = ("new_report", "plan_year", "new_report_question", "new_statement")
QUARTER = {"kind": "quarterly", "period_from": "01/04/2022", "period_to": "30/06/2022"}


@pytest.fixture
def prepared(world):
    operations.ask_question(by=world.team.anne.actor, kind="quarterly", text="Quels faits marquants ?")
    return operations.prepare_report(
        by=world.team.anne.actor, kind="quarterly", period_from=date(2022, 4, 1), period_to=date(2022, 6, 30)
    )


@pytest.mark.parametrize("view", LISTS + FORMS)
def test_the_manager_opens_every_page(manager, view):
    assert manager.get(at(f"authority:{view}")).status_code == 200


@pytest.mark.parametrize("view", LISTS + FORMS)
def test_the_funder_does_not_know_these_pages(funder, view):
    assert funder.get(at(f"authority:{view}")).status_code == 404


def test_a_report_is_prepared_answered_and_sent(manager, world, prepared):
    page = at("authority:report", prepared.pk)
    assert "Quels faits marquants" in manager.get(page).content.decode()

    manager.post(at("authority:answer_report", prepared.pk), {"question_1": "Les ateliers ont repris."})
    sent = manager.post(at("authority:submit_report", prepared.pk), {"on": "20/07/2022"}, follow=True)

    assert "Le rapport est envoyé au financeur." in sent.content.decode()
    assert queries.report(prepared.pk).state == states.SUBMITTED


def test_a_report_without_its_answers_is_refused_in_words(manager, prepared):
    response = manager.post(at("authority:submit_report", prepared.pk), {"on": "20/07/2022"})

    assert response.status_code == 422
    assert "Il manque la réponse à la question" in response.content.decode()


def test_a_report_over_a_period_that_is_no_quarter_is_refused_under_its_field(manager):
    response = manager.post(at("authority:new_report"), QUARTER | {"period_from": "02/04/2022"})

    assert response.status_code == 422
    assert "trimestre civil" in response.content.decode()


def test_a_report_is_prepared_from_its_form(manager):
    response = manager.post(at("authority:new_report"), QUARTER)

    assert response.status_code == 302
    assert manager.get(response.url).status_code == 200


def test_the_finance_officer_reads_reports_and_sends_none(sign_in, world, prepared):
    client = sign_in(world.team.finance)

    assert client.get(at("authority:report", prepared.pk)).status_code == 200
    assert client.get(at("authority:submit_report", prepared.pk)).status_code == 403


def test_the_report_shows_full_years_basis_and_evidence(manager, world):
    shown = manager.get(at("authority:report", world.report.pk)).content.decode()

    assert "2022 (année incomplète)" in shown
    assert "344,00" in shown  # the funder's share, in euros
    assert "F-2" in shown


def test_a_returned_report_leads_to_its_next_version(manager, world):
    page = at("authority:report", world.report.pk)
    returned = {"by": world.bureau.funder.actor, "report_id": world.report.pk, "on": SUBMITTED_ON}
    operations.return_report(reason="Il manque les factures.", **returned)
    assert "Préparer une nouvelle version" in manager.get(page).content.decode()
    assert "Reprendre" in manager.get(at("authority:home")).content.decode()

    period = {"period_from": world.report.period_from, "period_to": world.report.period_to}
    operations.prepare_report(by=world.team.anne.actor, kind="stage", **period)

    assert "Voir la nouvelle version" in manager.get(page).content.decode()
    assert "Reprendre" not in manager.get(at("authority:home")).content.decode()


def test_the_schedule_is_entered_and_a_wrong_year_refused(manager):
    year = at("authority:plan_year")

    assert manager.post(year, {"year": 2023, "planned_count": 30}).status_code == 302
    refused = manager.post(year, {"year": 2040, "planned_count": 30})
    assert refused.status_code == 422
    assert "hors de l" in refused.content.decode()
    assert "30" in manager.get(at("authority:schedule")).content.decode()


def test_a_question_is_added_then_dropped(manager, world):
    asked = {"kind": "stage", "text": "Quelles difficultés ?", "expects": "text"}
    manager.post(at("authority:new_report_question"), asked)
    [question] = queries.questions(world.scheme.pk, "stage")
    drop = at("authority:drop_report_question", question.pk)

    assert "Quelles difficultés" in manager.get(drop).content.decode()
    manager.post(drop)
    assert not queries.questions(world.scheme.pk, "stage")


def test_a_statement_is_signed_by_the_finance_officer_alone(sign_in, world):
    prepared = operations.prepare_statement(by=world.team.finance.actor, kind="intermediate", until=date(2022, 7, 1))
    sign = at("authority:sign_statement", prepared.pk)
    assert sign_in(world.team.anne).get(sign).status_code == 403

    client = sign_in(world.team.finance)
    assert "figées" in client.get(sign).content.decode()
    client.post(sign, {"on": "20/07/2022"})

    assert queries.expenditure_statement(prepared.pk).state == states.SIGNED


def test_a_statement_that_exists_is_refused_in_words(manager):
    response = manager.post(at("authority:new_statement"), {"kind": "intermediate", "until": "30/06/2022"})

    assert response.status_code == 422
    assert "déjà arrêté" in response.content.decode()


def test_a_statement_is_printed_and_exported(manager, world):
    page = at("authority:statement", world.statement.pk)

    assert "attestation" in manager.get(at("authority:statement_paper", world.statement.pk)).content.decode()
    exported = manager.get(page, {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert exported[0].split(";")[:4] == ["Poste", "Fournisseur", "Objet", "Facture"]
    assert len(exported) == 4


def test_an_attested_statement_is_transmitted(manager, world):
    operations.attest_statement(by=world.team.accountant.actor, statement_id=world.statement.pk, on=SUBMITTED_ON)

    manager.post(at("authority:transmit_statement", world.statement.pk), {"on": "20/07/2022", "to": ""})

    assert queries.expenditure_statement(world.statement.pk).state == states.TRANSMITTED


def test_the_home_asks_for_what_is_to_be_sent(manager, world, prepared):
    home = manager.get(at("authority:home")).content.decode()

    assert "Envoyer : Rapport trimestriel" in home


@pytest.mark.parametrize("view", ["reports", "statements"])
def test_a_longer_list_costs_no_more_queries(manager, world, view):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries_made:
            assert manager.get(at(f"authority:{view}")).status_code == 200
        return len(queries_made)

    cost()
    before = cost()
    for month in range(1, 5):
        operations.prepare_report(by=world.team.anne.actor, **STAGE | {"period_to": date(2022, month, 1)})
        operations.prepare_statement(by=world.team.finance.actor, kind="intermediate", until=date(2022, month, 1))
    assert cost() == before
