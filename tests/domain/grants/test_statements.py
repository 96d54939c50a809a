"""What texts state is recorded with its words; decisions are added, never edited."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from quitus.domain.audit import queries as audit
from quitus.domain.grants import operations, queries
from quitus.domain.grants.contradictions import errors
from quitus.domain.grants.models import Convention, FindingDecision, Statement
from quitus.domain.grants.operations import NewStatement
from quitus.kernel.refusals import NotYourRole
from quitus.usecases.findings import compare
from tests.factories.people import Person
from tests.factories.schemes import make_scheme
from tests.factories.statements import state

DURATION = NewStatement("duration", {"months": 31}, "article 2", "une durée de 31 mois")


def record(by: Person, convention: Convention, *new: NewStatement) -> list[Statement]:
    return operations.record_statements(by=by.actor, convention_id=convention.pk, statements=new)


def test_a_statement_keeps_its_words_and_its_values(convention: Convention, anne: Person) -> None:
    full = replace(DURATION, values={"months": 31, "since": "", "ends_on": date(2023, 7, 30)}, article_number="2")
    [made] = record(anne, convention, full)
    made.refresh_from_db()
    assert (made.place, made.quote, made.article_number) == ("article 2", "une durée de 31 mois", "2")
    assert made.values == {"months": 31, "ends_on": "2023-07-30"}
    assert audit.thread("convention", convention.pk)[-1].verb == "record_statements"
    [told] = queries.as_stated(queries.statements(convention.pk), [])
    assert (told.number("months"), told.day("ends_on"), told.level) == (31, date(2023, 7, 30), 0)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"kind": "wish"}, errors.StatementKindUnknown),
        ({"values": {}}, errors.StatementValueWrong),
        ({"values": {"months": 0}}, errors.StatementValueWrong),
        ({"values": {"months": True}}, errors.StatementValueWrong),
        ({"values": {"months": 31, "since": "birth"}}, errors.StatementValueWrong),
        ({"values": {"months": 31, "ends_on": "2023"}}, errors.StatementValueWrong),
        ({"values": {"months": 31, "weather": 1}}, errors.StatementValueWrong),
        ({"quote": "  "}, errors.StatementWithoutQuote),
        ({"place": ""}, errors.StatementWithoutQuote),
        ({"source": "letter"}, errors.StatementOfNoText),
        ({"source": "amendment"}, errors.StatementOfNoText),
        ({"source": "amendment", "amendment_id": 987654}, errors.StatementOfNoText),
    ],
)
def test_a_statement_that_cannot_be_compared_is_refused(
    wrong: dict[str, Any], refusal: type[Exception], convention: Convention, anne: Person
) -> None:
    with pytest.raises(refusal):
        record(anne, convention, replace(DURATION, **wrong))


def test_a_passage_is_recorded_once_until_it_is_set_aside(convention: Convention, anne: Person) -> None:
    [made] = record(anne, convention, DURATION)
    with pytest.raises(errors.StatementAlreadyRecorded):
        record(anne, convention, replace(DURATION, values={"months": 32}))
    with pytest.raises(errors.ReasonMissing):
        operations.set_statement_aside(by=anne.actor, statement_id=made.pk, reason=" ")
    operations.set_statement_aside(by=anne.actor, statement_id=made.pk, reason="Mal lu.")
    with pytest.raises(errors.StatementAlreadySetAside):
        operations.set_statement_aside(by=anne.actor, statement_id=made.pk, reason="Mal lu.")
    assert queries.statements(convention.pk) == []
    assert record(anne, convention, DURATION)


def test_only_the_manager_records_and_decides(convention: Convention, anne: Person, zoe: Person) -> None:
    with pytest.raises(NotYourRole):
        record(zoe, convention, DURATION)
    [made] = record(anne, convention, DURATION)
    with pytest.raises(NotYourRole):
        operations.set_statement_aside(by=zoe.actor, statement_id=made.pk, reason="Mal lu.")


def test_statements_of_another_authoritys_act_are_refused(convention: Convention, anne: Person) -> None:
    other = make_scheme("autre")
    assert other.pk != convention.scheme_id
    with pytest.raises(errors.StatementOfNoText):
        record(anne, convention, replace(DURATION, source="report"))


def test_a_decision_is_kept_as_it_was_taken(convention: Convention, anne: Person) -> None:
    made = state(anne.actor, convention, "duration", months=31)
    finding = next(one.finding for one in compare(convention).standings if one.finding.code == "duration_and_end")
    kept = {"by": anne.actor, "convention_id": convention.pk, "finding": finding}
    with pytest.raises(errors.AnswerUnknown):
        operations.decide_finding(**kept, answer="both", reason="Parce que.")
    with pytest.raises(errors.ReasonMissing):
        operations.decide_finding(**kept, answer="first", reason="")
    decision = operations.decide_finding(**kept, answer="first", reason="Trente et un mois pleins.")
    assert (decision.accepted, decision.statement_ids) == ("2023-07-31", [made.pk])
    with pytest.raises(errors.AlreadyDecidedSo):
        operations.decide_finding(**kept, answer="first", reason="Trente et un mois pleins.")
    operations.decide_finding(**kept, answer="second", reason="La date écrite l'emporte.")
    assert [one.answer for one in queries.decisions_about(convention.pk, finding.identity)] == ["second", "first"]
    for change in (FindingDecision.objects.filter(pk=decision.pk).delete, lambda: decision.save()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ({"source": "amendment"}, "a_statement_stands_in_one_text"),
        ({"quote": ""}, "a_statement_quotes_its_passage"),
        ({"kind": "wish"}, "a_statement_has_a_known_kind"),
        ({"set_aside_reason": "Mal lu."}, "a_statement_is_set_aside_if_and_only_if_it_says_why"),
    ],
)
def test_the_database_keeps_the_promises_of_a_statement(
    broken: dict[str, Any], name: str, convention: Convention, anne: Person
) -> None:
    [made] = record(anne, convention, DURATION)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Statement.objects.filter(pk=made.pk).update(**broken)


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ({"answer": "both"}, "a_decision_gives_a_known_answer|a_decision_accepts_one_of_the_two_values"),
        ({"accepted": "2"}, "a_decision_accepts_one_of_the_two_values"),
        ({"reason": ""}, "a_decision_says_why"),
        ({"grade": "doubt"}, "a_finding_decided_has_a_known_grade"),
    ],
)
def test_the_database_keeps_the_promises_of_a_decision(
    broken: dict[str, Any], name: str, convention: Convention, anne: Person
) -> None:
    right = {"first": "1", "second": "3", "accepted": "1", "answer": "first", "reason": "Oui.", "grade": "gap"}
    facts = {"scheme_id": convention.scheme_id, "convention": convention, "code": "duration_and_end"}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        FindingDecision.objects.create(**facts | right | broken)
