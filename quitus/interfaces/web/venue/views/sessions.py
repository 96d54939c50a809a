"""Workshops and appointments: what the venue publishes, who booked, who did not come."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.venues import queries as venues
from quitus.domain.venues.models import Venue
from quitus.domain.workshops import operations, queries, rules, states
from quitus.domain.workshops.models import Booking, Session
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Table, Value, code, number
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.interfaces.web.layout.sessions import (
    REFUSED,
    booking_status,
    hours,
    session_facts,
    session_status,
    when,
)
from quitus.interfaces.web.layout.threads import thread
from quitus.interfaces.web.venue.session_forms import CancelForm, SeatForm, SessionForm
from quitus.kernel import clock
from quitus.usecases.bookings import book_by_code

FIELDS = {
    "session_in_the_past": "held_on",
    "session_too_far_ahead": "times",
    "session_ends_before_it_starts": "ends_time",
    "seats_or_link": "seat_count",
    "travelling_place_incomplete": "commune",
    "service_not_offered": "service_code",
    "venue_not_qualified": "held_on",
}
OF_A_PASS = (
    "pass_unknown",
    "pass_not_usable_then",
    "pass_pays_other_services",
    "pass_for_another_territory",
    "already_booked",
    "too_many_bookings",
)


@page(audience="venue")
@require_GET
def sessions(request: SchemeRequest) -> HttpResponse:
    """What the reader's venues have published, to come or held."""
    past = request.GET.get("quand") == "passes"
    lines = paginate(request, queries.sessions_of_venues([place.pk for place in _places(request)], past=past))
    new = Link(_("Publier un créneau"), here(request, "venue:new_session"), "primary")
    return show_list(
        request,
        title=_("Ateliers et rendez-vous"),
        lead=_("Ce que vous proposez, et combien de places sont prises."),
        actions=[new],
        chips=chips(request, "quand", [("passes", _("Passés"), None)], everything=_("À venir")),
        page=lines,
        table=Table(
            caption=_("Créneaux passés") if past else _("Créneaux à venir"),
            columns=[
                Column(_("Créneau")),
                Column(_("Jour"), "day"),
                Column(_("Heures")),
                Column(_("Commune")),
                Column(_("Réservées"), "number"),
                Column(_("Places"), "number"),
                Column(_("Absences") if past else _("À rappeler"), "number"),
                Column(_("État")),
            ],
            rows=[
                Row(
                    [
                        one.title,
                        one.held_on,
                        hours(one),
                        one.place_commune,
                        one.taken_count if one.seat_count is not None else None,
                        one.seat_count,
                        one.no_show_count if past else one.call_count,  # type: ignore[attr-defined]
                        session_status(one),
                    ],
                    url=here(request, "venue:session", one.pk),
                )
                for one in lines.items
            ],
            empty=Empty(
                _("Aucun créneau passé.") if past else _("Aucun créneau à venir."),
                _("Publiez vos ateliers : les personnes qui ont des pass les verront, et ceux qui les leur remettent."),
                None if past else new,
            ),
        ),
    )


@page(audience="venue")
def new_session(request: SchemeRequest) -> HttpResponse:
    """Publish a session, once or several times."""
    places = list(_places(request))
    services = list(venues.services_offered(place.pk for place in places))
    form = SessionForm(sent(request), places=places, services=services, initial={"kind": rules.WORKSHOP})
    response = carry_out(
        request,
        form,
        operations.publish_sessions,
        done=_("C'est publié : les places peuvent être réservées."),
        to=lambda made: (
            here(request, "venue:session", made[0].pk) if len(made) == 1 else here(request, "venue:sessions")
        ),
        refused=FIELDS,
    )
    return response or show_form(
        request,
        title=_("Publier un créneau"),
        lead=_("Un atelier ou un temps de rendez-vous, dans votre lieu ou ailleurs."),
        form=form,
        submit=_("Publier"),
        back=Link(_("Ateliers et rendez-vous"), here(request, "venue:sessions")),
    )


@page(audience="venue")
@require_GET
def session(request: SchemeRequest, session_id: int) -> HttpResponse:
    """One session: its facts, and the seats booked in it."""
    one = _own(request, session_id)
    status = session_status(one)
    return show_detail(
        request,
        title=one.title,
        lead=_(rules.KINDS[one.kind]),
        back=Link(_("Ateliers et rendez-vous"), here(request, "venue:sessions")),
        status=status,
        facts=[
            *session_facts(one),
            *([Fact(_("Places prises"), number(one.taken_count), _seats(one))] if one.seat_count else []),
            *([Fact(_("Motif de l'annulation"), one.cancel_reason)] if one.cancel_reason else []),
        ],
        thread=thread(audit.thread("session", one.pk), stands=status),
        tables=[] if one.seat_count is None else [_bookings(request, one)],
        actions=_actions(request, one),
    )


@page(audience="venue")
def cancel_session(request: SchemeRequest, session_id: int) -> HttpResponse:
    """Cancel a session and every seat in it."""
    one = _own(request, session_id)
    back = Link(_("Garder ce créneau"), here(request, "venue:session", one.pk))
    form = CancelForm(sent(request))
    response = carry_out(
        request,
        form,
        operations.cancel_session,
        done=_("Le créneau est annulé. Appelez les personnes qui ont laissé un téléphone."),
        to=back.url,
        refused={"reason_missing": "reason"},
        session_id=one.pk,
    )
    return response or show_confirm(
        request,
        title=_("Annuler ce créneau"),
        happens=_("Les places réservées sont annulées ; qui a laissé une adresse électronique est prévenu."),
        facts=[Fact(_("Créneau"), one.title), Fact(_("Quand"), when(one)), Fact(_("Places prises"), one.taken_count)],
        final=_("Une annulation ne se défait pas : il faudrait publier un autre créneau."),
        danger=True,
        form=form,
        button=_("Annuler ce créneau"),
        back=back,
    )


@page(audience="venue")
def book(request: SchemeRequest, session_id: int) -> HttpResponse:
    """Book a seat for a person whose pass one has in hand, or on the telephone."""
    one = _own(request, session_id)
    form = SeatForm(sent(request))
    back = Link(_("Le créneau"), here(request, "venue:session", one.pk))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, **REFUSED, **dict.fromkeys(OF_A_PASS, "code")):
            book_by_code(by=request.actor, session_id=one.pk, code=form.cleaned_data["code"], contact=form.contact)
            messages.success(request, _("La place est réservée."))
            return redirect(back.url)
    return show_form(
        request,
        title=_("Réserver une place"),
        lead=f"{one.title}, {when(one)}",
        form=form,
        submit=_("Réserver la place"),
        back=back,
    )


@page(audience="venue")
def cancel_booking(request: SchemeRequest, booking_id: int) -> HttpResponse:
    """Give a seat back."""
    seat = _own_booking(request, booking_id)
    back = Link(_("Garder la place"), here(request, "venue:session", seat.session_id))
    if request.method == "POST":
        operations.cancel_booking(by=request.actor, booking_id=seat.pk)
        messages.success(request, _("La place est libre à nouveau."))
        return redirect(back.url)
    return show_confirm(
        request,
        title=_("Libérer la place"),
        happens=_("La réservation est annulée et la place redevient libre. Ce que la personne a laissé est effacé."),
        facts=[Fact(_("Pass"), code(str(seat.number))), Fact(_("Quand"), when(seat.session))],
        button=_("Libérer la place"),
        back=back,
    )


@page(audience="venue")
def absence(request: SchemeRequest, booking_id: int) -> HttpResponse:
    """Say that nobody came for a seat, or take that back."""
    seat = _own_booking(request, booking_id)
    back = Link(_("Le créneau"), here(request, "venue:session", seat.session_id))
    is_marked = seat.state == states.NO_SHOW
    if request.method == "POST":
        act = operations.take_back_no_show if is_marked else operations.mark_no_show
        act(by=request.actor, booking_id=seat.pk)
        messages.success(request, _("L'absence est effacée.") if is_marked else _("L'absence est notée."))
        return redirect(back.url)
    words = _("La personne est venue") if is_marked else _("Noter une absence")
    return show_confirm(
        request,
        title=words,
        happens=_("L'absence notée est effacée.")
        if is_marked
        else _("Personne ne s'est présenté pour cette place. La collectivité n'en connaît que le nombre."),
        facts=[Fact(_("Pass"), code(str(seat.number))), Fact(_("Quand"), when(seat.session))],
        undo="" if is_marked else _("Une absence notée par erreur peut être effacée."),
        button=words,
        back=back,
    )


def _places(request: SchemeRequest) -> QuerySet[Venue]:
    return venues.venues_worked_at(request.actor.user_id or 0)


def _own(request: SchemeRequest, session_id: int) -> Session:
    one = found(queries.session, session_id)
    if not _places(request).filter(pk=one.venue_id).exists():
        raise Http404
    return one


def _own_booking(request: SchemeRequest, booking_id: int) -> Booking:
    seat = found(queries.booking, booking_id)
    if not _places(request).filter(pk=seat.session.venue_id).exists():
        raise Http404
    return seat


def _seats(one: Session) -> str:
    return ngettext("sur %(count)s place", "sur %(count)s places", one.seat_count or 0) % {"count": one.seat_count}


def _actions(request: SchemeRequest, one: Session) -> list[Link]:
    if one.state == states.CANCELLED:
        return []
    waits = one.starts_at > clock.now()
    book_here = waits and (one.left_count or 0) > 0
    return [
        *([Link(_("Réserver une place"), here(request, "venue:book", one.pk), "primary")] if book_here else []),
        *([Link(_("Annuler ce créneau"), here(request, "venue:cancel_session", one.pk), "danger")] if waits else []),
    ]


def _bookings(request: SchemeRequest, one: Session) -> Table:
    has_begun = one.starts_at <= clock.now()
    return Table(
        caption=_("Places réservées"),
        columns=[
            Column(_("Pass"), "code"),
            Column(_("Prénom")),
            Column(_("Téléphone à rappeler")),
            Column(_("Réservée par")),
            Column(_("État")),
            Column(_("Que faire")),
        ],
        rows=[
            Row([code(str(seat.number)), *_left(seat), _(rules.SIDES[seat.side]), booking_status(seat), todo])
            for seat in queries.bookings_of(one.pk)
            for todo in [_todo(request, seat, has_begun=has_begun)]
        ],
        empty=Empty(_("Personne n'a réservé pour l'instant."), _("Une place se réserve avec un pass.")),
    )


def _left(seat: Booking) -> list[Value]:
    """First name and telephone, if the person agreed; never the address."""
    contact = getattr(seat, "contact", None)
    return [contact.first_name or None, contact.phone or None] if contact else [None, None]


def _todo(request: SchemeRequest, seat: Booking, *, has_begun: bool) -> Value:
    if seat.state == states.CANCELLED:
        return None
    about = _("pass %(number)s") % {"number": seat.number}
    if not has_begun:
        return Link(_("Libérer"), here(request, "venue:cancel_booking", seat.pk), "link", about=about)
    words = _("La personne est venue") if seat.state == states.NO_SHOW else _("Noter une absence")
    return Link(words, here(request, "venue:absence", seat.pk), "link", about=about)
