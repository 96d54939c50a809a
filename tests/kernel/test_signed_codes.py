from base64 import b32decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from quitus.kernel import signed_codes
from quitus.kernel.codes import ALPHABET, HumanCodes, NotACode

SECRET, OTHER = b"\x01" * 32, b"\x02" * 32
SIGNER = signed_codes.Signer(SECRET, "https://pass.example.fr")
PUBLIC = signed_codes.public_key(SECRET)
ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
numbers = st.integers(min_value=0, max_value=2**53 - 1)
NUMBER = 123_456_789_0000_001


@given(numbers)
def test_a_signed_code_says_its_number_and_its_key_to_whoever_has_the_public_key(number: int) -> None:
    text = SIGNER.text(number)
    assert text.startswith("HTTPS://PASS.EXAMPLE.FR/P/")
    assert set(text) <= ALPHANUMERIC
    code = signed_codes.read(text)
    assert (code.key_id, code.number) == (SIGNER.key_id, number)
    assert code.is_signed_by(PUBLIC)


def test_a_signed_code_is_read_whatever_stands_before_it_and_in_small_letters() -> None:
    text = SIGNER.text(NUMBER)
    symbols = text[-signed_codes.SYMBOLS :]
    for scanned in (text, symbols, text.lower(), f" http://10.0.0.1:8000/p/{symbols}\n"):
        assert signed_codes.read(scanned) == signed_codes.read(text)


def test_a_signed_code_is_what_the_document_for_scanners_says() -> None:
    content = b32decode(SIGNER.text(NUMBER)[-120:])
    assert len(content) == 75
    assert content[0] == 1
    key, number, signature = content[1:4], content[4:11], content[11:]
    assert int.from_bytes(number, "big") == NUMBER
    bits = int.from_bytes(key, "big")
    assert "".join(ALPHABET[bits >> shift & 31] for shift in (15, 10, 5, 0)) == SIGNER.key_id
    Ed25519PublicKey.from_public_bytes(PUBLIC).verify(signature, b"Quitus-QR1" + key + number)


def test_no_changed_symbol_is_believed() -> None:
    symbols = SIGNER.text(NUMBER)[-120:]
    for place in range(120):
        for other in {"A", "7", "M"} - {symbols[place]}:
            changed = symbols[:place] + other + symbols[place + 1 :]
            try:
                believed = signed_codes.read(changed).is_signed_by(PUBLIC)
            except NotACode:
                continue
            assert not believed


def test_what_another_key_signed_is_not_believed() -> None:
    other = signed_codes.Signer(OTHER, "https://pass.example.fr")
    code = signed_codes.read(other.text(NUMBER))
    assert not code.is_signed_by(PUBLIC)
    # The signature of another key under the name of this one, and the right signature under another's name.
    assert not signed_codes.SignedCode(SIGNER.key_id, NUMBER, code.signature).is_signed_by(PUBLIC)
    assert not signed_codes.SignedCode(SIGNER.key_id, NUMBER, code.signature).is_signed_by(
        signed_codes.public_key(OTHER)
    )


@pytest.mark.parametrize(
    "text",
    ["", "A" * 119, "A" * 121, "1" * 120, "é" * 120, "A" * 119 + "=", "A" * 120, "AI" + "A" * 118, "AEA" + "7" * 117],
)
def test_anything_else_is_not_a_signed_code(text: str) -> None:
    with pytest.raises(NotACode):
        signed_codes.read(text)


@pytest.mark.parametrize("number", [-1, 2**53])
def test_a_number_that_does_not_fit_is_not_signed(number: int) -> None:
    with pytest.raises(ValueError, match="below"):
        SIGNER.text(number)


def test_what_one_secret_gives_is_told_apart_by_purpose() -> None:
    assert signed_codes.human_key(SECRET) != signed_codes.human_key(OTHER)
    assert signed_codes.human_key(SECRET) not in (SECRET, PUBLIC)
    assert HumanCodes(signed_codes.human_key(SECRET)).code(NUMBER) != HumanCodes(SECRET).code(NUMBER)
    with pytest.raises(ValueError, match="32 bytes"):
        signed_codes.public_key(b"short")


def test_a_key_is_named_after_its_public_key() -> None:
    assert signed_codes.key_id(PUBLIC) == SIGNER.key_id
    assert signed_codes.KEY_ID.fullmatch(SIGNER.key_id)
    assert signed_codes.key_id(signed_codes.public_key(OTHER)) != SIGNER.key_id
