"""How papers look: the template of an authority where it has one, else the program's own; and how one is replaced.

A template is tried on a sample of its kind before it is taken: what it does with the sample it will do with an act.
"""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from quitus.connectors import typesetting
from quitus.connectors.papers import Paper, PaperFaulty
from quitus.domain.documents import errors, kinds, operations, queries, rules
from quitus.domain.documents.models import Template
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Organisation
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.usecases.papers.parts import masthead_of
from quitus.usecases.papers.samples import sample

FOLDER = Path(__file__).resolve().parent / "templates"
FILES = {
    kinds.REPORT: "act.typ",
    kinds.DELIBERATION: "act.typ",
    kinds.CONVENTION: "contract.typ",
    kinds.AMENDMENT: "contract.typ",
    kinds.CONSOLIDATED: "contract.typ",
    kinds.LETTER: "letter.typ",
    kinds.MINUTES: "minutes.typ",
    kinds.STOCK_REGISTER: "register.typ",
    kinds.BORDEREAU_EMPLOI: "register.typ",
    kinds.COMPTE_EMPLOI: "register.typ",
    kinds.MANDATE_BORDEREAU: "register.typ",
    kinds.MANDATE_COMPTE: "register.typ",
    kinds.BALANCE: "register.typ",
    kinds.MONTHLY_STATEMENT: "register.typ",
    kinds.SLIP: "register.typ",
    kinds.INVENTORY_MINUTES: "register.typ",
    kinds.LOSS_MINUTES: "register.typ",
    kinds.HANDOVER_MINUTES: "register.typ",
    kinds.CONTROL_MINUTES: "register.typ",
    kinds.RETURN_MINUTES: "register.typ",
    kinds.DESTRUCTION_MINUTES: "register.typ",
    kinds.END_STATEMENT: "register.typ",
    kinds.REGIE_ACT: "act.typ",
    kinds.REGIE_AMENDMENT: "act.typ",
    kinds.APPOINTMENT: "act.typ",
}


@dataclass(frozen=True)
class Used:
    """The template that a document follows; `record` is None for the program's own."""

    source: str
    record: Template | None = None

    @property
    def sha256(self) -> str:
        """The hash of its source."""
        return hashlib.sha256(self.source.encode()).hexdigest()


def own_source(kind: str) -> str:
    """The template of a kind that comes with the program."""
    return (FOLDER / FILES[kind]).read_text(encoding="utf-8")


def used(authority_id: int, kind: str) -> Used:
    """The template in use for an authority's documents of a kind."""
    record = queries.current_template(authority_id, kind)
    return Used(record.source, record) if record else Used(own_source(kind))


def typeset(paper: Paper, source: str, library: str | None = None) -> bytes:
    """The PDF of a paper, by a template and by the library that comes with the program, or by a former one.

    Refuses with `TitleMissing`, `LanguageMissing`, `AlternativeMissing`, `HeadingSkipped`, `TextMissing`,
    `TableUneven`, `CharacterNotPrintable`, `TemplateBroken`, `TemplateNotAccessible`, `TypesettingStopped`,
    `TypesettingBusy`.
    """
    try:
        return typesetting.typeset(paper, typesetting.Template(source, library or typesetting.library()))
    except PaperFaulty as faulty:
        raise rules.refusal_for(faulty.fault) from faulty
    except typesetting.CharacterNotPrintable as unknown:
        place = rules.place_of(paper, unknown.character)
        raise errors.CharacterNotPrintable(character=unknown.character, place=place) from unknown
    except typesetting.TypesettingStopped as stopped:
        raise errors.TypesettingStopped() from stopped
    except typesetting.TypesettingBusy as busy:
        raise errors.TypesettingBusy() from busy
    except typesetting.TemplateRefused as refused:
        if refused.line:
            raise errors.TemplateBroken(line=refused.line, message=refused.message) from refused
        raise errors.TemplateNotAccessible(message=refused.message) from refused


def try_template(kind: str, source: str, authority: Organisation) -> bytes:
    """The sample of a kind as a template makes it.

    Refuses as `typeset` does, and with `TemplateWithoutText` what leaves out something that the sample says.
    """
    paper = sample(kind, masthead_of(authority))
    pdf = typeset(paper, source)
    rules.refuse_silent(typesetting.printed_text(pdf), paper)
    return pdf


def sample_pdf(authority_id: int, kind: str) -> bytes:
    """The sample of a kind as the template in use makes it. Refuses as `typeset` does."""
    paper = sample(kind, masthead_of(organisations.organisation(authority_id)))
    return typeset(paper, used(authority_id, kind).source)


def kit(authority_id: int, kind: str) -> bytes:
    """A ZIP folder in which a template can be worked on with Typst alone: the one in use, the library, the data of the
    sample and the fonts. It is compiled by `typst compile --font-path fonts --pdf-standard ua-1 template.typ`.
    """
    paper = sample(kind, masthead_of(organisations.organisation(authority_id)))
    template = typesetting.Template(used(authority_id, kind).source, typesetting.library())
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in typesetting.folder(paper, template):
            archive.writestr(name, content)
        for path in typesetting.fonts():
            archive.write(path, f"fonts/{path.name}")
    return made.getvalue()


@operation
def replace_template(*, by: Actor, authority_id: int, kind: str, content: bytes, note: str = "") -> Template:
    """Puts a template, the bytes of a .typ file, in use for an authority's documents of one kind, once it has made a
    readable sample.

    Refuses with `NotYourRole`, `TemplateTooLarge`, `TemplateNotText`, `TemplateBroken` with the line,
    `TemplateNotAccessible`, `TemplateWithoutText`, `TypesettingStopped`, `TypesettingBusy`,
    `TemplateUnchanged`.
    """
    operations.refuse_who_may_not_replace(by, authority_id)
    source = rules.clean_source(content)
    try_template(kind, source, organisations.organisation(authority_id))
    return operations.replace_template(by=by, authority_id=authority_id, kind=kind, source=source, note=note)
