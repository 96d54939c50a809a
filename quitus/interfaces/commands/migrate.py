"""`quitus migrate`: bring the database up to date."""

from __future__ import annotations

import click

from quitus.interfaces.commands.support.database import prepare, running_database


@click.command("migrate", epilog="Example: quitus migrate")
def command() -> None:
    """Make roles and tables, or bring them up to date; `quitus up` does it too."""
    with running_database() as server:
        if server is None:
            prepare(None)
    click.echo("The database is up to date.")
