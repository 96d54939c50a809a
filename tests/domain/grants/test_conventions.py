"""A convention from its draft to its signatures, and what it then answers."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.grants import errors, operations, queries, states
from quitus.domain.grants.models import Article, Convention, Parameter
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from tests.factories.people import Person, make_person
from tests.factories.texts import EXECUTORY_ON, SIGNED_ON, draft_convention, make_convention, make_deliberation


@pytest.fixture
def drafted(scheme: Scheme, anne: Person) -> Convention:
    return draft_convention(anne.actor, scheme, deliberation=make_deliberation(anne.actor, scheme.authority_id))


def sign(by: Person, convention: Convention, party: str, on: date = SIGNED_ON) -> Convention:
    return operations.sign_convention(by=by.actor, convention_id=convention.pk, party=party, on=on)


def test_a_convention_is_in_force_on_its_last_signature(drafted: Convention, anne: Person, scheme: Scheme) -> None:
    first = sign(anne, drafted, "authority", date(2021, 3, 9))
    assert (first.state, first.in_force_on) == (states.DRAFTED, None)
    with pytest.raises(errors.ConventionNotSigned):
        queries.terms_at(scheme.pk, date(2022, 1, 1))

    last = sign(anne, drafted, "funder")

    assert (last.state, last.in_force_on) == (states.SIGNED, SIGNED_ON)
    assert queries.terms_at(scheme.pk, SIGNED_ON).target_count == 50_000
    assert queries.signed_convention(scheme.pk, SIGNED_ON) == last
    with pytest.raises(errors.ConventionNotSigned):
        queries.terms_at(scheme.pk, date(2021, 3, 10))


def test_the_authority_signs_from_the_day_its_deliberation_is_executory(drafted: Convention, anne: Person) -> None:
    with pytest.raises(errors.DeliberationNotExecutory):
        sign(anne, drafted, "authority", date(2021, 2, 14))
    assert sign(anne, drafted, "authority", EXECUTORY_ON).authority_signed_on == EXECUTORY_ON


def test_a_convention_without_deliberation_is_not_signed(scheme: Scheme, anne: Person) -> None:
    drafted = draft_convention(anne.actor, scheme)
    with pytest.raises(errors.DeliberationMissing):
        sign(anne, drafted, "authority")
    act = make_deliberation(anne.actor, scheme.authority_id, executory_on=None)
    operations.attach_deliberation(by=anne.actor, convention_id=drafted.pk, deliberation_id=act.pk)
    with pytest.raises(errors.DeliberationNotExecutory):
        sign(anne, drafted, "authority")


def test_what_is_missing_is_named(drafted: Convention, anne: Person) -> None:
    Parameter.objects.filter(convention=drafted, name="budget_cents").delete()
    with pytest.raises(errors.ParameterMissing, match="Budget total"):
        sign(anne, drafted, "authority")
    operations.set_parameter(by=anne.actor, convention_id=drafted.pk, name="budget_cents", value=1)
    operations.write_article(by=anne.actor, convention_id=drafted.pk, number="6", title="Obligations", text=" ")
    with pytest.raises(errors.ArticleMissing, match="6"):
        sign(anne, drafted, "funder")
    Article.objects.all().delete()
    with pytest.raises(errors.ArticleMissing):
        sign(anne, drafted, "funder")


def test_an_end_before_its_beginning_is_refused(drafted: Convention, anne: Person) -> None:
    operations.set_parameter(by=anne.actor, convention_id=drafted.pk, name="action_ends_on", value=date(2020, 1, 1))
    with pytest.raises(errors.DatesDisagree):
        sign(anne, drafted, "authority")


def test_a_signature_is_of_the_past_and_given_once(drafted: Convention, anne: Person) -> None:
    with pytest.raises(DateInTheFuture):
        sign(anne, drafted, "authority", date(2999, 1, 1))
    sign(anne, drafted, "authority")
    with pytest.raises(errors.AlreadySignedByThisParty):
        sign(anne, drafted, "authority")


def test_a_text_with_a_signature_does_not_change(drafted: Convention, anne: Person) -> None:
    sign(anne, drafted, "funder")
    for change in (
        lambda: operations.write_article(by=anne.actor, convention_id=drafted.pk, number="1", title="T", text="t"),
        lambda: operations.set_parameter(by=anne.actor, convention_id=drafted.pk, name="target_count", value=1),
        lambda: operations.attach_deliberation(by=anne.actor, convention_id=drafted.pk, deliberation_id=1),
    ):
        with pytest.raises(errors.TextNoLongerADraft):
            change()


def test_a_scheme_has_one_open_convention(convention: Convention, anne: Person) -> None:
    with pytest.raises(errors.ConventionAlreadyOpen):
        operations.draft_convention(by=anne.actor, number="2", title="Autre")


def test_who_may_write_and_who_may_record_a_signature(drafted: Convention, scheme: Scheme, dado: Person) -> None:
    officer = make_person(scheme, "Inès Fontaine", roles.FUNDER, scheme.funder)
    with pytest.raises(NotYourRole):
        operations.draft_convention(by=dado.actor, number="2", title="Autre")
    with pytest.raises(NotYourRole):
        operations.write_article(by=officer.actor, convention_id=drafted.pk, number="1", title="T", text="t")
    with pytest.raises(NotYourRole):
        sign(officer, drafted, "authority")
    assert sign(officer, drafted, "funder").funder_signed_on == SIGNED_ON


def test_the_catalogue_holds_nine_services_and_five_publics(db: None) -> None:
    assert len(queries.services()) == 9
    assert [public.code for public in queries.publics() if public.is_pic] == ["rsa"]
    assert len(queries.publics()) == 5


def test_a_convention_in_preparation_shows_its_drafted_parameters(drafted: Convention, scheme: Scheme) -> None:
    found = {one.name: one.value for one in queries.consolidated_parameters(drafted.pk, date(2021, 1, 1))}

    assert found["target_count"] == 50_000
    assert found["handout_size_max"] is None
    assert queries.convention_of(scheme.pk) == drafted
    assert queries.days_coming(scheme.pk, date(2021, 1, 1)) == []


def test_two_conventions_of_two_schemes_do_not_meet(scheme: Scheme, anne: Person) -> None:
    with clock.at(date(2021, 6, 1)):
        made = make_convention(anne.actor, scheme)
    assert queries.convention_of(scheme.pk + 1) is None
    assert queries.convention_of(scheme.pk) == made


@pytest.mark.parametrize(
    ("constraint", "broken"),
    [
        ("convention_is_in_force_if_and_only_if_both_have_signed", {"in_force_on": None}),
        ("convention_is_in_force_if_and_only_if_both_have_signed", {"funder_signed_on": None}),
        ("convention_is_in_force_if_and_only_if_both_have_signed", {"state": states.DRAFTED}),
    ],
)
def test_the_database_keeps_the_promises_of_a_convention(
    constraint: str, broken: dict[str, Any], convention: Convention
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Convention.objects.filter(pk=convention.pk).update(**broken)


def test_the_database_keeps_the_promises_around_it(convention: Convention) -> None:
    kept = {"scheme_id": convention.scheme_id, "convention": convention}
    for constraint, breaking in (
        (
            "a_scheme_has_one_open_convention",
            lambda: Convention.objects.create(scheme_id=convention.scheme_id, number="2", title="Autre"),
        ),
        (
            "a_number_names_one_article_of_a_convention",
            lambda: Article.objects.create(**kept, number="2", title="T", rank=9),
        ),
        ("a_text_sets_a_parameter_once", lambda: Parameter.objects.create(**kept, name="budget_cents", value="1")),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            breaking()
