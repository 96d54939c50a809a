"""The orders, one order, its visa or its refusal, its delivery."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import queries as distribution
from quitus.domain.vouchers import operations, queries, states
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.standings import COUNTED, VISA_AWAITED
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import opinions as law
from quitus.interfaces.web.layout import order_lines
from quitus.interfaces.web.layout import orders as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, DayForm, bind
from quitus.interfaces.web.layout.components import Empty, Fact, Link, Weight
from quitus.interfaces.web.layout.deliveries import show_delivery
from quitus.interfaces.web.layout.doing import found, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.order_standings import order_status, standing_chips, standings
from quitus.interfaces.web.layout.pages import show_detail, show_list, show_refusal
from quitus.interfaces.web.layout.stock import stock_table
from quitus.interfaces.web.layout.threads import thread
from quitus.interfaces.web.layout.visas import REFUSAL_REFUSED, RefusalForm, as_read, visa_facts
from quitus.kernel.life import after
from quitus.usecases import orders as usecases

_AWAITED = (VISA_AWAITED, states.PRODUCED, COUNTED)
"""Where orders stand of which the accountant owes the next step."""


@page(audience="accountant")
@require_GET
def orders(request: SchemeRequest) -> HttpResponse:
    """Every order, or those at one step."""
    among, every = standings(request.membership.scheme_id), queries.orders()
    lines = paginate(request, among.only(every, request.GET.get("etat", "")))
    return show_list(
        request,
        title=_("Commandes"),
        lead=_("Vous visez les commandes de pass, puis vous prenez en charge ce qui est livré."),
        actions=[Link(_("Émission par la collectivité"), here(request, "accountant:opinions"), icon="bank")],
        chips=standing_chips(request, every, among, _AWAITED),
        page=lines,
        table=written.orders_table(
            lines.items,
            among,
            url=lambda one: here(request, "accountant:order", one.pk),
            empty=Empty(_("Aucune commande."), _("Elles arrivent ici dès que la collectivité les prépare.")),
        ),
    )


@page(audience="accountant")
@require_GET
def order(request: SchemeRequest, order_id: int) -> HttpResponse:
    """One order: its steps, its pass and where they are, its thread."""
    one = found(queries.order, order_id)
    held = [line for line in distribution.stock() if line.order.pk == one.pk]
    where = stock_table(
        held, url=lambda holder: here(request, "accountant:register", holder.pk), empty=Empty(_("Aucun pass."))
    )
    status = order_status(one)
    return show_detail(
        request,
        title=_("Commande %(number)s") % {"number": one.number},
        lead=written.lead_words(one),
        back=Link(_("Commandes"), here(request, "accountant:orders")),
        status=status,
        steps=written.order_steps(one),
        facts=written.order_facts(one),
        thread=thread(audit.thread("order", one.pk), stands=status, coming=written.order_coming(one)),
        tables=[*order_lines.lines_of(one), written.marks_table(one), where] if one.series else [],
        actions=list(_actions(request, one)),
    )


def _actions(request: SchemeRequest, one: Order) -> Iterator[Link]:
    ended = queries.has_ended_unused(one)
    if after(states.ORDER, one.state, "visa_order") and not ended:
        yield Link(_("Viser la commande"), here(request, "accountant:visa_order", one.pk), "primary")
    if after(states.ORDER, one.state, "refuse_visa"):
        yield Link(_("Refuser le visa"), here(request, "accountant:refuse_visa", one.pk))
    if after(states.ORDER, one.state, "receive_delivery"):
        weight: Weight = "secondary" if ended else "primary"
        yield Link(_("Enregistrer la livraison"), here(request, "accountant:receive_delivery", one.pk), weight)


@page(audience="accountant")
def visa(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Agree to an order."""
    one = found(queries.order, order_id)
    if request.method != "POST" and queries.has_ended_unused(one):
        return show_refusal(request, refusal=written.ended(one), back=_back(request, one))
    act = Act(
        title=_("Viser la commande %(number)s") % {"number": one.number},
        happens=_("Avec votre visa, la collectivité peut confirmer cette commande de %(what)s.")
        % {"what": written.quantity_words(one)},
        final=_("Un visa donné ne se retire pas."),
        button=_("Viser la commande"),
        done=_("La commande est visée."),
        facts=(*visa_facts(one), _if_wrong(request, one)),
        refused={"date_before_previous_step": "visa_on"},
    )
    form = as_read(DayForm(sent(request), name="visa_on", label=_("Date du visa")), one)
    return bind(request, form, operations.visa_order, act, back=_back(request, one), order_id=one.pk)


@page(audience="accountant")
def refuse_visa(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Send an order back to who prepared it."""
    one = found(queries.order, order_id)
    act = Act(
        title=_("Refuser le visa de la commande %(number)s") % {"number": one.number},
        happens=_("La commande retourne au responsable du dispositif, avec votre motif. "
                  "Il la corrige ou vous répond, puis vous redemande le visa."),
        button=_("Refuser le visa"),
        done=_("Le visa est refusé. La commande vous reviendra une fois corrigée."),
        facts=visa_facts(one),
        refused=REFUSAL_REFUSED,
    )  # fmt: skip
    form = as_read(RefusalForm(sent(request)), one)
    return bind(request, form, operations.refuse_visa, act, back=_back(request, one), order_id=one.pk)


def _if_wrong(request: SchemeRequest, one: Order) -> Fact:
    refuse = Link(_("Refuser le visa"), here(request, "accountant:refuse_visa", one.pk))
    return Fact(_("Si quelque chose ne va pas"), refuse, _("Vous dites quoi ; la commande vous revient corrigée."))


@page(audience="accountant")
def deliver(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Count what the operator delivers, and take it in charge."""
    one = found(queries.order, order_id)
    return show_delivery(request, one, back=_back(request, one), in_charge=True)


def _back(request: SchemeRequest, one: Order) -> Link:
    return Link(_("Revenir à la commande"), here(request, "accountant:order", one.pk))


@page(audience="accountant")
@require_GET
def opinions(request: SchemeRequest) -> HttpResponse:
    """What lawyers said of pass issued by the authority, and the assents given."""
    lines = paginate(request, queries.legal_opinions())
    return show_list(
        request,
        title=_("Émission par la collectivité"),
        lead=law.lead(),
        back=Link(_("Commandes"), here(request, "accountant:orders")),
        page=lines,
        table=law.opinions_table(
            lines.items,
            url=lambda each: here(request, "accountant:opinion", each.pk),
        ),
    )


@page(audience="accountant")
@require_GET
def opinion(request: SchemeRequest, opinion_id: int) -> HttpResponse:
    """One opinion and its file."""
    one = found(queries.legal_opinion, opinion_id)
    status = law.opinion_status(one)
    actions = [Link(_("Lire l'avis"), here(request, "accountant:opinion_file", one.pk), icon="file-earmark")]
    if law.awaits_assent(one):
        actions.insert(0, Link(_("Donner votre accord"), here(request, "accountant:assent", one.pk), "primary"))
    return show_detail(
        request,
        title=_("Avis %(reference)s") % {"reference": one.reference},
        back=Link(_("Émission par la collectivité"), here(request, "accountant:opinions")),
        status=status,
        facts=law.opinion_facts(one),
        thread=thread(audit.thread("legal_opinion", one.pk), stands=status, coming=law.opinion_coming(one)),
        actions=actions,
    )


@page(audience="accountant")
@require_GET
def opinion_file(request: SchemeRequest, opinion_id: int) -> HttpResponse:
    """The file itself."""
    one, content = found(usecases.opinion_content, opinion_id)
    disposition = content_disposition_header(True, one.file_name)
    return HttpResponse(content, content_type=one.media_type, headers={"Content-Disposition": disposition})


@page(audience="accountant")
def assent(request: SchemeRequest, opinion_id: int) -> HttpResponse:
    """Agree that the authority issues pass itself."""
    one = found(queries.legal_opinion, opinion_id)
    back = Link(_("Revenir à l'avis"), here(request, "accountant:opinion", one.pk))
    act = Act(
        title=_("Donner votre accord à l'émission par la collectivité"),
        happens=_("La collectivité pourra confirmer des commandes de pass qu'elle émet elle-même."),
        final=_("Un accord donné ne se retire pas. Vous visez encore chaque commande, si la convention le demande."),
        button=_("Donner votre accord"),
        done=_("Votre accord est enregistré."),
        facts=tuple(law.opinion_facts(one)),
        refused={"assent_before_opinion": "assent_on"},
    )
    form = DayForm(sent(request), name="assent_on", label=_("Date de l'accord"))
    return bind(request, form, operations.assent_to_self_issue, act, back=back, opinion_id=one.pk)
