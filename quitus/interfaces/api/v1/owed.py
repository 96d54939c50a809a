"""What a structure is owed."""

from django.utils.translation import gettext
from ninja import Router

from quitus.domain.access.rules import READ
from quitus.domain.reimbursement import states
from quitus.domain.reimbursement.queries import Waiting
from quitus.interfaces.api.access import Bearer, SoftwareRequest, inside
from quitus.interfaces.api.v1 import schemas
from quitus.interfaces.api.v1.responses import answers
from quitus.kernel.words import N_
from quitus.usecases import software

router = Router(tags=[N_("Remboursements")])


@router.get(
    "/owed",
    auth=Bearer(READ),
    response=answers(schemas.OwedOut),
    operation_id="owed",
    summary=N_("Lire ce qui vous est dû, et quand ce sera payé"),
    description=N_(
        "Pour toute la structure, qui est payée comme un tout : les pass à demander, puis chaque demande qui n'est pas "
        "encore payée, avec son état (prepared, submitted, rejected, certified, ordered)."
    ),
)
@inside
def owed(request: SoftwareRequest) -> schemas.OwedOut:
    """What the structure is owed."""
    due = software.owed(access=request.auth.access)
    return schemas.OwedOut(
        total_cents=due.total_cents,
        to_claim=_waiting(due.to_claim),
        this_month=_waiting(due.this_month),
        claims=[
            schemas.ClaimOwed(
                number=claim.number,
                month=f"{claim.month:%Y-%m}",
                state=claim.state,
                message=gettext(states.CLAIM_LABELS[claim.state]),
                total_cents=claim.total_cents,
                payer=claim.payer.name,
                pay_by=claim.pay_by,
            )
            for claim in due.unpaid
        ],
    )


def _waiting(waiting: Waiting) -> schemas.Waiting:
    return schemas.Waiting(count=waiting.count, total_cents=waiting.total_cents, since=waiting.since)
