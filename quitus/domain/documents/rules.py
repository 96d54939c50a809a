"""Which refusal a fault of a paper is, and what producing again tells."""

import re
from typing import Final, Literal

from quitus.connectors.papers import Fault, FaultKind, Heading, Paper, as_data, faults, plain
from quitus.domain.documents import errors
from quitus.kernel.refusals import Refusal

TEMPLATE_BYTES_MAX = 100_000

_REFUSALS: dict[FaultKind, type[Refusal]] = {
    "title_missing": errors.TitleMissing,
    "language_missing": errors.LanguageMissing,
    "alternative_missing": errors.AlternativeMissing,
    "heading_skipped": errors.HeadingSkipped,
    "text_missing": errors.TextMissing,
    "table_uneven": errors.TableUneven,
}

_NOT_TEXT = {"block", "look", "aligns", "sha256", "media_type", "alt"}

IDENTICAL: Final = "identical"
ENGINE_DIFFERS: Final = "engine_differs"
DIFFERENT: Final = "different"
DATA_LOST: Final = "data_lost"
Outcome = Literal["identical", "engine_differs", "different", "data_lost"]


def refusal_for(fault: Fault) -> Refusal:
    """The refusal that names a fault and its place."""
    return _REFUSALS[fault.kind](place=fault.place)


def refuse_unreadable(paper: Paper) -> None:
    """Refuses a paper that not everybody could read, by its first fault: `TitleMissing`, `LanguageMissing`,
    `AlternativeMissing`, `HeadingSkipped`, `TextMissing`, `TableUneven` (PDF/UA-1; RGAA 4.1).
    """
    for fault in faults(paper):
        raise refusal_for(fault)


def place_of(paper: Paper, character: str) -> str:
    """After which title a character stands, or the title of the paper itself."""
    place = paper.title
    for block, told in zip(paper.blocks, as_data(paper)["blocks"], strict=True):
        if isinstance(block, Heading):
            place = block.text
        if character in str(list(_texts(told))):
            return place
    return paper.title


def _texts(told: object) -> list[str]:
    """Every text of a block, or of several; the words that say what a block is are not among them."""
    if isinstance(told, str):
        return [told]
    if isinstance(told, dict):
        return [text for name, value in told.items() if name not in _NOT_TEXT for text in _texts(value)]
    if isinstance(told, list | tuple):
        return [text for value in told for text in _texts(value)]
    return []


def clean_source(content: bytes) -> str:
    """The source of a template from the bytes of a file, lines ended by a line feed.

    Refuses with `TemplateTooLarge`, `TemplateNotText`.
    """
    if len(content) > TEMPLATE_BYTES_MAX:
        raise errors.TemplateTooLarge(most=TEMPLATE_BYTES_MAX // 1000)
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as not_text:
        raise errors.TemplateNotText() from not_text
    if "\x00" in source or not source.strip():
        raise errors.TemplateNotText()
    return re.sub(r"\r\n?", "\n", source)


def refuse_silent(printed: str, paper: Paper) -> None:
    """Refuses with `TemplateWithoutText` a template whose sample lacks something of what the paper says.

    Only letters and digits are compared: where lines are cut is the template's business.
    """
    said = _bare(printed)
    head = {"title": paper.title, "reference": paper.reference, "name": paper.masthead.name, "mark": paper.mark}
    for text in [*head.values(), *_texts(as_data(paper)["blocks"])]:
        if _bare(text) not in said:
            raise errors.TemplateWithoutText(missing=plain(text)[:80])


def _bare(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def outcome(*, same_bytes: bool, same_engine: bool) -> Outcome:
    """What producing a document again has shown."""
    if same_bytes:
        return IDENTICAL
    return DIFFERENT if same_engine else ENGINE_DIFFERS
