"""`quitus mint`: the pass of an order come into being."""

from __future__ import annotations

import json
from datetime import datetime

import click

from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers import queries
from quitus.domain.vouchers.states import OUTSIDE
from quitus.interfaces.commands.support.database import running_database
from quitus.interfaces.commands.support.orders import order_named
from quitus.interfaces.commands.support.stop import Stop
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.usecases.orders import produce_order

LABEL = "Ligne de commande"
DAY = click.DateTime(["%Y-%m-%d"])


@click.command("mint", epilog="Example: quitus mint 2022-01 --json")
@click.argument("order")
@click.option("--scheme", "slug", help="Its scheme, where several have an order with this number.")
@click.option("--on", "produced_on", type=DAY, help="The day of production; by default the scheme's today.")
@click.option("--json", "as_json", is_flag=True, help="Tell the numbers as one JSON object.")
def command(order: str, slug: str | None, produced_on: datetime | None, as_json: bool) -> None:
    """Make the pass of ORDER, whose proof is approved: numbers in one row, inactive, held by the printer.

    It is what « Produire les pass » does on the page of the order, and as final; the thread of the order says that it
    was done on this machine. Refused for an operator outside, who makes its own.
    """
    with running_database():
        scheme, found = order_named(order, slug)
        with within_scheme(scheme):
            if found.shape == OUTSIDE:
                raise Stop(f"the pass of order {order} are made by its operator, outside of this program")
            on = produced_on.date() if produced_on else clock.today()
            made = produce_order(by=Actor.system(LABEL), order_id=found.pk, produced_on=on)
            numbers = queries.order_range(made)
    assert numbers is not None
    if as_json:
        told = {"order": made.number, "key": made.key_id, "first": str(numbers.first), "last": str(numbers.last)}
        click.echo(json.dumps(told | {"pass": numbers.count}))
    else:
        click.echo(f"{numbers.count} pass, {numbers.first} to {numbers.last}, with key {made.key_id}.")
