"""The software of a venue: the tokens with which it acts, and their end."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.access import operations, queries, rules
from quitus.domain.access.models import Access
from quitus.domain.venues import queries as venues
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Link, Row, Status, Table, day
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.pages import show, show_confirm, show_form, show_list
from quitus.interfaces.web.venue.software_forms import TokenForm


@page(audience="venue")
@require_GET
def softwares(request: SchemeRequest) -> HttpResponse:
    """What acts in the name of the people of the structure, until when, and since when it is of no use."""
    return show_list(
        request,
        title=_("Logiciels"),
        lead=_(
            "Votre logiciel peut encaisser des pass à votre place, avec un jeton qui agit en votre nom. "
            "Mettez fin à celui qui a fui ou ne sert plus."
        ),
        back=Link(_("Ma structure"), here(request, "venue:structure")),
        table=_tokens(request),
        actions=[
            Link(_("Créer un jeton"), here(request, "venue:new_token"), "primary"),
            Link(_("Annonces à vos logiciels"), here(request, "venue:webhooks")),
            Link(_("Lire la référence de l'API"), reverse("api_reference")),
        ],
    )


@page(audience="venue")
def new_token(request: SchemeRequest) -> HttpResponse:
    """Choose what a software may do; its secret is shown on the answer, and never again."""
    places = list(venues.venues_worked_at(request.actor.user_id or 0))
    form = TokenForm(sent(request), places=places)
    if request.method == "POST" and form.is_valid():
        under = {"access_ends_too_soon": "until", "access_too_long": "until", "access_label_missing": "label"}
        with refusals_on(form, **under):
            access, secret = operations.open_access(by=request.actor, **form.said())
            return _shown_once(request, access, secret)
    return show_form(
        request,
        title=_("Créer un jeton"),
        lead=_(
            "Ce que le logiciel encaisse avec ce jeton l'est en votre nom. Il s'arrête de lui-même si vous quittez "
            "la structure."
        ),
        form=form,
        submit=_("Créer ce jeton"),
        back=_back(request),
    )


@page(audience="venue")
def end_token(request: SchemeRequest, access_id: int) -> HttpResponse:
    """Say that a token opens nothing any more."""
    access = next((one for one in _mine(request) if one.pk == access_id), None)
    if access is None:
        raise Http404
    if request.method == "POST":
        operations.end_access(by=request.actor, access_id=access_id)
        messages.success(request, _("Le jeton de « %(label)s » n'ouvre plus rien.") % {"label": access.label})
        return redirect(_back(request).url)
    return show_confirm(
        request,
        title=_("Retirer un jeton"),
        happens=_("« %(label)s » ne pourra plus rien faire avec ce jeton, dès maintenant.") % {"label": access.label},
        facts=[
            Fact(_("Au nom de"), access.user.full_name),
            Fact(_("Dernière utilisation"), day(access.last_used_on)),
        ],
        final=_("Un jeton retiré ne sert plus jamais : il faudra en créer un autre."),
        button=_("Retirer ce jeton"),
        back=_back(request),
        danger=True,
    )


def _shown_once(request: SchemeRequest, access: Access, secret: str) -> HttpResponse:
    return show(
        request,
        "venue/token.html",
        title=_("Le jeton de « %(label)s »") % {"label": access.label},
        lead=_("Copiez-le maintenant dans votre logiciel : il ne sera plus jamais montré."),
        back=_back(request),
        actions=[Link(_("Lire la référence de l'API"), reverse("api_reference"))],
        secret=secret,
        signs=False,
    )


def _tokens(request: SchemeRequest) -> Table:
    names = {place.pk: place.name for place in venues.venues_of_structure(request.membership.organisation_id)}
    return Table(
        caption=_("Jetons"),
        columns=[
            Column(_("Logiciel")),
            Column(_("Au nom de")),
            Column(_("Peut")),
            Column(_("Lieux")),
            Column(_("Dernière utilisation")),
            Column(_("État")),
            Column(_("Retirer")),
        ],
        rows=[
            Row(
                [
                    access.label,
                    access.user.full_name,
                    ", ".join(_(rules.SCOPES[scope]) for scope in access.scopes),
                    ", ".join(names.get(key, str(key)) for key in access.venue_ids) or _("Tous ses lieux"),
                    day(access.last_used_on) if access.last_used_on else _("Jamais"),
                    _standing(access),
                    _end(request, access),
                ]
            )
            for access in _mine(request)
        ],
        empty=Empty(
            _("Aucun logiciel n'agit pour votre structure."),
            _("Créez un jeton si votre logiciel sait encaisser des pass."),
        ),
    )


def _standing(access: Access) -> Status:
    if access.ended_at is not None:
        ended_on = words.day(access.ended_at)
        return Status("neutral", _("Retiré le %(on)s") % {"on": ended_on})
    last = words.day(rules.last_day(access.expires_at))
    if queries.stands(access):
        return Status("done", _("En service jusqu'au %(on)s") % {"on": last})
    return Status("neutral", _("Fini depuis le %(on)s") % {"on": last})


def _end(request: SchemeRequest, access: Access) -> Link | None:
    if not queries.stands(access):
        return None
    return Link(_("Retirer"), here(request, "venue:end_token", access.pk), "link", about=access.label)


def _mine(request: SchemeRequest) -> list[Access]:
    return list(queries.softwares_of(request.membership.organisation_id, request.membership.scheme_id))


def _back(request: SchemeRequest) -> Link:
    return Link(_("Logiciels"), here(request, "venue:softwares"))
