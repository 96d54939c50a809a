import pytest

from quitus.domain.venues import hours


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00", [0, 1, 2, 3, 4, 5]),
        ("Sa-Mo 10:00-12:00", [0, 5, 6]),
        ("Mo,We 09:00-12:00; PH off", [0, 2]),
        ("Mo-Sa 09:00-12:00; We off", [0, 1, 3, 4, 5]),
        ("24/7", [0, 1, 2, 3, 4, 5, 6]),
        ("09:00-17:00", [0, 1, 2, 3, 4, 5, 6]),
        ("Tu[1,3] 14:00-16:00", [1]),
        ("", []),
    ],
)
def test_the_days_of_an_ordinary_week_are_read(text: str, days: list[int]) -> None:
    assert hours.open_days(text) == days


def test_an_ordinary_week_is_told_day_by_day_and_anything_further_is_not() -> None:
    week = hours.week("Mo-Tu 09:00-12:00,14:00-18:30; Sa 08:30-12:00; PH off")
    assert week == {0: "09:00-12:00, 14:00-18:30", 1: "09:00-12:00, 14:00-18:30", 5: "08:30-12:00"}
    assert hours.week("Tu[1,3] 14:00-16:00") is None
    assert hours.week("Jul-Aug Mo 14:00-16:00") is None


@pytest.mark.parametrize("text", ["tous les matins", "lundi 9h-12h", "", "Mo 09:00-12:00; le soir"])
def test_what_is_not_written_as_openstreetmap_does_is_no_hours(text: str) -> None:
    assert not hours.is_readable(text)
