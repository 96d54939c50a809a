"""A convention as data: its articles, the parameters they fix, and what amends them."""

from datetime import date

from django.db import models
from django.db.models import Q

from quitus.domain.grants import states
from quitus.kernel.clock import QuitusNow

_IN_FORCE_IF_BOTH_SIGNED = Q(state=states.DRAFTED, in_force_on__isnull=True) & ~Q(
    authority_signed_on__isnull=False, funder_signed_on__isnull=False
) | Q(
    ~Q(state=states.DRAFTED),
    in_force_on__isnull=False,
    authority_signed_on__isnull=False,
    funder_signed_on__isnull=False,
)


class Service(models.Model):
    """One of the national kinds of digital support a venue can offer. Reference data."""

    code = models.CharField(max_length=20, unique=True)
    label = models.CharField(max_length=120)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]

    def __str__(self) -> str:
        return self.label


class TargetPublic(models.Model):
    """A public that a convention may target; `is_pic` when it counts as far from employment. Reference data."""

    code = models.CharField(max_length=20, unique=True)
    label = models.CharField(max_length=120)
    is_pic = models.BooleanField()
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]

    def __str__(self) -> str:
        return self.label


class Convention(models.Model):
    """The contract between funder and holder. In force on the last of its two signatures."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    deliberation = models.ForeignKey("acts.Deliberation", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default=states.DRAFTED)
    authority_signed_on = models.DateField(null=True)
    funder_signed_on = models.DateField(null=True)
    in_force_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme"], condition=~Q(state=states.CLOSED), name="a_scheme_has_one_open_convention"
            ),
            models.CheckConstraint(
                condition=_IN_FORCE_IF_BOTH_SIGNED, name="convention_is_in_force_if_and_only_if_both_have_signed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def signed_on(self, party: str) -> date | None:
        """The day this party signed."""
        return self.authority_signed_on if party == states.AUTHORITY else self.funder_signed_on


class Article(models.Model):
    """A numbered passage of the convention as first signed."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="articles")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["convention", "number"], name="a_number_names_one_article_of_a_convention")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Amendment(models.Model):
    """What changes a convention from a date of effect; what it does not touch stays."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    deliberation = models.ForeignKey("acts.Deliberation", on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default=states.DRAFTED)
    authority_signed_on = models.DateField(null=True)
    funder_signed_on = models.DateField(null=True)
    stated_effect_on = models.DateField(null=True)
    in_force_on = models.DateField(null=True)
    override_reason = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "number"], name="a_number_names_one_amendment_of_a_convention"
            ),
            models.UniqueConstraint(
                fields=["convention"], condition=Q(state=states.DRAFTED), name="one_amendment_is_prepared_at_a_time"
            ),
            models.CheckConstraint(
                condition=_IN_FORCE_IF_BOTH_SIGNED, name="amendment_is_in_force_if_and_only_if_both_have_signed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def signed_on(self, party: str) -> date | None:
        """The day this party signed."""
        return self.authority_signed_on if party == states.AUTHORITY else self.funder_signed_on


class AmendedArticle(models.Model):
    """The new text of an article, or an article added, from the amendment's date of effect."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="articles")
    article_number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["amendment", "article_number"], name="an_amendment_writes_an_article_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_number} {self.title}"


class Parameter(models.Model):
    """A value fixed by an article of the convention, or of an amendment; `effective_on` is empty while it is a draft.

    `is_placeholder` marks a value that the text does not give and that somebody has to confirm.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="parameters")
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, null=True, related_name="parameters")
    article_number = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=40)
    value = models.TextField()
    effective_on = models.DateField(null=True)
    is_placeholder = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "amendment", "name"],
                nulls_distinct=False,
                name="a_text_sets_a_parameter_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"
