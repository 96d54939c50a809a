"""Files with codes are kept no longer than they are needed."""

from datetime import timedelta
from functools import partial

from django.db import transaction

from quitus.connectors import print_files, sheets
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.printing import operations, queries, states
from quitus.domain.printing.models import PrintRun
from quitus.kernel.actors import Actor
from quitus.kernel.clock import today
from quitus.kernel.operation import operation


@operation
def erase_run(*, by: Actor, run_id: int, reason: str) -> PrintRun:
    """Erase the files of a run now. Refuses as `printing.erase_run`."""
    run = operations.erase_run(by=by, run_id=run_id, reason=reason)
    transaction.on_commit(partial(print_files.erase, run.pk))  # what is not written down is not erased
    return run


def erase_delivered() -> int:
    """Erase the files of every scheme whose order was counted, and whose design keeps them no longer: how many runs.

    They stay `kept_days` after the delivery was counted; those of a CSV, or of a cancelled order, go at once. What is
    printed again later is kept for as long from the day it was asked. A run that nobody finishes is stopped first; what
    a process left behind of a run already erased goes too.
    """
    sheets.forget_leftovers()
    erased = 0
    for scheme in organisations.schemes():
        with within_scheme(scheme):
            for run in queries.erased_among(print_files.kept()):
                print_files.erase(run)
            erased += sum(_erase(run) for run in list(queries.runs_to_erase()) if _is_over(run))
    return erased


def _erase(run: PrintRun) -> bool:
    """Erase a run, unless a process of this machine is making it."""
    try:
        with print_files.alone(run.pk):
            if run.state in states.UNDER_WAY:
                operations.stop_run(by=Actor.system(), run_id=run.pk, reason="livraison comptée, impression inachevée")
            erase_run(by=Actor.system(), run_id=run.pk, reason="livraison comptée")
    except print_files.RunTaken:
        return False
    return True


def _is_over(run: PrintRun) -> bool:
    counted = run.order.delivered_on
    if counted is None:
        return True
    kept = run.design.kept_days if run.design else 0
    return max(counted, run.asked_on) + timedelta(days=kept) < today()
