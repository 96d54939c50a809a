"""The campaigns of the funder: an amendment proposed to many conventions, and how far each has come."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.campaigns import operations, queries, states
from quitus.domain.campaigns.models import Campaign, Proposal
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.funder.campaign_forms import NewCampaignForm
from quitus.interfaces.web.funder.views.campaigns_text import show_draft
from quitus.interfaces.web.layout import campaigns as told
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Figure, Kind, Link, Row, Status, Table, Tone, number
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import address, as_csv, chips, paginate
from quitus.interfaces.web.layout.pages import show_form, show_list
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today

TONES: dict[str, Tone] = {states.DRAFTED: "neutral", states.PROPOSED: "waiting", states.CLOSED: "done"}
WAITING, DECLINED, UNDER_WAY, IN_FORCE, ASKING = "attente", "refus", "cours", "vigueur", "questions"


@page(audience="funder", across=True)
@require_GET
def campaigns(request: SchemeRequest) -> HttpResponse:
    """Every campaign, with how many authorities have answered."""
    listed = paginate(request, queries.campaigns())
    return show_list(
        request,
        title=_("Campagnes d'avenants"),
        lead=_("Un même avenant proposé à plusieurs conventions, et ce que chaque collectivité en fait."),
        table=Table(
            caption=_("Campagnes"),
            columns=[
                Column(_("Campagne")),
                Column(_("Proposée le"), "day"),
                Column(_("Conventions"), "number"),
                Column(_("Sans réponse"), "number"),
                Column(_("Acceptées"), "number"),
                Column(_("En vigueur"), "number"),
                Column(_("État")),
            ],
            rows=[_row(request, one) for one in listed.items],
            empty=Empty(
                _("Aucune campagne n'est préparée."),
                _("Écrivez l'avenant une fois, choisissez les conventions, suivez les réponses."),
            ),
        ),
        page=listed,
        actions=[Link(_("Préparer une campagne"), here(request, "funder:new_campaign"), "primary")],
    )


@page(audience="funder", across=True)
def new_campaign(request: SchemeRequest) -> HttpResponse:
    """A campaign to prepare."""
    form = NewCampaignForm(sent(request))
    return carry_out(
        request,
        form,
        operations.open_campaign,
        done=_("La campagne est en préparation : écrivez les articles, puis proposez-la."),
        to=lambda made: here(request, "funder:campaign", made.pk),
        refused={"answer_date_too_early": "answer_by"},
        is_example=request.membership.scheme.is_example,
    ) or show_form(
        request,
        title=_("Préparer une campagne"),
        lead=_("Rien n'est envoyé avant que vous ne choisissiez les conventions."),
        form=form,
        submit=_("Préparer la campagne"),
        back=back_to_campaigns(request),
    )


@page(audience="funder", across=True)
@require_GET
def campaign(request: SchemeRequest, campaign_id: int) -> HttpResponse:
    """The draft as long as it is one; then every convention it was proposed to, and how far each has come."""
    one = found(queries.campaign, campaign_id)
    if one.state == states.DRAFTED:
        return show_draft(request, one)
    proposals = queries.proposals(one.pk)
    asking = queries.asking(one.pk)
    kept = _filters(proposals, asking)
    chosen = kept.get(request.GET.get("etat", ""), (_("Toutes"), proposals))[1]
    if request.GET.get("format") == "csv":
        return as_csv(_follow_up(request, chosen, asking, is_export=True), "campagne")
    listed = paginate(request, chosen)
    standing = [proposal for proposal in proposals if proposal.state != states.WITHDRAWN]
    return show_list(
        request,
        title=one.title,
        lead=_lead(one),
        back=back_to_campaigns(request),
        figures=_figures(standing),
        chips=chips(
            request,
            "etat",
            [(key, label, len(lines)) for key, (label, lines) in kept.items()],
            everything=_("Toutes"),
        ),
        table=_follow_up(request, listed.items, asking),
        page=listed,
        actions=_actions(request, one, proposals),
    )


def back_to_campaigns(request: SchemeRequest) -> Link:
    """The way back."""
    return Link(_("Campagnes"), here(request, "funder:campaigns"))


def _row(request: SchemeRequest, one: Campaign) -> Row:
    return Row(
        [
            one.title,
            one.proposed_on,
            one.made_count,  # type: ignore[attr-defined]
            one.waiting_count,  # type: ignore[attr-defined]
            one.accepted_count,  # type: ignore[attr-defined]
            one.in_force_count,  # type: ignore[attr-defined]
            Status(TONES[one.state], _(states.CAMPAIGN_LABELS[one.state])),
        ],
        url=here(request, "funder:campaign", one.pk),
    )


def _lead(one: Campaign) -> str:
    if one.answer_by is None:
        return _("Ce que chaque collectivité en fait, jusqu'à l'entrée en vigueur de son avenant.")
    return _("Réponse souhaitée au plus tard le %(day)s. Chaque ligne suit une collectivité.") % {
        "day": day(one.answer_by)
    }


def _filters(proposals: list[Proposal], asking: set[int]) -> dict[str, tuple[str, list[Proposal]]]:
    """What the list may be narrowed to: label and lines."""
    kept = {
        WAITING: (_("Sans réponse"), [one for one in proposals if one.state in states.WAITING]),
        ASKING: (_("Question posée"), [one for one in proposals if one.pk in asking]),
        DECLINED: (_("Refusées"), [one for one in proposals if one.state == states.DECLINED]),
        UNDER_WAY: (
            _("Acceptées, en cours"),
            [one for one in proposals if one.state == states.ACCEPTED and not one.facts.applies],
        ),
        IN_FORCE: (_("En vigueur"), [one for one in proposals if one.facts.applies]),
    }
    return {key: (label, lines) for key, (label, lines) in kept.items() if lines}


def _figures(standing: list[Proposal]) -> list[Figure]:
    accepted = sum(one.state == states.ACCEPTED for one in standing)
    in_force = sum(one.facts.applies for one in standing)
    waiting = sum(one.state in states.WAITING for one in standing)
    return [
        Figure(number(len(standing)), _("conventions visées")),
        Figure(number(waiting), _("sans réponse")),
        Figure(number(accepted), _("acceptées")),
        Figure(number(in_force), _("en vigueur")),
    ]


def _follow_up(
    request: SchemeRequest, proposals: Sequence[Proposal], asking: set[int], *, is_export: bool = False
) -> Table:
    """One line for each convention. Six days side by side have no room on a page unless they are text, which breaks."""
    kind: Kind = "day" if is_export else "text"
    labels = (
        _("Réponse"),
        _("Vote"),
        _("Exécutoire"),
        _("Signé : collectivité"),
        _("Signé : financeur"),
        _("En vigueur"),
    )
    return Table(
        caption=_("Suivi de chaque convention"),
        columns=[
            Column(_("Collectivité")),
            Column(_("Où cela en est")),
            *(Column(label, kind) for label in labels),
            Column(_("Obligations déplacées"), "number"),
            *([Column(_("Relances"), "number")] if is_export else []),
        ],
        rows=[
            Row(
                [
                    one.scheme.authority.short_name,
                    Status("late", _("Question posée")) if one.pk in asking else told.proposal_status(one, today()),
                    *(
                        day(on) if on and not is_export else on
                        for on in (
                            facts.answered_on,
                            facts.voted_on,
                            facts.executory_on,
                            facts.authority_signed_on,
                            facts.funder_signed_on,
                            facts.in_force_on,
                        )
                    ),
                    one.moved_count,
                    *([one.reminder_count] if is_export else []),
                ],
                url=here(request, "funder:proposal", one.pk),
            )
            for one in proposals
            for facts in [one.facts]
        ],
        empty=Empty(_("Aucune convention ici."), _("Changez de filtre, ou proposez la campagne à d'autres.")),
    )


def _actions(request: SchemeRequest, one: Campaign, proposals: list[Proposal]) -> list[Link]:
    links = []
    if queries.to_remind(proposals):
        links.append(Link(_("Relancer les collectivités"), here(request, "funder:remind_all", one.pk), "primary"))
    if one.state == states.PROPOSED:
        links.append(Link(_("Proposer à d'autres conventions"), here(request, "funder:propose", one.pk)))
    links.append(Link(_("Lire le texte proposé"), here(request, "funder:campaign_text", one.pk)))
    links.append(Link(_("Télécharger la liste"), address(request, format="csv"), icon="download"))
    if one.state == states.PROPOSED:
        links.append(Link(_("Clore la campagne"), here(request, "funder:close_campaign", one.pk), "link"))
    return links
