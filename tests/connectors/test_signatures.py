"""Where signatures stand on paper."""

import io

import pypdfium2 as pdfium
import pytest

from quitus.connectors.papers import Heading, Paragraph, Place, Signature, Table
from tests.factories.papers import make_paper, set_paper

VOTES = Table(("Groupe", "Vote"), tuple((f"Groupe {rank}", "Pour") for rank in range(6)), "Vote par groupe")
SIGNED = Signature((Place("Le département", "Camille Exemple", "Présidence", "Signé le 15 mai 2023"),))


@pytest.mark.parametrize("lines", [20, 23, 24, 25, 26])
def test_nobody_signs_a_page_that_holds_nothing_else(lines: int) -> None:
    before = [Paragraph("Vu le code.")] * lines
    pdf = pdfium.PdfDocument(io.BytesIO(set_paper(make_paper(*before, Heading(1, "Vote"), VOTES, SIGNED))))
    last = pdf[len(pdf) - 1].get_textpage().get_text_bounded()
    assert "Camille Exemple" in last
    assert "Groupe 5" in last


@pytest.mark.parametrize("lines", [8, 12, 30])
def test_a_wide_table_turns_the_page_and_its_last_row_goes_with_who_signs(lines: int) -> None:
    wide = Table(tuple("ABCDEFGH"), tuple((f"R1-2023-{rank:04d}", *"1234567") for rank in range(lines)), "Mouvements")
    before = [Paragraph("Vu le code.")] * 20
    pdf = pdfium.PdfDocument(io.BytesIO(set_paper(make_paper(*before, Heading(1, "Registre"), wide, SIGNED))))
    first, last = (pdf[at].get_textpage().get_text_bounded() for at in (0, len(pdf) - 1))
    assert "R1-2023-0000" in first
    assert f"R1-2023-{lines - 1:04d}" in last
    assert "Camille Exemple" in last
