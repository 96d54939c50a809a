"""Invariant 7, for what texts state: statements are of texts of their convention, decisions of values that exist."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_OF_ITS_CONVENTION = """
SELECT scheme.slug, 'énoncé ' || statement.id || ', ' || statement.place
FROM grants_statement statement
JOIN organisations_scheme scheme ON scheme.id = statement.scheme_id
JOIN grants_convention convention ON convention.id = statement.convention_id
LEFT JOIN grants_amendment amendment ON amendment.id = statement.amendment_id
LEFT JOIN acts_deliberation act ON act.id = statement.deliberation_id
WHERE convention.scheme_id <> statement.scheme_id
   OR (statement.amendment_id IS NOT NULL AND amendment.convention_id IS DISTINCT FROM statement.convention_id)
   OR (statement.deliberation_id IS NOT NULL AND act.authority_id IS DISTINCT FROM scheme.authority_id)
"""

_OF_STATEMENTS = """
SELECT scheme.slug, 'décision ' || decision.id || ', ' || decision.code
FROM grants_findingdecision decision
JOIN organisations_scheme scheme ON scheme.id = decision.scheme_id
JOIN grants_convention convention ON convention.id = decision.convention_id
WHERE convention.scheme_id <> decision.scheme_id
   OR decision.accepted NOT IN (decision.first, decision.second, '')
   OR EXISTS (
    SELECT FROM unnest(decision.statement_ids) AS stated (id)
    LEFT JOIN grants_statement statement ON statement.id = stated.id
    WHERE statement.convention_id IS DISTINCT FROM decision.convention_id)
"""

CHECKS = (
    Check(
        "7",
        "a_statement_is_of_a_text_of_its_convention",
        N_("Un énoncé vient de la convention, d'un de ses avenants ou d'un acte de la collectivité."),
        "grants_statement",
        _OF_ITS_CONVENTION,
    ),
    Check(
        "7",
        "a_decision_points_to_statements_and_values_that_exist",
        N_("Une décision sur un constat renvoie à des énoncés de sa convention et à l'une de leurs valeurs."),
        "grants_findingdecision",
        _OF_STATEMENTS,
    ),
)
