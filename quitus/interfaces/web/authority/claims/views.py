"""Claims: the list, one of them, what is certified and what goes back."""

from collections.abc import Sequence

from django.forms import Form
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from quitus.domain.organisations.roles import FINANCE
from quitus.domain.reimbursement import operations, queries, states
from quitus.domain.reimbursement.models import Claim
from quitus.domain.signals import queries as signals
from quitus.domain.signals import rules as signal_rules
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.claims import forms
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.claims import claim_facts, claim_status, claim_steps, pay_day, shares_table
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Next, Row, Table, money, number
from quitus.interfaces.web.layout.doing import carry_out, sent
from quitus.interfaces.web.layout.lists import address, as_csv, chips, paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.interfaces.web.layout.words import month
from quitus.kernel.clock import today
from quitus.kernel.words import N_
from quitus.usecases.settle import settle_month

NEXT = {
    states.PREPARED: (N_("Envoyer la demande"), N_("la structure")),
    states.REJECTED: (N_("Envoyer la demande"), N_("la structure")),
    states.SUBMITTED: (N_("Certifier le service fait"), N_("l'ordonnateur")),
    states.CERTIFIED: (N_("Ordonner le paiement"), N_("l'ordonnateur")),
    states.ORDERED: (N_("Payer la structure"), N_("le payeur")),
}


def claim_of(claim_id: int) -> Claim:
    """A claim of the scheme; 404 for any other."""
    found = queries.claim(claim_id)
    if found is None:
        raise Http404
    return found


@page(audience="authority")
@require_GET
def claims(request: SchemeRequest) -> HttpResponse:
    """Every claim, latest month first."""
    scheme_id = request.membership.scheme_id
    state = request.GET.get("etat", "")
    lines = queries.claims(scheme_id, state=state if state in states.CLAIM else "").select_related(
        "settlement__payment"
    )
    if request.GET.get("format") == "csv":
        return as_csv(_table(request, list(lines), with_payer=True), "remboursements")
    shown = paginate(request, lines)
    found = shown.items
    counts = queries.counts_by_state(scheme_id)
    return show_list(
        request,
        title=_("Remboursements"),
        lead=_("Ce que les structures demandent pour les pass encaissés, du service fait au paiement."),
        actions=_list_actions(request, counts),
        chips=chips(
            request,
            "etat",
            [(one, _(label), counts[one]) for one, label in states.CLAIM_LABELS.items() if one in counts],
            everything=_("Toutes"),
        ),
        page=shown,
        table=_table(request, found, with_payer=len({line.payer_id for line in found}) > 1),
    )


@page(audience="authority")
@require_GET
def claim(request: SchemeRequest, claim_id: int) -> HttpResponse:
    """One claim: its venues, where it stands, what comes next."""
    one = claim_of(claim_id)
    return show_detail(
        request,
        title=_("Demande %(number)s") % {"number": one.number},
        lead=_("%(structure)s, %(month)s.") % {"structure": one.organisation.name, "month": month(one.month)},
        back=Link(_("Remboursements"), here(request, "authority:claims")),
        status=claim_status(one),
        steps=claim_steps(one),
        facts=[*claim_facts(one), *_signals(request, one)],
        thread=fil("claim", one.pk, stands=claim_status(one), coming=_coming(one)),
        tables=[shares_table(queries.venue_shares(one.pk))],
        actions=_claim_actions(request, one),
    )


@page(audience="authority")
def settle(request: SchemeRequest) -> HttpResponse:
    """Prepare the claims of every structure for the last month that is over."""
    last = queries.last_month_to_claim()
    back = here(request, "authority:claims")
    waiting = queries.structures_waiting(request.membership.scheme_id)
    response = carry_out(
        request,
        Form(sent(request)),
        settle_month,
        done=_("Les demandes sont préparées : chaque structure peut envoyer la sienne."),
        to=back,
        month=last,
    )
    return response or show_confirm(
        request,
        title=_("Préparer les demandes (%(month)s)") % {"month": month(last)},
        happens=_("Chaque structure trouvera sa demande prête, avec les pass encaissés jusqu'à la fin du mois."),
        facts=[
            Fact(_("Pass à demander"), number(waiting.count)),
            Fact(_("Montant"), money(waiting.total_cents)),
        ],
        undo=_("Refaire ce geste ajoute seulement ce qui est venu depuis."),
        button=_("Préparer les demandes"),
        back=Link(_("Ne pas préparer"), back),
    )


@page(audience="authority", roles=(FINANCE,))
def certify(request: SchemeRequest, claim_id: int) -> HttpResponse:
    """Certify *service fait*."""
    one = claim_of(claim_id)
    back = here(request, "authority:claim", one.pk)
    form = forms.CertifyForm(sent(request), initial={"certified_on": today()})
    response = carry_out(
        request,
        form,
        operations.certify_service_fait,
        done=_("Le service fait est certifié : la demande peut être payée."),
        to=back,
        refused={"date_before_the_claim": "certified_on"},
        claim_id=one.pk,
    )
    words = ngettext(
        "Vous certifiez que %(count)s service a été rendu : %(structure)s sera payée.",
        "Vous certifiez que %(count)s services ont été rendus : %(structure)s sera payée.",
        one.line_count,
    )
    return response or show_confirm(
        request,
        title=_("Certifier le service fait"),
        happens=words % {"count": one.line_count, "structure": one.organisation.name},
        facts=[
            Fact(_("Demande"), one.number),
            Fact(_("Montant"), money(one.total_cents)),
            *[Fact(share.venue, number(share.count), note=_("pass")) for share in queries.venue_shares(one.pk)],
            *_signals(request, one),
        ],
        final=_("Un service fait certifié ne se retire pas."),
        form=form,
        button=_("Certifier le service fait"),
        back=Link(_("Ne pas certifier"), back),
    )


@page(audience="authority", roles=(FINANCE,))
def reject(request: SchemeRequest, claim_id: int) -> HttpResponse:
    """Send a claim back to its structure."""
    one = claim_of(claim_id)
    back = Link(_("Demande %(number)s") % {"number": one.number}, here(request, "authority:claim", one.pk))
    form = forms.RejectForm(sent(request))
    response = carry_out(
        request,
        form,
        operations.reject_claim,
        done=_("La demande est renvoyée à la structure."),
        to=back.url,
        refused={"reason_missing": "reason"},
        claim_id=one.pk,
    )
    return response or show_form(
        request,
        title=_("Renvoyer la demande"),
        lead=_("La structure lit le motif, corrige et renvoie sa demande."),
        facts=claim_facts(one),
        form=form,
        submit=_("Renvoyer à la structure"),
        back=back,
    )


def _table(request: SchemeRequest, lines: Sequence[Claim], *, with_payer: bool) -> Table:
    """A list of claims; who pays is a column where there are several."""
    return Table(
        caption=_("Demandes de remboursement"),
        columns=[
            Column(_("Demande"), "code"),
            Column(_("Structure")),
            Column(_("Mois")),
            *([Column(_("Payeur"))] if with_payer else []),
            Column(_("Pass"), "number"),
            Column(_("Montant"), "money"),
            Column(_("Paiement"), "day"),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    line.number,
                    line.organisation.name,
                    month(line.month),
                    *([line.payer.short_name] if with_payer else []),
                    line.line_count,
                    line.total_cents,
                    pay_day(line),
                    claim_status(line),
                ],
                url=here(request, "authority:claim", line.pk),
            )
            for line in lines
        ],
        empty=Empty(
            _("Aucune demande de remboursement."),
            _("Une demande se prépare une fois le mois terminé, à partir des pass encaissés."),
        ),
    )


def _list_actions(request: SchemeRequest, counts: dict[str, int]) -> list[Link]:
    actions = [
        Link(_("Paiements"), here(request, "authority:payments")),
        Link(_("Exporter (CSV)"), address(request, format="csv", page=None), icon="download"),
    ]
    waiting = queries.structures_waiting(request.membership.scheme_id)
    if waiting.count:
        words = _("Préparer les demandes (%(month)s)") % {"month": month(queries.last_month_to_claim())}
        actions.insert(0, Link(words, here(request, "authority:settle")))
    if request.actor.role == FINANCE and counts.get(states.CERTIFIED):
        actions.insert(0, Link(_("Ordonner les paiements"), here(request, "authority:issue_payments"), "primary"))
    return actions


def _claim_actions(request: SchemeRequest, one: Claim) -> list[Link]:
    if one.state == states.PAID:
        return [Link(_("Contrôler les pass papier"), here(request, "authority:draw_paper_check", one.pk))]
    if request.actor.role != FINANCE:
        return []
    if one.state == states.SUBMITTED:
        return [
            Link(_("Certifier le service fait"), here(request, "authority:certify_claim", one.pk), "primary"),
            Link(_("Renvoyer à la structure"), here(request, "authority:reject_claim", one.pk)),
        ]
    if one.state == states.CERTIFIED:
        return [Link(_("Ordonner le paiement"), here(request, "authority:issue_payments"), "primary")]
    return []


def _signals(request: SchemeRequest, one: Claim) -> list[Fact]:
    """What was seen about pass of the claim and is not closed: told to who certifies, who decides all the same."""
    told = [
        Link(_(signal_rules.KINDS[found.kind]), here(request, "authority:signal", found.pk), "link")
        for found in signals.of_claim(one.pk)
    ]
    note = _("à regarder ; cela n'empêche pas de certifier")
    return [Fact(_("Signalement"), link, note) for link in told]


def _coming(one: Claim) -> list[Next]:
    if one.state not in NEXT:
        return []
    words, who = NEXT[one.state]
    due = one.due_on
    return [Next(_(words), _(who), due=due, late=due is not None and due < today())]
