"""What structures are asked when they apply, and by what they are judged: versions, one written at a time."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Max

from quitus.domain.audit.operations import record
from quitus.domain.venues import asking, files, policies, rules
from quitus.domain.venues.errors import (
    ChoicesMissing,
    CriterionOfTheProgram,
    VersionAlreadyPublished,
    VersionBeingWritten,
    VersionStartsTooEarly,
)
from quitus.domain.venues.models import Criterion, Question, QuestionnaireVersion
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.constraints import refused_by
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def begin_version(*, by: Actor) -> QuestionnaireVersion:
    """Begins a version, from the last published one, or from the criteria that the program knows.

    Refuses with `NotYourRole`, `VersionBeingWritten`.
    """
    refuse_unless(policies.may_write_questionnaire(by.role))
    scheme_id = current_scheme_id()
    former = files.versions(scheme_id).exclude(published_on=None).first()
    with refused_by("one_questionnaire_version_is_being_written", VersionBeingWritten()):
        version = QuestionnaireVersion.objects.create(
            scheme_id=scheme_id,
            number=1 + (files.versions(scheme_id).aggregate(last=Max("number"))["last"] or 0),
            introduction=former.introduction if former else "",
            charter=former.charter if former else "",
        )
    if former is None:
        Criterion.objects.bulk_create(
            Criterion(scheme_id=scheme_id, version=version, rank=rank, code=code)
            for rank, code in enumerate(rules.CRITERIA, start=1)
        )
    else:
        for question in former.questions.order_by("rank"):
            question.pk, question.version = None, version
            question.save(force_insert=True)
        for criterion in former.criteria.order_by("rank"):
            criterion.pk, criterion.version = None, version
            criterion.save(force_insert=True)
    _tell(by, "begin_version", version, N_("Version %(number)s commencée"))
    return version


@operation
def write_version(*, by: Actor, version_id: int, introduction: str, charter: str) -> QuestionnaireVersion:
    """Writes what a structure reads before it applies, and the charter that it accepts (none when empty).

    Refuses with `NotYourRole`, `VersionAlreadyPublished`.
    """
    version = _writable(by, version_id)
    version.introduction, version.charter = introduction.strip(), charter.strip()
    version.save(update_fields=["introduction", "charter"])
    return version


@operation
def add_question(
    *,
    by: Actor,
    version_id: int,
    kind: str,
    label: str,
    help: str = "",  # noqa: A002 (the word of the table)
    choices: Sequence[str] = (),
    is_required: bool = False,
) -> Question:
    """Adds a question at the end of a version; `kind` is one of `asking.KINDS`, `choices` for those that choose.

    Refuses with `NotYourRole`, `VersionAlreadyPublished`, `ChoicesMissing`.
    """
    version = _writable(by, version_id)
    offered = list(dict.fromkeys(one.strip() for one in choices if one.strip())) if kind in asking.CHOOSING else []
    if kind in asking.CHOOSING and len(offered) < 2:
        raise ChoicesMissing()
    return Question.objects.create(
        scheme_id=version.scheme_id,
        version=version,
        rank=1 + (version.questions.aggregate(last=Max("rank"))["last"] or 0),
        kind=kind,
        label=label.strip(),
        help=help.strip(),
        choices=offered,
        is_required=is_required,
    )


@operation
def remove_question(*, by: Actor, version_id: int, question_id: int) -> None:
    """Takes a question out of a version. Refuses with `NotYourRole`, `VersionAlreadyPublished`."""
    _writable(by, version_id).questions.filter(pk=question_id).delete()


@operation
def add_criterion(*, by: Actor, version_id: int, label: str, is_required: bool = True) -> Criterion:
    """Adds a line in the authority's words to the checklist; somebody ticks it in each file.

    Refuses with `NotYourRole`, `VersionAlreadyPublished`.
    """
    version = _writable(by, version_id)
    return Criterion.objects.create(
        scheme_id=version.scheme_id,
        version=version,
        rank=1 + (version.criteria.aggregate(last=Max("rank"))["last"] or 0),
        label=label.strip(),
        is_required=is_required,
    )


@operation
def require_criterion(*, by: Actor, version_id: int, criterion_id: int, is_required: bool) -> None:
    """Makes a line of the checklist required or not. Refuses with `NotYourRole`, `VersionAlreadyPublished`."""
    _writable(by, version_id).criteria.filter(pk=criterion_id).update(is_required=is_required)


@operation
def remove_criterion(*, by: Actor, version_id: int, criterion_id: int) -> None:
    """Takes a line in the authority's words out of the checklist.

    Refuses with `NotYourRole`, `VersionAlreadyPublished`, `CriterionOfTheProgram`.
    """
    found = _writable(by, version_id).criteria.filter(pk=criterion_id)
    if found.exclude(code="").exists():
        raise CriterionOfTheProgram()
    found.delete()


@operation
def publish_version(*, by: Actor, version_id: int, starts_on: date) -> QuestionnaireVersion:
    """Puts a version in force from a day, today or to come, for good. Files opened before keep theirs.

    Refuses with `NotYourRole`, `VersionAlreadyPublished`, `VersionStartsTooEarly`.
    """
    version = _writable(by, version_id)
    today = clock.today()
    if starts_on < today:
        raise VersionStartsTooEarly(today=today)
    version.starts_on, version.published_on, version.published_by = starts_on, today, by.label
    version.save(update_fields=["starts_on", "published_on", "published_by"])
    _tell(by, "publish_version", version, N_("Version %(number)s publiée"), {"on": starts_on})
    return version


@operation
def drop_version(*, by: Actor, version_id: int) -> None:
    """Removes a version that was never published. Refuses with `NotYourRole`, `VersionAlreadyPublished`."""
    version = _writable(by, version_id)
    _tell(by, "drop_version", version, N_("Version %(number)s supprimée avant publication"))
    version.delete()


def _writable(by: Actor, version_id: int) -> QuestionnaireVersion:
    refuse_unless(policies.may_write_questionnaire(by.role))
    (version,) = lock(QuestionnaireVersion.objects.filter(pk=version_id))
    if version.published_on is not None:
        raise VersionAlreadyPublished(number=version.number)
    return version


def _tell(
    by: Actor, verb: str, version: QuestionnaireVersion, summary: str, facts: dict[str, object] | None = None
) -> None:
    data = {"number": version.number, **(facts or {})}
    record(by=by, verb=verb, subject_kind="questionnaire", subject_id=version.pk, summary=summary, data=data)
