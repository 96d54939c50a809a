"""Work left to the worker, by the name of its task: whoever asks need not know the door that does it."""

from procrastinate.contrib.django import app


def later(task: str, **facts: int | str) -> None:
    """Have a task done once the current transaction is committed, with these facts, by their names.

    The job is a row of the same transaction: it is not there when that is rolled back.
    """
    app.configure_task(name=task, allow_unknown=True).defer(**facts)
