"""What writes templates and documents. What they look like is tried before: see the use cases of papers."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.documents import errors, policies
from quitus.domain.documents.kinds import LABELS, SUBJECTS
from quitus.domain.documents.models import ProducedDocument, SignedPaper, Template
from quitus.domain.documents.signed import OnPaper
from quitus.domain.organisations.models import Organisation
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@dataclass(frozen=True)
class Made:
    """The files of a document and all that made them; hashes are SHA-256 in hexadecimal, sizes in bytes."""

    title: str
    reference: str
    pdf_sha256: str
    pdf_size: int
    odt_sha256: str
    odt_size: int
    data: Mapping[str, object]
    data_sha256: str
    engine: str
    template: Template | None
    template_sha256: str
    library_sha256: str


@operation
def keep_document(
    *, by: Actor, kind: str, subject_id: int, made: Made, produced_on: date, as_of: date | None = None
) -> ProducedDocument:
    """Keeps a document that has been made, once and for all; its files are already stored.

    `as_of` is the day whose text a consolidated convention gives. Refuses with `NotYourRole`.
    """
    refuse_unless(policies.may_produce_document(by.role, kind))
    document = ProducedDocument.objects.create(
        scheme_id=current_scheme_id(),
        kind=kind,
        subject_kind=SUBJECTS[kind],
        subject_id=subject_id,
        title=made.title[:500],
        reference=made.reference[:200],
        as_of=as_of,
        produced_on=produced_on,
        produced_by=by.label,
        pdf_sha256=made.pdf_sha256,
        pdf_size=made.pdf_size,
        odt_sha256=made.odt_sha256,
        odt_size=made.odt_size,
        data=made.data,
        data_sha256=made.data_sha256,
        engine=made.engine,
        template=made.template,
        template_sha256=made.template_sha256,
        library_sha256=made.library_sha256,
    )
    record(
        by=by,
        verb="produce_document",
        subject_kind=SUBJECTS[kind],
        subject_id=subject_id,
        summary=N_("Document produit : %(kind)s"),
        data={"kind": LABELS[kind], "document_id": document.pk, "pdf_sha256": made.pdf_sha256},
    )
    return document


@operation
def replace_template(*, by: Actor, authority_id: int, kind: str, source: str, note: str = "") -> Template:
    """Puts a template in use for an authority's documents of one kind; the former one is kept in the history.

    The source has been tried. Refuses with `NotYourRole`, `TemplateUnchanged`.
    """
    refuse_who_may_not_replace(by, authority_id)
    former = _current(authority_id, kind)
    sha256 = hashlib.sha256(source.encode()).hexdigest()
    if former is not None and former.sha256 == sha256:
        raise errors.TemplateUnchanged()
    _end(former)
    template = Template.objects.create(
        authority_id=authority_id,
        kind=kind,
        source=source,
        sha256=sha256,
        note=note.strip(),
        made_by=by.label,
    )
    _record(by, "replace_template", kind, N_("Modèle remplacé : %(kind)s"), sha256)
    return template


@operation
def withdraw_template(*, by: Actor, authority_id: int, kind: str) -> Template:
    """Goes back to the program's own template. Refuses with `NotYourRole`, `TemplateIsTheProgramsOwn`."""
    refuse_who_may_not_replace(by, authority_id)
    former = _current(authority_id, kind)
    if former is None:
        raise errors.TemplateIsTheProgramsOwn()
    _end(former)
    _record(by, "withdraw_template", kind, N_("Retour au modèle fourni : %(kind)s"), former.sha256)
    return former


@operation
def keep_signed_paper(
    *, by: Actor, paper: OnPaper, subject_kind: str, subject_id: int, verb: str, signed_on: date
) -> SignedPaper:
    """Keeps what somebody signed by hand in place of the operation `verb`; its scan is already stored.

    Called by that operation, in its transaction, after it has checked who may enter the paper: its own line of the
    thread tells it, none is written here.
    """
    return SignedPaper.objects.create(
        scheme_id=current_scheme_id(),
        subject_kind=subject_kind,
        subject_id=subject_id,
        verb=verb,
        signed_by=paper.signed_by.strip()[:200],
        signed_on=signed_on,
        file_name=paper.file_name[-200:],
        sha256=paper.sha256,
        media_type=paper.media_type,
        size=paper.size,
        user_id=by.user_id,
        entered_by=by.label,
    )


def refuse_who_may_not_replace(by: Actor, authority_id: int) -> None:
    """Refuses with `NotYourRole` who does not keep the templates of this authority."""
    refuse_unless(policies.may_replace_template(by.role) and by.organisation_id == authority_id)


def _current(authority_id: int, kind: str) -> Template | None:
    # The authority's row stands for the template that may not exist yet: two who replace it wait for one another.
    lock(Organisation.objects.filter(pk=authority_id))
    found = lock(Template.objects.filter(authority_id=authority_id, kind=kind, replaced_at=None))
    return found[0] if found else None


def _end(template: Template | None) -> None:
    if template is not None:
        template.replaced_at = clock.now()
        template.save(update_fields=["replaced_at"])


def _record(by: Actor, verb: str, kind: str, summary: str, sha256: str) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="template",
        subject_id=kind,
        summary=summary,
        data={"kind": LABELS[kind], "sha256": sha256},
    )
