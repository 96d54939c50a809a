"""Reading a whole act: each value with its line and how sure it is, None where the text does not say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quitus.domain.acts.reading import header
from quitus.domain.acts.reading.amounts import AmountRead, amounts
from quitus.domain.acts.reading.articles import AmendedArticleRead, amended_articles
from quitus.domain.acts.reading.attendance import attendance
from quitus.domain.acts.reading.deadlines import DeadlineRead, deadlines
from quitus.domain.acts.reading.durations import DurationRead, durations
from quitus.domain.acts.reading.found import Found
from quitus.domain.acts.reading.parties import PartyRead, parties
from quitus.domain.acts.reading.people import spelled_as_in
from quitus.domain.acts.reading.text import Text
from quitus.domain.acts.reading.title import decision, report, title
from quitus.domain.acts.reading.visas import OpinionRead, ReferenceRead, opinions, references
from quitus.domain.acts.reading.votes import ADOPTED, GroupVoteRead, votes
from quitus.domain.acts.reading.zones import zones


@dataclass(frozen=True)
class Reading:
    """What an act says. Counts are of persons; `excused_count` has a vote, `non_voting_count` attended without one.

    `result` is "adopted", "rejected" or "withdrawn". Of no value is it said that it is right: a person decides.
    """

    number: Found[str] | None
    sitting_on: Found[date] | None
    assembly: Found[str] | None
    president: Found[str] | None
    secretary: Found[str] | None
    present_count: Found[int] | None
    excused_count: Found[int] | None
    non_voting_count: Found[int] | None
    proxy_count: Found[int] | None
    votes_for: Found[int] | None
    votes_against: Found[int] | None
    votes_abstention: Found[int] | None
    result: Found[str] | None
    transmitted_on: Found[date] | None
    published_on: Found[date] | None
    opinions: tuple[OpinionRead, ...]
    parties: tuple[PartyRead, ...]
    amounts: tuple[AmountRead, ...]
    deadlines: tuple[DeadlineRead, ...]
    durations: tuple[DurationRead, ...]
    legal_references: tuple[ReferenceRead, ...]
    amended_articles: tuple[AmendedArticleRead, ...]
    # Read for the person who takes the act in; the object of `as_object` does not hold them.
    title: Found[str] | None
    decision: Found[str] | None
    report: Found[str] | None
    excused_non_voting_count: Found[int] | None
    absent_count: Found[int] | None
    voters_count: Found[int] | None
    group_votes: tuple[GroupVoteRead, ...]

    @property
    def adopted(self) -> Found[bool] | None:
        """Whether the assembly adopted; False for an act rejected or withdrawn, None where the text does not say."""
        if self.result is None:
            return None
        return Found(self.result.value == ADOPTED, self.result.line, self.result.confidence)


def read_act(lines: "Sequence[str] | Text") -> Reading:
    """Reads an act. Any text is answered: what it does not say is None or empty."""
    text = Text.of(lines)
    zone = zones(text)
    sat = attendance(text, zone)
    voted = votes(text, zone, sat.voters)
    names = [*sat.present_names]
    sitting_of = header.assembly(text, zone)
    return Reading(
        number=header.number(text, zone),
        sitting_on=header.sitting_on(text, zone),
        assembly=sitting_of,
        president=_spelled(header.president(text, zone), names),
        secretary=_spelled(header.secretary(text, zone), names),
        present_count=sat.present,
        excused_count=sat.excused,
        non_voting_count=sat.non_voting,
        proxy_count=sat.proxies,
        votes_for=voted.votes_for,
        votes_against=voted.votes_against,
        votes_abstention=voted.votes_abstention,
        result=voted.result,
        transmitted_on=header.transmitted_on(text, zone),
        published_on=header.published_on(text, zone),
        opinions=tuple(opinions(text)),
        parties=tuple(parties(text, zone, sitting_of.value if sitting_of else "")),
        amounts=tuple(amounts(text)),
        deadlines=tuple(deadlines(text)),
        durations=tuple(durations(text)),
        legal_references=tuple(references(text, zone)),
        amended_articles=tuple(amended_articles(text)),
        title=title(text, zone),
        decision=decision(text, zone),
        report=report(text, zone),
        excused_non_voting_count=sat.excused_non_voting,
        absent_count=sat.absent,
        voters_count=sat.voters,
        group_votes=voted.groups,
    )


def _spelled(name: Found[str] | None, names: list[str]) -> Found[str] | None:
    if name is None:
        return None
    return Found(spelled_as_in(name.value, names), name.line, name.confidence)
