"""`quitus report`: the indicators of a scheme over a period."""

from __future__ import annotations

import json
from datetime import datetime

import click
from django.utils.translation import gettext

from quitus.domain.reporting import catalogue, queries
from quitus.interfaces.commands.support.scheme import in_scheme
from quitus.kernel import clock
from quitus.kernel.money import format_euros


@click.command("report", epilog="Example: quitus report pas-de-calais --until 2021-12-31 --json")
@click.argument("scheme")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="First day; by default that of the action.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day; by default the scheme's today.")
@click.option("--json", "as_json", is_flag=True, help="Give all figures as one JSON object.")
def command(scheme: str, since: datetime | None, until: datetime | None, as_json: bool) -> None:
    """Compute what a report over a period would say of SCHEME, from the lines known now; writes nothing."""
    with in_scheme(scheme) as found:
        told = queries.indicators_now(
            found.pk, until.date() if until else clock.today(), since=since.date() if since else None
        )
    if as_json:
        content = {"known_at": told.known_at.isoformat(), **told.figures}
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
        return
    figures = told.figures
    click.echo(f"{figures['since']} – {figures['until']}")
    for code, label in catalogue.COUNTS.items():
        count = figures["counts"][code]
        click.echo(f"{gettext(label):<50}{count['period']:>10}{count['total']:>10}")
    for line in figures["years"]:
        planned = "–" if line["planned"] is None else line["planned"]
        click.echo(f"{line['year']:<50}{planned:>10}{line['redeemed']:>10}")
    click.echo(f"{gettext('Part du financeur'):<50}{format_euros(figures['basis']['state_cents']):>20}")
