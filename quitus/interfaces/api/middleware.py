"""What every answer to software has, whoever gives it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from quitus.interfaces.api.errors import not_ours

PREFIX = "/api/"


class SoftwareMiddleware:
    """No cache keeps an answer to software; an error is JSON, in the language asked for, even where no address is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let pages alone."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        language = asked_language(request)
        request.asked_language = language  # type: ignore[attr-defined]
        response = self.get_response(request)
        if response.status_code >= 400 and not response.get("Content-Type", "").startswith("application/json"):
            with translation.override(language):
                response = not_ours(request, response)
        response["Cache-Control"] = "no-store"
        response["Content-Language"] = language
        return response


def asked_language(request: HttpRequest) -> str:
    """The language chosen on this browser, else the first of ours that « Accept-Language » names, else French."""
    spoken = dict(settings.LANGUAGES)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in spoken:
        return chosen
    header = request.headers.get("Accept-Language", "")[:200]
    for wanted, quality in parse_accept_lang_header(header.lower()):
        if quality and wanted[:2] in spoken:
            return wanted[:2]
    return settings.LANGUAGE_CODE
