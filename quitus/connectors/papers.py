"""What a document says, whatever it is made into: a title, a language, and blocks in their order.

A paper is plain data. It is set as a PDF by `typesetting` and as an ODT by `editable`, from the same blocks: what one
says the other says. Nothing in it is ever read as code. `faults` tells what would keep somebody from reading it.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Literal, cast

Look = Literal["body", "strong", "note", "centred"]
Align = Literal["left", "right"]


@dataclass(frozen=True)
class Heading:
    """A title within the text; the first is of level 1, and no level is skipped."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `note` is a remark about the text, not the text itself."""

    text: str
    look: Look = "body"


@dataclass(frozen=True)
class Bullets:
    """A list, with dots or with numbers."""

    items: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a header; the caption says what they are. `aligns` has one word for each column, left by default."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str
    aligns: tuple[Align, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Short facts, each with what it is: « Numéro · 2023-204 »."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Image:
    """A picture and, in words, what it shows. The content is a PNG, a JPEG or an SVG file."""

    content: bytes
    media_type: str
    alt: str
    width_mm: int = 0

    @property
    def sha256(self) -> str:
        """The name of its content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Place:
    """Where somebody signs: for whom, who, in which quality. `on` is empty until the text is signed."""

    party: str
    name: str = ""
    quality: str = ""
    on: str = ""


@dataclass(frozen=True)
class Signature:
    """The places for signatures, side by side, below a line such as « Fait en deux originaux »."""

    places: tuple[Place, ...]
    line: str = ""


@dataclass(frozen=True)
class Address:
    """The address a letter goes to, line by line."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a page."""


Block = Heading | Paragraph | Bullets | Table | Facts | Image | Signature | Address | PageBreak
KINDS: dict[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "bullets": Bullets,
    "table": Table,
    "facts": Facts,
    "image": Image,
    "signature": Signature,
    "address": Address,
    "page_break": PageBreak,
}
NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True)
class Masthead:
    """Who speaks: the name on top of the first page, lines below it, a logo, the colour of the rules."""

    name: str
    lines: tuple[str, ...] = ()
    accent: str = "#1d6b70"
    logo: Image | None = None


@dataclass(frozen=True)
class Paper:
    """A document: `reference` names it on each page, `mark` says what it is not yet (« Projet »)."""

    title: str
    language: str
    author: str
    on: date
    blocks: tuple[Block, ...]
    masthead: Masthead
    reference: str = ""
    subtitle: str = ""
    mark: str = ""


FaultKind = Literal[
    "title_missing", "language_missing", "alternative_missing", "heading_skipped", "text_missing", "table_uneven"
]


@dataclass(frozen=True)
class Fault:
    """Something that keeps people from reading a paper, and where."""

    kind: FaultKind
    place: str


class PaperFaulty(Exception):
    """The paper cannot be read by everybody: it is not made."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.kind}: {fault.place}")
        self.fault = fault


def faults(paper: Paper) -> Iterator[Fault]:
    """What would keep somebody from reading the paper, in the order of the text (PDF/UA-1, RGAA 13.3)."""
    if not paper.title.strip():
        yield Fault("title_missing", paper.reference or paper.author)
    if not re.fullmatch(r"[a-z]{2}", paper.language):
        yield Fault("language_missing", paper.title)
    if paper.masthead.logo is not None and not paper.masthead.logo.alt.strip():
        yield Fault("alternative_missing", paper.masthead.name)
    level = 0
    place = paper.title
    for block in paper.blocks:
        if isinstance(block, Heading):
            if block.level < 1 or block.level > level + 1:
                yield Fault("heading_skipped", block.text)
            if not block.text.strip():
                yield Fault("text_missing", place)
            level, place = block.level, block.text
        yield from _faults_of(block, place)


def _faults_of(block: Block, place: str) -> Iterator[Fault]:
    if isinstance(block, Image) and not block.alt.strip():
        yield Fault("alternative_missing", place)
    if isinstance(block, Table):
        if not block.caption.strip() or not all(name.strip() for name in block.header):
            yield Fault("text_missing", block.caption or place)
        if any(len(row) != len(block.header) for row in block.rows):
            yield Fault("table_uneven", block.caption or place)


def refuse_faulty(paper: Paper) -> None:
    """Raises `PaperFaulty` with the first fault, if there is one."""
    for fault in faults(paper):
        raise PaperFaulty(fault)


_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff]")
_MANY_SPACES = re.compile(r"[ \t]+")


def plain(text: str) -> str:
    """Text as it can be printed: no control character, no run of spaces, nothing at its ends."""
    lines = (
        _MANY_SPACES.sub(" ", _UNSEEN.sub(" ", line)).strip(" ") for line in text.replace("\r\n", "\n").split("\n")
    )
    return "\n".join(lines).strip("\n")


_DOT = re.compile(r"^[-–—•·*▪◦]\s+")


def prose(text: str, look: Look = "body") -> list[Block]:
    """The paragraphs and lists of a text typed in a box: a line is a paragraph, lines that begin with a dash a list."""
    blocks: list[Block] = []
    items: list[str] = []
    for line in [*plain(text).split("\n"), ""]:
        if _DOT.match(line):
            items.append(_DOT.sub("", line))
            continue
        if items:
            blocks.append(Bullets(tuple(items)))
            items = []
        if line:
            blocks.append(Paragraph(line, look))
    return blocks


# --- as data, and back


def as_data(paper: Paper) -> dict[str, Any]:
    """The paper as JSON can hold it, its text printable; pictures are told by the hash of their content."""
    told = {item.name: getattr(paper, item.name) for item in fields(paper)}
    told["on"] = paper.on.isoformat()
    told["blocks"] = [{"block": NAMES[type(block)], **_block_data(block)} for block in paper.blocks]
    told["masthead"] = {**asdict(paper.masthead), "logo": paper.masthead.logo and _block_data(paper.masthead.logo)}
    return cast("dict[str, Any]", _printable(told))


def canonical(data: Mapping[str, Any]) -> bytes:
    """The one way to write the data down: the same data has the same bytes."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def images(paper: Paper) -> list[Image]:
    """The pictures of a paper, the logo first."""
    logo = [paper.masthead.logo] if paper.masthead.logo else []
    return [*logo, *(block for block in paper.blocks if isinstance(block, Image))]


def from_data(data: Mapping[str, Any], read: Callable[[str], bytes]) -> Paper:
    """The paper that `as_data` told; `read` gives the content of a picture for its hash."""
    head = data["masthead"]
    return Paper(
        title=data["title"],
        language=data["language"],
        author=data["author"],
        on=date.fromisoformat(data["on"]),
        blocks=tuple(_block(told, read) for told in data["blocks"]),
        masthead=Masthead(
            name=head["name"],
            lines=tuple(head["lines"]),
            accent=head["accent"],
            logo=_image(head["logo"], read) if head["logo"] else None,
        ),
        reference=data["reference"],
        subtitle=data["subtitle"],
        mark=data["mark"],
    )


def _block_data(block: Block) -> dict[str, Any]:
    if isinstance(block, Image):
        return {"sha256": block.sha256, "media_type": block.media_type, "alt": block.alt, "width_mm": block.width_mm}
    return asdict(block)


def _block(told: Mapping[str, Any], read: Callable[[str], bytes]) -> Block:
    kind = KINDS[told["block"]]
    if kind is Image:
        return _image(told, read)
    facts = {name: _tuples(value) for name, value in told.items() if name != "block"}
    if kind is Signature:
        facts["places"] = tuple(Place(**place) for place in told["places"])
    return kind(**facts)


def _image(told: Mapping[str, Any], read: Callable[[str], bytes]) -> Image:
    return Image(read(told["sha256"]), told["media_type"], told["alt"], told["width_mm"])


def _tuples(value: object) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value


def _printable(value: object) -> object:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Mapping):
        return {name: _printable(one) for name, one in value.items()}
    if isinstance(value, Sequence):
        return [_printable(one) for one in value]
    return value
