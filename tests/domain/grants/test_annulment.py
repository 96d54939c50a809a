"""An annulled amendment: what it changed falls back, what came later stays, and what was known is known still."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.grants import errors, operations, queries, states
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from quitus.kernel.calendar import PARIS
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.factories.people import Person, make_person
from tests.factories.texts import TERMS, make_convention, make_deliberation

FIRST_EFFECT = date(2022, 3, 1)
SECOND_EFFECT = date(2022, 9, 1)
ANNULLED_ON = date(2023, 2, 10)
SIGNED_AT = datetime(2022, 10, 1, 9, 0, tzinfo=PARIS)
ANNULLED_AT = datetime(2023, 2, 15, 9, 0, tzinfo=PARIS)


@pytest.fixture
def convention(scheme: Scheme, anne: Person) -> Convention:
    """Recorded on the same day as its amendments."""
    with clock.at(SIGNED_AT):
        return make_convention(anne.actor, scheme)


@pytest.fixture
def chain(convention: Convention, anne: Person, scheme: Scheme) -> tuple[Amendment, Amendment]:
    """Amendment 1 moves the end, the budget and article 2; amendment 2, later, the budget, an added article 3 and an
    annex. Both recorded on 1 October 2022.
    """
    act = make_deliberation(
        anne.actor, scheme.authority_id, "2022-1", held_on=date(2022, 1, 10), executory_on=date(2022, 1, 20)
    )

    def amend(on: date, texts: dict[str, str], **values: Any) -> Amendment:
        drafted = operations.draft_amendment(
            by=anne.actor, convention_id=convention.pk, title="Avenant", deliberation_id=act.pk
        )
        for number, text in texts.items():
            operations.amend_article(
                by=anne.actor, amendment_id=drafted.pk, article_number=number, title=f"Article {number}", text=text
            )
        for name, value in values.items():
            operations.amend_parameter(by=anne.actor, amendment_id=drafted.pk, name=name, value=value)
        for party in states.PARTIES:
            signed = operations.sign_amendment(by=anne.actor, amendment_id=drafted.pk, party=party, on=on)
        return signed

    with clock.at(SIGNED_AT):
        one = amend(FIRST_EFFECT, {"2": "Un."}, action_ends_on=date(2023, 12, 31), budget_cents=600_000_00)
        two = amend(SECOND_EFFECT, {"3": "Ajouté."}, budget_cents=650_000_00)
    return one, two


def annul(by: Person, amendment: Amendment, since: date | None = None, **told: Any) -> Amendment:
    facts = {"annulled_by": states.JUDGE, "on": ANNULLED_ON, "reason": "TA de Lille, 10/02/2023 (exemple)", **told}
    with clock.at(ANNULLED_AT):
        return operations.annul_amendment(by=by.actor, amendment_id=amendment.pk, since=since, **facts)


def test_one_deemed_never_to_have_been_leaves_the_later_one(
    chain: tuple[Amendment, Amendment], anne: Person, scheme: Scheme, convention: Convention
) -> None:
    one, two = chain
    before = queries.terms_at(scheme.pk, SECOND_EFFECT)
    assert (before.action_ends_on, before.budget_cents) == (date(2023, 12, 31), 650_000_00)

    annulled = annul(anne, one)

    assert (annulled.state, annulled.annulled_from) == (states.ANNULLED, FIRST_EFFECT)
    assert queries.terms_at(scheme.pk, FIRST_EFFECT).budget_cents == TERMS["budget_cents"]
    after = queries.terms_at(scheme.pk, SECOND_EFFECT)
    assert (after.action_ends_on, after.budget_cents) == (date(2023, 7, 30), 650_000_00)
    articles = {one.number: one for one in queries.consolidated_articles(convention.pk, SECOND_EFFECT)}
    assert (articles["2"].text, articles["2"].amendment) == ("Texte de l'article 2.", None)
    assert (articles["3"].text, articles["3"].amendment) == ("Ajouté.", two)
    changed = {one.name: one for one in queries.consolidated_parameters(convention.pk, SECOND_EFFECT)}
    assert (changed["budget_cents"].before, changed["budget_cents"].amendment) == (550_000_00, two)


def test_one_annulled_from_a_day_applies_until_its_eve(
    chain: tuple[Amendment, Amendment], anne: Person, scheme: Scheme, convention: Convention
) -> None:
    since = date(2023, 1, 1)
    annul(anne, chain[0], since, annulled_by=states.AGREEMENT)

    assert queries.terms_at(scheme.pk, since - timedelta(days=1)).action_ends_on == date(2023, 12, 31)
    assert queries.terms_at(scheme.pk, since).action_ends_on == date(2023, 7, 30)
    eve, then = (queries.consolidated_articles(convention.pk, on) for on in (since - timedelta(days=1), since))
    assert [one.text for one in eve if one.number == "2"] == ["Un."]
    assert [one.text for one in then if one.number == "2"] == ["Texte de l'article 2."]
    assert queries.consolidated(convention.pk, since).days == [date(2021, 3, 11), FIRST_EFFECT, SECOND_EFFECT, since]


def test_what_was_known_before_is_found_again(
    chain: tuple[Amendment, Amendment], anne: Person, scheme: Scheme, convention: Convention
) -> None:
    annul(anne, chain[0])

    def told(known_at: datetime | None) -> tuple[date, date, int]:
        terms = queries.terms_at(scheme.pk, SECOND_EFFECT, known_at)
        parameters = queries.consolidated(convention.pk, SECOND_EFFECT, known_at).parameters
        [end] = [one.value for one in parameters if one.name == "action_ends_on"]
        assert isinstance(end, date)
        return terms.action_ends_on, end, terms.budget_cents

    assert told(None) == (date(2023, 7, 30), date(2023, 7, 30), 650_000_00)
    assert told(ANNULLED_AT - timedelta(days=1)) == (date(2023, 12, 31), date(2023, 12, 31), 650_000_00)
    with pytest.raises(errors.ConventionNotSigned):  # all was recorded by then in October 2022, and not before
        queries.terms_at(scheme.pk, SECOND_EFFECT, datetime(2000, 1, 1, tzinfo=PARIS))


def test_what_changes_back_is_told(chain: tuple[Amendment, Amendment], anne: Person) -> None:
    one, two = chain
    change = queries.change_of(one.pk)
    assert change is not None
    assert (change.on, change.names) == (FIRST_EFFECT, ["budget_cents", "action_ends_on"])

    annul(anne, one, date(2023, 1, 1))

    back = queries.change_of(one.pk)
    assert back is not None
    assert (back.on, back.before.action_ends_on) == (date(2023, 1, 1), date(2023, 12, 31))
    assert (back.after.action_ends_on, back.after.budget_cents) == (date(2023, 7, 30), 650_000_00)
    assert queries.terms_under(two.pk, SECOND_EFFECT).budget_cents == 650_000_00


def test_an_amendment_prepared_after_an_annulment_sees_what_fell_back(
    chain: tuple[Amendment, Amendment], anne: Person, convention: Convention
) -> None:
    annul(anne, chain[1])
    drafted = operations.draft_amendment(by=anne.actor, convention_id=convention.pk, title="Troisième")
    assert drafted.number == 3
    with pytest.raises(errors.NothingToRepeal):
        operations.repeal_article(by=anne.actor, amendment_id=drafted.pk, article_number="3")
    assert operations.repeal_article(by=anne.actor, amendment_id=drafted.pk, article_number="2").title == "Article 2"


def test_an_annulment_that_cannot_be_is_refused(
    chain: tuple[Amendment, Amendment], anne: Person, convention: Convention, scheme: Scheme
) -> None:
    one, _ = chain
    officer = make_person(scheme, "Inès Fontaine", roles.FUNDER, scheme.funder)
    drafted = operations.draft_amendment(by=anne.actor, convention_id=convention.pk, title="Projet")
    for refusal, amendment, by, told in (
        (NotYourRole, one, officer, {}),
        (errors.AmendmentNotInForce, drafted, anne, {}),
        (errors.AnnulmentWithoutReason, one, anne, {"reason": " "}),
        (errors.AnnulmentBeforeSignature, one, anne, {"on": date(2022, 2, 1)}),
        (errors.AnnulmentFromBeforeEffect, one, anne, {"since": date(2022, 2, 28)}),
        (DateInTheFuture, one, anne, {"on": date(2999, 1, 1)}),
    ):
        with pytest.raises(refusal):
            annul(by, amendment, **told)
    annul(anne, one)
    with pytest.raises(errors.AmendmentAlreadyAnnulled):
        annul(anne, one)


@pytest.mark.parametrize(
    ("constraint", "broken"),
    [
        ("amendment_is_annulled_if_and_only_if_it_says_by_whom_and_why", {"annulment_reason": ""}),
        ("amendment_is_annulled_if_and_only_if_it_says_by_whom_and_why", {"annulled_by": "prefect"}),
        ("amendment_is_annulled_if_and_only_if_it_says_by_whom_and_why", {"state": states.SIGNED}),
        ("amendment_is_annulled_if_and_only_if_it_says_by_whom_and_why", {"annulled_from": None}),
        ("an_annulment_takes_back_nothing_before_the_effect", {"annulled_from": date(2022, 2, 28)}),
    ],
)
def test_the_database_keeps_the_promises_of_an_annulment(
    constraint: str, broken: dict[str, Any], chain: tuple[Amendment, Amendment], anne: Person
) -> None:
    annul(anne, chain[0])
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Amendment.objects.filter(pk=chain[0].pk).update(**broken)
