"""`quitus export`: open data of an authority, as CSV."""

from __future__ import annotations

import click
from django.conf import settings
from django.urls import reverse

from quitus.domain.organisations import queries
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.interfaces.commands.support.database import running_database
from quitus.interfaces.commands.support.stop import Stop
from quitus.usecases import open_data

SOME_LEFT_OUT = 1

_scheme = click.argument("scheme", required=False)
_strict = click.option("--strict", is_flag=True, help="End with status 1 when something is left out.")
_output = click.option("--output", type=click.Path(dir_okay=False, writable=True), help="Write there instead.")
HOW_IT_ENDS = (
    "UTF-8, a comma, one header. What cannot be published is left out and told on standard error, line by line. Exit "
    "status: 0 when the table is given, 1 with --strict when something is left out of it, 2 on bad input."
)


@click.group("export", epilog="Example: quitus export deliberations --output deliberations.csv")
def command() -> None:
    """Give open data of an authority under the common local schemas (SCDL)."""


@command.command(
    "deliberations",
    epilog=f"{HOW_IT_ENDS} Example: quitus export deliberations pas-de-calais --output deliberations.csv",
)
@_scheme
@_output
@_strict
def deliberations(scheme: str | None, output: str | None, strict: bool) -> None:
    """Give the deliberations that the authority of SCHEME has published, under SCDL « délibérations » 2.1.5.

    SCHEME may be left out where all schemes are of one authority.
    """
    with running_database():
        found = open_data.deliberations(_authority(scheme).pk, _address_of)
    _give(found, output, strict)


@command.command(
    "subventions", epilog=f"{HOW_IT_ENDS} Example: quitus export subventions pas-de-calais --view received"
)
@_scheme
@click.option(
    "--view",
    type=click.Choice(list(open_data.VIEWS)),
    default=open_data.RECEIVED,
    show_default=True,
    help="received: the authority is the beneficiary, and its funder is who publishes; granted: the authority grants.",
)
@_output
@_strict
def subventions(scheme: str | None, view: str, output: str | None, strict: bool) -> None:
    """Give the subsidies of the authority of SCHEME, under SCDL « subventions » 2.1.1.

    Only grants of schemes of this instance are known here: what an authority grants otherwise is not told. SCHEME may
    be left out where all schemes are of one authority.
    """
    with running_database():
        authority = _authority(scheme)
        found = open_data.subsidies(authority.pk, view)
        if not found.lines and not found.left_out:
            click.echo(f"quitus: no subsidy of {authority.name} is known here in the view {view}", err=True)
    _give(found, output, strict)


def _authority(slug: str | None) -> Organisation:
    """The authority of a scheme, or the only one there is."""
    if slug is not None:
        try:
            return queries.scheme(slug).authority
        except Scheme.DoesNotExist:
            raise Stop(f"there is no scheme {slug}; known: {_known()}") from None
    authorities = {scheme.authority_id: scheme.authority for scheme in queries.schemes()}
    if len(authorities) != 1:
        raise Stop(f"say which scheme; known: {_known()}")
    return next(iter(authorities.values()))


def _known() -> str:
    return ", ".join(one.slug for one in queries.schemes()) or "none yet"


def _address_of(slug: str) -> str:
    return f"{settings.QUITUS_URL}{reverse('public:act', args=[slug])}"


def _give(found: open_data.Export, output: str | None, strict: bool) -> None:
    """Write the table, then tell what it leaves out."""
    content = found.as_csv().encode()
    if output is None:
        click.echo(content, nl=False)
    else:
        try:
            with open(output, "wb") as file:
                file.write(content)
        except OSError as refused:
            raise Stop(f"{output} cannot be written: {refused.strerror}") from None
    for left in found.left_out:
        click.echo(f"quitus: left out: {left}", err=True)
    if strict and found.left_out:
        raise click.exceptions.Exit(SOME_LEFT_OUT)
