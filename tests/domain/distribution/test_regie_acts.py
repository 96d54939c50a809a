"""What follows from the act of a régie on its day: amendments, sous-régies, handover of duty, cash."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction

from quitus.domain.distribution import catalogue, errors, operations, queries, regie, regie_errors, states
from quitus.domain.distribution.models import Appointment, Imprest, SubRegie
from quitus.domain.distribution.operations.custody import only_holder
from quitus.domain.ledger import queries as ledger
from quitus.domain.organisations import queries as organisations
from quitus.kernel.actors import Actor
from quitus.kernel.clock import today
from quitus.kernel.refusals import DateInTheFuture
from tests.factories.passes import Team, make_order
from tests.factories.people import make_person
from tests.factories.stock import (
    APPOINTED_ON,
    ASSENT_ON,
    HANDED_ON,
    SUPPLIED_ON,
    TRANSFERRED_ON,
    Stock,
    appoint,
    make_imprest,
    make_point,
    make_stock,
    make_terms,
    ranks,
    refer,
)

RAISED_ON = date(2021, 10, 20)
WITH_CASH = {"allowed": frozenset(catalogue.REGIE_OPERATIONS), "cash_ceiling_cents": 300_00}


def amend(team: Team, imprest: Imprest, *, starts_on: date = RAISED_ON, **facts: object) -> None:
    """An amendment of the act, agreed to and signed on its first day."""
    terms = replace(queries.terms_on(imprest.pk, today()), **facts)  # type: ignore[arg-type]
    made = operations.propose_imprest_amendment(
        by=team.anne.actor, imprest_id=imprest.pk, terms=terms, reason="Plus de pass que prévu"
    )
    operations.assent_to_imprest_amendment(by=team.accountant.actor, amendment_id=made.pk, assent_on=starts_on)
    operations.adopt_imprest_amendment(
        by=team.finance.actor,
        amendment_id=made.pk,
        adopted_on=starts_on,
        act_reference="2021-R-13",
        starts_on=starts_on,
    )


def supply(team: Team, imprest: Imprest, first: int, last: int, on: date) -> None:
    """The accountant supplies the safe."""
    operations.supply_safe(by=team.accountant.actor, imprest_id=imprest.pk, numbers=ranks(first, last), occurred_on=on)


def test_a_ceiling_is_raised_from_a_day_and_not_before(team: Team) -> None:
    imprest = make_imprest(team, ceiling_cents=500_00)
    appoint(team, imprest, team.holder.user.pk, "holder")
    make_order(team)
    with pytest.raises(errors.CeilingExceeded):
        supply(team, imprest, 1, 51, SUPPLIED_ON)
    amend(team, imprest, ceiling_cents=510_00)
    assert [queries.ceiling_on(imprest.pk, on) for on in (date(2021, 10, 19), RAISED_ON)] == [500_00, 510_00]
    with pytest.raises(errors.CeilingExceeded):
        supply(team, imprest, 1, 51, SUPPLIED_ON)
    supply(team, imprest, 1, 51, RAISED_ON)
    with pytest.raises(errors.CeilingExceeded):
        supply(team, imprest, 52, 52, RAISED_ON)


def test_an_amendment_goes_through_the_accountant_one_at_a_time(team: Team) -> None:
    imprest = make_imprest(team)
    anne = {"by": team.anne.actor}
    changed = {"terms": make_terms(70_000_00), "reason": "Plus de pass"}
    for nothing in ({"terms": make_terms(), "reason": "Rien"}, {**changed, "reason": " "}):
        with pytest.raises(regie_errors.NothingAmended):
            operations.propose_imprest_amendment(**anne, imprest_id=imprest.pk, **nothing)
    made = operations.propose_imprest_amendment(**anne, imprest_id=imprest.pk, **changed)
    of = {"amendment_id": made.pk}
    with pytest.raises(regie_errors.AmendmentUnderWay):
        operations.propose_imprest_amendment(**anne, imprest_id=imprest.pk, **changed)
    adopted = {"adopted_on": date(2021, 10, 1), "act_reference": "A", "starts_on": date(2021, 10, 1)}
    with pytest.raises(errors.AssentMissing):
        operations.adopt_imprest_amendment(**anne, **of, **adopted)
    operations.rewrite_imprest_amendment(**anne, **of, terms=make_terms(80_000_00), reason="Bien plus")
    operations.assent_to_imprest_amendment(by=team.accountant.actor, **of, assent_on=date(2021, 9, 30))
    with pytest.raises(regie_errors.ActAlreadyAssented):
        operations.rewrite_imprest_amendment(**anne, **of, **changed)
    with pytest.raises(errors.DatesOfImprestDisagree):
        operations.adopt_imprest_amendment(**anne, **of, **{**adopted, "adopted_on": date(2021, 9, 29)})
    with pytest.raises(regie_errors.AmendmentHoldsTooEarly):
        operations.adopt_imprest_amendment(**anne, **of, **{**adopted, "starts_on": date(2021, 9, 30)})
    with pytest.raises(errors.ReferenceMissing):
        operations.adopt_imprest_amendment(**anne, **of, **{**adopted, "act_reference": ""})
    assert operations.adopt_imprest_amendment(**anne, **of, **adopted).state == states.ADOPTED
    with pytest.raises(regie_errors.AmendmentStandsElsewhere):
        operations.withdraw_imprest_amendment(**anne, **of)
    second = operations.propose_imprest_amendment(**anne, imprest_id=imprest.pk, **changed)
    assert (second.rank, operations.withdraw_imprest_amendment(**anne, amendment_id=second.pk).state) == (
        2,
        states.WITHDRAWN,
    )


def test_a_ceiling_is_not_lowered_below_what_is_held(stock: Stock) -> None:
    with pytest.raises(regie_errors.CeilingBelowHoldings) as refused, transaction.atomic():
        amend(stock.team, stock.imprest, ceiling_cents=799_99)
    assert refused.value.facts == {"held_cents": 800_00, "ceiling_cents": 799_99}
    with pytest.raises(regie_errors.AmendmentNarrowsThePast), transaction.atomic():
        amend(stock.team, stock.imprest, ceiling_cents=800_00, starts_on=TRANSFERRED_ON)
    amend(stock.team, stock.imprest, ceiling_cents=800_00, starts_on=date(2021, 11, 3))


# --- sous-régies


def make_sub_regie(stock: Stock, ceiling_cents: int) -> SubRegie:
    """The point of a stock as a sous-régie, opened with its régie."""
    made = operations.propose_sub_regie(by=stock.team.anne.actor, point_id=stock.point.pk, ceiling_cents=ceiling_cents)
    operations.assent_to_sub_regie(by=stock.team.accountant.actor, sub_regie_id=made.pk, assent_on=APPOINTED_ON)
    return operations.open_sub_regie(
        by=stock.team.finance.actor, sub_regie_id=made.pk, adopted_on=APPOINTED_ON, act_reference="2021-SR-1"
    )


def test_a_ceiling_counts_what_is_under_its_act_wherever_it_is(stock: Stock) -> None:
    make_sub_regie(stock, 1_000_00)
    at_point = queries.held_by(stock.point.holder.pk).value_cents
    own, whole = queries.ceilings_over(stock.point.holder, TRANSFERRED_ON)
    assert [(one.kind, one.ceiling_cents) for one in (own, whole)] == [
        (regie.OF_SUB_REGIE, 1_000_00), (regie.OF_REGIE, stock.imprest.ceiling_cents),
    ]  # fmt: skip
    assert 0 < at_point < queries.value_under(whole) == queries.held_by_imprest(stock.imprest.pk).value_cents
    assert queries.value_under(own) == at_point
    holders = [stock.point.holder, stock.imprest.safe, only_holder(states.ACCOUNTANT)]
    assert [queries.is_under(one, own) for one in holders] == [True, False, False]
    assert [queries.is_under(one, whole) for one in holders] == [True, True, False]


def test_a_sous_regie_has_a_ceiling_and_a_holder_of_its_own(team: Team) -> None:
    stock = make_stock(team, at_point=0)
    make_sub_regie(stock, 200_00)

    def transfer(first: int, last: int) -> None:
        operations.transfer_to_point(
            by=team.holder.actor, point_id=stock.point.pk, numbers=ranks(first, last), occurred_on=TRANSFERRED_ON
        )

    with pytest.raises(regie_errors.NoSubHolderAppointed):
        transfer(1, 10)
    sam = make_person(team.scheme, "Sam Roy", "handout_agent")
    appoint(team, stock.imprest, sam.user.pk, "sub_holder", point=stock.point)
    transfer(1, 10)
    with pytest.raises(regie_errors.PointCeilingExceeded) as refused:
        transfer(11, 21)
    assert refused.value.facts["total_cents"] == 210_00
    transfer(11, 20)
    assert queries.points_of(sam.user.pk, TRANSFERRED_ON) == [stock.point]
    with pytest.raises(regie_errors.SubRegieAlready):
        operations.propose_sub_regie(by=team.anne.actor, point_id=stock.point.pk, ceiling_cents=1)


def test_a_sous_regie_is_made_by_an_act_on_the_accountants_assent(stock: Stock) -> None:
    team, point = stock.team, {"point_id": stock.point.pk}
    anne = {"by": team.anne.actor}
    with pytest.raises(regie_errors.CeilingNotPositive):
        operations.propose_sub_regie(**anne, **point, ceiling_cents=0)
    given_up = operations.propose_sub_regie(**anne, **point, ceiling_cents=499_99)
    of = {"sub_regie_id": given_up.pk}
    signed = {"adopted_on": today(), "act_reference": "1"}
    with pytest.raises(errors.AssentMissing):
        operations.open_sub_regie(**anne, **of, **signed)
    operations.assent_to_sub_regie(by=team.accountant.actor, **of, assent_on=ASSENT_ON)
    with pytest.raises(regie_errors.SubRegieStandsElsewhere):
        operations.assent_to_sub_regie(by=team.accountant.actor, **of, assent_on=ASSENT_ON)
    with pytest.raises(errors.DatesOfImprestDisagree):
        operations.open_sub_regie(**anne, **of, adopted_on=ASSENT_ON, act_reference="1")
    with pytest.raises(errors.ReferenceMissing):
        operations.open_sub_regie(**anne, **of, adopted_on=today(), act_reference="")
    with pytest.raises(regie_errors.CeilingBelowHoldings):
        operations.open_sub_regie(**anne, **of, **signed)
    operations.close_sub_regie(**anne, **of, closed_on=today())
    opened = make_sub_regie(stock, 500_00)
    with pytest.raises(errors.DatesOfImprestDisagree):
        operations.close_sub_regie(**anne, sub_regie_id=opened.pk, closed_on=ASSENT_ON)
    operations.close_sub_regie(**anne, sub_regie_id=opened.pk, closed_on=today())
    assert queries.sub_regie_at(stock.point.pk, APPOINTED_ON) == opened


# --- handover of duty


def succeed(stock: Stock, starts_on: date) -> Appointment:
    """Another imprest holder from a day on, agreed to by the accountant."""
    team = stock.team
    first = queries.appointments(imprest_id=stock.imprest.pk).get(kind="holder")
    operations.end_appointment(by=team.finance.actor, appointment_id=first.pk, ends_on=date(2021, 12, 31))
    hugo = make_person(team.scheme, "Hugo Petit", "imprest_holder")
    appoint(team, stock.imprest, hugo.user.pk, "holder", starts_on=starts_on)
    return queries.appointments(imprest_id=stock.imprest.pk).get(user=hugo.user)


def test_who_takes_a_regie_over_moves_nothing_before_the_handover(stock: Stock) -> None:
    team, day = stock.team, date(2022, 1, 10)
    taken = succeed(stock, date(2022, 1, 1))
    hugo = make_actor(taken, team)
    move = {"by": hugo, "point_id": stock.point.pk, "numbers": ranks(51, 60)}
    with pytest.raises(regie_errors.HandoverMissing):
        operations.transfer_to_point(**move, occurred_on=day)
    assert queries.owes_handover(taken)
    with pytest.raises(regie_errors.HandoverOutsideAppointment):
        operations.record_handover(by=hugo, appointment_id=taken.pk, handed_over_on=date(2021, 12, 31))
    with pytest.raises(DateInTheFuture):
        operations.record_handover(by=hugo, appointment_id=taken.pk, handed_over_on=date(2999, 1, 1))
    operations.record_handover(by=hugo, appointment_id=taken.pk, handed_over_on=day)
    with pytest.raises(regie_errors.HandoverNotAwaited):
        operations.record_handover(by=hugo, appointment_id=taken.pk, handed_over_on=day)
    with pytest.raises(regie_errors.HandoverMissing):
        operations.transfer_to_point(**move, occurred_on=date(2022, 1, 9))
    operations.transfer_to_point(**move, occurred_on=day)
    agent = queries.appointments(imprest_id=stock.imprest.pk).get(kind="agent")
    with pytest.raises(regie_errors.HandoverNotAwaited):
        operations.record_handover(by=hugo, appointment_id=agent.pk, handed_over_on=day)


def make_actor(appointment: Appointment, team: Team) -> Actor:
    """The author of what an appointed person does."""
    return organisations.actor_of(organisations.members(team.scheme.pk).get(user_id=appointment.user_id))


def test_nobody_takes_over_what_is_empty(team: Team) -> None:
    stock = make_stock(team, at_safe=0, at_point=0)
    taken = succeed(stock, date(2022, 1, 1))
    assert queries.predecessor(taken) is not None
    assert not queries.owes_handover(taken)
    supply(team, stock.imprest, 1, 10, date(2022, 1, 3))
    assert not queries.owes_handover(taken)


# --- cash


def test_cash_comes_and_goes_under_its_ceiling_in_double_entry(team: Team) -> None:
    imprest = make_imprest(team, **WITH_CASH)
    appoint(team, imprest, team.holder.user.pk, "holder")
    of = {"by": team.holder.actor, "imprest_id": imprest.pk}

    def write(kind: str, cents: int, on: date) -> None:
        operations.record_cash(**of, kind=kind, amount_cents=cents, occurred_on=on, reference="P-1")

    write("advance", 200_00, date(2021, 10, 1))
    with pytest.raises(regie_errors.CashCeilingExceeded):
        write("advance", 100_01, date(2021, 9, 20))
    write("spending", 60_00, date(2021, 10, 5))
    write("refund", 10_00, date(2021, 10, 5))
    with pytest.raises(regie_errors.CashMissing) as refused:
        write("spending", 150_01, date(2021, 10, 2))
    assert refused.value.facts == {"held_cents": 150_00}
    with pytest.raises(regie_errors.AmountMissing):
        write("return", 0, date(2021, 10, 6))
    with pytest.raises(errors.NoMandateOverTheSafe):
        write("return", 1, date(2021, 9, 14))
    with pytest.raises(regie_errors.CashLeft):
        operations.close_imprest(by=team.anne.actor, imprest_id=imprest.pk, closed_on=today(), closing_reference="1")
    with pytest.raises(regie_errors.CashLeft):
        amend(team, imprest, cash_ceiling_cents=149_99)
    assert [queries.cash_on(imprest.pk, on) for on in (date(2021, 10, 1), today())] == [200_00, 150_00]
    booked = ledger.balances(team.scheme.pk)
    names = (f"{name}:{imprest.pk}" for name in ("regie_cash", "regie_advance", "regie_spent"))
    assert [booked[name] for name in names] == [150_00, -200_00, 50_00]


def test_a_regie_without_cash_in_its_act_keeps_none(stock: Stock) -> None:
    with pytest.raises(regie_errors.OperationNotInTheAct):
        operations.record_cash(
            by=stock.team.holder.actor, imprest_id=stock.imprest.pk, kind="advance",
            amount_cents=1, occurred_on=today(), reference="P-1",
        )  # fmt: skip


def test_a_point_under_a_regie_is_opened_by_its_act_of_that_day(team: Team) -> None:
    imprest = make_imprest(team, allowed=frozenset({"hand_out"}))
    amend(team, imprest, allowed=frozenset({"hand_out", "open_points"}))
    with pytest.raises(regie_errors.OperationNotInTheAct):
        make_point(team, imprest)
    assert operations.open_point(
        by=team.anne.actor, imprest_id=imprest.pk, name="Lens", commune="Lens", opened_on=RAISED_ON
    )


def test_pass_are_posted_home_where_the_act_allows_it(stock: Stock) -> None:
    referral = refer(stock)
    given = {
        "by": stock.team.dado.actor, "point_id": stock.point.pk, "referral_id": referral.pk,
        "numbers": ranks(1, 10), "occurred_on": HANDED_ON, "posted_home": True,
    }  # fmt: skip
    with pytest.raises(regie_errors.OperationNotInTheAct) as refused:
        operations.hand_out(**given)
    assert refused.value.facts["operation"] == catalogue.REGIE_OPERATIONS[catalogue.POST_HOME]
    amend(stock.team, stock.imprest, allowed=frozenset({"hand_out", "open_points", "post_home"}))
    assert operations.hand_out(**given).posted_home


def test_cash_sent_twice_is_entered_once_and_again_once_it_was_undone(team: Team) -> None:
    imprest = make_imprest(team, **WITH_CASH)
    appoint(team, imprest, team.holder.user.pk, "holder")

    def write(kind: str, cents: int) -> int:
        line = operations.record_cash(
            by=team.holder.actor, imprest_id=imprest.pk, kind=kind,
            amount_cents=cents, occurred_on=date(2021, 10, 5), reference="F-12",
        )  # fmt: skip
        return line.pk

    write("advance", 100_00)
    spent = write("spending", 30_00)
    assert write("spending", 30_00) == spent
    assert queries.cash_on(imprest.pk, today()) == 70_00
    write("refund", 30_00)
    assert write("spending", 30_00) != spent
    assert ledger.balances(team.scheme.pk)[f"regie_cash:{imprest.pk}"] == 70_00
