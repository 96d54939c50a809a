"""What is owed under a convention."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.grants.models import Convention
from quitus.domain.obligations import errors, policies, states
from quitus.domain.obligations.models import Obligation
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.text import sort_key
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
) -> Obligation:
    """Lists something owed under the convention; it counts once the convention is in force.

    `code` names it for amendments and other rooms; without one it is made of the label and the date. Refuses with
    `NotYourRole`, `ObligationAlreadyListed`.
    """
    refuse_unless(policies.may_keep_obligations(by.role))
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    code = code or code_of(label, due_on)
    if Obligation.objects.filter(convention=convention, code=code, superseded_by_amendment=None).exists():
        raise errors.ObligationAlreadyListed(label=label)
    obligation = Obligation.objects.create(
        scheme_id=convention.scheme_id,
        convention=convention,
        code=code,
        label=label,
        article_number=article_number,
        owed_by=owed_by,
        kind=kind,
        due_on=due_on,
    )
    _record(by, "add_obligation", obligation, N_("Obligation inscrite"))
    return obligation


@operation
def settle_obligation(*, by: Actor, obligation_id: int, done_on: date, note: str = "") -> Obligation:
    """Records that an obligation was met, with what proves it.

    Refuses with `NotYourRole`, `DateInTheFuture`, `ObligationAlreadyDone`, `ObligationSuperseded`.
    """
    refuse_unless(policies.may_keep_obligations(by.role))
    refuse_future(done_on)
    [obligation] = lock(Obligation.objects.filter(pk=obligation_id))
    if obligation.done_on is not None:
        raise errors.ObligationAlreadyDone(done_on=obligation.done_on)
    if obligation.superseded_by_amendment_id is not None:
        raise errors.ObligationSuperseded()
    obligation.done_on, obligation.done_note = done_on, note
    obligation.save()
    _record(by, "settle_obligation", obligation, N_("Obligation faite"))
    return obligation


def code_of(label: str, due_on: date) -> str:
    """The name of an obligation nobody named: `rapport-d-etape-2022-01-31`."""
    return f"{sort_key(label).replace(' ', '-')[:60]}-{due_on.isoformat()}"


def _record(by: Actor, verb: str, obligation: Obligation, summary: str) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="obligation",
        subject_id=obligation.pk,
        summary=summary,
        data={"label": obligation.label, "due_on": obligation.due_on},
    )
