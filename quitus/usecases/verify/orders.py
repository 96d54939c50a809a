"""Invariant 1, and custody: every pass ordered exists once and is in one hand."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_ORDERS = """
SELECT scheme.slug, 'commande ' || o.number
FROM vouchers_order o JOIN organisations_scheme scheme ON scheme.id = o.scheme_id
"""

_PASS_OF_AN_ORDER = (
    _ORDERS
    + """
LEFT JOIN (
    SELECT order_id, count(*) AS pass, min(number) AS first, max(number) AS last
    FROM vouchers_voucher GROUP BY order_id
) AS minted ON minted.order_id = o.id
WHERE minted.pass IS DISTINCT FROM (CASE WHEN o.series IS NOT NULL THEN o.quantity END)
   OR minted.first <> o.series::bigint * 10000000 + 1
   OR minted.last <> o.series::bigint * 10000000 + o.quantity
"""
)

# What the delivery lacked is cancelled for good and stands apart in the register.
_MISSING_AT_DELIVERY = (
    _ORDERS
    + """
LEFT JOIN (
    SELECT movement.order_id, sum(movement.last - movement.first + 1) AS pass
    FROM distribution_movement movement JOIN distribution_holder holder ON holder.id = movement.to_holder_id
    WHERE holder.kind = 'not_delivered' GROUP BY movement.order_id
) AS apart ON apart.order_id = o.id
WHERE o.delivered_count IS NOT NULL AND o.quantity - o.delivered_count <> coalesce(apart.pass, 0)
"""
)

# Deliveries told against the lines by which the accountant took them in charge.
_DELIVERED_CAME = (
    _ORDERS
    + """
LEFT JOIN (
    SELECT delivery.order_id, sum(part.last - part.first + 1) AS pass
    FROM vouchers_delivery delivery JOIN vouchers_deliveryrange part ON part.delivery_id = delivery.id
    WHERE part.kind = 'came' GROUP BY delivery.order_id
) AS told ON told.order_id = o.id
LEFT JOIN (
    SELECT order_id, sum(last - first + 1) AS pass FROM distribution_movement
    WHERE verb = 'receive_delivery' GROUP BY order_id
) AS taken ON taken.order_id = o.id
WHERE coalesce(told.pass, 0) <> coalesce(taken.pass, 0)
"""
)

_MISSING_ARE_CANCELLED = """
SELECT scheme.slug, 'pass ' || voucher.number
FROM distribution_holding holding
JOIN distribution_holder holder ON holder.id = holding.holder_id
JOIN organisations_scheme scheme ON scheme.id = holding.scheme_id
JOIN vouchers_voucher voucher
  ON voucher.number >= lower(holding.numbers) AND voucher.number < upper(holding.numbers)
WHERE holder.kind = 'not_delivered' AND voucher.mark <> 'cancelled'
"""

_CUSTODY_COVERS = (
    _ORDERS
    + """
LEFT JOIN (
    SELECT order_id, range_agg(numbers) AS numbers, sum(upper(numbers) - lower(numbers)) AS pass
    FROM distribution_holding GROUP BY order_id
) AS held ON held.order_id = o.id
WHERE o.series IS NOT NULL AND (
    held.numbers IS DISTINCT FROM int8multirange(
        int8range(o.series::bigint * 10000000 + 1, o.series::bigint * 10000000 + 1 + o.quantity))
    OR held.pass <> o.quantity)
"""
)

# What remains of each line once later lines have taken their numbers is where the pass are now.
_CUSTODY_FOLLOWS_LINES = """
WITH standing AS MATERIALIZED (
    SELECT scheme_id, order_id, to_holder_id AS holder_id,
           int8multirange(int8range(first, last, '[]')) - coalesce((
               SELECT range_agg(int8range(later.first, later.last, '[]')) FROM distribution_movement later
               WHERE later.id > line.id
                 AND int8range(later.first, later.last, '[]') && int8range(line.first, line.last, '[]')
           ), '{}') AS numbers
    FROM distribution_movement line
), by_lines AS (
    SELECT scheme_id, order_id, holder_id, range_agg(numbers) AS numbers
    FROM standing WHERE NOT isempty(numbers) GROUP BY 1, 2, 3
), by_holdings AS (
    SELECT scheme_id, order_id, holder_id, range_agg(numbers) AS numbers
    FROM distribution_holding GROUP BY 1, 2, 3
)
SELECT scheme.slug, 'commande ' || coalesce(o.number, '?') || ', ' || holder.label
FROM by_lines FULL JOIN by_holdings USING (scheme_id, order_id, holder_id)
JOIN organisations_scheme scheme ON scheme.id = scheme_id
JOIN distribution_holder holder ON holder.id = holder_id
LEFT JOIN vouchers_order o ON o.id = order_id
WHERE by_lines.numbers IS DISTINCT FROM by_holdings.numbers
"""

# Of each line, the numbers whose line before did not bring them to the giver. « + 0 » keeps the planner to the index
# of ranges: few lines share numbers, many come between two.
_GIVER_HAD_THEM = """
SELECT scheme.slug, 'bordereau ' || coalesce(slip.number, '?')
FROM distribution_movement line
JOIN organisations_scheme scheme ON scheme.id = line.scheme_id
LEFT JOIN distribution_slip slip ON slip.id = line.slip_id
WHERE line.from_holder_id IS NOT NULL AND NOT isempty(
    int8multirange(int8range(line.first, line.last, '[]')) - coalesce((
        SELECT range_agg(
            int8multirange(int8range(before.first, before.last, '[]')) - coalesce((
                SELECT range_agg(int8range(between_them.first, between_them.last, '[]'))
                FROM distribution_movement between_them
                WHERE between_them.id + 0 > before.id AND between_them.id + 0 < line.id
                  AND int8range(between_them.first, between_them.last, '[]') && int8range(line.first, line.last, '[]')
            ), '{}'))
        FROM distribution_movement before
        WHERE before.id < line.id AND before.to_holder_id = line.from_holder_id
          AND int8range(before.first, before.last, '[]') && int8range(line.first, line.last, '[]')
    ), '{}'))
"""

_SAFE_AFTER_REGIE = """
SELECT scheme.slug, 'bordereau ' || coalesce(slip.number, '?')
FROM distribution_movement line
JOIN organisations_scheme scheme ON scheme.id = line.scheme_id
JOIN distribution_holder holder ON holder.id = line.to_holder_id
JOIN distribution_imprest imprest ON imprest.id = holder.imprest_id
LEFT JOIN distribution_slip slip ON slip.id = line.slip_id
WHERE holder.kind = 'safe' AND (imprest.constituted_on IS NULL OR line.occurred_on < imprest.constituted_on)
"""

CHECKS = (
    Check(
        "1",
        "every_pass_ordered_exists_once",
        N_("Une commande a autant de pass qu'elle en compte, à la suite dans sa série."),
        "vouchers_voucher",
        _PASS_OF_AN_ORDER,
    ),
    Check(
        "1",
        "what_was_not_delivered_stands_apart",
        N_("Les pass manquants à la livraison sont mis à part, en nombre égal à l'écart constaté."),
        "distribution_movement",
        _MISSING_AT_DELIVERY,
    ),
    Check(
        "1",
        "what_is_delivered_came_into_custody",
        N_("Le comptable a pris en charge autant de pass que les livraisons en disent venus."),
        "distribution_movement",
        _DELIVERED_CAME,
    ),
    Check(
        "1",
        "what_was_not_delivered_is_cancelled",
        N_("Un pass manquant à la livraison est annulé."),
        "vouchers_voucher",
        _MISSING_ARE_CANCELLED,
    ),
    Check(
        "custody",
        "every_pass_is_in_one_hand",
        N_("Chaque pass d'une commande produite est dans une main et une seule."),
        "distribution_holding",
        _CUSTODY_COVERS,
    ),
    Check(
        "custody",
        "custody_follows_from_the_register",
        N_("Ce que chacun détient se déduit des lignes du registre."),
        "distribution_holding",
        _CUSTODY_FOLLOWS_LINES,
    ),
    Check(
        "custody",
        "nobody_gives_what_he_has_not",
        N_("Qui remet des pass les détenait."),
        "distribution_movement",
        _GIVER_HAD_THEM,
    ),
    Check(
        "custody",
        "no_stock_enters_a_safe_before_its_regie",
        N_("Aucun pass n'entre dans un coffre avant l'acte constitutif de la régie."),
        "distribution_movement",
        _SAFE_AFTER_REGIE,
    ),
)
