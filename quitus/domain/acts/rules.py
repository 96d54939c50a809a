"""What follows from a vote and from the dates of an act (CGCT, third part; code de justice administrative)."""

from dataclasses import dataclass
from datetime import date

from quitus.kernel.calendar import add_months, clear_months_end

APPEAL_MONTHS = 2
ONLINE_MONTHS = 2


@dataclass(frozen=True)
class Attendance:
    """Who sat: members present, excused (with a vote), proxies given, and those without a vote.

    `proxy_count` is None where the act does not list the proxies: nothing is then concluded from it.
    """

    present_count: int
    excused_count: int
    proxy_count: int | None = None
    non_voting_count: int = 0
    excused_non_voting_count: int = 0


@dataclass(frozen=True)
class Vote:
    """Votes for, against, and abstentions where the act counts them."""

    votes_for: int
    votes_against: int
    votes_abstention: int | None = None

    @property
    def total(self) -> int:
        """How many took part in the vote, abstentions included."""
        return self.votes_for + self.votes_against + (self.votes_abstention or 0)


@dataclass(frozen=True)
class Deadlines:
    """The dates that follow from transmitting and publishing an act; None while a date they need is missing."""

    executory_on: date | None
    third_party_appeal_ends_on: date | None
    prefect_referral_ends_on: date | None
    online_until: date | None


def executory_on(published_on: date | None, transmitted_on: date | None) -> date | None:
    """The day from which the act may be carried out: the later of publication and transmission (CGCT L.3131-1).

    The prefect's acknowledgement is the proof of transmission, not a condition.
    """
    if published_on is None or transmitted_on is None:
        return None
    return max(published_on, transmitted_on)


def third_party_appeal_ends_on(published_on: date) -> date:
    """The last day on which anyone may ask the judge to annul: two clear months from publication (CJA R.421-1)."""
    return clear_months_end(published_on, APPEAL_MONTHS)


def prefect_referral_ends_on(transmitted_on: date) -> date:
    """The last day on which the prefect may refer the act to the judge: two clear months from its reception
    (CGCT L.3132-1). With electronic transmission, reception is the day of transmission.
    """
    return clear_months_end(transmitted_on, APPEAL_MONTHS)


def deadlines(published_on: date | None, transmitted_on: date | None) -> Deadlines:
    """All the dates that follow from publication and transmission; online at least two months (CGCT R.3131-2)."""
    return Deadlines(
        executory_on=executory_on(published_on, transmitted_on),
        third_party_appeal_ends_on=third_party_appeal_ends_on(published_on) if published_on else None,
        prefect_referral_ends_on=prefect_referral_ends_on(transmitted_on) if transmitted_on else None,
        online_until=add_months(published_on, ONLINE_MONTHS) if published_on else None,
    )


def has_quorum(attendance: Attendance, *, second_convocation: bool) -> bool:
    """Whether an absolute majority of the members is present *or represented*; not asked of a second convocation,
    held three days later (CGCT L.3121-14, L.3121-14-1). Proxies that the act does not list are not counted.
    """
    members = attendance.present_count + attendance.excused_count
    represented = attendance.present_count + (attendance.proxy_count or 0)
    return second_convocation or 2 * represented > members


def most_votes(attendance: Attendance) -> int:
    """The most votes that can have been cast: one per member present and one proxy each (CGCT L.3121-16).

    Where the proxies are not listed, every excused member may have given one.
    """
    given = attendance.excused_count if attendance.proxy_count is None else attendance.proxy_count
    return attendance.present_count + min(given, attendance.present_count)


def unlisted_proxies(attendance: Attendance, vote: Vote) -> int:
    """How many proxies the vote supposes that the act does not list: 43 votes from 37 present suppose 6."""
    return max(0, vote.total - attendance.present_count - (attendance.proxy_count or 0))


def is_adopted(vote: Vote, *, president_for: bool | None) -> bool | None:
    """Whether the majority of votes cast is for (CGCT L.3121-15); the president's voice decides a tie.

    None when there is a tie and the president's vote is not known.
    """
    if vote.votes_for == vote.votes_against:
        return president_for
    return vote.votes_for > vote.votes_against
