from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from quitus.domain.audit import queries as audit
from quitus.domain.audit.models import Entry
from quitus.domain.organisations import queries
from quitus.domain.organisations.errors import (
    ExampleDateGoesForward,
    NameMissing,
    RealSchemeLivesToday,
    SlugAlreadyUsed,
    SlugNotValid,
)
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import create_scheme, move_example_date, within_scheme
from quitus.kernel import clock
from quitus.kernel.calendar import PARIS
from quitus.kernel.refusals import NotYourRole
from quitus.kernel.tenancy import scheme_id_or_none
from tests.factories.people import make_outsider
from tests.factories.schemes import SYSTEM, make_organisation, make_scheme

pytestmark = pytest.mark.django_db
EVE = date(2023, 5, 12)
VOTE = date(2023, 5, 15)


def test_a_real_scheme_lives_now() -> None:
    scheme = make_scheme()
    assert queries.scheme_moment(scheme) is None
    with within_scheme(scheme):
        assert not clock.is_moved()
        assert scheme_id_or_none() == scheme.pk


def test_an_example_lives_at_its_own_date_for_facts_and_records_alike() -> None:
    example = make_scheme(example_lives_on=EVE)
    with within_scheme(example):
        assert clock.today() == EVE
        move_example_date(by=SYSTEM, scheme_id=example.pk, to=VOTE)
        line = Entry.objects.get(verb="move_example_date")
        assert line.at == clock.now()
        assert line.at.astimezone(PARIS).date() == EVE


def test_an_example_moves_forward_only() -> None:
    example = make_scheme(example_lives_on=EVE)
    moved = move_example_date(by=SYSTEM, scheme_id=example.pk, to=VOTE)
    with within_scheme(moved):
        assert clock.today() == VOTE
        assert clock.now() >= datetime(2023, 5, 15, 8, tzinfo=PARIS)
        assert [line.data for line in audit.thread("scheme", example.pk)] == [
            {"from": "2023-05-12", "to": "2023-05-15"}
        ]
    for to in (EVE, VOTE):
        with pytest.raises(ExampleDateGoesForward):
            move_example_date(by=SYSTEM, scheme_id=example.pk, to=to)


def test_the_date_of_a_real_scheme_is_not_to_be_moved() -> None:
    with pytest.raises(RealSchemeLivesToday):
        move_example_date(by=SYSTEM, scheme_id=make_scheme().pk, to=VOTE)


def test_who_takes_no_part_moves_nothing() -> None:
    example = make_scheme(example_lives_on=EVE)
    with pytest.raises(NotYourRole):
        move_example_date(by=make_outsider("Zoé Petit").actor, scheme_id=example.pk, to=VOTE)


def test_a_scheme_is_found_by_its_address_with_who_runs_and_funds_it() -> None:
    made = make_scheme("pas-de-calais")
    found = queries.scheme("pas-de-calais")
    assert found == made == queries.scheme_by_id(made.pk)
    assert (found.authority.name, found.funder.name) == ("Département pas-de-calais", "Agence pas-de-calais")
    with pytest.raises(Scheme.DoesNotExist):
        queries.scheme("nord")


def test_schemes_are_listed_in_french_order() -> None:
    for slug in ("somme", "nord"):
        make_scheme(slug)
    assert [scheme.slug for scheme in queries.schemes()] == ["nord", "somme"]


@pytest.mark.parametrize(
    ("refusal", "wrong"),
    [
        (NameMissing, {"name": ""}),
        (SlugNotValid, {"slug": "Pas de Calais"}),
        (SlugNotValid, {"slug": ""}),
        (SlugAlreadyUsed, {"slug": "essai"}),
    ],
)
def test_what_cannot_be_a_scheme_is_refused(refusal: type[Exception], wrong: dict[str, str]) -> None:
    make_scheme("essai")
    authority = make_organisation("Département")
    facts: dict[str, Any] = {
        "slug": "nord",
        "name": "Nord",
        "authority_id": authority.pk,
        "funder_id": authority.pk,
    }
    with pytest.raises(refusal):
        create_scheme(by=SYSTEM, **facts | wrong)


def test_who_may_do_nothing_opens_no_scheme() -> None:
    authority = make_organisation("Département")
    with pytest.raises(NotYourRole):
        create_scheme(
            by=make_outsider("Zoé Petit").actor,
            slug="nord",
            name="Nord",
            authority_id=authority.pk,
            funder_id=authority.pk,
        )


NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("constraint", "change"),
    [
        ("scheme_slug_is_used_once", {"slug": "nord"}),
        ("scheme_has_a_name", {"name": ""}),
        ("scheme_has_a_name", {"slug": ""}),
        ("scheme_lives_at_its_own_date_if_and_only_if_it_is_an_example", {"is_example": True}),
        ("scheme_lives_at_its_own_date_if_and_only_if_it_is_an_example", {"lives_on": EVE}),
        ("scheme_lives_at_its_own_date_if_and_only_if_it_is_an_example", {"is_example": True, "lives_on": EVE}),
        ("scheme_lives_at_its_own_date_if_and_only_if_it_is_an_example", {"lives_on": EVE, "lives_since": NOW}),
        ("scheme_lives_at_its_own_date_if_and_only_if_it_is_an_example", {"is_example": True, "lives_since": NOW}),
    ],
)
def test_the_database_refuses(constraint: str, change: dict[str, Any]) -> None:
    make_scheme("nord")
    scheme = make_scheme("somme")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Scheme.objects.filter(pk=scheme.pk).update(**change)


def test_an_example_s_time_never_runs_back_between_two_visits() -> None:
    example = make_scheme(example_lives_on=EVE)
    moments = []
    for _ in range(50):
        with within_scheme(example):
            moments.append(clock.now())
    assert moments == sorted(moments)
    assert moments[-1] - moments[0] < timedelta(minutes=1)
