"""The tables of the room."""

from quitus.domain.controls.models.inventory import (
    CountLine,
    Difference,
    Inventory,
    InventoryPlace,
    PlaceRange,
    Settlement,
)
from quitus.domain.controls.models.loss import LossFile, LossRange, LossStep, Replacement
from quitus.domain.controls.models.minutes import Control, Finding, Handover, Signature

__all__ = [
    "Control",
    "CountLine",
    "Difference",
    "Finding",
    "Handover",
    "Inventory",
    "InventoryPlace",
    "LossFile",
    "LossRange",
    "LossStep",
    "PlaceRange",
    "Replacement",
    "Settlement",
    "Signature",
]
