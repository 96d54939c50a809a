"""What is answered for each pass asked for, once the statement has judged it; what is refused is kept as an attempt."""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from django.conf import settings

from quitus.domain.redemption import rules
from quitus.domain.redemption.errors import BY_OUTCOME, PassAlreadyUsed, PassUnknown, SameRequestOtherFacts
from quitus.domain.redemption.models import Redemption, RedemptionAttempt
from quitus.domain.redemption.operations.statement import AGAIN, TAKEN, Asked, Judged
from quitus.kernel.refusals import Refusal
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_

HERE = N_("par votre structure")
ELSEWHERE = N_("par une autre structure")
Uses = Mapping[int, Sequence[Redemption]]


class Answer(NamedTuple):
    """What came of one pass: taken at this `turn` and instant, or refused. The same request gives the
    same answer. `number` is None when the code given is that of no pass.
    """

    number: int | None
    turn: int | None = None
    recorded_at: datetime | None = None
    refusal: Refusal | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the pass was taken."""
        return self.refusal is None


def answers_of(asked: Mapping[int, Asked], judged: Mapping[int, Judged]) -> dict[int, Answer]:
    """The answer for each pass, by number; keeps an attempt for each that is refused, once a request.

    Three statements at most, one when every pass is taken: none here.
    """
    if all(line.outcome in (TAKEN, AGAIN) for line in judged.values()):
        return {number: _taken(line) for number, line in judged.items()}
    uses = _uses(judged.values())
    seen = {number: _looked_again(line, uses, asked[number]) for number, line in judged.items()}
    refused = [line for line in seen.values() if line.outcome not in (TAKEN, AGAIN)]
    keep(attempt(asked[line.number], line.outcome, line.venue_id, number=line.number) for line in refused)
    return {number: _answer(line, asked[number], uses) for number, line in seen.items()}


def _uses(judged: Iterable[Judged]) -> Uses:
    """The lines of the pass found already used, by number in order of turns, as they stand now."""
    found: dict[int, list[Redemption]] = {line.number: [] for line in judged if line.outcome == PassAlreadyUsed.code}
    if found:
        for line in Redemption.objects.filter(number__in=found).order_by("number", "turn"):
            found[line.number].append(line)
    return found


def _looked_again(told: Judged, uses: Uses, asked: Asked) -> Judged:
    """A pass found already used may have been taken by this very request, while the statement waited
    for it: that line is seen now, and the answer is the one given then.
    """
    for line in uses.get(told.number, ()):
        if line.request == asked.request:
            known = (line.venue_id, line.service_id, line.service_on)
            same = known == (asked.venue_id, told.service_id, asked.service_on)
            outcome = AGAIN if same else SameRequestOtherFacts.code
            return told._replace(outcome=outcome, turn=line.turn, recorded_at=line.recorded_at)
    return told


def _taken(line: Judged) -> Answer:
    return Answer(line.number, line.turn, line.recorded_at)


def _answer(line: Judged, asked: Asked, uses: Uses) -> Answer:
    if line.outcome in (TAKEN, AGAIN):
        return _taken(line)
    more: dict[str, object] = {}
    if line.outcome == PassAlreadyUsed.code:
        last = uses[line.number][-1]
        more["service_on"] = last.service_on
        more["where"] = HERE if last.organisation_id == line.organisation_id else ELSEWHERE
    known = {
        "service_on": asked.service_on,
        "usable_until": line.usable_until,
        "days": line.late_entry_days,
        "earliest_on": rules.earliest_service(asked.entered_on, line.late_entry_days or 0),
        "minutes": minutes_to_wait(),
        "per_person": line.per_person,
    }
    return Answer(line.number, refusal=BY_OUTCOME[line.outcome](**{**known, **more}))


def minutes_to_wait() -> int:
    """How long who typed too many wrong codes waits."""
    return rules.WRONG_CODES_WITHIN.seconds // 60


def wrong_codes(user_id: int, wrong_since: datetime) -> int:
    """How many wrong codes this person gave since then; from `rules.WRONG_CODES_MOST` on, more are not looked at."""
    wrong = RedemptionAttempt.objects.filter(user_id=user_id, outcome=PassUnknown.code, recorded_at__gt=wrong_since)
    return wrong.count()


def attempt(asked: Asked, outcome: str, venue_id: int | None, **what: object) -> RedemptionAttempt:
    """The line of a pass refused, of the current scheme; `what` is its `number` or the hash of a code that is none."""
    return RedemptionAttempt(
        request=asked.request,
        venue_id=venue_id,
        user_id=asked.user_id,
        service_on=asked.service_on,
        outcome=outcome,
        **what,
    )


def hash_of_code(code: str) -> bytes:
    """What is kept of a code that is none: enough to see that it came twice, and nothing to find it by."""
    return hmac.digest(settings.SECRET_KEY.encode(), code.encode(), sha256)


def keep(attempts: Iterable[RedemptionAttempt]) -> None:
    """Add these attempts to those of the current scheme, each once a request."""
    scheme_id = current_scheme_id()
    lines = list(attempts)
    for line in lines:
        line.scheme_id = scheme_id
    RedemptionAttempt.objects.bulk_create(lines, ignore_conflicts=True, batch_size=5000)
