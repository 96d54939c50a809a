"""The benches: found by name, small here, in a scheme of their own."""

from pathlib import Path

import pytest

from quitus.domain.distribution.models import Movement
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.redemption.models import Redemption
from quitus.domain.vouchers.models import Order, Voucher
from quitus.usecases import keys
from quitus.usecases.bench import Figure, NoSuchBench, Yardstick, find, mint, names, redeem_batch
from tests.factories.keys import KEEPER


def test_benches_are_found_by_their_name() -> None:
    assert "mint" in names()
    assert find("mint") is mint
    for name in names():
        bench = find(name)
        assert name == bench.NAME
        assert bench.SENTENCE
    for name in ("nothing", "figures", "finding", "_ground", ""):
        with pytest.raises(NoSuchBench):
            find(name)


@pytest.mark.django_db
def test_minting_is_measured_with_the_line_of_the_register(keys_folder: Path) -> None:
    keys.create_key(by=KEEPER)
    told: list[str] = []
    figure = mint.run(told.append, sizes=(20, 100), times=1)
    assert (figure.name, figure.unit, set(figure.sizes)) == ("mint", "pass/s", {"20", "100"})
    assert {"cores", "yardstick_ms", "peak_memory_mb"} <= set(figure.machine)
    assert len(told) == 2
    with within_scheme(Scheme.objects.get(slug="mesure")):
        assert Voucher.objects.count() == 120
        assert Movement.objects.count() == Order.objects.count() == 2
        assert not Order.objects.filter(key__isnull=True).exists()


def test_a_ratio_of_one_is_the_limit_whether_more_or_less_is_better() -> None:
    idle, busy = Yardstick([13.5]), Yardstick([27.0, 54.0])
    assert idle.within(2.0, 1.0) == idle.within(1.0, 2.0, more_is_better=True) == 2.0
    assert busy.within(2.0, 1.0) == busy.within(1.0, 2.0, more_is_better=True) == 1.0
    assert Yardstick([1.0]).within(2.0, 1.0) == 2.0  # a quicker machine makes no limit harder
    assert Figure("a", 1, "s", 1, 1, {}, {}).as_object()["ratio"] == 1


@pytest.mark.django_db
def test_a_batch_is_measured_against_the_same_rows_by_plain_sql(keys_folder: Path) -> None:
    keys.create_key(by=KEEPER)
    figure = redeem_batch.run(lambda _line: None, lines=30, times=2, is_alone=False)
    assert (figure.name, figure.unit, figure.sizes["lines"]) == ("redeem-batch", "redemptions/s", 30)
    assert figure.ratio == pytest.approx(0.7 / figure.sizes["share"], abs=0.2)
    with within_scheme(Scheme.objects.get(slug="mesure")):
        assert Redemption.objects.count() == Voucher.objects.filter(mark="redeemed").count() == 120
