"""The convention as it was, or will be, signed: parties, articles, annexes."""

from collections.abc import Iterable

from quitus.connectors.papers import Block, Heading, Paper, prose
from quitus.domain.documents.errors import NothingToPrint
from quitus.domain.grants import queries, states
from quitus.domain.grants.consolidation import Version
from quitus.domain.grants.models import Annex, Convention
from quitus.kernel.clock import today
from quitus.kernel.words import N_
from quitus.usecases.papers.parts import (
    DRAFT,
    LANGUAGE,
    article_title,
    day,
    masthead_of,
    notes,
    number_of,
    section,
)
from quitus.usecases.papers.texts import grounds, last_day, party_lines, scheme_of, signatures


def convention_paper(convention_id: int) -> Paper:
    """A convention as it was first written. Refuses with `NothingToPrint` while it has no article."""
    convention = queries.convention(convention_id)
    blocks: list[Block] = []
    for article in convention.articles.all():
        blocks += [Heading(1, article_title(article.number, article.title)), *prose(article.text)]
    if not blocks:
        raise NothingToPrint(missing=N_("la convention n'a pas d'article"))
    authority, _ = scheme_of(convention.scheme_id)
    return Paper(
        title=convention.title,
        language=LANGUAGE,
        author=authority.name,
        on=last_day(convention, today()),
        masthead=masthead_of(authority),
        reference=f"Convention {number_of(convention.number)}",
        subtitle=in_force_line(convention),
        mark=DRAFT if convention.state == states.DRAFTED else "",
        blocks=(
            *party_lines(convention),
            *grounds([], convention.deliberation),
            *blocks,
            *annexes((annex.number, version(annex)) for annex in convention.annexes.all()),
            signatures(convention, convention),
        ),
    )


def in_force_line(convention: Convention) -> str:
    """« En vigueur depuis le 11 mars 2021 »; empty until it is."""
    return f"En vigueur depuis le {day(convention.in_force_on)}" if convention.in_force_on else ""


def version(annex: Annex) -> Version:
    """What an annex says, text and file."""
    return Version(annex.title, annex.text, annex.file_name, annex.sha256, annex.media_type, annex.size)


def annexes(found: Iterable[tuple[str, Version]]) -> list[Block]:
    """Annexes under one title; one that is a file is named with its fingerprint, which says that it is this one."""
    blocks: list[Block] = []
    for number, annex in found:
        blocks += [Heading(2, annex_title(number, annex.title)), *annex_blocks(annex)]
    return section("Annexes", blocks)


def annex_title(number: str, title: str) -> str:
    """« Annexe 1 — Calendrier »."""
    return f"Annexe {number} — {title}" if title else f"Annexe {number}"


def annex_blocks(annex: Version) -> list[Block]:
    """The text of an annex, and the file that holds it."""
    file = f"Fichier joint : {annex.file_name}\nEmpreinte SHA-256 : {annex.sha256}" if annex.sha256 else ""
    return [*prose(annex.text), *notes([file])]
