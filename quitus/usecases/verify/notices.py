"""What is no fault of the books, and still wants somebody's look: told after the faults, it fails nothing."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_USED_IN_STOCK = """
SELECT scheme.slug, 'pass ' || taken.number || ', ' || holder.label
FROM distribution_holder holder
JOIN organisations_scheme scheme ON scheme.id = holder.scheme_id
JOIN distribution_holding held ON held.holder_id = holder.id
JOIN redemption_redemption taken ON taken.number BETWEEN held.first AND held.last
WHERE holder.kind IN ('printer', 'carrier', 'accountant', 'safe', 'point', 'mandated', 'drawer') AND NOT EXISTS (
    SELECT FROM redemption_redemptionreversal undone
    WHERE undone.number = taken.number AND undone.turn = taken.turn)
"""

NOTICES = (
    Check(
        "custody",
        "used_though_nobody_handed_it_out",
        N_("Un pass utilisé a d'abord été remis : sinon, comptez ce stock et ouvrez un dossier de perte."),
        "redemption_redemption",
        _USED_IN_STOCK,
    ),
)
