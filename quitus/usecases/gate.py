"""Pass taken by software that shows a token, as fast as the database can: many requests, one statement, one commit.

Who speaks is read once in some seconds; whether the token still opens anything is asked of the statement itself, each
time. A request of which a pass is not simply « taken » goes the usual way, where it is looked at again, kept and told.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from django.db import connections

from quitus.domain.access import queries as access
from quitus.domain.access import rules as access_rules
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.redemption.operations import Answer, Line
from quitus.domain.redemption.operations.gate import Gate, GateIsHeld, Moment, connect
from quitus.domain.redemption.operations.redeem import ask, wrong_since
from quitus.domain.redemption.operations.statement import AGAIN, TAKEN, Asked
from quitus.domain.vouchers import codes
from quitus.kernel import clock

REMEMBERED_SECONDS = 5.0
MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Speaker:
    """In whose name a token takes pass, and in which scheme, as read at `read_at` (seconds of a clock of its own).

    With it are read the series of that scheme, so that a new one is heard of as soon.
    """

    access_id: int
    scheme: Scheme
    user_id: int
    read_at: float

    @property
    def moved_to(self) -> datetime | None:
        """The moment at which the scheme lives, if not now."""
        return organisations.scheme_moment(self.scheme)


class Counter:
    """Where software takes pass: the gate of this process, and whom it heard lately."""

    def __init__(self) -> None:
        self._gate = Gate(connect)
        self._speakers: dict[bytes, Speaker] = {}

    def speaker(self, secret: str) -> Speaker | None:
        """Who speaks by this token, if it opens the taking of pass; None otherwise, whatever is wrong with it."""
        digest = access_rules.digest_of(secret)
        known = self._speakers.get(digest)
        if known is not None and time.monotonic() - known.read_at < REMEMBERED_SECONDS:
            return known
        read = _read(secret)
        self._speakers.pop(digest, None)
        if read is not None and len(self._speakers) < MOST_REMEMBERED:
            self._speakers[digest] = read
        return read

    def take(self, speaker: Speaker, lines: Sequence[Line]) -> list[Answer] | None:
        """Take the pass of one request, if they all can be: the answers, each durable.

        None when one is refused or nothing is known of it, and the usual way (`redemption.operations.redeem`) has to
        tell: it gives the answer that stands for what was taken here a moment ago.
        """
        moved_to = speaker.moved_to
        with _living(moved_to):
            asked = _asked(speaker, lines)
            if asked is None:
                return None
            moment = Moment(speaker.scheme.pk, clock.today(), wrong_since(), moved_to)
        try:
            judged = self._gate.take(moment, asked)
        except GateIsHeld:
            return None
        told = [judged[one.number] for one in asked]
        if any(line.outcome not in (TAKEN, AGAIN) for line in told):
            return None
        return [Answer(line.number, line.turn, line.recorded_at) for line in told]


def _living(moved_to: datetime | None) -> AbstractContextManager[None]:
    return clock.at(moved_to) if moved_to else nullcontext()


def _read(secret: str) -> Speaker | None:
    try:
        token = access.of_secret(secret)
        if token is None or access_rules.REDEEM not in token.scopes:
            return None
        with within_scheme(token.scheme):
            by = access.actor_of(token) if access.stands(token) else None
            codes.remember_series()
        if by is None or by.user_id is None:
            return None
        return Speaker(token.pk, token.scheme, by.user_id, time.monotonic())
    finally:
        connections["default"].close()  # back to its pool: no request of Django's ends here


def _asked(speaker: Speaker, lines: Sequence[Line]) -> list[Asked] | None:
    """What is asked of the gate; None when a code is not known at once to be that of a pass, or stands twice."""
    asked, today = [], clock.today()
    for line in lines:
        number = codes.remembered_number(speaker.scheme.pk, line.code)
        if number is None:
            return None
        asked.append(ask(line._replace(access_id=speaker.access_id), speaker.user_id, number, today))
    return asked if len({one.number for one in asked}) == len(asked) else None
