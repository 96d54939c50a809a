"""What the accountant, or anyone without an account, signed on paper, entered by the authorising side with its scan."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.distribution import queries, states
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link, number
from quitus.interfaces.web.layout.custody_forms import RanksOnPaperForm
from quitus.interfaces.web.layout.doing import files, found, sent
from quitus.interfaces.web.layout.handouts_on_paper import HandoutOnPaperForm, show_handout_on_paper
from quitus.interfaces.web.layout.receipts import show_handing_on_paper, show_paper_receipt
from quitus.interfaces.web.layout.scans import UNDER
from quitus.interfaces.web.layout.supplies import Side, show_choice, show_confirmation
from quitus.interfaces.web.layout.supply_requests import show_refusal_on_paper, show_request_on_paper
from quitus.usecases import stock as usecases


@page(audience="authority")
def supply(request: SchemeRequest) -> HttpResponse:
    """Say whom the accountant supplied, with which pass; nothing is written yet."""
    return show_choice(request, _side(request))


@page(audience="authority")
def confirm_supply(request: SchemeRequest) -> HttpResponse:
    """Say what went where, and join the paper that the accountant signed."""
    return show_confirmation(request, _side(request))


@page(audience="authority")
def ask(request: SchemeRequest, holder_id: int) -> HttpResponse:
    """Enter a request for pass that who keeps a safe, or the stock of a mandated body, signed."""
    back = Link(_("Registre"), here(request, "authority:register", holder_id))
    return show_request_on_paper(request, found(queries.holder, holder_id), back=back)


@page(audience="authority")
def decline(request: SchemeRequest, request_id: int) -> HttpResponse:
    """Enter a request for pass that the accountant declined by hand."""
    one = found(queries.supply_request, request_id)
    back = Link(_("Registre"), here(request, "authority:register", one.holder.pk))
    return show_refusal_on_paper(request, one, back=back)


def _side(request: SchemeRequest) -> Side:
    back = Link(_("Où sont les pass"), here(request, "authority:stock"))
    refuse = "authority:enter_refusal"
    return Side("authority:enter_supply", "authority:confirm_supply", "authority:slip", back, True, refuse)


@page(audience="authority")
def receipt(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """Enter the receipt that somebody signed on the printed slip."""
    return show_paper_receipt(request, found(queries.slip, slip_id), back="authority:slip")


@page(audience="authority")
def handing(request: SchemeRequest, giver_id: int, taker_id: int) -> HttpResponse:
    """Enter what went from one hand to another on a slip that who gave it signed."""
    back = Link(_("Registre"), here(request, "authority:register", giver_id))
    return show_handing_on_paper(request, giver_id, taker_id, slip_view="authority:slip", back=back)


@page(audience="authority")
def handout(request: SchemeRequest, point_id: int) -> HttpResponse:
    """Enter what an agent of a point gave to the person of a fiche, on a slip that both signed."""
    point = found(queries.point, point_id)
    form = HandoutOnPaperForm(sent(request), files(request), point=point, reader_id=request.actor.user_id)
    back = Link(_("Registre"), here(request, "authority:register", point.holder.pk))
    return show_handout_on_paper(request, point, form, slip_view="authority:slip", back=back)


@page(audience="authority")
def return_to_operator(request: SchemeRequest) -> HttpResponse:
    """Enter the return to the operator that the accountant signed."""
    holder = queries.holder_of_kind(states.ACCOUNTANT)
    if holder is None:
        raise Http404
    act = Act(
        title=_("Saisir un retour à l'opérateur signé sur papier"),
        happens=_("Ces pass sortent pour de bon de la caisse du comptable, qui a signé le bordereau de retour."),
        facts=(Fact(_("Pass en caisse"), number(queries.held_by(holder.pk).count)),),
        final=_("Ils doivent être bloqués, annulés ou périmés. Le papier numérisé reste joint, avec votre nom."),
        button=_("Enregistrer le retour"),
        done=_("Le retour est enregistré, avec le papier signé."),
        refused={
            **UNDER,
            "pass_still_good": "ranks",
            "not_in_that_custody": "ranks",
            "numbers_unknown": "ranks",
            "moved_before_it_arrived": "occurred_on",
        },
    )
    form = RanksOnPaperForm(sent(request), files(request), holder_id=holder.pk, note_needed=True)
    back = Link(_("Où sont les pass"), here(request, "authority:stock"))
    return bind(
        request,
        form,
        usecases.return_to_operator,
        act,
        back=back,
        to=lambda made: here(request, "authority:slip", made.pk),
    )
