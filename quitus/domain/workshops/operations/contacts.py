"""What people left of themselves: used once, erased on its day."""

from datetime import date

from django.db.models import Q

from quitus.domain.workshops import policies
from quitus.domain.workshops.models import Booking, BookingContact
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation


@operation
def mark_reminded(*, by: Actor, booking_id: int) -> None:
    """The mail server has taken the reminder of a booking. Refuses with `NotYourRole`."""
    _mark(by, booking_id, "reminded_on")


@operation
def mark_told_cancelled(*, by: Actor, booking_id: int) -> None:
    """The mail server has taken the letter that says the session is cancelled. Refuses with `NotYourRole`."""
    _mark(by, booking_id, "told_cancelled_on")


@operation
def erase_contacts(*, by: Actor, today: date) -> int:
    """Erases telephones and addresses of sessions that are past, and first names whose last day is past; how many
    bookings were concerned. Refuses with `NotYourRole`.
    """
    refuse_unless(policies.may_keep_contacts(by.role))
    past = Booking.objects.filter(contact_until__isnull=False, session__held_on__lt=today)
    told = BookingContact.objects.filter(booking__in=past).filter(~Q(phone="") | ~Q(email=""))
    erased = told.filter(first_name="").values_list("booking_id", flat=True)
    over = set(erased) | set(past.filter(contact_until__lt=today).values_list("pk", flat=True))
    BookingContact.objects.filter(booking_id__in=over).delete()
    shortened = told.update(phone="", email="")
    for seat in lock(Booking.objects.filter(pk__in=over)):
        seat.contact_until = None
        seat.save()
    return len(over) + shortened


def _mark(by: Actor, booking_id: int, column: str) -> None:
    refuse_unless(policies.may_keep_contacts(by.role))
    for seat in lock(Booking.objects.filter(pk=booking_id)):
        setattr(seat, column, clock.today())
        seat.save()
