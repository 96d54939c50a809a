"""Sittings: planned, convened, held; who was there, by name or by number."""

from collections.abc import Sequence
from datetime import date

from quitus.domain.acts import errors, rules, states
from quitus.domain.acts.models import Deliberation, Sitting, SittingMember
from quitus.domain.acts.operations.guards import is_online, refuse_stranger, tell, undecided
from quitus.domain.audit.operations import record
from quitus.kernel.actors import Actor
from quitus.kernel.clock import today
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def plan_sitting(
    *,
    by: Actor,
    authority_id: int,
    assembly: str,
    held_on: date,
    convened_on: date | None = None,
    first_sitting_id: int | None = None,
) -> Sitting:
    """Plans a sitting of an assembly, or answers the one already planned that day.

    `first_sitting_id` is the sitting without quorum of which this is the second convocation, three days later at least
    (CGCT L.3121-14-1). Refuses with `NotYourRole`, `NotAllowed` (another authority), `ConvenedAfterTheSitting`,
    `SittingAlreadyPlanned` (otherwise than asked), `SecondConvocationTooEarly`, `SecondConvocationOfAnotherAssembly`,
    `FirstSittingHadQuorum`.
    """
    refuse_stranger(by, authority_id)
    if convened_on is not None and convened_on > held_on:
        raise errors.ConvenedAfterTheSitting(held_on=held_on)
    if first_sitting_id is not None:
        _refuse_second_convocation(authority_id, assembly, held_on, first_sitting_id)
    sitting, is_new = Sitting.objects.get_or_create(
        authority_id=authority_id,
        assembly=assembly,
        held_on=held_on,
        defaults={"first_sitting_id": first_sitting_id, "convened_on": convened_on},
    )
    if is_new:
        _tell(by, "plan_sitting", sitting, N_("Réunion prévue"), assembly=assembly, held_on=held_on)
    elif first_sitting_id is not None and sitting.first_sitting_id != first_sitting_id:
        raise errors.SittingAlreadyPlanned(held_on=held_on)
    return sitting


@operation
def record_convocation(*, by: Actor, sitting_id: int, convened_on: date) -> Sitting:
    """Records the day on which the members were convened.

    Refuses with `NotYourRole`, `NotAllowed`, `ConvenedAfterTheSitting`.
    """
    sitting = _locked(by, sitting_id)
    if convened_on > sitting.held_on:
        raise errors.ConvenedAfterTheSitting(held_on=sitting.held_on)
    sitting.convened_on = convened_on
    sitting.save()
    _tell(by, "record_convocation", sitting, N_("Convocation envoyée"), on=convened_on)
    return sitting


@operation
def put_on_agenda(*, by: Actor, deliberation_id: int, sitting_id: int) -> Deliberation:
    """Puts a deliberation on the agenda of a sitting of its authority, or moves it to another one.

    Refuses with `NotYourRole`, `NotAllowed`, `DeliberationNoLongerADraft`.
    """
    deliberation = undecided(by, deliberation_id)
    sitting = Sitting.objects.get(pk=sitting_id)
    refuse_stranger(by, sitting.authority_id)
    deliberation.sitting = sitting
    deliberation.state = states.DELIBERATION[deliberation.state]["put_on_agenda"]
    deliberation.save()
    said = N_("Inscrite à l'ordre du jour du %(held_on)s")
    tell(by, "put_on_agenda", deliberation, said, held_on=sitting.held_on)
    return deliberation


@operation
def call_sitting(
    *, by: Actor, deliberation_id: int, assembly: str, held_on: date, first_sitting_id: int | None = None
) -> Deliberation:
    """Puts a deliberation on the agenda of the sitting of an assembly on a day, planned if it was not.

    Refuses as `plan_sitting` and `put_on_agenda`.
    """
    deliberation = undecided(by, deliberation_id)
    sitting = plan_sitting(
        by=by,
        authority_id=deliberation.authority_id,
        assembly=assembly,
        held_on=held_on,
        first_sitting_id=first_sitting_id,
    )
    return put_on_agenda(by=by, deliberation_id=deliberation_id, sitting_id=sitting.pk)


@operation
def record_attendance(
    *, by: Actor, sitting_id: int, attendance: rules.Attendance, president: str = "", secretary: str = ""
) -> Sitting:
    """Records how many sat, where the members are not listed by name.

    Told again, the last one stands, as long as it allows the votes already recorded. Refuses with `NotYourRole`,
    `NotAllowed`, `SittingNotHeld`, `AttendanceIsListed`, `AttendanceContradictsAVote`, `SittingOfAnActOnline`.
    """
    sitting = _held(by, sitting_id)
    if sitting.are_members_listed:
        raise errors.AttendanceIsListed()
    keep_attendance(sitting, attendance, president, secretary)
    _tell_attendance(by, "record_attendance", sitting, N_("Présences enregistrées"), attendance)
    return sitting


@operation
def list_members(
    *,
    by: Actor,
    sitting_id: int,
    members: Sequence[rules.Member],
    proxies_listed: bool = True,
    president: str = "",
    secretary: str = "",
) -> Sitting:
    """Lists by name who sat, was excused or absent, and who voted for whom; the counts follow.

    `proxies_listed` is False where the act names the members but not the proxies. Told again, the list is written anew,
    as long as it allows the votes already recorded. Refuses with `NotYourRole`, `NotAllowed`, `SittingNotHeld`,
    `NobodyListed`, `MemberListedTwice`, `ProxyOfSomebodyWithVote`, `ProxyHolderNotPresent`, `ProxyHolderHasAnother`,
    `AttendanceContradictsAVote`, `SittingOfAnActOnline`.
    """
    sitting = _held(by, sitting_id)
    _refuse_members(members)
    if is_online(sitting):
        raise errors.SittingOfAnActOnline()
    attendance = rules.count_members(members, proxies_listed=proxies_listed)
    sitting.are_members_listed = True
    keep_attendance(sitting, attendance, president, secretary)
    write_members(sitting, members)
    _tell_attendance(by, "list_members", sitting, N_("Membres présents et excusés listés"), attendance)
    return sitting


def refuse_too_many_proxies(attendance: rules.Attendance) -> None:
    """Refuses with `MoreProxiesThanPresent`: a member present holds one proxy at most."""
    if (attendance.proxy_count or 0) > attendance.present_count:
        raise errors.MoreProxiesThanPresent(proxies=attendance.proxy_count, present=attendance.present_count)


def keep_attendance(sitting: Sitting, attendance: rules.Attendance, president: str, secretary: str) -> None:
    """Writes the counts of a locked sitting; refuses with `MoreProxiesThanPresent`, `AttendanceContradictsAVote`, and
    with `SittingOfAnActOnline` what would change.
    """
    refuse_too_many_proxies(attendance)
    same = attendance == sitting.attendance and president in ("", sitting.president)
    if not (same and secretary in ("", sitting.secretary)) and is_online(sitting):
        raise errors.SittingOfAnActOnline()
    for act in sitting.deliberations.filter(state__in=states.VOTED, is_past_entry=False):
        vote = act.vote
        fits = vote is None or vote.total <= rules.most_votes(attendance)
        if not fits or not rules.has_quorum(attendance, second_convocation=sitting.second_convocation):
            raise errors.AttendanceContradictsAVote(number=act.number)
    sitting.present_count = attendance.present_count
    sitting.excused_count = attendance.excused_count
    sitting.proxy_count = attendance.proxy_count
    sitting.absent_count = attendance.absent_count
    sitting.non_voting_count = attendance.non_voting_count
    sitting.excused_non_voting_count = attendance.excused_non_voting_count
    sitting.president = president or sitting.president
    sitting.secretary = secretary or sitting.secretary
    sitting.save()


def write_members(sitting: Sitting, members: Sequence[rules.Member]) -> None:
    """Writes the list of a locked sitting anew: first the members, then who votes for whom."""
    SittingMember.objects.filter(sitting=sitting, proxy_to__isnull=False).delete()
    SittingMember.objects.filter(sitting=sitting).delete()
    order = {id(member): rank for rank, member in enumerate(members, start=1)}

    def row(member: rules.Member, holder: SittingMember | None = None) -> SittingMember:
        return SittingMember(
            sitting=sitting,
            rank=order[id(member)],
            name=member.name,
            group=member.group,
            presence=member.presence,
            proxy_to=holder,
        )

    there = SittingMember.objects.bulk_create(row(member) for member in members if not member.proxy_to)
    named = {one.name: one for one in there}
    SittingMember.objects.bulk_create(row(member, named[member.proxy_to]) for member in members if member.proxy_to)


def _refuse_members(members: Sequence[rules.Member]) -> None:
    if not any(member.presence == states.PRESENT for member in members):
        raise errors.NobodyListed()
    presences: dict[str, str] = {}
    for member in members:
        if member.name in presences:
            raise errors.MemberListedTwice(name=member.name)
        presences[member.name] = member.presence
    holders: set[str] = set()
    for member in members:
        if not member.proxy_to:
            continue
        if member.presence not in (states.EXCUSED, states.ABSENT):
            raise errors.ProxyOfSomebodyWithVote(name=member.name)
        if presences.get(member.proxy_to) != states.PRESENT:
            raise errors.ProxyHolderNotPresent(name=member.name, holder=member.proxy_to)
        if member.proxy_to in holders:
            raise errors.ProxyHolderHasAnother(holder=member.proxy_to)
        holders.add(member.proxy_to)


def _refuse_second_convocation(authority_id: int, assembly: str, held_on: date, first_sitting_id: int) -> None:
    first = Sitting.objects.get(pk=first_sitting_id, authority_id=authority_id)
    if first.assembly != assembly:
        raise errors.SecondConvocationOfAnotherAssembly(assembly=first.assembly)
    earliest_on = rules.second_convocation_from(first.held_on)
    if held_on < earliest_on:
        raise errors.SecondConvocationTooEarly(first_on=first.held_on, earliest_on=earliest_on)
    attendance = first.attendance
    if attendance and rules.has_quorum(attendance, second_convocation=first.second_convocation):
        raise errors.FirstSittingHadQuorum(first_on=first.held_on)


def _locked(by: Actor, sitting_id: int) -> Sitting:
    [sitting] = lock(Sitting.objects.filter(pk=sitting_id))
    refuse_stranger(by, sitting.authority_id)
    return sitting


def _held(by: Actor, sitting_id: int) -> Sitting:
    sitting = _locked(by, sitting_id)
    if sitting.held_on > today():
        raise errors.SittingNotHeld(held_on=sitting.held_on)
    return sitting


def _tell_attendance(by: Actor, verb: str, sitting: Sitting, summary: str, attendance: rules.Attendance) -> None:
    counts = {"present": attendance.present_count, "excused": attendance.excused_count}
    _tell(by, verb, sitting, summary, on=sitting.held_on, **counts)


def _tell(by: Actor, verb: str, sitting: Sitting, summary: str, **data: object) -> None:
    record(by=by, verb=verb, subject_kind="sitting", subject_id=sitting.pk, summary=summary, data=data)
