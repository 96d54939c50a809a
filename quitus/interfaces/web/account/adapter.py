"""How django-allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.translation import ngettext

from quitus.domain.users import operations
from quitus.domain.users.models import User
from quitus.kernel.actors import Actor


def _too_many() -> str:
    minutes = settings.LOGIN_PAUSE_MINUTES
    words = ngettext(
        "Trop d'essais avec un mauvais mot de passe. Attendez %(minutes)s minute, puis réessayez.",
        "Trop d'essais avec un mauvais mot de passe. Attendez %(minutes)s minutes, puis réessayez.",
        minutes,
    )
    return words % {"minutes": minutes}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; what a person changes of hers is written down."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": lazy(_too_many, str)(),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up alone."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The reader's address, told by as many proxies as the settings trust.

        A request that names fewer of them has not come through them: its address is that of whoever sent it.
        """
        try:
            address: str = super().get_client_ip(request)
        except ImproperlyConfigured:
            address = request.META["REMOTE_ADDR"]
        return address

    def set_password(self, user: User, password: str) -> None:
        """Through the operation, which records who did it and when."""
        changed = operations.set_password(
            by=Actor(user.pk, None, "", None, user.full_name), user_id=user.pk, password=password
        )
        user.password = changed.password
