"""Print runs: asked for, made part by part, downloaded, erased."""

from quitus.domain.audit.operations import record
from quitus.domain.printing import errors, policies, queries, rules, states
from quitus.domain.printing.models import PrintDesign, PrintPart, PrintRun
from quitus.domain.printing.operations.proofs import locked_order
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules as numbering
from quitus.domain.vouchers import states as orders
from quitus.domain.vouchers.errors import OrderNotProduced
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.words import N_


@operation
def ask_run(*, by: Actor, order_id: int, kind: str, numbers: NumberRange | None = None, reason: str = "") -> PrintRun:
    """Ask for pass of a produced order to be printed, all of them unless `numbers` says which.

    `reason` says why some are printed again, or after their delivery.
    Refuses with `NotYourRole` (another operator's order too), `OrderNotProduced`, `ProofNotApproved`, `DesignMissing`,
    `NotOfTheOrder`, `BookletsAreWhole`, `OnePassAlone`, `SomeCancelled`, `SomeBlocked`, `DeliveredAlready`,
    `PrintedAlready`. Raises `Order.DoesNotExist`.
    """
    order = locked_order(order_id)
    refuse_who_may_not_print(by, order)
    if order.state not in orders.MINTED or order.series is None:
        raise OrderNotProduced(number=order.number)
    whole = numbering.order_range(order.series, order.quantity)
    asked = numbers or whole
    _refuse_range(order, kind, asked, whole)
    _refuse_twice(order, kind, asked, reason.strip())
    size = rules.part_size(kind, order.booklet_size)
    run = PrintRun.objects.create(
        scheme_id=order.scheme_id,
        order=order,
        design=None if kind == states.CSV else _design_of(order),
        kind=kind,
        first=asked.first,
        last=asked.last,
        part_size=size,
        parts_total=rules.parts_total(asked, size),
        reason=reason.strip(),
        asked_on=clock.today(),
        asked_by=by.label,
    )
    _told(by, "ask_run", run, N_("Impression demandée : %(count)s pass"), kind=kind, reason=run.reason)
    return run


def refuse_who_may_not_print(by: Actor, order: Order) -> None:
    """Refuses with `NotYourRole` whoever may not hold the printed pass of an order."""
    own = queries.is_own(order, by.organisation_id)
    refuse_unless(policies.may_print(by.role, own=own, self_issued=order.operator_contract is None))


def _refuse_range(order: Order, kind: str, asked: NumberRange, whole: NumberRange) -> None:
    if not whole.covers(asked):
        raise errors.NotOfTheOrder(number=order.number, most=order.quantity // order.booklet_size)
    if kind == states.REPLACEMENT and asked.count != 1:
        raise errors.OnePassAlone()
    if kind == states.BOOKLETS and numbering.whole_booklets(asked, order.booklet_size) != asked:
        raise errors.BookletsAreWhole()


def _refuse_twice(order: Order, kind: str, asked: NumberRange, reason: str) -> None:
    withheld = vouchers.withheld(asked)
    if cancelled := withheld.get(orders.CANCELLED, 0):
        raise errors.SomeCancelled(count=cancelled)
    if blocked := withheld.get(orders.BLOCKED, 0):
        raise errors.SomeBlocked(count=blocked)
    if order.delivered_on is not None and (asked.count > order.booklet_size or not reason):
        raise errors.DeliveredAlready(number=order.number)
    if not reason and (printed := queries.printed_count(order.pk, asked)):
        raise errors.PrintedAlready(count=printed)


def _design_of(order: Order) -> PrintDesign:
    """The design of the approved proof; the one in use where the proof was not made here."""
    proof = queries.approved_proof(order.pk)
    design = proof.design if proof else queries.current_design()
    if design is None:
        raise errors.DesignMissing()
    return design


@operation
def record_part(*, by: Actor, run_id: int, rank: int, sha256: str, size: int, pages: int) -> PrintPart:
    """Say that a part of a run is made: its file is on the disk. `size` in bytes.

    Refuses with `RunStandsElsewhere`.
    """
    run = _locked(run_id)
    _advance(run, "record_part")
    numbers = list(rules.parts(run.range, run.part_size))[rank - 1]
    part = PrintPart.objects.create(
        scheme_id=run.scheme_id,
        run=run,
        rank=rank,
        first=numbers.first,
        last=numbers.last,
        sha256=sha256,
        size=size,
        pages=pages,
        made_at=clock.now(),
    )
    run.save(update_fields=["state"])
    return part


@operation
def finish_run(*, by: Actor, run_id: int) -> PrintRun:
    """Say that every part of a run is made. Refuses with `RunStandsElsewhere`, `RunIncomplete`."""
    run = _locked(run_id)
    _advance(run, "finish_run")
    if missing := len(queries.missing_parts(run)):
        raise errors.RunIncomplete(missing=missing)
    run.ready_at = clock.now()
    run.save(update_fields=["state", "ready_at"])
    _told(by, "finish_run", run, N_("Impression prête : %(count)s pass"), parts=run.parts_total)
    return run


@operation
def stop_run(*, by: Actor, run_id: int, reason: str) -> PrintRun:
    """Stop a run under way: what is made stays, nothing more is. Refuses with `NotYourRole`, `RunStandsElsewhere`."""
    run = _locked(run_id)
    refuse_who_may_not_print(by, run.order)
    _advance(run, "stop_run")
    run.stopped_because = reason.strip() or "—"
    run.save(update_fields=["state", "stopped_because"])
    _told(by, "stop_run", run, N_("Impression arrêtée : %(reason)s"), reason=run.stopped_because)
    return run


@operation
def resume_run(*, by: Actor, run_id: int) -> PrintRun:
    """Take up a run that was stopped. Refuses with `NotYourRole`, `RunStandsElsewhere`."""
    run = _locked(run_id)
    refuse_who_may_not_print(by, run.order)
    _advance(run, "resume_run")
    run.save(update_fields=["state"])
    _told(by, "resume_run", run, N_("Impression reprise"))
    return run


@operation
def note_download(*, by: Actor, part_id: int) -> PrintPart:
    """Write who takes a file of codes, before it is given.

    Refuses with `NotYourRole`, `FilesErased`. Raises `PrintPart.DoesNotExist`.
    """
    part = queries.part(part_id)
    refuse_who_may_not_print(by, part.run.order)
    if part.run.state == states.ERASED:
        raise errors.FilesErased()
    _told(
        by,
        "download_part",
        part.run,
        N_("Fichier d'impression téléchargé : partie %(rank)s sur %(total)s"),
        rank=part.rank,
        total=part.run.parts_total,
        sha256=part.sha256,
    )
    return part


@operation
def note_run_download(*, by: Actor, run_id: int) -> PrintRun:
    """Write who takes all the files of a run at once, before they are given.

    Refuses with `NotYourRole`, `FilesErased`, `RunIncomplete`. Raises `PrintRun.DoesNotExist`.
    """
    run = queries.run(run_id)
    refuse_who_may_not_print(by, run.order)
    if run.state == states.ERASED:
        raise errors.FilesErased()
    if missing := len(queries.missing_parts(run)):
        raise errors.RunIncomplete(missing=missing)
    _told(by, "download_run", run, N_("Fichiers d'impression téléchargés : %(count)s pass"), parts=run.parts_total)
    return run


@operation
def erase_run(*, by: Actor, run_id: int, reason: str) -> PrintRun:
    """Say that the files of a run are gone; the lines of what was printed stay.

    Refuses with `NotYourRole`, `RunStandsElsewhere`.
    """
    run = _locked(run_id)
    refuse_who_may_not_print(by, run.order)
    _advance(run, "erase_run")
    run.erased_at = clock.now()
    run.save(update_fields=["state", "erased_at"])
    _told(by, "erase_run", run, N_("Fichiers d'impression effacés : %(reason)s"), reason=reason)
    return run


def _locked(run_id: int) -> PrintRun:
    found = lock(PrintRun.objects.select_related("order__operator_contract").filter(pk=run_id))
    if not found:
        raise PrintRun.DoesNotExist(run_id)
    return found[0]


def _advance(run: PrintRun, verb: str) -> None:
    state = after(states.RUN, run.state, verb)
    if state is None:
        raise errors.RunStandsElsewhere(state=states.RUN_LABELS[run.state])
    run.state = state


def _told(by: Actor, verb: str, run: PrintRun, summary: str, **facts: object) -> None:
    """Add the line of the order's thread."""
    told = {"run_id": run.pk, "first": str(run.first), "last": str(run.last), "count": run.range.count}
    record(by=by, verb=verb, subject_kind="order", subject_id=run.order_id, summary=summary, data=told | facts)
