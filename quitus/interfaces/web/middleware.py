"""What every request is given before a view sees it: its origin and its language. What cannot be read stops here."""

from collections.abc import Callable
from functools import cache
from urllib.parse import unquote
from uuid import uuid4

import structlog
from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from quitus.kernel.actors import RequestOrigin, request_origin

GetResponse = Callable[[HttpRequest], HttpResponseBase]
log = structlog.get_logger(__name__)


class OriginMiddleware:
    """Tell operations and logs where a request came from; the answer carries the request's id."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Set the origin for the time of one request."""
        request_id = uuid4().hex
        token = request_origin.set(RequestOrigin(ip=address_of(request), request_id=request_id))
        try:
            with structlog.contextvars.bound_contextvars(request_id=request_id):
                response = self.get_response(request)
        finally:
            request_origin.reset(token)
        response["X-Request-ID"] = request_id
        return response


class ReadableMiddleware:
    """Refuse with 400 an address or a cookie that holds a NUL: no page has one, and the database takes none."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at what a browser sends outside of forms, whose fields look by themselves."""
        address = unquote(request.META.get("QUERY_STRING", ""))
        if any("\0" in text for text in (request.path_info, address, *request.COOKIES.values())):
            raise BadRequest("NUL in an address or a cookie")
        return self.get_response(request)


class LanguageMiddleware:
    """The language chosen on this browser, else the reader's own, else French.

    What the browser asks for is not followed: these pages are a French authority's, and its agents
    read French whatever the machine they were given says.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Speak one language for the time of one request."""
        language = language_of(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def address_of(request: HttpRequest) -> str | None:
    """The IP address of the reader, behind as many proxies as the settings trust."""
    if not settings.ALLAUTH_TRUSTED_PROXY_COUNT and "HTTP_X_FORWARDED_FOR" in request.META:
        warn_of_proxy()
    try:
        address: str = get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return None
    return address


@cache
def warn_of_proxy() -> None:
    """Say once that a proxy may stand in front which nobody has declared: all readers would share one limit."""
    log.warning("proxy_not_declared", header="X-Forwarded-For", setting="QUITUS_TRUSTED_PROXIES")


def language_of(request: HttpRequest) -> str:
    """One of the languages of the interface."""
    spoken = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in spoken:
        return chosen
    asked: str | None = getattr(request, "asked_language", None)  # by a software, which reads no page
    if asked:
        return asked
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        return request.user.language
    return settings.LANGUAGE_CODE
