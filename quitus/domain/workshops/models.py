"""Sessions, the seats booked in them, and apart from these what a person agreed to leave of himself."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from quitus.domain.workshops import rules, states
from quitus.kernel.clock import QuitusNow

SCHEME = "organisations.Scheme"


class Session(models.Model):
    """A workshop or an appointment that a venue publishes, on one day, in Paris time.

    Where it is held away from the venue (`commune` says so), the address is its own. It has seats (`seat_count`) or the
    address of the venue's own agenda (`booking_url`). `taken_count` repeats how many bookings hold a seat, so that the
    database itself keeps the last one from being given twice.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    venue = models.ForeignKey("venues.Venue", on_delete=models.PROTECT, related_name="sessions")
    service = models.ForeignKey("grants.Service", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    held_on = models.DateField()
    starts_time = models.TimeField()
    ends_time = models.TimeField()
    series = models.UUIDField(null=True, help_text="shared by the sessions published as one repeated session")
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=5, blank=True)
    commune = models.CharField(max_length=100, blank=True, help_text="empty: held at the venue itself")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    seat_count = models.PositiveSmallIntegerField(null=True)
    taken_count = models.PositiveSmallIntegerField(default=0)
    booking_url = models.URLField(max_length=300, blank=True)
    languages = models.CharField(max_length=120, blank=True)
    accessibility = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, default=states.PUBLISHED)
    cancel_reason = models.CharField(max_length=300, blank=True)
    cancelled_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        ordering = ["held_on", "starts_time", "pk"]
        indexes = [
            models.Index(fields=["scheme", "held_on"], name="sessions_by_day"),
            models.Index(fields=["venue", "held_on"], name="sessions_of_a_venue"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(rules.KINDS)), name="session_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=list(states.SESSION)), name="session_state_is_known"),
            models.CheckConstraint(condition=Q(ends_time__gt=F("starts_time")), name="session_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(seat_count__isnull=False, seat_count__gte=1, booking_url="")
                | (Q(seat_count__isnull=True, taken_count=0) & ~Q(booking_url="")),
                name="session_has_seats_or_a_link",
            ),
            models.CheckConstraint(
                condition=Q(seat_count__isnull=True) | Q(taken_count__lte=F("seat_count")),
                name="no_more_seats_are_taken_than_there_are",
            ),
            models.CheckConstraint(
                condition=Q(state=states.CANCELLED, cancelled_on__isnull=False) & ~Q(cancel_reason="")
                | Q(state=states.PUBLISHED, cancelled_on__isnull=True, cancel_reason=""),
                name="session_is_cancelled_if_and_only_if_it_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(commune="", postcode="", address="", latitude__isnull=True)
                | (~Q(commune="") & Q(postcode__regex=r"^\d{5}$")),
                name="session_away_from_its_venue_says_where",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="session_is_on_the_map_by_both_coordinates_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_away(self) -> bool:
        """Whether it is held elsewhere than at its venue."""
        return self.commune != ""

    @property
    def left_count(self) -> int | None:
        """How many seats are free; None when the venue books in its own agenda."""
        return None if self.seat_count is None else self.seat_count - self.taken_count

    @property
    def starts_at(self) -> datetime:
        """The instant at which it begins."""
        return rules.starts_at(self.held_on, self.starts_time)

    @property
    def place(self) -> str:
        """Where one goes: « 1 rue de l'Exemple, 62000 Arras »."""
        of = self if self.is_away else self.venue
        return ", ".join(filter(None, (of.address, f"{of.postcode} {of.commune}")))

    @property
    def place_commune(self) -> str:
        """The commune where one goes."""
        return self.commune or self.venue.commune

    @property
    def point(self) -> tuple[float, float] | None:
        """Where it is on the map, latitude then longitude, if known."""
        of = self if self.is_away else self.venue
        return None if of.latitude is None or of.longitude is None else (of.latitude, of.longitude)


class Booking(models.Model):
    """A seat held in a session for whoever presents this pass. It says nothing of the person.

    `side` booked it and `ended_by` gave it back (`rules.SIDES`). `contact_until` is the last day on which what the
    person left is kept (`BookingContact`); null when there is nothing, or nothing any more.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    number = models.BigIntegerField(help_text="of the pass")
    side = models.CharField(max_length=8)
    state = models.CharField(max_length=10, default=states.BOOKED)
    ended_by = models.CharField(max_length=8, blank=True)
    ended_on = models.DateField(null=True)
    contact_until = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    told_cancelled_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["number"], name="bookings_of_a_pass"),
            models.Index(fields=["scheme", "contact_until"], name="bookings_to_erase"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "number"],
                condition=~Q(state=states.CANCELLED),
                name="a_pass_has_one_seat_in_a_session",
            ),
            models.CheckConstraint(condition=Q(state__in=list(states.BOOKING)), name="booking_state_is_known"),
            models.CheckConstraint(condition=Q(side__in=list(rules.SIDES)), name="booking_side_is_known"),
            models.CheckConstraint(
                condition=Q(state=states.CANCELLED, ended_on__isnull=False, ended_by__in=list(rules.SIDES))
                | (~Q(state=states.CANCELLED) & Q(ended_on__isnull=True, ended_by="")),
                name="booking_is_cancelled_if_and_only_if_it_says_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.number}"


class BookingContact(models.Model):
    """What the person agreed to leave: a first name for the venue, a telephone it may call, an e-mail address that only
    the program writes to. Kept apart, erased on its day.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="contact")
    first_name = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(max_length=200, blank=True)
    consented_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(first_name="", phone="", email=""), name="contact_of_a_booking_says_something"
            ),
        ]

    def __str__(self) -> str:
        return "…"
