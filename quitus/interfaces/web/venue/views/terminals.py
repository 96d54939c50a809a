"""The devices of a structure: made known, opened, listed, stopped; and what they promised that was not kept."""

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from quitus.domain.redemption import conflicts
from quitus.domain.redemption.conflict_rules import FOUND_LABELS
from quitus.domain.redemption.models_offline import Conflict
from quitus.domain.terminals import operations, queries, rules
from quitus.domain.terminals.models import Terminal
from quitus.domain.terminals.operations import Opened
from quitus.domain.terminals.packs import in_base64
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here, key_of
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Figure, Link, Row, Table, Task, money
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.lists import paginate
from quitus.interfaces.web.layout.offline import (
    conflict_status,
    device_status,
    end_of,
    holds,
    other_side,
    own_side,
    people,
    told_table,
)
from quitus.interfaces.web.layout.pages import show_detail, show_list
from quitus.interfaces.web.layout.words import sentence
from quitus.kernel.clock import now
from quitus.kernel.refusals import Refusal


class StopForm(forms.Form):
    """Why a device is stopped."""

    reason = forms.CharField(
        label=gettext_lazy("Raison"), max_length=200, help_text=gettext_lazy("Perdu, volé, rendu, remplacé…")
    )


@page(audience="venue")
@require_POST
def enrol(request: SchemeRequest) -> HttpResponse:
    """The page of the scanner makes its browser a device of the structure."""
    said = _said(request)
    key = rules.bytes_of(str(said.get("public_key", "")), rules.KEY_BYTES) or b""
    venue_ids = [told for one in said.get("venue_ids", []) if (told := key_of(one)) is not None]
    label = str(said.get("label", "")).replace("\0", "")
    return _opening(
        lambda: operations.enrol_terminal(by=request.actor, label=label, public_key=key, venue_ids=venue_ids)
    )


@page(audience="venue")
@require_POST
def open_device(request: SchemeRequest, terminal_id: int) -> HttpResponse:
    """Somebody who signed in opens a device that is known."""
    return _opening(lambda: operations.open_for(by=request.actor, terminal_id=terminal_id))


def _said(request: SchemeRequest) -> dict[str, Any]:
    """What was sent, as JSON or as a form."""
    if request.content_type != "application/json":
        return {**request.POST.dict(), "venue_ids": request.POST.getlist("venue_ids")}
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    known = said if isinstance(said, dict) else {}
    return known if isinstance(known.get("venue_ids", []), list) else {}


def _opening(open_it: Callable[[], Opened]) -> HttpResponse:
    try:
        opened = open_it()
    except Refusal as refusal:
        return JsonResponse({"code": refusal.code, "message": sentence(refusal)}, status=409)
    limits = queries.device_terms().limits
    terminal, user = opened.terminal, opened.person.user
    said: dict[str, object] = {
        "terminal_id": str(terminal.pk),
        "state": terminal.state,
        "unlock_days": limits.days,
        "unlock_until": opened.person.unlock_until,
        "limits": {"count": limits.count, "cents": limits.cents, "days": limits.days},
        "user": {"id": str(user.pk), "name": user.full_name},
        "data_key": in_base64(opened.data_key),
        "server_now": now(),
        "acknowledged": {"n": terminal.acknowledged_n, "head": terminal.acknowledged_head},
    }
    if opened.access is not None:
        said |= {"access": opened.secret, "expires_at": opened.access.expires_at}
    return JsonResponse(said)


@page(audience="venue")
@require_GET
def terminals(request: SchemeRequest) -> HttpResponse:
    """The devices of the structure, who uses them, and when they were last heard of."""
    found = paginate(request, queries.terminals(organisation_id=request.membership.organisation_id))
    return show_list(
        request,
        title=_("Appareils"),
        lead=_(
            "Les téléphones et tablettes qui encaissent des pass même hors connexion. Arrêtez ceux que vous perdez."
        ),
        actions=[
            Link(_("Conflits"), here(request, "venue:conflicts")),
            Link(_("Décidé autrement"), here(request, "venue:told")),
        ],
        page=found,
        table=Table(
            caption=_("Appareils"),
            columns=[
                Column(_("Appareil")),
                Column(_("Qui l'ouvre")),
                Column(_("Dernier contact"), "moment"),
                Column(_("Garde encore")),
                Column(_("Où en est-il")),
                Column(_("Arrêter")),
            ],
            rows=[
                Row(
                    [
                        one.label,
                        people(one) or None,
                        one.last_seen_at,
                        holds(one),
                        device_status(one.state),
                        _stop_link(request, one),
                    ]
                )
                for one in found.items
            ],
            empty=Empty(
                _("Aucun appareil n'est enregistré."),
                _("Depuis le téléphone ou la tablette, ouvrez « Encaisser un pass » et préparez-le au hors connexion."),
                Link(_("Encaisser un pass"), here(request, "venue:home"), "primary"),
            ),
        ),
    )


def _stop_link(request: SchemeRequest, one: Terminal) -> Link | None:
    if one.stopped_at is not None:
        return None
    return Link(_("Arrêter"), here(request, "venue:stop_terminal", one.pk), "link", about=one.label)


@page(audience="venue")
def stop_terminal(request: SchemeRequest, terminal_id: int) -> HttpResponse:
    """Stop a device that is lost, stolen or given back."""
    one = queries.terminals(organisation_id=request.membership.organisation_id).filter(pk=terminal_id).first()
    if one is None:
        raise Http404
    act = Act(
        title=_("Arrêter un appareil"),
        happens=_("L'appareil « %(label)s » n'encaisse plus rien et n'envoie plus rien, dès maintenant.")
        % {"label": one.label},
        facts=(Fact(_("Qui l'ouvre"), people(one) or None), Fact(_("Garde encore"), holds(one))),
        final=_("Un arrêt ne se défait pas. Les pass qu'il gardait sont à saisir en ligne, avec leur code."),
        button=_("Arrêter l'appareil"),
        done=_("L'appareil est arrêté."),
        danger=True,
        refused={"stop_reason_missing": "reason"},
    )
    back = Link(_("Appareils"), here(request, "venue:terminals"))
    return bind(request, StopForm(sent(request)), operations.stop_terminal, act, back=back, terminal_id=terminal_id)


@page(audience="venue")
@require_GET
def conflict_list(request: SchemeRequest) -> HttpResponse:
    """The conflicts in which the structure has a side; of the other side, its instant and its door."""
    mine = request.membership.organisation_id
    found = paginate(request, conflicts.of_structure(mine))
    owed = conflicts.owed_cents(mine)
    return show_list(
        request,
        title=_("Conflits"),
        lead=_("Des pass encaissés hors connexion qui n'ont pas pu être enregistrés. La collectivité les tranche."),
        back=Link(_("Appareils"), here(request, "venue:terminals")),
        figures=[Figure(money(owed), _("de dédommagement à recevoir"))] if owed else [],
        page=found,
        table=Table(
            caption=_("Conflits"),
            columns=[
                Column(_("Pass"), "code"),
                Column(_("Encaissé"), "moment"),
                Column(_("Votre côté")),
                Column(_("Ce qui s'y oppose")),
                Column(_("Où en est-il")),
            ],
            rows=[_row(request, one, mine) for one in found.items],
            empty=Empty(
                _("Aucun conflit."), _("Un conflit naît quand deux lieux encaissent hors connexion la même copie.")
            ),
        ),
    )


def _row(request: SchemeRequest, one: Conflict, mine: int) -> Row:
    is_own = one.organisation_id == mine
    side = _("Encaissé par votre appareil") if is_own else _("Enregistré par vous le premier")
    url = here(request, "venue:conflict", one.pk)
    at = one.line.taken_at if is_own else one.other_taken_at
    return Row([str(one.number), at, side, _(FOUND_LABELS[one.found]), conflict_status(one)], url=url)


@page(audience="venue")
@require_GET
def conflict(request: SchemeRequest, conflict_id: int) -> HttpResponse:
    """One conflict: the own side, and of the other its instant and its door."""
    mine = request.membership.organisation_id
    one = conflicts.of_structure(mine).filter(pk=conflict_id).first()
    if one is None:
        raise Http404
    return show_detail(
        request,
        title=_("Conflit sur un pass"),
        lead=_lead(one, mine),
        back=Link(_("Conflits"), here(request, "venue:conflicts")),
        status=conflict_status(one),
        facts=[*own_side(one), *other_side(one), *end_of(one)] if one.organisation_id == mine else _winner(one),
    )


def _lead(one: Conflict, mine: int) -> str:
    if one.organisation_id == mine:
        return _("Votre appareil l'a accepté hors connexion ; il n'a pas pu être enregistré.")
    return _("Vous avez enregistré ce pass le premier : il vous est dû. Un autre lieu l'a encaissé hors connexion.")


def _winner(one: Conflict) -> list[Fact]:
    """What the structure whose use stands is shown: the same facts of the other side, seen from its own."""
    kept = {str(fact.label): fact for fact in [*own_side(one), *other_side(one)]}
    return [
        kept[_("Pass")],
        Fact(_("Encaissé par vous"), kept[_("Encaissé aussi")].value),
        Fact(_("Encaissé ailleurs, hors connexion"), kept[_("Encaissé hors connexion")].value),
        kept[_("Valeur faciale")],
    ]


@page(audience="venue")
@require_GET
def told(request: SchemeRequest) -> HttpResponse:
    """What devices of the structure promised, and was decided otherwise."""
    found = paginate(request, queries.told_to_structure(request.membership.organisation_id))
    return show_list(
        request,
        title=_("Promis hors connexion, décidé autrement"),
        lead=_("Un écran avait accepté ces pass ; ils n'ont pas été enregistrés. Voici pourquoi."),
        back=Link(_("Appareils"), here(request, "venue:terminals")),
        page=found,
        table=told_table(found.items, _("Tout ce que vos appareils ont promis a été enregistré.")),
    )


@page(audience="venue")
def read_told(request: SchemeRequest) -> HttpResponse:
    """What the person was promised and not given: read, then put away."""
    mine = list(queries.unread(request.actor.user_id or 0))
    if request.method == "POST":
        operations.read_told(by=request.actor, told_ids=[one.pk for one in mine])
        messages.success(request, _("C'est noté : ces pass ne vous seront plus rappelés."))
        return redirect(here(request, "venue:home"))
    return show_list(
        request,
        title=_("Ce que votre appareil avait promis"),
        lead=_("Ces pass que vous avez encaissés hors connexion n'ont pas été enregistrés."),
        back=Link(_("Encaisser un pass"), here(request, "venue:home")),
        table=told_table(mine, _("Rien de nouveau : tout ce que vous avez encaissé a été enregistré.")),
        template="venue/read_told.html" if mine else "layout/list.html",
    )


def tasks(request: SchemeRequest) -> list[Task]:
    """What the person is still to read, on the home of the venue."""
    count = queries.unread(request.actor.user_id or 0).count()
    if not count:
        return []
    words = ngettext("%(count)s pass non enregistré", "%(count)s pass non enregistrés", count) % {"count": count}
    return [Task(_("Lire ce qui a été décidé autrement"), here(request, "venue:read_told"), words, tone="late")]
