"""The application of this door: its routers by name, how it reads, and how it answers what did not go well."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from quitus.interfaces.api import errors
from quitus.interfaces.api.reading import StrictParser
from quitus.interfaces.api.v1 import owed, redemptions, terminals, venues
from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_

api = NinjaAPI(
    title="Quitus",
    version="1",
    description=N_("Pour les logiciels des lieux : vérifier et encaisser des pass, annuler, lire ce qui est dû."),
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    parser=StrictParser(),
)

# One file of v1/ for each subject, its router under a name of its own.
ROUTERS = {
    "redemptions": redemptions.router,
    "owed": owed.router,
    "venues": venues.router,
    "terminals": terminals.router,
}
for router in ROUTERS.values():
    api.add_router("", router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    """Something may not happen: undone as a whole, and told by its name."""
    return errors.answer(refusal, field=refusal.facts.get("field"))


@api.exception_handler(AuthenticationError)
def not_entered(request: HttpRequest, error: Any) -> HttpResponse:
    """No token was sent."""
    return errors.answer(errors.TokenRefused())


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: Any) -> HttpResponse:
    """The first place of the request that is not as the reference says; never what stands there."""
    location = [str(part) for part in error.errors[0]["loc"]] if error.errors else []
    inner = location[2:] if location[:1] == ["body"] else location[1:]
    field = ".".join(inner) or "body"
    return errors.answer(errors.RequestNotValid(field=field), field=field)


@api.exception_handler(HttpError)
def not_read(request: HttpRequest, error: Any) -> HttpResponse:
    """The library could not read the request."""
    return errors.answer(errors.RequestNotValid(field="body"), field="body")


@api.exception_handler(Http404)
def nothing_there(request: HttpRequest, error: Any) -> HttpResponse:
    """Nothing under that address for this token."""
    return errors.answer(errors.NothingThere())
