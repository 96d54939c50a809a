"""Pieces of evidence: joined, and read again."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.budget import queries
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.budget import forms
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.doing import carry_out, found, sent
from quitus.interfaces.web.layout.pages import show_form
from quitus.usecases.evidence import evidence_content, join_evidence

FILE_REFUSALS = (
    "evidence_too_large",
    "evidence_empty",
    "evidence_of_this_type_refused",
    "evidence_already_added",
)


@page(audience="authority")
def join(request: SchemeRequest, spending_id: int) -> HttpResponse:
    """A file to join to a spending."""
    one = found(queries.spending, spending_id)
    form = forms.EvidenceForm(sent(request), request.FILES if request.method == "POST" else None)
    to = here(request, "authority:spending", one.pk)
    return carry_out(
        request,
        form,
        join_evidence,
        done=_("La pièce est jointe."),
        to=to,
        refused=dict.fromkeys(FILE_REFUSALS, "file"),
        spending_id=one.pk,
    ) or show_form(
        request,
        title=_("Joindre une pièce justificative"),
        lead=_("Elle est gardée telle quelle, avec son empreinte, et ne peut pas être retirée."),
        form=form,
        submit=_("Joindre la pièce"),
        back=Link(one.title, to),
    )


@page(audience="authority")
@require_GET
def read(request: SchemeRequest, evidence_id: int) -> HttpResponse:
    """The file itself."""
    file, content = found(evidence_content, evidence_id)
    disposition = content_disposition_header(True, file.file_name)
    return HttpResponse(content, content_type=file.media_type, headers={"Content-Disposition": disposition})
