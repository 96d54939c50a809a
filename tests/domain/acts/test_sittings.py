"""Who sat, by name or by number; the quorum; the second convocation that is freed from it."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.acts import errors, operations, queries, rules, states
from quitus.domain.acts.models import Deliberation, Sitting, SittingMember
from quitus.domain.acts.rules import Attendance, Member
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from tests.factories.people import Person
from tests.factories.texts import FULL_HOUSE

DAY = date(2023, 5, 15)
LATER = date(2023, 5, 18)
ASSEMBLY = "Commission permanente"
HOUSE = [
    Member("Mme Abeille", states.PRESENT, "Groupe A"),
    Member("M. Bouvreuil", states.PRESENT, "Groupe A"),
    Member("Mme Cigale", states.EXCUSED, "Groupe B", proxy_to="M. Bouvreuil"),
    Member("M. Dahu", states.ABSENT, "Groupe B"),
    Member("Mme Écureuil", states.ATTENDING),
    Member("M. Faucon", states.EXCUSED_WITHOUT_VOTE),
]


@pytest.fixture
def sitting(scheme: Scheme, anne: Person) -> Sitting:
    return operations.plan_sitting(
        by=anne.actor, authority_id=scheme.authority_id, assembly=ASSEMBLY, held_on=DAY, convened_on=date(2023, 5, 3)
    )


@pytest.fixture
def act(scheme: Scheme, anne: Person, sitting: Sitting) -> Deliberation:
    drafted = operations.draft_deliberation(by=anne.actor, authority_id=scheme.authority_id, title="A", number="1")
    return operations.put_on_agenda(by=anne.actor, deliberation_id=drafted.pk, sitting_id=sitting.pk)


def list_members(by: Person, sitting: Sitting, members: list[Member], **told: Any) -> Sitting:
    return operations.list_members(by=by.actor, sitting_id=sitting.pk, members=members, **told)


def test_the_counts_of_a_sitting_follow_from_its_members(sitting: Sitting, anne: Person) -> None:
    listed = list_members(anne, sitting, HOUSE, president="Mme Abeille", secretary="M. Bouvreuil")

    assert listed.attendance == Attendance(2, 1, 1, 1, 1, 1)
    assert [one.name for one in listed.members.all()] == [one.name for one in HOUSE]
    holder = SittingMember.objects.get(sitting=sitting, name="Mme Cigale").proxy_to
    assert holder is not None
    assert holder.name == "M. Bouvreuil"
    with pytest.raises(errors.AttendanceIsListed):
        operations.record_attendance(by=anne.actor, sitting_id=sitting.pk, attendance=Attendance(3, 1))

    shorter = list_members(anne, sitting, HOUSE[:2])
    assert shorter.attendance == Attendance(2, 0, 0)
    assert shorter.members.count() == 2


def test_members_may_be_listed_where_the_act_does_not_list_the_proxies(sitting: Sitting, anne: Person) -> None:
    listed = list_members(anne, sitting, [HOUSE[0], Member("M. Dahu", states.EXCUSED)], proxies_listed=False)
    assert listed.attendance == Attendance(1, 1, None)


@pytest.mark.parametrize(
    ("members", "refusal"),
    [
        ([], errors.NobodyListed),
        ([Member("A", states.EXCUSED)], errors.NobodyListed),
        ([HOUSE[0], HOUSE[0]], errors.MemberListedTwice),
        ([HOUSE[0], Member("B", states.PRESENT, proxy_to="Mme Abeille")], errors.ProxyOfSomebodyWithVote),
        ([HOUSE[0], Member("B", states.ATTENDING, proxy_to="Mme Abeille")], errors.ProxyOfSomebodyWithVote),
        ([HOUSE[0], HOUSE[3], Member("B", states.EXCUSED, proxy_to="M. Dahu")], errors.ProxyHolderNotPresent),
        ([HOUSE[0], Member("B", states.EXCUSED, proxy_to="M. Ailleurs")], errors.ProxyHolderNotPresent),
        (
            [HOUSE[0], *(Member(name, states.EXCUSED, proxy_to="Mme Abeille") for name in "BC")],
            errors.ProxyHolderHasAnother,
        ),
    ],
)
def test_a_list_that_cannot_be_is_refused(
    members: list[Member], refusal: type[Exception], sitting: Sitting, anne: Person
) -> None:
    with pytest.raises(refusal):
        list_members(anne, sitting, members)
    assert Sitting.objects.get(pk=sitting.pk).attendance is None


def test_who_sat_is_not_known_before_the_day(sitting: Sitting, anne: Person) -> None:
    with clock.at(date(2023, 5, 14)), pytest.raises(errors.SittingNotHeld):
        list_members(anne, sitting, HOUSE)


def test_a_vote_needs_to_know_who_sat_and_later_attendance_must_allow_it(
    act: Deliberation, sitting: Sitting, anne: Person
) -> None:
    vote = {"by": anne.actor, "deliberation_id": act.pk, "votes_for": 43, "votes_against": 0}
    with pytest.raises(errors.AttendanceMissing):
        operations.record_vote(**vote)
    operations.record_attendance(by=anne.actor, sitting_id=sitting.pk, attendance=FULL_HOUSE)
    assert operations.record_vote(**vote).state == states.ADOPTED

    for impossible in (Attendance(37, 6, 5), Attendance(20, 23)):
        with pytest.raises(errors.AttendanceContradictsAVote):
            operations.record_attendance(by=anne.actor, sitting_id=sitting.pk, attendance=impossible)
    operations.record_attendance(by=anne.actor, sitting_id=sitting.pk, attendance=Attendance(37, 6, 6))


def test_members_are_convened_before_they_sit(sitting: Sitting, anne: Person) -> None:
    assert sitting.convened_on == date(2023, 5, 3)
    told = operations.record_convocation(by=anne.actor, sitting_id=sitting.pk, convened_on=date(2023, 5, 2))
    assert told.convened_on == date(2023, 5, 2)
    with pytest.raises(errors.ConvenedAfterTheSitting):
        operations.record_convocation(by=anne.actor, sitting_id=sitting.pk, convened_on=date(2023, 5, 16))
    with pytest.raises(errors.ConvenedAfterTheSitting):
        operations.plan_sitting(
            by=anne.actor, authority_id=sitting.authority_id, assembly="B", held_on=DAY, convened_on=LATER
        )


def test_a_second_convocation_is_bound_to_the_first_and_sits_three_days_later(sitting: Sitting, anne: Person) -> None:
    def second(held_on: date, assembly: str = ASSEMBLY) -> Sitting:
        return operations.plan_sitting(
            by=anne.actor,
            authority_id=sitting.authority_id,
            assembly=assembly,
            held_on=held_on,
            first_sitting_id=sitting.pk,
        )

    with pytest.raises(errors.SecondConvocationTooEarly):
        second(date(2023, 5, 17))
    with pytest.raises(errors.SecondConvocationOfAnotherAssembly):
        second(LATER, "Conseil départemental")
    operations.record_attendance(by=anne.actor, sitting_id=sitting.pk, attendance=Attendance(3, 40))
    assert list(queries.sittings_without_quorum(sitting.authority_id)) == [sitting]
    operations.plan_sitting(
        by=anne.actor, authority_id=sitting.authority_id, assembly=ASSEMBLY, held_on=date(2023, 5, 19)
    )
    with pytest.raises(errors.SittingAlreadyPlanned):
        second(date(2023, 5, 19))
    assert second(LATER).second_convocation
    assert second(LATER).first_sitting_id == sitting.pk


def test_a_sitting_with_its_quorum_has_no_second_convocation(act: Deliberation, sitting: Sitting, anne: Person) -> None:
    told = {"by": anne.actor, "authority_id": sitting.authority_id, "assembly": ASSEMBLY, "held_on": LATER}
    second = operations.plan_sitting(**told, first_sitting_id=sitting.pk)
    operations.record_attendance(by=anne.actor, sitting_id=sitting.pk, attendance=FULL_HOUSE)
    assert not queries.sittings_without_quorum(sitting.authority_id).filter(pk=sitting.pk)
    with pytest.raises(errors.FirstSittingHadQuorum):
        operations.plan_sitting(**(told | {"held_on": date(2023, 5, 30)}), first_sitting_id=sitting.pk)
    operations.put_on_agenda(by=anne.actor, deliberation_id=act.pk, sitting_id=second.pk)
    with pytest.raises(errors.FirstSittingHadQuorum):
        operations.record_vote(
            by=anne.actor, deliberation_id=act.pk, votes_for=3, votes_against=0, attendance=Attendance(3, 40)
        )


def test_the_database_keeps_the_promises_of_a_list(sitting: Sitting, anne: Person) -> None:
    list_members(anne, sitting, HOUSE)
    rows = SittingMember.objects.filter(sitting=sitting)
    away, holder = rows.get(name="M. Dahu"), rows.get(name="M. Bouvreuil")
    for constraint, breaking in (
        ("a_member_holds_one_proxy_at_most", lambda: rows.filter(pk=away.pk).update(proxy_to=holder)),
        ("only_a_voting_member_who_is_away", lambda: rows.filter(name="Mme Abeille").update(proxy_to=away)),
        ("a_member_is_listed_once_in_a_sitting", lambda: rows.filter(pk=away.pk).update(name="Mme Abeille")),
        ("a_member_has_a_known_presence", lambda: rows.filter(pk=away.pk).update(presence="ailleurs")),
        ("members_stand_in_one_order", lambda: rows.filter(pk=away.pk).update(rank=1)),
        ("an_assembly_is_convened_before_it_sits", lambda: _sitting(sitting).update(convened_on=LATER)),
        ("a_second_convocation_follows_another_sitting", lambda: _sitting(sitting).update(first_sitting=sitting)),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            breaking()


def _sitting(sitting: Sitting) -> Any:
    return Sitting.objects.filter(pk=sitting.pk)


@given(st.integers(0, 80), st.integers(0, 80), st.integers(0, 80), st.integers(0, 20))
def test_quorum_is_more_than_half_of_the_members_present_or_represented(
    present: int, excused: int, proxies: int, absent: int
) -> None:
    sat = Attendance(present, excused, min(proxies, present), absent_count=absent)
    members = present + excused + absent
    assert rules.has_quorum(sat, second_convocation=False) == (present + min(proxies, present) > members / 2)
    assert rules.has_quorum(sat, second_convocation=True)
    assert rules.most_votes(sat) <= 2 * present
