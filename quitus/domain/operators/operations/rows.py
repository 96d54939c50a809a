"""What rows of an operator become: uses, serials, fees and credit notes, each row once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from quitus.domain.audit.operations import record
from quitus.domain.operators import policies, queries, rules
from quitus.domain.operators.models import (
    DeclaredCreditNote,
    FeeLine,
    ImportedFile,
    SerialFormat,
    SerialRange,
)
from quitus.domain.redemption.operations import Reported, Told, take_reported
from quitus.domain.vouchers.models import OperatorContract
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_

BATCH = 5000
_KEEP = """
INSERT INTO operators_importedrow (scheme_id, contract_id, kind, file_id, line, facts, number, last, turn)
SELECT %(scheme_id)s, %(contract_id)s, %(kind)s, %(file_id)s, line, facts, number, last, turn
FROM unnest(
    %(lines)s::text[], %(facts)s::bigint[], %(numbers)s::bigint[], %(lasts)s::bigint[], %(turns)s::int[]
) AS rows(line, facts, number, last, turn)
"""


@dataclass(frozen=True, slots=True)
class Line:
    """The key of a row: its reference and the hash of what it says; `number` to `last` are its pass."""

    line: str
    facts: int
    number: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """A line of an invoice of fees, as `FeeLine` keeps it."""

    invoice: str
    invoiced_on: date
    kind: str
    order_id: int | None
    count: int
    amount_cents: int
    expected_cents: int | None
    counted: int | None


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit note for pass of one order, as `DeclaredCreditNote` keeps it."""

    note: str
    noted_on: date
    order_id: int
    count: int
    amount_cents: int


def hold(contract_id: int) -> None:
    """Whoever imports for the same contract waits: a row known to none of the two would be written twice."""
    lock(OperatorContract.objects.filter(pk=contract_id))


def _keep(file: ImportedFile, lines: Sequence[Line], turns: dict[int, int | None] | None = None) -> None:
    facts: dict[str, Any] = {
        "scheme_id": file.scheme_id,
        "contract_id": file.contract_id,
        "kind": file.kind,
        "file_id": file.pk,
        "lines": [one.line for one in lines],
        "facts": [one.facts for one in lines],
        "numbers": [one.number for one in lines],
        "lasts": [one.last for one in lines],
        "turns": [turns[one.number] if turns and one.number is not None else None for one in lines],
    }
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, facts)


@operation
def import_uses(*, by: Actor, file: ImportedFile, uses: Sequence[tuple[Line, Reported]]) -> dict[int, Told]:
    """Record the uses that rows of scans report, in the name of who imports, and keep the reference of each taken.

    A row refused is not kept: corrected, or once its reason is gone, it is taken the next time. Refuses with
    `NotYourRole`.
    """
    refuse_unless(policies.may_import_file(by.role))
    told = take_reported(by=by, uses=[use for _line, use in uses])
    taken = [line for line, use in uses if told[use.number].is_taken]
    _keep(file, taken, {number: one.turn for number, one in told.items()})
    return told


@operation
def import_serials(
    *, by: Actor, file: ImportedFile, order_id: int, serials: Sequence[tuple[Line, rules.Serial, rules.Serial | None]]
) -> int:
    """Give pass of an order, in order and after those that have one, the serials of the operator; how many.

    Refuses with `NotYourRole`. The rows were judged before: no serial is known, and the order has room for them.
    """
    refuse_unless(policies.may_import_file(by.role))
    order = queries.orders_of(file.contract_id).get(pk=order_id)
    assert order.series is not None
    start = rules.next_number(order.series, queries.serials_given(order_id))
    made = list(rules.runs(((first, last) for _line, first, last in serials), start))
    formats = {
        (run.first.prefix, run.first.width): SerialFormat.objects.get_or_create(
            scheme_id=file.scheme_id,
            operator_id=file.contract.operator_id,
            prefix=run.first.prefix,
            width=run.first.width,
        )[0]
        for run in {(run.first.prefix, run.first.width): run for run in made}.values()
    }
    SerialRange.objects.bulk_create(
        (
            SerialRange(
                scheme_id=file.scheme_id,
                format=formats[run.first.prefix, run.first.width],
                order_id=order_id,
                first=run.first.value,
                last=run.last,
                number=run.number,
                file_id=file.pk,
            )
            for run in made
        ),
        batch_size=BATCH,
    )
    _keep(file, [line for line, _first, _last in serials])
    return sum(run.last - run.first.value + 1 for run in made)


@operation
def import_fees(*, by: Actor, file: ImportedFile, fees: Sequence[tuple[Line, Fee]]) -> None:
    """Keep what the operator invoices of fees, beside what its contract gives. Refuses with `NotYourRole`."""
    refuse_unless(policies.may_import_file(by.role))
    FeeLine.objects.bulk_create(
        FeeLine(
            scheme_id=file.scheme_id,
            contract_id=file.contract_id,
            file_id=file.pk,
            **{name: getattr(fee, name) for name in Fee.__slots__},
        )
        for _line, fee in fees
    )
    _keep(file, [line for line, _fee in fees])


@operation
def import_credit_notes(*, by: Actor, file: ImportedFile, credits_given: Sequence[tuple[Line, Credit]]) -> None:
    """Keep the credit notes that the operator declares: figures to compare, entered in no account.

    Refuses with `NotYourRole`.
    """
    refuse_unless(policies.may_import_file(by.role))
    for _line, credit in credits_given:
        DeclaredCreditNote.objects.create(
            scheme_id=file.scheme_id,
            contract_id=file.contract_id,
            file_id=file.pk,
            **{name: getattr(credit, name) for name in Credit.__slots__},
        )
        record(
            by=by,
            verb="import_credit_note",
            subject_kind="order",
            subject_id=credit.order_id,
            summary=N_("Avoir %(note)s déclaré par l'opérateur"),
            data={"note": credit.note, "count": credit.count, "amount_cents": credit.amount_cents},
        )
    _keep(file, [line for line, _credit in credits_given])


@operation
def keep_delivery_rows(*, by: Actor, file: ImportedFile, lines: Sequence[Line]) -> None:
    """Keep the references of rows whose delivery has been recorded on the order. Refuses with `NotYourRole`."""
    refuse_unless(policies.may_import_file(by.role))
    _keep(file, lines)
