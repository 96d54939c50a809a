"""A file from its reception to its import: where it stands, and what it counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quitus.domain.audit.operations import record
from quitus.domain.operators import kinds, policies, queries, states
from quitus.domain.operators.errors import (
    FileStandsElsewhere,
    LayoutMissing,
    NothingToImport,
    OrderNeeded,
    OrderOfAnotherContract,
    SerialsAreOurs,
    SomeRowsRejected,
)
from quitus.domain.operators.models import ImportedFile
from quitus.domain.vouchers.errors import OrderNotProduced
from quitus.domain.vouchers.states import OUTSIDE
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@dataclass
class Counts:
    """What a reading of a file counts: rows new, known and rejected; these by reason, and in a file of their own.

    `late_count` of the new ones come after the delay of late entry. `entrusted_passes` are the pass of the rejected
    ones that are uses of orders handed to another operator (`book.Marks.texts`).
    """

    row_count: int = 0
    new_count: int = 0
    known_count: int = 0
    rejected_count: int = 0
    late_count: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    entrusted_passes: dict[str, str] = field(default_factory=dict)
    rejects_sha256: str = ""


@operation
def receive_file(
    *, by: Actor, contract_id: int, kind: str, file_name: str, sha256: str, size: int, order_id: int | None = None
) -> ImportedFile:
    """Keep a file that an operator sent, under the layout in use; its bytes are stored already.

    Serials and deliveries are of one order, whose pass exist. Refuses with `NotYourRole`, `LayoutMissing`,
    `OrderNeeded`, `OrderOfAnotherContract`, `OrderNotProduced`, `SerialsAreOurs`.
    """
    refuse_unless(policies.may_import_file(by.role))
    contract = queries.contract(contract_id)
    layout = queries.layout(contract_id, kind)
    if layout is None:
        raise LayoutMissing(contract=contract.number, kind=kinds.LABELS[kind])
    order = queries.orders_of(contract_id).filter(pk=order_id).first() if order_id else None
    if kind in (kinds.SERIALS, kinds.DELIVERIES):
        if order_id is None:
            raise OrderNeeded()
        if order is None:
            raise OrderOfAnotherContract(order=order_id, contract=contract.number)
        if order.series is None:
            raise OrderNotProduced(number=order.number)
        if kind == kinds.SERIALS and order.shape != OUTSIDE:
            raise SerialsAreOurs(order=order.number)
    made = ImportedFile.objects.create(
        scheme_id=current_scheme_id(),
        contract=contract,
        layout=layout,
        kind=kind,
        order=order,
        file_name=file_name[-200:],
        sha256=sha256,
        size=size,
        received_by=by.label,
    )
    _told(by, "receive_file", made, N_("Fichier reçu : %(name)s"), {"name": made.file_name, "sha256": sha256})
    return made


def locked(file_id: int) -> ImportedFile:
    """The file, locked; raises `ImportedFile.DoesNotExist`."""
    found = lock(queries.files().filter(pk=file_id))
    if not found:
        raise ImportedFile.DoesNotExist(file_id)
    return found[0]


def advance(file: ImportedFile, verb: str) -> None:
    """Bring the file to the state that follows `verb`. Refuses with `FileStandsElsewhere`."""
    state = after(states.FILE, file.state, verb)
    if state is None:
        raise FileStandsElsewhere(name=file.file_name, state=states.FILE_LABELS[file.state])
    file.state = state


@operation
def record_check(*, by: Actor, file_id: int, counts: Counts) -> ImportedFile:
    """Write what a first reading found: nothing is imported yet. Refuses with `NotYourRole`, `FileStandsElsewhere`."""
    refuse_unless(policies.may_import_file(by.role))
    file = locked(file_id)
    advance(file, "check_file")
    _count(file, counts)
    file.save()
    return file


@operation
def record_unreadable(*, by: Actor, file_id: int, reason: str, facts: Mapping[str, object]) -> ImportedFile:
    """Write why a file cannot be read at all. Refuses with `NotYourRole`, `FileStandsElsewhere`."""
    refuse_unless(policies.may_import_file(by.role))
    file = locked(file_id)
    advance(file, "find_unreadable")
    file.problem = {"reason": reason, **facts}
    file.save(update_fields=["state", "problem"])
    return file


@operation
def begin_import(*, by: Actor, file_id: int, accept_partial: bool = False) -> ImportedFile:
    """Decide to import a file that has been read. With rejected rows, `accept_partial` says that these are left out.

    Refuses with `NotYourRole`, `FileStandsElsewhere`, `NothingToImport`, `SomeRowsRejected`.
    """
    refuse_unless(policies.may_import_file(by.role))
    file = locked(file_id)
    again = file.state in (states.IMPORTING, states.IMPORTED)
    advance(file, "begin_import")
    if not again and file.new_count == 0:
        raise NothingToImport()
    if file.rejected_count and not accept_partial and not again:
        raise SomeRowsRejected(rejected=file.rejected_count)
    file.done_count = 0
    file.imported_by = by.label
    file.imported_at = clock.now()
    file.save(update_fields=["state", "done_count", "imported_by", "imported_at"])
    return file


@operation
def end_import(*, by: Actor, file_id: int, counts: Counts) -> ImportedFile:
    """Write what the import came to. Refuses with `NotYourRole`, `FileStandsElsewhere`."""
    refuse_unless(policies.may_import_file(by.role))
    file = locked(file_id)
    advance(file, "end_import")
    _count(file, counts)
    file.imported_by = by.label
    file.imported_at = clock.now()
    file.save()
    facts = {"name": file.file_name, "new": counts.new_count, "rejected": counts.rejected_count}
    summary = N_("Fichier importé : %(name)s, %(new)s lignes nouvelles, %(rejected)s rejetées")
    _told(by, "import_file", file, summary, facts)
    return file


@operation
def drop_file(*, by: Actor, file_id: int) -> ImportedFile:
    """Set aside a file that is not to be imported. Refuses with `NotYourRole`, `FileStandsElsewhere`."""
    refuse_unless(policies.may_import_file(by.role))
    file = locked(file_id)
    advance(file, "drop_file")
    file.save(update_fields=["state"])
    _told(by, "drop_file", file, N_("Fichier écarté : %(name)s"), {"name": file.file_name})
    return file


@operation
def note_progress(*, file_id: int, done_count: int) -> None:
    """Tell how many rows the reading under way has gone through."""
    ImportedFile.objects.filter(pk=file_id).update(done_count=done_count)


def _count(file: ImportedFile, counts: Counts) -> None:
    file.row_count = file.done_count = counts.row_count
    file.new_count = counts.new_count
    file.known_count = counts.known_count
    file.rejected_count = counts.rejected_count
    file.late_count = max(file.late_count, counts.late_count)  # what is known already is not judged again
    file.reasons, file.entrusted_passes = counts.reasons, counts.entrusted_passes
    file.rejects_sha256 = counts.rejects_sha256


def _told(by: Actor, verb: str, file: ImportedFile, summary: str, data: dict[str, object]) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="operator_contract",
        subject_id=file.contract_id,
        summary=summary,
        data={**data, "file": file.pk},
    )
