"""`quitus keys`: the secrets behind printed codes, on the machine that holds them."""

from __future__ import annotations

import getpass
import json
import os
from pathlib import Path

import click
from django.utils.translation import gettext

from quitus.connectors import keyring
from quitus.domain.keys import operations
from quitus.domain.keys.models import Key
from quitus.domain.keys.states import KEY_LABELS
from quitus.domain.vouchers.states import ORDER_LABELS
from quitus.interfaces.commands.support.database import running_database
from quitus.interfaces.commands.support.stop import Stop
from quitus.kernel.actors import Actor
from quitus.usecases import keys

LEAST_PASSPHRASE = 12
FILE = click.Path(dir_okay=False, path_type=Path)
READABLE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
WET = click.option("--wet-run", is_flag=True, help="Do it; without, only say what would be done.")
REASON = click.option("--reason", required=True, help="How it is known; kept for ever.")


@click.group("keys", epilog="Example: quitus keys list")
def command() -> None:
    """Keep the keys that sign and hide the codes of pass.

    They are those of every scheme of this instance. Secrets stand in the folder « keys » of the data folder, one file
    each; back it up apart from the database, and put each key in escrow. docs/runbooks/a-key-is-lost-or-stolen.md says
    what to do when one is gone.
    """


@command.command("create", epilog="Example: quitus keys create")
def create() -> None:
    """Make a key, which signs new orders from now on."""
    with running_database():
        click.echo(_made(keys.create_key(by=_author())))


@command.command("rotate", epilog="Example: quitus keys rotate")
def rotate() -> None:
    """Make a key for new orders, and retire those that signed them until now."""
    with running_database():
        made, retired = keys.rotate_key(by=_author())
    click.echo(_made(made))
    for key in retired:
        click.echo(f"{key.pk} is retired: its pass stay good, it signs no new order.")


@command.command("retire", epilog="Example: quitus keys retire 7Q2M")
@click.argument("key")
def retire(key: str) -> None:
    """Stop signing new orders with KEY; the codes that it made stay good, and can be printed again."""
    with running_database():
        retired = operations.retire_key(by=_author(), key_id=keys.known_key(key).key.pk)
    click.echo(f"{retired.pk} is retired: its pass stay good, it signs no new order.")


@command.command("list", epilog="Example: quitus keys list --json")
@click.option("--json", "as_json", is_flag=True, help="Give the keys as JSON.")
def show(as_json: bool) -> None:
    """List the keys, newest first, and say where a secret is missing."""
    with running_database():
        found = keys.held_keys()
    if as_json:
        told = [{"id": held.key.pk, "state": held.key.state, "secret_is_here": held.secret_is_here} for held in found]
        click.echo(json.dumps(told, indent=2))
        return
    for held in found:
        secret = "secret here" if held.secret_is_here else "no secret here"
        made = held.key.created_at.date().isoformat()
        click.echo(f"{held.key.pk}  {gettext(KEY_LABELS[held.key.state]):<10}  {made}  {secret}")


@command.command("publish", epilog="Example: quitus keys publish --output cles.json")
@click.option("--output", type=FILE, help="Write to this file instead of standard output.")
def publish(output: Path | None) -> None:
    """Give the public keys as JSON, as the web server does at /cles.json."""
    with running_database():
        content = json.dumps(keys.published(), indent=2) + "\n"
    if output is None:
        click.echo(content, nl=False)
    else:
        output.write_text(content, encoding="utf-8")


@command.command("recipient", epilog="Example: quitus keys recipient --private mine.pem --public ours.pem")
@click.option("--private", type=FILE, required=True, help="Where to write the private half, which never leaves.")
@click.option("--public", type=FILE, required=True, help="Where to write the public half, to be given away.")
def recipient(private: Path, public: Path) -> None:
    """Make the pair of files (X25519, PEM) by which somebody else can put a key in escrow for you."""
    secret, shared = keyring.new_recipient()
    _write(private, secret)
    _write(public, shared)
    click.echo(f"Give {public} away; keep {private} where nobody else reads it.")


@command.command("escrow", epilog="Example: quitus keys escrow 7Q2M --to 7Q2M.escrow")
@click.argument("key")
@click.option("--to", "target", type=FILE, required=True, help="The file to make; it must not be there yet.")
@click.option("--recipient", "public", type=READABLE, help="Seal to this X25519 public key (PEM) and to nobody else.")
@click.option("--passphrase-file", type=READABLE, help="Lock with the first line of this file instead of asking.")
def escrow(key: str, target: Path, public: Path | None, passphrase_file: Path | None) -> None:
    """Write the secret of KEY to a file, closed: by a passphrase of at least 12 characters, or to a recipient's key."""
    if public and passphrase_file:
        raise Stop("give a recipient or a passphrase, not both")
    with running_database():
        name = keys.known_key(key).key.pk
        if public:
            content = keys.escrow_to_recipient(by=_author(), key_id=name, recipient=_public(public))
        else:
            passphrase = _passphrase(passphrase_file, new=True)
            content = keys.escrow_to_passphrase(by=_author(), key_id=name, passphrase=passphrase)
        _write(target, content.encode())
    click.echo(f"The secret of {name} is in {target}, closed. Keep it apart from this machine, and try it.")


@command.command("restore", epilog="Example: quitus keys restore 7Q2M.escrow")
@click.argument("file", type=READABLE)
@click.option("--private", type=READABLE, help="Open with this X25519 private key (PEM).")
@click.option("--passphrase-file", type=READABLE, help="Open with the first line of this file instead of asking.")
def restore(file: Path, private: Path | None, passphrase_file: Path | None) -> None:
    """Keep here the secret of an escrow FILE; a lost key is found again, a foreign one becomes known as retired."""
    content = file.read_text(encoding="utf-8", errors="replace")
    opened = _private(private) if private else None
    passphrase = None if private else _passphrase(passphrase_file, new=False)
    with running_database():
        key = keys.restore_key(by=_author(), content=content, passphrase=passphrase, private=opened)
    click.echo(f"The secret of {key.pk} is here. State: {gettext(KEY_LABELS[key.state])}.")


@command.command("declare-lost", epilog="Example: quitus keys declare-lost 7Q2M --reason 'Disque détruit' --wet-run")
@click.argument("key")
@REASON
@WET
def declare_lost(key: str, reason: str, wet_run: bool) -> None:
    """Say that the secret of KEY is nowhere any more, its escrow included.

    Its pass stay good by their QR code; their 14 characters are read no more, and none of them is printed again.
    """
    with running_database():
        name = keys.known_key(key).key.pk
        _tell(keys.declare_key_lost(by=_author(), key_id=name, reason=reason, wet_run=wet_run), wet_run)


@command.command("declare-stolen", epilog="Example: quitus keys declare-stolen 7Q2M --reason 'Intrusion' --wet-run")
@click.argument("key")
@REASON
@WET
def declare_stolen(key: str, reason: str, wet_run: bool) -> None:
    """Say that the secret of KEY is in other hands; nothing brings it back.

    Its signatures prove nothing any more, venues ask the instance about each of its pass, a new key signs new orders,
    and the orders listed are to be replaced.
    """
    with running_database():
        name = keys.known_key(key).key.pk
        _tell(keys.declare_key_stolen(by=_author(), key_id=name, reason=reason, wet_run=wet_run), wet_run)


def _tell(declared: keys.Declaration, wet_run: bool) -> None:
    click.echo(f"{declared.key.pk}: {gettext(KEY_LABELS[declared.key.state])}.")
    if declared.successor:
        click.echo(_made(declared.successor))
    for one in declared.orders:
        state = gettext(ORDER_LABELS[one.state])
        click.echo(f"{one.scheme}: commande {one.number} ({state}), {one.live_count}/{one.quantity} pass")
    if not declared.orders:
        click.echo("No order has codes of this key.")
    if not wet_run:
        click.echo("Nothing was done; add --wet-run to do it.")


def _made(key: Key) -> str:
    return f"{key.pk} signs new orders. Put it in escrow: quitus keys escrow {key.pk} --to FILE"


def _author() -> Actor:
    try:
        name = getpass.getuser()
    except (KeyError, OSError):
        name = "?"
    return Actor.system(f"{name} (quitus keys)")


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads, which was not there."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as refusal:
        raise Stop(f"{path} cannot be made ({refusal.strerror})") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _passphrase(file: Path | None, *, new: bool) -> str:
    if file is None:
        given: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=new, err=True)
    else:
        given = next(iter(file.read_text(encoding="utf-8").splitlines()), "")
    if new and len(given) < LEAST_PASSPHRASE:
        raise Stop(f"a passphrase has at least {LEAST_PASSPHRASE} characters")
    return given


def _public(path: Path) -> bytes:
    try:
        return keyring.recipient_public(path.read_bytes())
    except keyring.CannotOpen:
        raise Stop(f"{path} is not an X25519 public key in PEM") from None


def _private(path: Path) -> bytes:
    try:
        return keyring.recipient_private(path.read_bytes())
    except keyring.CannotOpen:
        raise Stop(f"{path} is not an X25519 private key in PEM") from None
