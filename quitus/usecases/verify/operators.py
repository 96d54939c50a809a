"""Invariants of files of operators outside: each row once, and nothing recorded that no row says."""

from quitus.kernel.words import N_
from quitus.usecases.verify.check import Check

_ROW_MAKES_ITS_USE = """
SELECT scheme.slug, 'ligne ' || imported.line
FROM operators_importedrow imported
JOIN organisations_scheme scheme ON scheme.id = imported.scheme_id
LEFT JOIN redemption_redemption taken ON taken.number = imported.number AND taken.turn = imported.turn
WHERE imported.kind = 'scans' AND (taken.number IS NULL OR taken.scheme_id <> imported.scheme_id)
"""

_USE_OF_ONE_ROW = """
SELECT scheme.slug, 'pass ' || imported.number
FROM operators_importedrow imported
JOIN organisations_scheme scheme ON scheme.id = imported.scheme_id
WHERE imported.kind = 'scans'
GROUP BY scheme.slug, imported.number, imported.turn HAVING count(*) > 1
"""

_FILE_ACCOUNTS = """
SELECT scheme.slug, 'fichier ' || sent.file_name
FROM operators_importedfile sent
JOIN organisations_scheme scheme ON scheme.id = sent.scheme_id
LEFT JOIN (SELECT file_id, count(*) AS rows FROM operators_importedrow GROUP BY file_id) AS kept
  ON kept.file_id = sent.id
WHERE sent.state = 'imported' AND coalesce(kept.rows, 0) < sent.new_count
   OR sent.state IN ('received', 'checked', 'unreadable') AND kept.rows > 0
"""

_SERIALS_WITHIN_THEIR_ORDER = """
SELECT scheme.slug, 'commande ' || o.number
FROM operators_serialrange range
JOIN organisations_scheme scheme ON scheme.id = range.scheme_id
JOIN vouchers_order o ON o.id = range.order_id
WHERE range.number < o.series::bigint * 10000000 + 1
   OR range.number + range.last - range.first > o.series::bigint * 10000000 + o.quantity
"""

CHECKS = (
    Check(
        "2",
        "an_imported_row_is_a_use",
        N_("Une ligne importée d'un opérateur a son utilisation."),
        "operators_importedrow",
        _ROW_MAKES_ITS_USE,
    ),
    Check(
        "2",
        "a_use_comes_from_one_row",
        N_("Une utilisation rapportée par un opérateur vient d'une seule ligne."),
        "operators_importedrow",
        _USE_OF_ONE_ROW,
    ),
    Check(
        "2",
        "a_file_accounts_for_its_rows",
        N_("Un fichier importé a autant de lignes gardées qu'il en compte de nouvelles."),
        "operators_importedfile",
        _FILE_ACCOUNTS,
    ),
    Check(
        "1",
        "serials_are_those_of_their_order",
        N_("Les numéros d'un opérateur désignent des pass de leur commande."),
        "operators_serialrange",
        _SERIALS_WITHIN_THEIR_ORDER,
    ),
)
