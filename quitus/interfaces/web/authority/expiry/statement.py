"""The état contradictoire of one order: both figures, the differences, the avoir."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.expiry import operations, queries, states
from quitus.domain.expiry.models import Statement
from quitus.domain.expiry.operations.statement import refuse_too_early
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.vouchers import states as order_states
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.documents.subjects import documents_link
from quitus.interfaces.web.authority.expiry.forms import (
    ComplementForm,
    CreditNoteForm,
    OperatorAnswerForm,
    ReceivedForm,
    SettleForm,
)
from quitus.interfaces.web.authority.expiry.steps import on_end
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, DayForm, bind
from quitus.interfaces.web.layout.components import Fact, Link, money, number
from quitus.interfaces.web.layout.doing import carry_out, files, found, sent
from quitus.interfaces.web.layout.endings import differences_table, statement_facts, statement_status
from quitus.interfaces.web.layout.lists import as_csv
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_refusal
from quitus.interfaces.web.layout.papers import SCAN_REFUSALS
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today
from quitus.kernel.refusals import Refusal
from quitus.usecases import expiry as usecases

MOST_SHOWN = 200


def _statement(order_id: int) -> Statement:
    one = queries.statement(order_id)
    if one is None:
        raise Http404
    return one


@page(audience="authority")
@require_GET
def show(request: SchemeRequest, order_id: int) -> HttpResponse:
    """One statement."""
    one = _statement(order_id)
    differences = list(queries.number_differences(one.pk))
    if request.GET.get("format") == "csv":
        return as_csv(differences_table(one, differences), "ecarts")
    note = queries.credit_note(one.pk)
    facts = statement_facts(one)
    if note is not None:
        facts.append(Fact(_("Avoir n° %(number)s") % {"number": note.number}, money(note.amount_cents)))
        if note.received_on is not None:
            facts.append(Fact(_(states.CREDIT_KINDS[note.received_kind]), note.received_on, note.received_reference))
    return show_detail(
        request,
        title=_("État contradictoire de la commande %(number)s") % {"number": one.order.number},
        lead=_("Le registre de la collectivité et celui de l'opérateur, côte à côte, une fois les pass périmés."),
        back=Link(_("Fin de validité"), here(request, "authority:end", order_id)),
        status=statement_status(one),
        facts=facts,
        tables=[differences_table(one, differences[:MOST_SHOWN])] if one.answered_on else [],
        actions=list(_actions(request, one, len(differences))),
        thread=fil("order", order_id, stands=statement_status(one)),
    )


def _actions(request: SchemeRequest, one: Statement, differences: int) -> Iterator[Link]:
    def link(label: str, view: str) -> Link:
        return Link(label, here(request, f"authority:{view}", one.order_id), "primary")

    role = request.actor.role
    contract = one.order.operator_contract
    if role == MANAGER and one.state == states.DRAWN and contract is not None:
        yield link(_("Saisir la réponse signée de l'opérateur"), "answer_end_statement")
    if role == MANAGER and one.state == states.ANSWERED:
        open_ones = queries.number_differences(one.pk).filter(outcome="").exists()
        yield (
            link(_("Traiter les écarts"), "settle_differences")
            if open_ones
            else link(_("Arrêter l'état"), "conclude_end_statement")
        )
    if role == FINANCE and one.state == states.CONCLUDED and one.credit_due_cents:
        yield link(_("Enregistrer l'avoir"), "record_credit_note")
    if role == FINANCE and one.state == states.CONCLUDED and one.complement_cents:
        yield link(_("Enregistrer le mandat du complément"), "pay_complement")
    if role == FINANCE and one.state == states.CREDITED:
        yield link(_("Enregistrer l'encaissement"), "receive_credit")
    yield documents_link(request, "order", one.order_id)
    if differences:
        url = here(request, "authority:end_statement", one.order_id, query="format=csv")
        yield Link(_("Exporter les écarts (CSV)"), url, icon="download")


@page(audience="authority", roles=(MANAGER,))
def draw(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Draw the statement of an order."""
    one = found(queries.end, order_id)
    if one.order.state not in (*queries.LIVE, order_states.CLOSED):
        raise Http404
    if request.method != "POST":
        try:
            refuse_too_early(one, today())
        except Refusal as refusal:
            back = Link(_("Revenir à la fin de validité"), here(request, "authority:end", one.order.pk))
            return show_refusal(request, refusal=refusal, back=back)
    figures = queries.figures(one.order)
    act = Act(
        title=_("Dresser l'état contradictoire de la commande %(number)s") % {"number": one.order.number},
        happens=_("Nos chiffres sont arrêtés et l'opérateur est invité à donner les siens."),
        final=_("Un état dressé ne se retire pas : il se conclut avec l'opérateur."),
        button=_("Dresser l'état"),
        done=_("L'état contradictoire est dressé."),
        facts=(
            Fact(_("Pass livrés et payés"), number(figures.delivered)),
            Fact(_("Utilisés"), number(figures.used)),
            Fact(_("Jamais utilisés"), number(figures.not_used)),
        ),
        refused={"lines_may_still_come": "drawn_on"},
    )
    form = DayForm(sent(request), name="drawn_on", label=_("Date de l'état"))
    return on_end(request, one, form, operations.draw_statement, act)


def _on_statement(
    request: SchemeRequest, one: Statement, form: forms.Form, operation: Callable[..., Any], act: Act
) -> HttpResponse:
    back = Link(_("Revenir à l'état"), here(request, "authority:end_statement", one.order_id))
    return bind(request, form, operation, act, back=back, statement_id=one.pk)


@page(audience="authority", roles=(MANAGER,))
def answer(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Enter the answer that the operator signed on paper."""
    one = _statement(order_id)
    act = Act(
        title=_("Saisir la réponse de l'opérateur"),
        happens=_("Les chiffres que l'opérateur a signés sont mis en face des nôtres ; chaque écart est à traiter."),
        final=_("Une réponse ne se remplace pas."),
        button=_("Enregistrer la réponse"),
        done=_("La réponse de l'opérateur est enregistrée."),
        facts=(Fact(_("Utilisés, selon notre registre"), number(one.ours_used)),),
        refused={
            "more_used_than_paid": "theirs_used",
            "total_and_numbers_disagree": "numbers",
            "numbers_of_another_order": "numbers",
            "date_before_the_step_before": "answered_on",
            **SCAN_REFUSALS,
        },
    )
    form = OperatorAnswerForm(sent(request), files(request), order=one.order)
    return _on_statement(request, one, form, usecases.enter_answer, act)


@page(audience="authority", roles=(MANAGER,))
def settle(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Settle some of the differences."""
    one = _statement(order_id)
    waiting = list(queries.number_differences(one.pk).filter(outcome="")[:MOST_SHOWN])
    form = SettleForm(sent(request), differences=waiting)
    back = here(request, "authority:end_statement", order_id)
    return carry_out(
        request,
        form,
        operations.settle_difference,
        done=_("Les écarts sont traités."),
        to=back,
        refused={
            "difference_reason_missing": "reason",
            "use_still_stands": "outcome",
            "more_used_than_paid": "outcome",
        },
        statement_id=one.pk,
    ) or show_form(
        request,
        title=_("Traiter les écarts de la commande %(number)s") % {"number": one.order.number},
        lead=_("Aucune utilisation n'est effacée ni ajoutée : le chiffre retenu ne sert qu'à l'avoir."),
        form=form,
        submit=_("Traiter les écarts cochés"),
        back=Link(_("État contradictoire"), back),
    )


@page(audience="authority", roles=(MANAGER,))
def conclude(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Conclude a statement."""
    one = _statement(order_id)
    act = Act(
        title=_("Arrêter l'état contradictoire de la commande %(number)s") % {"number": one.order.number},
        happens=_(
            "Le chiffre des pass utilisés est arrêté. L'avoir dû par l'opérateur en découle, ou ce que son contrat lui "
            "laisse, ou le complément qui lui est dû."
        ),
        final=_("Un état arrêté ne se rouvre pas."),
        button=_("Arrêter l'état"),
        done=_("L'état contradictoire est arrêté."),
        facts=tuple(statement_facts(one)),
        refused={"date_before_the_step_before": "concluded_on"},
    )
    form = DayForm(sent(request), name="concluded_on", label=_("Date"))
    return _on_statement(request, one, form, usecases.conclude_statement, act)


@page(audience="authority", roles=(FINANCE,))
def credit(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Record the avoir that the operator sent, as its file declares it when it did."""
    one = _statement(order_id)
    declared = usecases.declared_avoir(order_id)
    facts = [Fact(_("Avoir dû"), money(one.credit_due_cents))]
    initial: dict[str, object] = {}
    if declared is not None:
        initial = {"number": declared.note, "issued_on": declared.noted_on, "amount_cents": declared.amount_cents}
        said = _("avoir n° %(number)s du %(day)s") % {"number": declared.note, "day": day(declared.noted_on)}
        facts.append(Fact(_("Déclaré par fichier"), money(declared.amount_cents), said))
    act = Act(
        title=_("Enregistrer l'avoir de la commande %(number)s") % {"number": one.order.number},
        happens=_("L'opérateur rend la valeur faciale des pass payés et jamais utilisés ; ses frais lui restent."),
        final=_("Un avoir d'un autre montant est refusé."),
        button=_("Enregistrer l'avoir"),
        done=_("L'avoir est enregistré."),
        facts=tuple(facts),
        refused={
            "credit_note_not_at_face_value": "amount_cents",
            "credit_note_not_as_declared": "amount_cents",
            "credit_note_number_taken": "number",
            "credit_reference_missing": "number",
            "date_before_the_step_before": "issued_on",
            **SCAN_REFUSALS,
        },
    )
    form = CreditNoteForm(sent(request), files(request), initial=initial)
    return _on_statement(request, one, form, usecases.enter_credit_note, act)


@page(audience="authority", roles=(FINANCE,))
def complement(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Record the mandat that pays the operator what the statement owes it."""
    one = _statement(order_id)
    act = Act(
        title=_("Payer le complément de la commande %(number)s") % {"number": one.order.number},
        happens=_(
            "L'opérateur paie aux lieux plus de pass qu'on ne lui en avait payé : un mandat lui verse la différence."
        ),
        button=_("Enregistrer le mandat"),
        done=_("Le complément est payé."),
        final=_("Un mandat enregistré ne se retire pas, et son numéro ne sert qu'une fois."),
        facts=(
            Fact(_("Payé à"), one.order.payer.name),
            Fact(_("Pass payés à l'opérateur"), number(one.paid_count)),
            Fact(_("Utilisés, chiffre arrêté"), number(one.agreed_used)),
            Fact(_("Complément dû à l'opérateur"), money(one.complement_cents)),
        ),
        refused={
            "complement_mandat_missing": "mandat_number",
            "mandat_already_used": "mandat_number",
            "date_before_the_step_before": "paid_on",
        },
    )
    return _on_statement(request, one, ComplementForm(sent(request)), usecases.pay_complement, act)


@page(audience="authority", roles=(FINANCE,))
def received(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Record how the avoir came back."""
    one = _statement(order_id)
    act = Act(
        title=_("Enregistrer l'encaissement de l'avoir"),
        happens=_("L'argent est revenu, ou il est déduit de ce qui est payé à l'opérateur."),
        button=_("Enregistrer l'encaissement"),
        done=_("L'avoir est encaissé."),
        facts=(Fact(_("Avoir dû"), money(one.credit_due_cents)),),
        refused={
            "credit_reference_missing": "reference",
            "titre_already_used": "reference",
            "date_before_the_step_before": "received_on",
        },
    )
    return _on_statement(request, one, ReceivedForm(sent(request)), usecases.receive_credit, act)
