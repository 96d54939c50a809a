"""Moving the date of an example: what comes by itself on the way is done, each step on its own day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.expiry import operations
from quitus.domain.expiry.models import Step, Told
from quitus.domain.organisations.errors import ExampleDateGoesForward
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from quitus.usecases.example_days import advance_example, events_coming
from tests.factories.stock import Stock

NOVEMBER = date(2023, 11, 2)


@pytest.fixture
def lived(stock: Stock) -> Stock:
    """The stock, in a scheme that is an example and lives in November 2023."""
    lives = {"is_example": True, "lives_on": NOVEMBER, "lives_since": clock.real_now()}
    Scheme.objects.filter(pk=stock.team.scheme.pk).update(**lives)
    return stock


def advance(stock: Stock, since: date, to: date) -> None:
    with clock.at(since):
        advance_example(by=stock.team.anne.actor, scheme_id=stock.team.scheme.pk, to=to)


def taken() -> list[tuple[str, date, date]]:
    return [(one.verb, one.occurred_on, one.recorded_at.date()) for one in Step.objects.order_by("pk")]


def test_a_year_of_an_example_takes_each_step_on_its_day_and_costs_only_those_days(lived: Stock) -> None:
    announced, over = date(2023, 12, 1), date(2024, 2, 1)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        advance(lived, NOVEMBER, date(2024, 11, 2))
    assert taken() == [("announce_end", announced, announced), ("expire_order", over, over)]
    assert len(asked) < 150
    assert Scheme.objects.get(pk=lived.team.scheme.pk).lives_on == date(2024, 11, 2)


def test_what_was_decided_on_the_former_day_is_told_on_that_day(lived: Stock) -> None:
    with clock.at(NOVEMBER):
        lived.order.refresh_from_db()
        operations.announce_end(by=lived.team.anne.actor, order_id=lived.order.pk)
        type(lived.order).objects.filter(pk=lived.order.pk).update(blocked_from=date(2023, 11, 3))
    advance(lived, NOVEMBER, date(2023, 11, 20))
    assert {told.told_on for told in Told.objects.all()} == {NOVEMBER}


def test_a_refused_move_takes_no_step(lived: Stock) -> None:
    with pytest.raises(ExampleDateGoesForward):
        advance(lived, date(2024, 3, 1), NOVEMBER)
    assert taken() == []


def test_the_days_of_the_end_of_validity_are_among_those_that_come(lived: Stock) -> None:
    with clock.at(NOVEMBER):
        days = {event.on for event in events_coming(lived.team.scheme)}
    assert {date(2023, 12, 1), date(2023, 12, 16), date(2023, 12, 31), date(2024, 1, 31)} <= days
