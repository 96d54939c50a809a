"""From the deliberation to the pass in a safe: the first three arrows, and their refusals."""

from datetime import date

import pytest

from quitus.domain.acts import operations as acts
from quitus.domain.acts.rules import Attendance
from quitus.domain.budget import operations as budget
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution.errors import ImprestNotConstituted, NotInThatCustody
from quitus.domain.grants import operations as grants
from quitus.domain.grants import queries as grants_queries
from quitus.domain.grants.errors import DeliberationNotExecutory
from quitus.domain.obligations import operations as obligations
from quitus.domain.obligations import states as obligations_states
from quitus.domain.organisations import roles
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import queries as vouchers_queries
from quitus.domain.vouchers.errors import MarketCeilingExceeded, OrderNotDelivered
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import NotYourRole
from quitus.usecases import orders
from tests.factories.stock import make_terms
from tests.factories.texts import give_powers
from tests.scenarios.world import World

ATTENDANCE = Attendance(present_count=37, excused_count=6, non_voting_count=3, excused_non_voting_count=2)
PARAMETERS = {
    "budget_cents": 55_000_000,
    "state_share_per_mille": 500,
    "engineering_cap_per_mille": 100,
    "target_count": 50_000,
    "face_value_cents": 1000,
    "pic_floor_per_mille": 500,
    "action_starts_on": date(2021, 1, 1),
    "action_ends_on": date(2023, 7, 30),
    "convention_ends_on": date(2023, 7, 30),
    "eligible_from": date(2021, 1, 1),
    "eligible_to": date(2023, 7, 30),
    "handout_size_max": 10,
}


def adopt(world: World, name: str, number: str, day: date) -> None:
    """A deliberation is drafted and adopted; it is not executory yet."""
    manager = world.by(roles.MANAGER)
    with world.on(day):
        sitting = acts.plan_sitting(
            by=manager, authority_id=world.scheme.authority_id, assembly="Commission permanente", held_on=day
        )
        drafted = acts.draft_deliberation(
            by=manager, authority_id=world.scheme.authority_id, number=number, title=name, decision="D'autoriser…"
        )
        acts.put_on_agenda(by=manager, deliberation_id=drafted.pk, sitting_id=sitting.pk)
        voted = acts.record_vote(
            by=manager,
            deliberation_id=drafted.pk,
            votes_for=43,
            votes_against=0,
            votes_abstention=0,
            attendance=ATTENDANCE,
        )
        assert voted.adopted_on == day
        world.ids[name] = drafted.pk


def publish(world: World, name: str, day: date) -> None:
    """Transmitted and published: executory."""
    with world.on(day):
        acts.record_transmission(by=world.by(roles.MANAGER), deliberation_id=world.ids[name], on=day)
        acts.record_publication(by=world.by(roles.MANAGER), deliberation_id=world.ids[name], on=day)


def sign_convention(world: World) -> None:
    """Refused before the deliberation is executory; then signed by both, with what it makes due."""
    manager = world.by(roles.MANAGER)
    adopt(world, "authorisation", "2021-10", date(2021, 2, 8))
    with world.on(date(2021, 2, 9)) as day:
        convention = grants.draft_convention(
            by=manager, number="C1", title="Convention", deliberation_id=world.ids["authorisation"]
        ).pk
        grants.write_article(by=manager, convention_id=convention, number="2", title="Durée", text="31 mois.")
        for name, value in PARAMETERS.items():
            grants.set_parameter(by=manager, convention_id=convention, name=name, value=value)
        give_powers(manager)
        for code, due_on in (("stage", date(2022, 1, 31)), ("final", date(2024, 1, 30))):
            obligations.add_obligation(
                by=manager,
                convention_id=convention,
                code=code,
                label=code,
                kind=obligations_states.REPORT,
                due_on=due_on,
            )
        with pytest.raises(DeliberationNotExecutory):
            grants.sign_convention(by=manager, convention_id=convention, party="authority", on=day)
        world.ids["convention"] = convention
    publish(world, "authorisation", date(2021, 2, 16))
    with world.on(date(2021, 3, 11)) as day:
        grants.sign_convention(by=manager, convention_id=convention, party="authority", on=day)
        grants.sign_convention(by=world.by(roles.FUNDER), convention_id=convention, party="funder", on=day)
        assert grants_queries.terms_at(world.scheme.pk, day).state_share_cents == 27_500_000


def order_pass(world: World) -> None:
    """An order beyond the ceiling of its market is refused, and one activated before it is delivered."""
    manager = world.by(roles.MANAGER)
    with world.on(date(2021, 10, 4)) as day:
        market = budget.notify_market(
            by=manager,
            operator_id=world.operator.pk,
            number="M1",
            title="Pass",
            launched_on=date(2021, 5, 6),
            awarded_on=date(2021, 9, 13),
            notified_on=day,
            ends_on=date(2024, 6, 30),
            ceiling_cents=500_000,
        )
        contract = vouchers.sign_operator_contract(
            by=manager,
            market_id=market.pk,
            number="O1",
            fee_on_order_per_mille=40,
            fee_on_redemption_per_mille=40,
            yearly_fee_per_venue_cents=7700,
            tolerance_months=1,
            late_entry_days=60,
            payment_days=30,
            starts_on=day,
            ends_on=date(2024, 6, 30),
        )
        world.ids |= {"market": market.pk, "contract": contract.pk}
        too_many = draft(world, "trop", 1000)
        with pytest.raises(MarketCeilingExceeded):
            vouchers.confirm_order(by=manager, order_id=too_many, revision=1, confirmed_on=day)
        world.ids["order"] = draft(world, "bon", 200)
        vouchers.confirm_order(by=manager, order_id=world.ids["order"], revision=1, confirmed_on=day)
    deliver(world)


def draft(world: World, number: str, quantity: int) -> int:
    """An order with the accountant's visa."""
    order = vouchers.draft_order(
        by=world.by(roles.MANAGER),
        number=number,
        quantity=quantity,
        booklet_size=10,
        face_value_cents=1000,
        valid_until=date(2023, 6, 30),
        drafted_on=date(2021, 10, 4),
        operator_contract_id=world.ids["contract"],
    )
    vouchers.visa_order(by=world.by(roles.ACCOUNTANT), order_id=order.pk, revision=1, visa_on=date(2021, 10, 4))
    return order.pk


def deliver(world: World) -> None:
    """Produced and delivered; not active yet."""
    finance, order = world.by(roles.FINANCE), world.ids["order"]
    with world.on(date(2021, 11, 8)) as day:
        vouchers.approve_proof(
            by=world.by(roles.MANAGER), order_id=order, approved_on=day, approved_name="Anne Lefebvre"
        )
        orders.produce_order(by=world.by(roles.OPERATOR), order_id=order, produced_on=day)
        with pytest.raises(OrderNotDelivered):
            orders.activate_order(by=finance, order_id=order, mandat_number="1", activated_on=day)
    with world.on(date(2021, 11, 16)) as day:
        orders.receive_delivery(by=world.by(roles.ACCOUNTANT), order_id=order, delivered_on=day)


def activate(world: World, day: date) -> None:
    """The mandat number makes the pass usable; the manager has no right to it."""
    with world.on(day):
        known = {"order_id": world.ids["order"], "mandat_number": "2021-18734", "activated_on": day}
        with pytest.raises(NotYourRole):
            orders.activate_order(by=world.by(roles.MANAGER), **known)
        orders.activate_order(by=world.by(roles.FINANCE), **known)


def fill_safe(world: World) -> None:
    """No stock enters a safe before the régie exists; then the accountant supplies, then the safe a point."""
    manager, accountant = world.by(roles.MANAGER), world.by(roles.ACCOUNTANT)
    holder, agent = world.by(roles.IMPREST_HOLDER), world.by(roles.HANDOUT_AGENT)
    with world.on(date(2021, 11, 17)) as day:
        imprest = distribution.propose_imprest(by=manager, name="Régie", terms=make_terms(1_000_000)).pk
        supply = {"by": accountant, "imprest_id": imprest, "numbers": booklets(world, 0, 10), "occurred_on": day}
        with pytest.raises(ImprestNotConstituted):
            distribution.supply_safe(**supply)
        distribution.assent_to_imprest(by=accountant, imprest_id=imprest, assent_on=day)
        distribution.open_imprest(by=manager, imprest_id=imprest, constituted_on=day, act_reference="Arrêté 1")
        point = distribution.open_point(by=manager, imprest_id=imprest, name="MDS", commune="Arras", opened_on=day).pk
        for actor, kind, place in ((holder, "holder", None), (agent, "agent", point)):
            assert actor.user_id is not None
            appointed = distribution.appoint(
                by=manager,
                imprest_id=imprest,
                user_id=actor.user_id,
                kind=kind,
                act_reference="Arrêté 2",
                starts_on=day,
                point_id=place,
            )
            distribution.assent_to_appointment(by=accountant, appointment_id=appointed.pk, assent_on=day)
        slip = distribution.supply_safe(**supply)
        distribution.acknowledge_slip(by=holder, slip_id=slip.pk, received_on=day)
        with pytest.raises(NotInThatCustody):
            distribution.transfer_to_point(by=holder, point_id=point, numbers=booklets(world, 10, 1), occurred_on=day)
        slip = distribution.transfer_to_point(by=holder, point_id=point, numbers=booklets(world, 0, 5), occurred_on=day)
        distribution.acknowledge_slip(by=agent, slip_id=slip.pk, received_on=day)
        world.ids |= {"imprest": imprest, "point": point}


def booklets(world: World, start: int, count: int) -> NumberRange:
    """The range of `count` booklets of ten of the order, after the first `start`."""
    whole = vouchers_queries.order_range(vouchers_queries.order(world.ids["order"]))
    assert whole is not None
    return NumberRange(whole.first + start * 10, whole.first + (start + count) * 10 - 1)
