"""What others may know of templates and of produced documents."""

from django.db.models import QuerySet

from quitus.domain.documents.models import ProducedDocument, SignedPaper, Template


def document(document_id: int) -> ProducedDocument:
    """One document of the current scheme; raises `DoesNotExist`."""
    return ProducedDocument.objects.select_related("template").get(pk=document_id)


def produced_documents(
    *, subject_kind: str = "", subject_id: int | None = None, kind: str = ""
) -> QuerySet[ProducedDocument]:
    """The documents of the current scheme, or those about one thing, the latest first; without their data."""
    found = ProducedDocument.objects.defer("data")
    if subject_kind:
        found = found.filter(subject_kind=subject_kind)
    if subject_id is not None:
        found = found.filter(subject_id=subject_id)
    return found.filter(kind=kind) if kind else found


def latest(*, subject_kind: str, subject_id: int, kind: str | None = None) -> ProducedDocument | None:
    """The document made last about a thing, of one kind if given; None when none was."""
    return produced_documents(subject_kind=subject_kind, subject_id=subject_id, kind=kind or "").first()


def current_template(authority_id: int, kind: str) -> Template | None:
    """The authority's own template of a kind; None where it uses the program's."""
    return Template.objects.filter(authority_id=authority_id, kind=kind, replaced_at=None).first()


def current_templates(authority_id: int) -> dict[str, Template]:
    """The authority's own templates in use, by kind."""
    found = Template.objects.defer("source").filter(authority_id=authority_id, replaced_at=None)
    return {template.kind: template for template in found}


def templates(authority_id: int, kind: str) -> QuerySet[Template]:
    """Every version that an authority has used of a kind, the latest first."""
    return Template.objects.filter(authority_id=authority_id, kind=kind)


def template(template_id: int, authority_id: int) -> Template:
    """One version of an authority's templates; raises `DoesNotExist`."""
    return Template.objects.get(pk=template_id, authority_id=authority_id)


def signed_papers(subject_kind: str, subject_id: int) -> QuerySet[SignedPaper]:
    """The papers signed by hand about a thing of the current scheme, in the order of entry."""
    return SignedPaper.objects.filter(subject_kind=subject_kind, subject_id=subject_id)


def signed_paper(paper_id: int) -> SignedPaper:
    """One paper signed by hand, of the current scheme; raises `SignedPaper.DoesNotExist`."""
    return SignedPaper.objects.get(pk=paper_id)
