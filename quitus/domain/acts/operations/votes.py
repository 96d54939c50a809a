"""The vote of the assembly on a deliberation, whole and by group."""

from collections.abc import Sequence

from quitus.domain.acts import errors, rules, states
from quitus.domain.acts.models import Deliberation, GroupVote, Sitting
from quitus.domain.acts.operations.guards import refuse_number_of_another, tell, undecided
from quitus.domain.acts.operations.sittings import keep_attendance
from quitus.kernel.actors import Actor
from quitus.kernel.clock import today
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def record_vote(
    *,
    by: Actor,
    deliberation_id: int,
    votes_for: int,
    votes_against: int,
    attendance: rules.Attendance | None = None,
    votes_abstention: int | None = None,
    president_votes_for: bool | None = None,
    groups: Sequence[rules.GroupCount] = (),
    number: str = "",
    president: str = "",
    secretary: str = "",
) -> Deliberation:
    """Records the vote of the assembly; the result follows from it: when all abstain, no vote is cast and the text is
    not adopted.

    `attendance` is that of the whole sitting, None where it is recorded already; `votes_abstention` is None where the
    act does not count them; `president_votes_for` is needed in case of a tie only; `groups` may lack their counts, and
    must add up to the vote where all have theirs. Refuses with `NotYourRole`, `NotAllowed`,
    `DeliberationNoLongerADraft`, `DeliberationNotOnAgenda`, `SittingNotHeld`, `AttendanceMissing`,
    `AttendanceIsListed`, `AttendanceContradictsAVote`, `QuorumMissing`, `FirstSittingNotRecorded`,
    `FirstSittingHadQuorum`, `NoVoteCast`, `MoreVotesThanVoters`, `TieNeedsThePresident`, `GroupCountedTwice`,
    `GroupVotesDoNotAddUp`, `NumberMissing`, `NumberAlreadyUsed`, `SittingOfAnActOnline`.
    """
    deliberation = undecided(by, deliberation_id)
    if deliberation.sitting_id is None:
        raise errors.DeliberationNotOnAgenda()
    [sitting] = lock(Sitting.objects.select_related("first_sitting").filter(pk=deliberation.sitting_id))
    sat = _attendance(sitting, attendance)
    vote = rules.Vote(votes_for, votes_against, votes_abstention)
    is_adopted = _result(sitting, sat, vote, president_votes_for)
    _refuse_groups(vote, groups)
    deliberation.number = number or deliberation.number
    if not deliberation.number:
        raise errors.NumberMissing()
    refuse_number_of_another(deliberation.authority_id, deliberation.number, deliberation.pk)
    keep_attendance(sitting, sat, president, secretary)
    deliberation.votes_for, deliberation.votes_against = votes_for, votes_against
    deliberation.votes_abstention = votes_abstention
    deliberation.president_votes_for = president_votes_for
    deliberation.state = states.DELIBERATION[deliberation.state]["adopt" if is_adopted else "reject"]
    deliberation.adopted_on = sitting.held_on if is_adopted else None
    deliberation.save()
    write_groups(deliberation, groups)
    said = N_("Adoptée par l'assemblée") if is_adopted else N_("Rejetée par l'assemblée")
    if vote.is_all_abstention:
        said = N_("Rejetée par l'assemblée : aucun suffrage exprimé")
    tell(by, "record_vote", deliberation, said, on=sitting.held_on, votes_for=votes_for, votes_against=votes_against)
    return deliberation


def write_groups(deliberation: Deliberation, groups: Sequence[rules.GroupCount]) -> None:
    """Writes how each group voted, in the order told."""
    if not groups:
        return
    GroupVote.objects.bulk_create(
        GroupVote(
            deliberation=deliberation,
            rank=rank,
            group=one.group,
            side=one.side,
            votes_for=one.votes_for,
            votes_against=one.votes_against,
            votes_abstention=one.votes_abstention,
        )
        for rank, one in enumerate(groups, start=1)
    )


def _attendance(sitting: Sitting, told: rules.Attendance | None) -> rules.Attendance:
    """Who sat: as told now, else as recorded before."""
    if told is None:
        if sitting.attendance is None:
            raise errors.AttendanceMissing()
        return sitting.attendance
    if sitting.are_members_listed and told != sitting.attendance:
        raise errors.AttendanceIsListed()
    return told


def _result(sitting: Sitting, attendance: rules.Attendance, vote: rules.Vote, president_for: bool | None) -> bool:
    """Whether the vote adopts; every reason for which it cannot stand is refused."""
    if sitting.held_on > today():
        raise errors.SittingNotHeld(held_on=sitting.held_on)
    _refuse_quorum(sitting, attendance)
    if not vote.total:
        raise errors.NoVoteCast()
    if vote.total > (most := rules.most_votes(attendance)):
        raise errors.MoreVotesThanVoters(votes=vote.total, most=most)
    is_adopted = rules.is_adopted(vote, president_for=president_for)
    if is_adopted is None:
        raise errors.TieNeedsThePresident()
    return is_adopted


def _refuse_quorum(sitting: Sitting, attendance: rules.Attendance) -> None:
    if rules.has_quorum(attendance, second_convocation=False):
        return
    first = sitting.first_sitting
    if first is None:
        raise errors.QuorumMissing(represented=attendance.represented_count, members=attendance.member_count)
    if first.attendance is None:
        raise errors.FirstSittingNotRecorded(first_on=first.held_on)
    if rules.has_quorum(first.attendance, second_convocation=first.second_convocation):
        raise errors.FirstSittingHadQuorum(first_on=first.held_on)


def _refuse_groups(vote: rules.Vote, groups: Sequence[rules.GroupCount]) -> None:
    names = [group.group for group in groups]
    for name in names:
        if names.count(name) > 1:
            raise errors.GroupCountedTwice(group=name)
    if not rules.groups_fit(vote, groups):
        raise errors.GroupVotesDoNotAddUp(votes_for=vote.votes_for, votes_against=vote.votes_against)
