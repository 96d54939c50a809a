"""A process that is really killed while it prints: the next one makes what is missing, and nothing twice."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from config.environment import Server
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.printing import operations, queries, rules, states
from quitus.usecases import printing
from tests.factories.passes import make_team
from tests.factories.people import make_person
from tests.factories.printing import DRAFT, confirmed, produce
from tests.factories.schemes import make_scheme
from tests.harness.cluster import ROOT

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAM = """
import django, sys
django.setup()
from quitus.domain.organisations import queries
from quitus.usecases import printing
[scheme] = queries.schemes()
printing.make_run(scheme, int(sys.argv[1]))
"""


def start(server: Server, database: str, data: Path, run_id: int) -> "subprocess.Popen[bytes]":
    """Print from a program of its own, as the worker does."""
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.site_settings",
        "DATABASE_URL": f"postgresql://{server.host}:{server.port}/{database}",
        "QUITUS_DATA": str(data),
    }
    return subprocess.Popen([sys.executable, "-c", PROGRAM, str(run_id)], cwd=ROOT, env=surroundings)


def made(scheme: Scheme, run_id: int) -> dict[int, str]:
    """The parts that are made, with their hashes."""
    with within_scheme(scheme):
        return {part.rank: part.sha256 for part in queries.parts(run_id)}


def test_a_run_killed_in_the_middle_goes_on_where_it_was(
    database_server: Server, database_name: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "PASS_PER_PART", 20)
    scheme = make_scheme()
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", roles.MANAGER)
        team = make_team(scheme, anne, make_person(scheme, "Dado Delattre", roles.HANDOUT_AGENT))
        operations.save_design(by=anne.actor, **vars(DRAFT), accent="#1d6b70")
        order = produce(team, confirmed(team, quantity=400))
        run = printing.record_run(by=team.printer.actor, order_id=order.pk, kind=states.SHEETS)
    assert run.parts_total == 20
    data = Path(settings.PRINTS_ROOT).parent
    with start(database_server, database_name, data, run.pk) as program:
        ends = monotonic() + 60
        while len(made(scheme, run.pk)) < 2:
            assert monotonic() < ends
            assert program.poll() is None
            sleep(0.02)
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
    before = made(scheme, run.pk)
    assert 2 <= len(before) < 20

    again = printing.make_run(scheme, run.pk)

    assert again.state == states.READY
    after = made(scheme, run.pk)
    assert len(after) == 20
    assert {rank: after[rank] for rank in before} == before
    with within_scheme(scheme):
        for part in queries.parts(run.pk):
            printing.download_part(by=team.printer.actor, part_id=part.pk)
