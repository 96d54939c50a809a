"""Invariant 7: every rate, cap, date and face value comes from a text that is in force."""

from dataclasses import MISSING, fields

from quitus.domain.grants.rules import PARAMETERS, Terms
from quitus.domain.reimbursement.rules import AUTHORITY_PAYMENT_DAYS
from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_OF_A_SIGNED_TEXT = """
SELECT scheme.slug, 'convention ' || convention.number || ', ' || parameter.name
FROM grants_parameter parameter
JOIN organisations_scheme scheme ON scheme.id = parameter.scheme_id
JOIN grants_convention convention ON convention.id = parameter.convention_id
LEFT JOIN grants_amendment amendment ON amendment.id = parameter.amendment_id
WHERE parameter.effective_on IS NOT NULL AND (
    parameter.effective_on IS DISTINCT FROM
        (CASE WHEN parameter.amendment_id IS NULL THEN convention.in_force_on ELSE amendment.in_force_on END)
    OR amendment.convention_id IS DISTINCT FROM
        (CASE WHEN parameter.amendment_id IS NOT NULL THEN parameter.convention_id END))
"""

_COMPLETE = """
SELECT scheme.slug, 'convention ' || convention.number || ', ' || wanted.name
FROM grants_convention convention
JOIN organisations_scheme scheme ON scheme.id = convention.scheme_id
CROSS JOIN unnest(ARRAY[{names}]) AS wanted (name)
WHERE convention.in_force_on IS NOT NULL AND NOT EXISTS (
    SELECT FROM grants_parameter parameter
    WHERE parameter.convention_id = convention.id AND parameter.amendment_id IS NULL
      AND parameter.name = wanted.name AND parameter.effective_on IS NOT NULL)
"""

_FACE_VALUE = """
SELECT scheme.slug, 'commande ' || o.number
FROM vouchers_order o
JOIN organisations_scheme scheme ON scheme.id = o.scheme_id
WHERE o.confirmed_on IS NOT NULL AND o.face_value_cents::text IS DISTINCT FROM (
    SELECT parameter.value FROM grants_parameter parameter
    WHERE parameter.convention_id = o.convention_id AND parameter.name = 'face_value_cents'
      AND parameter.effective_on <= o.confirmed_on
    ORDER BY parameter.effective_on DESC, parameter.id DESC LIMIT 1)
"""

_CONTRACT = """
SELECT scheme.slug, 'commande ' || o.number
FROM vouchers_order o
JOIN organisations_scheme scheme ON scheme.id = o.scheme_id
JOIN vouchers_operatorcontract contract ON contract.id = o.operator_contract_id
WHERE o.confirmed_on IS NOT NULL AND (
    o.confirmed_on NOT BETWEEN contract.starts_on AND contract.ends_on OR contract.market_id <> o.market_id
    OR o.late_entry_days IS DISTINCT FROM contract.late_entry_days)
"""

_PAY_BY = f"""
SELECT scheme.slug, 'demande ' || claim.number
FROM reimbursement_claim claim
JOIN organisations_scheme scheme ON scheme.id = claim.scheme_id
WHERE claim.submitted_on IS NOT NULL AND NOT EXISTS (
    SELECT FROM (
        SELECT min(contract.payment_days) AS days FROM reimbursement_claimline line
        JOIN redemption_redemption taken ON taken.number = line.number AND taken.turn = line.turn
        JOIN vouchers_order o ON o.id = taken.order_id
        JOIN vouchers_operatorcontract contract ON contract.id = o.operator_contract_id
        WHERE line.claim_id = claim.id AND claim.payer_id <> scheme.authority_id
        UNION ALL SELECT {AUTHORITY_PAYMENT_DAYS} WHERE claim.payer_id = scheme.authority_id
    ) AS delay
    -- carried over a week-end and the holidays beside it
    WHERE claim.pay_by - claim.submitted_on BETWEEN delay.days AND delay.days + 4)
"""

_SCHEDULE = """
SELECT scheme.slug, 'échéancier ' || line.year
FROM reporting_schedule line
JOIN organisations_scheme scheme ON scheme.id = line.scheme_id
JOIN grants_convention convention ON convention.id = line.convention_id
LEFT JOIN grants_amendment amendment ON amendment.id = line.amendment_id
WHERE convention.scheme_id <> line.scheme_id
   OR (line.amendment_id IS NOT NULL AND amendment.convention_id IS DISTINCT FROM line.convention_id)
"""

# What the terms are where the convention says nothing.
_SILENT = " ".join(
    f"WHEN '{field.name}' THEN '{field.default}'" for field in fields(Terms) if field.default not in (MISSING, None)
)

# A parameter is known from the instant at which the last signature of its text was recorded, not from the day on which
# it takes effect. What was signed between `known_at` and the freezing itself may have been seen or not.
_FROZEN_TERMS = f"""
WITH known AS (
    SELECT parameter.convention_id, parameter.name, parameter.value, parameter.effective_on,
           coalesce(amendment.number, 0) AS rank, coalesce(signed.at, parameter.recorded_at) AS known_at
    FROM grants_parameter parameter
    LEFT JOIN grants_amendment amendment ON amendment.id = parameter.amendment_id
    LEFT JOIN (
        SELECT verb, subject_id, max(at) AS at FROM audit_entry
        WHERE verb IN ('sign_convention', 'sign_amendment') GROUP BY 1, 2
    ) AS signed ON (signed.verb, signed.subject_id) =
        (CASE WHEN amendment.id IS NULL THEN 'sign_convention' ELSE 'sign_amendment' END,
         coalesce(amendment.id, parameter.convention_id)::text)
    WHERE parameter.effective_on IS NOT NULL
), told AS (
    SELECT frozen.scheme_id, frozen.known_at, frozen.recorded_at, term.key AS name, term.value,
           coalesce(report.convention_id, statement.convention_id) AS convention_id,
           coalesce(report.period_to, statement.until) AS closed_on,
           coalesce('rapport ' || report.kind || ' au ' || report.period_to,
                    'état des dépenses au ' || statement.until) AS label
    FROM reporting_frozenfigures frozen
    LEFT JOIN reporting_report report ON report.id = frozen.report_id
    LEFT JOIN reporting_expenditurestatement statement ON statement.id = frozen.statement_id
    CROSS JOIN LATERAL jsonb_each_text(frozen.content::jsonb #> '{{figures,terms}}') AS term
)
SELECT scheme.slug, told.label || ', ' || told.name
FROM told JOIN organisations_scheme scheme ON scheme.id = told.scheme_id
WHERE NOT EXISTS (
    SELECT FROM (
        SELECT value, effective_on, rank FROM known
        WHERE known.convention_id = told.convention_id AND known.name = told.name
          AND known.effective_on <= told.closed_on AND known.known_at <= told.recorded_at
        UNION ALL SELECT CASE told.name {_SILENT} END, '-infinity', 0
    ) AS said
    WHERE said.value IS NOT DISTINCT FROM told.value AND NOT EXISTS (
        SELECT FROM known AS later
        WHERE later.convention_id = told.convention_id AND later.name = told.name
          AND later.effective_on <= told.closed_on AND later.known_at < told.known_at
          AND (later.effective_on, later.rank) > (said.effective_on, said.rank)))
"""


def _quoted(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


_REQUIRED = [name for name, about in PARAMETERS.items() if about.required]


CHECKS = (
    Check(
        "7",
        "a_parameter_is_of_a_text_in_force",
        N_("Un paramètre en vigueur appartient à une convention ou à un avenant signé, à sa date."),
        "grants_parameter",
        _OF_A_SIGNED_TEXT,
    ),
    Check(
        "7",
        "a_convention_in_force_is_complete",
        N_("Une convention en vigueur fixe tous les paramètres nécessaires."),
        "grants_parameter",
        _COMPLETE.format(names=_quoted(_REQUIRED)),
    ),
    Check(
        "7",
        "the_face_value_is_the_conventions",
        N_("La valeur faciale d'une commande est celle de la convention à la date de confirmation."),
        "vouchers_order",
        _FACE_VALUE,
    ),
    Check(
        "7",
        "fees_and_tolerance_are_a_contracts",
        N_("Une commande à un opérateur relève d'un contrat en cours, sous le même marché, et en garde les délais."),
        "vouchers_order",
        _CONTRACT,
    ),
    Check(
        "7",
        "a_claim_is_due_when_the_law_or_a_contract_says",
        N_("Une demande est à payer dans le délai de la loi ou du contrat de l'opérateur qui la paie."),
        "reimbursement_claim",
        _PAY_BY,
    ),
    Check(
        "7",
        "the_schedule_is_of_a_convention",
        N_("L'échéancier appartient à la convention ou à un avenant de celle-ci."),
        "reporting_schedule",
        _SCHEDULE,
    ),
    Check(
        "7",
        "frozen_terms_are_those_of_the_convention",
        N_("Ce qui est figé l'est aux termes de la convention à son dernier jour, tels qu'ils étaient connus."),
        "reporting_frozenfigures",
        _FROZEN_TERMS,
    ),
)
