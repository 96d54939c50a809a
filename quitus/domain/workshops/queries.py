"""Sessions and bookings, as read by the rooms and doors above."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, Window
from django.db.models.functions import Coalesce, NullIf, RowNumber

from quitus.domain.grants import queries as grants
from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.grants.rules import Terms
from quitus.domain.venues import states as qualification
from quitus.domain.venues.models import QualificationStep
from quitus.domain.vouchers.rules import Restrictions
from quitus.domain.workshops import rules, states
from quitus.domain.workshops.models import Booking, Session
from quitus.kernel import clock
from quitus.kernel.calendar import PARIS
from quitus.kernel.geography import Point, km_between
from quitus.kernel.ranges import NumberRange

_PLACE = Coalesce(NullIf("commune", Value("")), F("venue__commune"))


@dataclass(frozen=True)
class Near:
    """A session, and how many kilometres away it is as the crow flies; None where nobody knows."""

    session: Session
    km: float | None


@dataclass(frozen=True)
class Planned:
    """What is planned, or was held, in a commune: how many sessions, their seats, those taken, those left empty by who
    did not come. `linked_count` sessions are booked in the venue's own agenda: nobody here counts their seats.
    """

    commune: str
    session_count: int
    linked_count: int
    seat_count: int
    taken_count: int
    no_show_count: int

    @property
    def fill_per_mille(self) -> int | None:
        """Which part of the seats is taken; None without seats."""
        return self.taken_count * 1000 // self.seat_count if self.seat_count else None


def name_days(scheme_id: int) -> int:
    """For how many days after a session the first name of who booked is kept."""
    try:
        return grants.terms_at(scheme_id, clock.today()).booking_name_days
    except ConventionNotSigned:
        return Terms.booking_name_days


def sessions() -> QuerySet[Session]:
    """Those of the current scheme with venue, structure and service, in the order in which they are held."""
    return Session.objects.select_related("venue__organisation", "service").order_by("held_on", "starts_time", "pk")


def session(session_id: int) -> Session:
    """One session; raises `Session.DoesNotExist`."""
    return sessions().get(pk=session_id)


def sessions_of_venues(venue_ids: Iterable[int], *, past: bool = False) -> QuerySet[Session]:
    """The sessions of some venues, those to come (today's included) or those held, the nearest day first.

    Each with `no_show_count` and `call_count`, how many bookings of a session of the next days left a telephone.
    """
    today = clock.today()
    found = sessions().filter(venue_id__in=list(venue_ids))
    found = found.filter(held_on__lt=today) if past else found.filter(held_on__gte=today)
    soon = Q(held_on__lte=today + rules.CALL_BEFORE, held_on__gte=today)
    to_call = ~Q(bookings__contact__phone="") & Q(bookings__contact__isnull=False)
    found = found.annotate(
        no_show_count=Count("bookings", filter=Q(bookings__state=states.NO_SHOW)),
        call_count=Count("bookings", filter=soon & to_call & ~Q(bookings__ended_by=rules.HOLDER)),
    )
    return found.order_by("-held_on", "-starts_time", "-pk") if past else found


def open_sessions(until: date | None = None) -> QuerySet[Session]:
    """The published sessions that have not begun, at structures qualified on their day: those anybody may be told of.

    Up to a day included, when given.
    """
    now = clock.now().astimezone(PARIS)
    found = sessions().filter(
        Q(held_on__gt=now.date()) | Q(held_on=now.date(), starts_time__gt=now.time()), state=states.PUBLISHED
    )
    if until is not None:
        found = found.filter(held_on__lte=until)
    return _where_qualified(found)


def free_sessions(until: date | None = None) -> QuerySet[Session]:
    """The open sessions with a seat left, or booked in the venue's own agenda."""
    return open_sessions(until).filter(Q(seat_count__isnull=True) | Q(taken_count__lt=F("seat_count")))


def next_sessions(venue_ids: Iterable[int], most: int = 3) -> dict[int, list[Session]]:
    """The next free sessions of each of these venues, at most so many, by venue: one query, for a public directory."""
    turn = Window(RowNumber(), partition_by="venue_id", order_by=["held_on", "starts_time", "pk"])
    rows = free_sessions().filter(venue_id__in=list(venue_ids)).annotate(turn=turn).filter(turn__lte=most)
    found: dict[int, list[Session]] = {}
    for one in rows:
        found.setdefault(one.venue_id, []).append(one)
    return found


def sessions_for(good_for: Restrictions, usable_until: date) -> QuerySet[Session]:
    """The free sessions at which a pass of these restrictions is good, until its last usable day."""
    found = free_sessions(usable_until)
    if good_for.services:
        found = found.filter(service__code__in=good_for.services)
    if good_for.territory:
        begins = Q()
        for beginning in good_for.territory:
            begins |= Q(venue__postcode__startswith=beginning)
        found = found.filter(begins)
    return found


def nearest(found: Iterable[Session], point: Point | None) -> list[Near]:
    """Sessions with their distance from a point, in their order of days when there is no point, else by distance; what
    is nowhere on the map comes last.
    """
    told = [
        Near(one, round(km_between(point, one.point), 1) if point is not None and one.point is not None else None)
        for one in found
    ]
    if point is None:
        return told
    return sorted(told, key=lambda near: (near.km is None, near.km or 0))


def bookings_of(session_id: int) -> QuerySet[Booking]:
    """The bookings of a session with what people left, oldest first, those given back included."""
    return Booking.objects.filter(session_id=session_id).select_related("contact")


def booking(booking_id: int) -> Booking:
    """One booking with its session; raises `Booking.DoesNotExist`."""
    return Booking.objects.select_related("session__venue__organisation", "session__service", "contact").get(
        pk=booking_id
    )


def bookings_of_numbers(ranges: Sequence[NumberRange]) -> QuerySet[Booking]:
    """The bookings of these pass with their session, by day, those given back left out."""
    of_these = Q(pk__in=[])
    for one in ranges:
        of_these |= Q(number__range=(one.first, one.last))
    held = Booking.objects.filter(of_these, state__in=states.HOLDS_A_SEAT)
    return held.select_related("session__venue", "session__service").order_by(
        "session__held_on", "session__starts_time", "pk"
    )


def numbers_booked(numbers: Sequence[int]) -> set[int]:
    """Of these pass, those with an appointment to come."""
    held = Booking.objects.filter(number__in=numbers, state=states.BOOKED, session__held_on__gte=clock.today())
    return set(held.values_list("number", flat=True))


def to_remind(today: date) -> QuerySet[Booking]:
    """The bookings whose person left an address and is to be reminded now: the session is within two days."""
    return (
        _with_address()
        .filter(
            state=states.BOOKED,
            reminded_on__isnull=True,
            session__held_on__gte=today,
            session__held_on__lte=today + rules.REMIND_BEFORE,
        )
        .exclude(session__state=states.CANCELLED)
    )


def to_tell_cancelled(today: date) -> QuerySet[Booking]:
    """The bookings that ended with their session, whose person left an address and does not know yet."""
    return _with_address().filter(
        state=states.CANCELLED,
        session__state=states.CANCELLED,
        told_cancelled_on__isnull=True,
        session__held_on__gte=today,
    )


def _with_address() -> QuerySet[Booking]:
    return (
        Booking.objects.filter(contact__isnull=False)
        .exclude(contact__email="")
        .select_related("contact", "session__venue", "session__service")
        .order_by("pk")
    )


def planned_by_commune(since: date, until: date) -> list[Planned]:
    """What is published in each commune from a day to another, both included, in alphabetical order: two queries."""
    within = Session.objects.filter(state=states.PUBLISHED, held_on__range=(since, until))
    rows = (
        within.annotate(where=_PLACE)
        .values("where")
        .order_by()
        .annotate(
            sessions=Count("pk"),
            linked=Count("pk", filter=Q(seat_count__isnull=True)),
            seats=Coalesce(Sum("seat_count"), 0),
            taken=Coalesce(Sum("taken_count"), 0),
        )
    )
    absent = dict(
        Booking.objects.filter(session__in=within, state=states.NO_SHOW)
        .annotate(where=Coalesce(NullIf("session__commune", Value("")), F("session__venue__commune")))
        .order_by()
        .values_list("where")
        .annotate(Count("pk"))
    )
    return [
        Planned(row["where"], row["sessions"], row["linked"], row["seats"], row["taken"], absent.get(row["where"], 0))
        for row in sorted(rows, key=lambda row: row["where"])
    ]


def rounds(since: date, days: int) -> QuerySet[Session]:
    """The published sessions held away from their venue, at structures qualified on their day, from a day on for so
    many days: what travelling venues bring to communes.
    """
    until = since + timedelta(days=days - 1)
    away = sessions().filter(state=states.PUBLISHED, held_on__range=(since, until)).exclude(commune="")
    return _where_qualified(away)


def _where_qualified(found: QuerySet[Session]) -> QuerySet[Session]:
    steps = QualificationStep.objects.filter(
        qualification__organisation=OuterRef("venue__organisation"),
        qualification__scheme=OuterRef("scheme"),
        effective_on__lte=OuterRef("held_on"),
    ).order_by("-effective_on", "-pk")
    return found.annotate(file_state=Subquery(steps.values("state")[:1])).filter(file_state=qualification.QUALIFIED)
