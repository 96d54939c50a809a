"""What the proof makes of the terms kept with what was frozen, when an amendment comes late."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from quitus.domain.grants import operations as grants_operations
from quitus.domain.grants import queries as grants
from quitus.kernel import clock
from quitus.kernel.calendar import PARIS
from quitus.usecases.verify.parameters import CHECKS
from tests.factories.reports import pay, sign
from tests.factories.texts import SIGNED_ON, make_amendment, make_convention

AMENDED_ON = date(2023, 6, 12)
UNTIL = date(2023, 12, 15)
FROZEN_AT = datetime(2023, 12, 20, 10, 0, tzinfo=PARIS)
[FROZEN_TERMS] = [check for check in CHECKS if check.code == "frozen_terms_are_those_of_the_convention"]


@pytest.fixture
def convention(scheme, anne):
    with clock.at(SIGNED_ON):
        return make_convention(anne.actor, scheme)


def faults():
    with connection.cursor() as cursor:
        return [fault.key for fault in FROZEN_TERMS.faults(cursor)]


def freeze(bureau):
    with clock.at(FROZEN_AT):
        pay(bureau, bureau.fees, 100_00)
        return sign(bureau, until=UNTIL, on=FROZEN_AT.date())


def amend(anne, convention, at):
    with clock.at(at):
        return make_amendment(anne.actor, convention, signed_on=AMENDED_ON)


def test_terms_amended_before_are_the_terms_frozen(bureau, anne, convention):
    amend(anne, convention, FROZEN_AT - timedelta(days=1))

    frozen = freeze(bureau)

    assert frozen.frozen.figures["terms"]["eligible_to"] == "2023-12-31"
    assert faults() == []


def test_an_amendment_recorded_after_the_freezing_makes_no_fault(bureau, anne, convention):
    frozen = freeze(bureau)

    amend(anne, convention, FROZEN_AT + timedelta(days=1))

    assert frozen.frozen.figures["terms"]["eligible_to"] == "2023-07-30"
    assert faults() == []


def test_terms_that_an_amendment_already_known_had_replaced_are_seen(bureau, anne, convention, monkeypatch):
    former = grants.terms_at(bureau.scheme.pk, UNTIL)
    amend(anne, convention, FROZEN_AT - timedelta(days=1))
    monkeypatch.setattr(grants, "terms_at", lambda scheme_id, on: former)

    freeze(bureau)

    assert faults() == [f"état des dépenses au {UNTIL}, eligible_to"]


def test_terms_of_an_amendment_not_yet_known_are_seen(bureau, anne, convention, monkeypatch):
    later = amend(anne, convention, FROZEN_AT + timedelta(days=1))
    assert later.in_force_on == AMENDED_ON

    freeze(bureau)

    assert faults() == [f"état des dépenses au {UNTIL}, eligible_to"]


def annul(anne, amendment, at):
    with clock.at(at):
        return grants_operations.annul_amendment(
            by=anne.actor,
            amendment_id=amendment.pk,
            annulled_by="judge",
            on=AMENDED_ON + timedelta(days=30),
            reason="Jugement (exemple)",
        )


def test_an_amendment_annulled_after_the_freezing_makes_no_fault(bureau, anne, convention):
    amended = amend(anne, convention, FROZEN_AT - timedelta(days=20))
    frozen = freeze(bureau)

    annul(anne, amended, FROZEN_AT + timedelta(days=1))

    assert frozen.frozen.figures["terms"]["eligible_to"] == "2023-12-31"
    assert faults() == []


def test_an_amendment_annulled_before_counts_in_nothing_that_is_frozen(bureau, anne, convention):
    amended = amend(anne, convention, FROZEN_AT - timedelta(days=20))
    annul(anne, amended, FROZEN_AT - timedelta(days=2))

    frozen = freeze(bureau)

    assert frozen.frozen.figures["terms"]["eligible_to"] == "2023-07-30"
    assert faults() == []


def test_terms_of_an_amendment_already_annulled_are_seen(bureau, anne, convention, monkeypatch):
    amended = amend(anne, convention, FROZEN_AT - timedelta(days=20))
    former = grants.terms_at(bureau.scheme.pk, UNTIL)
    annul(anne, amended, FROZEN_AT - timedelta(days=2))
    monkeypatch.setattr(grants, "terms_at", lambda scheme_id, on: former)

    freeze(bureau)

    assert faults() == [f"état des dépenses au {UNTIL}, eligible_to"]
