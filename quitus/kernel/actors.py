"""Who does what, and from where."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Self

from quitus.kernel.refusals import NotYourRole

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """The author of an operation: a person in one role for one organisation, or the system itself.

    `label` is how the author is named in the thread of a page, long after the account may have gone.
    """

    user_id: int | None
    membership_id: int | None
    role: str
    organisation_id: int | None
    label: str

    @classmethod
    def system(cls, label: str = "Quitus") -> Self:
        """The author of what happens on its own date, without a person: jobs and migrations only."""
        return cls(user_id=None, membership_id=None, role=SYSTEM, organisation_id=None, label=label)


@dataclass(frozen=True, slots=True)
class RequestOrigin:
    """Where a request came from; audit lines carry it."""

    ip: str | None = None
    request_id: str = ""


request_origin: ContextVar[RequestOrigin | None] = ContextVar("request_origin", default=None)
"""Set by the door for the time of one request; `None` in jobs and commands."""


def refuse_unless(allowed: bool) -> None:
    """Refuses with `NotYourRole` when a policy of the room has answered no.

    Used as `refuse_unless(policies.may_activate_order(by.role))`, first line of an operation.
    """
    if not allowed:
        raise NotYourRole()
