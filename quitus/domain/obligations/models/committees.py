"""The technical committee: who sits for the authority, and its meetings."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from quitus.domain.grants.models.files import KeptFile
from quitus.domain.obligations import states
from quitus.kernel.clock import QuitusNow


class Designation(models.Model):
    """Who sits for the authority, as its representative or the substitute, both days included."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    full_name = models.CharField(max_length=150)
    quality = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-starts_on", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(states.DESIGNATIONS)), name="a_designation_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="a_designation_does_not_end_before_it_starts",
            ),
            models.UniqueConstraint(
                fields=["scheme", "kind"], condition=Q(ends_on__isnull=True), name="one_person_is_designated_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class CommitteeMeeting(KeptFile):
    """A meeting of the technical committee; it settles the obligation of its month. Its minutes may come later."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey("grants.Convention", on_delete=models.PROTECT, related_name="+")
    obligation = models.ForeignKey("obligations.Obligation", on_delete=models.PROTECT, null=True, related_name="+")
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    decisions = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256="", file_name="") | (~Q(sha256="") & ~Q(file_name="")),
                name="minutes_have_a_name_if_and_only_if_they_are_there",
            )
        ]

    def __str__(self) -> str:
        return str(self.held_on)


class Attendee(models.Model):
    """Somebody invited to a meeting of the committee: present, excused or absent."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(CommitteeMeeting, on_delete=models.PROTECT, related_name="attendees")
    full_name = models.CharField(max_length=150)
    body = models.CharField(max_length=150, blank=True)
    presence = models.CharField(max_length=8, default=states.PRESENT)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(presence__in=list(states.PRESENCES)), name="an_attendee_is_present_excused_or_absent"
            )
        ]

    def __str__(self) -> str:
        return self.full_name
