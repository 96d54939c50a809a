"""What an order lived through, told twice: deliveries, prolongations, what it restricts, the law of self-issue."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_ORDERS = """
SELECT scheme.slug, 'commande ' || o.number
FROM vouchers_order o JOIN organisations_scheme scheme ON scheme.id = o.scheme_id
"""

# An order delivered before deliveries were followed line by line has none.
_DELIVERIES_ADD_UP = (
    _ORDERS
    + """
JOIN (
    SELECT order_id, sum(counted) AS counted, sum(missing_count) AS missing FROM vouchers_delivery GROUP BY order_id
) AS told ON told.order_id = o.id
LEFT JOIN (
    SELECT delivery.order_id, coalesce(sum(line.last - line.first + 1) FILTER (WHERE line.kind = 'came'), 0) AS counted,
           coalesce(sum(line.last - line.first + 1) FILTER (WHERE line.kind = 'missing'), 0) AS missing
    FROM vouchers_deliveryrange line JOIN vouchers_delivery delivery ON delivery.id = line.delivery_id
    GROUP BY delivery.order_id
) AS ranges ON ranges.order_id = o.id
WHERE told.counted <> coalesce(ranges.counted, 0) OR told.missing <> coalesce(ranges.missing, 0)
   OR told.counted + told.missing > o.quantity
   OR (o.delivered_on IS NOT NULL) <> (told.counted + told.missing = o.quantity)
   OR o.delivered_count <> told.counted
"""
)

_LAST_DAY_FOLLOWS = (
    _ORDERS
    + """
JOIN (
    SELECT order_id, id, valid_until_before, usable_until_before, valid_until, usable_until,
           lead(valid_until_before) OVER moved AS valid_then, lead(usable_until_before) OVER moved AS usable_then
    FROM vouchers_orderprolongation WINDOW moved AS (PARTITION BY order_id ORDER BY id)
) AS line ON line.order_id = o.id
WHERE coalesce(line.valid_then, o.valid_until) <> line.valid_until
   OR coalesce(line.usable_then, o.usable_until) <> line.usable_until
"""
)

_WITHIN_RESTRICTIONS = """
SELECT scheme.slug, 'pass ' || used.number || ', ' || used.service_on
FROM redemption_redemption used
JOIN organisations_scheme scheme ON scheme.id = used.scheme_id
JOIN vouchers_order o ON o.id = used.order_id AND (o.service_codes <> '{}' OR o.territory <> '{}')
JOIN grants_service service ON service.id = used.service_id
JOIN venues_venue venue ON venue.id = used.venue_id
WHERE NOT EXISTS (
        SELECT FROM redemption_redemptionreversal undone WHERE undone.number = used.number AND undone.turn = used.turn)
  AND ((o.service_codes <> '{}' AND service.code <> ALL (o.service_codes))
    OR (o.territory <> '{}' AND NOT EXISTS (
        SELECT FROM unnest(o.territory) AS beginning WHERE starts_with(venue.postcode, beginning))))
"""

_LAW_OF_SELF_ISSUE = (
    _ORDERS
    + """
WHERE o.shape = 'self_issued' AND o.confirmed_on IS NOT NULL AND NOT EXISTS (
    SELECT FROM vouchers_legalopinion opinion
    WHERE opinion.scheme_id = o.scheme_id AND opinion.is_favourable
      AND opinion.given_on <= o.confirmed_on AND opinion.assent_on <= o.confirmed_on)
"""
)

# A mandat as it is compared: the letters and digits of its number. Of two spelt alike, one pays again.
_KEY = "regexp_replace(lower(normalize({}, NFKC)), '[^[:alnum:]]', '', 'g')"

# Of an order taken up, the mandat paid it in another instance; one whose payer is the authority has an engagement.
_MANDATS_PAY_ONCE = f"""
SELECT scheme.slug, 'mandat ' || paid.number
FROM (
    SELECT scheme_id, mandat_number AS number, 'activate_order' AS verb, id AS order_id, NULL::bigint AS contract_id,
           '' AS act_reference
    FROM vouchers_order o
    WHERE mandat_number <> '' AND EXISTS (
        SELECT FROM audit_entry
        WHERE subject_kind = 'order' AND subject_id = o.id::text AND verb = 'activate_order')
      AND (SELECT coalesce(handed.payer_before_id, o.payer_id) = contract.operator_id
           FROM (SELECT) AS once
           LEFT JOIN LATERAL (
               SELECT payer_before_id, contract_before_id FROM vouchers_entrustment
               WHERE order_id = o.id AND live_count IS NOT NULL ORDER BY id LIMIT 1) AS handed ON true
           JOIN vouchers_operatorcontract contract
               ON contract.id = coalesce(handed.contract_before_id, o.operator_contract_id))
    UNION ALL
    SELECT scheme_id, mandat_number, 'entrust_order', NULL, contract_id, act_reference
    FROM vouchers_entrustment WHERE mandat_number <> ''
    UNION ALL
    SELECT scheme_id, complement_mandat, 'pay_complement', order_id, NULL, ''
    FROM expiry_statement WHERE complement_mandat <> ''
) paid
JOIN organisations_scheme scheme ON scheme.id = paid.scheme_id
WHERE NOT EXISTS (
    SELECT FROM vouchers_mandat written
    WHERE written.scheme_id = paid.scheme_id AND {_KEY.format("written.number")} = {_KEY.format("paid.number")}
      AND written.verb = paid.verb AND coalesce(paid.order_id, written.order_id) = written.order_id
      AND written.contract_id IS NOT DISTINCT FROM paid.contract_id AND written.act_reference = paid.act_reference)
UNION ALL
SELECT scheme.slug, 'mandat ' || written.number
FROM (
    SELECT scheme_id, number, count(*) OVER (PARTITION BY scheme_id, {_KEY.format("number")}) AS uses
    FROM vouchers_mandat
) written
JOIN organisations_scheme scheme ON scheme.id = written.scheme_id
WHERE written.uses > 1
"""

_TITRES_COLLECT_ONCE = f"""
SELECT scheme.slug, 'titre ' || min(came.number)
FROM (
    SELECT scheme_id, titre_number AS number, received_on AS came_on FROM budget_instalment WHERE titre_number <> ''
    UNION ALL
    SELECT scheme_id, title_number, occurred_on FROM vouchers_repayment WHERE title_number <> ''
    UNION ALL
    SELECT scheme_id, received_reference, received_on FROM expiry_creditnote WHERE received_kind = 'refunded'
) came
JOIN organisations_scheme scheme ON scheme.id = came.scheme_id
WHERE {_KEY.format("came.number")} <> ''
GROUP BY scheme.id, extract(year FROM came_on), {_KEY.format("came.number")}
HAVING count(*) > 1 OR NOT EXISTS (
    SELECT FROM budget_titrederecettes written
    WHERE written.scheme_id = scheme.id AND written.exercice = extract(year FROM min(came.came_on))
      AND {_KEY.format("written.number")} = {_KEY.format("min(came.number)")})
"""

CHECKS = (
    Check(
        "4",
        "a_titre_de_recettes_collects_once",
        N_("Un titre de recettes n'encaisse qu'une somme : un versement, une somme rendue, ou un avoir remboursé."),
        "budget_titrederecettes",
        _TITRES_COLLECT_ONCE,
    ),
    Check(
        "4",
        "a_mandat_pays_once",
        N_("Un mandat ne paie un opérateur qu'une fois : une commande, un acte qui en confie, ou un complément."),
        "vouchers_mandat",
        _MANDATS_PAY_ONCE,
    ),
    Check(
        "1",
        "deliveries_add_up_to_the_order",
        N_("Les livraisons d'une commande font ce qu'elle compte de pass livrés et manquants."),
        "vouchers_delivery",
        _DELIVERIES_ADD_UP,
    ),
    Check(
        "2",
        "the_last_day_follows_from_prolongations",
        N_("Le dernier jour d'une commande prolongée est celui de sa dernière prolongation."),
        "vouchers_orderprolongation",
        _LAST_DAY_FOLLOWS,
    ),
    Check(
        "2",
        "a_use_is_within_what_the_order_covers",
        N_("Un pass est utilisé pour un service et dans un territoire que sa commande couvre."),
        "redemption_redemption",
        _WITHIN_RESTRICTIONS,
    ),
    Check(
        "7",
        "pass_of_the_authority_stand_on_an_opinion",
        N_("Une commande émise par la collectivité a un avis favorable et l'accord du comptable."),
        "vouchers_legalopinion",
        _LAW_OF_SELF_ISSUE,
    ),
)
