"""Taking pass."""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from quitus.domain.redemption import policies, rules
from quitus.domain.redemption.errors import (
    BY_OUTCOME,
    NoPassGiven,
    PassAlreadyUsed,
    PassTypedTwice,
    PassUnknown,
    SameRequestOtherFacts,
    ServiceDateInTheFuture,
    TooManyAtOnce,
    TooManyWrongCodes,
)
from quitus.domain.redemption.models import Redemption, RedemptionAttempt
from quitus.domain.redemption.operations.statement import AGAIN, TAKEN, Facts, Judged, run
from quitus.domain.vouchers import codes as voucher_codes
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.codes import NotACode
from quitus.kernel.operation import operation
from quitus.kernel.refusals import Refusal
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_

HERE = N_("par votre structure")
ELSEWHERE = N_("par une autre structure")


@dataclass(frozen=True)
class Answer:
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


@operation
def redeem(
    *,
    by: Actor,
    venue_id: int,
    service_code: str,
    service_on: date,
    request: UUID,
    numbers: Sequence[int] = (),
    codes: Sequence[str] = (),
    people_count: int = 1,
) -> list[Answer]:
    """Takes pass, given by `numbers` or by the human `codes` typed, for one service already given.

    One answer per pass, in the order given; a pass refused does not disturb its neighbours: each
    carries its own refusal (`errors.BY_OUTCOME`), which is kept as an attempt. `request` is made by
    the caller: sent again, the same pass gives the same answer and nothing more happens. Works for
    `people_count` people at one service.
    Refuses as a whole with `NotYourRole`, `NoPassGiven`, `TooManyAtOnce` (more than 200).
    """
    refuse_unless(policies.may_redeem(by.role))
    given = list(numbers) if numbers else [_read(code) for code in codes]
    if not given:
        raise NoPassGiven()
    if len(given) > rules.MOST_AT_ONCE:
        raise TooManyAtOnce(most=rules.MOST_AT_ONCE)
    facts = _facts(by, venue_id, service_code, service_on, request, people_count)
    judged = run(facts, list({number for number in given if number is not None}))
    uses = _uses(judged)
    judged = _look_again(judged, uses, facts)
    answers = {number: _answer(line, facts, by, uses) for number, line in judged.items()}
    unread = [code for code, number in zip(codes, given, strict=bool(codes)) if number is None]
    no_pass = _refused_unread(unread, facts)
    _keep_attempts(facts, judged.values(), unread, no_pass)
    return list(_in_order(given, answers, no_pass))


def _read(code: str) -> int | None:
    try:
        return voucher_codes.number_of_code(code)
    except NotACode:
        return None


def _facts(by: Actor, venue_id: int, service_code: str, service_on: date, request: UUID, people_count: int) -> Facts:
    assert by.user_id is not None
    today = clock.today()
    return Facts(
        scheme_id=current_scheme_id(),
        user_id=by.user_id,
        venue_id=venue_id,
        service_code=service_code,
        service_on=service_on,
        today=today,
        people_count=people_count,
        request=request,
        refused=ServiceDateInTheFuture.code if service_on > today else None,
        wrong_since=clock.now() - rules.WRONG_CODES_WITHIN,
    )


def _uses(judged: dict[int, Judged]) -> dict[int, list[Redemption]]:
    """The lines of the pass found already used, by number in order of turns, as they stand now."""
    used = [line.number for line in judged.values() if line.outcome == PassAlreadyUsed.code]
    found: dict[int, list[Redemption]] = {number: [] for number in used}
    if used:
        for line in Redemption.objects.filter(number__in=used).order_by("number", "turn"):
            found[line.number].append(line)
    return found


def _look_again(judged: dict[int, Judged], uses: dict[int, list[Redemption]], facts: Facts) -> dict[int, Judged]:
    """A pass found already used may have been taken by this very request, while the statement waited
    for it: that line is seen now, and the answer is the one given then.
    """
    seen = dict(judged)
    for line in (line for lines in uses.values() for line in lines if line.request == facts.request):
        told = judged[line.number]
        same = (line.venue_id, line.service_id, line.service_on) == (
            facts.venue_id,
            told.service_id,
            facts.service_on,
        )
        outcome = AGAIN if same else SameRequestOtherFacts.code
        seen[line.number] = replace(told, outcome=outcome, turn=line.turn, recorded_at=line.recorded_at)
    return seen


def _answer(line: Judged, facts: Facts, by: Actor, uses: dict[int, list[Redemption]]) -> Answer:
    if line.outcome in (TAKEN, AGAIN):
        return Answer(line.number, line.turn, line.recorded_at)
    more: dict[str, object] = {}
    if line.outcome == PassAlreadyUsed.code:
        last = uses[line.number][-1]
        more["service_on"] = last.service_on
        more["where"] = HERE if last.organisation_id == by.organisation_id else ELSEWHERE
    known = {
        "service_on": facts.service_on,
        "usable_until": line.usable_until,
        "days": line.late_entry_days,
        "earliest_on": rules.earliest_service(facts.today, line.late_entry_days or 0),
        "minutes": rules.WRONG_CODES_WITHIN.seconds // 60,
    }
    return Answer(line.number, refusal=BY_OUTCOME[line.outcome](**{**known, **more}))


def _refused_unread(unread: Sequence[str], facts: Facts) -> Refusal:
    """The answer to codes that are none: the same as for a pass unknown, until there are too many."""
    if unread:
        wrong = RedemptionAttempt.objects.filter(
            user_id=facts.user_id, outcome=PassUnknown.code, recorded_at__gt=facts.wrong_since
        )
        if wrong.count() >= rules.WRONG_CODES_MOST:
            return TooManyWrongCodes(minutes=rules.WRONG_CODES_WITHIN.seconds // 60)
    return PassUnknown()


def _keep_attempts(facts: Facts, judged: Iterable[Judged], unread: Sequence[str], no_pass: Refusal) -> None:
    """One line per pass refused, once a request; a code that is none leaves only its keyed hash."""
    known_venue: int | None = None
    attempts = []
    for line in judged:
        known_venue = line.venue_id
        if line.outcome not in (TAKEN, AGAIN):
            attempts.append(_attempt(facts, line.outcome, line.venue_id, number=line.number))
    for code in dict.fromkeys(unread):
        digest = hmac.digest(settings.SECRET_KEY.encode(), code.encode(), sha256)
        attempts.append(_attempt(facts, no_pass.code, known_venue, code_given_hash=digest))
    if attempts:
        RedemptionAttempt.objects.bulk_create(attempts, ignore_conflicts=True)


def _attempt(facts: Facts, outcome: str, venue_id: int | None, **what: object) -> RedemptionAttempt:
    return RedemptionAttempt(
        scheme_id=facts.scheme_id,
        request=facts.request,
        venue_id=venue_id,
        user_id=facts.user_id,
        service_on=facts.service_on,
        outcome=outcome,
        **what,
    )


def _in_order(given: Sequence[int | None], answers: dict[int, Answer], no_pass: Refusal) -> Iterable[Answer]:
    told: set[int] = set()
    for number in given:
        if number is None:
            yield Answer(None, refusal=no_pass)
        elif number in told:
            yield Answer(number, refusal=PassTypedTwice())
        else:
            told.add(number)
            yield answers[number]
