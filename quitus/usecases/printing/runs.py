"""Runs as people meet them: asked for, taken up again, their files taken."""

import zipfile
from typing import IO

from quitus.connectors import print_files
from quitus.connectors.jobs import later
from quitus.domain.printing import errors, operations, queries, states
from quitus.domain.printing.models import PrintPart, PrintRun
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange

JOB = "make_print_run"


@operation
def record_run(
    *, by: Actor, order_id: int, kind: str, numbers: NumberRange | None = None, reason: str = ""
) -> PrintRun:
    """Ask for pass to be printed, without a worker: whoever asks makes them. Refuses as `printing.ask_run`."""
    return operations.ask_run(by=by, order_id=order_id, kind=kind, numbers=numbers, reason=reason)


@operation
def ask_run(*, by: Actor, order_id: int, kind: str, numbers: NumberRange | None = None, reason: str = "") -> PrintRun:
    """Ask for pass to be printed: the worker makes them. Refuses as `printing.ask_run`."""
    run = operations.ask_run(by=by, order_id=order_id, kind=kind, numbers=numbers, reason=reason)
    later(JOB, scheme_id=run.scheme_id, run_id=run.pk)
    return run


@operation
def resume_run(*, by: Actor, run_id: int) -> PrintRun:
    """Have a run that was stopped taken up where it was. Refuses as `printing.resume_run`."""
    run = operations.resume_run(by=by, run_id=run_id)
    later(JOB, scheme_id=run.scheme_id, run_id=run.pk)
    return run


@operation
def take_up_run(*, by: Actor, run_id: int) -> PrintRun:
    """Take up a run that was stopped, without a worker. Refuses as `printing.resume_run`."""
    return operations.resume_run(by=by, run_id=run_id)


@operation
def stop_run(*, by: Actor, run_id: int, reason: str) -> PrintRun:
    """Stop a run under way after the part that is being made. Refuses as `printing.stop_run`."""
    return operations.stop_run(by=by, run_id=run_id, reason=reason)


@operation
def download_part(*, by: Actor, part_id: int) -> tuple[PrintPart, bytes]:
    """One file of a run; who takes it is written first, and stays written.

    Refuses with `NotYourRole`, `FilesErased`, `FileLost`. Raises `PrintPart.DoesNotExist`.
    """
    part = operations.note_download(by=by, part_id=part_id)
    try:
        return part, print_files.read(part.run_id, part_name(part.run, part.rank), part.sha256)
    except print_files.FileLost as lost:
        raise errors.FileLost(rank=part.rank) from lost


@operation
def download_run(*, by: Actor, run_id: int) -> IO[bytes]:
    """All the files of a run as one ZIP archive, open at its beginning; who takes it is written first.

    Refuses with `NotYourRole`, `FilesErased`, `RunIncomplete`, `FileLost`. Raises `PrintRun.DoesNotExist`.
    """
    run = operations.note_run_download(by=by, run_id=run_id)
    archive = print_files.passing_file()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as made:
        for part in queries.parts(run_id):
            name = part_name(run, part.rank)
            try:
                made.writestr(name, print_files.read(run_id, name, part.sha256))
            except print_files.FileLost as lost:
                raise errors.FileLost(rank=part.rank) from lost
    archive.seek(0)
    return archive


def part_name(run: PrintRun, rank: int) -> str:
    """The name of the file of a part: what it is, its order, its rank."""
    kind = {
        states.SHEETS: "planches",
        states.BOOKLETS: "carnets",
        states.REPLACEMENT: "pass",
        states.CSV: "codes",
    }[run.kind]
    return f"{kind}-{run.pk}-{rank:04}.{'csv' if run.kind == states.CSV else 'pdf'}"
