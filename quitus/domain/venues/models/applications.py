"""What structures send online to be qualified, what is decided about it, and the letters that tell them."""

from django.db import models
from django.db.models import F, Q

from quitus.domain.venues import states
from quitus.domain.venues.models.files import QualificationStep
from quitus.domain.venues.models.questionnaires import Criterion, QuestionnaireVersion
from quitus.kernel.clock import QuitusNow


class ApplicationRequest(models.Model):
    """Somebody without an account asked to apply; the address is his once he has opened the link sent to it."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(max_length=254)
    full_name = models.CharField(max_length=150)
    siret = models.CharField(max_length=14)
    structure_name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="fr")
    requested_at = models.DateTimeField(db_default=QuitusNow(), editable=False)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.pk}"


class Application(models.Model):
    """The file that a structure fills online. `content` is written part by part while it is open.

    `organisation` is the structure once the authority has taken the file in; `siret` and `structure_name` are what
    was said at first. `asked` and `complete_by` tell the last completion asked.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(QuestionnaireVersion, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    siret = models.CharField(max_length=14)
    structure_name = models.CharField(max_length=200)
    state = models.CharField(max_length=20, default=states.DRAFT)
    content = models.JSONField(default=dict)
    opened_on = models.DateField()
    submitted_on = models.DateField(null=True)
    asked = models.TextField(blank=True)
    complete_by = models.DateField(null=True)
    reason = models.TextField(blank=True, help_text="of a refusal")
    decided_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="person_has_one_open_application_for_a_structure",
                fields=["scheme", "applicant", "siret"],
                condition=Q(state__in=states.OPEN),
            ),
            models.CheckConstraint(name="application_state_is_known", condition=Q(state__in=list(states.APPLICATION))),
            models.CheckConstraint(
                name="application_says_what_is_asked_and_until_when",
                condition=Q(asked="", complete_by__isnull=True) | ~Q(asked="") & Q(complete_by__isnull=False),
            ),
            models.CheckConstraint(
                name="refused_application_says_why",
                condition=~Q(state=states.REFUSED) | ~Q(reason="") & Q(decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="application_taken_in_is_of_a_structure",
                condition=~Q(state__in=states.TAKEN_IN) | Q(organisation__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["scheme", "state"], name="applications_by_state")]

    def __str__(self) -> str:
        return f"{self.structure_name}: {self.state}"


class ApplicationFile(models.Model):
    """A file joined to an application: proof of the account, act of the régie, answer to a question."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="files")
    purpose = models.CharField(max_length=30, help_text="bank, regie, or question-<id>")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    def __str__(self) -> str:
        return self.file_name


class ApplicationSubmission(models.Model):
    """What an application said when it was sent, files by their hash: added, never changed."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="submissions")
    rank = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64, help_text="of the content, as it is written here")
    submitted_on = models.DateField()
    submitted_by = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="application_is_sent_once_at_a_rank", fields=["application", "rank"])
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.rank}"


class Tick(models.Model):
    """Somebody saw that a line of the checklist is met, or is not any more: the last counts. Added, never changed."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_met = models.BooleanField()
    ticked_on = models.DateField()
    ticked_by = models.CharField(max_length=200)
    user = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tick_is_of_an_application_or_of_a_structure",
                condition=Q(application__isnull=True, organisation__isnull=False)
                | Q(application__isnull=False, organisation__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.is_met}"


class Appeal(models.Model):
    """A structure asks the authority to look again at a decision: a refused application, a suspension, a removal."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, null=True, related_name="appeals")
    step = models.ForeignKey(QualificationStep, on_delete=models.PROTECT, null=True, related_name="appeals")
    state = models.CharField(max_length=12, default=states.LODGED)
    text = models.TextField()
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    media_type = models.CharField(max_length=40, blank=True)
    lodged_on = models.DateField()
    lodged_by = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+")
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="appeal_state_is_known", condition=Q(state__in=list(states.APPEAL))),
            models.CheckConstraint(
                name="appeal_is_against_one_decision",
                condition=Q(application__isnull=True, step__isnull=False)
                | Q(application__isnull=False, step__isnull=True),
            ),
            models.CheckConstraint(name="appeal_says_why", condition=~Q(text="")),
            models.CheckConstraint(
                name="appeal_is_answered_if_and_only_if_it_says_when_by_whom_and_why",
                condition=Q(state=states.LODGED, answered_on__isnull=True, answered_by="", answer="")
                | ~Q(state=states.LODGED) & Q(answered_on__gte=F("lodged_on")) & ~Q(answered_by="") & ~Q(answer=""),
            ),
            models.UniqueConstraint(
                name="application_waits_for_one_appeal_at_a_time",
                fields=["application"],
                condition=Q(state=states.LODGED),
            ),
            models.UniqueConstraint(
                name="decision_waits_for_one_appeal_at_a_time", fields=["step"], condition=Q(state=states.LODGED)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"


class Letter(models.Model):
    """A letter by e-mail to whoever applies or is qualified: written with what it tells, then sent, or given up."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    to = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, default="fr")
    facts = models.JSONField(default=dict)
    message_id = models.CharField(max_length=200)
    written_at = models.DateTimeField(db_default=QuitusNow(), editable=False)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="letter_is_sent_or_given_up_not_both",
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True),
            ),
            models.UniqueConstraint(name="letter_has_its_own_number", fields=["message_id"]),
        ]
        indexes = [
            models.Index(
                fields=["scheme", "id"],
                name="letters_to_send",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
