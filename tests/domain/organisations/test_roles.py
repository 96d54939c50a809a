"""Who orders, who pays and who keeps the safe are different people."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.organisations import queries, roles
from quitus.domain.organisations.errors import NoRoleToOneself, RolesIncompatible
from quitus.domain.organisations.models import Membership, Scheme
from quitus.domain.organisations.operations import end_membership
from tests.domain.organisations.test_memberships import DAY, give
from tests.factories.people import Person, make_outsider
from tests.factories.schemes import SYSTEM, make_scheme

pytestmark = pytest.mark.django_db
SOON = date(2999, 1, 1)
APART = (
    (roles.ACCOUNTANT, roles.MANAGER),
    (roles.ACCOUNTANT, roles.FINANCE),
    (roles.ACCOUNTANT, roles.IMPREST_HOLDER),
    (roles.ACCOUNTANT, roles.HANDOUT_AGENT),
    (roles.IMPREST_HOLDER, roles.MANAGER),
    (roles.IMPREST_HOLDER, roles.FINANCE),
    (roles.OPERATOR, roles.MANAGER),
    (roles.OPERATOR, roles.ACCOUNTANT),
    (roles.FUNDER, roles.FINANCE),
    (roles.FUNDER, roles.OPERATOR),
)


def test_roles_that_control_one_another_are_not_held_on_the_same_days(
    scheme: Scheme, zoe: Person, subtests: pytest.Subtests
) -> None:
    for one, other in (*APART, *((other, one) for one, other in APART)):
        with subtests.test(f"{one} {other}"):
            held = give(scheme, zoe, one, ends_on=SOON)
            with pytest.raises(RolesIncompatible) as refused:
                give(scheme, zoe, other)
            assert refused.value.facts["held"] == roles.LABELS[one]
            give(scheme, zoe, other, SOON + timedelta(1), ends_on=SOON + timedelta(1))
            with pytest.raises(RolesIncompatible):
                end_membership(by=SYSTEM, membership_id=held.pk, ends_on=SOON + timedelta(1))
            Membership.objects.filter(user=zoe.user).update(role=roles.MEDIATOR)


def test_roles_go_together_that_control_nothing_of_one_another(scheme: Scheme, zoe: Person) -> None:
    for role in (roles.MANAGER, roles.FINANCE, roles.HANDOUT_AGENT, roles.PRESCRIBER):
        give(scheme, zoe, role)
    assert len(queries.memberships_of(zoe.user.pk)) == 4


def test_who_runs_one_scheme_may_keep_the_accounts_of_another() -> None:
    zoe = make_outsider("Zoé Petit")
    give(make_scheme("ici"), zoe, roles.MANAGER)
    assert give(make_scheme("voisin"), zoe, roles.ACCOUNTANT)


@pytest.mark.parametrize(
    ("constraint", "held", "role"),
    [
        ("accountant_is_none_of_those_he_controls", roles.HANDOUT_AGENT, roles.ACCOUNTANT),
        ("imprest_holder_does_not_authorise", roles.FINANCE, roles.IMPREST_HOLDER),
        ("operator_neither_orders_nor_pays_itself", roles.MANAGER, roles.OPERATOR),
        ("funder_is_not_of_those_it_funds", roles.OPERATOR, roles.FUNDER),
    ],
)
def test_the_database_keeps_roles_apart(scheme: Scheme, zoe: Person, constraint: str, held: str, role: str) -> None:
    give(scheme, zoe, held)
    other = give(scheme, zoe, roles.PRESCRIBER)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Membership.objects.filter(pk=other.pk).update(role=role)


def test_nobody_gives_a_role_to_himself_nor_puts_off_its_end(scheme: Scheme, anne: Person, zoe: Person) -> None:
    with pytest.raises(NoRoleToOneself):
        give(scheme, anne, roles.FINANCE, by=anne.actor)
    planned = give(scheme, anne, roles.PRESCRIBER, ends_on=date(2999, 1, 1))
    with pytest.raises(NoRoleToOneself):
        end_membership(by=anne.actor, membership_id=planned.pk, ends_on=date(2999, 1, 2))
    assert end_membership(by=anne.actor, membership_id=planned.pk, ends_on=DAY)
    assert give(scheme, zoe, roles.FINANCE, by=anne.actor)
