"""The job that looks for venues on the map."""

from __future__ import annotations

from procrastinate.contrib.django import app

from quitus.usecases.geocode import locate_venues


@app.periodic(cron="*/10 * * * *")
@app.task(name="locate_venues", queueing_lock="locate_venues", lock="locate_venues")
def locate(timestamp: int) -> None:
    """Look for the venues without a point; `timestamp` is the planned instant."""
    locate_venues()
