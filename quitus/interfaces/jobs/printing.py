"""Jobs of printing: runs are made here, and their files erased when they are needed no more."""

from __future__ import annotations

import structlog
from procrastinate.contrib.django import app

from quitus.domain.organisations.queries import scheme_by_id
from quitus.kernel.refusals import Refusal
from quitus.usecases.printing import erase_delivered, make_run
from quitus.usecases.printing.runs import JOB

log = structlog.get_logger(__name__)


@app.task(name=JOB)
def make_print_run(scheme_id: int, run_id: int) -> None:
    """Make the parts of a run that are missing; a run that is refused says why on its page."""
    try:
        make_run(scheme_by_id(scheme_id), run_id)
    except Refusal as refusal:
        log.warning("print_run_refused", run=run_id, code=refusal.code)


@app.periodic(cron="41 4 * * *")
@app.task(name="erase_delivered_prints", queueing_lock="erase_delivered_prints")
def erase_delivered_prints(timestamp: int) -> None:
    """Erase the files of orders that were counted; `timestamp` is the planned instant."""
    erase_delivered()
