"""The technical committee: who sits for the authority, its meetings, its minutes."""

from collections.abc import Sequence
from datetime import date

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.obligations import operations, queries, states
from quitus.domain.obligations.models import CommitteeMeeting, Designation, Obligation
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.roles import LABELS, MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.documents.subjects import documents_link
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.authority.obligations import forms, showing
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.addresses import here, key_of
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table, day
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_detail, show_form, show_list
from quitus.kernel.clock import today
from quitus.usecases.obligations import hold_meeting, join_minutes


@page(audience="authority")
@require_GET
def committee(request: SchemeRequest) -> HttpResponse:
    """Who sits, and the meetings held."""
    scheme_id = request.membership.scheme_id
    shown = paginate(request, queries.meetings(scheme_id))
    leads = request.actor.role == MANAGER
    hold = Link(_("Enregistrer un comité"), here(request, "authority:hold_meeting"), "primary")
    name = Link(_("Désigner quelqu'un"), here(request, "authority:designate"))
    return show_list(
        request,
        title=_("Comité technique"),
        lead=_("La convention demande d'y participer chaque mois, avec une personne nommément désignée."),
        back=_every(request),
        actions=[hold, name] if leads else [],
        page=shown,
        table=_meetings(request, shown.items, hold if leads else None),
        template="authority/obligations/committee.html",
        designations=_designations(request, leads),
    )


@page(audience="authority")
@require_GET
def meeting(request: SchemeRequest, meeting_id: int) -> HttpResponse:
    """One meeting: who came, what was decided, what it settled."""
    one = found(queries.meeting, meeting_id)
    status = _minutes(one)
    owed = one.obligation
    settled = Link(owed.label, here(request, "authority:obligation", owed.pk)) if owed else None
    join = Link(_("Joindre le compte rendu"), here(request, "authority:join_minutes", one.pk), "primary")
    return show_detail(
        request,
        title=_("Comité technique du %(day)s") % {"day": _day(one)},
        lead=one.place,
        back=Link(_("Comité technique"), here(request, "authority:committee")),
        status=status,
        facts=[
            Fact(_("Obligation réglée"), settled, "" if owed else _("Aucun comité n'était dû pour ce mois.")),
            Fact(_("Compte rendu"), showing.file_link(request, "authority:minutes", one.pk, one)),
            Fact(_("Échanges et décisions"), one.decisions or None),
        ],
        thread=fil("committee_meeting", one.pk, stands=status),
        tables=[_attendance(one)],
        actions=[
            *([join] if request.actor.role == MANAGER and not one.sha256 else []),
            documents_link(request, "committee_meeting", one.pk),
        ],
    )


@page(audience="authority", roles=(MANAGER,))
def hold(request: SchemeRequest) -> HttpResponse:
    """A meeting that was held."""
    convention = convention_of(request)
    owed = _owed(request)
    held_on, told = _proposed(owed)
    ours = "\n".join(
        f"{one.full_name}, {request.membership.organisation.short_name}"
        for one in queries.designated_on(request.membership.scheme_id, today()).filter(kind=states.REPRESENTATIVE)
    )
    form = forms.MeetingForm(sent(request), request.FILES or None, initial={"held_on": held_on, "present": ours})
    form.fields["held_on"].help_text = told or form.fields["held_on"].help_text
    committees = Link(_("Comité technique"), here(request, "authority:committee"))
    return carry_out(
        request,
        form,
        hold_meeting,
        done=_("Le comité est enregistré."),
        to=lambda made: here(request, "authority:meeting", made.pk),
        refused=dict.fromkeys(forms.UPLOAD_REFUSALS, "minutes") | {"nobody_attended": "present"},
        convention_id=convention.pk,
    ) or show_form(
        request,
        title=_("Enregistrer un comité"),
        lead=_("Il règle l'obligation du mois où il s'est tenu."),
        form=form,
        submit=_("Enregistrer le comité"),
        back=Link(owed.label, here(request, "authority:obligation", owed.pk)) if owed else committees,
    )


def _owed(request: SchemeRequest) -> Obligation | None:
    """The open committee from whose page the form was opened."""
    key = key_of(request.GET.get("obligation", ""))
    if key is None:
        return None
    return queries.open_obligations(request.membership.scheme_id).filter(pk=key, kind=states.COMMITTEE).first()


def _proposed(owed: Obligation | None) -> tuple[date | None, str]:
    """The day proposed, and what is said of it: today, unless the obligation is of another period. No other day is
    guessed: a wrong one would pass unseen.
    """
    if owed is None:
        return today(), ""
    first, last = queries.days_settling(owed)
    said = _("« %(label)s » : un jour du %(first)s au %(last)s.")
    told = said % {"label": owed.label, "first": words.day(first), "last": words.day(last)}
    return (today() if first <= today() <= last else None), told


@page(audience="authority", roles=(MANAGER,))
def join(request: SchemeRequest, meeting_id: int) -> HttpResponse:
    """Minutes that come after the meeting."""
    one = found(queries.meeting, meeting_id)
    form = forms.MinutesForm(sent(request), request.FILES or None)
    to = here(request, "authority:meeting", one.pk)
    return carry_out(
        request,
        form,
        join_minutes,
        done=_("Le compte rendu est joint."),
        to=to,
        refused=forms.UPLOAD_REFUSALS,
        meeting_id=one.pk,
    ) or show_form(
        request,
        title=_("Joindre le compte rendu"),
        lead=_("Il est gardé tel quel, avec son empreinte, et ne se remplace pas."),
        form=form,
        submit=_("Joindre le compte rendu"),
        back=Link(_("Comité technique du %(day)s") % {"day": _day(one)}, to),
    )


@page(audience="authority")
@require_GET
def minutes(request: SchemeRequest, meeting_id: int) -> HttpResponse:
    """The minutes themselves."""
    one = found(queries.meeting, meeting_id)
    if not one.sha256:
        raise Http404
    return showing.download(one)


@page(audience="authority", roles=(MANAGER,))
def designate(request: SchemeRequest) -> HttpResponse:
    """Who sits from now on."""
    members = organisations.members(request.membership.scheme_id)
    people = {one.user_id: f"{one.user.full_name} ({_(LABELS[one.role])})" for one in members}
    form = forms.DesignationForm(people.items(), sent(request), initial={"starts_on": today()})
    back = Link(_("Comité technique"), here(request, "authority:committee"))
    return carry_out(
        request,
        form,
        operations.designate,
        done=_("La désignation est enregistrée."),
        to=back.url,
        refused={"designation_overlaps": "starts_on"},
    ) or show_form(
        request,
        title=_("Désigner quelqu'un"),
        lead=_("La personne désignée jusque-là au même titre cesse de l'être la veille."),
        form=form,
        submit=_("Enregistrer la désignation"),
        back=back,
    )


@page(audience="authority", roles=(MANAGER,))
def end(request: SchemeRequest, designation_id: int) -> HttpResponse:
    """The end of a designation."""
    one = found(queries.designation, designation_id)
    form = forms.EndForm(sent(request), initial={"ends_on": today()})
    back = here(request, "authority:committee")
    return carry_out(
        request,
        form,
        operations.end_designation,
        done=_("La désignation a pris fin."),
        to=back,
        refused={"ends_before_it_starts": "ends_on"},
        designation_id=one.pk,
    ) or show_confirm(
        request,
        title=_("Mettre fin à la désignation"),
        happens=_("%(name)s ne siégera plus au comité technique après ce jour.") % {"name": one.full_name},
        facts=[Fact(_("Désigné depuis le"), day(one.starts_on))],
        button=_("Mettre fin à la désignation"),
        back=Link(_("Ne rien enregistrer"), back),
        form=form,
    )


def _every(request: SchemeRequest) -> Link:
    return Link(_("Obligations"), here(request, "authority:obligations"))


def _day(one: CommitteeMeeting) -> str:
    return words.day(one.held_on)


def _minutes(one: CommitteeMeeting) -> Status:
    return Status("done", _("Compte rendu joint")) if one.sha256 else Status("waiting", _("Compte rendu attendu"))


def _meetings(request: SchemeRequest, held: Sequence[CommitteeMeeting], hold: Link | None) -> Table:
    return Table(
        caption=_("Réunions tenues"),
        columns=[Column(_("Tenu le"), "day"), Column(_("Lieu")), Column(_("Présents"), "number"), Column(_("État"))],
        rows=[
            Row(
                [one.held_on, one.place, one.present_count, _minutes(one)],  # type: ignore[attr-defined]
                url=here(request, "authority:meeting", one.pk),
            )
            for one in held
        ],
        empty=Empty(_("Aucun comité n'est enregistré."), _("Chaque réunion règle l'obligation de son mois."), hold),
    )


def _designations(request: SchemeRequest, leads: bool) -> Table:
    def row(one: Designation) -> Row:
        sits = one.ends_on is None or one.ends_on >= today()
        url = here(request, "authority:end_designation", one.pk) if leads and one.ends_on is None else ""
        status = Status("done", _("Siège")) if sits else Status("neutral", _("Terminée"))
        cells = [one.full_name, _(states.DESIGNATIONS[one.kind]), one.quality, one.starts_on, one.ends_on, status]
        return Row(cells, url=url)

    return Table(
        caption=_("Qui siège pour la collectivité"),
        columns=[
            Column(_("Nom")),
            Column(_("Désigné comme")),
            Column(_("Fonction")),
            Column(_("Depuis le"), "day"),
            Column(_("Jusqu'au"), "day"),
            Column(_("État")),
        ],
        rows=[row(one) for one in queries.designations(request.membership.scheme_id)],
        empty=Empty(
            _("Personne n'est désigné."),
            _("La convention demande une personne nommément désignée ; prévoyez aussi un suppléant."),
            Link(_("Désigner quelqu'un"), here(request, "authority:designate"), "primary") if leads else None,
        ),
    )


def _attendance(one: CommitteeMeeting) -> Table:
    return Table(
        caption=_("Personnes invitées"),
        columns=[Column(_("Nom")), Column(_("Organisme")), Column(_("Présence"))],
        rows=[
            Row([person.full_name, person.body, _(states.PRESENCES[person.presence])]) for person in one.attendees.all()
        ],
        empty=Empty(_("Personne n'est noté.")),
    )
