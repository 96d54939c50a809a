"""The processes that `quitus up` starts and stops."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path

from quitus.connectors.child_process import die_with_parent

PATIENCE_SECONDS = 15


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
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONUNBUFFERED": "1"},
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
