"""A few places for work that costs much: whoever comes when all are taken waits, or gives up.

They are files that the system unlocks when their holder dies, however it dies: the bound holds over all the processes
of the program on one machine, web and worker alike.
"""

import fcntl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

_PAUSE_SECONDS = 0.05


class AllTaken(Exception):
    """Every place stayed taken for as long as one would wait."""


@contextmanager
def one_of(count: int, folder: Path, *, wait_seconds: float) -> Iterator[None]:
    """Holds one of `count` places, kept as files of a folder. Raises `AllTaken` after `wait_seconds`."""
    folder.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + wait_seconds
    with ExitStack() as opened:
        files = [opened.enter_context(open(folder / f"{rank}.lock", "ab")) for rank in range(count)]
        while not any(_take(file) for file in files):
            if time.monotonic() >= deadline:
                raise AllTaken()
            time.sleep(_PAUSE_SECONDS)
        yield


def _take(file: BinaryIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
