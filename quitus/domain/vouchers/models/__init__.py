"""Contracts with operators, orders with their deliveries, and the pass themselves."""

from quitus.domain.vouchers.models.contracts import LegalOpinion, OperatorContract
from quitus.domain.vouchers.models.deliveries import Delivery, DeliveryRange
from quitus.domain.vouchers.models.entrustments import Entrustment, Mandat, Repayment
from quitus.domain.vouchers.models.orders import Order, OrderProlongation
from quitus.domain.vouchers.models.vouchers import MarkChange, Voucher

__all__ = [
    "Delivery",
    "DeliveryRange",
    "Entrustment",
    "LegalOpinion",
    "Mandat",
    "MarkChange",
    "OperatorContract",
    "Order",
    "OrderProlongation",
    "Repayment",
    "Voucher",
]
