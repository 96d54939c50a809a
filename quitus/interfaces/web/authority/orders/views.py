"""The list of orders, one order, a new one."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution.models import Slip
from quitus.domain.documents import queries as documents
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.vouchers import queries, states
from quitus.domain.vouchers.models import MarkChange, OperatorContract, Order
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.operators.handed import since_entrusted
from quitus.interfaces.web.layout import order_lines
from quitus.interfaces.web.layout import orders as written
from quitus.interfaces.web.layout import stock as custody
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Figure,
    IndexLine,
    IndexPart,
    Link,
    Row,
    Table,
    Weight,
    number,
)
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.lists import address, as_csv, paginate
from quitus.interfaces.web.layout.order_standings import order_status, standing_chips, standings
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today
from quitus.kernel.life import after


@page(audience="authority")
@require_GET
def orders(request: SchemeRequest) -> HttpResponse:
    """Every order, with what it is worth and where it stands."""
    among, found_ = standings(request.membership.scheme_id), queries.orders()
    lines = paginate(request, among.only(found_, request.GET.get("etat", "")))
    leads = request.actor.role == MANAGER
    new = Link(_("Préparer une commande"), here(request, "authority:new_order"), "primary", "plus-lg")
    printed = Link(_("Modèle d'impression"), here(request, "authority:print_design"), "link")
    empty = Empty(
        _("Aucune commande pour l'instant."),
        _("Une commande se passe sous une convention signée, un marché et un contrat d'opérateur."),
        new if leads else None,
    )
    table = written.orders_table(
        lines.items,
        among,
        url=lambda one: here(request, "authority:order", one.pk),
        empty=empty,
    )
    if request.GET.get("format") == "csv":
        return as_csv(table, "commandes")
    totals = queries.totals()
    return show_list(
        request,
        title=_("Commandes"),
        lead=_("Les pass commandés, de la préparation à la fin de leur validité."),
        actions=[
            *([new] if leads else []),
            Link(_("Où sont les pass"), here(request, "authority:stock"), icon="box-seam"),
            Link(_("Fins de validité"), here(request, "authority:ends"), icon="hourglass-split"),
            Link(_("Exposition aux opérateurs"), here(request, "authority:exposure"), icon="shield-check"),
            Link(_("Contrats"), here(request, "authority:contracts"), "link"),
            *([printed] if leads else []),
            Link(_("Émettre soi-même"), here(request, "authority:opinions"), "link"),
            Link(_("Exporter (CSV)"), address(request, format="csv"), "link"),
        ],
        figures=[
            Figure(number(totals["ordered"]), _("pass commandés")),
            Figure(number(totals["delivered"]), _("livrés")),
            Figure(number(totals["activated"]), _("activés"), note=_("commandes finies comprises")),
        ],
        chips=standing_chips(request, found_, among),
        page=lines,
        table=table,
    )


@page(audience="authority")
@require_GET
def order(request: SchemeRequest, order_id: int) -> HttpResponse:
    """One order: its steps, its pass, where they are, its thread."""
    one = found(queries.order, order_id)
    to_sign, status = distribution.deliveries_to_sign(one.pk), order_status(one)
    actions = [*_receipts(request, to_sign.get(one.pk, ())), *_actions(request, one, in_charge=not to_sign)]
    lines = [line for line in distribution.stock() if line.order.pk == one.pk]
    tables = [
        *order_lines.lines_of(one),
        written.marks_table(one),
        custody.stock_table(
            lines,
            url=lambda holder: here(request, "authority:register", holder.pk),
            empty=Empty(_("Les pass seront suivis ici dès leur production.")),
        ),
    ]
    changes = list(queries.mark_changes(order_id))
    if changes:
        tables.append(_changes_table(one, changes))
    handed, refused_in = since_entrusted(request, one)
    return show_detail(
        request,
        title=_("Commande %(number)s") % {"number": one.number},
        lead=written.lead_words(one),
        back=Link(_("Commandes"), here(request, "authority:orders")),
        status=status,
        steps=written.order_steps(one),
        facts=[*written.order_facts(one), *handed],
        thread=fil("order", one.pk, stands=status, coming=written.order_coming(one)),
        tables=[*tables, *refused_in] if one.series else [],
        actions=actions,
        index=_index(request, one),
    )


def _index(request: SchemeRequest, one: Order) -> list[IndexPart]:
    """The pages kept with an order."""
    lines = []
    contract = one.operator_contract
    if contract is not None:
        lines.append(
            IndexLine(_("Contrat %(number)s") % {"number": contract.number}, _at(request, "contract", contract))
        )
    if contract is not None and not contract.operates_inside:
        lines.append(IndexLine(_("Fichiers de l'opérateur"), _at(request, "operator_files", contract)))
    if one.activated_on is not None:
        lines.append(IndexLine(_("Fin de validité"), _at(request, "end", one)))
    if one.shape == states.SELF_ISSUED:
        lines.append(IndexLine(_("Émettre soi-même : avis et accord"), here(request, "authority:opinions")))
    papers = [
        IndexLine(
            _("Papier signé par %(name)s") % {"name": paper.signed_by},
            here(request, "authority:signed_paper", paper.pk),
            note=day(paper.signed_on),
        )
        for paper in documents.signed_papers("order", one.pk)
    ]
    return [
        *([IndexPart(_("Avec cette commande"), lines)] if lines else []),
        *([IndexPart(_("Papiers signés"), papers)] if papers else []),
    ]


def _at(request: SchemeRequest, view: str, one: Order | OperatorContract) -> str:
    return here(request, f"authority:{view}", one.pk)


def _changes_table(one: Order, changes: list[MarkChange]) -> Table:
    words = {
        "block_range": _("Bloqués"),
        "unblock_range": _("Débloqués"),
        "cancel_range": _("Annulés"),
    }
    return Table(
        caption=_("Pass bloqués, débloqués ou annulés"),
        columns=[
            Column(_("Date"), "day"),
            Column(_("Quoi")),
            Column(_("Pass")),
            Column(_("Nombre"), "number"),
            Column(_("Motif")),
            Column(_("Par")),
        ],
        rows=[
            Row(
                [
                    change.occurred_on,
                    words[change.verb],
                    written.pass_words(change.range, one),
                    change.count,
                    _(change.reason),
                    change.actor_label,
                ]
            )
            for change in changes
        ],
        empty=Empty(_("Aucun.")),
    )


def _receipts(request: SchemeRequest, slips: Sequence[Slip]) -> Iterator[Link]:
    """The deliveries for which the accountant has not signed here: the manager enters the paper that he signed."""
    for slip in slips if request.actor.role == MANAGER else ():
        label = _("Saisir la prise en charge signée (%(slip)s)") % {"slip": slip.number}
        yield Link(label, here(request, "authority:enter_receipt", slip.pk), icon="file-earmark-text")


def _actions(request: SchemeRequest, one: Order, *, in_charge: bool) -> Iterator[Link]:
    """What the role may do with the order where it stands, the next step first."""
    leads = request.actor.role == MANAGER
    if leads and one.state == states.CONFIRMED and one.shape != states.OUTSIDE:
        yield _proof_link(request, one)
    for verb, view, label, roles in _verbs():
        allowed = after(states.ORDER, one.state, verb) is not None and request.actor.role in roles
        if allowed and _is_time(one, verb) and (in_charge or verb != "activate_order"):
            apart = view == "enter_visa" or (view == "enter_proof" and one.shape != states.OUTSIDE)
            early = verb == "abandon_order" or (verb == "begin_closing" and one.usable_until >= today())
            early = early or verb == "refuse_visa"
            if queries.has_ended_unused(one):
                early = verb in FORWARD and verb != "receive_delivery"  # only what was done in time is still entered
            owed = verb in FORWARD or (one.state == states.VISA_REFUSED and verb == "correct_draft")
            kind: Weight = "link" if early else "primary" if owed and not apart else "secondary"
            yield Link(label, here(request, f"authority:{view}", one.pk), kind)
    if leads and one.confirmed_on and one.state != states.CONFIRMED and one.shape != states.OUTSIDE:
        yield Link(_("Épreuve et impression"), here(request, "authority:printing", one.pk), icon="printer")
    if leads and one.state in states.MINTED:
        yield Link(_("Bloquer des pass"), here(request, "authority:block_range", one.pk))
        whole = queries.order_range(one)
        if whole and queries.withheld(whole).get(states.BLOCKED):
            yield Link(_("Débloquer des pass"), here(request, "authority:unblock_range", one.pk), "link")
        yield Link(_("Annuler des pass"), here(request, "authority:cancel_range", one.pk), "link")


def _proof_link(request: SchemeRequest, one: Order) -> Link:
    """To the proof: to approve once there is one, to prepare where the authority prints its own."""
    url = here(request, "authority:printing", one.pk)
    if written.proof_waits(one):
        return Link(_("Donner le bon à tirer"), url, "primary")
    if one.shape == states.SELF_ISSUED:
        return Link(_("Préparer l'épreuve"), url, "primary")
    return Link(_("Épreuve et impression"), url, icon="printer")


FORWARD = ("visa_order", "confirm_order", "approve_proof", "produce_order", "receive_delivery", "activate_order")
"""The steps that bring an order nearer to its use."""


def _is_time(one: Order, verb: str) -> bool:
    """Whether the page offers a step that the state allows: not before its day, not to whom another does it."""
    if verb == "produce_order":
        return one.shape != states.INSIDE
    if verb == "close_order":
        return queries.closable_on(one) <= today()
    if verb == "confirm_order":
        return one.state == states.VISAED or not queries.visa_is_required(one.scheme_id)
    return True


def _verbs() -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        ("correct_draft", "correct_draft", _("Corriger la commande"), (MANAGER,)),
        ("visa_order", "enter_visa", _("Saisir le visa signé sur papier"), (MANAGER, FINANCE)),
        ("refuse_visa", "enter_visa_refusal", _("Saisir un refus de visa signé sur papier"), (MANAGER, FINANCE)),
        ("confirm_order", "confirm_order", _("Confirmer la commande"), (MANAGER,)),
        ("approve_proof", "enter_proof", _("Joindre un bon à tirer signé"), (MANAGER,)),
        ("produce_order", "produce_order", _("Produire les pass"), (MANAGER,)),
        ("receive_delivery", "receive_delivery", _("Enregistrer la livraison"), (MANAGER,)),
        ("activate_order", "activate_order", _("Activer la commande"), (FINANCE,)),
        ("stop_distribution", "stop_distribution", _("Arrêter les remises"), (MANAGER,)),
        ("prolong_order", "prolong_order", _("Prolonger la validité"), (MANAGER,)),
        ("begin_closing", "begin_closing", _("Ouvrir la clôture"), (MANAGER,)),
        ("close_order", "close_order", _("Clore la commande"), (MANAGER,)),
        ("cancel_order", "cancel_order", _("Annuler la commande"), (MANAGER,)),
        ("abandon_order", "abandon_order", _("Abandonner la commande"), (MANAGER,)),
    ]
