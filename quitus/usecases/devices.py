"""What a device asks: what it may know without network, an access by its key alone, and to have its lines received."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from quitus.domain.access.models import Access
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.redemption.operations.offline import Receipt, receive_batch
from quitus.domain.terminals import operations, packs, queries
from quitus.domain.terminals.errors import TerminalUnknown
from quitus.domain.terminals.models import OfflineTold, Terminal
from quitus.domain.terminals.operations import Opened
from quitus.domain.terminals.packs import Pack
from quitus.domain.terminals.queries import DeviceTerms
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.usecases.keys import published
from quitus.usecases.redeem import undo_redemption


@dataclass(frozen=True)
class Given:
    """All that a device is given at once: what it may know, under which terms, and what its person is still to read."""

    terminal: Terminal
    pack: Pack
    terms: DeviceTerms
    told: Sequence[OfflineTold]
    keys: dict[str, object]


@operation
def give_pack(*, access: Access, held: tuple[int, int] | None = None) -> Given:
    """What a device may know now, in the hands of the person of its token; that it was heard of is written down."""
    terminal = _terminal(access)
    operations.note_contact(terminal_id=terminal.pk, held=held)
    terms, pack = queries.device_terms(), packs.pack_of(terminal, access.user_id)
    operations.keep_pack(terminal=terminal, made_at=pack.made_at, days=terms.limits.days)
    return Given(
        terminal=terminal,
        pack=pack,
        terms=terms,
        told=list(queries.unread(access.user_id)),
        keys=published(),
    )


def bitmap_of(*, access: Access, series: int) -> bytes | None:
    """The bitmap of one series that the device may take, None for any other."""
    return packs.bitmap_of(_terminal(access), access.user_id, series)


@operation
def receive(
    *,
    by: Actor,
    access: Access,
    terminal_id: int,
    batch: UUID,
    texts: Sequence[str],
    head: str,
    signature: str,
    held: tuple[int, int] | None = None,
) -> Receipt:
    """Receives a batch of the device of this token; what is on a claim is not undone. Refuses as `receive_batch`."""
    if access.terminal_id != terminal_id:
        raise TerminalUnknown()
    return receive_batch(
        by=by,
        terminal_id=terminal_id,
        batch=batch,
        texts=texts,
        head=head,
        signature=signature,
        held=held,
        undo=undo_redemption,
    )


def open_by_key(*, terminal_id: int, user_id: int, at: str, signature: str) -> Opened:
    """A fresh access for a device that comes with its key alone, outside of any scheme. Refuses with
    `TerminalUnknown`, whatever is wrong.
    """
    scheme_id = queries.scheme_of_terminal(terminal_id)
    if scheme_id is None:
        raise TerminalUnknown()
    with within_scheme(organisations.scheme_by_id(scheme_id)):
        return operations.open_by_key(terminal_id=terminal_id, user_id=user_id, at=at, signature=signature)


def _terminal(access: Access) -> Terminal:
    found = queries.terminals().filter(pk=access.terminal_id or 0).first()
    if found is None:
        raise TerminalUnknown()
    return found
