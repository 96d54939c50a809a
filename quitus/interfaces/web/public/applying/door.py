"""The door without an account: what is asked, the link by e-mail, the password. Whatever is known, one same answer."""

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.venues import asking, files
from quitus.domain.venues.errors import LinkNoMoreGood
from quitus.domain.venues.operations import request_application
from quitus.interfaces.limits import Limit
from quitus.interfaces.web.access import read_only
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.context import show_as
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.pages import show, show_confirm, show_form, show_refusal
from quitus.interfaces.web.public.applying.forms import BeginForm, PasswordForm
from quitus.interfaces.web.public.applying.guard import scheme_of
from quitus.interfaces.web.public.errors import too_many
from quitus.kernel.clock import today
from quitus.usecases.applications import account_of, confirm_request, request_of

ASKS = Limit("application_asks", 5)
LINKS = Limit("application_links", 20)
WEAK = {"password_too_weak": "password"}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_safe
def schemes(request: HttpRequest) -> HttpResponse:
    """The schemes in which a structure may apply; where there is one, that one at once."""
    known = list(organisations.schemes())
    if len(known) == 1:
        return redirect("public:apply", known[0].slug)
    return show(
        request,
        "public/applying/schemes.html",
        title=_("Devenir lieu qualifié"),
        lead=_("Choisissez le dispositif dans lequel votre structure veut encaisser des pass."),
        schemes=known,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """What is asked of a structure, and the address to which the link is sent."""
    scheme = scheme_of(slug)
    show_as(request, scheme.authority)
    form = BeginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not ASKS.take():
        return too_many(request)
    with transaction.atomic():
        if request.method != "POST":
            read_only()
        with within_scheme(scheme):
            if form.is_bound and form.is_valid():
                with refusals_on(form, siret_not_valid="siret"):
                    request_application(**form.cleaned_data, language=get_language() or "fr")
                    return _sent(request, scheme, form.cleaned_data["email"])
            return _asked(request, scheme, form)


def _asked(request: HttpRequest, scheme: Scheme, form: BeginForm) -> HttpResponse:
    version = files.version_in_force(scheme.pk, today())
    return show_form(
        request,
        title=_("Devenir lieu qualifié"),
        lead=_("Votre structure accueille le public pour des services numériques : elle peut encaisser des pass."),
        form=form,
        submit=_("Recevoir le lien"),
        template="public/applying/begin.html",
        scheme=scheme,
        introduction=version.introduction if version else "",
        parts=[_(label) for label in asking.PARTS.values()],
    )


def _sent(request: HttpRequest, scheme: Scheme, email: str) -> HttpResponse:
    return show(
        request,
        "public/applying/sent.html",
        title=_("Regardez vos messages"),
        lead=_(
            "Un lien vient d'être envoyé à %(email)s. Il arrive en quelques minutes et reste valable trois jours ; "
            "regardez aussi dans les indésirables."
        )
        % {"email": email},
        is_example=scheme.is_example,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def link(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The link of the letter: nothing happens before its button is pressed."""
    scheme = scheme_of(slug)
    show_as(request, scheme.authority)
    if not LINKS.take():
        return too_many(request)
    with transaction.atomic():
        if request.method != "POST":
            read_only()
        with within_scheme(scheme):
            asked = request_of(slug, token)
            if asked is None:
                response = show_refusal(request, refusal=LinkNoMoreGood())
            elif account_of(asked) is not None:
                response = _known(request, scheme, token)
            else:
                response = _new(request, scheme, token, asked.structure_name)
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _known(request: HttpRequest, scheme: Scheme, token: str) -> HttpResponse:
    if request.method == "POST":
        made, _user, _is_new = confirm_request(scheme=scheme, token=token, password=None)
        return redirect("public:application", scheme.slug, made.pk)
    return show_confirm(
        request,
        title=_("Commencer la candidature"),
        happens=_("La candidature s'ouvre sous votre compte : connectez-vous ensuite avec votre mot de passe."),
        button=_("Commencer la candidature"),
        back=Link(_("Pas maintenant"), reverse("public:front")),
    )


def _new(request: HttpRequest, scheme: Scheme, token: str, structure: str) -> HttpResponse:
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with refusals_on(form, **WEAK):
            made, user, is_new = confirm_request(scheme=scheme, token=token, **form.cleaned_data)
            if is_new:
                login(request, user, backend=BACKEND)
            return redirect("public:application", scheme.slug, made.pk)
    return show_form(
        request,
        title=_("Commencer la candidature"),
        lead=_("Choisissez le mot de passe avec lequel vous reprendrez la candidature de %(structure)s.")
        % {"structure": structure},
        form=form,
        submit=_("Commencer la candidature"),
    )
