"""Secrets of codes: kept in files that only their owner reads, and sealed before they leave."""

from pathlib import Path

import pytest

from quitus.connectors import keyring
from quitus.connectors.keyring import CannotOpen, FolderIsOpen, Keyring
from quitus.kernel.signed_codes import key_id, public_key

SECRET, OTHER = b"\x01" * 32, b"\x02" * 32
NAME = key_id(public_key(SECRET))


def test_a_secret_is_kept_where_only_its_owner_reads(tmp_path: Path) -> None:
    ring = Keyring(tmp_path / "keys")
    assert ring.names() == []
    assert ring.keep(SECRET) == NAME
    assert ring.secret(NAME) == SECRET
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700
    assert ring.path(NAME).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == [f"{NAME}.key"]


def test_a_secret_that_comes_or_goes_is_noticed_by_who_has_the_folder_open(tmp_path: Path) -> None:
    watching, changing = Keyring(tmp_path / "keys"), Keyring(tmp_path / "keys")
    assert watching.secret(NAME) is None
    changing.keep(SECRET)
    assert watching.secret(NAME) == SECRET
    changing.forget(NAME)
    assert watching.secret(NAME) is None
    changing.forget(NAME)


def test_a_file_that_is_not_the_secret_of_its_name_is_not_a_secret(tmp_path: Path) -> None:
    ring = Keyring(tmp_path)
    (tmp_path / f"{NAME}.key").write_text(OTHER.hex())
    (tmp_path / "0000.key").write_text("not hexadecimal")
    (tmp_path / "1111.key").write_text("")
    assert ring.names() == []


def test_a_secret_given_by_the_environment_stands_beside_those_of_the_folder(tmp_path: Path) -> None:
    ring = Keyring(tmp_path, (SECRET,))
    other = ring.keep(OTHER)
    assert ring.names() == sorted([NAME, other])
    assert ring.given() == [NAME]
    assert ring.secret(NAME) == SECRET


def test_what_is_sealed_opens_for_its_recipient_alone() -> None:
    private, public = keyring.new_recipient()
    stranger, _ = keyring.new_recipient()
    sealed = keyring.seal(SECRET, keyring.recipient_public(public))
    assert SECRET not in sealed
    assert keyring.open_sealed(sealed, keyring.recipient_private(private)) == SECRET
    assert keyring.seal(SECRET, keyring.recipient_public(public)) != sealed
    for wrong in (sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1]), bytes(len(sealed)), b"", sealed[32:]):
        with pytest.raises(CannotOpen):
            keyring.open_sealed(wrong, keyring.recipient_private(private))
    with pytest.raises(CannotOpen):
        keyring.open_sealed(sealed, keyring.recipient_private(stranger))


def test_what_a_passphrase_locks_it_alone_unlocks() -> None:
    locked = keyring.lock(SECRET, "quatre mots pour essayer")
    assert keyring.unlock(locked, "quatre mots pour essayer") == SECRET
    for wrong, passphrase in ((locked, "trois mots"), (locked[:-1], "quatre mots pour essayer"), (b"", "")):
        with pytest.raises(CannotOpen):
            keyring.unlock(wrong, passphrase)


def test_only_an_x25519_key_is_a_recipient() -> None:
    private, public = keyring.new_recipient()
    for pem in (b"", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", private):
        with pytest.raises(CannotOpen):
            keyring.recipient_public(pem)
    with pytest.raises(CannotOpen):
        keyring.recipient_private(public)


def test_no_secret_is_kept_in_a_folder_that_others_read(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    folder.mkdir(mode=0o750)
    with pytest.raises(FolderIsOpen):
        Keyring(folder).keep(SECRET)
    assert list(folder.iterdir()) == []
