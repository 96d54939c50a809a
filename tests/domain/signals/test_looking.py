"""The job that looks at new lines: what it keeps, once, and how many statements it takes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.organisations import roles
from quitus.domain.organisations.operations import add_member
from quitus.domain.redemption import operations as redemption
from quitus.domain.signals import errors, operations, queries, reading, rules, states
from quitus.domain.signals.models import Signal, SignalLine, ThresholdSet
from quitus.domain.venues.operations import assign_staff
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.refusals import NotYourRole
from quitus.usecases.redeem import undo_redemption
from tests.factories.people import SYSTEM, Person
from tests.factories.reception import TODAY, Reception, make_mediator, make_venue
from tests.factories.schemes import make_organisation

LOW = {"person_day_most": 2, "booklet_count_least": 6, "sequence_least": 5, "wrong_day_most": 2, "undone_day_most": 1}


def look(by: Actor | None = None) -> operations.Looked:
    return operations.look_for_signals(
        by=by or Actor.system(),
        taken_to=redemption.settled_takings(),
        undone_to=redemption.settled_reversals(),
        wrong_to=reading.settled_attempts(),
    )


@pytest.fixture
def strict(reception: Reception) -> Reception:
    """The venue, under low thresholds."""
    operations.set_thresholds(by=reception.team.anne.actor, values=LOW)
    return reception


@pytest.fixture
def signal(strict: Reception) -> Signal:
    """Three pass of one booklet on one day."""
    strict.take(1, 3, 5, people_count=3)
    assert look().found == 1
    return queries.signals().get()


def test_what_is_strange_is_kept_once_and_grows_until_it_is_decided_on(strict: Reception, signal: Signal) -> None:
    assert (signal.kind, signal.state, signal.line_count) == (rules.PERSON_DAY, states.OPEN, 3)
    assert (signal.venue, signal.organisation, signal.user) == (strict.venue, strict.structure, strict.lina.user)
    assert signal.facts == {"count": 3, "most": 2}
    assert look() == operations.Looked()
    strict.take(7)
    assert look() == operations.Looked(found=0, grown=1)
    signal.refresh_from_db()
    assert (signal.line_count, SignalLine.objects.count()) == (4, 4)
    decide(strict.team.anne, signal)
    strict.take(12)  # of the next booklet
    assert look() == operations.Looked()
    strict.take(9)
    assert look().found == 1
    anew = queries.signals(kind=rules.PERSON_DAY).first()
    assert anew is not None
    assert (anew.rank, anew.state, anew.line_count) == (2, states.OPEN, 5)


def decide(by: Person, signal: Signal, decision: str = states.EXPLAINED, **facts: Any) -> Signal:
    said = {"reason": "Atelier de deux heures pour trois personnes d'un foyer."} | facts
    return operations.decide_on_signal(by=by.actor, signal_id=signal.pk, decision=decision, **said)


def test_what_is_undone_counts_no_more_and_many_undone_are_a_signal(strict: Reception) -> None:
    strict.take(1, 3, 5, people_count=3)
    for rank in (1, 3):
        undo_redemption(by=strict.lina.actor, number=strict.pass_number(rank), turn=1)
    look()
    (found,) = queries.signals()
    assert (found.kind, found.facts["count"]) == (rules.MANY_UNDONE, 2)


def test_wrong_codes_of_one_person_are_counted_over_the_day(strict: Reception) -> None:
    for minutes in (0, 30, 60):
        with clock.at(TODAY + timedelta(minutes=minutes)):
            strict.take(numbers=[], codes=["ABCDE-FGHJK-MNPQ"], request=uuid4())
            look()
    (found,) = queries.signals()
    assert (found.kind, found.facts["count"], found.line_count) == (rules.WRONG_CODES, 3, 0)


def test_two_distant_venues_within_minutes(strict: Reception) -> None:
    far = make_venue(strict.team, strict.structure, "Antenne de Calais", "Calais")
    make_mediator(strict.team, far, "Luc Petit")
    for venue, place in ((strict.venue, (50.291, 2.777)), (far, (50.951, 1.858))):
        venue.latitude, venue.longitude = place
        venue.save(update_fields=["latitude", "longitude"])
    assign_staff(by=strict.team.anne.actor, venue_id=far.pk, user_id=strict.lina.user.pk, starts_on=TODAY.date())
    strict.take(1)
    look()
    with clock.at(TODAY + timedelta(minutes=12)):
        strict.take(21, venue_id=far.pk)
        look()
    (found,) = queries.signals()
    assert (found.kind, found.facts) == (rules.DISTANCE, {"km": 98, "minutes": 12, "times": 1})
    assert (found.venue, found.organisation) == (None, strict.structure)  # two venues of one structure


@pytest.mark.parametrize("count", [3, 30])
def test_the_number_of_statements_does_not_grow_with_the_lines(
    strict: Reception, count: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    ranks = [rank for rank in range(1, 100) if rank % 10 in (1, 3, 5)][:count]
    strict.take(*ranks, people_count=count)
    taken, undone, wrong = redemption.settled_takings(), redemption.settled_reversals(), reading.settled_attempts()
    with django_assert_max_num_queries(18):
        looked = operations.look_for_signals(by=Actor.system(), taken_to=taken, undone_to=undone, wrong_to=wrong)
    assert looked.found == count / 3


def test_lines_are_looked_at_by_so_many_at_a_time(strict: Reception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quitus.domain.signals.operations.looking.AT_ONCE", 2)
    first = strict.take(1, 3, 5, people_count=3)
    assert first[0].is_taken
    looked, found = look(), 0
    while looked.left:
        found += looked.found
        looked = look()
    assert found + looked.found == 1
    assert queries.signals().get().line_count == 3


def test_only_the_job_and_the_manager_look(strict: Reception) -> None:
    with pytest.raises(NotYourRole):
        look(strict.lina.actor)
    assert look(strict.team.anne.actor) == operations.Looked()


# --- what people do with it


def test_a_venue_is_asked_answers_and_somebody_decides(strict: Reception, signal: Signal) -> None:
    anne, lina = strict.team.anne.actor, strict.lina.actor
    with pytest.raises(errors.NothingAsked):
        operations.answer_signal(by=lina, signal_id=signal.pk, answer="Oui")
    with pytest.raises(errors.QuestionEmpty):
        operations.ask_venue(by=anne, signal_id=signal.pk, question=" ")
    operations.ask_venue(by=anne, signal_id=signal.pk, question="Combien de personnes étaient là ?")
    assert [one.pk for one in queries.asked_of(strict.structure.pk)] == [signal.pk]
    with pytest.raises(errors.AnswerToSignalEmpty):
        operations.answer_signal(by=lina, signal_id=signal.pk, answer="")
    answered = operations.answer_signal(by=lina, signal_id=signal.pk, answer="Trois, d'une même famille.")
    assert (answered.answered_by, answered.state) == ("Lina Caron", states.LOOKED_AT)
    with pytest.raises(errors.NothingAsked):
        operations.answer_signal(by=lina, signal_id=signal.pk, answer="Encore")
    with pytest.raises(errors.DecisionNeedsAReason):
        decide(strict.team.anne, signal, reason=" ")
    with pytest.raises(errors.FollowUpInThePast):
        decide(strict.team.anne, signal, follow_up_on=TODAY.date())
    later = TODAY.date() + timedelta(days=30)
    decided = decide(strict.team.anne, signal, states.REFERRED, follow_up_on=later)
    assert (decided.state, decided.decided_by) == (states.REFERRED, strict.team.anne.actor.label)
    assert [one.pk for one in queries.to_follow(later)] == [signal.pk]
    with pytest.raises(errors.SignalNotInThatState):
        operations.ask_venue(by=anne, signal_id=signal.pk, question="Et encore ?")
    followed = operations.follow_up_signal(by=anne, signal_id=signal.pk, note="Rien de nouveau.")
    assert followed.follow_up_on is None
    with pytest.raises(errors.NothingToFollow):
        operations.follow_up_signal(by=anne, signal_id=signal.pk, note="Encore")


def test_another_structure_answers_nothing_and_who_takes_pass_there_decides_nothing(
    strict: Reception, signal: Signal
) -> None:
    operations.ask_venue(by=strict.team.anne.actor, signal_id=signal.pk, question="Pourquoi ?")
    other = make_organisation("Médiathèque")
    luc = make_mediator(strict.team, make_venue(strict.team, other, "Médiathèque", "Béthune"), "Luc Petit")
    with pytest.raises(errors.SignalUnknown):
        operations.answer_signal(by=luc.actor, signal_id=signal.pk, answer="Ce n'est pas moi")
    add_member(
        by=SYSTEM,
        scheme_id=strict.scheme.pk,
        organisation_id=strict.structure.pk,
        user_id=strict.team.anne.user.pk,
        role=roles.MEDIATOR,
        starts_on=TODAY.date(),
    )
    with pytest.raises(errors.DecidesOnOwnPass):
        decide(strict.team.anne, signal)
    assert decide(strict.team.finance, signal).state == states.EXPLAINED


def test_only_the_authority_decides_and_only_the_manager_sets_thresholds(strict: Reception, signal: Signal) -> None:
    for act in (
        lambda by: operations.take_up_signal(by=by, signal_id=signal.pk),
        lambda by: operations.ask_venue(by=by, signal_id=signal.pk, question="?"),
        lambda by: operations.decide_on_signal(by=by, signal_id=signal.pk, decision="explained", reason="?"),
        lambda by: operations.set_thresholds(by=by, values={"night_least": 2}),
    ):
        with pytest.raises(NotYourRole):
            act(strict.lina.actor)
    assert operations.take_up_signal(by=strict.team.finance.actor, signal_id=signal.pk).state == states.LOOKED_AT
    with pytest.raises(NotYourRole):
        operations.set_thresholds(by=strict.team.finance.actor, values={"night_least": 2})
    with pytest.raises(NotYourRole):
        operations.answer_signal(by=strict.team.anne.actor, signal_id=signal.pk, answer="?")


def test_thresholds_are_versions(strict: Reception) -> None:
    by = strict.team.anne.actor
    with pytest.raises(errors.ThresholdsUnchanged):
        operations.set_thresholds(by=by, values=LOW)
    with pytest.raises(errors.ThresholdOutOfBounds):
        operations.set_thresholds(by=by, values={"night_from": 24})
    operations.set_thresholds(by=by, values={"night_from": 21})
    in_force = queries.thresholds_in_force()
    assert (in_force.version, in_force.limits.night_from, in_force.limits.person_day_most) == (2, 21, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        ThresholdSet.objects.create(scheme=strict.scheme, version=2, values={}, set_on=TODAY.date(), set_by="Anne")


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("signal_is_decided_if_and_only_if_it_says_why_when_and_by_whom", {"reason": "Parce que"}),
        ("signal_is_asked_about_if_and_only_if_it_says_when", {"question": "Pourquoi ?"}),
        ("signal_is_answered_only_when_asked_with_when_and_by_whom", {"answer": "Rien"}),
        ("signal_is_followed_up_only_once_decided", {"follow_up_on": TODAY.date()}),
        ("signal_state_is_known", {"state": "guilty", "reason": "?", "decided_by": "?", "decided_on": TODAY.date()}),
        ("signal_kind_is_known", {"kind": "fraud"}),
        ("signal_ends_after_it_begins", {"last_at": TODAY - timedelta(days=1)}),
    ],
)
def test_the_database_keeps_what_a_signal_says(signal: Signal, name: str, facts: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Signal.objects.filter(pk=signal.pk).update(**facts)


def test_a_fact_is_signalled_once(signal: Signal) -> None:
    signal.pk = None
    with pytest.raises(IntegrityError, match="fact_is_signalled_once"), transaction.atomic():
        signal.save(force_insert=True)
