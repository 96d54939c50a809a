"""What follows from duties, from texts that change, and from the day: pure functions."""

from quitus.domain.obligations.rules.duties import (
    Due,
    DutyFact,
    Rule,
    checked,
    due_of_condition,
    events_of,
    expected,
    in_effect,
)
from quitus.domain.obligations.rules.following import Plan, Standing, plan
from quitus.domain.obligations.rules.reminders import is_wanted, step_reached

__all__ = [
    "Due",
    "DutyFact",
    "Plan",
    "Rule",
    "Standing",
    "checked",
    "due_of_condition",
    "events_of",
    "expected",
    "in_effect",
    "is_wanted",
    "plan",
    "step_reached",
]
