"""What writes to the tables of the room."""

from quitus.domain.obligations.operations.following import amend_obligation, follow
from quitus.domain.obligations.operations.listing import add_obligation, settle_obligation

__all__ = ["add_obligation", "amend_obligation", "follow", "settle_obligation"]
