"""The frame of reports: what was planned per year, and what the funder asks."""

from django.db.models import Max

from quitus.domain.audit.operations import record
from quitus.domain.grants import queries as grants
from quitus.domain.reporting import policies, rules
from quitus.domain.reporting.errors import QuestionEmpty, YearOutsideTheConvention
from quitus.domain.reporting.models import ReportQuestion, Schedule
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def plan_year(
    *,
    by: Actor,
    year: int,
    planned_count: int,
    amendment_id: int | None = None,
    is_placeholder: bool = False,
) -> Schedule:
    """Enters what the annexed schedule plans for a calendar year, in pass.

    The line belongs to the convention, or to the amendment that replaces the annex. Entered again,
    the last line counts and the former stays. `is_placeholder` marks a value invented until the
    annex is at hand. Refuses with `NotYourRole`, `ConventionNotSigned`, `YearOutsideTheConvention`.
    """
    refuse_unless(policies.may_plan_schedule(by.role))
    scheme_id = current_scheme_id()
    terms = grants.terms_at(scheme_id, clock.today())
    if not terms.action_starts_on.year <= year <= terms.action_ends_on.year:
        raise YearOutsideTheConvention(year=str(year), starts_on=terms.action_starts_on, ends_on=terms.action_ends_on)
    line = Schedule.objects.create(
        scheme_id=scheme_id,
        convention_id=grants.signed_convention(scheme_id, clock.today()).pk,
        amendment_id=amendment_id,
        year=year,
        planned_count=planned_count,
        is_placeholder=is_placeholder,
    )
    record(
        by=by,
        verb="plan_year",
        subject_kind="schedule",
        subject_id=year,
        summary=N_("Échéancier mis à jour"),
        data={"year": year, "planned_count": planned_count},
    )
    return line


@operation
def ask_question(
    *, by: Actor, kind: str, text: str, expects: str = rules.TEXT, is_placeholder: bool = False
) -> ReportQuestion:
    """Adds a question at the end of the funder's framework for a kind of report.

    `expects` is a text or a count (a declared figure). Reports already prepared keep theirs.
    Refuses with `NotYourRole`, `QuestionEmpty`.
    """
    refuse_unless(policies.may_edit_questions(by.role))
    if not text.strip():
        raise QuestionEmpty()
    scheme_id = current_scheme_id()
    last = ReportQuestion.objects.filter(scheme_id=scheme_id, kind=kind).aggregate(last=Max("rank", default=0))["last"]
    question = ReportQuestion.objects.create(
        scheme_id=scheme_id,
        kind=kind,
        rank=last + 1,
        text=text.strip(),
        expects=expects,
        is_placeholder=is_placeholder,
    )
    record(
        by=by,
        verb="ask_question",
        subject_kind="report_question",
        subject_id=question.pk,
        summary=N_("Question ajoutée au cadre du financeur"),
        data={"text": question.text},
    )
    return question


@operation
def drop_question(*, by: Actor, question_id: int) -> None:
    """Takes a question out of the framework; reports already prepared keep it.

    Refuses with `NotYourRole`.
    """
    refuse_unless(policies.may_edit_questions(by.role))
    question = ReportQuestion.objects.get(pk=question_id)
    record(
        by=by,
        verb="drop_question",
        subject_kind="report_question",
        subject_id=question_id,
        summary=N_("Question retirée du cadre du financeur"),
        data={"text": question.text},
    )
    question.delete()
