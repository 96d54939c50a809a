"""What a device took without network, received: signature, chain, limits, the one gate, and conflicts.

Everything is for the whole batch at once: the number of statements does not grow with its lines.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from quitus.domain.redemption import conflict_rules, rules
from quitus.domain.redemption.errors import AlreadyUndone
from quitus.domain.redemption.models_offline import Conflict
from quitus.domain.redemption.offline_facts import Found
from quitus.domain.redemption.operations.judging import Judged, judge
from quitus.domain.redemption.operations.undo import undo_redemption
from quitus.domain.terminals import errors as device_errors
from quitus.domain.terminals import models as devices
from quitus.domain.terminals import operations as terminals
from quitus.domain.terminals import queries
from quitus.domain.terminals import rules as device_rules
from quitus.domain.terminals.models import OfflineBatch, OfflineLine, Terminal
from quitus.domain.terminals.operations import Sent
from quitus.domain.terminals.rules import Signed
from quitus.domain.venues.operations import hold_accounts
from quitus.domain.vouchers.models import Voucher
from quitus.domain.vouchers.operations import lock_order_of_range
from quitus.domain.vouchers.rules import RANKS
from quitus.kernel.actors import Actor
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_

MOST_UNDONE = 200
"""Of one batch, beyond which they are undone on line."""
UNDONE_THERE = N_("Annulé sur l'appareil dans les dix minutes")


@dataclass(frozen=True)
class Receipt:
    """What a device is answered: how far it is acknowledged, its lines with what became of each and the conflict each
    opened; or why the whole batch is refused.
    """

    acknowledged_n: int
    acknowledged_head: str
    lines: Sequence[OfflineLine] = ()
    conflicts: dict[int, int] = field(default_factory=dict)
    refused: Refusal | None = None


@operation
def receive_batch(
    *,
    by: Actor,
    terminal_id: int,
    batch: UUID,
    texts: Sequence[str],
    head: str,
    signature: str,
    held: tuple[int, int] | None = None,
    undo: Callable[..., object] = undo_redemption,
) -> Receipt:
    """Receives the lines that a device signed, in the name of whoever sends them, and records those that are good.

    `head` is that of the chain after the last of `texts`, `signature` the device's over it. The same batch, or lines
    received before, give the same answers, and nothing more happens. Without lines it is a sign of life. `held` is what
    the device says it still holds, in pass and cents. A batch that is not the device's own, or does not follow, is
    refused whole: the receipt says why, and the authority sees it among the devices. `undo` undoes what was received
    before and is undone since (`undo_redemption`, or what also looks at claims).
    Refuses with `NotYourRole`, `TerminalUnknown`, `TerminalIsStopped`, `TerminalAwaitsApproval`.
    """
    terminal = terminals.hold_terminal(by=by, terminal_id=terminal_id)
    try:
        sent, first = _checked(terminal, batch, texts, head, signature)
    except Refusal as refusal:
        terminals.keep_refused_batch(by=by, terminal=terminal, refusal=refusal)
        return _receipt(terminal, (), refused=refusal)
    known = max(terminal.acknowledged_n - first + 1, 0)
    fresh = Sent(batch, sent.texts[known:], sent.heads[known:], signature)
    lines = [device_rules.read_line(text) for text in fresh.texts]
    judged = judge(by, terminal, lines, _undone(by, terminal, lines, undo))
    kept = terminals.keep_batch(by=by, terminal=terminal, sent=fresh, judgements=[one for one, _ in judged], held=held)
    _open_conflicts(terminal, kept, judged)
    return _receipt(terminal, queries.lines_of(terminal.pk, first, first + len(texts) - 1))


def _receipt(terminal: Terminal, lines: Sequence[OfflineLine], refused: Refusal | None = None) -> Receipt:
    found = Conflict.objects.filter(line__in=[line.pk for line in lines if line.verdict == devices.CONFLICT])
    conflicts = dict(found.values_list("line_id", "pk")) if lines else {}
    return Receipt(terminal.acknowledged_n, terminal.acknowledged_head, lines, conflicts, refused)


def _checked(terminal: Terminal, batch: UUID, texts: Sequence[str], head: str, signature: str) -> tuple[Sent, int]:
    """The batch with its heads, and the rank of its first line. Refuses with `BatchTooLarge`, `BatchUnreadable`,
    `BatchNotSigned`, `ChainBroken`, `SameBatchOtherLines`.
    """
    if len(texts) > device_rules.MOST_LINES:
        raise device_errors.BatchTooLarge(most=device_rules.MOST_LINES)
    if any(len(text) > device_rules.LONGEST_LINE or "\0" in text for text in texts):
        raise device_errors.BatchUnreadable()
    if not device_rules.is_signed(bytes(terminal.public_key), head, signature):
        raise device_errors.BatchNotSigned()
    broken = device_errors.ChainBroken(acknowledged_n=terminal.acknowledged_n)
    ranks = [device_rules.rank_of(text) for text in texts]
    first = ranks[0] if ranks else terminal.acknowledged_n + 1
    if first is None or ranks != list(range(first, first + len(texts))) or first > terminal.acknowledged_n + 1:
        raise broken
    before = queries.head_before(terminal, first)
    heads = device_rules.heads(before or "", texts)
    if before is None or (heads[-1] if heads else before) != head:
        raise broken
    if any(line.head != heads[line.n - first] for line in queries.lines_of(terminal.pk, first, first + len(texts) - 1)):
        raise broken
    same = OfflineBatch.objects.filter(terminal=terminal, batch=batch).first()
    if same is not None and texts and first + len(texts) - 1 > terminal.acknowledged_n:
        raise device_errors.SameBatchOtherLines()
    return Sent(batch, texts, heads, signature), first


def _undone(
    by: Actor, terminal: Terminal, lines: Sequence[Signed], undo: Callable[..., object]
) -> dict[int, Refusal | None]:
    """Undoes what was received before and is undone since: None for each line that did, else why not.

    All that the batch touches is locked first, in the order of the house, since the gate locks more pass afterwards.
    """
    asked = [line for line in lines if line.undo is not None and line.undo <= terminal.acknowledged_n]
    if not asked:
        return {}
    before = OfflineLine.objects.filter(terminal=terminal, n__in=[line.undo for line in asked])
    known = {line.n: line for line in before.filter(verdict__in=(devices.RECORDED, devices.REFUSED, devices.STRUCK))}
    numbers = {line.number for line in lines} | {line.number for line in known.values()}
    whole = sorted(number for number in numbers if number is not None)
    hold_accounts(organisation_ids=[terminal.organisation_id])
    for series in sorted({line.number // RANKS for line in known.values() if line.turn is not None and line.number}):
        lock_order_of_range(NumberRange(series * RANKS + 1, series * RANKS + 1))
    lock(Voucher.objects.filter(number__in=whole))
    return {line.n: _undo(by, line, known.get(line.undo or 0), undo) for line in asked[:MOST_UNDONE]}


def _undo(by: Actor, line: Signed, of: OfflineLine | None, undo: Callable[..., object]) -> Refusal | None:
    if of is None or line.taken_at is None:
        return device_errors.TooLateToStrike()
    if of.turn is None:
        return None
    in_time = of.taken_at is not None and line.taken_at - of.taken_at <= rules.UNDO_FREELY
    why = {"reason_code": rules.OTHER, "note": UNDONE_THERE} if in_time else {}
    try:
        undo(by=by, number=of.number, turn=of.turn, **why)
    except AlreadyUndone:
        return None
    except Refusal as refusal:
        return refusal
    return None


def _open_conflicts(terminal: Terminal, kept: Sequence[OfflineLine], judged: Sequence[Judged]) -> None:
    opened = [
        (line, found)
        for line, (_, found) in zip(kept, judged, strict=True)
        if found is not None and line.verdict == devices.CONFLICT
    ]
    if not opened:
        return
    terms = queries.device_terms()
    Conflict.objects.bulk_create(_conflict(terminal, line, found, terms.loss_bearer) for line, found in opened)


def _conflict(terminal: Terminal, line: OfflineLine, found: Found, by_convention: str) -> Conflict:
    ruling = conflict_rules.ruling(found.kind, knew=False)
    other = found.other
    assert line.venue_id is not None
    assert line.number is not None
    return Conflict(
        scheme_id=terminal.scheme_id,
        line=line,
        organisation_id=terminal.organisation_id,
        venue_id=line.venue_id,
        number=line.number,
        found=found.kind,
        fact_at=found.fact_at,
        other_organisation_id=other.organisation_id if other else None,
        other_turn=other.turn if other else None,
        other_door=other.door if other else "",
        other_taken_at=(other.taken_at or other.recorded_at) if other else None,
        face_value_cents=line.face_value_cents or 0,
        proposed_bearer=conflict_rules.bearer(ruling, by_convention),
    )
