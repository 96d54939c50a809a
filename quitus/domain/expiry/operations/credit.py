"""The avoir of an operator, recorded then received. What it changes in the ledger is written by the use case."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.budget.operations import use_titre
from quitus.domain.budget.rules import reference_key
from quitus.domain.documents.operations import keep_signed_paper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.expiry import policies, states
from quitus.domain.expiry.errors import (
    ComplementMandatMissing,
    CreditNoteNotAtFaceValue,
    CreditNoteNumberTaken,
    CreditReferenceMissing,
    DateBeforeTheStepBefore,
    NoComplementDue,
    NoCreditDue,
    StatementStandsElsewhere,
)
from quitus.domain.expiry.models import CreditNote, Statement
from quitus.domain.vouchers.operations.mandats import use_mandat
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future
from quitus.kernel.constraints import refused_by
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def record_credit_note(
    *, by: Actor, statement_id: int, number: str, issued_on: date, amount_cents: int, paper: OnPaper | None = None
) -> CreditNote:
    """Record the avoir of an operator, in cents: what the concluded statement says, to the cent, fees left out.

    Refuses with `NotYourRole`, `DateInTheFuture`, `StatementStandsElsewhere`, `DateBeforeTheStepBefore`,
    `CreditReferenceMissing`, `NoCreditDue`, `CreditNoteNotAtFaceValue`, `CreditNoteNumberTaken`.
    """
    refuse_unless(policies.may_record_credit_note(by.role))
    refuse_future(issued_on)
    statement = _locked(statement_id, "record_credit_note")
    assert statement.concluded_on is not None, "concluded"
    if issued_on < statement.concluded_on:
        raise DateBeforeTheStepBefore(previous_on=statement.concluded_on)
    if not reference_key(number):
        raise CreditReferenceMissing()
    if not statement.credit_due_cents:
        raise NoCreditDue(number=statement.order.number)
    if amount_cents != statement.credit_due_cents:
        raise CreditNoteNotAtFaceValue(due_cents=statement.credit_due_cents, amount_cents=amount_cents)
    note = CreditNote(
        scheme_id=statement.scheme_id,
        statement=statement,
        number=number.strip(),
        key=reference_key(number),
        issued_on=issued_on,
        amount_cents=amount_cents,
    )
    if paper is not None:
        note.paper = keep_signed_paper(
            by=by,
            paper=paper,
            subject_kind="order",
            subject_id=statement.order_id,
            verb="record_credit_note",
            signed_on=issued_on,
        )
    with refused_by("credit_note_has_a_number_of_its_own", CreditNoteNumberTaken(number=note.number)):
        note.save(force_insert=True)
    _advance(statement, "record_credit_note")
    _told(by, "record_credit_note", statement, N_("Avoir n° %(number)s enregistré"), note)
    return note


@operation
def receive_credit(*, by: Actor, statement_id: int, received_on: date, kind: str, reference: str) -> CreditNote:
    """The avoir came back: refunded against a titre de recettes, or deducted from a named paper.

    Refuses with `NotYourRole`, `DateInTheFuture`, `StatementStandsElsewhere`, `DateBeforeTheStepBefore`,
    `CreditReferenceMissing`, `TitreAlreadyUsed` (of a refund).
    """
    refuse_unless(policies.may_record_credit_note(by.role))
    refuse_future(received_on)
    statement = _locked(statement_id, "receive_credit")
    (note,) = lock(CreditNote.objects.filter(statement=statement))
    if received_on < note.issued_on:
        raise DateBeforeTheStepBefore(previous_on=note.issued_on)
    if kind not in states.CREDIT_KINDS or not reference_key(reference):
        raise CreditReferenceMissing()
    note.received_on, note.received_kind, note.received_reference = received_on, kind, reference.strip()
    note.save(update_fields=["received_on", "received_kind", "received_reference"])
    if kind == states.REFUNDED:
        use_titre("receive_credit", note.received_reference, statement.order.number, received_on)
    _advance(statement, "receive_credit")
    _told(by, "receive_credit", statement, N_("Avoir n° %(number)s encaissé"), note)
    return note


@operation
def pay_complement(*, by: Actor, statement_id: int, mandat_number: str, paid_on: date) -> Statement:
    """The authority paid by a mandat what a concluded statement owes the operator.

    Refuses with `NotYourRole`, `DateInTheFuture`, `StatementStandsElsewhere`, `NoComplementDue`,
    `ComplementMandatMissing`, `MandatAlreadyUsed`, `DateBeforeTheStepBefore`.
    """
    refuse_unless(policies.may_record_credit_note(by.role))
    refuse_future(paid_on)
    statement = _locked(statement_id, "pay_complement")
    assert statement.concluded_on is not None, "concluded"
    if not statement.complement_cents:
        raise NoComplementDue(number=statement.order.number)
    if not reference_key(mandat_number):
        raise ComplementMandatMissing()
    if paid_on < statement.concluded_on:
        raise DateBeforeTheStepBefore(previous_on=statement.concluded_on)
    use_mandat("pay_complement", mandat_number.strip(), statement.order)
    statement.complement_mandat, statement.complement_paid_on = mandat_number.strip(), paid_on
    statement.state = states.STATEMENT[statement.state]["pay_complement"]
    statement.save(update_fields=["complement_mandat", "complement_paid_on", "state"])
    data = {"mandat": statement.complement_mandat, "amount_cents": statement.complement_cents}
    summary = N_("Complément payé à l'opérateur, mandat %(mandat)s")
    record(
        by=by, verb="pay_complement", subject_kind="order", subject_id=statement.order_id, summary=summary, data=data
    )
    return statement


def _locked(statement_id: int, verb: str) -> Statement:
    found = lock(Statement.objects.select_related("order").filter(pk=statement_id))
    if not found:
        raise Statement.DoesNotExist(statement_id)
    if after(states.STATEMENT, found[0].state, verb) is None:
        raise StatementStandsElsewhere(state=states.STATEMENT_LABELS[found[0].state])
    return found[0]


def _advance(statement: Statement, verb: str) -> None:
    statement.state = states.STATEMENT[statement.state][verb]
    statement.save(update_fields=["state"])


def _told(by: Actor, verb: str, statement: Statement, summary: str, note: CreditNote) -> None:
    data = {"number": note.number, "amount_cents": note.amount_cents}
    record(by=by, verb=verb, subject_kind="order", subject_id=statement.order_id, summary=summary, data=data)
