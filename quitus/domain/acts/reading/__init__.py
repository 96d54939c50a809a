"""Reading an act: what a text says, each value with its line and how sure it is. Pure: nothing is saved, nothing asked.

Passage readers take the lines of any text and answer what they say: `dates`, `amounts`, `durations`, `periods`,
`deadlines`, `amended_articles`. `read_act` reads a whole act, `as_object` tells the reading as plain data. Lines are
counted from 1; see `confidence` for how sure.
"""

from quitus.domain.acts.reading.act import Reading, read_act
from quitus.domain.acts.reading.amounts import AmountRead, amounts
from quitus.domain.acts.reading.articles import AmendedArticleRead, amended_articles
from quitus.domain.acts.reading.dates import DateRead, dates
from quitus.domain.acts.reading.deadlines import DeadlineRead, deadlines
from quitus.domain.acts.reading.durations import DurationRead, PeriodRead, durations, periods
from quitus.domain.acts.reading.found import Found
from quitus.domain.acts.reading.parties import PartyRead
from quitus.domain.acts.reading.telling import as_object
from quitus.domain.acts.reading.text import Text
from quitus.domain.acts.reading.visas import OpinionRead, ReferenceRead

__all__ = [
    "AmendedArticleRead",
    "AmountRead",
    "DateRead",
    "DeadlineRead",
    "DurationRead",
    "Found",
    "OpinionRead",
    "PartyRead",
    "PeriodRead",
    "Reading",
    "ReferenceRead",
    "Text",
    "amended_articles",
    "amounts",
    "as_object",
    "dates",
    "deadlines",
    "durations",
    "periods",
    "read_act",
]
