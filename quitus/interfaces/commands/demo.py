"""`quitus demo`: the example scheme, and the sign-ins to walk through it."""

from __future__ import annotations

import json

import click

from quitus.interfaces.commands.support import example
from quitus.interfaces.commands.support.database import running_database
from quitus.interfaces.commands.support.stop import Stop


@click.command("demo", epilog="Example: quitus demo --json")
@click.option("--example", "wanted", is_flag=True, help="Load it on the server of DATABASE_URL too.")
@click.option("--json", "as_json", is_flag=True, help="Give the sign-ins as JSON.")
def command(wanted: bool, as_json: bool) -> None:
    """Load the example scheme if it is not there yet, and give its sign-ins.

    It is loaded whole or not at all, beside whatever the database holds.
    """
    with running_database() as server:
        if not example.is_loaded():
            if server is None and not wanted:
                raise Stop("the example is loaded on the server of DATABASE_URL only with --example")
            example.load_beside(say=lambda line: click.echo(line, err=True))
    if as_json:
        click.echo(json.dumps(example.sign_ins(), ensure_ascii=False, indent=2))
        return
    lines = example.sign_in_lines()
    if not lines:
        click.echo("The example is loaded; its sign-ins are kept in the data folder of the machine that loaded it.")
    for line in lines:
        click.echo(line)
