"""Making a run: its parts, two at a time, each in a process of its own; what is made already is not made again."""

import csv
import io
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby

from quitus.connectors import print_files, sheets
from quitus.connectors.sheets import Item, Look, Made, Unit
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.printing import errors, operations, queries, states
from quitus.domain.printing.models import PrintRun
from quitus.domain.printing.queries import Progress
from quitus.domain.vouchers import codes, rules
from quitus.kernel.actors import Actor
from quitus.kernel.codes import group
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal
from quitus.usecases.printing.looks import ALONE, look_of_order, place_of, typeset
from quitus.usecases.printing.runs import part_name

AT_ONCE = sheets.MOST_AT_ONCE
COLUMNS = ("numero", "code", "contenu_qr")


@dataclass(frozen=True)
class _Plan:
    """What is needed to make the parts of a run that are missing."""

    run: PrintRun
    look: Look | None
    missing: list[tuple[int, NumberRange]]


def make_run(scheme: Scheme, run_id: int, *, say: Callable[[Progress], None] = lambda progress: None) -> PrintRun:
    """Make the parts of a run that are missing, each kept as soon as it is made; `say` is told how far it is.

    Cut short, killed even, it is called again and goes on. Each part is one short transaction: nothing is locked while
    paper is set. A refusal stops the run and says why on its page.
    Refuses with `RunUnderWay` when another process makes it, `RunStandsElsewhere`, `PrinterBusy`, `PrintingStopped`,
    `CharacterNotPrintable`, and as `codes.printed`.
    """
    try:
        with print_files.alone(run_id):
            return _make(scheme, run_id, say)
    except print_files.RunTaken as taken:
        raise errors.RunUnderWay() from taken


def _make(scheme: Scheme, run_id: int, say: Callable[[Progress], None]) -> PrintRun:
    with within_scheme(scheme):
        run = queries.run(run_id)
        if run.state not in states.UNDER_WAY:
            raise errors.RunStandsElsewhere(state=states.RUN_LABELS[run.state])
        design = run.design
        look = look_of_order(design, run.order) if design else None
        plan = _Plan(run, look, queries.missing_parts(run))
    try:
        for rank, content, pages in _parts(scheme, plan):
            _keep(scheme, run, rank, content, pages, say)
    except Refusal as refusal:
        _stop(scheme, run_id, refusal)
        raise
    with within_scheme(scheme):
        return operations.finish_run(by=Actor.system(), run_id=run_id)


def _keep(
    scheme: Scheme, run: PrintRun, rank: int, content: bytes, pages: int, say: Callable[[Progress], None]
) -> None:
    name = part_name(run, rank)
    sha256 = print_files.store(run.pk, name, content)
    with within_scheme(scheme):
        try:
            operations.record_part(
                by=Actor.system(), run_id=run.pk, rank=rank, sha256=sha256, size=len(content), pages=pages
            )
        except Refusal:  # stopped or erased meanwhile: codes that no line tells of are not kept
            print_files.forget(run.pk, name)
            raise
        say(queries.progress(run))


def _stop(scheme: Scheme, run_id: int, refusal: Refusal) -> None:
    with within_scheme(scheme):
        if queries.run(run_id).state in states.UNDER_WAY:
            operations.stop_run(by=Actor.system(), run_id=run_id, reason=refusal.template % refusal.facts)


def _parts(scheme: Scheme, plan: _Plan) -> Iterator[tuple[int, bytes, int]]:
    """Each part that is missing, in order: rank, content, pages.

    Codes of the next parts are computed while processes set those before; at most two parts wait in memory.
    """
    if plan.look is None:
        for rank, numbers in plan.missing:
            yield rank, _csv(plan.run, _codes(scheme, numbers)), 0
        return
    waiting: deque[tuple[int, Future[Made]]] = deque()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for rank, numbers in plan.missing:
            units = list(_units(plan.run, numbers, _codes(scheme, numbers)))
            waiting.append((rank, pool.submit(typeset, plan.run.kind, plan.look, units, plan.run.asked_on)))
            if len(waiting) > AT_ONCE:
                yield _made(waiting.popleft())
        while waiting:
            yield _made(waiting.popleft())


def _made(waited: tuple[int, "Future[Made]"]) -> tuple[int, bytes, int]:
    rank, future = waited
    made = future.result()
    return rank, made.pdf, made.pages


def _codes(scheme: Scheme, numbers: NumberRange) -> list[codes.Printed]:
    with within_scheme(scheme):
        return codes.printed(range(numbers.first, numbers.last + 1))


def _units(run: PrintRun, numbers: NumberRange, printed: list[codes.Printed]) -> Iterator[Unit]:
    size = run.order.booklet_size
    items = [_item(one, size) for one in printed]
    if run.kind == states.SHEETS:
        yield Unit(tuple(items))
    elif run.kind == states.REPLACEMENT:
        yield Unit(tuple(replace(item, place="") for item in items), ALONE)
    else:
        of_booklets = groupby(zip(printed, items, strict=True), lambda one: rules.booklet_of(one[0].number, size))
        for booklet, some in of_booklets:
            own = [item for _, item in some]
            ends = f"Pass {own[0].number} à {own[-1].number}"
            yield Unit(tuple(own), f"Carnet n° {booklet}", ends)


def _item(one: codes.Printed, booklet_size: int) -> Item:
    rank = rules.rank_of(one.number)
    booklet = rules.booklet_of(one.number, booklet_size)
    place = place_of(booklet, rank - (booklet - 1) * booklet_size, booklet_size)
    return Item(f"{rules.series_of(one.number)} {rank:07}", group(one.code), one.qr_text, place)


def _csv(run: PrintRun, printed: list[codes.Printed]) -> bytes:
    """The lines an industrial printer reads: number, human code, content of the QR code; one line for each pass."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows((one.number, group(one.code), one.qr_text) for one in printed)
    return out.getvalue().encode()
