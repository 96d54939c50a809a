"""The one procrastinate application of the program."""

from __future__ import annotations

import procrastinate


def register(app: procrastinate.App) -> None:
    """Name the queue and the patience of workers; tasks are found in `tasks.py` modules."""
    app.worker_defaults.update({"concurrency": 2, "delete_jobs": procrastinate.jobs.DeleteJobCondition.SUCCESSFUL})
