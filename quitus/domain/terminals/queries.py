"""Devices, as read by the rooms and doors above."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from quitus.domain.grants import queries as grants
from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.grants.parameters import APPROVED
from quitus.domain.grants.rules import Terms
from quitus.domain.terminals import models, rules, states
from quitus.domain.terminals.models import OfflineLine, OfflineTold, PackGiven, Terminal, TerminalPerson
from quitus.kernel import clock
from quitus.kernel.money import Cents
from quitus.kernel.tenancy import current_scheme_id


@dataclass(frozen=True)
class DeviceTerms:
    """What the convention in force says of devices; what it would say, when none is."""

    limits: rules.Limits
    needs_approval: bool
    loss_bearer: str
    follow_up: int
    pass_per_person_max: int


def device_terms() -> DeviceTerms:
    """What the convention says of devices today."""
    found: Terms | type[Terms] = Terms
    with suppress(ConventionNotSigned):  # what holds where the convention says nothing
        found = grants.terms_at(current_scheme_id(), clock.today())
    return DeviceTerms(
        limits=rules.Limits(found.terminal_count_max, found.terminal_cents_max, found.terminal_days_max),
        needs_approval=found.terminal_approval == APPROVED,
        loss_bearer=found.conflict_loss_bearer,
        follow_up=found.conflict_follow_up,
        pass_per_person_max=found.pass_per_person_max,
    )


def terminals(*, organisation_id: int | None = None, state: str = "") -> QuerySet[Terminal]:
    """The devices of the scheme or of one structure, in use first, with structure, who enrolled them, and the people
    who open them: two queries.
    """
    people = TerminalPerson.objects.select_related("user").order_by("user__full_name", "pk")
    found = Terminal.objects.select_related("organisation", "enrolled_by").prefetch_related(Prefetch("people", people))
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    if state:
        found = found.filter(state=state)
    return found.order_by("stopped_at", "organisation__sort_key", "label", "pk")


def terminal(terminal_id: int) -> Terminal:
    """One device with its structure and its people; raises `Terminal.DoesNotExist`."""
    return terminals().get(pk=terminal_id)


def counts_by_state() -> dict[str, int]:
    """How many devices of the scheme stand in each state."""
    rows = Terminal.objects.order_by().values_list("state").annotate(count=Count("pk"))
    return dict(rows)


def scheme_of_terminal(terminal_id: int) -> int | None:
    """The scheme of a device, whatever scheme is current; None when there is no such device. For the door to which a
    device comes with its key alone.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('quitus.terminal', %s, true)", [str(terminal_id)])
        found = Terminal.objects.filter(pk=terminal_id).values_list("scheme_id", flat=True).first()
        cursor.execute("SELECT set_config('quitus.terminal', '', true)")
    return found


def people_of(terminal_id: int) -> dict[int, TerminalPerson]:
    """Who opens a device, by person."""
    return {one.user_id: one for one in TerminalPerson.objects.filter(terminal_id=terminal_id)}


def stretches_given(terminal_id: int, packs: Collection[datetime]) -> dict[datetime, int]:
    """Of these packs, those that the device was given, with the stretch each opened: one query."""
    rows = PackGiven.objects.filter(terminal_id=terminal_id, made_at__in=set(packs))
    return dict(rows.values_list("made_at", "stretch"))


def stretch_reached(terminal: Terminal) -> int:
    """The stretch of the last line received; 0 before the first."""
    last = OfflineLine.objects.filter(terminal=terminal, n=terminal.acknowledged_n)
    return last.values_list("stretch", flat=True).first() or 0


def held_by_stretch(terminal_id: int, stretches: Collection[int]) -> dict[int, tuple[int, Cents]]:
    """How many pass, and of what value in cents, a device has sent that it took in each of these stretches: one
    query.
    """
    counted = Q(verdict__in=[models.RECORDED, models.CONFLICT])
    rows = (
        OfflineLine.objects.filter(counted, terminal_id=terminal_id, stretch__in=set(stretches))
        .order_by()
        .values_list("stretch")
        .annotate(count=Count("pk"), cents=Sum("face_value_cents", default=0))
    )
    return {stretch: (count, Cents(cents)) for stretch, count, cents in rows}


def lines_of(terminal_id: int, first_n: int, last_n: int) -> list[OfflineLine]:
    """The lines received of a device between two ranks, both included."""
    return list(OfflineLine.objects.filter(terminal_id=terminal_id, n__range=(first_n, last_n)).order_by("n"))


def head_before(terminal: Terminal, n: int) -> str | None:
    """The head of the chain before the line of rank `n`; None when the line before was never received."""
    if n == terminal.acknowledged_n + 1:
        return terminal.acknowledged_head
    if n == 1:
        return rules.FIRST_HEAD
    return OfflineLine.objects.filter(terminal=terminal, n=n - 1).values_list("head", flat=True).first()


def unread(user_id: int) -> QuerySet[OfflineTold]:
    """What a person was promised without network, that was decided otherwise, and has not read; oldest first."""
    return _told().filter(user_id=user_id, read_at__isnull=True).order_by("pk")


def told_to_structure(organisation_id: int) -> QuerySet[OfflineTold]:
    """The same for a whole structure, read or not, latest first, with the person."""
    return _told().filter(organisation_id=organisation_id).order_by("-pk")


def _told() -> QuerySet[OfflineTold]:
    return OfflineTold.objects.select_related("line__terminal", "user")


def awaiting_approval() -> int:
    """How many devices wait for the authority."""
    return Terminal.objects.filter(state=states.WAITING).count()
