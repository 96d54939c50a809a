"""How a command says no."""

from __future__ import annotations

import click


class Stop(click.ClickException):
    """One clear line on standard error, exit status 2."""

    exit_code = 2

    def show(self, file: object = None) -> None:
        """Say the line."""
        click.echo(f"quitus: {self.format_message()}", err=True)
