"""Jobs that keep the house: each runs on its own date, in the worker."""

from __future__ import annotations

from importlib import import_module

from django.conf import settings
from procrastinate.contrib.django import app

from quitus.interfaces.jobs import access as access  # its task is found through this module
from quitus.interfaces.jobs import bookings as bookings  # its tasks are found through this module
from quitus.interfaces.jobs import geocoding as geocoding  # its task is found through this module
from quitus.interfaces.jobs import operator_files as operator_files  # its tasks are found through this module
from quitus.interfaces.jobs import printing as printing  # its tasks are found through this module
from quitus.interfaces.jobs import webhooks as webhooks  # its tasks are found through this module
from quitus.interfaces.jobs.applications import send_application_letters
from quitus.interfaces.jobs.expiry import front
from quitus.interfaces.jobs.reminders import doors
from quitus.usecases.counters import fold_counters
from quitus.usecases.expiry import follow_calendar
from quitus.usecases.reminders import send_reminders
from quitus.usecases.signals import look_everywhere


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


@app.periodic(cron="12 * * * *")
@app.task(name="send_reminders", queueing_lock="send_reminders")
def remind(timestamp: int) -> None:
    """Remind everybody of what is owed, once a day; each hour, so that a day without worker at seven loses nothing, and
    what the mail server refused goes again. `timestamp` is the planned instant.
    """
    send_reminders(doors())


@app.periodic(cron="* * * * *")
@app.task(name="fold_counters", queueing_lock="fold_counters", lock="fold_counters")
def fold(timestamp: int) -> None:
    """Fold the lines of registers and redemptions into counters. `timestamp` is the planned instant."""
    fold_counters()


@app.periodic(cron="24 * * * *")
@app.task(name="follow_ends_of_validity", queueing_lock="follow_ends_of_validity")
def follow_ends_of_validity(timestamp: int) -> None:
    """Announce and record the ends of validity whose day has come; each hour, since an example lives at its own date
    and a worker may have been stopped. `timestamp` is the planned instant.
    """
    follow_calendar(front)


@app.periodic(cron="33 5 * * *")
@app.task(name="look_for_signals", queueing_lock="look_for_signals", lock="look_for_signals")
def look_for_signals(timestamp: int) -> None:
    """Look at what was taken since the day before for what is strange. `timestamp` is the planned instant."""
    look_everywhere()


@app.periodic(cron="* * * * *")
@app.task(name="send_application_letters", queueing_lock="send_application_letters")
def send_letters_of_applications(timestamp: int) -> None:
    """Send the letters of applications each minute: somebody waits for his link. `timestamp` is the planned instant."""
    send_application_letters()
