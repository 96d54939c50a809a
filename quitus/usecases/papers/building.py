"""Which function builds the paper of a kind."""

from collections.abc import Callable
from datetime import date

from quitus.connectors.papers import Paper
from quitus.domain.documents import kinds
from quitus.domain.documents.errors import DateNeeded
from quitus.usecases.papers import regie
from quitus.usecases.papers.amendment import amendment_paper
from quitus.usecases.papers.consolidated import consolidated_paper
from quitus.usecases.papers.convention import convention_paper
from quitus.usecases.papers.deliberation import deliberation_paper
from quitus.usecases.papers.end_statement import end_statement_paper
from quitus.usecases.papers.minutes import minutes_paper
from quitus.usecases.papers.minutes_of_paper import destruction_paper
from quitus.usecases.papers.report import report_paper

_BUILDERS: dict[str, Callable[[int], Paper]] = {
    kinds.REPORT: report_paper,
    kinds.DELIBERATION: deliberation_paper,
    kinds.CONVENTION: convention_paper,
    kinds.AMENDMENT: amendment_paper,
    kinds.MINUTES: minutes_paper,
    kinds.DESTRUCTION_MINUTES: destruction_paper,
    kinds.END_STATEMENT: end_statement_paper,
    kinds.REGIE_ACT: regie.act_paper,
    kinds.REGIE_AMENDMENT: regie.amendment_paper,
    kinds.APPOINTMENT: regie.appointment_paper,
}


def build(kind: str, subject_id: int, on: date | None = None) -> Paper:
    """The paper of a kind about a thing of the current scheme, as the thing stands; `on` for a consolidated convention.

    Refuses with `NothingToPrint`, `DateNeeded`. Raises `DoesNotExist` when there is no such thing.
    """
    if kind == kinds.CONSOLIDATED:
        if on is None:
            raise DateNeeded()
        return consolidated_paper(subject_id, on)
    return _BUILDERS[kind](subject_id)
