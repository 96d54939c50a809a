"""The keys of the instance, without their secrets."""

from django.db import models
from django.db.models import Q

from quitus.domain.keys import states
from quitus.kernel.clock import QuitusNow


class Key(models.Model):
    """One secret of the instance, kept elsewhere, from which the codes of orders are derived: its name and its life.

    Keys belong to the instance, not to a scheme: scanners know them all.
    """

    id = models.CharField(primary_key=True, max_length=4, help_text="four symbols, derived from the public key")
    public_key = models.BinaryField(max_length=32, help_text="Ed25519, 32 bytes")
    state = models.CharField(max_length=8, default=states.ACTIVE)
    created_at = models.DateTimeField(db_default=QuitusNow())
    retired_at = models.DateTimeField(null=True, help_text="signs no new order from then on")
    lost_at = models.DateTimeField(null=True, help_text="declared lost; restored when the state says otherwise")
    stolen_at = models.DateTimeField(null=True, help_text="declared stolen: its signatures alone prove nothing")
    reason = models.TextField(blank=True, help_text="how the loss or the theft was found out")

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(states.KEY)), name="key_state_is_known"),
            models.CheckConstraint(
                condition=Q(id__regex=r"^[0-9A-HJKMNP-TV-Z]{4}$"),
                name="key_is_named_by_four_symbols",
            ),
            models.UniqueConstraint(fields=["public_key"], name="public_key_belongs_to_one_key"),
            models.CheckConstraint(
                condition=~Q(state=states.ACTIVE) | Q(retired_at__isnull=True),
                name="key_that_is_retired_is_not_active",
            ),
            models.CheckConstraint(
                condition=~Q(state=states.LOST) | Q(lost_at__isnull=False),
                name="key_that_is_lost_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=states.STOLEN) ^ Q(stolen_at__isnull=True),
                name="key_is_stolen_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[states.ACTIVE, states.RETIRED]) | ~Q(reason=""),
                name="key_that_is_lost_or_stolen_says_how",
            ),
        ]

    def __str__(self) -> str:
        return self.id
