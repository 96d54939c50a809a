"""Lines of the register folded into days: by a job, beside those who move pass, never by them."""

from django.db import connection

from quitus.domain.distribution.models import CustodyDay, CustodyFold, Movement
from quitus.kernel.folding import PATIENCE, settled
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id

LINES = "distribution_movement"

# What each line did to the holder it left and to the one it came to, by holder, day and order.
FOLD = """
INSERT INTO distribution_custodyday (scheme_id, holder_id, day, order_id, came, went)
SELECT %(scheme)s, holder_id, occurred_on, order_id, sum(came), sum(went)
FROM (
    SELECT line.to_holder_id AS holder_id, line.occurred_on, line.order_id,
           line.last - line.first + 1 AS came, 0 AS went
    FROM distribution_movement line
    WHERE line.scheme_id = %(scheme)s AND line.id > %(from)s AND line.id <= %(to)s
    UNION ALL
    SELECT line.from_holder_id, line.occurred_on, line.order_id, 0, line.last - line.first + 1
    FROM distribution_movement line
    WHERE line.scheme_id = %(scheme)s AND line.id > %(from)s AND line.id <= %(to)s AND line.from_holder_id IS NOT NULL
) AS sides
GROUP BY holder_id, occurred_on, order_id
ON CONFLICT (holder_id, day, order_id) DO UPDATE
SET came = distribution_custodyday.came + excluded.came, went = distribution_custodyday.went + excluded.went
"""


def settled_line(*, patience: float = PATIENCE) -> int | None:
    """The line of the current scheme up to which nothing can appear any more; None when somebody still writes.

    See `kernel.folding`. Waits without holding anything: outside of the operation that folds.
    """
    return settled(LINES, _greatest, patience=patience)


def _greatest() -> int:
    return Movement.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@operation
def fold_register(*, to: int) -> int:
    """Fold the lines of the current scheme up to `to` (from `settled_line`): how many rows of days changed.

    Two folds at once come one after the other, and the second finds nothing left. Balances never change by it.
    """
    fold = _locked()
    if to <= fold.folded_to:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(FOLD, {"scheme": fold.scheme_id, "from": fold.folded_to, "to": to})
        count: int = cursor.rowcount
    fold.folded_to = to
    fold.save(update_fields=["folded_to"])
    return count


@operation
def unfold_register() -> None:
    """Forget the folded days of the current scheme: every figure is read from the lines until they are folded anew."""
    fold = _locked()
    CustodyDay.objects.all().delete()
    fold.folded_to = 0
    fold.save(update_fields=["folded_to"])


def _locked() -> CustodyFold:
    CustodyFold.objects.get_or_create(scheme_id=current_scheme_id())
    (fold,) = lock(CustodyFold.objects.filter(scheme_id=current_scheme_id()))
    return fold
