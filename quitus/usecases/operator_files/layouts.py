"""A layout is tried on a sample before it is saved: what its first rows say, and why others would be rejected."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from quitus.connectors import documents
from quitus.connectors.tabular import Form, TableNotReadable, guess, is_spreadsheet, rows_of
from quitus.domain.operators import operations, rules
from quitus.domain.operators.errors import FileUnreadable, NotTriedOnASample
from quitus.domain.operators.models import FileLayout
from quitus.domain.operators.operations import Written
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.refusals import Refusal
from quitus.usecases.operator_files.reasons import Reason, problem_of, told_problem

TRIED_ROWS = 200
SHOWN_ROWS = 5


@dataclass(frozen=True)
class Trial:
    """What a layout reads of a sample: rows that can be read, those that cannot and why, the first ones in full."""

    read_count: int
    rejected: list[tuple[int, Reason]] = field(default_factory=list)
    first: list[rules.Values] = field(default_factory=list)


@dataclass(frozen=True)
class Headings:
    """How a sample seems to be written, the cells of its first row, and whether it is a workbook."""

    form: Form
    cells: list[str]
    is_workbook: bool


def headings(chunks: Iterable[bytes]) -> tuple[str, Headings]:
    """Keep a sample and say how it seems to be written; its hash. Refuses with `FileUnreadable`."""
    sha256, _size = documents.store_stream(chunks)
    return sha256, read_headings(sha256)


def read_headings(sample_sha256: str) -> Headings:
    """How a sample that is kept seems to be written. Refuses with `FileUnreadable`."""
    path = documents.whole_path(sample_sha256)
    if path.stat().st_size == 0:
        raise FileUnreadable(problem=told_problem({"reason": "empty"}))
    form = guess(path)
    return Headings(form, _first_row(path, form), is_spreadsheet(path))


def _first_row(path: Path, form: Form) -> list[str]:
    try:
        with rows_of(path, form) as rows:
            return next(rows, (1, []))[1]
    except TableNotReadable as error:
        raise FileUnreadable(problem=told_problem(problem_of(error))) from error


def try_layout(sample_sha256: str, written: Written) -> Trial:
    """Read the first rows of a sample as `written` says.

    Refuses with `FileUnreadable`, `ColumnMissing`, `ColumnUsedTwice`, `HeadingNotInFile`, `ServiceUnknown`.
    """
    operations.refuse_unknown_services(written)
    layout = written.as_rules()
    path = documents.whole_path(sample_sha256)
    rejected: list[tuple[int, Reason]] = []
    read: list[rules.Values] = []
    try:
        with rows_of(path, Form(written.encoding, written.delimiter, written.sheet)) as rows:
            header = next(rows, (1, []))[1] if layout.has_header else []
            reader = rules.RowReader(layout, header, clock.today())
            for place, cells in rows:
                if len(read) + len(rejected) >= TRIED_ROWS:
                    break
                try:
                    read.append(reader.read(cells))
                except Refusal as refusal:
                    rejected.append((place, Reason.of(refusal)))
    except TableNotReadable as error:
        raise FileUnreadable(problem=told_problem(problem_of(error))) from error
    return Trial(len(read), rejected, read[:SHOWN_ROWS])


@operation
def save_layout(*, by: Actor, contract_id: int, written: Written, sample_sha256: str, sample_name: str) -> FileLayout:
    """Save a layout that reads at least one row of its sample. Refuses as `try_layout`, with `NotTriedOnASample`,
    and as `operators.save_layout`.
    """
    if try_layout(sample_sha256, written).read_count == 0:
        raise NotTriedOnASample()
    return operations.save_layout(
        by=by, contract_id=contract_id, written=written, sample_sha256=sample_sha256, sample_name=sample_name
    )
