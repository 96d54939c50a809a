"""What the accountant signs on paper, entered by the other side with its scan; accounts of mandated bodies."""

from collections.abc import Callable
from datetime import date

from quitus.domain.distribution import operations
from quitus.domain.distribution.models import MandateAccount
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.usecases.signed_papers import by_accountant, on_paper

IMPREST = "imprest"
AMENDMENT = "amendment"
SUB_REGIE = "sub_regie"
APPOINTMENT = "appointment"
MANDATE = "mandate"

_ASSENTS: dict[str, tuple[Callable[..., object], str]] = {
    IMPREST: (operations.assent_to_imprest, "imprest_id"),
    AMENDMENT: (operations.assent_to_imprest_amendment, "amendment_id"),
    SUB_REGIE: (operations.assent_to_sub_regie, "sub_regie_id"),
    APPOINTMENT: (operations.assent_to_appointment, "appointment_id"),
    MANDATE: (operations.assent_to_mandate, "mandate_id"),
}


@operation
def enter_assent(
    *,
    by: Actor,
    to: str,
    subject_id: int,
    assent_on: date,
    signed_by: str,
    file_name: str,
    content: bytes,
    quality: str = "",
) -> object:
    """Enter the assent that the accountant gave on signed paper, with its scan; `to` says to what (`IMPREST`…).

    Refuses as the assent itself and as `signed_papers.by_accountant`.
    """
    assent, key = _ASSENTS[to]
    paper = by_accountant(signed_by, file_name, content, by=by, quality=quality)
    return assent(by=by, assent_on=assent_on, paper=paper, **{key: subject_id})


@operation
def render_account(
    *,
    by: Actor,
    mandate_id: int,
    period_from: date,
    rendered_on: date,
    note: str = "",
    signed_by: str = "",
    file_name: str = "",
    content: bytes | None = None,
) -> MandateAccount:
    """Record the account that a mandated body renders for a period, with the signed paper when `content` brings it.

    Refuses as `operations.render_mandate_account`, and as `signed_papers.on_paper`.
    """
    return operations.render_mandate_account(
        by=by,
        mandate_id=mandate_id,
        period_from=period_from,
        rendered_on=rendered_on,
        note=note,
        paper=None if content is None else on_paper(signed_by, file_name, content, by=by),
    )
