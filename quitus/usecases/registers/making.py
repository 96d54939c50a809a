"""Making a paper of the register: shown, given as a PDF or a workbook, or kept with what made it."""

from datetime import date

from quitus.domain.documents import kinds, operations, policies
from quitus.domain.documents.models import ProducedDocument
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import today
from quitus.kernel.operation import operation
from quitus.usecases.papers import looks, making
from quitus.usecases.registers.balance import balance_statement
from quitus.usecases.registers.register import register_statement
from quitus.usecases.registers.shape import Statement
from quitus.usecases.registers.slip import slip_statement
from quitus.usecases.registers.statements import (
    bordereau_statement,
    compte_statement,
    mandate_bordereau,
    mandate_compte,
    monthly_statement,
)
from quitus.usecases.registers.writing import as_paper, as_workbook

MOST_ON_PAPER = 3_000
"""Lines that one PDF holds: about a hundred pages."""
MOST_IN_A_WORKBOOK = 500_000
"""Lines that one workbook holds and that a spreadsheet still opens."""
MOST_ON_SCREEN = 500

_STATEMENTS = {
    kinds.STOCK_REGISTER: register_statement,
    kinds.BORDEREAU_EMPLOI: bordereau_statement,
    kinds.COMPTE_EMPLOI: compte_statement,
    kinds.MONTHLY_STATEMENT: monthly_statement,
    kinds.MANDATE_BORDEREAU: mandate_bordereau,
    kinds.MANDATE_COMPTE: mandate_compte,
}


def statement(kind: str, subject_id: int, since: date, until: date, *, most: int = MOST_ON_PAPER) -> Statement:
    """What a paper of the register says of a holder, a régie, a mandated body or a slip, from a day to a day, both
    included.

    A balance is that of the last day, a slip has a day of its own. Refuses with `PeriodBackwards`, `PeriodNotOver`, and
    with `RegisterTooLong` beyond `most` lines. Raises `DoesNotExist`.
    """
    if kind == kinds.SLIP:
        return slip_statement(subject_id)
    if kind == kinds.BALANCE:
        return balance_statement(subject_id, until)
    return _STATEMENTS[kind](subject_id, since, until, most=most)


def pdf(kind: str, subject_id: int, since: date, until: date) -> bytes:
    """The paper as a PDF (PDF/UA-1), which is not kept. Refuses as `statement` does and as `looks.typeset` does."""
    told = statement(kind, subject_id, since, until)
    paper = making.printable(as_paper(told))
    return looks.typeset(paper, looks.used(told.authority.pk, kind).source)


def workbook(kind: str, subject_id: int, since: date, until: date) -> bytes:
    """The paper as an XLSX workbook, which is not kept. Refuses as `statement` does."""
    return as_workbook(statement(kind, subject_id, since, until, most=MOST_IN_A_WORKBOOK))


@operation
def keep(*, by: Actor, kind: str, subject_id: int, since: date, until: date) -> ProducedDocument:
    """Makes the paper as a PDF and an ODT and keeps both, with their data: what was rendered that day stays so.

    Refuses with `NotYourRole`, as `statement` does, and as `looks.typeset` does.
    """
    refuse_unless(policies.may_produce_document(by.role, kind))
    made = making.made_of(as_paper(statement(kind, subject_id, since, until)), kind)
    return operations.keep_document(
        by=by, kind=kind, subject_id=subject_id, made=made, produced_on=today(), as_of=until
    )
