"""`make bench`: what takes time, measured by the tests that bound it and by `quitus bench`, against its limit.

Each figure has its name, value, unit, limit, ratio (1 is the most, on a machine as busy as this one), sizes and
machine.

    .venv/bin/python -m tools.bench          draws a table
    .venv/bin/python -m tools.bench --json   one object a line
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from quitus.usecases.bench import names

ROOT = Path(__file__).resolve().parent.parent
TESTS = (
    "tests/domain/grants/test_chain.py::test_thirty_amendments_are_consolidated_in_time_and_in_seven_statements",
    "tests/interfaces/web/authority/test_obligations.py::"
    "test_the_agenda_of_ten_thousand_obligations_is_quick_and_asks_no_more_questions",
    "tests/connectors/test_text_of_file.py::test_a_file_of_300_pages_is_refused_with_its_count",
    "tests/usecases/test_reminders.py::test_a_worker_killed_in_the_middle_loses_no_reminder_and_repeats_at_most_one",
)


def main() -> None:
    """Measure, then show; exit 1 when a test fails or a limit is passed."""
    kept, said = _by_tests()
    for name in names():
        measured = subprocess.run(
            [sys.executable, "-m", "quitus", "bench", name, "--json"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        kept += [json.loads(line) for line in measured.stdout.splitlines() if line.startswith("{")]
        if measured.returncode:
            said += measured.stderr or f"{name} is beyond its limit\n"
    if "--json" in sys.argv[1:]:
        for figure in kept:
            print(json.dumps(figure))
    else:
        print(table(kept))
    if said:
        sys.exit(said)


def _by_tests() -> tuple[list[dict[str, object]], str]:
    """The figures that tests kept, and what pytest said if one failed."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "figures.jsonl"
        kept.touch()
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS],
            cwd=ROOT,
            env={**os.environ, "BENCH_KEPT_IN": str(kept)},
            capture_output=True,
            text=True,
            check=False,
        )
        figures = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    return figures, f"{done.stdout}\n{done.stderr}\n" if done.returncode else ""


def table(figures: list[dict[str, object]]) -> str:
    """The figures, one a line, in columns."""
    names = ("name", "value", "unit", "limit", "ratio", "sizes")
    rows = [names, *(tuple(_cell(figure[name]) for name in names) for figure in figures)]
    widths = [max(len(row[rank]) for row in rows) for rank in range(len(names))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{count} {name}" for name, count in value.items())
    return str(value)


if __name__ == "__main__":
    main()
