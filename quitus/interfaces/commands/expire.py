"""`quitus expire`: what the calendar of the end of validity does by itself, now."""

from __future__ import annotations

import json
from urllib.parse import urljoin

import click
from django.conf import settings
from django.urls import reverse

from quitus.usecases import expiry

WORDS = {"announce_end": "announce the end", "tell_stop": "tell the stop", "expire_order": "record the end"}


@click.command("expire", epilog="Example: quitus expire --wet-run")
@click.option("--wet-run", is_flag=True, help="Do it; without it nothing is written and no letter leaves.")
@click.option("--json", "as_json", is_flag=True, help="Give what is owed, or what was done, as one JSON object.")
def command(wet_run: bool, as_json: bool) -> None:
    """Announce the ends of validity that are due and record those that have come, as the worker does each hour.

    Doing it again does nothing more. Hand-outs are stopped by a person, never by this command.
    """
    if not wet_run:
        waiting = expiry.waiting()
        if as_json:
            click.echo(json.dumps([vars(one) for one in waiting], ensure_ascii=False))
            return
        for one in waiting:
            click.echo(f"{one.scheme}  {one.order}  {WORDS[one.verb]}")
        click.echo(f"{len(waiting)} to do; add --wet-run to do it.")
        return
    done = expiry.follow_calendar(lambda _scheme: urljoin(settings.QUITUS_URL, reverse("public:front")))
    if as_json:
        click.echo(json.dumps(vars(done)))
    else:
        click.echo(f"{done.announced} announced, {done.expired} ended, {done.mailed} letters sent")
