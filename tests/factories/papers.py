"""Papers for tests, and what independent readers find in the files made of them."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
from odfdo import Document

from quitus.connectors import typesetting
from quitus.connectors.papers import Block, Heading, Image, Masthead, Paper, Paragraph
from quitus.connectors.typesetting import Template
from quitus.usecases.papers import looks

ON = date(2023, 5, 15)
LOGO = Image(
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#1d6b70"/></svg>',
    "image/svg+xml",
    "Logo du département d'essai",
)


def make_paper(*blocks: Block, **facts: Any) -> Paper:
    """A paper with a title and one paragraph, or with these blocks."""
    paper = Paper(
        title="Délibération d'essai",
        language="fr",
        author="Département d'essai",
        on=ON,
        blocks=blocks or (Heading(1, "Article 1"), Paragraph("Le texte.")),
        masthead=Masthead("Département d'essai", ("1 place du Marché", "62000 Arras"), logo=LOGO),
        reference="Délibération n° 2023-000",
    )
    return replace(paper, **facts)


def own_template(kind: str = "deliberation") -> Template:
    """The program's own template of a kind."""
    return Template(looks.own_source(kind), typesetting.library())


def set_paper(paper: Paper, kind: str = "deliberation") -> bytes:
    """The PDF of a paper by the program's own template."""
    return typesetting.typeset(paper, own_template(kind))


def structure(document: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Dictionary]]:
    """Every tagged element of an open PDF with the name of its kind, in the order of the text."""
    yield from _walk(document.Root.StructTreeRoot.K)


def _walk(node: Any) -> Iterator[tuple[str, pikepdf.Dictionary]]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _walk(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S)[1:], node
        yield from _walk(node.get("/K", pikepdf.Array()))


def words_of_pdf(pdf: bytes) -> list[str]:
    """What a PDF says, running heads and feet left out, letters and digits alone."""
    pages = typesetting.printed_text(pdf)
    return _words(re.sub(r"\b\d+/\d+\b", " ", pages))


def words_of_odt(odt: bytes) -> list[str]:
    """What an ODT says, letters and digits alone."""
    body = Document(io.BytesIO(odt)).body
    for picture in body.get_elements("descendant::draw:frame"):
        picture.delete()  # what a picture shows is told to those who do not see it, and not printed
    paragraphs = body.get_elements("descendant::text:p|descendant::text:h")
    return _words(" ".join(paragraph.inner_text for paragraph in paragraphs))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
