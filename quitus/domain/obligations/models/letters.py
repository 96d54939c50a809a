"""The register of correspondence with the funder."""

from django.db import models
from django.db.models import F, Q

from quitus.domain.grants.models.files import KeptFile
from quitus.domain.obligations import states
from quitus.kernel.clock import QuitusNow


class Letter(KeptFile):
    """A letter sent or received under the convention, with the proof of its sending.

    `number` is its place in the register. `expected_address` is the convention's own on that day: a letter sent
    elsewhere is told, not refused.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    convention = models.ForeignKey("grants.Convention", on_delete=models.PROTECT, related_name="+")
    obligation = models.ForeignKey("obligations.Obligation", on_delete=models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField()
    direction = models.CharField(max_length=3)
    on = models.DateField()
    subject = models.CharField(max_length=300)
    correspondent = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=300)
    expected_address = models.CharField(max_length=300, blank=True)
    channel = models.CharField(max_length=12)
    reference = models.CharField(max_length=100, blank=True)
    proof = models.CharField(max_length=300, blank=True)
    proof_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="a_number_names_one_letter_of_the_register"),
            models.CheckConstraint(
                condition=Q(direction__in=list(states.DIRECTIONS), channel__in=list(states.CHANNELS)),
                name="a_letter_goes_one_way_by_a_known_channel",
            ),
            models.CheckConstraint(
                condition=Q(proof="", proof_on__isnull=True)
                | (~Q(proof="") & Q(proof_on__isnull=False, proof_on__gte=F("on"))),
                name="a_letter_is_proved_if_and_only_if_it_says_when",
            ),
            models.CheckConstraint(condition=~Q(subject=""), name="a_letter_has_a_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    @property
    def went_elsewhere(self) -> bool:
        """Whether it was sent to another address than the convention's on that day."""
        if self.direction != states.OUTGOING or not self.expected_address:
            return False
        return _plain(self.address) != _plain(self.expected_address)


def _plain(address: str) -> str:
    return " ".join(address.casefold().split())
