"""Takings and reversals folded into counts by order: by a job, never by who takes a pass."""

from django.db import connection

from quitus.domain.redemption.models import Redemption, RedemptionCount, RedemptionFold, RedemptionReversal
from quitus.kernel.folding import PATIENCE, settled
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id

FOLD_TAKEN = """
INSERT INTO redemption_redemptioncount (scheme_id, order_id, taken, undone)
SELECT scheme_id, order_id, count(*), 0 FROM redemption_redemption
WHERE scheme_id = %(scheme)s AND line > %(from)s AND line <= %(to)s
GROUP BY scheme_id, order_id
ON CONFLICT (order_id) DO UPDATE SET taken = redemption_redemptioncount.taken + excluded.taken
"""
FOLD_UNDONE = """
INSERT INTO redemption_redemptioncount (scheme_id, order_id, taken, undone)
SELECT undone.scheme_id, taken.order_id, 0, count(*)
FROM redemption_redemptionreversal undone
JOIN redemption_redemption taken ON taken.number = undone.number AND taken.turn = undone.turn
WHERE undone.scheme_id = %(scheme)s AND undone.line > %(from)s AND undone.line <= %(to)s
GROUP BY undone.scheme_id, taken.order_id
ON CONFLICT (order_id) DO UPDATE SET undone = redemption_redemptioncount.undone + excluded.undone
"""


def settled_takings(*, patience: float = PATIENCE) -> int | None:
    """The line of the current scheme up to which no taking can appear any more; see `kernel.folding`."""
    return settled("redemption_redemption", lambda: _greatest(Redemption), patience=patience)


def settled_reversals(*, patience: float = PATIENCE) -> int | None:
    """The line up to which no reversal can appear any more, as `settled_takings`."""
    return settled("redemption_redemptionreversal", lambda: _greatest(RedemptionReversal), patience=patience)


def _greatest(model: type[Redemption] | type[RedemptionReversal]) -> int:
    return model.objects.order_by("-line").values_list("line", flat=True).first() or 0


@operation
def fold_redemptions(*, taken_to: int | None, undone_to: int | None) -> int:
    """Fold the takings and reversals of the current scheme up to these lines: how many orders changed.

    None leaves one of the two for later. Two folds at once come one after the other; counts read never change by it.
    """
    fold = _locked()
    count = 0
    with connection.cursor() as cursor:
        if taken_to is not None and taken_to > fold.taken_to:
            cursor.execute(FOLD_TAKEN, {"scheme": fold.scheme_id, "from": fold.taken_to, "to": taken_to})
            count += cursor.rowcount
            fold.taken_to = taken_to
        if undone_to is not None and undone_to > fold.undone_to:
            cursor.execute(FOLD_UNDONE, {"scheme": fold.scheme_id, "from": fold.undone_to, "to": undone_to})
            count += cursor.rowcount
            fold.undone_to = undone_to
    fold.save(update_fields=["taken_to", "undone_to"])
    return count


@operation
def unfold_redemptions() -> None:
    """Forget the counts of the current scheme: they are read from the lines until they are folded anew."""
    fold = _locked()
    RedemptionCount.objects.all().delete()
    fold.taken_to = fold.undone_to = 0
    fold.save(update_fields=["taken_to", "undone_to"])


def _locked() -> RedemptionFold:
    RedemptionFold.objects.get_or_create(scheme_id=current_scheme_id())
    (fold,) = lock(RedemptionFold.objects.filter(scheme_id=current_scheme_id()))
    return fold
