"""How figures are written, from the plain data that is frozen."""

from quitus.interfaces.web.layout.reports import breakdown_tables


def test_ages_stand_in_their_own_order_and_the_rest_greatest_first() -> None:
    found = {
        "beneficiaries_by_age": {"not_said": 9, "70_over": 1, "12_17": 3, "under_12": None, "40_59": 5},
        "redeemed_by_commune": {"Arras": 2, "Lens": 7, "Avion": None},
    }
    tables = {str(table.caption): table for table in breakdown_tables({"breakdowns": found})}
    told = {caption: [str(row.cells[0]) for row in table.rows] for caption, table in tables.items()}
    assert ["moins de 12 ans", "12 à 17 ans", "40 à 59 ans", "70 ans et plus", "non précisé"] in told.values()
    assert ["Lens", "Arras", "Avion"] in told.values()
