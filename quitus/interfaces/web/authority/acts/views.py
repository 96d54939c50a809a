"""Deliberations: the list, one of them, and what is done before and at the vote."""

from collections.abc import Sequence

from django.db.models import Count
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.acts import operations, queries, states
from quitus.domain.acts.models import Deliberation
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.acts import forms, showing, standing
from quitus.interfaces.web.authority.acts.doors import KEEPERS, READERS, is_guest, keeps
from quitus.interfaces.web.authority.acts.sitting_forms import SittingForm
from quitus.interfaces.web.authority.documents.subjects import documents_link
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Link, Row, Table, code
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import chips, order_by, paginate
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list

LATE = "late"  # no state of an act: its tracks against the targets


def act_of(request: SchemeRequest, deliberation_id: int) -> Deliberation:
    """A deliberation of the scheme's authority; 404 for any other."""
    return found(queries.deliberation, deliberation_id, request.membership.scheme.authority_id)


def back_to(request: SchemeRequest, act: Deliberation) -> Link:
    """The way back to a deliberation."""
    return Link(name_of(act), here(request, "authority:deliberation", act.pk))


def name_of(act: Deliberation) -> str:
    """How an act is called: by its number once it has one."""
    return _("Délibération n° %(number)s") % {"number": act.number} if act.number else _("Projet de délibération")


@page(audience="authority", roles=READERS)
@require_GET
def acts(request: SchemeRequest) -> HttpResponse:
    """The authority's deliberations; a filter keeps those whose tracks missed the authority's own targets."""
    authority_id = request.membership.scheme.authority_id
    every = queries.deliberations(authority_id)
    late = queries.done_late(authority_id, queries.act_settings(authority_id))
    counts = dict(every.order_by().values_list("state").annotate(count=Count("pk")))
    state = request.GET.get("etat", "")
    shown = late if state == LATE else every.filter(state=state) if state in states.LABELS else every
    choices = [(key, _(label), counts[key]) for key, label in states.LABELS.items() if key in counts]
    late_count = late.count()
    lines = paginate(
        request,
        shown.order_by(order_by(request, {"numero": "number", "date": "sitting__held_on"}, "-sitting__held_on"), "-pk"),
    )
    new = Link(_("Rédiger une délibération"), here(request, "authority:draft_deliberation"), "primary")
    return show_list(
        request,
        title=_("Actes"),
        lead=_("Les délibérations qui autorisent la convention et ses avenants, du projet à la date exécutoire."),
        back=None if is_guest(request) else Link(_("Convention"), here(request, "authority:convention")),
        actions=_list_actions(request, new),
        chips=chips(
            request,
            "etat",
            [*choices, *([(LATE, _("Hors objectif"), late_count)] if late_count or state == LATE else [])],
            everything=_("Toutes"),
        ),
        page=lines,
        table=_register(request, lines.items, new if keeps(request) else None),
    )


@page(audience="authority", roles=READERS)
@require_GET
def deliberation(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """One deliberation: where it stands, what follows from its dates, its text."""
    act = act_of(request, deliberation_id)
    status = standing.status_of(act)
    settings = queries.act_settings(act.authority_id)
    return show_detail(
        request,
        title=name_of(act),
        lead=act.title,
        back=Link(_("Actes"), here(request, "authority:acts")),
        status=status,
        index=standing.index(request, act) if keeps(request) else [],
        steps=standing.steps_of(act, settings),
        facts=[
            *showing.sitting_facts(request, act, settings),
            *showing.vote_facts(act),
            *showing.text_facts(request, act),
        ],
        thread=fil("deliberation", act.pk, stands=status, coming=standing.coming(request, act, settings)),
        tables=showing.tables(request, act),
        actions=[
            *(standing.actions(request, act) if keeps(request) else []),
            documents_link(request, "deliberation", act.pk),
        ],
        template="authority/acts/deliberation.html",
        act=act,
        tracks=showing.track_facts(act, settings),
        deadlines=showing.deadline_facts(act),
        warnings=showing.warnings(queries.gaps_of(act)) if act.is_past_entry else [],
    )


@page(audience="authority", roles=KEEPERS)
def draft(request: SchemeRequest) -> HttpResponse:
    """A new deliberation."""
    authority_id = request.membership.scheme.authority_id
    form = forms.TextForm(sent(request), initial=forms.TextForm.new(queries.act_settings(authority_id)))
    return carry_out(
        request,
        form,
        operations.draft_deliberation,
        done=_("Le projet est enregistré."),
        to=lambda made: here(request, "authority:deliberation", made.pk),
        refused={"number_already_used": "number", "article_numbered_twice": "decision"},
        authority_id=authority_id,
    ) or show_form(
        request,
        title=_("Rédiger une délibération"),
        lead=_("Le texte peut changer jusqu'au vote."),
        form=form,
        submit=_("Enregistrer le projet"),
        back=Link(_("Actes"), here(request, "authority:acts")),
    )


@page(audience="authority", roles=KEEPERS)
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
        refused={"number_already_used": "number", "article_numbered_twice": "decision"},
        deliberation_id=act.pk,
    ) or show_form(request, title=_("Modifier le texte"), form=form, submit=_("Enregistrer le texte"), back=back)


@page(audience="authority", roles=KEEPERS)
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


@page(audience="authority", roles=KEEPERS)
def sitting(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """The sitting that will vote."""
    act = act_of(request, deliberation_id)
    form = SittingForm(sent(request), authority_id=act.authority_id)
    back = back_to(request, act)
    return carry_out(
        request,
        form,
        operations.call_sitting,
        done=_("La délibération est à l'ordre du jour."),
        to=back.url,
        refused={"second_convocation_too_early": "held_on", "sitting_already_planned": "held_on"},
        deliberation_id=act.pk,
    ) or show_form(
        request,
        title=_("Inscrire à l'ordre du jour"),
        lead=_("L'assemblée vote le jour de la réunion ; vous enregistrerez son vote à partir de ce jour-là."),
        form=form,
        submit=_("Inscrire à l'ordre du jour"),
        back=back,
    )


@page(audience="authority", roles=KEEPERS)
def vote(request: SchemeRequest, deliberation_id: int) -> HttpResponse:
    """The vote of the assembly."""
    act = act_of(request, deliberation_id)
    form = forms.VoteForm(sent(request), act=act, initial=forms.VoteForm.of(act))
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
            "group_votes_do_not_add_up": "groups",
            "group_counted_twice": "groups",
        },
        deliberation_id=act.pk,
    ) or show_form(
        request,
        title=_("Enregistrer le vote"),
        lead=_("Le résultat en découle : la majorité des voix exprimées. Le texte ne changera plus."),
        facts=showing.sitting_facts(request, act, queries.act_settings(act.authority_id)),
        form=form,
        submit=_("Enregistrer le vote"),
        back=back,
    )


def _list_actions(request: SchemeRequest, new: Link) -> list[Link]:
    sittings = Link(_("Réunions"), here(request, "authority:sittings"))
    if not keeps(request):
        return [sittings]
    return [
        new,
        sittings,
        Link(_("Lire un acte"), here(request, "authority:read_act")),
        Link(_("Saisir un acte ancien"), here(request, "authority:enter_past_act")),
        Link(_("Réglages des actes"), here(request, "authority:act_settings")),
    ]


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
                    code(act.number),
                    act.sitting.held_on if act.sitting else None,
                    act.executory_on,
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
