"""When a claim can be made and when it is due."""

from datetime import date, timedelta

from quitus.kernel.calendar import month_bounds, next_working_day

AUTHORITY_PAYMENT_DAYS = 30
"""Within how many days a local authority pays, whatever a contract says: Code de la commande publique, art. R.2192-10.
It is law, hence here and not in a contract."""


def month_of(day: date) -> date:
    """The first day of the month: how a month is named."""
    return month_bounds(day)[0]


def is_over(month: date, today: date) -> bool:
    """Whether the month that contains `month` has ended."""
    return month_bounds(month)[1] < today


def pay_by(submitted_on: date, payment_days: int) -> date:
    """The day by which a structure should be paid: so many days after it sent its claim, carried to the next working
    day.

    The delay is that of the contract of the operator that pays, or `AUTHORITY_PAYMENT_DAYS` where the authority does.
    """
    return next_working_day(submitted_on + timedelta(days=payment_days))


def claim_number(month: date, rank: int) -> str:
    """The number of a claim, its rank among those of its month: « 2023-04/007 »."""
    return f"{month:%Y-%m}/{rank:03d}"


def payment_number(year: int, rank: int) -> str:
    """The number of a payment, its rank in its year: « P-2023/012 »."""
    return f"P-{year}/{rank:03d}"
