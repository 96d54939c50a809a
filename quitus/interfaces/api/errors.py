"""Errors as software reads them: one shape, a stable code, a sentence in the language asked for."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext

from quitus.domain.access.errors import AccessUnknown, ScopeMissing, VenueNotOfAccess
from quitus.domain.redemption.errors import NoPassGiven, NotAtThisVenue, RedemptionUnknown, TooManyAtOnce
from quitus.domain.terminals.errors import (
    BatchNotSigned,
    BatchTooLarge,
    BatchUnreadable,
    TerminalAwaitsApproval,
    TerminalIsStopped,
    TerminalUnknown,
)
from quitus.interfaces.web.layout.words import sentence
from quitus.kernel.refusals import NotAllowed, Refusal
from quitus.kernel.words import N_


class TokenRefused(Refusal):
    """No token, or one that opens nothing: mistyped, ended, over, of somebody who left; never told apart."""

    code = "token_refused"
    template = N_(
        "Ce jeton n'ouvre rien. Envoyez l'en-tête « Authorization: Bearer » avec un jeton en service, "
        "créé sur la page « Logiciels » de votre lieu."
    )


class RequestNotValid(Refusal):
    """The request is not as the reference says."""

    code = "not_valid"
    template = N_("La demande n'est pas lisible, à l'endroit « %(field)s ». Comparez-la avec la référence, /api/v1/.")


class RequestTooLarge(Refusal):
    """More than a request of this kind ever is."""

    code = "too_large"
    template = N_("La demande est trop lourde : %(kilobytes)s Ko au plus. Envoyez-la en plusieurs fois.")


class TooManyRequests(Refusal):
    """Too many in one minute."""

    code = "too_many_requests"
    template = N_("Trop de demandes en une minute. Attendez %(seconds)s secondes avant de réessayer.")


class NothingThere(Refusal):
    """No such address, or nothing under it for this token."""

    code = "not_found"
    template = N_("Il n'y a rien à cette adresse. La référence, /api/v1/, donne celles qui existent.")


class MethodNotAllowed(Refusal):
    """The address exists, not for this verb."""

    code = "method_not_allowed"
    template = N_("Cette adresse ne s'appelle pas ainsi. La référence, /api/v1/, dit avec quel verbe.")


class Broken(Refusal):
    """A bug of ours."""

    code = "broken"
    template = N_("La demande n'a pas abouti et l'incident est noté. Réessayez avec le même identifiant de demande.")


# The first class that a refusal is one of gives its status; 409 otherwise.
STATUS: tuple[tuple[type[Refusal], int], ...] = (
    (TokenRefused, 401),
    (ScopeMissing, 403),
    (VenueNotOfAccess, 403),
    (NotAtThisVenue, 403),
    (NotAllowed, 403),
    (TerminalIsStopped, 403),
    (TerminalAwaitsApproval, 403),
    (BatchNotSigned, 403),
    (TerminalUnknown, 404),
    (BatchTooLarge, 413),
    (BatchUnreadable, 422),
    (NothingThere, 404),
    (RedemptionUnknown, 404),
    (AccessUnknown, 404),
    (MethodNotAllowed, 405),
    (RequestTooLarge, 413),
    (RequestNotValid, 422),
    (NoPassGiven, 422),
    (TooManyAtOnce, 422),
    (TooManyRequests, 429),
    (Broken, 500),
)
CONFLICT = 409
BY_STATUS: dict[int, type[Refusal]] = {404: NothingThere, 405: MethodNotAllowed, 500: Broken}


def status_of(refusal: Refusal) -> int:
    """The HTTP status under which a refusal is told."""
    return next((status for kind, status in STATUS if isinstance(refusal, kind)), CONFLICT)


def told(refusal: Refusal, *, field: str | None = None) -> dict[str, str | None]:
    """What software reads of a refusal."""
    return {"code": refusal.code, "message": sentence(refusal), "field": field}


def answer(refusal: Refusal, *, field: str | None = None) -> HttpResponse:
    """A refusal as an answer, with what its status asks for."""
    response = JsonResponse(told(refusal, field=field), status=status_of(refusal), json_dumps_params=JSON)
    if isinstance(refusal, TooManyRequests):
        response["Retry-After"] = str(refusal.facts["seconds"])
    if isinstance(refusal, TokenRefused):
        response["WWW-Authenticate"] = 'Bearer realm="quitus"'
    return response


JSON = {"ensure_ascii": False}


def not_ours(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What stands in for an error that something else than this door answered, as a page."""
    del request
    refusal = BY_STATUS.get(response.status_code)
    told_instead = refusal() if refusal else RequestNotValid(field=gettext("adresse"))
    instead = answer(told_instead)
    if "Allow" in response:
        instead["Allow"] = response["Allow"]
    return instead
