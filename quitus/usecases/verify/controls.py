"""Counts and their differences, files of loss, replacements, handovers of duty."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_LOST_IN_THE_REGISTER = """
SELECT scheme.slug, 'dossier ' || file.number
FROM controls_lossrange lost
JOIN controls_lossfile file ON file.id = lost.file_id
JOIN organisations_scheme scheme ON scheme.id = lost.scheme_id
WHERE NOT EXISTS (
    SELECT FROM distribution_movement line
    JOIN distribution_holder taker ON taker.id = line.to_holder_id
    WHERE line.slip_id = lost.slip_id AND line.first <= lost.first AND line.last >= lost.last
      AND line.from_holder_id = file.holder_id
      AND taker.kind = CASE file.kind WHEN 'theft' THEN 'stolen' WHEN 'destruction' THEN 'destroyed' ELSE 'lost' END)
"""

# Those that a venue had taken before they were lost stay used.
_DEAD = """
SELECT DISTINCT scheme.slug, 'dossier ' || file.number
FROM controls_lossstep step
JOIN controls_lossfile file ON file.id = step.file_id
JOIN organisations_scheme scheme ON scheme.id = step.scheme_id
JOIN vouchers_voucher pass ON pass.number BETWEEN step.first AND step.last
WHERE step.verb = 'cancel_lost_pass' AND pass.mark NOT IN ('cancelled', 'redeemed')
"""

_LOST_IS_NO_MONEY = """
SELECT scheme.slug, 'pass ' || pass.number
FROM distribution_holding holding
JOIN distribution_holder holder ON holder.id = holding.holder_id
JOIN organisations_scheme scheme ON scheme.id = holding.scheme_id
JOIN vouchers_voucher pass ON pass.number >= lower(holding.numbers) AND pass.number < upper(holding.numbers)
WHERE holder.kind IN ('lost', 'stolen', 'destroyed') AND pass.mark = 'plain'
"""

_REPLACED = """
SELECT scheme.slug, 'dossier ' || file.number
FROM controls_replacement made
JOIN controls_lossfile file ON file.id = made.file_id
JOIN organisations_scheme scheme ON scheme.id = made.scheme_id
JOIN vouchers_order old ON old.id = made.old_order_id
JOIN vouchers_order new ON new.id = made.new_order_id
WHERE old.payer_id <> new.payer_id OR old.face_value_cents <> new.face_value_cents
   OR made.old_first / 10000000 <> old.series OR made.new_first / 10000000 <> new.series
   OR NOT EXISTS (
    SELECT FROM controls_lossstep step WHERE step.file_id = made.file_id AND step.verb = 'cancel_lost_pass'
      AND step.first <= made.old_first AND step.last >= made.old_last)
   OR EXISTS (
    SELECT FROM vouchers_voucher pass
    WHERE pass.number BETWEEN made.old_first AND made.old_last AND pass.mark <> 'cancelled')
"""

_SETTLED = """
SELECT scheme.slug, 'inventaire ' || inventory.number
FROM controls_inventory inventory
JOIN organisations_scheme scheme ON scheme.id = inventory.scheme_id
JOIN controls_inventoryplace place ON place.inventory_id = inventory.id
JOIN controls_difference gap ON gap.place_id = place.id
LEFT JOIN LATERAL (
    SELECT coalesce(sum(last - first + 1), 0) AS count FROM controls_settlement WHERE difference_id = gap.id
) settled ON true
WHERE inventory.state = 'concluded' AND settled.count <> gap.last - gap.first + 1
"""

_ADDED_UP = """
SELECT scheme.slug, 'inventaire ' || inventory.number || ', ' || holder.label
FROM controls_inventoryplace place
JOIN controls_inventory inventory ON inventory.id = place.inventory_id
JOIN distribution_holder holder ON holder.id = place.holder_id
JOIN organisations_scheme scheme ON scheme.id = place.scheme_id
LEFT JOIN LATERAL (
    SELECT coalesce(sum(last - first + 1), 0) AS count
    FROM controls_placerange WHERE place_id = place.id AND what = 'at_closing'
) register ON true
LEFT JOIN LATERAL (
    SELECT coalesce(sum(CASE kind WHEN 'extra' THEN 1 ELSE -1 END * (last - first + 1)), 0) AS count
    FROM controls_difference WHERE place_id = place.id
) gaps ON true
WHERE place.expected_count IS NOT NULL
  AND (place.expected_count <> register.count OR place.found_count <> register.count + gaps.count)
"""

_SIGNED = """
SELECT scheme.slug, 'remise de service ' || handover.number
FROM controls_handover handover
JOIN organisations_scheme scheme ON scheme.id = handover.scheme_id
JOIN distribution_appointment incoming ON incoming.id = handover.incoming_id
WHERE handover.state = 'done' AND (
    incoming.handed_over_on IS DISTINCT FROM handover.occurred_on
    OR 2 <> (
        SELECT count(DISTINCT party) FROM controls_signature signed
        WHERE signed.subject_kind = 'handover' AND signed.subject_id = handover.id
          AND signed.party IN ('outgoing', 'incoming')))
"""

CHECKS = (
    Check(
        "1",
        "a_replacement_is_of_dead_pass_alike",
        N_("Des pass n'en remplacent que d'autres annulés, de même valeur et de même payeur."),
        "controls_replacement",
        _REPLACED,
    ),
    Check(
        "custody",
        "a_loss_is_a_line_of_the_register",
        N_("Des pass déclarés perdus, volés ou détruits sont sortis du stock par leur bordereau."),
        "controls_lossrange",
        _LOST_IN_THE_REGISTER,
    ),
    Check(
        "custody",
        "lost_pass_are_worth_nothing",
        N_("Des pass perdus, volés ou détruits sont bloqués ou annulés, sauf ceux qui étaient déjà utilisés."),
        "distribution_holding",
        _LOST_IS_NO_MONEY,
    ),
    Check(
        "custody",
        "cancelled_pass_stay_dead",
        N_("Des pass annulés par un dossier de perte ne revivent jamais."),
        "controls_lossstep",
        _DEAD,
    ),
    Check(
        "custody",
        "differences_of_an_inventory_are_settled",
        N_("Un inventaire terminé n'a plus d'écart sans explication ni dossier de perte."),
        "controls_difference",
        _SETTLED,
    ),
    Check(
        "custody",
        "a_count_adds_up",
        N_("Ce qui est présent est ce que dit le registre, moins les manquants, plus les pass en trop."),
        "controls_inventoryplace",
        _ADDED_UP,
    ),
    Check(
        "custody",
        "a_handover_of_duty_is_signed_by_both",
        N_("Une remise de service faite est signée des deux régisseurs."),
        "controls_handover",
        _SIGNED,
    ),
)
