"""Redemptions as read by the rooms and doors above."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncMonth

from quitus.domain.redemption import rules
from quitus.domain.redemption.models import Redemption, RedemptionReversal
from quitus.kernel.money import Cents


@dataclass(frozen=True)
class Correction:
    """A taking undone after the ten free minutes, with what the venue said."""

    reversal: RedemptionReversal
    redemption: Redemption


def redemptions(
    scheme_id: int,
    *,
    organisation_id: int | None = None,
    venue_id: int | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> QuerySet[Redemption]:
    """Every redemption, undone ones included (`undone_on` tells), latest recorded first, with venue and service."""
    undone = RedemptionReversal.objects.filter(number=OuterRef("number"), turn=OuterRef("turn"))
    found = _of(Redemption.objects.filter(scheme_id=scheme_id), organisation_id, venue_id, from_on, to_on)
    return (
        found.annotate(undone_on=Subquery(undone.values("occurred_on")))
        .select_related("venue", "service", "user")
        .order_by("-recorded_at", "-number")
    )


def standing(scheme_id: int, *, until: date | None = None) -> QuerySet[Redemption]:
    """The redemptions that stand (not undone) now, for services up to and including `until`."""
    undone = RedemptionReversal.objects.filter(number=OuterRef("number"), turn=OuterRef("turn"))
    found = Redemption.objects.filter(scheme_id=scheme_id)
    if until is not None:
        found = found.filter(service_on__lte=until)
    return found.filter(~Exists(undone))


def redemption(number: int, turn: int) -> Redemption | None:
    """One redemption with venue and service, and `undone_on`."""
    undone = RedemptionReversal.objects.filter(number=OuterRef("number"), turn=OuterRef("turn"))
    return (
        Redemption.objects.filter(number=number, turn=turn)
        .annotate(undone_on=Subquery(undone.values("occurred_on")))
        .select_related("venue", "service", "order")
        .first()
    )


def just_taken(user_id: int, *, since: datetime) -> list[Redemption]:
    """What a person took since an instant and did not undo, latest first, with service and order."""
    undone = RedemptionReversal.objects.filter(number=OuterRef("number"), turn=OuterRef("turn"))
    return list(
        Redemption.objects.filter(~Exists(undone), user_id=user_id, recorded_at__gte=since)
        .select_related("service", "order")
        .order_by("-recorded_at", "-number")
    )


def count_and_worth(lines: QuerySet[Redemption]) -> tuple[int, Cents]:
    """How many of these redemptions stand, and their face value in cents."""
    undone = RedemptionReversal.objects.filter(number=OuterRef("number"), turn=OuterRef("turn"))
    sums = lines.filter(~Exists(undone)).aggregate(count=Count("number"), worth=Sum("order__face_value_cents"))
    return sums["count"], Cents(sums["worth"] or 0)


def counts_by_month(scheme_id: int, organisation_id: int, *, since: date) -> dict[date, int]:
    """How many redemptions of a structure stand, by month of service (its first day)."""
    found = standing(scheme_id).filter(organisation_id=organisation_id, service_on__gte=since)
    rows = found.annotate(month=TruncMonth("service_on")).values("month").annotate(count=Count("number")).order_by()
    return {row["month"]: row["count"] for row in rows}


def lives(number: int) -> list[Redemption]:
    """Every time a pass was taken, with venue, service and `undone_on`, in order of turns."""
    undone = RedemptionReversal.objects.filter(number=OuterRef("number"), turn=OuterRef("turn"))
    return list(
        Redemption.objects.filter(number=number)
        .annotate(undone_on=Subquery(undone.values("occurred_on")))
        .select_related("venue", "service")
        .order_by("turn")
    )


def corrections(scheme_id: int) -> list[Correction]:
    """What venues undid after the ten free minutes, latest first, with the redemption: two queries."""
    late = list(
        RedemptionReversal.objects.filter(scheme_id=scheme_id)
        .exclude(reason_code=rules.AT_ONCE)
        .select_related("user")
        .order_by("-recorded_at")[:200]
    )
    lines = {
        (line.number, line.turn): line
        for line in Redemption.objects.filter(number__in={reversal.number for reversal in late})
        .select_related("venue", "service", "organisation")
        .order_by("number", "turn")
    }
    return [Correction(reversal, lines[reversal.number, reversal.turn]) for reversal in late]


def _of(
    found: QuerySet[Redemption],
    organisation_id: int | None,
    venue_id: int | None,
    from_on: date | None,
    to_on: date | None,
) -> QuerySet[Redemption]:
    wanted = Q()
    if organisation_id is not None:
        wanted &= Q(organisation_id=organisation_id)
    if venue_id is not None:
        wanted &= Q(venue_id=venue_id)
    if from_on is not None:
        wanted &= Q(service_on__gte=from_on)
    if to_on is not None:
        wanted &= Q(service_on__lte=to_on)
    return found.filter(wanted)
