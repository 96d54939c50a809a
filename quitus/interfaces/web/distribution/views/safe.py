"""The safe of the régie: what it holds, what leaves it for a point, who is appointed."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import operations, queries
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.distribution.forms import TransferForm
from quitus.interfaces.web.distribution.views.requests import request_links, request_tables
from quitus.interfaces.web.distribution.views.slips import STOCK, points_of, stores_of
from quitus.interfaces.web.layout import stock as custody
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Figure, Link, money, number
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.pages import show_detail, show_form
from quitus.interfaces.web.layout.registers import way_figures
from quitus.kernel.clock import today


@page(audience="distributor", roles=(IMPREST_HOLDER,))
@require_GET
def safe(request: SchemeRequest) -> HttpResponse:
    """What is in the safe, range by range."""
    kept = queries.imprests_kept_by(request.actor.user_id, today())
    safes = [one.safe for one in kept]
    held = [queries.held_by(one.pk) for one in safes]
    registers = [
        Link(_("Le registre"), here(request, "distributor:register", one.safe.pk), icon="journal-text", about=one.name)
        for one in kept
    ]
    losses = [
        Link(_("Déclarer une perte"), here(request, "distributor:open_loss", one.safe.pk), "link", about=one.name)
        for one in kept
    ]
    returns = [
        Link(_("Rendre au comptable"), here(request, "distributor:to_accountant", one.safe.pk), "link", about=one.name)
        for one in kept
    ]
    return show_detail(
        request,
        title=_("Coffre"),
        lead=_("Les pass que le comptable vous a confiés et qui ne sont pas encore dans un point."),
        figures=[
            Figure(number(sum(one.count for one in held)), _("pass au coffre")),
            Figure(money(sum(one.value_cents for one in held)), _("de valeur faciale")),
            *way_figures([one.pk for one in safes]),
        ],
        facts=[],
        tables=[
            *(custody.ranges_table(one, empty=_empty_safe()) for one in safes),
            *request_tables(request, safes),
        ],
        actions=[
            Link(_("Approvisionner un point"), here(request, "distributor:transfer"), "primary", "truck"),
            *request_links(request, safes),
            *registers,
            Link(_("Registres et états"), here(request, "distributor:papers"), icon="printer"),
            *returns,
            *losses,
        ],
        template="distributor/stock.html",
        nothing=None
        if kept
        else Empty(
            _("Vous ne tenez aucun coffre aujourd'hui."),
            _("Votre nomination de régisseur ou de suppléant attend peut-être l'avis du comptable."),
        ),
    )


def _empty_safe() -> Empty:
    return Empty(_("Le coffre est vide."), _("Demandez un approvisionnement au comptable."))


@page(audience="distributor", roles=STOCK)
def transfer(request: SchemeRequest) -> HttpResponse:
    """Bring booklets from the safe, or from what a mandated body keeps, to a point."""
    stores = {one.pk for one in stores_of(request)}
    points = [one for one in points_of(request) if queries.home_of(one).pk in stores]
    if not stores and request.actor.role == HANDOUT_AGENT:
        raise Http404
    form = TransferForm(sent(request), points=points, initial={"point_id": request.GET.get("point", "")})
    return carry_out(
        request,
        form,
        operations.transfer_to_point,
        done=_("Le bordereau de transfert est prêt : imprimez-le, le point le signera."),
        to=lambda made: here(request, "distributor:slip", made.pk),
        refused={
            "point_not_open": "point_id",
            "point_ceiling_exceeded": "point_id",
            "not_in_that_custody": "booklets",
            "pass_blocked": "booklets",
            "numbers_unknown": "ranks",
            "moved_before_it_arrived": "occurred_on",
        },
    ) or show_form(
        request,
        title=_("Approvisionner un point"),
        lead=_("Les pass vont au point, où un mandataire en confirme la réception."),
        form=form,
        submit=_("Transférer ces pass"),
        back=_store_link(request),
    )


def _store_link(request: SchemeRequest) -> Link:
    if request.actor.role == HANDOUT_AGENT:
        return Link(_("Mon stock"), here(request, "distributor:stock"))
    return Link(_("Coffre"), here(request, "distributor:safe"))
