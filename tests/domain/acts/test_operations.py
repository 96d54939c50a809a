"""A deliberation from its draft to the day it can be carried out, and what is refused on the way."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.acts import errors, operations, queries, states
from quitus.domain.acts.models import CommissionOpinion, Deliberation, LegalReference, Sitting
from quitus.domain.acts.rules import Attendance
from quitus.domain.audit import queries as audit
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from quitus.kernel.refusals import DateInTheFuture, NotAllowed, NotYourRole
from tests.factories.people import Person
from tests.factories.schemes import make_organisation
from tests.factories.texts import FULL_HOUSE, VOTED_ON, make_deliberation

DAY = date(2023, 5, 15)


@pytest.fixture
def drafted(scheme: Scheme, anne: Person) -> Deliberation:
    return operations.draft_deliberation(
        by=anne.actor, authority_id=scheme.authority_id, title="Avenant", legal_references=["Vu A ;", "Vu B ;"]
    )


@pytest.fixture
def on_agenda(drafted: Deliberation, anne: Person) -> Deliberation:
    sitting = operations.plan_sitting(
        by=anne.actor, authority_id=drafted.authority_id, assembly="Commission permanente", held_on=DAY
    )
    return operations.put_on_agenda(by=anne.actor, deliberation_id=drafted.pk, sitting_id=sitting.pk)


def vote(by: Person, deliberation: Deliberation, **facts: Any) -> Deliberation:
    told = {"votes_for": 43, "votes_against": 0, "attendance": FULL_HOUSE, "number": "2023-204"} | facts
    return operations.record_vote(by=by.actor, deliberation_id=deliberation.pk, **told)


def test_a_deliberation_is_drafted_discussed_voted_transmitted_and_published(
    on_agenda: Deliberation, anne: Person
) -> None:
    operations.record_opinion(
        by=anne.actor, deliberation_id=on_agenda.pk, commission="2e", given_on=date(2023, 5, 4), favourable=True
    )
    vote(anne, on_agenda, votes_abstention=0, president="Le président", secretary="La secrétaire")
    operations.record_publication(by=anne.actor, deliberation_id=on_agenda.pk, on=date(2023, 6, 5))
    assert queries.executory_on(on_agenda.pk) is None
    operations.record_transmission(by=anne.actor, deliberation_id=on_agenda.pk, on=date(2023, 6, 2))
    operations.record_acknowledgement(by=anne.actor, deliberation_id=on_agenda.pk, on=date(2023, 6, 3))

    found = queries.deliberation(on_agenda.pk, on_agenda.authority_id)
    assert (found.state, found.number, found.adopted_on) == (states.ADOPTED, "2023-204", DAY)
    assert found.sitting is not None
    assert found.sitting.attendance == FULL_HOUSE
    assert [reference.text for reference in found.references.all()] == ["Vu A ;", "Vu B ;"]
    assert queries.executory_on(found.pk) == date(2023, 6, 5)
    assert not queries.is_executory(found.pk, date(2023, 6, 4))
    assert queries.is_executory(found.pk, date(2023, 6, 5))
    assert [entry.verb for entry in audit.thread("deliberation", found.pk)] == [
        "draft_deliberation",
        "put_on_agenda",
        "record_opinion",
        "record_vote",
        "record_publication",
        "record_transmission",
        "record_acknowledgement",
    ]


def test_a_rejected_deliberation_is_never_executory(on_agenda: Deliberation, anne: Person) -> None:
    rejected = vote(anne, on_agenda, votes_for=10, votes_against=33)

    assert (rejected.state, rejected.adopted_on) == (states.REJECTED, None)
    with pytest.raises(errors.DeliberationNotAdopted):
        operations.record_transmission(by=anne.actor, deliberation_id=rejected.pk, on=DAY)


@pytest.mark.parametrize("president_for", [None, True])
def test_what_all_abstain_from_is_not_adopted(
    president_for: bool | None, on_agenda: Deliberation, anne: Person
) -> None:
    silent = vote(anne, on_agenda, votes_for=0, votes_against=0, votes_abstention=43, president_votes_for=president_for)

    assert (silent.state, silent.adopted_on) == (states.REJECTED, None)
    [line] = [entry for entry in audit.thread("deliberation", silent.pk) if entry.verb == "record_vote"]
    assert "aucun suffrage exprimé" in line.summary


def test_a_tie_is_decided_by_the_president(on_agenda: Deliberation, anne: Person) -> None:
    with pytest.raises(errors.TieNeedsThePresident):
        vote(anne, on_agenda, votes_for=20, votes_against=20)
    assert vote(anne, on_agenda, votes_for=20, votes_against=20, president_votes_for=True).state == states.ADOPTED


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"attendance": Attendance(20, 23), "votes_for": 20}, errors.QuorumMissing),
        ({"votes_for": 44}, errors.MoreVotesThanVoters),
        ({"attendance": Attendance(37, 6, proxy_count=5)}, errors.MoreVotesThanVoters),
        ({"votes_for": 0, "votes_against": 0}, errors.NoVoteCast),
        ({"votes_for": 0, "votes_against": 0, "votes_abstention": 0}, errors.NoVoteCast),
        ({"votes_for": 0, "votes_against": 0, "votes_abstention": 44}, errors.MoreVotesThanVoters),
        ({"number": ""}, errors.NumberMissing),
    ],
)
def test_a_vote_that_cannot_stand_is_refused(
    facts: dict[str, Any], refusal: type[Exception], on_agenda: Deliberation, anne: Person
) -> None:
    with pytest.raises(refusal):
        vote(anne, on_agenda, **facts)
    assert Deliberation.objects.get(pk=on_agenda.pk).state == states.ON_AGENDA


def test_a_member_present_holds_one_proxy_at_most(on_agenda: Deliberation, anne: Person) -> None:
    with pytest.raises(errors.MoreProxiesThanPresent):
        vote(anne, on_agenda, attendance=Attendance(3, 2, 4), votes_for=3)


def test_a_second_convocation_needs_no_quorum(on_agenda: Deliberation, anne: Person) -> None:
    first = on_agenda.sitting_id
    assert first is not None
    few = Attendance(3, 40)
    with pytest.raises(errors.QuorumMissing):
        vote(anne, on_agenda, attendance=few, votes_for=3)
    moved = operations.call_sitting(
        by=anne.actor,
        deliberation_id=on_agenda.pk,
        assembly="Commission permanente",
        held_on=date(2023, 5, 18),
        first_sitting_id=first,
    )
    with pytest.raises(errors.FirstSittingNotRecorded):
        vote(anne, moved, attendance=few, votes_for=3)
    operations.record_attendance(by=anne.actor, sitting_id=first, attendance=few)
    assert vote(anne, moved, attendance=few, votes_for=3).state == states.ADOPTED


def test_a_vote_is_not_recorded_before_the_sitting_is_held(on_agenda: Deliberation, anne: Person) -> None:
    with clock.at(date(2023, 5, 12)), pytest.raises(errors.SittingNotHeld):
        vote(anne, on_agenda)


def test_what_is_on_no_agenda_is_not_voted(drafted: Deliberation, anne: Person) -> None:
    with pytest.raises(errors.DeliberationNotOnAgenda):
        vote(anne, drafted)


def test_a_number_names_one_deliberation(on_agenda: Deliberation, anne: Person) -> None:
    make_deliberation(anne.actor, on_agenda.authority_id, "2021-10")
    with pytest.raises(errors.NumberAlreadyUsed):
        vote(anne, on_agenda, number="2021-10")
    with pytest.raises(errors.NumberAlreadyUsed):
        operations.draft_deliberation(
            by=anne.actor, authority_id=on_agenda.authority_id, title="Autre", number="2021-10"
        )


def test_the_text_is_revised_until_the_vote_and_never_after(on_agenda: Deliberation, anne: Person) -> None:
    told: dict[str, Any] = {
        "by": anne.actor,
        "deliberation_id": on_agenda.pk,
        "title": "Avenant n° 1",
        "number": "",
        "report": "Rapport",
        "decision": "Décide",
        "legal_references": ["Vu C ;"],
    }
    revised = operations.revise_deliberation(**told)
    assert [reference.text for reference in revised.references.all()] == ["Vu C ;"]
    vote(anne, on_agenda)
    for late in (
        lambda: operations.revise_deliberation(**told),
        lambda: vote(anne, on_agenda),
        lambda: operations.withdraw_deliberation(by=anne.actor, deliberation_id=on_agenda.pk),
    ):
        with pytest.raises(errors.DeliberationNoLongerADraft):
            late()


def test_an_opinion_comes_before_the_sitting_and_a_commission_has_one(on_agenda: Deliberation, anne: Person) -> None:
    def opinion(given_on: date, favourable: bool) -> CommissionOpinion:
        return operations.record_opinion(
            by=anne.actor, deliberation_id=on_agenda.pk, commission="1re", given_on=given_on, favourable=favourable
        )

    with pytest.raises(errors.OpinionAfterTheSitting):
        opinion(date(2023, 5, 16), True)
    opinion(date(2023, 5, 2), False)
    opinion(date(2023, 5, 3), True)
    assert [one.favourable for one in queries.deliberation(on_agenda.pk).opinions.all()] == [True]


def test_a_withdrawn_deliberation_is_over(drafted: Deliberation, anne: Person) -> None:
    assert operations.withdraw_deliberation(by=anne.actor, deliberation_id=drafted.pk).state == states.WITHDRAWN
    with pytest.raises(errors.DeliberationNoLongerADraft):
        operations.withdraw_deliberation(by=anne.actor, deliberation_id=drafted.pk)


def test_the_dates_of_an_act_follow_one_another_and_are_written_once(scheme: Scheme, anne: Person) -> None:
    act = make_deliberation(anne.actor, scheme.authority_id, executory_on=None)

    def record(what: Callable[..., Deliberation], on: date) -> None:
        what(by=anne.actor, deliberation_id=act.pk, on=on)

    with pytest.raises(errors.NotTransmitted):
        record(operations.record_acknowledgement, VOTED_ON)
    for what in (operations.record_transmission, operations.record_publication):
        with pytest.raises(errors.DateBeforeAdoption):
            record(what, date(2021, 2, 7))
        with pytest.raises(DateInTheFuture):
            record(what, date(2999, 1, 1))
        record(what, date(2021, 2, 10))
        with pytest.raises(errors.AlreadyRecorded):
            record(what, date(2021, 2, 11))
    with pytest.raises(errors.AcknowledgedBeforeTransmission):
        record(operations.record_acknowledgement, date(2021, 2, 9))
    record(operations.record_acknowledgement, date(2021, 2, 10))


def test_only_the_manager_of_the_authority_keeps_its_acts(drafted: Deliberation, anne: Person, dado: Person) -> None:
    other = make_organisation("Autre département")
    for attempt, refusal in (
        (lambda: operations.withdraw_deliberation(by=dado.actor, deliberation_id=drafted.pk), NotYourRole),
        (lambda: operations.draft_deliberation(by=anne.actor, authority_id=other.pk, title="X"), NotAllowed),
        (
            lambda: operations.plan_sitting(by=anne.actor, authority_id=other.pk, assembly="CP", held_on=DAY),
            NotAllowed,
        ),
    ):
        with pytest.raises(refusal):
            attempt()


def test_what_waits_for_the_manager_is_listed(on_agenda: Deliberation, anne: Person) -> None:
    authority_id = on_agenda.authority_id
    with clock.at(date(2023, 5, 12)):
        assert list(queries.awaiting_sitting(authority_id)) == [on_agenda]
        assert not queries.awaiting_vote(authority_id)
    assert list(queries.awaiting_vote(authority_id)) == [on_agenda]
    vote(anne, on_agenda)
    assert list(queries.awaiting_transmission(authority_id)) == [on_agenda]
    assert list(queries.deliberations(authority_id, states.ADOPTED)) == [on_agenda]
    assert [one.held_on for one in queries.sittings(authority_id)] == [DAY]


@pytest.mark.parametrize(
    ("constraint", "broken"),
    [
        ("what_is_voted_was_on_the_agenda_of_a_sitting", {"sitting": None}),
        ("a_deliberation_has_votes_if_and_only_if_it_was_voted", {"votes_for": None}),
        (
            "deliberation_is_adopted_if_and_only_if_it_says_when",
            {"adopted_on": None, "transmitted_on": None, "published_on": None},
        ),
        ("an_adopted_deliberation_has_a_number", {"number": ""}),
        ("an_act_is_transmitted_and_published_after_its_adoption", {"published_on": date(2021, 2, 7)}),
        ("an_acknowledgement_follows_a_transmission", {"acknowledged_on": date(2021, 2, 1)}),
    ],
)
def test_the_database_keeps_the_promises_of_a_deliberation(
    constraint: str, broken: dict[str, Any], scheme: Scheme, anne: Person
) -> None:
    act = make_deliberation(anne.actor, scheme.authority_id)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Deliberation.objects.filter(pk=act.pk).update(**broken)


def test_the_database_keeps_the_promises_around_it(scheme: Scheme, anne: Person, on_agenda: Deliberation) -> None:
    act = make_deliberation(anne.actor, scheme.authority_id)
    assert act.sitting is not None
    sitting = Sitting.objects.filter(pk=act.sitting.pk)
    opinion = {"deliberation": act, "commission": "1re", "given_on": VOTED_ON, "favourable": True}
    CommissionOpinion.objects.create(**opinion)
    for constraint, breaking in (
        ("an_assembly_sits_once_a_day", lambda: sitting.update(held_on=DAY)),
        ("attendance_tells_the_present_and_the_excused", lambda: sitting.update(excused_count=None)),
        ("a_member_present_holds_one_proxy_at_most", lambda: sitting.update(proxy_count=38)),
        (
            "a_number_names_one_deliberation",
            lambda: Deliberation.objects.filter(pk=on_agenda.pk).update(number="2021-10"),
        ),
        ("a_commission_gives_one_opinion_on_a_deliberation", lambda: CommissionOpinion.objects.create(**opinion)),
        (
            "legal_references_stand_in_one_order",
            lambda: LegalReference.objects.create(deliberation=act, rank=1, text="Vu"),
        ),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            breaking()
