"""Reading an act: what a text says, each value with its line and how sure it is. Pure: nothing is saved, nothing asked.

Passage readers take the lines of any text and answer what they say: `dates`, `amounts`, `durations`, `periods`,
`deadlines`. Lines are counted from 1; see `confidence` for how sure. `read_act` reads a whole act.
"""

from quitus.domain.acts.reading.amounts import AmountRead, amounts
from quitus.domain.acts.reading.dates import DateRead, dates
from quitus.domain.acts.reading.deadlines import DeadlineRead, deadlines
from quitus.domain.acts.reading.durations import DurationRead, PeriodRead, durations, periods
from quitus.domain.acts.reading.text import Text

__all__ = [
    "AmountRead",
    "DateRead",
    "DeadlineRead",
    "DurationRead",
    "PeriodRead",
    "Text",
    "amounts",
    "dates",
    "deadlines",
    "durations",
    "periods",
]
