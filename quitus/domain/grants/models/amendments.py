"""What changes a convention: amendments, and what each makes of articles and annexes."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from quitus.domain.grants import states
from quitus.domain.grants.models.conventions import Convention
from quitus.domain.grants.models.files import FILE_WHOLE_OR_ABSENT, KeptFile
from quitus.domain.grants.models.signing import IN_FORCE_IF_BOTH_SIGNED, SIGNATORY_HAS_SIGNED, SignedText

_ANNULLED_WHOLLY_OR_NOT = Q(
    Q(state=states.ANNULLED),
    ~Q(annulment_reason=""),
    annulled_by__in=states.ANNULLED_BY,
    annulled_on__isnull=False,
    annulled_from__isnull=False,
    annulled_known_at__isnull=False,
) | Q(
    ~Q(state=states.ANNULLED),
    annulment_reason="",
    annulled_by="",
    annulled_on=None,
    annulled_from=None,
    annulled_known_at=None,
)


class Amendment(SignedText):
    """What changes a convention from a date of effect; what it does not touch stays.

    One that was withdrawn before both had signed gives its number back. Once annulled it applies no more from
    `annulled_from` on: its own date of effect when it is deemed never to have been. `annulled_on` is the day of the
    decision, `annulled_by` who took it (one of `states.ANNULLED_BY`), `annulled_known_at` the instant at which it was
    recorded.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    stated_effect_on = models.DateField(null=True)
    override_reason = models.TextField(blank=True)
    annulled_by = models.CharField(max_length=10, blank=True, default="")
    annulled_on = models.DateField(null=True)
    annulled_from = models.DateField(null=True)
    annulment_reason = models.TextField(blank=True, default="")
    annulled_known_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "number"],
                condition=~Q(state=states.WITHDRAWN),
                name="a_number_names_one_amendment_of_a_convention",
            ),
            models.UniqueConstraint(
                fields=["convention"], condition=Q(state=states.DRAFTED), name="one_amendment_is_prepared_at_a_time"
            ),
            models.CheckConstraint(
                condition=IN_FORCE_IF_BOTH_SIGNED, name="amendment_is_in_force_if_and_only_if_both_have_signed"
            ),
            models.CheckConstraint(condition=SIGNATORY_HAS_SIGNED, name="signatory_of_an_amendment_has_signed"),
            models.CheckConstraint(
                condition=_ANNULLED_WHOLLY_OR_NOT,
                name="amendment_is_annulled_if_and_only_if_it_says_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=Q(annulled_from=None) | Q(annulled_from__gte=F("in_force_on")),
                name="an_annulment_takes_back_nothing_before_the_effect",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def applies(self, on: date) -> bool:
        """Whether it is in effect on the day `on`, by what is known today."""
        has_begun = self.in_force_on is not None and self.in_force_on <= on
        return has_begun and (self.annulled_from is None or on < self.annulled_from)


class AmendedArticle(models.Model):
    """The new text of an article, an article added, or one repealed, from the amendment's date of effect."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="articles")
    article_number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    is_repeal = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["amendment", "article_number"], name="an_amendment_writes_an_article_once"),
            models.CheckConstraint(condition=Q(is_repeal=False) | Q(text=""), name="a_repealed_article_says_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.article_number} {self.title}"


class AmendedAnnex(KeptFile):
    """The new version of an annex, an annex added, or one repealed, from the amendment's date of effect."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="annexes")
    annex_number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    is_repeal = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["amendment", "annex_number"], name="an_amendment_writes_an_annex_once"),
            models.CheckConstraint(condition=FILE_WHOLE_OR_ABSENT, name="file_of_an_amended_annex_is_whole_or_absent"),
            models.CheckConstraint(
                condition=Q(is_repeal=False) | Q(text="", sha256=""), name="a_repealed_annex_says_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.annex_number} {self.title}"
