"""Who takes part in what, and at which moment a scheme lives."""

from datetime import date, datetime

from django.db.models import DateField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from quitus.domain.organisations.models import Membership, Organisation, Scheme
from quitus.domain.organisations.roles import ADMINISTRATOR, incompatible_with
from quitus.domain.users.models import User
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.tenancy import person_scope


def organisation(organisation_id: int) -> Organisation:
    """The organisation with this key; raises `Organisation.DoesNotExist`."""
    return Organisation.objects.get(pk=organisation_id)


def organisations(kind: str | None = None) -> QuerySet[Organisation]:
    """All organisations, or those of one kind, in alphabetical order."""
    found = Organisation.objects.order_by("sort_key", "pk")
    return found if kind is None else found.filter(kind=kind)


def scheme(slug: str) -> Scheme:
    """The scheme at this address, with its authority and funder; raises `Scheme.DoesNotExist`."""
    return Scheme.objects.select_related("authority", "funder").get(slug=slug)


def scheme_by_id(scheme_id: int) -> Scheme:
    """The scheme with this key, with its authority and funder; raises `Scheme.DoesNotExist`."""
    return Scheme.objects.select_related("authority", "funder").get(pk=scheme_id)


def schemes() -> QuerySet[Scheme]:
    """All schemes in alphabetical order, with their authority and funder."""
    return Scheme.objects.select_related("authority", "funder").order_by("sort_key", "pk")


def scheme_moment(scheme: Scheme) -> datetime | None:
    """The instant at which an example scheme lives; `None` for a real one, which lives now."""
    if scheme.lives_on is None or scheme.lives_since is None:
        return None
    return clock.example_moment(scheme.lives_on, scheme.lives_since, clock.real_now())


def memberships_of(user_id: int, *, on: date | None = None) -> list[Membership]:
    """The roles a person holds, in all schemes, with user, organisation, scheme and its authority: one query.

    `on` defaults to the date at which each scheme lives: today, or the example's own. Works in and out of a scheme's
    scope: a person may always see his own roles. In the order of schemes, then of roles as they were given.
    """
    day = Value(on, DateField()) if on else Coalesce(F("scheme__lives_on"), Value(clock.today(), DateField()))
    with person_scope(user_id):
        return list(
            _current(Membership.objects.filter(user_id=user_id, user__is_active=True), day)
            .select_related("user", "organisation", "scheme__authority", "scheme__funder")
            .order_by("scheme__sort_key", "scheme_id", "pk")
        )


def members(scheme_id: int, *, on: date | None = None, role: str | None = None) -> QuerySet[Membership]:
    """The roles held in a scheme on a date (today when None), or one of them, with user and organisation, by name."""
    found = _current(Membership.objects.filter(scheme_id=scheme_id), Value(on or clock.today(), DateField()))
    if role is not None:
        found = found.filter(role=role)
    return found.select_related("user", "organisation").order_by("user__full_name", "pk")


def memberships_ever(scheme_id: int, *, user_id: int | None = None) -> QuerySet[Membership]:
    """The roles ever held in a scheme, ended ones too, by everybody or by one person, with user and
    organisation, by name.
    """
    found = Membership.objects.filter(scheme_id=scheme_id)
    if user_id is not None:
        found = found.filter(user_id=user_id)
    return found.select_related("user", "organisation").order_by("user__full_name", "pk")


def incompatible_roles(scheme_id: int, *, user_id: int, role: str, days: tuple[date, date | None]) -> list[Membership]:
    """What a person holds in a scheme that does not go with `role` on these days, the first and the last included."""
    starts_on, ends_on = days
    barred = Membership.objects.filter(scheme_id=scheme_id, user_id=user_id, role__in=incompatible_with(role))
    found = barred.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on))
    return list((found if ends_on is None else found.filter(starts_on__lte=ends_on)).order_by("pk"))


def serves_elsewhere(user: User, scheme_id: int) -> bool:
    """Whether an account is good for more than one scheme: it has, had or will have a role in another one, or it
    administers the instance. Works in and out of a scheme's scope.
    """
    with person_scope(user.pk):
        return user.is_administrator or Membership.objects.filter(user=user).exclude(scheme_id=scheme_id).exists()


def membership(membership_id: int) -> Membership:
    """One membership of the current scheme with all that it names; raises `Membership.DoesNotExist`."""
    return Membership.objects.select_related("user", "organisation", "scheme").get(pk=membership_id)


def actor_of(membership: Membership) -> Actor:
    """The author of what a person does in this role."""
    return Actor(
        user_id=membership.user_id,
        membership_id=membership.pk,
        role=membership.role,
        organisation_id=membership.organisation_id,
        label=membership.user.full_name,
    )


def administrator_of(user: User) -> Actor | None:
    """The author of what an administrator of the instance does outside of schemes; `None` for anybody else."""
    if not (user.is_administrator and user.is_active):
        return None
    return Actor(
        user_id=user.pk,
        membership_id=None,
        role=ADMINISTRATOR,
        organisation_id=None,
        label=user.full_name,
    )


def _current(found: QuerySet[Membership], day: Value | Coalesce) -> QuerySet[Membership]:
    return found.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)
