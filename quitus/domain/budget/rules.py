"""What of a spending is eligible, and what a file may be to serve as evidence."""

import unicodedata
from datetime import date

from quitus.domain.budget.errors import EvidenceEmpty, EvidenceOfThisTypeRefused, EvidenceTooLarge
from quitus.domain.grants.rules import NET, EligiblePeriod
from quitus.kernel.file_kinds import media_type_of
from quitus.kernel.money import Cents, PerMille, share

EVIDENCE_MOST_BYTES = 10 * 1024 * 1024


def reference_key(number: str) -> str:
    """The number of a mandat or of a titre de recettes as it is compared: its letters and digits alone, whatever their
    case, their width and what stands between them. `M -7` and `m–7.` are one number.
    """
    return "".join(one for one in unicodedata.normalize("NFKC", number).casefold() if one.isalnum())


def eligible_engineering(spent_cents: Cents, base_cents: Cents, cap_per_mille: PerMille) -> Cents:
    """The eligible part, in cents, of engineering costs: up to `cap_per_mille` of the base.

    Spending beyond the cap is never refused; it only stops being eligible. Which base (planned or realised total) is
    said by the caller: the act does not settle it.
    """
    return Cents(min(spent_cents, share(base_cents, cap_per_mille)))


def counted(
    eligible_cents: int | None, net_cents: int | None, invoiced_on: date | None, period: EligiblePeriod
) -> Cents | None:
    """What a spending counts for in a figure, in cents: what is eligible of its invoice by its nature, when the day of
    that invoice lies in the period of eligibility of that figure; nothing otherwise; None before any invoice.

    Never more than the amount before tax where the terms say so. The only place that decides it. `period` is that of
    the terms on the closing day of the figure, exactly as for the uses of pass: an amendment that prolongs it takes in
    the invoices already recorded.
    """
    if eligible_cents is None or net_cents is None or invoiced_on is None:
        return None
    if not period.holds(invoiced_on):
        return Cents(0)
    return Cents(min(eligible_cents, net_cents) if period.invoice_base == NET else eligible_cents)


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
