"""What the texts of a scheme say that does not agree: the frame put together from its rooms, and decided upon."""

from collections.abc import Iterator
from dataclasses import dataclass

from quitus.domain.acts.models import Deliberation
from quitus.domain.budget import queries as budget
from quitus.domain.budget import states as budget_states
from quitus.domain.grants import operations, queries, states
from quitus.domain.grants.contradictions import (
    CONTRADICTION,
    EXPLAINED,
    Finding,
    Frame,
    Told,
    find,
    frame,
    kinds,
    unchecked,
)
from quitus.domain.grants.contradictions.duties import is_own_name
from quitus.domain.grants.contradictions.errors import FindingGone
from quitus.domain.grants.models import Amendment, Convention, FindingDecision, Party
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_

PARTIES = {states.AUTHORITY: kinds.HOLDER, states.FUNDER: kinds.FUNDER}


@dataclass(frozen=True)
class Standing:
    """A finding, with the latest decision about it; `is_outdated` when its values have changed since."""

    finding: Finding
    decision: FindingDecision | None = None

    @property
    def is_outdated(self) -> bool:
        """Whether a decision was taken about other values of the same passages."""
        return self.decision is not None and self.decision.fingerprint != self.finding.fingerprint

    @property
    def is_decided(self) -> bool:
        """Whether a decision holds for the values of today."""
        return self.decision is not None and not self.is_outdated

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide: what is explained asks for nothing."""
        return self.finding.grade != EXPLAINED and not self.is_decided


@dataclass(frozen=True)
class Comparison:
    """What comparing the texts of a convention gave: the findings, and what could not be compared."""

    standings: list[Standing]
    unchecked: list[Told]

    def of(self, identity: str) -> Standing | None:
        """The finding about these two passages, if there is still one."""
        return next((one for one in self.standings if one.finding.identity == identity), None)


def compare(convention: Convention) -> Comparison:
    """Every finding on the texts of a convention, contradictions first, each with the decision about it.

    A fixed number of queries, however many texts there are.
    """
    whole = frame_of(convention)
    decided = queries.decisions(convention.pk)
    return Comparison([Standing(one, decided.get(one.identity)) for one in find(whole)], unchecked(whole))


def undecided_count(convention: Convention) -> int:
    """How many contradictions wait for a decision."""
    return sum(one.is_open and one.finding.grade == CONTRADICTION for one in compare(convention).standings)


@operation
def decide_finding(*, by: Actor, convention_id: int, fingerprint: str, answer: str, reason: str) -> FindingDecision:
    """Keeps which value of a finding is accepted, and why; the finding must still say what `fingerprint` says.

    Refuses with `FindingGone` when its values have changed, else as `grants.operations.decide_finding`.
    """
    convention = queries.convention(convention_id)
    found = next((one for one in find(frame_of(convention)) if one.fingerprint == fingerprint), None)
    if found is None:
        raise FindingGone()
    return operations.decide_finding(by=by, convention_id=convention_id, finding=found, answer=answer, reason=reason)


def frame_of(convention: Convention) -> Frame:
    """All that is compared, from grants, acts and budget."""
    amended = queries.compared_texts(convention)
    parties = list(queries.parties(convention.pk))
    stated = queries.as_stated(queries.statements(convention.pk), amended)
    acts = _acts(convention, amended)
    signed = [on for on in (convention.authority_signed_on, convention.funder_signed_on) if on is not None]
    return Frame(
        signed_on=max(signed) if len(signed) == len(states.PARTIES) else None,
        signature=frame.Passage(frame.CONVENTION, register=N_("Signatures")),
        levels=queries.levels(convention, amended),
        statements=tuple(stated),
        annexes=queries.annexed(convention),
        names=tuple(_names(stated, parties)),
        lines=tuple(_lines(convention, parties)),
        votes=tuple(_votes(acts)),
        unvoted=tuple(act.number or act.title for act in acts if not _is_counted(act)),
    )


def _names(stated: list[frame.Statement], parties: list[Party]) -> Iterator[frame.Name]:
    """The names that passages and the register of parties give, the organisations' own names left out."""
    own = {
        PARTIES[party.role]: (party.organisation.name, party.organisation.short_name)
        for party in parties
        if party.role in PARTIES
    }
    for one in (*_names_stated(stated), *_names_of(parties)):
        if not any(is_own_name(one.word, name) for name in own.get(one.party, ())):
            yield one


def _names_stated(stated: list[frame.Statement]) -> Iterator[frame.Name]:
    for one in stated:
        if one.kind == "name":
            yield frame.Name(one.word("party"), one.word("name"), one.passage)


def _names_of(parties: list[Party]) -> Iterator[frame.Name]:
    passage = frame.Passage(frame.CONVENTION, register=N_("Parties"))
    for party in parties:
        if party.role in PARTIES:
            yield from (frame.Name(PARTIES[party.role], word, passage) for word in party.named_as)


def _lines(convention: Convention, parties: list[Party]) -> Iterator[frame.BudgetLine]:
    """The lines of the plan; a resource is the funder's when its label names it, or the State."""
    named = [sort_key(one.organisation.short_name) for one in parties if one.role == states.FUNDER]
    for line in budget.budget_lines(convention.scheme_id):
        if line.convention_id == convention.pk:
            words = f" {sort_key(line.label)} "
            is_resource = line.kind == budget_states.RESOURCE
            from_funder = is_resource and any(f" {name} " in words for name in [*named, "etat"] if name)
            yield frame.BudgetLine(line.label, line.planned_cents, is_resource, from_funder)


def _acts(convention: Convention, amended: list[Amendment]) -> list[Deliberation]:
    """The deliberations behind the texts, each once."""
    acts = {text.deliberation.pk: text.deliberation for text in (convention, *amended) if text.deliberation is not None}
    return list(acts.values())


def _is_counted(act: Deliberation) -> bool:
    return act.vote is not None and act.sitting is not None and act.sitting.attendance is not None


def _votes(acts: list[Deliberation]) -> Iterator[frame.Vote]:
    for act in acts:
        there = act.sitting.attendance if act.sitting else None
        if act.vote is not None and there is not None:
            passage = frame.Passage(frame.SITTING, act.number or act.title)
            away = there.excused_count + there.absent_count
            yield frame.Vote(passage, there.present_count, act.vote.total, away, there.proxy_count)
