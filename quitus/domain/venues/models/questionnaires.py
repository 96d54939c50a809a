"""What the authority asks of structures that apply, by versions: questions, criteria, charter."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from quitus.domain.venues import asking
from quitus.kernel.clock import QuitusNow


class QuestionnaireVersion(models.Model):
    """One version of the questionnaire, with its criteria and its charter: being written, then published for good.

    The one in force on a day is the last published whose `starts_on` is not after it.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    introduction = models.TextField(blank=True, help_text="what a structure reads before it applies")
    charter = models.TextField(blank=True, help_text="what it accepts; none is asked while empty")
    starts_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    published_by = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="questionnaire_version_has_its_number", fields=["scheme", "number"]),
            models.UniqueConstraint(
                name="one_questionnaire_version_is_being_written",
                fields=["scheme"],
                condition=Q(published_on__isnull=True),
            ),
            models.CheckConstraint(
                name="questionnaire_is_published_if_and_only_if_it_says_from_when_and_by_whom",
                condition=Q(published_on__isnull=True, starts_on__isnull=True, published_by="")
                | Q(published_on__isnull=False, starts_on__gte=F("published_on")) & ~Q(published_by=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Question(models.Model):
    """One question of a version, in its order."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(QuestionnaireVersion, on_delete=models.CASCADE, related_name="questions")
    rank = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    label = models.CharField(max_length=300)
    help = models.CharField(max_length=500, blank=True)
    choices = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    is_required = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="question_kind_is_known", condition=Q(kind__in=list(asking.KINDS))),
            models.CheckConstraint(name="question_of_a_version_asks_something", condition=~Q(label="")),
            models.CheckConstraint(
                name="question_offers_choices_if_and_only_if_one_chooses",
                condition=Q(kind__in=asking.CHOOSING, choices__len__gte=2)
                | ~Q(kind__in=asking.CHOOSING) & Q(choices=[]),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Criterion(models.Model):
    """One line of the checklist of a version: one that the program knows (`code`), or one in the authority's words."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(QuestionnaireVersion, on_delete=models.CASCADE, related_name="criteria")
    rank = models.PositiveIntegerField()
    code = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=300, blank=True)
    is_required = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="criterion_is_known_or_in_words", condition=~Q(code="", label="") & (Q(code="") | Q(label=""))
            ),
            models.UniqueConstraint(
                name="known_criterion_stands_once_in_a_version", fields=["version", "code"], condition=~Q(code="")
            ),
        ]

    def __str__(self) -> str:
        return self.code or self.label
