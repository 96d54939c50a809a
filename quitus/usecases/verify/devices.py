"""Invariant 2, without network: what devices signed is whole, and what became of it is in the books."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

# A line whose code was typed is kept without its text: its head stands for it.
_CHAIN = """
SELECT scheme.slug, terminal.label || ', ligne ' || line.n
FROM (
    SELECT *, row_number() OVER device AS rank, lag(head, 1, repeat('0', 64)) OVER device AS before
    FROM terminals_offlineline WINDOW device AS (PARTITION BY terminal_id ORDER BY n)
) AS line
JOIN terminals_terminal terminal ON terminal.id = line.terminal_id
JOIN organisations_scheme scheme ON scheme.id = line.scheme_id
WHERE line.n <> line.rank
   OR (line.text <> '' AND line.head <> encode(sha256(convert_to(line.before || line.text, 'UTF8')), 'hex'))
"""

_ACKNOWLEDGED = """
SELECT scheme.slug, terminal.label
FROM terminals_terminal terminal
JOIN organisations_scheme scheme ON scheme.id = terminal.scheme_id
LEFT JOIN LATERAL (
    SELECT n, head FROM terminals_offlineline WHERE terminal_id = terminal.id ORDER BY n DESC LIMIT 1
) AS last ON true
WHERE terminal.acknowledged_n <> coalesce(last.n, 0)
   OR terminal.acknowledged_head <> coalesce(last.head, repeat('0', 64))
"""

_RECORDED = """
SELECT scheme.slug, 'pass ' || line.number || ', ligne ' || line.n
FROM terminals_offlineline line
JOIN organisations_scheme scheme ON scheme.id = line.scheme_id
LEFT JOIN redemption_redemption taken ON taken.number = line.number AND taken.turn = line.turn
WHERE line.verdict = 'recorded' AND (
    taken.request IS DISTINCT FROM line.request OR taken.venue_id IS DISTINCT FROM line.venue_id
    OR taken.service_on IS DISTINCT FROM line.service_on)
"""

_SIGNED = """
SELECT scheme.slug, 'pass ' || taken.number
FROM redemption_redemption taken
JOIN organisations_scheme scheme ON scheme.id = taken.scheme_id
WHERE taken.door = 'device' AND NOT EXISTS (
    SELECT FROM terminals_offlineline line
    WHERE line.number = taken.number AND line.terminal_id = taken.terminal_id AND line.turn = taken.turn
      AND line.request = taken.request AND line.taken_at = taken.taken_at)
"""

_CONFLICTS = """
SELECT scheme.slug, 'pass ' || coalesce(line.number::text, '?') || ', ligne ' || line.n
FROM terminals_offlineline line
JOIN organisations_scheme scheme ON scheme.id = line.scheme_id
LEFT JOIN redemption_conflict conflict ON conflict.line_id = line.id
WHERE (line.verdict = 'conflict') <> (conflict.id IS NOT NULL) OR conflict.number <> line.number
"""

_COMPENSATED = """
SELECT scheme.slug, 'pass ' || conflict.number
FROM redemption_conflict conflict
JOIN organisations_scheme scheme ON scheme.id = conflict.scheme_id
JOIN terminals_offlineline line ON line.id = conflict.line_id
LEFT JOIN vouchers_voucher voucher ON voucher.number = conflict.number
LEFT JOIN vouchers_order o ON o.id = voucher.order_id
WHERE conflict.face_value_cents IS DISTINCT FROM o.face_value_cents OR EXISTS (
    SELECT FROM redemption_redemption taken WHERE taken.number = conflict.number AND taken.request = line.request)
"""

_TOLD = """
SELECT scheme.slug, terminal.label || ', ligne ' || line.n
FROM terminals_offlineline line
JOIN terminals_terminal terminal ON terminal.id = line.terminal_id
JOIN organisations_scheme scheme ON scheme.id = line.scheme_id
LEFT JOIN terminals_offlinetold told ON told.line_id = line.id
WHERE (line.verdict IN ('refused', 'conflict')) <> (told.id IS NOT NULL)
"""

CHECKS = (
    Check(
        "2",
        "lines_of_a_device_follow_one_another",
        N_("Les lignes d'un appareil se suivent sans trou, telles qu'il les a signées."),
        "terminals_offlineline",
        _CHAIN,
    ),
    Check(
        "2",
        "a_device_is_acknowledged_to_its_last_line",
        N_("Un appareil sait jusqu'à quelle ligne il est reçu."),
        "terminals_terminal",
        _ACKNOWLEDGED,
    ),
    Check(
        "2",
        "what_a_device_recorded_is_a_use",
        N_("Une ligne d'appareil enregistrée est une utilisation, avec les mêmes faits."),
        "terminals_offlineline",
        _RECORDED,
    ),
    Check(
        "2",
        "a_use_without_network_was_signed_by_its_device",
        N_("Une utilisation hors connexion est une ligne que son appareil a signée."),
        "redemption_redemption",
        _SIGNED,
    ),
    Check(
        "2",
        "a_conflict_is_of_one_line_in_conflict",
        N_("Chaque ligne en conflit a son conflit, et aucun autre n'existe."),
        "redemption_conflict",
        _CONFLICTS,
    ),
    Check(
        "2",
        "a_conflict_is_worth_its_pass_and_is_no_use",
        N_("Un conflit vaut la valeur faciale de son pass, et n'est pas une utilisation."),
        "redemption_conflict",
        _COMPENSATED,
    ),
    Check(
        "2",
        "what_was_promised_and_not_kept_is_told",
        N_("Ce qu'un appareil a promis et que le serveur a décidé autrement est dit à la personne."),
        "terminals_offlinetold",
        _TOLD,
    ),
)
