"""Referral, then hand-out: who may receive, who may give, which pass."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import errors, operations, queries, states
from quitus.domain.distribution.models import Appointment, Beneficiary, BeneficiaryIdentity, Handout, Referral, Slip
from quitus.domain.organisations.models import Scheme
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.models import Voucher
from quitus.kernel import clock
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import DateInTheFuture, NotYourRole
from quitus.usecases.handout import hand_out_on_the_spot, refer_new_person
from tests.factories.passes import confirm, deliver, draft, make_team, produce
from tests.factories.people import Person, make_person
from tests.factories.stock import (
    HANDED_ON,
    SOMEBODY,
    TRANSFERRED_ON,
    Stock,
    appoint,
    make_point,
    make_stock,
    ranks,
    received,
    refer,
)


def hand_out(stock: Stock, numbers: NumberRange, referral: Referral | None = None, **facts: object) -> Handout:
    """Dado hands out at his point, to somebody just referred unless a referral is given."""
    given: dict[str, object] = {
        "by": stock.team.dado.actor,
        "point_id": stock.point.pk,
        "numbers": numbers,
        "occurred_on": HANDED_ON,
        "referral_id": (referral or refer(stock)).pk,
    }
    return operations.hand_out(**(given | facts))  # type: ignore[arg-type]


def test_a_booklet_is_handed_to_the_person_referred(stock: Stock) -> None:
    referral = refer(stock)
    handout = hand_out(stock, ranks(1, 10), referral)
    referral.refresh_from_db()
    assert (referral.state, referral.closed_on) == (states.SERVED, HANDED_ON)
    assert (handout.range, handout.beneficiary) == (ranks(1, 10), referral.beneficiary)
    assert (handout.slip.kind, handout.slip.received_on) == ("handout", HANDED_ON)
    holder = queries.holder_of(ranks(4, 4).first)
    assert holder is not None
    assert holder.kind == states.BENEFICIARIES
    assert queries.handed_out_count() == 10
    assert queries.handout_of(ranks(4, 4).first) == handout
    assert [entry.verb for entry in audit.thread("referral", referral.pk)] == ["refer_beneficiary", "hand_out"]


def test_single_pass_may_be_handed_out_and_the_imprest_holder_may_do_it(stock: Stock) -> None:
    handout = hand_out(stock, ranks(1, 3), by=stock.team.holder.actor)
    assert handout.range.count == 3


def test_a_used_pass_stays_in_the_hands_of_beneficiaries(stock: Stock) -> None:
    hand_out(stock, ranks(1, 10))
    Voucher.objects.filter(number=ranks(1, 1).first).update(mark="redeemed", turn=1, marked_on=today())
    holder = queries.holder_of(ranks(1, 1).first)
    assert holder is not None
    assert holder.kind == states.BENEFICIARIES


def test_somebody_who_comes_without_a_referral_is_written_down_and_served(stock: Stock) -> None:
    handout = hand_out_on_the_spot(
        by=stock.team.dado.actor, person=SOMEBODY, point_id=stock.point.pk, numbers=ranks(1, 5), occurred_on=HANDED_ON
    )
    assert handout.referral is None
    with pytest.raises(errors.NotInThatCustody), transaction.atomic():
        hand_out_on_the_spot(
            by=stock.team.dado.actor,
            person=SOMEBODY,
            point_id=stock.point.pk,
            numbers=ranks(1, 5),
            occurred_on=HANDED_ON,
        )
    assert Beneficiary.objects.count() == 1


# --- the person


def test_both_conditions_are_needed(stock: Stock) -> None:
    with pytest.raises(errors.NotTargetPublic):
        hand_out(stock, ranks(1, 10), refer(stock, publics=["nobody"]))
    with pytest.raises(errors.NotFarFromDigital):
        hand_out(stock, ranks(1, 10), refer(stock, far_evidence=""))


def test_a_referral_is_served_once_at_its_point_on_or_after_its_day(stock: Stock) -> None:
    referral = refer(stock)
    with pytest.raises(errors.ReferralLater):
        hand_out(stock, ranks(1, 10), referral, occurred_on=date(2021, 12, 5))
    other = make_point(stock.team, stock.imprest, "Maison de Béthune")
    appoint(stock.team, stock.imprest, stock.team.dado.user.pk, "agent", point=other)
    with pytest.raises(errors.ReferralOfAnotherPoint):
        hand_out(stock, ranks(1, 10), referral, point_id=other.pk)
    hand_out(stock, ranks(1, 10), referral)
    with pytest.raises(errors.ReferralNotOpen):
        hand_out(stock, ranks(11, 20), referral)


def test_a_referral_may_be_closed_with_a_reason_and_then_waits_no_more(stock: Stock) -> None:
    referral = refer(stock)
    by = stock.team.prescriber.actor
    assert list(queries.referrals_open([stock.point.pk])) == [referral]
    operations.close_referral(by=by, referral_id=referral.pk, closed_on=HANDED_ON, reason="not_reached")
    assert list(queries.referrals_open([stock.point.pk])) == []
    with pytest.raises(errors.ReferralNotOpen):
        operations.close_referral(by=by, referral_id=referral.pk, closed_on=HANDED_ON, reason="not_reached")
    with pytest.raises(errors.ReferralNotOpen):
        hand_out(stock, ranks(1, 10), referral)
    with pytest.raises(NotYourRole):
        operations.close_referral(
            by=stock.team.anne.actor, referral_id=referral.pk, closed_on=HANDED_ON, reason="not_reached"
        )


def test_a_person_has_a_name_and_is_referred_by_the_right_role_to_an_open_point(stock: Stock) -> None:
    with pytest.raises(errors.NameMissing):
        refer(stock, last_name=" ")
    with pytest.raises(errors.PointNotOpen):
        refer(stock, issued_on=date(2021, 9, 1))
    for by in (stock.team.anne.actor, stock.team.accountant.actor):
        with pytest.raises(NotYourRole):
            refer_new_person(by=by, person=SOMEBODY, point_id=stock.point.pk, issued_on=HANDED_ON)
        with pytest.raises(NotYourRole):
            operations.refer_beneficiary(by=by, beneficiary_id=1, point_id=stock.point.pk, issued_on=HANDED_ON)


# --- who hands out


def test_nobody_hands_out_without_a_mandate_that_day_at_that_point(stock: Stock) -> None:
    team = stock.team
    other = make_point(team, stock.imprest, "Maison de Béthune")
    replacement = make_person(team.scheme, "Denis Roy", "handout_agent")
    appoint(team, stock.imprest, replacement.user.pk, "agent", point=other)
    for by, on in ((replacement.actor, HANDED_ON), (team.dado.actor, date(2021, 9, 14))):
        with pytest.raises(errors.NoMandateToHandOut):
            hand_out(stock, ranks(1, 10), by=by, occurred_on=on)
    for by in (team.prescriber.actor, team.anne.actor, team.accountant.actor):
        with pytest.raises(NotYourRole):
            hand_out(stock, ranks(1, 10), by=by)
    with pytest.raises(DateInTheFuture):
        hand_out(stock, ranks(1, 10), occurred_on=date(2999, 1, 1))


# --- which pass


def test_pass_of_an_order_that_is_not_active_are_not_handed_out(stock: Stock) -> None:
    order = deliver(stock.team, produce(stock.team, confirm(stock.team, draft(stock.team, "2021-02")), 200_000_000))
    numbers = ranks(1, 10, 200_000_000)
    supply = operations.supply_safe(
        by=stock.team.accountant.actor, imprest_id=stock.imprest.pk, numbers=numbers, occurred_on=TRANSFERRED_ON
    )
    received(stock.team.holder, supply)
    transfer = operations.transfer_to_point(
        by=stock.team.holder.actor, point_id=stock.point.pk, numbers=numbers, occurred_on=TRANSFERRED_ON
    )
    received(stock.team.dado, transfer)
    with pytest.raises(errors.PassInactive) as refused:
        hand_out(stock, numbers)
    assert refused.value.facts["order"] == order.number


def test_pass_blocked_cancelled_used_or_expired_are_not_handed_out(stock: Stock) -> None:
    by = stock.team.anne.actor
    vouchers.block_range(by=by, numbers=ranks(10, 10), occurred_on=HANDED_ON, reason="Doute")
    with pytest.raises(errors.PassBlocked):
        hand_out(stock, ranks(1, 10))
    vouchers.cancel_range(by=by, numbers=ranks(20, 20), occurred_on=HANDED_ON, reason="Déchiré")
    with pytest.raises(errors.PassCancelled):
        hand_out(stock, ranks(11, 20))
    Voucher.objects.filter(number=ranks(21, 21).first).update(mark="redeemed", turn=1, marked_on=HANDED_ON)
    with pytest.raises(errors.PassAlreadyUsed):
        hand_out(stock, ranks(21, 30))
    with pytest.raises(errors.PassExpired):
        hand_out(stock, ranks(31, 40), occurred_on=date(2024, 1, 1))


def test_nothing_is_handed_out_from_the_day_distribution_is_stopped(stock: Stock) -> None:
    with clock.at(date(2023, 12, 10)):
        vouchers.stop_distribution(by=stock.team.anne.actor, order_id=stock.order.pk, blocked_from=date(2023, 12, 16))
    with pytest.raises(errors.PassBlocked):
        hand_out(stock, ranks(1, 10), occurred_on=date(2023, 12, 16))
    assert hand_out(stock, ranks(1, 10), occurred_on=date(2023, 12, 15))


def test_an_appointment_does_not_end_before_the_hand_outs_made_under_it(stock: Stock) -> None:
    hand_out(stock, ranks(1, 10))
    (appointment,) = Appointment.objects.filter(user=stock.team.dado.user, point=stock.point)
    by = stock.team.finance.actor
    with pytest.raises(errors.AppointmentUsedLater) as refused:
        operations.end_appointment(by=by, appointment_id=appointment.pk, ends_on=HANDED_ON - timedelta(days=1))
    assert refused.value.facts["last_on"] == HANDED_ON
    assert operations.end_appointment(by=by, appointment_id=appointment.pk, ends_on=HANDED_ON).ends_on == HANDED_ON


def test_pass_of_another_custody_or_already_given_are_not_handed_out(stock: Stock) -> None:
    with pytest.raises(errors.NotInThatCustody) as refused:
        hand_out(stock, ranks(51, 60))
    assert refused.value.facts["elsewhere"] == stock.imprest.name
    hand_out(stock, ranks(1, 10))
    with pytest.raises(errors.NotInThatCustody) as refused:
        hand_out(stock, ranks(10, 19))
    assert refused.value.facts["elsewhere"] == states.CUSTODY_LABELS[states.BENEFICIARIES]
    with pytest.raises(errors.MovedBeforeItArrived):
        hand_out(stock, ranks(11, 20), refer(stock, issued_on=date(2021, 9, 20)), occurred_on=date(2021, 11, 1))


def test_the_convention_may_limit_how_many_pass_a_person_is_given(scheme: Scheme, anne: Person, dado: Person) -> None:
    made = make_stock(make_team(scheme, anne, dado, handout_size_max=10))
    with pytest.raises(errors.HandoutTooLarge):
        hand_out(made, ranks(1, 11))
    assert hand_out(made, ranks(1, 10))


# --- the name


def test_a_name_is_shown_to_who_meets_the_person_and_each_time_recorded(stock: Stock) -> None:
    referral = refer(stock)
    for by in (stock.team.prescriber.actor, stock.team.dado.actor, stock.team.holder.actor):
        identity = operations.reveal_identity(by=by, referral_id=referral.pk)
        assert (identity.first_name, identity.last_name) == ("Jeanne", "Carpentier")
    verbs = [entry.verb for entry in audit.thread("beneficiary", referral.beneficiary_id)]
    assert verbs == ["register_beneficiary", *["reveal_identity"] * 3]
    other = make_person(stock.team.scheme, "Paul Noir", "prescriber").actor
    agent = make_person(stock.team.scheme, "Denis Roy", "handout_agent").actor
    for by in (other, agent, stock.team.anne.actor, stock.team.accountant.actor):
        with pytest.raises(NotYourRole):
            operations.reveal_identity(by=by, referral_id=referral.pk)


def test_erasing_a_name_breaks_no_register(stock: Stock) -> None:
    referral = refer(stock)
    hand_out(stock, ranks(1, 10), referral)
    BeneficiaryIdentity.objects.all().delete()
    assert queries.handed_out_count() == 10
    with pytest.raises(errors.IdentityErased):
        operations.reveal_identity(by=stock.team.dado.actor, referral_id=referral.pk)


def test_nothing_about_the_person_is_on_the_slip_nor_in_the_trail(stock: Stock) -> None:
    handout = hand_out(stock, ranks(1, 10))
    slip = Slip.objects.get(pk=handout.slip_id)
    assert slip.received_by == handout.beneficiary.reference
    for entry in audit.latest(stock.team.scheme.pk, limit=50):
        assert "Carpentier" not in f"{entry.summary} {entry.data}"
