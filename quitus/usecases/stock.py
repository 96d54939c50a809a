"""Movements of stock by who signs them in the program, or entered from the paper that they signed, with its scan."""

from collections.abc import Sequence
from datetime import date

from quitus.domain.distribution import operations, queries, states
from quitus.domain.distribution.models import Slip, SupplyRequest
from quitus.domain.documents.signed import OnPaper
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.usecases.signed_papers import by_accountant, on_paper

REGIE = "regie"
BODY = "organisme"


@operation
def supply(
    *,
    by: Actor,
    taker: str,
    taker_id: int,
    numbers: Sequence[NumberRange],
    occurred_on: date,
    note: str = "",
    signed_by: str = "",
    quality: str = "",
    file_name: str = "",
    content: bytes | None = None,
) -> Slip:
    """The accountant supplies a safe (`taker` is `REGIE`) or a mandated body (`BODY`); with `content`, on paper.

    Refuses as `distribution.supply_safe`, `distribution.supply_body`, and as `by_accountant`.
    """
    paper = None if content is None else by_accountant(signed_by, file_name, content, by=by, quality=quality)
    if taker == BODY:
        return operations.supply_body(
            by=by, mandate_id=taker_id, numbers=list(numbers), occurred_on=occurred_on, note=note, paper=paper
        )
    return operations.supply_safe(
        by=by, imprest_id=taker_id, numbers=list(numbers), occurred_on=occurred_on, note=note, paper=paper
    )


@operation
def request_supply_on_paper(
    *,
    by: Actor,
    holder_id: int,
    pass_count: int,
    requested_on: date,
    reason: str,
    signed_by: str,
    file_name: str,
    content: bytes,
) -> SupplyRequest:
    """Who keeps a safe, or the stock of a mandated body, asked for pass by hand; the other side enters it.

    Refuses as `distribution.request_supply`, and as `on_paper`.
    """
    return operations.request_supply(
        by=by,
        holder_id=holder_id,
        pass_count=pass_count,
        requested_on=requested_on,
        reason=reason,
        paper=on_paper(signed_by, file_name, content, by=by),
    )


@operation
def decline_request_on_paper(
    *,
    by: Actor,
    request_id: int,
    declined_on: date,
    reason: str,
    signed_by: str,
    file_name: str,
    content: bytes,
    quality: str = "",
) -> SupplyRequest:
    """The accountant declined a request by hand; the authorising side enters it.

    Refuses as `distribution.decline_request`, and as `by_accountant`.
    """
    return operations.decline_request(
        by=by,
        request_id=request_id,
        declined_on=declined_on,
        reason=reason,
        paper=by_accountant(signed_by, file_name, content, by=by, quality=quality),
    )


@operation
def hand_over_on_paper(
    *,
    by: Actor,
    giver_id: int,
    taker_id: int,
    numbers: Sequence[NumberRange],
    occurred_on: date,
    signed_by: str,
    file_name: str,
    content: bytes,
    note: str = "",
) -> Slip:
    """Pass went from a safe (or a mandated body) to a point, from a point back, or to the accountant: who gave them
    signed by hand, and the other side, or the authorising side, enters it.

    Refuses as `distribution.transfer_to_point`, `return_from_point`, `return_to_accountant`, and as `on_paper`.
    """
    giver, taker = queries.holder(giver_id), queries.holder(taker_id)
    paper, ranges = on_paper(signed_by, file_name, content, by=by), list(numbers)
    if taker.kind == states.ACCOUNTANT:
        return operations.return_to_accountant(
            by=by, holder_id=giver_id, numbers=ranges, occurred_on=occurred_on, note=note, paper=paper
        )
    if taker.point_id is not None:
        return operations.transfer_to_point(
            by=by, point_id=taker.point_id, numbers=ranges, occurred_on=occurred_on, note=note, paper=paper
        )
    assert giver.point_id is not None, "a point gives back what it does not hand out"
    return operations.return_from_point(
        by=by, point_id=giver.point_id, numbers=ranges, occurred_on=occurred_on, note=note, paper=paper
    )


@operation
def return_to_operator(
    *,
    by: Actor,
    numbers: Sequence[NumberRange],
    occurred_on: date,
    note: str,
    signed_by: str = "",
    file_name: str = "",
    content: bytes | None = None,
) -> Slip:
    """The accountant gives back to the operator what is worth nothing; with `content`, by a paper that he signed.

    Refuses as `distribution.return_to_operator`, and as `on_paper`.
    """
    return operations.return_to_operator(
        by=by,
        numbers=list(numbers),
        occurred_on=occurred_on,
        note=note,
        paper=_paper(by, signed_by, file_name, content),
    )


@operation
def acknowledge_slip(
    *,
    by: Actor,
    slip_id: int,
    received_on: date,
    absent: Sequence[NumberRange] = (),
    note: str = "",
    signed_by: str = "",
    file_name: str = "",
    content: bytes | None = None,
) -> Slip:
    """Who receives pass signs for them; with `content` he signed the printed slip by hand, and another enters it.

    Refuses as `distribution.acknowledge_slip`, and as `on_paper`.
    """
    return operations.acknowledge_slip(
        by=by,
        slip_id=slip_id,
        received_on=received_on,
        absent=absent,
        note=note,
        paper=_paper(by, signed_by, file_name, content),
    )


def _paper(by: Actor, signed_by: str, file_name: str, content: bytes | None) -> OnPaper | None:
    return None if content is None else on_paper(signed_by, file_name, content, by=by)
