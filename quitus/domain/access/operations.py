"""Opening tokens and ending them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from quitus.domain.access import policies, queries, rules
from quitus.domain.access.errors import (
    AccessAlreadyEnded,
    AccessEndsTooSoon,
    AccessTooLong,
    AccessUnknown,
    LabelMissing,
    ScopesMissing,
    TooManyAccesses,
    VenueNotYours,
)
from quitus.domain.access.models import Access
from quitus.domain.audit.operations import record
from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.venues import queries as venues
from quitus.kernel import clock
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.calendar import PARIS
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@operation
def open_access(
    *,
    by: Actor,
    kind: str,
    scopes: Iterable[str],
    expires_at: datetime,
    label: str = "",
    venue_ids: Iterable[int] = (),
    terminal_id: int | None = None,
) -> tuple[Access, str]:
    """Lets a software or a device act in the name of `by` until `expires_at`; gives the token and its secret.

    The secret is told this once and kept nowhere. `venue_ids` empty: wherever the person takes pass. `terminal_id` is
    told for a device and for nothing else. What a device is given leaves no line in the thread: it lasts some hours,
    and it asks for it anew.
    Refuses with `NotYourRole`, `LabelMissing` (a software has a name), `ScopesMissing`, `VenueNotYours`,
    `AccessEndsTooSoon`, `AccessTooLong` (two years at most), `TooManyAccesses`.
    """
    refuse_unless(policies.may_open_access(by.role))
    assert by.user_id is not None
    assert by.organisation_id is not None
    access = Access(
        scheme_id=current_scheme_id(),
        organisation_id=by.organisation_id,
        user_id=by.user_id,
        kind=kind,
        label=label.strip(),
        scopes=_scopes(scopes),
        venue_ids=sorted(set(venue_ids)),
        terminal_id=terminal_id,
        starts_at=clock.now(),
        expires_at=expires_at,
    )
    _refuse_venues_of_others(access)
    _refuse_times(access)
    if kind == rules.SOFTWARE:
        _refuse_software(access)
    secret = rules.new_secret()
    access.digest = rules.digest_of(secret)
    access.save(force_insert=True)
    if kind == rules.SOFTWARE:
        until = rules.last_day(expires_at)
        _tell(by, access, "open_access", N_("Jeton créé pour « %(label)s »"), scopes=access.scopes, until=until)
    return access, secret


@operation
def end_access(*, by: Actor, access_id: int) -> Access:
    """The token opens nothing from now on. A mediator ends one of the own structure, the manager any of the scheme.

    Refuses with `NotYourRole`, `AccessUnknown`, `AccessAlreadyEnded`.
    """
    refuse_unless(policies.may_end_access(by.role))
    locked = lock(_in_reach(by).filter(pk=access_id))
    if not locked:
        raise AccessUnknown()
    [access] = locked
    if access.ended_at is not None:
        raise AccessAlreadyEnded(ended_on=access.ended_at.astimezone(PARIS).date())
    access.ended_at = clock.now()
    access.save(update_fields=["ended_at"])
    if access.kind == rules.SOFTWARE:
        _tell(by, access, "end_access", N_("Jeton de « %(label)s » retiré"))
    return access


@operation
def end_accesses_of_terminal(*, by: Actor, terminal_id: int, user_id: int | None = None) -> int:
    """Ends what a device holds, in the name of everybody or of one person; gives how many tokens that was.

    Whoever ends the device writes the line. Refuses with `NotYourRole`.
    """
    refuse_unless(policies.may_end_access(by.role))
    found = _in_reach(by).filter(terminal_id=terminal_id, ended_at__isnull=True)
    if user_id is not None:
        found = found.filter(user_id=user_id)
    return found.update(ended_at=clock.now())


@operation
def touch(*, access_id: int) -> None:
    """Writes down that the token is used today: a line that stays unused for months is one to end."""
    today = clock.today()
    Access.objects.filter(pk=access_id).exclude(last_used_on=today).update(last_used_on=today)


@operation
def forget_ended_accesses() -> int:
    """Removes what devices held, a month after its end; gives how many lines that was."""
    over = clock.now() - rules.KEPT_AFTER
    found = Access.objects.filter(scheme_id=current_scheme_id(), expires_at__lt=over).exclude(kind=rules.SOFTWARE)
    count, _ = found.delete()
    return count


def _in_reach(by: Actor) -> QuerySet[Access]:
    found = Access.objects.filter(scheme_id=current_scheme_id())
    if by.role != MEDIATOR:
        return found
    assert by.organisation_id is not None
    return found.filter(organisation_id=by.organisation_id)


def _scopes(given: Iterable[str]) -> list[str]:
    wanted = list(given)
    known = rules.known_scopes(wanted)
    if not known or len(known) != len(set(wanted)):
        raise ScopesMissing()
    return known


def _refuse_venues_of_others(access: Access) -> None:
    worked_at = venues.venues_worked_at(access.user_id).filter(organisation_id=access.organisation_id)
    if set(access.venue_ids) - set(worked_at.values_list("pk", flat=True)):
        raise VenueNotYours()


def _refuse_times(access: Access) -> None:
    if access.expires_at <= access.starts_at:
        raise AccessEndsTooSoon(earliest_on=clock.today())
    if access.expires_at > access.starts_at + rules.LONGEST:
        latest_on = rules.last_day(access.starts_at + rules.LONGEST) - timedelta(days=1)
        raise AccessTooLong(days=rules.LONGEST.days - 1, latest_on=latest_on)


def _refuse_software(access: Access) -> None:
    if not access.label:
        raise LabelMissing()
    if queries.standing(access.organisation_id, access.scheme_id).count() >= rules.SOFTWARE_MOST:
        raise TooManyAccesses(most=rules.SOFTWARE_MOST)


def _tell(by: Actor, access: Access, verb: str, summary: str, **facts: object) -> None:
    record(
        by=by,
        verb=verb,
        subject_kind="structure",
        subject_id=access.organisation_id,
        summary=summary,
        data={"access": access.pk, "label": access.label, **facts},
    )
