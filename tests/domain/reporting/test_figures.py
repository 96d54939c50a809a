"""Figures counted from the lines, and what of them the funder sees."""

from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest
from django.db import connections

from quitus.domain.reporting import indicators, lines, queries
from quitus.domain.reporting.knowledge import known_now
from quitus.domain.vouchers import operations as vouchers
from quitus.kernel import clock
from tests.factories.passes import confirm, draft
from tests.factories.world import PERIOD_TO

pytestmark = pytest.mark.django_db


def totals(figures):
    return {code: counts["total"] for code, counts in figures["counts"].items()}


def test_every_indicator_is_counted_from_the_lines(world):
    figures = queries.figures_of(world.report).figures

    assert totals(figures) == {
        "ordered": 100,
        "delivered": 100,
        "activated": 100,
        "allocated": 50,
        "handed_out": 10,
        "redeemed": 4,
        "expired": 0,
        "cancelled": 0,
        "lost": 0,
        "beneficiaries": 1,
        "booklets_started": 1,
        "booklets_finished": 0,
        "venues_qualified": 1,
        "venues_active": 1,
        "points_active": 1,
    }
    assert figures["years"] == [
        {"year": 2021, "planned": 5, "redeemed": 0, "is_full": True},
        {"year": 2022, "planned": 20, "redeemed": 4, "is_full": False},
    ]
    assert figures["breakdowns"] == {
        "beneficiaries_by_age": {"40_59": 1},
        "beneficiaries_by_public": {"rsa": 1},
        "handed_out_by_commune": {"Lens": 10},
        "redeemed_by_commune": {"Arras": 4},
        "redeemed_by_service": {"demarches": 4},
    }
    assert figures["pic_count"] == 10


def test_the_basis_of_payment_counts_pass_used(world):
    basis = queries.figures_of(world.report).figures["basis"]

    assert basis["used_count"] == 4
    assert basis["kept_cents"] == {"face_value": 40_00, "fees": 48_00, "engineering": 600_00}
    assert basis["state_cents"] == 344_00


def test_the_period_is_told_from_the_beginning(world):
    scope = lines.Scope(world.scheme.pk, date(2022, 1, 1), PERIOD_TO, known_now())

    counts = lines.counts(scope)

    assert counts["redeemed"] == {"period": 4, "total": 4}
    assert counts["handed_out"] == {"period": 0, "total": 10}


def test_pass_not_used_in_time_expire(world):
    scope = lines.Scope(world.scheme.pk, date(2024, 1, 1), date(2024, 3, 1), known_now())

    assert lines.counts(scope)["expired"] == {"period": 96, "total": 96}


def test_what_was_not_known_does_not_count(world):
    before = clock.now() - timedelta(days=4000)
    scope = lines.Scope(world.scheme.pk, date(2021, 1, 1), PERIOD_TO, before)

    assert not any(counts["total"] for counts in lines.counts(scope).values())


def test_the_report_is_computed_again_the_same(world):
    for frozen in queries.frozen_figures():
        assert queries.recomputed(frozen) == frozen.figures


def test_a_pass_used_counts_at_the_face_value_of_its_order(world):
    terms = {**queries.figures_of(world.report).figures["terms"], "face_value_cents": 15_00}

    again = indicators.of_report(world.report, known_at=known_now(), terms=terms)

    assert again["basis"]["used_cents"] == 40_00


def test_engineering_is_kept_up_to_its_share_of_what_is_realised_where_the_convention_says_so(world):
    told = queries.figures_of(world.report).figures
    terms = {**told["terms"], "engineering_base": "realised"}

    basis = indicators.of_report(world.report, known_at=known_now(), terms=terms)["basis"]

    assert told["basis"]["engineering_cap_cents"] == 55_000_00
    assert basis["engineering_cap_cents"] == basis["kept_cents"]["engineering"] == 184_80


def test_an_order_given_up_after_a_report_leaves_that_report_as_it_was(world):
    order = confirm(world.team, draft(world.team, "2021-02", quantity=20))
    known_then = clock.now()
    scope = lines.Scope(world.scheme.pk, date(2021, 1, 1), PERIOD_TO, known_then)
    vouchers.cancel_order(by=world.team.anne.actor, order_id=order.pk, cancelled_on=PERIOD_TO, reason="Doublon")

    assert lines.counts(scope)["ordered"]["total"] == 120
    assert lines.counts(replace(scope, known_at=clock.now()))["ordered"]["total"] == 100


def test_the_home_figure_is_that_of_the_report(world):
    assert queries.handed_out_and_used(world.scheme.pk, PERIOD_TO) == (10, 4)


def test_the_funder_sees_no_small_count_of_persons(world):
    figures = queries.figures_of(world.report).figures

    masked = queries.for_funder(figures, 5)
    assert masked["breakdowns"]["beneficiaries_by_public"] == {"rsa": None}
    assert masked["counts"]["beneficiaries"] == {"period": None, "total": None}
    assert masked["counts"]["redeemed"]["total"] == 4
    assert figures["counts"]["beneficiaries"]["total"] == 1


def test_without_a_threshold_persons_are_not_broken_down(world):
    shown = queries.for_funder(queries.figures_of(world.report).figures, None)

    assert set(shown["breakdowns"]) == {"handed_out_by_commune", "redeemed_by_service", "redeemed_by_commune"}


@pytest.mark.parametrize("alias", ["default", "reader"])
def test_what_another_transaction_may_still_record_is_not_known(world, alias):
    settings = connections[alias].settings_dict
    address = {"host": settings["HOST"], "port": settings["PORT"], "dbname": settings["NAME"]}
    with psycopg.connect(**address, user=settings["USER"], password=settings["PASSWORD"]) as other:
        opened_at = other.execute("SELECT transaction_timestamp()").fetchone()[0]

        assert known_now() <= opened_at
        other.rollback()
        assert known_now() > opened_at
