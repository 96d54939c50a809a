"""What a régie answered for on a day, in pass and in cash, and who takes it over from whom."""

from datetime import date, timedelta
from itertools import accumulate

from django.db.models import Case, F, Max, Q, QuerySet, Sum, When

from quitus.domain.distribution import catalogue, regie
from quitus.domain.distribution.models import Appointment, CashLine, Movement
from quitus.domain.distribution.queries.under import under_imprest
from quitus.kernel.money import Cents

MOVED = F("last") - F("first") + 1
SIGNED = Case(*(When(kind=kind, then=sign * F("amount_cents")) for kind, sign in regie.CASH_SIGNS.items()))


def predecessor(appointment: Appointment) -> Appointment | None:
    """The imprest holder from whom another takes over; None for the first one and for anybody else."""
    if appointment.kind != catalogue.HOLDER:
        return None
    before = Appointment.objects.filter(
        imprest_id=appointment.imprest_id,
        kind=catalogue.HOLDER,
        assent_on__isnull=False,
        starts_on__lt=appointment.starts_on,
    )
    return before.select_related("user").order_by("-starts_on").first()


def owes_handover(appointment: Appointment) -> bool:
    """Whether an imprest holder has yet to take over what the régie held the day before he came.

    Nobody takes over what is empty; once `handed_over_on` is recorded nothing is owed.
    """
    if appointment.handed_over_on is not None or predecessor(appointment) is None:
        return False
    if count_held(appointment.imprest_id, before=appointment.starts_on) > 0:
        return True
    return cash_on(appointment.imprest_id, appointment.starts_on - timedelta(days=1)) > 0


def count_held(imprest_id: int, *, before: date) -> int:
    """How many pass a régie answered for at the end of the day before, safe and points, from the lines alone."""
    lines = Movement.objects.filter(occurred_on__lt=before).order_by()
    taken = lines.filter(under_imprest(imprest_id, "to_holder__"))
    given = lines.filter(under_imprest(imprest_id, "from_holder__"))
    return int(taken.aggregate(count=Sum(MOVED, default=0))["count"]) - int(
        given.aggregate(count=Sum(MOVED, default=0))["count"]
    )


def last_moved_on(imprest_id: int) -> date | None:
    """The day of the last movement of pass under a régie; None when none ever moved."""
    lines = Movement.objects.filter(
        under_imprest(imprest_id, "to_holder__") | under_imprest(imprest_id, "from_holder__")
    )
    last: date | None = lines.order_by().aggregate(last=Max("occurred_on"))["last"]
    return last


def last_moved_on_at(holder_id: int) -> date | None:
    """The day of the last movement from or to a holder; None when none ever moved."""
    lines = Movement.objects.filter(Q(to_holder_id=holder_id) | Q(from_holder_id=holder_id)).order_by()
    last: date | None = lines.aggregate(last=Max("occurred_on"))["last"]
    return last


def cash_lines(imprest_id: int, *, until: date | None = None) -> QuerySet[CashLine]:
    """What came to the cash of a régie and left it, by day, until a day included."""
    found = CashLine.objects.filter(imprest_id=imprest_id)
    return found if until is None else found.filter(occurred_on__lte=until)


def cash_on(imprest_id: int, on: date | None = None) -> Cents:
    """The cash that a régie holds at the end of a day, or after all its lines; from the lines alone."""
    total = cash_lines(imprest_id, until=on).order_by().aggregate(cents=Sum(SIGNED, default=0))["cents"]
    return Cents(int(total))


def cash_from(imprest_id: int, on: date) -> list[Cents]:
    """The cash that a régie holds at the end of a day, then of each later day on which some came or left.

    The least of them is what a payment dated that day may take, the most what an advance dated that day adds to.
    """
    later = cash_lines(imprest_id).filter(occurred_on__gt=on).order_by("occurred_on").values("occurred_on")
    changes = later.annotate(cents=Sum(SIGNED)).values_list("cents", flat=True)
    return [Cents(held) for held in accumulate(changes, initial=cash_on(imprest_id, on))]
