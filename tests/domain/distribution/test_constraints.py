"""Each promise of the tables, broken on purpose."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Model

from quitus.domain.distribution import models, operations
from quitus.domain.distribution.operations.custody import as_range
from tests.factories.stock import HANDED_ON, Stock, ranks, refer

DAY = date(2022, 1, 3)


def breaks(name: str, change: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change()


def changed(model: type[Model], changes: dict[str, object], **which: object) -> Callable[[], object]:
    found: Any = model._default_manager.filter(**which)
    return lambda: found.update(**changes)


def test_a_regie_that_cannot_be_is_refused(stock: Stock, subtests: pytest.Subtests) -> None:
    for name, changes in (
        ("imprest_says_what_it_may_do_and_hold", {"ceiling_cents": 0}),
        ("imprest_says_what_it_may_do_and_hold", {"purpose": ""}),
        ("imprest_says_what_it_may_do_and_hold", {"allowed": ["print_money"]}),
        ("imprest_says_what_it_may_do_and_hold", {"cash_ceiling_cents": 1}),
        ("imprest_says_what_it_may_do_and_hold", {"allowed": ["keep_cash"]}),
        ("imprest_says_what_it_may_do_and_hold", {"periodicity": "yearly"}),
        ("imprest_has_the_assent_before_its_act", {"assent_on": date(2021, 9, 7)}),
        ("imprest_has_the_assent_before_its_act", {"assent_on": None}),
        ("imprest_has_the_assent_before_its_act", {"act_reference": ""}),
        ("imprest_has_the_assent_before_its_act", {"constituted_on": None}),
        ("imprest_is_closed_after_it_was_constituted", {"closed_on": date(2021, 9, 5), "closing_reference": "1"}),
        ("imprest_is_closed_after_it_was_constituted", {"closed_on": date(2022, 9, 5)}),
    ):
        with subtests.test(name):
            breaks(name, changed(models.Imprest, changes))


def test_an_appointment_that_cannot_be_is_refused(stock: Stock, subtests: pytest.Subtests) -> None:
    for name, changes in (
        ("appointment_kind_is_known", {"kind": "friend", "point": None}),
        ("who_serves_at_a_point_and_nobody_else_names_it", {"point": None}),
        ("who_answers_for_the_safe_takes_it_over_once_he_serves", {"handed_over_on": date(2022, 1, 1)}),
        ("appointment_ends_after_it_starts", {"ends_on": date(2021, 1, 1)}),
        ("appointment_has_the_assent_before_it_starts", {"assent_on": date(2021, 9, 16)}),
        ("substitute_serves_two_months_at_most", {"kind": "substitute", "point": None, "ends_on": None}),
        ("substitute_serves_two_months_at_most", {"kind": "substitute", "point": None, "ends_on": date(2021, 11, 17)}),
        ("imprest_has_one_holder_at_a_time", {"kind": "holder", "point": None}),
    ):
        with subtests.test(name):
            breaks(name, changed(models.Appointment, changes, kind="agent"))


def test_a_holder_that_cannot_be_is_refused(stock: Stock, subtests: pytest.Subtests) -> None:
    for name, kind, changes in (
        ("holder_kind_is_known", "accountant", {"kind": "venue"}),
        ("holder_is_a_drawer_if_it_names_whose_and_where", "accountant", {"kind": "drawer"}),
        ("holder_is_a_mandated_body_if_it_names_a_mandate", "accountant", {"kind": "mandated"}),
        ("holder_is_a_point_if_it_names_one", "point", {"point": None}),
        ("holder_is_a_safe_if_it_names_an_imprest", "safe", {"imprest": None}),
        ("holder_of_an_organisation_is_a_printer", "printer", {"kind": "lost"}),
        ("holder_of_its_kind_is_alone_in_its_scheme", "printer", {"kind": "accountant", "organisation": None}),
    ):
        with subtests.test(name):
            breaks(name, changed(models.Holder, changes, kind=kind))


def test_a_printer_stands_once(stock: Stock) -> None:
    printer = models.Holder.objects.get(kind="printer")
    printer.pk = None
    breaks("printer_stands_once_in_its_scheme", lambda: printer.save(force_insert=True))


def test_no_pass_is_in_two_hands_and_a_holding_is_a_range(stock: Stock) -> None:
    facts = {"scheme": stock.team.scheme, "order_id": stock.order.pk, "holder": stock.imprest.safe, "since_on": DAY}
    create = models.Holding.objects.create
    breaks("no_pass_is_in_two_hands", lambda: create(numbers=as_range(ranks(50, 50)), **facts))
    breaks("holding_is_a_range_of_pass", lambda: create(numbers=(5, None), **facts))
    breaks("holding_is_a_range_of_pass", lambda: create(numbers=(5, 5), **facts))


def test_points_papers_and_people_are_named_once(stock: Stock) -> None:
    referral = refer(stock)
    for name, row in (
        ("point_has_a_name_of_its_own", stock.point),
        ("slip_has_a_number_of_its_own", models.Slip.objects.all()[0]),
        ("papers_of_a_series_are_numbered_once", models.Numbering.objects.all()[0]),
        ("referral_has_a_number_of_its_own", referral),
        ("beneficiary_has_a_reference_of_its_own", referral.beneficiary),
        ("beneficiary_belongs_to_a_public_once", models.BeneficiaryPublic.objects.get()),
    ):
        row.pk = None
        breaks(name, lambda row=row: row.save(force_insert=True))


def waiting_slip(stock: Stock) -> models.Slip:
    return operations.return_from_point(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(41, 50), occurred_on=HANDED_ON
    )


def test_a_slip_that_is_signed_changes_no_more_nor_goes(stock: Stock) -> None:
    signed, waiting = models.Slip.objects.filter(received_on__isnull=False), waiting_slip(stock)
    assert models.Slip.objects.filter(pk=waiting.pk).update(note="Deux cartons") == 1
    for change in ({"note": "Deux cartons"}, {"received_on": None, "received_by": "", "received_at": None}):
        breaks("distribution_slip are added, never changed", lambda change=change: signed.update(**change))
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Slip.objects.filter(pk=signed[0].pk)._raw_delete(using="default")


def test_a_paper_or_a_person_that_cannot_be_is_refused(stock: Stock, subtests: pytest.Subtests) -> None:
    waiting_slip(stock)
    for name, model, changes in (
        ("point_closes_after_it_opened", models.DistributionPoint, {"closed_on": date(2021, 1, 1)}),
        ("slip_kind_is_known", models.Slip, {"kind": "napkin"}),
        ("slip_is_received_after_it_is_handed", models.Slip, {"received_on": date(2021, 1, 1), "received_by": "x"}),
        ("slip_is_received_if_and_only_if_it_says_by_whom", models.Slip, {"received_on": DAY, "received_by": ""}),
        ("beneficiary_age_band_is_known", models.Beneficiary, {"age_band": "old"}),
        ("beneficiary_is_far_from_digital_on_evidence", models.Beneficiary, {"far_evidence": ""}),
        ("beneficiary_is_far_from_digital_on_evidence", models.Beneficiary, {"far_from_digital": False}),
        ("referral_state_is_known", models.Referral, {"state": "torn", "closed_on": DAY}),
        ("referral_is_open_until_it_says_when_it_ended", models.Referral, {"closed_on": DAY}),
        ("referral_is_closed_with_a_reason", models.Referral, {"state": "closed", "closed_on": DAY}),
    ):
        with subtests.test(name):
            refer(stock)
            breaks(name, changed(model, changes, **({"received_on": None} if model is models.Slip else {})))


def test_a_line_that_cannot_be_is_refused(stock: Stock, subtests: pytest.Subtests) -> None:
    for name, changes in (
        ("movement_moves_a_range", {"last": 1}),
        ("movement_has_a_slip_unless_printed", {"slip": None}),
        ("movement_goes_from_one_hand_to_another", {"to_holder": "same"}),
        ("movement_verb_is_known", {"verb": "throw"}),
        ("movement_verb_is_known", {"verb": "printed"}),
    ):
        with subtests.test(name):
            line = models.Movement.objects.get(verb="supply_safe")
            line.pk = None
            for field, value in changes.items():
                setattr(line, field, line.from_holder if value == "same" else value)
            breaks(name, partial(line.save, force_insert=True))


def test_no_pass_is_handed_out_twice_and_a_handout_is_a_range(stock: Stock) -> None:
    handout = operations.hand_out(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(1, 10), occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )  # fmt: skip
    other = models.Slip.objects.get(kind="supply")
    handout.pk, handout.referral, handout.slip, handout.first = None, None, other, handout.last
    breaks("no_pass_is_handed_out_twice", lambda: handout.save(force_insert=True))
    handout.first = handout.last + 1
    breaks("handout_gives_a_range", lambda: handout.save(force_insert=True))


@pytest.mark.parametrize("model", [models.Movement, models.Handout])
def test_lines_and_handouts_are_added_never_changed(stock: Stock, model: type[Model]) -> None:
    rows: Any = model._default_manager.all()
    for change in (lambda: rows.update(order_id=1), lambda: rows._raw_delete("default")):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            change()
