"""Child processes that never outlive the process that started them."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def die_with_parent(how: signal.Signals) -> Callable[[], None] | None:
    """Give a `preexec_fn` that makes Linux send `how` to the child when its parent dies.

    It works when the parent is killed with SIGKILL too. Elsewhere than on Linux there is no such
    thing: None, and the next start cleans up.
    """
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    parent = os.getpid()

    def before_exec() -> None:
        library.prctl(PR_SET_PDEATHSIG, int(how), 0, 0, 0)
        if os.getppid() != parent:  # it died before we could ask
            os.kill(os.getpid(), how)

    return before_exec
