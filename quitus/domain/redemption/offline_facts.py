"""What the server finds against the lines of a device that the gate refused: which fact, since when. Reads only."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from quitus.domain.audit import queries as audit
from quitus.domain.redemption import conflict_rules, errors
from quitus.domain.redemption.models import Redemption
from quitus.domain.redemption.operations.answers import Answer
from quitus.domain.terminals.rules import Signed
from quitus.domain.venues.models import QualificationStep, Staff
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules as voucher_rules
from quitus.domain.vouchers.models import Order
from quitus.kernel.calendar import PARIS
from quitus.kernel.refusals import Refusal

_BY_OUTCOME = {
    errors.PassUnknown.code: conflict_rules.UNKNOWN,
    errors.TooManyWrongCodes.code: conflict_rules.UNKNOWN,
    errors.PassInactive.code: conflict_rules.INACTIVE,
    errors.PassExpired.code: conflict_rules.EXPIRED,
    errors.ServiceNotCovered.code: conflict_rules.NOT_COVERED,
    errors.VenueOutsideTerritory.code: conflict_rules.OUTSIDE_TERRITORY,
    errors.NotAtThisVenue.code: conflict_rules.NOT_STAFF,
    errors.VenueNotQualified.code: conflict_rules.SUSPENDED,
    errors.ServiceNotOffered.code: conflict_rules.NOT_OFFERED,
    errors.OrderEntrustedToAnother.code: conflict_rules.ENTRUSTED,
    errors.ServiceDateInTheFuture.code: conflict_rules.NOT_BELIEVED,
    errors.ServiceDateTooOld.code: conflict_rules.TOO_OLD,
    errors.TooManyPassForPeople.code: conflict_rules.TOO_MANY_FOR_PEOPLE,
    errors.SameRequestOtherFacts.code: conflict_rules.OTHER_FACTS,
    errors.PassTypedTwice.code: conflict_rules.USED_HERE,
}

# The change of mark that explains each pass: the last that withheld it.
_WITHHELD = """
SELECT DISTINCT ON (asked.number) asked.number, change.recorded_at
FROM unnest(%(numbers)s::bigint[]) AS asked(number)
JOIN vouchers_voucher pass ON pass.number = asked.number
JOIN vouchers_markchange change ON change.order_id = pass.order_id
    AND asked.number BETWEEN change.first AND change.last
    AND change.verb = CASE pass.mark WHEN 'cancelled' THEN 'cancel_range' ELSE 'block_range' END
ORDER BY asked.number, change.id DESC
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: a row of the table of conflicts, since when (None: always), and the use recorded first."""

    kind: str
    fact_at: datetime | None = None
    other: Redemption | None = None


def found_against(
    lines: Sequence[tuple[Signed, Answer]], organisation_id: int, orders: Mapping[int, Order]
) -> list[Found]:
    """What was found against each of these refused lines, in their order; `orders` are those of their pass by series.

    Five statements at most, whatever the lines.
    """
    numbers = {answer.number for _, answer in lines if answer.number is not None}
    uses = _uses({answer.number or 0 for _, answer in lines if _is(answer, errors.PassAlreadyUsed)})
    withheld = _withheld(numbers if any(_is_withheld(answer) for _, answer in lines) else set())
    suspended = _suspended(organisation_id) if any(_is(a, errors.VenueNotQualified) for _, a in lines) else []
    moved = _moved(organisation_id) if any(_is(a, errors.VenueOutsideTerritory) for _, a in lines) else None
    left = _left({line.user_id for line, answer in lines if _is(answer, errors.NotAtThisVenue)})
    return [
        _found(line, answer, organisation_id, _Known(orders, uses, withheld, suspended, left, moved))
        for line, answer in lines
    ]


@dataclass(frozen=True)
class _Known:
    orders: Mapping[int, Order]
    uses: Mapping[int, Redemption]
    withheld: Mapping[int, datetime]
    suspended: Sequence[QualificationStep]
    left: Mapping[tuple[int, int], date]
    moved: datetime | None


def _found(line: Signed, answer: Answer, organisation_id: int, known: _Known) -> Found:
    assert answer.refusal is not None
    code, number = answer.refusal.code, answer.number or 0
    order = known.orders.get(voucher_rules.series_of(number))
    if order is None or voucher_rules.rank_of(number) > order.quantity:
        return Found(conflict_rules.UNKNOWN)
    if code == errors.PassAlreadyUsed.code:
        other = known.uses[number]
        own = other.organisation_id == organisation_id
        return Found(conflict_rules.USED_HERE if own else conflict_rules.USED_ELSEWHERE, other.recorded_at, other)
    if _is_withheld(answer):
        return _against_mark(line, code, known.withheld.get(number))
    if code == errors.PassExpired.code:
        return _against_end(line, order)
    kind = _BY_OUTCOME[code]
    if code == errors.VenueNotQualified.code:
        return Found(kind, _suspension(known.suspended, line.service_on))
    if code == errors.VenueOutsideTerritory.code:
        return Found(kind, known.moved)
    if code == errors.NotAtThisVenue.code:
        last = known.left.get((line.user_id, line.venue_id))
        return Found(kind, _day_after(last) if last else None)
    return Found(kind)


def _against_mark(line: Signed, code: str, since: datetime | None) -> Found:
    cancelled = code == errors.PassCancelled.code
    if since is not None and line.taken_at is not None and line.taken_at < since:
        return Found(conflict_rules.CANCELLED_AFTER if cancelled else conflict_rules.BLOCKED_AFTER, since)
    return Found(conflict_rules.CANCELLED_BEFORE if cancelled else conflict_rules.BLOCKED_BEFORE, since)


def _against_end(line: Signed, order: Order) -> Found:
    """An order whose last day the service respects was ended meanwhile: that day is over when the fact is known."""
    if line.service_on is None or line.service_on > order.usable_until:
        return Found(conflict_rules.EXPIRED)
    ended_on = min(day for day in (order.figures_fixed_on, order.closed_on, date.max) if day)
    return Found(conflict_rules.ENDED, _day_after(ended_on))


def _is(answer: Answer, refusal: type[Refusal]) -> bool:
    return answer.refusal is not None and answer.refusal.code == refusal.code


def _is_withheld(answer: Answer) -> bool:
    return _is(answer, errors.PassBlocked) or _is(answer, errors.PassCancelled)


def _uses(numbers: Collection[int]) -> dict[int, Redemption]:
    """The use that stands of each of these pass: its last turn."""
    found = Redemption.objects.filter(number__in=numbers).order_by("number", "turn") if numbers else []
    return {use.number: use for use in found}


def _withheld(numbers: Collection[int]) -> dict[int, datetime]:
    if not numbers:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_WITHHELD, {"numbers": sorted(numbers)})
        return dict(cursor.fetchall())


def _suspended(organisation_id: int) -> list[QualificationStep]:
    steps = QualificationStep.objects.filter(qualification__organisation_id=organisation_id)
    return list(steps.order_by("effective_on", "pk"))


def _suspension(steps: Sequence[QualificationStep], day: date | None) -> datetime | None:
    """When the step in force on that day was recorded; None before the first."""
    in_force = [step for step in steps if day is not None and step.effective_on <= day]
    return in_force[-1].recorded_at if in_force else None


def _moved(organisation_id: int) -> datetime | None:
    """When an address of the structure was last corrected; None when none ever was."""
    return next(
        (entry.at for entry in audit.latest_of("structure", [organisation_id], ["correct_venue"], limit=1)), None
    )


def _left(user_ids: Collection[int]) -> dict[tuple[int, int], date]:
    """The last day of each person at each venue that he has left."""
    found = Staff.objects.filter(user_id__in=user_ids, ends_on__isnull=False).order_by("ends_on") if user_ids else []
    return {(one.user_id, one.venue_id): one.ends_on for one in found if one.ends_on}


def _day_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), PARIS)


def orders_of(numbers: Collection[int]) -> dict[int, Order]:
    """The orders of these pass, by series: one query."""
    return vouchers.orders_by_series({voucher_rules.series_of(number) for number in numbers})
