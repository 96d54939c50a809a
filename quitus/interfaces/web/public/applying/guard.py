"""The guard of an application: who signed in reads and writes his own, in its scheme, with no role in it."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache

from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.users import queries as accounts
from quitus.domain.venues import files
from quitus.domain.venues.models import Application
from quitus.interfaces.web.access import READING, SchemeRequest, read_only
from quitus.interfaces.web.layout.context import show_as
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.pages import show_refusal
from quitus.kernel.refusals import Refusal
from quitus.usecases.applications import person

View = Callable[..., HttpResponse]


class ApplicantRequest(SchemeRequest):
    """The request of who applies: `application` is his, `actor` acts for himself."""

    application: Application


def scheme_of(slug: str) -> Scheme:
    """The scheme at an address; 404 when there is none."""
    try:
        return organisations.scheme(slug)
    except Scheme.DoesNotExist as missing:
        raise Http404 from missing


def at(request: ApplicantRequest, view: str, *keys: object) -> str:
    """The address of a page of this application."""
    return reverse(f"public:{view}", args=[request.application.scheme.slug, request.application.pk, *keys])


def own(view: View) -> View:
    """Open a page of an application to its author alone: anybody else finds nothing."""

    @never_cache
    @wraps(view)
    def run(request: HttpRequest, slug: str, application_id: int, **keys: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        user, scheme = accounts.user(request.user.pk), scheme_of(slug)
        mine = cast(ApplicantRequest, request)
        mine.actor = person(user)
        show_as(request, scheme.authority)

        def within(page: View, *, reading: bool) -> HttpResponse:
            with transaction.atomic():
                if reading:
                    read_only()
                with within_scheme(scheme):
                    mine.application = found(files.own_application, application_id, user.pk)
                    return page(mine, **keys)

        try:
            return within(view, reading=request.method in READING)
        except Refusal as refusal:
            told = refusal
            return within(lambda request, **keys: show_refusal(request, refusal=told), reading=True)

    return run
