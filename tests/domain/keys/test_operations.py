"""The life of a key: every step of its table, every refusal, what the database keeps by itself."""

from pathlib import Path

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from quitus.domain.audit.models import Entry
from quitus.domain.keys import operations, queries, ring, states
from quitus.domain.keys.errors import (
    KeyIsHere,
    KeyNameTaken,
    KeySecretMissing,
    KeyStandsElsewhere,
    KeyUnknown,
    LastActiveKey,
    NoActiveKey,
    ReasonMissing,
)
from quitus.domain.keys.models import Key
from quitus.kernel.actors import Actor
from quitus.kernel.refusals import NotYourRole
from quitus.kernel.signed_codes import key_id, public_key
from quitus.usecases import keys as usecases
from tests.factories.keys import KEEPER

FOREIGN = public_key(b"\x55" * 32)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(keys_folder: Path) -> None:
    """Each test starts without the secret of any key; the one of the environment stays known, as a lost one would."""


def made() -> Key:
    return usecases.create_key(by=KEEPER)


def test_a_key_is_registered_by_its_public_half_alone_and_once() -> None:
    key = operations.register_key(by=KEEPER, public_key=FOREIGN)
    assert (key.pk, key.state) == (key_id(FOREIGN), states.ACTIVE)
    assert operations.register_key(by=KEEPER, public_key=FOREIGN, retired=True).state == states.ACTIVE
    entry = Entry.objects.get(verb="register_key", subject_id=key.pk)
    assert (entry.scheme_id, entry.actor_label) == (None, "Essais")


def test_a_key_of_elsewhere_comes_retired() -> None:
    key = operations.register_key(by=KEEPER, public_key=FOREIGN, retired=True)
    assert key.state == states.RETIRED
    assert key.retired_at is not None


def test_a_name_is_not_given_to_another_key() -> None:
    Key.objects.create(id=key_id(FOREIGN), public_key=b"\x01" * 32)
    with pytest.raises(KeyNameTaken):
        operations.register_key(by=KEEPER, public_key=FOREIGN)


def test_nobody_of_a_scheme_keeps_keys() -> None:
    somebody = Actor(1, 1, "administrator", 1, "Adrien Martin")
    for refused in (
        lambda: operations.register_key(by=somebody, public_key=FOREIGN),
        lambda: operations.retire_key(by=somebody, key_id="0000"),
        lambda: operations.declare_key_lost(by=somebody, key_id="0000", reason="Perdue"),
        lambda: operations.declare_key_stolen(by=somebody, key_id="0000", reason="Volée"),
        lambda: operations.restore_key(by=somebody, key_id="0000"),
        lambda: operations.record_escrow(by=somebody, key_id="0000", sealed_to="x25519"),
    ):
        with pytest.raises(NotYourRole):
            refused()


def test_the_newest_active_key_whose_secret_is_here_signs() -> None:
    with pytest.raises(NoActiveKey):
        queries.signing_key()
    first = made()
    assert queries.signing_key() == first
    second = made()
    assert queries.signing_key() == second
    ring.ring().forget(second.pk)
    assert queries.signing_key() == first


def test_a_key_is_retired_once_another_signs() -> None:
    Key.objects.all().update(state=states.STOLEN, stolen_at="2026-01-01T00:00Z", reason="Essai")
    first = made()
    with pytest.raises(LastActiveKey):
        operations.retire_key(by=KEEPER, key_id=first.pk)
    second = made()
    assert operations.retire_key(by=KEEPER, key_id=first.pk).retired_at is not None
    assert queries.signing_key() == second
    with pytest.raises(KeyStandsElsewhere):
        operations.retire_key(by=KEEPER, key_id=first.pk)


def test_a_key_is_lost_when_its_secret_is_nowhere_and_found_again_from_there() -> None:
    key = made()
    with pytest.raises(KeyIsHere):
        operations.declare_key_lost(by=KEEPER, key_id=key.pk, reason="Disque détruit")
    secret = ring.secret_of(key.pk)
    ring.ring().forget(key.pk)
    with pytest.raises(ReasonMissing):
        operations.declare_key_lost(by=KEEPER, key_id=key.pk, reason=" ")
    lost = operations.declare_key_lost(by=KEEPER, key_id=key.pk, reason=" Disque détruit ")
    assert (lost.state, lost.reason) == (states.LOST, "Disque détruit")
    assert lost.lost_at is not None
    with pytest.raises(KeySecretMissing):
        operations.restore_key(by=KEEPER, key_id=key.pk)
    ring.ring().keep(secret)
    assert operations.restore_key(by=KEEPER, key_id=key.pk).state == states.RETIRED


def test_a_stolen_key_never_comes_back() -> None:
    key = made()
    with pytest.raises(ReasonMissing):
        operations.declare_key_stolen(by=KEEPER, key_id=key.pk, reason="")
    stolen = operations.declare_key_stolen(by=KEEPER, key_id=key.pk, reason="Intrusion")
    assert stolen.stolen_at is not None
    for refused in (
        lambda: operations.retire_key(by=KEEPER, key_id=key.pk),
        lambda: operations.declare_key_lost(by=KEEPER, key_id=key.pk, reason="Perdue"),
        lambda: operations.declare_key_stolen(by=KEEPER, key_id=key.pk, reason="Encore"),
        lambda: operations.restore_key(by=KEEPER, key_id=key.pk),
    ):
        with pytest.raises(KeyStandsElsewhere):
            refused()


def test_every_step_of_the_table_can_be_taken() -> None:
    steps = {
        "retire_key": lambda key: operations.retire_key(by=KEEPER, key_id=key),
        "declare_key_lost": lambda key: operations.declare_key_lost(by=KEEPER, key_id=key, reason="Perdue"),
        "declare_key_stolen": lambda key: operations.declare_key_stolen(by=KEEPER, key_id=key, reason="Volée"),
        "restore_key": lambda key: operations.restore_key(by=KEEPER, key_id=key),
    }
    made()  # signs, so that the others may be retired
    instant = "2026-01-01T00:00Z"
    for rank, (state, verbs) in enumerate(states.KEY.items()):
        for verb, after in verbs.items():
            secret = bytes([rank, *verb.encode()])[:32].ljust(32, b".")
            key = operations.register_key(by=KEEPER, public_key=public_key(secret))
            Key.objects.filter(pk=key.pk).update(
                state=state, reason="Essai", lost_at=instant if state == states.LOST else None
            )
            if verb == "restore_key":
                ring.ring().keep(secret)
            assert steps[verb](key.pk).state == after


def test_a_key_that_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(KeyUnknown):
        queries.key("ZZZZ")
    with pytest.raises(KeyUnknown):
        operations.retire_key(by=KEEPER, key_id="ZZZZ")


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("key_state_is_known", {"state": "borrowed"}),
        ("key_is_named_by_four_symbols", {"id": "ABCU"}),
        ("public_key_belongs_to_one_key", {"public_key": FOREIGN}),
        ("key_that_is_retired_is_not_active", {"retired_at": "2026-01-01T00:00Z"}),
        ("key_that_is_lost_says_when", {"state": states.LOST, "reason": "Perdue"}),
        ("key_is_stolen_if_and_only_if_it_says_when", {"state": states.STOLEN, "reason": "Volée"}),
        ("key_is_stolen_if_and_only_if_it_says_when", {"stolen_at": "2026-01-01T00:00Z"}),
        ("key_that_is_lost_or_stolen_says_how", {"state": states.LOST, "lost_at": "2026-01-01T00:00Z"}),
    ],
)
def test_the_database_keeps_what_is_true_of_keys(constraint: str, wrong: dict[str, object]) -> None:
    Key.objects.create(id="AAAA", public_key=FOREIGN)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Key.objects.create(**{"id": "BBBB", "public_key": b"\x02" * 32} | wrong)


@pytest.mark.parametrize("statement", ["DELETE FROM keys_key", "UPDATE keys_key SET public_key = ''"])
def test_a_key_is_neither_removed_nor_changed(statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
