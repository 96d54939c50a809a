"""A simulation says what signing then does: each rule is held against the operations themselves."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.acts import operations as acts
from quitus.domain.acts.models import Deliberation
from quitus.domain.grants import operations as grants
from quitus.domain.grants import queries as grants_queries
from quitus.domain.grants.errors import AmendmentUnderWay, ArticleUnfinished, ConventionNotSigned
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.grants.readiness import TO_COMPLETE
from quitus.domain.obligations import operations as obligations
from quitus.domain.obligations import queries as obligation_queries
from quitus.domain.obligations.rules import Rule
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from quitus.usecases import sign_amendment as signing
from quitus.usecases.simulate import Change, prepare_amendment, simulate
from quitus.usecases.simulate.errors import NothingToSimulate
from tests.factories.people import Person
from tests.factories.texts import FULL_HOUSE, draft_amendment, sign_amendment

TODAY = date(2023, 4, 3)
READING = re.compile(r"\s*(SELECT|WITH\s+used\s+AS\s*\(\s*SELECT)\b")


@pytest.fixture(autouse=True)
def _april() -> Iterator[None]:
    with clock.at(TODAY):
        yield


@pytest.fixture
def owed(convention: Convention, anne: Person) -> None:
    """A final report six months after the end of the action, and a committee each month until it."""
    obligations.write_duty(
        by=anne.actor,
        convention_id=convention.pk,
        code="bilan",
        label="Bilan",
        kind="report",
        article_number="6",
        timing=Rule(rule="after_event", event="action_ends_on", months=6, carries_over=True),
    )
    obligations.write_duty(
        by=anne.actor,
        convention_id=convention.pk,
        code="comite",
        label="Comité technique",
        kind="committee",
        article_number="6",
        timing=Rule(rule="periodic", every="month", since="action_starts_on", until="action_ends_on"),
    )
    obligations.follow(by=anne.actor, convention_id=convention.pk)


def test_nothing_is_written_by_a_simulation(scheme: Scheme, convention: Convention) -> None:
    with CaptureQueriesContext(connection) as captured:
        simulate(scheme.pk, Change(months=5, target_count=40_000), TODAY)
    assert not [query["sql"] for query in captured if not READING.match(query["sql"])]


def test_a_change_of_nothing_is_refused(scheme: Scheme, convention: Convention) -> None:
    with pytest.raises(NothingToSimulate):
        simulate(scheme.pk, Change(ends_on=date(2023, 7, 30)), TODAY)
    with pytest.raises(NothingToSimulate):
        simulate(scheme.pk, Change(), TODAY)


def test_without_a_convention_nothing_is_simulated(scheme: Scheme) -> None:
    with pytest.raises(ConventionNotSigned):
        simulate(scheme.pk, Change(months=5), TODAY)


def test_what_is_owed_moves_as_signing_will_move_it(
    scheme: Scheme, convention: Convention, owed: None, anne: Person
) -> None:
    change = Change(ends_on=date(2023, 12, 31))
    told = simulate(scheme.pk, change, TODAY)
    assert {(move.label, move.before, move.after) for move in told.moves if move.before} == {
        ("Bilan", date(2024, 1, 30), date(2024, 7, 1)),  # 30 June 2024 is a Sunday
    }
    added = sorted(move.after for move in told.moves if move.before is None and move.after)
    assert added == [date(2023, month, 31 if month in {8, 10, 12} else 30) for month in range(8, 13)]

    drafted = draft_amendment(anne.actor, convention)
    with clock.at(date(2023, 6, 1)):
        sign_amendment(anne.actor, drafted, signed_on=date(2023, 6, 1))
    kept = obligation_queries.all_obligations(convention.pk)
    due = {one.code: one.due_on for one in kept if one.state != "superseded"}
    for move in told.moves:
        assert move.after in due.values()


def test_a_simulation_costs_as_much_for_many_obligations_as_for_few(
    scheme: Scheme, convention: Convention, owed: None, anne: Person
) -> None:
    def questions(months: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert len(simulate(scheme.pk, Change(months=months), TODAY).moves) > months
        return len(captured)

    assert questions(1) == questions(60)


def test_a_shorter_action_lets_go_what_is_owed_no_more(scheme: Scheme, convention: Convention, owed: None) -> None:
    told = simulate(scheme.pk, Change(ends_on=date(2023, 5, 31)), TODAY)
    assert {(move.before, move.after) for move in told.moves} == {
        (date(2023, 6, 30), None),
        (date(2023, 7, 31), None),
        (date(2024, 1, 30), date(2023, 11, 30)),
    }


def test_a_target_beyond_the_budget_makes_a_contradiction_and_a_budget_solves_it(
    scheme: Scheme, convention: Convention
) -> None:
    now = simulate(scheme.pk, Change(target_count=70_000), TODAY)
    assert "needs_and_budget" in {one.code for one in now.created}
    larger = simulate(scheme.pk, Change(budget_cents=600_000_00), TODAY)
    assert "needs_and_budget" in {one.code for one in larger.solved}
    assert "needs_and_budget" not in {one.code for one in larger.created}


def test_the_amendment_the_report_and_the_deliberation_are_drafted_at_once(
    scheme: Scheme, convention: Convention, anne: Person
) -> None:
    amendment = prepare_amendment(by=anne.actor, change=Change(months=5, target_count=40_000))

    terms = grants_queries.terms_under(amendment.pk, TODAY)
    told = simulate(scheme.pk, Change(months=5, target_count=40_000), TODAY)
    assert asdict(terms) == asdict(told.after)
    assert amendment.title == "Avenant : prolongation de 5 mois, objectif de 40\u202f000 pass"
    [article] = amendment.articles.all()
    assert article.article_number == "2"
    assert "« Fin de l'action » : 30 décembre 2023, au lieu de 30 juillet 2023." in article.text
    assert TO_COMPLETE in article.text
    assert article.text.endswith("Texte de l'article 2.")
    act = amendment.deliberation
    assert act is not None
    assert act.state == "draft"
    assert "40\u202f000" in act.report
    assert TO_COMPLETE in act.report
    assert [one.number for one in act.articles.all()] == ["1", "2"]
    assert told.under_way == amendment


def test_while_an_amendment_is_under_way_no_other_is_drafted_nor_anything_else(
    scheme: Scheme, convention: Convention, anne: Person
) -> None:
    prepare_amendment(by=anne.actor, change=Change(months=5))
    acts_before = Deliberation.objects.count()
    with pytest.raises(AmendmentUnderWay, match="n° 1"):
        prepare_amendment(by=anne.actor, change=Change(months=6))
    assert (Amendment.objects.count(), Deliberation.objects.count()) == (1, acts_before)


def test_who_may_not_amend_drafts_nothing(convention: Convention, dado: Person) -> None:
    with pytest.raises(NotYourRole):
        prepare_amendment(by=dado.actor, change=Change(months=5))
    assert not Amendment.objects.exists()


def test_what_is_drafted_can_be_voted_and_signed_once_completed(
    scheme: Scheme, convention: Convention, anne: Person
) -> None:
    by = anne.actor
    amendment = prepare_amendment(by=by, change=Change(months=5))
    key, act = amendment.pk, amendment.deliberation_id
    assert act is not None
    acts.call_sitting(by=by, deliberation_id=act, assembly="Commission permanente", held_on=TODAY)
    acts.record_vote(by=by, deliberation_id=act, votes_for=40, votes_against=0, attendance=FULL_HOUSE, number="2023-50")
    acts.record_transmission(by=by, deliberation_id=act, on=TODAY)
    acts.record_publication(by=by, deliberation_id=act, on=TODAY)
    with pytest.raises(ArticleUnfinished, match="l'article : 2"):
        signing.sign_amendment(by=by, amendment_id=key, party="authority", on=TODAY)
    grants.amend_article(
        by=by, amendment_id=key, article_number="2", title="Durée", text="L'action finit le 30 décembre 2023."
    )
    for party in ("authority", "funder"):
        signing.sign_amendment(by=by, amendment_id=key, party=party, on=TODAY)
    assert grants_queries.terms_at(scheme.pk, TODAY).action_ends_on == date(2023, 12, 30)
