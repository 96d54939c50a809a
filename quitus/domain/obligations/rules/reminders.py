"""Which reminder of an obligation is due on which day, and who wants it."""

from datetime import date

from quitus.domain.obligations import states

BEFORE = (30, 7, 1, 0)
A_WEEK = 7


def step_reached(due_on: date, today: date) -> str:
    """The last step reached on the day `today` for what is due on `due_on`; empty when none is.

    `30`, `7`, `1`, `0` days before, then `late-1`, `late-2`… one for each whole week late. A step that no day was there
    to send is not sent later once the next is reached: a single reminder says where things stand.
    """
    left = (due_on - today).days
    if left < 0:
        weeks = -left // A_WEEK
        return f"late-{weeks}" if weeks else "0"
    reached = [step for step in BEFORE if left <= step]
    return str(reached[-1]) if reached else ""


def is_wanted(choice: str, due_on: date, today: date) -> bool:
    """Whether somebody who made this choice (`states.REMINDERS`) is reminded of what is due on that day."""
    if choice == states.LATE_ONLY:
        return due_on < today
    return choice != states.NO_REMINDER
