"""Controls of a régie by the authorising officer or the accountant: minutes, findings, answers."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.controls import catalogue, policies, queries, states
from quitus.domain.controls.errors import (
    AlreadyAnswered,
    AnsweredTooEarly,
    AnswerEmpty,
    ControllerUnnamed,
    ControlNotSigned,
    ControlOfAnotherSide,
    ControlStandsElsewhere,
    FindingEmpty,
    FindingsUnanswered,
)
from quitus.domain.controls.models import Control, Finding
from quitus.domain.distribution import queries as places
from quitus.domain.distribution.operations import number_paper
from quitus.domain.organisations.roles import ACCOUNTANT
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def write_control(
    *,
    by: Actor,
    imprest_id: int,
    side: str,
    controller_name: str,
    controller_quality: str,
    controlled_on: date,
    inventory_id: int | None = None,
    cash_found_cents: int = 0,
    observations: str = "",
) -> Control:
    """Write the minutes of a control: who, when, the pass by the register, the cash by its lines and as found.

    `side` is "authorising" or "accountant"; the authorising side may enter a control of the accountant given on paper,
    never the contrary. Refuses with `NotYourRole`, `ControlOfAnotherSide`, `DateInTheFuture`, `ControllerUnnamed`.
    """
    refuse_unless(policies.may_control(by.role))
    refuse_future(controlled_on)
    if side != catalogue.ACCOUNTANT and by.role == ACCOUNTANT:
        raise ControlOfAnotherSide()
    if not controller_name.strip() or not controller_quality.strip():
        raise ControllerUnnamed()
    control = Control.objects.create(
        scheme_id=current_scheme_id(),
        number=number_paper("C", controlled_on),
        imprest=places.imprest(imprest_id),
        inventory=queries.inventory(inventory_id) if inventory_id else None,
        side=side,
        controller_name=controller_name.strip(),
        controller_quality=controller_quality.strip(),
        controlled_on=controlled_on,
        cash_expected_cents=places.cash_on(imprest_id, controlled_on),
        cash_found_cents=cash_found_cents,
        register_count=queries.held_on(imprest_id, controlled_on),
        observations=observations.strip(),
        written_by=by.label,
    )
    _told(by, "write_control", control, N_("Contrôle de la régie écrit : %(who)s"), {"who": controller_name.strip()})
    return control


@operation
def add_finding(*, by: Actor, control_id: int, text: str, request: str = "", due_on: date | None = None) -> Finding:
    """Add what a control found, what it asks for and until when.

    Refuses with `NotYourRole`, `ControlOfAnotherSide`, `ControlStandsElsewhere`, `FindingEmpty`.
    """
    refuse_unless(policies.may_control(by.role))
    control = _at_step(control_id, "add_finding")
    _refuse_other_side(by, control)
    if not text.strip():
        raise FindingEmpty()
    finding = Finding.objects.create(
        scheme_id=control.scheme_id, control=control, text=text.strip(), request=request.strip(), due_on=due_on
    )
    _told(by, "add_finding", control, N_("Constat ajouté"), {})
    return finding


@operation
def answer_finding(*, by: Actor, finding_id: int, answer: str, answered_by: str = "", answered_on: date) -> Finding:
    """Write the answer of the imprest holder to a finding; `answered_by` names him when he answered on paper.

    Refuses with `NotYourRole`, `DateInTheFuture`, `ControlStandsElsewhere`, `AlreadyAnswered`, `AnswerEmpty`,
    `AnsweredTooEarly`.
    """
    refuse_unless(policies.may_answer(by.role))
    refuse_future(answered_on)
    (finding,) = lock(Finding.objects.select_related("control").filter(pk=finding_id))
    control = _at_step(finding.control_id, "answer_finding")
    if finding.answered_on is not None:
        raise AlreadyAnswered(answered_on=finding.answered_on)
    if not answer.strip():
        raise AnswerEmpty()
    if answered_on < control.controlled_on:
        raise AnsweredTooEarly(controlled_on=control.controlled_on)
    finding.answer, finding.answered_on = answer.strip(), answered_on
    finding.answered_by = answered_by.strip() or by.label
    finding.save(update_fields=["answer", "answered_on", "answered_by"])
    _told(by, "answer_finding", control, N_("Réponse à un constat"), {})
    return finding


@operation
def close_control(*, by: Actor, control_id: int, closed_on: date) -> Control:
    """Close a control whose findings are answered and whose minutes are signed by who controlled.

    Refuses with `NotYourRole`, `DateInTheFuture`, `ControlOfAnotherSide`, `ControlStandsElsewhere`,
    `FindingsUnanswered`, `ControlNotSigned`, `AnsweredTooEarly`.
    """
    refuse_unless(policies.may_control(by.role))
    refuse_future(closed_on)
    control = _at_step(control_id, "close_control")
    _refuse_other_side(by, control)
    left = queries.unanswered_count(control_id)
    if left:
        raise FindingsUnanswered(count=left)
    if not any(one.party == catalogue.CONTROLLER for one in queries.signatures(catalogue.CONTROL_MINUTES, control_id)):
        raise ControlNotSigned(number=control.number)
    if closed_on < control.controlled_on:
        raise AnsweredTooEarly(controlled_on=control.controlled_on)
    control.state, control.closed_on = states.CLOSED, closed_on
    control.save(update_fields=["state", "closed_on"])
    _told(by, "close_control", control, N_("Contrôle clos"), {})
    return control


def _refuse_other_side(by: Actor, control: Control) -> None:
    if by.role == ACCOUNTANT and control.side != catalogue.ACCOUNTANT:
        raise ControlOfAnotherSide()


def _at_step(control_id: int, verb: str) -> Control:
    (control,) = lock(Control.objects.filter(pk=control_id))
    if after(states.CONTROL, control.state, verb) is None:
        raise ControlStandsElsewhere(number=control.number, state=states.CONTROL_LABELS[control.state])
    return control


def _told(by: Actor, verb: str, control: Control, summary: str, facts: dict[str, str]) -> None:
    record(by=by, verb=verb, subject_kind="control", subject_id=control.pk, summary=summary, data=facts)
