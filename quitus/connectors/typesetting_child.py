"""The process in which Typst runs: one job on its standard input, nothing to keep, nobody to ask.

A template is a program that somebody else wrote. Here it has a folder of its own, a bounded memory and time, no network
and no environment; its parent ends it when it takes too long. Run as a file, it imports nothing of the project.
"""

import ctypes
import json
import os
import resource
import sys
from typing import Any

MOST_SAID = 1_000  # characters of Typst's sentence
MOST_BYTES = 100_000_000  # of a PDF
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def main() -> None:
    """Read the job, set it, write the PDF beside its folder and say how it went as one JSON object."""
    job = json.load(sys.stdin)
    _bound(job["memory_bytes"], job["seconds"])
    _leave_the_network()
    json.dump(_compile(job), sys.stdout)


def _compile(job: dict[str, Any]) -> dict[str, Any]:
    import typst  # within the bounds

    try:
        content = typst.compile(
            os.path.join(job["root"], "template.typ"),
            root=job["root"],
            font_paths=[job["fonts"]],
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
            package_path=job["nowhere"],
            package_cache_path=job["nowhere"],
            timestamp=job["timestamp"],
        )
    except typst.TypstError as error:
        # A template may say anything of any length; where it says it comes after, so what it says is taken out first.
        message = str(error.message)
        told = str(error.diagnostic).replace(message, "", 1) if len(message) > MOST_SAID else str(error.diagnostic)
        return {"message": message[:MOST_SAID], "diagnostic": told[: 10 * MOST_SAID]}
    with open(job["target"], "wb") as file:
        file.write(content)
    return {}


def _bound(memory_bytes: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_BYTES, MOST_BYTES))


def _leave_the_network() -> None:
    """Enter a network that has nothing in it, where the system lets us; the proxy of nowhere holds elsewhere."""
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(CLONE_NEWUSER | CLONE_NEWNET)


if __name__ == "__main__":
    main()
