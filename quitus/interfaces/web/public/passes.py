"""The page of a pass: opened by its QR code on any phone, or by the fourteen characters typed.

The address of the first is the pass itself: it is told to nobody, kept by no cache, found by no search engine, and its
page posts nothing but the pass, to our own page of appointments, and has no way out but our own. Whatever is wrong with
a code, the answer is one and the same.
"""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quitus.domain.vouchers import states
from quitus.interfaces.limits import Limit
from quitus.interfaces.web.layout.components import Link, Status
from quitus.interfaces.web.layout.context import show_as
from quitus.interfaces.web.layout.pages import show, show_form
from quitus.interfaces.web.public.errors import too_many
from quitus.usecases.pass_page import PassSeen, look_at_pass

LOOKS = Limit("pass_looks", 60)
WRONG = Limit("pass_wrong", 10)
SHOWN = 40
"""Venues on one page: a phone shows no more; the others are found by their commune."""

STANDS = {
    states.ACTIVE: Status("done", gettext_lazy("Ce pass peut être utilisé")),
    states.INACTIVE: Status("waiting", gettext_lazy("Ce pass n'est pas encore actif")),
    states.BLOCKED: Status("late", gettext_lazy("Ce pass est bloqué")),
    states.REDEEMED: Status("neutral", gettext_lazy("Ce pass a déjà été utilisé")),
    states.EXPIRED: Status("late", gettext_lazy("Ce pass est périmé")),
    states.CANCELLED: Status("late", gettext_lazy("Ce pass est annulé")),
}
View = Callable[..., HttpResponse]


def told_to_nobody(view: View) -> View:
    """No cache, no search engine, no address sent on; in the language of `?langue=` if there is one."""

    @wraps(view)
    def run(request: HttpRequest, **given: str) -> HttpResponse:
        asked = request.GET.get("langue", "")
        with override(asked if asked in dict(settings.LANGUAGES) else get_language()):
            response = view(request, **given)
        # Not "no-referrer": the browser would send « Origin: null » with the forms of the page, which CSRF refuses.
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return run


@require_safe
@never_cache
@told_to_nobody
def scanned(request: HttpRequest, code: str) -> HttpResponse:
    """A pass by the address in its QR code."""
    return _answer(request, code)


class TypedCode(forms.Form):
    """The fourteen characters printed on a pass."""

    code = forms.CharField(
        label=gettext_lazy("Code du pass"),
        help_text=gettext_lazy("Les 14 caractères imprimés sous le carré noir, par exemple ABCDE-FGHJK-MNPQ."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@told_to_nobody
def typed(request: HttpRequest) -> HttpResponse:
    """A pass by its fourteen characters: never in an address."""
    form = TypedCode(request.POST or None)
    if form.is_valid():
        return _answer(request, form.cleaned_data["code"])
    return show_form(
        request,
        title=_("Voir ce que vaut un pass"),
        lead=_("Tapez le code imprimé sur le pass. Vous verrez ce qu'il vaut, jusqu'à quand, et où l'utiliser."),
        form=form,
        submit=_("Voir ce pass"),
        template="public/pass/type.html",
    )


def _answer(request: HttpRequest, code: str) -> HttpResponse:
    # Counted as wrong until it is known to be right: many at once do not all look before the first is counted.
    if not LOOKS.take() or not WRONG.take():
        return too_many(request)
    asked = request.GET.get("commune", "").strip() if request.method != "POST" else ""
    seen = look_at_pass(code, asked)
    if seen is None:
        return unknown(request)
    WRONG.give_back()
    return _show(request, seen, asked, code)


def unknown(request: HttpRequest) -> HttpResponse:
    """The one answer to whatever is not the code of a pass."""
    asked = request.GET.get("langue", "")
    kept = f"?langue={asked}" if asked in dict(settings.LANGUAGES) else ""
    return show(
        request,
        "public/pass/unknown.html",
        title=_("Ce code n'est pas celui d'un pass"),
        lead=_("Vérifiez les 14 caractères imprimés sur le pass et tapez-les à nouveau."),
        actions=[Link(_("Taper le code"), reverse("public:type_pass") + kept, "primary")],
        code=404,
        is_scanned=request.method != "POST",
    )


def _show(request: HttpRequest, seen: PassSeen, asked: str, pass_code: str) -> HttpResponse:
    show_as(request, seen.scheme.authority)
    return show(
        request,
        "public/pass/pass.html",
        title=_("Votre pass"),
        seen=seen,
        pass_code=pass_code,
        stands=STANDS[seen.state],
        is_usable=seen.state == states.ACTIVE,
        is_over=seen.state in (states.REDEEMED, states.EXPIRED, states.CANCELLED),
        is_of_use=seen.state in (states.ACTIVE, states.INACTIVE),
        asked=asked,
        is_scanned=request.method != "POST",
        can_choose=bool(asked) or len(seen.venues) > SHOWN,
        venues=seen.venues[:SHOWN],
        venue_count=len(seen.venues),
    )
