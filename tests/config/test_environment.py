"""Readers of the environment take what can be meant, and say what cannot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from config import environment
from config.environment import NotASetting, Server


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Give a way to set the one variable these tests read."""

    def give(value: str) -> str:
        monkeypatch.setenv("QUITUS_X", value)
        return "QUITUS_X"

    return give


def test_a_blank_variable_is_not_set(given: Callable[[str], str]) -> None:
    assert environment.text(given("  "), "default") == "default"
    assert environment.server(given("")) is None
    assert environment.whole(given(""), 8000, least=1, most=65535) == 8000


def test_a_whole_number_stays_within_its_bounds(given: Callable[[str], str]) -> None:
    assert environment.whole(given("65535"), 1, least=1, most=65535) == 65535
    for nonsense in ("0", "65536", "-1", "8000.0", "eight", "٣", "1e3"):
        with pytest.raises(NotASetting, match="a whole number from 1 to 65535"):
            environment.whole(given(nonsense), 1, least=1, most=65535)


@pytest.mark.parametrize(("value", "meant"), [("yes", True), ("ON", True), ("1", True), ("no", False), ("0", False)])
def test_yes_and_no_are_understood(given: Callable[[str], str], value: str, meant: bool) -> None:
    assert environment.flag(given(value), not meant) is meant


def test_a_list_is_cut_at_commas(given: Callable[[str], str]) -> None:
    assert environment.words(given("a.fr, b.fr ,"), "") == ["a.fr", "b.fr"]


def test_a_folder_is_made_absolute(given: Callable[[str], str], tmp_path: Path) -> None:
    assert environment.folder(given(str(tmp_path / "x y")), Path()) == tmp_path / "x y"
    assert environment.folder(given("data"), Path()).is_absolute()


def test_a_file_exists(given: Callable[[str], str], tmp_path: Path) -> None:
    path = tmp_path / "actes.xsd"
    assert environment.file(given("")) is None
    with pytest.raises(NotASetting, match="the path of a file that exists"):
        environment.file(given(str(path)))
    with pytest.raises(NotASetting):
        environment.file(given(str(tmp_path)))
    path.write_text("<schema/>")
    assert environment.file(given(str(path))) == path


def test_an_address_has_a_scheme_and_a_host(given: Callable[[str], str]) -> None:
    assert environment.address(given("https://pass.example.fr/"), "") == "https://pass.example.fr"
    for nonsense in ("pass.example.fr", "ftp://pass.example.fr", "https://", "http://a:b", "http://[", "http://a:0"):
        with pytest.raises(NotASetting):
            environment.address(given(nonsense), "")


def test_what_is_printed_on_paper_begins_with_a_whole_site(given: Callable[[str], str]) -> None:
    assert environment.site(given("https://pass.example.fr/"), "") == "https://pass.example.fr"
    for nonsense in ("https://example.fr/pass", "https://example.fr?pass=1", "https://example.fr#pass", "example.fr"):
        with pytest.raises(NotASetting):
            environment.site(given(nonsense), "")


def test_secrets_of_keys_are_64_digits_each_and_are_never_shown(given: Callable[[str], str]) -> None:
    one, two = "0a" * 32, "FF" * 32
    assert environment.secrets(given(f"{one}, {two}")) == (b"\x0a" * 32, b"\xff" * 32)
    assert environment.secrets(given(" ")) == ()
    for nonsense in (one[:-2], f"{one},{two}00", "x" * 64, f"{one};{two}"):
        with pytest.raises(NotASetting) as refused:
            environment.secrets(given(nonsense))
        assert nonsense not in str(refused.value)


def test_a_database_is_read_whole(given: Callable[[str], str]) -> None:
    read = environment.server(given("postgresql://anne:p%40ss@db.example.fr:5433/quitus?sslmode=require"))
    assert read == Server("db.example.fr", 5433, "quitus", "anne", "p@ss", (("sslmode", "require"),))


def test_a_refused_database_does_not_show_its_password(given: Callable[[str], str]) -> None:
    for nonsense in ("mysql://anne:secret@host/x", "postgresql://anne:secret@host", "postgresql://a:secret@h:x/y"):
        with pytest.raises(NotASetting) as refused:
            environment.server(given(nonsense))
        assert "secret" not in str(refused.value)
