"""Keys with their secrets: made at the first start, replaced, put in escrow and taken up elsewhere."""

import json
from pathlib import Path
from typing import Any

import pytest

from quitus.connectors import keyring
from quitus.domain.audit.models import Entry
from quitus.domain.keys import queries, ring, states
from quitus.domain.keys.errors import KeyNameTaken, KeySecretMissing, KeysFolderIsOpen, KeyStandsElsewhere
from quitus.domain.keys.models import Key
from quitus.kernel.signed_codes import key_id, public_key
from quitus.usecases import keys
from quitus.usecases.keys import NotAnEscrow
from tests.factories.keys import KEEPER

SECRET = b"\x42" * 32
PASSPHRASE = "quatre mots pour essayer"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(keys_folder: Path) -> Path:
    """No key is known, no secret is here."""
    return keys_folder


def forget_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a first start: the table that the tests share holds a key, which this hides."""
    monkeypatch.setattr(queries, "every_key", lambda: Key.objects.exclude(pk=key_id(public_key(b"\x71" * 32))))


def test_the_first_start_makes_the_first_key_and_the_next_ones_make_none(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_all(monkeypatch)
    keys.make_first_key()
    [key] = queries.every_key()
    assert ring.ring().names() == [key.pk]
    assert queries.signing_key() == key
    keys.make_first_key()
    ring.ring().forget(key.pk)
    keys.make_first_key()  # a missing secret is to be seen, not covered by a new key
    assert list(queries.every_key()) == [key]
    assert ring.ring().names() == []


def test_a_key_given_by_the_environment_is_the_first(
    monkeypatch: pytest.MonkeyPatch, settings: Any, folder: Path
) -> None:
    forget_all(monkeypatch)
    settings.KEYS_GIVEN = (SECRET,)
    keys.make_first_key()
    assert [key.pk for key in queries.every_key()] == [key_id(public_key(SECRET))]
    assert not folder.exists()
    settings.KEYS_GIVEN = (SECRET, b"\x43" * 32)
    keys.make_first_key()
    assert queries.signing_key().pk == key_id(public_key(b"\x43" * 32))


def test_a_new_key_takes_over_and_the_former_is_retired() -> None:
    first = keys.create_key(by=KEEPER)
    second, retired = keys.rotate_key(by=KEEPER)
    assert first.pk in {key.pk for key in retired}
    assert {key.state for key in retired} == {states.RETIRED}
    assert queries.signing_key() == second
    assert set(ring.ring().names()) == {first.pk, second.pk}


def test_the_secret_of_a_key_that_is_not_recorded_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_given: object) -> None:
        raise KeyNameTaken(key="AAAA")

    monkeypatch.setattr(keys.operations, "register_key", refuse)
    with pytest.raises(KeyNameTaken):
        keys.create_key(by=KEEPER)
    assert ring.ring().names() == []


def test_a_rotation_that_is_refused_at_its_end_leaves_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    first = keys.create_key(by=KEEPER)

    def refuse(**_given: object) -> None:
        raise KeyStandsElsewhere(key=first.pk, state="retired")

    monkeypatch.setattr(keys.operations, "retire_key", refuse)
    with pytest.raises(KeyStandsElsewhere):
        keys.rotate_key(by=KEEPER)
    assert ring.ring().names() == [first.pk]


def test_an_open_folder_is_told_by_name(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    with pytest.raises(KeysFolderIsOpen):
        keys.create_key(by=KEEPER)


def test_an_escrow_opens_with_its_passphrase_alone_and_is_written_down() -> None:
    key = keys.create_key(by=KEEPER)
    content = keys.escrow_to_passphrase(by=KEEPER, key_id=key.pk, passphrase=PASSPHRASE)
    secret = ring.secret_of(key.pk)
    assert secret.hex() not in content
    entry = Entry.objects.get(verb="record_escrow", subject_id=key.pk)
    assert entry.data == {"key": key.pk, "sealed_to": "passphrase"}
    ring.ring().forget(key.pk)
    with pytest.raises(NotAnEscrow):
        keys.restore_key(by=KEEPER, content=content, passphrase="trois mots")
    assert keys.restore_key(by=KEEPER, content=content, passphrase=PASSPHRASE).state == states.ACTIVE
    assert ring.secret_of(key.pk) == secret


def test_an_escrow_for_a_recipient_is_taken_up_by_another_instance(settings: Any, tmp_path: Path) -> None:
    private, public = keyring.new_recipient()
    key = keys.create_key(by=KEEPER)
    recipient = keyring.recipient_public(public)
    content = keys.escrow_to_recipient(by=KEEPER, key_id=key.pk, recipient=recipient)
    settings.KEYS_FOLDER = tmp_path / "elsewhere"
    with pytest.raises(KeySecretMissing):
        keys.escrow_to_recipient(by=KEEPER, key_id=key.pk, recipient=recipient)
    Key.objects.filter(pk=key.pk).update(state=states.LOST, lost_at="2026-01-01T00:00Z", reason="Essai")
    taken = keys.restore_key(by=KEEPER, content=content, private=keyring.recipient_private(private))
    assert taken.state == states.RETIRED
    assert ring.ring().names() == [key.pk]


def test_a_foreign_key_is_taken_up_as_retired_and_signs_none_of_ours() -> None:
    own = keys.create_key(by=KEEPER)
    foreign = keys.take_up_secret(by=KEEPER, secret=SECRET)
    assert foreign.state == states.RETIRED
    assert queries.signing_key() == own
    assert ring.secret_of(foreign.pk) == SECRET


def test_what_is_not_an_escrow_is_refused() -> None:
    key = keys.create_key(by=KEEPER)
    good = json.loads(keys.escrow_to_passphrase(by=KEEPER, key_id=key.pk, passphrase=PASSPHRASE))
    for content in (
        "",
        "[]",
        "{}",
        json.dumps(good | {"format": "other"}),
        json.dumps(good | {"key": "AAAA"}),
        json.dumps(good | {"sealed": "not base 64"}),
        json.dumps(good | {"sealed_to": "x25519"}),
    ):
        with pytest.raises(NotAnEscrow):
            keys.restore_key(by=KEEPER, content=content, passphrase=PASSPHRASE)


def test_what_is_published_holds_no_secret() -> None:
    key = keys.create_key(by=KEEPER)
    told = json.dumps(keys.published())
    assert key.pk in told
    assert ring.secret_of(key.pk).hex() not in told
