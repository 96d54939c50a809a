"""Producing a document, producing it again, and giving its files.

What is kept is the original: its two files under the hash of their bytes. Beside them stands all that made them, so
that anybody can make it again and compare.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from quitus.connectors import documents as files
from quitus.connectors import editable, typesetting
from quitus.connectors.papers import Paper, as_data, canonical, from_data, images
from quitus.domain.documents import errors, kinds, operations, policies, queries, rules
from quitus.domain.documents.models import ProducedDocument
from quitus.domain.documents.operations import Made
from quitus.domain.organisations import queries as organisations
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import today
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.usecases.papers import looks
from quitus.usecases.papers.building import build
from quitus.usecases.papers.letter import LetterText, letter_paper

PDF = "pdf"
ODT = "odt"
MEDIA_TYPES = {PDF: "application/pdf", ODT: "application/vnd.oasis.opendocument.text"}


@dataclass(frozen=True)
class Again:
    """What producing a document again has shown: the outcome (one of `rules`), the engine now and the one then."""

    document: ProducedDocument
    outcome: rules.Outcome
    engine: str


@operation
def produce(*, by: Actor, kind: str, subject_id: int, on: date | None = None) -> ProducedDocument:
    """Makes a document about a thing of the current scheme, as PDF and as ODT, and keeps both with what made them.

    `on` is the day whose text a consolidated convention gives. Refuses with `NotYourRole`, `NothingToPrint` while the
    thing has no text, `DateNeeded`, and as `looks.typeset` does.
    """
    refuse_unless(policies.may_produce_document(by.role, kind))
    paper = build(kind, subject_id, on)
    made = made_of(paper, kind)
    as_of = on if kind == kinds.CONSOLIDATED else None
    return operations.keep_document(
        by=by, kind=kind, subject_id=subject_id, made=made, produced_on=today(), as_of=as_of
    )


@operation
def produce_letter(*, by: Actor, convention_id: int, letter: LetterText) -> ProducedDocument:
    """Makes a letter to a party of a convention and keeps it. To have sent it is another thing, told in the register.

    Refuses with `NotYourRole`, `NothingToPrint` without a text, and as `looks.typeset` does.
    """
    refuse_unless(policies.may_produce_document(by.role, kinds.LETTER))
    made = made_of(letter_paper(convention_id, letter), kinds.LETTER)
    return operations.keep_document(by=by, kind=kinds.LETTER, subject_id=convention_id, made=made, produced_on=today())


def preview(kind: str, subject_id: int, on: date | None = None) -> bytes:
    """The PDF that `produce` would make now; nothing is kept. Refuses as `produce` does, the role aside."""
    paper = printable(build(kind, subject_id, on))
    authority_id = organisations.scheme_by_id(current_scheme_id()).authority_id
    return looks.typeset(paper, looks.used(authority_id, kind).source)


def produce_again(document_id: int) -> Again:
    """Makes a document of the current scheme again from what was kept, and compares it with the original.

    The stored file stays the original whatever comes out. Raises `DoesNotExist`.
    """
    document = queries.document(document_id)
    engine = typesetting.engine()
    try:
        if hashlib.sha256(canonical(document.data)).hexdigest() != document.data_sha256:
            return Again(document, rules.DATA_LOST, engine)
        paper = from_data(document.data, files.read)
        source = files.read(document.template_sha256).decode()
        library = files.read(document.library_sha256).decode()
    except (files.DocumentLost, files.DocumentDamaged):
        return Again(document, rules.DATA_LOST, engine)
    try:
        pdf = looks.typeset(paper, source, library)
    except (errors.TemplateBroken, errors.TemplateNotAccessible, errors.CharacterNotPrintable):
        # A later engine may not accept what the former one did.
        return Again(document, rules.outcome(same_bytes=False, same_engine=engine == document.engine), engine)
    same = hashlib.sha256(pdf).hexdigest() == document.pdf_sha256
    return Again(document, rules.outcome(same_bytes=same, same_engine=engine == document.engine), engine)


def download(document_id: int, format_: str) -> tuple[ProducedDocument, bytes]:
    """A document of the current scheme and its original file, "pdf" or "odt".

    Raises `DoesNotExist`, `DocumentLost`, `DocumentDamaged`.
    """
    document = queries.document(document_id)
    return document, files.read(document.pdf_sha256 if format_ == PDF else document.odt_sha256)


def printable(paper: Paper) -> Paper:
    """The paper as its data tells it: what is set is exactly what is kept."""
    contents = {image.sha256: image.content for image in images(paper)}
    return from_data(as_data(paper), contents.__getitem__)


def made_of(paper: Paper, kind: str) -> Made:
    """The files of a paper, stored, and all that made them, for `operations.keep_document`.

    Refuses as `looks.typeset` does.
    """
    authority_id = organisations.scheme_by_id(current_scheme_id()).authority_id
    template = looks.used(authority_id, kind)
    paper = printable(paper)
    library = typesetting.library()
    pdf = looks.typeset(paper, template.source, library)
    odt = editable.write(paper)
    for image in images(paper):
        files.store(image.content)
    data = as_data(paper)
    return Made(
        title=paper.title,
        reference=paper.reference,
        pdf_sha256=files.store(pdf),
        pdf_size=len(pdf),
        odt_sha256=files.store(odt),
        odt_size=len(odt),
        data=data,
        data_sha256=hashlib.sha256(canonical(data)).hexdigest(),
        engine=typesetting.engine(),
        template=template.record,
        template_sha256=files.store(template.source.encode()),
        library_sha256=files.store(library.encode()),
    )
