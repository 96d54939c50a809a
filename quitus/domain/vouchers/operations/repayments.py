"""What an operator gives back of the money it held of an order that was handed to another."""

from datetime import date

from quitus.domain.budget.operations import use_titre
from quitus.domain.budget.rules import reference_key
from quitus.domain.documents.signed import OnPaper
from quitus.domain.vouchers import policies
from quitus.domain.vouchers.entrusting_errors import RepaymentBeyondHeld, RepaymentReferenceMissing
from quitus.domain.vouchers.errors import DateBeforePreviousStep
from quitus.domain.vouchers.models import Entrustment, Repayment
from quitus.domain.vouchers.operations.steps import keep_paper, told
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def record_repayment(
    *,
    by: Actor,
    handed: Entrustment,
    amount_cents: int,
    held_cents: int,
    title_number: str,
    occurred_on: date,
    paper: OnPaper | None = None,
) -> Repayment:
    """Record that the operator before paid back `amount_cents` of the `held_cents` that it still held (cents), against
    a titre de recettes. Its order is locked by who counted what it holds.

    Refuses with `NotYourRole`, `DateInTheFuture`, `DateBeforePreviousStep`, `RepaymentReferenceMissing`,
    `RepaymentBeyondHeld`, `TitreAlreadyUsed`.
    """
    refuse_unless(policies.may_record_repayment(by.role))
    refuse_future(occurred_on)
    if occurred_on < handed.occurred_on:
        raise DateBeforePreviousStep(previous_on=handed.occurred_on)
    if not reference_key(title_number):
        raise RepaymentReferenceMissing()
    operator, order = handed.payer_before, handed.order
    if not 0 < amount_cents <= held_cents:
        raise RepaymentBeyondHeld(operator=operator.short_name, held_cents=max(held_cents, 0), number=order.number)
    made = Repayment.objects.create(
        scheme_id=handed.scheme_id,
        entrustment=handed,
        amount_cents=amount_cents,
        title_number=title_number.strip(),
        occurred_on=occurred_on,
        user_id=by.user_id,
        actor_label=by.label,
    )
    use_titre("record_repayment", made.title_number, order.number, occurred_on)
    keep_paper(by, order, "record_repayment", occurred_on, paper)
    data = {"operator": operator.short_name, "title": made.title_number, "amount_cents": amount_cents}
    told(by, "record_repayment", order, N_("Somme rendue par %(operator)s, titre de recettes %(title)s"), data)
    return made
