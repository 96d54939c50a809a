"""What happens to an act after its vote: signed, measured against the targets, asked for documents, ended."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.acts import errors, operations, queries, rules, states
from quitus.domain.acts.models import ActSettings, Deliberation
from quitus.domain.acts.operations import Settings
from quitus.domain.acts.rules import PrefectAnswer
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from tests.factories.people import Person
from tests.factories.texts import EXECUTORY_ON, VOTED_ON, make_deliberation

DAY = date(2023, 6, 5)
ENDS = date(2023, 8, 7)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.fixture
def act(scheme: Scheme, anne: Person) -> Deliberation:
    return make_deliberation(anne.actor, scheme.authority_id)


def end(by: Person, act: Deliberation, how: Any = operations.repeal_deliberation, **told: Any) -> Deliberation:
    facts = {"on": date(2021, 6, 1), "decided_by": "Le conseil", "reason": "Erreur"} | told
    return how(by=by.actor, deliberation_id=act.pk, **facts)


@pytest.mark.parametrize(
    ("how", "state"),
    [(operations.repeal_deliberation, states.REPEALED), (operations.annul_deliberation, states.ANNULLED)],
)
def test_an_ended_act_is_no_longer_executory_from_that_day(
    how: Any, state: str, act: Deliberation, anne: Person
) -> None:
    ended = end(anne, act, how)
    assert (ended.state, ended.ended_by, ended.end_reason) == (state, "Le conseil", "Erreur")
    assert queries.is_executory(act.pk, date(2021, 5, 31))
    assert not queries.is_executory(act.pk, date(2021, 6, 1))
    assert queries.executory_on(act.pk) == EXECUTORY_ON
    with pytest.raises(errors.AlreadyRecorded):
        end(anne, act, how)


@pytest.mark.parametrize(
    ("how", "told"),
    [(operations.annul_deliberation, {"effect_on": VOTED_ON}), (operations.take_back_deliberation, {})],
)
def test_an_act_held_never_to_have_been_was_never_executory(
    how: Any, told: dict[str, Any], act: Deliberation, anne: Person
) -> None:
    assert end(anne, act, how, **told).ended_on == VOTED_ON
    assert queries.executory_on(act.pk) is None
    assert not queries.is_executory(act.pk, EXECUTORY_ON)


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"on": date(2021, 2, 1)}, errors.DateBeforeAdoption),
        ({"effect_on": date(2021, 5, 31)}, errors.RepealBeforeItsDecision),
        ({"how": operations.annul_deliberation, "effect_on": date(2021, 2, 7)}, errors.EndBeforeAdoption),
        ({"reason": " "}, errors.EndNotJustified),
        ({"decided_by": ""}, errors.EndNotJustified),
    ],
)
def test_an_end_that_cannot_stand_is_refused(
    told: dict[str, Any], refusal: type[Exception], act: Deliberation, anne: Person
) -> None:
    with pytest.raises(refusal):
        end(anne, act, **told)
    assert Deliberation.objects.get(pk=act.pk).state == states.ADOPTED


def test_only_what_was_adopted_ends(scheme: Scheme, anne: Person) -> None:
    drafted = operations.draft_deliberation(by=anne.actor, authority_id=scheme.authority_id, title="A")
    with pytest.raises(errors.DeliberationNotAdopted):
        end(anne, drafted)


def test_the_database_keeps_the_promises_of_an_end(act: Deliberation, anne: Person) -> None:
    row = Deliberation.objects.filter(pk=act.pk)
    for constraint, broken in (
        ("an_act_has_an_end_if_and_only_if", {"state": states.REPEALED}),
        ("an_act_has_an_end_if_and_only_if", {"ended_on": date(2021, 6, 1)}),
        ("what_has_a_permanent_address_is_published", {"published_slug": "a", "published_on": None}),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            row.update(**broken)
    end(anne, act)
    with pytest.raises(IntegrityError, match="an_act_does_not_end_before_its_adoption"), transaction.atomic():
        row.update(ended_on=date(2021, 2, 1))


def test_a_voted_act_is_signed_once_by_somebody_with_a_quality(act: Deliberation, anne: Person) -> None:
    def sign(on: date) -> Deliberation:
        return operations.record_signature(
            by=anne.actor,
            deliberation_id=act.pk,
            signatory_name="",
            signatory_quality="Le Directeur général adjoint",
            delegation="Pour le Président du Conseil départemental",
            on=on,
        )

    with pytest.raises(errors.SignedBeforeTheVote):
        sign(date(2021, 2, 7))
    assert sign(VOTED_ON).signed_on == VOTED_ON
    with pytest.raises(errors.AlreadyRecorded):
        sign(VOTED_ON)


def test_a_request_for_documents_restarts_the_referral_when_they_are_received(act: Deliberation, anne: Person) -> None:
    def answer(kind: str, on: date) -> None:
        operations.record_prefect_answer(by=anne.actor, deliberation_id=act.pk, kind=kind, on=on)

    def referral() -> tuple[date | None, str]:
        dates = queries.deliberation(act.pk).deadlines
        return dates.prefect_referral_ends_on, dates.referral_source

    before = referral()
    with pytest.raises(errors.NoDocumentsRequested):
        answer(states.DOCUMENTS_RECEIVED, date(2021, 3, 1))
    with pytest.raises(errors.AnswerBeforeTransmission):
        answer(states.LETTER, VOTED_ON)
    answer(states.LETTER, date(2021, 3, 1))
    assert referral() == before
    answer(states.DOCUMENTS_REQUESTED, date(2021, 3, 1))
    assert referral() == (None, rules.REFERRAL_WAITS)
    assert queries.awaiting_documents(act.authority_id) == [act]
    answer(states.DOCUMENTS_RECEIVED, date(2021, 3, 15))
    assert referral() == (date(2021, 5, 17), rules.REFERRAL_RESTARTED)  # 16 May 2021 is a Sunday
    assert queries.awaiting_documents(act.authority_id) == []
    with pytest.raises(IntegrityError, match="known_kind"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO acts_prefectanswer (deliberation_id, kind, "on", text, reference, file_name, sha256)'
            " VALUES (%s, 'autre', '2021-03-01', '', '', '', '')",
            [act.pk],
        )


def test_the_example_ends_both_appeals_on_monday_7_august_2023() -> None:
    dates = rules.deadlines(DAY, DAY)
    assert (dates.third_party_appeal_ends_on, dates.prefect_referral_ends_on) == (ENDS, ENDS)
    assert (dates.executory_on, dates.online_until) == (DAY, date(2023, 8, 5))


@given(DAYS, st.integers(0, 55), st.integers(0, 400))
def test_the_referral_is_whole_again_from_the_day_the_documents_are_received(
    sent: date, asked_after: int, received_after: int
) -> None:
    asked = sent + timedelta(days=asked_after)
    received = asked + timedelta(days=received_after)
    request, reception = PrefectAnswer("documents_requested", asked), PrefectAnswer("documents_received", received)
    assert rules.referral(sent, [request]) == (None, rules.REFERRAL_WAITS)
    assert rules.referral(sent, [reception, request]) == (
        rules.prefect_referral_ends_on(received),
        rules.REFERRAL_RESTARTED,
    )
    # Asked once the delay is over, or received without having been asked: nothing changes.
    end = rules.prefect_referral_ends_on(sent)
    late = PrefectAnswer("documents_requested", end + timedelta(days=1))
    assert rules.referral(sent, [late]) == rules.referral(sent, [reception]) == (end, rules.REFERRAL)


def test_the_day_of_reception_that_the_acknowledgement_states_counts_for_the_referral_alone() -> None:
    dates = rules.deadlines(DAY, DAY, received_on=date(2023, 6, 12))
    assert dates.executory_on == DAY
    assert dates.prefect_referral_ends_on == date(2023, 8, 14)
    assert dates.third_party_appeal_ends_on == ENDS


def settle(by: Person, authority_id: int, **told: Any) -> ActSettings:
    return operations.set_act_settings(by=by.actor, authority_id=authority_id, settings=Settings(**told))


def test_a_track_later_than_the_authoritys_own_target_is_late_before_and_after(scheme: Scheme, anne: Person) -> None:
    act = make_deliberation(anne.actor, scheme.authority_id, executory_on=None)
    assert queries.targets(act, queries.act_settings(scheme.authority_id)) == (None, None)
    settings = settle(anne, scheme.authority_id, transmission_target_days=10, publication_target_days=None)

    transmission, publication = queries.targets(act, settings)
    assert publication is None
    assert transmission is not None
    assert transmission.due_on == VOTED_ON + timedelta(days=10)
    assert not transmission.is_late(transmission.due_on)
    assert transmission.is_late(transmission.due_on + timedelta(days=1))
    with clock.at(transmission.due_on):
        assert not queries.done_late(scheme.authority_id, settings)
    with clock.at(transmission.due_on + timedelta(days=1)):
        assert list(queries.done_late(scheme.authority_id, settings)) == [act]

    operations.record_transmission(by=anne.actor, deliberation_id=act.pk, on=transmission.due_on + timedelta(days=3))
    done, _ = queries.targets(Deliberation.objects.get(pk=act.pk), settings)
    assert done is not None
    assert done.is_late(transmission.due_on)  # done after it: late for ever, whatever the day on which one looks
    assert list(queries.done_late(scheme.authority_id, settings)) == [act]


def test_settings_have_codes_that_a_prefecture_can_read(scheme: Scheme, anne: Person, dado: Person) -> None:
    with pytest.raises(errors.DepartmentUnknown):
        settle(anne, scheme.authority_id, department="62")
    with pytest.raises(errors.OperatorOfTransmissionUnknown):
        settle(anne, scheme.authority_id, operator_trigram="S2")
    with pytest.raises(NotYourRole):
        settle(dado, scheme.authority_id)
    settled = settle(anne, scheme.authority_id, department="02A", operator_trigram="SLO")
    row = ActSettings.objects.filter(pk=settled.pk)
    for constraint, broken in (
        ("a_department_has_three_characters", {"department": "62"}),
        ("an_operator_of_transmission_has_three_letters", {"operator_trigram": "slo"}),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            row.update(**broken)
