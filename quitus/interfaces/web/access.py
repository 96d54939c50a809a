"""The one guard: who may open a page, in which scheme, and in what kind of transaction.

``page`` signs in, finds the membership the address speaks of, enters its scheme, and runs the view
and its rendering inside: read-only for a reading request, one writing transaction otherwise.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.views.decorators.cache import never_cache

from quitus.domain.organisations import operations as organisations
from quitus.domain.organisations import queries
from quitus.domain.organisations.models import Membership
from quitus.domain.organisations.roles import ROLES
from quitus.interfaces.web.audiences import audience as audience_named
from quitus.interfaces.web.layout.pages import show_refusal, show_reserved
from quitus.kernel.actors import Actor
from quitus.kernel.refusals import Refusal

READING = ("GET", "HEAD", "OPTIONS")
CHOSEN = "membership_id"  # session key: the membership chosen among several


class SchemeRequest(HttpRequest):
    """The request a guarded view receives.

    Beware: ``request.scheme`` is Django's « https »; the scheme is ``request.membership.scheme``.
    """

    membership: Membership
    actor: Actor


View = Callable[..., HttpResponseBase]


def page(*, audience: str | None, roles: tuple[str, ...] = (), across: bool = False) -> Callable[[View], View]:
    """Guard a view of an audience (None: of everybody in the scheme).

    Its address holds ``scheme_slug``, which the view does not receive: it gets
    ``request.membership`` and ``request.actor``. Not signed in: to the sign-in page. No active
    membership of this audience in this scheme: 404, as if nothing were there. A membership with a
    role outside ``roles`` (none given: a guest of the audience): 403 with the roles that may. A ``Refusal``
    that escapes the view undoes everything and is shown with status 409. With ``across`` the view runs in no scheme but
    sees what the person may see in each (``organisations.across_schemes``).
    """

    def guard(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, scheme_slug: str, **kwargs: object) -> HttpResponseBase:
            if not request.user.is_authenticated:  # resolved here, before the transaction: it may write
                return redirect_to_login(request.get_full_path())
            opened_by = audience_named(audience).roles if audience else ROLES
            allowed = roles or (audience_named(audience).residents if audience else ROLES)
            membership = membership_in(request, scheme_slug, opened_by)
            entered = cast(SchemeRequest, request)
            entered.membership = membership
            entered.actor = queries.actor_of(membership)
            if membership.role not in allowed:
                return within(entered, partial(show_reserved, roles=allowed))
            try:
                return within(entered, partial(view, **kwargs), across=across)
            except Refusal as refusal:
                return within(entered, partial(show_refusal, refusal=refusal), reading=True)

        guarded.audience = audience  # type: ignore[attr-defined]
        return guarded

    return guard


def memberships_of(request: HttpRequest) -> list[Membership]:
    """The memberships of who signed in; none of a reader who has not."""
    return queries.memberships_of(request.user.pk) if request.user.is_authenticated else []


def membership_in(request: HttpRequest, scheme_slug: str, roles: tuple[str, ...]) -> Membership:
    """The membership under which this person acts here: the chosen one, else the oldest; 404 if none."""
    mine = [
        membership
        for membership in memberships_of(request)
        if membership.scheme.slug == scheme_slug and membership.role in roles
    ]
    if not mine:
        raise Http404
    chosen = request.session.get(CHOSEN)
    return next((membership for membership in mine if membership.pk == chosen), mine[0])


def within(
    request: SchemeRequest, view: View, *, reading: bool | None = None, across: bool = False
) -> HttpResponseBase:
    """Run a view and its rendering in the request's scheme (or ``across`` schemes), in one transaction.

    It is read-only when the request only reads (or when ``reading`` says so).
    """
    mine = request.membership
    scope = organisations.across_schemes(mine) if across else organisations.within_scheme(mine.scheme)
    with transaction.atomic():
        if request.method in READING if reading is None else reading:
            read_only()
        with scope:
            response = view(request)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            return response


def read_only() -> None:
    """Refuse any write until the current transaction (or savepoint) ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
