"""Jobs of operators' files: large ones are read and imported here, part by part."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import structlog
from procrastinate.contrib.django import app

from quitus.domain.organisations import queries
from quitus.domain.organisations.operations import within_scheme
from quitus.kernel.refusals import Refusal
from quitus.usecases.operator_files import CHECK_JOB, IMPORT_JOB, check_file, go_on_importing

log = structlog.get_logger(__name__)


@app.task(name=CHECK_JOB)
def check_operator_file(scheme_id: int, membership_id: int, file_id: int) -> None:
    """Read a file for the person who sent it."""
    _do(check_file, scheme_id, membership_id, file_id)


@app.task(name=IMPORT_JOB)
def import_operator_file(scheme_id: int, membership_id: int, file_id: int) -> None:
    """Import a file in the name of the person who decided it; stopped in the middle, it goes on where it was."""
    _do(go_on_importing, scheme_id, membership_id, file_id)


def _do(work: Callable[..., object], scheme_id: int, membership_id: int, file_id: int) -> None:
    scope = partial(within_scheme, queries.scheme_by_id(scheme_id))
    with scope():
        by = queries.actor_of(queries.membership(membership_id))
    try:
        work(by=by, file_id=file_id, scope=scope)
    except Refusal as refusal:
        log.warning("operator_file_refused", file=file_id, code=refusal.code)
