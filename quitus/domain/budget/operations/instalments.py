"""The instalments of the grant: planned, claimed, received."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.budget import errors, policies, rules, states
from quitus.domain.budget.models import Instalment
from quitus.domain.budget.operations.titres import use_titre
from quitus.domain.grants import queries as grants
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def plan_instalment(
    *,
    by: Actor,
    convention_id: int,
    label: str,
    trigger: str,
    expected_cents: int,
    due_on: date | None = None,
    rate_per_mille: int | None = None,
    base: str = "",
    is_placeholder: bool = False,
) -> Instalment:
    """Plans a payment of the funder: what triggers it, on what base, how much is expected (cents).

    `is_placeholder` says that the convention known to us does not give it. Refuses with `NotYourRole`,
    `AmountNotPositive`.
    """
    refuse_unless(policies.may_plan(by.role))
    if expected_cents <= 0:
        raise errors.AmountNotPositive()
    instalment = Instalment.objects.create(
        scheme_id=grants.convention(convention_id).scheme_id,
        convention_id=convention_id,
        label=label,
        trigger=trigger,
        expected_cents=expected_cents,
        due_on=due_on,
        rate_per_mille=rate_per_mille,
        base=base,
        is_placeholder=is_placeholder,
    )
    _record(by, "plan_instalment", instalment, N_("Versement prévu"), expected_cents=expected_cents)
    return instalment


@operation
def claim_instalment(*, by: Actor, instalment_id: int, claimed_on: date, claimed_cents: int) -> Instalment:
    """Records the request for payment sent to the funder.

    Refuses with `NotYourRole`, `DateInTheFuture`, `InstalmentStepNotReached`, `AmountNotPositive`.
    """
    refuse_unless(policies.may_plan(by.role))
    instalment = _reach(instalment_id, "claim_instalment", claimed_on, claimed_cents)
    instalment.claimed_on, instalment.claimed_cents = claimed_on, claimed_cents
    instalment.save()
    _record(by, "claim_instalment", instalment, N_("Versement demandé"), on=claimed_on, claimed_cents=claimed_cents)
    return instalment


@operation
def receive_instalment(
    *, by: Actor, instalment_id: int, received_on: date, received_cents: int, titre_number: str
) -> Instalment:
    """Records the money received and the titre de recettes that accounts for it.

    Refuses with `NotYourRole`, `DateInTheFuture`, `InstalmentStepNotReached`, `AmountNotPositive`, `StepTooEarly`,
    `TitreAlreadyUsed`.
    """
    refuse_unless(policies.may_record_mandat(by.role))
    instalment = _reach(instalment_id, "receive_instalment", received_on, received_cents)
    if instalment.claimed_on is not None and received_on < instalment.claimed_on:
        raise errors.StepTooEarly(previous_on=instalment.claimed_on)
    instalment.received_on, instalment.received_cents = received_on, received_cents
    instalment.titre_number = titre_number.strip()
    instalment.save()
    if rules.reference_key(titre_number):
        use_titre("receive_instalment", instalment.titre_number, instalment.label, received_on)
    _record(by, "receive_instalment", instalment, N_("Versement reçu"), on=received_on, received_cents=received_cents)
    return instalment


def _reach(instalment_id: int, action: str, on: date, amount_cents: int) -> Instalment:
    """The instalment, locked, in the state that `action` leads to (not saved)."""
    refuse_future(on)
    [instalment] = lock(Instalment.objects.filter(pk=instalment_id))
    reached = after(states.INSTALMENT, instalment.state, action)
    if reached is None:
        raise errors.InstalmentStepNotReached(state=states.INSTALMENT_LABELS[instalment.state])
    if amount_cents <= 0:
        raise errors.AmountNotPositive()
    instalment.state = reached
    return instalment


def _record(by: Actor, verb: str, instalment: Instalment, summary: str, **data: object) -> None:
    record(by=by, verb=verb, subject_kind="instalment", subject_id=instalment.pk, summary=summary, data=data)
