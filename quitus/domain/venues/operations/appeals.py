"""Appeals of structures against a refusal, a suspension or a removal, and the answers of the authority."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.venues import files, letters, policies, states
from quitus.domain.venues.errors import (
    AppealAlreadyAnswered,
    AppealAlreadyLodged,
    NothingToAppeal,
    ReasonMissing,
)
from quitus.domain.venues.models import Appeal, Application, QualificationStep
from quitus.domain.venues.operations.applications import letter, own, state_after, tell
from quitus.domain.venues.operations.qualification import reinstate, restore
from quitus.domain.venues.operations.telling import tell_members, told
from quitus.domain.venues.rules import KeptFile
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def appeal_refusal(*, by: Actor, application_id: int, text: str, file: KeptFile | None = None) -> Appeal:
    """Who applied appeals against the refusal, once.

    Refuses with `ApplicationUnknown`, `NothingToAppeal`, `AppealAlreadyLodged`, `ReasonMissing`.
    """
    application = own(by, application_id)
    if application.state != states.REFUSED:
        raise NothingToAppeal()
    since = application.decided_on
    if Appeal.objects.filter(application=application, lodged_on__gte=since).exists():
        raise AppealAlreadyLodged()
    made = _lodge(by, text, file, application=application)
    tell(by, "appeal_refusal", application, N_("Recours déposé"))
    return made


@operation
def appeal_decision(*, by: Actor, text: str, file: KeptFile | None = None) -> Appeal:
    """A structure appeals against its suspension or its removal, once for each.

    Refuses with `NotYourRole`, `NothingToAppeal`, `AppealAlreadyLodged`, `ReasonMissing`.
    """
    refuse_unless(by.role == MEDIATOR)
    assert by.organisation_id is not None
    step = (
        QualificationStep.objects.filter(qualification__organisation_id=by.organisation_id)
        .order_by("-effective_on", "-pk")
        .first()
    )
    if step is None or step.state not in (states.SUSPENDED, states.REMOVED):
        raise NothingToAppeal()
    if Appeal.objects.filter(step=step).exists():
        raise AppealAlreadyLodged()
    made = _lodge(by, text, file, step=step)
    told(by, "appeal_decision", by.organisation_id, N_("Recours déposé"))
    return made


@operation
def answer_appeal(*, by: Actor, appeal_id: int, grants: bool, answer: str, effective_on: date | None = None) -> Appeal:
    """Answers an appeal with reasons. Granted, a refused application is looked at again, a suspension is lifted, a
    structure that was removed comes back, from `effective_on` on.

    Refuses with `NotYourRole`, `ReasonMissing`, `AppealAlreadyAnswered`, and as `reinstate` and `restore`.
    """
    refuse_unless(policies.may_decide_qualification(by.role))
    if not answer.strip():
        raise ReasonMissing()
    (appeal,) = lock(Appeal.objects.filter(pk=appeal_id))
    state = after(states.APPEAL, appeal.state, "grant" if grants else "dismiss")
    if state is None:
        assert appeal.answered_on is not None
        raise AppealAlreadyAnswered(answered_on=appeal.answered_on)
    today = clock.today()
    appeal.state, appeal.answer = state, answer.strip()
    appeal.answered_on, appeal.answered_by = today, by.label
    appeal.save()
    summary = N_("Recours accueilli : %(answer)s") if grants else N_("Recours rejeté : %(answer)s")
    facts: dict[str, object] = {"answer": appeal.answer, "outcome": states.APPEAL_LABELS[state]}
    if appeal.application_id is not None:
        (application,) = lock(Application.objects.filter(pk=appeal.application_id).select_related("applicant"))
        if grants:
            application.state = state_after(application, "reopen")
            application.reason, application.decided_on = "", None
            application.save()
        tell(by, "answer_appeal", application, summary, facts)
        letter(application, letters.APPEAL_ANSWERED, facts)
        return appeal
    return _answer_structure(by, files.appeal(appeal.pk), grants, effective_on or today, summary, facts)


def _answer_structure(
    by: Actor, appeal: Appeal, grants: bool, effective_on: date, summary: str, facts: dict[str, object]
) -> Appeal:
    assert appeal.step is not None
    structure = appeal.step.qualification.organisation
    record(by=by, verb="answer_appeal", subject_kind="structure", subject_id=structure.pk, summary=summary, data=facts)
    tell_members(structure, letters.APPEAL_ANSWERED, facts)
    if grants:
        bring_back = reinstate if appeal.step.state == states.SUSPENDED else restore
        bring_back(by=by, organisation_id=structure.pk, effective_on=effective_on, reason=appeal.answer)
    return appeal


def _lodge(
    by: Actor,
    text: str,
    file: KeptFile | None,
    *,
    application: Application | None = None,
    step: QualificationStep | None = None,
) -> Appeal:
    if not text.strip():
        raise ReasonMissing()
    assert by.user_id is not None
    return Appeal.objects.create(
        scheme_id=current_scheme_id(),
        application=application,
        step=step,
        text=text.strip(),
        file_name=file.file_name if file else "",
        sha256=file.sha256 if file else "",
        media_type=file.media_type if file else "",
        lodged_on=clock.today(),
        lodged_by_id=by.user_id,
    )
