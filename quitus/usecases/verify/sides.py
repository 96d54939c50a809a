"""Who orders, who pays and who keeps the safe: nobody on two sides of one thing (GBCP, article 9; CGCT R.1617-3)."""

from quitus.domain.distribution.operations.regie_assents import PREPARED_BY
from quitus.domain.organisations.roles import ACCOUNTANT, AUTHORISES
from quitus.domain.vouchers.operations import steps
from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_PAIRS = {**PREPARED_BY, **steps.PREPARED_BY}
_SAID = ", ".join(f"('{agreed}', '{verb}')" for agreed, verbs in _PAIRS.items() for verb in verbs)

# The accountant's own lines: what he signed on paper is entered by the other side, which prepared it.
_AGREED_BY_ANOTHER = f"""
SELECT DISTINCT scheme.slug, agreed.subject_kind || ' ' || agreed.subject_id || ', ' || agreed.verb
FROM audit_entry agreed
JOIN (VALUES {_SAID}) pair (agreed, prepared) ON pair.agreed = agreed.verb
JOIN audit_entry prepared ON prepared.subject_kind = agreed.subject_kind AND prepared.subject_id = agreed.subject_id
    AND prepared.verb = pair.prepared AND prepared.user_id = agreed.user_id
JOIN organisations_scheme scheme ON scheme.id = agreed.scheme_id
WHERE agreed.role = '{ACCOUNTANT}'
"""

_APPOINTED_APART = f"""
WITH named AS (
    SELECT scheme_id, user_id, kind, starts_on, ends_on FROM distribution_appointment
    UNION ALL
    SELECT scheme_id, user_id, 'agent', starts_on, ends_on FROM distribution_mandatedperson
)
SELECT scheme.slug, 'compte ' || named.user_id || ', ' || named.starts_on
FROM named
JOIN organisations_membership held ON held.scheme_id = named.scheme_id AND held.user_id = named.user_id
    AND daterange(held.starts_on, held.ends_on, '[]') && daterange(named.starts_on, named.ends_on, '[]')
    AND (held.role = '{ACCOUNTANT}' OR (held.role IN {AUTHORISES} AND named.kind <> 'agent'))
JOIN organisations_scheme scheme ON scheme.id = named.scheme_id
"""

CHECKS = (
    Check(
        "3",
        "nobody_agrees_to_what_he_has_prepared",
        N_("Le comptable n'accepte rien de ce qu'il aurait lui-même préparé."),
        "audit_entry",
        _AGREED_BY_ANOTHER,
    ),
    Check(
        "3",
        "who_controls_or_authorises_is_not_appointed",
        N_("Ni le comptable n'est nommé à une régie ou à un mandat, ni l'ordonnateur n'y répond des valeurs."),
        "distribution_appointment",
        _APPOINTED_APART,
    ),
)
