"""Slips: those to acknowledge, and each as it is printed."""

from collections.abc import Sequence
from functools import partial

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import DistributionPoint, Holder, Slip
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.domain.workshops import queries as workshops
from quitus.domain.workshops.models import Booking
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import stock as custody
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.blocking import blocking_link, show_blocking
from quitus.interfaces.web.layout.components import Link, Weight
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.pages import show_sheet
from quitus.interfaces.web.layout.receipts import show_handing_on_paper, show_paper_receipt, show_receipt
from quitus.interfaces.web.layout.registers import paper_receipt, show_slips, slip_papers
from quitus.interfaces.web.layout.scans import scan_response
from quitus.interfaces.web.layout.sessions import appointments
from quitus.interfaces.web.layout.words import day
from quitus.kernel import clock
from quitus.kernel.calendar import PARIS
from quitus.kernel.clock import today
from quitus.kernel.ranges import size
from quitus.usecases.signed_papers import scan_content

STOCK = (IMPREST_HOLDER, HANDOUT_AGENT)
ON_A_REQUEST = ("request_supply", "decline_request")
"""What is signed about pass asked for, of all the papers of a régie or a mandate."""


def holders_of(request: SchemeRequest) -> list[int]:
    """The safe, the points and the stock of a mandated body for which the reader answers today."""
    return [one.pk for one in stores_of(request)] + [point.holder.pk for point in points_of(request)]


def readable_by(request: SchemeRequest) -> list[int]:
    """What the reader answers for today, his own drawers, and every drawer at the points of a stock that he keeps."""
    imprests = [one.imprest_id for one in stores_of(request) if one.imprest_id is not None]
    mandates = [one.mandate_id for one in stores_of(request) if one.mandate_id is not None]
    under = Q(place__imprest_id__in=imprests) | Q(place__mandate_id__in=mandates)
    drawers = queries.holders().filter(Q(keeper_id=request.actor.user_id) | under, kind=states.DRAWER)
    return [*holders_of(request), *drawers.values_list("pk", flat=True)]


def stores_of(request: SchemeRequest) -> list[Holder]:
    """The safes that the reader keeps today, and what his mandated body keeps."""
    user_id = request.actor.user_id
    safes = [one.safe for one in queries.imprests_kept_by(user_id, today())]
    return safes + [one.mandate.stock for one in queries.mandates_of(user_id, today()) if one.point_id is None]


def points_of(request: SchemeRequest) -> list[DistributionPoint]:
    """The points where the reader may hand out today."""
    return queries.points_of(request.actor.user_id, today())


@page(audience="distributor", roles=STOCK)
@require_GET
def slips(request: SchemeRequest) -> HttpResponse:
    """Slips from or to the reader's hands."""
    return show_slips(request, queries.slips_between(readable_by(request)), slip_view="distributor:slip")


def concerned(request: SchemeRequest, slip_id: int) -> Slip:
    """A slip from or to the reader's hands; 404 for any other."""
    one = found(queries.slip, slip_id)
    if not {one.from_holder_id, one.to_holder_id} & set(readable_by(request)):
        raise Http404
    return one


@page(audience="distributor", roles=STOCK)
@require_GET
def slip(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """One slip as it is printed."""
    one = concerned(request, slip_id)
    # Who hands over a slip may answer for its point too, but it is for somebody there to count and confirm.
    weight: Weight = "secondary" if one.handed_by == request.actor.label else "primary"
    receive = Link(_("Confirmer la réception"), here(request, "distributor:acknowledge", one.pk), weight)
    hands = holders_of(request)
    mine, given = one.to_holder_id in hands, one.from_holder_id in hands
    is_handout = one.kind == "handout"
    seats = list(workshops.bookings_of_numbers(queries.still_given(one.pk))) if is_handout else []
    back = (
        Link(_("Fiches en attente"), here(request, "distributor:waiting"))
        if is_handout
        else Link(_("Bordereaux"), here(request, "distributor:slips"))
    )
    return show_sheet(
        request,
        title=custody.slip_title(one),
        reference=one.number,
        sections=[*custody.slip_sections(one), *appointments(seats)],
        signatures=[_("Qui remet"), _("La personne") if is_handout else _("Qui reçoit")],
        actions=[
            *([receive] if mine and one.received_on is None else []),
            *(paper_receipt(request, one, "distributor:enter_receipt") if given else []),
            *(blocking_link(request, one, "distributor:block_slip") if given else []),
            *_appointments(request, one, seats),
            *_undoing(request, one),
            *slip_papers(request, one),
        ],
        back=back,
    )


def _appointments(request: SchemeRequest, one: Slip, seats: list[Booking]) -> list[Link]:
    """An appointment to take for who has just received pass, and those taken that may still be given back."""
    if one.kind != "handout":
        return []
    now = clock.now()
    return [
        Link(_("Prendre un rendez-vous"), here(request, "distributor:choose_session", one.pk), icon="calendar-event"),
        *(
            Link(
                _("Annuler le rendez-vous du %(day)s") % {"day": day(seat.session.held_on)},
                here(request, "distributor:give_back_seat", one.pk, seat.pk),
                "link",
            )
            for seat in seats
            if seat.session.starts_at > now
        ),
    ]


def _undoing(request: SchemeRequest, one: Slip) -> list[Link]:
    """What can still be done about a hand-out: correct it the same day while all is given, take pass back."""
    lines = list(queries.handouts().filter(slip=one)) if one.kind == "handout" else []
    left = size(queries.still_given(one.pk)) if lines else 0
    if not left:
        return []
    given, is_whole = lines[0], left == size(line.range for line in lines)
    links = [Link(_("Reprendre des pass"), here(request, "distributor:take_back", given.pk), "link")]
    if is_whole and given.recorded_at.astimezone(PARIS).date() == today():
        links.insert(0, Link(_("Corriger la remise"), here(request, "distributor:correct_handout", given.pk), "link"))
    return links


@page(audience="distributor", roles=STOCK)
def acknowledge(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """Confirm that the pass of a slip have come."""
    return show_receipt(request, concerned(request, slip_id), back="distributor:slip")


@page(audience="distributor", roles=STOCK)
def block(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """Stop at once the pass that the reader gave and that nobody has signed for."""
    one = concerned(request, slip_id)
    if one.from_holder_id not in holders_of(request):
        raise Http404
    return show_blocking(request, one, back="distributor:slip")


@page(audience="distributor", roles=STOCK)
def enter_receipt(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """Enter the receipt of what the reader gave, signed by hand by who received it."""
    one = concerned(request, slip_id)
    if one.from_holder_id not in holders_of(request):
        raise Http404
    return show_paper_receipt(request, one, back="distributor:slip")


def enters(request: SchemeRequest, giver_id: int, taker_id: int) -> bool:
    """Whether the reader enters what one gave to the other by hand: he answers for the second, not for the first.

    Who keeps a safe answers for its points too, and enters what their people give back.
    """
    hands = holders_of(request)
    return taker_id in hands and (giver_id not in hands or taker_id in {one.pk for one in stores_of(request)})


@page(audience="distributor", roles=STOCK)
def enter_handing(request: SchemeRequest, giver_id: int, taker_id: int) -> HttpResponse:
    """Enter what came to the reader's hands on a slip that who gave it signed by hand."""
    if not enters(request, giver_id, taker_id):
        raise Http404
    back = Link(_("Bordereaux"), here(request, "distributor:slips"))
    return show_handing_on_paper(request, giver_id, taker_id, slip_view="distributor:slip", back=back)


@page(audience="distributor", roles=STOCK)
@require_GET
def signed_paper(request: SchemeRequest, paper_id: int) -> HttpResponse:
    """The scan of a slip from or to the reader's hands, or of what was asked for them and refused."""
    paper, content = found(partial(scan_content, of_people=True), paper_id)
    if paper.subject_kind == "slip":
        concerned(request, paper.subject_id)
    elif paper.verb not in ON_A_REQUEST or (paper.subject_kind, paper.subject_id) not in asks_of(stores_of(request)):
        raise Http404
    return scan_response(paper, content)


def asks_of(kept: Sequence[Holder]) -> set[tuple[str, int]]:
    """In whose thread the requests for these are told: régies and mandates, by kind and key."""
    return {("imprest", one.imprest_id) if one.imprest_id else ("mandate", one.mandate_id or 0) for one in kept}
