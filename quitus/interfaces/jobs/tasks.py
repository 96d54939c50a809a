"""Jobs that keep the house: each runs on its own date, in the worker."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from procrastinate.contrib.django import app


@app.periodic(cron="*/5 * * * *")
@app.task(name="take_up_stalled_jobs", queueing_lock="take_up_stalled_jobs")
async def take_up_stalled_jobs(timestamp: int) -> None:
    """Give the jobs of workers that died to those that live; `timestamp` is the planned instant."""
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.retry_job(job)


@app.periodic(cron="17 3 * * *")
@app.task(name="forget_old_sessions", queueing_lock="forget_old_sessions")
def forget_old_sessions(timestamp: int) -> None:
    """Remove sign-ins that have expired; `timestamp` is the planned instant."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
