"""Conflicts, as read by the doors: of the whole scheme, of one structure, and how many a structure collects."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet, Sum

from quitus.domain.audit.queries import kept_facts
from quitus.domain.organisations.models import Organisation
from quitus.domain.redemption import states
from quitus.domain.redemption.errors import BY_OUTCOME, PassTypedTwice
from quitus.domain.redemption.models_offline import Conflict
from quitus.domain.terminals.errors import OF_LINES
from quitus.domain.terminals.models import OfflineLine
from quitus.kernel import clock
from quitus.kernel.money import Cents
from quitus.kernel.refusals import Refusal

FOLLOWED = timedelta(days=365)
"""Over how long the conflicts of a structure are counted."""


def refusal_of(line: OfflineLine) -> Refusal | None:
    """Why a line was decided otherwise than promised, with its facts; None for one that was recorded."""
    reason = _REASONS.get(line.outcome)
    return reason(**kept_facts(line.why)) if reason else None


_REASONS: dict[str, type[Refusal]] = {**BY_OUTCOME, **OF_LINES, PassTypedTwice.code: PassTypedTwice}


def conflicts(*, state: str = "", found: str = "", organisation_id: int | None = None) -> QuerySet[Conflict]:
    """The conflicts of the scheme, those to be decided first, then the latest, with their line and structures."""
    wanted = Conflict.objects.select_related(
        "line__terminal", "organisation", "venue", "other_organisation", "decided_by"
    )
    if state:
        wanted = wanted.filter(state=state)
    if found:
        wanted = wanted.filter(found=found)
    if organisation_id is not None:
        wanted = wanted.filter(organisation_id=organisation_id)
    return wanted.order_by("decided_at", "-recorded_at", "-pk")


def of_structure(organisation_id: int) -> QuerySet[Conflict]:
    """The conflicts in which a structure has a side: its own lines, and uses of its that were recorded first."""
    mine = Q(organisation_id=organisation_id) | Q(other_organisation_id=organisation_id)
    return conflicts().filter(mine)


def conflict(conflict_id: int) -> Conflict:
    """One conflict with all that it names; raises `Conflict.DoesNotExist`."""
    return conflicts().get(pk=conflict_id)


def counts_by_state() -> dict[str, int]:
    """How many conflicts stand in each state."""
    return dict(Conflict.objects.order_by().values_list("state").annotate(count=Count("pk")))


def owed_cents(organisation_id: int | None = None) -> Cents:
    """What the authority owes for conflicts and has not paid, in cents: to one structure, or to all."""
    found = Conflict.objects.filter(state=states.OWED)
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    return Cents(found.aggregate(cents=Sum("face_value_cents", default=0))["cents"])


@dataclass(frozen=True)
class Followed:
    """A structure with many conflicts of its own lines in twelve months."""

    organisation: Organisation
    count: int


def to_follow_up(threshold: int) -> list[Followed]:
    """The structures that collected at least so many conflicts in twelve months, those with the most first."""
    since = clock.now() - FOLLOWED
    rows = (
        Conflict.objects.filter(recorded_at__gte=since)
        .order_by()
        .values_list("organisation_id")
        .annotate(count=Count("pk"))
        .filter(count__gte=threshold)
    )
    counts = dict(rows)
    found = Organisation.objects.in_bulk(counts)
    return [Followed(found[key], count) for key, count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))]
