"""What venues do with pass: take them, and undo it."""

from quitus.domain.redemption.operations.answers import Answer
from quitus.domain.redemption.operations.check import Looked, look_at_codes
from quitus.domain.redemption.operations.counters import (
    fold_redemptions,
    settled_reversals,
    settled_takings,
    unfold_redemptions,
)
from quitus.domain.redemption.operations.redeem import Line, redeem, redeem_lines
from quitus.domain.redemption.operations.reported import Reported, Told, look_at_reported, take_reported
from quitus.domain.redemption.operations.undo import undo_redemption

__all__ = [
    "Answer",
    "Line",
    "Looked",
    "Reported",
    "Told",
    "fold_redemptions",
    "look_at_codes",
    "look_at_reported",
    "redeem",
    "redeem_lines",
    "settled_reversals",
    "settled_takings",
    "take_reported",
    "undo_redemption",
    "unfold_redemptions",
]
