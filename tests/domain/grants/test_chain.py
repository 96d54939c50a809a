"""Chains of amendments: what each may change, and what thirty of them make."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from quitus.domain.grants import errors, operations, queries, states
from quitus.domain.grants.files import FileFacts
from quitus.domain.grants.models import AmendedAnnex, AmendedArticle, Amendment, Annex, Convention, Parameter
from quitus.kernel.clock import now
from tests.factories.people import Person
from tests.factories.texts import SIGNED_ON, draft_amendment, make_deliberation
from tests.harness.bench import measure


@pytest.fixture
def amend(convention: Convention, anne: Person) -> Callable[..., Amendment]:
    """An amendment that moves the end to a day, signed by both on another."""
    act = make_deliberation(
        anne.actor, convention.scheme.authority_id, "2022-9", held_on=date(2022, 1, 10), executory_on=date(2022, 1, 20)
    )

    def amend(on: date, ends_on: date, effect_on: date | None = None, reason: str = "") -> Amendment:
        drafted = operations.draft_amendment(
            by=anne.actor,
            convention_id=convention.pk,
            title="Prolongation",
            deliberation_id=act.pk,
            stated_effect_on=effect_on,
        )
        operations.amend_article(
            by=anne.actor, amendment_id=drafted.pk, article_number="2", title="Durée", text=f"Fin : {ends_on}."
        )
        for name in ("action_ends_on", "convention_ends_on"):
            operations.amend_parameter(by=anne.actor, amendment_id=drafted.pk, name=name, value=ends_on)
        for party in states.PARTIES:
            drafted = operations.sign_amendment(
                by=anne.actor, amendment_id=drafted.pk, party=party, on=on, override_reason=reason
            )
        return drafted

    return amend


def test_each_amendment_prolongs_what_the_one_before_it_prolonged(
    amend: Callable[..., Amendment], convention: Convention, anne: Person
) -> None:
    amend(date(2023, 6, 1), date(2024, 12, 31))
    amend(date(2024, 12, 31), date(2025, 6, 30))  # on the last day
    with pytest.raises(errors.AmendmentAfterTheEnd):
        amend(date(2025, 7, 1), date(2025, 12, 31))
    [under_way] = queries.amendments(convention.pk).filter(state=states.DRAFTED)
    told = {"by": anne.actor, "amendment_id": under_way.pk, "on": date(2025, 7, 1), "override_reason": "Accord écrit."}
    for party in states.PARTIES:
        signed = operations.sign_amendment(party=party, **told)

    assert signed.override_reason == "Accord écrit."
    assert "amendment_after_the_end" not in [lack.code for lack in queries.lacks(signed)]
    ends = {on: queries.terms_at(convention.scheme_id, on).action_ends_on for on in (SIGNED_ON, date(2025, 7, 1))}
    assert ends == {SIGNED_ON: date(2023, 7, 30), date(2025, 7, 1): date(2025, 12, 31)}


def test_an_effect_stated_after_the_end_comes_too_late_too(amend: Callable[..., Amendment]) -> None:
    with pytest.raises(errors.AmendmentAfterTheEnd):
        amend(date(2023, 6, 1), date(2023, 12, 31), date(2023, 8, 1))


def test_amendments_take_effect_one_after_the_other(amend: Callable[..., Amendment]) -> None:
    amend(date(2022, 3, 1), date(2024, 8, 1), date(2022, 9, 1))
    with pytest.raises(errors.AmendmentBeforeAnother):
        amend(date(2022, 4, 1), date(2025, 1, 1))


def test_what_a_draft_changes_can_be_taken_back(convention: Convention, anne: Person) -> None:
    drafted = operations.draft_amendment(by=anne.actor, convention_id=convention.pk, title="Essai").pk
    told = {"by": anne.actor, "amendment_id": drafted}
    scan = FileFacts("annexe.pdf", "c" * 64, "application/pdf", 9)
    operations.amend_article(article_number="2", title="Durée", text="Autre.", **told)
    operations.amend_annex(annex_number="A", title="Budget", file=scan, **told)
    operations.amend_parameter(name="budget_cents", value=1, **told)
    with pytest.raises(errors.NothingToRepeal):
        operations.repeal_annex(annex_number="A", **told)
    operations.state_effect(stated_effect_on=date(2023, 1, 1), **told)

    operations.leave_unchanged(article="2", annex="A", parameter="budget_cents", **told)

    kept = queries.amendment(drafted)
    assert (list(kept.articles.all()), list(kept.annexes.all()), list(kept.parameters.all())) == ([], [], [])
    assert kept.stated_effect_on == date(2023, 1, 1)


@pytest.fixture
def thirty(convention: Convention) -> Convention:
    """Thirty amendments in force, a week apart: each writes two articles of 300 words, an annex and two parameters."""
    of = {"scheme_id": convention.scheme_id}
    Annex.objects.create(**of, convention=convention, number="A", title="Budget", text="Annexe.", rank=1)
    for rank in range(1, 31):
        on = SIGNED_ON + timedelta(weeks=rank)
        amendment = Amendment.objects.create(
            **of,
            convention=convention,
            number=rank,
            title=f"Avenant {rank}",
            state=states.SIGNED,
            authority_signed_on=on,
            funder_signed_on=on,
            in_force_on=on,
            in_force_known_at=now(),
        )
        AmendedArticle.objects.bulk_create(
            AmendedArticle(
                **of, amendment=amendment, article_number=number, title="T", text=" ".join([f"mot{rank}"] * 300)
            )
            for number in ("2", f"{rank + 10}")
        )
        AmendedAnnex.objects.create(**of, amendment=amendment, annex_number="A", title="Budget", text=f"A{rank}")
        Parameter.objects.bulk_create(
            Parameter(**of, convention=convention, amendment=amendment, name=name, value=str(rank), effective_on=on)
            for name in ("budget_cents", "handout_size_max")
        )
    return convention


def test_thirty_amendments_are_consolidated_in_time_and_in_seven_statements(
    thirty: Convention,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    last = SIGNED_ON + timedelta(weeks=30)
    for on in (SIGNED_ON + timedelta(weeks=1), last):
        with django_assert_num_queries(7):
            queries.consolidated(thirty.pk, on)
    found = queries.consolidated(thirty.pk, last)

    assert (len(found.in_effect), len(found.articles), len(found.days)) == (30, 32, 31)
    article = found.articles[0]
    assert (article.text[:5], article.before[:5], article.amendment) == ("mot30", "mot29", found.amendments[-1])
    figure = measure("consolidation", lambda: queries.consolidated(thirty.pk, last), limit_ms=50, amendments=30)
    assert figure.ratio <= 1, figure


def test_the_terms_of_a_day_are_one_statement(
    thirty: Convention, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        terms = queries.terms_at(thirty.scheme_id, SIGNED_ON + timedelta(weeks=17))
    assert (terms.budget_cents, terms.handout_size_max) == (17, 17)


def test_an_amendment_given_up_leaves_its_number_and_never_counts(convention: Convention, anne: Person) -> None:
    drafted = draft_amendment(anne.actor, convention)
    operations.sign_amendment(by=anne.actor, amendment_id=drafted.pk, party="funder", on=date(2023, 6, 1))
    told = {"by": anne.actor, "amendment_id": drafted.pk}
    with pytest.raises(errors.WithdrawalWithoutReason):
        operations.withdraw_amendment(reason=" ", **told)

    given_up = operations.withdraw_amendment(reason="Rejeté par l'assemblée.", **told)

    assert (given_up.state, queries.lacks(given_up)) == (states.WITHDRAWN, [])
    with pytest.raises(errors.TextNoLongerADraft):
        operations.withdraw_amendment(reason="Encore.", **told)
    with pytest.raises(errors.TextNoLongerADraft):
        operations.amend_article(article_number="2", title="T", text="t", **told)
    with pytest.raises(errors.TextNoLongerADraft):
        operations.sign_amendment(party="authority", on=date(2023, 6, 1), **told)
    assert queries.terms_at(convention.scheme_id, date(2023, 7, 1)).action_ends_on == date(2023, 7, 30)
    assert queries.consolidated(convention.pk, date(2023, 7, 1)).amendments == []
    assert draft_amendment(anne.actor, convention).number == drafted.number
