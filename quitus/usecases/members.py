"""Bringing a person into a scheme, and what those who answer for the scheme may do to that person's account."""

from datetime import date

from django.db.models import Q

from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution.catalogue import AGENT, APPOINTMENT_KINDS
from quitus.domain.distribution.policies import role_of_appointment
from quitus.domain.organisations.errors import AccountServesElsewhere, RolesIncompatible
from quitus.domain.organisations.models import Membership
from quitus.domain.organisations.operations import add_member
from quitus.domain.organisations.queries import serves_elsewhere
from quitus.domain.organisations.roles import LABELS, incompatible_with
from quitus.domain.users import operations as users
from quitus.domain.users import queries as accounts
from quitus.domain.users.errors import OwnPasswordAsksForTheFormer
from quitus.domain.users.models import User
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation


@operation
def welcome_member(
    *,
    by: Actor,
    scheme_id: int,
    email: str,
    full_name: str,
    organisation_id: int,
    role: str,
    starts_on: date,
    password: str | None = None,
) -> Membership:
    """Gives a role to the person of this address, and opens the account when there is none.

    An existing account keeps its name and its password. Without `password` the person chooses one
    through « Mot de passe oublié ». Refuses with `EmailNotValid`, `PasswordTooWeak`, and as `give_role`.
    """
    user = accounts.user_by_email(email) or users.create_user(
        by=by, email=email, full_name=full_name, password=password
    )
    return give_role(
        by=by,
        scheme_id=scheme_id,
        organisation_id=organisation_id,
        user_id=user.pk,
        role=role,
        starts_on=starts_on,
    )


@operation
def give_role(
    *, by: Actor, scheme_id: int, organisation_id: int, user_id: int, role: str, starts_on: date
) -> Membership:
    """Gives one more role, of the current scheme, to somebody whom no appointment there keeps from it.

    Refuses with `NotYourRole`, `NoRoleToOneself`, `RoleUnknown`, `AlreadyMember`, `RolesIncompatible`.
    """
    made = add_member(
        by=by,
        scheme_id=scheme_id,
        organisation_id=organisation_id,
        user_id=user_id,
        role=role,
        starts_on=starts_on,
    )
    still = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
    kinds = set(distribution.appointments().filter(still, user_id=user_id).values_list("kind", flat=True))
    if distribution.mandates_of(user_id, starts_on):
        kinds.add(AGENT)
    for kind in kinds:
        if role_of_appointment(kind) in incompatible_with(role):
            raise RolesIncompatible(full_name=made.user.full_name, held=APPOINTMENT_KINDS[kind], asked=LABELS[role])
    return made


@operation
def give_password(*, by: Actor, scheme_id: int, user_id: int, password: str) -> User:
    """Gives another password to somebody of this scheme who lost the former one.

    A role can be given here to anybody's account: without this bound, whoever administers one scheme would take an
    account of another, and act there under its name. One's own is changed on the page that asks for the former one.
    Refuses with `AccountServesElsewhere`, `OwnPasswordAsksForTheFormer`, `NotYourRole`, `PasswordTooWeak`.
    """
    if by.user_id == user_id:
        raise OwnPasswordAsksForTheFormer()
    _refuse_elsewhere(by, scheme_id, user_id)
    return users.set_password(by=by, user_id=user_id, password=password)


@operation
def close_account(*, by: Actor, scheme_id: int, user_id: int) -> User:
    """Closes the account of somebody who serves in this scheme only.

    Refuses with `AccountServesElsewhere`, `NotYourRole`, `UserAlreadyInactive`.
    """
    _refuse_elsewhere(by, scheme_id, user_id)
    return users.deactivate_user(by=by, user_id=user_id)


def _refuse_elsewhere(by: Actor, scheme_id: int, user_id: int) -> None:
    """An administrator of the instance answers for all its schemes."""
    author = accounts.user(by.user_id) if by.user_id is not None else None
    user = accounts.user(user_id)
    if not (author and author.is_administrator) and serves_elsewhere(user, scheme_id):
        raise AccountServesElsewhere(full_name=user.full_name)
