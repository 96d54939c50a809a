"""A sitting of an assembly and who took part in it."""

from django.db import models
from django.db.models import F, Q

from quitus.domain.acts import rules, states
from quitus.kernel.clock import QuitusNow


class Sitting(models.Model):
    """A meeting of an assembly: who was there decides what it could vote.

    The counts are entered, or computed from the members where these are listed by name (`are_members_listed`).
    `proxy_count` is None where the act does not list the proxies. `first_sitting` is the one that lacked its quorum and
    of which this is the second convocation.
    """

    authority = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    assembly = models.CharField(max_length=120)
    held_on = models.DateField()
    convened_on = models.DateField(null=True)
    first_sitting = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="second_sittings")
    president = models.CharField(max_length=200, blank=True)
    secretary = models.CharField(max_length=200, blank=True)
    are_members_listed = models.BooleanField(default=False)
    present_count = models.PositiveIntegerField(null=True)
    excused_count = models.PositiveIntegerField(null=True)
    proxy_count = models.PositiveIntegerField(null=True)
    absent_count = models.PositiveIntegerField(default=0)
    non_voting_count = models.PositiveIntegerField(default=0)
    excused_non_voting_count = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "assembly", "held_on"], name="an_assembly_sits_once_a_day"),
            models.CheckConstraint(
                condition=Q(present_count__isnull=True, excused_count__isnull=True)
                | Q(present_count__isnull=False, excused_count__isnull=False),
                name="attendance_tells_the_present_and_the_excused",
            ),
            models.CheckConstraint(
                condition=Q(proxy_count__isnull=True) | Q(proxy_count__lte=F("present_count")),
                name="a_member_present_holds_one_proxy_at_most",
            ),
            models.CheckConstraint(
                condition=Q(convened_on__isnull=True) | Q(convened_on__lte=F("held_on")),
                name="an_assembly_is_convened_before_it_sits",
            ),
            models.CheckConstraint(
                condition=Q(first_sitting__isnull=True) | ~Q(first_sitting=F("id")),
                name="a_second_convocation_follows_another_sitting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assembly} {self.held_on}"

    @property
    def second_convocation(self) -> bool:
        """Whether it follows a sitting without quorum, and so needs none."""
        return self.first_sitting_id is not None

    @property
    def attendance(self) -> rules.Attendance | None:
        """Who sat; None until it is recorded."""
        if self.present_count is None or self.excused_count is None:
            return None
        return rules.Attendance(
            self.present_count,
            self.excused_count,
            self.proxy_count,
            self.non_voting_count,
            self.excused_non_voting_count,
            self.absent_count,
        )


class SittingMember(models.Model):
    """A member listed by name in a sitting: group, presence, and to whom the vote was given (one proxy each)."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="members")
    rank = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    group = models.CharField(max_length=160, blank=True)
    presence = models.CharField(max_length=24, choices=list(states.PRESENCES.items()))
    proxy_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="proxies")

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "rank"], name="members_stand_in_one_order"),
            models.UniqueConstraint(fields=["sitting", "name"], name="a_member_is_listed_once_in_a_sitting"),
            models.UniqueConstraint(fields=["proxy_to"], name="a_member_holds_one_proxy_at_most"),
            models.CheckConstraint(
                condition=Q(proxy_to__isnull=True) | Q(presence__in=[states.EXCUSED, states.ABSENT]),
                name="only_a_voting_member_who_is_away_gives_a_proxy",
            ),
            models.CheckConstraint(
                condition=Q(presence__in=list(states.PRESENCES)), name="a_member_has_a_known_presence"
            ),
        ]

    def __str__(self) -> str:
        return self.name
