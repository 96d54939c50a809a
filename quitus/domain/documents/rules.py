"""Which refusal a fault of a paper is, and what producing again tells."""

import re
from typing import Literal

from quitus.connectors.papers import Fault, FaultKind, Paper, faults
from quitus.domain.documents import errors
from quitus.kernel.refusals import Refusal

TEMPLATE_BYTES_MAX = 100_000
# What a template must name: the call that prints the blocks of the paper.
BODY = "body(paper)"

_REFUSALS: dict[FaultKind, type[Refusal]] = {
    "title_missing": errors.TitleMissing,
    "language_missing": errors.LanguageMissing,
    "alternative_missing": errors.AlternativeMissing,
    "heading_skipped": errors.HeadingSkipped,
    "text_missing": errors.TextMissing,
    "table_uneven": errors.TableUneven,
}

IDENTICAL = "identical"
ENGINE_DIFFERS = "engine_differs"
DIFFERENT = "different"
DATA_LOST = "data_lost"
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
    from quitus.connectors.papers import Heading, as_data

    place = paper.title
    for block, told in zip(paper.blocks, as_data(paper)["blocks"], strict=True):
        if isinstance(block, Heading):
            place = block.text
        if character in str(list(_texts(told))):
            return place
    return paper.title


def _texts(told: object) -> list[str]:
    if isinstance(told, str):
        return [told]
    if isinstance(told, dict):
        return [text for value in told.values() for text in _texts(value)]
    if isinstance(told, list):
        return [text for value in told for text in _texts(value)]
    return []


def clean_source(content: bytes) -> str:
    """The source of a template from the bytes of a file, lines ended by a line feed.

    Refuses with `TemplateTooLarge`, `TemplateNotText`, `TemplateWithoutText`.
    """
    if len(content) > TEMPLATE_BYTES_MAX:
        raise errors.TemplateTooLarge(most=TEMPLATE_BYTES_MAX // 1000)
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as not_text:
        raise errors.TemplateNotText() from not_text
    if "\x00" in source:
        raise errors.TemplateNotText()
    uncommented = re.sub(r"//.*|/\*.*?\*/", "", source)
    if BODY not in uncommented:
        raise errors.TemplateWithoutText(missing=f"#{BODY}")
    return re.sub(r"\r\n?", "\n", source)


def outcome(*, same_bytes: bool, same_engine: bool) -> Outcome:
    """What producing a document again has shown."""
    if same_bytes:
        return IDENTICAL
    return DIFFERENT if same_engine else ENGINE_DIFFERS
