"""Custody and redemption: counters are what their lines come to, and totals are what holders have."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_DAYS_FOLLOW_LINES = """
WITH folded AS (
    SELECT side.scheme_id, side.holder_id, side.day, side.order_id, sum(came) AS came, sum(went) AS went
    FROM distribution_custodyfold fold
    JOIN LATERAL (
        SELECT scheme_id, to_holder_id AS holder_id, occurred_on AS day, order_id, last - first + 1 AS came, 0 AS went
        FROM distribution_movement WHERE scheme_id = fold.scheme_id AND id <= fold.folded_to
        UNION ALL
        SELECT scheme_id, from_holder_id, occurred_on, order_id, 0, last - first + 1
        FROM distribution_movement
        WHERE scheme_id = fold.scheme_id AND id <= fold.folded_to AND from_holder_id IS NOT NULL
    ) AS side ON true
    GROUP BY 1, 2, 3, 4
)
SELECT scheme.slug, holder.label || ', ' || day
FROM folded FULL JOIN distribution_custodyday counted USING (scheme_id, holder_id, day, order_id)
JOIN organisations_scheme scheme ON scheme.id = scheme_id
JOIN distribution_holder holder ON holder.id = holder_id
WHERE folded.came IS DISTINCT FROM counted.came OR folded.went IS DISTINCT FROM counted.went
"""

_USES_FOLLOW_LINES = """
WITH folded AS (
    SELECT scheme_id, order_id, sum(taken) AS taken, sum(undone) AS undone
    FROM (
        SELECT line.scheme_id, line.order_id, 1 AS taken, 0 AS undone
        FROM redemption_redemptionfold fold
        JOIN redemption_redemption line ON line.scheme_id = fold.scheme_id AND line.line <= fold.taken_to
        UNION ALL
        SELECT line.scheme_id, taken.order_id, 0, 1
        FROM redemption_redemptionfold fold
        JOIN redemption_redemptionreversal line ON line.scheme_id = fold.scheme_id AND line.line <= fold.undone_to
        JOIN redemption_redemption taken ON taken.number = line.number AND taken.turn = line.turn
    ) AS lines GROUP BY scheme_id, order_id
)
SELECT scheme.slug, 'commande ' || coalesce(o.number, '?')
FROM folded FULL JOIN redemption_redemptioncount counted USING (scheme_id, order_id)
JOIN organisations_scheme scheme ON scheme.id = scheme_id
LEFT JOIN vouchers_order o ON o.id = order_id
WHERE folded.taken IS DISTINCT FROM counted.taken OR folded.undone IS DISTINCT FROM counted.undone
"""

# What totals say that people hold, all the others taken out, is what the register gives them.
_PEOPLE_HOLD_THE_REST = """
SELECT scheme.slug, 'commande ' || o.number
FROM vouchers_order o JOIN organisations_scheme scheme ON scheme.id = o.scheme_id
LEFT JOIN (
    SELECT holding.order_id,
           sum(upper(numbers) - lower(numbers)) FILTER (WHERE holder.kind = 'beneficiaries') AS people,
           sum(upper(numbers) - lower(numbers)) FILTER (WHERE holder.kind <> 'beneficiaries') AS others
    FROM distribution_holding holding JOIN distribution_holder holder ON holder.id = holding.holder_id
    GROUP BY holding.order_id
) AS held ON held.order_id = o.id
WHERE o.series IS NOT NULL AND o.quantity - coalesce(held.others, 0) <> coalesce(held.people, 0)
"""

# What people were handed and did not give back is what the register says they hold; what they lost, and what came into
# their hands without a hand-out (numbers taken up from another instance), stands apart.
_HANDED_OUT_IS_HELD = """
WITH given AS (
    SELECT scheme_id, order_id, range_agg(numbers) AS numbers FROM (
        SELECT scheme_id, order_id,
               int8multirange(int8range(first, last, '[]')) - coalesce((
                   SELECT range_agg(int8range(back.first, back.last, '[]'))
                   FROM distribution_handoutreversal back WHERE back.handout_id = handout.id), '{}') AS numbers
        FROM distribution_handout handout
    ) AS left_over GROUP BY scheme_id, order_id
), held AS (
    SELECT holding.scheme_id, holding.order_id, range_agg(holding.numbers) AS numbers
    FROM distribution_holding holding JOIN distribution_holder holder ON holder.id = holding.holder_id
    WHERE holder.kind = 'beneficiaries' GROUP BY holding.scheme_id, holding.order_id
), apart AS (
    SELECT line.scheme_id, line.order_id, range_agg(int8range(line.first, line.last, '[]')) AS numbers
    FROM distribution_movement line
    JOIN distribution_holder taker ON taker.id = line.to_holder_id
    LEFT JOIN distribution_holder giver ON giver.id = line.from_holder_id
    WHERE giver.kind = 'beneficiaries' AND taker.kind IN ('lost', 'stolen', 'destroyed')
       OR giver.id IS NULL AND taker.kind = 'beneficiaries'
    GROUP BY line.scheme_id, line.order_id
)
SELECT scheme.slug, 'commande ' || coalesce(o.number, '?')
FROM given FULL JOIN held USING (scheme_id, order_id)
LEFT JOIN apart USING (scheme_id, order_id)
JOIN organisations_scheme scheme ON scheme.id = scheme_id
LEFT JOIN vouchers_order o ON o.id = order_id
WHERE coalesce(given.numbers, '{}') - coalesce(apart.numbers, '{}')
   <> coalesce(held.numbers, '{}') - coalesce(apart.numbers, '{}')
"""

CHECKS = (
    Check(
        "custody",
        "days_of_a_register_follow_from_its_lines",
        N_("Les totaux par jour d'un détenteur sont la somme de ses lignes."),
        "distribution_custodyday",
        _DAYS_FOLLOW_LINES,
    ),
    Check(
        "custody",
        "people_hold_what_nobody_else_has",
        N_("Les bénéficiaires détiennent ce que personne d'autre n'a."),
        "distribution_holding",
        _PEOPLE_HOLD_THE_REST,
    ),
    Check(
        "custody",
        "people_hold_what_they_were_handed",
        N_("Les bénéficiaires détiennent ce qui leur a été remis et qu'ils n'ont pas rendu."),
        "distribution_handout",
        _HANDED_OUT_IS_HELD,
    ),
    Check(
        "2",
        "uses_counted_follow_from_lines",
        N_("Le nombre de pass utilisés d'une commande est celui de ses utilisations, moins celles annulées."),
        "redemption_redemptioncount",
        _USES_FOLLOW_LINES,
    ),
)
