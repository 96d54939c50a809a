"""What people do with a signal: look into it, ask the venue, decide, look again."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.organisations.queries import memberships_of
from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.signals import policies, states
from quitus.domain.signals.errors import (
    AnswerToSignalEmpty,
    DecidesOnOwnPass,
    DecisionNeedsAReason,
    FollowUpInThePast,
    NothingAsked,
    NothingToFollow,
    NoVenueToAsk,
    QuestionEmpty,
    SignalNotInThatState,
    SignalUnknown,
)
from quitus.domain.signals.models import Signal
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def take_up_signal(*, by: Actor, signal_id: int) -> Signal:
    """Somebody looks into it. Refuses with `NotYourRole`, `SignalUnknown`, `SignalNotInThatState`."""
    refuse_unless(policies.may_decide_on_signal(by.role))
    signal = _locked(signal_id)
    signal.state = _after(signal, "take_up_signal")
    signal.save(update_fields=["state"])
    _record(by, "take_up_signal", signal, N_("Examen commencé"))
    return signal


@operation
def ask_venue(*, by: Actor, signal_id: int, question: str) -> Signal:
    """Asks the structure to explain; it reads the question on its own pages, and nothing of the kind of the signal.

    Asked again, an earlier answer stays in the thread. Refuses with `NotYourRole`, `SignalUnknown`,
    `SignalNotInThatState`, `NoVenueToAsk`, `QuestionEmpty`.
    """
    refuse_unless(policies.may_decide_on_signal(by.role))
    signal = _locked(signal_id)
    state = _after(signal, "ask_venue")
    if signal.organisation_id is None:
        raise NoVenueToAsk()
    if not question.strip():
        raise QuestionEmpty()
    signal.state, signal.question, signal.asked_on = state, question.strip(), clock.today()
    signal.answer, signal.answered_by, signal.answered_on = "", "", None
    fields = ["state", "question", "asked_on", "answer", "answered_by", "answered_on"]
    signal.save(update_fields=fields)
    _record(by, "ask_venue", signal, N_("Explication demandée : %(question)s"), question=signal.question)
    return signal


@operation
def answer_signal(*, by: Actor, signal_id: int, answer: str) -> Signal:
    """The structure answers what it was asked, once.

    Refuses with `NotYourRole`, `SignalUnknown` (also another structure's), `NothingAsked`, `SignalNotInThatState`,
    `AnswerToSignalEmpty`.
    """
    refuse_unless(policies.may_answer_signal(by.role))
    signal = _locked(signal_id)
    if signal.organisation_id != by.organisation_id:
        raise SignalUnknown()
    if not signal.question or signal.answer:
        raise NothingAsked()
    signal.state = _after(signal, "answer_signal")
    if not answer.strip():
        raise AnswerToSignalEmpty()
    signal.answer, signal.answered_by, signal.answered_on = answer.strip(), by.label, clock.today()
    signal.save(update_fields=["state", "answer", "answered_by", "answered_on"])
    _record(by, "answer_signal", signal, N_("Réponse du lieu : %(answer)s"), answer=signal.answer)
    return signal


@operation
def decide_on_signal(
    *, by: Actor, signal_id: int, decision: str, reason: str, follow_up_on: date | None = None
) -> Signal:
    """Decides, with a reason: "explained", "corrected" or "referred"; `follow_up_on` is a later day to look again.

    Nothing else happens by it: no pass is blocked, no payment is held. Refuses with `NotYourRole`, `SignalUnknown`,
    `SignalNotInThatState`, `DecidesOnOwnPass`, `DecisionNeedsAReason`, `FollowUpInThePast`.
    """
    refuse_unless(policies.may_decide_on_signal(by.role))
    signal = _locked(signal_id)
    state = _after(signal, states.DECISIONS[decision])
    _refuse_own(by, signal)
    if not reason.strip():
        raise DecisionNeedsAReason()
    if follow_up_on is not None and follow_up_on <= clock.today():
        raise FollowUpInThePast(on=follow_up_on)
    signal.state, signal.reason, signal.follow_up_on = state, reason.strip(), follow_up_on
    signal.decided_on, signal.decided_by = clock.today(), by.label
    signal.save(update_fields=["state", "reason", "decided_on", "decided_by", "follow_up_on"])
    _record(
        by,
        "decide_on_signal",
        signal,
        N_("%(decision)s. %(reason)s"),
        decision=states.SIGNAL_LABELS[decision],
        reason=signal.reason,
        follow_up_on=follow_up_on,
    )
    return signal


@operation
def follow_up_signal(*, by: Actor, signal_id: int, note: str, follow_up_on: date | None = None) -> Signal:
    """Says what was seen when somebody looked again, and when to do so once more, if at all.

    Refuses with `NotYourRole`, `SignalUnknown`, `NothingToFollow`, `DecisionNeedsAReason`, `FollowUpInThePast`.
    """
    refuse_unless(policies.may_decide_on_signal(by.role))
    signal = _locked(signal_id)
    if signal.follow_up_on is None:
        raise NothingToFollow()
    if not note.strip():
        raise DecisionNeedsAReason()
    if follow_up_on is not None and follow_up_on <= clock.today():
        raise FollowUpInThePast(on=follow_up_on)
    signal.follow_up_on = follow_up_on
    signal.save(update_fields=["follow_up_on"])
    _record(by, "follow_up_signal", signal, N_("Suivi : %(note)s"), note=note.strip(), follow_up_on=follow_up_on)
    return signal


def _locked(signal_id: int) -> Signal:
    found = lock(Signal.objects.filter(pk=signal_id).select_related("organisation"))
    if not found:
        raise SignalUnknown()
    return found[0]


def _after(signal: Signal, verb: str) -> str:
    state = after(states.SIGNAL, signal.state, verb)
    if state is None:
        raise SignalNotInThatState(state=states.SIGNAL_LABELS[signal.state])
    return state


def _refuse_own(by: Actor, signal: Signal) -> None:
    if by.user_id is None or signal.organisation is None:
        return
    held = {(one.role, one.organisation_id) for one in memberships_of(by.user_id) if one.scheme_id == signal.scheme_id}
    if (MEDIATOR, signal.organisation_id) in held:
        raise DecidesOnOwnPass(structure=signal.organisation.name)


def _record(by: Actor, verb: str, signal: Signal, summary: str, **data: object) -> None:
    record(by=by, verb=verb, subject_kind="signal", subject_id=signal.pk, summary=summary, data=data)
