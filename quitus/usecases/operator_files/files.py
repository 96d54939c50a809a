"""A file of an operator, from its reception to its import: kept, read whole, then imported by parts."""

import csv
import gc
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from quitus.connectors import documents
from quitus.connectors.tabular import DELIMITERS, Form, TableNotReadable, defused, is_spreadsheet, line_count, rows_of
from quitus.domain.operators import kinds, operations, queries, rules
from quitus.domain.operators.errors import FileTooLarge, FileUnreadable, HeadingNotInFile, RowChanged, RowTwiceInFile
from quitus.domain.operators.models import FileLayout, ImportedFile
from quitus.domain.operators.operations import Counts
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_
from quitus.usecases.operator_files.bills import CreditJudge, FeeJudge
from quitus.usecases.operator_files.parsed import Judge, Parsed
from quitus.usecases.operator_files.reasons import Reason, problem_of, told_problem
from quitus.usecases.operator_files.scans import ScanJudge
from quitus.usecases.operator_files.serials import DeliveryJudge, SerialJudge

AT_ONCE_BYTES = 1_500_000
"""A file up to this size is read while the person waits; a larger one in the background."""
BATCH = 10_000
CHECK_JOB = "check_operator_file"
IMPORT_JOB = "import_operator_file"
Scope = Callable[[], AbstractContextManager[object]]
JUDGES: dict[str, Callable[[ImportedFile], Judge]] = {
    kinds.SCANS: ScanJudge,
    kinds.SERIALS: SerialJudge,
    kinds.DELIVERIES: DeliveryJudge,
    kinds.FEES: FeeJudge,
    kinds.CREDIT_NOTES: CreditJudge,
}
REASON_HEADING = N_("Motif du rejet")
LINE_HEADING = N_("Ligne")


def form_of(layout: FileLayout) -> Form:
    """How a layout says that files are written."""
    return Form(layout.encoding, layout.delimiter, layout.sheet)


@operation
def receive_file(
    *,
    by: Actor,
    contract_id: int,
    kind: str,
    file_name: str,
    chunks: Iterable[bytes],
    order_id: int | None = None,
) -> ImportedFile:
    """Keep a file that an operator sent, piece by piece. It is read next: `check_file`, or `check_later` when it is
    larger than `AT_ONCE_BYTES`.

    Refuses as `operators.receive_file`, and with `FileTooLarge`.
    """
    sha256, size = documents.store_stream(_at_most(chunks))
    return operations.receive_file(
        by=by, contract_id=contract_id, kind=kind, file_name=file_name, sha256=sha256, size=size, order_id=order_id
    )


def _at_most(chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > rules.MOST_BYTES:
            raise FileTooLarge(most=rules.MOST_BYTES // 1_000_000)
        yield chunk


def take_in_file(
    *,
    by: Actor,
    contract_id: int,
    kind: str,
    file_name: str,
    chunks: Iterable[bytes],
    order_id: int | None = None,
) -> ImportedFile:
    """Keep a file that an operator sent, and read it: at once, or in the background when it is large.

    Refuses as `receive_file`.
    """
    file = receive_file(
        by=by, contract_id=contract_id, kind=kind, file_name=file_name, chunks=chunks, order_id=order_id
    )
    if file.size <= AT_ONCE_BYTES:
        return check_file(by=by, file_id=file.pk)
    _later(CHECK_JOB, by, file)
    return file


def import_or_defer(*, by: Actor, file_id: int, accept_partial: bool = False) -> ImportedFile:
    """Decide the import of a file, which is done at once, or in the background when it is large.

    Refuses as `operators.begin_import`.
    """
    file = operations.begin_import(by=by, file_id=file_id, accept_partial=accept_partial)
    if file.size <= AT_ONCE_BYTES:
        return go_on_importing(by=by, file_id=file_id)
    _later(IMPORT_JOB, by, file)
    return file


def _later(task: str, by: Actor, file: ImportedFile) -> None:
    app.configure_task(task, lock=f"operator_files:{file.contract_id}").defer(
        scheme_id=file.scheme_id, membership_id=by.membership_id, file_id=file.pk
    )


def check_file(*, by: Actor, file_id: int, batch: int = BATCH, scope: Scope = nullcontext) -> ImportedFile:
    """Read a file from end to end and say what its rows would come to; nothing is imported.

    `scope` enters the scheme, for each part anew: in the background no transaction is longer than one part.
    A file that cannot be read at all is kept as such with its problem. Refuses with `NotYourRole`,
    `FileStandsElsewhere`.
    """
    try:
        counts = _walk(by, file_id, batch, scope).go(lambda judge, rows: judge.look(by, rows))
    except (TableNotReadable, _TooManyRows, HeadingNotInFile) as error:
        facts = _problem(error)
        with scope():
            return operations.record_unreadable(by=by, file_id=file_id, reason=str(facts.pop("reason")), facts=facts)
    with scope():
        return operations.record_check(by=by, file_id=file_id, counts=counts)


def _problem(error: Exception) -> dict[str, object]:
    if isinstance(error, TableNotReadable):
        return problem_of(error)
    if isinstance(error, HeadingNotInFile):
        return {"reason": "headings", **error.facts}
    return {"reason": "too_many_rows", "most": error.args[0]}


def import_file(*, by: Actor, file_id: int, accept_partial: bool = False, batch: int = BATCH) -> ImportedFile:
    """Decide the import of a file, and do it. Refuses as `operators.begin_import`."""
    operations.begin_import(by=by, file_id=file_id, accept_partial=accept_partial)
    return go_on_importing(by=by, file_id=file_id, batch=batch)


def go_on_importing(*, by: Actor, file_id: int, batch: int = BATCH, scope: Scope = nullcontext) -> ImportedFile:
    """Import the rows of a file that are right and new, part by part: each part is written whole or not at all, and
    what was stopped in the middle goes on where it was. The rejected ones are left out.

    Refuses with `NotYourRole`, `FileStandsElsewhere`, `FileUnreadable`.
    """
    walk = _walk(by, file_id, batch, scope)
    try:
        counts = walk.go(lambda judge, rows: _take(by=by, judge=judge, file=walk.file, rows=rows))
    except (TableNotReadable, _TooManyRows) as error:  # it was read before: its bytes were changed
        raise FileUnreadable(problem=told_problem(_problem(error))) from error
    with scope():
        return operations.end_import(by=by, file_id=file_id, counts=counts)


def _walk(by: Actor, file_id: int, batch: int, scope: Scope) -> "_Walk":
    with scope():
        return _Walk(queries.file(file_id), by, batch, scope)


@operation
def _take(*, by: Actor, judge: Judge, file: ImportedFile, rows: Sequence[Parsed]) -> list[Reason | None]:
    operations.hold(file.contract_id)
    # Held: whoever wrote these lines meanwhile is done, and they are known now.
    known = queries.known_rows(file.contract_id, file.kind, [row.line for row in rows])
    fresh = [row for row in rows if row.line not in known]
    verdicts = iter(judge.take(by, fresh))
    return [None if row.line in known else next(verdicts) for row in rows]


class _TooManyRows(Exception):
    pass


class _Walk:
    """One reading of a file from end to end."""

    def __init__(self, file: ImportedFile, by: Actor, batch: int, scope: Scope) -> None:
        self.file, self.by, self.scope = file, by, scope
        self.layout = queries.as_rules(file.layout)
        self.counts = Counts()
        self.judge = JUDGES[file.kind](file)
        self.batch = rules.MOST_ROWS[file.kind] if file.kind == kinds.DELIVERIES else batch
        self.seen: set[int] = set()
        self.header: list[str] = []

    def go(self, judged: Callable[[Judge, Sequence[Parsed]], list[Reason | None]]) -> Counts:
        """Read every row, have each batch judged, keep the rejects; what was counted."""
        path = documents.whole_path(self.file.sha256)
        most = rules.MOST_ROWS[self.file.kind]
        if not is_spreadsheet(path) and line_count(path) > most + 1:  # too long: known before a row of it is read
            raise _TooManyRows(most)
        with (
            _heap_left_alone(),
            rows_of(path, form_of(self.file.layout)) as rows,
            _Rejects(self.file.layout) as rejects,
        ):
            if self.layout.has_header:
                _place, self.header = next(rows, (1, []))
            else:
                first = next(rows, (1, []))
                self.header = [str(rank) for rank in range(1, len(first[1]) + 1)]
                rows = _again(first, rows)
            with self.scope():
                today = clock.today()  # of the scheme, which may live at another date
            reader = rules.RowReader(self.layout, self.header, today)
            rejects.head(self.header)
            while batch := list(islice(rows, self.batch)):
                with self.scope():
                    self._judge(batch, reader, judged, rejects)
                    operations.note_progress(file_id=self.file.pk, done_count=self.counts.row_count)
                if self.counts.row_count > most:
                    raise _TooManyRows(most)
            self.counts.late_count = getattr(self.judge, "late_count", 0)
            if isinstance(self.judge, ScanJudge):
                self.counts.entrusted_passes = self.judge.entrusted.texts()
            self.counts.rejects_sha256 = rejects.kept() if self.counts.rejected_count else ""
        return self.counts

    def _judge(
        self,
        batch: Sequence[tuple[int, list[str]]],
        reader: rules.RowReader,
        judged: Callable[[Judge, Sequence[Parsed]], list[Reason | None]],
        rejects: "_Rejects",
    ) -> None:
        self.counts.row_count += len(batch)
        rejected: list[tuple[int, list[str], Reason]] = []
        parsed: list[Parsed] = []
        for place, cells in batch:
            try:
                parsed.append(self._parsed(place, cells, reader))
            except Refusal as refusal:
                rejected.append((place, cells, Reason.of(refusal)))
        fresh = list(self._fresh(parsed, rejected))
        if fresh:
            for row, reason in zip(fresh, judged(self.judge, fresh), strict=True):
                if reason is None:
                    self.counts.new_count += 1
                else:
                    rejected.append((row.place, row.cells, reason))
        self.counts.rejected_count += len(rejected)
        for place, cells, reason in sorted(rejected, key=lambda one: one[0]):
            self.counts.reasons[reason.code] = self.counts.reasons.get(reason.code, 0) + 1
            rejects.add(place, cells, reason)

    def _fresh(self, parsed: Sequence[Parsed], rejected: list[tuple[int, list[str], Reason]]) -> Iterator[Parsed]:
        """The rows that nobody has imported; the others are counted, or rejected when they say something else now."""
        known = queries.known_rows(self.file.contract_id, self.file.kind, [row.line for row in parsed])
        for row in parsed:
            facts, file_id = known.get(row.line, (None, None))
            if facts is None:
                yield row
            elif facts != row.facts:
                rejected.append((row.place, row.cells, Reason.of(RowChanged())))
            elif file_id == self.file.pk:
                self.counts.new_count += 1  # this very file brought it, before it was stopped or sent again
            else:
                self.counts.known_count += 1

    def _parsed(self, place: int, cells: list[str], reader: rules.RowReader) -> Parsed:
        values = reader.read(cells)
        line = rules.line_of(self.file.kind, values)
        met = hash(line)  # 64 bits of it: a set of half a million lines would be too much to hold
        if met in self.seen:
            raise RowTwiceInFile()
        self.seen.add(met)
        return Parsed(place, cells, values, line)


@contextmanager
def _heap_left_alone() -> Iterator[None]:
    # Each part makes as many objects as the program has: Python would look through all of these again and again for
    # what may be forgotten, a quarter of the time of a long file.
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _again(first: tuple[int, list[str]], rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    yield first
    yield from rows


class _Rejects:
    """The file of rejects: the rows as they came, in the operator's own columns, then their line and the reason.

    It is made to be opened in a spreadsheet: what would be a formula is defused, and read again as it came.
    """

    def __init__(self, layout: FileLayout) -> None:
        self._delimiter = DELIMITERS[layout.delimiter]
        self._words = cache(_)

    def __enter__(self) -> "_Rejects":
        self._raw = tempfile.TemporaryFile()
        self._file = io.TextIOWrapper(self._raw, encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, delimiter=self._delimiter)
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def head(self, header: Sequence[str]) -> None:
        """The headings."""
        self._width = len(header)
        self._writer.writerow([*map(defused, header), _(LINE_HEADING), _(REASON_HEADING)])

    def add(self, place: int, cells: Sequence[str], reason: Reason) -> None:
        """One row."""
        padded = cells if len(cells) >= self._width else [*cells, *[""] * (self._width - len(cells))]
        self._writer.writerow([*map(defused, padded), place, reason.sentence_in(self._words)])

    def kept(self) -> str:
        """The hash under which the file is kept."""
        self._file.flush()
        self._raw.seek(0)
        return documents.store_stream(iter(lambda: self._raw.read(1 << 17), b""))[0]


def rejects(file_id: int) -> tuple[ImportedFile, Path]:
    """A file of the current scheme and where its rejects stand. Raises `DocumentLost`, `DocumentDamaged`."""
    file = queries.file(file_id)
    return file, documents.whole_path(file.rejects_sha256)


def download(file_id: int) -> tuple[ImportedFile, Path]:
    """A file of the current scheme as it came. Raises `DocumentLost`, `DocumentDamaged`."""
    file = queries.file(file_id)
    return file, documents.whole_path(file.sha256)
