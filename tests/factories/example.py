"""The example scheme for tests: loaded once for the whole run, cloned for each test that lives in it."""

from pathlib import Path
from typing import Any

import pytest

from config.environment import Server
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.queries import scheme as scheme_at
from quitus.usecases.example import invented
from quitus.usecases.example.history import load_example
from tests.harness import cluster

LOADED = "quitus_test_example"
TURN = 62_000_001  # the lock under which one worker loads and the others wait


@pytest.fixture(scope="session")
def example_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example's documents, common to all workers."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if base.name.startswith("popen-") else base) / "example-documents"


@pytest.fixture(scope="session")
def loaded_example(
    django_db_setup: None,
    django_db_blocker: Any,
    database_server: Server,
    database_name: str,
    example_documents: Path,
) -> str:
    """The name of a database that holds the example; the first worker that asks loads it."""
    with cluster.admin(database_server) as turn:
        turn.execute("SELECT pg_advisory_lock(%s)", [TURN])
        known = turn.execute("SELECT 1 FROM pg_database WHERE datname = %s", [LOADED]).fetchone()
        if not known:
            with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
                load(database_server, example_documents, patch)
                cluster.point_at(database_server, database_name)
    return LOADED


def load(server: Server, documents: Path, patch: pytest.MonkeyPatch) -> None:
    """Load the example into a database of its own, which gets its name once it is whole."""
    from django.conf import settings
    from django.db import connections

    draft = f"{LOADED}_draft"
    cluster.drop(server, draft)
    cluster.create(server, draft)
    cluster.point_at(server, draft)
    patch.setattr(settings, "MEDIA_ROOT", documents)
    load_example()
    connections.close_all()
    with cluster.admin(server) as connection:
        connection.execute(f'ALTER DATABASE "{draft}" RENAME TO "{LOADED}"')


@pytest.fixture
def example(
    transactional_db: None,
    loaded_example: str,
    database_server: Server,
    database_name: str,
    example_documents: Path,
    settings: Any,
) -> Scheme:
    """The example scheme on 12 May 2023, in a database of this test alone. Enter it with `within_scheme`."""
    cluster.point_at(database_server, database_name)  # closes what the test may have opened
    cluster.drop(database_server, database_name)
    cluster.create(database_server, database_name, loaded_example)
    settings.MEDIA_ROOT = example_documents
    return scheme_at(invented.SLUG)
