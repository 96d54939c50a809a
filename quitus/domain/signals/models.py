"""Signals, the lines they are about, the thresholds of the authority, and how far the lines were looked at."""

from django.db import models
from django.db.models import Q

from quitus.domain.signals import rules, states
from quitus.kernel.clock import QuitusNow


def _scheme() -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")


class ThresholdSet(models.Model):
    """A version of the thresholds: the latest is in force. Added, never changed."""

    scheme = _scheme()
    version = models.PositiveIntegerField()
    values = models.JSONField()
    set_on = models.DateField()
    set_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="thresholds_have_a_version_of_their_own", fields=["scheme", "version"]),
        ]

    def __str__(self) -> str:
        return f"v{self.version}"


class Signal(models.Model):
    """Something strange in the uses of pass: its evidence, what was decided, what follows.

    `key` names the fact; a fact that grows after it was decided on is a signal anew (`rank` 2).
    """

    scheme = _scheme()
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    rank = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, default=states.OPEN)
    venue = models.ForeignKey("venues.Venue", on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    user = models.ForeignKey("users.User", on_delete=models.PROTECT, null=True, related_name="+")
    thresholds = models.ForeignKey(ThresholdSet, on_delete=models.PROTECT, null=True, related_name="+")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    facts = models.JSONField(help_text="the figures that say it, whole numbers")
    line_count = models.PositiveIntegerField(default=0)
    found_at = models.DateTimeField(db_default=QuitusNow(), editable=False)
    question = models.TextField(blank=True)
    asked_on = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.CharField(max_length=200, blank=True)
    follow_up_on = models.DateField(null=True, help_text="when somebody looks again")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="fact_is_signalled_once", fields=["scheme", "kind", "key", "rank"]),
            models.CheckConstraint(name="signal_kind_is_known", condition=Q(kind__in=list(rules.KINDS))),
            models.CheckConstraint(name="signal_state_is_known", condition=Q(state__in=list(states.SIGNAL))),
            models.CheckConstraint(
                name="signal_is_decided_if_and_only_if_it_says_why_when_and_by_whom",
                condition=Q(state__in=states.UNDECIDED, reason="", decided_by="", decided_on__isnull=True)
                | ~Q(state__in=states.UNDECIDED) & ~Q(reason="") & ~Q(decided_by="") & Q(decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="signal_is_asked_about_if_and_only_if_it_says_when",
                condition=Q(question="", asked_on__isnull=True) | ~Q(question="") & Q(asked_on__isnull=False),
            ),
            models.CheckConstraint(
                name="signal_is_answered_only_when_asked_with_when_and_by_whom",
                condition=Q(answer="", answered_on__isnull=True, answered_by="")
                | ~Q(answer="") & ~Q(answered_by="") & ~Q(question="") & Q(answered_on__isnull=False),
            ),
            models.CheckConstraint(
                name="signal_is_followed_up_only_once_decided",
                condition=Q(follow_up_on__isnull=True) | ~Q(state__in=states.UNDECIDED),
            ),
            models.CheckConstraint(name="signal_ends_after_it_begins", condition=Q(last_at__gte=models.F("first_at"))),
        ]
        indexes = [
            models.Index(fields=["scheme", "state", "-last_at"], name="signals_by_state"),
            models.Index(fields=["organisation", "state"], name="signals_of_structure"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SignalLine(models.Model):
    """A signal is about this taking. No foreign key: hot tables are referred to by nothing else."""

    scheme = _scheme()
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="lines")
    number = models.BigIntegerField()
    turn = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="signal_names_a_taking_once", fields=["signal", "number", "turn"]),
        ]
        indexes = [models.Index(fields=["number", "turn"], name="signals_of_taking")]

    def __str__(self) -> str:
        return f"{self.number}/{self.turn}"


class SignalFold(models.Model):
    """How far the lines of a scheme were looked at: up to and including these (`kernel.folding`)."""

    scheme = models.OneToOneField("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    taken_to = models.BigIntegerField(default=0)
    undone_to = models.BigIntegerField(default=0)
    wrong_to = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.taken_to} {self.undone_to} {self.wrong_to}"
