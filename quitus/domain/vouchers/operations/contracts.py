"""Contracts with operators."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NotRequired, TypedDict, Unpack

from quitus.domain.audit.operations import record
from quitus.domain.budget import queries as budget
from quitus.domain.vouchers import policies
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


class ContractTerms(TypedDict):
    """What a contract says of fees, delays, sizes and replacements.

    Fees in per mille of face value and in cents, before VAT. `late_entry_days` is how long after the day of a service
    a venue may record it, `payment_days` how long after the claim of a structure the operator pays it, where it pays
    them. `booklet_sizes` (none: any), `least_quantity` and `most_quantity`, in pass, bound each order; `delivery_days`
    counts from its confirmation. `replaces_lost`: the operator replaces pass lost or stolen, at `replacement_fee_cents`
    each. `credit_note` is what it gives back of pass never used. `alert_days`, `blocking_days` and
    `acknowledgement_days` come before the last day of validity. What is not said is as the table has it: any size, no
    bound, no replacement, face value given back, 30, 15 and 7 days.
    """

    fee_on_order_per_mille: int
    fee_on_redemption_per_mille: int
    yearly_fee_per_venue_cents: int
    tolerance_months: int
    late_entry_days: int
    payment_days: int
    starts_on: date
    ends_on: date
    operates_inside: NotRequired[bool]
    booklet_sizes: NotRequired[Sequence[int]]
    least_quantity: NotRequired[int | None]
    most_quantity: NotRequired[int | None]
    delivery_days: NotRequired[int | None]
    replaces_lost: NotRequired[bool]
    replacement_fee_cents: NotRequired[int]
    credit_note: NotRequired[str]
    alert_days: NotRequired[int]
    blocking_days: NotRequired[int]
    acknowledgement_days: NotRequired[int]


@operation
def sign_operator_contract(
    *, by: Actor, market_id: int, number: str, **terms: Unpack[ContractTerms]
) -> OperatorContract:
    """Record what the operator of a market does and for how much. New terms are a new contract.

    Refuses with `NotYourRole`, `ContractNumberTaken`, `ContractEndsBeforeItStarts`, `ContractBoundsDisagree`,
    `ContractDelaysDisagree`, `ReplacementNotInTheContract`.
    """
    refuse_unless(policies.may_sign_operator_contract(by.role))
    if terms["ends_on"] < terms["starts_on"]:
        raise ContractEndsBeforeItStarts(starts_on=terms["starts_on"])
    said: dict[str, Any] = {**terms, "booklet_sizes": sorted(set(terms.get("booklet_sizes", ())))}
    market = budget.market(market_id)
    contract = OperatorContract(
        scheme_id=current_scheme_id(),
        operator_id=market.operator_id,
        market_id=market_id,
        number=number.strip(),
        **said,
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
