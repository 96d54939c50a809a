"""Files of loss: opened when pass are blocked, closed when they are found again or cancelled for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.controls import catalogue, policies, queries, states
from quitus.domain.controls.errors import (
    CircumstancesMissing,
    ComplaintIncomplete,
    ComplaintMissing,
    DeadForEver,
    DestroyedForGood,
    FoundOutBeforeItHappened,
    HandoutNotOfThesePass,
    LossStandsElsewhere,
    NothingToRelease,
    NotInThisFile,
    OnlyMissingPassAreLost,
    WitnessesMissing,
)
from quitus.domain.controls.models import Difference, LossFile, LossRange, LossStep
from quitus.domain.controls.operations import custody
from quitus.domain.controls.operations.differences import open_difference, settled
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution import states as places
from quitus.domain.distribution.models import Handout
from quitus.domain.distribution.operations import Ranges, hold_powers, locked_holder, number_paper
from quitus.domain.documents.signed import OnPaper
from quitus.domain.vouchers import operations as voucher_operations
from quitus.domain.vouchers.models import MarkChange
from quitus.domain.vouchers.operations import refuse_too_many
from quitus.domain.vouchers.policies import may_unblock_pass
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future, today
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange, both, merged, missing, size, without
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_

OPENED = {
    catalogue.LOSS: N_("Dossier ouvert : %(count)s pass perdus et bloqués"),
    catalogue.THEFT: N_("Dossier ouvert : %(count)s pass volés et bloqués"),
    catalogue.DESTRUCTION: N_("Dossier ouvert : %(count)s pass détruits et bloqués"),
}


@dataclass(frozen=True, slots=True)
class WhatHappened:
    """What is told of a loss: its kind (of `catalogue.LOSS_KINDS`), its days, and how it happened.

    A theft has a complaint, then or later; a destruction its witnesses, with their quality. No person who received pass
    is named.
    """

    kind: str
    occurred_on: date
    discovered_on: date
    circumstances: str
    reported_by: str = ""
    witnesses: str = ""
    complaint_number: str = ""
    complaint_on: date | None = None


@operation
def open_loss_file(
    *,
    by: Actor,
    holder_id: int,
    ranges: Sequence[NumberRange],
    what: WhatHappened,
    difference_id: int | None = None,
    paper: OnPaper | None = None,
) -> LossFile:
    """Declare pass of a place lost, stolen or destroyed: they leave the stock and are blocked at once, everywhere.

    With `difference_id` it settles these pass of an inventory's difference; with `paper` the authorising side enters
    what who keeps them declared by hand. Refuses with `NotYourRole`,
    `DateInTheFuture`, `CircumstancesMissing`, `FoundOutBeforeItHappened`, `WitnessesMissing`, `ComplaintIncomplete`,
    `OnlyMissingPassAreLost`, `NoDifferenceThere`, `InventoryStandsElsewhere`, as `distribution.declare_loss`, and with
    `TooManyForOneAgent` more than a booklet of what nobody here is appointed to keep (people's, a carrier's), unless
    the programme manager says it.
    """
    refuse_unless(policies.may_declare_loss(by.role))
    _refuse_untold(what)
    if distribution.holder(holder_id).kind in (places.BENEFICIARIES, places.CARRIER):
        refuse_too_many(by, ranges)
    differences = [_missing(by, difference_id, numbers) for numbers in ranges] if difference_id else []
    file = _opened(by, holder_id, ranges, what, paper=paper)
    for difference, numbers in zip(differences, ranges, strict=False):
        settled(by, difference, numbers, catalogue.LOST, loss_file=file)
    return file


def _missing(by: Actor, difference_id: int | None, numbers: NumberRange) -> Difference:
    difference = open_difference(by, difference_id or 0, numbers)
    if difference.kind != catalogue.MISSING:
        raise OnlyMissingPassAreLost()
    return difference


def _refuse_untold(what: WhatHappened) -> None:
    refuse_future(what.discovered_on)
    if what.discovered_on < what.occurred_on:
        raise FoundOutBeforeItHappened(occurred_on=what.occurred_on)
    if not what.circumstances.strip():
        raise CircumstancesMissing()
    if what.kind == catalogue.DESTRUCTION and not what.witnesses.strip():
        raise WitnessesMissing()
    if what.complaint_number.strip() or what.complaint_on:
        _refuse_wrong_complaint(what.complaint_number, what.complaint_on, what.occurred_on)


def _refuse_wrong_complaint(number: str, on: date | None, occurred_on: date) -> None:
    if not number.strip() or on is None or on < occurred_on:
        raise ComplaintIncomplete(occurred_on=occurred_on)
    refuse_future(on)


def _opened(
    by: Actor,
    holder_id: int,
    ranges: Sequence[NumberRange],
    what: WhatHappened,
    handout: Handout | None = None,
    paper: OnPaper | None = None,
) -> LossFile:
    # First the power over them, the hand they leave, then their orders, as a hand-out does: which of them are used then
    # stays true. The number comes last, since nobody else has one until the end.
    hold_powers(by, *distribution.acts_over(distribution.holder(holder_id)))
    locked_holder(holder_id)
    voucher_operations.lock_orders_of(ranges)
    found = [(voucher_operations.lock_order_of_range(one), one, queries.used_among(one)) for one in sorted(ranges)]
    file = LossFile.objects.create(
        scheme_id=current_scheme_id(),
        number=number_paper("D", what.discovered_on),
        kind=what.kind,
        holder_id=holder_id,
        handout_id=handout.pk if handout else None,
        occurred_on=what.occurred_on,
        discovered_on=what.discovered_on,
        circumstances=what.circumstances.strip(),
        reported_by=what.reported_by.strip(),
        complaint_number=what.complaint_number.strip(),
        complaint_on=what.complaint_on,
        witnesses=what.witnesses.strip(),
        declared_by=by.label,
        declared_by_id=by.user_id,
    )
    # They were there until it was found out: the register dates what is known, the file tells what is believed.
    slip = custody.take_out(by, holder_id, ranges, what.kind, what.discovered_on, _note(file), paper)
    for order, numbers, used in found:
        LossRange.objects.create(
            scheme_id=file.scheme_id,
            file=file,
            order_id=order.pk,
            slip=slip,
            used_count=size(used),
            first=numbers.first,
            last=numbers.last,
        )
    _told(by, "open_loss_file", file, OPENED[what.kind], {"count": size(ranges)})
    return file


def _note(file: LossFile) -> str:
    return f"{file.number} : {file.circumstances}"


@operation
def report_loss_by_beneficiary(
    *, by: Actor, handout_id: int, what: WhatHappened, numbers: Ranges | None = None
) -> LossFile:
    """A person has lost pass received by a hand-out, or had them stolen, and tells it, by telephone for instance.

    One file for all the ranges of the slip, unless `numbers` says which; those a venue took before, that came back or
    are lost already are left out. They are blocked at once. Who did not hand them out, nor could at that point on the
    day it was found out, tells of one booklet at a time.
    Refuses with `NotYourRole`, `HandoutNotOfThesePass`, `NotInThisFile` when all are used, `TooManyForOneAgent`, and as
    `open_loss_file`.
    """
    refuse_unless(policies.may_declare_loss(by.role))
    _refuse_untold(what)
    handout = distribution.handouts().get(pk=handout_id)
    given = distribution.still_given(handout.slip_id)
    wanted = given if numbers is None else [numbers] if isinstance(numbers, NumberRange) else merged(numbers)
    if any(missing(given, one) for one in wanted):
        raise HandoutNotOfThesePass(slip=handout.slip.number)
    if not _is_his(by, handout, what.discovered_on):
        refuse_too_many(by, wanted)
    holder = distribution.holder_of_kind(places.BENEFICIARIES)
    assert holder is not None  # somebody received pass
    locked_holder(holder.pk)
    voucher_operations.lock_orders_of(wanted)
    unused = [part for one in wanted for part in _unused(holder.pk, one, left_out=numbers is None)]
    if not unused:
        raise NotInThisFile(number=handout.slip.number)
    return _opened(by, holder.pk, unused, what, handout)


def _unused(holder_id: int, numbers: NumberRange, *, left_out: bool) -> list[NumberRange]:
    """What no venue took of a range, its marks locked; what people have no more is `left_out`, if so said."""
    voucher_operations.lock_marks(numbers)
    held = [one.range for one in distribution.holdings_of(numbers).filter(holder_id=holder_id)]
    theirs = both([numbers], held) if left_out else [numbers]
    return without(theirs, *queries.used_among(numbers))


def _is_his(by: Actor, handout: Handout, on: date) -> bool:
    points = {point.pk for point in distribution.points_of(by.user_id, on)}
    return by.user_id == handout.agent_id or handout.point_id in points


@operation
def record_complaint(*, by: Actor, file_id: int, complaint_number: str, complaint_on: date) -> LossFile:
    """Write down the complaint filed after a theft.

    Refuses with `NotYourRole`, `LossStandsElsewhere`, `ComplaintIncomplete`, `DateInTheFuture`.
    """
    refuse_unless(policies.may_declare_loss(by.role))
    file = at_step(file_id, "record_complaint")
    _refuse_wrong_complaint(complaint_number, complaint_on, file.occurred_on)
    file.complaint_number, file.complaint_on = complaint_number.strip(), complaint_on
    file.save(update_fields=["complaint_number", "complaint_on"])
    facts: dict[str, object] = {"complaint": file.complaint_number}
    _told(by, "record_complaint", file, N_("Plainte enregistrée : %(complaint)s"), facts)
    return file


@operation
def find_again(
    *, by: Actor, file_id: int, numbers: NumberRange, to_holder_id: int, found_on: date, note: str = ""
) -> LossFile:
    """Pass of an open file are found again: who keeps a safe, or the accountant, takes them back, still blocked.

    Refuses with `NotYourRole`, `DateInTheFuture`, `DeadForEver`, `DestroyedForGood`, `LossStandsElsewhere`,
    `NotInThisFile`, and as `distribution.find_again`.
    """
    refuse_unless(policies.may_take_back(by.role))
    refuse_future(found_on)
    file = at_step(file_id, "find_again")
    if file.kind == catalogue.DESTRUCTION:
        raise DestroyedForGood(number=file.number)
    left = queries.still_lost(file.pk)
    if not any(part.covers(numbers) for part in left):
        raise NotInThisFile(number=file.number)
    custody.bring_back(by, to_holder_id, numbers, file.kind, found_on, note.strip() or _note(file))
    _step(by, file, "find_again", numbers, found_on, note)
    if left == [numbers]:
        file.state = states.LOSS_FILE[file.state]["find_the_last_again"]
        file.closed_on = found_on
        file.save(update_fields=["state", "closed_on"])
    _told(by, "find_again", file, N_("%(count)s pass retrouvés, encore bloqués"), {"count": numbers.count})
    return file


@operation
def release_found_pass(*, by: Actor, file_id: int, occurred_on: date, note: str = "") -> LossFile:
    """Put back into use the pass of a file that were found again: the programme manager decides, not who found them.

    Refuses with `NotYourRole`, `DateInTheFuture`, `LossStandsElsewhere`, `NothingToRelease`.
    """
    refuse_unless(policies.may_decide_on_loss(by.role))
    refuse_future(occurred_on)
    file = at_step(file_id, "release_found_pass")
    blocked = queries.found_and_blocked(file.pk)
    if not blocked:
        raise NothingToRelease(number=file.number)
    for numbers in blocked:
        custody.release(by, numbers, occurred_on, note.strip() or _note(file))
        _step(by, file, "release_found_pass", numbers, occurred_on, note)
    _told(by, "release_found_pass", file, N_("%(count)s pass remis en service"), {"count": size(blocked)})
    return file


@operation
def unblock_pass(*, by: Actor, numbers: NumberRange, occurred_on: date, reason: str) -> MarkChange:
    """Put blocked pass back into use, none of which is lost, stolen or destroyed: those come back by their file.

    Refuses with `StillLost`, and as `vouchers.unblock_range`.
    """
    refuse_unless(may_unblock_pass(by.role))
    custody.refuse_still_lost(numbers)
    return voucher_operations.unblock_range(by=by, numbers=numbers, occurred_on=occurred_on, reason=reason)


@operation
def cancel_lost_pass(*, by: Actor, file_id: int, occurred_on: date) -> LossFile:
    """Cancel for ever the pass of a file that were not found again: their numbers never live again.

    A theft is cancelled once its complaint is filed. Refuses with `NotYourRole`, `DateInTheFuture`,
    `LossStandsElsewhere`, `ComplaintMissing`.
    """
    refuse_unless(policies.may_decide_on_loss(by.role))
    refuse_future(occurred_on)
    file = at_step(file_id, "cancel_lost_pass")
    if file.kind == catalogue.THEFT and not file.complaint_number:
        raise ComplaintMissing(number=file.number)
    left = queries.still_lost(file.pk)
    for numbers in left:
        custody.end_for_ever(by, numbers, occurred_on, _note(file))
        _step(by, file, "cancel_lost_pass", numbers, occurred_on, "")
    file.state = states.LOSS_FILE[file.state]["cancel_lost_pass"]
    file.closed_on = occurred_on
    file.save(update_fields=["state", "closed_on"])
    _told(by, "cancel_lost_pass", file, N_("%(count)s pass annulés pour toujours"), {"count": size(left)})
    return file


def withhold_if_lost(by: Actor, number: int) -> None:
    """A pass whose use was undone, if it is lost, stolen or destroyed: blocked, or cancelled for ever with its file.

    Called with the undoing, in its transaction, the order being locked.
    """
    one = NumberRange(number, number)
    if not queries.gone(one):
        return
    file = queries.loss_of(number)
    dead = file is not None and file.state == states.CANCELLED
    custody.mark(by, "cancel_range" if dead else "block_range", one, today(), _note(file) if file else "")


def hold_file(file_id: int) -> None:
    """Lock a file of loss until the end of the transaction, before the hands and the orders of its pass."""
    lock(LossFile.objects.filter(pk=file_id))


def at_step(file_id: int, verb: str) -> LossFile:
    """A file, locked, at a step where `verb` may be done. Refuses with `DeadForEver`, `LossStandsElsewhere`."""
    (file,) = lock(LossFile.objects.filter(pk=file_id))
    if after(states.LOSS_FILE, file.state, verb) is None:
        if verb == "find_again" and file.state == states.CANCELLED:
            raise DeadForEver(number=file.number)
        raise LossStandsElsewhere(number=file.number, state=states.LOSS_FILE_LABELS[file.state])
    return file


def _step(by: Actor, file: LossFile, verb: str, numbers: NumberRange, on: date, note: str) -> None:
    LossStep.objects.create(
        scheme_id=file.scheme_id,
        file=file,
        verb=verb,
        first=numbers.first,
        last=numbers.last,
        occurred_on=on,
        note=note.strip(),
        user_id=by.user_id,
        actor_label=by.label,
    )


def _told(by: Actor, verb: str, file: LossFile, summary: str, facts: dict[str, object]) -> None:
    data = {"file": file.number, **facts, "entered_on": today()}
    record(by=by, verb=verb, subject_kind="loss_file", subject_id=file.pk, summary=summary, data=data)
