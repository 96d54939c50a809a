"""Signing the convention: what it makes due is generated on its last signature."""

from datetime import date

from quitus.domain.grants import operations as grants
from quitus.domain.grants.models import Convention
from quitus.domain.obligations import operations as obligations
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation


@operation
def sign_convention(
    *, by: Actor, convention_id: int, party: str, on: date, signatory_id: int | None = None
) -> Convention:
    """Records the signature of a party ("authority" or "funder"); on the last one the convention is in force, and its
    obligations are generated in the same transaction.

    Refuses as `grants.operations.sign_convention`, and with `DutyTooLong`.
    """
    convention = grants.sign_convention(
        by=by, convention_id=convention_id, party=party, on=on, signatory_id=signatory_id
    )
    if convention.in_force_on is not None:
        obligations.follow(by=by, convention_id=convention.pk)
    return convention
