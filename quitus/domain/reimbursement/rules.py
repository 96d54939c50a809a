"""When a claim can be made and when it is due."""

from datetime import date, timedelta

from quitus.kernel.calendar import month_bounds, next_working_day

PAYMENT_DELAY = timedelta(days=30)


def month_of(day: date) -> date:
    """The first day of the month: how a month is named."""
    return month_bounds(day)[0]


def is_over(month: date, today: date) -> bool:
    """Whether the month that contains `month` has ended."""
    return month_bounds(month)[1] < today


def pay_by(submitted_on: date) -> date:
    """The day by which a structure should be paid: thirty days after it sent its claim, carried to
    the next working day.

    By analogy with the overall payment delay of local authorities (Code de la commande publique,
    R.2192-10); the programme's own texts set none.
    """
    return next_working_day(submitted_on + PAYMENT_DELAY)


def claim_number(month: date, rank: int) -> str:
    """The number of a claim, its rank among those of its month: « 2023-04/007 »."""
    return f"{month:%Y-%m}/{rank:03d}"


def payment_number(year: int, rank: int) -> str:
    """The number of a payment, its rank in its year: « P-2023/012 »."""
    return f"P-{year}/{rank:03d}"
