"""The ends of validity of all orders, and that of one."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.expiry import queries, rules, states
from quitus.domain.expiry.models import Step, Told
from quitus.domain.organisations.roles import MANAGER
from quitus.domain.vouchers import queries as vouchers
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Link,
    Next,
    Row,
    Status,
    Table,
    Weight,
    number,
)
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.endings import (
    booklet_figures,
    end_status,
    end_steps,
    statements_table,
)
from quitus.interfaces.web.layout.order_standings import order_status
from quitus.interfaces.web.layout.orders import quantity_words
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today
from quitus.kernel.words import N_


@page(audience="authority")
@require_GET
def ends(request: SchemeRequest) -> HttpResponse:
    """Every order that is or was active, the nearest end first; then the statements with operators."""
    on = today()
    rows = [
        Row(
            [
                end.order.number,
                end.order.quantity,
                day(end.calendar.alert_on),
                day(end.calendar.blocking_on),
                day(end.calendar.last_on),
                day(end.calendar.refused_from),
                end_status(end, on),
            ],
            url=here(request, "authority:end", end.order.pk),
        )
        for end in queries.ends()
    ]
    table = Table(
        caption=_("Fins de validité"),
        columns=[
            Column(_("Commande")),
            Column(_("Pass"), "number"),
            Column(_("Alerte")),
            Column(_("Arrêt des remises")),
            Column(_("Dernier jour")),
            Column(_("Refus en lieu")),
            Column(_("Où cela en est")),
        ],
        rows=rows,
        empty=Empty(_("Aucune commande n'est active."), _("La fin de validité se suit dès l'activation.")),
    )
    statements = statements_table(
        list(queries.statements()), url=lambda one: here(request, "authority:end_statement", one.order_id)
    )
    return show_list(
        request,
        title=_("Fins de validité"),
        lead=_("Ce qui arrive à chaque commande quand ses pass cessent d'être valables."),
        back=Link(_("Commandes"), here(request, "authority:orders")),
        table=table,
        template="authority/expiry/ends.html",
        statements=statements,
    )


@page(audience="authority")
@require_GET
def end(request: SchemeRequest, order_id: int) -> HttpResponse:
    """The end of one order: its days, its totals, who was told and has signed, what comes next."""
    one = found(queries.end, order_id)
    on = today()
    if one.order.state not in queries.LIVE:
        return _not_yet(request, one)
    announced, expired = one.step("announce_end"), one.step("expire_order")
    facts = [
        Fact(_("Dernier jour imprimé"), one.calendar.last_on),
        Fact(_("Les lieux refusent à partir du"), one.calendar.refused_from),
        Fact(_("Plus de remise à partir du"), one.order.blocked_from),
        *([_figures_fact(announced)] if announced else []),
        *([Fact(_("Utilisés à la fin"), number(expired.figures["used"]))] if expired else []),
        *([Fact(_("Jamais utilisés"), number(expired.figures["unused"]))] if expired else []),
    ]
    return show_detail(
        request,
        title=_("Fin de validité de la commande %(number)s") % {"number": one.order.number},
        lead=quantity_words(one.order),
        back=Link(_("Fins de validité"), here(request, "authority:ends")),
        status=end_status(one, on),
        steps=end_steps(one, on),
        figures=booklet_figures(queries.booklets(one.order)),
        facts=facts,
        tables=list(_tables(request, one)),
        actions=list(_actions(request, one)),
        thread=fil("order", one.order.pk, stands=end_status(one, on), coming=_coming(one)),
    )


def _not_yet(request: SchemeRequest, one: queries.End) -> HttpResponse:
    return show_detail(
        request,
        title=_("Fin de validité de la commande %(number)s") % {"number": one.order.number},
        lead=_("La fin de validité se suit dès que la commande est active."),
        back=Link(_("Commande"), here(request, "authority:order", one.order.pk)),
        status=order_status(one.order),
        facts=[Fact(_("Dernier jour de validité"), one.order.valid_until)],
    )


def _figures_fact(step: Step) -> Fact:
    said = _("%(issued)s carnets livrés, %(handed_out)s remis, %(started)s commencés") % step.figures
    return Fact(_("À l'alerte du %(day)s") % {"day": day(step.occurred_on)}, said)


def _coming(one: queries.End) -> list[Next]:
    days = {
        "announce_end": one.calendar.alert_on,
        "decide_blocking": one.calendar.blocking_on,
        "expire_order": one.calendar.refused_from,
    }
    words = {
        "announce_end": (_("Alerte envoyée"), _("le calendrier")),
        "decide_blocking": (_("Arrêt des remises à décider"), _("le responsable du dispositif")),
        "expire_order": (_("Fin de validité constatée"), _("le calendrier")),
    }
    if one.state == states.EXPIRED:
        return _statement_coming(one)
    done = {step.verb for step in one.steps} | ({"decide_blocking"} if one.stop else set())
    return [
        Next(words[verb][0], words[verb][1], days[verb], late=today() > days[verb]) for verb in days if verb not in done
    ]


def _statement_coming(one: queries.End) -> list[Next]:
    """The statement with the operator, from the day on which venues can record nothing late any more."""
    if one.order.operator_contract_id is None or queries.statement(one.order.pk) is not None:
        return []
    from_on = vouchers.closable_on(one.order)
    what = _("État contradictoire à dresser avec l'opérateur, à partir du %(day)s") % {"day": day(from_on)}
    return [Next(what, _("le responsable du dispositif"))]


def _tables(request: SchemeRequest, one: queries.End) -> Iterator[Table]:
    told = list(queries.told(one.order))
    if told:
        yield Table(
            caption=_("Qui a été prévenu de l'arrêt des remises"),
            columns=[
                Column(_("Détenteur")),
                Column(_("Prévenu le"), "day"),
                Column(_("Relancé le"), "day"),
                Column(_("Accusé de réception")),
                Column(_("Signé par")),
                Column(_("Pass restants"), "number"),
            ],
            rows=[Row([*_told_cells(request, one)]) for one in told],
            empty=Empty(_("Personne.")),
        )
    statement = queries.statement(one.order.pk)
    if statement is not None:
        yield statements_table([statement], url=lambda it: here(request, "authority:end_statement", it.order_id))
    former = list(queries.former_steps(one.order))
    if former:
        yield Table(
            caption=_("Étapes faites avant la prolongation"),
            columns=[
                Column(_("Date"), "day"),
                Column(_("Étape")),
                Column(_("Pour la fin du"), "day"),
                Column(_("Par")),
            ],
            rows=[Row([step.occurred_on, _(STEPS[step.verb]), step.valid_until, step.actor_label]) for step in former],
            empty=Empty(_("Aucune.")),
        )


STEPS = {
    "announce_end": N_("Alerte"),
    "decide_blocking": N_("Arrêt des remises"),
    "tell_stop": N_("Arrêt des remises annoncé"),
    "expire_order": N_("Fin de validité"),
}


def _told_cells(request: SchemeRequest, one: Told) -> Iterator[object]:
    yield one.holder.label
    yield one.told_on
    yield one.reminded_on
    if one.acknowledged_on is not None:
        yield Status("done", day(one.acknowledged_on))
    elif request.actor.role == MANAGER:
        url = here(request, "authority:enter_acknowledgement", one.pk)
        yield Link(_("Saisir l'accusé signé"), url, about=one.holder.label)
    else:
        late = queries.due_on(one) < today()
        yield Status("late" if late else "waiting", _("Attendu"))
    yield one.acknowledged_by
    yield one.left_count


def _actions(request: SchemeRequest, one: queries.End) -> Iterator[Link]:
    statement = queries.statement(one.order.pk)
    if statement is not None:
        yield Link(_("Voir l'état contradictoire"), here(request, "authority:end_statement", one.order.pk), "primary")
    if request.actor.role == MANAGER:
        yield from _steps(request, one, drawn=statement is not None)
    yield Link(_("Voir la commande"), here(request, "authority:order", one.order.pk))


def _steps(request: SchemeRequest, one: queries.End, *, drawn: bool) -> Iterator[Link]:
    def link(label: str, view: str, weight: Weight = "secondary") -> Link:
        return Link(label, here(request, f"authority:{view}", one.order.pk), weight)

    owed = rules.due(one.calendar, one.state, today())
    if one.state == states.EXPIRED:
        if not drawn and one.order.operator_contract_id is not None and vouchers.closable_on(one.order) <= today():
            yield link(_("Dresser l'état contradictoire"), "draw_end_statement", "primary")
        return
    if owed == "expire_order":
        yield link(_("Constater la fin de validité"), "expire_order", "primary")
        return
    if queries.to_remind(one.order, today()).exists():
        yield link(_("Relancer qui n'a pas signé"), "remind_keepers")
    if one.stop is None:
        yield link(_("Décider l'arrêt des remises"), "decide_blocking", "primary" if owed else "secondary")
    if one.step("announce_end") is None:
        yield link(_("Annoncer la fin maintenant"), "announce_end")
    yield link(_("Prolonger la validité"), "prolong_order")
