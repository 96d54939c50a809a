"""Organisations, schemes, and who takes part in them."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When

from quitus.domain.organisations.kinds import KINDS
from quitus.domain.organisations.roles import APART, ROLES
from quitus.domain.organisations.rules import DEFAULT_ACCENT


class Organisation(models.Model):
    """A body with a SIRET, or waiting for one: authority, funder, operator, structure… Shared by all schemes.

    `sort_key` is the name without accents; `accent` and `logo_*` are its theme (the logo's bytes are in the documents,
    under their SHA-256).
    """

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    # Null and not empty when unknown: only a number is unique.
    siret = models.CharField(max_length=14, null=True, blank=True)  # noqa: DJ001
    address_line_1 = models.CharField(max_length=120, blank=True, default="")
    address_line_2 = models.CharField(max_length=120, blank=True, default="")
    postcode = models.CharField(max_length=10, blank=True, default="")
    commune = models.CharField(max_length=100, blank=True, default="")
    sort_key = models.CharField(max_length=200)
    is_example = models.BooleanField(default=False)
    accent = models.CharField(max_length=7, default=DEFAULT_ACCENT)
    logo_sha256 = models.CharField(max_length=64, blank=True, default="")
    logo_media_type = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="organisation_siret_is_registered_once", fields=["siret"]),
            models.CheckConstraint(
                name="organisation_siret_has_fourteen_digits",
                condition=Q(siret__isnull=True) | Q(siret__regex=r"^[0-9]{14}$"),
            ),
            models.CheckConstraint(name="organisation_has_a_name", condition=~Q(name="") & ~Q(short_name="")),
            models.CheckConstraint(name="organisation_is_of_a_known_kind", condition=Q(kind__in=KINDS)),
            models.CheckConstraint(
                name="organisation_accent_is_a_colour", condition=Q(accent__regex=r"^#[0-9a-f]{6}$")
            ),
            models.CheckConstraint(
                name="organisation_logo_has_a_type_if_and_only_if_it_is_there",
                condition=Q(logo_sha256="", logo_media_type="")
                | (Q(logo_sha256__regex=r"^[0-9a-f]{64}$") & ~Q(logo_media_type="")),
            ),
        ]
        indexes = [models.Index(fields=["sort_key"], name="organisations_in_order")]

    def __str__(self) -> str:
        return self.short_name


class Scheme(models.Model):
    """A voucher scheme: the tenant of nearly every other table.

    An example lives on the date `lives_on`, since the true instant `lives_since`; a real scheme has neither.
    """

    slug = models.SlugField(max_length=60, db_index=False)
    name = models.CharField(max_length=200)
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="schemes_run")
    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="schemes_funded")
    is_example = models.BooleanField(default=False)
    lives_on = models.DateField(null=True, blank=True)
    lives_since = models.DateTimeField(null=True, blank=True)
    sort_key = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="scheme_slug_is_used_once", fields=["slug"]),
            models.CheckConstraint(
                name="scheme_lives_at_its_own_date_if_and_only_if_it_is_an_example",
                condition=Q(is_example=True, lives_on__isnull=False, lives_since__isnull=False)
                | Q(is_example=False, lives_on__isnull=True, lives_since__isnull=True),
            ),
            models.CheckConstraint(name="scheme_has_a_name", condition=~Q(name="") & ~Q(slug="")),
        ]

    def __str__(self) -> str:
        return self.name


def _never_together(name: str, role: str, others: tuple[str, ...]) -> ExclusionConstraint:
    """Nobody holds `role` in a scheme on a day on which he holds one of `others` there.

    The role is written [0,1) and the others [1,2): these are adjacent, two of the same are not.
    """
    side = Func(
        Case(When(role=role, then=Value(0)), default=Value(1)),
        Case(When(role=role, then=Value(1)), default=Value(2)),
        function="int4range",
    )
    return ExclusionConstraint(
        name=name,
        expressions=[
            # Ranges of one number: equality without the btree_gist extension.
            (Func(F("scheme_id"), F("scheme_id"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
            (Func(F("user_id"), F("user_id"), Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
            (Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
            (side, RangeOperators.ADJACENT_TO),
        ],
        condition=Q(role__in=(role, *others)),
    )


class Membership(models.Model):
    """A person's role in a scheme, for an organisation, from `starts_on` to `ends_on`, both days included."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="membership_gives_a_known_role", condition=Q(role__in=ROLES)),
            models.CheckConstraint(
                name="membership_does_not_end_before_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
            models.UniqueConstraint(
                name="person_holds_a_role_for_an_organisation_once_at_a_time",
                fields=["user", "scheme", "role", "organisation"],
                condition=Q(ends_on__isnull=True),
            ),
            *(_never_together(name, role, others) for name, (role, others) in APART.items()),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.starts_on})"
