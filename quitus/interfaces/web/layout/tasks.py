"""In which order what waits is told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from quitus.interfaces.web.layout.components import Task

SOON = timedelta(days=7)


def apart(tasks: Iterable[Task], on: date) -> tuple[list[Task], list[Task]]:
    """What is late on a day, then all else. What was due before is late, whoever told it."""
    told = [replace(task, tone="late") if _is_overdue(task, on) else task for task in tasks]
    return [task for task in told if task.tone == "late"], [task for task in told if task.tone != "late"]


def _is_overdue(task: Task, on: date) -> bool:
    return task.tone == "waiting" and task.due is not None and task.due < on


def in_order(tasks: Iterable[Task], on: date) -> list[Task]:
    """What is late; what is due within a week of `on`; what has no date; then what is due later.

    What has no date can be done at once, and somebody waits for it: it comes before what is due in a month.
    Within each, the earliest due comes first, and what is alike keeps the order it came in.
    """

    def place(task: Task) -> tuple[int, date]:
        if task.tone == "late":
            return 0, task.due or date.min
        if task.due is None:
            return 2, date.min
        return 1 if task.due <= on + SOON else 3, task.due

    return sorted(tasks, key=place)
