"""The redemption statement: locks, judges, marks and records any number of pass in one go, whoever sent them.

It writes the table of vouchers and that of redemptions at once, the one declared exception to « each
room writes its own tables » (docs/adr: *the redemption statement writes two rooms*).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connections

from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.redemption import rules
from quitus.domain.redemption.errors import BY_OUTCOME
from quitus.domain.redemption.operations.covered import NOT_COVERED
from quitus.domain.venues import states as qualification
from quitus.domain.vouchers import states as voucher

TAKEN = "taken"
AGAIN = "again"


class Asked(NamedTuple):
    """One pass, and what its request says of the service.

    `entered_on` is the day on which somebody at the venue recorded it: today, or that of `taken_at` where a device took
    it without network. `refused` is an outcome known beforehand. `minutes` is the duration of the service, if told.
    `access_id` is the token that speaks for the person: the pass is refused once it is ended or over.
    """

    number: int
    request: UUID
    venue_id: int
    service_code: str
    service_on: date
    entered_on: date
    user_id: int
    people_count: int | None = None
    minutes: int | None = None
    theme: str = ""
    door: str = rules.PAGE
    terminal_id: int | None = None
    taken_at: datetime | None = None
    refused: str | None = None
    access_id: int | None = None


class Judged(NamedTuple):
    """What the statement says of one pass. `venue_id` is None when this scheme has no such venue; `late_entry_days`
    when there is no such pass.
    """

    number: int
    outcome: str
    turn: int | None
    recorded_at: datetime | None
    usable_until: date | None
    late_entry_days: int | None
    per_person: int | None
    venue_id: int | None
    organisation_id: int | None
    service_id: int | None


# The first condition that holds names the outcome. What `held` reads is fresh: a row it waited for is
# read again once locked. Everything else is as old as the statement. Hence `spent` must not look at
# `pass.mark` again: it would first see the old mark, and leave out a pass undone while it waited; and
# who asked looks again, in a new statement, at pass found already used.
SQL = """
WITH asked AS MATERIALIZED (
    SELECT * FROM unnest(
        %(numbers)s::bigint[], %(requests)s::uuid[], %(ranks)s::integer[], %(people_counts)s::smallint[],
        %(minutess)s::smallint[], %(themes)s::text[], %(taken_ats)s::timestamptz[], %(refuseds)s::text[]
    ) AS asked(number, request, rank, people_count, minutes, theme, taken_at, refused)
), facts AS MATERIALIZED (
    SELECT * FROM unnest(
        %(venue_ids)s::bigint[], %(service_codes)s::text[], %(service_ons)s::date[], %(entered_ons)s::date[],
        %(user_ids)s::bigint[], %(doors)s::text[], %(terminal_ids)s::bigint[], %(access_ids)s::bigint[]
    ) WITH ORDINALITY AS facts(venue_id, service_code, service_on, entered_on, user_id, door, terminal_id, access_id,
        rank)
), place AS MATERIALIZED (
    SELECT facts.*, venue.organisation_id, venue.postcode, facts.service_code AS code, service.id AS service_id,
        EXISTS (
            SELECT FROM venues_staff staff
            JOIN organisations_membership member ON member.user_id = staff.user_id
                AND member.scheme_id = venue.scheme_id AND member.organisation_id = venue.organisation_id
                AND member.role = %(mediator)s
                AND member.starts_on <= %(today)s AND (member.ends_on IS NULL OR member.ends_on >= %(today)s)
            WHERE staff.venue_id = venue.id AND staff.user_id = facts.user_id
                AND staff.starts_on <= facts.entered_on
                AND (staff.ends_on IS NULL OR staff.ends_on >= facts.entered_on)
        ) AS works_here,
        facts.access_id IS NULL OR EXISTS (
            SELECT FROM access_access token
            JOIN users_user person ON person.id = token.user_id AND person.is_active
            WHERE token.id = facts.access_id AND token.user_id = facts.user_id
                AND token.organisation_id = venue.organisation_id AND 'redeem' = ANY (token.scopes)
                AND (token.venue_ids = '{}' OR venue.id = ANY (token.venue_ids))
                AND token.ended_at IS NULL AND token.starts_at <= quitus_now() AND token.expires_at > quitus_now()
        ) AS is_open,
        coalesce((
            SELECT step.state = %(qualified)s
            FROM venues_qualification file
            JOIN venues_qualificationstep step ON step.qualification_id = file.id
            WHERE file.scheme_id = venue.scheme_id AND file.organisation_id = venue.organisation_id
                AND step.effective_on <= facts.service_on
            ORDER BY step.effective_on DESC, step.id DESC LIMIT 1
        ), false) AS qualified,
        EXISTS (
            SELECT FROM venues_serviceoffer offer
            WHERE offer.venue_id = venue.id AND offer.service_id = service.id
        ) AS offered,
        (
            SELECT count(*) >= %(wrong_codes_most)s
            FROM redemption_redemptionattempt attempt
            WHERE attempt.user_id = facts.user_id AND attempt.outcome = %(pass_unknown)s
                AND attempt.recorded_at > %(wrong_since)s
        ) AS guesses
    FROM facts
    JOIN venues_venue venue ON venue.id = facts.venue_id AND venue.scheme_id = %(scheme_id)s
    LEFT JOIN grants_service service ON service.code = facts.service_code
), held AS MATERIALIZED (
    SELECT number, order_id, mark, turn
    FROM vouchers_voucher
    WHERE number = ANY (%(numbers)s::bigint[]) AND scheme_id = %(scheme_id)s
    ORDER BY number FOR NO KEY UPDATE
), judged AS MATERIALIZED (
    SELECT asked.*, place.service_on, place.door, place.terminal_id, place.user_id,
        earlier.turn, earlier.recorded_at, orders.id AS order_id,
        orders.usable_until, orders.late_entry_days, orders.pass_per_person,
        place.venue_id AS known_venue_id, place.organisation_id, place.service_id,
        CASE
            WHEN earlier.venue_id = place.venue_id AND earlier.service_id = place.service_id
                AND earlier.service_on = place.service_on THEN %(again)s
            WHEN earlier.number IS NOT NULL THEN %(same_request_other_facts)s
            WHEN asked.refused IS NOT NULL THEN asked.refused
            WHEN place.works_here IS NOT TRUE OR NOT place.is_open THEN %(not_at_this_venue)s
            WHEN NOT place.qualified THEN %(venue_not_qualified)s
            WHEN NOT place.offered THEN %(service_not_offered)s
            WHEN place.guesses THEN %(too_many_wrong_codes)s
            WHEN held.number IS NULL THEN %(pass_unknown)s
            WHEN held.mark = %(redeemed)s THEN %(pass_already_used)s
            WHEN held.mark = %(blocked)s THEN %(pass_blocked)s
            WHEN held.mark = %(cancelled)s THEN %(pass_cancelled)s
            WHEN orders.activated_on IS NULL OR orders.activated_on > place.service_on THEN %(pass_inactive)s
            WHEN orders.closed_on IS NOT NULL OR orders.figures_fixed_on IS NOT NULL
                OR orders.usable_until < place.service_on THEN %(pass_expired)s
            __NOT_COVERED__
            WHEN place.service_on < place.entered_on - orders.late_entry_days THEN %(service_date_too_old)s
            WHEN asked.people_count::integer * orders.pass_per_person
                < count(*) OVER (PARTITION BY asked.request, held.order_id) THEN %(too_many_pass_for_people)s
            ELSE %(taken)s
        END AS outcome
    FROM asked
    LEFT JOIN place ON place.rank = asked.rank
    LEFT JOIN held ON held.number = asked.number
    LEFT JOIN vouchers_order orders ON orders.id = held.order_id
    LEFT JOIN redemption_redemption earlier
        ON earlier.request = asked.request AND earlier.number = asked.number
), spent AS (
    UPDATE vouchers_voucher pass
    SET mark = %(redeemed)s, turn = pass.turn + 1, marked_on = judged.service_on
    FROM judged
    WHERE pass.number = judged.number AND judged.outcome = %(taken)s
    RETURNING pass.number, pass.turn
), lines AS (
    INSERT INTO redemption_redemption (
        number, turn, scheme_id, order_id, venue_id, organisation_id, service_id,
        service_on, people_count, minutes, theme, door, terminal_id, taken_at, request, user_id
    )
    SELECT spent.number, spent.turn, %(scheme_id)s, judged.order_id, judged.known_venue_id, judged.organisation_id,
        judged.service_id, judged.service_on,
        coalesce(
            judged.people_count,
            ceil(count(*) OVER (PARTITION BY judged.request)::numeric / judged.pass_per_person)::smallint
        ),
        judged.minutes, coalesce(judged.theme, ''), judged.door, judged.terminal_id, judged.taken_at,
        judged.request, judged.user_id
    FROM spent JOIN judged ON judged.number = spent.number
    RETURNING number, turn, recorded_at
)
SELECT judged.number, judged.outcome, coalesce(lines.turn, judged.turn),
    coalesce(lines.recorded_at, judged.recorded_at), judged.usable_until, judged.late_entry_days,
    judged.pass_per_person, judged.known_venue_id, judged.organisation_id, judged.service_id
FROM judged LEFT JOIN lines ON lines.number = judged.number
""".replace("__NOT_COVERED__", NOT_COVERED.strip())

_OWN = ("number", "request", "people_count", "minutes", "theme", "taken_at", "refused")
_SHARED = ("venue_id", "service_code", "service_on", "entered_on", "user_id", "door", "terminal_id", "access_id")
_shared_of = attrgetter(*_SHARED)
_WORDS: dict[str, str | int] = {
    **{outcome: outcome for outcome in BY_OUTCOME},
    "taken": TAKEN,
    "again": AGAIN,
    "mediator": MEDIATOR,
    "qualified": qualification.QUALIFIED,
    "redeemed": voucher.REDEEMED,
    "blocked": voucher.BLOCKED,
    "cancelled": voucher.CANCELLED,
    "wrong_codes_most": rules.WRONG_CODES_MOST,
}


def facts(asked: Sequence[Asked], scheme_id: int, today: date, wrong_since: datetime) -> dict[str, Any]:
    """What the statement is given. A number stands at most once in `asked`: one statement judges a pass once.

    What is the same for many pass is given once: each has the rank of it. `wrong_since` is the instant from which the
    wrong codes of a person count.
    """
    ordered = sorted(asked, key=lambda one: one.number)
    assert all(one.number < other.number for one, other in pairwise(ordered)), "one judgement"
    ranks: dict[tuple[Any, ...], int] = {}
    given = {f"{name}s": _column(map(attrgetter(name), ordered)) for name in _OWN}
    given["ranks"] = [ranks.setdefault(_shared_of(one), len(ranks) + 1) for one in ordered]
    shared = {f"{name}s": list(column) for name, column in zip(_SHARED, zip(*ranks, strict=True), strict=True)}
    return {**_WORDS, **given, **shared, "scheme_id": scheme_id, "today": today, "wrong_since": wrong_since}


def _column(values: Iterable[Any]) -> list[Any]:
    """The values of a column, or none at all where nobody tells any: the database makes up what is missing."""
    column = list(values)
    return column if any(value not in (None, "") for value in column) else []


def judgements(rows: Sequence[tuple[object, ...]]) -> dict[int, Judged]:
    """What the statement answered, by number."""
    judged = [Judged._make(row) for row in rows]
    assert all(line.turn is not None for line in judged if line.outcome == TAKEN), "a pass taken has its line"
    return {line.number: line for line in judged}


def run(
    asked: Sequence[Asked], *, scheme_id: int, today: date, wrong_since: datetime, using: str = "default"
) -> dict[int, Judged]:
    """Takes every pass asked for that may be taken; says of each what came of it."""
    with connections[using].cursor() as cursor:
        cursor.execute(SQL, facts(asked, scheme_id, today, wrong_since))
        return judgements(cursor.fetchall())
