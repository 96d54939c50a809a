"""ODT files as odfdo reads them back: real styles, and the same words as the PDF."""

import io
import zipfile

from odfdo import Document

from quitus.connectors import editable
from quitus.connectors.papers import Heading, Image, Paragraph, Table
from tests.connectors.test_typesetting import EVERYTHING, HOSTILE
from tests.factories.papers import LOGO, make_paper, set_paper, words_of_odt, words_of_pdf


def test_an_odt_says_what_the_pdf_says() -> None:
    paper = make_paper(*EVERYTHING, subtitle="Réunion du 15 mai 2023", mark="Projet", reference="")
    odt, pdf = words_of_odt(editable.write(paper)), words_of_pdf(set_paper(paper))
    # The PDF has its running foot on each of its two pages, and numbers for the ordered list.
    assert sorted([*odt, "1", "2", *["Département", "d", "essai"] * 2, "Projet"]) == sorted(pdf)


def test_titles_tables_and_language_are_real() -> None:
    document = Document(io.BytesIO(editable.write(make_paper(*EVERYTHING))))
    assert document.language == "fr-FR"
    assert document.meta.title == "Délibération d'essai"
    assert [
        (title.get_attribute("text:outline-level"), title.get_attribute("text:style-name"), title.inner_text)
        for title in document.body.headers
    ] == [
        ("1", "Heading_20_1", "Visas"),
        ("2", "Heading_20_2", "Détail"),
    ]
    [header] = document.body.get_elements("descendant::table:table-header-rows")
    assert [cell.inner_text.strip() for cell in header.get_elements("descendant::table:table-cell")] == [
        "Groupe",
        "Pour",
    ]
    assert [found.inner_text for found in document.body.get_elements("descendant::svg:title")] == [LOGO.alt] * 2
    styles = {style.name for style in document.get_styles("paragraph")}
    used = {one.get_attribute("text:style-name") for one in document.body.get_elements("//text:p|//text:h")}
    assert used <= styles


def test_nothing_that_is_typed_is_read_as_markup() -> None:
    nasty = [*HOSTILE, "<text:p>x</text:p> & &amp; ]]>", "deux  espaces\tet\x0bun saut"]
    blocks = [Paragraph(text) for text in nasty]
    odt = editable.write(make_paper(*blocks, Heading(1, nasty[0]), Table((nasty[5],), ((nasty[0],),), nasty[1])))
    text = " ".join(one.inner_text for one in Document(io.BytesIO(odt)).body.get_elements("descendant::text:p"))
    for said in [*HOSTILE, "<text:p>x</text:p> & &amp; ]]>", "deux espaces et un saut"]:
        assert said in text


def test_the_same_paper_twice_is_the_same_file() -> None:
    first = editable.write(make_paper(*EVERYTHING))
    assert editable.write(make_paper(*EVERYTHING)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert archive.testzip() is None


def test_a_picture_keeps_its_shape() -> None:
    assert editable.ratio_of(LOGO) == 2
    png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (30).to_bytes(4, "big") + (10).to_bytes(4, "big")
    assert editable.ratio_of(Image(png, "image/png", "Bande")) == 3
    assert editable.ratio_of(Image(b"", "image/png", "Vide")) == 1
