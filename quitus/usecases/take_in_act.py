"""Taking in an act that exists on paper: its file is read, a person decides on each value, then it is entered."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from quitus.connectors import text_of_file
from quitus.connectors.text_of_file import FileNotReadable, TextOfFile, Then
from quitus.domain.acts import operations as acts
from quitus.domain.acts import rules
from quitus.domain.acts.models import Deliberation
from quitus.domain.acts.reading import Reading, carried, errors, read_act
from quitus.domain.acts.reading.votes import ADOPTED, WITHDRAWN
from quitus.domain.audit.operations import record
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.words import N_

# Widths of the columns: a paper may say more than a register holds.
LONGEST_NUMBER, LONGEST_NAME, LONGEST_ASSEMBLY, LONGEST_TITLE = 40, 200, 120, 500

MOST_VISAS, LONGEST_VISA, LONGEST_LINE = 200, 500, 1500
READ_THERE = Then(Path(__file__).parents[2], carried.__name__, carried.read_to_data.__name__)


@dataclass(frozen=True)
class ReadAct:
    """An act that was read, and the lines it was read from."""

    reading: Reading
    source: TextOfFile

    def quote(self, line: int) -> str:
        """The line of that number (from 1), on one line."""
        return " ".join(self.source.lines[line - 1].split())


def read_file(content: bytes) -> ReadAct:
    """Reads an act from a file: plain text, PDF with text, ODT or DOCX. Nothing is saved.

    File and text are read in one child process, within its bounds. Refuses with one class of `reading.errors` for each
    reason why there is no text, or why it takes too long.
    """
    try:
        source = text_of_file.text_of(content, READ_THERE)
    except FileNotReadable as refused:
        raise errors.BY_REASON[refused.reason](**refused.facts) from refused
    return ReadAct(carried.from_data(source.told), replace(source, told=None))


def read_text(text: str) -> ReadAct:
    """Reads an act from its text. Refuses as `read_file`."""
    return read_file(text.encode("utf-8", "replace"))


@dataclass(frozen=True)
class OpinionTold:
    """An opinion as a person confirmed it; what the act does not say is None."""

    commission: str
    given_on: date | None = None
    favourable: bool | None = None


@dataclass(frozen=True)
class Confirmed:
    """What a person kept or corrected of a reading; None or empty for what was dropped or is not said.

    `result` is "adopted", "rejected" or "withdrawn". `passages` are those that say something of the convention rather
    than of the act (parties, amounts, deadlines, durations, articles amended), in words.
    """

    title: str = ""
    assembly: str = ""
    sitting_on: date | None = None
    number: str = ""
    president: str = ""
    secretary: str = ""
    present_count: int | None = None
    excused_count: int | None = None
    absent_count: int | None = None
    proxy_count: int | None = None
    non_voting_count: int | None = None
    excused_non_voting_count: int | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstention: int | None = None
    result: str = ""
    transmitted_on: date | None = None
    published_on: date | None = None
    decision: str = ""
    report: str = ""
    opinions: Sequence[OpinionTold] = ()
    references: Sequence[str] = ()
    groups: Sequence[rules.GroupCount] = ()
    passages: Sequence[str] = field(default=())


@dataclass(frozen=True)
class LeftOut:
    """What was confirmed and could not be entered: a sentence, and what it is about where there are several such."""

    sentence: str
    about: str = ""


@dataclass(frozen=True)
class TakenIn:
    """The act that was entered, and what was left out of it."""

    deliberation: Deliberation
    left_out: tuple[LeftOut, ...]


@operation
def take_in_act(*, by: Actor, authority_id: int, told: Confirmed) -> TakenIn:
    """Enters an act as a person confirmed it, with its sitting, opinions, votes and dates; says what was left out.

    Refuses with `ActIsNotIdentified`, `WithdrawnActIsNotEntered`, and as `acts.operations.enter_past_act`.
    """
    if not told.title or not told.assembly or told.sitting_on is None:
        raise errors.ActIsNotIdentified()
    if told.result == WITHDRAWN:
        raise errors.WithdrawnActIsNotEntered()
    left_out: list[LeftOut] = []
    act = acts.PastAct(
        title=told.title[:LONGEST_TITLE],
        assembly=told.assembly[:LONGEST_ASSEMBLY],
        held_on=told.sitting_on,
        number=told.number[:LONGEST_NUMBER],
        report=told.report,
        articles=rules.split_articles(told.decision),
        legal_references=told.references,
        earlier_acts=_earlier_acts(told.references),
        opinions=_opinions(told.opinions, left_out),
        attendance=_attendance(told, left_out),
        president=told.president[:LONGEST_NAME],
        secretary=told.secretary[:LONGEST_NAME],
        vote=_vote(told, left_out),
        groups=told.groups,
        was_adopted=_was_adopted(told, left_out),
        transmitted_on=told.transmitted_on,
        published_on=told.published_on,
    )
    deliberation = acts.enter_past_act(by=by, authority_id=authority_id, act=act)
    record(
        by=by,
        verb="take_in_act",
        subject_kind="deliberation",
        subject_id=deliberation.pk,
        summary=N_("Repris de son texte : %(kept)s")
        if told.passages
        else N_("Valeurs lues dans son texte, reprises une à une"),
        data={"passages": list(told.passages), "kept": _shortened(" ; ".join(told.passages))},
    )
    return TakenIn(deliberation, tuple(left_out))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_LINE else text[:LONGEST_LINE].rpartition(" ")[0] + "…"


def _earlier_acts(visas: Sequence[str]) -> list[rules.Earlier]:
    """The acts that visas name by their number, once each."""
    short = [visa[:LONGEST_VISA] for visa in visas[:MOST_VISAS]]
    found = read_act([line for visa in short for line in (visa, "")]).legal_references
    by_number = {one.number[:LONGEST_NUMBER]: one for one in found if one.number}
    return [rules.Earlier(number, one.held_on) for number, one in by_number.items()]


def _opinions(told: Sequence[OpinionTold], left_out: list[LeftOut]) -> list[acts.Opinion]:
    kept: dict[str, acts.Opinion] = {}
    for one in told:
        commission = one.commission[:LONGEST_NAME]
        if not commission or one.given_on is None or one.favourable is None:
            left_out.append(
                LeftOut(N_("Avis non enregistré : il faut une date, et favorable ou défavorable."), one.commission)
            )
        elif commission in kept:
            left_out.append(LeftOut(N_("Avis non enregistré : cette commission en a déjà donné un."), commission))
        else:
            kept[commission] = acts.Opinion(commission, one.given_on, one.favourable)
    return list(kept.values())


def _attendance(told: Confirmed, left_out: list[LeftOut]) -> rules.Attendance | None:
    """Who sat; the present and the excused are known together or not at all."""
    counts = (told.present_count, told.excused_count, told.proxy_count, told.non_voting_count)
    if told.present_count is None or (told.excused_count is None and told.absent_count is None):
        if any(count is not None for count in counts):
            left_out.append(LeftOut(N_("Présences non enregistrées : il faut les présents et les excusés.")))
        return None
    proxies = told.proxy_count
    if proxies is not None and proxies > told.present_count:
        left_out.append(LeftOut(N_("Délégations non enregistrées : elles sont plus nombreuses que les présents.")))
        proxies = None
    return rules.Attendance(
        told.present_count,
        told.excused_count or 0,
        proxies,
        told.non_voting_count or 0,
        told.excused_non_voting_count or 0,
        told.absent_count or 0,
    )


def _vote(told: Confirmed, left_out: list[LeftOut]) -> rules.Vote | None:
    if told.votes_for is not None and told.votes_against is not None:
        return rules.Vote(told.votes_for, told.votes_against, told.votes_abstention)
    if told.votes_for is not None or told.votes_against is not None or told.votes_abstention is not None:
        left_out.append(LeftOut(N_("Vote non enregistré : il faut les voix pour et les voix contre.")))
    return None


def _was_adopted(told: Confirmed, left_out: list[LeftOut]) -> bool | None:
    if not told.result:
        has_vote = told.votes_for is not None and told.votes_against is not None
        left_out.append(
            LeftOut(
                N_("Le résultat n'est pas indiqué : il est déduit du vote.")
                if has_vote
                else N_("Le résultat n'est pas indiqué : l'acte est supposé adopté.")
            )
        )
        return None
    return told.result == ADOPTED
