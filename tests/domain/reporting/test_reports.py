"""Reports: prepared, answered, frozen when submitted, then accepted or returned."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.reporting import errors, operations, queries
from quitus.domain.reporting.models import FrozenFigures, Report, ReportQuestion, Schedule
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.factories.reports import STAGE, SUBMITTED_ON, pay, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def questions(bureau):
    ask = {"by": bureau.manager.actor, "kind": "stage"}
    operations.ask_question(text="Quelles difficultés ?", **ask)
    operations.ask_question(text="Combien d'ateliers hors dispositif ?", expects="count", **ask)


def prepared(bureau, **facts):
    return operations.prepare_report(by=bureau.manager.actor, **(STAGE | facts))


def test_a_submitted_report_keeps_its_figures_and_answers_word_for_word(bureau, questions):
    pay(bureau, bureau.fees, 2_000_00)
    report = prepared(bureau)
    answers = {1: " La crise sanitaire. ", 2: "1 250"}
    operations.answer_questions(by=bureau.manager.actor, report_id=report.pk, answers=answers)

    operations.submit_report(by=bureau.manager.actor, report_id=report.pk, on=SUBMITTED_ON)

    frozen = FrozenFigures.objects.get(report_id=report.pk)
    content = json.loads(frozen.content)
    assert [answer["answer"] for answer in content["answers"]] == ["La crise sanitaire.", "1250"]
    assert content["figures"]["basis"]["state_cents"] == 1_200_00
    assert content["figures"]["years"] == [{"year": 2021, "planned": None, "redeemed": 0, "is_full": True}]
    assert len(frozen.sha256) == 64


def test_what_was_reported_is_computed_again_after_new_lines(bureau):
    pay(bureau, bureau.fees, 2_000_00)
    report = submit(bureau)
    pay(bureau, bureau.engineering, 1_000_00, reference="F-2")  # of 2021, known too late
    operations.plan_year(by=bureau.manager.actor, year=2021, planned_count=5000)

    frozen = queries.frozen_figures().get()
    assert queries.recomputed(frozen) == frozen.figures
    assert queries.indicators_now(bureau.scheme.pk, report.period_to).figures != frozen.figures


def test_the_schedule_stands_beside_the_full_year(bureau):
    operations.plan_year(by=bureau.manager.actor, year=2021, planned_count=4000)
    operations.plan_year(by=bureau.manager.actor, year=2021, planned_count=5000)

    told = queries.figures_of(prepared(bureau))

    assert told.figures["years"][0]["planned"] == 5000
    assert not told.is_frozen
    assert [line.planned_count for line in queries.schedule(bureau.scheme.pk)] == [5000]


def test_the_schedule_plans_only_years_of_the_action(bureau):
    with pytest.raises(errors.YearOutsideTheConvention):
        operations.plan_year(by=bureau.manager.actor, year=2030, planned_count=1)


def test_a_returned_report_has_a_next_version_with_its_answers(bureau, questions):
    report = prepared(bureau)
    operations.answer_questions(by=bureau.manager.actor, report_id=report.pk, answers={1: "Rien.", 2: "0"})
    operations.submit_report(by=bureau.manager.actor, report_id=report.pk, on=SUBMITTED_ON)
    returned = {"by": bureau.funder.actor, "report_id": report.pk, "on": date(2022, 2, 10)}
    operations.return_report(reason="Il manque les factures.", **returned)

    again = prepared(bureau)

    assert again.version == 2
    assert [answer["answer"] for answer in again.answers] == ["Rien.", "0"]


def test_an_accepted_report_is_not_prepared_again(bureau):
    report = submit(bureau)
    operations.accept_report(by=bureau.funder.actor, report_id=report.pk, on=date(2022, 2, 10))

    with pytest.raises(errors.ReportAlreadyPrepared):
        prepared(bureau)
    with pytest.raises(errors.NotInThatState):
        operations.return_report(by=bureau.funder.actor, report_id=report.pk, on=date(2022, 2, 11), reason="Non")


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"period_from": date(2022, 1, 1)}, errors.PeriodEndsBeforeItBegins),
        ({"kind": "quarterly"}, errors.NotAQuarter),
        ({"kind": "final"}, errors.ActionNotOver),
        ({"period_from": date(2020, 1, 1), "period_to": date(2020, 12, 31)}, ConventionNotSigned),
    ],
)
def test_a_report_that_makes_no_sense_is_not_prepared(bureau, facts, refusal):
    with pytest.raises(refusal):
        prepared(bureau, **facts)


def test_the_final_report_closes_with_the_action(bureau):
    assert prepared(bureau, kind="final", period_to=date(2023, 7, 30)).kind == "final"


def test_a_report_waits_for_the_end_of_its_period_and_for_its_answers(bureau, questions):
    report = prepared(bureau)
    submitting = {"by": bureau.manager.actor, "report_id": report.pk}

    with pytest.raises(errors.PeriodNotOver):
        operations.submit_report(on=date(2021, 12, 31), **submitting)
    with pytest.raises(DateInTheFuture):
        operations.submit_report(on=date(2999, 1, 1), **submitting)
    with pytest.raises(errors.QuestionNotAnswered):
        operations.submit_report(on=SUBMITTED_ON, **submitting)


def test_only_questions_of_the_report_are_answered_and_a_count_is_a_number(bureau, questions):
    answering = {"by": bureau.manager.actor, "report_id": prepared(bureau).pk}

    with pytest.raises(errors.UnknownQuestion):
        operations.answer_questions(answers={9: "?"}, **answering)
    with pytest.raises(errors.NotACount):
        operations.answer_questions(answers={2: "beaucoup"}, **answering)


def test_a_submitted_report_is_not_answered_any_more(bureau, questions):
    report = prepared(bureau)
    answering = {"by": bureau.manager.actor, "report_id": report.pk, "answers": {1: "Oui", 2: "3"}}
    operations.answer_questions(**answering)
    operations.submit_report(by=bureau.manager.actor, report_id=report.pk, on=SUBMITTED_ON)

    with pytest.raises(errors.NotInThatState):
        operations.answer_questions(**answering)


def test_a_return_has_a_reason_and_comes_after_the_report(bureau):
    deciding = {"by": bureau.funder.actor, "report_id": submit(bureau).pk}

    with pytest.raises(errors.ReasonMissing):
        operations.return_report(on=date(2022, 2, 1), reason=" ", **deciding)
    with pytest.raises(errors.EarlierThanTheStepBefore):
        operations.accept_report(on=date(2022, 1, 1), **deciding)


def test_a_question_asks_something_and_can_be_dropped(bureau, questions):
    with pytest.raises(errors.QuestionEmpty):
        operations.ask_question(by=bureau.manager.actor, kind="stage", text=" ")
    operations.drop_question(by=bureau.manager.actor, question_id=queries.questions(bureau.scheme.pk).first().pk)

    assert [question.rank for question in queries.questions(bureau.scheme.pk, "stage")] == [2]


def test_each_keeps_to_his_part(bureau):
    report = submit(bureau)
    manager, funder = bureau.manager.actor, bureau.funder.actor
    for attempt in (
        lambda: operations.plan_year(by=funder, year=2021, planned_count=1),
        lambda: operations.ask_question(by=funder, kind="stage", text="?"),
        lambda: operations.drop_question(by=funder, question_id=1),
        lambda: operations.prepare_report(by=funder, **STAGE),
        lambda: operations.answer_questions(by=funder, report_id=report.pk, answers={}),
        lambda: operations.submit_report(by=funder, report_id=report.pk, on=SUBMITTED_ON),
        lambda: operations.accept_report(by=manager, report_id=report.pk, on=SUBMITTED_ON),
        lambda: operations.return_report(by=manager, report_id=report.pk, on=SUBMITTED_ON, reason="?"),
    ):
        with pytest.raises(NotYourRole):
            attempt()


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("report_is_of_a_known_kind", {"kind": "monthly"}),
        ("report_is_in_a_known_state", {"state": "lost"}),
        ("report_period_ends_after_it_begins", {"period_to": date(2020, 1, 1)}),
        ("report_is_submitted_if_and_only_if_it_says_when", {"submitted_on": date(2022, 1, 1)}),
        ("report_is_decided_if_and_only_if_it_says_when", {"decided_on": date(2022, 1, 1)}),
        ("report_is_returned_if_and_only_if_it_says_why", {"return_reason": "?"}),
    ],
)
def test_the_database_keeps_what_a_report_says_together(bureau, constraint, change):
    report = prepared(bureau)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**change)


def test_the_database_keeps_one_living_report_per_period(bureau):
    report = prepared(bureau)
    report.pk, report.version, report._state.adding = None, 2, True

    with pytest.raises(IntegrityError, match="report_has_one_living_version_per_period"), transaction.atomic():
        report.save()
    report.version, report.state = 1, "returned"
    report.submitted_on = report.decided_on = SUBMITTED_ON
    report.return_reason = "?"
    with pytest.raises(IntegrityError, match="report_version_is_given_once"), transaction.atomic():
        report.save()


def test_the_database_keeps_the_frame_of_reports_sound(bureau, questions):
    for constraint, change in (
        ("question_has_a_rank_of_its_own", {"rank": 7}),
        ("question_is_of_a_known_kind_of_report", {"kind": "monthly"}),
        ("question_expects_a_text_or_a_count", {"expects": "song"}),
        ("question_asks_something", {"text": ""}),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            ReportQuestion.objects.update(**change)
    with pytest.raises(IntegrityError, match="schedule_plans_a_year_of_this_century"), transaction.atomic():
        Schedule.objects.create(scheme=bureau.scheme, convention=bureau.convention, year=1900, planned_count=1)


def test_frozen_figures_match_their_fingerprint_and_never_change(bureau):
    report = submit(bureau)
    frozen = FrozenFigures.objects.get(report=report)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        FrozenFigures.objects.filter(pk=frozen.pk).update(content="{}")
    with pytest.raises(IntegrityError, match="frozen_figures_match_their_fingerprint"), transaction.atomic():
        FrozenFigures.objects.create(
            scheme=bureau.scheme,
            report=prepared(bureau, period_to=date(2022, 12, 31)),
            known_at=frozen.known_at,
            content="{}",
            sha256=frozen.sha256,
        )
    with pytest.raises(IntegrityError, match="frozen_figures_are_those_of_one"), transaction.atomic():
        FrozenFigures.objects.create(
            scheme=bureau.scheme, known_at=frozen.known_at, content=frozen.content, sha256=frozen.sha256
        )


def test_a_report_is_never_deleted(bureau):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM reporting_report")
