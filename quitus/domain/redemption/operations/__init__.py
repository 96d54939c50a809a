"""What venues do with pass: take them, and undo it."""

from quitus.domain.redemption.operations.redeem import Answer, redeem
from quitus.domain.redemption.operations.undo import undo_redemption

__all__ = ["Answer", "redeem", "undo_redemption"]
