"""How many pass will have been used at the end, at the present pace, and the pace that the target asks for. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

WINDOW = timedelta(days=91)  # thirteen whole weeks: no day of the week counts more than another
DAYS_IN_YEAR = 365
MONTHS_IN_YEAR = 12


@dataclass(frozen=True)
class Forecast:
    """What is used by the day `on`, and what may be by `ends_on`.

    `recent_count` pass were used in the `window_days` days that end on the day `on`. When the end is past, nothing more
    is forecast.
    """

    on: date
    ends_on: date
    used_count: int
    recent_count: int
    window_days: int
    target_count: int

    @property
    def days_left(self) -> int:
        """How many days are left after `on`, the last one included."""
        return max(0, (self.ends_on - self.on).days)

    @property
    def expected_count(self) -> int:
        """Pass used at the end, at the present pace, rounded down."""
        return self.used_count + self.recent_count * self.days_left // self.window_days

    @property
    def reaches_target(self) -> bool:
        """Whether the present pace is enough."""
        return self.expected_count >= self.target_count

    @property
    def share_per_mille(self) -> int | None:
        """The part of the target used at the end, at the present pace; None without a target."""
        return self.expected_count * 1000 // self.target_count if self.target_count else None

    @property
    def per_month(self) -> int:
        """Pass used in a month at the present pace, rounded down."""
        return self.recent_count * DAYS_IN_YEAR // (MONTHS_IN_YEAR * self.window_days)

    @property
    def needed_per_month(self) -> int | None:
        """Pass to be used in each month to reach the target, rounded up; 0 when it is reached, None when it is over."""
        missing = self.target_count - self.used_count
        if missing <= 0:
            return 0
        if not self.days_left:
            return None
        return -(-missing * DAYS_IN_YEAR // (MONTHS_IN_YEAR * self.days_left))


def window(starts_on: date, on: date) -> tuple[date, int]:
    """The day just before the recent past, and how many days that past has: thirteen weeks, or less at the beginning.

    At least one day, so that a pace can be told on the first.
    """
    since = max(on - WINDOW, starts_on - timedelta(days=1))
    days = (on - since).days
    return (since, days) if days > 0 else (on - timedelta(days=1), 1)
