"""The processes that `quitus up` starts and stops."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from quitus.connectors import secrets_file
from quitus.connectors.child_process import die_with_parent

PATIENCE_SECONDS = 15


def _surroundings() -> dict[str, str]:
    """Ours, without what escapes row-level security: passwords of superuser and owner, login of DATABASE_URL."""
    hidden = {secrets_file.variable(name) for name in secrets_file.NOT_SERVED}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    if address := kept.get("DATABASE_URL", "").strip():
        parts = urlsplit(address)
        kept["DATABASE_URL"] = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    return {
        **kept,
        "QUITUS_SERVING": "yes",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONUNBUFFERED": "1",
    }


class Children:
    """Child processes by name; leaving the `with` block stops all of them, last one first."""

    def __init__(self) -> None:
        """Begin without any."""
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: list[str], folder: Path, *, orphaned: signal.Signals) -> None:
        """Start one, out of the terminal's reach: it is ours to stop, in order.

        `orphaned` is what it is sent when we die without stopping it.
        """
        self._running[name] = subprocess.Popen(
            command,
            cwd=folder,
            env=_surroundings(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent(orphaned),
        )

    def ended(self) -> str | None:
        """Give the name of one that ended by itself, None while all run."""
        return next((name for name, child in self._running.items() if child.poll() is not None), None)

    def stop(self) -> None:
        """Ask all to end, wait, insist."""
        for child in self._running.values():
            with contextlib.suppress(ProcessLookupError):
                child.send_signal(signal.SIGTERM)
        for child in reversed(self._running.values()):
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(PATIENCE_SECONDS)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)  # it leads its own group: its children go too
            child.wait(PATIENCE_SECONDS)
        self._running.clear()

    def __enter__(self) -> Children:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop all."""
        self.stop()
