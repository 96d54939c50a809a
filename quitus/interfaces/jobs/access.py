"""The job of tokens: those of devices are forgotten a month after their end."""

from __future__ import annotations

from procrastinate.contrib.django import app

from quitus.domain.access.operations import forget_ended_accesses
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.organisations.queries import schemes


@app.periodic(cron="47 3 * * *")
@app.task(name="forget_ended_accesses", queueing_lock="forget_ended_accesses")
def forget(timestamp: int) -> None:
    """Remove what devices held. `timestamp` is the planned instant."""
    for scheme in list(schemes()):
        with within_scheme(scheme):
            forget_ended_accesses()
