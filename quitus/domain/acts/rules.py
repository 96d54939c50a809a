"""What follows from a sitting, from a vote and from the dates of an act (CGCT, third part; code de justice
administrative). Legal references stand beside each rule, and `SOURCES` gives them to the page that shows the date.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quitus.domain.acts import states
from quitus.kernel.calendar import add_months, clear_months_end
from quitus.kernel.words import N_

APPEAL_MONTHS = 2
ONLINE_MONTHS = 2
SECOND_CONVOCATION_DAYS = 3

# Keys of SOURCES; the first three: how the end of the prefect's referral was counted.
REFERRAL, REFERRAL_WAITS, REFERRAL_RESTARTED = "referral", "referral_waits", "referral_restarted"
EXECUTORY, APPEAL, ONLINE, TARGET = "executory", "appeal", "online", "target"
QUORUM, SECOND_CONVOCATION, MAJORITY, PROXY = "quorum", "second_convocation", "majority", "proxy"

ANNEX_KIND = "22_AN"
ASSEMBLY = "Commission permanente"
SITTING_WORD = "reunion"
SITTING_WORDS = {SITTING_WORD: N_("Réunion"), "seance": N_("Séance")}
SITTINGS_WORDS = {SITTING_WORD: N_("Réunions"), "seance": N_("Séances")}

SOURCES = {
    EXECUTORY: N_("La plus tardive de la publication et de la transmission (CGCT, art. L.3131-1)."),
    APPEAL: N_("Deux mois francs après la publication, reportés au jour ouvré suivant (CJA, art. R.421-1)."),
    REFERRAL: N_("Deux mois francs après la réception, reportés au jour ouvré suivant (CGCT, art. L.3132-1)."),
    REFERRAL_WAITS: N_("Le délai repart quand le préfet reçoit les pièces qu'il a demandées (CGCT, art. L.3132-1)."),
    REFERRAL_RESTARTED: N_(
        "Deux mois francs après la réception des pièces demandées, reportés au jour ouvré (CGCT, art. L.3132-1)."
    ),
    ONLINE: N_("Deux mois en ligne, texte intégral et non modifiable (CGCT, art. R.3131-2)."),
    QUORUM: N_(
        "La majorité absolue des membres doit être présente ou représentée (CGCT, art. L.3121-14 et L.3121-14-1)."
    ),
    SECOND_CONVOCATION: N_(
        "Seconde convocation, trois jours après : elle délibère quel que soit le nombre (CGCT, art. L.3121-14-1)."
    ),
    MAJORITY: N_("Majorité des voix exprimées ; la voix du président l'emporte à égalité (CGCT, art. L.3121-15)."),
    PROXY: N_("Un membre présent ne porte qu'une délégation de vote (CGCT, art. L.3121-16)."),
    TARGET: N_("Objectif que la collectivité s'est donné : la loi ne fixe aucun délai."),
}


@dataclass(frozen=True)
class Attendance:
    """Who sat: members present, excused or absent (all with a vote), proxies given, and those without a vote.

    `proxy_count` is None where the act does not list the proxies: nothing is then concluded from it.
    """

    present_count: int
    excused_count: int
    proxy_count: int | None = None
    non_voting_count: int = 0
    excused_non_voting_count: int = 0
    absent_count: int = 0

    @property
    def member_count(self) -> int:
        """How many have a vote, there or away."""
        return self.present_count + self.excused_count + self.absent_count

    @property
    def represented_count(self) -> int:
        """How many are present or represented; proxies that are not listed are not counted."""
        return self.present_count + (self.proxy_count or 0)


@dataclass(frozen=True)
class Member:
    """A member listed in a sitting: name, group, presence (`states.PRESENCES`), and the name of whoever holds
    the vote of one who is away.
    """

    name: str
    presence: str
    group: str = ""
    proxy_to: str = ""


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

    @property
    def is_all_abstention(self) -> bool:
        """Whether all who took part abstained: no vote was cast."""
        return bool(self.votes_abstention) and not self.votes_for + self.votes_against


@dataclass(frozen=True)
class GroupCount:
    """How a group voted: the side it took, and its votes where the act counts them (all three, or none)."""

    group: str
    side: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstention: int | None = None

    @property
    def is_counted(self) -> bool:
        """Whether the act gives the votes of the group."""
        return self.votes_for is not None


@dataclass(frozen=True)
class Article:
    """One article of what an assembly decides; no number: the « Article unique »."""

    number: str
    title: str
    text: str


@dataclass(frozen=True)
class Earlier:
    """An act on which another builds: its number, and what else is known of it."""

    number: str
    held_on: date | None = None
    title: str = ""
    assembly: str = ""


@dataclass(frozen=True)
class PrefectAnswer:
    """What came from the prefect or reached him, and on which day (`states.PREFECT_ANSWERS`)."""

    kind: str
    on: date


@dataclass(frozen=True)
class Deadlines:
    """The dates that follow from transmitting and publishing an act; None while a date they need is missing.

    `referral_source` is the key of `SOURCES` that says how the end of the prefect's referral was counted.
    """

    executory_on: date | None
    third_party_appeal_ends_on: date | None
    prefect_referral_ends_on: date | None
    online_until: date | None
    referral_source: str = REFERRAL


@dataclass(frozen=True)
class Target:
    """A track measured against the authority's own target: the day it set itself, the day it was done, if it was."""

    due_on: date
    done_on: date | None

    def is_late(self, on: date) -> bool:
        """Whether it was done after the target, or is still to be done on the day `on` and the target is past."""
        return (self.done_on or on) > self.due_on


def executory_on(published_on: date | None, transmitted_on: date | None, ended_on: date | None = None) -> date | None:
    """The day from which the act may be carried out: the later of publication and transmission (CGCT L.3131-1).

    The prefect's acknowledgement is the proof of transmission, not a condition. None while one of them is missing, and
    for an act that was repealed or annulled with effect from that day or before: it was never executory.
    """
    if published_on is None or transmitted_on is None:
        return None
    since = max(published_on, transmitted_on)
    return since if ended_on is None or since < ended_on else None


def third_party_appeal_ends_on(published_on: date) -> date:
    """The last day on which anyone may ask the judge to annul: two clear months from publication (CJA R.421-1)."""
    return clear_months_end(published_on, APPEAL_MONTHS)


def prefect_referral_ends_on(received_on: date) -> date:
    """The last day on which the prefect may refer the act to the judge: two clear months from its reception
    (CGCT L.3132-1). With electronic transmission, reception is the day of transmission.
    """
    return clear_months_end(received_on, APPEAL_MONTHS)


def referral(received_on: date, answers: Iterable[PrefectAnswer]) -> tuple[date | None, str]:
    """The end of the prefect's referral and the key of its source, given what passed since the reception.

    A request for missing documents made while the delay runs stops it; it starts anew, whole, on the day the prefect
    receives them. A request made after the end changes nothing; until the documents are received the end is not known.
    """
    end: date | None = prefect_referral_ends_on(received_on)
    source = REFERRAL
    for answer in sorted(answers, key=lambda one: (one.on, one.kind != states.DOCUMENTS_REQUESTED)):
        if answer.kind == states.DOCUMENTS_REQUESTED and end is not None and received_on <= answer.on <= end:
            end, source = None, REFERRAL_WAITS
        elif answer.kind == states.DOCUMENTS_RECEIVED and end is None:
            end, source = prefect_referral_ends_on(answer.on), REFERRAL_RESTARTED
    return end, source


def deadlines(
    published_on: date | None,
    transmitted_on: date | None,
    *,
    received_on: date | None = None,
    answers: Iterable[PrefectAnswer] = (),
    ended_on: date | None = None,
) -> Deadlines:
    """All the dates that follow from publication and transmission; online at least two months (CGCT R.3131-2).

    `received_on` is the day of reception that the acknowledgement states, if it came: else the day of transmission.
    """
    end, source = referral(received_on or transmitted_on, answers) if transmitted_on else (None, REFERRAL)
    return Deadlines(
        executory_on=executory_on(published_on, transmitted_on, ended_on),
        third_party_appeal_ends_on=third_party_appeal_ends_on(published_on) if published_on else None,
        prefect_referral_ends_on=end,
        online_until=add_months(published_on, ONLINE_MONTHS) if published_on else None,
        referral_source=source,
    )


def target(adopted_on: date | None, target_days: int | None, done_on: date | None) -> Target | None:
    """A track against the authority's own target, in days after the vote; None where there is none. The law sets no
    delay for transmitting or publishing a deliberation.
    """
    if adopted_on is None or target_days is None:
        return None
    return Target(adopted_on + timedelta(days=target_days), done_on)


def has_quorum(attendance: Attendance, *, second_convocation: bool) -> bool:
    """Whether an absolute majority of the members is present *or represented*; not asked of a second convocation,
    held three days later (CGCT L.3121-14, L.3121-14-1). Proxies that the act does not list are not counted.
    """
    return second_convocation or 2 * attendance.represented_count > attendance.member_count


def second_convocation_from(first_held_on: date) -> date:
    """The first day on which the second convocation may sit: three days after the first (CGCT L.3121-14-1)."""
    return first_held_on + timedelta(days=SECOND_CONVOCATION_DAYS)


def most_votes(attendance: Attendance) -> int:
    """The most votes that can have been cast: one per member present and one proxy each (CGCT L.3121-16).

    Where the proxies are not listed, every member away may have given one.
    """
    away = attendance.excused_count + attendance.absent_count
    given = away if attendance.proxy_count is None else attendance.proxy_count
    return attendance.present_count + min(given, attendance.present_count)


def unlisted_proxies(attendance: Attendance, vote: Vote) -> int:
    """How many proxies the vote supposes that the act does not list: 43 votes from 37 present suppose 6."""
    return max(0, vote.total - attendance.represented_count)


def is_adopted(vote: Vote, *, president_for: bool | None) -> bool | None:
    """Whether the majority of votes cast is for (CGCT L.3121-15); the president's voice decides a tie.

    Without a vote cast there is neither majority nor tie: what all abstain from is not adopted. None when there is a
    tie and the president's vote is not known.
    """
    if vote.is_all_abstention:
        return False
    if vote.votes_for == vote.votes_against:
        return president_for
    return vote.votes_for > vote.votes_against


def count_members(members: Sequence[Member], *, proxies_listed: bool) -> Attendance:
    """The attendance that a list of members gives; the proxies are None where the act does not list them."""
    presences = [member.presence for member in members]
    return Attendance(
        present_count=presences.count(states.PRESENT),
        excused_count=presences.count(states.EXCUSED),
        proxy_count=sum(bool(member.proxy_to) for member in members) if proxies_listed else None,
        non_voting_count=presences.count(states.ATTENDING),
        excused_non_voting_count=presences.count(states.EXCUSED_WITHOUT_VOTE),
        absent_count=presences.count(states.ABSENT),
    )


def groups_fit(vote: Vote, groups: Sequence[GroupCount]) -> bool:
    """Whether the votes of the groups can make the vote: equal to it where all are counted, and otherwise not above it,
    with one vote at least left for each group that is said to be on a side without being counted.
    """
    told = (vote.votes_for, vote.votes_against, vote.votes_abstention)
    counted = [
        sum(getattr(group, name) or 0 for group in groups)
        for name in ("votes_for", "votes_against", "votes_abstention")
    ]
    if groups and all(group.is_counted for group in groups):
        return all(whole is None or whole == part for whole, part in zip(told, counted, strict=True))
    for side, whole, part in zip((states.FOR, states.AGAINST, states.ABSTENTION), told, counted, strict=True):
        uncounted = sum(group.side == side and not group.is_counted for group in groups)
        if whole is not None and part + uncounted > whole:
            return False
    return True


_HEADING = re.compile(
    r"^\s*article\s+(?P<number>unique|premier|1\s*er|\d+(?:[-.]\d+)*(?:\s*(?:bis|ter|quater|quinquies))?)\s*"
    r"(?:[:.–—-]\s*(?P<rest>.*))?$",
    re.IGNORECASE,
)


def split_articles(text: str) -> list[Article]:
    """The articles of a decision typed as one text: a line `Article 1 : …` or `Article unique :` begins each.

    A text without any heading is one article without number; what stands before the first heading belongs to it.
    """
    parts: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        heading = _HEADING.match(line)
        if heading is None:
            parts[-1][1].append(line)
            continue
        told = re.sub(r"(?<=\d)(?=[bqt])", " ", re.sub(r"\s", "", heading["number"].lower()))
        number = {"unique": "", "premier": "1", "1er": "1"}.get(told, told)
        first = parts.pop()[1] if len(parts) == 1 and not parts[0][0] else []
        parts.append((number, [*first, heading["rest"] or ""]))
    articles = [Article(number, "", "\n".join(lines).strip()) for number, lines in parts]
    return [article for article in articles if article.text]


def join_articles(articles: Sequence[Article]) -> str:
    """Articles as one text, each under its heading; an article without number stands as it is."""
    return "\n\n".join(f"Article {one.number} : {one.text}" if one.number else one.text for one in articles)


def is_department(code: str) -> bool:
    """Whether it is a department as files for the prefect write it: three characters, `062`, `02A`."""
    return re.fullmatch(r"[0-9]{2}[0-9AB]", code) is not None


def is_operator(trigram: str) -> bool:
    """Whether it is the trigram of an operator of transmission: three capital letters."""
    return re.fullmatch(r"[A-Z]{3}", trigram) is not None


def permanent_part(siret: str | None, authority_id: int, number: str) -> str:
    """The part of its public address that an act keeps for ever: the SIREN of its authority, then its number in small
    letters, digits and dashes. `authority_id` stands for the SIREN where there is none.
    """
    bare = unicodedata.normalize("NFKD", number).encode("ascii", "ignore").decode().lower()
    written = re.sub(r"[^a-z0-9]+", "-", bare).strip("-") or "acte"
    return f"{siret[:9] if siret else f'c{authority_id}'}-{written}"
