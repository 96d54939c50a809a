"""Lines of many services at once, and what a service takes from a person."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.redemption import rules
from quitus.domain.redemption.errors import DurationUnlikely, NoPassGiven, TooManyAtOnce
from quitus.domain.redemption.models import Redemption, RedemptionAttempt
from quitus.domain.redemption.operations import Line, redeem_lines
from quitus.domain.redemption.operations.redeem import LINES_AT_ONCE
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock
from tests.factories.reception import SERVICE, Reception

pytestmark = pytest.mark.django_db


def line(reception: Reception, rank: int, **facts: object) -> Line:
    given: dict[str, object] = {
        "request": uuid4(),
        "venue_id": reception.venue.pk,
        "service_code": SERVICE,
        "service_on": clock.today(),
        "number": reception.pass_number(rank),
    }
    return Line(**(given | facts))  # type: ignore[arg-type]


def outcomes(reception: Reception, *lines: Line) -> list[str]:
    answers = redeem_lines(by=reception.lina.actor, lines=lines)
    return [answer.refusal.code if answer.refusal else "taken" for answer in answers]


def test_each_line_has_its_own_service_day_and_answer(reception: Reception) -> None:
    today = clock.today()
    assert outcomes(
        reception,
        line(reception, 1, service_on=today - timedelta(days=2), minutes=90, theme=" Boîte aux lettres "),
        line(reception, 2, service_code="loisirs"),
        line(reception, 3, service_on=today + timedelta(days=1)),
        line(reception, 4),
        line(reception, 1),
        line(reception, 5, number=None, code="AAAAA-AAAAA-AAAA"),
    ) == [
        "taken",
        "service_not_offered",
        "service_date_in_the_future",
        "taken",
        "pass_already_used",
        "pass_unknown",
    ]
    first = Redemption.objects.get(number=reception.pass_number(1))
    assert (first.minutes, first.theme, first.door) == (90, "Boîte aux lettres", "software")
    assert RedemptionAttempt.objects.count() == 4


def test_lines_sent_again_give_the_same_answers_and_nothing_more(reception: Reception) -> None:
    lines = [line(reception, rank) for rank in (1, 2, 3)]
    first = redeem_lines(by=reception.lina.actor, lines=lines)
    assert redeem_lines(by=reception.lina.actor, lines=lines) == first
    assert Redemption.objects.count() == 3


def test_the_statements_do_not_grow_with_the_lines(reception: Reception) -> None:
    redeem_lines(by=reception.lina.actor, lines=[line(reception, 1)])

    def statements(*lines: Line) -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            redeem_lines(by=reception.lina.actor, lines=lines)
        return len(seen)

    few = statements(line(reception, 2), line(reception, 1))
    assert statements(*(line(reception, rank) for rank in range(2, 40)), line(reception, 1)) == few


def test_a_service_takes_no_more_pass_than_its_people_have(reception: Reception) -> None:
    together = uuid4()
    more = [line(reception, rank, request=together, people_count=2) for rank in (1, 2, 3)]
    assert outcomes(reception, *more) == ["too_many_pass_for_people"] * 3
    assert not Redemption.objects.exists()
    enough = [line(reception, rank, request=UUID(int=1), people_count=3) for rank in (1, 2, 3)]
    assert outcomes(reception, *enough) == ["taken"] * 3


def test_the_convention_may_let_a_person_give_several(reception: Reception) -> None:
    Order.objects.update(pass_per_person=2)
    together = uuid4()
    assert outcomes(reception, *(line(reception, rank, request=together, people_count=1) for rank in (1, 2))) == [
        "taken",
        "taken",
    ]
    untold = uuid4()
    outcomes(reception, *(line(reception, rank, request=untold) for rank in (3, 4, 5)))
    assert set(Redemption.objects.filter(request=untold).values_list("people_count", flat=True)) == {2}


@pytest.mark.parametrize("minutes", [0, 4, 601])
def test_no_service_lasts_so_little_or_so_long(reception: Reception, minutes: int) -> None:
    with pytest.raises(DurationUnlikely):
        outcomes(reception, line(reception, 1, minutes=minutes))


def test_nothing_or_too_much_is_refused_as_a_whole(reception: Reception) -> None:
    with pytest.raises(NoPassGiven):
        outcomes(reception)
    with pytest.raises(TooManyAtOnce):
        outcomes(reception, *[line(reception, 1)] * (LINES_AT_ONCE + 1))
    with pytest.raises(TooManyAtOnce):
        reception.take(*range(1, rules.MOST_AT_ONCE + 2))
