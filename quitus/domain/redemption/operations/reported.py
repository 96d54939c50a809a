"""Uses that an operator outside reports: the venues recorded them in its own software, and its file tells us.

The same gate as for a venue here (one conditional update of the pass, then its line), for many pass, venues, services
and days in one statement. Three conditions differ. Nobody here works at the venue: the operator answers for it, and the
line names the person who imported it. It answers for its own orders alone: what it still reports of one that was
handed to another is refused. And what must be within the delay of late entry is the day on which the venue recorded the
service with the operator, not the day on which its file reaches us. It writes two rooms, as the redemption statement
does (docs/adr: *the redemption statement writes two rooms*).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from quitus.domain.redemption import policies
from quitus.domain.redemption.errors import (
    OrderEntrustedToAnother,
    PassAlreadyUsed,
    PassBlocked,
    PassCancelled,
    PassExpired,
    PassInactive,
    PassUnknown,
    SameRequestOtherFacts,
    ServiceDateTooOld,
    ServiceNotOffered,
    VenueNotQualified,
)
from quitus.domain.redemption.models import RedemptionAttempt
from quitus.domain.redemption.operations.covered import NOT_COVERED, WORDS
from quitus.domain.redemption.operations.statement import AGAIN, TAKEN
from quitus.domain.venues import states as qualification
from quitus.domain.vouchers import states as voucher
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id


@dataclass(frozen=True, slots=True)
class Reported:
    """One use as reported by an operator: `entered_on` is the day on which the venue recorded it there."""

    request: UUID
    number: int
    venue_id: int
    service_id: int
    service_on: date
    entered_on: date
    operator_id: int


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one use reported: `TAKEN`, `AGAIN` (recorded before, alike), or the code of a refusal."""

    outcome: str
    turn: int | None = None
    usable_until: date | None = None
    late_entry_days: int | None = None
    used_on: date | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the use stands, recorded now or before."""
        return self.outcome in (TAKEN, AGAIN)


# As in the redemption statement, the first condition that holds names the outcome, what `held` reads is fresh, and
# `spent` does not look at the mark again. The day of a use already recorded is told for the reader of the rejects.
_JUDGED = """
WITH asked AS MATERIALIZED (
    SELECT * FROM unnest(
        %(requests)s::uuid[], %(numbers)s::bigint[], %(venues)s::bigint[], %(services)s::bigint[],
        %(days)s::date[], %(entered)s::date[], %(operators)s::bigint[]
    ) AS asked(request, number, venue_id, service_id, service_on, entered_on, operator_id)
), place AS MATERIALIZED (
    SELECT facts.venue_id, facts.service_id, facts.service_on, venue.organisation_id, venue.postcode, service.code,
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
            WHERE offer.venue_id = venue.id AND offer.service_id = facts.service_id
        ) AS offered
    FROM (SELECT DISTINCT venue_id, service_id, service_on FROM asked) AS facts
    JOIN venues_venue venue ON venue.id = facts.venue_id AND venue.scheme_id = %(scheme_id)s
    JOIN grants_service service ON service.id = facts.service_id
), held AS MATERIALIZED (
    SELECT number, order_id, mark, turn, marked_on
    FROM vouchers_voucher
    WHERE number = ANY (%(numbers)s::bigint[]) AND scheme_id = %(scheme_id)s
    ORDER BY number __LOCK__
), judged AS MATERIALIZED (
    SELECT asked.request, asked.number, asked.venue_id, asked.service_id, asked.service_on,
        place.organisation_id, earlier.turn, orders.usable_until, orders.late_entry_days,
        CASE WHEN held.mark = %(redeemed)s THEN held.marked_on END AS used_on,
        CASE
            WHEN earlier.venue_id = asked.venue_id AND earlier.service_id = asked.service_id
                AND earlier.service_on = asked.service_on THEN %(again)s
            WHEN earlier.number IS NOT NULL THEN %(same_request_other_facts)s
            WHEN place.qualified IS NOT TRUE THEN %(venue_not_qualified)s
            WHEN NOT place.offered THEN %(service_not_offered)s
            WHEN held.number IS NULL THEN %(pass_unknown)s
            WHEN held.mark = %(redeemed)s THEN %(pass_already_used)s
            WHEN held.mark = %(blocked)s THEN %(pass_blocked)s
            WHEN held.mark = %(cancelled)s THEN %(pass_cancelled)s
            WHEN contract.operator_id <> asked.operator_id THEN %(order_entrusted_to_another)s
            WHEN orders.activated_on IS NULL OR orders.activated_on > asked.service_on THEN %(pass_inactive)s
            WHEN orders.closed_on IS NOT NULL OR orders.figures_fixed_on IS NOT NULL
                OR orders.usable_until < asked.service_on THEN %(pass_expired)s
            __NOT_COVERED__
            WHEN asked.service_on < asked.entered_on - orders.late_entry_days THEN %(service_date_too_old)s
            ELSE %(taken)s
        END AS outcome
    FROM asked
    LEFT JOIN place ON place.venue_id = asked.venue_id AND place.service_id = asked.service_id
        AND place.service_on = asked.service_on
    LEFT JOIN held ON held.number = asked.number
    LEFT JOIN vouchers_order orders ON orders.id = held.order_id
    LEFT JOIN vouchers_operatorcontract contract ON contract.id = orders.operator_contract_id
    LEFT JOIN redemption_redemption earlier ON earlier.request = asked.request AND earlier.number = asked.number
)
""".replace("__NOT_COVERED__", NOT_COVERED.strip())

_LOOK = (
    _JUDGED.replace("__LOCK__", "")
    + """
SELECT number, outcome, turn, usable_until, late_entry_days, used_on FROM judged
"""
)

_WRITTEN = """
, spent AS (
    UPDATE vouchers_voucher pass
    SET mark = %(redeemed)s, turn = pass.turn + 1, marked_on = judged.service_on
    FROM judged
    WHERE pass.number = judged.number AND judged.outcome = %(taken)s
    RETURNING pass.number, pass.turn, pass.order_id
), lines AS (
    INSERT INTO redemption_redemption (
        number, turn, scheme_id, order_id, venue_id, organisation_id, service_id,
        service_on, people_count, request, user_id
    )
    SELECT spent.number, spent.turn, %(scheme_id)s, spent.order_id, judged.venue_id, judged.organisation_id,
        judged.service_id, judged.service_on, 1, judged.request, %(user_id)s
    FROM spent JOIN judged ON judged.number = spent.number
    RETURNING number, turn
)
SELECT judged.number, judged.outcome, coalesce(lines.turn, judged.turn), judged.usable_until, judged.late_entry_days,
    judged.used_on
FROM judged LEFT JOIN lines ON lines.number = judged.number
"""

_TAKE = _JUDGED.replace("__LOCK__", "FOR NO KEY UPDATE") + _WRITTEN

_WORDS = {
    **WORDS,
    "taken": TAKEN,
    "again": AGAIN,
    "qualified": qualification.QUALIFIED,
    "redeemed": voucher.REDEEMED,
    "blocked": voucher.BLOCKED,
    "cancelled": voucher.CANCELLED,
    **{
        refusal.code: refusal.code
        for refusal in (
            OrderEntrustedToAnother,
            PassAlreadyUsed,
            PassBlocked,
            PassCancelled,
            PassExpired,
            PassInactive,
            PassUnknown,
            SameRequestOtherFacts,
            ServiceDateTooOld,
            ServiceNotOffered,
            VenueNotQualified,
        )
    },
}


def look_at_reported(uses: Sequence[Reported]) -> dict[int, Told]:
    """What would come of these uses now, by number (each at most once among them); nothing is written."""
    return _run(_LOOK, uses, None)


@operation
def take_reported(*, by: Actor, uses: Sequence[Reported]) -> dict[int, Told]:
    """Records the uses that an operator reports, by number (each at most once among them). What is refused does not
    disturb the others, and is kept as an attempt; the same request gives the same answer.

    The lines are those of the person who imports: nobody else here saw them. Refuses with `NotYourRole`.
    """
    refuse_unless(policies.may_report_uses(by.role))
    assert by.user_id is not None
    told = _run(_TAKE, uses, by.user_id)
    refused = [use for use in uses if not told[use.number].is_taken]
    if refused:
        _keep(refused, told, by.user_id)
    return told


def _run(sql: str, uses: Sequence[Reported], user_id: int | None) -> dict[int, Told]:
    assert len({use.number for use in uses}) == len(uses), "one statement judges a pass once"
    ordered = sorted(uses, key=lambda use: use.number)
    facts = {
        **_WORDS,
        "scheme_id": current_scheme_id(),
        "user_id": user_id,
        "requests": [use.request for use in ordered],
        "numbers": [use.number for use in ordered],
        "venues": [use.venue_id for use in ordered],
        "services": [use.service_id for use in ordered],
        "days": [use.service_on for use in ordered],
        "entered": [use.entered_on for use in ordered],
        "operators": [use.operator_id for use in ordered],
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return {number: Told(*rest) for number, *rest in cursor.fetchall()}


def _keep(refused: Sequence[Reported], told: dict[int, Told], user_id: int) -> None:
    scheme_id = current_scheme_id()
    RedemptionAttempt.objects.bulk_create(
        (
            RedemptionAttempt(
                scheme_id=scheme_id,
                request=use.request,
                number=use.number,
                venue_id=use.venue_id,
                user_id=user_id,
                service_on=use.service_on,
                outcome=told[use.number].outcome,
            )
            for use in refused
        ),
        ignore_conflicts=True,
        batch_size=5000,
    )
