"""What a software does with a token: look at pass, take them, undo, read what its structure took and is owed.

A token acts for its person, at its venues only: everything here is asked in the scheme of the token.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from quitus.domain.access import queries as access_queries
from quitus.domain.access import rules as access_rules
from quitus.domain.access.errors import VenueNotOfAccess
from quitus.domain.access.models import Access
from quitus.domain.grants.models import Service
from quitus.domain.redemption import operations as redemption
from quitus.domain.redemption import queries as redemptions
from quitus.domain.redemption import rules
from quitus.domain.redemption.errors import NotAtThisVenue
from quitus.domain.redemption.models import Redemption, RedemptionReversal
from quitus.domain.redemption.operations import Answer, Line, Looked
from quitus.domain.reimbursement import queries as reimbursement
from quitus.domain.venues import queries as venues
from quitus.domain.venues.models import Venue
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.usecases.redeem import undo_redemption

PAGE = 500


@dataclass(frozen=True, slots=True)
class Place:
    """A venue for which a token acts: the services it offers, and whether its structure takes pass today."""

    venue: Venue
    services: Sequence[Service]
    is_qualified: bool


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of takings ended: the day of service, then the number and the turn of the pass."""

    service_on: date
    number: int
    turn: int


@dataclass(frozen=True, slots=True)
class Mine:
    """A page of takings with the number of the claim each is on; `last` begins the next page, None on the last one."""

    lines: Sequence[tuple[Redemption, str | None]]
    last: Cursor | None


@operation
def look(
    *,
    by: Actor,
    access: Access,
    venue_id: int,
    codes: Sequence[str],
    service_code: str | None = None,
    service_on: date | None = None,
) -> list[Looked]:
    """As `redemption.look_at_codes`, at a venue of the token. Refuses also with `VenueNotOfAccess`."""
    _refuse_elsewhere(access, venue_id)
    return redemption.look_at_codes(
        by=by, venue_id=venue_id, codes=codes, service_code=service_code, service_on=service_on
    )


@operation
def take(*, by: Actor, access: Access, service: Line, codes: Sequence[str]) -> list[Answer]:
    """Takes the pass of one service, whose facts `service` says. Refuses as `redemption.redeem`, and with
    `VenueNotOfAccess`.
    """
    _refuse_elsewhere(access, service.venue_id)
    return redemption.redeem(
        by=by,
        venue_id=service.venue_id,
        service_code=service.service_code,
        service_on=service.service_on,
        request=service.request,
        codes=codes,
        people_count=service.people_count,
        minutes=service.minutes,
        theme=service.theme,
        door=door_of(access),
    )


@operation
def take_lines(*, by: Actor, access: Access, lines: Sequence[Line]) -> list[Answer]:
    """Takes pass of many services: one answer a line, in their order; `NotAtThisVenue` for those of other venues.

    Refuses as a whole as `redemption.redeem_lines`.
    """
    open_ids = set(access_queries.venues_of(access).values_list("pk", flat=True))
    door = door_of(access)
    inside = [line._replace(door=door) for line in lines if line.venue_id in open_ids]
    answers = iter(redemption.redeem_lines(by=by, lines=inside) if inside or not lines else [])
    elsewhere = Answer(None, refusal=NotAtThisVenue())
    return [next(answers) if line.venue_id in open_ids else elsewhere for line in lines]


@operation
def undo(
    *, by: Actor, access: Access, number: int, turn: int, reason_code: str = "", note: str = ""
) -> RedemptionReversal:
    """Undoes what was taken at a venue of the token. Refuses as `usecases.redeem.undo_redemption`, and with
    `VenueNotOfAccess`.
    """
    line = redemptions.redemption(number, turn)
    if line is not None and line.organisation_id == access.organisation_id:
        _refuse_elsewhere(access, line.venue_id)
    return undo_redemption(by=by, number=number, turn=turn, reason_code=reason_code, note=note)


def mine(
    *,
    access: Access,
    venue_id: int | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    after: Cursor | None = None,
) -> Mine:
    """What was taken at the venues of the token, or at one of them, for services of these days, both included, by the
    latest day of service: a page of 500. Four queries. Refuses with `VenueNotOfAccess`.
    """
    open_ids = list(access_queries.venues_of(access).values_list("pk", flat=True))
    if venue_id is not None and venue_id not in open_ids:
        raise VenueNotOfAccess()
    found = redemptions.redemptions(
        access.scheme_id, organisation_id=access.organisation_id, venue_id=venue_id, from_on=from_on, to_on=to_on
    )
    some = list(_after(found.filter(venue_id__in=open_ids), after)[: PAGE + 1])
    shown = some[:PAGE]
    claims = reimbursement.claim_numbers([(line.number, line.turn) for line in shown])
    last = Cursor(shown[-1].service_on, shown[-1].number, shown[-1].turn) if len(some) > PAGE else None
    return Mine([(line, claims.get((line.number, line.turn))) for line in shown], last)


def owed(*, access: Access) -> reimbursement.Owed:
    """What the structure of the token is owed, all its venues together: it is paid as a whole."""
    return reimbursement.owed(access.scheme_id, access.organisation_id)


def places(*, access: Access) -> list[Place]:
    """The venues for which a token acts, with their services. Four queries, whatever their number."""
    own = {venue.pk for venue in access_queries.venues_of(access)}
    qualified = venues.qualified_on(access.organisation_id, clock.today())
    found = venues.venues_of_structure(access.organisation_id).filter(pk__in=own)
    return [Place(venue, [offer.service for offer in venue.offers.all()], qualified) for venue in found]


def door_of(access: Access) -> str:
    """By which door what this token takes comes in: a software of the venue, or a page."""
    return rules.SOFTWARE if access.kind == access_rules.SOFTWARE else rules.PAGE


def _refuse_elsewhere(access: Access, venue_id: int) -> None:
    if not access_queries.venues_of(access).filter(pk=venue_id).exists():
        raise VenueNotOfAccess()


def _after(found: QuerySet[Redemption], after: Cursor | None) -> QuerySet[Redemption]:
    ordered = found.select_related("service", "order").order_by("-service_on", "-number", "-turn")
    if after is None:
        return ordered
    same_day = Q(service_on=after.service_on)
    before = Q(number__lt=after.number) | Q(number=after.number, turn__lt=after.turn)
    # The first condition is implied by the second: it is what the index reads.
    return ordered.filter(Q(service_on__lte=after.service_on), Q(service_on__lt=after.service_on) | same_day & before)
