"""Acts of the past, entered at once with their history: what they lack is told, not refused.

The sitting of an act that is online stays as it is, whatever another act of the same day says of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from quitus.domain.acts import errors, rules, states, track_errors
from quitus.domain.acts.models import CommissionOpinion, Deliberation, Sitting
from quitus.domain.acts.operations.deliberations import write_text
from quitus.domain.acts.operations.guards import is_online, locked, refuse_number_of_another, refuse_stranger, tell
from quitus.domain.acts.operations.sittings import refuse_too_many_proxies, write_members
from quitus.domain.acts.operations.votes import write_groups
from quitus.kernel.actors import Actor
from quitus.kernel.clock import refuse_future
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@dataclass(frozen=True)
class Opinion:
    """What a commission had said."""

    commission: str
    given_on: date
    favourable: bool
    remarks: str = ""


@dataclass(frozen=True)
class PastAct:
    """An act as its papers tell it; whatever they do not say stays empty.

    `members` are listed by name, or `attendance` gives the counts. `was_adopted` is None where nothing says it: it then
    follows from the vote, or is supposed.
    """

    title: str
    assembly: str
    held_on: date
    number: str = ""
    report: str = ""
    articles: Sequence[rules.Article] = ()
    legal_references: Sequence[str] = ()
    earlier_acts: Sequence[rules.Earlier] = ()
    opinions: Sequence[Opinion] = ()
    attendance: rules.Attendance | None = None
    members: Sequence[rules.Member] = ()
    proxies_listed: bool = True
    president: str = ""
    secretary: str = ""
    vote: rules.Vote | None = None
    groups: Sequence[rules.GroupCount] = ()
    president_votes_for: bool | None = None
    was_adopted: bool | None = None
    signatory_name: str = ""
    signatory_quality: str = ""
    delegation: str = ""
    signed_on: date | None = None
    transmitted_on: date | None = None
    acknowledged_on: date | None = None
    published_on: date | None = None
    matter_code: str = ""
    matter_label: str = ""
    sources: str = field(default="")


@operation
def enter_past_act(*, by: Actor, authority_id: int, act: PastAct) -> Deliberation:
    """Enters an act of the past at once, with its sitting, its vote and its dates as its papers tell them.

    The checks of an act that is lived through are not refusals here: `rules.gaps` says what is missing or does not fit.
    Refuses with `NotYourRole`, `NotAllowed`, `NumberAlreadyUsed`, `ArticleNumberedTwice`, `DateInTheFuture`.
    """
    refuse_stranger(by, authority_id)
    _refuse_future_days(act)
    refuse_number_of_another(authority_id, act.number, None)
    is_adopted = _was_adopted(act)
    sitting = _sitting(authority_id, act)
    deliberation = Deliberation.objects.create(
        authority_id=authority_id,
        sitting=sitting,
        is_past_entry=True,
        state=states.ADOPTED if is_adopted else states.REJECTED,
        adopted_on=act.held_on if is_adopted else None,
        votes_for=act.vote.votes_for if act.vote else None,
        votes_against=act.vote.votes_against if act.vote else None,
        votes_abstention=act.vote.votes_abstention if act.vote else None,
        **{name: getattr(act, name) for name in _COPIED},
    )
    write_text(deliberation, act.articles, act.legal_references, act.earlier_acts)
    write_groups(deliberation, act.groups)
    _write_opinions(deliberation, act.opinions)
    said = N_("Acte ancien saisi avec son historique")
    if is_online(sitting):
        said = N_("Acte ancien saisi ; sa réunion, dont un acte est en ligne, reste telle quelle")
    tell(by, "enter_past_act", deliberation, said, on=act.held_on)
    return deliberation


@operation
def complete_past_act(*, by: Actor, deliberation_id: int, act: PastAct) -> Deliberation:
    """Adds to an act of the past what was not known of it; what is known stays, whatever `act` says of it.

    Refuses with `NotYourRole`, `NotAllowed`, `ActNotOfThePast`, `AlreadyOnline`, `NumberAlreadyUsed`,
    `ArticleNumberedTwice`, `DateInTheFuture`.
    """
    deliberation = locked(by, deliberation_id)
    if not deliberation.is_past_entry or deliberation.sitting is None:
        raise errors.ActNotOfThePast()
    if deliberation.published_slug:
        raise track_errors.AlreadyOnline(on=deliberation.published_on)
    _refuse_future_days(act)
    refuse_number_of_another(deliberation.authority_id, act.number, deliberation.pk)
    found = [name for name in _COPIED if not getattr(deliberation, name) and getattr(act, name)]
    for name in found:
        setattr(deliberation, name, getattr(act, name))
    if deliberation.vote is None and act.vote is not None:
        found.append("vote")
        deliberation.votes_for, deliberation.votes_against = act.vote.votes_for, act.vote.votes_against
        deliberation.votes_abstention = act.vote.votes_abstention
    deliberation.save()
    found += _complete_lists(deliberation, act)
    _fill_sitting(deliberation.sitting, act)
    tell(by, "complete_past_act", deliberation, N_("Acte ancien complété"), found=found)
    return deliberation


def _complete_lists(deliberation: Deliberation, act: PastAct) -> list[str]:
    """Writes the parts that have several lines where there is none yet; answers their names."""
    names = ("articles", "references", "earlier_acts", "group_votes", "opinions")
    empty = {name for name in names if not getattr(deliberation, name).exists()}
    write_text(
        deliberation,
        act.articles if "articles" in empty else (),
        act.legal_references if "references" in empty else (),
        act.earlier_acts if "earlier_acts" in empty else (),
    )
    if "group_votes" in empty:
        write_groups(deliberation, act.groups)
    if "opinions" in empty:
        _write_opinions(deliberation, act.opinions)
    told = (act.articles, act.legal_references, act.earlier_acts, act.groups, act.opinions)
    return [name for name, given in zip(names, told, strict=True) if given and name in empty]


def _refuse_future_days(act: PastAct) -> None:
    for on in (act.held_on, act.signed_on, act.transmitted_on, act.acknowledged_on, act.published_on):
        if on is not None:
            refuse_future(on)


_COPIED = (
    "number",
    "title",
    "report",
    "president_votes_for",
    "signatory_name",
    "signatory_quality",
    "delegation",
    "signed_on",
    "transmitted_on",
    "acknowledged_on",
    "published_on",
    "matter_code",
    "matter_label",
)


def _was_adopted(act: PastAct) -> bool:
    if act.was_adopted is not None or act.vote is None:
        return act.was_adopted is not False
    return rules.is_adopted(act.vote, president_for=act.president_votes_for) is not False


def _sitting(authority_id: int, act: PastAct) -> Sitting:
    sitting, _ = Sitting.objects.get_or_create(authority_id=authority_id, assembly=act.assembly, held_on=act.held_on)
    return _fill_sitting(sitting, act)


def _fill_sitting(sitting: Sitting, act: PastAct) -> Sitting:
    """A sitting with what an act says of it where nothing was known, unless one of its acts is online."""
    if is_online(sitting):
        return sitting
    attendance = act.attendance
    if act.members:
        attendance = rules.count_members(act.members, proxies_listed=act.proxies_listed)
    if sitting.attendance is None and attendance is not None:
        refuse_too_many_proxies(attendance)
        sitting.present_count, sitting.excused_count = attendance.present_count, attendance.excused_count
        sitting.proxy_count, sitting.absent_count = attendance.proxy_count, attendance.absent_count
        sitting.non_voting_count = attendance.non_voting_count
        sitting.excused_non_voting_count = attendance.excused_non_voting_count
        sitting.are_members_listed = bool(act.members)
        write_members(sitting, act.members)
    sitting.president = sitting.president or act.president
    sitting.secretary = sitting.secretary or act.secretary
    sitting.save()
    return sitting


def _write_opinions(deliberation: Deliberation, opinions: Sequence[Opinion]) -> None:
    if opinions:
        CommissionOpinion.objects.bulk_create(
            CommissionOpinion(
                deliberation=deliberation,
                commission=one.commission,
                given_on=one.given_on,
                favourable=one.favourable,
                remarks=one.remarks,
            )
            for one in opinions
        )
