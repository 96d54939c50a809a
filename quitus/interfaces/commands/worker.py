"""`quitus worker`: do background jobs until told to stop."""

from __future__ import annotations

import click
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from config.database import refuse_superuser
from quitus.interfaces.commands.support.database import running_database


@click.command("worker", epilog="Example: quitus worker")
def command() -> None:
    """Do background jobs until told to stop; `quitus up` starts one."""
    with running_database():
        refuse_superuser()
        connector = app.connector
        assert isinstance(connector, DjangoConnector), "the settings of procrastinate name another connector"
        with app.replace_connector(connector.get_worker_connector()) as worker_app:
            worker_app.run_worker()
