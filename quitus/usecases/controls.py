"""Finding a hand-out again, signing on paper, replacing for a person, producing minutes."""

from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date

from quitus.connectors.papers import Paper
from quitus.domain.controls import operations
from quitus.domain.controls import queries as controls
from quitus.domain.controls.errors import HandoutElsewhere, HandoutNotFound
from quitus.domain.controls.models import Replacement, Signature
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution import queries as custody
from quitus.domain.distribution.models import Handout
from quitus.domain.distribution.operations import Ranges
from quitus.domain.documents import kinds, policies
from quitus.domain.documents import operations as documents
from quitus.domain.documents.models import ProducedDocument
from quitus.domain.vouchers.errors import NumbersUnknown
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import today
from quitus.kernel.codes import NotACode
from quitus.kernel.operation import operation
from quitus.usecases.counting import read_pass
from quitus.usecases.papers.making import made_of
from quitus.usecases.papers.minutes_of_stock import (
    control_minutes,
    handover_minutes,
    inventory_minutes,
    loss_minutes,
    return_minutes,
)
from quitus.usecases.papers.told_minutes import Minutes, as_paper, as_workbook
from quitus.usecases.signed_papers import on_paper

_MINUTES: dict[str, Callable[[int], Minutes]] = {
    kinds.INVENTORY_MINUTES: inventory_minutes,
    kinds.LOSS_MINUTES: loss_minutes,
    kinds.HANDOVER_MINUTES: handover_minutes,
    kinds.CONTROL_MINUTES: control_minutes,
    kinds.RETURN_MINUTES: return_minutes,
}


def handout_named(text: str, *, holder_ids: Collection[int] | None = None) -> Handout:
    """The hand-out of a slip, or the one that gave the pass whose code or number is read; of these places, if given.

    Refuses with `HandoutNotFound`, whatever of it is not known, and `HandoutElsewhere`.
    """
    slip = text.strip().upper()
    found = custody.handouts().filter(slip__number=slip).first()
    if found is None:
        with suppress(NotACode, NumbersUnknown):
            found = custody.handout_of(read_pass(text).first)
    if found is None:
        raise HandoutNotFound()
    if holder_ids is not None and found.point.holder.pk not in holder_ids:
        raise HandoutElsewhere(point=found.point.name)
    return found


@operation
def sign_on_paper(
    *,
    by: Actor,
    subject_kind: str,
    subject_id: int,
    party: str,
    signed_on: date,
    signed_by: str,
    file_name: str,
    content: bytes,
    quality: str = "",
) -> Signature:
    """Enter minutes that somebody signed by hand, with their scan.

    Refuses as `signed_papers.on_paper` and `controls.sign_minutes`.
    """
    return operations.sign_minutes(
        by=by,
        subject_kind=subject_kind,
        subject_id=subject_id,
        party=party,
        signed_on=signed_on,
        quality=quality,
        paper=on_paper(signed_by, file_name, content, by=by),
    )


@operation
def replace_for_person(
    *, by: Actor, file_id: int, old: Ranges, point_id: int, numbers: Ranges, occurred_on: date
) -> Replacement:
    """Hand to the person who lost them as many new pass on one slip, and link them to the dead ones; all or nothing.

    Refuses as `distribution.hand_out` and `controls.replace_lost_pass`.
    """
    operations.hold_file(file_id)  # the file first, as whoever ends it does, then hands and orders
    lost = custody.handouts().get(pk=controls.loss_file(file_id).handout_id or 0)
    given = distribution.hand_out(
        by=by, point_id=point_id, numbers=numbers, occurred_on=occurred_on, beneficiary_id=lost.beneficiary_id
    )
    new = [one.range for one in given.slip.handouts.all()]
    return operations.replace_lost_pass(by=by, file_id=file_id, old=old, new=new, replaced_on=occurred_on)


def minutes_paper(kind: str, subject_id: int) -> Paper:
    """What minutes say as things stand. Refuses with `NothingToPrint`. Raises `DoesNotExist`."""
    return as_paper(_MINUTES[kind](subject_id))


def minutes_workbook(*, by: Actor, kind: str, subject_id: int) -> tuple[str, bytes]:
    """The title of minutes, and what they say as things stand as an XLSX workbook, which is not kept.

    For who may produce them. Refuses with `NotYourRole`, `NothingToPrint`. Raises `DoesNotExist`.
    """
    refuse_unless(policies.may_produce_document(by.role, kind))
    told = _MINUTES[kind](subject_id)
    return told.title, as_workbook(told)


@operation
def produce_minutes(*, by: Actor, kind: str, subject_id: int) -> ProducedDocument:
    """Make minutes as a PDF (PDF/UA-1) and an ODT, and keep both.

    Refuses with `NotYourRole`, `NothingToPrint`, and as `looks.typeset` does.
    """
    refuse_unless(policies.may_produce_document(by.role, kind))
    made = made_of(minutes_paper(kind, subject_id), kind)
    return documents.keep_document(by=by, kind=kind, subject_id=subject_id, made=made, produced_on=today())
