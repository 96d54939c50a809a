"""A small register, built and measured as the large one is: every statement of the bench still holds."""

import pytest

from quitus.usecases.bench import registers
from quitus.usecases.bench._full_register import Size


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "reader"])
def test_a_small_register_is_built_folded_and_measured() -> None:
    figure = registers.run(lambda line: None, Size(orders=24, each=500, points=2), times=2)
    assert figure.name == "registers"
    assert figure.sizes["pass"] == 12_000
    told = ("move", "totals", "search", "life")
    assert {f"{name}{which}_ms" for name in told for which in ("", "_first")} <= figure.sizes.keys()
