"""Annulling an amendment: what it had moved falls back."""

from datetime import date

from quitus.domain.grants import operations as grants
from quitus.domain.grants.models import Amendment
from quitus.domain.obligations import operations as obligations
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation


@operation
def annul_amendment(
    *, by: Actor, amendment_id: int, annulled_by: str, on: date, reason: str, since: date | None = None
) -> Amendment:
    """Annuls a signed amendment ("judge" or "agreement") from the day `since`, or as if it had never been; open
    obligations fall back in the same transaction.

    Refuses as `grants.operations.annul_amendment`.
    """
    amendment = grants.annul_amendment(
        by=by, amendment_id=amendment_id, annulled_by=annulled_by, on=on, reason=reason, since=since
    )
    obligations.follow(by=by, convention_id=amendment.convention_id, amendment_id=amendment.pk)
    return amendment
