"""A mandat pays an operator once, whatever it pays and however many use its number at once."""

import pytest
from django.db import IntegrityError, ProgrammingError, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.budget.rules import reference_key
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers import operations
from quitus.domain.vouchers.entrusting_errors import MandatAlreadyUsed
from quitus.domain.vouchers.errors import MandatNumberMissing
from quitus.domain.vouchers.models import Mandat, OperatorContract, Order
from quitus.usecases.verify import order_lives
from tests.factories.at_once import second_of_two
from tests.factories.passes import ACTIVATED_ON, SERIES, Team, confirm, deliver, draft, make_order, make_team, produce
from tests.factories.people import make_person
from tests.factories.schemes import make_scheme


def test_two_orders_activated_at_once_by_one_mandat_are_not_both(transactional_db: None) -> None:
    scheme = make_scheme()
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", "manager")
        dado = make_person(scheme, "Dado Delattre", "handout_agent")
        team = make_team(scheme, anne, dado)
        first, second = (
            deliver(team, produce(team, confirm(team, draft(team, f"2021-0{rank}")), SERIES + rank)) for rank in (1, 2)
        )

    def activate(order: Order, number: str) -> str:
        by, on = team.finance.actor, ACTIVATED_ON
        return operations.activate_order(by=by, order_id=order.pk, mandat_number=number, activated_on=on).state

    refused = second_of_two(scheme, lambda: activate(first, "M-7"), lambda: activate(second, "m-7"))
    assert refused is MandatAlreadyUsed
    with within_scheme(scheme):
        assert Order.objects.get(pk=second.pk).state == "delivered"
        assert activate(second, "M-8") == "active"


def test_the_database_keeps_the_promises_of_mandats(team: Team) -> None:
    order = make_order(team)
    paid = Mandat.objects.get()
    assert (paid.number, paid.verb, paid.order) == (order.mandat_number, "activate_order", order)
    facts: dict[str, object] = {"scheme": team.scheme, "order": order, "number": "M-9", "key": "m9"}
    facts["verb"] = "pay_complement"
    contract = OperatorContract.objects.get(pk=team.contract.pk)
    wrong: list[tuple[str, dict[str, object]]] = [
        ("mandat_pays_once_in_a_scheme", {"key": paid.key}),
        ("mandat_has_a_letter_or_a_digit", {"key": ""}),
        ("mandat_pays_an_order_or_an_act_that_hands_orders_over", {"verb": "entrust_order"}),
        ("mandat_pays_an_order_or_an_act_that_hands_orders_over", {"contract": contract, "act_reference": "D-1"}),
    ]
    for promise, change in wrong:
        with pytest.raises(IntegrityError, match=promise), transaction.atomic():
            Mandat.objects.create(**(facts | change))
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Mandat.objects.filter(pk=paid.pk).update(number="M-9")


WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
NUMBERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=12)
BETWEEN = st.text(" -.,/_°'\t\u00a0\u00ad\u2009\u200b\u200d\u2011\u2013\u2014\u202f\u2060\ufeff", max_size=3)


@given(number=NUMBERS, data=st.data())
def test_a_mandat_is_one_however_it_is_typed(number: str, data: st.DataObject) -> None:
    typed = data.draw(BETWEEN)
    for one in number:
        written = data.draw(st.sampled_from([one, one.lower(), one.translate(WIDE), one.lower().translate(WIDE)]))
        typed += written + data.draw(BETWEEN)
    assert reference_key(typed) == reference_key(number) == number.lower()


@given(one=NUMBERS, other=NUMBERS)
def test_two_mandats_are_two(one: str, other: str) -> None:
    assert (reference_key(f"M-{one}") == reference_key(f"m {other}")) == (one == other)


def activated(team: Team, order: Order, number: str) -> Order:
    return operations.activate_order(
        by=team.finance.actor, order_id=order.pk, mandat_number=number, activated_on=ACTIVATED_ON
    )


def mandats_at_fault() -> list[str]:
    with connections["default"].cursor() as cursor:
        checks = [one for one in order_lives.CHECKS if one.code == "a_mandat_pays_once"]
        return [fault.key for check in checks for fault in check.faults(cursor)]


def delivered(team: Team, rank: int, **facts: object) -> Order:
    return deliver(team, produce(team, confirm(team, draft(team, f"2021-1{rank}", **facts)), SERIES + rank))


def test_a_mandat_pays_no_second_order_with_another_dash(team: Team) -> None:
    activated(team, delivered(team, 1), "M-7")
    second = delivered(team, 2)
    for typed in ("M -7", "M\u00a07", "m\u20137", "M-\u200b7", "\uff2d-7", "M-7."):
        with pytest.raises(MandatAlreadyUsed):
            activated(team, second, typed)
    with pytest.raises(MandatNumberMissing):
        activated(team, second, " -\u200b. ")
    assert Mandat.objects.get().number == "M-7"


def test_several_orders_are_activated_under_one_engagement(team: Team) -> None:
    """The operator makes the pass, the authority pays the venues: nothing is paid beforehand."""
    for rank in (1, 2):
        assert activated(team, delivered(team, rank, payer_id=team.scheme.authority_id), "E-7").state == "active"
    assert not Mandat.objects.exists()
    assert mandats_at_fault() == []


def test_verify_tells_a_mandat_written_twice(team: Team) -> None:
    order = make_order(team)
    paid = Mandat.objects.get()
    Mandat.objects.create(
        scheme=team.scheme, order=order, number=f" {paid.number}.", key="other", verb="pay_complement"
    )
    assert mandats_at_fault() == [f"mandat  {paid.number}.", f"mandat {paid.number}"]
