"""The files of an operator once its order is another's: its uses come too late, its bills and credit notes do not."""

from copy import copy

from quitus.domain.operators import kinds, queries
from quitus.domain.operators import operations as operators
from quitus.domain.operators.models import FeeLine
from quitus.domain.organisations import kinds as organisations
from quitus.domain.vouchers.models import Entrustment, OperatorContract, Order
from quitus.kernel import clock
from quitus.usecases import operator_files, succession
from tests.factories.outside import Outside, scans
from tests.factories.reception import TODAY
from tests.factories.schemes import make_organisation
from tests.usecases.operator_files.test_bills_and_deliveries import credits_given, fees


def second_contract(outside: Outside, **facts: object) -> OperatorContract:
    """The contract of another operator under the same market, which asks the half of the fees."""
    other = copy(outside.contract)
    other.pk, other.number, other.fee_on_redemption_per_mille = None, "C-2", 20
    other.operator = make_organisation("Second opérateur (exemple)", organisations.OPERATOR)
    for name, value in facts.items():
        setattr(other, name, value)
    other.save(force_insert=True)
    return other


def entrust(outside: Outside, other: OperatorContract) -> Entrustment:
    (handed,) = succession.entrust_orders(
        by=outside.anne.actor,
        from_contract_id=outside.contract.pk,
        order_ids=[outside.order.pk],
        contract_id=other.pk,
        act_reference="2023-DEC-41",
        reason="Liquidation judiciaire",
        occurred_on=TODAY.date(),
        mandat_number="M-2023-77",
    )
    return handed


def test_uses_that_come_after_the_order_went_are_refused_by_name(outside: Outside) -> None:
    outside.give_serials()
    outside.take(kinds.SCANS, scans((1, 1)))
    late = outside.send(kinds.SCANS, scans((2, 2)))
    assert late.new_count == 1
    with clock.at(TODAY.replace(hour=15)):
        assert entrust(outside, second_contract(outside)).live_count == 99
        file = operator_files.import_file(by=outside.anne.actor, file_id=late.pk, accept_partial=True)
        assert file.reasons == {"order_entrusted_to_another": 1}
        assert queries.uses_refused_for(outside.order) == queries.RefusedUses([(file, 1)], 1)
        assert queries.uses_refused_for(outside.second_order()).files == []
        assert "confiée à un autre opérateur" in outside.rejected(file)[0]
        assert outside.send(kinds.SCANS, scans((1, 1))).known_count == 1, "what it reported in time stands"


def test_a_pass_sent_late_in_two_files_counts_once_and_a_file_put_aside_counts_nothing(outside: Outside) -> None:
    outside.give_serials()
    with clock.at(TODAY.replace(hour=15)):
        entrust(outside, second_contract(outside))
        outside.send(kinds.SCANS, scans((1, 1), (2, 1)), name="a.csv")
        outside.send(kinds.SCANS, scans((1, 1), (3, 9)), name="b.csv")
        aside = outside.send(kinds.SCANS, scans((4, 4)), name="c.csv")
        assert queries.uses_refused_for(outside.order).count == 3
        operators.drop_file(by=outside.anne.actor, file_id=aside.pk)
        late = queries.uses_refused_for(outside.order)
        assert [(file.file_name, count) for file, count in late.files] == [("b.csv", 2), ("a.csv", 1)], "latest first"
        assert late.count == 2


def test_bills_and_credit_notes_are_of_the_time_of_their_contract(outside: Outside) -> None:
    outside.give_serials()
    outside.take(kinds.SCANS, scans((1, 1), (2, 2)))
    with clock.at(TODAY.replace(hour=15)):
        other = second_contract(outside)
        entrust(outside, other)
    with clock.at(TODAY.replace(hour=16)):
        outside.reception.take(3)
        text = fees("F-1;12/05/2023;Commande;2021-01;100;40,00", "F-1;12/05/2023;Utilisation;2021-01;3;1,20")
        assert outside.take(kinds.FEES, text).reasons == {}, "its last invoice finds its order"
        notes = credits_given("A-1;12/05/2023;2021-01;98;980,00", "A-2;12/05/2023;2021-01;1;10,00")
        assert outside.take(kinds.CREDIT_NOTES, notes).reasons == {"more_credited_than_left": 1}
        for layout in outside.layouts.values():
            layout.pk, layout.contract = None, other
            layout.save(force_insert=True)
        successor = Outside(outside.reception, outside.layouts)
        outside.reception.team.contract.__dict__.update(other.__dict__)
        assert successor.take(kinds.FEES, text.replace("F-1", "G-1")).reasons == {}
        assert successor.take(kinds.CREDIT_NOTES, notes).reasons == {"more_credited_than_left": 1}
    told = {(one.contract.number, one.kind): (one.counted, one.expected_cents) for one in FeeLine.objects.all()}
    assert told == {
        ("C-1", "order"): (100, 40_00),
        ("C-1", "redemption"): (2, 80),
        ("C-2", "order"): (0, 0),
        ("C-2", "redemption"): (1, 20),
    }


def test_an_inactive_order_counts_once_when_both_contracts_are_under_one_market(outside: Outside) -> None:
    order = Order.objects.get(pk=outside.order.pk)
    Order.objects.filter(pk=order.pk).update(state="delivered", activated_on=None, mandat_number="")
    other = second_contract(outside)
    market = other.market
    type(market).objects.filter(pk=market.pk).update(ceiling_cents=1_040_00)
    assert entrust(outside, other).live_count is None


def test_a_use_is_late_by_the_delay_of_its_order(outside: Outside) -> None:
    outside.give_serials()
    OperatorContract.objects.filter(pk=outside.contract.pk).update(late_entry_days=1)
    Order.objects.filter(pk=outside.order.pk).update(late_entry_days=60)
    assert outside.take(kinds.SCANS, scans((1, 1))).late_count == 0
