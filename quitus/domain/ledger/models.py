"""The two tables of the ledger."""

from django.db import models
from django.db.models import F, Q

from quitus.kernel.clock import QuitusNow


class Account(models.Model):
    """One account of a scheme, in cents. Its code says whose money it is: `due_to:17`. Added, never changed."""

    scheme_id = models.BigIntegerField()
    code = models.CharField(max_length=80)
    label = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="account_code_is_used_once_in_a_scheme", fields=["scheme_id", "code"]),
        ]

    def __str__(self) -> str:
        return self.code


class Transfer(models.Model):
    """An amount that leaves the account `credit` for the account `debit`. Added, never changed: undone by another one.

    `key` is made by the caller: the same key sent twice is one transfer. `occurred_on` is the date of fact,
    `recorded_at` the instant of record; `subject_kind` and `subject_id` say what it was for.
    """

    scheme_id = models.BigIntegerField()
    key = models.UUIDField()
    debit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    credit = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    amount_cents = models.BigIntegerField()
    occurred_on = models.DateField()
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)
    label = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=60)
    user_id = models.BigIntegerField(null=True)
    author_label = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="transfer_key_is_used_once_in_a_scheme", fields=["scheme_id", "key"]),
            models.CheckConstraint(name="transfer_moves_more_than_nothing", condition=Q(amount_cents__gt=0)),
            models.CheckConstraint(name="transfer_goes_from_one_account_to_another", condition=~Q(debit=F("credit"))),
        ]
        indexes = [
            models.Index(fields=["scheme_id", "occurred_on"], name="transfers_of_scheme"),
            models.Index(fields=["subject_kind", "subject_id"], name="transfers_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.amount_cents})"
