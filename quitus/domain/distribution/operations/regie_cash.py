"""The cash of a régie whose act allows some: an advance received, spending paid or refunded, the advance given back."""

from datetime import date
from uuid import NAMESPACE_OID, uuid5

from quitus.domain.audit.operations import record
from quitus.domain.distribution import catalogue, policies, queries, regie, rules, states
from quitus.domain.distribution.errors import ImprestStandsElsewhere, NoMandateOverTheSafe
from quitus.domain.distribution.models import CashLine, Imprest
from quitus.domain.distribution.operations.powers import hold_powers
from quitus.domain.distribution.operations.regie_checks import refuse_unless_allowed
from quitus.domain.distribution.regie_errors import (
    AmountMissing,
    CashCeilingExceeded,
    CashMissing,
    HandoverMissing,
    PowerEndedSince,
)
from quitus.domain.ledger.operations import open_account, post_transfer
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future, today
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_

# (debit, credit): what the line of each kind moves in the ledger.
_ACCOUNTS = {
    "advance": ("regie_cash", "regie_advance"),
    "spending": ("regie_spent", "regie_cash"),
    "return": ("regie_advance", "regie_cash"),
    "refund": ("regie_cash", "regie_spent"),
}
_LABELS = {
    "regie_cash": "Espèces de {}",
    "regie_advance": "Avance consentie à {}",
    "regie_spent": "Dépenses à justifier par {}",
}


@operation
def record_cash(
    *, by: Actor, imprest_id: int, kind: str, amount_cents: int, occurred_on: date, reference: str
) -> CashLine:
    """The imprest holder writes cash that came or left: a key of `catalogue.CASH_KINDS`, with its paper.

    One line and one transfer of the ledger. Sent twice it is entered once: when the latest line on this paper says the
    very same, that one is given back. Refuses with `NotYourRole`, `DateInTheFuture`, `AmountMissing`,
    `ImprestStandsElsewhere`, `OperationNotInTheAct`, `HandoverMissing`, `NoMandateOverTheSafe`, `PowerEndedSince`,
    `CashCeilingExceeded`, `CashMissing`.
    """
    refuse_unless(policies.may_keep_cash(by.role))
    refuse_future(occurred_on)
    if amount_cents < 1 or not reference.strip():
        raise AmountMissing()
    hold_powers(by, imprest_id)
    (imprest,) = lock(Imprest.objects.filter(pk=imprest_id))
    if imprest.state != states.OPEN:
        raise ImprestStandsElsewhere(imprest=imprest.name, state=states.IMPREST_LABELS[imprest.state])
    refuse_unless_allowed(imprest, catalogue.KEEP_CASH, occurred_on)
    _refuse_without_power(by, imprest, occurred_on)
    entered = CashLine.objects.filter(imprest=imprest, reference=reference.strip()).order_by("-pk").first()
    if entered and (entered.kind, entered.amount_cents, entered.occurred_on) == (kind, amount_cents, occurred_on):
        return entered
    _refuse_beyond(imprest, kind, amount_cents, occurred_on)
    line = CashLine.objects.create(
        scheme_id=imprest.scheme_id,
        imprest=imprest,
        kind=kind,
        amount_cents=amount_cents,
        reference=reference.strip(),
        occurred_on=occurred_on,
        user_id=by.user_id,
        actor_label=by.label,
    )
    _post(by, line)
    record(
        by=by,
        verb="record_cash",
        subject_kind="imprest",
        subject_id=imprest.pk,
        summary=N_("%(kind)s : %(amount_cents)s, pièce %(reference)s"),
        data={"kind": catalogue.CASH_KINDS[kind], "amount_cents": amount_cents, "reference": line.reference},
    )
    return line


def _refuse_without_power(by: Actor, imprest: Imprest, on: date) -> None:
    powers = queries.powers(imprest_id=imprest.pk, user_id=by.user_id)
    if rules.may_keep_the_safe(powers, on):
        if not rules.may_keep_the_safe(powers, today()):
            raise PowerEndedSince(holder=imprest.name, on=on)
        return
    if rules.awaits_handover(powers, on):
        raise HandoverMissing(on=on)
    raise NoMandateOverTheSafe(on=on)


def _refuse_beyond(imprest: Imprest, kind: str, amount_cents: int, on: date) -> None:
    if regie.CASH_SIGNS[kind] > 0:
        total = max(queries.cash_from(imprest.pk, on)) + amount_cents
        ceiling = queries.terms_on(imprest.pk, on).cash_ceiling_cents
        if total > ceiling:
            raise CashCeilingExceeded(total_cents=total, ceiling_cents=ceiling)
        return
    least = min(queries.cash_from(imprest.pk, on))
    if amount_cents > least:
        raise CashMissing(held_cents=least)


def _post(by: Actor, line: CashLine) -> None:
    codes = [f"{name}:{line.imprest_id}" for name in _ACCOUNTS[line.kind]]
    for name, code in zip(_ACCOUNTS[line.kind], codes, strict=True):
        open_account(scheme_id=line.scheme_id, code=code, label=_LABELS[name].format(line.imprest.name))
    post_transfer(
        by=by,
        key=uuid5(NAMESPACE_OID, f"record_cash:{line.pk}"),
        debit=codes[0],
        credit=codes[1],
        amount_cents=line.amount_cents,
        occurred_on=line.occurred_on,
        label=f"{catalogue.CASH_KINDS[line.kind]}, pièce {line.reference}",
        subject_kind="imprest",
        subject_id=line.imprest_id,
    )
