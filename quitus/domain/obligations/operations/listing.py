"""What is owed, one at a time: listed, done, waived, opened again."""

from dataclasses import asdict
from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.grants.files import FileFacts
from quitus.domain.grants.models import Convention
from quitus.domain.obligations import errors, policies, states
from quitus.domain.obligations.models import Duty, Obligation
from quitus.domain.obligations.queries.following import other_party
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.text import one_line, sort_key
from quitus.kernel.words import N_


@operation
def add_obligation(
    *,
    by: Actor,
    convention_id: int,
    label: str,
    due_on: date,
    article_number: str = "",
    owed_by: str = states.HOLDER,
    kind: str = states.OTHER,
    code: str = "",
    evidence: str = "",
    duty_id: int | None = None,
    counted_on: date | None = None,
) -> Obligation:
    """Lists something owed under the convention; it counts once the convention is in force. Its label, as that of a
    duty, is kept on one line.

    `code` names it for amendments and other rooms; without one it is made of the label and the date. `duty_id` is the
    conditional duty it comes from, `counted_on` its day before it was carried over. Refuses with `NotYourRole`,
    `ObligationAlreadyListed`.
    """
    refuse_unless(policies.may_keep_obligations(by.role))
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    label = one_line(label)
    code = code or code_of(label, due_on)
    if Obligation.objects.filter(convention=convention, code=code).exclude(state=states.SUPERSEDED).exists():
        raise errors.ObligationAlreadyListed(label=label)
    obligation = Obligation.objects.create(
        scheme_id=convention.scheme_id,
        convention=convention,
        duty=Duty.objects.get(pk=duty_id) if duty_id else None,
        code=code,
        label=label,
        article_number=article_number,
        owed_by=owed_by,
        owed_to=other_party(owed_by),
        kind=kind,
        evidence=evidence,
        due_on=due_on,
        counted_on=counted_on,
    )
    _record(by, "add_obligation", obligation, N_("Obligation inscrite"))
    return obligation


@operation
def settle_obligation(
    *, by: Actor, obligation_id: int, done_on: date, note: str = "", file: FileFacts | None = None
) -> Obligation:
    """Records that an obligation was met, with what proves it: a sentence (`note`: a letter and a meeting say theirs)
    or a file, one of them at least when it names its evidence.

    Refuses with `NotYourRole`, `DateInTheFuture`, `ObligationAlreadyDone`, `ObligationSettled`, `ObligationSuperseded`,
    `EvidenceMissing`.
    """
    refuse_future(done_on)
    obligation = _moved(by, obligation_id, "settle_obligation")
    note = note.strip()
    if not note and file is None and obligation.expected_evidence:
        raise errors.EvidenceMissing(expected=obligation.expected_evidence)
    obligation.done_on, obligation.done_note = done_on, note
    for name, value in (asdict(file) if file else {}).items():
        setattr(obligation, name, value)
    obligation.save()
    _record(by, "settle_obligation", obligation, N_("Obligation faite"))
    return obligation


@operation
def waive_obligation(*, by: Actor, obligation_id: int, on: date, reason: str) -> Obligation:
    """Records that an obligation needs not be met, and why: the other party agreed, its object is gone.

    Refuses with `NotYourRole`, `DateInTheFuture`, `ReasonMissing`, `ObligationAlreadyDone`, `ObligationSettled`,
    `ObligationSuperseded`.
    """
    refuse_future(on)
    if not reason.strip():
        raise errors.ReasonMissing()
    obligation = _moved(by, obligation_id, "waive_obligation")
    obligation.waived_on, obligation.waived_reason = on, reason.strip()
    obligation.save()
    _record(by, "waive_obligation", obligation, N_("Obligation dispensée"), reason=obligation.waived_reason)
    return obligation


@operation
def reopen_obligation(*, by: Actor, obligation_id: int, reason: str) -> Obligation:
    """Opens again what was marked done or waived by mistake; the thread keeps what was said and why it was wrong.

    Refuses with `NotYourRole`, `ReasonMissing`, `ObligationStillOpen`, `ObligationSuperseded`.
    """
    if not reason.strip():
        raise errors.ReasonMissing()
    obligation = _moved(by, obligation_id, "reopen_obligation")
    former = {"done_on": obligation.done_on, "note": obligation.done_note or obligation.waived_reason}
    if obligation.sha256:
        former["file"] = f"{obligation.file_name} {obligation.sha256}"
    obligation.done_on, obligation.done_note = None, ""
    obligation.waived_on, obligation.waived_reason = None, ""
    obligation.file_name = obligation.sha256 = obligation.media_type = ""
    obligation.size = 0
    obligation.save()
    _record(by, "reopen_obligation", obligation, N_("Obligation rouverte"), reason=reason.strip(), former=former)
    return obligation


def code_of(label: str, due_on: date) -> str:
    """The name of an obligation nobody named: `rapport-d-etape-2022-01-31`."""
    return f"{sort_key(label).replace(' ', '-')[:60]}-{due_on.isoformat()}"


def _moved(by: Actor, obligation_id: int, verb: str) -> Obligation:
    """The obligation, held, in the state to which the verb leads; a refusal where it leads nowhere."""
    refuse_unless(policies.may_keep_obligations(by.role))
    [obligation] = lock(Obligation.objects.filter(pk=obligation_id))
    reached = after(states.OBLIGATION, obligation.state, verb)
    if reached is not None:
        obligation.state = reached
        return obligation
    if obligation.state == states.SUPERSEDED:
        raise errors.ObligationSuperseded()
    if obligation.state == states.OPEN:
        raise errors.ObligationStillOpen()
    if obligation.done_on is not None:
        raise errors.ObligationAlreadyDone(done_on=obligation.done_on)
    raise errors.ObligationSettled(state=states.OBLIGATION_LABELS[obligation.state])


def _record(by: Actor, verb: str, obligation: Obligation, summary: str, **data: object) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="obligation",
        subject_id=obligation.pk,
        summary=summary,
        data={"label": obligation.label, "due_on": obligation.due_on, **data},
    )
