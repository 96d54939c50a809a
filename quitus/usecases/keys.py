"""Keys with their secrets: made, replaced, put in escrow, restored, published, and what their loss or theft means."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from quitus.connectors import keyring
from quitus.domain.keys import operations, queries, ring, states
from quitus.domain.keys.errors import KeysFolderIsOpen, KeyUnknown
from quitus.domain.keys.models import Key
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers import codes
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.refusals import Refusal
from quitus.kernel.signed_codes import key_id, public_key
from quitus.kernel.words import N_

ESCROW = "quitus-escrow-1"
ALGORITHM = "Ed25519"


class NotAnEscrow(Refusal):
    """The file is not one that an escrow made, or it does not open with what was given."""

    code = "not_an_escrow"
    template = N_("Ce séquestre ne s'ouvre pas : ce fichier, cette phrase secrète ou cette clé ne sont pas les bons.")


def make_first_key() -> None:
    """Make sure that this instance has a key to sign with: those of the environment, else one of its own.

    Called when the database has been prepared; does nothing when all is known. Once there are keys, none is made by
    itself: a missing secret is to be seen.
    """
    by = Actor.system()
    here = ring.ring()
    known = set(queries.every_key().values_list("pk", flat=True))
    for name in here.given() if known else here.names():
        if name not in known:
            operations.register_key(by=by, public_key=public_key(ring.secret_of(name)))
    if not known and not here.names():
        create_key(by=by)


@operation
def create_key(*, by: Actor) -> Key:
    """Draw a secret, keep it in the folder of keys, and sign new orders with it from now on.

    Refuses as `register_key`.
    """
    secret = keyring.new_secret()
    while queries.every_key().filter(pk=key_id(public_key(secret))).exists():
        secret = keyring.new_secret()
    name = _keep(secret)
    try:
        return operations.register_key(by=by, public_key=public_key(secret))
    except BaseException:
        ring.ring().forget(name)
        raise


def _keep(secret: bytes) -> str:
    try:
        return ring.ring().keep(secret)
    except keyring.FolderIsOpen as seen:
        raise KeysFolderIsOpen(folder=str(seen)) from None


@operation
def rotate_key(*, by: Actor) -> tuple[Key, list[Key]]:
    """A new key signs new orders; those that did are retired. Gives the new one and the others."""
    former = list(queries.every_key().filter(state=states.ACTIVE))
    made = create_key(by=by)
    try:
        return made, [operations.retire_key(by=by, key_id=key.pk) for key in former]
    except BaseException:
        ring.ring().forget(made.pk)  # its row is rolled back: a secret that no row names would stay for ever
        raise


@dataclass(frozen=True)
class Declaration:
    """What follows when a key is said to be lost or stolen: the new key if one was made, the orders concerned."""

    key: Key
    successor: Key | None
    orders: list["ConcernedOrder"]


def declare_key_lost(*, by: Actor, key_id: str, reason: str, wet_run: bool = True) -> Declaration:
    """Write down that the secret of a key is nowhere any more; a new key takes over where none signs new orders.

    Without `wet_run`, only say what would follow. Refuses as `keys.declare_key_lost`.
    """
    return _declare(operations.declare_key_lost, by, key_id, reason, wet_run)


def declare_key_stolen(*, by: Actor, key_id: str, reason: str, wet_run: bool = True) -> Declaration:
    """Trust signatures of a key no more; a new key takes over at once where none signs new orders.

    Without `wet_run`, only say what would follow. Refuses as `keys.declare_key_stolen`.
    """
    return _declare(operations.declare_key_stolen, by, key_id, reason, wet_run)


def _declare(declare: Callable[..., Key], by: Actor, name: str, reason: str, wet_run: bool) -> Declaration:
    with transaction.atomic():
        key = declare(by=by, key_id=name, reason=reason)
        if wet_run:
            successor = _successor(by)
        else:
            successor = None
            transaction.set_rollback(True)
    return Declaration(key, successor, concerned_orders(name))


def _successor(by: Actor) -> Key | None:
    return None if queries.every_key().filter(state=states.ACTIVE).exists() else create_key(by=by)


@operation
def escrow_to_passphrase(*, by: Actor, key_id: str, passphrase: str) -> str:
    """The content of an escrow file that opens with a passphrase. Refuses with `KeyUnknown`, `KeySecretMissing`."""
    return _escrow(by, key_id, "passphrase", lambda secret: keyring.lock(secret, passphrase))


@operation
def escrow_to_recipient(*, by: Actor, key_id: str, recipient: bytes) -> str:
    """The content of an escrow file for the holder of an X25519 key (32 public bytes); refuses as above."""
    return _escrow(by, key_id, "x25519", lambda secret: keyring.seal(secret, recipient))


def _escrow(by: Actor, name: str, sealed_to: str, close: Callable[[bytes], bytes]) -> str:
    key = queries.key(name)
    closed = close(ring.secret_of(name))
    operations.record_escrow(by=by, key_id=name, sealed_to=sealed_to)
    content = {
        "format": ESCROW,
        "key": name,
        "public_key": b64encode(bytes(key.public_key)).decode(),
        "sealed_to": sealed_to,
        "sealed": b64encode(closed).decode(),
    }
    return json.dumps(content, indent=2) + "\n"


@operation
def restore_key(*, by: Actor, content: str, passphrase: str | None = None, private: bytes | None = None) -> Key:
    """Open an escrow file and keep its secret here; give a passphrase, or the 32 private bytes of an X25519 key.

    A lost key is found again; a key that this instance has never had becomes known as retired: it counts for orders
    taken up with it and signs none of ours. Refuses with `NotAnEscrow`.
    """
    return take_up_secret(by=by, secret=_opened(content, passphrase, private))


@operation
def take_up_secret(*, by: Actor, secret: bytes) -> Key:
    """Keep a secret of 32 bytes that was brought here, as `restore_key` does."""
    key = operations.register_key(by=by, public_key=public_key(secret), retired=True)
    _keep(secret)
    return operations.restore_key(by=by, key_id=key.pk) if key.state == states.LOST else key


def _opened(content: str, passphrase: str | None, private: bytes | None) -> bytes:
    try:
        told: dict[str, Any] = json.loads(content)
        sealed = b64decode(told["sealed"], validate=True)
        if told["format"] != ESCROW:
            raise NotAnEscrow()
        if told["sealed_to"] == "passphrase" and passphrase is not None:
            secret = keyring.unlock(sealed, passphrase)
        elif told["sealed_to"] == "x25519" and private is not None:
            secret = keyring.open_sealed(sealed, private)
        else:
            raise NotAnEscrow()
        if key_id(public_key(secret)) != told["key"]:
            raise NotAnEscrow()
    except (ValueError, KeyError, TypeError, keyring.CannotOpen):
        raise NotAnEscrow() from None
    return secret


@dataclass(frozen=True)
class HeldKey:
    """A key, and whether its secret is in this instance."""

    key: Key
    secret_is_here: bool


def held_keys() -> list[HeldKey]:
    """The keys of the instance, newest first."""
    here = ring.ring()
    return [HeldKey(key, here.secret(key.pk) is not None) for key in queries.every_key()]


def published() -> dict[str, object]:
    """What scanners need: every key of the instance with its public key, and whether its signature proves anything."""
    return {
        "version": 1,
        "keys": [
            {
                "id": key.pk,
                "algorithm": ALGORITHM,
                "public_key": b64encode(bytes(key.public_key)).decode(),
                "state": key.state,
                "trusted_offline": key.state in states.TRUSTED_OFFLINE,
                "created_at": key.created_at.isoformat(),
                "retired_at": _instant(key.retired_at),
                "lost_at": _instant(key.lost_at) if key.state == states.LOST else None,
                "stolen_at": _instant(key.stolen_at),
            }
            for key in queries.every_key()
        ],
    }


@dataclass(frozen=True)
class ConcernedOrder:
    """An order whose codes a key made: of which scheme, and how many of its pass could still be used."""

    scheme: str
    number: str
    state: str
    quantity: int
    live_count: int


def concerned_orders(key_id: str) -> list[ConcernedOrder]:
    """The orders of every scheme whose codes a key made; outside of any scheme."""
    found = []
    for scheme in organisations.schemes():
        with within_scheme(scheme):
            found += [
                ConcernedOrder(scheme.slug, one.order.number, one.order.state, one.order.quantity, one.live_count or 0)
                for one in codes.orders_of_key(key_id)
            ]
    return found


@dataclass(frozen=True)
class KeyInScheme:
    """A key as the current scheme is concerned: its orders, and how many live pass are to be replaced if stolen."""

    key: Key
    secret_is_here: bool
    orders: list[Order]
    to_replace_count: int


def keys_in_scheme() -> list[KeyInScheme]:
    """The keys of the instance, newest first, with the orders of the current scheme that each signed: three queries."""
    held = held_keys()
    signed = codes.orders_by_key({one.key.pk for one in held if one.key.state == states.STOLEN})
    return [
        KeyInScheme(
            one.key,
            one.secret_is_here,
            [line.order for line in signed.get(one.key.pk, [])],
            sum(line.live_count or 0 for line in signed.get(one.key.pk, [])),
        )
        for one in held
    ]


def known_key(name: str) -> HeldKey:
    """One key as typed, capitals or not. Refuses with `KeyUnknown`."""
    for held in held_keys():
        if held.key.pk == name.strip().upper():
            return held
    raise KeyUnknown(key=name)


def _instant(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
