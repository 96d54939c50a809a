"""Conflicts decided, and what the authority owes for them paid, outside of pass."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.grants.parameters import AUTHORITY, LOSS_BEARERS, VENUE
from quitus.domain.redemption import conflict_rules, policies, states
from quitus.domain.redemption.models_offline import Conflict
from quitus.domain.redemption.offline_errors import (
    BearerIsFixed,
    CompensationMandatMissing,
    ConflictStandsElsewhere,
    ConflictUnknown,
    DecisionReasonMissing,
    PaidBeforeDecided,
)
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.calendar import PARIS
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_

VERBS = {VENUE: "leave_to_venue", AUTHORITY: "take_on"}


@operation
def decide_conflict(*, by: Actor, conflict_id: int, bearer: str, reason: str) -> Conflict:
    """Says who bears the loss of a conflict: the venue, or the authority, which then owes the structure the face value.

    Nothing is recorded of the pass either way. Where the table of conflicts names one side for good, it is that one.
    Refuses with `NotYourRole`, `ConflictUnknown`, `ConflictStandsElsewhere`, `DecisionReasonMissing`, `BearerIsFixed`.
    """
    refuse_unless(policies.may_decide_conflict(by.role))
    assert by.user_id is not None
    conflict = _advanced(conflict_id, VERBS.get(bearer, ""))
    if not reason.strip():
        raise DecisionReasonMissing()
    if bearer != conflict.proposed_bearer and not conflict_rules.is_open_to_choice(conflict.found):
        raise BearerIsFixed(bearer=LOSS_BEARERS[conflict.proposed_bearer])
    conflict.bearer, conflict.reason = bearer, reason.strip()
    conflict.decided_by_id, conflict.decided_at = by.user_id, clock.now()
    conflict.save()
    summary = {
        VENUE: N_("Conflit tranché : le lieu supporte la perte"),
        AUTHORITY: N_("Conflit tranché : la collectivité dédommage"),
    }
    _tell(by, "decide_conflict", conflict, summary[bearer], reason=conflict.reason)
    return conflict


@operation
def record_compensation(*, by: Actor, conflict_id: int, mandat_number: str, paid_on: date) -> Conflict:
    """Writes down the mandat by which the authority pays what it owes for a conflict: no use, and no part of the base
    on which the funder pays.

    Refuses with `NotYourRole`, `ConflictUnknown`, `ConflictStandsElsewhere`, `CompensationMandatMissing`,
    `DateInTheFuture`, `PaidBeforeDecided`.
    """
    refuse_unless(policies.may_record_compensation(by.role))
    clock.refuse_future(paid_on)
    conflict = _advanced(conflict_id, "record_compensation")
    if not mandat_number.strip():
        raise CompensationMandatMissing()
    assert conflict.decided_at is not None
    decided_on = conflict.decided_at.astimezone(PARIS).date()
    if paid_on < decided_on:
        raise PaidBeforeDecided(decided_on=decided_on, paid_on=paid_on)
    conflict.mandat_number, conflict.paid_on = mandat_number.strip()[:40], paid_on
    conflict.save(update_fields=["state", "mandat_number", "paid_on"])
    _tell(
        by,
        "record_compensation",
        conflict,
        N_("Dédommagement payé par le mandat n° %(mandat)s"),
        mandat=conflict.mandat_number,
        on=paid_on,
    )
    return conflict


def _advanced(conflict_id: int, verb: str) -> Conflict:
    locked = lock(Conflict.objects.filter(pk=conflict_id))
    if not locked:
        raise ConflictUnknown()
    [conflict] = locked
    state = after(states.CONFLICT, conflict.state, verb)
    if state is None:
        raise ConflictStandsElsewhere(state=states.CONFLICT_LABELS[conflict.state])
    conflict.state = state
    return conflict


def _tell(by: Actor, verb: str, conflict: Conflict, summary: str, **facts: object) -> None:
    record(by=by, verb=verb, subject_kind="conflict", subject_id=conflict.pk, summary=summary, data=facts)
