"""Duties, what they make due, and what an amendment in preparation will make of one obligation."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from quitus.domain.grants.models.files import KeptFile
from quitus.domain.obligations import states
from quitus.domain.obligations.rules import Rule
from quitus.kernel.clock import QuitusNow


class Duty(models.Model):
    """What an article asks for, and when: obligations are generated from it.

    Written for the convention, or for an amendment, which states it again, adds it, or ends it (`is_repealed`); it
    counts once its text is in force. The columns of its rule are those of `rules.Rule`.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey("grants.Convention", on_delete=models.PROTECT, related_name="+")
    amendment = models.ForeignKey("grants.Amendment", on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=250)
    article_number = models.CharField(max_length=20, blank=True)
    owed_by = models.CharField(max_length=10, default=states.HOLDER)
    owed_to = models.CharField(max_length=10, default=states.FUNDER)
    kind = models.CharField(max_length=12, default=states.OTHER)
    evidence = models.CharField(max_length=300, blank=True)
    is_repealed = models.BooleanField(default=False)
    rule = models.CharField(max_length=12)
    on = models.DateField(null=True)
    event = models.CharField(max_length=20, blank=True)
    months = models.SmallIntegerField(default=0)
    days = models.SmallIntegerField(default=0)
    every = models.CharField(max_length=8, blank=True)
    since = models.CharField(max_length=20, blank=True)
    until = models.CharField(max_length=20, blank=True)
    day = models.PositiveSmallIntegerField(null=True)
    condition = models.CharField(max_length=300, blank=True)
    carries_over = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "amendment", "code"], nulls_distinct=False, name="a_text_states_a_duty_once"
            ),
            models.CheckConstraint(
                condition=Q(rule__in=list(states.RULES), kind__in=list(states.KINDS)), name="a_duty_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(is_repealed=True)
                | Q(rule=states.AT_DATE, on__isnull=False)
                | Q(Q(rule=states.AFTER_EVENT), ~Q(event=""))
                | Q(Q(rule=states.PERIODIC), ~Q(every=""), ~Q(since=""), ~Q(until=""))
                | Q(Q(rule=states.CONDITIONAL), ~Q(condition="")),
                name="a_duty_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def timing(self) -> Rule:
        """When it is due."""
        return Rule(
            rule=self.rule,
            on=self.on,
            event=self.event,
            months=self.months,
            days=self.days,
            every=self.every,
            since=self.since,
            until=self.until,
            day=self.day,
            condition=self.condition,
            carries_over=self.carries_over,
        )


class Obligation(KeptFile):
    """Something owed under the convention, with its date: generated from a duty, or written by a person.

    What a change of text gives another date is replaced by a new line, which `replaces` it. `is_written` says that a
    person listed it; a generated one comes and goes with its duty.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey("grants.Convention", on_delete=models.PROTECT, related_name="+")
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, null=True, related_name="+")
    is_written = models.BooleanField(default=True)
    code = models.CharField(max_length=80)
    label = models.CharField(max_length=300)
    article_number = models.CharField(max_length=20, blank=True)
    owed_by = models.CharField(max_length=10, default=states.HOLDER)
    owed_to = models.CharField(max_length=10, default=states.FUNDER)
    kind = models.CharField(max_length=12, default=states.OTHER)
    evidence = models.CharField(max_length=300, blank=True)
    due_on = models.DateField()
    counted_on = models.DateField(null=True)
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    state = models.CharField(max_length=10, default=states.OPEN)
    done_on = models.DateField(null=True)
    done_note = models.TextField(blank=True)
    waived_on = models.DateField(null=True)
    waived_reason = models.TextField(blank=True)
    added_by_amendment = models.ForeignKey("grants.Amendment", on_delete=models.PROTECT, null=True, related_name="+")
    superseded_by_amendment = models.ForeignKey(
        "grants.Amendment", on_delete=models.PROTECT, null=True, related_name="+"
    )
    superseded_on = models.DateField(null=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["convention", "due_on", "id"], name="obligations_by_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "code"],
                condition=~Q(state=states.SUPERSEDED),
                name="an_obligation_is_owed_once",
            ),
            models.CheckConstraint(
                condition=Q(state=states.DONE, done_on__isnull=False) | Q(~Q(state=states.DONE), done_on__isnull=True),
                name="an_obligation_is_done_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=Q(Q(state=states.WAIVED, waived_on__isnull=False) & ~Q(waived_reason=""))
                | Q(~Q(state=states.WAIVED), waived_on__isnull=True, waived_reason=""),
                name="an_obligation_is_waived_if_and_only_if_it_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=states.SUPERSEDED, superseded_on__isnull=False)
                | Q(~Q(state=states.SUPERSEDED), superseded_on__isnull=True, superseded_by_amendment__isnull=True),
                name="an_obligation_is_superseded_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=Q(added_by_amendment__isnull=True)
                | Q(superseded_by_amendment__isnull=True)
                | ~Q(added_by_amendment=F("superseded_by_amendment")),
                name="an_amendment_does_not_supersede_what_it_adds",
            ),
            models.CheckConstraint(
                condition=Q(is_written=True) | Q(duty__isnull=False),
                name="what_nobody_wrote_comes_from_a_duty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.due_on}"

    @property
    def expected_evidence(self) -> str:
        """What settles it, in words: its own, else what its duty names; empty when neither says."""
        return self.evidence or (self.duty.evidence if self.duty else "")

    def standing(self, today: date) -> str:
        """Where it stands on that day, for who looks at it (`states.LABELS`)."""
        return states.shown(self.state, self.due_on, today)


class AmendedObligation(models.Model):
    """What an amendment in preparation will make of an obligation: a new date for an open one, or a new one."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    amendment = models.ForeignKey("grants.Amendment", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    label = models.CharField(max_length=300)
    article_number = models.CharField(max_length=20, blank=True)
    owed_by = models.CharField(max_length=10, default=states.HOLDER)
    kind = models.CharField(max_length=12, default=states.OTHER)
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["amendment", "code"], name="an_amendment_writes_an_obligation_once")
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.due_on}"
