"""« Ce qui manque »: what a convention or an amendment lacks, and where to bring it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.grants import queries
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions.amendments import back_to_amendment
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.conventions.drafting import back_to_convention
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Link, Row, Table
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.pages import show_list
from quitus.interfaces.web.layout.words import sentence
from quitus.kernel.refusals import Refusal

# Where what is missing is brought: for a convention, and for an amendment (whose key goes in the address).
CONVENTION_PAGES = {
    "article_missing": "authority:new_article",
    "article_unfinished": "authority:convention",
    "annex_missing": "authority:annexes",
    "parameter_missing": "authority:parameters",
    "dates_disagree": "authority:parameters",
    "deliberation_missing": "authority:attach_deliberation",
    "original_missing": "authority:originals",
    "party_without_name": "authority:parties",
}
AMENDMENT_PAGES = {
    "amendment_changes_nothing": "authority:amend_articles",
    "article_missing": "authority:amend_articles",
    "article_unfinished": "authority:amend_articles",
    "annex_missing": "authority:amend_annexes",
    "dates_disagree": "authority:amend_parameters",
    "deliberation_missing": "authority:attach_amendment_deliberation",
    "amendment_before_another": "authority:state_effect",
    "original_missing": "authority:amendment_originals",
}
SIGNATORY = {"signatory_missing", "signatory_to_choose", "signatory_without_power"}


@page(audience="authority")
@require_GET
def convention(request: SchemeRequest) -> HttpResponse:
    """What the convention lacks."""
    text = convention_of(request)
    return _show(request, text, queries.lacks(text), back_to_convention(request))


@page(audience="authority")
@require_GET
def amendment(request: SchemeRequest, amendment_id: int) -> HttpResponse:
    """What an amendment lacks."""
    text = found(queries.amendment, amendment_id)
    return _show(request, text, queries.lacks(text), back_to_amendment(request, text))


def _show(request: SchemeRequest, text: Convention | Amendment, lacks: list[Refusal], back: Link) -> HttpResponse:
    if text.in_force_on is None:
        lead = _("Ce qu'il faut avant de signer, ou de saisir une signature ancienne.")
    else:
        lead = _("Le texte est en vigueur : rien de ceci n'empêche de travailler, mais il faudra pouvoir le produire.")
    return show_list(
        request,
        title=_("Ce qui manque"),
        lead=lead,
        back=back,
        table=Table(
            caption=_("Ce qui manque"),
            columns=[Column(_("Constat")), Column(_("Où le compléter"))],
            rows=[Row([sentence(lack), _where(request, text, lack.code)]) for lack in lacks],
            empty=Empty(_("Il ne manque rien."), _("Le texte, ses signataires et ses originaux sont au complet.")),
        ),
    )


def _where(request: SchemeRequest, text: Convention | Amendment, code: str) -> Link | None:
    """The page on which what is missing is brought, for the one who may."""
    if request.actor.role != MANAGER:
        return None
    if code in SIGNATORY:
        return Link(_("Qui peut signer"), here(request, "authority:parties"))
    if code == "parameters_to_confirm":
        return Link(_("Confirmer"), here(request, "authority:supposed_parameters"))
    if code == "deliberation_not_executory" and text.deliberation_id is not None:
        return Link(_("La délibération"), here(request, "authority:deliberation", text.deliberation_id))
    if isinstance(text, Convention) and code in CONVENTION_PAGES:
        return Link(_("Compléter"), here(request, CONVENTION_PAGES[code]))
    if isinstance(text, Amendment) and code in AMENDMENT_PAGES:
        return Link(_("Compléter"), here(request, AMENDMENT_PAGES[code], text.pk))
    return None
