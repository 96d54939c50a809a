from random import Random

import pytest

from quitus.kernel.geography import Nearest, km_between, minutes_of

ARRAS, LENS, CALAIS = (50.29, 2.78), (50.43, 2.83), (50.95, 1.85)


def test_a_distance_is_that_of_the_ground() -> None:
    assert km_between(ARRAS, LENS) == pytest.approx(16.0, abs=0.3)
    assert km_between(ARRAS, ARRAS) == 0
    assert km_between((0, 0), (0, 180)) == pytest.approx(20015, abs=1)


@pytest.mark.parametrize("count", [1, 2, 40, 900])
def test_the_nearest_is_the_one_that_comparing_all_finds(count: int) -> None:
    draw = Random(count)
    places = [(key, (draw.uniform(50, 51), draw.uniform(1.5, 3.2))) for key in range(count)]
    # Also some far from everything, north and south, where a degree of longitude is shorter and longer.
    asked = [(draw.uniform(49, 52), draw.uniform(0, 5)) for _ in range(60)] + [(60.0, 2.0), (10.0, 2.0)]
    nearest = Nearest(places)
    for point in asked:
        found = nearest.to(point)
        assert found is not None
        assert found[1] == min(km_between(point, place) for _key, place in places)


def test_nothing_is_near_where_there_is_nothing() -> None:
    assert Nearest([]).to(ARRAS) is None


def test_a_started_minute_counts() -> None:
    assert [minutes_of(km, 40) for km in (0, 0.1, 13.0, 40 / 3, 13.4)] == [0, 1, 20, 20, 21]
