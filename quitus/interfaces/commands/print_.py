"""`quitus print`: the pass of an order, on paper or as a file for a printer."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.printing import queries, states
from quitus.domain.printing.models import PrintRun
from quitus.domain.printing.queries import Progress
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import Order
from quitus.interfaces.commands.support.database import running_database
from quitus.interfaces.commands.support.stop import Stop
from quitus.kernel.actors import Actor
from quitus.kernel.ranges import NotARange, NumberRange
from quitus.usecases import printing

LABEL = "Ligne de commande"


@click.command("print", epilog="Example: quitus print 2022-01 --booklets --range 1-200 --output to-the-printer")
@click.argument("order")
@click.option("--scheme", "slug", help="Its scheme, where several have an order with this number.")
@click.option("--sheets", "kind", flag_value=states.SHEETS, default=True, help="Ten pass a sheet, with crop marks.")
@click.option("--booklets", "kind", flag_value=states.BOOKLETS, help="Booklets, each with its cover and its letter.")
@click.option("--csv", "kind", flag_value=states.CSV, help="Numbers, codes and QR contents, for an industrial printer.")
@click.option("--alone", type=int, metavar="NUMBER", help="One pass, by its number, with its letter.")
@click.option("--range", "booklets", help="Only these booklets, such as 12 or 1-200.")
@click.option("--reason", default="", help="Why, where pass are printed again or after their delivery.")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write in.")
@click.option("--json", "as_json", is_flag=True, help="Tell the files as one JSON object.")
def command(
    order: str,
    slug: str | None,
    kind: str,
    alone: int | None,
    booklets: str | None,
    reason: str,
    output: Path,
    as_json: bool,
) -> None:
    """Print the pass of ORDER into a folder, in parts; cut short, the same command goes on where it was.

    Its proof must be approved and its pass produced. Codes are worth money: the files are readable by you alone, who
    took them is written in the thread of the order, and the copies of the data folder are erased once the delivery is
    counted. Exit status: 0 when all is written, 2 when it may not be done.
    """
    by = Actor.system(LABEL)
    with running_database():
        scheme, found = _order(order, slug)
        numbers = _numbers(found, booklets)
        if alone is not None:
            kind, numbers = states.REPLACEMENT, NumberRange(alone, alone)
        with within_scheme(scheme):
            run = _unfinished(by, found, kind, numbers) or printing.record_run(
                by=by, order_id=found.pk, kind=kind, numbers=numbers, reason=reason
            )
        printing.make_run(scheme, run.pk, say=lambda progress: None if as_json else _tell(progress))
        with within_scheme(scheme):
            files = _write(by, queries.run(run.pk), output)
    if as_json:
        told = {"order": found.number, "run": run.pk, "kind": kind, "pass": run.range.count, "files": files}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))


def _order(number: str, slug: str | None) -> tuple[Scheme, Order]:
    """The order with this number, with its scheme."""
    places = []
    for scheme in organisations.schemes():
        if slug in (None, scheme.slug):
            with within_scheme(scheme):
                places += [(scheme, order) for order in vouchers.orders().filter(number=number)]
    if not places:
        raise Stop(f"there is no order {number}" + (f" in a scheme {slug}" if slug else ""))
    if len(places) > 1:
        known = ", ".join(scheme.slug for scheme, _ in places)
        raise Stop(f"several schemes have an order {number}: say which with --scheme ({known})")
    return places[0]


def _numbers(order: Order, booklets: str | None) -> NumberRange | None:
    """The pass of the booklets somebody typed; None for all."""
    if booklets is None or order.series is None:
        return None
    try:
        asked = NumberRange.parse(booklets)
    except NotARange:
        raise Stop(f"{booklets} is no range of booklets: write 12 or 1-200") from None
    if asked.first < 1:
        raise Stop("booklets are numbered from 1")
    size = order.booklet_size
    first, last = (rules.booklet_range(order.series, booklet, size) for booklet in (asked.first, asked.last))
    return NumberRange(first.first, last.last)


def _unfinished(by: Actor, order: Order, kind: str, numbers: NumberRange | None) -> PrintRun | None:
    """The run that the same command began and that was cut short."""
    asked = numbers or vouchers.order_range(order)
    if asked is None:
        return None
    alike = queries.runs(order.pk).filter(kind=kind, first=asked.first, last=asked.last)
    run = alike.filter(state__in=[*states.UNDER_WAY, states.STOPPED]).first()
    if run is not None and run.state == states.STOPPED:
        return printing.take_up_run(by=by, run_id=run.pk)
    return run


def _tell(progress: Progress) -> None:
    click.echo(f"· {progress.per_cent:>3} %  {progress.pass_count} pass, {progress.size // 1_000_000} MB", err=True)


def _write(by: Actor, run: PrintRun, output: Path) -> list[str]:
    """Copy each part into the folder, readable by its owner alone."""
    written = []
    try:
        output.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in queries.parts(run.pk):
            _, content = printing.download_part(by=by, part_id=part.pk)
            path = output / printing.part_name(run, part.rank)
            path.unlink(missing_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
            written.append(str(path))
    except OSError as refused:
        raise Stop(f"{output} cannot be written: {refused.strerror}") from None
    return written
