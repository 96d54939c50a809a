"""The browser that tests drive: the system's Chromium, added on Debian when we are root."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tests.harness.browser import MISSING, program


def main() -> None:
    """Make sure there is one; where it cannot be added, say how, and let the tests be skipped."""
    if program():
        return
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        print("· Chromium…", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
            subprocess.run([apt, *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)
    if not program():
        print(f"Browser tests will be skipped: {MISSING}", file=sys.stderr)


if __name__ == "__main__":
    main()
