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

# By their accounts; a name written on paper is compared as written, without case nor spaces around.
_SIGNED_TWICE = """
SELECT scheme.slug, 'bordereau ' || slip.number || ', ' || slip.handed_by
FROM distribution_slip slip
JOIN organisations_scheme scheme ON scheme.id = slip.scheme_id
JOIN distribution_holder giver ON giver.id = slip.from_holder_id
JOIN distribution_holder taker ON taker.id = slip.to_holder_id
WHERE slip.received_on IS NOT NULL
    AND giver.kind IN ('accountant', 'safe', 'point', 'mandated')
    AND taker.kind IN ('accountant', 'safe', 'point', 'mandated')
    AND coalesce(
        slip.handed_by_user_id = slip.received_by_user_id,
        lower(trim(slip.handed_by)) = lower(trim(slip.received_by)))
"""

NOTICES = (
    Check(
        "custody",
        "used_though_nobody_handed_it_out",
        N_("Un pass utilisé a d'abord été remis : sinon, comptez ce stock et ouvrez un dossier de perte."),
        "redemption_redemption",
        _USED_IN_STOCK,
    ),
    Check(
        "custody",
        "one_person_signed_both_sides_of_a_slip",
        N_("Qui reçoit des pass n'est pas qui les remet : sinon, nommez une autre personne là où ils arrivent."),
        "distribution_slip",
        _SIGNED_TWICE,
    ),
)
