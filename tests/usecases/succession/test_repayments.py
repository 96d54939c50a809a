"""An operator that no longer has an order gives back what it held of it; nobody is paid twice for the same pass."""

from copy import copy
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from quitus.domain.budget.errors import TitreAlreadyUsed
from quitus.domain.ledger.queries import balance
from quitus.domain.vouchers import entrusting_errors as errors
from quitus.domain.vouchers import queries
from quitus.domain.vouchers.errors import DateBeforePreviousStep
from quitus.domain.vouchers.models import Entrustment, Mandat, Repayment
from quitus.kernel import clock
from quitus.kernel.clock import DateInTheFuture
from quitus.kernel.refusals import NotYourRole, Refusal
from quitus.usecases import succession
from quitus.usecases.exposure import exposure
from tests.factories.passes import SERIES, activate, confirm, deliver, draft, produce
from tests.factories.world import World
from tests.usecases.succession.test_entrusting import AFTER, HANDED, LATER, entrust, faults, make_second

TITLE = b"%PDF-1.7 titre"


def give_back(world: World, handed: Entrustment, cents: int, **facts: object) -> Repayment:
    given: dict[str, object] = {
        "by": world.team.finance.actor,
        "entrustment_id": handed.pk,
        "amount_cents": cents,
        "title_number": "T-2022-9",
        "occurred_on": LATER.date(),
    }
    return succession.record_repayment(**(given | facts))  # type: ignore[arg-type]


def test_an_operator_that_gave_back_what_it_held_is_free(world: World) -> None:
    first = world.team.operator
    with clock.at(HANDED):
        (handed,) = entrust(world, make_second(world))
    with clock.at(LATER):
        treasury = balance(world.scheme.pk, "treasury")
        assert [one.cents for one in succession.held_before(world.team.contract.pk)] == [960_00]
        give_back(world, handed, 900_00, signed_by="Comptable (exemple)", file=("titre.pdf", TITLE))
        assert [one.cents for one in succession.held_before(world.team.contract.pk)] == [60_00]
        for taken in ("t 2022–9.", "T-2022-9"):
            with pytest.raises(TitreAlreadyUsed, match="2021-01"):
                give_back(world, handed, 60_00, title_number=taken)
        give_back(world, handed, 60_00, title_number="T-2022-10")
        assert succession.held_before(world.team.contract.pk) == []
        assert balance(world.scheme.pk, "treasury") - treasury == 960_00
        before = {held.operator: held.orders[0] for held in exposure(LATER.date() - timedelta(days=1))}
        shares = {held.operator: held.orders[0] for held in exposure(LATER.date())}
        assert (before[first].credit_due_cents, shares[first].credit_due_cents) == (960_00, 0)
        assert shares[first].at_risk_cents == balance(world.scheme.pk, f"held_by_payer:{first.pk}") == 0
        assert faults() == []


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"amount_cents": 960_01}, errors.RepaymentBeyondHeld),
        ({"amount_cents": 0}, errors.RepaymentBeyondHeld),
        ({"title_number": " - "}, errors.RepaymentReferenceMissing),
        ({"occurred_on": LATER.date() + timedelta(days=1)}, DateInTheFuture),
        ({"occurred_on": HANDED.date() - timedelta(days=1)}, DateBeforePreviousStep),
    ],
)
def test_money_comes_back_by_a_title_and_never_more_than_is_held(
    world: World, facts: dict[str, object], refusal: type[Refusal]
) -> None:
    with clock.at(HANDED):
        (handed,) = entrust(world, make_second(world))
    with clock.at(LATER):
        with pytest.raises(refusal):
            give_back(world, handed, **({"cents": 1} | _renamed(facts)))  # type: ignore[arg-type]
        with pytest.raises(NotYourRole):
            give_back(world, handed, 1, by=world.team.dado.actor)
        assert not Repayment.objects.exists()


def _renamed(facts: dict[str, object]) -> dict[str, object]:
    return {"cents" if name == "amount_cents" else name: value for name, value in facts.items()}


def test_an_operator_that_gets_an_order_back_is_paid_only_what_it_does_not_hold_yet(world: World) -> None:
    first, order_id = world.team.operator, world.stock.order.pk
    with clock.at(HANDED):
        second = make_second(world)
        (handed,) = entrust(world, second)
    with clock.at(AFTER):
        give_back(world, handed, 100_00, occurred_on=AFTER.date())
        world.reception.take(7, 8, 9)
    with clock.at(AFTER + timedelta(hours=1)):
        back = {"from_contract_id": second.pk, "occurred_on": AFTER.date(), "mandat_number": "M-2022-78"}
        (again,) = entrust(world, world.team.contract, **back)
        assert (again.live_count, again.amount_cents, again.mandat_number) == (93, 70_00, "M-2022-78")
    with clock.at(LATER):
        assert succession.held_before(world.team.contract.pk) == [], "860 € were deducted"
        held = balance(world.scheme.pk, f"held_by_payer:{first.pk}")
        assert (
            held == 930_00 == sum(one.total("at_risk_cents") for one in exposure(LATER.date()) if one.operator == first)
        )
        assert queries.order(order_id).operator_contract == world.team.contract
        assert faults() == []
        # what it held covers all: no mandat
        (third,) = entrust(world, second, occurred_on=AFTER.date(), mandat_number="M-2022-79")
        assert third.amount_cents == 0, "it holds its own 930 € of the 960 €, less three uses"
        assert third.mandat_number == ""
        assert faults() == []


def test_nobody_is_paid_for_pass_that_nobody_can_use_any_more(world: World) -> None:
    with clock.at(HANDED):
        second = make_second(world)
    with clock.at(date(2024, 2, 20)):
        with pytest.raises(errors.NothingUsableToPay):
            entrust(world, second, occurred_on=date(2024, 1, 20))
        (handed,) = entrust(world, second, occurred_on=date(2024, 2, 20), authority_pays=True)
        assert (handed.live_count, handed.amount_cents) == (96, 0)
        assert faults() == []


def test_a_mandat_activates_one_order(world: World) -> None:
    team = world.team
    with clock.at(HANDED):
        other = deliver(team, produce(team, confirm(team, draft(team, number="2021-02")), series=SERIES + 1))
        with pytest.raises(errors.MandatAlreadyUsed):
            activate(team, other, mandat_number="m-2021-01")
        assert activate(team, other, mandat_number="M-1205").mandat_number == "M-1205"


def test_one_mandat_pays_all_that_one_act_hands_over(world: World) -> None:
    team = world.team
    with clock.at(HANDED):
        other = deliver(team, produce(team, confirm(team, draft(team, number="2021-02")), series=SERIES + 1))
        activate(team, other, mandat_number="M-1205")
        handed = entrust(world, make_second(world), order_ids=[world.stock.order.pk, other.pk])
        assert [(one.amount_cents, one.mandat_number) for one in handed] == [
            (960_00, "M-2022-77"),
            (1_000_00, "M-2022-77"),
        ]
        assert Mandat.objects.filter(verb="entrust_order").count() == 1


def test_a_mandat_that_activated_an_order_entrusts_none(world: World) -> None:
    with clock.at(HANDED):
        second = make_second(world)
        for used in ("M-2021-01", "m-2021-01"):
            with pytest.raises(errors.MandatAlreadyUsed):
                entrust(world, second, mandat_number=used)


def test_the_database_keeps_the_promises_of_repayments(world: World) -> None:
    with clock.at(HANDED):
        (handed,) = entrust(world, make_second(world))
    with clock.at(LATER):
        made = give_back(world, handed, 1_00)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Repayment.objects.filter(pk=made.pk).update(amount_cents=2)
    wrong: dict[str, dict[str, object]] = {
        "repayment_gives_something_back": {"amount_cents": 0},
        "repayment_has_a_titre_de_recettes_unless_it_is_deducted": {"title_number": ""},
    }
    for promise, facts in wrong.items():
        broken = copy(made)
        broken.pk = None
        for name, value in facts.items():
            setattr(broken, name, value)
        with pytest.raises(IntegrityError, match=promise), transaction.atomic():
            broken.save(force_insert=True)
