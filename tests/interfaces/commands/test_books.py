"""The commands that read the books: verify, report, statement."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from quitus.interfaces.commands import report, statement, verify
from quitus.usecases.verify import COUNT, Fault
from tests.factories.world import PERIOD_TO


@pytest.fixture
def say(world_made, django_db_blocker, settings):
    settings.DATABASE_SERVER = object()  # somebody else's server: nothing to start

    def invoke(command, *arguments):
        with django_db_blocker.unblock():
            return CliRunner().invoke(command, arguments)

    return invoke


def test_sound_books_are_told_so(say):
    said = say(verify.command)

    assert (said.exit_code, said.stdout) == (0, f"All {COUNT} checks hold.\n")
    assert json.loads(say(verify.command, "--json").stdout) == []


def test_each_fault_is_a_line_and_the_status_is_one(say, monkeypatch):
    fault = Fault("2", "a_pass_is_used_once", "essai", "Un pass est utilisé une fois au plus.", "redemption", "pass 7")
    monkeypatch.setattr(verify, "run", lambda: iter([fault]))

    said = say(verify.command)

    assert said.exit_code == 1
    assert said.stdout == "[2] essai: pass 7: Un pass est utilisé une fois au plus.\n"
    assert said.stderr == "1 at fault.\n"
    assert json.loads(say(verify.command, "--json").stdout)[0]["key"] == "pass 7"


def test_a_report_is_computed_for_a_period(say):
    told = json.loads(say(report.command, "essai", "--until", PERIOD_TO.isoformat(), "--json").stdout)
    lines = say(report.command, "essai", "--since", "2022-01-01", "--until", PERIOD_TO.isoformat()).stdout

    assert told["counts"]["redeemed"]["total"] == 4
    assert told["since"] == "2021-01-01"
    assert "Pass consommés" in lines
    assert "344,00" in lines


def test_a_statement_is_given_as_csv_or_json(say):
    rows = list(csv.reader(io.StringIO(say(statement.command, "essai", "--until", "2021-12-31").stdout), delimiter=";"))
    told = json.loads(say(statement.command, "essai", "--until", "2021-12-31", "--json").stdout)

    assert [row[3] for row in rows] == ["invoice_reference", "F-1", "F-3", "F-2"]
    assert told["totals"]["gross_cents"] == 1_848_00


def test_a_scheme_that_is_not_there_is_one_line(say):
    said = say(report.command, "ailleurs")

    assert said.exit_code == 2
    assert said.stderr == "quitus: there is no scheme ailleurs; known: essai\n"
