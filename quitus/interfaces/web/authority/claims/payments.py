"""Payments: ordered on certified claims, given a mandat, paid."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.documents.queries import signed_papers
from quitus.domain.organisations.roles import FINANCE
from quitus.domain.reimbursement import operations, queries, states
from quitus.domain.reimbursement.models import Payment
from quitus.domain.venues.queries import bank_verified_ids
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.claims import forms
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.claims import claims_of_payment, payment_facts, payment_status
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Next, Row, Table, money
from quitus.interfaces.web.layout.doing import carry_out, files, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.interfaces.web.layout.papers import SCAN_REFUSALS
from quitus.interfaces.web.layout.scans import scans_table
from quitus.kernel.clock import today
from quitus.usecases.settle import issue_payments, record_paid_outside


def payment_of(payment_id: int) -> Payment:
    """A payment of the scheme; 404 for any other."""
    found = queries.payment(payment_id)
    if found is None:
        raise Http404
    return found


@page(audience="authority", roles=(FINANCE,))
def issue(request: SchemeRequest) -> HttpResponse:
    """Order the payment of certified claims whose structures have a verified account."""
    scheme_id = request.membership.scheme_id
    certified = list(queries.claims(scheme_id, state=states.CERTIFIED))
    verified = bank_verified_ids(scheme_id)
    payable = [claim for claim in certified if claim.organisation_id in verified]
    if not certified:
        messages.info(request, _("Aucune demande certifiée n'attend de paiement."))
        return redirect(here(request, "authority:claims"))
    waiting = sorted({claim.organisation.name for claim in certified if claim.organisation_id not in verified})
    ready = {"issued_on": today(), "claim_ids": [claim.pk for claim in payable]}
    form = forms.IssueForm(sent(request), claims=payable, initial=ready)
    response = carry_out(
        request,
        form,
        issue_payments,
        done=_("Les paiements sont ordonnés."),
        to=here(request, "authority:payments"),
        refused={"date_before_the_step_before": "issued_on"},
    )
    return response or show_form(
        request,
        title=_("Ordonner les paiements"),
        lead=_(
            "Un ordre de paiement par opérateur pour toutes ses structures ; "
            "une demande de mandatement par structure quand la collectivité paie."
        ),
        facts=[Fact(_("En attente d'un compte vérifié"), ", ".join(waiting))] if waiting else [],
        form=form,
        submit=_("Ordonner les paiements"),
        back=Link(_("Remboursements"), here(request, "authority:claims")),
    )


@page(audience="authority")
@require_GET
def payments(request: SchemeRequest) -> HttpResponse:
    """Every payment, latest first."""
    lines = paginate(request, queries.payments(request.membership.scheme_id))
    return show_list(
        request,
        title=_("Paiements"),
        lead=_("Les ordres de paiement aux opérateurs et les demandes de mandatement."),
        back=Link(_("Remboursements"), here(request, "authority:claims")),
        page=lines,
        table=Table(
            caption=_("Paiements"),
            columns=[
                Column(_("Paiement"), "code"),
                Column(_("Nature")),
                Column(_("Payeur")),
                Column(_("Ordonné le"), "day"),
                Column(_("Demandes"), "number"),
                Column(_("Montant"), "money"),
                Column(_("Mandat")),
                Column(_("État")),
            ],
            rows=[
                Row(
                    [
                        one.number,
                        _(states.KIND_LABELS[one.kind]),
                        one.payer.short_name,
                        one.issued_on,
                        one.claim_count,  # type: ignore[attr-defined]
                        one.amount_cents,
                        one.mandat_number,
                        payment_status(one),
                    ],
                    url=here(request, "authority:payment", one.pk),
                )
                for one in lines.items
            ],
            empty=Empty(
                _("Aucun paiement ordonné."),
                _("Un paiement s'ordonne une fois le service fait certifié."),
                Link(_("Voir les demandes"), here(request, "authority:claims")),
            ),
        ),
    )


@page(audience="authority")
@require_GET
def payment(request: SchemeRequest, payment_id: int) -> HttpResponse:
    """One payment, the claims it settles, where it stands."""
    one = payment_of(payment_id)
    claims = queries.claims_of(one.pk)
    links = [here(request, "authority:claim", claim.pk) for claim in claims]
    return show_detail(
        request,
        title=_("Paiement %(number)s") % {"number": one.number},
        lead=_(states.KIND_LABELS[one.kind]),
        back=Link(_("Paiements"), here(request, "authority:payments")),
        status=payment_status(one),
        facts=payment_facts(one),
        thread=fil("payment", one.pk, stands=payment_status(one), coming=_coming(one)),
        tables=[claims_of_payment(claims, links), *_papers(request, one)],
        actions=_actions(request, one),
    )


@page(audience="authority", roles=(FINANCE,))
def mandat(request: SchemeRequest, payment_id: int) -> HttpResponse:
    """Record the mandat that the finance software made of a proposal."""
    one = payment_of(payment_id)
    back = Link(_("Paiement %(number)s") % {"number": one.number}, here(request, "authority:payment", one.pk))
    form = forms.MandatForm(sent(request), initial={"mandated_on": today()})
    response = carry_out(
        request,
        form,
        operations.record_mandat,
        done=_("Le mandat est enregistré."),
        to=back.url,
        refused={"date_before_the_step_before": "mandated_on", "mandat_number_missing": "mandat_number"},
        payment_id=one.pk,
    )
    return response or show_form(
        request,
        title=_("Enregistrer le mandat"),
        lead=_("Les numéros que le logiciel de gestion financière a donnés à cette demande de mandatement."),
        facts=[Fact(_("Montant"), money(one.amount_cents))],
        form=form,
        submit=_("Enregistrer le mandat"),
        back=back,
    )


@page(audience="authority", roles=(FINANCE,))
def paid(request: SchemeRequest, payment_id: int) -> HttpResponse:
    """Record that the accountant paid a mandat, or that an operator outside paid what it was ordered to."""
    one = payment_of(payment_id)
    back = here(request, "authority:payment", one.pk)
    outside = _paid_outside(one)
    kind = forms.PaidOutsideForm if outside else forms.PaidForm
    form = kind(sent(request), files(request), initial={"paid_on": today()})
    response = carry_out(
        request,
        form,
        record_paid_outside if outside else operations.record_payment,
        done=_("Le paiement est enregistré."),
        to=back,
        refused={
            "date_before_the_step_before": "paid_on",
            "operator_list_missing": "list_reference",
            **(SCAN_REFUSALS if outside else {}),
        },
        payment_id=one.pk,
    )
    happens = _("Les demandes de ce paiement seront closes : la structure est payée.")
    if outside:
        happens = _(
            "%(operator)s travaille à l'extérieur : vous enregistrez, d'après sa liste, qu'il a payé les structures. "
            "Les demandes de ce paiement seront closes."
        ) % {"operator": one.payer.name}
    return response or show_confirm(
        request,
        title=_("Enregistrer le paiement"),
        happens=happens,
        facts=payment_facts(one),
        final=_("Un paiement enregistré ne se retire pas."),
        form=form,
        button=_("Enregistrer le paiement"),
        back=Link(_("Ne pas enregistrer"), back),
    )


def _paid_outside(one: Payment) -> bool:
    """Whether the payment is an operator's that works outside: it is entered for it."""
    return one.kind == states.ORDER and queries.works_outside(one.payer_id, today())


def _papers(request: SchemeRequest, one: Payment) -> list[Table]:
    papers = list(signed_papers("payment", one.pk))
    return [scans_table(papers, url=lambda paper: here(request, "authority:signed_paper", paper.pk))] if papers else []


def _actions(request: SchemeRequest, one: Payment) -> list[Link]:
    if request.actor.role != FINANCE or one.state == states.PAID:
        return []
    if one.kind == states.PROPOSAL and one.state == states.ISSUED:
        return [Link(_("Enregistrer le mandat"), here(request, "authority:payment_mandat", one.pk), "primary")]
    if one.kind == states.PROPOSAL or _paid_outside(one):
        return [Link(_("Enregistrer le paiement"), here(request, "authority:payment_paid", one.pk), "primary")]
    return []


def _coming(one: Payment) -> list[Next]:
    if one.state == states.PAID:
        return []
    if one.kind == states.ORDER:
        coming = [Next(_("Payer les structures"), one.payer.short_name)]
        return [*coming, Next(_("Enregistrer le paiement"), _("l'ordonnateur"))] if _paid_outside(one) else coming
    if one.state == states.ISSUED:
        return [Next(_("Enregistrer le mandat"), _("l'ordonnateur"))]
    return [Next(_("Payer la structure"), _("le comptable public"))]
