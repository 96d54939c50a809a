"""What goes back: from the safe to the accountant, from people to the point, into one's own drawer and out of it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from quitus.domain.distribution import operations, queries, states
from quitus.domain.distribution.models import Handout, Holder
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.rules import rank_of
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.distribution.forms import TakeBackAtPointForm
from quitus.interfaces.web.distribution.views.slips import holders_of, points_of
from quitus.interfaces.web.layout import stock as custody
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link, number
from quitus.interfaces.web.layout.controls.forms import HandoutForm
from quitus.interfaces.web.layout.custody_forms import RanksForm, ReasonForm, TakeBackForm
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.found import show_found
from quitus.interfaces.web.layout.orders import full_pass_words
from quitus.interfaces.web.layout.pages import show_confirm, show_form
from quitus.kernel.clock import today
from quitus.usecases.handout import given_elsewhere, return_named

STOCK = (IMPREST_HOLDER, HANDOUT_AGENT)
REFUSED = {
    "not_in_that_custody": "ranks",
    "numbers_unknown": "ranks",
    "pass_blocked": "ranks",
    "moved_before_it_arrived": "occurred_on",
}
REFUSED_BACK = {
    **dict.fromkeys(
        ("pass_not_of_the_handout", "handout_undone", "pass_used_meanwhile", "numbers_unknown", "not_in_that_custody"),
        "ranks",
    ),
    "moved_before_it_arrived": "occurred_on",
}


def _mine(request: SchemeRequest, holder_id: int, kinds: tuple[str, ...]) -> Holder:
    """A holder for which the reader answers today; 404 for any other."""
    holder = found(queries.holder, holder_id)
    own = holder.kind == states.DRAWER and holder.place is not None and holder.place.holder.pk in holders_of(request)
    if holder.kind not in kinds or not (own or holder_id in holders_of(request)):
        raise Http404
    return holder


@page(audience="distributor", roles=STOCK)
def to_accountant(request: SchemeRequest, holder_id: int) -> HttpResponse:
    """Bring pass back from the safe to the accountant."""
    holder = _mine(request, holder_id, (states.SAFE, states.MANDATED))
    form = RanksForm(sent(request), holder_id=holder.pk)
    return carry_out(
        request,
        form,
        operations.return_to_accountant,
        done=_("Le bordereau de retour est prêt : imprimez-le, le comptable le signera."),
        to=lambda made: here(request, "distributor:slip", made.pk),
        holder_id=holder_id,
        refused=REFUSED,
    ) or show_confirm(
        request,
        title=_("Rendre des pass au comptable"),
        happens=_("Ces pass quittent %(holder)s. Le comptable en confirme la réception.")
        % {"holder": custody.holder_words(holder)},
        facts=[Fact(_("Pass présents"), number(queries.held_by(holder_id).count))],
        form=form,
        button=_("Rendre ces pass"),
        back=Link(_("Registre"), here(request, "distributor:register", holder_id)),
    )


@page(audience="distributor", roles=STOCK)
def find_again(request: SchemeRequest, holder_id: int) -> HttpResponse:
    """Lost pass that were found come back to the safe, or to what a mandated body keeps."""
    holder = _mine(request, holder_id, (states.SAFE, states.MANDATED))
    return show_found(request, holder, back=Link(_("Registre"), here(request, "distributor:register", holder_id)))


@page(audience="distributor", roles=STOCK)
def take_drawer(request: SchemeRequest, point_id: int) -> HttpResponse:
    """Take pass of a point into one's own drawer."""
    mine = {point.pk: point for point in queries.points_of(request.actor.user_id, today())}
    point = mine.get(point_id)
    if point is None:
        raise Http404
    form = RanksForm(sent(request), holder_id=point.holder.pk)
    del form.fields["note"]
    return carry_out(
        request,
        form,
        operations.leave_in_drawer,
        done=_("Ces pass sont dans votre tiroir."),
        to=lambda made: here(request, "distributor:slip", made.pk),
        point_id=point_id,
        refused=REFUSED,
    ) or show_confirm(
        request,
        title=_("Mettre des pass dans mon tiroir"),
        happens=_("Vous serez seul à pouvoir remettre ces pass de %(point)s. Vous en répondez.")
        % {"point": point.name},
        facts=[Fact(_("Pass présents"), number(queries.held_by(point.holder.pk).count))],
        form=form,
        button=_("Mettre dans mon tiroir"),
        back=Link(_("Mon stock"), here(request, "distributor:stock")),
    )


@page(audience="distributor", roles=STOCK)
def empty_drawer(request: SchemeRequest, holder_id: int) -> HttpResponse:
    """Bring pass back from a drawer to its point."""
    drawer = _mine(request, holder_id, (states.DRAWER,))
    form = RanksForm(sent(request), holder_id=drawer.pk)
    return carry_out(
        request,
        form,
        operations.return_from_drawer,
        done=_("Ces pass sont de nouveau au point."),
        to=lambda made: here(request, "distributor:slip", made.pk),
        drawer_id=holder_id,
        refused=REFUSED,
    ) or show_confirm(
        request,
        title=_("Remettre des pass au point"),
        happens=_("Ces pass quittent le tiroir « %(holder)s » et reviennent au point.") % {"holder": drawer.label},
        facts=[Fact(_("Pass présents"), number(queries.held_by(holder_id).count))],
        form=form,
        button=_("Remettre ces pass au point"),
        back=Link(_("Mon stock"), here(request, "distributor:stock")),
    )


def _handout(request: SchemeRequest, handout_id: int) -> Handout:
    one = found(queries.handout, handout_id)
    if one.point_id not in {point.pk for point in queries.points_of(request.actor.user_id, today())}:
        raise Http404
    return one


def _handout_facts(one: Handout) -> list[Fact]:
    lines = queries.handouts().filter(slip_id=one.slip_id).order_by("pk")
    orders = _orders(one)
    return [
        Fact(_("Bon"), one.slip.number),
        Fact(_("Personne"), one.beneficiary.reference),
        *(Fact(_("Pass"), full_pass_words(line.range, orders[line.order_id])) for line in lines),
        Fact(_("Remis le"), one.occurred_on),
    ]


def _orders(one: Handout) -> dict[int, Order]:
    """The orders of all that a slip of hand-out gave."""
    keys = queries.handouts().filter(slip_id=one.slip_id).order_by().values_list("order_id", flat=True)
    return vouchers.orders().in_bulk(set(keys))


@page(audience="distributor", roles=STOCK)
def correct(request: SchemeRequest, handout_id: int) -> HttpResponse:
    """Correct a hand-out written by mistake today."""
    one = _handout(request, handout_id)
    form = ReasonForm(sent(request))
    return carry_out(
        request,
        form,
        operations.reverse_handout,
        done=_("La remise est corrigée : ses pass sont revenus, la fiche attend de nouveau."),
        to=lambda made: here(request, "distributor:slip", made.slip_id),
        handout_id=handout_id,
    ) or show_confirm(
        request,
        title=_("Corriger une remise"),
        happens=_("Tous les pass de cette remise reviennent au stock, comme si elle n'avait pas eu lieu."),
        facts=_handout_facts(one),
        final=_("La remise et sa correction restent toutes deux au registre. Le lendemain, ce ne sera plus possible."),
        form=form,
        button=_("Corriger la remise"),
        back=Link(_("Voir le bon"), here(request, "distributor:slip", one.slip_id)),
    )


@page(audience="distributor", roles=STOCK)
def take_back(request: SchemeRequest, handout_id: int) -> HttpResponse:
    """Take back pass that a person returns."""
    one = _handout(request, handout_id)
    form = TakeBackForm(sent(request), orders=list(_orders(one).values()))
    return carry_out(
        request,
        form,
        operations.take_back,
        done=_("Les pass rendus sont au point. Imprimez le bon et faites-le signer."),
        to=lambda made: here(request, "distributor:slip", made.slip_id),
        handout_id=handout_id,
        refused=REFUSED_BACK,
    ) or show_confirm(
        request,
        title=_("Reprendre des pass"),
        happens=_("Les pass que la personne rend reviennent au stock de %(point)s.") % {"point": one.point.name},
        facts=_handout_facts(one),
        form=form,
        button=_("Reprendre ces pass"),
        back=Link(_("Voir le bon"), here(request, "distributor:slip", one.slip_id)),
    )


@page(audience="distributor", roles=STOCK)
def find_return(request: SchemeRequest) -> HttpResponse:
    """Which pass does the person return? By the number of the slip, or by what is read on one of them."""
    form = HandoutForm(sent(request))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, handout_not_found="text", handout_elsewhere="text"):
            named = return_named(form.cleaned_data["text"], holder_ids=holders_of(request))
            if isinstance(named, Handout):
                return redirect(here(request, "distributor:take_back", named.pk))
            return redirect(here(request, "distributor:take_back_before", named))
    return show_form(
        request,
        title=_("Une personne rend des pass"),
        lead=_("Retrouvez la remise par son bon ou par un de ses pass. Rien n'est encore inscrit."),
        form=form,
        submit=_("Continuer"),
        back=Link(_("Remises"), here(request, "distributor:handouts")),
    )


@page(audience="distributor", roles=STOCK)
def take_back_before(request: SchemeRequest, number: int) -> HttpResponse:
    """Take back pass given before their order was taken up from another instance: no hand-out here knows them."""
    order, points = given_elsewhere(number), points_of(request)
    if order is None or not points:
        raise Http404
    form = TakeBackAtPointForm(sent(request), orders=[order], points=points, initial={"ranks": rank_of(number)})
    return bind(
        request,
        form,
        operations.take_back_taken_up,
        Act(
            title=_("Reprendre des pass remis avant la reprise"),
            happens=_(
                "Les pass de la commande %(order)s ont été remis avant qu'elle soit reprise ici : rien ne dit "
                "à qui. Ceux que la personne rend viennent au point."
            )
            % {"order": order.number},
            button=_("Reprendre ces pass"),
            done=_("Les pass rendus sont au point. Imprimez le bon et faites-le signer."),
            refused={**REFUSED_BACK, "handed_out_here": "ranks"},
        ),
        back=Link(_("Remises"), here(request, "distributor:handouts")),
        to=lambda made: here(request, "distributor:slip", made.pk),
    )


urlpatterns: list[URLPattern] = [
    path("stock/<int:holder_id>/au-comptable/", to_accountant, name="to_accountant"),
    path("stock/<int:holder_id>/retrouves/", find_again, name="found"),
    path("stock/tiroir/<int:point_id>/", take_drawer, name="take_drawer"),
    path("stock/tiroir/<int:holder_id>/vider/", empty_drawer, name="empty_drawer"),
    path("remises/<int:handout_id>/corriger/", correct, name="correct_handout"),
    path("remises/<int:handout_id>/reprendre/", take_back, name="take_back"),
    path("remises/rendus/", find_return, name="find_return"),
    path("remises/rendus/<int:number>/", take_back_before, name="take_back_before"),
]
