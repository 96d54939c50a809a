"""What is at the points: stock, register, what goes back, what is lost."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import operations, queries, states
from quitus.domain.distribution.models import DistributionPoint, Holder
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.distribution.views.requests import request_links, request_tables
from quitus.interfaces.web.distribution.views.slips import enters, holders_of, points_of, stores_of
from quitus.interfaces.web.layout import regie as written
from quitus.interfaces.web.layout import stock as custody
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Fact, Figure, Link, number
from quitus.interfaces.web.layout.custody_forms import RanksForm
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_list
from quitus.interfaces.web.layout.receipts import handing_links
from quitus.interfaces.web.layout.registers import show_register, way_figures
from quitus.kernel.clock import today

STOCK = (IMPREST_HOLDER, HANDOUT_AGENT)


@page(audience="distributor", roles=(IMPREST_HOLDER,))
@require_GET
def points(request: SchemeRequest) -> HttpResponse:
    """The points of the régie, who hands out there, what they hold."""
    mine = queries.points_of(request.actor.user_id, today())
    return show_list(
        request,
        title=_("Stock des points"),
        lead=_("Ce que chaque point de distribution détient, et qui peut y remettre des pass."),
        actions=[Link(_("Approvisionner un point"), here(request, "distributor:transfer"), "primary", "truck")],
        table=written.points_table(
            mine,
            url=lambda point: here(request, "distributor:register", point.holder.pk),
            empty=Empty(_("Aucun point ouvert."), _("Le responsable du dispositif ouvre les points.")),
        ),
    )


@page(audience="distributor", roles=STOCK)
@require_GET
def stock(request: SchemeRequest) -> HttpResponse:
    """What is at the reader's point, booklet by booklet."""
    mine = points_of(request)
    bodies = [one for one in stores_of(request) if one.kind == states.MANDATED]
    tables = [replace(custody.ranges_table(one, empty=_none_kept()), caption=one.label) for one in bodies]
    for point in mine:
        table = custody.ranges_table(point.holder, empty=_no_stock())
        tables.append(replace(table, caption=point.name))
    drawers = queries.drawers([point.pk for point in mine])
    tables += [replace(custody.ranges_table(one, empty=_no_stock()), caption=one.label) for one in drawers]
    tables += request_tables(request, bodies)
    total = sum(queries.held_by(point.holder.pk).count for point in mine)
    return show_detail(
        request,
        title=_("Mon stock"),
        lead=_("Les pass présents dans votre point. Comptez-les de temps en temps : ils doivent tous être là."),
        figures=[Figure(number(total), _("pass dans mon point")), *way_figures([point.holder.pk for point in mine])],
        facts=[],
        tables=tables,
        actions=[
            *request_links(request, bodies),
            *(link for body in bodies for link in _body_actions(request, body)),
            *_registers(request, mine, bodies),
            *(
                Link(_("Vider le tiroir"), here(request, "distributor:empty_drawer", one.pk), "link", about=one.label)
                for one in drawers
            ),
        ],
        template="distributor/stock.html",
        nothing=None
        if mine or bodies
        else Empty(
            _("Vous n'êtes nommé dans aucun point."), _("Votre nomination attend peut-être l'avis du comptable.")
        ),
    )


def _registers(request: SchemeRequest, mine: list[DistributionPoint], bodies: list[Holder]) -> list[Link]:
    """The one point of an agent has its acts beside it; of several, one way to their registers and one to losses."""
    if len(mine) == 1 and not bodies:
        register_ = here(request, "distributor:register", mine[0].holder.pk)
        return [Link(_("Le registre"), register_, icon="journal-text"), *_point_actions(request, mine[0])]
    if not mine and not bodies:
        return []
    return [
        Link(_("Registres et états"), here(request, "distributor:papers"), icon="printer"),
        Link(_("Signaler une perte"), here(request, "distributor:controls"), "link"),
    ]


def _none_kept() -> Empty:
    return Empty(_("L'organisme n'a aucun pass à répartir."), _("Demandez un approvisionnement au comptable."))


def _body_actions(request: SchemeRequest, body: Holder) -> list[Link]:
    """What who keeps the stock of a mandated body does with it."""
    return [
        Link(_("Approvisionner un point"), here(request, "distributor:transfer"), "primary", "truck"),
        Link(_("Le registre"), here(request, "distributor:register", body.pk), icon="journal-text", about=body.label),
        Link(_("Rendre au comptable"), here(request, "distributor:to_accountant", body.pk), "link", about=body.label),
    ]


def _no_stock() -> Empty:
    return Empty(_("Aucun pass dans ce point."), _("Demandez au régisseur de vous en transférer."))


def _point_actions(request: SchemeRequest, point: DistributionPoint) -> list[Link]:
    return [
        Link(_("Rendre des pass au coffre"), here(request, "distributor:return", point.pk), icon="arrow-left-right"),
        Link(_("Mettre des pass dans mon tiroir"), here(request, "distributor:take_drawer", point.pk), "link"),
        Link(_("Déclarer une perte"), here(request, "distributor:open_loss", point.holder.pk), "link"),
        *handing_links(
            request,
            point.holder,
            "distributor:enter_handing",
            may=lambda giver, taker: enters(request, giver.pk, taker.pk),
        ),
    ]


@page(audience="distributor", roles=STOCK)
@require_GET
def register(request: SchemeRequest, holder_id: int) -> HttpResponse:
    """The register of a safe or a point the reader answers for."""
    if holder_id not in holders_of(request):
        raise Http404
    holder = found(queries.holder, holder_id)
    actions: list[Link] = []
    if holder.point is not None:
        actions = _point_actions(request, holder.point)
    if holder.kind in (states.SAFE, states.MANDATED):
        actions = [
            Link(
                _("Rendre au comptable"), here(request, "distributor:to_accountant", holder.pk), icon="arrow-left-right"
            ),
            Link(_("Déclarer une perte"), here(request, "distributor:open_loss", holder.pk), "link"),
            Link(_("Des pass sont retrouvés"), here(request, "distributor:found", holder.pk), "link"),
        ]
    return show_register(request, holder, slip_view="distributor:slip", actions=actions)


@page(audience="distributor", roles=STOCK)
def give_back(request: SchemeRequest, point_id: int) -> HttpResponse:
    """Bring pass back from a point to the safe."""
    mine = {point.pk: point for point in queries.points_of(request.actor.user_id, today())}
    point = mine.get(point_id)
    if point is None:
        raise Http404
    form = RanksForm(sent(request), holder_id=point.holder.pk)
    return carry_out(
        request,
        form,
        operations.return_from_point,
        done=_("Le bordereau de retour est prêt : imprimez-le."),
        to=lambda made: here(request, "distributor:slip", made.pk),
        point_id=point_id,
        refused={"not_in_that_custody": "ranks", "numbers_unknown": "ranks", "moved_before_it_arrived": "occurred_on"},
    ) or show_confirm(
        request,
        title=_("Rendre des pass au coffre"),
        happens=_("Ces pass quittent %(point)s. Le régisseur en confirme la réception.") % {"point": point.name},
        facts=[Fact(_("Pass présents"), number(queries.held_by(point.holder.pk).count))],
        form=form,
        button=_("Rendre ces pass"),
        back=Link(_("Ne rien rendre"), here(request, "distributor:register", point.holder.pk)),
    )
