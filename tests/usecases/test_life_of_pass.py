"""What the life of a pass tells, and to whom."""

import pytest

from quitus.domain.organisations import roles
from quitus.domain.redemption.operations import undo_redemption
from quitus.usecases.life_of_pass import life_of
from tests.factories.reception import Reception

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [roles.MANAGER, roles.FINANCE])
def test_who_recorded_a_use_and_who_undid_it_is_told_to_who_pays_for_it(reception: Reception, role: str) -> None:
    reception.take(1)
    number = reception.pass_number(1)
    undo_redemption(by=reception.lina.actor, number=number, turn=1)
    life = life_of(number, role)
    assert life is not None
    told = [event.who for event in life.events if event.sentence.startswith("Utilis")]
    assert told == [reception.lina.user.full_name] * 2


@pytest.mark.parametrize("role", [roles.ACCOUNTANT, roles.IMPREST_HOLDER, roles.OPERATOR])
def test_a_use_is_told_to_nobody_else(reception: Reception, role: str) -> None:
    reception.take(1)
    life = life_of(reception.pass_number(1), role)
    assert life is not None
    assert not [event for event in life.events if event.sentence.startswith("Utilis")]
