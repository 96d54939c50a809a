"""`quitus succession`: what another needs to honour the pass of an operator that fails, out and in."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import click
from django.db import transaction

from quitus.connectors import documents, keyring
from quitus.domain.operators import queries
from quitus.domain.vouchers.models import OperatorContract
from quitus.interfaces.commands.support.scheme import in_scheme
from quitus.interfaces.commands.support.stop import Stop
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.usecases import succession

FILE = click.Path(dir_okay=False, path_type=Path)
READABLE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_scheme = click.argument("scheme")
_contract = click.option("--contract", required=True, help="Number of the contract with the operator.")
_reason = click.option("--reason", required=True, help="Why; kept for ever.")
_on = click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="Day of the fact; today if not given.")
_json = click.option("--json", "as_json", is_flag=True, help="Give the table of contents as JSON.")


@click.group("succession", epilog="Example: quitus succession make pas-de-calais --contract C-1 --reason liquidation")
def command() -> None:
    """Hand over the pass of an operator, or take them up from another instance.

    The archive is documented in docs/formats/succession.md. Its keys are sealed to the successor's X25519 key, which
    `openssl genpkey -algorithm X25519 -out private.pem` makes; `openssl pkey -in private.pem -pubout` gives its public
    half.
    """


@command.command("make", epilog="Example: quitus succession make s --contract C-1 --reason liquidation --to public.pem")
@_scheme
@_contract
@_reason
@_on
@click.option("--to", "public", type=READABLE, help="Public key of the successor (PEM); without, no key leaves.")
@click.option("--shared-keys", is_flag=True, help="Seal keys that other orders or schemes have too.")
@click.option("--output", type=FILE, help="Write a copy of the archive there too.")
@_json
def make(
    scheme: str,
    contract: str,
    reason: str,
    on: datetime | None,
    public: Path | None,
    shared_keys: bool,
    output: Path | None,
    as_json: bool,
) -> None:
    """Put everything in one archive: numbers, states, sealed keys, circulation, venues, amounts due."""
    with in_scheme(scheme):
        made = succession.make_archive(
            by=Actor.system(),
            operator_id=_contract_named(contract).operator_id,
            reason=reason,
            occurred_on=_day(on),
            recipient=_key(public, keyring.recipient_public),
            shared_keys=shared_keys,
        )
        if output is not None:
            shutil.copyfile(documents.whole_path(made.sha256), output)
    _tell(made.manifest, as_json)
    click.echo(f"sha256 {made.sha256}", err=as_json)


@command.command("check", epilog="Example: quitus succession check archive.zip")
@click.argument("archive", type=READABLE)
@_json
def check(archive: Path, as_json: bool) -> None:
    """Read an archive and compare each of its files with its hash; nothing is taken up."""
    found = succession.read_archive(archive)
    _tell(found.manifest, as_json)
    click.echo(f"signed by {', '.join(sorted(found.signed_by)) or 'no key'}", err=as_json)
    click.echo(f"sha256 {found.sha256}", err=as_json)


def _renamed(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """The new number by the old one."""
    found: dict[str, str] = {}
    for text in given:
        old, _, new = (part.strip() for part in text.partition("="))
        if not old or not new:
            raise click.BadParameter(f"“{text}” is not OLD=NEW, as in 2021-01=R-2021-01")
        if found.setdefault(old, new) != new:
            raise click.BadParameter(f"order {old} is given two numbers, {found[old]} and {new}")
    return found


@command.command("take-up", epilog="Example: quitus succession take-up s archive.zip --contract C-2 --reason reprise")
@_scheme
@click.argument("archive", type=READABLE)
@_contract
@_reason
@_on
@click.option("--sha256", default="", help="Hash that whoever made the archive told by another way; needed to do it.")
@click.option("--private", type=READABLE, help="Our private key (PEM), which opens the keys of the archive.")
@click.option(
    "--rename",
    "renamed",
    multiple=True,
    metavar="OLD=NEW",
    callback=_renamed,
    help="Give an order of the archive another number here, where its own is another order's; repeatable.",
)
@click.option("--wet-run", is_flag=True, help="Do it; without, only say what would be done.")
def take_up(
    scheme: str,
    archive: Path,
    contract: str,
    reason: str,
    on: datetime | None,
    sha256: str,
    private: Path | None,
    renamed: dict[str, str],
    wet_run: bool,
) -> None:
    """Honour the pass of an archive here, under a contract of this scheme: the same numbers, in their state.

    Ask who made the archive, by another way, for its SHA-256: what an archive says of itself proves nothing. Structures
    come with their venues and their qualification, never with bank details. A clash of numbers is refused and nothing
    is taken up: pass keep theirs for ever, an order that meets one of the same number is given another by --rename.
    Without --private pass are known by their QR only.
    """
    found = succession.read_archive(archive)
    secret = _key(private, keyring.recipient_private)
    with in_scheme(scheme), transaction.atomic():
        done = succession.take_up(
            by=Actor.system(),
            archive=found,
            contract_id=_contract_named(contract).pk,
            reason=reason,
            occurred_on=_day(on),
            private=secret if wet_run else None,
            # What would be done may be read before the hash has come: nothing of it stays.
            sha256=sha256 if wet_run or sha256 else found.sha256,
            renamed=renamed,
        )
        if not wet_run:
            transaction.set_rollback(True)
    click.echo(f"archive made on {found.manifest['made_on']}: what was used or lost since is not in it.")
    for one in done.orders:
        marks = ", ".join(f"{count} {mark}" for mark, count in sorted(one.marks.items()))
        value = f"{one.order.face_value_cents / 100:.2f} EUR"
        was = f" ({one.number_before} in the archive)" if one.number_before != one.order.number else ""
        click.echo(f"order {one.order.number}{was}: {one.order.quantity} pass of {value}; {marks}")
    for key in found.json("keys.json"):
        click.echo(f"key {key['id']}: {key['public_key']}{'' if key['id'] in found.signed_by else ' (has not signed)'}")
    click.echo(f"{done.venue_count} venues are new; the operator before owes {done.due_cents / 100:.2f} EUR.")
    verb = "taken up" if wet_run else "would be taken up; nothing is written without --wet-run"
    click.echo(f"{len(done.orders)} orders, {done.usable_count} pass that can still be used: {verb}.")


def _contract_named(number: str) -> OperatorContract:
    found = list(queries.contracts_numbered(number))
    if len(found) != 1:
        raise Stop(
            f"there is no contract {number} here" if not found else f"several contracts have the number {number}"
        )
    return found[0]


def _day(on: datetime | None) -> date:
    return on.date() if on else clock.today()


def _key(path: Path | None, read: Callable[[bytes], bytes]) -> bytes | None:
    if path is None:
        return None
    try:
        return read(path.read_bytes())
    except keyring.CannotOpen:
        raise Stop(f"{path} is not an X25519 key in PEM") from None


def _tell(manifest: dict[str, object], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(manifest, ensure_ascii=False, indent=2))
        return
    for name in ("scheme", "made_on", "reason", "orders", "pass", "due_pass", "due_cents", "keys_are_sealed_inside"):
        click.echo(f"{name:<24}{manifest[name]}")
    others = (manifest["other_orders_with_these_keys"], manifest["other_schemes_with_these_keys"])
    click.echo(f"{'keys shared with':<24}{others[0]} other orders, {others[1]} other schemes")
