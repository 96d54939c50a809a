"""The life of a statement of expenditure: prepared, signed, attested or declined, transmitted."""

from datetime import date

from django.db import IntegrityError, transaction

from quitus.domain.audit.operations import record
from quitus.domain.grants import queries as grants
from quitus.domain.reporting import policies, rules, statement, states
from quitus.domain.reporting.errors import (
    ActionNotOver,
    EarlierThanTheStepBefore,
    NothingSpent,
    NotInThatState,
    ReasonMissing,
    StatementAlreadyPrepared,
)
from quitus.domain.reporting.knowledge import known_now
from quitus.domain.reporting.models import ExpenditureStatement
from quitus.domain.reporting.operations.reports import freeze
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def prepare_statement(*, by: Actor, kind: str, until: date) -> ExpenditureStatement:
    """Opens the statement of the expenses paid up to and including the day `until`.

    Intermediate at any day; the final one at the end of the action or after it. Refuses with
    `NotYourRole`, `DateInTheFuture`, `ConventionNotSigned`, `ActionNotOver`,
    `StatementAlreadyPrepared`.
    """
    refuse_unless(policies.may_prepare_statement(by.role))
    clock.refuse_future(until)
    scheme_id = current_scheme_id()
    terms = grants.terms_at(scheme_id, until)
    if kind == rules.FINAL and until < terms.action_ends_on:
        raise ActionNotOver(ends_on=terms.action_ends_on)
    prepared = ExpenditureStatement(
        scheme_id=scheme_id,
        convention_id=grants.signed_convention(scheme_id, until).pk,
        kind=kind,
        until=until,
    )
    try:
        with transaction.atomic():
            prepared.save(force_insert=True)
    except IntegrityError as broken:
        if "statement_is_closed_once_at_a_date" not in str(broken):
            raise
        raise StatementAlreadyPrepared() from broken
    _note(by, "prepare_statement", prepared, N_("État des dépenses préparé"))
    return prepared


@operation
def sign_statement(*, by: Actor, statement_id: int, on: date) -> ExpenditureStatement:
    """Freezes the lines as known now and signs them for the authorising officer.

    Refuses with `NotYourRole`, `NotInThatState`, `DateInTheFuture`, `EarlierThanTheStepBefore`
    (signed before the closing day), `NothingSpent`.
    """
    refuse_unless(policies.may_sign_statement(by.role))
    found = _moved(statement_id, "sign", on)
    _refuse_earlier(on, found.until)
    known_at = known_now()
    figures = statement.of_statement(found, known_at=known_at)
    if not figures["lines"]:
        raise NothingSpent(until=found.until)
    frozen = freeze(known_at=known_at, content={"figures": figures, "answers": []}, statement=found)
    found.signed_on, found.signed_by = on, by.label
    found.save(update_fields=["state", "signed_on", "signed_by"])
    _note(by, "sign_statement", found, N_("État des dépenses signé"), sha256=frozen.sha256)
    return found


@operation
def attest_statement(*, by: Actor, statement_id: int, on: date) -> ExpenditureStatement:
    """The public accountant attests that these expenses were paid (« attesté », never « certifié »).

    Refuses with `NotYourRole`, `NotInThatState`, `DateInTheFuture`, `EarlierThanTheStepBefore`.
    """
    refuse_unless(policies.may_attest_statement(by.role))
    found = _moved(statement_id, "attest", on)
    _refuse_earlier(on, found.signed_on)
    found.attested_on, found.attested_by = on, by.label
    found.save(update_fields=["state", "attested_on", "attested_by"])
    _note(by, "attest_statement", found, N_("État des dépenses attesté par le comptable public"))
    return found


@operation
def decline_statement(*, by: Actor, statement_id: int, on: date, reason: str) -> ExpenditureStatement:
    """The accountant does not attest, and says why; a new statement can be prepared.

    Refuses with `NotYourRole`, `ReasonMissing`, `NotInThatState`, `DateInTheFuture`,
    `EarlierThanTheStepBefore`.
    """
    refuse_unless(policies.may_attest_statement(by.role))
    if not reason.strip():
        raise ReasonMissing()
    found = _moved(statement_id, "decline", on)
    _refuse_earlier(on, found.signed_on)
    found.declined_on, found.decline_reason = on, reason.strip()
    found.save(update_fields=["state", "declined_on", "decline_reason"])
    _note(by, "decline_statement", found, N_("Attestation refusée"), reason=reason.strip())
    return found


@operation
def transmit_statement(*, by: Actor, statement_id: int, on: date, to: str = "") -> ExpenditureStatement:
    """Sends the attested statement to the funder, at the address the convention gives unless `to`.

    Refuses with `NotYourRole`, `NotInThatState`, `DateInTheFuture`, `EarlierThanTheStepBefore`.
    """
    refuse_unless(policies.may_transmit_statement(by.role))
    found = _moved(statement_id, "transmit", on)
    _refuse_earlier(on, found.attested_on)
    address = to.strip() or grants.terms_at(found.scheme_id, on).correspondence_address
    found.transmitted_on, found.transmitted_to = on, address or "Quitus"
    found.save(update_fields=["state", "transmitted_on", "transmitted_to"])
    _note(by, "transmit_statement", found, N_("État des dépenses transmis"), to=found.transmitted_to)
    return found


def _moved(statement_id: int, action: str, on: date) -> ExpenditureStatement:
    clock.refuse_future(on)
    found = lock(ExpenditureStatement.objects.filter(pk=statement_id))
    if not found:
        raise ExpenditureStatement.DoesNotExist
    reached = after(states.STATEMENT, found[0].state, action)
    if reached is None:
        raise NotInThatState(state=states.STATEMENT_LABELS[found[0].state])
    found[0].state = reached
    return found[0]


def _refuse_earlier(on: date, before: date | None) -> None:
    if before is not None and on < before:
        raise EarlierThanTheStepBefore(on=on, before=before)


def _note(by: Actor, verb: str, found: ExpenditureStatement, summary: str, **data: object) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="statement",
        subject_id=found.pk,
        summary=summary,
        data=data,
    )
