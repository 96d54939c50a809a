"""The statements of this operator's orders, and its answer to each."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.expiry import operations, queries, states
from quitus.domain.expiry.models import Statement
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link, number
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.endings import (
    AnswerForm,
    differences_table,
    statement_facts,
    statement_status,
    statements_table,
)
from quitus.interfaces.web.layout.pages import show_detail, show_list

MOST_SHOWN = 200


def _own(request: SchemeRequest, order_id: int) -> Statement:
    one = queries.statements(operator_id=request.membership.organisation_id).filter(order_id=order_id).first()
    if one is None:
        raise Http404
    return one


@page(audience="operator")
@require_GET
def statements(request: SchemeRequest) -> HttpResponse:
    """Every statement of this operator."""
    found = queries.statements(operator_id=request.membership.organisation_id)
    return show_list(
        request,
        title=_("États contradictoires"),
        lead=_("Après la fin de validité : les pass utilisés selon la collectivité et selon vous."),
        back=Link(_("Commandes"), here(request, "operator:orders")),
        table=statements_table(list(found), url=lambda one: here(request, "operator:end_statement", one.order_id)),
    )


@page(audience="operator")
@require_GET
def statement(request: SchemeRequest, order_id: int) -> HttpResponse:
    """One statement."""
    one = _own(request, order_id)
    differences = list(queries.number_differences(one.pk)[:MOST_SHOWN])
    waits = one.state == states.DRAWN
    answer_link = Link(_("Répondre"), here(request, "operator:answer_end_statement", order_id), "primary")
    return show_detail(
        request,
        title=_("État contradictoire de la commande %(number)s") % {"number": one.order.number},
        lead=_("Les pass utilisés selon la collectivité et selon vous, côte à côte."),
        back=Link(_("États contradictoires"), here(request, "operator:end_statements")),
        status=statement_status(one),
        facts=statement_facts(one),
        tables=[differences_table(one, differences)] if one.answered_on else [],
        actions=[answer_link] if waits else [],
    )


@page(audience="operator")
def answer(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Answer a statement."""
    one = _own(request, order_id)
    act = Act(
        title=_("Répondre à l'état contradictoire de la commande %(number)s") % {"number": one.order.number},
        happens=_("Vous donnez les pass que vous tenez pour utilisés. Chaque écart est ensuite traité avec vous."),
        final=_("Une réponse ne se remplace pas."),
        button=_("Envoyer la réponse"),
        done=_("Votre réponse est enregistrée."),
        facts=(
            Fact(_("Pass livrés et payés"), number(one.paid_count)),
            Fact(_("Utilisés, selon la collectivité"), number(one.ours_used)),
        ),
        refused={
            "more_used_than_paid": "theirs_used",
            "total_and_numbers_disagree": "numbers",
            "numbers_of_another_order": "numbers",
            "date_before_the_step_before": "answered_on",
        },
    )
    back = Link(_("Revenir à l'état"), here(request, "operator:end_statement", order_id))
    form = AnswerForm(sent(request), order=one.order)
    return bind(request, form, operations.answer_statement, act, back=back, statement_id=one.pk)
