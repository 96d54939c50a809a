"""Signing an amendment: what is owed follows on its last signature."""

from datetime import date

from quitus.domain.campaigns import operations as campaigns
from quitus.domain.grants import operations as grants
from quitus.domain.grants.models import Amendment
from quitus.domain.obligations import operations as obligations
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation


@operation
def sign_amendment(
    *, by: Actor, amendment_id: int, party: str, on: date, override_reason: str = "", signatory_id: int | None = None
) -> Amendment:
    """Records the signature of a party ("authority" or "funder"); on the last one the amendment takes effect, and open
    obligations follow it in the same transaction.

    Refuses as `grants.operations.sign_amendment`, and with `DutyTooLong`.
    """
    amendment = grants.sign_amendment(
        by=by,
        amendment_id=amendment_id,
        party=party,
        on=on,
        override_reason=override_reason,
        signatory_id=signatory_id,
    )
    if amendment.in_force_on is not None:
        plan = obligations.follow(by=by, convention_id=amendment.convention_id, amendment_id=amendment.pk)
        campaigns.record_effect(by=by, amendment_id=amendment.pk, moved_count=len(plan.moved) + len(plan.added))
    return amendment
