"""Proposing a campaign, and what is said and done about each proposal."""

from collections.abc import Callable

from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from quitus.domain.campaigns import operations, queries, states
from quitus.domain.campaigns.models import Campaign, Proposal
from quitus.domain.campaigns.queries import Reach
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.funder import campaign_forms as forms
from quitus.interfaces.web.layout import campaigns as told
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link, day, number
from quitus.interfaces.web.layout.doing import found, sent
from quitus.interfaces.web.layout.pages import show_detail
from quitus.kernel.clock import today
from quitus.usecases.campaigns import propose as sending


@page(audience="funder", across=True)
def propose(request: SchemeRequest, campaign_id: int) -> HttpResponse:
    """The conventions to propose a campaign to: what each has, what it would have."""
    one = found(queries.campaign, campaign_id)
    reached = [each for each in queries.reach(one, today()) if each.proposal is None]
    fit = [each for each in reached if each.becomes is not None]
    unfit = [each.convention.scheme.authority.short_name for each in reached if each.becomes is None]
    form = forms.ReachForm([(each.convention.scheme_id, _choice(each)) for each in fit], sent(request))
    act = Act(
        title=_("Proposer l'avenant"),
        happens=_(
            "Chaque collectivité cochée reçoit la proposition sur sa page d'accueil. "
            "Elle l'accepte, la refuse avec un motif, ou pose une question."
        )
        if fit
        else _("Aucune autre convention en vigueur ne peut recevoir cette proposition."),
        button=_("Proposer l'avenant"),
        done=_("L'avenant est proposé : suivez ici chaque réponse."),
        final=_("Le texte proposé ne changera plus ; une proposition sans réponse peut être retirée."),
        facts=(
            Fact(_("Objet"), one.title),
            Fact(_("Réponse souhaitée au plus tard le"), day(one.answer_by) if one.answer_by else None),
            *([Fact(_("À écrire d'abord dans leur convention"), ", ".join(unfit))] if unfit else []),
        ),
        refused={"nobody_chosen": "scheme_ids"},
    )
    back = _back(request, one)
    return bind(request, form, sending.propose, act, back=back, campaign_id=one.pk)


@page(audience="funder", across=True)
def remind_all(request: SchemeRequest, campaign_id: int) -> HttpResponse:
    """Remind everybody who has not answered."""
    one = found(queries.campaign, campaign_id)
    waiting = queries.to_remind(queries.proposals(one.pk))
    act = Act(
        title=_("Relancer les collectivités"),
        happens=ngettext(
            "Une collectivité qui n'a pas répondu verra la relance sur sa page d'accueil.",
            "Les %(count)s collectivités qui n'ont pas répondu verront la relance sur leur page d'accueil.",
            len(waiting),
        )
        % {"count": len(waiting)},
        button=_("Relancer"),
        done=_("La relance est faite."),
        final=_("Une relance par jour et par collectivité, au plus. Aucun courriel n'est envoyé."),
        facts=(Fact(_("Sans réponse"), ", ".join(each.scheme.authority.short_name for each in waiting)),),
    )
    form = forms.NothingForm(sent(request))
    return bind(request, form, sending.remind_all, act, back=_back(request, one), campaign_id=one.pk)


@page(audience="funder", across=True)
def close(request: SchemeRequest, campaign_id: int) -> HttpResponse:
    """End a campaign."""
    one = found(queries.campaign, campaign_id)
    act = Act(
        title=_("Clore la campagne"),
        happens=_(
            "Vous ne pourrez plus la proposer à d'autres conventions. Les réponses restent possibles et suivies."
        ),
        button=_("Clore la campagne"),
        done=_("La campagne est close."),
        final=_("Une campagne close ne se rouvre pas."),
    )
    form = forms.NothingForm(sent(request))
    return bind(request, form, operations.close_campaign, act, back=_back(request, one), campaign_id=one.pk)


@page(audience="funder", across=True)
@require_GET
def proposal(request: SchemeRequest, proposal_id: int) -> HttpResponse:
    """One convention of a campaign: its way, its questions."""
    one = found(queries.proposal, proposal_id)
    text = one.amendment
    facts = [
        Fact(_("Collectivité"), one.scheme.authority.name),
        Fact(_("Convention"), one.convention.number),
        Fact(_("Proposée le"), day(one.proposed_on)),
    ]
    if one.answered_on:
        facts.append(Fact(_("Répondue le"), day(one.answered_on)))
    if one.reason:
        facts.append(Fact(_("Motif du refus"), one.reason))
    if text is not None:
        url = reverse("funder:amendment", args=[one.scheme.slug, text.pk])
        facts.append(Fact(_("Avenant"), Link(_("Avenant n° %(number)s") % {"number": text.number}, url)))
        if text.deliberation and text.deliberation.sitting:
            facts.append(Fact(_("Réunion de l'assemblée"), day(text.deliberation.sitting.held_on)))
    if one.moved_count is not None:
        facts.append(Fact(_("Obligations déplacées ou ajoutées"), number(one.moved_count)))
    if one.reminder_count:
        facts.append(Fact(_("Relances"), number(one.reminder_count), words.day(one.reminded_on or today())))
    return show_detail(
        request,
        title=one.scheme.authority.short_name,
        lead=one.campaign.title,
        back=_back(request, one.campaign),
        status=told.proposal_status(one, today()),
        steps=told.steps(one),
        facts=facts,
        tables=[told.messages_table(list(one.messages.all()))],
        actions=_doing(request, one),
    )


@page(audience="funder", across=True)
def withdraw(request: SchemeRequest, proposal_id: int) -> HttpResponse:
    """Take back a proposal."""
    one = found(queries.proposal, proposal_id)
    act = Act(
        title=_("Retirer la proposition"),
        happens=_("%(authority)s ne pourra plus répondre à cette proposition.")
        % {"authority": one.scheme.authority.name},
        button=_("Retirer la proposition"),
        done=_("La proposition est retirée."),
        undo=_("La campagne peut lui être proposée de nouveau."),
        danger=True,
    )
    return _act_on(request, one, sending.withdraw, act, forms.NothingForm(sent(request)))


@page(audience="funder", across=True)
def remind(request: SchemeRequest, proposal_id: int) -> HttpResponse:
    """Remind one authority."""
    one = found(queries.proposal, proposal_id)
    act = Act(
        title=_("Relancer la collectivité"),
        happens=_("%(authority)s verra la relance sur sa page d'accueil.") % {"authority": one.scheme.authority.name},
        button=_("Relancer"),
        done=_("La relance est faite."),
        final=_("Une relance par jour et par collectivité, au plus. Aucun courriel n'est envoyé."),
    )
    return _act_on(request, one, sending.remind, act, forms.NothingForm(sent(request)))


@page(audience="funder", across=True)
def reply(request: SchemeRequest, proposal_id: int) -> HttpResponse:
    """Reply to an authority."""
    one = found(queries.proposal, proposal_id)
    asked = [message for message in one.messages.all() if message.side == states.AUTHORITY]
    act = Act(
        title=_("Répondre à la collectivité"),
        happens=_("%(authority)s lira votre réponse sur la page de la proposition.")
        % {"authority": one.scheme.authority.name},
        button=_("Envoyer la réponse"),
        done=_("Votre réponse est envoyée."),
        facts=tuple(Fact(_("Question"), message.text, words.day(message.said_on)) for message in asked[-1:]),
        refused={"question_missing": "text"},
    )
    return _act_on(request, one, sending.reply, act, forms.MessageForm(sent(request)))


def _act_on(
    request: SchemeRequest, one: Proposal, operation: Callable[..., object], act: Act, form: Form
) -> HttpResponse:
    back = Link(one.scheme.authority.short_name, here(request, "funder:proposal", one.pk))
    return bind(request, form, operation, act, back=back, proposal_id=one.pk)


def _back(request: SchemeRequest, one: Campaign) -> Link:
    return Link(one.title, here(request, "funder:campaign", one.pk))


def _choice(each: Reach) -> str:
    """An authority, its convention, and the end of its action as it is and as it would be."""
    authority = each.convention.scheme.authority.short_name
    ends_on, later = each.before.get("action_ends_on"), (each.becomes or {}).get("action_ends_on")
    if later is None or ends_on is None:
        return f"{authority}, {each.convention.number}"
    return _("%(authority)s, %(number)s : fin de l'action le %(ends_on)s, puis le %(later)s") % words.written(
        {"authority": authority, "number": each.convention.number, "ends_on": ends_on, "later": later}
    )


def _doing(request: SchemeRequest, one: Proposal) -> list[Link]:
    links = []
    said = list(one.messages.all())
    if said and said[-1].side == states.AUTHORITY:
        links.append(Link(_("Répondre"), here(request, "funder:reply", one.pk), "primary"))
    elif said:
        links.append(Link(_("Répondre encore"), here(request, "funder:reply", one.pk)))
    if one.state in states.WAITING:
        links.append(Link(_("Relancer"), here(request, "funder:remind", one.pk)))
        links.append(Link(_("Retirer la proposition"), here(request, "funder:withdraw_proposal", one.pk), "link"))
    text = one.amendment
    if text is not None and text.authority_signed_on and not text.funder_signed_on:
        url = reverse("funder:sign_amendment", args=[one.scheme.slug, text.pk])
        links.insert(0, Link(_("Signer pour le financeur"), url, "primary"))
    return links
