"""The redemption statement: locks, judges, marks and records any number of pass in one go.

It writes the table of vouchers and that of redemptions at once, the one declared exception to « each
room writes its own tables » (docs/adr: *the redemption statement writes two rooms*).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connections

from quitus.domain.redemption import rules
from quitus.domain.redemption.errors import (
    NotAtThisVenue,
    PassAlreadyUsed,
    PassBlocked,
    PassCancelled,
    PassExpired,
    PassInactive,
    PassUnknown,
    SameRequestOtherFacts,
    ServiceDateTooOld,
    ServiceNotOffered,
    TooManyWrongCodes,
    VenueNotQualified,
)
from quitus.domain.redemption.operations.covered import NOT_COVERED, WORDS
from quitus.domain.venues import states as qualification
from quitus.domain.vouchers import states as voucher

TAKEN = "taken"
AGAIN = "again"


@dataclass(frozen=True)
class Facts:
    """What every pass of one request has in common. `refused` is an outcome already known from the
    day of the service; `wrong_since` the instant from which wrong codes of this person count.
    """

    scheme_id: int
    user_id: int
    venue_id: int
    service_code: str
    service_on: date
    today: date
    people_count: int
    request: UUID
    refused: str | None
    wrong_since: datetime


@dataclass(frozen=True)
class Judged:
    """What the statement says of one pass. `venue_id` is None when this scheme has no such venue; `late_entry_days`
    when there is no such pass.
    """

    number: int
    outcome: str
    turn: int | None
    recorded_at: datetime | None
    usable_until: date | None
    late_entry_days: int | None
    venue_id: int | None
    service_id: int | None


# The first condition that holds names the outcome. What `held` reads is fresh: a row it waited for is
# read again once locked. Everything else is as old as the statement. Hence `spent` must not look at
# `pass.mark` again: it would first see the old mark, and leave out a pass undone while it waited; and
# `redeem` looks again, in a new statement, at pass found already used.
SQL = """
WITH asked AS MATERIALIZED (
    SELECT unnest(%(numbers)s::bigint[]) AS number
), place AS MATERIALIZED (
    SELECT venue.id AS venue_id, venue.organisation_id, venue.postcode, service.code, service.id AS service_id,
        EXISTS (
            SELECT FROM venues_staff staff
            WHERE staff.venue_id = venue.id AND staff.user_id = %(user_id)s
                AND staff.starts_on <= %(today)s AND (staff.ends_on IS NULL OR staff.ends_on >= %(today)s)
        ) AS works_here,
        coalesce((
            SELECT step.state = %(qualified)s
            FROM venues_qualification file
            JOIN venues_qualificationstep step ON step.qualification_id = file.id
            WHERE file.scheme_id = venue.scheme_id AND file.organisation_id = venue.organisation_id
                AND step.effective_on <= %(service_on)s
            ORDER BY step.effective_on DESC, step.id DESC LIMIT 1
        ), false) AS qualified,
        EXISTS (
            SELECT FROM venues_serviceoffer offer
            WHERE offer.venue_id = venue.id AND offer.service_id = service.id
        ) AS offered
    FROM venues_venue venue
    LEFT JOIN grants_service service ON service.code = %(service_code)s
    WHERE venue.id = %(venue_id)s AND venue.scheme_id = %(scheme_id)s
), held AS MATERIALIZED (
    SELECT number, order_id, mark, turn
    FROM vouchers_voucher
    WHERE number = ANY (%(numbers)s::bigint[]) AND scheme_id = %(scheme_id)s
    ORDER BY number FOR NO KEY UPDATE
), judged AS MATERIALIZED (
    SELECT asked.number, earlier.turn, earlier.recorded_at,
        orders.usable_until, orders.late_entry_days, place.venue_id, place.service_id,
        CASE
            WHEN earlier.venue_id = place.venue_id AND earlier.service_id = place.service_id
                AND earlier.service_on = %(service_on)s THEN %(again)s
            WHEN earlier.number IS NOT NULL THEN %(same_request_other_facts)s
            WHEN %(refused)s::text IS NOT NULL THEN %(refused)s
            WHEN place.works_here IS NOT TRUE THEN %(not_at_this_venue)s
            WHEN NOT place.qualified THEN %(venue_not_qualified)s
            WHEN NOT place.offered THEN %(service_not_offered)s
            WHEN (
                SELECT count(*) >= %(wrong_codes_most)s
                FROM redemption_redemptionattempt attempt
                WHERE attempt.user_id = %(user_id)s AND attempt.outcome = %(pass_unknown)s
                    AND attempt.recorded_at > %(wrong_since)s
            ) THEN %(too_many_wrong_codes)s
            WHEN held.number IS NULL THEN %(pass_unknown)s
            WHEN held.mark = %(redeemed)s THEN %(pass_already_used)s
            WHEN held.mark = %(blocked)s THEN %(pass_blocked)s
            WHEN held.mark = %(cancelled)s THEN %(pass_cancelled)s
            WHEN orders.activated_on IS NULL OR orders.activated_on > %(service_on)s THEN %(pass_inactive)s
            WHEN orders.closed_on IS NOT NULL OR orders.figures_fixed_on IS NOT NULL
                OR orders.usable_until < %(service_on)s THEN %(pass_expired)s
            __NOT_COVERED__
            WHEN %(service_on)s < %(today)s - orders.late_entry_days THEN %(service_date_too_old)s
            ELSE %(taken)s
        END AS outcome
    FROM asked
    LEFT JOIN place ON true
    LEFT JOIN held ON held.number = asked.number
    LEFT JOIN vouchers_order orders ON orders.id = held.order_id
    LEFT JOIN redemption_redemption earlier
        ON earlier.request = %(request)s AND earlier.number = asked.number
), spent AS (
    UPDATE vouchers_voucher pass
    SET mark = %(redeemed)s, turn = pass.turn + 1, marked_on = %(service_on)s
    FROM judged
    WHERE pass.number = judged.number AND judged.outcome = %(taken)s
    RETURNING pass.number, pass.turn, pass.order_id
), lines AS (
    INSERT INTO redemption_redemption (
        number, turn, scheme_id, order_id, venue_id, organisation_id, service_id,
        service_on, people_count, request, user_id
    )
    SELECT spent.number, spent.turn, %(scheme_id)s, spent.order_id, place.venue_id, place.organisation_id,
        place.service_id, %(service_on)s, %(people_count)s, %(request)s, %(user_id)s
    FROM spent CROSS JOIN place
    RETURNING number, turn, recorded_at
)
SELECT judged.number, judged.outcome, coalesce(lines.turn, judged.turn),
    coalesce(lines.recorded_at, judged.recorded_at), judged.usable_until, judged.late_entry_days,
    judged.venue_id, judged.service_id
FROM judged LEFT JOIN lines ON lines.number = judged.number
ORDER BY judged.number
""".replace("__NOT_COVERED__", NOT_COVERED.strip())

_WORDS: dict[str, str | int] = {
    "taken": TAKEN,
    "again": AGAIN,
    "qualified": qualification.QUALIFIED,
    "redeemed": voucher.REDEEMED,
    "blocked": voucher.BLOCKED,
    "cancelled": voucher.CANCELLED,
    "wrong_codes_most": rules.WRONG_CODES_MOST,
    **WORDS,
    **{
        refusal.code: refusal.code
        for refusal in (
            NotAtThisVenue,
            PassAlreadyUsed,
            PassBlocked,
            PassCancelled,
            PassExpired,
            PassInactive,
            PassUnknown,
            SameRequestOtherFacts,
            ServiceDateTooOld,
            ServiceNotOffered,
            TooManyWrongCodes,
            VenueNotQualified,
        )
    },
}


def run(facts: Facts, numbers: Sequence[int], using: str = "default") -> dict[int, Judged]:
    """Takes every pass of `numbers` (distinct) that may be taken; says of each what came of it."""
    with connections[using].cursor() as cursor:
        cursor.execute(SQL, {**_WORDS, **vars(facts), "numbers": sorted(numbers)})
        judged = [Judged(*row) for row in cursor.fetchall()]
    assert all(line.turn is not None for line in judged if line.outcome == TAKEN), "a pass taken has its line"
    return {line.number: line for line in judged}
