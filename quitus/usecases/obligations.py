"""Duties that take effect at once, and files that prove what was owed: bytes to the documents, lines to the room."""

from collections.abc import Sequence
from datetime import date

from quitus.connectors import documents
from quitus.domain.grants.files import FileFacts, fit_media_type
from quitus.domain.obligations import operations, states
from quitus.domain.obligations.models import CommitteeMeeting, Duty, Letter, Obligation
from quitus.domain.obligations.operations import Invited, LetterFacts
from quitus.domain.obligations.rules import Rule
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation

Upload = tuple[str, bytes]
"""The name of a file and its bytes."""


@operation
def write_duty(
    *,
    by: Actor,
    convention_id: int,
    label: str,
    timing: Rule,
    code: str = "",
    article_number: str = "",
    owed_by: str = states.HOLDER,
    owed_to: str = states.FUNDER,
    kind: str = states.OTHER,
    evidence: str = "",
    amendment_id: int | None = None,
) -> Duty:
    """Writes a duty; under a convention in force, what it makes due since then is generated at once. A duty of an
    amendment in preparation waits for its effect.

    Refuses as `obligations.operations.write_duty`, and with `DutyTooLong`.
    """
    duty = operations.write_duty(
        by=by,
        convention_id=convention_id,
        label=label,
        timing=timing,
        code=code,
        article_number=article_number,
        owed_by=owed_by,
        owed_to=owed_to,
        kind=kind,
        evidence=evidence,
        amendment_id=amendment_id,
    )
    if amendment_id is None:
        operations.follow(by=by, convention_id=convention_id)
    return duty


@operation
def settle_obligation(
    *, by: Actor, obligation_id: int, done_on: date, note: str = "", file: Upload | None = None
) -> Obligation:
    """Settles an obligation with the file that proves it.

    Refuses as `obligations.operations.settle_obligation`, and as `grants.files.fit_media_type` for the file.
    """
    return operations.settle_obligation(by=by, obligation_id=obligation_id, done_on=done_on, note=note, file=kept(file))


@operation
def hold_meeting(
    *,
    by: Actor,
    convention_id: int,
    held_on: date,
    invited: Sequence[Invited],
    place: str = "",
    decisions: str = "",
    minutes: Upload | None = None,
) -> CommitteeMeeting:
    """Records a meeting of the technical committee with its minutes, when they are ready.

    Refuses as `obligations.operations.hold_meeting`, and as `grants.files.fit_media_type` for the file.
    """
    return operations.hold_meeting(
        by=by,
        convention_id=convention_id,
        held_on=held_on,
        invited=invited,
        place=place,
        decisions=decisions,
        minutes=kept(minutes),
    )


@operation
def join_minutes(*, by: Actor, meeting_id: int, file: Upload) -> CommitteeMeeting:
    """Joins the minutes of a meeting. Refuses as `obligations.operations.join_minutes`, and for the file."""
    minutes = kept(file)
    assert minutes is not None
    return operations.join_minutes(by=by, meeting_id=meeting_id, minutes=minutes)


@operation
def record_letter(
    *, by: Actor, convention_id: int, letter: LetterFacts, file: Upload | None = None, obligation_id: int | None = None
) -> Letter:
    """Enters a letter and its file in the register of correspondence.

    Refuses as `obligations.operations.record_letter`, and as `grants.files.fit_media_type` for the file.
    """
    return operations.record_letter(
        by=by, convention_id=convention_id, letter=letter, file=kept(file), obligation_id=obligation_id
    )


def kept(file: Upload | None) -> FileFacts | None:
    """The file once its bytes are stored; None when there is none.

    Refuses with `FileEmpty`, `FileTooLarge`, `FileOfThisTypeRefused`.
    """
    if file is None:
        return None
    name, content = file
    media_type = fit_media_type(content)
    return FileFacts(name[-200:], documents.store(content), media_type, len(content))
