"""The technical committee: who sits, and what is held."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.db.models import Q

from quitus.domain.audit.operations import record
from quitus.domain.grants.files import FileFacts
from quitus.domain.grants.models import Convention
from quitus.domain.obligations import errors, policies, queries, states
from quitus.domain.obligations.models import Attendee, CommitteeMeeting, Designation, Obligation
from quitus.domain.obligations.operations.listing import settle_obligation
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.calendar import format_date
from quitus.kernel.clock import refuse_future
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_


@dataclass(frozen=True)
class Invited:
    """Somebody invited to a meeting, and whether he came (`states.PRESENCES`)."""

    full_name: str
    body: str = ""
    presence: str = states.PRESENT


@operation
def designate(
    *,
    by: Actor,
    kind: str,
    full_name: str,
    starts_on: date,
    quality: str = "",
    reference: str = "",
    user_id: int | None = None,
) -> Designation:
    """Names who sits in the committee for the authority, "representative" or "substitute", from the day `starts_on`.

    Who sat until then ends the day before. `reference` is the letter or act that designates, `user_id` the account of
    the person, who is then reminded of committees. Refuses with `NotYourRole`, `UnknownWord`, `DesignationOverlaps`.
    """
    refuse_unless(policies.may_keep_obligations(by.role))
    if kind not in states.DESIGNATIONS:
        raise errors.UnknownWord(word=kind)
    former = lock(Designation.objects.filter(kind=kind, ends_on=None))
    for one in former:
        if one.starts_on >= starts_on:
            raise errors.DesignationOverlaps(name=one.full_name, starts_on=one.starts_on)
        one.ends_on = starts_on - timedelta(days=1)
        one.save()
    later = Designation.objects.filter(Q(ends_on__gte=starts_on), kind=kind).first()
    if later is not None:
        raise errors.DesignationOverlaps(name=later.full_name, starts_on=later.starts_on)
    made = Designation.objects.create(
        scheme_id=current_scheme_id(),
        kind=kind,
        full_name=full_name,
        quality=quality,
        reference=reference,
        user_id=user_id,
        starts_on=starts_on,
    )
    _record(by, "designate", "designation", made.pk, N_("Désignation au comité technique"), {"on": starts_on})
    return made


@operation
def end_designation(*, by: Actor, designation_id: int, ends_on: date) -> Designation:
    """Ends a designation, its last day included.

    Refuses with `NotYourRole`, `DesignationAlreadyEnded`, `EndsBeforeItStarts`.
    """
    refuse_unless(policies.may_keep_obligations(by.role))
    [one] = lock(Designation.objects.filter(pk=designation_id))
    if one.ends_on is not None:
        raise errors.DesignationAlreadyEnded(ends_on=one.ends_on)
    if ends_on < one.starts_on:
        raise errors.EndsBeforeItStarts(starts_on=one.starts_on)
    one.ends_on = ends_on
    one.save()
    _record(by, "end_designation", "designation", one.pk, N_("Fin d'une désignation"), {"on": ends_on})
    return one


@operation
def hold_meeting(
    *,
    by: Actor,
    convention_id: int,
    held_on: date,
    invited: Sequence[Invited],
    place: str = "",
    decisions: str = "",
    minutes: FileFacts | None = None,
) -> CommitteeMeeting:
    """Records a meeting of the technical committee, who came, and its minutes when they are ready.

    It settles the open obligation of its month. Refuses with `NotYourRole`, `DateInTheFuture`, `NobodyAttended`,
    `UnknownWord`.
    """
    refuse_unless(policies.may_keep_obligations(by.role))
    refuse_future(held_on)
    for one in invited:
        if one.presence not in states.PRESENCES:
            raise errors.UnknownWord(word=one.presence)
    if not any(one.presence == states.PRESENT for one in invited):
        raise errors.NobodyAttended()
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    owed = _owed_that_month(convention, held_on)
    meeting = CommitteeMeeting.objects.create(
        scheme_id=convention.scheme_id,
        convention=convention,
        obligation=owed,
        held_on=held_on,
        place=place,
        decisions=decisions,
        **(asdict(minutes) if minutes else {}),
    )
    Attendee.objects.bulk_create(
        Attendee(
            scheme_id=convention.scheme_id,
            meeting=meeting,
            full_name=one.full_name,
            body=one.body,
            presence=one.presence,
        )
        for one in invited
    )
    if owed is not None:
        # Written in the language of the thread, as every note of a settlement is.
        note = f"Comité technique du {format_date(held_on)}"
        settle_obligation(by=by, obligation_id=owed.pk, done_on=held_on, note=note)
    _record(by, "hold_meeting", "committee_meeting", meeting.pk, N_("Comité technique tenu"), {"on": held_on})
    return meeting


@operation
def join_minutes(*, by: Actor, meeting_id: int, minutes: FileFacts) -> CommitteeMeeting:
    """Joins the minutes of a meeting, once. Refuses with `NotYourRole`, `MinutesAlreadyJoined`."""
    refuse_unless(policies.may_keep_obligations(by.role))
    [meeting] = lock(CommitteeMeeting.objects.filter(pk=meeting_id))
    if meeting.sha256:
        raise errors.MinutesAlreadyJoined()
    for name, value in asdict(minutes).items():
        setattr(meeting, name, value)
    meeting.save()
    _record(by, "join_minutes", "committee_meeting", meeting.pk, N_("Compte rendu joint"), {"file": minutes.file_name})
    return meeting


def _owed_that_month(convention: Convention, held_on: date) -> Obligation | None:
    """The committee owed for the period of that day, or due that month where it has no period."""
    owed = queries.open_obligations(convention.scheme_id).filter(convention=convention, kind=states.COMMITTEE)
    in_period = Q(period_from__lte=held_on, period_to__gte=held_on)
    that_month = Q(period_from=None, due_on__year=held_on.year, due_on__month=held_on.month)
    return owed.filter(in_period | that_month).first()


def _record(by: Actor, verb: str, kind: str, key: int, summary: str, data: dict[str, object]) -> None:
    record(by=by, verb=verb, subject_kind=kind, subject_id=key, summary=summary, data=data)
