"""What devices sent, kept with what became of each line; and what their people are told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from quitus.domain.audit.operations import record
from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.terminals import models, policies
from quitus.domain.terminals.errors import TerminalUnknown
from quitus.domain.terminals.models import OfflineBatch, OfflineLine, OfflineTold, PackGiven, Terminal
from quitus.domain.terminals.operations.enrolment import refuse_stopped, refuse_unapproved
from quitus.domain.terminals.rules import Signed
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one line: `verdict`, by what was `found` and the `outcome` of the gate. `tells` says whether the
    person who took the pass is told.
    """

    line: Signed
    verdict: str
    outcome: str
    found: str = ""
    number: int | None = None
    turn: int | None = None
    why: Mapping[str, object] = field(default_factory=dict)
    face_value_cents: int | None = None
    stretch: int = 0
    tells: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A batch as it came: its lines, the head after each of them, and what was signed."""

    batch: UUID
    texts: Sequence[str]
    heads: Sequence[str]
    signature: str


@operation
def hold_terminal(*, by: Actor, terminal_id: int) -> Terminal:
    """Holds a device of the own structure until the end of the transaction: its batches come one after the other.

    Refuses with `NotYourRole`, `TerminalUnknown`, `TerminalIsStopped`, `TerminalAwaitsApproval`.
    """
    refuse_unless(policies.may_use_terminal(by.role))
    locked = lock(Terminal.objects.filter(pk=terminal_id))
    if not locked or (by.role == MEDIATOR and locked[0].organisation_id != by.organisation_id):
        raise TerminalUnknown()
    [terminal] = locked
    refuse_stopped(terminal)
    refuse_unapproved(terminal)
    return terminal


@operation
def keep_pack(*, terminal: Terminal, made_at: datetime, days: int) -> None:
    """Writes down that the device was given a pack, and forgets those that no line may name any more: those older than
    a device may stay without network (`days`) before the oldest pass it may still send.
    """
    given = PackGiven(scheme_id=terminal.scheme_id, terminal=terminal, made_at=made_at, stretch=terminal.acknowledged_n)
    PackGiven.objects.bulk_create([given], ignore_conflicts=True)
    PackGiven.objects.filter(terminal=terminal, made_at__lt=made_at - 2 * timedelta(days=days)).delete()


@operation
def keep_batch(
    *, by: Actor, terminal: Terminal, sent: Sent, judgements: Sequence[Judgement], held: tuple[int, int] | None = None
) -> list[OfflineLine]:
    """Keeps the lines of a batch with what became of each, and how far the device is now acknowledged.

    `held` is what the device says it still holds, in pass and in cents. Five statements at most, whatever the lines.
    """
    assert by.user_id is not None
    _seen(terminal, held)
    if not judgements:
        terminal.save(update_fields=["last_seen_at", "held_count", "held_cents"])
        return []
    batch = OfflineBatch.objects.create(
        scheme_id=terminal.scheme_id,
        terminal=terminal,
        batch=sent.batch,
        first_n=judgements[0].line.n,
        line_count=len(judgements),
        head=sent.heads[-1],
        signature=sent.signature,
        user_id=by.user_id,
    )
    lines = [
        _line(terminal, batch, judgement, text, head)
        for judgement, text, head in zip(judgements, sent.texts, sent.heads, strict=True)
    ]
    OfflineLine.objects.bulk_create(lines)
    _tell_people(terminal, lines, judgements)
    terminal.acknowledged_n, terminal.acknowledged_head = lines[-1].n, lines[-1].head
    believed = [line.taken_at for line in lines if line.taken_at and line.verdict != models.REFUSED]
    terminal.last_taken_at = max(
        [*believed, *([terminal.last_taken_at] if terminal.last_taken_at else [])], default=None
    )
    terminal.save()
    _record(by, terminal, lines)
    return lines


@operation
def keep_refused_batch(*, by: Actor, terminal: Terminal, refusal: Refusal) -> None:
    """Writes down that a batch of a device was refused whole: the authority sees it among the devices."""
    terminal.refused_at = terminal.last_seen_at = clock.now()
    terminal.save(update_fields=["refused_at", "last_seen_at"])
    record(
        by=by,
        verb="refuse_batch",
        subject_kind="terminal",
        subject_id=terminal.pk,
        summary=N_("Appareil « %(label)s » : lot refusé en entier"),
        data={"label": terminal.label, "refusal": refusal.code},
    )


@operation
def read_told(*, by: Actor, told_ids: Collection[int]) -> None:
    """The person has read what was decided otherwise than promised. Read twice, it stays read since the first time.

    Refuses with `NotYourRole`; what is somebody else's is left as it is.
    """
    refuse_unless(policies.may_use_terminal(by.role))
    assert by.user_id is not None
    mine = OfflineTold.objects.filter(pk__in=told_ids, user_id=by.user_id, read_at__isnull=True)
    mine.update(read_at=clock.now())


def _seen(terminal: Terminal, held: tuple[int, int] | None) -> None:
    terminal.last_seen_at = clock.now()
    if held is not None:
        terminal.held_count, terminal.held_cents = held


def _line(terminal: Terminal, batch: OfflineBatch, judged: Judgement, text: str, head: str) -> OfflineLine:
    line = judged.line
    return OfflineLine(
        scheme_id=terminal.scheme_id,
        terminal=terminal,
        batch=batch,
        n=line.n,
        text="" if line.code or not (line.is_taking or line.undo) else text,
        head=head,
        request=line.request,
        number=judged.number,
        turn=judged.turn,
        venue_id=line.venue_id or None,
        user_id=line.user_id or None,
        service_code=line.service_code,
        service_on=line.service_on,
        taken_at=line.taken_at,
        pack_made_at=line.pack_made_at,
        stretch=judged.stretch,
        face_value_cents=judged.face_value_cents,
        undo_n=line.undo,
        verdict=judged.verdict,
        found=judged.found,
        outcome=judged.outcome,
        why=dict(judged.why),
    )


def _tell_people(terminal: Terminal, lines: Sequence[OfflineLine], judgements: Sequence[Judgement]) -> None:
    known = set(terminal.people.values_list("user_id", flat=True))
    OfflineTold.objects.bulk_create(
        OfflineTold(
            scheme_id=terminal.scheme_id,
            line=line,
            organisation_id=terminal.organisation_id,
            user_id=line.user_id if line.user_id in known else terminal.enrolled_by_id,
        )
        for line, judged in zip(lines, judgements, strict=True)
        if judged.tells
    )


def _record(by: Actor, terminal: Terminal, lines: Sequence[OfflineLine]) -> None:
    counts = {verdict: sum(line.verdict == verdict for line in lines) for verdict in models.VERDICTS}
    record(
        by=by,
        verb="receive_batch",
        subject_kind="terminal",
        subject_id=terminal.pk,
        summary=N_(
            "Lot reçu : %(recorded_count)s pass enregistrés, %(refused_count)s refusés, %(conflict_count)s conflits"
        ),
        data={
            "first": lines[0].n,
            "last": lines[-1].n,
            "recorded_count": counts[models.RECORDED],
            "refused_count": counts[models.REFUSED],
            "conflict_count": counts[models.CONFLICT],
        },
    )
