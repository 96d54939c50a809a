"""What follows from figures: full years, small counts, basis of payment, fingerprints."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from quitus.kernel.calendar import quarter_bounds
from quitus.kernel.money import Cents, PerMille, share

QUARTERLY = "quarterly"
STAGE = "stage"
FINAL = "final"
INTERMEDIATE = "intermediate"

COUNT = "count"
TEXT = "text"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `since` to `until`, both included."""

    since: date
    until: date

    def is_quarter(self) -> bool:
        """Whether it is exactly one calendar quarter."""
        return (self.since, self.until) == quarter_bounds(self.since)

    def holds_year(self, year: int) -> bool:
        """Whether it holds the whole calendar year, « année pleine » of the convention."""
        return self.since <= date(year, 1, 1) and date(year, 12, 31) <= self.until


@dataclass(frozen=True, slots=True)
class YearLine:
    """Consumption of one calendar year; `planned` is None when the annex planned nothing."""

    year: int
    planned: int | None
    redeemed: int
    is_full: bool

    @property
    def rate(self) -> PerMille | None:
        """Pass consumed per thousand planned; None without a plan."""
        return PerMille(self.redeemed * 1000 // self.planned) if self.planned else None


def consumption(period: Period, planned: Mapping[int, int], redeemed: Mapping[int, int]) -> tuple[YearLine, ...]:
    """The pass actually consumed per calendar year touched, against the schedule.

    Convention, article 6: the stage report gives the pass consumed « en année pleine ». A year that
    the period does not hold entirely is kept, and marked as not full.
    """
    return tuple(
        YearLine(year, planned.get(year), redeemed.get(year, 0), period.holds_year(year))
        for year in range(period.since.year, period.until.year + 1)
    )


@dataclass(frozen=True, slots=True)
class PaymentBasis:
    """What the funder's share is computed on, in cents.

    `used_cents` is the face value of the pass used. `kept_cents` says, by kind of budget line, how much of the eligible
    expenses is kept; `eligible_cents` is their sum, at most the budget; `state_cents` the funder's share of it.
    """

    used_cents: Cents
    kept_cents: Mapping[str, int]
    eligible_cents: Cents
    state_cents: Cents


def payment_basis(
    *,
    used_cents: Cents,
    eligible_by_kind: Mapping[str, int],
    engineering_cap_cents: int,
    budget_cents: int,
    state_share: PerMille,
) -> PaymentBasis:
    """The basis of payment: of the eligible expenses paid, those that the funder's share applies to.

    Face value is kept up to the pass *used*, not bought (call for projects 2020: « jusqu'à 50 % de l'achat des pass
    utilisés »): unused pass reduce the claim. Engineering is kept up to its cap, other kinds as they are, the whole up
    to the budget of the convention.
    """
    most = {"face_value": used_cents, "engineering": engineering_cap_cents}
    kept = {kind: min(cents, most.get(kind, cents)) for kind, cents in eligible_by_kind.items()}
    eligible = Cents(min(sum(kept.values()), budget_cents))
    return PaymentBasis(used_cents, kept, eligible, share(eligible, state_share))


def masked(counts: Mapping[str, int], below: int) -> dict[str, int | None]:
    """The counts of a breakdown, with those from 1 to `below` - 1 hidden (None).

    They are hidden from readers who must not recognise anybody (CNIL 2021-028: counts only).

    Someone who knows the total could subtract: larger counts are hidden too, smallest first, until
    at least two are hidden whose sum reaches `below` and tells none of them apart. A zero is always
    shown.
    """
    hidden = {name for name, count in counts.items() if 0 < count < below}
    others = sorted((count, name) for name, count in counts.items() if count >= below)
    while hidden and not _hides_enough([counts[name] for name in hidden], below) and others:
        hidden.add(others.pop(0)[1])
    return {name: None if name in hidden else count for name, count in counts.items()}


def masked_total(counts: Mapping[str, int], below: int) -> int | None:
    """The total of a partition; None when it would give back a count that `masked` hides."""
    total = sum(counts.values())
    hidden = [counts[name] for name, count in masked(counts, below).items() if count is None]
    return total if not hidden or _hides_enough(hidden, below) else None


def _hides_enough(hidden: Sequence[int], below: int) -> bool:
    # All ones would be told by their sum alone.
    return len(hidden) > 1 and sum(hidden) >= max(below, len(hidden) + 1)


def canonical(content: Mapping[str, Any]) -> str:
    """The one way a content is written: JSON with sorted keys, no spaces, letters as they are."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint(text: str) -> str:
    """SHA-256 of a canonical content, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
