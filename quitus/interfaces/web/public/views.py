"""Pages anybody may open, and the two a person opens before entering a scheme."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from quitus.connectors import documents
from quitus.domain.organisations import queries
from quitus.domain.organisations.models import Membership
from quitus.domain.organisations.roles import LABELS
from quitus.domain.users import operations as users
from quitus.domain.venues.states import APPLICATION_LABELS
from quitus.interfaces.web.access import CHOSEN, memberships_of
from quitus.interfaces.web.audiences import home_of
from quitus.interfaces.web.layout.pages import show
from quitus.interfaces.web.layout.theme import stylesheet_named
from quitus.kernel.actors import Actor
from quitus.usecases.applications import applications_anywhere

A_YEAR = 365 * 24 * 3600


@require_safe
@never_cache
def front(request: HttpRequest) -> HttpResponse:
    """The door: what Quitus is and where to sign in; the home of a person's only membership."""
    if not request.user.is_authenticated:
        return show(
            request,
            "public/front.html",
            title=_("Le pass, de la convention au dernier euro"),
            lead=_(
                "Quitus conduit un dispositif de pass financé : actes, commandes, remises, "
                "utilisations, paiements et comptes."
            ),
        )
    homes = [home for _membership, home in homes_of(request) if home]
    return redirect(homes[0]) if len(homes) == 1 else redirect("public:memberships")


@require_safe
@never_cache
@login_required
def memberships(request: HttpRequest) -> HttpResponse:
    """*Mes dispositifs*: one button per membership."""
    return show(
        request,
        "public/memberships.html",
        title=_("Mes dispositifs"),
        lead=_("Choisissez le dispositif et le rôle avec lesquels vous travaillez maintenant."),
        memberships=[(membership, LABELS[membership.role]) for membership, home in homes_of(request) if home],
        applications=[
            (one, _(APPLICATION_LABELS[one.state])) for one in applications_anywhere(user_id=request.user.pk or 0)
        ],
    )


@require_POST
@login_required
def choose(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Work under one membership from now on."""
    for membership, home in homes_of(request):
        if membership.pk == membership_id and home:
            request.session[CHOSEN] = membership_id
            return redirect(home)
    raise Http404


def homes_of(request: HttpRequest) -> list[tuple[Membership, str | None]]:
    """The memberships of the reader, each with the address of its first page."""
    return [(membership, home_of(membership.role, membership.scheme.slug)) for membership in memberships_of(request)]


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Speak another language on this browser, and to this person from now on; back to the page."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise Http404
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    if request.user.is_authenticated:
        users.change_language(
            by=Actor(request.user.pk, None, "", None, request.user.full_name),
            user_id=request.user.pk,
            language=chosen,
        )
    response = redirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=A_YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )
    return response


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement: honest, no audit has been made."""
    return show(
        request,
        "public/accessibility.html",
        title=_("Accessibilité : non conforme"),
        lead=_("Ce service n'a pas encore été audité : il est donc déclaré non conforme."),
    )


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What runs here, under which licence."""
    return show(
        request,
        "public/about.html",
        title=_("À propos de Quitus"),
        lead=_("Un logiciel libre pour conduire un dispositif de pass financé."),
    )


@require_safe
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def theme(request: HttpRequest, name: str) -> HttpResponse:
    """The shades of an authority's accent; their name changes when they do."""
    content = stylesheet_named(name)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def logo(request: HttpRequest, sha256: str) -> HttpResponse:
    """The logo of an organisation, by the hash of its content; no other document is ever served here.

    A drawing may hold scripts: it is shut in a policy of its own, should somebody open it alone.
    """
    bearer = queries.organisations().filter(logo_sha256=sha256).exclude(logo_sha256="").first()
    if bearer is None:
        raise Http404
    response = HttpResponse(documents.read(sha256), content_type=bearer.logo_media_type)
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
