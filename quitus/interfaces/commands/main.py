"""The command `quitus`: one module of this package per command, found by its name."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from functools import cache
from typing import Any

import click
import django

import quitus.interfaces.commands as package
from config.environment import NotASetting
from quitus.interfaces.commands.support.stop import Stop
from quitus.kernel.refusals import Refusal


class Commands(click.Group):
    """Imports a command's module only when it is asked for; `backup_all.py` is `backup-all`, `print_.py` is `print`.

    Each module offers `command`, a click command, and may import models: Django is ready.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the modules of this package."""
        return sorted(_modules())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        name = _modules().get(cmd_name)
        if name is None:
            return None
        _set_up_django()
        command: click.Command = importlib.import_module(f"{package.__name__}.{name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run; a refusal is one line and exit status 2, anything else is a bug and shows."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            raise Stop(refusal.template % refusal.facts) from None


def _modules() -> dict[str, str]:
    """The modules of this package by the command that each of them is."""
    names = (module.name for module in pkgutil.iter_modules(package.__path__) if not module.ispkg)
    return {name.rstrip("_").replace("_", "-"): name for name in names if name != "main"}


@cache
def _set_up_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
    except NotASetting as refusal:
        raise Stop(str(refusal)) from None


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def group() -> None:
    """Run a publicly funded voucher scheme, from the grant convention to the closing."""


def main() -> None:
    """Start here."""
    if sys.argv[0].endswith("__main__.py"):
        sys.argv[0] = "quitus"
    group(prog_name="quitus")
