"""The steps of an order that bind: each says what will happen, then asks for one button."""

from collections.abc import Callable
from dataclasses import replace

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.vouchers import operations, queries
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.orders.forms import (
    AbandonOrderForm,
    ActivateForm,
    CancelOrderForm,
    ClosingForm,
    ProlongForm,
)
from quitus.interfaces.web.layout import binding
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, DayForm
from quitus.interfaces.web.layout.components import Fact, Link, money, number
from quitus.interfaces.web.layout.deliveries import production_of, show_delivery
from quitus.interfaces.web.layout.doing import files, found, sent
from quitus.interfaces.web.layout.orders import engages, order_facts, quantity_words
from quitus.interfaces.web.layout.pages import show_refusal
from quitus.interfaces.web.layout.papers import SCAN_REFUSALS, AccountantPaperForm, PaperForm
from quitus.interfaces.web.layout.visas import REFUSAL_REFUSED, RefusalOnPaperForm, as_read, visa_facts
from quitus.interfaces.web.layout.words import count, day
from quitus.kernel.clock import today
from quitus.kernel.refusals import Refusal
from quitus.usecases import expiry as endings
from quitus.usecases import orders as usecases


def bind(
    request: SchemeRequest, order: Order, form: forms.Form, operation: Callable[..., object], act: Act, verb: str
) -> HttpResponse:
    """Show the page that asks, unless the step `verb` would be refused where the order stands; or do what it says."""
    back = _back(request, order)
    if request.method != "POST":
        try:
            usecases.refuse_step(order, verb)
        except Refusal as refusal:
            return show_refusal(request, refusal=refusal, back=back)
    act = act if act.facts else replace(act, facts=tuple(order_facts(order)))
    return binding.bind(request, form, operation, act, back=back, order_id=order.pk)


def _back(request: SchemeRequest, order: Order) -> Link:
    return Link(_("Revenir à la commande"), here(request, "authority:order", order.pk))


@page(audience="authority", roles=(MANAGER,))
def confirm(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Send the order to the operator."""
    order = found(queries.order, order_id)
    form = as_read(DayForm(sent(request), name="confirmed_on", label=_("Date de la confirmation")), order)
    facts = [*order_facts(order), Fact(_("Coût avec les frais"), money(queries.cost_cents(order)), _("hors taxe"))]
    act = Act(
        title=_("Confirmer la commande %(number)s") % {"number": order.number},
        happens=_("La commande de %(what)s engage la collectivité et part à la production.")
        % {"what": quantity_words(order)},
        undo=_("Vous pourrez encore l'annuler tant que les pass ne sont pas produits."),
        button=_("Confirmer la commande"),
        done=_("La commande est confirmée."),
        facts=tuple(facts),
    )
    return bind(request, order, form, operations.confirm_order, act, "confirm_order")


def _signed(order: Order) -> str:
    """What the paper must say, and what becomes of it."""
    if order.corrected_on is None:
        return _("Le papier numérisé est gardé au fil de la commande, avec votre nom.")
    return _(
        "La commande a été corrigée le %(day)s : le papier signé doit dire ce que dit cette page. "
        "Numérisé, il est gardé au fil de la commande, avec votre nom."
    ) % {"day": day(order.corrected_on)}


@page(audience="authority", roles=(MANAGER, FINANCE))
def enter_visa(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Enter the visa that the accountant signed on paper."""
    order = found(queries.order, order_id)
    act = Act(
        title=_("Saisir le visa de la commande %(number)s") % {"number": order.number},
        happens=_("Le visa que le comptable public a signé sur papier vaut comme s'il l'avait donné ici."),
        final=_signed(order),
        facts=visa_facts(order),
        button=_("Enregistrer le visa"),
        done=_("La commande est visée."),
        refused={"date_before_previous_step": "visa_on", **SCAN_REFUSALS},
    )
    form = as_read(
        AccountantPaperForm(sent(request), files(request), day="visa_on", day_label=_("Date du visa")), order
    )
    return bind(request, order, form, usecases.enter_visa, act, "visa_order")


@page(audience="authority", roles=(MANAGER, FINANCE))
def enter_visa_refusal(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Enter the refusal of his visa that the accountant signed on paper."""
    order = found(queries.order, order_id)
    act = Act(
        title=_("Saisir le refus de visa de la commande %(number)s") % {"number": order.number},
        happens=_("Le comptable public a refusé son visa sur papier : la commande est à corriger."),
        final=_signed(order),
        facts=visa_facts(order),
        button=_("Enregistrer le refus"),
        done=_("Le refus est enregistré. Corrigez la commande, ou répondez au comptable."),
        refused={**REFUSAL_REFUSED, **SCAN_REFUSALS},
    )
    form = as_read(RefusalOnPaperForm(sent(request), files(request)), order)
    return bind(request, order, form, usecases.enter_visa_refusal, act, "refuse_visa")


@page(audience="authority", roles=(MANAGER,))
def enter_proof(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Approve a proof that came as a file."""
    order = found(queries.order, order_id)
    act = Act(
        title=_("Donner le bon à tirer de la commande %(number)s") % {"number": order.number},
        happens=_("L'imprimeur peut produire les pass comme sur l'épreuve signée que vous joignez."),
        undo=_("Tant que les pass ne sont pas produits, vous pourrez encore annuler la commande."),
        button=_("Donner le bon à tirer"),
        done=_("Le bon à tirer est donné."),
        refused={"date_before_previous_step": "approved_on", **SCAN_REFUSALS},
    )
    form = PaperForm(sent(request), files(request), day="approved_on", day_label=_("Date du bon à tirer"))
    return bind(request, order, form, usecases.enter_proof, act, "approve_proof")


@page(audience="authority", roles=(MANAGER,))
def produce(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Produce the pass of an order that the authority issues itself."""
    order = found(queries.order, order_id)
    form = DayForm(sent(request), name="produced_on", label=_("Date de production"))
    return bind(request, order, form, usecases.produce_order, production_of(order), "produce_order")


@page(audience="authority", roles=(MANAGER,))
def deliver(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Count what the operator delivers, and record it."""
    order = found(queries.order, order_id)
    return show_delivery(request, order, back=_back(request, order), in_charge=False)


@page(audience="authority", roles=(FINANCE,))
def activate(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Make the pass usable."""
    order = found(queries.order, order_id)
    delivered = order.delivered_count or 0
    amount = money(delivered * order.face_value_cents)
    paid = [Fact(_("Montant du mandat"), amount, _("valeur faciale")), Fact(_("Payé à"), order.payer.name)]
    if engages(order):
        paid = [Fact(_("Montant engagé"), amount, _("valeur faciale"))]
    act = Act(
        title=_("Activer la commande %(number)s") % {"number": order.number},
        happens=_("Les %(count)s pass livrés pourront être remis et utilisés.") % {"count": count(delivered)},
        final=_("Une activation ne se défait pas : des pass se bloquent ensuite par plage."),
        button=_("Activer les %(count)s pass") % {"count": count(delivered)},
        done=_("La commande est active : ses pass peuvent être remis."),
        facts=(
            Fact(_("Pass livrés"), number(delivered)),
            *paid,
            Fact(_("Dernier jour de validité"), order.valid_until),
        ),
        refused={
            "mandat_number_missing": "mandat_number",
            "mandat_already_used": "mandat_number",
            "date_before_previous_step": "activated_on",
        },
    )
    return bind(
        request,
        order,
        ActivateForm(sent(request), engages=engages(order)),
        usecases.activate_order,
        act,
        "activate_order",
    )


@page(audience="authority", roles=(MANAGER,))
def stop(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Decide that no pass of the order is handed out any more."""
    order = found(queries.order, order_id)
    act = Act(
        title=_("Arrêter les remises de la commande %(number)s") % {"number": order.number},
        happens=_("À partir de ce jour, plus aucun pass de cette commande n'est remis. "
                  "Les personnes qui en ont déjà peuvent toujours les utiliser."),
        button=_("Arrêter les remises"),
        done=_("L'arrêt des remises est décidé."),
    )  # fmt: skip
    form = DayForm(sent(request), name="blocked_from", label=_("Premier jour sans remise"), future=True)
    return bind(request, order, form, operations.stop_distribution, act, "stop_distribution")


def _validity(order: Order) -> tuple[Fact, ...]:
    """What an order says of its end."""
    stopped = [Fact(_("Remises arrêtées à partir du"), order.blocked_from)] if order.blocked_from else []
    return (
        Fact(_("Quantité"), quantity_words(order)),
        Fact(_("Dernier jour de validité"), order.valid_until),
        Fact(_("Acceptés par les lieux jusqu'au"), order.usable_until),
        *stopped,
        Fact(_("Peut être close à partir du"), queries.closable_on(order)),
    )


@page(audience="authority", roles=(MANAGER,))
def prolong(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Move the last day of an order."""
    order = found(queries.order, order_id)
    lifted = _("L'arrêt des remises est levé : il faudra le décider de nouveau avant la nouvelle fin.")
    never = _("Une prolongation ne se retire pas : les pass ont été annoncés valables.")
    act = Act(
        title=_("Prolonger la commande %(number)s") % {"number": order.number},
        happens=_("Ses pass restent valables jusqu'au nouveau jour, même si l'ancien y est imprimé. "
                  "La tolérance et le calendrier de fin de validité suivent."),
        final=lifted if order.blocked_from else never,
        facts=_validity(order),
        button=_("Prolonger la commande"),
        done=_("La commande est prolongée."),
        refused={
            "prolongation_not_later": "valid_until",
            "act_reference_missing": "act_reference",
            "decision_not_explained": "reason",
        },
    )  # fmt: skip
    return bind(request, order, ProlongForm(sent(request)), operations.prolong_order, act, "prolong_order")


@page(audience="authority", roles=(MANAGER,))
def begin_closing(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Open the closing of an order."""
    order = found(queries.order, order_id)
    early = order.usable_until >= today()
    act = Act(
        title=_("Ouvrir la clôture de la commande %(number)s") % {"number": order.number},
        happens=_(
            "Demain, plus aucun de ses pass n'est remis. Ceux que les gens ont restent utilisables jusqu'au %(day)s."
        )
        % {"day": day(order.usable_until)}
        if early
        else _("Ses pass ne sont plus acceptés. Les lieux saisissent encore ce qu'ils ont pris à temps."),
        final=_("Une commande en clôture ne se prolonge plus."),
        facts=_validity(order),
        button=_("Ouvrir la clôture"),
        done=_("La commande est en clôture."),
        danger=early,
        refused={"decision_not_explained": "reason", "date_before_previous_step": "closing_on"},
    )
    return bind(request, order, ClosingForm(sent(request)), operations.begin_closing, act, "begin_closing")


@page(audience="authority", roles=(MANAGER,))
def close(request: SchemeRequest, order_id: int) -> HttpResponse:
    """End an order whose pass are all expired."""
    order = found(queries.order, order_id)
    act = Act(
        title=_("Clore la commande %(number)s") % {"number": order.number},
        happens=_("Les pass qui n'ont pas été utilisés sont périmés : aucune utilisation ne se saisit plus. "
                  "C'est possible à partir du %(day)s.") % {"day": day(queries.closable_on(order))},
        final=_("Une commande close ne se rouvre pas."),
        button=_("Clore la commande"),
        done=_("La commande est close."),
        refused={"late_entries_still_allowed": "closed_on", "date_before_previous_step": "closed_on"},
    )  # fmt: skip
    return bind(
        request,
        order,
        DayForm(sent(request), name="closed_on", label=_("Date")),
        endings.close_order,
        act,
        "close_order",
    )


@page(audience="authority", roles=(MANAGER,))
def cancel(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Give up an order that is not produced."""
    order = found(queries.order, order_id)
    act = Act(
        title=_("Annuler la commande %(number)s") % {"number": order.number},
        happens=_("La commande est abandonnée. Aucun pass n'en sera produit."),
        final=_("Une commande annulée ne se reprend pas : préparez-en une nouvelle."),
        button=_("Annuler la commande"),
        done=_("La commande est annulée."),
        danger=True,
    )
    return bind(request, order, CancelOrderForm(sent(request)), operations.cancel_order, act, "cancel_order")


@page(audience="authority", roles=(MANAGER,))
def abandon(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Give up an order whose pass exist and were never activated."""
    order = found(queries.order, order_id)
    act = Act(
        title=_("Abandonner la commande %(number)s") % {"number": order.number},
        happens=_(
            "Ses %(quantity)s pass sont annulés là où ils sont. "
            "La commande ne compte plus dans le maximum de son marché."
        )
        % {"quantity": number(order.quantity)},
        final=_("Une commande abandonnée ne se reprend pas, et ses pass ne vaudront jamais rien."),
        button=_("Abandonner la commande"),
        done=_("La commande est abandonnée."),
        danger=True,
        refused={"abandon_act_missing": "act_reference", "decision_not_explained": "reason"},
    )
    return bind(request, order, AbandonOrderForm(sent(request)), operations.abandon_order, act, "abandon_order")
