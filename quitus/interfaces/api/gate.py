"""The quickest way in: `POST /api/v1/redemptions` when every pass is simply taken; all else is Django's.

It stands before Django in the web server and answers what a venue waits for in front of a person. Whatever is not that
(another address, a token or a request that is not right, a pass refused, a database that does not answer) is left as it
came to the view of the same address, which tells what is the case in the same shape.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from datetime import UTC
from io import BytesIO
from typing import Any

from ninja.responses import NinjaJSONEncoder
from pydantic import ValidationError

from quitus.domain.redemption import rules
from quitus.domain.redemption.operations import Answer, Line
from quitus.domain.redemption.operations.statement import TAKEN
from quitus.interfaces.api.v1.schemas import RedemptionIn
from quitus.usecases.gate import Counter

PATH = "/api/v1/redemptions"
MOST_OCTETS = 64_000
MOST_A_MINUTE = 6_000
"""Requests of one token answered here in a minute of the clock; beyond, they are Django's, which counts fewer."""

_HEADERS = [("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-store")]

Environment = dict[str, Any]
Application = Callable[[Environment, Callable[..., Any]], Iterable[bytes]]


class QuickWay:
    """A web application in front of another."""

    def __init__(self, behind: Application) -> None:
        self._behind = behind
        self._counter = Counter()
        self._minute = 0
        self._asked: dict[int, int] = {}

    def __call__(self, environment: Environment, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer, or let the application behind answer."""
        if environment["PATH_INFO"] == PATH and environment["REQUEST_METHOD"] == "POST":
            answered = self._answer(environment)
            if answered is not None:
                start_response("200 OK", [*_HEADERS, ("Content-Length", str(len(answered)))])
                return [answered]
        return self._behind(environment, start_response)

    def _answer(self, environment: Environment) -> bytes | None:
        scheme, _, secret = environment.get("HTTP_AUTHORIZATION", "").partition(" ")
        length = _length(environment.get("CONTENT_LENGTH") or "")
        if scheme != "Bearer" or length is None:
            return None
        body = environment["wsgi.input"].read(length)
        environment["wsgi.input"] = BytesIO(body)
        try:
            asked = RedemptionIn.model_validate_json(body)
        except ValidationError:
            return None
        speaker = self._counter.speaker(secret)
        if speaker is None or not self._counts(speaker.access_id):
            return None
        taken = self._counter.take(speaker, _lines(asked))
        return _written(taken) if taken else None

    def _counts(self, access_id: int) -> bool:
        """Whether this token may ask once more in this minute; an approximate count, as quick as it is rough."""
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            self._minute, self._asked = minute, {}
        self._asked[access_id] = self._asked.get(access_id, 0) + 1
        return self._asked[access_id] <= MOST_A_MINUTE


def _length(told: str) -> int | None:
    """How many octets the request says it has; None when it says none, too many, or what is no number."""
    is_number = told.isascii() and told.isdigit() and len(told) <= len(str(MOST_OCTETS))
    return int(told) if is_number and int(told) <= MOST_OCTETS else None


def _lines(asked: RedemptionIn) -> list[Line]:
    return [
        Line(
            request=asked.request,
            venue_id=int(asked.venue_id),
            service_code=asked.service_code,
            service_on=asked.service_on,
            code=code,
            people_count=asked.people_count,
            minutes=asked.minutes,
            theme=asked.theme,
        )
        for code in asked.codes
    ]


def _written(taken: list[Answer]) -> bytes:
    """The very text that the view of the same address gives."""
    lines = []
    for answer in taken:
        assert answer.recorded_at is not None, "a pass taken has its instant"
        recorded_at = answer.recorded_at.astimezone(UTC)
        lines.append(
            {
                "outcome": TAKEN,
                "message": "",
                "number": str(answer.number),
                "turn": answer.turn,
                "recorded_at": recorded_at,
                "undo_until": recorded_at + rules.UNDO_FREELY,
            }
        )
    return json.dumps({"lines": lines}, cls=NinjaJSONEncoder).encode()
