"""The papers of the register, for the authority: of every holder and every régie."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import queries
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import register_papers as shared
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link


def scope() -> shared.Scope:
    """Everything in the scheme."""
    return shared.Scope(
        "authority",
        list(queries.holders()),
        list(queries.imprests()),
        lambda slip_id: queries.slips().filter(pk=slip_id).exists(),
        [one for one in queries.mandate_conventions() if one.signed_on is not None],
    )


@page(audience="authority")
@require_GET
def papers(request: SchemeRequest) -> HttpResponse:
    """Which papers there are, and those kept."""
    back = Link(_("Où sont les pass"), here(request, "authority:stock"))
    return shared.show_papers(request, scope(), back=back)


@page(audience="authority")
@require_GET
def paper(request: SchemeRequest, kind: str, subject_id: int) -> HttpResponse:
    """One paper over a period."""
    return shared.show_paper(request, scope(), kind, subject_id)


@page(audience="authority")
def keep(request: SchemeRequest, kind: str, subject_id: int) -> HttpResponse:
    """Keep one paper."""
    return shared.keep_paper(request, scope(), kind, subject_id)


@page(audience="authority")
@require_GET
def kept(request: SchemeRequest, document_id: int, file_format: str) -> HttpResponse:
    """The file of a kept paper."""
    return shared.give_kept(request, scope(), document_id, file_format)
