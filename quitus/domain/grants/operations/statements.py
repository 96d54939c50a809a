"""Recording what texts state, and what a person decides where two passages disagree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quitus.domain.audit.operations import record
from quitus.domain.grants import policies
from quitus.domain.grants.contradictions import errors, frame, kinds
from quitus.domain.grants.contradictions.finding import ANSWERS, CODES, FIRST, SECOND, Finding
from quitus.domain.grants.models import Amendment, Convention, FindingDecision, Statement
from quitus.domain.grants.operations.opening import own_deliberation
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import now
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@dataclass(frozen=True)
class NewStatement:
    """A passage to record: its kind and values (see `contradictions.kinds`), where it stands, in which words.

    `source` is "convention", "amendment", "deliberation" or "report", with the key of the text for all but the first;
    `article_number` is the article of the convention that the passage is of, or writes anew.
    """

    kind: str
    values: Mapping[str, frame.Value | None]
    place: str
    quote: str
    source: str = frame.CONVENTION
    amendment_id: int | None = None
    deliberation_id: int | None = None
    article_number: str = ""


@operation
def record_statement(
    *,
    by: Actor,
    convention_id: int,
    kind: str,
    values: Mapping[str, frame.Value | None],
    place: str,
    quote: str,
    source: str = frame.CONVENTION,
    amendment_id: int | None = None,
    deliberation_id: int | None = None,
    article_number: str = "",
) -> Statement:
    """Records what one passage states. Refuses as `record_statements` does."""
    new = NewStatement(kind, values, place, quote, source, amendment_id, deliberation_id, article_number)
    return record_statements(by=by, convention_id=convention_id, statements=[new])[0]


@operation
def record_statements(*, by: Actor, convention_id: int, statements: Sequence[NewStatement]) -> list[Statement]:
    """Records what several passages state, all or none.

    Refuses with `NotYourRole`, `StatementKindUnknown`, `StatementValueWrong`, `StatementWithoutQuote`,
    `StatementOfNoText` (a text that is not of this convention or authority), `StatementAlreadyRecorded`.
    """
    refuse_unless(policies.may_keep_convention(by.role))
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    amendments = set(Amendment.objects.filter(convention=convention).values_list("pk", flat=True))
    acts = {own_deliberation(by, key).pk for key in {new.deliberation_id for new in statements} if key is not None}
    made = [_made(convention, new, amendments, acts) for new in statements]
    known = {_passage(one) for one in Statement.objects.filter(convention=convention, set_aside_at=None)}
    for one in made:
        if _passage(one) in known:
            raise errors.StatementAlreadyRecorded()
        known.add(_passage(one))
    made = Statement.objects.bulk_create(made)
    record(
        by=by,
        verb="record_statements",
        subject_kind="convention",
        subject_id=convention.pk,
        summary=N_("Énoncés relevés : %(count)s"),
        data={"count": len(made), "statements": [one.pk for one in made]},
    )
    return made


@operation
def set_statement_aside(*, by: Actor, statement_id: int, reason: str) -> Statement:
    """Takes a statement that was read wrong out of the comparison; it stays, with the reason.

    Refuses with `NotYourRole`, `ReasonMissing`, `StatementAlreadySetAside`.
    """
    refuse_unless(policies.may_keep_convention(by.role))
    if not reason.strip():
        raise errors.ReasonMissing()
    [statement] = lock(Statement.objects.filter(pk=statement_id))
    if statement.set_aside_at is not None:
        raise errors.StatementAlreadySetAside()
    statement.set_aside_at, statement.set_aside_reason = now(), reason.strip()
    statement.save(update_fields=["set_aside_at", "set_aside_reason"])
    record(
        by=by,
        verb="set_statement_aside",
        subject_kind="convention",
        subject_id=statement.convention_id,
        summary=N_("Énoncé écarté : %(place)s"),
        data={"place": statement.place, "reason": reason.strip(), "statement": statement.pk},
    )
    return statement


@operation
def decide_finding(*, by: Actor, convention_id: int, finding: Finding, answer: str, reason: str) -> FindingDecision:
    """Keeps which of the two values of a finding is accepted ("first", "second" or "explained"), and why.

    Nothing else changes: parameters and texts are corrected by their own operations. Refuses with `NotYourRole`,
    `AnswerUnknown`, `ReasonMissing`, `AlreadyDecidedSo`.
    """
    refuse_unless(policies.may_keep_convention(by.role))
    if answer not in ANSWERS:
        raise errors.AnswerUnknown()
    if not reason.strip():
        raise errors.ReasonMissing()
    [convention] = lock(Convention.objects.filter(pk=convention_id))
    about = FindingDecision.objects.filter(convention=convention, identity=finding.identity)
    last = about.order_by("-pk").first()
    if last and (last.fingerprint, last.answer, last.reason) == (finding.fingerprint, answer, reason.strip()):
        raise errors.AlreadyDecidedSo()
    first, second = finding.first.written, finding.second.written
    decision = FindingDecision.objects.create(
        scheme_id=convention.scheme_id,
        convention=convention,
        code=finding.code,
        grade=finding.grade,
        identity=finding.identity,
        fingerprint=finding.fingerprint,
        first=first,
        second=second,
        answer=answer,
        accepted={FIRST: first, SECOND: second}.get(answer, ""),
        reason=reason.strip(),
        statement_ids=list(finding.statements),
        decided_by=by.label,
    )
    record(
        by=by,
        verb="decide_finding",
        subject_kind="convention",
        subject_id=convention.pk,
        summary=N_("Constat tranché : %(about)s"),
        data={"about": CODES[finding.code], "answer": answer, "decision": decision.pk},
    )
    return decision


def _made(convention: Convention, new: NewStatement, amendments: set[int], acts: set[int]) -> Statement:
    if not new.quote.strip() or not new.place.strip():
        raise errors.StatementWithoutQuote()
    right = {
        frame.CONVENTION: new.amendment_id is None and new.deliberation_id is None,
        frame.AMENDMENT: new.amendment_id in amendments and new.deliberation_id is None,
        frame.DELIBERATION: new.deliberation_id in acts and new.amendment_id is None,
        frame.REPORT: new.deliberation_id in acts and new.amendment_id is None,
    }
    if not right.get(new.source, False):
        raise errors.StatementOfNoText()
    return Statement(
        scheme_id=convention.scheme_id,
        convention=convention,
        amendment_id=new.amendment_id,
        deliberation_id=new.deliberation_id,
        source=new.source,
        place=new.place.strip(),
        article_number=new.article_number.strip(),
        quote=new.quote.strip(),
        kind=new.kind,
        values=kinds.check(new.kind, new.values),
    )


def _passage(one: Statement) -> tuple[object, ...]:
    return one.source, one.amendment_id, one.deliberation_id, one.place, one.kind, one.quote
