"""Referrals, beneficiaries and hand-outs: never a name."""

from datetime import date

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from quitus.domain.distribution import states
from quitus.domain.distribution.models import Beneficiary, Handout, HandoutReversal, Referral
from quitus.domain.distribution.queries.regie import points_of
from quitus.domain.organisations.roles import PRESCRIBER
from quitus.domain.vouchers import queries as vouchers
from quitus.kernel.actors import Actor
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange, without

GIVEN = F("last") - F("first") + 1
BACK = Coalesce(
    Subquery(
        HandoutReversal.objects.filter(handout=OuterRef("pk"))
        .order_by()
        .values("handout")
        .annotate(count=Sum(GIVEN))
        .values("count"),
        output_field=BigIntegerField(),
    ),
    Value(0, BigIntegerField()),
)


def referrals(
    *, state: str = "", point_ids: list[int] | None = None, prescriber_id: int | None = None
) -> QuerySet[Referral]:
    """Referrals, oldest first, with point, prescriber, person and publics."""
    found = Referral.objects.select_related("point", "prescriber", "beneficiary").prefetch_related(
        "beneficiary__publics"
    )
    if state:
        found = found.filter(state=state)
    if point_ids is not None:
        found = found.filter(point_id__in=point_ids)
    if prescriber_id is not None:
        found = found.filter(prescriber_id=prescriber_id)
    return found


def referrals_open(point_ids: list[int]) -> QuerySet[Referral]:
    """The referrals that wait at these points, oldest first."""
    return referrals(state=states.OPEN, point_ids=point_ids)


def waiting_by_point() -> dict[int, int]:
    """How many referrals wait at each point where any does."""
    waiting = Referral.objects.filter(state=states.OPEN).order_by()
    return dict(waiting.values_list("point_id").annotate(count=Count("pk")))


def referral(referral_id: int) -> Referral:
    """One referral with all that it names; raises `Referral.DoesNotExist`."""
    return referrals().get(pk=referral_id)


def referral_numbered(number: str) -> Referral | None:
    """The referral that bears a number, as it is copied from its paper; None when none does."""
    return referrals().filter(number=number.strip().upper()).first()


def beneficiary(beneficiary_id: int) -> Beneficiary:
    """A beneficiary without a name, with publics; raises `Beneficiary.DoesNotExist`."""
    return Beneficiary.objects.prefetch_related("publics").get(pk=beneficiary_id)


def is_concerned(by: Actor, referral: Referral) -> bool:
    """Whether somebody meets the person of a referral: he wrote it, or he is appointed at its point today."""
    if by.role == PRESCRIBER:
        return referral.prescriber_id == by.user_id
    return any(point.pk == referral.point_id for point in points_of(by.user_id, today()))


def handouts(
    *,
    point_ids: list[int] | None = None,
    since: date | None = None,
    until: date | None = None,
    beneficiary_id: int | None = None,
) -> QuerySet[Handout]:
    """Hand-outs, latest first, with point, agent, slip, referral and person (never the name).

    Each has the `count` of pass that stay given, those `back` taken out.
    """
    found = Handout.objects.select_related("point", "agent", "slip", "referral", "beneficiary")
    found = found.annotate(back=BACK).annotate(count=ExpressionWrapper(GIVEN - F("back"), BigIntegerField()))
    if point_ids is not None:
        found = found.filter(point_id__in=point_ids)
    if since is not None:
        found = found.filter(occurred_on__gte=since)
    if until is not None:
        found = found.filter(occurred_on__lte=until)
    if beneficiary_id is not None:
        found = found.filter(beneficiary_id=beneficiary_id)
    return found


def by_slip(found: QuerySet[Handout]) -> QuerySet[Handout]:
    """Of each slip only its first hand-out, with those of all its ranges in `slip.handouts`, as `handouts` has them."""
    earlier = Handout.objects.filter(slip=OuterRef("slip"), pk__lt=OuterRef("pk"))
    ranges = Prefetch("slip__handouts", queryset=handouts().order_by("order_id", "first"))
    return found.filter(~Exists(earlier)).prefetch_related(ranges)


def handed_out_count(*, until: date | None = None, point_ids: list[int] | None = None) -> int:
    """How many pass have been handed out and not come back, until a day included."""
    given, back = Handout.objects.order_by(), HandoutReversal.objects.order_by()
    if point_ids is not None:
        given, back = given.filter(point_id__in=point_ids), back.filter(handout__point_id__in=point_ids)
    if until is not None:
        given, back = given.filter(occurred_on__lte=until), back.filter(occurred_on__lte=until)
    return int(_sum(given) - _sum(back))


def _sum(found: QuerySet[Handout] | QuerySet[HandoutReversal]) -> int:
    return int(found.aggregate(total=Sum(GIVEN, default=0))["total"])


def handout(handout_id: int) -> Handout:
    """One hand-out as `handouts` gives it; raises `Handout.DoesNotExist`."""
    return handouts().get(pk=handout_id)


def still_given(slip_id: int) -> list[NumberRange]:
    """The pass that a slip of hand-out gave, in all its ranges, and that have not come back; merged, in order."""
    given = [one.range for one in Handout.objects.filter(slip_id=slip_id)]
    return without(given, *(back.range for back in HandoutReversal.objects.filter(handout__slip_id=slip_id)))


def served_by_commune() -> dict[str, int]:
    """How many people were handed pass, by their commune as it was typed: one query."""
    rows = Handout.objects.order_by().values_list("beneficiary__commune")
    return dict(rows.annotate(count=Count("beneficiary", distinct=True)))


def handout_of(number: int) -> Handout | None:
    """The hand-out by which a person has one pass; None when it is in stock, or back in it."""
    back = HandoutReversal.objects.filter(handout=OuterRef("pk"), first__lte=number, last__gte=number)
    given = Handout.objects.select_related("point", "agent", "slip", "referral").filter(
        ~Exists(back),
        order_id__in=vouchers.order_ids_of(NumberRange(number, number)),
        first__lte=number,
        last__gte=number,
    )
    return given.order_by("-turn").first()


def turns_of(numbers: NumberRange) -> int:
    """How many times one of these pass at least has been handed out, hand-outs undone included."""
    found = Handout.objects.filter(
        order_id__in=vouchers.order_ids_of(numbers), first__lte=numbers.last, last__gte=numbers.first
    )
    return int(found.order_by().aggregate(turns=Max("turn", default=0))["turns"])
