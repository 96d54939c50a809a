"""Invariant 5: what is eligible keeps to its cap, what is claimed to the funder's share."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

# The value of each parameter of each convention in force today, amendments included, those annulled left out.
TERMS = """
    SELECT DISTINCT ON (parameter.convention_id, parameter.name)
           parameter.convention_id, parameter.scheme_id, parameter.name, parameter.value
    FROM grants_parameter parameter
    LEFT JOIN grants_amendment amendment ON amendment.id = parameter.amendment_id
    WHERE parameter.effective_on IS NOT NULL AND amendment.annulled_from IS NULL
    ORDER BY parameter.convention_id, parameter.name, parameter.effective_on DESC, parameter.id DESC
"""

_FROZEN = """
SELECT scheme.slug,
       coalesce('rapport ' || report.kind || ' au ' || report.period_to, 'état des dépenses au ' || statement.until)
FROM (
    SELECT frozen.*, frozen.content::jsonb -> 'figures' -> 'basis' AS basis,
           frozen.content::jsonb -> 'figures' -> 'terms' AS terms
    FROM reporting_frozenfigures frozen
) AS frozen
JOIN organisations_scheme scheme ON scheme.id = frozen.scheme_id
LEFT JOIN reporting_report report ON report.id = frozen.report_id
LEFT JOIN reporting_expenditurestatement statement ON statement.id = frozen.statement_id
"""

_ENGINEERING = (
    _FROZEN
    + """
WHERE coalesce((basis #>> '{kept_cents,engineering}')::bigint, 0) > (
    CASE terms ->> 'engineering_base' WHEN 'realised' THEN basis ->> 'paid_eligible_cents' ELSE terms ->> 'budget_cents'
    END::bigint * (terms ->> 'engineering_cap_per_mille')::bigint + 500) / 1000
"""
)

_SHARE = (
    _FROZEN
    + """
WHERE (basis ->> 'state_cents')::bigint
    > ((basis ->> 'eligible_cents')::bigint * (terms ->> 'state_share_per_mille')::bigint + 500) / 1000
   OR (basis ->> 'eligible_cents')::bigint > (terms ->> 'budget_cents')::bigint
   OR (basis ->> 'eligible_cents')::bigint > (basis ->> 'paid_eligible_cents')::bigint
"""
)

_PIC_REPORTED = (
    _FROZEN
    + """
WHERE report.id IS NOT NULL AND jsonb_typeof(terms -> 'pic_floor_per_mille') = 'number'
  AND frozen.content::jsonb #> '{figures,pic_count}' IS NULL
"""
)

_CLAIMED = f"""
SELECT scheme.slug, 'convention ' || convention.number
FROM (
    SELECT convention_id, sum(claimed_cents) AS claimed FROM budget_instalment
    WHERE claimed_cents IS NOT NULL GROUP BY convention_id
) AS instalments
JOIN grants_convention convention ON convention.id = instalments.convention_id
JOIN organisations_scheme scheme ON scheme.id = convention.scheme_id
JOIN ({TERMS}) AS budget ON budget.convention_id = convention.id AND budget.name = 'budget_cents'
JOIN ({TERMS}) AS rate ON rate.convention_id = convention.id AND rate.name = 'state_share_per_mille'
WHERE instalments.claimed > (budget.value::bigint * rate.value::bigint + 500) / 1000
"""

# When a balance is claimed on an attested final statement, what was claimed in all is at most the share it gives.
_SETTLED = """
SELECT scheme.slug, 'convention ' || convention.number
FROM reporting_expenditurestatement statement
JOIN reporting_frozenfigures frozen ON frozen.statement_id = statement.id
JOIN grants_convention convention ON convention.id = statement.convention_id
JOIN organisations_scheme scheme ON scheme.id = statement.scheme_id
WHERE statement.kind = 'final' AND statement.state IN ('attested', 'transmitted')
  AND EXISTS (SELECT FROM budget_instalment
              WHERE convention_id = convention.id AND claimed_on >= statement.attested_on)
  AND (SELECT sum(claimed_cents) FROM budget_instalment WHERE convention_id = convention.id)
    > (frozen.content::jsonb #>> '{figures,basis,state_cents}')::bigint
"""

CHECKS = (
    Check(
        "5",
        "eligible_engineering_keeps_to_its_cap",
        N_("L'ingénierie retenue ne dépasse pas son plafond."),
        "reporting_frozenfigures",
        _ENGINEERING,
    ),
    Check(
        "5",
        "the_funder_pays_its_share_of_eligible_spending",
        N_("La part du financeur ne dépasse pas son taux sur les dépenses éligibles payées, dans la limite du budget."),
        "reporting_frozenfigures",
        _SHARE,
    ),
    Check(
        "5",
        "the_share_of_publics_far_from_employment_is_reported",
        N_("La part des publics éloignés de l'emploi est rapportée quand la convention fixe un minimum."),
        "reporting_frozenfigures",
        _PIC_REPORTED,
    ),
    Check(
        "5",
        "no_more_is_claimed_than_the_share_of_the_budget",
        N_("Les versements demandés ne dépassent pas la part du financeur dans le budget."),
        "budget_instalment",
        _CLAIMED,
    ),
    Check(
        "5",
        "the_balance_keeps_to_the_final_statement",
        N_("Le solde demandé ne dépasse pas la part du financeur que l'état définitif établit."),
        "budget_instalment",
        _SETTLED,
    ),
)
