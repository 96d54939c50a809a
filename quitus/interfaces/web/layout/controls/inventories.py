"""Inventories: opened, counted on a phone, compared, settled, concluded."""

from collections.abc import Callable, Sequence

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.controls import catalogue, operations, queries, states
from quitus.domain.controls import rules as counting
from quitus.domain.controls.models import Inventory, InventoryPlace
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Column as Col
from quitus.interfaces.web.layout.components import Empty, Fact, Link, Next, Row, Table, number
from quitus.interfaces.web.layout.controls import written
from quitus.interfaces.web.layout.controls.desk import Desk, inventory_of
from quitus.interfaces.web.layout.controls.forms import (
    ConcludeForm,
    OpenForm,
    SettleForm,
)
from quitus.interfaces.web.layout.controls.signing import sheet_link, signing_actions, signing_tables
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.interfaces.web.layout.stock import holder_words
from quitus.interfaces.web.layout.threads import thread
from quitus.interfaces.web.layout.words import count as count_words
from quitus.kernel.ranges import NumberRange, size


@require_GET
def inventories(request: SchemeRequest, desk: Desk) -> HttpResponse:
    """The inventories of the reader's places."""
    lines = paginate(request, queries.inventories(holder_ids=desk.scope))
    return show_list(
        request,
        title=_("Inventaires"),
        lead=_("Compter les pass présents, sans regarder le registre, puis comparer."),
        back=back_to_controls(request, desk),
        actions=[Link(_("Ouvrir un inventaire"), desk.to(request, "open_inventory"), "primary", "clipboard-check")],
        page=lines,
        table=written.inventories_table(
            lines.items,
            url=lambda one: desk.to(request, "inventory", one.pk),
        ),
    )


def back_to_controls(request: SchemeRequest, desk: Desk) -> Link:
    """The way back to the first page of controls."""
    return Link(_("Contrôles et pertes"), desk.to(request, "controls"))


def open_inventory(request: SchemeRequest, desk: Desk) -> HttpResponse:
    """Choose the places and begin."""
    form = OpenForm(sent(request), holders=desk.holders)
    return carry_out(
        request,
        form,
        operations.open_inventory,
        done=_("L'inventaire est ouvert. Comptez chaque lieu."),
        to=lambda made: desk.to(request, "inventory", made.pk),
        refused={"already_being_counted": "holder_ids", "nothing_to_count": "holder_ids"},
    ) or show_form(
        request,
        title=_("Ouvrir un inventaire"),
        lead=_("Le travail continue pendant le comptage : les mouvements enregistrés entre-temps sont pris en compte."),
        form=form,
        submit=_("Ouvrir l'inventaire"),
        back=Link(_("Inventaires"), desk.to(request, "inventories")),
    )


@require_GET
def inventory(request: SchemeRequest, desk: Desk, inventory_id: int) -> HttpResponse:
    """One inventory: what to count, or what was found."""
    one, places = inventory_of(desk, inventory_id)
    open_ = one.state == states.OPEN
    past = thread(
        audit.thread("inventory", one.pk), stands=written.inventory_status(one), coming=_coming(request, desk, one)
    )
    return show_detail(
        request,
        title=_("Inventaire %(number)s") % {"number": one.number},
        lead=_("Le registre reste caché jusqu'à la fin du comptage.") if open_ else "",
        back=Link(_("Inventaires"), desk.to(request, "inventories")),
        status=written.inventory_status(one),
        facts=_facts(one),
        thread=past,
        tables=[_counting_table(request, desk, places)] if open_ else _results(request, desk, one, places),
        actions=_actions(request, desk, one, places),
    )


def _facts(one: Inventory) -> list[Fact]:
    facts = [Fact(_("Objet"), _(catalogue.PURPOSES[one.purpose])), Fact(_("Ouvert par"), one.opened_by)]
    if one.recount_of is not None:
        facts.append(Fact(_("Second comptage de"), one.recount_of.number))
    if one.conclusion:
        facts.append(Fact(_("Conclusion"), one.conclusion))
    return facts


def _coming(request: SchemeRequest, desk: Desk, one: Inventory) -> Sequence[Next]:
    steps = {
        states.OPEN: _("Compter chaque lieu, puis terminer le comptage"),
        states.COUNTED: _("Traiter les écarts, puis terminer l'inventaire"),
        states.CONCLUDED: _("Imprimer le procès-verbal et le faire signer"),
    }
    if one.state == states.CONCLUDED and queries.signatures(catalogue.INVENTORY, one.pk):
        return []
    if one.state == states.COUNTED and not queries.unsettled_count(one.pk):
        return [Next(_("Terminer l'inventaire"))]
    return [Next(steps[one.state])] if one.state in steps else []


def _counting_table(request: SchemeRequest, desk: Desk, places: Sequence[InventoryPlace]) -> Table:
    """Each place with what is counted so far: never what the register says."""
    rows = []
    for place in places:
        done = size(queries.counted(place.pk))
        url = desk.to(request, "count_place", place.pk) if place.holder_id in desk.holder_ids else ""
        rows.append(Row([holder_words(place.holder), done], url=url))
    return Table(
        caption=_("Lieux à compter"),
        columns=[Col(_("Lieu")), Col(_("Pass comptés"), "number")],
        rows=rows,
        empty=Empty(_("Aucun lieu.")),
    )


def _results(request: SchemeRequest, desk: Desk, one: Inventory, places: Sequence[InventoryPlace]) -> list[Table]:
    if one.state == states.ABANDONED:
        return []
    covered = queries.places_covered(one)
    gaps = list(queries.differences(one.pk))
    tables = [
        written.places_table(covered),
        written.differences_table(
            gaps,
            url=lambda gap: desk.to(request, "settle_difference", gap.pk) if one.state == states.COUNTED else "",
        ),
    ]
    if explained := queries.meanwhile({place.inventory_id for place in covered}):
        tables.append(written.meanwhile_table(explained, url=lambda slip: desk.to(request, "slip", slip.pk)))
    if one.state == states.CONCLUDED:
        tables += signing_tables(request, desk, catalogue.INVENTORY, one.pk)
    return tables


def _actions(request: SchemeRequest, desk: Desk, one: Inventory, places: Sequence[InventoryPlace]) -> list[Link]:
    if one.state == states.OPEN:
        mine = [place for place in places if place.holder_id in desk.holder_ids]
        return [
            *(
                Link(
                    _("Compter"), desk.to(request, "count_place", place.pk), "primary", about=holder_words(place.holder)
                )
                for place in mine
                if len(mine) == 1
            ),
            Link(_("Terminer le comptage"), desk.to(request, "close_count", one.pk), icon="check-lg"),
            Link(_("Abandonner"), desk.to(request, "abandon_inventory", one.pk), "link"),
        ]
    if one.state == states.COUNTED:
        left = queries.unsettled_count(one.pk)
        conclude = Link(
            _("Terminer l'inventaire"), desk.to(request, "conclude_inventory", one.pk), "primary", "check-lg"
        )
        again = Link(_("Compter une seconde fois"), desk.to(request, "recount", one.pk), icon="arrow-counterclockwise")
        return [again if left else conclude, sheet_link(request, desk, catalogue.INVENTORY, one.pk)]
    return signing_actions(request, desk, catalogue.INVENTORY, one.pk) if one.state == states.CONCLUDED else []


# --- the steps that bind


def close_count(request: SchemeRequest, desk: Desk, inventory_id: int) -> HttpResponse:
    """End the count: the register is compared now."""
    one, places = inventory_of(desk, inventory_id)
    facts = [
        Fact(holder_words(place.holder), number(size(queries.counted(place.pk))), _("pass comptés")) for place in places
    ]
    return _bind(
        request,
        desk,
        one,
        operations.close_count,
        Act(
            title=_("Terminer le comptage"),
            happens=_("Le comptage est comparé au registre tel qu'il est à cet instant, et les écarts apparaissent."),
            final=_("On n'ajoute plus rien à ce comptage. Un second comptage reste possible."),
            button=_("Terminer le comptage"),
            done=_("Le comptage est comparé au registre."),
            facts=tuple(facts),
        ),
    )


def abandon(request: SchemeRequest, desk: Desk, inventory_id: int) -> HttpResponse:
    """Give up a count."""
    one, _places = inventory_of(desk, inventory_id)
    return _bind(
        request,
        desk,
        one,
        operations.abandon_inventory,
        Act(
            title=_("Abandonner l'inventaire"),
            happens=_("Rien n'est comparé. L'inventaire %(number)s reste dans la liste, abandonné.")
            % {"number": one.number},
            button=_("Abandonner l'inventaire"),
            done=_("L'inventaire est abandonné."),
        ),
    )


def recount(request: SchemeRequest, desk: Desk, inventory_id: int) -> HttpResponse:
    """Count again where there were differences."""
    one, _places = inventory_of(desk, inventory_id)
    return _bind(
        request,
        desk,
        one,
        operations.recount,
        Act(
            title=_("Compter une seconde fois"),
            happens=_("Un second comptage commence dans les lieux où il y a des écarts. Il remplace le premier."),
            button=_("Compter une seconde fois"),
            done=_("Le second comptage est ouvert."),
        ),
    )


def _bind(
    request: SchemeRequest, desk: Desk, one: Inventory, operation: Callable[..., Inventory], act: Act
) -> HttpResponse:
    return bind(
        request,
        forms.Form(sent(request)),
        operation,
        act,
        back=Link(_("Inventaire %(number)s") % {"number": one.number}, desk.to(request, "inventory", one.pk)),
        to=lambda made: desk.to(request, "inventory", made.pk),
        inventory_id=one.pk,
    )


def conclude(request: SchemeRequest, desk: Desk, inventory_id: int) -> HttpResponse:
    """End the inventory once every difference is settled."""
    one, _places = inventory_of(desk, inventory_id)
    form = ConcludeForm(sent(request))
    shown = desk.to(request, "inventory", inventory_id)
    return carry_out(
        request,
        form,
        operations.conclude_inventory,
        done=_("L'inventaire est terminé. Imprimez le procès-verbal et faites-le signer."),
        to=shown,
        inventory_id=inventory_id,
    ) or show_confirm(
        request,
        title=_("Terminer l'inventaire"),
        happens=_("Le résultat ne change plus et le procès-verbal peut être signé."),
        facts=[
            Fact(holder_words(place.holder), number(place.found_count), _("pass présents ou en chemin"))
            for place in queries.places_covered(one)
        ],
        form=form,
        button=_("Terminer l'inventaire"),
        back=Link(_("Inventaire %(number)s") % {"number": one.number}, shown),
    )


def settle(request: SchemeRequest, desk: Desk, difference_id: int) -> HttpResponse:
    """Explain a difference, or go and declare the pass lost."""
    gap = found(queries.difference, difference_id)
    one, _places = inventory_of(desk, gap.place.inventory_id)
    shown = desk.to(request, "inventory", one.pk)
    rest = counting.unsettled(gap.range, [line.range for line in gap.settlements.all()])
    if not rest:
        raise Http404
    orders = written.orders_of([gap.range])
    actions = []
    if gap.kind == catalogue.MISSING and gap.place.holder_id in desk.holder_ids:
        lost = desk.to(request, "open_loss", gap.place.holder_id, query=f"ecart={gap.pk}")
        actions = [Link(_("Déclarer ces pass perdus"), lost, "danger", "exclamation-triangle-fill")]
    form = SettleForm(sent(request), whole=rest[0])
    return carry_out(
        request,
        form,
        operations.settle_difference,
        done=_("L'explication est enregistrée."),
        to=shown,
        difference_id=difference_id,
        refused={"explanation_missing": "text", "no_difference_there": "first"},
    ) or show_form(
        request,
        title=_("Traiter un écart"),
        lead=_("Le registre ne change pas ici : un mouvement oublié se saisit comme les autres."),
        facts=[
            Fact(_("Lieu"), holder_words(gap.place.holder)),
            Fact(_("Écart"), _(catalogue.DIFFERENCE_KINDS[gap.kind])),
            *([Fact(_("Au registre"), holder_words(gap.register_holder))] if gap.register_holder else []),
            *(Fact(_("Pass"), written.range_words(part, orders), _n(part)) for part in rest),
        ],
        form=form,
        submit=_("Enregistrer l'explication"),
        back=Link(_("Inventaire %(number)s") % {"number": one.number}, shown),
        actions=actions,
    )


def _n(numbers: NumberRange) -> str:
    return _("%(count)s pass") % {"count": count_words(numbers.count)}
