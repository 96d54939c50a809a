"""The life of a report: prepared, answered, submitted, then accepted or returned by the funder."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from quitus.domain.audit.operations import record
from quitus.domain.grants import queries as grants
from quitus.domain.reporting import indicators, policies, rules, states
from quitus.domain.reporting.errors import (
    ActionNotOver,
    EarlierThanTheStepBefore,
    NotACount,
    NotAQuarter,
    NotInThatState,
    PeriodEndsBeforeItBegins,
    PeriodNotOver,
    QuestionNotAnswered,
    ReasonMissing,
    ReportAlreadyPrepared,
    UnknownQuestion,
)
from quitus.domain.reporting.knowledge import known_now
from quitus.domain.reporting.models import FrozenFigures, Report, ReportQuestion
from quitus.domain.reporting.rules import Period
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_

ONE_OF_A_KIND = ("report_has_one_living_version_per_period", "report_version_is_given_once")


@operation
def prepare_report(*, by: Actor, kind: str, period_from: date, period_to: date, due_on: date | None = None) -> Report:
    """Opens a report of a kind over a period, with the funder's questions to answer.

    After a return it is the next version, and the answers already given come along. Refuses with
    `NotYourRole`, `PeriodEndsBeforeItBegins`, `NotAQuarter`, `ConventionNotSigned`,
    `ActionNotOver` (final report closed before the end of the action), `ReportAlreadyPrepared`.
    """
    refuse_unless(policies.may_prepare_report(by.role))
    if period_to < period_from:
        raise PeriodEndsBeforeItBegins(since=period_from, until=period_to)
    period = Period(period_from, period_to)
    if kind == rules.QUARTERLY and not period.is_quarter():
        raise NotAQuarter(since=period_from, until=period_to)
    scheme_id = current_scheme_id()
    terms = grants.terms_at(scheme_id, period_to)
    if kind == rules.FINAL and period_to < terms.action_ends_on:
        raise ActionNotOver(ends_on=terms.action_ends_on)
    former = (
        Report.objects.filter(scheme_id=scheme_id, kind=kind, period_from=period_from, period_to=period_to)
        .order_by("-version")
        .first()
    )
    if former is not None and former.state != states.RETURNED:
        raise ReportAlreadyPrepared()
    report = Report(
        scheme_id=scheme_id,
        convention_id=grants.signed_convention(scheme_id, period_to).pk,
        kind=kind,
        period_from=period_from,
        period_to=period_to,
        due_on=due_on or (former.due_on if former else None),
        version=former.version + 1 if former else 1,
        answers=_answers_to_give(scheme_id, kind, former),
    )
    try:
        with transaction.atomic():
            report.save(force_insert=True)
    except IntegrityError as broken:  # somebody prepared it at the same moment
        if not any(name in str(broken) for name in ONE_OF_A_KIND):
            raise
        raise ReportAlreadyPrepared() from broken
    _note(by, "prepare_report", report, N_("Rapport préparé"))
    return report


@operation
def answer_questions(*, by: Actor, report_id: int, answers: Mapping[int, str]) -> Report:
    """Keeps the answers given so far, by rank of question; a count is kept as typed, without spaces.

    Refuses with `NotYourRole`, `NotInThatState`, `UnknownQuestion`, `NotACount`.
    """
    refuse_unless(policies.may_prepare_report(by.role))
    report = _locked(report_id)
    if report.state != states.PREPARED:
        raise NotInThatState(state=states.REPORT_LABELS[report.state])
    known = {question["rank"]: question for question in report.answers}
    for rank, answer in answers.items():
        if rank not in known:
            raise UnknownQuestion()
        known[rank]["answer"] = _cleaned(known[rank]["expects"], answer)
    report.save(update_fields=["answers"])
    _note(by, "answer_questions", report, N_("Réponses enregistrées"))
    return report


@operation
def submit_report(*, by: Actor, report_id: int, on: date) -> Report:
    """Freezes the figures as known now, with the answers, and hands the report to the funder.

    Refuses with `NotYourRole`, `NotInThatState`, `DateInTheFuture`, `PeriodNotOver`,
    `QuestionNotAnswered`.
    """
    refuse_unless(policies.may_prepare_report(by.role))
    clock.refuse_future(on)
    report = _locked(report_id)
    if on <= report.period_to:
        raise PeriodNotOver(until=report.period_to)
    for question in report.answers:
        if not question["answer"]:
            raise QuestionNotAnswered(question=question["question"])
    _go(report, "submit")
    known_at = known_now()
    figures = indicators.of_report(report, known_at=known_at)
    frozen = freeze(known_at=known_at, content={"figures": figures, "answers": report.answers}, report=report)
    report.submitted_on = on
    report.save(update_fields=["state", "submitted_on"])
    _note(by, "submit_report", report, N_("Rapport envoyé au financeur"), sha256=frozen.sha256)
    return report


@operation
def accept_report(*, by: Actor, report_id: int, on: date) -> Report:
    """The funder accepts the report: it can serve as a basis of payment.

    Refuses with `NotYourRole`, `NotInThatState`, `DateInTheFuture`, `EarlierThanTheStepBefore`.
    """
    report = _decided(by, report_id, "accept", on)
    report.save(update_fields=["state", "decided_on"])
    _note(by, "accept_report", report, N_("Rapport accepté par le financeur"))
    return report


@operation
def return_report(*, by: Actor, report_id: int, on: date, reason: str) -> Report:
    """The funder sends the report back, with what is missing; the authority prepares a new version.

    Refuses with `NotYourRole`, `NotInThatState`, `DateInTheFuture`, `EarlierThanTheStepBefore`,
    `ReasonMissing`.
    """
    if not reason.strip():
        raise ReasonMissing()
    report = _decided(by, report_id, "return", on)
    report.return_reason = reason.strip()
    report.save(update_fields=["state", "decided_on", "return_reason"])
    _note(by, "return_report", report, N_("Rapport renvoyé par le financeur"), reason=reason.strip())
    return report


def freeze(*, known_at: Any, content: Mapping[str, Any], **owner: Any) -> FrozenFigures:
    """Keeps a content word for word with its fingerprint; `owner` is report= or statement=."""
    text = rules.canonical(content)
    (subject,) = owner.values()
    return FrozenFigures.objects.create(
        scheme_id=subject.scheme_id,
        known_at=known_at,
        content=text,
        sha256=rules.fingerprint(text),
        **owner,
    )


def _decided(by: Actor, report_id: int, action: str, on: date) -> Report:
    refuse_unless(policies.may_decide_report(by.role))
    clock.refuse_future(on)
    report = _locked(report_id)
    _go(report, action)
    assert report.submitted_on is not None
    if on < report.submitted_on:
        raise EarlierThanTheStepBefore(on=on, before=report.submitted_on)
    report.decided_on = on
    return report


def _locked(report_id: int) -> Report:
    found = lock(Report.objects.filter(pk=report_id))
    if not found:
        raise Report.DoesNotExist
    return found[0]


def _go(report: Report, action: str) -> None:
    reached = after(states.REPORT, report.state, action)
    if reached is None:
        raise NotInThatState(state=states.REPORT_LABELS[report.state])
    report.state = reached


def _answers_to_give(scheme_id: int, kind: str, former: Report | None) -> list[dict[str, Any]]:
    given = {answer["question"]: answer["answer"] for answer in former.answers} if former else {}
    return [
        {
            "rank": question.rank,
            "question": question.text,
            "expects": question.expects,
            "answer": given.get(question.text, ""),
            "is_placeholder": question.is_placeholder,
        }
        for question in ReportQuestion.objects.filter(scheme_id=scheme_id, kind=kind)
    ]


def _cleaned(expects: str, answer: str) -> str:
    if expects == rules.TEXT:
        return answer.strip()
    digits = "".join(answer.split())
    if digits and not (digits.isascii() and digits.isdigit()):
        raise NotACount(answer=answer)
    return digits


def _note(by: Actor, verb: str, report: Report, summary: str, **data: object) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="report",
        subject_id=report.pk,
        summary=summary,
        data=data,
    )
