"""What a régie or a mandated body asks the accountant for, and what became of it."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from quitus.domain.distribution import rules
from quitus.domain.distribution.models.custody import Holder, Slip
from quitus.domain.distribution.models.mandates import MandateConvention
from quitus.domain.distribution.models.regie import SCHEME, Imprest
from quitus.kernel.clock import QuitusNow

WAITING = Q(slip=None, declined_on=None, withdrawn_on=None)
_ANSWERED_ONCE = (
    Q(declined_on=None, withdrawn_on=None) | Q(slip=None, withdrawn_on=None) | Q(slip=None, declined_on=None)
)


class SupplyRequest(models.Model):
    """Pass that a régie or a mandated body asks the accountant for: supplied on a slip, declined or withdrawn.

    `slip` is the supply that answered it, whatever quantity it brings: the accountant decides.
    """

    scheme = models.ForeignKey(SCHEME, on_delete=models.PROTECT, related_name="+")
    imprest = models.ForeignKey(Imprest, on_delete=models.PROTECT, null=True, related_name="supply_requests")
    mandate = models.ForeignKey(MandateConvention, on_delete=models.PROTECT, null=True, related_name="supply_requests")
    pass_count = models.PositiveIntegerField()
    reason = models.CharField(max_length=500, blank=True, default="")
    requested_on = models.DateField()
    user_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200, help_text="who asked: by his account, or by the paper he signed")
    slip = models.OneToOneField(Slip, on_delete=models.PROTECT, null=True, related_name="supply_request")
    declined_on = models.DateField(null=True)
    declined_reason = models.CharField(max_length=500, blank=True, default="")
    declined_by = models.CharField(
        max_length=200, blank=True, default="", help_text="who declined: by his account, or by the paper he signed"
    )
    declined_paper = models.ForeignKey("documents.SignedPaper", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-requested_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(imprest__isnull=True) ^ Q(mandate__isnull=True),
                name="supply_is_asked_by_a_regie_or_by_a_mandated_body",
            ),
            models.CheckConstraint(condition=Q(pass_count__gte=1), name="supply_request_asks_for_pass"),
            models.CheckConstraint(condition=_ANSWERED_ONCE, name="supply_request_is_answered_once"),
            models.CheckConstraint(
                condition=Q(declined_on__isnull=True, declined_reason="")
                | (Q(declined_on__isnull=False, declined_on__gte=F("requested_on")) & ~Q(declined_reason="")),
                name="supply_request_is_declined_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(declined_on__isnull=True, declined_by="", declined_paper=None)
                | (Q(declined_on__isnull=False) & ~Q(declined_by="")),
                name="supply_request_is_declined_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("requested_on")),
                name="supply_request_is_withdrawn_after_it_was_made",
            ),
            models.UniqueConstraint(
                fields=["imprest"], condition=WAITING, name="a_regie_waits_for_one_supply_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["mandate"], condition=WAITING, name="a_mandated_body_waits_for_one_supply_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pass_count} {self.requested_on}"

    @property
    def state(self) -> str:
        """A key of `catalogue.SUPPLY_REQUEST_STATES`, from what is written."""
        return rules.supply_request_state(self.slip_id, self.declined_on, self.withdrawn_on)

    @property
    def holder(self) -> Holder:
        """The safe, or the stock of the mandated body, that the pass are asked for."""
        if self.imprest is not None:
            return self.imprest.safe
        assert self.mandate is not None
        return self.mandate.stock

    @property
    def asked_by(self) -> str:
        """The name of the régie, or of the mandated body."""
        if self.imprest is not None:
            return self.imprest.name
        assert self.mandate is not None
        return self.mandate.body.name

    @property
    def answered_on(self) -> date | None:
        """The day of the supply, of the refusal or of the withdrawal."""
        return self.slip.occurred_on if self.slip is not None else self.declined_on or self.withdrawn_on
