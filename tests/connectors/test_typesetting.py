"""PDF files as independent readers find them: accessible, with their fonts, the same twice, and never code."""

import io
import re
import time
from pathlib import Path

import pikepdf
import pytest
from pdfua import validate

from quitus.connectors import typesetting
from quitus.connectors.papers import (
    Address,
    Bullets,
    Facts,
    Heading,
    Image,
    PageBreak,
    PaperFaulty,
    Paragraph,
    Place,
    Signature,
    Table,
)
from quitus.connectors.slots import AllTaken, one_of
from quitus.connectors.typesetting import CharacterNotPrintable, Template, TemplateRefused, TypesettingStopped
from tests.factories.papers import LOGO, make_paper, own_template, set_paper, structure

EVERYTHING = (
    Address(("Agence d'essai", "75000 Paris")),
    Facts((("Réunion", "15 mai 2023"),)),
    Heading(1, "Visas"),
    Paragraph("Vu le code ;"),
    Heading(2, "Détail"),
    Paragraph("Remarque", "note"),
    Bullets(("un", "deux")),
    Bullets(("un", "deux"), ordered=True),
    PageBreak(),
    Table(("Groupe", "Pour"), (("Arbres", "20"), ("Rivières", "13")), "Votes par groupe", ("left", "right")),
    LOGO,
    Signature((Place("Pour le département", "Camille Exemple", "Présidence", "Signé le 15 mai 2023"), Place("B"))),
)


@pytest.fixture(scope="module")
def whole() -> bytes:
    """The PDF of a paper that has one block of each kind."""
    return set_paper(make_paper(*EVERYTHING, subtitle="Réunion du 15 mai 2023", mark="Projet"))


def test_a_pdf_says_what_it_is_to_those_who_do_not_see_it(whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as document:
        root = document.Root
        assert str(root.Lang) == "fr"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(document.docinfo["/Title"]) == "Délibération d'essai"
        assert "<pdfuaid:part>1</pdfuaid:part>" in root.Metadata.read_bytes().decode()


def test_the_checker_of_pdf_ua_finds_nothing(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(whole)
    assert [str(finding) for finding in validate(path).findings] == []


def test_headers_pictures_titles_and_lists_are_tagged(whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as document:
        tags = list(structure(document))
        kinds = [kind for kind, _ in tags]
        headers = [str(node.A) for kind, node in tags if kind == "TH"]
        told = [str(node.Alt) for kind, node in tags if kind == "Figure"]
    assert [kind for kind in kinds if re.fullmatch(r"H\d", kind)] == ["H1", "H2"]
    assert kinds.count("Title") == kinds.count("Caption") == 1
    assert ['"/Scope": "/Column"' in header for header in headers] == [True, True]
    assert told == [LOGO.alt, LOGO.alt]
    assert kinds.count("LI") == 5


def test_the_fonts_of_the_house_are_embedded(whole: bytes) -> None:
    assert _fonts(whole) == {"AtkinsonHyperlegible-Bold", "AtkinsonHyperlegible-Regular"}


def _fonts(pdf: bytes) -> set[str]:
    """The fonts of a PDF, all of which must carry their file."""
    found = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for node in document.objects:
            if isinstance(node, pikepdf.Dictionary) and node.get("/Type") == "/FontDescriptor":
                assert "/FontFile2" in node or "/FontFile3" in node
                found.add(str(node.FontName).split("+")[-1])
    return found


def test_french_amounts_need_no_other_font() -> None:
    pdf = set_paper(make_paper(Paragraph("« 1\u202f234,50\u00a0€ » · n°\u00a03, œuvre, Łódź, 12\u201113, −5, …")))
    assert {name.split("-")[0] for name in _fonts(pdf)} == {"AtkinsonHyperlegible"}


def test_the_same_paper_twice_is_the_same_file(whole: bytes) -> None:
    assert set_paper(make_paper(*EVERYTHING, subtitle="Réunion du 15 mai 2023", mark="Projet")) == whole
    assert set_paper(make_paper(*EVERYTHING)) != whole


HOSTILE = (
    '#import "@preview/cetz:0.2.0"',
    '#sys.version #read("/etc/passwd") #panic()',
    "*gras* _penché_ `code` $x^2$ @ref <label> = Titre",
    "\\ // commentaire /* autre */ ~ -- --- ... ' \"",
    '#eval("1+1") #{ let x = 1 } [contenu] #[x]',
)


def test_nothing_that_is_typed_is_read_as_code() -> None:
    blocks = [Paragraph(text) for text in HOSTILE]
    table = Table(HOSTILE[:2], (HOSTILE[2:4],), HOSTILE[4])
    facts = {"title": HOSTILE[1], "reference": HOSTILE[0], "subtitle": HOSTILE[3]}
    pdf = set_paper(make_paper(*blocks, Heading(1, HOSTILE[2]), table, Bullets(HOSTILE), **facts))
    printed = _bare(typesetting.printed_text(pdf))
    for text in HOSTILE:
        assert printed.count(_bare(text)) >= 2


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_other_alphabets_are_printed() -> None:
    pdf = set_paper(make_paper(Paragraph("Ελληνικά Русский"), Paragraph("עברית"), Paragraph("العربية")))
    printed = typesetting.printed_text(pdf)
    assert "Ελληνικά Русский" in printed


def test_a_very_long_word_stays_on_the_page() -> None:
    word = "a" * 64
    pdf = set_paper(make_paper(Paragraph("é" * 300), Table(("A", "B"), ((word, word),), "Empreintes")))
    assert _bare(typesetting.printed_text(pdf)).count("é" * 300) == 1
    assert len(typesetting.printed_text(pdf).splitlines()) > 6


def test_columns_of_words_have_room_for_each_word_beside_numbers() -> None:
    columns = ("Détenteur", "Commune", "Stock au début", "Reçus", "Remis", "Reversés", "Stock à la fin")
    named = ("Maison des solidarités de Saint-Pol-sur-Ternoise", "Saint-Pol-sur-Ternoise")
    printed = typesetting.printed_text(
        set_paper(make_paper(Table(columns, ((*named, *("1 234",) * 5),), "Points", ("left", "left", *("right",) * 5))))
    )
    words = set(printed.replace("-", "- ").split())
    assert {"Maison", "solidarités", "Pol-", "sur-", "Ternoise", "Détenteur"} <= words, "no word is cut"


def test_a_character_that_no_font_has_is_refused_by_name() -> None:
    with pytest.raises(CharacterNotPrintable) as refused:
        set_paper(make_paper(Paragraph("Un mot en 漢字")))
    assert refused.value.character == "漢"


@pytest.mark.parametrize(
    "fault",
    [
        {"title": ""},
        {"language": "français"},
        {"blocks": (Image(LOGO.content, LOGO.media_type, ""),)},
        {"blocks": (Heading(1, "Un"), Heading(3, "Trois"))},
    ],
)
def test_a_paper_that_not_everybody_can_read_is_not_made(fault: dict[str, object]) -> None:
    with pytest.raises(PaperFaulty):
        set_paper(make_paper(**fault))


SOUND = '#import "quitus.typ": *\n#let paper = json("paper.json")\n#show: sheet.with(paper)\n'


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        (SOUND + "#masthead(paper)\n#bdy(paper)\n", 5, "unknown variable: bdy"),
        (SOUND + "#let x = (1,\n", 4, "unclosed delimiter"),
        (SOUND + "= Un\n\n=== Trois\n", 6, "skipped from heading level 1 to 3"),
        (SOUND + '#image("absent.png")\n', 4, "file not found"),
        (SOUND + '#read("../../secret")\n', 4, "would escape the project root"),
        (SOUND + '#image("/etc/passwd")\n', 4, "file not found"),
        (SOUND + '#import "@preview/cetz:0.2.0"\n', 4, "failed to download package"),
        (SOUND + '#import "@" + "local/x:0.1.0"\n', 4, "package not found"),
        (SOUND + "#let f(n) = f(n + 1)\n#f(1)\n", 4, "maximum function call depth exceeded"),
        (SOUND + "#headline((title: 1))\n", 4, ""),
        ("Texte sans titre\n", 0, "missing document title"),
    ],
)
def test_a_broken_template_is_refused_with_its_line(source: str, line: int, message: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        typesetting.typeset(make_paper(), Template(source, typesetting.library()))
    assert message in refused.value.message
    assert refused.value.line == line


def test_a_template_that_talks_too_much_is_quoted_in_short() -> None:
    with pytest.raises(TemplateRefused) as refused:
        typesetting.typeset(make_paper(), Template(SOUND + '#panic("a" * 3000000)\n', typesetting.library()))
    assert len(refused.value.message) <= 1_000
    assert refused.value.line == SOUND.count("\n") + 1


def test_a_template_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "SECONDS", 1)
    endless = SOUND + "#let n = 0\n#while true { n = calc.rem(n + 1, 7) }\n"
    with pytest.raises((TypesettingStopped, TemplateRefused)):
        typesetting.typeset(make_paper(), Template(endless, typesetting.library()))


def test_a_template_that_takes_all_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "MEMORY_BYTES", 600_000_000)
    hungry = SOUND + '#let t = "a" * 1000000\n#let all = range(2000).map(n => t + str(n))\n#all.len()\n'
    with pytest.raises(TypesettingStopped):
        typesetting.typeset(make_paper(), Template(hungry, typesetting.library()))


def test_a_third_paper_waits_for_a_place_then_gives_up(
    settings: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.QUITUS_DATA = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(typesetting, "WAIT_SECONDS", 0.2)
    places = tmp_path / "typesetting"
    with one_of(2, places, wait_seconds=0):
        assert set_paper(make_paper()).startswith(b"%PDF")
        with one_of(2, places, wait_seconds=0), pytest.raises(typesetting.TypesettingBusy):
            set_paper(make_paper())
    assert set_paper(make_paper()).startswith(b"%PDF")


def test_a_place_is_free_again_whatever_its_holder_raised(tmp_path: Path) -> None:
    with pytest.raises(BlockingIOError), one_of(1, tmp_path, wait_seconds=0):
        raise BlockingIOError
    with one_of(1, tmp_path, wait_seconds=0), pytest.raises(AllTaken), one_of(1, tmp_path, wait_seconds=0):
        pass


def test_sixty_pages_take_a_few_seconds() -> None:
    text = "Les parties conviennent des modalités suivantes, que le présent article précise. " * 40
    blocks = []
    for number in range(1, 61):
        blocks += [Heading(1, f"Article {number} — Objet"), Paragraph(text), Bullets((text[:300],) * 3), PageBreak()]
    begin = time.monotonic()
    pdf = set_paper(make_paper(*blocks), "convention")
    assert time.monotonic() - begin < 15
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) >= 60
    assert f"60/{len(pikepdf.open(io.BytesIO(pdf)).pages)}" in typesetting.printed_text(pdf)


def test_without_its_fonts_nothing_is_set(settings: object, tmp_path: Path) -> None:
    settings.FONTS_ROOT = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(typesetting.FontsMissing):
        set_paper(make_paper())


def test_every_template_of_the_program_makes_an_accessible_page() -> None:
    sources = {own_template(kind).source for kind in ("deliberation", "convention", "letter", "minutes")}
    for source in sources:
        pdf = typesetting.typeset(make_paper(*EVERYTHING), Template(source, typesetting.library()))
        assert "Votes par groupe" in typesetting.printed_text(pdf)
