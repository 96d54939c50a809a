"""`quitus verify`: prove that the books are right."""

from __future__ import annotations

import dataclasses
import json

import click
from django.utils.translation import gettext

from quitus.interfaces.commands.support.database import running_database
from quitus.usecases.verify import COUNT, Fault, look, run


@click.command("verify", epilog="Example: quitus verify --json")
@click.option("--json", "as_json", is_flag=True, help="Give the faults as a JSON list.")
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Check every invariant of every scheme; reads only.

    One line per fault: the invariant, the scheme, the line at fault and the sentence that should be true. Exit status
    0 when all hold, 1 when something is at fault. What only wants somebody's look is told on standard error.
    """
    with running_database():
        faults, looks = list(run()), list(look())
    if as_json:
        click.echo(json.dumps([_as_data(fault) for fault in faults], ensure_ascii=False, indent=2))
    else:
        for fault in faults:
            click.echo(f"[{fault.invariant}] {fault.scheme}: {fault.key}: {gettext(fault.sentence)}")
        for one in looks:
            click.echo(f"To look at: {one.scheme}: {one.key}: {gettext(one.sentence)}", err=True)
        click.echo(f"{len(faults)} at fault." if faults else f"All {COUNT} checks hold.", err=bool(faults))
    context.exit(1 if faults else 0)


def _as_data(fault: Fault) -> dict[str, str]:
    return dataclasses.asdict(fault) | {"sentence": gettext(fault.sentence)}
