"""Each promise of the tables, broken on purpose."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from django.db import DataError, IntegrityError, transaction

from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import (
    Delivery,
    DeliveryRange,
    MarkChange,
    OperatorContract,
    Order,
    OrderProlongation,
    Voucher,
)
from tests.factories.passes import SERIES, Team, confirm, draft, make_order, produce

FIRST = rules.number_of(SERIES, 1)


@pytest.fixture
def order(team: Team) -> Order:
    """An active order of ten pass."""
    return make_order(team, quantity=10)


def breaks(name: str, change: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change()


def test_an_order_that_cannot_be_is_refused_by_the_database(order: Order, subtests: pytest.Subtests) -> None:
    for name, change in (
        ("order_is_visaed_if_and_only_if_it_says_when", {"visa_on": None}),
        ("order_is_confirmed_if_and_only_if_it_says_when", {"confirmed_on": None}),
        ("order_is_visaed_if_and_only_if_it_says_when", {"visa_waived": True}),
        ("order_visa_is_refused_on_a_day_for_a_reason", {"visa_refused_on": date(2021, 6, 2)}),
        ("order_visa_is_refused_on_a_day_for_a_reason", {"visa_refusal": "Trop de pass"}),
        ("order_is_corrected_if_and_only_if_it_says_when", {"revision": 2}),
        ("order_is_corrected_if_and_only_if_it_says_when", {"corrected_on": date(2021, 6, 2)}),
        ("order_is_corrected_if_and_only_if_it_says_when", {"revision": 2, "corrected_on": date(2021, 5, 31)}),
        ("order_visa_answers_its_last_correction", {"revision": 2, "corrected_on": date(2021, 6, 9)}),
        ("order_steps_follow_one_another", {"visa_refused_on": date(2021, 6, 9), "visa_refusal": "Trop de pass"}),
        ("order_steps_follow_one_another", {"visa_refused_on": date(2021, 5, 31), "visa_refusal": "Trop de pass"}),
        ("order_is_proofed_if_and_only_if_it_says_when", {"proof_on": None, "proof_by": ""}),
        ("order_proof_is_approved_by_a_named_person", {"proof_by": ""}),
        ("order_is_closing_if_and_only_if_it_says_when", {"closing_on": date(2024, 2, 1)}),
        ("order_shape_is_known", {"shape": "moon"}),
        ("order_is_self_issued_if_and_only_if_it_has_no_contract", {"shape": "self_issued"}),
        ("order_is_produced_if_and_only_if_it_says_when", {"produced_on": None, "series": None, "key": None}),
        ("order_is_delivered_if_and_only_if_it_says_when", {"delivered_on": None, "delivered_count": None}),
        ("order_is_activated_if_and_only_if_it_says_when", {"activated_on": None, "mandat_number": ""}),
        ("order_is_closed_if_and_only_if_it_says_when", {"closed_on": date(2024, 2, 1)}),
        ("order_is_cancelled_if_and_only_if_it_says_when", {"cancelled_on": date(2024, 2, 1)}),
        ("order_has_a_series_if_and_only_if_it_is_produced", {"series": None, "key": None}),
        ("order_has_a_series_if_and_only_if_it_is_produced", {"series": 999}),
        ("order_is_for_pass_that_are_worth_something", {"face_value_cents": 0}),
        ("order_is_a_whole_number_of_booklets", {"booklet_size": 3}),
        ("order_counts_what_is_delivered_and_no_more_than_ordered", {"delivered_count": 11, "delivery_note": "x"}),
        ("order_explains_the_difference_of_its_delivery", {"delivered_count": 9}),
        ("order_is_activated_by_a_mandat_or_engagement_number", {"mandat_number": ""}),
        ("order_to_an_operator_is_under_a_market", {"market": None}),
        ("order_tolerance_comes_after_the_last_day", {"usable_until": date(2023, 12, 30)}),
        ("order_steps_follow_one_another", {"activated_on": date(2021, 9, 19)}),
        ("order_steps_follow_one_another", {"visa_on": date(2021, 5, 31)}),
        ("order_steps_follow_one_another", {"proof_on": date(2021, 6, 14)}),
    ):
        with subtests.test(name):
            breaks(name, partial(Order.objects.filter(pk=order.pk).update, **change))


def test_orders_share_neither_number_nor_series(team: Team, order: Order) -> None:
    other = draft(team, "2021-02")
    breaks("order_has_a_number_of_its_own", lambda: Order.objects.filter(pk=other.pk).update(number=order.number))
    produce(team, confirm(team, other), SERIES + 1)
    breaks("series_belongs_to_one_order", lambda: Order.objects.filter(pk=other.pk).update(series=order.series))


def test_an_order_stands_in_a_known_state(team: Team) -> None:
    order = draft(team)
    breaks("order_state_is_known", lambda: Order.objects.filter(pk=order.pk).update(state="flying", visa_waived=True))


def test_a_pass_that_cannot_be_is_refused_by_the_database(order: Order, subtests: pytest.Subtests) -> None:
    for name, change in (
        ("voucher_mark_is_known", {"mark": "eaten", "marked_on": date(2022, 1, 1)}),
        ("voucher_is_marked_if_and_only_if_it_says_when", {"marked_on": date(2022, 1, 1)}),
        ("voucher_is_marked_if_and_only_if_it_says_when", {"mark": "redeemed", "turn": 1}),
        ("voucher_is_redeemed_only_in_a_turn", {"mark": "redeemed", "marked_on": date(2022, 1, 1)}),
        ("voucher_is_redeemed_only_in_a_turn", {"turn": -1}),
        ("voucher_number_is_below_two_to_the_53", {"number": 2**53}),
    ):
        with subtests.test(name):
            breaks(name, partial(Voucher.objects.filter(number=FIRST).update, **change))


def test_a_contract_that_cannot_be_is_refused_by_the_database(team: Team, subtests: pytest.Subtests) -> None:
    for name, change in (
        ("operator_contract_ends_after_it_starts", {"ends_on": date(2020, 1, 1)}),
        ("operator_contract_fee_is_at_most_the_whole", {"fee_on_order_per_mille": 1001}),
        ("operator_contract_bounds_an_order_from_least_to_most", {"least_quantity": 20, "most_quantity": 10}),
        ("operator_contract_credits_face_value_or_nothing", {"credit_note": "fees"}),
        ("operator_contract_charges_only_the_replacements_it_makes", {"replacement_fee_cents": 50}),
        ("operator_contract_announces_stops_then_acknowledges", {"blocking_days": 31}),
    ):
        with subtests.test(name):
            breaks(name, partial(OperatorContract.objects.filter(pk=team.contract.pk).update, **change))


def test_a_delivery_that_cannot_be_is_refused_by_the_database(order: Order, subtests: pytest.Subtests) -> None:
    facts = {"scheme_id": order.scheme_id, "order": order, "delivered_on": date(2021, 9, 20), "actor_label": "x"}
    for name, change in (
        ("delivery_has_a_rank_of_its_own_in_its_order", {"rank": 1, "counted": 10}),
        ("delivery_says_what_came_or_never_will", {"rank": 2, "counted": 0}),
        ("delivery_explains_its_difference", {"rank": 2, "counted": 1, "surplus_count": 3}),
    ):
        with subtests.test(name):
            breaks(name, partial(Delivery.objects.create, **(facts | change)))
    of = {"scheme_id": order.scheme_id, "delivery": Delivery.objects.get()}
    for name, change in (
        ("no_pass_is_delivered_or_missing_twice", {"kind": "missing", "first": FIRST + 9, "last": FIRST + 12}),
        ("delivery_range_came_or_is_missing", {"kind": "lost", "first": FIRST + 10, "last": FIRST + 10}),
        ("delivery_range_is_a_range", {"kind": "came", "first": FIRST + 20, "last": FIRST + 19}),
    ):
        with subtests.test(name):
            # A range that ends before it starts is refused by whichever of two promises looks first.
            found = f"{name}|range lower bound"
            with pytest.raises((IntegrityError, DataError), match=found), transaction.atomic():
                DeliveryRange.objects.create(**of, **change)


def test_a_prolongation_that_cannot_be_is_refused_by_the_database(order: Order, subtests: pytest.Subtests) -> None:
    facts = {
        "scheme_id": order.scheme_id, "order": order, "valid_until_before": date(2023, 12, 31),
        "usable_until_before": date(2024, 1, 31), "valid_until": date(2024, 6, 30), "usable_until": date(2024, 7, 30),
        "reason": "x", "act_reference": "2023-300", "decided_on": date(2023, 11, 1), "actor_label": "x",
    }  # fmt: skip
    for name, change in (
        ("order_prolongation_moves_the_last_day_forward", {"valid_until": date(2023, 12, 31)}),
        ("order_prolongation_says_why_and_by_which_act", {"act_reference": ""}),
    ):
        with subtests.test(name):
            breaks(name, partial(OrderProlongation.objects.create, **(facts | change)))


def test_what_happened_to_an_order_is_never_changed(order: Order) -> None:
    for change in (Delivery.objects.all().update, DeliveryRange.objects.all().update):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            change(scheme_id=order.scheme_id)


def test_a_contract_has_a_number_of_its_own(team: Team) -> None:
    team.contract.pk = None
    breaks("operator_contract_has_a_number_of_its_own", lambda: team.contract.save(force_insert=True))


def test_a_change_of_marks_that_cannot_be_is_refused_by_the_database(order: Order, subtests: pytest.Subtests) -> None:
    for name, change in (
        ("mark_change_is_a_range", {"last": FIRST - 1}),
        ("mark_change_verb_is_known", {"verb": "paint"}),
    ):
        with subtests.test(name):
            facts: dict[str, object] = {
                "scheme_id": order.scheme_id, "order": order, "verb": "block_range", "first": FIRST, "last": FIRST,
                "count": 1, "occurred_on": date(2022, 1, 1), "reason": "x", "actor_label": "x",
            }  # fmt: skip
            breaks(name, partial(MarkChange.objects.create, **(facts | change)))


def test_neither_pass_nor_orders_are_deleted(order: Order) -> None:
    for change in (
        Voucher.objects.filter(number=FIRST)._raw_delete,
        Order.objects.filter(pk=order.pk)._raw_delete,
    ):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            change("default")
