"""What the structure is owed, when it will be paid, and the gesture that asks for it."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.audit import queries as audit
from quitus.domain.reimbursement import operations, queries, states
from quitus.domain.reimbursement.models import Claim
from quitus.domain.venues import queries as venues
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.claims import claim_facts, claim_status, claim_steps, pay_day, shares_table
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Figure,
    Link,
    Next,
    Row,
    Table,
    day,
    money,
    number,
)
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_list
from quitus.interfaces.web.layout.qualifications import bank_status
from quitus.interfaces.web.layout.threads import thread
from quitus.interfaces.web.layout.words import day as written_day
from quitus.interfaces.web.layout.words import euros, month
from quitus.kernel.calendar import month_bounds
from quitus.kernel.clock import today
from quitus.kernel.life import after
from quitus.usecases.settle import claim_month


@page(audience="venue")
@require_GET
def claims(request: SchemeRequest) -> HttpResponse:
    """Every claim of the structure, and above them what it is owed now."""
    owed = queries.owed(request.membership.scheme_id, request.membership.organisation_id)
    lines = paginate(request, _mine(request).select_related("settlement__payment"))
    return show_list(
        request,
        title=_("Remboursements"),
        lead=_lead(request),
        actions=_actions(request, owed),
        figures=_figures(owed),
        page=lines,
        table=Table(
            caption=_("Demandes de remboursement"),
            columns=[
                Column(_("Mois")),
                Column(_("Payeur")),
                Column(_("Pass"), "number"),
                Column(_("Montant"), "money"),
                Column(_("Paiement"), "day"),
                Column(_("Où en est-elle")),
            ],
            rows=[
                Row(
                    [
                        month(line.month),
                        line.payer.short_name,
                        line.line_count,
                        line.total_cents,
                        pay_day(line),
                        claim_status(line),
                    ],
                    url=here(request, "venue:claim", line.pk),
                )
                for line in lines.items
            ],
            empty=Empty(
                _("Aucune demande de remboursement pour l'instant."),
                _("Une demande s'envoie une fois le mois terminé, pour tous les pass encaissés."),
            ),
        ),
    )


@page(audience="venue")
@require_GET
def claim(request: SchemeRequest, claim_id: int) -> HttpResponse:
    """One claim: what it holds, where it stands, when it is due."""
    one = _own(request, claim_id)
    due = one.due_on
    sendable = after(states.CLAIM, one.state, "submit") is not None
    sending = Link(_("Envoyer la demande"), here(request, "venue:send", one.pk), "primary")
    coming = [Next(_("Envoyer la demande"), _("votre structure"), url=sending.url)] if sendable else []
    if due is not None:
        coming = [Next(_("Paiement"), one.payer.short_name, due=due, late=due < today())]
    return show_detail(
        request,
        title=_("Remboursement, %(month)s") % {"month": month(one.month)},
        lead=_("Demande n° %(number)s, envoyée à %(payer)s.") % {"number": one.number, "payer": one.payer.short_name},
        back=Link(_("Remboursements"), here(request, "venue:claims")),
        status=claim_status(one),
        steps=claim_steps(one),
        facts=claim_facts(one),
        thread=thread(audit.thread("claim", one.pk), stands=claim_status(one), coming=coming),
        tables=[shares_table(queries.venue_shares(one.pk))],
        actions=[sending] if sendable else [],
    )


@page(audience="venue")
def ask(request: SchemeRequest) -> HttpResponse:
    """Ask to be paid for every month that is over, in one gesture."""
    last = queries.last_month_to_claim()
    back = Link(_("Pas maintenant"), here(request, "venue:claims"))
    if request.method == "POST":
        sent = claim_month(by=request.actor, month=last, submitted_on=today())
        _tell(request, sent)
        return redirect(back.url)
    owed = queries.owed(request.membership.scheme_id, request.membership.organisation_id)
    prepared = [claim for claim in owed.unpaid if claim.state == states.PREPARED]
    count = owed.to_claim.count + sum(claim.line_count for claim in prepared)
    total = owed.to_claim.total_cents + sum(claim.total_cents for claim in prepared)
    if not count:
        messages.info(request, _("Tout ce que vous avez encaissé jusqu'à %(month)s est déjà demandé.") % _month(last))
        return redirect(back.url)
    return show_confirm(
        request,
        title=_("Demander le remboursement (%(month)s)") % _month(last),
        happens=_("Votre demande part avec tous les pass encaissés jusqu'à la fin du mois, à leur valeur faciale."),
        facts=[
            Fact(_("Pass"), number(count)),
            Fact(_("Montant"), money(total)),
            Fact(_("Dernier jour compté"), day(month_bounds(last)[1])),
        ],
        final=_("Une fois demandé, un pass ne peut plus être annulé par votre structure."),
        button=_("Demander %(amount)s") % {"amount": euros(total)},
        back=back,
    )


@page(audience="venue")
def send(request: SchemeRequest, claim_id: int) -> HttpResponse:
    """Send one claim, or send again one that came back."""
    one = _own(request, claim_id)
    back = Link(_("Ne pas envoyer"), here(request, "venue:claim", one.pk))
    if request.method == "POST":
        _tell(request, [operations.submit_claim(by=request.actor, claim_id=one.pk, submitted_on=today())])
        return redirect(back.url)
    facts = [Fact(_("Pass"), number(one.line_count)), Fact(_("Montant"), money(one.total_cents))]
    if one.rejection_reason:
        facts.append(Fact(_("Motif du renvoi"), one.rejection_reason))
    return show_confirm(
        request,
        title=_("Envoyer la demande %(number)s") % {"number": one.number},
        happens=_("La collectivité vérifiera la demande et certifiera le service fait, puis vous serez payé."),
        facts=facts,
        button=_("Envoyer la demande"),
        back=back,
    )


def _mine(request: SchemeRequest) -> QuerySet[Claim]:
    return queries.claims(request.membership.scheme_id, organisation_id=request.membership.organisation_id)


def _own(request: SchemeRequest, claim_id: int) -> Claim:
    one = queries.claim(claim_id)
    if one is None or one.organisation_id != request.membership.organisation_id:
        raise Http404
    return one


def _lead(request: SchemeRequest) -> str:
    details = venues.bank_details(request.membership.organisation_id)
    if details is not None and details.is_change and details.verified_on is None:
        return str(bank_status(details).word)
    return _("Ce qui vous est dû pour les pass encaissés, et quand vous serez payé.")


def _month(on: date) -> dict[str, str]:
    return {"month": month(on)}


def _tell(request: SchemeRequest, sent: Sequence[Claim]) -> None:
    if not sent:
        messages.info(request, _("Il n'y avait rien de nouveau à demander."))
        return
    due = max(filter(None, (claim.due_on for claim in sent)), default=None)
    messages.success(
        request,
        _("Votre demande de %(amount)s est envoyée ; vous serez payé au plus tard le %(day)s.")
        % {"amount": euros(sum(claim.total_cents for claim in sent)), "day": written_day(due) if due else ""},
    )


def _actions(request: SchemeRequest, owed: queries.Owed) -> list[Link]:
    if not owed.to_claim.count and not any(claim.state == states.PREPARED for claim in owed.unpaid):
        return []
    label = _("Demander le remboursement (%(month)s)") % _month(queries.last_month_to_claim())
    return [Link(label, here(request, "venue:ask"), "primary")]


def _figures(owed: queries.Owed) -> list[Figure]:
    asked = [claim for claim in owed.unpaid if claim.state != states.PREPARED]
    prepared = sum(claim.total_cents for claim in owed.unpaid if claim.state == states.PREPARED)
    next_due = min(filter(None, (claim.due_on for claim in asked)), default=None)
    return [
        Figure(money(owed.total_cents), _("vous sont dus en tout")),
        Figure(money(owed.this_month.total_cents), _("encaissés ce mois-ci"), note=_("à demander à la fin du mois")),
        Figure(money(owed.to_claim.total_cents + prepared), _("à demander maintenant")),
        Figure(
            money(sum(claim.total_cents for claim in asked)),
            _("demandés, pas encore payés"),
            note=_("au plus tard le %(day)s pour le premier") % {"day": written_day(next_due)} if next_due else "",
        ),
    ]
