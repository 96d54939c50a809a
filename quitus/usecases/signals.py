"""Looking at the lines of every scheme for what is strange, once a day; and what a claim is told of it."""

import structlog

from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.redemption import operations as redemption
from quitus.domain.signals import operations, reading
from quitus.kernel.actors import Actor

log = structlog.get_logger(__name__)
PATIENCE = 5.0


def look_everywhere(*, patience: float = PATIENCE) -> int:
    """Look at the new lines of every scheme: how many signals are new. What goes wrong in one scheme is logged and does
    not stop the others.
    """
    found = 0
    for scheme in list(organisations.schemes()):
        try:
            found += look_at_scheme(scheme, patience=patience)
        except Exception:
            log.exception("signals_of_a_scheme_failed", scheme=scheme.slug)
    return found


def look_at_scheme(scheme: Scheme, *, by: Actor | None = None, patience: float = PATIENCE) -> int:
    """Look at the new lines of one scheme, so many at a time, each in a transaction of its own: how many signals are
    new. A table in which somebody writes for longer than `patience` seconds is left for the next time.

    Refuses with `NotYourRole`.
    """
    with within_scheme(scheme):
        taken = redemption.settled_takings(patience=patience)
        undone = redemption.settled_reversals(patience=patience)
        wrong = reading.settled_attempts(patience=patience)
    found, left = 0, True
    while left:
        with within_scheme(scheme):
            looked = operations.look_for_signals(
                by=by or Actor.system(), taken_to=taken, undone_to=undone, wrong_to=wrong
            )
        found, left = found + looked.found, looked.left
    return found
