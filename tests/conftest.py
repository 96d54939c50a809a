"""Fixtures of the whole suite: its database, its network, its browser, its people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django.test
import hypothesis
import pytest
from pytest_django.plugin import blocking_manager_key

from config.environment import Server
from tests.harness import cluster, network

_FACTORIES = Path(__file__).parent / "factories"
# Factories import one another: they are named before the first of them is imported.
pytest.register_assert_rewrite("tests.factories")
pytest_plugins = [
    "tests.harness.browser",
    "tests.harness.live",
    *(f"tests.factories.{path.stem}" for path in sorted(_FACTORIES.glob("[!_]*.py"))),
]

hypothesis.settings.register_profile("quitus", deadline=None, derandomize=True, max_examples=60, database=None)
hypothesis.settings.load_profile("quitus")

_CLUSTER = pytest.StashKey[cluster.Cluster]()


def pytest_configure(config: pytest.Config) -> None:
    """Close the network; with several workers, start their common server first."""
    network.close()
    several = getattr(config.option, "numprocesses", None)
    if several and not hasattr(config, "workerinput"):
        _start(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server this process started."""
    if _CLUSTER in config.stash:
        config.stash[_CLUSTER].stop()
        del config.stash[_CLUSTER]


class _ForWorkers:
    """Hooks that exist only with pytest-xdist."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell each worker where the server is."""
        node.workerinput["database"] = node.config.stash[_CLUSTER].address()


def _start(config: pytest.Config) -> Server:
    with config.stash[blocking_manager_key].unblock():
        running = config.stash[_CLUSTER] = cluster.Cluster()
    config.pluginmanager.register(_ForWorkers())
    return running.server


@pytest.fixture(scope="session")
def database_server(request: pytest.FixtureRequest) -> Server:
    """Give the tests' server with its superuser, migrated template inside."""
    given = getattr(request.config, "workerinput", {}).get("database")
    return Server(**given) if given else _start(request.config)


@pytest.fixture(scope="session")
def database_name(request: pytest.FixtureRequest) -> str:
    """Give the name of this worker's own database."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    return f"quitus_test_{worker}"


@pytest.fixture(scope="session")
def django_db_setup(database_server: Server, database_name: str, django_db_blocker: Any) -> Iterator[None]:
    """Clone the template for this worker; after a test that committed, make it as it was."""

    def anew(*_: Any) -> None:
        with django_db_blocker.unblock():
            cluster.point_at(database_server, database_name)
            cluster.like_template(database_server, database_name)

    anew()
    patch = pytest.MonkeyPatch()
    patch.setattr(django.test.TransactionTestCase, "_fixture_teardown", anew)
    yield
    patch.undo()
    with django_db_blocker.unblock():
        cluster.point_at(database_server, database_name)
        cluster.drop(database_server, database_name)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> None:
    """Documents of tests go to a folder of the run."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "documents"
    settings.PRINTS_ROOT = tmp_path_factory.getbasetemp() / "printing"
