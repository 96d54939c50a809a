"""The colour and the logo that the authority's pages bear."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.administration.forms import ThemeForm
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.pages import show_form
from quitus.usecases.theme import change_theme

UNDER_FIELDS = {
    "contrast_too_low": "accent",
    "colour_not_valid": "accent",
    "logo_too_large": "logo",
    "logo_not_an_image": "logo",
}


@page(audience="administration")
def theme(request: SchemeRequest) -> HttpResponse:
    """Ask for a colour and a logo; a colour one could not read is refused with the reason."""
    authority = request.membership.scheme.authority
    form = ThemeForm(request.POST or None, request.FILES or None, initial={"accent": authority.accent})
    if request.method == "POST" and form.is_valid():
        logo = form.cleaned_data["logo"]
        with refusals_on(form, **UNDER_FIELDS):
            change_theme(
                by=request.actor,
                organisation_id=authority.pk,
                accent=form.cleaned_data["accent"],
                logo=logo.read() if logo else None,
            )
            messages.success(request, _("L'apparence est changée pour toutes les pages."))
            return redirect(here(request, "administration:theme"))
    return show_form(
        request,
        title=_("Apparence"),
        lead=_("La couleur et le logo de la collectivité, sur toutes les pages du dispositif."),
        form=form,
        facts=[
            Fact(_("Collectivité"), authority.name),
            Fact(_("Couleur actuelle"), authority.accent),
            Fact(_("Logo actuel"), _("Oui") if authority.logo_sha256 else _("Aucun")),
        ],
        submit=_("Changer l'apparence"),
        back=Link(_("Accueil"), here(request, "administration:home")),
    )
