"""What passages of texts state, as data, and what persons decided where they disagree."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from quitus.domain.grants.contradictions import frame
from quitus.domain.grants.contradictions.finding import ANSWERS, GRADES
from quitus.domain.grants.contradictions.kinds import KINDS
from quitus.domain.grants.models.amendments import Amendment
from quitus.domain.grants.models.conventions import Convention
from quitus.kernel.clock import QuitusNow

STATED_IN = (frame.CONVENTION, frame.AMENDMENT, frame.DELIBERATION, frame.REPORT)


class Statement(models.Model):
    """What one passage states: in which text (`source`), at which `place`, in which words, and its values by `kind`.

    `article_number` is the article of the convention that the passage is of, or writes anew. It is never removed: one
    that was read wrong is set aside, with a reason, and compared no more.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="statements")
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, null=True, related_name="statements")
    deliberation = models.ForeignKey("acts.Deliberation", on_delete=models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=12)
    place = models.CharField(max_length=120)
    article_number = models.CharField(max_length=20, blank=True)
    quote = models.TextField()
    kind = models.CharField(max_length=12)
    values = models.JSONField()
    set_aside_at = models.DateTimeField(null=True)
    set_aside_reason = models.TextField(blank=True, default="")
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(source=frame.CONVENTION, amendment=None, deliberation=None)
                | Q(source=frame.AMENDMENT, amendment__isnull=False, deliberation=None)
                | Q(source__in=[frame.DELIBERATION, frame.REPORT], amendment=None, deliberation__isnull=False),
                name="a_statement_stands_in_one_text",
            ),
            models.CheckConstraint(condition=~Q(quote="") & ~Q(place=""), name="a_statement_quotes_its_passage"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="a_statement_has_a_known_kind"),
            models.CheckConstraint(
                condition=Q(set_aside_at=None, set_aside_reason="")
                | Q(Q(set_aside_at__isnull=False), ~Q(set_aside_reason="")),
                name="a_statement_is_set_aside_if_and_only_if_it_says_why",
            ),
            models.UniqueConstraint(
                fields=["convention", "amendment", "deliberation", "source", "place", "kind", "quote"],
                condition=Q(set_aside_at=None),
                nulls_distinct=False,
                name="a_passage_is_recorded_once_for_one_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.place}: {self.kind}"


class FindingDecision(models.Model):
    """Which of two values a person accepted, and why. Added to, never edited: the latest one about the same passages
    counts, and holds as long as their values are those of its `fingerprint`.

    `first` and `second` are the values as they were, `accepted` the one that was accepted (empty for « explained »),
    `statement_ids` the statements behind the finding.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    grade = models.CharField(max_length=15)
    identity = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    first = models.TextField()
    second = models.TextField()
    answer = models.CharField(max_length=10)
    accepted = models.TextField(blank=True)
    reason = models.TextField()
    statement_ids = ArrayField(models.BigIntegerField(), default=list)
    decided_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=list(ANSWERS)), name="a_decision_gives_a_known_answer"),
            models.CheckConstraint(condition=Q(grade__in=list(GRADES)), name="a_finding_decided_has_a_known_grade"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_decision_says_why"),
            models.CheckConstraint(
                condition=Q(answer="first", accepted=models.F("first"))
                | Q(answer="second", accepted=models.F("second"))
                | Q(answer="explained", accepted=""),
                name="a_decision_accepts_one_of_the_two_values",
            ),
        ]
        indexes = [models.Index(fields=["convention", "identity"])]

    def __str__(self) -> str:
        return f"{self.code}: {self.answer}"
