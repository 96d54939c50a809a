"""An amendment: drafted, voted, signed by both, and what it then changes."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.acts import operations as acts
from quitus.domain.audit import queries as audit
from quitus.domain.grants import errors, operations, queries, states
from quitus.domain.grants.models import AmendedArticle, Amendment, Convention
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from tests.factories.people import Person
from tests.factories.texts import draft_amendment, make_convention, make_deliberation

VOTED_ON = date(2023, 5, 15)
EXECUTORY_ON = date(2023, 6, 5)


@pytest.fixture
def amendment(convention: Convention, anne: Person) -> Amendment:
    """In preparation, authorised by a deliberation executory on 5 June 2023."""
    act = make_deliberation(
        anne.actor, anne.actor.organisation_id or 0, "2023-204", held_on=VOTED_ON, executory_on=EXECUTORY_ON
    )
    return draft_amendment(anne.actor, convention, deliberation=act)


def sign(by: Person, amendment: Amendment, party: str, on: date, reason: str = "") -> Amendment:
    return operations.sign_amendment(by=by.actor, amendment_id=amendment.pk, party=party, on=on, override_reason=reason)


def sign_both(by: Person, amendment: Amendment, on: date = date(2023, 6, 20)) -> Amendment:
    sign(by, amendment, "authority", date(2023, 6, 12))
    return sign(by, amendment, "funder", on)


def test_the_terms_change_on_the_last_signature_and_what_is_not_touched_stays(
    amendment: Amendment, anne: Person, scheme: Scheme
) -> None:
    sign(anne, amendment, "authority", date(2023, 6, 12))
    assert queries.terms_at(scheme.pk, date(2023, 7, 1)).action_ends_on == date(2023, 7, 30)

    signed = sign(anne, amendment, "funder", date(2023, 6, 20))

    assert (signed.number, signed.state, signed.in_force_on) == (1, states.SIGNED, date(2023, 6, 20))
    assert queries.terms_at(scheme.pk, date(2023, 6, 19)).action_ends_on == date(2023, 7, 30)
    assert queries.terms_at(scheme.pk, date(2023, 6, 20)).action_ends_on == date(2023, 12, 31)
    assert queries.terms_at(scheme.pk, date(2023, 6, 20)).budget_cents == 550_000_00
    assert [entry.verb for entry in audit.thread("amendment", amendment.pk)][-1] == "amendment_takes_effect"


def test_an_amendment_that_states_a_later_effect_waits_for_it(convention: Convention, anne: Person) -> None:
    act = make_deliberation(
        anne.actor, anne.actor.organisation_id or 0, "7", held_on=VOTED_ON, executory_on=EXECUTORY_ON
    )
    drafted = operations.draft_amendment(
        by=anne.actor,
        convention_id=convention.pk,
        title="Avenant",
        deliberation_id=act.pk,
        stated_effect_on=date(2023, 7, 1),
    )
    operations.amend_article(by=anne.actor, amendment_id=drafted.pk, article_number="9", title="Neuf", text="Ajouté.")
    assert sign_both(anne, drafted).in_force_on == date(2023, 7, 1)

    before = queries.consolidated_articles(convention.pk, date(2023, 6, 30))
    after = queries.consolidated_articles(convention.pk, date(2023, 7, 1))
    assert [article.number for article in before] == ["2", "6"]
    assert [(article.number, article.amendment) for article in after] == [("2", None), ("6", None), ("9", drafted)]


def test_the_consolidated_text_says_what_changed_and_by_which_amendment(
    amendment: Amendment, anne: Person, convention: Convention
) -> None:
    sign_both(anne, amendment)

    duration, duties = queries.consolidated_articles(convention.pk, date(2023, 6, 20))
    assert (duration.text, duration.before) == ("L'action finit le 31 décembre 2023.", "Texte de l'article 2.")
    assert (duration.amendment, duties.amendment) == (amendment, None)
    ends = {one.name: one for one in queries.consolidated_parameters(convention.pk, date(2023, 6, 20))}
    assert (ends["action_ends_on"].value, ends["action_ends_on"].before) == (date(2023, 12, 31), date(2023, 7, 30))
    assert ends["action_ends_on"].amendment == amendment
    assert ends["budget_cents"].before is None


def test_the_authority_signs_once_the_deliberation_is_executory(amendment: Amendment, anne: Person) -> None:
    with pytest.raises(errors.DeliberationNotExecutory):
        sign(anne, amendment, "authority", date(2023, 6, 4))
    sign(anne, amendment, "authority", EXECUTORY_ON)
    with pytest.raises(errors.AlreadySignedByThisParty):
        sign(anne, amendment, "authority", EXECUTORY_ON)


def test_an_amendment_without_deliberation_or_without_article_is_not_signed(
    convention: Convention, anne: Person
) -> None:
    drafted = operations.draft_amendment(by=anne.actor, convention_id=convention.pk, title="Vide")
    with pytest.raises(errors.AmendmentChangesNothing):
        sign(anne, drafted, "funder", date(2023, 6, 20))
    operations.amend_article(by=anne.actor, amendment_id=drafted.pk, article_number="2", title="Durée", text="")
    with pytest.raises(errors.ArticleMissing):
        sign(anne, drafted, "funder", date(2023, 6, 20))
    operations.amend_article(by=anne.actor, amendment_id=drafted.pk, article_number="2", title="Durée", text="Texte")
    with pytest.raises(errors.DeliberationMissing):
        sign(anne, drafted, "authority", date(2023, 6, 20))


def test_an_amendment_comes_after_the_convention(amendment: Amendment, anne: Person) -> None:
    with pytest.raises(errors.AmendmentBeforeConvention):
        sign(anne, amendment, "funder", date(2021, 3, 10))


def test_what_has_ended_is_prolonged_only_for_a_reason(amendment: Amendment, anne: Person) -> None:
    sign(anne, amendment, "authority", date(2023, 6, 12))
    with pytest.raises(errors.AmendmentAfterTheEnd):
        sign(anne, amendment, "funder", date(2023, 7, 31))
    signed = sign(anne, amendment, "funder", date(2023, 7, 31), "Accord écrit du financeur avant la fin.")
    assert signed.override_reason == "Accord écrit du financeur avant la fin."


def test_an_amendment_that_sets_an_end_before_a_beginning_is_refused(amendment: Amendment, anne: Person) -> None:
    operations.amend_parameter(by=anne.actor, amendment_id=amendment.pk, name="eligible_to", value=date(2020, 1, 1))
    with pytest.raises(errors.DatesDisagree):
        sign(anne, amendment, "funder", date(2023, 6, 20))


def test_one_amendment_is_prepared_at_a_time_and_a_signed_one_stays_as_it_is(
    amendment: Amendment, anne: Person, convention: Convention
) -> None:
    with pytest.raises(errors.AmendmentUnderWay):
        operations.draft_amendment(by=anne.actor, convention_id=convention.pk, title="Autre")
    sign_both(anne, amendment)
    with pytest.raises(errors.TextNoLongerADraft):
        operations.amend_article(by=anne.actor, amendment_id=amendment.pk, article_number="2", title="T", text="t")
    assert operations.draft_amendment(by=anne.actor, convention_id=convention.pk, title="Suivant").number == 2


def test_a_convention_not_in_force_is_not_amended(scheme: Scheme, anne: Person) -> None:
    drafted = operations.draft_convention(by=anne.actor, number="1", title="Convention")
    with pytest.raises(errors.ConventionNotSigned):
        operations.draft_amendment(by=anne.actor, convention_id=drafted.pk, title="Avenant")


def test_the_vote_to_come_is_among_the_days_of_the_scheme(scheme: Scheme, anne: Person) -> None:
    with clock.at(date(2023, 5, 12)):
        convention = make_convention(anne.actor, scheme)
        act = acts.draft_deliberation(by=anne.actor, authority_id=scheme.authority_id, title="Avenant")
        sitting = acts.plan_sitting(
            by=anne.actor, authority_id=scheme.authority_id, assembly="Commission permanente", held_on=VOTED_ON
        )
        acts.put_on_agenda(by=anne.actor, deliberation_id=act.pk, sitting_id=sitting.pk)
        drafted = draft_amendment(anne.actor, convention, deliberation=act)
        first = queries.days_coming(scheme.pk)[0]
    assert (first.on, first.kind, first.key) == (VOTED_ON, "sitting", act.pk)
    assert queries.texts_under(act.pk) == [drafted]


@pytest.mark.parametrize("broken", [{"in_force_on": None}, {"authority_signed_on": None}, {"state": states.DRAFTED}])
def test_the_database_keeps_the_promises_of_an_amendment(
    broken: dict[str, Any], amendment: Amendment, anne: Person
) -> None:
    sign_both(anne, amendment)
    with (
        pytest.raises(IntegrityError, match="amendment_is_in_force_if_and_only_if_both_have_signed"),
        transaction.atomic(),
    ):
        Amendment.objects.filter(pk=amendment.pk).update(**broken)


def test_the_database_keeps_the_promises_around_it(amendment: Amendment, anne: Person, convention: Convention) -> None:
    of = {"scheme_id": convention.scheme_id, "amendment": amendment}
    under = {"scheme_id": convention.scheme_id, "convention": convention}
    for constraint, breaking in (
        ("one_amendment_is_prepared_at_a_time", lambda: Amendment.objects.create(**under, number=2, title="B")),
        (
            "a_number_names_one_amendment_of_a_convention",
            lambda: Amendment.objects.create(**under, number=1, title="B"),
        ),
        (
            "an_amendment_writes_an_article_once",
            lambda: AmendedArticle.objects.create(**of, article_number="2", title="T"),
        ),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            breaking()
