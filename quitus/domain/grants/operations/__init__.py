"""What writes to the tables of the room: conventions, amendments."""

from quitus.domain.grants.operations.amendments import (
    amend_article,
    amend_parameter,
    attach_amendment_deliberation,
    draft_amendment,
    sign_amendment,
)
from quitus.domain.grants.operations.conventions import (
    attach_deliberation,
    draft_convention,
    set_parameter,
    sign_convention,
    write_article,
)

__all__ = [
    "amend_article",
    "amend_parameter",
    "attach_amendment_deliberation",
    "attach_deliberation",
    "draft_amendment",
    "draft_convention",
    "set_parameter",
    "sign_amendment",
    "sign_convention",
    "write_article",
]
