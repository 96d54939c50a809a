"""Finding an account."""

from quitus.domain.users.models import User


def user(user_id: int) -> User:
    """The account with this key; raises `User.DoesNotExist`."""
    return User.objects.get(pk=user_id)


def user_by_email(email: str) -> User | None:
    """The account of an address in any case, if there is one."""
    return User.objects.filter(email=email.strip().lower()).first()
