"""Contracts with operators."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.budget import queries as budget
from quitus.domain.vouchers import policies
from quitus.domain.vouchers.errors import ContractEndsBeforeItStarts, ContractNumberTaken
from quitus.domain.vouchers.models import OperatorContract
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.constraints import refused_by
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def sign_operator_contract(
    *,
    by: Actor,
    market_id: int,
    number: str,
    fee_on_order_per_mille: int,
    fee_on_redemption_per_mille: int,
    yearly_fee_per_venue_cents: int,
    tolerance_months: int,
    late_entry_days: int,
    payment_days: int,
    starts_on: date,
    ends_on: date,
) -> OperatorContract:
    """Record what the operator of a market does and for how much.

    Fees in per mille of face value and in cents, before VAT. `late_entry_days` is how long after the day of a service
    a venue may record it, `payment_days` how long after the claim of a structure the operator pays it, where it pays
    them. New terms are a new contract.
    Refuses with `NotYourRole`, `ContractNumberTaken`, `ContractEndsBeforeItStarts`.
    """
    refuse_unless(policies.may_sign_operator_contract(by.role))
    if ends_on < starts_on:
        raise ContractEndsBeforeItStarts(starts_on=starts_on)
    market = budget.market(market_id)
    contract = OperatorContract(
        scheme_id=current_scheme_id(),
        operator_id=market.operator_id,
        market_id=market_id,
        number=number.strip(),
        fee_on_order_per_mille=fee_on_order_per_mille,
        fee_on_redemption_per_mille=fee_on_redemption_per_mille,
        yearly_fee_per_venue_cents=yearly_fee_per_venue_cents,
        tolerance_months=tolerance_months,
        late_entry_days=late_entry_days,
        payment_days=payment_days,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _save_new(contract)
    record(
        by=by,
        verb="sign_operator_contract",
        subject_kind="operator_contract",
        subject_id=contract.pk,
        summary=N_("Contrat d'opérateur enregistré"),
    )
    return contract


def _save_new(contract: OperatorContract) -> None:
    with refused_by("operator_contract_has_a_number_of_its_own", ContractNumberTaken(number=contract.number)):
        contract.save(force_insert=True)
