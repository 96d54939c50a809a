"""The devices of venues: the list, one of them, approved or stopped."""

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.organisations.roles import MANAGER
from quitus.domain.terminals import operations, queries, states
from quitus.domain.terminals.models import Terminal
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.devices.forms import StopForm
from quitus.interfaces.web.authority.fil import fil
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Next, Row, Table, moment
from quitus.interfaces.web.layout.doing import found, sent
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.offline import device_status, holds, people
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.kernel.life import after


@page(audience="authority")
@require_GET
def terminals(request: SchemeRequest) -> HttpResponse:
    """Every device, by structure: when it was last heard of, and what it says it still holds."""
    state = request.GET.get("etat", "")
    counts = queries.counts_by_state()
    lines = paginate(request, queries.terminals(state=state if state in states.TERMINAL_LABELS else ""))
    return show_list(
        request,
        title=_("Appareils des lieux"),
        lead=_("Les téléphones et tablettes qui encaissent des pass même hors connexion."),
        back=Link(_("Lieux"), here(request, "authority:venues")),
        actions=[Link(_("Conflits"), here(request, "authority:conflicts"))],
        chips=chips(
            request,
            "etat",
            [(one, _(label), counts[one]) for one, label in states.TERMINAL_LABELS.items() if one in counts],
            everything=_("Tous"),
        ),
        page=lines,
        table=Table(
            caption=_("Appareils"),
            columns=[
                Column(_("Appareil")),
                Column(_("Structure")),
                Column(_("Qui l'ouvre")),
                Column(_("Dernier contact"), "moment"),
                Column(_("Garde encore")),
                Column(_("Où en est-il")),
            ],
            rows=[
                Row(
                    [
                        one.label,
                        one.organisation.name,
                        people(one) or None,
                        one.last_seen_at,
                        holds(one),
                        device_status(one.state),
                    ],
                    url=here(request, "authority:terminal", one.pk),
                )
                for one in lines.items
            ],
            empty=Empty(
                _("Aucun appareil."), _("Un lieu enregistre son téléphone ou sa tablette depuis « Encaisser un pass ».")
            ),
        ),
    )


@page(audience="authority")
@require_GET
def terminal(request: SchemeRequest, terminal_id: int) -> HttpResponse:
    """One device: whose it is, what it last told, and what was done with it."""
    one = found(queries.terminal, terminal_id)
    status = device_status(one.state)
    return show_detail(
        request,
        title=one.label,
        lead=_("Un appareil de %(structure)s.") % {"structure": one.organisation.name},
        back=Link(_("Appareils des lieux"), here(request, "authority:terminals")),
        status=status,
        facts=_facts(request, one),
        thread=fil("terminal", one.pk, stands=status, coming=_coming(request, one)),
        actions=_actions(request, one),
    )


def _facts(request: SchemeRequest, one: Terminal) -> list[Fact]:
    structure = Link(one.organisation.name, here(request, "authority:structure", one.organisation_id), "link")
    return [
        Fact(_("Structure"), structure),
        Fact(_("Enregistré"), moment(one.enrolled_at), note=one.enrolled_by.full_name),
        Fact(_("Qui l'ouvre"), people(one) or None),
        Fact(_("Dernier contact"), moment(one.last_seen_at)),
        Fact(_("Dernier encaissement reçu"), moment(one.last_taken_at), note=_("selon l'appareil")),
        Fact(_("Lignes reçues"), one.acknowledged_n),
        Fact(_("Garde encore"), holds(one), note=_("selon l'appareil")),
        *([Fact(_("Dernier lot refusé en entier"), moment(one.refused_at))] if one.refused_at else []),
        *([Fact(_("Arrêté"), moment(one.stopped_at), note=one.stop_reason)] if one.stopped_at else []),
    ]


def _coming(request: SchemeRequest, one: Terminal) -> list[Next]:
    if one.state != states.WAITING:
        return []
    return [
        Next(_("Autoriser l'appareil"), _("la collectivité"), url=here(request, "authority:approve_terminal", one.pk))
    ]


def _actions(request: SchemeRequest, one: Terminal) -> list[Link]:
    if request.actor.role != MANAGER:
        return []
    ways = [
        ("approve_terminal", Link(_("Autoriser"), here(request, "authority:approve_terminal", one.pk), "primary")),
        ("stop_terminal", Link(_("Arrêter"), here(request, "authority:stop_terminal", one.pk), "danger")),
    ]
    return [link for verb, link in ways if after(states.TERMINAL, one.state, verb)]


@page(audience="authority", roles=(MANAGER,))
def approve(request: SchemeRequest, terminal_id: int) -> HttpResponse:
    """Let a structure use a device."""
    one = found(queries.terminal, terminal_id)
    act = Act(
        title=_("Autoriser un appareil"),
        happens=_("%(structure)s pourra encaisser des pass hors connexion avec « %(label)s ».")
        % {"structure": one.organisation.name, "label": one.label},
        undo=_("Vous pourrez l'arrêter à tout moment."),
        button=_("Autoriser l'appareil"),
        done=_("L'appareil est autorisé."),
    )
    back = Link(one.label, here(request, "authority:terminal", one.pk))
    return bind(
        request, forms.Form(sent(request)), operations.approve_terminal, act, back=back, terminal_id=terminal_id
    )


@page(audience="authority", roles=(MANAGER,))
def stop(request: SchemeRequest, terminal_id: int) -> HttpResponse:
    """Stop a device, for good."""
    one = found(queries.terminal, terminal_id)
    act = Act(
        title=_("Arrêter un appareil"),
        happens=_("« %(label)s », de %(structure)s, n'encaisse plus rien et n'envoie plus rien, dès maintenant.")
        % {"structure": one.organisation.name, "label": one.label},
        facts=(Fact(_("Qui l'ouvre"), people(one) or None), Fact(_("Garde encore"), holds(one))),
        final=_("Un arrêt ne se défait pas. Les pass qu'il gardait sont à saisir en ligne par la structure."),
        button=_("Arrêter l'appareil"),
        done=_("L'appareil est arrêté."),
        danger=True,
        refused={"stop_reason_missing": "reason"},
    )
    back = Link(one.label, here(request, "authority:terminal", one.pk))
    return bind(request, StopForm(sent(request)), operations.stop_terminal, act, back=back, terminal_id=terminal_id)
