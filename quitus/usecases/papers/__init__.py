"""Papers: what the rooms know, put in the order of a document, set as PDF and ODT, and kept.

`produce` makes a document and keeps it; `produce_again` makes it anew and compares; `download` gives the original.
Each kind has its own file, which builds a `Paper` from the rooms.
"""

from quitus.usecases.papers.letter import LetterText
from quitus.usecases.papers.looks import replace_template
from quitus.usecases.papers.making import Again, download, preview, produce, produce_again, produce_letter

__all__ = [
    "Again",
    "LetterText",
    "download",
    "preview",
    "produce",
    "produce_again",
    "produce_letter",
    "replace_template",
]
