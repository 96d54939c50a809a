"""A role is given to somebody whom no appointment keeps from it."""

from datetime import timedelta

import pytest

from quitus.domain.organisations import roles
from quitus.domain.organisations.errors import AccountantsPasswordIsHisOwn, RolesIncompatible
from quitus.domain.organisations.operations import add_member, end_membership
from quitus.domain.users.errors import PasswordWithoutAddress
from quitus.domain.users.operations import set_password
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.clock import today
from quitus.kernel.refusals import NotYourRole
from quitus.usecases.handout import hand_out_on_paper
from quitus.usecases.members import end_role, give_password, give_role, welcome_member
from tests.factories.passes import Team
from tests.factories.people import PASSWORD, make_outsider
from tests.factories.schemes import SYSTEM
from tests.factories.stock import APPOINTED_ON, HANDED_ON, Stock, appoint, ranks, refer


def test_who_is_appointed_to_the_regie_is_given_no_role_that_controls_it(stock: Stock) -> None:
    team = stock.team
    for person in (team.dado, team.holder):
        assert person.membership is not None
        end_membership(by=SYSTEM, membership_id=person.membership.pk, ends_on=today())
    facts = {
        "by": SYSTEM,
        "scheme_id": team.scheme.pk,
        "organisation_id": team.scheme.authority_id,
        "starts_on": today() + timedelta(1),
    }
    for person, role in ((team.dado, roles.ACCOUNTANT), (team.holder, roles.ACCOUNTANT), (team.holder, roles.FINANCE)):
        with pytest.raises(RolesIncompatible):
            give_role(**facts, user_id=person.user.pk, role=role)
    assert give_role(**facts, user_id=team.dado.user.pk, role=roles.PRESCRIBER)


def test_the_end_of_a_role_is_not_put_off_into_days_on_which_its_person_is_appointed(stock: Stock) -> None:
    team, dado = stock.team, stock.team.dado
    assert dado.membership is not None
    appointed_on = APPOINTED_ON
    end_membership(by=SYSTEM, membership_id=dado.membership.pk, ends_on=appointed_on - timedelta(9))
    with clock.at(appointed_on - timedelta(5)):
        held = add_member(
            by=SYSTEM,
            scheme_id=team.scheme.pk,
            organisation_id=team.scheme.authority_id,
            user_id=dado.user.pk,
            role=roles.ACCOUNTANT,
            starts_on=appointed_on - timedelta(5),
            ends_on=appointed_on - timedelta(3),
        )
        with pytest.raises(RolesIncompatible):
            end_role(by=SYSTEM, membership_id=held.pk, ends_on=appointed_on)
        assert end_role(by=SYSTEM, membership_id=held.pk, ends_on=appointed_on - timedelta(1))


def test_an_accountant_is_made_by_an_administrator_and_is_alone_to_know_his_password(team: Team) -> None:
    facts = {"scheme_id": team.scheme.pk, "organisation_id": team.scheme.authority_id, "starts_on": today()}
    welcome = {**facts, "full_name": "Claude Masson", "role": roles.ACCOUNTANT}
    with pytest.raises(NotYourRole):
        welcome_member(by=team.anne.actor, email="claude@exemple.fr", **welcome)
    with pytest.raises(AccountantsPasswordIsHisOwn):
        welcome_member(by=SYSTEM, email="claude@exemple.fr", password=PASSWORD, **welcome)
    claude = welcome_member(by=SYSTEM, email="claude@exemple.fr", **welcome)
    with pytest.raises(AccountantsPasswordIsHisOwn):
        give_password(by=SYSTEM, scheme_id=team.scheme.pk, user_id=claude.user_id, password=PASSWORD)
    given = {**facts, "by": SYSTEM, "user_id": make_outsider("Denis Roy").user.pk, "role": roles.ACCOUNTANT}
    with pytest.raises(AccountantsPasswordIsHisOwn):
        give_role(**given)
    himself = Actor(given["user_id"], None, "", None, "Denis Roy")
    set_password(by=himself, user_id=given["user_id"], password="une phrase à moi seul")
    assert give_role(**given)


def test_who_will_never_sign_in_has_no_address_no_password_and_may_be_appointed(stock: Stock) -> None:
    team, facts = stock.team, {"scheme_id": stock.team.scheme.pk, "organisation_id": stock.team.scheme.authority_id}
    welcome = {**facts, "full_name": "Lou Exemple", "role": roles.HANDOUT_AGENT, "starts_on": APPOINTED_ON, "email": ""}
    with pytest.raises(PasswordWithoutAddress):
        welcome_member(by=team.anne.actor, password=PASSWORD, **welcome)
    lou = welcome_member(by=team.anne.actor, **welcome).user
    assert not lou.has_address
    assert not lou.has_usable_password()
    with pytest.raises(PasswordWithoutAddress):
        give_password(by=SYSTEM, scheme_id=team.scheme.pk, user_id=lou.pk, password=PASSWORD)
    assert welcome_member(by=team.anne.actor, **welcome).user_id != lou.pk, "nobody is taken for another"
    appoint(team, stock.imprest, lou.pk, "agent", point=stock.point)
    given = {"file_name": "bon.pdf", "content": b"%PDF-1.7 x", "referral_number": refer(stock).number}
    made = hand_out_on_paper(
        by=team.holder.actor, point_id=stock.point.pk, agent_id=lou.pk, numbers=ranks(1, 10), occurred_on=HANDED_ON,
        **given,  # type: ignore[arg-type]
    )  # fmt: skip
    assert (made.agent, made.slip.handed_by) == (lou, "Lou Exemple")
