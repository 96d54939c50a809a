"""A convention as data: its parties, its articles and annexes, and the parameters that its texts fix."""

from django.db import models
from django.db.models import Q

from quitus.domain.grants import states
from quitus.domain.grants.models.files import FILE_WHOLE_OR_ABSENT, KeptFile
from quitus.domain.grants.models.signing import IN_FORCE_IF_BOTH_SIGNED, SIGNATORY_HAS_SIGNED, SignedText
from quitus.kernel.clock import QuitusNow


class Convention(SignedText):
    """The contract between funder and holder. In force on the last of its two signatures."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme"], condition=~Q(state=states.CLOSED), name="a_scheme_has_one_open_convention"
            ),
            models.CheckConstraint(
                condition=IN_FORCE_IF_BOTH_SIGNED, name="convention_is_in_force_if_and_only_if_both_have_signed"
            ),
            models.CheckConstraint(condition=SIGNATORY_HAS_SIGNED, name="signatory_of_a_convention_has_signed"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Party(models.Model):
    """Who is bound by a convention; `named_as` lists every name under which the text calls it.

    One text may call one party « bénéficiaire », « titulaire » and « porteur de projet »: each is kept as it is said.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=10)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    represented_by = models.CharField(max_length=200, blank=True, default="")
    named_as = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=states.PARTY_ROLES), name="a_party_has_a_known_role"),
            models.UniqueConstraint(
                fields=["convention", "role"],
                condition=~Q(role=states.OTHER_PARTY),
                name="one_authority_and_one_funder_sign_a_convention",
            ),
            models.UniqueConstraint(
                fields=["convention", "organisation"], name="an_organisation_is_one_party_of_a_convention"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {', '.join(self.named_as)}"


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


class Annex(KeptFile):
    """What the convention joins to its articles: a text, a file, or both."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="annexes")
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["convention", "number"], name="a_number_names_one_annex_of_a_convention"),
            models.CheckConstraint(condition=FILE_WHOLE_OR_ABSENT, name="file_of_an_annex_is_whole_or_absent"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Parameter(models.Model):
    """A value fixed by an article of the convention, or of an amendment; `effective_on` is empty while it is a draft.

    `is_placeholder` marks a value that the text does not give and that somebody has to confirm. What an annulled
    amendment fixed keeps its line: whether it counts on a day is asked of the amendment.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey(Convention, on_delete=models.PROTECT, related_name="parameters")
    amendment = models.ForeignKey("grants.Amendment", on_delete=models.PROTECT, null=True, related_name="parameters")
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
