"""Deliberations: the list, one of them, and what is done before and at the vote."""

from collections.abc import Sequence

from django.db.models import Count
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.acts import operations, queries, rules, states
from quitus.domain.acts.models import Deliberation
from quitus.domain.grants import queries as grants
from quitus.domain.grants.models import Amendment
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.acts import forms, standing
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table, day, number
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import chips, order_by, paginate
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list


def act_of(request: SchemeRequest, deliberation_id: int) -> Deliberation:
    """A deliberation of the scheme's authority; 404 for any other."""
    return found(queries.deliberation, deliberation_id, request.membership.scheme.authority_id)


def back_to(request: SchemeRequest, act: Deliberation) -> Link:
    """The way back to a deliberation."""
    return Link(name_of(act), here(request, "authority:deliberation", act.pk))


def name_of(act: Deliberation) -> str:
    """How an act is called: by its number once it has one."""
    return _("Délibération n° %(number)s") % {"number": act.number} if act.number else _("Projet de délibération")


@page(audience="authority")
@require_GET
def acts(request: SchemeRequest) -> HttpResponse:
    """The authority's deliberations."""
    every = queries.deliberations(request.membership.scheme.authority_id)
    counts = dict(every.order_by().values_list("state").annotate(count=Count("pk")))
    state = request.GET.get("etat", "")
    shown = every.filter(state=state) if state in states.LABELS else every
    lines = paginate(
        request,
        shown.order_by(order_by(request, {"numero": "number", "date": "sitting__held_on"}, "-sitting__held_on"), "-pk"),
    )
    new = Link(_("Rédiger une délibération"), here(request, "authority:draft_deliberation"), "primary")
    return show_list(
        request,
        title=_("Actes"),
        lead=_("Les délibérations qui autorisent la convention et ses avenants, du projet à la date exécutoire."),
        back=Link(_("Convention"), here(request, "authority:convention")),
        actions=[new] if request.actor.role == MANAGER else [],
        chips=chips(
            request,
            "etat",
            [(key, _(label), counts[key]) for key, label in states.LABELS.items() if key in counts],
            everything=_("Toutes"),
        ),
        page=lines,
        table=_register(request, lines.items, new if request.actor.role == MANAGER else None),  # type: ignore[arg-type]
    )


@page(audience="authority")
@require_GET
def deliberation(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """One deliberation: where it stands, what follows from its dates, its text."""
    act = act_of(request, deliberation_id)
    status = standing.status_of(act)
    return show_detail(
        request,
        title=name_of(act),
        lead=act.title,
        back=Link(_("Actes"), here(request, "authority:acts")),
        status=status,
        steps=standing.steps_of(act),
        facts=[*_sitting_facts(act), *_vote_facts(act), *_deadline_facts(act), *_text_facts(request, act)],
        thread=fil("deliberation", act.pk, stands=status, coming=standing.coming(request, act)),
        tables=[_opinions(act)],
        actions=standing.actions(request, act) if request.actor.role == MANAGER else [],
        template="authority/acts/deliberation.html",
        act=act,
    )


@page(audience="authority", roles=(MANAGER,))
def draft(request: SchemeRequest) -> HttpResponse:
    """A new deliberation."""
    form = forms.TextForm(sent(request))
    return carry_out(
        request,
        form,
        operations.draft_deliberation,
        done=_("Le projet est enregistré."),
        to=lambda made: here(request, "authority:deliberation", made.pk),
        refused={"number_already_used": "number"},
        authority_id=request.membership.scheme.authority_id,
    ) or show_form(
        request,
        title=_("Rédiger une délibération"),
        lead=_("Le texte peut changer jusqu'au vote."),
        form=form,
        submit=_("Enregistrer le projet"),
        back=Link(_("Actes"), here(request, "authority:acts")),
    )


@page(audience="authority", roles=(MANAGER,))
def revise(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """The text of a deliberation, before the vote."""
    act = act_of(request, deliberation_id)
    form = forms.TextForm(sent(request), initial=forms.TextForm.of(act))
    back = back_to(request, act)
    return carry_out(
        request,
        form,
        operations.revise_deliberation,
        done=_("Le texte est enregistré."),
        to=back.url,
        refused={"number_already_used": "number"},
        deliberation_id=act.pk,
    ) or show_form(request, title=_("Modifier le texte"), form=form, submit=_("Enregistrer le texte"), back=back)


@page(audience="authority", roles=(MANAGER,))
def opinion(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """What a commission said."""
    act = act_of(request, deliberation_id)
    form = forms.OpinionForm(sent(request))
    back = back_to(request, act)
    return carry_out(
        request,
        form,
        operations.record_opinion,
        done=_("L'avis est enregistré."),
        to=back.url,
        refused={"opinion_after_the_sitting": "given_on"},
        deliberation_id=act.pk,
    ) or show_form(
        request,
        title=_("Ajouter un avis de commission"),
        lead=_("Les avis viennent dans n'importe quel ordre, avant le vote."),
        form=form,
        submit=_("Enregistrer l'avis"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def sitting(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """The sitting that will vote."""
    act = act_of(request, deliberation_id)
    form = forms.SittingForm(sent(request))
    back = back_to(request, act)
    return carry_out(
        request,
        form,
        operations.call_sitting,
        done=_("La délibération est à l'ordre du jour."),
        to=back.url,
        deliberation_id=act.pk,
    ) or show_form(
        request,
        title=_("Inscrire à l'ordre du jour"),
        lead=_("L'assemblée vote le jour de la réunion ; vous enregistrerez son vote à partir de ce jour-là."),
        form=form,
        submit=_("Inscrire à l'ordre du jour"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def vote(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """The vote of the assembly."""
    act = act_of(request, deliberation_id)
    form = forms.VoteForm(sent(request), initial=forms.VoteForm.of(act))
    back = back_to(request, act)
    return carry_out(
        request,
        form,
        operations.record_vote,
        done=_("Le vote est enregistré."),
        to=back.url,
        refused={
            "number_already_used": "number",
            "number_missing": "number",
            "tie_needs_the_president": "president_votes_for",
            "quorum_missing": "present_count",
        },
        deliberation_id=act.pk,
    ) or show_form(
        request,
        title=_("Enregistrer le vote"),
        lead=_("Le résultat en découle : la majorité des voix exprimées. Le texte ne changera plus."),
        facts=_sitting_facts(act),
        form=form,
        submit=_("Enregistrer le vote"),
        back=back,
    )


def _register(request: SchemeRequest, found_ones: Sequence[Deliberation], new: Link | None) -> Table:
    return Table(
        caption=_("Délibérations"),
        columns=[
            Column(_("Objet")),
            Column(_("Numéro"), sort="numero"),
            Column(_("Réunion"), "day", sort="date"),
            Column(_("Exécutoire le"), "day"),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    act.title,
                    act.number,
                    act.sitting.held_on if act.sitting else None,
                    act.deadlines.executory_on,
                    standing.status_of(act),
                ],
                url=here(request, "authority:deliberation", act.pk),
            )
            for act in found_ones
        ],
        empty=Empty(
            _("Aucune délibération ici."),
            _("La convention et chaque avenant se signent sur une délibération de l'assemblée."),
            new,
        ),
    )


def _sitting_facts(act: Deliberation) -> list[Fact]:
    if act.sitting is None:
        return []
    facts = [Fact(_("Réunion"), day(act.sitting.held_on), act.sitting.assembly)]
    attendance = act.sitting.attendance
    if attendance is not None:
        facts += [
            Fact(_("Membres présents"), number(attendance.present_count)),
            Fact(_("Excusés"), number(attendance.excused_count)),
        ]
        if attendance.non_voting_count or attendance.excused_non_voting_count:
            apart = attendance.non_voting_count, attendance.excused_non_voting_count
            said = _("%(here)s assistant, %(away)s excusés") % {"here": apart[0], "away": apart[1]}
            facts.append(Fact(_("Sans voix délibérative"), said))
    if act.sitting.president:
        facts.append(Fact(_("Présidence"), act.sitting.president))
    if act.sitting.secretary:
        facts.append(Fact(_("Secrétariat"), act.sitting.secretary))
    return facts


def _vote_facts(act: Deliberation) -> list[Fact]:
    vote = act.vote
    if vote is None:
        return []
    said = _("%(pour)s pour, %(contre)s contre") % {"pour": vote.votes_for, "contre": vote.votes_against}
    if vote.votes_abstention is not None:
        said = _("%(said)s, %(count)s abstentions") % {"said": said, "count": vote.votes_abstention}
    attendance = act.sitting.attendance if act.sitting else None
    proxies = rules.unlisted_proxies(attendance, vote) if attendance else 0
    note = _("Soit %(count)s délégations de vote, que l'acte ne liste pas.") % {"count": proxies} if proxies else ""
    return [Fact(_("Vote"), said, note)]


def _deadline_facts(act: Deliberation) -> list[Fact]:
    if act.state != states.ADOPTED:
        return []
    dates = act.deadlines
    waiting = Status("waiting", _("À venir"))
    return [
        Fact(_("Transmise au contrôle de légalité le"), day(act.transmitted_on) if act.transmitted_on else waiting),
        Fact(
            _("Accusé de réception du"),
            day(act.acknowledged_on),
            _("La preuve de la transmission, pas une condition."),
        ),
        Fact(_("Publiée en ligne le"), day(act.published_on) if act.published_on else waiting),
        Fact(
            _("Exécutoire le"),
            day(dates.executory_on) if dates.executory_on else waiting,
            _("La plus tardive de la publication et de la transmission (CGCT, art. L.3131-1)."),
        ),
        Fact(
            _("Recours des tiers jusqu'au"),
            day(dates.third_party_appeal_ends_on),
            _("Deux mois francs après la publication, reportés au jour ouvré suivant (CJA, art. R.421-1)."),
        ),
        Fact(
            _("Déféré du préfet jusqu'au"),
            day(dates.prefect_referral_ends_on),
            _("Deux mois francs après la réception, reportés au jour ouvré suivant (CGCT, art. L.3132-1)."),
        ),
        Fact(_("En ligne au moins jusqu'au"), day(dates.online_until), _("Deux mois (CGCT, art. R.3131-2).")),
    ]


def _text_facts(request: SchemeRequest, act: Deliberation) -> list[Fact]:
    facts = []
    for text in grants.texts_under(act.pk):
        if isinstance(text, Amendment):
            link = Link(
                _("Avenant n° %(number)s") % {"number": text.number}, here(request, "authority:amendment", text.pk)
            )
        else:
            link = Link(_("Convention n° %(number)s") % {"number": text.number}, here(request, "authority:convention"))
        facts.append(Fact(_("Autorise la signature de"), link))
    return facts


def _opinions(act: Deliberation) -> Table:
    return Table(
        caption=_("Avis des commissions"),
        columns=[Column(_("Commission")), Column(_("Date"), "day"), Column(_("Avis")), Column(_("Remarques"))],
        rows=[
            Row(
                [
                    one.commission,
                    one.given_on,
                    Status("done", _("Favorable")) if one.favourable else Status("late", _("Défavorable")),
                    one.remarks,
                ]
            )
            for one in act.opinions.all()
        ],
        empty=Empty(_("Aucun avis n'est enregistré."), _("Les commissions se prononcent avant la réunion.")),
    )
