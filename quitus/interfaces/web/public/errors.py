"""What a reader sees when a page cannot be shown."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from quitus.interfaces.web.layout.pages import show


def _said(request: HttpRequest, *, title: str, lead: str, code: int) -> HttpResponse:
    """A page of a few words. No example's day is told on it: the scheme's own time ended with the page that failed."""
    request.out_of_its_time = True  # type: ignore[attr-defined]
    return show(request, "public/error.html", title=title, lead=lead, code=code)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _said(
        request,
        title=_("Cette demande n'est pas lisible"),
        lead=_("Rien n'a été enregistré. Revenez à l'accueil et recommencez."),
        code=400,
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _said(
        request,
        title=_("Cette page ne vous est pas ouverte"),
        lead=_("Si ce travail vous revient, demandez ce droit à l'administrateur du dispositif."),
        code=403,
    )


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is too old, or cookies are off."""
    return _said(
        request,
        title=_("Ce formulaire a expiré"),
        lead=_(
            "Rien n'a été enregistré. Revenez en arrière, rechargez la page et envoyez-la de "
            "nouveau. Si cela se répète, autorisez les cookies de ce site."
        ),
        code=403,
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or none for this person."""
    return _said(
        request,
        title=_("Il n'y a rien à cette adresse"),
        lead=_("La page a pu être déplacée, ou elle n'est pas ouverte avec votre rôle."),
        code=404,
    )


def too_many(request: HttpRequest) -> HttpResponse:
    """429: more requests in a minute than a person makes; every limit but that of wrong passwords is by the minute."""
    return _said(
        request,
        title=_("Trop de demandes à la fois"),
        lead=_("Rien n'a été enregistré. Attendez une minute, puis réessayez."),
        code=429,
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: a page that needs nothing, neither database nor session."""
    with override(getattr(request, "LANGUAGE_CODE", "fr")):
        return HttpResponse(render_to_string("public/500.html"), status=500)
