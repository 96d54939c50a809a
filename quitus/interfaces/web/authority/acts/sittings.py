"""Sittings: the list, one of them with who was there and what was on its agenda, and what is recorded of it."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from quitus.domain.acts import operations, queries, rules, states
from quitus.domain.acts.models import Deliberation, Sitting
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.acts import sitting_forms as forms
from quitus.interfaces.web.authority.acts import standing
from quitus.interfaces.web.authority.acts.doors import KEEPERS, READERS, keeps
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Column,
    Empty,
    Fact,
    Figure,
    Link,
    Next,
    Row,
    Status,
    Table,
    Weight,
    code,
    day,
    number,
)
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import order_by, paginate
from quitus.interfaces.web.layout.pages import show_detail, show_form, show_list
from quitus.kernel.clock import today


def sitting_of(request: SchemeRequest, sitting_id: int) -> Sitting:
    """A sitting of the scheme's authority; 404 for any other."""
    return found(queries.sitting, sitting_id, request.membership.scheme.authority_id)


def back_to_sitting(request: SchemeRequest, one: Sitting) -> Link:
    """The way back to a sitting."""
    return Link(name_of_sitting(one), here(request, "authority:sitting", one.pk))


def name_of_sitting(one: Sitting) -> str:
    """How a sitting is called: by its assembly and its day."""
    return _("%(assembly)s du %(day)s") % {"assembly": one.assembly, "day": words.day(one.held_on)}


def sittings_word(request: SchemeRequest) -> str:
    """How this authority calls the sittings of its assemblies: « réunions » or « séances »."""
    settled = queries.act_settings(request.membership.scheme.authority_id)
    return _(rules.SITTINGS_WORDS[settled.sitting_word])


@page(audience="authority", roles=READERS)
@require_GET
def sittings(request: SchemeRequest) -> HttpResponse:
    """The sittings of the authority's assemblies."""
    every = queries.sittings_with_agenda(request.membership.scheme.authority_id)
    sorts = {"date": "held_on", "assemblee": "assembly"}
    lines = paginate(request, every.order_by(order_by(request, sorts, "-held_on"), "-pk"))
    new = Link(_("Prévoir une réunion"), here(request, "authority:plan_sitting"), "primary")
    return show_list(
        request,
        title=sittings_word(request),
        lead=_("Les assemblées, jour par jour : qui était là, et ce qui a été voté."),
        back=Link(_("Actes"), here(request, "authority:acts")),
        actions=[new] if keeps(request) else [],
        page=lines,
        table=_register(request, lines.items, new if keeps(request) else None),
    )


@page(audience="authority", roles=READERS)
@require_GET
def sitting(request: SchemeRequest, sitting_id: int) -> HttpResponse:
    """One sitting: attendance, quorum, members, agenda."""
    one = sitting_of(request, sitting_id)
    status = status_of(one)
    acts = list(queries.agenda(one.pk))
    return show_detail(
        request,
        title=name_of_sitting(one),
        lead=_lead(one),
        back=Link(sittings_word(request), here(request, "authority:sittings")),
        status=status,
        figures=_figures(one),
        facts=[*_facts(request, one), *_kept(acts)],
        thread=fil("sitting", one.pk, stands=status, coming=_coming(request, one, acts)),
        tables=[_agenda(request, acts), *([_members(one)] if one.are_members_listed else [])],
        actions=_actions(request, one, acts) if keeps(request) else [],
    )


@page(audience="authority", roles=KEEPERS)
def plan(request: SchemeRequest) -> HttpResponse:
    """A new sitting."""
    authority_id = request.membership.scheme.authority_id
    form = forms.PlanForm(sent(request), authority_id=authority_id)
    return carry_out(
        request,
        form,
        operations.plan_sitting,
        done=_("La réunion est prévue."),
        to=lambda made: here(request, "authority:sitting", made.pk),
        refused={
            "convened_after_the_sitting": "convened_on",
            "second_convocation_too_early": "held_on",
            "sitting_already_planned": "held_on",
            "second_convocation_of_another_assembly": "assembly",
        },
        authority_id=authority_id,
    ) or show_form(
        request,
        title=_("Prévoir une réunion"),
        lead=_("Une assemblée, un jour. Les délibérations s'y inscrivent ensuite."),
        form=form,
        submit=_("Prévoir la réunion"),
        back=Link(_("Réunions"), here(request, "authority:sittings")),
    )


@page(audience="authority", roles=KEEPERS)
def convocation(request: SchemeRequest, sitting_id: int) -> HttpResponse:
    """The day on which the members were convened."""
    one = sitting_of(request, sitting_id)
    back = back_to_sitting(request, one)
    form = forms.ConvocationForm(sent(request), initial={"convened_on": one.convened_on})
    return carry_out(
        request,
        form,
        operations.record_convocation,
        done=_("La convocation est enregistrée."),
        to=back.url,
        refused={"convened_after_the_sitting": "convened_on"},
        sitting_id=one.pk,
    ) or show_form(
        request,
        title=_("Enregistrer la convocation"),
        form=form,
        submit=_("Enregistrer la convocation"),
        back=back,
    )


@page(audience="authority", roles=KEEPERS)
def attendance(request: SchemeRequest, sitting_id: int) -> HttpResponse:
    """How many sat."""
    one = sitting_of(request, sitting_id)
    back = back_to_sitting(request, one)
    form = forms.AttendanceForm(sent(request), initial=forms.AttendanceForm.of_sitting(one))
    return carry_out(
        request,
        form,
        operations.record_attendance,
        done=_("Les présences sont enregistrées."),
        to=back.url,
        sitting_id=one.pk,
    ) or show_form(
        request,
        title=_("Enregistrer les présences"),
        lead=_("Les nombres suffisent. Si l'acte nomme les membres, listez-les plutôt par nom."),
        form=form,
        submit=_("Enregistrer les présences"),
        back=back,
    )


@page(audience="authority", roles=KEEPERS)
def members(request: SchemeRequest, sitting_id: int) -> HttpResponse:
    """Who sat, by name."""
    one = sitting_of(request, sitting_id)
    back = back_to_sitting(request, one)
    form = forms.MembersForm(sent(request), initial=forms.MembersForm.of(one))
    return carry_out(
        request,
        form,
        operations.list_members,
        done=_("La liste des membres est enregistrée."),
        to=back.url,
        refused={
            "nobody_listed": "present",
            "proxy_holder_not_present": "excused",
            "proxy_holder_has_another": "excused",
        },
        sitting_id=one.pk,
    ) or show_form(
        request,
        title=_("Lister les membres"),
        lead=_("Collez la liste de l'acte. Les nombres, le quorum et le plus de voix possible en découlent."),
        form=form,
        submit=_("Enregistrer la liste"),
        back=back,
    )


def status_of(one: Sitting) -> Status:
    """Where a sitting stands: to come, held with or without quorum."""
    if one.held_on > today():
        return Status("waiting", _("À venir"))
    if one.attendance is None:
        return Status("waiting", _("Présences à enregistrer"))
    if rules.has_quorum(one.attendance, second_convocation=False):
        return Status("done", _("Quorum atteint"))
    if one.second_convocation:
        return Status("done", _("Seconde convocation"))
    return Status("late", _("Sans quorum"))


def _lead(one: Sitting) -> str:
    if one.second_convocation and one.first_sitting:
        return _("Seconde convocation, après la réunion sans quorum du %(day)s.") % {
            "day": words.day(one.first_sitting.held_on)
        }
    return _("Les présences décident de ce que l'assemblée pouvait voter.")


def _figures(one: Sitting) -> list[Figure]:
    sat = one.attendance
    if sat is None:
        return []
    return [
        Figure(number(sat.present_count), _("présents")),
        Figure(number(sat.excused_count), _("excusés")),
        Figure(
            number(sat.proxy_count) if sat.proxy_count is not None else _("non listées"),
            _("délégations de vote"),
        ),
        Figure(number(rules.most_votes(sat)), _("voix possibles au plus")),
    ]


def _facts(request: SchemeRequest, one: Sitting) -> list[Fact]:
    sat = one.attendance
    facts = [
        Fact(_("Assemblée"), one.assembly),
        Fact(_("Jour"), day(one.held_on)),
        Fact(_("Convocation envoyée le"), day(one.convened_on)),
    ]
    if one.first_sitting is not None:
        first = Link(name_of_sitting(one.first_sitting), here(request, "authority:sitting", one.first_sitting.pk))
        facts.append(Fact(_("Suit la réunion sans quorum"), first, _(rules.SOURCES[rules.SECOND_CONVOCATION])))
    for second in one.second_sittings.all():
        link = Link(name_of_sitting(second), here(request, "authority:sitting", second.pk))
        facts.append(Fact(_("Seconde convocation"), link))
    if one.president:
        facts.append(Fact(_("Présidence"), one.president))
    if one.secretary:
        facts.append(Fact(_("Secrétariat"), one.secretary))
    return facts if sat is None else [*facts, *_quorum(one, sat)]


def _kept(acts: Sequence[Deliberation]) -> list[Fact]:
    if not _is_online(acts):
        return []
    return [Fact(_("Présidence et présences"), _("ne changent plus"), _("Un acte de cette réunion est en ligne."))]


def _is_online(acts: Sequence[Deliberation]) -> bool:
    return any(act.published_slug for act in acts)


def _quorum(one: Sitting, sat: rules.Attendance) -> list[Fact]:
    told = {"represented": sat.represented_count, "members": sat.member_count}
    counted = ngettext(
        "%(represented)s présent ou représenté sur %(members)s membres",
        "%(represented)s présents ou représentés sur %(members)s membres",
        sat.represented_count,
    )
    said = counted % told
    facts = [Fact(_("Quorum"), said, _(rules.SOURCES[rules.QUORUM]))]
    if sat.proxy_count is None:
        facts.append(
            Fact(
                _("Délégations de vote"),
                _("non listées"),
                _("Les délégations que l'acte ne liste pas ne comptent pas pour le quorum."),
            )
        )
    if sat.absent_count:
        facts.append(Fact(_("Absents sans excuse"), number(sat.absent_count)))
    if sat.non_voting_count or sat.excused_non_voting_count:
        apart = {"here": sat.non_voting_count, "away": sat.excused_non_voting_count}
        facts.append(Fact(_("Sans voix délibérative"), _("présents : %(here)s, excusés : %(away)s") % apart))
    return facts


def _coming(request: SchemeRequest, one: Sitting, acts: Sequence[Deliberation]) -> list[Next]:
    if one.held_on > today():
        return [Next(_("Réunion de l'assemblée"), one.assembly, one.held_on)]
    if one.attendance is None and not _is_online(acts):
        return [
            Next(
                _("Enregistrer les présences"),
                standing.keepers(),
                one.held_on,
                here(request, "authority:list_members", one.pk),
            )
        ]
    return [
        Next(
            _("Enregistrer le vote : %(title)s") % {"title": act.title},
            standing.keepers(),
            one.held_on,
            here(request, "authority:record_vote", act.pk),
        )
        for act in acts
        if act.state == states.ON_AGENDA
    ]


def _actions(request: SchemeRequest, one: Sitting, acts: Sequence[Deliberation]) -> list[Link]:
    held = one.held_on <= today() and not _is_online(acts)
    first: Weight = "primary" if held and one.attendance is None else "secondary"
    links = []
    if held:
        links.append(Link(_("Lister les membres"), here(request, "authority:list_members", one.pk), first))
    if held and not one.are_members_listed:
        links.append(Link(_("Enregistrer les nombres"), here(request, "authority:record_attendance", one.pk)))
    return [*links, Link(_("Enregistrer la convocation"), here(request, "authority:record_convocation", one.pk))]


def _register(request: SchemeRequest, lines: Sequence[Sitting], new: Link | None) -> Table:
    return Table(
        caption=_("Réunions"),
        columns=[
            Column(_("Assemblée"), sort="assemblee"),
            Column(_("Jour"), "day", sort="date"),
            Column(_("Présents"), "number"),
            Column(_("Excusés"), "number"),
            Column(_("Actes"), "number"),
            Column(_("État")),
        ],
        rows=[
            Row(
                [
                    one.assembly,
                    one.held_on,
                    one.present_count,
                    one.excused_count,
                    one.act_count,  # type: ignore[attr-defined]
                    status_of(one),
                ],
                url=here(request, "authority:sitting", one.pk),
            )
            for one in lines
        ],
        empty=Empty(
            _("Aucune réunion n'est prévue."),
            _("Prévoyez une réunion, ou inscrivez une délibération à l'ordre du jour."),
            new,
        ),
    )


def _agenda(request: SchemeRequest, acts: Sequence[Deliberation]) -> Table:
    return Table(
        caption=_("Ordre du jour"),
        columns=[Column(_("Objet")), Column(_("Numéro")), Column(_("Voix")), Column(_("État"))],
        rows=[
            Row(
                [act.title, code(act.number), standing.votes_of(act), standing.status_of(act)],
                url=here(request, "authority:deliberation", act.pk),
            )
            for act in acts
        ],
        empty=Empty(_("Rien n'est à l'ordre du jour."), _("Une délibération s'y inscrit depuis sa page.")),
    )


def _members(one: Sitting) -> Table:
    return Table(
        caption=_("Membres"),
        columns=[Column(_("Nom")), Column(_("Groupe")), Column(_("Présence")), Column(_("Délégation de vote à"))],
        rows=[
            Row([who.name, who.group, _(states.PRESENCES[who.presence]), who.proxy_to.name if who.proxy_to else ""])
            for who in one.members.all()
        ],
        empty=Empty(_("Aucun membre n'est listé.")),
    )
