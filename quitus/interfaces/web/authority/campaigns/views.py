"""The funder's proposals: each is read, asked about, accepted or declined by the one who writes amendments."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.forms import Form
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.campaigns import operations, queries, rules, states
from quitus.domain.campaigns.models import Proposal
from quitus.domain.campaigns.queries import becomes_of
from quitus.domain.grants import queries as grants
from quitus.domain.grants import states as grants_states
from quitus.domain.grants.models import Amendment
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.campaigns import forms
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout import campaigns as told
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Link,
    Next,
    Row,
    Table,
    day,
)
from quitus.interfaces.web.layout.doing import found, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.kernel.clock import today
from quitus.usecases.campaigns import answer

SIMULATED = {
    ("action_ends_on", rules.BY_MONTHS): "mois",
    ("action_ends_on", rules.SET): "jusque",
    ("target_count", rules.SET): "objectif",
}


@page(audience="authority")
@require_GET
def proposals(request: SchemeRequest) -> HttpResponse:
    """Every proposal received."""
    listed = paginate(request, queries.received(request.membership.scheme_id))
    return show_list(
        request,
        title=_("Propositions du financeur"),
        lead=_("Les avenants que le financeur vous propose, et votre réponse."),
        back=Link(_("Convention"), here(request, "authority:convention")),
        table=Table(
            caption=_("Propositions"),
            columns=[
                Column(_("Objet")),
                Column(_("Proposée le"), "day"),
                Column(_("Réponse souhaitée"), "day"),
                Column(_("Répondue le"), "day"),
                Column(_("État")),
            ],
            rows=[
                Row(
                    [
                        one.campaign.title,
                        one.proposed_on,
                        one.campaign.answer_by,
                        one.answered_on,
                        told.proposal_status(one, today()),
                    ],
                    url=here(request, "authority:proposal", one.pk),
                )
                for one in listed.items
            ],
            empty=Empty(_("Le financeur ne vous a rien proposé."), _("Ses propositions d'avenant apparaîtront ici.")),
        ),
        page=listed,
    )


@page(audience="authority")
@require_GET
def proposal(request: SchemeRequest, proposal_id: int) -> HttpResponse:
    """What is proposed, what it changes here, and what was said of it."""
    one = found(queries.proposal, proposal_id)
    status = told.proposal_status(one, today())
    return show_detail(
        request,
        title=_("Proposition d'avenant"),
        lead=one.campaign.title,
        back=Link(_("Propositions du financeur"), here(request, "authority:proposals")),
        status=status,
        steps=told.steps(one),
        facts=_facts(request, one),
        thread=fil("proposal", one.pk, stands=status, coming=_coming(request, one)),
        tables=[_changes(one), told.messages_table(list(one.messages.all()))],
        actions=_actions(request, one) if request.actor.role == MANAGER else [],
        template="authority/campaigns/proposal.html",
        articles=list(one.campaign.articles.all()),
    )


@page(audience="authority", roles=(MANAGER,))
def acknowledge(request: SchemeRequest, proposal_id: int) -> HttpResponse:
    """Tell the funder that it was read."""
    one = found(queries.proposal, proposal_id)
    act = Act(
        title=_("Accuser réception"),
        happens=_("Le financeur saura que vous avez lu sa proposition. Vous répondrez plus tard."),
        button=_("Accuser réception"),
        done=_("Le financeur sait que la proposition est lue."),
    )
    return _act_on(request, one, operations.acknowledge_proposal, act, forms.NothingForm(sent(request)))


@page(audience="authority", roles=(MANAGER,))
def ask(request: SchemeRequest, proposal_id: int) -> HttpResponse:
    """Ask before answering."""
    one = found(queries.proposal, proposal_id)
    act = Act(
        title=_("Poser une question"),
        happens=_("Le financeur lira votre question et vous répondra sur la page de la proposition."),
        button=_("Envoyer la question"),
        done=_("Votre question est envoyée."),
        refused={"question_missing": "text"},
    )
    return _act_on(request, one, operations.ask_question, act, forms.QuestionForm(sent(request)))


@page(audience="authority", roles=(MANAGER,))
def decline(request: SchemeRequest, proposal_id: int) -> HttpResponse:
    """Say no, and why."""
    one = found(queries.proposal, proposal_id)
    act = Act(
        title=_("Refuser la proposition"),
        happens=_("La convention reste comme elle est. Le financeur lira votre motif."),
        button=_("Refuser la proposition"),
        done=_("La proposition est refusée."),
        final=_("Un refus ne se reprend pas ; le financeur peut proposer de nouveau."),
        danger=True,
        refused={"reason_missing": "reason"},
    )
    return _act_on(request, one, operations.decline_proposal, act, forms.DeclineForm(sent(request)))


@page(audience="authority", roles=(MANAGER,))
def accept(request: SchemeRequest, proposal_id: int) -> HttpResponse:
    """Say yes: the amendment is in preparation."""
    one = found(queries.proposal, proposal_id)
    under_way = _under_way(one)
    happens = _(
        "Un avenant à votre convention est mis en préparation avec ces articles et ces valeurs. "
        "Vous pourrez le compléter, puis le faire voter et signer."
    )
    if under_way is not None:
        happens = _("Un avenant est déjà en préparation : c'est lui qui répond à la proposition, tel qu'il est.")
    act = Act(
        title=_("Accepter la proposition"),
        happens=happens,
        button=_("Accepter la proposition"),
        done=_("La proposition est acceptée : il reste à faire voter l'avenant."),
        final=_("Le financeur l'apprend aussitôt. Rien n'est voté ni signé par cet accord."),
        facts=(Fact(_("Objet"), one.campaign.title),),
    )
    return bind(
        request,
        forms.AcceptForm(under_way, sent(request)),
        answer.accept,
        act,
        back=_back(request, one),
        to=lambda made: here(request, "authority:amendment", made.amendment_id),
        proposal_id=one.pk,
    )


def _act_on(
    request: SchemeRequest, one: Proposal, operation: Callable[..., object], act: Act, form: Form
) -> HttpResponse:
    return bind(request, form, operation, act, back=_back(request, one), proposal_id=one.pk)


def _back(request: SchemeRequest, one: Proposal) -> Link:
    return Link(_("Proposition d'avenant"), here(request, "authority:proposal", one.pk))


def _under_way(one: Proposal) -> Amendment | None:
    return grants.amendments(one.convention_id).filter(state=grants_states.DRAFTED).first()


def _facts(request: SchemeRequest, one: Proposal) -> list[Fact]:
    facts = [
        Fact(_("Proposée par"), one.campaign.funder.name),
        Fact(_("Proposée le"), day(one.proposed_on)),
        Fact(_("Motifs"), one.campaign.reasons),
        Fact(_("Réponse souhaitée au plus tard le"), day(one.campaign.answer_by) if one.campaign.answer_by else None),
    ]
    if one.reason:
        facts.append(Fact(_("Motif de votre refus"), one.reason))
    if one.amendment is not None:
        label = _("Avenant n° %(number)s") % {"number": one.amendment.number}
        facts.append(Fact(_("Avenant"), Link(label, here(request, "authority:amendment", one.amendment.pk))))
    return facts


def _changes(one: Proposal) -> Table:
    """While an answer is awaited, from what the convention says today; once answered, what was proposed."""
    changes = list(one.campaign.changes.all())
    if not one.awaits_answer:
        return told.changes_table(changes)
    standing = grants.consolidated_parameters(one.convention_id, today())
    before = {each.name: each.value for each in standing if each.value is not None}
    return told.becomes_table(before, becomes_of((each.change for each in changes), before))


def _coming(request: SchemeRequest, one: Proposal) -> list[Next]:
    manager = _("la personne responsable du dispositif")
    if one.awaits_answer:
        url = here(request, "authority:accept_proposal", one.pk)
        late = one.is_late(today())
        what = _("Répondre de nouveau : avenant abandonné") if one.amendment else _("Répondre au financeur")
        return [Next(what, manager, one.campaign.answer_by, url=url, late=late)]
    if one.amendment is not None and one.amendment.in_force_on is None:
        return [
            Next(
                _("Faire voter et signer l'avenant"),
                manager,
                url=here(request, "authority:amendment", one.amendment.pk),
            )
        ]
    return []


def _actions(request: SchemeRequest, one: Proposal) -> list[Link]:
    if not one.awaits_answer:
        return []
    accepts = _("Répondre par un autre avenant") if one.amendment else _("Accepter la proposition")
    links = [
        Link(accepts, here(request, "authority:accept_proposal", one.pk), "primary"),
        Link(_("Simuler l'avenant"), here(request, "authority:simulator", query=_simulated(one))),
        Link(_("Refuser la proposition"), here(request, "authority:decline_proposal", one.pk), "link"),
    ]
    if one.state in states.WAITING:
        links.insert(1, Link(_("Poser une question"), here(request, "authority:ask_question", one.pk)))
    if one.state == states.SENT:
        links.insert(2, Link(_("Accuser réception"), here(request, "authority:acknowledge_proposal", one.pk)))
    return links


def _simulated(one: Proposal) -> str:
    """The question of the simulator that comes nearest to what is proposed."""
    asked = {}
    for change in one.campaign.changes.all():
        if (change.name, change.how) in SIMULATED:
            asked[SIMULATED[change.name, change.how]] = change.value
    return urlencode(asked)
