"""Votes by group, articles of the decision: what adds up, what is read and written back."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.acts import errors, operations, queries, rules, states
from quitus.domain.acts.models import Deliberation, GroupVote
from quitus.domain.acts.rules import Article, Earlier, GroupCount, Vote
from quitus.domain.organisations.models import Scheme
from tests.factories.people import Person
from tests.factories.texts import FULL_HOUSE

# The act names five groups under « Pour : 43 voix » and counts none.
UNCOUNTED = [GroupCount(name, states.FOR) for name in ("A", "B", "C", "D", "Non-inscrit")]


@pytest.fixture
def act(scheme: Scheme, anne: Person) -> Deliberation:
    drafted = operations.draft_deliberation(by=anne.actor, authority_id=scheme.authority_id, title="A", number="1")
    return operations.call_sitting(
        by=anne.actor, deliberation_id=drafted.pk, assembly="Commission permanente", held_on=date(2023, 5, 15)
    )


def vote(by: Person, act: Deliberation, groups: list[GroupCount], **told: Any) -> Deliberation:
    cast = {"votes_for": 43, "votes_against": 0, "votes_abstention": 0, "attendance": FULL_HOUSE} | told
    return operations.record_vote(by=by.actor, deliberation_id=act.pk, groups=groups, **cast)


def test_groups_may_be_named_without_their_votes(act: Deliberation, anne: Person) -> None:
    vote(anne, act, UNCOUNTED)
    found = queries.deliberation(act.pk)
    assert [one.count for one in found.group_votes.all()] == UNCOUNTED


@pytest.mark.parametrize(
    ("groups", "refusal"),
    [
        ([GroupCount("A", states.FOR, 40, 0, 0)], errors.GroupVotesDoNotAddUp),
        ([GroupCount("A", states.FOR, 43, 0, 0), GroupCount("B", states.FOR)], errors.GroupVotesDoNotAddUp),
        ([GroupCount("A", states.AGAINST)], errors.GroupVotesDoNotAddUp),
        ([GroupCount("A", states.FOR), GroupCount("A", states.FOR)], errors.GroupCountedTwice),
    ],
)
def test_votes_of_groups_that_do_not_make_the_vote_are_refused(
    groups: list[GroupCount], refusal: type[Exception], act: Deliberation, anne: Person
) -> None:
    with pytest.raises(refusal):
        vote(anne, act, groups)
    assert not GroupVote.objects.exists()


def test_counted_groups_make_the_vote(act: Deliberation, anne: Person) -> None:
    vote(anne, act, [GroupCount("A", "for", 30, 0, 0), GroupCount("B", "divided", 13, 0, 0)])
    rows = GroupVote.objects.filter(deliberation=act)
    for constraint, breaking in (
        ("a_group_is_counted_whole_or_not_at_all", lambda: rows.filter(group="A").update(votes_against=None)),
        ("a_group_votes_once_on_a_deliberation", lambda: rows.filter(group="A").update(group="B")),
        ("group_votes_stand_in_one_order", lambda: rows.filter(group="A").update(rank=2)),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            breaking()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=6))
def test_a_vote_that_is_the_sum_of_its_groups_fits_and_any_other_does_not(counts: list[tuple[int, int, int]]) -> None:
    groups = [GroupCount(str(rank), "", *count) for rank, count in enumerate(counts)]
    whole = Vote(*(sum(one[place] for one in counts) for place in range(3)))
    assert rules.groups_fit(whole, groups)
    assert not rules.groups_fit(Vote(whole.votes_for + 1, whole.votes_against, whole.votes_abstention), groups)
    # Without one group, what is left may still make the vote; without abstentions counted, nothing is said of them.
    assert rules.groups_fit(whole, [*groups[1:], GroupCount("sans décompte")])
    assert rules.groups_fit(Vote(whole.votes_for, whole.votes_against, None), groups)


def test_the_articles_of_a_decision_are_read_from_one_text() -> None:
    text = "D'autoriser :\n\nArticle 1er : la signature.\n  Suite.\nARTICLE 2 - les crédits.\nArticle 3\nLe reste."
    assert rules.split_articles(text) == [
        Article("1", "", "D'autoriser :\n\nla signature.\n  Suite."),
        Article("2", "", "les crédits."),
        Article("3", "", "Le reste."),
    ]
    assert rules.split_articles("D'autoriser.") == [Article("", "", "D'autoriser.")]
    assert rules.split_articles("Article unique :\nD'autoriser.") == [Article("", "", "D'autoriser.")]
    assert rules.split_articles("Selon l'article L.233-1,\narticle 6 de la convention") == [
        Article("", "", "Selon l'article L.233-1,\narticle 6 de la convention")
    ]
    assert [one.number for one in rules.split_articles("Article 2 : a\nArticle 2 bis : b\nArticle 3ter\nc")] == [
        "2",
        "2 bis",
        "3 ter",
    ]
    assert rules.split_articles(" \n ") == []


_TEXT = st.text(alphabet="abcdé ,.'\n", min_size=1).map(str.strip).filter(bool)


@given(st.lists(_TEXT, min_size=1, max_size=5))
def test_articles_written_as_one_text_are_read_back(texts: list[str]) -> None:
    numbers = [""] if len(texts) == 1 else [str(rank) for rank in range(1, len(texts) + 1)]
    articles = [Article(number, "", text) for number, text in zip(numbers, texts, strict=True)]
    assert rules.split_articles(rules.join_articles(articles)) == articles


def test_a_decision_has_articles_and_earlier_acts(scheme: Scheme, anne: Person) -> None:
    told: dict[str, Any] = {"by": anne.actor, "authority_id": scheme.authority_id}
    earlier = operations.draft_deliberation(**told, title="Politique", number="2020-176")
    drafted = operations.draft_deliberation(
        **told,
        title="Avenant",
        decision="Article 1 : signer.\nArticle 2 : inscrire.",
        earlier_acts=[Earlier("2020-176", date(2020, 7, 6)), Earlier("2021-10"), Earlier("2020-176")],
    )
    found = queries.deliberation(drafted.pk)
    assert [one.content for one in found.articles.all()] == [Article("1", "", "signer."), Article("2", "", "inscrire.")]
    assert found.decision == "Article 1 : signer.\n\nArticle 2 : inscrire."
    assert {one.number: one.act_id for one in found.earlier_acts.all()} == {"2020-176": earlier.pk, "2021-10": None}
    with pytest.raises(errors.ArticleNumberedTwice):
        operations.draft_deliberation(**told, title="B", decision="Article 1 : a\nArticle 1 : b")
