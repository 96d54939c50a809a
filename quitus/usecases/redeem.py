"""Undoing a redemption, which looks into reimbursement: what is claimed is no longer the venue's to undo."""

from quitus.domain.redemption import operations as redemption
from quitus.domain.redemption.models import RedemptionReversal
from quitus.domain.reimbursement import queries as reimbursement
from quitus.domain.reimbursement.errors import RedemptionOnAClaim
from quitus.domain.venues.operations import hold_accounts
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation


@operation
def undo_redemption(*, by: Actor, number: int, turn: int, reason_code: str = "", note: str = "") -> RedemptionReversal:
    """Undoes what a venue took, unless a claim counts it. The structure's account is held meanwhile, so
    that no claim can take the line up at the same moment.

    Refuses with `RedemptionOnAClaim` and as `redemption.operations.undo_redemption`.
    """
    if by.organisation_id is not None:
        hold_accounts(organisation_ids=[by.organisation_id])
    claim = reimbursement.claim_of(number, turn)
    if claim is not None and claim.organisation_id == by.organisation_id:
        raise RedemptionOnAClaim(number=claim.number)
    return redemption.undo_redemption(by=by, number=number, turn=turn, reason_code=reason_code, note=note)
