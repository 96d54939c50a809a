"""Obligations that follow from duties: born on signature, moved by an amendment, fallen back when it is annulled."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.grants import operations as grants
from quitus.domain.grants import queries as grants_queries
from quitus.domain.grants.errors import TextNoLongerADraft
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.obligations import errors, operations, queries, states
from quitus.domain.obligations.models import Duty, Obligation
from quitus.domain.obligations.rules import Rule
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from quitus.usecases import enter_texts
from quitus.usecases.annul_amendment import annul_amendment
from quitus.usecases.sign_convention import sign_convention
from tests.domain.obligations.world import sign_both
from tests.factories.people import Person
from tests.factories.texts import SIGNED_ON, draft_convention, make_deliberation

Owed = Callable[..., dict[str, Obligation]]
Write = Callable[..., Duty]


def test_signing_the_convention_makes_its_duties_due(scheme: Scheme, anne: Person, owed: Owed) -> None:
    act = make_deliberation(anne.actor, scheme.authority_id)
    drafted = draft_convention(anne.actor, scheme, deliberation=act)
    operations.write_duty(
        by=anne.actor,
        convention_id=drafted.pk,
        label="Lancer l'achat",
        timing=Rule(rule=states.AFTER_EVENT, event="signed", months=2),
        kind=states.PROCUREMENT,
    )
    told = {"by": anne.actor, "convention_id": drafted.pk, "on": SIGNED_ON}
    sign_convention(**told, party="authority")
    assert owed() == {}
    sign_convention(**told, party="funder")
    [one] = owed().values()
    assert (one.due_on, one.code, one.is_written) == (date(2021, 5, 11), "lancer-l-achat", False)
    assert one.duty is not None


@pytest.mark.usefixtures("duties")
def test_the_series_of_a_convention_entered_late_starts_with_it(owed: Owed) -> None:
    assert owed()["procurement"].due_on == date(2021, 5, 11)
    committees = owed("committee")
    assert (len(committees), min(committees), max(committees)) == (28, "committee-2021-04", "committee-2023-07")
    assert owed()["final-report"].due_on == date(2024, 1, 30)


@pytest.mark.usefixtures("duties")
def test_an_amendment_moves_what_is_open_adds_what_it_prolongs_and_leaves_what_is_done(
    amendment: Amendment, anne: Person, owed: Owed, convention: Convention
) -> None:
    before = owed()
    operations.settle_obligation(by=anne.actor, obligation_id=before["committee-2021-04"].pk, done_on=date(2021, 4, 9))
    sign_both(anne, amendment)

    after = owed()
    final = after["final-report"]
    assert (final.due_on, final.counted_on) == (date(2024, 7, 1), date(2024, 6, 30))
    assert (final.replaces, final.added_by_amendment, final.evidence) == (
        before["final-report"],
        amendment,
        "Bilan quantitatif et qualitatif",
    )
    former = queries.obligation(before["final-report"].pk)
    assert (former.standing(date(2023, 7, 1)), former.superseded_by_amendment) == (states.SUPERSEDED, amendment)
    assert queries.replacement_of(former.pk) == final
    assert sorted(after.keys() - before.keys()) == [f"committee-2023-{month:02}" for month in range(8, 13)]
    assert after["committee-2021-04"].state == states.DONE
    assert after["procurement"] == before["procurement"]
    assert after["procurement"].due_on == date(2021, 5, 11)  # two months after the signature of the convention


@pytest.mark.usefixtures("duties")
def test_a_restated_duty_that_is_past_or_done_creates_nothing(
    amendment: Amendment, anne: Person, owed: Owed, write: Write
) -> None:
    operations.settle_obligation(by=anne.actor, obligation_id=owed()["procurement"].pk, done_on=date(2021, 5, 6))
    again = Rule(rule=states.AFTER_EVENT, event="signed", months=2)
    write("procurement", again, amendment_id=amendment.pk)
    write("stage-1", Rule(rule=states.AT_DATE, on=date(2022, 1, 31)), amendment_id=amendment.pk)
    write("stage-2", Rule(rule=states.AT_DATE, on=date(2023, 7, 31)), amendment_id=amendment.pk)
    assert "stage-2" not in owed()

    sign_both(anne, amendment)

    found = owed()
    assert (found["procurement"].state, found["procurement"].due_on) == (states.DONE, date(2021, 5, 11))
    assert "stage-1" not in found
    assert found["stage-2"].due_on == date(2023, 7, 31)


@pytest.mark.usefixtures("duties")
def test_what_a_restated_duty_makes_due_is_not_born_again_by_a_duty_written_later(
    amendment: Amendment, anne: Person, owed: Owed, write: Write
) -> None:
    write("stage-1", Rule(rule=states.AT_DATE, on=date(2022, 1, 31)), amendment_id=amendment.pk)
    sign_both(anne, amendment)
    write("oubli", Rule(rule=states.AT_DATE, on=date(2022, 3, 1)))
    assert "stage-1" not in owed()
    assert owed()["oubli"].standing(date(2023, 7, 1)) == states.LATE


@pytest.mark.usefixtures("duties")
def test_a_repealed_duty_is_owed_no_more_from_the_effect_on(amendment: Amendment, anne: Person, owed: Owed) -> None:
    operations.repeal_duty(by=anne.actor, amendment_id=amendment.pk, code="committee")
    with pytest.raises(errors.DutyUnknown):
        operations.repeal_duty(by=anne.actor, amendment_id=amendment.pk, code="vacances")
    sign_both(anne, amendment)
    assert max(owed("committee")) == "committee-2023-05"  # that of June was due after 20 June
    assert [duty.code for duty in queries.duties_in_effect(amendment.convention_id, date(2023, 6, 20))] == [
        "procurement",
        "final-report",
    ]


@pytest.mark.usefixtures("duties")
def test_a_duty_written_later_leaves_what_was_owed_before_the_repeal_of_another(
    amendment: Amendment, anne: Person, owed: Owed, write: Write
) -> None:
    operations.repeal_duty(by=anne.actor, amendment_id=amendment.pk, code="committee")
    sign_both(anne, amendment)
    before = set(owed("committee"))
    write("oubli", Rule(rule=states.AT_DATE, on=date(2023, 12, 1)))
    assert before == set(owed("committee"))
    assert before


def test_a_parameter_filled_in_on_an_entered_convention_makes_its_obligations_follow(
    scheme: Scheme, anne: Person
) -> None:
    drafted = grants.draft_convention(by=anne.actor, number="2021-9", title="Ancienne")
    enter_texts.enter_signed_convention(
        by=anne.actor, convention_id=drafted.pk, authority_signed_on=SIGNED_ON, funder_signed_on=SIGNED_ON
    )
    operations.write_duty(
        by=anne.actor,
        convention_id=drafted.pk,
        label="Bilan",
        timing=Rule(rule=states.AFTER_EVENT, event="action_ends_on", months=6),
    )
    assert not Obligation.objects.exists()
    enter_texts.set_parameter(by=anne.actor, convention_id=drafted.pk, name="action_ends_on", value=date(2023, 12, 31))
    assert [one.due_on for one in Obligation.objects.all()] in ([date(2024, 6, 30)], [date(2024, 7, 1)])


def test_a_condition_of_a_draft_is_not_met_yet(amendment: Amendment, anne: Person, write: Write) -> None:
    duty = write(
        "condition", Rule(rule=states.CONDITIONAL, condition="Demande de l'ANCT", days=30), amendment_id=amendment.pk
    )
    with pytest.raises(errors.DutyUnknown):
        operations.open_obligation(by=anne.actor, duty_id=duty.pk, met_on=date(2023, 6, 1))


@pytest.mark.usefixtures("duties")
def test_what_an_annulled_amendment_had_moved_falls_back(amendment: Amendment, anne: Person, owed: Owed) -> None:
    before = {code: one.due_on for code, one in owed().items()}
    operations.amend_obligation(by=anne.actor, amendment_id=amendment.pk, label="Ajout", due_on=date(2023, 11, 2))
    sign_both(anne, amendment)
    done = owed()["committee-2023-08"]
    with clock.at(date(2024, 2, 15)):
        operations.settle_obligation(by=anne.actor, obligation_id=done.pk, done_on=date(2023, 8, 4))
        annul_amendment(
            by=anne.actor, amendment_id=amendment.pk, annulled_by="judge", on=date(2024, 2, 10), reason="Vice de forme"
        )
    after = {code: one.due_on for code, one in owed().items() if one.state == states.OPEN}
    assert after == before
    assert after["final-report"] == date(2024, 1, 30)  # past already: owed all along
    assert owed()["committee-2023-08"].state == states.DONE
    fallen = owed()["final-report"]
    assert (fallen.added_by_amendment, fallen.replaces.superseded_by_amendment) == (None, None)  # type: ignore[union-attr]


@pytest.mark.usefixtures("duties")
def test_what_would_move_is_known_before_anything_is_written(
    amendment: Amendment, convention: Convention, owed: Owed
) -> None:
    on = date(2023, 6, 20)
    before = {code: one.pk for code, one in owed().items()}
    terms = grants_queries.terms_under(amendment.pk, on)
    plan = queries.preview(convention.pk, terms=terms, since=on, amendment_id=amendment.pk)
    assert [(one.code, due.due_on) for one, due in plan.moved] == [("final-report", date(2024, 7, 1))]
    assert (len(plan.added), plan.dropped, plan.count) == (5, [], 6)
    assert {code: one.pk for code, one in owed().items()} == before


def test_a_shorter_action_drops_what_was_still_to_come(
    convention: Convention, amendment: Amendment, anne: Person, owed: Owed, duties: None
) -> None:
    grants.amend_parameter(by=anne.actor, amendment_id=amendment.pk, name="action_ends_on", value=date(2023, 6, 25))
    sign_both(anne, amendment)
    assert max(owed("committee")) == "committee-2023-06"
    assert owed()["final-report"].due_on == date(2023, 12, 26)  # 25 December is a holiday


def test_following_twice_changes_nothing(convention: Convention, anne: Person, owed: Owed, duties: None) -> None:
    before = owed()
    assert operations.follow(by=anne.actor, convention_id=convention.pk).count == 0
    assert owed() == before


def test_a_duty_of_a_signed_amendment_is_not_written_any_more(amendment: Amendment, anne: Person, write: Write) -> None:
    sign_both(anne, amendment)
    with pytest.raises(TextNoLongerADraft):
        write("tard", Rule(rule=states.AT_DATE, on=date(2024, 1, 1)), amendment_id=amendment.pk)


def test_a_duty_in_the_same_words_takes_the_place_of_the_former(
    convention: Convention, anne: Person, duties: None
) -> None:
    told: dict[str, Any] = {"by": anne.actor, "convention_id": convention.pk, "label": "Comité technique"}
    written = operations.write_duty(**told, timing=Rule(rule=states.AT_DATE, on=date(2022, 1, 31)))
    assert written.code == "committee"


def test_two_duties_that_begin_alike_are_two(convention: Convention, anne: Person) -> None:
    begins = "Rapport d'étape sur les pass effectivement consommés pendant l'année "
    codes = [
        operations.write_duty(
            by=anne.actor,
            convention_id=convention.pk,
            label=f"{begins}{year}",
            timing=Rule(rule=states.AT_DATE, on=date(year + 1, 1, 31)),
        ).code
        for year in (2021, 2022, 2021)
    ]
    assert codes[0] == codes[2] != codes[1]
    assert Duty.objects.filter(convention=convention, label__startswith=begins).count() == 2
    assert max(map(len, codes)) <= 60


def test_a_condition_that_is_met_opens_an_obligation_once(
    convention: Convention, anne: Person, write: Write, owed: Owed, amendment: Amendment
) -> None:
    late = Rule(rule=states.CONDITIONAL, condition="Retard de plus de trois mois", months=1)
    duty = write("retard", late, label="Informer l'ANCT", evidence="Courriel")
    assert owed() == {}
    with pytest.raises(DateInTheFuture):
        operations.open_obligation(by=anne.actor, duty_id=duty.pk, met_on=date(2999, 1, 1))
    opened = operations.open_obligation(by=anne.actor, duty_id=duty.pk, met_on=date(2022, 10, 3))
    assert (opened.due_on, opened.duty, opened.evidence) == (date(2022, 11, 3), duty, "Courriel")
    with pytest.raises(errors.ObligationAlreadyListed):
        operations.open_obligation(by=anne.actor, duty_id=duty.pk, met_on=date(2022, 10, 3))
    sign_both(anne, amendment)
    assert list(owed().values()) == [opened]
    dated = write("date", Rule(rule=states.AT_DATE, on=date(2022, 1, 31)))
    with pytest.raises(errors.DutyNotConditional):
        operations.open_obligation(by=anne.actor, duty_id=dated.pk, met_on=date(2022, 10, 3))


def test_only_the_manager_writes_duties(convention: Convention, dado: Person) -> None:
    with pytest.raises(NotYourRole):
        operations.write_duty(
            by=dado.actor, convention_id=convention.pk, label="X", timing=Rule(rule=states.AT_DATE, on=SIGNED_ON)
        )


def test_the_database_keeps_the_promises_of_obligations(
    convention: Convention, anne: Person, write: Write, amendment: Amendment
) -> None:
    duty = write("date", Rule(rule=states.AT_DATE, on=date(2022, 1, 31)))
    one = Obligation.objects.get(code="date")
    row = Obligation.objects.filter(pk=one.pk)
    copy = {"scheme_id": convention.scheme_id, "convention": convention, "label": "X", "due_on": SIGNED_ON}
    for constraint, breaking in (
        ("an_obligation_is_owed_once", lambda: Obligation.objects.create(**copy, code="date")),
        ("an_obligation_is_done_if_and_only_if_it_says_when", lambda: row.update(state=states.DONE)),
        ("an_obligation_is_done_if_and_only_if_it_says_when", lambda: row.update(done_on=SIGNED_ON)),
        ("an_obligation_is_waived_if_and_only_if_it_says_why", lambda: row.update(state="waived", waived_on=SIGNED_ON)),
        ("an_obligation_is_superseded_if_and_only_if_it_says_when", lambda: row.update(state=states.SUPERSEDED)),
        (
            "an_amendment_does_not_supersede_what_it_adds",
            lambda: row.update(
                state=states.SUPERSEDED,
                superseded_on=SIGNED_ON,
                added_by_amendment=amendment,
                superseded_by_amendment=amendment,
            ),
        ),
        ("what_nobody_wrote_comes_from_a_duty", lambda: row.update(duty=None)),
        ("a_duty_says_when", lambda: Duty.objects.filter(pk=duty.pk).update(on=None)),
        ("a_duty_is_of_a_known_kind", lambda: Duty.objects.filter(pk=duty.pk).update(kind="autre")),
        (
            "a_text_states_a_duty_once",
            lambda: Duty.objects.create(
                scheme_id=convention.scheme_id,
                convention=convention,
                code="date",
                label="X",
                rule="at_date",
                on=SIGNED_ON,
            ),
        ),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            breaking()
