"""What goes to the prefect and comes back, and what an authority settles once for all its acts."""

from django.db import models
from django.db.models import Q

from quitus.domain.acts import rules, states
from quitus.domain.acts.models.deliberations import Deliberation
from quitus.kernel.clock import QuitusNow

LIVE = (states.PREPARED, states.SENT, states.ACKNOWLEDGED)


class Transmission(models.Model):
    """One archive made for the prefect, left to a certified operator, and what the prefecture answered.

    `act_identifier` is the number the prefecture gives an act it received (`062-226200012-20230515-2023_204-DE`).
    An anomaly's code is kept as it came, known or not.
    """

    deliberation = models.ForeignKey(Deliberation, on_delete=models.PROTECT, related_name="transmissions")
    file_name = models.CharField(max_length=120)
    envelope_name = models.CharField(max_length=120, blank=True)
    archive_sha256 = models.CharField(max_length=64)
    archive_size = models.PositiveBigIntegerField()
    schema_generation = models.CharField(max_length=40, blank=True)
    produced_on = models.DateField()
    sent_on = models.DateField(null=True)
    state = models.CharField(max_length=12, default=states.PREPARED, choices=list(states.TRANSMISSION_LABELS.items()))
    act_identifier = models.CharField(max_length=120, blank=True)
    received_on = models.DateField(null=True)
    answer_file_name = models.CharField(max_length=200, blank=True)
    answer_sha256 = models.CharField(max_length=64, blank=True)
    anomaly_code = models.CharField(max_length=20, blank=True)
    anomaly_detail = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["deliberation"],
                condition=Q(state__in=LIVE),
                name="an_act_has_one_live_transmission_at_most",
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(states.TRANSMISSION)), name="a_transmission_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=states.ACKNOWLEDGED) | Q(received_on__isnull=False),
                name="an_acknowledged_transmission_says_when_it_was_received",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class PrefectAnswer(models.Model):
    """What passed between the prefect and the authority after the transmission: added, never changed.

    `on` is the day of the fact: for missing documents, the day on which the prefect received them.
    """

    deliberation = models.ForeignKey(Deliberation, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=20, choices=list(states.PREFECT_ANSWERS.items()))
    on = models.DateField()
    text = models.TextField(blank=True)
    reference = models.CharField(max_length=120, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=list(states.PREFECT_ANSWERS)), name="an_answer_of_the_prefect_has_a_known_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class ActSettings(models.Model):
    """What an authority settles once for its acts: its words, its own targets, and how its files name it.

    The targets are in days after the vote: the law sets none. `department` has three characters (`062`), `nature_code`
    two digits, `operator_trigram` is that of the certified operator of transmission; `matter_code` is proposed for a
    new act, `classification_on` the day of the prefecture's classification in use.
    """

    authority = models.OneToOneField("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    sitting_word = models.CharField(
        max_length=10, default=rules.SITTING_WORD, choices=list(rules.SITTING_WORDS.items())
    )
    assembly = models.CharField(max_length=120, default=rules.ASSEMBLY)
    transmission_target_days = models.PositiveSmallIntegerField(null=True)
    publication_target_days = models.PositiveSmallIntegerField(null=True)
    target_source = models.CharField(max_length=200, blank=True)
    prefecture = models.CharField(max_length=20, blank=True)
    department = models.CharField(max_length=3, blank=True)
    arrondissement = models.CharField(max_length=1, blank=True)
    nature_code = models.CharField(max_length=2, blank=True)
    operator_trigram = models.CharField(max_length=3, blank=True)
    matter_code = models.CharField(max_length=20, blank=True)
    matter_label = models.CharField(max_length=160, blank=True)
    classification_on = models.DateField(null=True)
    referent_name = models.CharField(max_length=160, blank=True)
    referent_phone = models.CharField(max_length=30, blank=True)
    referent_email = models.EmailField(blank=True)
    return_emails = models.TextField(blank=True)
    publisher_name = models.CharField(max_length=160, blank=True)
    publisher_quality = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(department="") | Q(department__regex=r"^[0-9]{2}[0-9AB]$"),
                name="a_department_has_three_characters",
            ),
            models.CheckConstraint(
                condition=Q(operator_trigram="") | Q(operator_trigram__regex=r"^[A-Z]{3}$"),
                name="an_operator_of_transmission_has_three_letters",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority_id}"
