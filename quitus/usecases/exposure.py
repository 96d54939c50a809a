"""What each operator holds of public money on a day, as known on that day: what its failure would cost.

An operator that is paid beforehand holds the face value of pass not used yet, and of pass used that it has not paid to
the venues yet. Once nobody can use pass of it any more, the last day and its tolerance being past or the order being
another's, what was not used is awaited back from it; but by a contract without avoir it stays with it, counted as not
used, until the statement of the order says what it keeps. Its fees are spent: they are told apart. Where the authority
pays the venues itself, an operator holds nothing but pass.
"""

from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from quitus.domain.organisations.models import Organisation
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules, states
from quitus.domain.vouchers.models import Order
from quitus.kernel.calendar import PARIS
from quitus.kernel.money import Cents, PerMille, share
from quitus.kernel.tenancy import current_scheme_id

# One line per order that was active on the day: an order has no line for its activation, the audit says when it was
# known. Uses are counted once whatever became of them later; an avoir leaves what is held when it is issued, and what
# is owed when it is received. An order handed to another operator has a line for each: what it was paid, and the uses
# recorded while it answered for the order. Its last day is the one that was known: a prolongation recorded later did
# not move it yet.
_LINES = """
WITH known AS (
    SELECT subject_kind, subject_id, min(at) AS at FROM audit_entry
    WHERE scheme_id = %(scheme)s AND at < %(known)s
      AND (subject_kind, verb) IN (('order', 'activate_order'), ('payment', 'record_payment'))
    GROUP BY subject_kind, subject_id
), active AS (
    SELECT o.id, o.delivered_count, o.operator_contract_id, o.payer_id,
           coalesce((
               SELECT usable_until_before FROM vouchers_orderprolongation moved
               WHERE moved.order_id = o.id AND moved.recorded_at >= %(known)s ORDER BY moved.id LIMIT 1
           ), o.usable_until) < %(on)s AS is_over
    FROM vouchers_order o JOIN known ON known.subject_kind = 'order' AND known.subject_id = o.id::text
    WHERE o.scheme_id = %(scheme)s AND o.activated_on <= %(on)s AND o.operator_contract_id IS NOT NULL
), handed AS (
    SELECT id, order_id, contract_before_id, payer_before_id, contract_id, payer_id, live_count, recorded_at,
           recorded_at < %(known)s AS is_known, row_number() OVER (PARTITION BY order_id ORDER BY id) AS rank
    FROM vouchers_entrustment WHERE scheme_id = %(scheme)s AND live_count IS NOT NULL
), held AS (
    SELECT active.id, coalesce(handed.contract_before_id, active.operator_contract_id) AS contract_id,
           coalesce(handed.payer_before_id, active.payer_id) AS payer_id, active.delivered_count AS paid,
           '-infinity'::timestamptz AS since, false AS taken_over, 0 AS rank, active.is_over
    FROM active LEFT JOIN handed ON handed.order_id = active.id AND handed.rank = 1
    UNION ALL
    SELECT active.id, handed.contract_id, handed.payer_id, handed.live_count, handed.recorded_at, true, handed.rank,
           active.is_over
    FROM active JOIN handed ON handed.order_id = active.id AND handed.is_known
), share AS (
    SELECT *, coalesce(lead(since) OVER (PARTITION BY id ORDER BY since), 'infinity') AS until FROM held
), returned AS (
    SELECT handed.order_id, handed.rank - 1 AS rank, sum(amount_cents)::bigint AS cents
    FROM vouchers_repayment JOIN handed ON handed.id = entrustment_id
    WHERE vouchers_repayment.recorded_at < %(known)s
    GROUP BY 1, 2
), used AS (
    SELECT taken.order_id, taken.number, taken.turn, taken.recorded_at
    FROM redemption_redemption taken
    WHERE taken.scheme_id = %(scheme)s AND taken.service_on <= %(on)s AND taken.recorded_at < %(known)s
      AND NOT EXISTS (
        SELECT FROM redemption_redemptionreversal undone
        WHERE undone.number = taken.number AND undone.turn = taken.turn
          AND undone.occurred_on <= %(on)s AND undone.recorded_at < %(known)s)
), settled AS (
    SELECT line.number, line.turn
    FROM reimbursement_claimline line
    JOIN reimbursement_paymentclaim of_claim ON of_claim.claim_id = line.claim_id
    JOIN reimbursement_payment payment ON payment.id = of_claim.payment_id
    JOIN known ON known.subject_kind = 'payment' AND known.subject_id = payment.id::text
    WHERE payment.scheme_id = %(scheme)s AND payment.paid_on <= %(on)s
), uses AS (
    SELECT share.id AS order_id, share.since, count(*) AS used, count(settled.number) AS settled
    FROM used
    JOIN share ON share.id = used.order_id AND used.recorded_at >= share.since AND used.recorded_at < share.until
    LEFT JOIN settled ON settled.number = used.number AND settled.turn = used.turn
    GROUP BY share.id, share.since
), credit AS (
    SELECT transfer.subject_id,
           sum(amount_cents) FILTER (WHERE debited.code LIKE 'credit_due_from:%%') AS issued,
           sum(amount_cents) FILTER (WHERE debited.code LIKE 'recognised_uses:%%') AS recognised,
           sum(amount_cents) FILTER (WHERE debited.code LIKE 'kept_by_payer:%%') AS kept,
           sum(amount_cents) FILTER (WHERE credited.code LIKE 'complement_due_to:%%') AS complement,
           sum(amount_cents) FILTER (WHERE credited.code LIKE 'credit_due_from:%%') AS received
    FROM ledger_transfer transfer
    JOIN ledger_account credited ON credited.id = transfer.credit_id
    JOIN ledger_account debited ON debited.id = transfer.debit_id
    WHERE transfer.scheme_id = %(scheme)s AND transfer.subject_kind = 'order'
      AND transfer.occurred_on <= %(on)s AND transfer.recorded_at < %(known)s
    GROUP BY transfer.subject_id
)
SELECT share.id, share.contract_id, share.payer_id, share.taken_over, share.is_over, share.until <> 'infinity',
       share.paid, coalesce(uses.used, 0), coalesce(uses.settled, 0),
       coalesce(credit.issued, 0)::bigint, coalesce(credit.recognised, 0)::bigint,
       coalesce(credit.received, 0)::bigint, coalesce(credit.kept, 0)::bigint, coalesce(credit.complement, 0)::bigint,
       coalesce(returned.cents, 0)
FROM share
LEFT JOIN returned ON returned.order_id = share.id AND returned.rank = share.rank
LEFT JOIN uses ON uses.order_id = share.id AND uses.since = share.since
LEFT JOIN credit ON credit.subject_id = share.id::text AND share.until = 'infinity'
ORDER BY share.id, share.since
"""


NOTHING = Cents(0)


@dataclass(frozen=True, slots=True)
class OrderExposure:
    """One order of an operator on a day: counts in pass, amounts in cents, fees before VAT.

    `order` says the contract and the payer of this share of it, which are others once it was handed over; the operator
    that has `taken_over` was paid for the pass that were left.

    `settled_count` of the `used_count` were paid to the venues. `credit_issued_cents` is the avoir issued for its pass
    never used, `credit_received_cents` what of it came back, `recognised_cents` the uses that the operator alone holds
    and that the authority has recognised, `kept_cents` what its contract leaves to it, `complement_cents` what a
    statement owes it for uses beyond what it was paid: of pass used under the operator before, and undone since.
    `returned_cents` is what it gave back, or had deducted, once the order was another's: `is_handed_on`. The order
    `is_over` when its last day, tolerance included, was past.
    """

    order: Order
    active_count: int
    used_count: int
    settled_count: int
    credit_issued_cents: Cents
    recognised_cents: Cents
    credit_received_cents: Cents
    taken_over: bool = False
    kept_cents: Cents = NOTHING
    complement_cents: Cents = NOTHING
    returned_cents: Cents = NOTHING
    is_over: bool = False
    is_handed_on: bool = False

    @property
    def pays_venues(self) -> bool:
        """Whether the operator was paid the face value beforehand, to pay the venues."""
        contract = self.order.operator_contract
        return contract is not None and self.order.payer_id == contract.operator_id

    @property
    def paid_cents(self) -> Cents:
        """The face value that the operator was paid."""
        return Cents(self.active_count * self.order.face_value_cents if self.pays_venues else 0)

    @property
    def is_due_back(self) -> bool:
        """Whether what was not used is to come back. A contract without avoir leaves it where it is until the statement
        says what the operator keeps.
        """
        contract = self.order.operator_contract
        gives_credit = contract is not None and self.is_over and contract.credit_note == states.FACE_VALUE
        return gives_credit or self.is_handed_on

    @property
    def unused_cents(self) -> Cents:
        """Paid and not used: what people would lose, as long as they can use it; see `awaits_statement` for after."""
        return Cents(0 if self.is_due_back else max(self._left_cents, 0))

    @property
    def awaits_statement(self) -> bool:
        """Whether what was not used can be used no more, and stays until a statement says what the operator keeps."""
        return self.is_over and self.unused_cents > 0

    @property
    def awaited_cents(self) -> Cents:
        """Paid and not used, with no avoir issued yet, once it is due back: a use entered late still lowers it."""
        return Cents(max(self._left_cents, 0) if self.is_due_back else 0)

    @property
    def advanced_cents(self) -> Cents:
        """Used beyond what it was paid for, and not owed to it by a statement yet: its own money pays the venues."""
        return Cents(max(-self._left_cents, 0))

    @property
    def _left_cents(self) -> int:
        used = self.used_count * self.order.face_value_cents
        gone = used + self.credit_issued_cents + self.recognised_cents + self.kept_cents + self.returned_cents
        return self.paid_cents + self.complement_cents - gone if self.pays_venues else 0

    @property
    def unpaid_cents(self) -> Cents:
        """Used and not paid to the venues yet: what venues would lose, or the authority pay a second time."""
        unpaid = (self.used_count - self.settled_count) * self.order.face_value_cents
        return Cents(unpaid if self.pays_venues else 0)

    @property
    def credit_due_cents(self) -> Cents:
        """What did not come back yet: of the avoir issued, and of what is awaited before it is."""
        return Cents(self.credit_issued_cents - self.credit_received_cents + self.awaited_cents)

    @property
    def fee_cents(self) -> Cents:
        """The fees of its pass delivered and of its pass used, by its contract: spent, never given back.

        Those that venues cost each year are of no order: they are left out.
        """
        contract = self.order.operator_contract
        assert contract is not None
        face_value = Cents(self.order.face_value_cents)
        ordered = Cents(0 if self.taken_over else rules.order_value(self.active_count, face_value))
        on_order = rules.order_fee(ordered, PerMille(contract.fee_on_order_per_mille))
        used = Cents(self.used_count * self.order.face_value_cents)
        return Cents(on_order + share(used, PerMille(contract.fee_on_redemption_per_mille)))

    @property
    def at_risk_cents(self) -> Cents:
        """What a failure on that day would cost: never less than nothing, whatever the operator advanced."""
        held = self.unused_cents + self.unpaid_cents - self.advanced_cents
        return Cents(max(held, 0) + self.credit_due_cents)


@dataclass(frozen=True, slots=True)
class OperatorExposure:
    """What one operator holds on a day, order by order; amounts in cents."""

    operator: Organisation
    orders: list[OrderExposure] = field(default_factory=list)

    def total(self, name: str) -> Cents:
        """The sum of one amount of its orders, by its name (`unused_cents`…)."""
        return Cents(sum(getattr(one, name) for one in self.orders))


def exposure(on: date) -> list[OperatorExposure]:
    """What each operator of the current scheme holds at the end of the day `on`, as known then; by name.

    Facts dated later, or recorded later, do not count: the same day asked again gives the same figures.
    """
    facts: dict[str, Any] = {"scheme": current_scheme_id(), "on": on, "known": _end_of(on)}
    with connection.cursor() as cursor:
        cursor.execute(_LINES, facts)
        rows = cursor.fetchall()
    orders = vouchers.orders().in_bulk([row[0] for row in rows])
    contracts = vouchers.contracts().in_bulk([row[1] for row in rows])
    found: dict[int, OperatorExposure] = {}
    for key, contract_id, payer_id, taken_over, is_over, is_handed_on, active, used, settled, *cents in rows:
        order = copy(orders[key])
        order.operator_contract, order.payer_id = contracts[contract_id], payer_id
        operator = contracts[contract_id].operator
        issued, recognised, received, kept, complement, returned = map(Cents, cents)
        one = OrderExposure(
            order,
            active,
            used,
            settled,
            issued,
            recognised,
            received,
            taken_over=taken_over,
            kept_cents=kept,
            complement_cents=complement,
            returned_cents=returned,
            is_over=is_over,
            is_handed_on=is_handed_on,
        )
        found.setdefault(operator.pk, OperatorExposure(operator)).orders.append(one)
    return sorted(found.values(), key=lambda one: one.operator.short_name)


def _end_of(on: date) -> datetime:
    """The instant at which the day after begins, in Paris."""
    return datetime.combine(on + timedelta(days=1), time(), PARIS)
