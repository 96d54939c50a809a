"""The public directory: a list first, a map for who asks for it, the page of a venue, a sheet to hand out, a feed."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.venues.directory import communes_served, embed_hosts
from quitus.interfaces.limits import Limit
from quitus.interfaces.web.access import read_only
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.context import show_as
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.lists import Page, address
from quitus.interfaces.web.layout.pages import show
from quitus.interfaces.web.public.directory import showing
from quitus.interfaces.web.public.directory.forms import WEEK, SearchForm
from quitus.interfaces.web.public.errors import too_many
from quitus.kernel.clock import today
from quitus.usecases import directory
from quitus.usecases.directory import Found

FIVE_MINUTES = 300
FEEDS = Limit("directory_feed", 30)
View = Callable[..., HttpResponse]


def of_scheme(view: View) -> View:
    """Find the scheme of the address, and only read, within it, at the moment at which it lives."""

    @require_safe
    @cache_control(private=True, max_age=FIVE_MINUTES)
    @wraps(view)
    def run(request: HttpRequest, slug: str, **given: int) -> HttpResponse:
        scheme = found(organisations.scheme, slug)
        _known = request.user.is_authenticated  # resolved here, before the transaction: it may write
        show_as(request, scheme.authority)
        with transaction.atomic():
            read_only()
            with within_scheme(scheme):
                return view(request, scheme, **given)

    return run


@require_safe
@cache_control(private=True, max_age=FIVE_MINUTES)
def schemes(request: HttpRequest) -> HttpResponse:
    """The directories there are; where there is one, itself at once."""
    known = list(organisations.schemes())
    if len(known) == 1:
        return redirect("public:directory", known[0].slug)
    return show(
        request,
        "public/directory/schemes.html",
        title=_("Où utiliser un pass"),
        lead=_("Choisissez le dispositif de votre pass : son nom est imprimé dessus."),
        schemes=known,
    )


@of_scheme
def venues(request: HttpRequest, scheme: Scheme) -> HttpResponse:
    """The venues, by what somebody looks for."""
    return _list(request, scheme, "public/directory/list.html")


@xframe_options_exempt
@of_scheme
def embedded(request: HttpRequest, scheme: Scheme) -> HttpResponse:
    """The same list within a page of another site: only those that the scheme names may show it."""
    hosts = embed_hosts(scheme.pk)
    response = _list(request, scheme, "public/directory/embedded.html", is_embedded=True)
    response._csp_replace = {"frame-ancestors": hosts or ["'none'"]}  # type: ignore[attr-defined]
    return response


@of_scheme
def on_map(request: HttpRequest, scheme: Scheme) -> HttpResponse:
    """The same venues on a map, for who asks for it; the list beside it says everything that the map says."""
    form = SearchForm(request.GET)
    response = show(
        request,
        "public/directory/map.html",
        title=_("Carte des lieux"),
        lead=_("Chaque point est un lieu qui accepte le pass."),
        back=Link(_("Liste des lieux"), _kept(request, scheme, "public:directory")),
        form=form,
        scheme=scheme,
        points_url=_kept(request, scheme, "public:directory_points"),
        tiles_url=settings.QUITUS_TILES_URL,
        tiles_credit=settings.QUITUS_TILES_CREDIT,
    )
    if settings.QUITUS_TILES_ORIGIN:
        response._csp_update = {"img-src": [settings.QUITUS_TILES_ORIGIN]}  # type: ignore[attr-defined]
    return response


@of_scheme
def points(request: HttpRequest, scheme: Scheme) -> HttpResponse:
    """What the map draws."""
    if not FEEDS.take():
        return too_many(request)
    form = SearchForm(request.GET)
    drawn = [
        [spot.name, spot.commune, *spot.point, reverse("public:directory_venue", args=[scheme.slug, spot.venue_id])]
        for spot in directory.spots(scheme, form.asked(), form.place)
    ]
    return _json(request, {"points": drawn})


@of_scheme
def venue(request: HttpRequest, scheme: Scheme, venue_id: int) -> HttpResponse:
    """One venue: where, when, what for, how to come; and what is next there."""
    line = directory.one(scheme, venue_id)
    if line is None:
        raise Http404
    return show(
        request,
        "public/directory/venue.html",
        title=line.venue.name,
        lead=line.about.summary or _("Ce lieu accepte le pass."),
        back=Link(_("Liste des lieux"), reverse("public:directory", args=[scheme.slug])),
        scheme=scheme,
        line=line,
        facts=showing.facts(line),
        week=[(WEEK[day], text) for day, text in line.week],
        sessions=[showing.session(one) for one in line.next_sessions],
    )


@of_scheme
def sheet(request: HttpRequest, scheme: Scheme) -> HttpResponse:
    """The venues around a commune on paper, large, to hand out."""
    form = SearchForm(request.GET)
    seen = directory.every(scheme, form.asked(), form.place) if form.place else None
    return show(
        request,
        "public/directory/sheet.html",
        title=_("Où utiliser vos pass près de %(place)s") % {"place": form.place}
        if form.place
        else _("Liste à imprimer"),
        lead=""
        if form.place
        else _("Choisissez une commune : la liste des lieux proches s'imprime en grands caractères."),
        back=Link(_("Liste des lieux"), _kept(request, scheme, "public:directory")),
        form=form,
        scheme=scheme,
        seen=seen,
        lines=[showing.card(line, scheme) for line in seen.lines[: showing.ON_PAPER]] if seen else [],
        left_out=max(0, seen.total - showing.ON_PAPER) if seen else 0,
        communes=[] if form.place else communes_served(scheme.pk, today()),
        printed_on=today(),
    )


@of_scheme
def feed(request: HttpRequest, scheme: Scheme) -> HttpResponse:
    """The same venues for software, all of them, or those that the same filters keep."""
    if not FEEDS.take():
        return too_many(request)
    form = SearchForm(request.GET)
    seen = directory.every(scheme, form.asked(), form.place)
    response = _json(
        request,
        {
            "scheme": scheme.slug,
            "authority": scheme.authority.name,
            "on": today().isoformat(),
            "count": seen.total,
            "venues": [showing.as_object(line, _address_of(scheme, line.venue.pk)) for line in seen.lines],
        },
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _list(request: HttpRequest, scheme: Scheme, template: str, *, is_embedded: bool = False) -> HttpResponse:
    form = SearchForm(request.GET)
    asked = request.GET.get("page", "1")
    seen = directory.search(scheme, form.asked(), form.place, int(asked) if asked.isascii() and asked.isdigit() else 1)
    actions = [
        Link(_("Voir sur la carte"), _kept(request, scheme, "public:directory_map"), icon="geo-alt"),
        Link(_("Imprimer une liste"), _kept(request, scheme, "public:directory_sheet"), icon="printer"),
    ]
    return show(
        request,
        template,
        title=_("Où utiliser le pass"),
        lead=_("Les lieux qui acceptent aujourd'hui le pass de %(authority)s.") % {"authority": scheme.authority.name},
        actions=() if is_embedded else actions,
        scheme=scheme,
        form=form,
        seen=seen,
        count=_counted(seen),
        lines=[showing.card(line, scheme) for line in seen.lines],
        page=_page(request, seen),
        whole_url=f"{settings.QUITUS_URL}{_kept(request, scheme, 'public:directory')}",
        feed_url=_kept(request, scheme, "public:directory_feed"),
    )


def _counted(seen: Found) -> str:
    return ngettext("%(count)s lieu", "%(count)s lieux", seen.total) % {"count": showing.count(seen.total)}


def _page(request: HttpRequest, seen: Found) -> Page[object]:
    return Page(
        items=(),
        number=seen.number,
        pages=seen.pages,
        total=seen.total,
        previous_url=address(request, page=seen.number - 1) if seen.number > 1 else "",
        next_url=address(request, page=seen.number + 1) if seen.number < seen.pages else "",
    )


def _kept(request: HttpRequest, scheme: Scheme, view: str) -> str:
    """Another page of the directory, with the same filters."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"{reverse(view, args=[scheme.slug])}{f'?{query.urlencode()}' if query else ''}"


def _address_of(scheme: Scheme, venue_id: int) -> str:
    return f"{settings.QUITUS_URL}{reverse('public:directory_venue', args=[scheme.slug, venue_id])}"


def _json(request: HttpRequest, content: object) -> HttpResponse:
    """What software reads, with its fingerprint: whoever has it already is told so in a few octets."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    response: HttpResponse = (
        HttpResponseNotModified()
        if tag in known
        else HttpResponse(body, content_type="application/json; charset=utf-8")
    )
    response["ETag"] = tag
    return response
