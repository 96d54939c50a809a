"""A paper as an OpenDocument text, which agents correct in their word processor.

It says what the PDF of the same paper says, in the same order, with real styles: titles with their level, tables with
their header, the language of the whole, a name for each picture. The same paper gives the same bytes.
"""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime, time
from functools import singledispatch

from odfdo import Document, DrawImage, Element, Frame, Header, List, Paragraph, Span, Table

from quitus.connectors import papers
from quitus.connectors.papers import Paper, refuse_faulty

REGIONS = {"fr": "fr-FR", "en": "en-GB"}
LOGO_MM = 17
PICTURE_MM = 120


def write(paper: Paper) -> bytes:
    """The ODT file of a paper. Raises `PaperFaulty` for one that not everybody could read."""
    refuse_faulty(paper)
    document = Document("text")
    document.body.clear()
    document.set_language(REGIONS.get(paper.language, paper.language))
    for style in _styles(paper):
        document.insert_style(style)
    for style in _cell_styles():
        document.insert_style(style, automatic=True)
    _frame(document, paper)
    _head(document, paper)
    for block in papers.from_data(papers.as_data(paper), _pictures(paper)).blocks:
        for element in _elements(block, document):
            document.body.append(element)
    return _same_bytes(document, paper)


def _pictures(paper: Paper) -> Callable[[str], bytes]:
    contents = {image.sha256: image.content for image in papers.images(paper)}
    return contents.__getitem__


# --- blocks


@singledispatch
def _elements(block: object, document: Document) -> Iterable[Element]:
    raise TypeError(f"{type(block).__name__} cannot be written as ODT")


@_elements.register
def _(block: papers.Heading, document: Document) -> Iterable[Element]:
    title = Header(block.level, block.text, formatted=False)
    title.set_attribute("text:style-name", f"Heading_20_{block.level}")  # odfdo drops the one given above
    return [title]


@_elements.register
def _(block: papers.Paragraph, document: Document) -> Iterable[Element]:
    style = {"body": "Text_20_body", "strong": "Quitus_20_strong", "note": "Quitus_20_note"}
    return [_paragraph(block.text, style.get(block.look, "Quitus_20_centred"))]


@_elements.register
def _(block: papers.Bullets, document: Document) -> Iterable[Element]:
    points = List(style="Numbering_20_1" if block.ordered else "List_20_1")
    for item in block.items:
        entry = Element.from_tag("text:list-item")
        entry.append(_paragraph(item, "Quitus_20_item"))
        points.append(entry)
    return [points]


@_elements.register
def _(block: papers.Facts, document: Document) -> Iterable[Element]:
    return [_fact(what, value) for what, value in block.items]


@_elements.register
def _(block: papers.Table, document: Document) -> Iterable[Element]:
    table = Table(f"Tableau {len(document.body.tables) + 1}")
    aligns = [*block.aligns, *["left"] * len(block.header)]
    for _align in block.header:
        table.append(Element.from_tag("table:table-column"))
    header = Element.from_tag("table:table-header-rows")
    header.append(_row(block.header, ["Quitus_20_header"] * len(block.header), "QuitusHeaderCell"))
    table.append(header)
    styles = {"left": "Quitus_20_cell", "right": "Quitus_20_number"}
    for row in block.rows:
        table.append(_row(row, [styles[align] for align in aligns], "QuitusCell"))
    return [_paragraph(block.caption, "Quitus_20_caption"), table, _paragraph("", "Quitus_20_item")]


@_elements.register
def _(block: papers.Image, document: Document) -> Iterable[Element]:
    paragraph = Paragraph(style="Text_20_body")
    paragraph.append(_picture(block, document, block.width_mm or PICTURE_MM))
    return [paragraph]


@_elements.register
def _(block: papers.Signature, document: Document) -> Iterable[Element]:
    places = Table(f"Tableau {len(document.body.tables) + 1}")
    for _place in block.places:
        places.append(Element.from_tag("table:table-column"))
    row = Element.from_tag("table:table-row")
    for place in block.places:
        cell = Element.from_tag('<table:table-cell table:style-name="QuitusPlace" office:value-type="string"/>')
        lines = [(place.party, "Quitus_20_strong"), *((text, "Quitus_20_cell") for text in _told(place))]
        for text, style in lines:
            cell.append(_paragraph(text, style))
        row.append(cell)
    places.append(row)
    line = [_paragraph(block.line, "Text_20_body")] if block.line else []
    return [*line, places]


@_elements.register
def _(block: papers.Address, document: Document) -> Iterable[Element]:
    return [_paragraph("\n".join(block.lines), "Quitus_20_address")]


@_elements.register
def _(block: papers.PageBreak, document: Document) -> Iterable[Element]:
    return [_paragraph("", "Quitus_20_break")]


def _told(place: papers.Place) -> list[str]:
    return [text for text in (place.quality, place.name, place.on) if text]


def _paragraph(text: str, style: str) -> Paragraph:
    paragraph = Paragraph(style=style)
    _write_lines(paragraph, text)
    return paragraph


def _write_lines(element: Element, text: str) -> None:
    """The text as it is: a new line is a line break, nothing else is read in it."""
    for rank, line in enumerate(text.split("\n")):
        if rank:
            element.append(Element.from_tag("text:line-break"))
        if line:
            span = Element.from_tag("text:span")
            span.text = line
            element.append(span)


def _fact(what: str, value: str) -> Paragraph:
    paragraph = Paragraph(style="Quitus_20_fact")
    label = Span(style="Quitus_20_label")
    label.text = what
    paragraph.append(label)
    paragraph.append(Element.from_tag("text:tab"))
    _write_lines(paragraph, value)
    return paragraph


def _row(texts: Iterable[str], styles: Iterable[str], cell_style: str) -> Element:
    row = Element.from_tag("table:table-row")
    for text, style in zip(texts, styles, strict=False):
        cell = Element.from_tag(f'<table:table-cell table:style-name="{cell_style}" office:value-type="string"/>')
        cell.append(_paragraph(text, style))
        row.append(cell)
    return row


def _picture(image: papers.Image, document: Document, width_mm: float, height_mm: float = 0) -> Frame:
    extension = {"image/png": "png", "image/svg+xml": "svg"}[image.media_type]
    href = f"Pictures/{image.sha256}.{extension}"
    document.set_part(href, image.content)
    document.manifest.add_full_path(href, image.media_type)
    ratio = ratio_of(image)
    if height_mm:
        width_mm = height_mm * ratio
    frame = Frame.image_frame(
        DrawImage(href), size=(f"{width_mm:.1f}mm", f"{width_mm / ratio:.1f}mm"), anchor_type="as-char"
    )
    title = Element.from_tag("svg:title")
    title.text = image.alt
    frame.append(title)
    return frame


_SVG_BOX = re.compile(rb"viewBox\s*=\s*[\"']\s*[-\d.eE]+[\s,]+[-\d.eE]+[\s,]+([\d.]+)[\s,]+([\d.]+)")


def ratio_of(image: papers.Image) -> float:
    """Its width by its height; 1 where the file does not say."""
    if image.media_type == "image/png" and len(image.content) >= 24:
        width, height = struct.unpack(">II", image.content[16:24])
        return width / height if width and height else 1.0
    box = _SVG_BOX.search(image.content)
    return float(box[1]) / float(box[2]) if box and float(box[1]) and float(box[2]) else 1.0


# --- what stands around them


def _head(document: Document, paper: Paper) -> None:
    """Who speaks, the reference, the title."""
    head = paper.masthead
    if head.logo is not None:
        paragraph = Paragraph(style="Quitus_20_line")
        paragraph.append(_picture(head.logo, document, 0, LOGO_MM))
        document.body.append(paragraph)
    told = [
        (head.name, "Quitus_20_author"),
        *((line, "Quitus_20_line") for line in head.lines),
        (paper.mark, "Quitus_20_mark"),
        (paper.reference, "Quitus_20_reference"),
        (paper.title, "Title"),
        (paper.subtitle, "Subtitle"),
    ]
    for text, style in told:
        if text:
            document.body.append(_paragraph(papers.plain(text), style))


def _frame(document: Document, paper: Paper) -> None:
    """The page with its foot, and what the file says of itself."""
    foot = Element.from_tag("style:footer")
    line = _paragraph(f"{papers.plain(paper.author)} — ", "Quitus_20_line")
    for tag in ("text:page-number", "text:page-count"):
        if tag == "text:page-count":
            _write_lines(line, "/")
        line.append(Element.from_tag(tag))
    foot.append(line)
    master = document.get_style("master-page", "Standard")
    if master is not None:
        master.append(foot)
    meta = document.meta
    meta.title = papers.plain(paper.title)
    meta.creator = meta.initial_creator = papers.plain(paper.author)
    meta.creation_date = meta.date = datetime.combine(paper.on, time())
    meta.editing_cycles = 1


_FONT = 'style:font-name="Atkinson Hyperlegible" fo:font-family="\'Atkinson Hyperlegible\', Arial, sans-serif"'


def _styles(paper: Paper) -> list[str]:
    accent = paper.masthead.accent
    soft = "#56636a"

    def of(name: str, parent: str, paragraph: str = "", text: str = "", level: int = 0) -> str:
        shown = name.replace("_20_", " ")
        outline = f'style:default-outline-level="{level}"' if level else ""
        return (
            f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
            f'style:parent-style-name="{parent}" {outline}><style:paragraph-properties {paragraph}/>'
            f"<style:text-properties {text}/></style:style>"
        )

    def size(points: float, *more: str) -> str:
        return " ".join([f'fo:font-size="{points}pt"', *more])

    bold, colour = 'fo:font-weight="bold"', f'fo:color="{accent}"'
    keep = 'fo:keep-with-next="always"'
    return [
        '<style:style style:name="Standard" style:family="paragraph" style:class="text">'
        f'<style:text-properties {_FONT} fo:font-size="10.5pt"/></style:style>',
        of("Text_20_body", "Standard", 'fo:margin-bottom="0.25cm" fo:line-height="125%"'),
        of("Heading", "Standard", keep, _FONT),
        of("Heading_20_1", "Heading", f'fo:margin-top="0.6cm" {keep}', size(12.5, bold, colour), 1),
        of("Heading_20_2", "Heading", f'fo:margin-top="0.45cm" fo:margin-bottom="0.2cm" {keep}', size(11, bold), 2),
        of("Heading_20_3", "Heading", f'fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" {keep}', size(10.5, bold), 3),
        of("Title", "Standard", 'fo:margin-bottom="0.2cm" fo:text-align="start"', size(17, bold)),
        of("Subtitle", "Standard", 'fo:margin-bottom="0.5cm" fo:text-align="start"', size(11, f'fo:color="{soft}"')),
        of("Quitus_20_author", "Standard", "", size(13, bold)),
        of("Quitus_20_line", "Standard", "", size(9, f'fo:color="{soft}"')),
        of("Quitus_20_mark", "Standard", 'fo:text-align="end"', size(9.5, bold)),
        of("Quitus_20_reference", "Standard", 'fo:margin-top="0.6cm"', size(10, bold, colour)),
        of("Quitus_20_strong", "Text_20_body", "", bold),
        of("Quitus_20_note", "Text_20_body", 'fo:margin-left="0.4cm"', size(9, f'fo:color="{soft}"')),
        of("Quitus_20_centred", "Text_20_body", 'fo:text-align="center"', bold),
        of("Quitus_20_item", "Standard", 'fo:margin-bottom="0.1cm" fo:line-height="125%"'),
        of("Quitus_20_fact", "Standard", 'fo:margin-bottom="0.1cm" fo:margin-left="5cm" fo:text-indent="-5cm"'),
        of("Quitus_20_caption", "Standard", f'fo:margin-top="0.4cm" fo:margin-bottom="0.15cm" {keep}', size(9, bold)),
        of("Quitus_20_header", "Standard", "", size(9, bold)),
        of("Quitus_20_cell", "Standard", "", size(9.5)),
        of("Quitus_20_number", "Standard", 'fo:text-align="end"', size(9.5)),
        of("Quitus_20_address", "Text_20_body", 'fo:margin-left="8.5cm" fo:margin-bottom="0.8cm"'),
        of("Quitus_20_break", "Standard", 'fo:break-before="page"'),
        '<style:style style:name="Quitus_20_label" style:family="text"><style:text-properties fo:font-weight="bold"/>'
        "</style:style>",
    ]


def _cell_styles() -> list[str]:
    def of(name: str, properties: str) -> str:
        return (
            f'<style:style style:name="{name}" style:family="table-cell">'
            f'<style:table-cell-properties fo:padding="0.15cm" {properties}/></style:style>'
        )

    return [
        of("QuitusHeaderCell", 'fo:border-bottom="1pt solid #1c2426"'),
        of("QuitusCell", 'fo:border-bottom="0.5pt solid #c9cfd2"'),
        of("QuitusPlace", 'fo:padding-bottom="2.5cm"'),
    ]


def _same_bytes(document: Document, paper: Paper) -> bytes:
    """The archive with the paper's own date on each of its files, in a fixed order: `mimetype` first, as it must be."""
    made = io.BytesIO()
    document.save(made)
    again = io.BytesIO()
    day = (max(paper.on.year, 1980), paper.on.month, paper.on.day, 0, 0, 0)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(again, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "mimetype", name)):
            entry = zipfile.ZipInfo(name, day)
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return again.getvalue()
