"""A role is given to somebody whom no appointment keeps from it."""

from datetime import timedelta

import pytest

from quitus.domain.organisations import roles
from quitus.domain.organisations.errors import RolesIncompatible
from quitus.domain.organisations.operations import end_membership
from quitus.kernel.clock import today
from quitus.usecases.members import give_role
from tests.factories.schemes import SYSTEM
from tests.factories.stock import Stock


def test_who_is_appointed_to_the_regie_is_given_no_role_that_controls_it(stock: Stock) -> None:
    team = stock.team
    for person in (team.dado, team.holder):
        assert person.membership is not None
        end_membership(by=SYSTEM, membership_id=person.membership.pk, ends_on=today())
    facts = {
        "by": team.anne.actor,
        "scheme_id": team.scheme.pk,
        "organisation_id": team.scheme.authority_id,
        "starts_on": today() + timedelta(1),
    }
    for person, role in ((team.dado, roles.ACCOUNTANT), (team.holder, roles.ACCOUNTANT), (team.holder, roles.FINANCE)):
        with pytest.raises(RolesIncompatible):
            give_role(**facts, user_id=person.user.pk, role=role)
    assert give_role(**facts, user_id=team.dado.user.pk, role=roles.PRESCRIBER)
