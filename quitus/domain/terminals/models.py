"""The devices of venues, who opens them, and what they sent, line by line as it was judged."""

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Func, IntegerField, Q
from django.db.models.lookups import Exact

from quitus.domain.terminals import rules, states
from quitus.kernel.clock import QuitusNow

RECORDED = "recorded"
REFUSED = "refused"
CONFLICT = "conflict"
STRUCK = "struck"
VERDICTS = (RECORDED, REFUSED, CONFLICT, STRUCK)
"""What became of a line: a use, nothing, a conflict to be decided, or nothing because the person undid it in time."""

_HEAD = r"^[0-9a-f]{64}$"
_KEY_IS_WHOLE = Exact(Func(F("public_key"), function="octet_length", output_field=IntegerField()), rules.KEY_BYTES)


class Terminal(models.Model):
    """A device of a structure, with its own key. `acknowledged_n` and `acknowledged_head` say how far its lines are
    received; `held_count` and `held_cents` what it said it still holds.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=rules.LABEL_LONGEST)
    venue_ids = ArrayField(models.BigIntegerField())
    public_key = models.BinaryField(max_length=rules.KEY_BYTES, help_text="P-256, uncompressed")
    state = models.CharField(max_length=8, default=states.IN_USE)
    enrolled_by = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+")
    enrolled_at = models.DateTimeField(db_default=QuitusNow(), editable=False)
    approved_at = models.DateTimeField(null=True, help_text="by the authority, where the convention asks for it")
    stopped_at = models.DateTimeField(null=True)
    stop_reason = models.CharField(max_length=200, blank=True, default="")
    last_seen_at = models.DateTimeField(null=True)
    acknowledged_n = models.BigIntegerField(default=0)
    acknowledged_head = models.CharField(max_length=64, default=rules.FIRST_HEAD)
    last_taken_at = models.DateTimeField(null=True, help_text="of the lines received, when it was believed")
    token_at = models.DateTimeField(null=True, help_text="of the last access it asked for by its key")
    held_count = models.PositiveIntegerField(null=True)
    held_cents = models.PositiveBigIntegerField(null=True)
    refused_at = models.DateTimeField(null=True, help_text="the last batch that was not its own, or did not follow")

    class Meta:
        constraints = [
            models.CheckConstraint(name="terminal_state_is_known", condition=Q(state__in=list(states.TERMINAL))),
            models.CheckConstraint(name="terminal_has_a_name", condition=~Q(label="")),
            models.CheckConstraint(name="terminal_is_for_some_venue", condition=~Q(venue_ids=[])),
            models.CheckConstraint(name="terminal_key_is_a_point_of_65_bytes", condition=_KEY_IS_WHOLE),
            models.UniqueConstraint(name="key_belongs_to_one_terminal", fields=["public_key"]),
            models.CheckConstraint(
                name="terminal_is_stopped_if_and_only_if_it_says_when_and_why",
                condition=(Q(state=states.STOPPED, stopped_at__isnull=False) & ~Q(stop_reason=""))
                | (~Q(state=states.STOPPED) & Q(stopped_at__isnull=True, stop_reason="")),
            ),
            models.CheckConstraint(
                name="terminal_counts_its_lines_from_zero",
                condition=Q(acknowledged_n__gte=0, acknowledged_head__regex=_HEAD),
            ),
        ]
        indexes = [models.Index(fields=["scheme", "organisation"], name="terminals_of_structure")]

    def __str__(self) -> str:
        return self.label


class TerminalPerson(models.Model):
    """A person opened the device by signing in, and may unlock it without network until an instant."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    terminal = models.ForeignKey(Terminal, on_delete=models.PROTECT, related_name="people")
    user = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(help_text="for the first time")
    unlock_until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="person_opens_a_terminal_once", fields=["terminal", "user"]),
            models.CheckConstraint(
                name="person_unlocks_a_terminal_after_opening_it", condition=Q(unlock_until__gt=F("opened_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.terminal_id}"


class PackGiven(models.Model):
    """A pack that a device was given, and how far its lines were received then: its stretch.

    What a device holds without network is counted by stretch. A pack fetched anew opens no new allowance as long as
    nothing was sent in between; one that was never given opens none at all. Kept while a line may still name it.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+", db_index=False)
    terminal = models.ForeignKey(Terminal, on_delete=models.PROTECT, related_name="packs", db_index=False)
    made_at = models.DateTimeField(help_text="to the millisecond, as the device repeats it")
    stretch = models.BigIntegerField(help_text="rank of the last line received then")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="pack_of_a_terminal_is_given_once", fields=["terminal", "made_at"]),
            models.CheckConstraint(name="pack_counts_lines_from_zero", condition=Q(stretch__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.terminal_id} @ {self.made_at}"


class OfflineBatch(models.Model):
    """What a device sent at once, with the head it signed. Added, never changed."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    terminal = models.ForeignKey(Terminal, on_delete=models.PROTECT, related_name="batches")
    batch = models.UUIDField(help_text="made by the device")
    first_n = models.BigIntegerField()
    line_count = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    signature = models.CharField(max_length=100, help_text="over the head, in base 64")
    user = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+", help_text="who sent it")
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="batch_of_a_terminal_is_received_once", fields=["terminal", "batch"]),
            models.CheckConstraint(
                name="batch_begins_with_a_line_and_ends_with_a_head",
                condition=Q(first_n__gte=1, line_count__gte=1, head__regex=_HEAD),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.terminal_id}: {self.first_n} + {self.line_count}"


class OfflineLine(models.Model):
    """One line of a device as it was signed (`text`), the head of its chain after it, and what became of it.

    `text` is empty when a code was typed: it is money, and only the pass it led to is kept. `outcome` is « taken » or
    the code of a refusal, with the facts of its sentence in `why`. Added, never changed.
    """

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+", db_index=False)
    terminal = models.ForeignKey(Terminal, on_delete=models.PROTECT, related_name="lines", db_index=False)
    batch = models.ForeignKey(OfflineBatch, on_delete=models.PROTECT, related_name="lines")
    n = models.BigIntegerField()
    text = models.CharField(max_length=rules.LONGEST_LINE, blank=True)
    head = models.CharField(max_length=64)
    request = models.UUIDField(null=True)
    number = models.BigIntegerField(null=True)
    turn = models.IntegerField(null=True)
    venue_id = models.BigIntegerField(null=True)
    user_id = models.BigIntegerField(null=True)
    service_code = models.CharField(max_length=20, blank=True)
    service_on = models.DateField(null=True)
    taken_at = models.DateTimeField(null=True, help_text="as the device says")
    pack_made_at = models.DateTimeField(null=True, help_text="what the device knew, as it says")
    stretch = models.BigIntegerField(help_text="of the latest pack that this line or one before it was taken with")
    face_value_cents = models.PositiveIntegerField(null=True)
    undo_n = models.BigIntegerField(null=True, help_text="the line that this one strikes out")
    verdict = models.CharField(max_length=8)
    found = models.CharField(max_length=40, blank=True, help_text="what the server found, by the table of conflicts")
    outcome = models.CharField(max_length=40)
    why = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    recorded_at = models.DateTimeField(db_default=QuitusNow(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="line_of_a_terminal_is_received_once", fields=["terminal", "n"]),
            models.CheckConstraint(name="line_of_a_terminal_has_a_known_end", condition=Q(verdict__in=VERDICTS)),
            models.CheckConstraint(
                name="line_is_recorded_if_and_only_if_it_has_a_turn",
                condition=Q(verdict=RECORDED, turn__isnull=False, outcome="taken", number__isnull=False)
                | (~Q(verdict=RECORDED) & Q(turn__isnull=True) & ~Q(outcome="taken")),
            ),
            models.CheckConstraint(name="line_of_a_terminal_carries_a_head", condition=Q(n__gte=1, head__regex=_HEAD)),
        ]
        indexes = [
            models.Index(fields=["terminal", "stretch"], name="lines_of_a_stretch"),
            models.Index(fields=["number"], name="lines_of_a_pass"),
        ]

    def __str__(self) -> str:
        return f"{self.terminal_id}/{self.n}"


class OfflineTold(models.Model):
    """What a screen promised without network and the server decided otherwise, until the person has read it."""

    scheme = models.ForeignKey("organisations.Scheme", on_delete=models.PROTECT, related_name="+")
    line = models.OneToOneField(OfflineLine, on_delete=models.PROTECT, related_name="told")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("users.User", on_delete=models.PROTECT, related_name="+", help_text="who took the pass")
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["scheme", "user"], name="told_unread", condition=Q(read_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.line_id} → {self.user_id}"
