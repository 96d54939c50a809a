"""A device enters a structure, is opened by its people, and leaves for good."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from quitus.domain.access import rules as access_rules
from quitus.domain.access.models import Access
from quitus.domain.access.operations import end_accesses_of_terminal, open_access
from quitus.domain.audit.operations import record
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.terminals import policies, queries, rules, states
from quitus.domain.terminals.errors import (
    KeyAlreadyEnrolled,
    NotAPublicKey,
    StopReasonMissing,
    TerminalAwaitsApproval,
    TerminalIsStopped,
    TerminalLabelMissing,
    TerminalStandsElsewhere,
    TerminalUnknown,
    TerminalVenuesMissing,
)
from quitus.domain.terminals.models import Terminal, TerminalPerson
from quitus.domain.venues import queries as venues
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.calendar import PARIS
from quitus.kernel.constraints import refused_by
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_

SCOPES = (access_rules.CHECK, access_rules.REDEEM, access_rules.UNDO, access_rules.READ)


@dataclass(frozen=True)
class Opened:
    """A device opened for a person: `secret` is told this once, and is None while the authority has not approved the
    device.
    """

    terminal: Terminal
    access: Access | None
    secret: str | None
    person: TerminalPerson

    @property
    def data_key(self) -> bytes:
        """32 bytes with which the device keeps what it took, the same for all its people and its whole life: made from
        the secret of this instance, and stored nowhere here.
        """
        info = f"quitus 1 terminal data {self.terminal.pk}".encode()
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(settings.SECRET_KEY.encode())


@operation
def enrol_terminal(*, by: Actor, label: str, public_key: bytes, venue_ids: Iterable[int]) -> Opened:
    """Makes a device known by its public key (P-256, 65 bytes), for venues where the person takes pass, and opens it.

    It waits for the authority where the convention says so.
    Refuses with `NotYourRole`, `TerminalLabelMissing`, `TerminalVenuesMissing`, `NotAPublicKey`, `KeyAlreadyEnrolled`.
    """
    refuse_unless(policies.may_use_terminal(by.role))
    assert by.user_id is not None
    assert by.organisation_id is not None
    terms = queries.device_terms()
    terminal = Terminal(
        scheme_id=current_scheme_id(),
        organisation_id=by.organisation_id,
        label=_label(label),
        venue_ids=_venues(by, venue_ids),
        public_key=_key(public_key),
        state=states.WAITING if terms.needs_approval else states.IN_USE,
        enrolled_by_id=by.user_id,
        enrolled_at=clock.now(),
        last_seen_at=clock.now(),
    )
    with refused_by("key_belongs_to_one_terminal", KeyAlreadyEnrolled()):
        terminal.save(force_insert=True)
    _tell(by, "enrol_terminal", terminal, N_("Appareil « %(label)s » enregistré"))
    return _opened(by, terminal, terms.limits.days)


@operation
def approve_terminal(*, by: Actor, terminal_id: int) -> Terminal:
    """Lets a structure use a device that waits. Refuses with `NotYourRole`, `TerminalUnknown`,
    `TerminalStandsElsewhere`.
    """
    refuse_unless(policies.may_approve_terminal(by.role))
    terminal = _advanced(by, terminal_id, "approve_terminal")
    terminal.approved_at = clock.now()
    terminal.save(update_fields=["state", "approved_at"])
    _tell(by, "approve_terminal", terminal, N_("Appareil « %(label)s » autorisé"))
    return terminal


@operation
def open_for(*, by: Actor, terminal_id: int) -> Opened:
    """A person who has signed in opens a device of the own structure, and may unlock it without network for the days
    that the convention gives.

    Refuses with `NotYourRole`, `TerminalUnknown`, `TerminalIsStopped`, `TerminalVenuesMissing` (takes no pass at any
    of its venues).
    """
    refuse_unless(policies.may_use_terminal(by.role))
    terminal = _locked(by, terminal_id)
    refuse_stopped(terminal)
    terminal.last_seen_at = clock.now()
    terminal.save(update_fields=["last_seen_at"])
    return _opened(by, terminal, queries.device_terms().limits.days)


@operation
def open_by_key(*, terminal_id: int, user_id: int, at: str, signature: str) -> Opened:
    """A device asks for a fresh access by its key alone, for a person who may still unlock it.

    `at` is when it says it asks: later than the last time, and not after now, so that nothing overheard is of use.
    Refuses with `TerminalUnknown`, one same refusal whatever is wrong.
    """
    locked = lock(Terminal.objects.filter(pk=terminal_id))
    said = _instant(at)
    if not locked or said is None or not _asks_well(locked[0], said):
        raise TerminalUnknown()
    [terminal] = locked
    message = rules.token_message(terminal_id, user_id, at)
    person = TerminalPerson.objects.filter(terminal=terminal, user_id=user_id, unlock_until__gt=clock.now()).first()
    by = _mediator(terminal, user_id)
    if by is None or person is None or not rules.is_signed(bytes(terminal.public_key), message, signature):
        raise TerminalUnknown()
    terminal.token_at, terminal.last_seen_at = said, clock.now()
    terminal.save(update_fields=["token_at", "last_seen_at"])
    venue_ids = _worked_at(by, terminal.venue_ids)
    if not venue_ids:
        raise TerminalUnknown()
    access, secret = _access(by, terminal, venue_ids)
    return Opened(terminal, access, secret, person)


@operation
def stop_terminal(*, by: Actor, terminal_id: int, reason: str) -> Terminal:
    """The device takes and sends nothing from now on, and its accesses end with it.

    Refuses with `NotYourRole`, `TerminalUnknown` (also another structure's), `TerminalStandsElsewhere`,
    `StopReasonMissing`.
    """
    refuse_unless(policies.may_stop_terminal(by.role))
    terminal = _advanced(by, terminal_id, "stop_terminal")
    if not reason.strip():
        raise StopReasonMissing()
    terminal.stopped_at, terminal.stop_reason = clock.now(), reason.strip()[:200]
    terminal.save(update_fields=["state", "stopped_at", "stop_reason"])
    end_accesses_of_terminal(by=by, terminal_id=terminal.pk)
    _tell(by, "stop_terminal", terminal, N_("Appareil « %(label)s » arrêté : %(reason)s"), reason=terminal.stop_reason)
    return terminal


@operation
def note_contact(*, terminal_id: int, held: tuple[int, int] | None = None) -> None:
    """The device was heard of; `held` is what it says it holds, in pass and cents. At most once in five minutes where
    it says nothing new.
    """
    now = clock.now()
    found = Terminal.objects.filter(pk=terminal_id)
    if held is None:
        found.filter(last_seen_at__lt=now - timedelta(minutes=5)).update(last_seen_at=now)
    else:
        found.update(last_seen_at=now, held_count=held[0], held_cents=held[1])


def refuse_stopped(terminal: Terminal) -> None:
    """Refuse with `TerminalIsStopped` what a stopped device asks."""
    if terminal.stopped_at is not None:
        raise TerminalIsStopped(on=terminal.stopped_at.astimezone(PARIS).date())


def refuse_unapproved(terminal: Terminal) -> None:
    """Refuse with `TerminalAwaitsApproval` what a device asks before the authority has approved it."""
    if terminal.state == states.WAITING:
        raise TerminalAwaitsApproval()


def _opened(by: Actor, terminal: Terminal, days: int) -> Opened:
    assert by.user_id is not None
    venue_ids = _worked_at(by, terminal.venue_ids)
    if not venue_ids:
        raise TerminalVenuesMissing()
    now = clock.now()
    person, _ = TerminalPerson.objects.update_or_create(
        terminal=terminal,
        user_id=by.user_id,
        defaults={"unlock_until": now + timedelta(days=days)},
        create_defaults={
            "scheme_id": terminal.scheme_id,
            "opened_at": now,
            "unlock_until": now + timedelta(days=days),
        },
    )
    if terminal.state == states.WAITING:
        return Opened(terminal, None, None, person)
    access, secret = _access(by, terminal, venue_ids)
    return Opened(terminal, access, secret, person)


def _access(by: Actor, terminal: Terminal, venue_ids: list[int]) -> tuple[Access, str]:
    return open_access(
        by=by,
        kind=access_rules.TERMINAL,
        scopes=SCOPES,
        expires_at=clock.now() + rules.ACCESS_LASTS,
        label=terminal.label,
        venue_ids=venue_ids,
        terminal_id=terminal.pk,
    )


def _label(text: str) -> str:
    label = text.strip()[: rules.LABEL_LONGEST]
    if not label:
        raise TerminalLabelMissing()
    return label


def _key(public_key: bytes) -> bytes:
    if not rules.is_public_key(public_key):
        raise NotAPublicKey()
    return public_key


def _venues(by: Actor, venue_ids: Iterable[int]) -> list[int]:
    wanted = sorted(set(venue_ids))
    if not wanted or _worked_at(by, wanted) != wanted:
        raise TerminalVenuesMissing()
    return wanted


def _worked_at(by: Actor, venue_ids: Iterable[int]) -> list[int]:
    """Those of these venues where the person takes pass today, in order."""
    assert by.user_id is not None
    assert by.organisation_id is not None
    mine = venues.venues_worked_at(by.user_id).filter(organisation_id=by.organisation_id, pk__in=list(venue_ids))
    return sorted(mine.values_list("pk", flat=True))


def _instant(text: str) -> datetime | None:
    try:
        return rules.instant_of(text)
    except ValueError:
        return None


def _asks_well(terminal: Terminal, said: datetime) -> bool:
    is_new = terminal.token_at is None or said > terminal.token_at
    return terminal.state == states.IN_USE and is_new and said <= latest_told()


def latest_told() -> datetime:
    """The latest instant that a device may tell now, its clock up to five minutes ahead.

    An example scheme lives slower than the clock of a device: there, until the end of its day.
    """
    now = clock.now()
    if organisations.scheme_by_id(current_scheme_id()).lives_on is not None:
        return datetime.combine(now.astimezone(PARIS).date(), datetime.max.time(), PARIS)
    return now + rules.CLOCKS_DIFFER


def _mediator(terminal: Terminal, user_id: int) -> Actor | None:
    members = organisations.members(terminal.scheme_id, role=MEDIATOR)
    mine = members.filter(user_id=user_id, organisation_id=terminal.organisation_id, user__is_active=True)
    membership = mine.order_by("pk").first()
    return organisations.actor_of(membership) if membership else None


def _locked(by: Actor, terminal_id: int) -> Terminal:
    locked = lock(Terminal.objects.filter(pk=terminal_id))
    if not locked or (by.role == MEDIATOR and locked[0].organisation_id != by.organisation_id):
        raise TerminalUnknown()
    return locked[0]


def _advanced(by: Actor, terminal_id: int, verb: str) -> Terminal:
    terminal = _locked(by, terminal_id)
    state = after(states.TERMINAL, terminal.state, verb)
    if state is None:
        raise TerminalStandsElsewhere(label=terminal.label, state=states.TERMINAL_LABELS[terminal.state])
    terminal.state = state
    return terminal


def _tell(by: Actor, verb: str, terminal: Terminal, summary: str, **facts: object) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="terminal",
        subject_id=terminal.pk,
        summary=summary,
        data={"label": terminal.label, "structure": terminal.organisation_id, **facts},
    )
