"""Lines that only grow, folded into the counters that pages read: beside the work, never inside of it."""

import structlog

from quitus.domain.distribution import operations as distribution
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.redemption import operations as redemption

log = structlog.get_logger(__name__)
PATIENCE = 5.0


def fold_counters(*, patience: float = PATIENCE) -> int:
    """Fold what can be folded in every scheme: how many rows of counters changed.

    A transaction that stays open for longer than `patience` seconds leaves its table for the next time. Figures are
    exact with or without it: what is not folded is read from the lines. What goes wrong in one scheme is logged and
    does not stop the others.
    """
    changed = 0
    for scheme in list(organisations.schemes()):
        try:
            changed += fold_scheme(scheme, patience=patience)
        except Exception:
            log.exception("counters_of_a_scheme_failed", scheme=scheme.slug)
    return changed


def fold_scheme(scheme: Scheme, *, patience: float = PATIENCE) -> int:
    """Fold the counters of one scheme: first find how far, then fold in a transaction of its own."""
    with within_scheme(scheme):
        moved = distribution.settled_line(patience=patience)
        taken = redemption.settled_takings(patience=patience)
        undone = redemption.settled_reversals(patience=patience)
    with within_scheme(scheme):
        changed = distribution.fold_register(to=moved) if moved is not None else 0
        return changed + redemption.fold_redemptions(taken_to=taken, undone_to=undone)


def rebuild_counters(scheme: Scheme) -> int:
    """Forget the counters of a scheme and fold its lines anew, should `verify` ever find a counter that is wrong."""
    with within_scheme(scheme):
        distribution.unfold_register()
        redemption.unfold_redemptions()
    return fold_scheme(scheme)
