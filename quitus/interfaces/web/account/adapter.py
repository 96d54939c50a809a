"""How django-allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from quitus.domain.users import operations
from quitus.domain.users.models import User
from quitus.kernel.actors import Actor


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; what a person changes of hers is written down."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up alone."""
        return False

    def set_password(self, user: User, password: str) -> None:
        """Through the operation, which records who did it and when."""
        changed = operations.set_password(
            by=Actor(user.pk, None, "", None, user.full_name), user_id=user.pk, password=password
        )
        user.password = changed.password
