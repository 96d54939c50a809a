"""What became of pass: whatever the flows, nothing is lost and nothing is counted twice."""

from hypothesis import given
from hypothesis import strategies as st

from quitus.domain.distribution.queries.screens import Flow
from quitus.usecases.registers.use import Use, together, uses

KINDS = {1: "safe", 2: "point", 3: "accountant", 4: "beneficiaries", 5: "lost", 6: "printer", 7: "venue"}
INSIDE = (1, 2)
flows = st.lists(
    st.builds(
        Flow,
        holder=st.sampled_from(INSIDE),
        order=st.integers(1, 3),
        other=st.sampled_from([*KINDS, None]),
        verb=st.sampled_from(["move", "contest_supply"]),
        comes=st.booleans(),
        before=st.integers(0, 50),
        within=st.integers(0, 50),
    )
)


@given(flows)
def test_what_remains_is_what_there_was_and_came_less_what_left(some: list[Flow]) -> None:
    for key in (lambda flow: flow.order, lambda flow: flow.holder):
        found = uses(some, KINDS, INSIDE, key)
        for name, use in found.items():
            own = [flow for flow in some if key(flow) == name]
            sign = [(1 if flow.comes else -1, flow) for flow in own]
            assert use.opening == sum(one * flow.before for one, flow in sign)
            assert use.closing == sum(one * (flow.before + flow.within) for one, flow in sign)


@given(flows)
def test_together_they_hold_what_each_holds(some: list[Flow]) -> None:
    by_holder = uses(some, KINDS, INSIDE, lambda flow: flow.holder)
    by_order = uses(some, KINDS, INSIDE, lambda flow: flow.order)
    assert together(by_holder.values()) == together(by_order.values())


def test_each_way_has_its_name() -> None:
    told = [
        Flow(1, 1, 3, "supply_safe", comes=True, before=10, within=100),
        Flow(1, 1, 4, "hand_out", comes=False, before=0, within=30),
        Flow(1, 1, 4, "take_back", comes=True, before=0, within=10),
        Flow(1, 1, 3, "give_back", comes=False, before=0, within=20),
        Flow(1, 1, 5, "declare_loss", comes=False, before=0, within=1),
        Flow(1, 1, 2, "transfer_to_point", comes=False, before=0, within=40),
        Flow(1, 1, 5, "find_again", comes=True, before=0, within=1),
        Flow(1, 1, 3, "contest_supply", comes=False, before=0, within=5),
        Flow(1, 1, 7, "somewhere", comes=False, before=0, within=2),
    ]
    (use,) = uses(told, KINDS, INSIDE, lambda flow: flow.order).values()
    assert use == Use(10, received=95, taken_back=10, moved=-40, employed=30, paid_back=20, lost=1, found=1, other=-2)
    assert use.closing == 23
