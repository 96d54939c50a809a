"""The steps of a spending: invoice, mandat, payment, reversal."""

from collections.abc import Callable

from django import forms as django_forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.budget import operations, queries
from quitus.domain.budget.models import Spending
from quitus.domain.grants import queries as grants
from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.grants.rules import GROSS, INVOICE_BASES
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.budget import forms
from quitus.interfaces.web.authority.budget.showing import to_undo
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link, money
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_form, show_reserved
from quitus.kernel.clock import today


@page(audience="authority", roles=(MANAGER,))
def invoice(request: SchemeRequest, spending_id: int) -> HttpResponse:
    """The invoice of a commitment."""
    one = found(queries.spending, spending_id)
    form = forms.InvoiceForm(_invoice_base(one), sent(request))
    to = here(request, "authority:spending", one.pk)
    return carry_out(
        request,
        form,
        operations.record_invoice,
        done=_("La facture est enregistrée. Joignez maintenant le document."),
        to=here(request, "authority:join_evidence", one.pk),
        refused={
            "invoice_already_recorded": "invoice_reference",
            "step_too_early": "invoiced_on",
            "convention_not_signed": "invoiced_on",
            "eligible_above_invoice": "eligible_cents",
        },
        spending_id=one.pk,
    ) or show_form(
        request,
        title=_("Enregistrer la facture"),
        facts=_reminder(one),
        form=form,
        submit=_("Enregistrer la facture"),
        back=Link(one.title, to),
    )


@page(audience="authority", roles=(FINANCE,))
def mandat(request: SchemeRequest, spending_id: int) -> HttpResponse:
    """The mandat that orders the payment."""
    one = found(queries.spending, spending_id)
    return _bind(
        request,
        one,
        forms.MandatForm(sent(request)),
        operations.record_mandat,
        title=_("Enregistrer le mandat"),
        happens=_("La dépense sera mandatée, sous le numéro que lui a donné le logiciel financier."),
        done=_("Le mandat est enregistré."),
        on="mandated_on",
    )


@page(audience="authority", roles=(FINANCE,))
def payment(request: SchemeRequest, spending_id: int) -> HttpResponse:
    """The day the accountant paid."""
    one = found(queries.spending, spending_id)
    return _bind(
        request,
        one,
        forms.PaymentForm(sent(request)),
        operations.record_payment,
        title=_("Enregistrer le paiement"),
        happens=_("La dépense sera payée : elle entre dans l'état des dépenses réalisées."),
        done=_("Le paiement est enregistré."),
        on="paid_on",
    )


@page(audience="authority", roles=(MANAGER, FINANCE))
def reversal(request: SchemeRequest, spending_id: int) -> HttpResponse:
    """A spending that counts no more: an error, or the commitment of an order that ended without pass."""
    one = found(queries.spending, spending_id)
    undoing = to_undo([one])
    for_nothing = one.pk in undoing
    happens = _("La dépense ne comptera plus dans aucun chiffre à partir de cette date ; elle reste lisible.")
    if undoing.get(one.pk):
        happens += " " + _("Si l'opérateur doit être payé de frais ou d'une impression, mandatez-la plutôt.")
    if request.actor.role == FINANCE and not for_nothing:
        return show_reserved(request, roles=(MANAGER,))
    return _bind(
        request,
        one,
        forms.ReversalForm(sent(request)),
        operations.reverse_spending,
        title=_("Annuler l'engagement") if for_nothing else _("Annuler la dépense"),
        happens=happens,
        done=_("L'engagement est annulé.") if for_nothing else _("La dépense est annulée."),
        on="occurred_on",
        danger=True,
    )


def _bind(
    request: SchemeRequest,
    one: Spending,
    form: django_forms.Form,
    operation: Callable[..., object],
    *,
    title: str,
    happens: str,
    done: str,
    on: str,
    danger: bool = False,
) -> HttpResponse:
    """A step that is written once."""
    to = here(request, "authority:spending", one.pk)
    return carry_out(
        request,
        form,
        operation,
        done=done,
        to=to,
        refused={"step_too_early": on, "date_in_the_future": on},
        spending_id=one.pk,
    ) or show_confirm(
        request,
        title=title,
        happens=happens,
        facts=_reminder(one),
        final=_(
            "Une étape enregistrée ne se corrige pas : en cas d'erreur, la dépense s'annule et se saisit de nouveau."
        ),
        button=title,
        back=Link(_("Ne rien enregistrer"), to),
        form=form,
        danger=danger,
    )


def _invoice_base(one: Spending) -> str:
    """The amount of an invoice that the convention takes in, in words."""
    try:
        return _(INVOICE_BASES[grants.terms_at(one.scheme_id, today()).invoice_base])
    except ConventionNotSigned:  # the operation will say so
        return _(INVOICE_BASES[GROSS])


def _reminder(one: Spending) -> list[Fact]:
    facts = [
        Fact(_("Dépense"), one.title),
        Fact(_("Fournisseur"), one.supplier.name),
        Fact(_("Montant engagé"), money(one.committed_cents)),
    ]
    if one.gross_cents is not None:
        facts.append(Fact(_("Facture"), money(one.gross_cents), one.invoice_reference))
    return facts
