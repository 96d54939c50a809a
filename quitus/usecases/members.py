"""Bringing a person into a scheme: an account when there is none yet, and a role."""

from datetime import date

from quitus.domain.organisations.models import Membership
from quitus.domain.organisations.operations import add_member
from quitus.domain.users.operations import create_user
from quitus.domain.users.queries import user_by_email
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
    through « Mot de passe oublié ». Refuses with `NotYourRole`, `EmailNotValid`, `PasswordTooWeak`,
    `RoleUnknown`, `AlreadyMember`.
    """
    user = user_by_email(email) or create_user(by=by, email=email, full_name=full_name, password=password)
    return add_member(
        by=by,
        scheme_id=scheme_id,
        organisation_id=organisation_id,
        user_id=user.pk,
        role=role,
        starts_on=starts_on,
    )
