"""Everything that writes to the table of keys. Secrets are no concern of this room's table: see `usecases.keys`."""

from django.db import IntegrityError, transaction

from quitus.domain.audit.operations import record
from quitus.domain.keys import policies, queries, ring, states
from quitus.domain.keys.errors import (
    KeyIsHere,
    KeyNameTaken,
    KeyStandsElsewhere,
    KeyUnknown,
    LastActiveKey,
    ReasonMissing,
)
from quitus.domain.keys.models import Key
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.signed_codes import key_id
from quitus.kernel.words import N_


@operation
def register_key(*, by: Actor, public_key: bytes, retired: bool = False) -> Key:
    """Make a key known by its Ed25519 public key (32 bytes); its name follows from it.

    With `retired` it verifies, reads and prints the codes of its orders, and signs none of ours: for a key taken up
    from another instance. A key already known is given back as it is.
    Refuses with `NotYourRole`, `KeyNameTaken`.
    """
    refuse_unless(policies.may_keep_keys(by.role))
    name = key_id(public_key)
    known = queries.every_key().filter(pk=name).first()
    if known is not None:
        if bytes(known.public_key) != public_key:
            raise KeyNameTaken(key=name)
        return known
    key = Key(id=name, public_key=public_key, state=states.ACTIVE)
    if retired:
        key.state, key.retired_at = states.RETIRED, clock.now()
    try:
        with transaction.atomic():
            key.save(force_insert=True)
    except IntegrityError as broken:
        raise KeyNameTaken(key=name) from broken
    _tell(by, "register_key", key, N_("Clé %(key)s créée"))
    return key


@operation
def retire_key(*, by: Actor, key_id: str) -> Key:
    """The key signs no new order from now on; it still counts for those it signed.

    Refuses with `NotYourRole`, `KeyUnknown`, `KeyStandsElsewhere`, `LastActiveKey`.
    """
    refuse_unless(policies.may_keep_keys(by.role))
    # All of them, in order: of two that are retired at once the second sees the first, so that one always signs.
    lock(queries.every_key().filter(state=states.ACTIVE).order_by("pk"))
    key = _advanced(by, key_id, "retire_key")
    if not queries.every_key().filter(state=states.ACTIVE).exclude(pk=key_id).exists():
        raise LastActiveKey(key=key_id)
    key.retired_at = clock.now()
    key.save(update_fields=["state", "retired_at"])
    _tell(by, "retire_key", key, N_("Clé %(key)s retirée : elle ne signe plus de commande"))
    return key


@operation
def declare_key_lost(*, by: Actor, key_id: str, reason: str) -> Key:
    """The secret is nowhere any more: signatures still verify, typed codes are read no more, nothing is printed.

    Refuses with `NotYourRole`, `KeyUnknown`, `KeyStandsElsewhere`, `ReasonMissing`, `KeyIsHere`.
    """
    key = _advanced(by, key_id, "declare_key_lost")
    if ring.ring().secret(key_id) is not None:
        raise KeyIsHere(key=key_id)
    key.lost_at, key.reason = clock.now(), _said(reason)
    key.save(update_fields=["state", "lost_at", "reason"])
    _tell(by, "declare_key_lost", key, N_("Clé %(key)s déclarée perdue : %(reason)s"), reason=key.reason)
    return key


@operation
def declare_key_stolen(*, by: Actor, key_id: str, reason: str) -> Key:
    """Somebody else may have the secret: signatures alone prove nothing from now on, nothing more is printed.

    Refuses with `NotYourRole`, `KeyUnknown`, `KeyStandsElsewhere`, `ReasonMissing`.
    """
    key = _advanced(by, key_id, "declare_key_stolen")
    key.stolen_at, key.reason = clock.now(), _said(reason)
    key.save(update_fields=["state", "stolen_at", "reason"])
    _tell(by, "declare_key_stolen", key, N_("Clé %(key)s déclarée volée : %(reason)s"), reason=key.reason)
    return key


@operation
def restore_key(*, by: Actor, key_id: str) -> Key:
    """The secret of a lost key is here again: it counts again for its orders, and signs no new one.

    Refuses with `NotYourRole`, `KeyUnknown`, `KeyStandsElsewhere`, `KeySecretMissing`.
    """
    key = _advanced(by, key_id, "restore_key")
    ring.secret_of(key_id)
    key.retired_at = key.retired_at or clock.now()
    key.save(update_fields=["state", "retired_at"])
    _tell(by, "restore_key", key, N_("Secret de la clé %(key)s retrouvé et restauré"))
    return key


@operation
def record_escrow(*, by: Actor, key_id: str, sealed_to: str) -> None:
    """Write down that a secret has left, sealed to whom; refuses with `NotYourRole`, `KeyUnknown`."""
    refuse_unless(policies.may_keep_keys(by.role))
    key = queries.key(key_id)
    _tell(
        by, "record_escrow", key, N_("Secret de la clé %(key)s mis en séquestre : %(sealed_to)s"), sealed_to=sealed_to
    )


def _advanced(by: Actor, name: str, verb: str) -> Key:
    """The key, locked, in the state that follows `verb`."""
    refuse_unless(policies.may_keep_keys(by.role))
    locked = lock(queries.every_key().filter(pk=name))
    if not locked:
        raise KeyUnknown(key=name)
    [key] = locked
    state = after(states.KEY, key.state, verb)
    if state is None:
        raise KeyStandsElsewhere(key=name, state=states.KEY_LABELS[key.state])
    key.state = state
    return key


def _said(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing()
    return reason.strip()


def _tell(by: Actor, verb: str, key: Key, summary: str, **facts: object) -> None:
    record(by=by, verb=verb, subject_kind="key", subject_id=key.pk, summary=summary, data={"key": key.pk, **facts})
