"""Proofs that the authority approves, and runs of the orders that it issues itself."""

from collections.abc import Callable

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quitus.domain.organisations.roles import MANAGER
from quitus.domain.printing import queries, states
from quitus.domain.printing.models import PrintPart, PrintRun, Proof
from quitus.domain.vouchers import queries as orders
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import print_pages as pages
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.doing import found, sent
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.words import count
from quitus.kernel.clock import today
from quitus.usecases import printing as usecases

DOOR = pages.Door("authority")


@page(audience="authority", roles=(MANAGER,))
@require_GET
def printing(request: SchemeRequest, order_id: int) -> HttpResponse:
    """What was proved and printed of an order."""
    return pages.show_printing(request, DOOR, found(orders.order, order_id))


@page(audience="authority", roles=(MANAGER,))
def make_proof(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Make the proof of an order."""
    return pages.make_proof(request, DOOR, found(orders.order, order_id))


@page(audience="authority", roles=(MANAGER,))
@require_GET
def proof(request: SchemeRequest, proof_id: int) -> HttpResponse:
    """One proof, and the two answers there are."""
    one = _proof(proof_id)
    actions = []
    if one.state == states.MADE:
        actions = [
            Link(_("Approuver l'épreuve"), here(request, "authority:approve_proof", one.pk), "primary"),
            Link(_("Refuser l'épreuve"), here(request, "authority:refuse_proof", one.pk)),
        ]
    return pages.show_proof(request, DOOR, one, actions)


class ApproveForm(forms.Form):
    """In whose name the proof is approved, and when."""

    approved_name = forms.CharField(
        label=gettext_lazy("Approuvée au nom de"),
        max_length=200,
        help_text=gettext_lazy("Prénom et nom de la personne qui a relu l'épreuve."),
    )
    approved_on = DayField(label=gettext_lazy("Date du bon à tirer"), not_after_today=True, initial=today)


@page(audience="authority", roles=(MANAGER,))
def approve_proof(request: SchemeRequest, proof_id: int) -> HttpResponse:
    """Give the « bon à tirer »."""
    one = _proof(proof_id)
    act = Act(
        title=_("Donner le bon à tirer de la commande %(number)s") % {"number": one.order.number},
        happens=_("Les %(count)s pass seront produits et imprimés comme sur cette épreuve.")
        % {"count": count(one.order.quantity)},
        final=_("Une épreuve approuvée ne change plus. Relisez le PDF, surtout le téléphone et la fin de validité."),
        facts=(Fact(_("Épreuve"), Link(_("Voir l'épreuve (PDF)"), here(request, "authority:proof_file", one.pk))),),
        button=_("Donner le bon à tirer"),
        done=_("Le bon à tirer est donné : la commande peut être produite."),
        refused={
            "approver_missing": "approved_name",
            "proof_decided_before_it_was_made": "approved_on",
            "date_before_previous_step": "approved_on",
        },
    )
    form = ApproveForm(sent(request), initial={"approved_name": request.membership.user.full_name})
    return _decide(request, one, form, usecases.approve_proof, act)


class RefuseForm(forms.Form):
    """What must change, and when it was said."""

    reason = forms.CharField(
        label=gettext_lazy("Ce qui doit changer"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    refused_on = DayField(label=gettext_lazy("Date du refus"), not_after_today=True, initial=today)


@page(audience="authority", roles=(MANAGER,))
def refuse_proof(request: SchemeRequest, proof_id: int) -> HttpResponse:
    """Send a proof back."""
    one = _proof(proof_id)
    act = Act(
        title=_("Refuser l'épreuve de la commande %(number)s") % {"number": one.order.number},
        happens=_("L'épreuve est renvoyée avec votre motif. Une autre devra être préparée."),
        button=_("Refuser l'épreuve"),
        done=_("L'épreuve est refusée. Corrigez le modèle si besoin, puis faites préparer une autre épreuve."),
        refused={"printing_reason_missing": "reason", "proof_decided_before_it_was_made": "refused_on"},
    )
    return _decide(request, one, RefuseForm(sent(request)), usecases.refuse_proof, act)


def _decide(
    request: SchemeRequest, one: Proof, form: forms.Form, operation: Callable[..., object], act: Act
) -> HttpResponse:
    back = Link(_("Revenir à l'épreuve"), here(request, "authority:proof", one.pk))
    return bind(request, form, operation, act, back=back, proof_id=one.pk)


@page(audience="authority", roles=(MANAGER,))
@require_GET
def proof_file(request: SchemeRequest, proof_id: int) -> HttpResponse:
    """Its PDF."""
    return pages.proof_file(_proof(proof_id))


@page(audience="authority", roles=(MANAGER,))
def ask_print(request: SchemeRequest, order_id: int) -> HttpResponse:
    """Ask for pass to be printed."""
    return pages.ask_print(request, DOOR, found(orders.order, order_id))


@page(audience="authority", roles=(MANAGER,))
@require_GET
def print_run(request: SchemeRequest, run_id: int) -> HttpResponse:
    """One run and its files."""
    return pages.show_run(request, DOOR, _run(run_id))


@page(audience="authority", roles=(MANAGER,))
def stop_print(request: SchemeRequest, run_id: int) -> HttpResponse:
    """Stop a run."""
    return pages.stop_print(request, DOOR, _run(run_id))


@page(audience="authority", roles=(MANAGER,))
def resume_print(request: SchemeRequest, run_id: int) -> HttpResponse:
    """Take up a run."""
    return pages.resume_print(request, DOOR, _run(run_id))


@page(audience="authority", roles=(MANAGER,))
def erase_print(request: SchemeRequest, run_id: int) -> HttpResponse:
    """Erase the files of a run."""
    return pages.erase_print(request, DOOR, _run(run_id))


@page(audience="authority", roles=(MANAGER,))
def print_files(request: SchemeRequest, run_id: int) -> HttpResponseBase:
    """Take every file of a run."""
    return pages.print_files(request, DOOR, _run(run_id))


@page(audience="authority", roles=(MANAGER,))
def print_part(request: SchemeRequest, part_id: int) -> HttpResponseBase:
    """Take one file of a run."""
    part: PrintPart = found(queries.part, part_id)
    if not pages.may_print(request, part.run.order):
        raise Http404
    return pages.print_part(request, DOOR, part)


def _proof(proof_id: int) -> Proof:
    one: Proof = found(queries.proof, proof_id)
    return one


def _run(run_id: int) -> PrintRun:
    one: PrintRun = found(queries.run, run_id)
    return one
