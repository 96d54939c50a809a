"""`quitus statement`: the statement of expenditure of a scheme."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from typing import IO

import click

from quitus.domain.reporting import queries
from quitus.interfaces.commands.support.scheme import in_scheme
from quitus.kernel import clock

COLUMNS = (
    "line",
    "supplier",
    "title",
    "invoice_reference",
    "invoiced_on",
    "net_cents",
    "vat_cents",
    "gross_cents",
    "mandat_number",
    "bordereau_number",
    "mandated_on",
    "paid_on",
    "eligible_cents",
)


@click.command("statement", epilog="Example: quitus statement pas-de-calais --until 2022-12-31 --output etat.csv")
@click.argument("scheme")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Closing day; by default the scheme's today.")
@click.option("--json", "as_json", is_flag=True, help="Give lines, totals and the funder's share as one JSON object.")
@click.option("--output", type=click.File("w", encoding="utf-8"), default="-", help="Write there instead.")
def command(scheme: str, until: datetime | None, as_json: bool, output: IO[str]) -> None:
    """Give the expenses of SCHEME paid by a day, as CSV: what a statement closed that day would say.

    Amounts are in cents. Nothing is written in the database: signing is done on the pages.
    """
    with in_scheme(scheme) as found:
        told = queries.expenses_now(found.pk, until.date() if until else clock.today())
    if as_json:
        content = {"known_at": told.known_at.isoformat(), **told.figures}
        click.echo(json.dumps(content, ensure_ascii=False, indent=2), file=output)
        return
    writer = csv.writer(output, delimiter=";", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([line[column] for column in COLUMNS] for line in told.figures["lines"])
