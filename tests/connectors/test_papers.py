"""A paper is plain data: checked, told as JSON, and read back the same."""

import json

from hypothesis import given
from hypothesis import strategies as st

from quitus.connectors.papers import (
    Bullets,
    Fault,
    Heading,
    Image,
    Paragraph,
    Place,
    Signature,
    Table,
    as_data,
    canonical,
    faults,
    from_data,
    plain,
    prose,
)
from tests.factories.papers import LOGO, make_paper


def test_a_sound_paper_has_no_fault() -> None:
    assert list(faults(make_paper())) == []


def test_each_fault_names_its_place() -> None:
    paper = make_paper(
        Heading(1, "Visas"),
        Image(b"", "image/png", "  "),
        Heading(3, "Trop bas"),
        Table(("A", "B"), (("1",),), "Votes"),
        Table(("A", ""), (), "Sans nom"),
        title=" ",
        language="",
    )
    assert list(faults(paper)) == [
        Fault("title_missing", "Délibération n° 2023-000"),
        Fault("language_missing", " "),
        Fault("alternative_missing", "Visas"),
        Fault("heading_skipped", "Trop bas"),
        Fault("table_uneven", "Votes"),
        Fault("text_missing", "Sans nom"),
    ]


def test_the_first_title_is_of_level_one() -> None:
    assert list(faults(make_paper(Heading(2, "Article")))) == [Fault("heading_skipped", "Article")]


def test_typed_text_becomes_paragraphs_and_lists() -> None:
    text = "Premier.\r\n\n  - un\n– deux\nSecond.\n"
    assert prose(text) == [Paragraph("Premier."), Bullets(("un", "deux")), Paragraph("Second.")]
    assert prose(" \n\n") == []


@given(st.text())
def test_printable_text_is_printable_once_and_for_all(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert "\x00" not in once
    once.encode()


@given(st.text(), st.lists(st.text(), max_size=3), st.integers(1, 1))
def test_a_paper_is_read_back_from_its_data(text: str, items: list[str], level: int) -> None:
    paper = make_paper(
        Heading(level, text),
        Bullets(tuple(items)),
        Table(("A",), ((text,),), text),
        Signature((Place(text, on=text),)),
        LOGO,
    )
    data = json.loads(canonical(as_data(paper)))
    again = from_data(data, {LOGO.sha256: LOGO.content}.__getitem__)
    assert as_data(again) == data
    assert canonical(as_data(again)) == canonical(as_data(paper))
