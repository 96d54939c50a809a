"""Bringing a person into a scheme, and what those who answer for the scheme may do to that person's account."""

from collections.abc import Iterator
from datetime import date, timedelta

from quitus.domain.audit.queries import thread
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution.catalogue import AGENT, APPOINTMENT_KINDS
from quitus.domain.distribution.policies import role_of_appointment
from quitus.domain.organisations.errors import AccountantsPasswordIsHisOwn, AccountServesElsewhere, RolesIncompatible
from quitus.domain.organisations.models import Membership
from quitus.domain.organisations.operations import add_member, end_membership
from quitus.domain.organisations.queries import membership, memberships_ever, serves_elsewhere
from quitus.domain.organisations.roles import ACCOUNTANT, LABELS, incompatible_with
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

    With an empty `email` it is somebody who will never sign in: what he signs on paper is entered by others.
    An existing account keeps its name and its password. Without `password` the person chooses one
    through « Mot de passe oublié », as an accountant always does. Refuses with `EmailNotValid`, `PasswordTooWeak`,
    `PasswordWithoutAddress`, and as `give_role`.
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

    Refuses with `NotYourRole`, `NoRoleToOneself`, `RoleUnknown`, `AlreadyMember`, `RolesIncompatible`,
    `AccountantsPasswordIsHisOwn` (the role of accountant, to an account whose password another has chosen).
    """
    made = add_member(
        by=by,
        scheme_id=scheme_id,
        organisation_id=organisation_id,
        user_id=user_id,
        role=role,
        starts_on=starts_on,
    )
    _refuse_appointed(made, starts_on, None)
    if role == ACCOUNTANT and made.user.has_usable_password() and not _chose_his_password(made.user):
        raise AccountantsPasswordIsHisOwn()
    return made


@operation
def end_role(*, by: Actor, membership_id: int, ends_on: date) -> Membership:
    """Ends a role on its last day `ends_on`, or moves its planned end.

    An end put off is judged as a role given for the days that it adds. Refuses as `end_membership`.
    """
    before = membership(membership_id).ends_on
    ended = end_membership(by=by, membership_id=membership_id, ends_on=ends_on)
    if before is not None and ends_on > before:
        _refuse_appointed(ended, before + timedelta(days=1), ends_on)
    return ended


def _refuse_appointed(held: Membership, from_on: date, to_on: date | None) -> None:
    """Refuse a role that does not go with what its person is named for, on one day at least of these."""
    for kind in _named_for(held.user_id, from_on, to_on):
        if role_of_appointment(kind) in incompatible_with(held.role):
            full_name, asked = held.user.full_name, LABELS[held.role]
            raise RolesIncompatible(full_name=full_name, held=APPOINTMENT_KINDS[kind], asked=asked)


def _named_for(user_id: int, from_on: date, to_on: date | None) -> Iterator[str]:
    """The kinds of appointments of a person on days, both included; who is named by a mandated body is an agent."""
    for one in distribution.appointments().filter(user_id=user_id):
        if _meet(one.starts_on, one.ends_on, from_on, to_on):
            yield one.kind
    for named in distribution.mandated_ever(user_id):
        if _meet(named.starts_on, named.ends_on, from_on, to_on):
            yield AGENT


def _meet(starts_on: date, ends_on: date | None, from_on: date, to_on: date | None) -> bool:
    return (to_on is None or starts_on <= to_on) and (ends_on is None or from_on <= ends_on)


def _chose_his_password(user: User) -> bool:
    set_by = [one.user_id for one in thread("user", user.pk) if one.verb in ("create_user", "set_password")]
    return bool(set_by) and set_by[-1] == user.pk


@operation
def give_password(*, by: Actor, scheme_id: int, user_id: int, password: str) -> User:
    """Gives another password to somebody of this scheme who lost the former one.

    A role can be given here to anybody's account: without this bound, whoever administers one scheme would take an
    account of another, and act there under its name. One's own is changed on the page that asks for the former one.
    Refuses with `AccountServesElsewhere`, `OwnPasswordAsksForTheFormer`, `AccountantsPasswordIsHisOwn`, `NotYourRole`,
    `PasswordTooWeak`.
    """
    if by.user_id == user_id:
        raise OwnPasswordAsksForTheFormer()
    if memberships_ever(scheme_id, user_id=user_id).filter(role=ACCOUNTANT).exists():
        raise AccountantsPasswordIsHisOwn()
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
