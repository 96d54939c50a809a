"""`quitus bench`: how quick this machine is at what must be quick."""

from __future__ import annotations

import json

import click

from quitus.interfaces.commands.support.scratch import scratch_database
from quitus.interfaces.commands.support.stop import Stop
from quitus.usecases.bench import Figure, NoSuchBench, find, names


@click.command("bench", epilog="Example: quitus bench mint --json")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def command(context: click.Context, name: str | None, as_json: bool) -> None:
    """Measure NAME in a database of its own, thrown away afterwards; without NAME, list what can be measured.

    The object has name, value, unit, limit, ratio (at most 1 is within the limit, on a machine as busy as this one),
    sizes and machine. Exit status 0 within the limit, 1 beyond.
    """
    if name is None:
        for known in names():
            click.echo(f"{known:<12}{find(known).SENTENCE}")
        return
    try:
        bench = find(name)
    except NoSuchBench:
        raise Stop(f"nothing named {name} can be measured; known: {', '.join(names())}") from None
    with scratch_database():
        figure = bench.run(lambda line: click.echo(f"· {line}", err=True))
    click.echo(json.dumps(figure.as_object()) if as_json else _table(figure))
    context.exit(0 if figure.ratio <= 1 else 1)


def _table(figure: Figure) -> str:
    rows = [
        ("name", figure.name),
        ("value", f"{figure.value} {figure.unit}"),
        ("limit", f"{figure.limit} {figure.unit}"),
        ("ratio", str(figure.ratio)),
        *((f"sizes {size}", str(value)) for size, value in figure.sizes.items()),
        *((f"machine {what}", str(value)) for what, value in figure.machine.items()),
    ]
    width = max(len(label) for label, _ in rows)
    return "\n".join(f"{label:<{width}}  {value}" for label, value in rows)
