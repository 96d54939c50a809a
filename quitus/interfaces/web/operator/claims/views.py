"""Payment orders: those received, one of them, and the gesture that says it is paid."""

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.reimbursement import operations, queries, states
from quitus.domain.reimbursement.models import Claim, Payment
from quitus.domain.venues.models import BankDetails
from quitus.domain.venues.queries import bank_details_of
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.claims import payment_facts, payment_status
from quitus.interfaces.web.layout.components import Column, Empty, Figure, Link, Next, Row, Table, money
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.forms import DayField
from quitus.interfaces.web.layout.lists import address, as_csv, paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_list
from quitus.interfaces.web.layout.threads import thread
from quitus.interfaces.web.layout.words import euros
from quitus.kernel.clock import today


class PaidForm(forms.Form):
    """When the structures were paid."""

    paid_on = DayField(label=gettext_lazy("Date du paiement"), not_after_today=True)


@page(audience="operator")
@require_GET
def payments(request: SchemeRequest) -> HttpResponse:
    """The orders this operator received, latest first."""
    mine = queries.payments(request.membership.scheme_id, payer_id=request.membership.organisation_id)
    lines = paginate(request, mine)
    waiting = sum(one.amount_cents for one in mine if one.state == states.ISSUED)
    return show_list(
        request,
        title=_("Ordres de paiement"),
        lead=_("Les structures que la collectivité vous demande de payer, à la valeur faciale des pass utilisés."),
        figures=[Figure(money(waiting), _("à payer"))],
        page=lines,
        table=Table(
            caption=_("Ordres de paiement"),
            columns=[
                Column(_("Ordre"), "code"),
                Column(_("Reçu le"), "day"),
                Column(_("Demandes"), "number"),
                Column(_("Montant"), "money"),
                Column(_("Payé le"), "day"),
                Column(_("État")),
            ],
            rows=[
                Row(
                    [
                        one.number,
                        one.issued_on,
                        one.claim_count,  # type: ignore[attr-defined]
                        one.amount_cents,
                        one.paid_on,
                        payment_status(one),
                    ],
                    url=here(request, "operator:payment", one.pk),
                )
                for one in lines.items
            ],
            empty=Empty(
                _("Aucun ordre de paiement reçu."),
                _("La collectivité ordonne les paiements après avoir certifié le service fait."),
            ),
        ),
    )


@page(audience="operator")
@require_GET
def payment(request: SchemeRequest, payment_id: int) -> HttpResponse:
    """One order: whom to pay, how much, on which account."""
    one = _own(request, payment_id)
    to_pay = one.state == states.ISSUED
    claims = queries.claims_of(one.pk)
    accounts = bank_details_of([claim.organisation_id for claim in claims])
    table = _structures(claims, accounts, _("Structures à payer") if to_pay else _("Structures payées"))
    if request.GET.get("format") == "csv":
        return as_csv(table, f"ordre-{one.number.replace('/', '-')}")
    paying = Link(_("Enregistrer le paiement"), here(request, "operator:payment_paid", one.pk), "primary")
    coming = [Next(_("Payer les structures"), one.payer.short_name, url=paying.url)] if to_pay else []
    return show_detail(
        request,
        title=_("Ordre de paiement %(number)s") % {"number": one.number},
        lead=_("Chaque structure est payée de la valeur faciale de ses pass, sans retenue."),
        back=Link(_("Ordres de paiement"), here(request, "operator:payments")),
        status=payment_status(one),
        facts=payment_facts(one),
        thread=thread(audit.thread("payment", one.pk), stands=payment_status(one), coming=coming),
        tables=[table],
        actions=[
            *([paying] if to_pay else []),
            Link(_("Exporter (CSV)"), address(request, format="csv"), icon="download"),
        ],
    )


@page(audience="operator")
def paid(request: SchemeRequest, payment_id: int) -> HttpResponse:
    """Record that the structures of an order were paid."""
    one = _own(request, payment_id)
    back = here(request, "operator:payment", one.pk)
    form = PaidForm(sent(request), initial={"paid_on": today()})
    response = carry_out(
        request,
        form,
        operations.record_payment,
        done=_("Le paiement est enregistré : les structures le voient."),
        to=back,
        refused={"date_before_the_step_before": "paid_on"},
        payment_id=one.pk,
    )
    return response or show_confirm(
        request,
        title=_("Enregistrer le paiement"),
        happens=_("Vous déclarez avoir payé %(amount)s aux structures de cet ordre.")
        % {"amount": euros(one.amount_cents)},
        facts=payment_facts(one),
        final=_("Un paiement enregistré ne se retire pas."),
        form=form,
        button=_("Enregistrer le paiement"),
        back=Link(_("Ne pas enregistrer"), back),
    )


def _own(request: SchemeRequest, payment_id: int) -> Payment:
    one = queries.payment(payment_id)
    if one is None or one.payer_id != request.membership.organisation_id:
        raise Http404
    return one


def _in_fours(iban: str) -> str:
    return " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))


def _structures(claims: list[Claim], accounts: dict[int, BankDetails], caption: str) -> Table:
    return Table(
        caption=caption,
        columns=[
            Column(_("Structure")),
            Column(_("Demande"), "code"),
            Column(_("Titulaire du compte")),
            Column(_("IBAN")),
            Column(_("Pass"), "number"),
            Column(_("Montant"), "money"),
        ],
        rows=[
            Row(
                [
                    claim.organisation.name,
                    claim.number,
                    accounts[claim.organisation_id].holder_name,
                    _in_fours(accounts[claim.organisation_id].iban),
                    claim.line_count,
                    claim.total_cents,
                ]
            )
            for claim in claims
        ],
        totals=[
            _("Total"),
            "",
            "",
            "",
            sum(claim.line_count for claim in claims),
            sum(claim.total_cents for claim in claims),
        ],
        empty=Empty(_("Cet ordre ne paie aucune structure.")),
    )
