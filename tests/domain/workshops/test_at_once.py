"""Two who take the last seat at the same moment."""

from functools import partial

import pytest

from quitus.domain.organisations import roles
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.workshops import errors, operations
from quitus.domain.workshops.models import Booking, Session
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from tests.factories.at_once import both, second_of_two
from tests.factories.people import make_person
from tests.factories.reception import TODAY, make_reception
from tests.factories.schemes import make_scheme
from tests.factories.sessions import publish

WHOEVER = Actor.system("Porteur du pass")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_the_last_seat_at_once_one_is_refused_by_name() -> None:
    scheme = make_scheme()
    with within_scheme(scheme), clock.at(TODAY):
        anne = make_person(scheme, "Anne Lefèvre", roles.MANAGER)
        dado = make_person(scheme, "Dado Delattre", roles.HANDOUT_AGENT)
        reception = make_reception(scheme, anne, dado, quantity=20)
        one_seat = [publish(reception, seat_count=1).pk for _turn in range(4)]
        numbers = [reception.pass_number(rank) for rank in range(1, 7)]

    def take(session_id: int, number: int) -> object:
        with clock.at(TODAY):
            return type(operations.book_seat(by=WHOEVER, session_id=session_id, number=number))

    refused = second_of_two(scheme, lambda: take(one_seat[0], numbers[0]), lambda: take(one_seat[0], numbers[1]))
    assert refused is errors.SessionFull
    for session_id in one_seat[1:]:
        answers = both(scheme, *(partial(take, session_id, number) for number in numbers[:4]))
        assert sorted(map(str, answers)) == sorted([str(Booking)] + [str(errors.SessionFull)] * 3)
    with within_scheme(scheme):
        assert set(Session.objects.values_list("taken_count", flat=True)) == {1}
        assert Booking.objects.count() == 4
