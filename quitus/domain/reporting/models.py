"""What is told to the funder: schedule, questions, reports, statements, frozen figures."""

import json
from typing import Any

from django.db import models
from django.db.models import F, Q

from quitus.domain.reporting import rules, states
from quitus.kernel.clock import QuitusNow

KINDS = [rules.QUARTERLY, rules.STAGE, rules.FINAL]
STATEMENT_KINDS = [rules.INTERMEDIATE, rules.FINAL]
DECIDED = [states.ACCEPTED, states.RETURNED]
ATTESTED = [states.ATTESTED, states.TRANSMITTED]


class Schedule(models.Model):
    """Pass planned for one calendar year by the annex of a convention or of an amendment.

    Append-only: of several lines for a year the last recorded counts.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey("grants.Convention", on_delete=models.PROTECT, related_name="+")
    amendment = models.ForeignKey("grants.Amendment", on_delete=models.PROTECT, null=True, related_name="+")
    year = models.PositiveSmallIntegerField()
    planned_count = models.PositiveIntegerField()
    is_placeholder = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        ordering = ["year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100),
                name="schedule_plans_a_year_of_this_century",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.planned_count}"


class ReportQuestion(models.Model):
    """One question of the funder's framework for a kind of report.

    It is copied into each report when that is prepared.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9)
    rank = models.PositiveSmallIntegerField()
    text = models.TextField()
    expects = models.CharField(max_length=5, default=rules.TEXT)
    is_placeholder = models.BooleanField(default=False)

    class Meta:
        ordering = ["kind", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "kind", "rank"], name="question_has_a_rank_of_its_own"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="question_is_of_a_known_kind_of_report"),
            models.CheckConstraint(
                condition=Q(expects__in=[rules.TEXT, rules.COUNT]),
                name="question_expects_a_text_or_a_count",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="question_asks_something"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.rank}"


class Report(models.Model):
    """A report to the funder over a period; computed while it is prepared, frozen when submitted.

    `answers` is a list of `{"rank", "question", "expects", "answer", "is_placeholder"}`: what a
    person declares, never mixed with what is computed.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey("grants.Convention", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9)
    period_from = models.DateField()
    period_to = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=9, default=states.PREPARED)
    answers = models.JSONField(default=list)
    prepared_at = models.DateTimeField(db_default=QuitusNow(), editable=False)
    submitted_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    return_reason = models.TextField(default="")

    class Meta:
        ordering = ["-period_to", "kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "kind", "period_from", "period_to"],
                condition=~Q(state=states.RETURNED),
                name="report_has_one_living_version_per_period",
            ),
            models.UniqueConstraint(
                fields=["scheme", "kind", "period_from", "period_to", "version"],
                name="report_version_is_given_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="report_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(state__in=list(states.REPORT)), name="report_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")),
                name="report_period_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(state=states.PREPARED, submitted_on=None)
                | (~Q(state=states.PREPARED) & Q(submitted_on__isnull=False)),
                name="report_is_submitted_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_on__isnull=False) | (~Q(state__in=DECIDED) & Q(decided_on=None)),
                name="report_is_decided_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(
                condition=(Q(state=states.RETURNED) & ~Q(return_reason=""))
                | (~Q(state=states.RETURNED) & Q(return_reason="")),
                name="report_is_returned_if_and_only_if_it_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.period_from}–{self.period_to} v{self.version}"


class ExpenditureStatement(models.Model):
    """The statement of expenditure (état des dépenses réalisées) closed at `until`.

    Frozen when the authority signs it, then attested by the public accountant, then transmitted.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey("grants.Convention", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    until = models.DateField()
    state = models.CharField(max_length=11, default=states.PREPARED)
    prepared_at = models.DateTimeField(db_default=QuitusNow(), editable=False)
    signed_on = models.DateField(null=True)
    signed_by = models.TextField(default="")
    attested_on = models.DateField(null=True)
    attested_by = models.TextField(default="")
    declined_on = models.DateField(null=True)
    decline_reason = models.TextField(default="")
    transmitted_on = models.DateField(null=True)
    transmitted_to = models.TextField(default="")

    class Meta:
        ordering = ["-until", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "kind", "until"],
                condition=~Q(state=states.DECLINED),
                name="statement_is_closed_once_at_a_date",
            ),
            models.CheckConstraint(condition=Q(kind__in=STATEMENT_KINDS), name="statement_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(state__in=list(states.STATEMENT)), name="statement_is_in_a_known_state"),
            models.CheckConstraint(
                condition=(Q(state=states.PREPARED, signed_on=None, signed_by=""))
                | (~Q(state=states.PREPARED) & Q(signed_on__isnull=False) & ~Q(signed_by="")),
                name="statement_is_signed_if_and_only_if_it_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=ATTESTED, attested_on__isnull=False) & ~Q(attested_by=""))
                | (~Q(state__in=ATTESTED) & Q(attested_on=None, attested_by="")),
                name="statement_is_attested_if_and_only_if_it_says_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=(Q(state=states.DECLINED, declined_on__isnull=False) & ~Q(decline_reason=""))
                | (~Q(state=states.DECLINED) & Q(declined_on=None, decline_reason="")),
                name="statement_is_declined_if_and_only_if_it_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=(Q(state=states.TRANSMITTED, transmitted_on__isnull=False) & ~Q(transmitted_to=""))
                | (~Q(state=states.TRANSMITTED) & Q(transmitted_on=None, transmitted_to="")),
                name="statement_is_transmitted_if_and_only_if_it_says_when_and_where",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.until}"


class FrozenFigures(models.Model):
    """What a report or a statement said, word for word, as known at an instant. Append-only.

    `content` is canonical JSON: `{"figures": computed, "answers": declared}`. `known_at` is the
    instant up to which recorded lines were counted, so that the same figures can be computed again.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    report = models.OneToOneField(Report, on_delete=models.PROTECT, null=True, related_name="frozen")
    statement = models.OneToOneField(ExpenditureStatement, on_delete=models.PROTECT, null=True, related_name="frozen")
    known_at = models.DateTimeField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=True) ^ Q(statement__isnull=True),
                name="frozen_figures_are_those_of_one_report_or_one_statement",
            ),
        ]  # frozen_figures_match_their_fingerprint is written in SQL by the migration

    def __str__(self) -> str:
        return f"{self.sha256[:12]}"

    @property
    def figures(self) -> dict[str, Any]:
        """The computed part of the content."""
        return json.loads(self.content)["figures"]  # type: ignore[no-any-return]
