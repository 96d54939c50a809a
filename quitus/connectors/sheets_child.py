"""The process in which pass are set: one part on its standard input, a PDF at its end, its memory given back.

It has a bounded memory and time, no network and no environment. Run as a file, it imports nothing of the project but
`qr.py`, which stands beside it and imports nothing either.
"""

import ctypes
import importlib.util
import json
import os
import resource
import sys
from typing import Any

MOST_SAID = 1_000  # characters of Typst's sentence
MOST_BYTES = 100_000_000  # of a PDF
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def main() -> None:
    """Read the job, set it, write the PDF and say how it went as one JSON object."""
    job = json.load(sys.stdin)
    os.umask(0o077)
    _bound(job["memory_bytes"], job["seconds"])
    _leave_the_network()
    _write_data(job)
    json.dump(_compile(job), sys.stdout)


def _write_data(job: dict[str, Any]) -> None:
    """The QR codes one after the other, and what the template reads."""
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "qr.py")
    spec = importlib.util.spec_from_file_location("qr", beside)
    assert spec is not None
    assert spec.loader is not None
    qr = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(qr)
    offsets = [0]
    with open(os.path.join(job["root"], "qr.bin"), "wb") as file:
        for text in job["qr_texts"]:
            offsets.append(offsets[-1] + file.write(qr.png(text)))
    with open(os.path.join(job["root"], "data.json"), "w", encoding="utf-8") as file:
        json.dump({**job["data"], "offsets": offsets}, file, ensure_ascii=False)


def _compile(job: dict[str, Any]) -> dict[str, Any]:
    import typst  # within the bounds

    try:
        content = typst.compile(
            os.path.join(job["root"], "pass.typ"),
            root=job["root"],
            font_paths=[job["fonts"]],
            ignore_system_fonts=True,
            pdf_standards=job["standards"],
            package_path=job["nowhere"],
            package_cache_path=job["nowhere"],
            timestamp=job["timestamp"],
        )
    except typst.TypstError as error:
        return {"message": str(error.message)[:MOST_SAID]}
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
