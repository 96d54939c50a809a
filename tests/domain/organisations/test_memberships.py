from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from quitus.domain.audit import queries as audit
from quitus.domain.organisations import queries, roles
from quitus.domain.organisations.errors import (
    AlreadyMember,
    MembershipAlreadyEnded,
    MembershipEndsTooEarly,
    RoleUnknown,
)
from quitus.domain.organisations.models import Membership, Scheme
from quitus.domain.organisations.operations import add_member, end_membership, within_scheme
from quitus.domain.users.operations import deactivate_user
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from quitus.kernel.tenancy import person_scope
from tests.factories.people import Person, make_person, make_user
from tests.factories.schemes import SYSTEM, make_organisation, make_scheme

pytestmark = pytest.mark.django_db
DAY = date(2023, 5, 12)


def give(scheme: Scheme, person: Person, role: str, starts_on: date = DAY, **other: Any) -> Membership:
    facts: dict[str, Any] = {
        "by": SYSTEM,
        "scheme_id": scheme.pk,
        "organisation_id": scheme.authority_id,
        "user_id": person.user.pk,
        "role": role,
        "starts_on": starts_on,
    }
    return add_member(**facts | other)


def test_the_author_of_an_operation_comes_from_the_membership(scheme: Scheme, anne: Person) -> None:
    assert anne.membership is not None
    assert (anne.actor.user_id, anne.actor.membership_id) == (anne.user.pk, anne.membership.pk)
    assert (anne.actor.role, anne.actor.organisation_id, anne.actor.label) == (
        roles.MANAGER,
        scheme.authority_id,
        "Anne Lefèvre",
    )


def test_an_administrator_acts_outside_of_schemes_and_nobody_else_does() -> None:
    ada = queries.administrator_of(make_user("Ada Vasseur", is_administrator=True))
    assert ada is not None
    assert (ada.role, ada.membership_id) == (roles.ADMINISTRATOR, None)
    assert queries.administrator_of(make_user("Zoé Petit")) is None


def test_a_role_is_held_from_its_first_to_its_last_day(scheme: Scheme, zoe: Person) -> None:
    made = give(scheme, zoe, roles.MEDIATOR, ends_on=DAY + timedelta(7))
    held = {day: queries.memberships_of(zoe.user.pk, on=DAY + timedelta(day)) == [made] for day in (-1, 0, 7, 8)}
    assert held == {-1: False, 0: True, 7: True, 8: False}
    assert list(queries.members(scheme.pk, on=DAY)) == [made]
    assert list(queries.members(scheme.pk, on=DAY + timedelta(8))) == []


def test_a_role_is_held_at_the_date_at_which_the_scheme_lives() -> None:
    real, example = make_scheme("reel"), make_scheme("exemple", example_lives_on=DAY)
    zoe = make_user("Zoé Petit")
    for scheme in (real, example):
        add_member(
            by=SYSTEM,
            scheme_id=scheme.pk,
            organisation_id=scheme.authority_id,
            user_id=zoe.pk,
            role=roles.MEDIATOR,
            starts_on=DAY,
            ends_on=DAY,
        )
    assert [found.scheme for found in queries.memberships_of(zoe.pk)] == [example]


def test_the_roles_of_a_person_are_read_at_once_with_all_that_a_guard_needs(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    schemes = [make_scheme(slug) for slug in ("nord", "somme", "aisne")]
    zoe = make_user("Zoé Petit")
    for scheme in schemes:
        with within_scheme(scheme):
            for role in (roles.MANAGER, roles.FINANCE):
                add_member(
                    by=SYSTEM,
                    scheme_id=scheme.pk,
                    organisation_id=scheme.authority_id,
                    user_id=zoe.pk,
                    role=role,
                    starts_on=DAY,
                )
            make_person(scheme, f"Autre {scheme.slug}", roles.MANAGER)
    # The query itself, then the transaction and the setting that row-level security asks for.
    with django_assert_num_queries(6):
        found = queries.memberships_of(zoe.pk)
        shown = [
            (m.scheme.slug, m.role, m.scheme.authority.name, m.scheme.funder.name, m.organisation.name) for m in found
        ]
        actors = [queries.actor_of(membership) for membership in found]
    assert [line[0] for line in shown] == ["aisne", "aisne", "nord", "nord", "somme", "somme"]
    assert {actor.label for actor in actors} == {"Zoé Petit"}


def test_a_person_sees_his_own_roles_only_and_changes_none_of_them() -> None:
    scheme = make_scheme()
    with within_scheme(scheme):
        zoe = make_person(scheme, "Zoé Petit", roles.MEDIATOR)
        make_person(scheme, "Anne Lefèvre", roles.MANAGER)
    assert not Membership.objects.exists()
    with person_scope(zoe.user.pk):
        assert list(Membership.objects.order_by("pk")) == [zoe.membership]
        assert Membership.objects.update(role=roles.MANAGER) == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Membership.objects.create(
                scheme=scheme, organisation=scheme.authority, user=zoe.user, role=roles.MANAGER, starts_on=DAY
            )


def test_a_closed_account_holds_no_role(scheme: Scheme, zoe: Person) -> None:
    give(scheme, zoe, roles.MEDIATOR)
    deactivate_user(by=SYSTEM, user_id=zoe.user.pk)
    assert queries.memberships_of(zoe.user.pk) == []


def test_the_members_of_a_scheme_are_listed_by_name(scheme: Scheme, lina: Person, anne: Person, dado: Person) -> None:
    assert [found.user for found in queries.members(scheme.pk)] == [anne.user, dado.user, lina.user]
    assert [found.user for found in queries.members(scheme.pk, role=roles.MEDIATOR)] == [lina.user]
    assert lina.membership is not None
    assert queries.membership(lina.membership.pk).organisation.name == "Association du Moulin"


def test_a_role_is_given_once_at_a_time_and_again_after_its_end(scheme: Scheme, zoe: Person) -> None:
    first = give(scheme, zoe, roles.MEDIATOR)
    with pytest.raises(AlreadyMember):
        give(scheme, zoe, roles.MEDIATOR, DAY + timedelta(1))
    other = make_organisation("Une autre structure")
    assert give(scheme, zoe, roles.MEDIATOR, organisation_id=other.pk) != first
    end_membership(by=SYSTEM, membership_id=first.pk, ends_on=DAY)
    assert give(scheme, zoe, roles.MEDIATOR, DAY + timedelta(1)) != first


def test_a_role_that_has_ended_does_not_end_again(scheme: Scheme, zoe: Person) -> None:
    made = give(scheme, zoe, roles.MEDIATOR)
    with pytest.raises(MembershipEndsTooEarly):
        end_membership(by=SYSTEM, membership_id=made.pk, ends_on=DAY - timedelta(1))
    end_membership(by=SYSTEM, membership_id=made.pk, ends_on=DAY)
    with clock.at(DAY):
        end_membership(by=SYSTEM, membership_id=made.pk, ends_on=DAY + timedelta(1))
    with pytest.raises(MembershipAlreadyEnded):
        end_membership(by=SYSTEM, membership_id=made.pk, ends_on=DAY + timedelta(2))
    verbs = sorted(line.verb for line in audit.thread("membership", made.pk))
    assert verbs == ["add_member", "end_membership", "end_membership"]


def test_who_has_no_charge_of_the_scheme_gives_no_role(scheme: Scheme, anne: Person, dado: Person, zoe: Person) -> None:
    for person in (dado, zoe):
        with pytest.raises(NotYourRole):
            give(scheme, zoe, roles.MANAGER, by=person.actor)
    with pytest.raises(NotYourRole):
        give(scheme, zoe, roles.ADMINISTRATOR, by=anne.actor)
    made = give(scheme, zoe, roles.MEDIATOR, by=anne.actor)
    with pytest.raises(NotYourRole):
        end_membership(by=dado.actor, membership_id=made.pk, ends_on=DAY)


def test_a_role_is_one_of_the_list_and_does_not_end_before_it_starts(scheme: Scheme, zoe: Person) -> None:
    with pytest.raises(RoleUnknown):
        give(scheme, zoe, "king")
    with pytest.raises(MembershipEndsTooEarly):
        give(scheme, zoe, roles.MEDIATOR, ends_on=DAY - timedelta(1))


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("membership_gives_a_known_role", {"role": "king"}),
        ("membership_does_not_end_before_it_starts", {"ends_on": date(2019, 12, 31)}),
        ("person_holds_a_role_for_an_organisation_once_at_a_time", {"role": roles.MEDIATOR}),
    ],
)
def test_the_database_refuses(scheme: Scheme, zoe: Person, constraint: str, change: dict[str, Any]) -> None:
    give(scheme, zoe, roles.MEDIATOR)
    other = give(scheme, zoe, roles.PRESCRIBER)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Membership.objects.filter(pk=other.pk).update(**change)
