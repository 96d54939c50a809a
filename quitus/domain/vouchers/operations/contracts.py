"""Contracts with operators."""

from collections.abc import Sequence
from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.budget import queries as budget
from quitus.domain.vouchers import policies, states
from quitus.domain.vouchers.errors import (
    BookletSizeNotOfTheContract,
    ContractBoundsDisagree,
    ContractDelaysDisagree,
    ContractEndsBeforeItStarts,
    ContractNumberTaken,
    QuantityOutsideTheContract,
    ReplacementNotInTheContract,
)
from quitus.domain.vouchers.models import OperatorContract
from quitus.domain.vouchers.rules import MOST_PASS
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
    operates_inside: bool = True,
    booklet_sizes: Sequence[int] = (),
    least_quantity: int | None = None,
    most_quantity: int | None = None,
    delivery_days: int | None = None,
    replaces_lost: bool = False,
    replacement_fee_cents: int = 0,
    credit_note: str = states.FACE_VALUE,
    alert_days: int = 30,
    blocking_days: int = 15,
    acknowledgement_days: int = 7,
) -> OperatorContract:
    """Record what the operator of a market does and for how much.

    Fees in per mille of face value and in cents, before VAT. `late_entry_days` is how long after the day of a service
    a venue may record it, `payment_days` how long after the claim of a structure the operator pays it, where it pays
    them. `booklet_sizes` (none: any), `least_quantity` and `most_quantity`, in pass, bound each order; `delivery_days`
    counts from its confirmation. `replaces_lost`: the operator replaces pass lost or stolen, at `replacement_fee_cents`
    each. `credit_note` is what it gives back of pass never used. `alert_days`, `blocking_days` and
    `acknowledgement_days` come before the last day of validity. New terms are a new contract.
    Refuses with `NotYourRole`, `ContractNumberTaken`, `ContractEndsBeforeItStarts`, `ContractBoundsDisagree`,
    `ContractDelaysDisagree`, `ReplacementNotInTheContract`.
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
        operates_inside=operates_inside,
        fee_on_order_per_mille=fee_on_order_per_mille,
        fee_on_redemption_per_mille=fee_on_redemption_per_mille,
        yearly_fee_per_venue_cents=yearly_fee_per_venue_cents,
        tolerance_months=tolerance_months,
        late_entry_days=late_entry_days,
        payment_days=payment_days,
        booklet_sizes=sorted(set(booklet_sizes)),
        least_quantity=least_quantity,
        most_quantity=most_quantity,
        delivery_days=delivery_days,
        replaces_lost=replaces_lost,
        replacement_fee_cents=replacement_fee_cents,
        credit_note=credit_note,
        alert_days=alert_days,
        blocking_days=blocking_days,
        acknowledgement_days=acknowledgement_days,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _refuse_disagreeing(contract)
    _save_new(contract)
    record(
        by=by,
        verb="sign_operator_contract",
        subject_kind="operator_contract",
        subject_id=contract.pk,
        summary=N_("Contrat d'opérateur enregistré"),
    )
    return contract


def _refuse_disagreeing(contract: OperatorContract) -> None:
    least, most = contract.least_quantity, contract.most_quantity
    if least is not None and most is not None and least > most:
        raise ContractBoundsDisagree()
    if not contract.alert_days >= contract.blocking_days >= contract.acknowledgement_days:
        raise ContractDelaysDisagree()
    if contract.replacement_fee_cents and not contract.replaces_lost:
        raise ReplacementNotInTheContract()


def _save_new(contract: OperatorContract) -> None:
    with refused_by("operator_contract_has_a_number_of_its_own", ContractNumberTaken(number=contract.number)):
        contract.save(force_insert=True)


def refuse_outside_bounds(contract: OperatorContract, quantity: int, booklet_size: int) -> None:
    """Refuses an order that its contract does not foresee.

    Refuses with `BookletSizeNotOfTheContract`, `QuantityOutsideTheContract`.
    """
    if contract.booklet_sizes and booklet_size not in contract.booklet_sizes:
        sizes = ", ".join(str(size) for size in contract.booklet_sizes)
        raise BookletSizeNotOfTheContract(contract=contract.number, sizes=sizes)
    least, most = contract.least_quantity or 1, contract.most_quantity or MOST_PASS
    if not least <= quantity <= most:
        raise QuantityOutsideTheContract(contract=contract.number, least=least, most=most)
