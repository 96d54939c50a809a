"""Taking pass: those of one service, typed or scanned on a page; and lines of many services, sent by a machine."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from quitus.domain.redemption import policies, rules
from quitus.domain.redemption.errors import (
    DurationUnlikely,
    NoPassGiven,
    PassTypedTwice,
    PassUnknown,
    ServiceDateInTheFuture,
    TooManyAtOnce,
    TooManyWrongCodes,
)
from quitus.domain.redemption.operations import answers as told
from quitus.domain.redemption.operations.answers import Answer
from quitus.domain.redemption.operations.statement import Asked, Judged, run
from quitus.domain.venues.models import Venue
from quitus.domain.vouchers import codes as voucher_codes
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.calendar import PARIS
from quitus.kernel.codes import NotACode
from quitus.kernel.operation import operation
from quitus.kernel.refusals import Refusal
from quitus.kernel.tenancy import current_scheme_id

LINES_AT_ONCE = 10_000


class Line(NamedTuple):
    """One pass as a machine sends it, with what it says of its service: by its `number`, or by its `code`.

    `user_id` is the person who took it when that is not who sends it; `taken_at` the instant told by the device
    `terminal_id` that took it without network, `access_id` the token that speaks for the person. Lines of one
    `request` are pass of one service.
    """

    request: UUID
    venue_id: int
    service_code: str
    service_on: date
    number: int | None = None
    code: str = ""
    people_count: int | None = None
    minutes: int | None = None
    theme: str = ""
    door: str = rules.SOFTWARE
    user_id: int | None = None
    terminal_id: int | None = None
    taken_at: datetime | None = None
    access_id: int | None = None


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
    people_count: int | None = None,
    minutes: int | None = None,
    theme: str = "",
    door: str = rules.PAGE,
) -> list[Answer]:
    """Takes pass, given by `numbers` or by the `codes` typed or scanned, for one service already given.

    One answer per pass, in the order given; a pass refused does not disturb its neighbours: each
    carries its own refusal (`errors.BY_OUTCOME`), which is kept as an attempt. `request` is made by
    the caller: sent again, the same pass gives the same answer and nothing more happens. The service was for
    `people_count` people (as many as the pass pay for, when not told), lasted `minutes`, and was about `theme`.
    Refuses as a whole with `NotYourRole`, `NoPassGiven`, `TooManyAtOnce` (more than 200), `DurationUnlikely`.
    """
    given: list[tuple[int | None, str]] = [(number, "") for number in numbers] or [(None, code) for code in codes]
    if len(given) > rules.MOST_AT_ONCE:
        raise TooManyAtOnce(most=rules.MOST_AT_ONCE)
    whole = Line(
        request=request,
        venue_id=venue_id,
        service_code=service_code,
        service_on=service_on,
        people_count=people_count,
        minutes=minutes,
        theme=theme,
        door=door,
    )
    return redeem_lines(by=by, lines=[whole._replace(number=number, code=code) for number, code in given])


@operation
def redeem_lines(*, by: Actor, lines: Sequence[Line]) -> list[Answer]:
    """Takes the pass of many lines at once, of any venues, services and days: one answer a line, in their order.

    As `redeem`, of which each line is a request or a part of one; the number of statements does not grow with the
    lines, save for a pass that stands in several. Refuses as a whole with `NotYourRole`, `NoPassGiven`,
    `TooManyAtOnce` (more than 10,000), `DurationUnlikely`.
    """
    refuse_unless(policies.may_redeem(by.role))
    if not lines:
        raise NoPassGiven()
    if len(lines) > LINES_AT_ONCE:
        raise TooManyAtOnce(most=LINES_AT_ONCE)
    for minutes in {line.minutes for line in lines} - {None}:
        refuse_unlikely(minutes or 0)
    assert by.user_id is not None  # pass are taken by persons
    today = clock.today()
    asked = _unless_guessing([ask(line, by.user_id, read(line), today) for line in lines], lines)
    found: list[Answer | None] = [None] * len(lines)
    left = [rank for rank, one in enumerate(asked) if one.number != NO_NUMBER]
    while left:
        left = _answer_each_once(asked, left, found)
    # Last: the statement counts what was kept before, and a code before too many wrong ones is taken.
    _answer_unread(asked, lines, found)
    return [answer for answer in found if answer is not None]


NO_NUMBER = -1
"""Of a code that is none: it is asked for like a number, and never reaches the statement."""

GUESSING = TooManyWrongCodes.code


def read(line: Line) -> int:
    """The number of a line, or `NO_NUMBER` when its code is none of this scheme."""
    if line.number is not None:
        return line.number
    try:
        return voucher_codes.number_of_code(line.code)
    except NotACode:
        return NO_NUMBER


def refuse_unlikely(minutes: int) -> None:
    """Refuse with `DurationUnlikely` what no service lasts."""
    if not rules.MINUTES_LEAST <= minutes <= rules.MINUTES_MOST:
        raise DurationUnlikely(least=rules.MINUTES_LEAST, most=rules.MINUTES_MOST)


def ask(line: Line, user_id: int, number: int, today: date) -> Asked:
    """What is asked of the statement for one line, recorded today unless a device took it earlier."""
    return Asked(
        number=number,
        request=line.request,
        venue_id=line.venue_id,
        service_code=line.service_code,
        service_on=line.service_on,
        entered_on=line.taken_at.astimezone(PARIS).date() if line.taken_at else today,
        user_id=line.user_id or user_id,
        people_count=line.people_count,
        minutes=line.minutes,
        theme=line.theme.strip()[: rules.THEME_LONGEST],
        door=line.door,
        terminal_id=line.terminal_id,
        taken_at=line.taken_at,
        refused=ServiceDateInTheFuture.code if line.service_on > today else None,
        access_id=line.access_id,
    )


def _answer_each_once(asked: Sequence[Asked], left: Sequence[int], found: list[Answer | None]) -> list[int]:
    """Judge the first line of each pass still to be answered; those that come after it wait for the next round.

    The same pass twice in one request is told so, and counted once.
    """
    now: dict[int, int] = {}
    later = []
    for rank in left:
        first = now.setdefault(asked[rank].number, rank)
        if first == rank:
            continue
        if asked[first].request == asked[rank].request:
            found[rank] = Answer(asked[rank].number, refusal=PassTypedTwice())
        else:
            later.append(rank)
    by_number = {number: asked[rank] for number, rank in now.items()}
    answers = told.answers_of(by_number, _judged(list(by_number.values())))
    for number, rank in now.items():
        found[rank] = answers[number]
    return later


def _judged(asked: Sequence[Asked]) -> dict[int, Judged]:
    return run(asked, scheme_id=current_scheme_id(), today=clock.today(), wrong_since=wrong_since())


def _unless_guessing(asked: Sequence[Asked], lines: Sequence[Line]) -> list[Asked]:
    """The same, but for the codes that come after too many wrong ones of their person, here or before: right or wrong,
    they are not looked at.
    """
    guessing = {one.user_id for one in asked if one.number == NO_NUMBER}
    if not guessing:
        return list(asked)
    wrong = {user_id: told.wrong_codes(user_id, wrong_since()) for user_id in guessing}
    judged = []
    for one, line in zip(asked, lines, strict=True):
        typed = bool(line.code) and one.user_id in wrong
        if typed and wrong[one.user_id] >= rules.WRONG_CODES_MOST:
            judged.append(one._replace(refused=GUESSING))
            continue
        if one.number == NO_NUMBER:
            wrong[one.user_id] += 1
        judged.append(one)
    return judged


def wrong_since() -> datetime:
    """The instant from which wrong codes count."""
    return clock.now() - rules.WRONG_CODES_WITHIN


def _answer_unread(asked: Sequence[Asked], lines: Sequence[Line], found: list[Answer | None]) -> None:
    """Codes that are none: the same answer as for a pass unknown, until there are too many from one person."""
    unread = [rank for rank, one in enumerate(asked) if one.number == NO_NUMBER]
    refused: dict[int, Refusal] = {
        rank: TooManyWrongCodes(minutes=told.minutes_to_wait()) if asked[rank].refused == GUESSING else PassUnknown()
        for rank in unread
    }
    for rank, refusal in refused.items():
        found[rank] = Answer(None, refusal=refusal)
    if unread:
        venues = _known_venues(asked[rank].venue_id for rank in unread)
        told.keep(
            told.attempt(
                asked[rank],
                refused[rank].code,
                venues.get(asked[rank].venue_id),
                code_given_hash=told.hash_of_code(lines[rank].code),
            )
            for rank in unread
        )


def _known_venues(venue_ids: Iterable[int]) -> dict[int, int]:
    """Those of these venues that this scheme has, each under itself."""
    found = Venue.objects.filter(pk__in=set(venue_ids)).values_list("pk", flat=True)
    return {venue_id: venue_id for venue_id in found}
