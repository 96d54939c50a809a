"""A seat booked by the code of a pass, or for a pass just handed out; and letters to who left an address."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from quitus.connectors import mail
from quitus.domain.distribution import queries as distribution
from quitus.domain.keys import queries as keys
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.venues import communes
from quitus.domain.vouchers import codes, rules
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.states import ACTIVE
from quitus.domain.workshops import operations, queries
from quitus.domain.workshops.errors import PassUnknown
from quitus.domain.workshops.models import Booking, Session
from quitus.domain.workshops.operations import Contact
from quitus.kernel.actors import Actor
from quitus.kernel.calendar import format_date
from quitus.kernel.clock import today
from quitus.kernel.codes import NotACode
from quitus.kernel.geography import Point
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange

log = structlog.get_logger(__name__)
HOLDER = Actor.system("Porteur du pass")
LETTERS = Actor.system("Rappels de rendez-vous")
NOTHING = 0
"""A series that no order has: asked for when a code says nothing, so that every wrong code costs the same."""

Send = Callable[..., None]
T = TypeVar("T")


@dataclass(frozen=True)
class PassAtSessions:
    """A genuine pass before the sessions: those where it is good, the nearest first, and its own bookings."""

    scheme: Scheme
    number: int
    near: list[queries.Near]
    booked: list[Booking]


@operation
def book_by_code(*, by: Actor, session_id: int, code: str, contact: Contact) -> Booking:
    """Books a seat for the pass whose code somebody typed or scanned at a venue; refuses as `book_seat`."""
    try:
        number = codes.number_of_code(code)
    except NotACode:
        raise PassUnknown() from None
    return operations.book_seat(by=by, session_id=session_id, number=number, contact=contact)


def pass_at_sessions(code: str, commune: str = "") -> PassAtSessions | None:
    """The sessions that a pass may still book, whatever scheme it is of; None for anything that is no pass."""
    return _with_pass(code, lambda scheme, number: _at_sessions(scheme, number, commune))


def book_with_pass(code: str, session_id: int, contact: Contact) -> Booking | None:
    """Books a seat for whoever holds the pass; None for anything that is no pass, or a session of another scheme.

    Refuses as `book_seat`.
    """
    return _with_pass(code, lambda _scheme, number: _book(number, session_id, contact))


def give_back_with_pass(code: str, booking_id: int) -> Booking | None:
    """Gives back a seat booked with this pass; None for anything that is no pass, or a booking of another one.

    Refuses as `cancel_booking`.
    """
    return _with_pass(code, lambda _scheme, number: _give_back(number, booking_id))


def _book(number: int, session_id: int, contact: Contact) -> Booking | None:
    try:
        seat = operations.book_seat(by=HOLDER, session_id=session_id, number=number, contact=contact)
    except Session.DoesNotExist:
        return None
    return queries.booking(seat.pk)


def _give_back(number: int, booking_id: int) -> Booking | None:
    try:
        return operations.cancel_booking(by=HOLDER, booking_id=booking_id, number=number)
    except Booking.DoesNotExist:
        return None


def _with_pass(code: str, act: Callable[[Scheme, int], T | None]) -> T | None:
    keys.look_again()
    found = None
    for key_id, number in codes.claimed(code) or [("", NOTHING)]:
        held = codes.scheme_of_series(rules.series_of(number))
        if held and held[1] == key_id:
            scheme = organisations.scheme_by_id(held[0])
            with within_scheme(scheme):
                found = act(scheme, number) if vouchers.voucher(number) else None
    return found


def _at_sessions(scheme: Scheme, number: int, commune: str) -> PassAtSessions:
    voucher = vouchers.voucher(number)
    assert voucher is not None
    order = voucher.order
    is_good = rules.validity(vouchers.facts_of(order), voucher.mark, max(today(), order.activated_on or today()))
    found = queries.sessions_for(vouchers.restrictions(order), order.usable_until) if is_good == ACTIVE else []
    near = queries.nearest(found, communes.point_of_commune(commune) if commune else None)
    held = queries.bookings_of_numbers([NumberRange(number, number)]).filter(session__held_on__gte=today())
    return PassAtSessions(scheme, number, near, list(held))


@dataclass(frozen=True)
class SlipAtSessions:
    """Pass just handed out on a slip, before the sessions where they are good.

    `commune` is that from which the nearest come first: the one asked for, else the person's, else the point's; `point`
    is None where nobody knows where it is. `left_count` pass of the slip can still be used.
    """

    commune: str
    point: Point | None
    near: list[queries.Near]
    booked: list[Booking]
    left_count: int


def sessions_after_handout(slip_id: int, commune: str = "") -> SlipAtSessions | None:
    """The sessions that the pass of a slip may book; None when the slip handed nothing out, or all came back."""
    ranges = distribution.still_given(slip_id)
    handout = distribution.handouts().filter(slip_id=slip_id).first()
    if handout is None or not ranges:
        return None
    asked = commune or handout.beneficiary.commune
    point = communes.point_of_commune(asked)
    if point is None and not commune:
        asked = handout.point.commune
        point = communes.point_of_commune(asked)
    order = vouchers.order(handout.order_id)
    found = queries.sessions_for(vouchers.restrictions(order), order.usable_until)
    booked = list(queries.bookings_of_numbers(ranges))
    return SlipAtSessions(asked, point, queries.nearest(found, point), booked, len(_usable(ranges)))


@operation
def book_after_handout(*, by: Actor, slip_id: int, session_id: int, contact: Contact) -> Booking:
    """Books a seat for the person to whom a slip gave pass, with the first of them that has none there yet.

    Refuses as `book_seat`, with `PassUnknown` when no pass of the slip can be used.
    """
    numbers = _usable(distribution.still_given(slip_id))
    taken = queries.numbers_booked(numbers)
    free = next((one for one in numbers if one not in taken), numbers[0] if numbers else None)
    if free is None:
        raise PassUnknown()
    return operations.book_seat(by=by, session_id=session_id, number=free, contact=contact)


def _usable(ranges: list[NumberRange]) -> list[int]:
    """The pass of these ranges that are neither used, blocked nor cancelled, in order."""
    return [number for one in ranges for number in vouchers.plain_numbers(one)]


def send_letters(*, send: Send = mail.send) -> int:
    """Reminds who left an address two days before, tells who booked what is cancelled, and erases on its day what
    people left, in every scheme at the moment at which it lives; how many letters were taken.

    What goes wrong in one scheme is logged and does not stop the others.
    """
    taken = 0
    for scheme in list(organisations.schemes()):
        try:
            taken += _send_in(scheme, send)
        except Exception:
            log.exception("letters_of_bookings_failed", scheme=scheme.slug)
    return taken


def _send_in(scheme: Scheme, send: Send) -> int:
    with transaction.atomic(), within_scheme(scheme):
        operations.erase_contacts(by=LETTERS, today=today())
        waiting = [(key, False) for key in queries.to_remind(today()).values_list("pk", flat=True)]
        waiting += [(key, True) for key in queries.to_tell_cancelled(today()).values_list("pk", flat=True)]
    taken = 0
    for key, is_cancelled in waiting:
        try:
            taken += _send_one(scheme, key, is_cancelled, send)
        except OSError as problem:
            # Tried again at the next passage, until the day of the session; the address never reaches the log.
            log.warning("letter_of_booking_not_sent", scheme=scheme.slug, booking=key, problem=type(problem).__name__)
    return taken


def _send_one(scheme: Scheme, key: int, is_cancelled: bool, send: Send) -> int:
    with transaction.atomic(), within_scheme(scheme):
        due = queries.to_tell_cancelled(today()) if is_cancelled else queries.to_remind(today())
        seat = due.filter(pk=key).select_for_update(skip_locked=True, of=("self",)).first()
        if seat is None:  # given back meanwhile, or another worker's
            return 0
        send(letter(scheme, seat, is_cancelled=is_cancelled), leaves=not scheme.is_example)
        mark = operations.mark_told_cancelled if is_cancelled else operations.mark_reminded
        mark(by=LETTERS, booking_id=key)
    return 1


def letter(scheme: Scheme, seat: Booking, *, is_cancelled: bool) -> mail.Mail:
    """The letter to who booked: when and where, nothing that says why the person has a pass."""
    one = seat.session
    facts: dict[str, object] = {
        "title": one.title,
        "day": format_date(one.held_on),
        "starts": f"{one.starts_time:%H:%M}",
        "venue": one.venue.name,
        "place": one.place,
        "reason": one.cancel_reason,
    }
    if is_cancelled:
        subject, body = (
            gettext("Votre rendez-vous du %(day)s est annulé"),
            gettext(
                "Bonjour,\n\n%(venue)s a dû annuler « %(title)s », le %(day)s à %(starts)s.\nMotif : %(reason)s\n\n"
                "Vous pouvez prendre un autre rendez-vous.\n"
            ),
        )
    else:
        subject, body = (
            gettext("Votre rendez-vous du %(day)s"),
            gettext(
                "Bonjour,\n\nVous avez rendez-vous le %(day)s à %(starts)s : « %(title)s ».\n%(venue)s\n%(place)s\n\n"
                "Si vous ne pouvez pas venir, prévenez le lieu ou la personne qui vous a inscrit.\n"
            ),
        )
    name = f"{settings.QUITUS_URL}/rendez-vous/{scheme.pk}/{seat.pk}/{is_cancelled}"
    host = urlsplit(settings.QUITUS_URL).hostname or "localhost"
    return mail.Mail(seat.contact.email, subject % facts, body % facts, f"<{uuid5(NAMESPACE_URL, name)}@{host}>")
