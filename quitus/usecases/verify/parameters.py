"""Invariant 7: every rate, cap, date and face value comes from a text that is in force."""

from dataclasses import MISSING, fields

from quitus.domain.grants.rules import PARAMETERS, Terms
from quitus.domain.reimbursement.rules import AUTHORITY_PAYMENT_DAYS
from quitus.domain.vouchers.entrusted import contract_sql
from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

# An order taken up from another instance was confirmed there, under texts of its own.
_CONFIRMED_HERE = """o.confirmed_on IS NOT NULL AND NOT EXISTS (
    SELECT FROM audit_entry taken
    WHERE taken.subject_kind = 'order' AND taken.subject_id = o.id::text AND taken.verb = 'take_up_order')"""

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
-- what was signed before the software came is entered with what it lacks, told on its page
WHERE convention.in_force_on IS NOT NULL AND NOT convention.is_entered AND NOT EXISTS (
    SELECT FROM grants_parameter parameter
    WHERE parameter.convention_id = convention.id AND parameter.amendment_id IS NULL
      AND parameter.name = wanted.name AND parameter.effective_on IS NOT NULL)
"""

# By the texts as they are known today, or as they were known on the day of the confirmation: an amendment annulled
# since counted then.
_FACE_VALUE = f"""
SELECT scheme.slug, 'commande ' || o.number
FROM vouchers_order o
JOIN organisations_scheme scheme ON scheme.id = o.scheme_id
WHERE {_CONFIRMED_HERE} AND o.face_value_cents::text NOT IN (
    SELECT value FROM (
        SELECT DISTINCT ON (seen.known_then) parameter.value
        FROM unnest(ARRAY[true, false]) AS seen (known_then)
        JOIN grants_parameter parameter ON parameter.convention_id = o.convention_id
         AND parameter.name = 'face_value_cents' AND parameter.effective_on <= o.confirmed_on
        LEFT JOIN grants_amendment amendment ON amendment.id = parameter.amendment_id
        WHERE amendment.annulled_from IS NULL OR amendment.annulled_from > o.confirmed_on
           OR (seen.known_then AND amendment.annulled_known_at::date > o.confirmed_on)
        ORDER BY seen.known_then, parameter.effective_on DESC, amendment.number DESC NULLS LAST, parameter.id DESC
    ) AS fixed)
"""

# An order handed to another operator was confirmed under the contract before; it keeps its delay of late entry.
_CONTRACT = f"""
SELECT scheme.slug, 'commande ' || o.number
FROM vouchers_order o
JOIN organisations_scheme scheme ON scheme.id = o.scheme_id
JOIN vouchers_operatorcontract last ON last.id = o.operator_contract_id
JOIN vouchers_operatorcontract contract ON contract.id = coalesce(
    (SELECT contract_before_id FROM vouchers_entrustment WHERE order_id = o.id ORDER BY id LIMIT 1), last.id)
WHERE {_CONFIRMED_HERE} AND (
    o.confirmed_on NOT BETWEEN contract.starts_on AND contract.ends_on OR last.market_id <> o.market_id
    OR o.late_entry_days IS DISTINCT FROM contract.late_entry_days)
"""

# The pass that an order had left: all that are not cancelled, with those cancelled since, less the uses recorded by
# then and not undone by then. A use and a cancellation wait for an entrusting, so that the instants tell.
_ENTRUSTED = """
SELECT DISTINCT scheme.slug, 'commande ' || o.number
FROM (
    SELECT *, lead(contract_before_id) OVER steps AS next_contract, lead(payer_before_id) OVER steps AS next_payer
    FROM vouchers_entrustment WINDOW steps AS (PARTITION BY order_id ORDER BY id)
) handed
JOIN vouchers_order o ON o.id = handed.order_id
JOIN organisations_scheme scheme ON scheme.id = o.scheme_id
WHERE handed.contract_id <> coalesce(handed.next_contract, o.operator_contract_id)
   OR handed.payer_id <> coalesce(handed.next_payer, o.payer_id)
   OR handed.amount_cents + (
        SELECT coalesce(sum(amount_cents), 0) FROM vouchers_repayment WHERE carried_to_id = handed.id
    ) NOT IN (0, handed.live_count * o.face_value_cents)
   OR handed.live_count <> (
        SELECT count(*) FROM vouchers_voucher WHERE order_id = o.id AND mark <> 'cancelled'
    ) + (
        SELECT coalesce(sum(change.count), 0) FROM vouchers_markchange change
        WHERE change.order_id = o.id AND change.verb = 'cancel_range' AND change.recorded_at > handed.recorded_at
    ) - (
        SELECT count(*) FROM redemption_redemption taken
        WHERE taken.order_id = o.id AND taken.recorded_at < handed.recorded_at AND NOT EXISTS (
            SELECT FROM redemption_redemptionreversal undone
            WHERE undone.number = taken.number AND undone.turn = taken.turn AND undone.recorded_at < handed.recorded_at)
    )
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
        JOIN vouchers_operatorcontract contract ON contract.id = {contract_sql("o", "taken")}
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
# it takes effect, and annulled from the instant at which that was recorded. What was signed or annulled between
# `known_at` and the freezing itself may have been seen or not.
_FROZEN_TERMS = f"""
WITH known AS (
    SELECT parameter.convention_id, parameter.name, parameter.value, parameter.effective_on,
           coalesce(amendment.number, 0) AS rank,
           greatest(coalesce(amendment.in_force_known_at, convention.in_force_known_at), parameter.recorded_at)
               AS known_at,
           coalesce(amendment.annulled_from, 'infinity') AS annulled_from,
           coalesce(amendment.annulled_known_at, 'infinity') AS annulled_at
    FROM grants_parameter parameter
    JOIN grants_convention convention ON convention.id = parameter.convention_id
    LEFT JOIN grants_amendment amendment ON amendment.id = parameter.amendment_id
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
          AND NOT (known.annulled_from <= told.closed_on AND known.annulled_at < told.known_at)
        UNION ALL SELECT CASE told.name {_SILENT} END, '-infinity', 0
    ) AS said
    WHERE said.value IS NOT DISTINCT FROM told.value AND NOT EXISTS (
        SELECT FROM known AS later
        WHERE later.convention_id = told.convention_id AND later.name = told.name
          AND later.effective_on <= told.closed_on AND later.known_at < told.known_at
          AND NOT (later.annulled_from <= told.closed_on AND later.annulled_at <= told.recorded_at)
          AND (later.effective_on, later.rank) > (said.effective_on, said.rank)))
"""


_SIGNATORY = """
SELECT scheme.slug, text.label || ', ' || text.party
FROM (
    SELECT scheme_id, 'convention ' || number AS label, is_entered, 'authority' AS party,
           authority_signed_on AS signed_on, authority_signatory_id AS power_id FROM grants_convention
    UNION ALL SELECT scheme_id, 'convention ' || number, is_entered, 'funder', funder_signed_on, funder_signatory_id
    FROM grants_convention
    UNION ALL SELECT scheme_id, 'avenant ' || number, is_entered, 'authority', authority_signed_on,
                     authority_signatory_id FROM grants_amendment
    UNION ALL SELECT scheme_id, 'avenant ' || number, is_entered, 'funder', funder_signed_on, funder_signatory_id
    FROM grants_amendment
) AS text
JOIN organisations_scheme scheme ON scheme.id = text.scheme_id
LEFT JOIN grants_powertosign power ON power.id = text.power_id
WHERE text.signed_on IS NOT NULL AND NOT (text.is_entered AND text.power_id IS NULL) AND (
    power.party IS DISTINCT FROM text.party
    OR text.signed_on NOT BETWEEN power.starts_on AND coalesce(power.ends_on, 'infinity'))
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
        "an_order_answers_to_whom_it_was_entrusted",
        N_("Une commande confiée à un autre opérateur est chez lui, payée selon l'acte, pour les pass qui restaient."),
        "vouchers_entrustment",
        _ENTRUSTED,
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
    Check(
        "7",
        "a_signature_stands_on_a_power",
        N_("Qui a signé en avait le pouvoir ce jour-là, pour cette partie."),
        "grants_powertosign",
        _SIGNATORY,
    ),
)
