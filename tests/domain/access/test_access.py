"""A token opens what its person may, for as long as it was given, and nothing of its secret is kept."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from quitus.domain.access import errors, operations, queries, rules
from quitus.domain.access.models import Access
from quitus.domain.audit.queries import thread
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import end_membership, within_scheme
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole, Refusal
from tests.factories.people import Person, make_person
from tests.factories.reception import Reception, make_mediator, make_venue
from tests.factories.schemes import make_scheme


def opened(by: Person, **facts: object) -> tuple[Access, str]:
    given: dict[str, object] = {
        "by": by.actor,
        "kind": rules.SOFTWARE,
        "label": "Logiciel d'accueil",
        "scopes": [rules.CHECK, rules.REDEEM],
        "expires_at": clock.now() + timedelta(days=90),
    }
    return operations.open_access(**(given | facts))  # type: ignore[arg-type]


def refused(why: type[Refusal], operation: object, /, *args: object, **facts: object) -> Refusal:
    with pytest.raises(why) as caught:
        operation(*args, **facts)  # type: ignore[operator]
    return caught.value


def test_a_secret_is_told_once_and_only_its_digest_is_kept(reception: Reception) -> None:
    access, secret = opened(reception.lina)
    assert rules.looks_like_a_secret(secret)
    assert secret not in str(vars(Access.objects.get()))
    assert queries.of_secret(secret) == access
    assert queries.of_secret(secret[:-1] + ("A" if secret[-1] != "A" else "B")) is None
    [line] = [entry for entry in thread("structure", reception.structure.pk) if entry.verb == "open_access"]
    assert secret not in str(line.data)


def test_two_secrets_are_never_the_same() -> None:
    assert len({rules.new_secret() for _ in range(50)}) == 50


@pytest.mark.django_db
def test_a_token_is_found_in_no_scheme_and_never_from_another() -> None:
    with transaction.atomic():
        scheme, other = make_scheme("un"), make_scheme("deux")
        with within_scheme(scheme):
            lina = make_person(scheme, "Lina Caron", roles.MEDIATOR)
            access, secret = opened(lina)
        found = queries.of_secret(secret)
        assert found == access
        assert found.scheme == scheme
        with within_scheme(other):
            assert queries.of_secret(secret) is None
            assert Access.objects.count() == 0


@pytest.mark.django_db
def test_nothing_is_written_outside_of_its_scheme() -> None:
    with transaction.atomic():
        scheme = make_scheme("un")
        with within_scheme(scheme):
            access, _ = opened(make_person(scheme, "Lina Caron", roles.MEDIATOR))
        assert Access.objects.filter(pk=access.pk).update(label="Autre") == 0


def test_a_token_stands_until_its_instant(reception: Reception) -> None:
    access, _ = opened(reception.lina)
    assert queries.stands(access)
    with clock.at(access.expires_at):
        assert not queries.stands(access)


def test_an_ended_token_opens_nothing_and_ends_once(reception: Reception) -> None:
    access, secret = opened(reception.lina)
    operations.end_access(by=reception.lina.actor, access_id=access.pk)
    found = queries.of_secret(secret)
    assert found is not None
    assert not queries.stands(found)
    refused(errors.AccessAlreadyEnded, operations.end_access, by=reception.lina.actor, access_id=access.pk)


def test_the_authority_ends_a_token_that_leaked_and_another_structure_does_not(reception: Reception) -> None:
    access, _ = opened(reception.lina)
    other = make_person(reception.scheme, "Noé Vidal", roles.MEDIATOR)
    refused(errors.AccessUnknown, operations.end_access, by=other.actor, access_id=access.pk)
    ended = operations.end_access(by=reception.team.anne.actor, access_id=access.pk)
    assert ended.ended_at == clock.now()


def test_only_who_takes_pass_opens_a_token(reception: Reception) -> None:
    refused(NotYourRole, opened, reception.team.anne)
    refused(NotYourRole, operations.end_access, by=reception.team.finance.actor, access_id=1)


def test_a_token_is_worth_what_its_person_is(reception: Reception) -> None:
    access, _ = opened(reception.lina)
    actor = queries.actor_of(access)
    assert actor == reception.lina.actor
    assert list(queries.venues_of(access)) == [reception.venue]
    assert reception.lina.membership is not None
    end_membership(by=reception.team.anne.actor, membership_id=reception.lina.membership.pk, ends_on=clock.today())
    with clock.at(clock.now() + timedelta(days=1)):
        assert queries.actor_of(access) is None


def test_a_token_opens_the_venues_given_and_no_others(reception: Reception) -> None:
    second = make_venue(reception.team, reception.structure, "Le Bus")
    access, _ = opened(reception.lina, venue_ids=[reception.venue.pk])
    assert list(queries.venues_of(access)) == [reception.venue]
    refused(errors.VenueNotYours, opened, reception.lina, venue_ids=[second.pk])
    noe = make_mediator(reception.team, second, "Noé Vidal")
    refused(errors.VenueNotYours, opened, noe, venue_ids=[reception.venue.pk, second.pk])


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"label": "  "}, errors.LabelMissing),
        ({"scopes": []}, errors.ScopesMissing),
        ({"scopes": ["check", "pay"]}, errors.ScopesMissing),
        ({"expires_at": timedelta(0)}, errors.AccessEndsTooSoon),
        ({"expires_at": rules.LONGEST + timedelta(seconds=1)}, errors.AccessTooLong),
    ],
)
def test_what_a_token_needs(reception: Reception, facts: dict[str, object], why: type[Refusal]) -> None:
    given = {name: clock.now() + said if isinstance(said, timedelta) else said for name, said in facts.items()}
    refused(why, opened, reception.lina, **given)


def test_a_structure_has_a_bounded_number_of_tokens(reception: Reception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "SOFTWARE_MOST", 1)
    first, _ = opened(reception.lina)
    refused(errors.TooManyAccesses, opened, reception.lina)
    operations.end_access(by=reception.lina.actor, access_id=first.pk)
    opened(reception.lina)


def test_a_token_says_on_which_day_it_was_last_used(reception: Reception) -> None:
    access, _ = opened(reception.lina)
    operations.touch(access_id=access.pk)
    access.refresh_from_db()
    assert access.last_used_on == date(2023, 5, 12)


def test_what_a_device_held_ends_with_it_and_is_forgotten_a_month_later(reception: Reception) -> None:
    hours = {"expires_at": clock.now() + timedelta(hours=12)}
    device, _ = opened(reception.lina, kind=rules.TERMINAL, terminal_id=7, label="", **hours)
    other, _ = opened(reception.lina, kind=rules.TERMINAL, terminal_id=8, label="", **hours)
    software, _ = opened(reception.lina)
    ended = operations.end_accesses_of_terminal(by=reception.lina.actor, terminal_id=7, user_id=reception.lina.user.pk)
    assert ended == 1
    assert not queries.stands(Access.objects.get(pk=device.pk))
    assert queries.stands(other)
    with clock.at(software.expires_at + rules.KEPT_AFTER + timedelta(days=1)):
        assert operations.forget_ended_accesses() == 2
    assert Access.objects.get() == software


@pytest.mark.parametrize(
    ("broken", "promise"),
    [
        ({"digest": b"secret"}, "only_the_digest_of_a_secret_is_kept"),
        ({"scopes": ["pay"]}, "access_gives_known_scopes"),
        ({"scopes": []}, "access_gives_known_scopes"),
        ({"kind": "robot"}, "access_is_of_a_known_kind"),
        ({"kind": "page"}, "access_is_of_a_known_kind"),
        ({"terminal_id": 3}, "access_is_held_by_a_device_if_and_only_if_it_says_which"),
        ({"kind": "terminal"}, "access_is_held_by_a_device_if_and_only_if_it_says_which"),
        ({"label": ""}, "access_of_a_software_has_a_name"),
    ],
)
def test_the_database_keeps_the_promises(reception: Reception, broken: dict[str, object], promise: str) -> None:
    access, _ = opened(reception.lina)
    with pytest.raises(IntegrityError, match=promise), transaction.atomic():
        Access.objects.filter(pk=access.pk).update(**broken)


def test_the_redeemer_reads_tokens_and_may_only_say_that_they_are_used(scheme: Scheme) -> None:
    del scheme
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(rolname, 'access_access', 'SELECT'),"
            " has_table_privilege(rolname, 'access_access', 'INSERT'),"
            " has_column_privilege(rolname, 'access_access', 'last_used_on', 'UPDATE'),"
            " has_column_privilege(rolname, 'access_access', 'expires_at', 'UPDATE')"
            " FROM pg_roles WHERE rolname = 'quitus_redeemer'"
        )
        assert cursor.fetchone() == (True, False, True, False)
