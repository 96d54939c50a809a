"""Tokens, as read by the rooms and doors above."""

from django.db.models import QuerySet

from quitus.domain.access import rules
from quitus.domain.access.models import Access
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.venues import queries as venues
from quitus.domain.venues.models import Venue
from quitus.kernel import clock
from quitus.kernel.actors import Actor


def of_secret(secret: str) -> Access | None:
    """The token that this secret opens, with its scheme, person and structure; None when there is none.

    Call it in no scheme: which one it opens is known by it. Whether it still stands (`stands`), and what its person
    still may, is asked in that scheme, at the moment at which it lives. One query, whatever is asked.
    """
    # What is no secret of ours is looked for all the same, so that it takes as long to be refused.
    return (
        Access.objects.filter(digest=rules.digest_of(secret))
        .select_related("scheme__authority", "scheme__funder", "user", "organisation")
        .first()
    )


def stands(access: Access) -> bool:
    """Whether a token opens anything now, in its scheme."""
    return rules.stands(access.starts_at, access.expires_at, access.ended_at, clock.now())


def actor_of(access: Access) -> Actor | None:
    """In whose name a token acts: its person as mediator of that structure; None once he is not, or his account is
    closed. The thread names the software with the person.
    """
    members = organisations.members(access.scheme_id, role=MEDIATOR)
    mine = members.filter(user_id=access.user_id, organisation_id=access.organisation_id, user__is_active=True)
    membership = mine.order_by("pk").first()
    return organisations.actor_of(membership) if membership else None


def venues_of(access: Access) -> QuerySet[Venue]:
    """The venues for which a token acts now: those given, or all, as far as its person takes pass there today."""
    found = venues.venues_worked_at(access.user_id).filter(
        scheme_id=access.scheme_id, organisation_id=access.organisation_id
    )
    return found.filter(pk__in=access.venue_ids) if access.venue_ids else found


def softwares_of(organisation_id: int, scheme_id: int) -> QuerySet[Access]:
    """The tokens given to software of a structure, ended ones too, with their person, newest first."""
    return (
        Access.objects.filter(scheme_id=scheme_id, organisation_id=organisation_id, kind=rules.SOFTWARE)
        .select_related("user")
        .order_by("-pk")
    )


def standing(organisation_id: int, scheme_id: int) -> QuerySet[Access]:
    """The tokens given to software of a structure that open something now."""
    return softwares_of(organisation_id, scheme_id).filter(ended_at__isnull=True, expires_at__gt=clock.now())
