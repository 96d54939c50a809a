"""`quitus export`: open data of an authority, as CSV."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial

import click
from django.conf import settings
from django.urls import reverse

from quitus.domain.organisations import queries
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.interfaces.commands.support.database import running_database
from quitus.interfaces.commands.support.scheme import in_scheme
from quitus.interfaces.commands.support.stop import Stop
from quitus.usecases import open_data, venue_files

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
    """Give open data of an authority under common schemas (SCDL, « lieux de médiation numérique », data.inclusion)."""


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


@command.command("venues", epilog=f"{HOW_IT_ENDS} Example: quitus export venues pas-de-calais --output lieux.csv")
@click.argument("scheme")
@click.option("--everyone", is_flag=True, help="Also those that are not qualified today.")
@_output
@_strict
def venues(scheme: str, everyone: bool, output: str | None, strict: bool) -> None:
    """Give the venues of SCHEME that take pass today, under the national schema « lieux de médiation numérique » 1.0.

    Several values of a cell are separated by a bar. That a venue takes the pass is told in « autres_formations_labels »
    (« Pass numérique »), with fees « Gratuit sous condition » and « Payant »: the schema has no word left for it.
    """
    with in_scheme(scheme) as found:
        content, left_out = venue_files.national_csv(found.authority.name, everyone=everyone)
    _write(content.encode(), output)
    _tell(left_out, strict)


@command.command(
    "data-inclusion", epilog="UTF-8 JSON. Example: quitus export data-inclusion pas-de-calais --output lieux.json"
)
@click.argument("scheme")
@_output
def data_inclusion(scheme: str, output: str | None) -> None:
    """Give the venues of SCHEME that take pass today, and their services, under data.inclusion v1: one JSON object with
    the keys structures and services.
    """
    with in_scheme(scheme) as found:
        told = venue_files.data_inclusion(found, partial(_page_of_venue, found.slug))
    _write(json.dumps(told, ensure_ascii=False, indent=1).encode(), output)


def _page_of_venue(slug: str, venue_id: int) -> str:
    return f"{settings.QUITUS_URL}{reverse('public:directory_venue', args=[slug, venue_id])}"


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
    _write(found.as_csv().encode(), output)
    _tell([str(left) for left in found.left_out], strict)


def _write(content: bytes, output: str | None) -> None:
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        with open(output, "wb") as file:
            file.write(content)
    except OSError as refused:
        raise Stop(f"{output} cannot be written: {refused.strerror}") from None


def _tell(left_out: Sequence[str], strict: bool) -> None:
    for left in left_out:
        click.echo(f"quitus: left out: {left}", err=True)
    if strict and left_out:
        raise click.exceptions.Exit(SOME_LEFT_OUT)
