"""`quitus up` for real: it serves, it stops without a trace, it says no in one line."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from quitus.connectors import secrets_file
from tests.architecture.house import ROOT

READY_SECONDS = 60
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give the path of a data folder that is not there yet, with a space in it."""
    return tmp_path / "my data"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a data folder after a first start; its cluster goes with it, wherever it was put."""
    folder = tmp_path_factory.mktemp("installed") / "my data"
    first = subprocess.run(
        _quitus("migrate"), cwd=ROOT, env=_surroundings(folder), capture_output=True, text=True, check=False
    )
    assert (first.returncode, first.stdout) == (0, "The database is up to date.\n"), first.stderr
    yield folder
    shutil.rmtree(json.loads((folder / "postgres.json").read_text())["cluster"])


def _surroundings(data: Path, **more: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("QUITUS_", "DJANGO_"))}
    return {**ours, "QUITUS_DATA": str(data), "PORT": str(_free_port()), **more}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _quitus(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "quitus", *arguments]


@contextmanager
def _start(surroundings: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Run it; a test that fails meanwhile stops it, rather than wait for ever for what nobody stops."""
    with subprocess.Popen(
        _quitus("up", "--no-example"), cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            yield running
        finally:
            running.terminate()


def _wait_ready(running: subprocess.Popen[str]) -> str:
    assert running.stdout is not None
    said = []
    for line in running.stdout:
        said.append(line)
        if line.startswith("Ctrl-C"):
            return "".join(said)
    pytest.fail(f"up ended with {running.wait()} after saying: {''.join(said)}")


def _status(port: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", int(port), timeout=5)) as connection:
        connection.request("GET", "/healthz")
        return connection.getresponse().status


def _alive(data: Path) -> list[str]:
    """Name the living processes of a data folder: they say so in their surroundings or command."""
    marks = {os.fsencode(data)}
    if (data / "postgres.json").exists():
        marks.add(os.fsencode(json.loads((data / "postgres.json").read_text())["cluster"]))
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            said = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
        except OSError:
            continue
        if any(mark in said for mark in marks):
            found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
    return found


def _wait_gone(data: Path) -> list[str]:
    deadline = time.monotonic() + 20
    while (alive := _alive(data)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return alive


@linux_only
def test_up_serves_and_stops_without_a_trace(installed: Path) -> None:
    surroundings = _surroundings(installed)
    begin = time.monotonic()
    with _start(surroundings) as running:
        assert f"Quitus answers at http://127.0.0.1:{surroundings['PORT']}" in _wait_ready(running)
        assert time.monotonic() - begin < 15  # 2 s on an idle machine
        assert _status(surroundings["PORT"]) == http.HTTPStatus.OK
        assert len(_alive(installed)) > 3
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0
    assert _alive(installed) == []


@linux_only
def test_who_serves_holds_neither_the_owners_nor_the_superusers_password(installed: Path) -> None:
    secrets = {name: f"told-{name}" for name in ("QUITUS_OWNER_PASSWORD", "QUITUS_SUPERUSER_PASSWORD")}
    secrets["QUITUS_SUPERUSER_PASSWORD"] = json.loads((installed / "secrets.json").read_text())["superuser_password"]
    surroundings = _surroundings(installed, **secrets)
    with _start(surroundings) as running:
        _wait_ready(running)
        serving = [said for said in _told_to(running.pid) if b"QUITUS_SERVING=yes" in said]
        assert len(serving) >= 2, "web and worker"
        assert not any(value.encode() in said for said in serving for value in secrets.values())
        assert _status(surroundings["PORT"]) == http.HTTPStatus.OK
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0


def _told_to(parent: int) -> list[bytes]:
    """The surroundings of the children of a process."""
    children = (Path("/proc") / str(parent) / "task" / str(parent) / "children").read_text().split()
    return [(Path("/proc") / child / "environ").read_bytes() for child in children]


def test_settings_that_serve_know_no_owner(data: Path) -> None:
    asked = "from config import settings; print(*settings.DATABASES, *settings.SECRETS)"
    said = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env=_surroundings(data, QUITUS_SERVING="yes", QUITUS_OWNER_PASSWORD="secret"),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert {"default", "reader", "web_password"} <= set(said)
    assert not {"owner", "owner_password", "superuser_password"} & set(said)


@linux_only
def test_beside_a_running_up_commands_work_and_another_up_is_refused(installed: Path) -> None:
    surroundings = _surroundings(installed)
    with _start(surroundings) as running:
        _wait_ready(running)
        beside = subprocess.run(_quitus("migrate"), cwd=ROOT, env=surroundings, capture_output=True, check=False)
        assert beside.returncode == 0
        said = _refused(_surroundings(installed))
        assert said == f"quitus: Quitus already runs with the data in {installed}\n"
        assert _status(surroundings["PORT"]) == http.HTTPStatus.OK
        running.terminate()
        assert running.wait(30) == 0
    assert _alive(installed) == []


@linux_only
def test_a_killed_up_leaves_no_process_and_starts_again(installed: Path) -> None:
    for end in (signal.SIGKILL, signal.SIGTERM):
        with _start(_surroundings(installed)) as running:
            _wait_ready(running)
            running.send_signal(end)
        assert _wait_gone(installed) == []


def test_secrets_are_drawn_once_and_only_their_owner_reads_them(installed: Path) -> None:
    secrets = installed / "secrets.json"
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    drawn = json.loads(secrets.read_text())
    assert set(drawn) == set(secrets_file.NAMES)
    assert all(len(value) >= 16 for value in drawn.values())
    subprocess.run(_quitus("migrate"), cwd=ROOT, env=_surroundings(installed), capture_output=True, check=True)
    assert json.loads(secrets.read_text()) == drawn


def _refused(surroundings: dict[str, str]) -> str:
    done = subprocess.run(
        _quitus("up"), cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2, done
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_a_busy_port_is_refused_in_one_line(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert f"port {port} cannot be used" in _refused(_surroundings(data, PORT=str(port)))
    assert not data.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("DATABASE_URL", "mysql://localhost/quitus"),
        ("QUITUS_URL", "pass.example.fr"),
        ("QUITUS_ROLE_PREFIX", "Pas de Calais"),
        ("QUITUS_DEBUG", "peut-être"),
        ("QUITUS_LOG_LEVEL", "loud"),
        ("QUITUS_TRUSTED_PROXIES", "-1"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_in_one_line(data: Path, name: str, value: str) -> None:
    assert _refused(_surroundings(data, **{name: value})).startswith(f"quitus: {name} is ")
    assert not data.exists()


def test_an_unreachable_database_is_refused_in_one_line(data: Path) -> None:
    address = f"postgresql://anne:secret@127.0.0.1:{_free_port()}/quitus"
    said = _refused(_surroundings(data, DATABASE_URL=address))
    assert "the database cannot be reached" in said
    assert "secret" not in said


def test_a_data_folder_that_cannot_be_made_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be made" in _refused(_surroundings(tmp_path / "file" / "data"))
    assert "cannot be made" in _refused(_surroundings(tmp_path / "file"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_data_folder_that_cannot_be_written_is_refused_in_one_line(data: Path) -> None:
    data.mkdir(mode=0o500)
    assert "cannot be written" in _refused(_surroundings(data))


def test_data_of_another_postgresql_is_refused_in_one_line_and_not_touched(data: Path) -> None:
    cluster = data / "postgres"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("17\n")
    before = _listing(cluster)
    said = _refused(_surroundings(data))
    assert "was made by PostgreSQL 17, this program brings PostgreSQL 18" in said
    assert _listing(cluster) == before


def _listing(folder: Path) -> list[Any]:
    return [(path.name, path.stat().st_mtime_ns, path.stat().st_mode) for path in sorted(folder.rglob("*"))]


@linux_only
def test_ctrl_c_during_a_first_start_leaves_no_process(data: Path) -> None:
    with _start(_surroundings(data)) as running:
        deadline = time.monotonic() + READY_SECONDS
        while not (data / "postgres.json").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 130
    assert _wait_gone(data) == []
    shutil.rmtree(json.loads((data / "postgres.json").read_text())["cluster"])
