"""A worker that is really killed, by the system, while a real mail server holds its letters."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from config.environment import Server
from quitus.domain.obligations import queries
from quitus.domain.obligations.models import Obligation
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.kernel import clock
from quitus.kernel.calendar import PARIS
from quitus.usecases import reminders
from tests.factories.people import make_person
from tests.factories.schemes import make_scheme
from tests.factories.texts import make_convention
from tests.harness.cluster import ROOT
from tests.harness.mail_server import AnyPort

pytestmark = pytest.mark.django_db(transaction=True)
MORNING = datetime(2023, 6, 23, 9, 30, tzinfo=PARIS)
DOORS = reminders.Doors(
    agenda=lambda scheme, user: "https://exemple.fr/",
    stop=lambda scheme, user: f"https://exemple.fr/stop/{user.pk}/",
)


class Post:
    """A mail server that kills its client at the fourth letter, once it has taken it."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.client = self.port = 0

    async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802  (its name there)
        letter = envelope.content.decode()
        self.taken.append(next(line for line in letter.splitlines() if line.startswith("Message-ID:")))
        if len(self.taken) == 4 and self.client:
            os.kill(self.client, signal.SIGKILL)
            self.client = 0
        return "250 OK"


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    handler = Post()
    controller = AnyPort(handler, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    handler.port = controller.port
    yield handler
    controller.stop()


def send(scheme: Scheme) -> None:
    with clock.at(MORNING):
        reminders.prepare(scheme, DOORS)
        reminders.send_prepared(scheme)


PROGRAM = """
import django
django.setup()
from quitus.domain.organisations import queries
from tests.usecases.test_reminders_killed import send
input()
[scheme] = queries.schemes()
send(scheme)
"""


def sent_by_another_program(server: Server, database: str, data: Path, post: Post) -> int:
    """Sends from a program of its own, as the worker does; how that program ended."""
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.site_settings",
        "DATABASE_URL": f"postgresql://{server.host}:{server.port}/{database}",
        "QUITUS_DATA": str(data),
        "QUITUS_SMTP_HOST": "127.0.0.1",
        "QUITUS_SMTP_PORT": str(post.port),
    }
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=surroundings, stdin=subprocess.PIPE, text=True
    ) as program:
        post.client = program.pid
        program.communicate("\n", timeout=60)
    return program.returncode


def test_a_worker_killed_among_the_reminders_of_200_obligations_loses_none(
    post: Post, database_server: Server, database_name: str, tmp_path: Path
) -> None:
    scheme = make_scheme()
    with within_scheme(scheme):
        people = [make_person(scheme, f"Camille {rank:02}", roles.MANAGER) for rank in range(10)]
        convention = make_convention(people[0].actor, scheme)
        Obligation.objects.bulk_create(
            Obligation(
                scheme_id=scheme.pk,
                convention=convention,
                code=f"o-{rank}",
                label=f"Obligation {rank:03}",
                due_on=date(2023, 6, 24 + rank % 7),
            )
            for rank in range(200)
        )
    assert sent_by_another_program(database_server, database_name, tmp_path, post) == -signal.SIGKILL
    assert len(post.taken) == 4

    with within_scheme(scheme):
        waiting = queries.to_send(scheme.pk).count()
    ends = monotonic() + 30
    while waiting:  # the server of the database may hold the killed one's last lock for a moment
        assert monotonic() < ends, f"{waiting} letters never left"
        send(scheme)
        with within_scheme(scheme):
            waiting = queries.to_send(scheme.pk).count()

    assert len(set(post.taken)) == 10
    assert len(post.taken) == 11
    assert post.taken.count(post.taken[3]) == 2
