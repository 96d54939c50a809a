"""Of what was printed: a proof before any run, and runs made of the parts they say."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_PARTS_COVER_THEIR_RUN = """
SELECT scheme.slug, 'impression ' || run.id
FROM printing_printrun run
JOIN organisations_scheme scheme ON scheme.id = run.scheme_id
LEFT JOIN LATERAL (
    SELECT count(*) AS made, coalesce(sum(part.last - part.first + 1), 0) AS pass,
           coalesce(bool_and(
               part.first = run.first + (part.rank - 1)::bigint * run.part_size
               AND part.last = least(run.last, part.first + run.part_size - 1)
           ), true) AS in_place
    FROM printing_printpart part WHERE part.run_id = run.id
) AS parts ON true
WHERE NOT parts.in_place OR parts.made > run.parts_total
   OR run.ready_at IS NOT NULL
      AND (parts.made <> run.parts_total OR parts.pass <> run.last - run.first + 1)
"""

_PRINTED_AFTER_THE_PROOF = """
SELECT scheme.slug, 'impression ' || run.id
FROM printing_printrun run
JOIN organisations_scheme scheme ON scheme.id = run.scheme_id
JOIN vouchers_order asked ON asked.id = run.order_id
WHERE asked.proof_on IS NULL OR asked.produced_on IS NULL OR run.asked_on < asked.proof_on
   OR run.first / 10000000 IS DISTINCT FROM asked.series OR run.last / 10000000 IS DISTINCT FROM asked.series
   OR run.last % 10000000 > asked.quantity OR run.first % 10000000 < 1
"""

_PROOF_IS_THAT_OF_ITS_ORDER = """
SELECT scheme.slug, 'commande ' || asked.number
FROM printing_proof proof
JOIN organisations_scheme scheme ON scheme.id = proof.scheme_id
JOIN vouchers_order asked ON asked.id = proof.order_id
WHERE proof.state = 'approved'
  AND (asked.proof_on IS DISTINCT FROM proof.decided_on OR asked.proof_by IS DISTINCT FROM proof.approved_name)
"""

CHECKS = (
    Check(
        "custody",
        "parts_cover_their_run",
        N_("Les parties d'une impression se suivent et font ensemble tous ses pass, une fois chacun."),
        "printing_printpart",
        _PARTS_COVER_THEIR_RUN,
    ),
    Check(
        "custody",
        "printed_after_the_proof",
        N_("Rien n'est imprimé d'une commande avant son bon à tirer, ni d'autres pass que les siens."),
        "printing_printrun",
        _PRINTED_AFTER_THE_PROOF,
    ),
    Check(
        "custody",
        "proof_is_that_of_its_order",
        N_("Le bon à tirer d'une commande est celui de l'épreuve approuvée, le même jour et au même nom."),
        "printing_proof",
        _PROOF_IS_THAT_OF_ITS_ORDER,
    ),
)
