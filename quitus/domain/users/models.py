"""The table of people who sign in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from quitus.kernel.clock import QuitusNow

NO_ADDRESS = "@sans-adresse.invalid"
"""The end of the address of who will never sign in: a name that leads nowhere (RFC 2606, section 2)."""


class UserManager(BaseUserManager["User"]):
    """Finds a person by e-mail address; creating one is an operation."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account of an address in any case; raises `User.DoesNotExist`."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in, or who never will and signs on paper: his address then leads nowhere (`has_address`).

    What the person may do comes from memberships, never from here.

    `is_administrator` opens the administration of the instance, which gives no right inside a scheme.
    """

    email = models.EmailField(max_length=254)
    full_name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, default="fr")
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    joined_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="user_email_is_used_once", fields=["email"]),
            models.CheckConstraint(
                name="user_email_is_in_lower_case",
                condition=models.Q(email=Lower("email")) & ~models.Q(email=""),
            ),
            models.CheckConstraint(
                name="user_reads_a_language_we_speak", condition=models.Q(language__in=["fr", "en"])
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def has_address(self) -> bool:
        """Whether letters reach this person, who may then sign in."""
        return not self.email.endswith(NO_ADDRESS)
