"""What is eligible, and what may serve as evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.budget import errors, rules
from quitus.kernel.money import Cents, PerMille

CENTS = st.integers(0, 10**11).map(Cents)


@given(CENTS, CENTS, st.integers(0, 1000).map(PerMille))
def test_engineering_is_eligible_up_to_the_cap_and_never_more_than_spent(
    spent: Cents, base: Cents, cap: PerMille
) -> None:
    eligible = rules.eligible_engineering(spent, base, cap)

    assert 0 <= eligible <= spent
    assert eligible * 1000 <= base * cap + 500
    assert eligible == spent or eligible * 1000 > base * cap - 501


def test_ten_per_cent_of_550_000_euros_is_the_most_engineering_that_is_eligible() -> None:
    assert rules.eligible_engineering(Cents(60_000_00), Cents(550_000_00), PerMille(100)) == 55_000_00


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.EvidenceEmpty),
        (b"MZ\x90\x00", errors.EvidenceOfThisTypeRefused),
        (b"<html>", errors.EvidenceOfThisTypeRefused),
        (b"%PDF-" + bytes(rules.EVIDENCE_MOST_BYTES), errors.EvidenceTooLarge),
    ],
)
def test_a_file_that_cannot_serve_as_evidence_is_refused(content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rules.fit_media_type(content)


def test_the_first_bytes_say_what_a_file_is() -> None:
    assert rules.fit_media_type(b"%PDF-1.7") == "application/pdf"
    assert rules.fit_media_type(b"\x89PNG\r\n\x1a\n...") == "image/png"
    assert rules.fit_media_type(b"\xff\xd8\xff\xe0") == "image/jpeg"
