"""What of a spending is eligible, and what a file may be to serve as evidence."""

from quitus.domain.budget.errors import EvidenceEmpty, EvidenceOfThisTypeRefused, EvidenceTooLarge
from quitus.kernel.money import Cents, PerMille, share

EVIDENCE_MOST_BYTES = 10 * 1024 * 1024

# The first bytes decide, never the name nor what the browser says.
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)


def eligible_engineering(spent_cents: Cents, base_cents: Cents, cap_per_mille: PerMille) -> Cents:
    """The eligible part, in cents, of engineering costs: up to `cap_per_mille` of the base.

    Spending beyond the cap is never refused; it only stops being eligible. Which base (planned or realised total) is
    said by the caller: the act does not settle it.
    """
    return Cents(min(spent_cents, share(base_cents, cap_per_mille)))


def eligible_by_default(gross_cents: Cents, *, is_eligible_day: bool) -> Cents:
    """What a spending counts for unless somebody says otherwise: all of it within the period of eligibility, nothing
    outside.
    """
    return gross_cents if is_eligible_day else Cents(0)


def media_type_of(content: bytes) -> str | None:
    """The type of a file from its first bytes: PDF, PNG or JPEG; None for anything else."""
    return next((media_type for start, media_type in _SIGNATURES if content.startswith(start)), None)


def fit_media_type(content: bytes) -> str:
    """The type of a file that may serve as evidence.

    Refuses with `EvidenceEmpty`, `EvidenceTooLarge` beyond `EVIDENCE_MOST_BYTES`, `EvidenceOfThisTypeRefused`.
    """
    if not content:
        raise EvidenceEmpty()
    if len(content) > EVIDENCE_MOST_BYTES:
        raise EvidenceTooLarge(most=EVIDENCE_MOST_BYTES // (1024 * 1024))
    media_type = media_type_of(content)
    if media_type is None:
        raise EvidenceOfThisTypeRefused()
    return media_type
