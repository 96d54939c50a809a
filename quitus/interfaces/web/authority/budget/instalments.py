"""Instalments of the grant: planned, claimed, received."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.budget import operations, queries, states
from quitus.domain.budget.models import Instalment
from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.budget import forms
from quitus.interfaces.web.authority.budget.plan import back_to_budget
from quitus.interfaces.web.authority.conventions.convention import convention_of
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
    Step,
    Table,
    day,
    money,
    share,
)
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.kernel.clock import today


@page(audience="authority")
@require_GET
def instalments(request: SchemeRequest) -> HttpResponse:
    """What the funder pays, when and on what condition."""
    found_ones = list(queries.instalments(request.membership.scheme_id))
    leads = request.actor.role == MANAGER
    new = Link(_("Prévoir un versement"), here(request, "authority:plan_instalment"), "primary")
    return show_list(
        request,
        title=_("Versements du financeur"),
        lead=_("Avance, acomptes et solde : ce qui les déclenche, ce qui est demandé, ce qui est reçu."),
        back=back_to_budget(request),
        actions=[new] if leads else [],
        table=Table(
            caption=_("Versements"),
            columns=[
                Column(_("Versement")),
                Column(_("À demander à partir du"), "day"),
                Column(_("Attendu"), "money"),
                Column(_("Demandé"), "money"),
                Column(_("Reçu"), "money"),
                Column(_("État")),
            ],
            rows=[
                Row(
                    [
                        one.label,
                        one.due_on,
                        one.expected_cents,
                        one.claimed_cents,
                        one.received_cents,
                        instalment_status(one),
                    ],
                    url=here(request, "authority:instalment", one.pk),
                )
                for one in found_ones
            ],
            totals=[
                _("Total"),
                "",
                money(sum(one.expected_cents for one in found_ones)),
                money(sum(one.claimed_cents or 0 for one in found_ones)),
                money(sum(one.received_cents or 0 for one in found_ones)),
                "",
            ]
            if found_ones
            else (),
            empty=Empty(_("Aucun versement n'est prévu."), "", new if leads else None),
        ),
    )


def instalment_status(one: Instalment) -> Status:
    """Where an instalment stands."""
    if one.state == states.RECEIVED:
        return Status("done", _("Reçu"))
    return Status("neutral" if one.state == states.PLANNED else "waiting", _(states.INSTALMENT_LABELS[one.state]))


@page(audience="authority")
@require_GET
def instalment(request: SchemeRequest, instalment_id: int) -> HttpResponse:
    """One instalment."""
    one = found(queries.instalment, instalment_id)
    status = instalment_status(one)
    ways = {
        states.PLANNED: (
            MANAGER,
            "claim_instalment",
            _("Enregistrer la demande"),
            _("la personne responsable du dispositif"),
        ),
        states.CLAIMED: (FINANCE, "receive_instalment", _("Enregistrer le versement reçu"), _("l'ordonnateur")),
    }
    actions, coming = [], []
    if one.state in ways:
        role, view, label, who = ways[one.state]
        url = here(request, f"authority:{view}", one.pk) if request.actor.role == role else ""
        coming = [Next(label, who, one.due_on if one.state == states.PLANNED else None, url)]
        actions = [Link(label, url, "primary")] if url else []
    return show_detail(
        request,
        title=one.label,
        lead=one.trigger,
        back=Link(_("Versements du financeur"), here(request, "authority:instalments")),
        status=status,
        steps=[
            Step(_("Prévu"), "done", one.due_on),
            Step(_("Demandé"), "done" if one.claimed_on else "current", one.claimed_on),
            Step(
                _("Reçu"),
                "done" if one.received_on else "current" if one.claimed_on else "to_come",
                one.received_on,
            ),
        ],
        facts=_facts(one),
        thread=fil("instalment", one.pk, stands=status, coming=coming),
        actions=actions,
    )


@page(audience="authority", roles=(MANAGER,))
def plan(request: SchemeRequest) -> HttpResponse:
    """An instalment to plan."""
    convention = convention_of(request)
    form = forms.InstalmentForm(sent(request))
    return carry_out(
        request,
        form,
        operations.plan_instalment,
        done=_("Le versement est prévu."),
        to=lambda made: here(request, "authority:instalment", made.pk),
        convention_id=convention.pk,
    ) or show_form(
        request,
        title=_("Prévoir un versement"),
        form=form,
        submit=_("Prévoir le versement"),
        back=Link(_("Versements du financeur"), here(request, "authority:instalments")),
    )


@page(audience="authority", roles=(MANAGER,))
def claim(request: SchemeRequest, instalment_id: int) -> HttpResponse:
    """The request sent to the funder."""
    one = found(queries.instalment, instalment_id)
    form = forms.FundingClaimForm(sent(request), initial={"claimed_on": today(), "claimed_cents": one.expected_cents})
    to = here(request, "authority:instalment", one.pk)
    return carry_out(
        request,
        form,
        operations.claim_instalment,
        done=_("La demande est enregistrée."),
        to=to,
        refused={"date_in_the_future": "claimed_on", "amount_not_positive": "claimed_cents"},
        instalment_id=one.pk,
    ) or show_confirm(
        request,
        title=_("Enregistrer la demande de versement"),
        happens=_("La demande envoyée au financeur sera enregistrée à sa date."),
        facts=_facts(one),
        final=_("Une demande enregistrée ne se modifie pas."),
        button=_("Enregistrer la demande"),
        back=Link(_("Ne rien enregistrer"), to),
        form=form,
    )


@page(audience="authority", roles=(FINANCE,))
def receive(request: SchemeRequest, instalment_id: int) -> HttpResponse:
    """The money received."""
    one = found(queries.instalment, instalment_id)
    form = forms.ReceiptForm(sent(request), initial={"received_on": today(), "received_cents": one.claimed_cents})
    to = here(request, "authority:instalment", one.pk)
    return carry_out(
        request,
        form,
        operations.receive_instalment,
        done=_("Le versement est enregistré."),
        to=to,
        refused={
            "step_too_early": "received_on",
            "date_in_the_future": "received_on",
            "titre_already_used": "titre_number",
        },
        instalment_id=one.pk,
    ) or show_confirm(
        request,
        title=_("Enregistrer le versement reçu"),
        happens=_("Le versement sera reçu, sous le titre de recettes qui le constate."),
        facts=_facts(one),
        final=_("Un versement reçu ne se modifie pas."),
        button=_("Enregistrer le versement"),
        back=Link(_("Ne rien enregistrer"), to),
        form=form,
    )


def _facts(one: Instalment) -> list[Fact]:
    note = _("Exemple, à remplacer : la convention connue ne donne pas cette valeur.") if one.is_placeholder else ""
    facts = [
        Fact(_("Montant attendu"), money(one.expected_cents), note),
        Fact(_("Taux"), share(one.rate_per_mille), one.base),
    ]
    if one.claimed_on is not None:
        facts += [Fact(_("Demandé le"), day(one.claimed_on)), Fact(_("Montant demandé"), money(one.claimed_cents))]
    if one.received_on is not None:
        facts += [
            Fact(_("Reçu le"), day(one.received_on)),
            Fact(_("Montant reçu"), money(one.received_cents)),
            Fact(_("Titre de recettes"), one.titre_number),
        ]
    return facts
