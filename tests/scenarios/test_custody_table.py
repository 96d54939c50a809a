"""Every cell of the table of custody: what may be done happens through its operation and brings the pass where the
table says, what may not is refused by name. A verb or a state added to the table must be added here.

What venues do to pass (`NOT_MOVEMENTS`) moves nothing in the register: the table of marks has its own test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest

from quitus.domain.distribution import errors, operations, queries, states
from quitus.domain.distribution.models import Handout, Holder, Slip
from quitus.domain.distribution.slip_errors import LostOnTheRoad
from quitus.domain.organisations.models import Scheme
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.errors import AlreadyCounted, NotOfThisOrder, NumbersUnknown
from quitus.domain.vouchers.models import Voucher
from quitus.domain.vouchers.states import BLOCKED, PLAIN
from quitus.kernel import clock
from quitus.kernel.operation import unbroken
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import Refusal
from quitus.usecases import orders as usecases
from tests.factories.people import Person
from tests.factories.stock import ranks, received
from tests.scenarios.lives.village import START, Village, make_village, noon
from tests.scenarios.test_state_tables import tried, verbs_of

NEXT = 300_000_000
"""The series of an order that is not wholly delivered."""
ANSWERED_FOR = {
    states.CARRIER, states.ACCOUNTANT, states.SAFE, states.MANDATED, states.POINT, states.DRAWER, states.BENEFICIARIES,
}  # fmt: skip
"""Where somebody may say of pass that they are lost."""
ELSEWHERE = (errors.NotInThatCustody, NumbersUnknown)
"""The refusals of pass that are not where a verb takes them from; those of `NAMED_APART` say it in their own words."""
NAMED_APART: dict[str, tuple[type[Refusal], ...]] = {
    "dispatch_delivery": (NotOfThisOrder,),
    "return_to_printer": (NotOfThisOrder,),
    "receive_delivery": (NotOfThisOrder, AlreadyCounted),
    "report_missing": (NotOfThisOrder, AlreadyCounted),
    "take_back": (errors.PassNotOfTheHandout,),
    "reverse_handout": (errors.PassNotOfTheHandout,),
    "reverse_handout_of_drawer": (errors.PassNotOfTheHandout,),
    "declare_destruction": (LostOnTheRoad,),
}
Do = Callable[[NumberRange], object]


@dataclass(frozen=True)
class Places:
    """Ten pass (of the road: five or more) in each state, and those that only some verbs take."""

    village: Village
    order_id: int
    drawer: Holder
    carrier: Holder
    given: Handout
    given_of_drawer: Handout
    slips: dict[str, Slip]
    standing: dict[str, NumberRange]
    special: dict[tuple[str, str], NumberRange]

    def numbers(self, state: str, verb: str) -> NumberRange:
        """The pass of a state to try a verb on."""
        return self.special.get((state, verb), self.standing[state])

    def holder(self, state: str) -> Holder:
        """Who has the pass of a state."""
        found = queries.holder_of(self.standing[state].first)
        assert found is not None
        return found


def of(first: int, village: Village) -> NumberRange:
    return ranks(first, first + 9, village.series)


def next_order(village: Village) -> int:
    """An order at the printer, on the road, lost on it, delivered in part, missing in part."""
    team, day = village.team, START
    order = vouchers.draft_order(
        by=team.anne.actor, number="2021-09", quantity=100, booklet_size=10, face_value_cents=10_00,
        valid_until=day.replace(year=2023), drafted_on=day, operator_contract_id=team.contract.pk,
    )  # fmt: skip
    vouchers.visa_order(by=team.accountant.actor, order_id=order.pk, revision=1, visa_on=day)
    vouchers.confirm_order(by=team.anne.actor, order_id=order.pk, revision=1, confirmed_on=day)
    vouchers.approve_proof(by=team.anne.actor, order_id=order.pk, approved_on=day, approved_name="Anne Lefebvre")
    usecases.produce_order(by=team.printer.actor, order_id=order.pk, produced_on=day, series=NEXT)
    carried = {"by": team.printer.actor, "order_id": order.pk, "carrier": "Transports Nord (exemple)"}
    operations.dispatch_delivery(**carried, numbers=ranks(51, 80, NEXT), occurred_on=day)
    road = Holder.objects.get(kind=states.CARRIER)
    for first, kind in ((61, "lost"), (71, "stolen")):
        operations.declare_loss(
            by=team.anne.actor, holder_id=road.pk, numbers=ranks(first, first + 9, NEXT), occurred_on=day,
            note="Colis ouvert", kind=kind,
        )  # fmt: skip
    usecases.receive_delivery(
        by=team.accountant.actor, order_id=order.pk, delivered_on=day, received=[ranks(81, 90, NEXT)],
        missing=[ranks(91, 100, NEXT)], note="Carton ouvert",
    )  # fmt: skip
    return order.pk


def make_places(village: Village) -> Places:
    team, day = village.team, START
    pick = partial(of, village=village)
    order_id = next_order(village)
    supply = {"by": team.accountant.actor, "occurred_on": day}
    to_safe = {**supply, "imprest_id": village.imprest.pk}
    to_body = {**supply, "mandate_id": village.mandate.pk}
    to_lens = {"by": team.holder.actor, "point_id": village.lens.pk, "occurred_on": day}
    to_mission = {"by": village.mona.actor, "point_id": village.mission.pk, "occurred_on": day}
    received(team.holder, operations.supply_safe(**to_safe, numbers=ranks(101, 300, village.series)))
    received(village.mona, operations.supply_body(**to_body, numbers=ranks(301, 400, village.series)))
    received(team.dado, operations.transfer_to_point(**to_lens, numbers=ranks(111, 200, village.series)))
    received(village.mona, operations.transfer_to_point(**to_mission, numbers=ranks(311, 340, village.series)))
    operations.leave_in_drawer(
        by=team.dado.actor, point_id=village.lens.pk, numbers=ranks(121, 140, village.series), occurred_on=day
    )
    drawer = Holder.objects.get(kind=states.DRAWER)
    give = {"by": team.dado.actor, "point_id": village.lens.pk, "occurred_on": day}
    give["beneficiary_id"] = village.beneficiary.pk
    given = operations.hand_out(**give, numbers=pick(141))
    given_of_drawer = operations.hand_out(**give, numbers=pick(131), drawer_id=drawer.pk)
    lose = {"by": team.dado.actor, "holder_id": village.lens.holder.pk, "occurred_on": day, "note": "Tiroir forcé"}
    for first, kind in ((151, "lost"), (161, "stolen"), (171, "destroyed")):
        operations.declare_loss(**lose, numbers=pick(first), kind=kind)
    vouchers.block_range(by=team.anne.actor, numbers=ranks(11, 30, village.series), occurred_on=day, reason="Essai")
    operations.return_to_operator(**supply, numbers=pick(11), note="Essai")
    slips = {
        "contest_supply": operations.supply_safe(**to_safe, numbers=pick(401)),
        "contest_supply_of_body": operations.supply_body(**to_body, numbers=pick(411)),
        "contest_transfer": operations.transfer_to_point(**to_lens, numbers=pick(201)),
        "contest_transfer_of_body": operations.transfer_to_point(**to_mission, numbers=pick(341)),
        "contest_return": operations.return_from_point(**{**to_lens, "by": team.dado.actor}, numbers=pick(181)),
        "contest_return_to_body": operations.return_from_point(**to_mission, numbers=pick(321)),
        "contest_return_to_accountant": operations.return_to_accountant(
            by=team.holder.actor, holder_id=village.imprest.safe.pk, numbers=pick(211), occurred_on=day
        ),
        "contest_return_from_body": operations.return_to_accountant(
            by=village.mona.actor, holder_id=village.mandate.stock.pk, numbers=pick(351), occurred_on=day
        ),
    }
    standing = {
        states.PRINTER: ranks(1, 10, NEXT), states.CARRIER: ranks(51, 60, NEXT), states.ACCOUNTANT: pick(1),
        states.SAFE: pick(101), states.POINT: pick(111), states.MANDATED: pick(301), states.DRAWER: pick(121),
        states.BENEFICIARIES: pick(141), states.LOST: pick(151), states.STOLEN: pick(161),
        states.DESTROYED: pick(171), states.RETURNED: pick(11), states.NOT_DELIVERED: ranks(91, 100, NEXT),
    }  # fmt: skip
    special = {
        (states.ACCOUNTANT, "return_to_operator"): pick(21), (states.POINT, "return_to_body"): pick(311),
        (states.LOST, "report_missing"): ranks(61, 70, NEXT), (states.STOLEN, "report_missing"): ranks(71, 80, NEXT),
        (states.BENEFICIARIES, "reverse_handout_of_drawer"): pick(131),
        **{(slip.to_holder.kind, verb): slip.movements.get().range for verb, slip in slips.items()},
    }  # fmt: skip
    carrier = Holder.objects.get(kind=states.CARRIER)
    return Places(village, order_id, drawer, carrier, given, given_of_drawer, slips, standing, special)


def acts(places: Places, state: str) -> dict[str, Do]:
    """Each verb of the table, done by who may to the pass of a range, wherever they are."""
    village, day = places.village, START
    team = village.team
    keepers = {
        states.ACCOUNTANT: team.accountant, states.SAFE: team.holder, states.MANDATED: village.mona,
        states.POINT: team.dado, states.DRAWER: team.dado,
    }  # fmt: skip
    by_keeper = keepers.get(state, team.anne).actor
    known = {"occurred_on": day}
    dado, holder, mona, accountant = (one.actor for one in (team.dado, team.holder, village.mona, team.accountant))
    people = {"beneficiary_id": village.beneficiary.pk, **known}

    def did(operation: Callable[..., object], **facts: object) -> Do:
        return lambda numbers: operation(**{**known, **facts}, numbers=numbers)

    def contest(verb: str) -> Do:
        slip = places.slips[verb]
        by = {"safe": holder, "accountant": accountant, "mandated": mona}.get(slip.to_holder.kind, dado)
        by = mona if slip.to_holder == village.mission.holder else by
        return lambda numbers: operations.acknowledge_slip(
            by=by, slip_id=slip.pk, received_on=day, absent=[numbers], note="Il en manque"
        )

    def reverse(handout: Handout, by: Person) -> Do:
        # A hand-out is named, not its pass: of others there is none to name.
        def undo(numbers: NumberRange) -> object:
            if handout.range != numbers:
                return operations.take_back(
                    by=by.actor, handout_id=handout.pk, numbers=numbers, reason="Essai", **known
                )
            return operations.reverse_handout(by=by.actor, handout_id=handout.pk, reason="Essai")

        return undo

    def find(taker: Holder, by: object) -> Do:
        return did(operations.find_again, by=by, to_holder_id=taker.pk, note="Retrouvés", stolen=state == states.STOLEN)

    def lose(kind: str) -> Do:
        # Where nobody answers for pass, who keeps the safe says that they were in it.
        by, there = (by_keeper, places.holder(state)) if state in ANSWERED_FOR else (holder, village.imprest.safe)
        return did(operations.declare_loss, by=by, holder_id=there.pk, note="Essai", kind=kind)

    deliver = partial(usecases.receive_delivery, by=accountant, order_id=places.order_id, delivered_on=day)
    road = {"by": team.printer.actor, "order_id": places.order_id}
    return {
        "dispatch_delivery": did(operations.dispatch_delivery, **road, carrier=places.carrier.label),
        "return_to_printer": did(operations.return_to_printer, **road, carrier_id=places.carrier.pk),
        "receive_delivery": lambda numbers: deliver(received=[numbers]),
        "report_missing": lambda numbers: deliver(received=[], missing=[numbers], note="Colis ouvert"),
        "supply_safe": did(operations.supply_safe, by=accountant, imprest_id=village.imprest.pk),
        "supply_body": did(operations.supply_body, by=accountant, mandate_id=village.mandate.pk),
        "return_to_operator": did(operations.return_to_operator, by=accountant, note="Essai"),
        "transfer_to_point": did(operations.transfer_to_point, by=holder, point_id=village.lens.pk),
        "transfer_from_body": did(operations.transfer_to_point, by=mona, point_id=village.mission.pk),
        "return_from_point": did(operations.return_from_point, by=dado, point_id=village.lens.pk),
        "return_to_body": did(operations.return_from_point, by=mona, point_id=village.mission.pk),
        "return_to_accountant": did(operations.return_to_accountant, by=holder, holder_id=village.imprest.safe.pk),
        "return_from_body": did(operations.return_to_accountant, by=mona, holder_id=village.mandate.stock.pk),
        "leave_in_drawer": did(operations.leave_in_drawer, by=dado, point_id=village.lens.pk),
        "return_from_drawer": did(operations.return_from_drawer, by=dado, drawer_id=places.drawer.pk),
        "hand_out": did(
            operations.hand_out, by=dado, point_id=village.lens.pk, **people,
            drawer_id=places.drawer.pk if state == states.DRAWER else None,
        ),
        "take_back": did(operations.take_back, by=dado, handout_id=places.given.pk, reason="Essai"),
        "reverse_handout": reverse(places.given, team.dado),
        "reverse_handout_of_drawer": reverse(places.given_of_drawer, team.dado),
        "find_again": find(village.imprest.safe, holder),
        "find_again_at_accountant": find(village.holder("accountant"), accountant),
        "find_again_at_body": find(village.mandate.stock, mona),
        "declare_loss": lose("lost"),
        "declare_theft": lose("stolen"),
        "declare_destruction": lose("destroyed"),
        **{verb: contest(verb) for verb in places.slips},
    }  # fmt: skip


def refused_by(verb: str) -> tuple[type[Refusal], ...]:
    """What refuses pass that are elsewhere: never a right, a ceiling or a mark."""
    if verb.startswith("contest_"):
        return (errors.ContestedPassNotOfTheSlip,)
    return ELSEWHERE + NAMED_APART.get(verb, ())


def test_every_cell_of_the_table_of_custody(
    scheme: Scheme, anne: Person, dado: Person, subtests: pytest.Subtests
) -> None:
    with clock.at(noon(START)), unbroken():
        places = make_places(make_village(scheme, anne, dado))
    with clock.at(noon(START)):
        assert set(places.standing) | {states.VENUE} == set(states.CUSTODY)
        for state in places.standing:
            assert places.holder(state).kind == state
            do = acts(places, state)
            assert set(do) | states.NOT_MOVEMENTS == verbs_of(states.CUSTODY)
            for verb, act in do.items():
                numbers = places.numbers(state, verb)
                with subtests.test(f"{state}: {verb}"), tried():
                    if verb in states.CUSTODY[state]:
                        act(numbers)
                        assert {one.holder.kind for one in queries.holdings_of(numbers)} == {
                            states.CUSTODY[state][verb]
                        }
                    else:
                        # A mark would refuse first: only pass that are stopped go back to the operator, and only others
                        # go anywhere else.
                        mark, since = (BLOCKED, START) if verb == "return_to_operator" else (PLAIN, None)
                        tried_pass = Voucher.objects.filter(number__range=(numbers.first, numbers.last))
                        tried_pass.update(mark=mark, marked_on=since)
                        with pytest.raises(refused_by(verb)):
                            act(numbers)
