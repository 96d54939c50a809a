"""Statements proposed from the texts of a convention: read anew each time, kept only once a person has chosen them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from quitus.domain.grants import operations, queries
from quitus.domain.grants.contradictions import frame
from quitus.domain.grants.contradictions.duties import bare
from quitus.domain.grants.contradictions.reading import Proposal, propose
from quitus.domain.grants.models import Convention, Statement
from quitus.domain.grants.operations import NewStatement
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation


@dataclass(frozen=True)
class Proposed:
    """A statement to confirm; `key` names it in a form, `passage` is where it stands."""

    key: str
    passage: frame.Passage
    proposal: Proposal
    new: NewStatement


@dataclass(frozen=True)
class _Read:
    """A piece of text, and the statement that a passage of it would be."""

    passage: frame.Passage
    content: str
    amendment_id: int | None = None
    deliberation_id: int | None = None
    article_number: str = ""


def proposed(convention: Convention) -> list[Proposed]:
    """What the articles, the amendments and the reports of their deliberations seem to state, and is not recorded yet.

    A statement with the same values from the same text and article is not proposed again, whatever the words quoted.
    """
    known = {_same(one) for one in queries.statements(convention.pk)}
    found: dict[str, Proposed] = {}
    for read in _texts(convention):
        for proposal in propose(read.content):
            new = NewStatement(
                kind=proposal.kind,
                values=proposal.values,
                place=read.passage.place,
                quote=proposal.quote,
                source=read.passage.source,
                amendment_id=read.amendment_id,
                deliberation_id=read.deliberation_id,
                article_number=read.article_number,
            )
            if _same_new(new) not in known:
                key = _key(new)
                found.setdefault(key, Proposed(key, read.passage, proposal, new))
    return list(found.values())


@operation
def record_proposed(*, by: Actor, convention_id: int, keys: Sequence[str]) -> list[Statement]:
    """Records the proposals of these keys, as `grants.operations.record_statements`; a key that is gone counts for
    nothing.
    """
    chosen = set(keys)
    news = [one.new for one in proposed(queries.convention(convention_id)) if one.key in chosen]
    return operations.record_statements(by=by, convention_id=convention_id, statements=news)


def _texts(convention: Convention) -> Iterator[_Read]:
    amended = queries.compared_texts(convention)
    for article in convention.articles.all():
        passage = frame.Passage(frame.CONVENTION, place=f"article {article.number}")
        yield _Read(passage, article.text, article_number=article.number)
    for text in amended:
        for changed in text.articles.all():
            passage = frame.Passage(frame.AMENDMENT, str(text.number), f"nouvel article {changed.article_number}")
            yield _Read(passage, changed.text, amendment_id=text.pk, article_number=changed.article_number)
    acts = {text.deliberation.pk: text.deliberation for text in (convention, *amended) if text.deliberation is not None}
    for act in acts.values():
        for rank, paragraph in enumerate((part for part in act.report.split("\n\n") if part.strip()), start=1):
            passage = frame.Passage(frame.REPORT, act.number or act.title, f"paragraphe {rank}")
            yield _Read(passage, paragraph, deliberation_id=act.pk)


def _same(one: Statement) -> tuple[object, ...]:
    place = one.article_number or one.place
    return one.amendment_id, one.deliberation_id, place, one.kind, _stated(one.kind, one.values)


def _same_new(new: NewStatement) -> tuple[object, ...]:
    place = new.article_number or new.place
    kept = {name: _json(value) for name, value in new.values.items()}
    return new.amendment_id, new.deliberation_id, place, new.kind, _stated(new.kind, kept)


def _stated(kind: str, values: dict[str, object]) -> str:
    """The values as compared; a name without its article."""
    if kind == "name":
        return bare(str(values.get("name", "")))
    return repr(sorted(values.items()))


def _json(value: object) -> object:
    if isinstance(value, tuple):
        return [one.isoformat() for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _key(new: NewStatement) -> str:
    return sha256(repr((_same_new(new), new.place, new.quote)).encode()).hexdigest()[:16]
