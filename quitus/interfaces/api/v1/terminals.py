"""What the devices of venues ask: what to trust without network, a fresh access, and to have their lines received.

Their own page calls this, nobody else: it is in no reference, and changes with that page.
"""

import gzip
from collections.abc import Callable
from hashlib import sha256
from time import monotonic
from typing import Annotated
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from ninja import Query, Router
from pydantic import BaseModel, Field, StringConstraints

from quitus.domain.access.rules import READ, REDEEM, TERMINAL
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.redemption.conflicts import refusal_of
from quitus.domain.terminals.errors import TerminalUnknown
from quitus.domain.terminals.models import OfflineLine, OfflineTold
from quitus.domain.terminals.operations import read_told
from quitus.domain.terminals.packs import VenueOfDevice, in_base64
from quitus.interfaces.api import errors
from quitus.interfaces.api.access import BATCHES, LARGE, Anybody, Bearer, SoftwareRequest, inside, refuse_token
from quitus.interfaces.api.v1.responses import answers
from quitus.interfaces.api.v1.schemas import Number, Text
from quitus.interfaces.web.layout.words import sentence
from quitus.kernel import clock
from quitus.usecases import devices

router = Router(tags=["Appareils"])
DEVICE = (TERMINAL,)
Held = Annotated[int, Field(ge=0, le=2**31 - 1)]
Short = Annotated[Text, StringConstraints(max_length=200)]


class Holding(BaseModel):
    """What the device says it still holds."""

    count: Held
    cents: Held


class BatchIn(BaseModel):
    """Lines of a device, the head of their chain, and its signature."""

    terminal_id: Number
    batch: UUID
    lines: list[Text]
    head: Short
    signature: Short
    held: Holding | None = None


class TokenIn(BaseModel):
    """A device that asks for an access by its key alone."""

    terminal_id: Number
    user_id: Number
    at: Short
    signature: Short


class Anything(BaseModel):
    """An answer for the device's own page."""

    model_config = {"extra": "allow"}


@router.get(
    "/terminals/pack",
    auth=Bearer(READ, kinds=DEVICE),
    response=answers(Anything),
    operation_id="terminal_pack",
    include_in_schema=False,
)
def pack(
    request: SoftwareRequest,
    held_count: Annotated[Held | None, Query(None)] = None,
    held_cents: Annotated[Held | None, Query(None)] = None,
) -> HttpResponse:
    """All that the device may know now."""
    held = None if held_count is None else (held_count, held_cents or 0)
    return _written(request, lambda: _pack(devices.give_pack(access=request.auth.access, held=held)))


@router.get(
    "/terminals/bitmaps/{series}",
    auth=Bearer(READ, kinds=DEVICE),
    response=answers(Anything),
    operation_id="terminal_bitmap",
    include_in_schema=False,
)
@inside
def bitmap(request: SoftwareRequest, series: int) -> HttpResponse:
    """The usable pass of one series, a bit each."""
    found = devices.bitmap_of(access=request.auth.access, series=series)
    if found is None:
        raise errors.NothingThere()
    tag = f'"{sha256(found).hexdigest()}"'
    if tag in request.headers.get("If-None-Match", ""):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(gzip.compress(found, mtime=0), content_type="application/octet-stream")
        response["Content-Encoding"] = "gzip"
    response["ETag"] = tag
    return response


@router.post(
    "/terminals/batches",
    auth=Bearer(REDEEM, limit=BATCHES, most=LARGE, kinds=DEVICE),
    response=answers(Anything),
    operation_id="terminal_batch",
    include_in_schema=False,
)
@inside
def batches(request: SoftwareRequest, asked: BatchIn) -> HttpResponse:
    """Lines taken without network."""
    receipt = devices.receive(
        by=request.auth.actor,
        access=request.auth.access,
        terminal_id=int(asked.terminal_id),
        batch=asked.batch,
        texts=asked.lines,
        head=asked.head,
        signature=asked.signature,
        held=(asked.held.count, asked.held.cents) if asked.held else None,
    )
    known = _point(receipt.acknowledged_n, receipt.acknowledged_head)
    if receipt.refused is not None:
        told = {**errors.told(receipt.refused), "acknowledged": known}
        return JsonResponse(told, status=errors.status_of(receipt.refused), json_dumps_params=errors.JSON)
    lines = [_line(line, receipt.conflicts.get(line.pk)) for line in receipt.lines]
    return JsonResponse({"acknowledged": known, "lines": lines}, json_dumps_params=errors.JSON)


@router.post(
    "/terminals/token",
    auth=Anybody(),
    response=answers(Anything),
    operation_id="terminal_token",
    include_in_schema=False,
)
def token(request: HttpRequest, asked: TokenIn) -> HttpResponse:
    """A fresh access, by the key of the device; one same answer whatever is wrong."""
    begun = monotonic()
    try:
        opened = devices.open_by_key(
            terminal_id=int(asked.terminal_id), user_id=int(asked.user_id), at=asked.at, signature=asked.signature
        )
    except TerminalUnknown:
        refuse_token(begun)
        raise
    assert opened.access is not None
    said = {
        "access": opened.secret,
        "expires_at": opened.access.expires_at,
        "unlock_until": opened.person.unlock_until,
        "server_now": opened.access.starts_at,
        "acknowledged": _point(opened.terminal.acknowledged_n, opened.terminal.acknowledged_head),
    }
    return JsonResponse(said, json_dumps_params=errors.JSON)


@router.post(
    "/terminals/told/{told_id}/read",
    auth=Bearer(REDEEM, kinds=DEVICE),
    response=answers(Anything),
    operation_id="terminal_told_read",
    include_in_schema=False,
)
@inside
def told_read(request: SoftwareRequest, told_id: int) -> HttpResponse:
    """The person has read what was decided otherwise."""
    read_told(by=request.auth.actor, told_ids=[told_id])
    return JsonResponse({"id": str(told_id)})


def _written(request: SoftwareRequest, ask: Callable[[], dict[str, object]]) -> HttpResponse:
    """Answer a reading request that leaves a trace: that the device was heard of."""
    with transaction.atomic(), within_scheme(request.auth.access.scheme):
        return JsonResponse(ask(), json_dumps_params=errors.JSON)


def _pack(given: devices.Given) -> dict[str, object]:
    limits = given.terms.limits
    return {
        "made_at": given.pack.made_at,
        "server_now": clock.now(),
        "scheme": {"id": str(given.terminal.scheme_id), "name": given.terminal.scheme.name},
        "keys": given.keys["keys"],
        "venues": [_venue(place) for place in given.pack.venues],
        "pass_per_person_max": given.terms.pass_per_person_max,
        "records": [
            {"record": in_base64(one.record), "signature": in_base64(one.signature), "key_id": one.key_id}
            for one in given.pack.records
        ],
        "told": [_told(one) for one in given.told],
        "limits": {"count": limits.count, "cents": limits.cents, "days": limits.days},
        "acknowledged": _point(given.terminal.acknowledged_n, given.terminal.acknowledged_head),
    }


def _venue(place: VenueOfDevice) -> dict[str, object]:
    return {
        "id": str(place.venue.pk),
        "name": place.venue.name,
        "postcode": place.venue.postcode,
        "services": [{"code": one.code, "label": gettext(one.label)} for one in place.services],
    }


def _told(one: OfflineTold) -> dict[str, object]:
    line = one.line
    return {
        "id": str(one.pk),
        "n": line.n,
        "at": line.taken_at or line.recorded_at,
        "number": _text(line.number),
        "verdict": line.verdict,
        "outcome": line.outcome,
        "message": _why(line),
    }


def _line(line: OfflineLine, conflict_id: int | None) -> dict[str, object]:
    return {
        "n": line.n,
        "verdict": line.verdict,
        "outcome": line.outcome,
        "message": _why(line),
        "number": _text(line.number),
        "turn": line.turn,
        "conflict_id": _text(conflict_id),
    }


def _why(line: OfflineLine) -> str:
    refusal = refusal_of(line)
    return sentence(refusal) if refusal else ""


def _point(n: int, head: str) -> dict[str, object]:
    return {"n": n, "head": head}


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)
