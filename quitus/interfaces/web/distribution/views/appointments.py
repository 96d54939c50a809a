"""An appointment taken on the spot, right after a hand-out: the nearest sessions first, one of the pass given books."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quitus.domain.distribution import queries as distribution
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.domain.workshops import operations, queries
from quitus.domain.workshops.models import Booking
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.distribution.views.slips import concerned
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Table, code
from quitus.interfaces.web.layout.doing import found, sent
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_form, show_list
from quitus.interfaces.web.layout.sessions import (
    REFUSED,
    ContactFields,
    hours,
    kilometres,
    seats_left,
    session_facts,
    when,
)
from quitus.usecases.bookings import book_after_handout, sessions_after_handout

STOCK = (IMPREST_HOLDER, HANDOUT_AGENT)


class CommuneForm(forms.Form):
    """From where the nearest sessions are looked for."""

    commune = forms.CharField(label=gettext_lazy("Près de quelle commune"), max_length=100, required=False)


@page(audience="distributor", roles=STOCK)
@require_GET
def choose_session(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """The sessions where the pass of a slip are good, the nearest first."""
    slip = concerned(request, slip_id)
    offered = sessions_after_handout(slip.pk, request.GET.get("commune", "").strip()[:100])
    if offered is None:
        raise Http404
    lines = paginate(request, offered.near)
    near_by = _("Les plus proches de %(commune)s d'abord, à vol d'oiseau.") % {"commune": offered.commune}
    return show_list(
        request,
        title=_("Prendre un rendez-vous"),
        lead=near_by if offered.point else _("Par date : l'emplacement de la commune n'est pas connu."),
        back=Link(_("Bordereau %(number)s") % {"number": slip.number}, here(request, "distributor:slip", slip.pk)),
        page=lines,
        form=CommuneForm(initial={"commune": offered.commune}),
        template="distributor/choose_session.html",
        table=Table(
            caption=_("Créneaux"),
            columns=[
                Column(_("Créneau")),
                Column(_("Jour"), "day"),
                Column(_("Heures")),
                Column(_("Où")),
                Column(_("Distance")),
                Column(_("Places")),
            ],
            rows=[
                Row(
                    [
                        near.session.title,
                        near.session.held_on,
                        hours(near.session),
                        f"{near.session.venue.name}, {near.session.place_commune}",
                        kilometres(near.km),
                        seats_left(near.session),
                    ],
                    url=here(request, "distributor:book_session", slip.pk, near.session.pk),
                )
                for near in lines.items
            ],
            empty=Empty(
                _("Aucun créneau n'est publié pour ces pass."),
                _("Donnez à la personne l'adresse d'un lieu : elle pourra aussi réserver depuis la page de son pass."),
            ),
        ),
    )


@page(audience="distributor", roles=STOCK)
def book_session(request: SchemeRequest, slip_id: int, session_id: int) -> HttpResponse:
    """Book a seat for the person who has just received the pass of a slip."""
    slip = concerned(request, slip_id)
    one = found(queries.session, session_id)
    form = ContactFields(sent(request))
    back = Link(_("Choisir un autre créneau"), here(request, "distributor:choose_session", slip.pk))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, **REFUSED):
            book_after_handout(by=request.actor, slip_id=slip.pk, session_id=one.pk, contact=form.contact)
            messages.success(request, _("La place est réservée. Imprimez le bordereau : le rendez-vous y figure."))
            return redirect(here(request, "distributor:slip", slip.pk))
    if one.booking_url:
        return show_confirm(
            request,
            title=one.title,
            happens=_("Ce lieu prend ses rendez-vous dans son propre agenda : ouvrez-le avec la personne."),
            facts=session_facts(one),
            button=_("Revenir aux créneaux"),
            back=back,
            template="distributor/linked_session.html",
        )
    return show_form(
        request,
        title=_("Réserver une place"),
        lead=f"{one.title}, {when(one)}",
        facts=session_facts(one),
        form=form,
        submit=_("Réserver la place"),
        back=back,
    )


@page(audience="distributor", roles=STOCK)
def give_back_seat(request: SchemeRequest, slip_id: int, booking_id: int) -> HttpResponse:
    """Give back a seat booked with one of the pass of a slip."""
    slip = concerned(request, slip_id)
    seat = _of_slip(slip.pk, booking_id)
    back = Link(_("Garder le rendez-vous"), here(request, "distributor:slip", slip.pk))
    if request.method == "POST":
        operations.cancel_booking(by=request.actor, booking_id=seat.pk, number=seat.number)
        messages.success(request, _("Le rendez-vous est annulé, la place est libre à nouveau."))
        return redirect(back.url)
    return show_confirm(
        request,
        title=_("Annuler le rendez-vous"),
        happens=_("La place redevient libre. Ce que la personne a laissé est effacé."),
        facts=[Fact(_("Quand"), when(seat.session)), Fact(_("Pass"), code(str(seat.number)))],
        button=_("Annuler le rendez-vous"),
        back=back,
    )


def _of_slip(slip_id: int, booking_id: int) -> Booking:
    for seat in queries.bookings_of_numbers(distribution.still_given(slip_id)):
        if seat.pk == booking_id:
            return seat
    raise Http404
