"""What became of the pass of a period: what there was, what came, what left and how, what remains. Pure figures."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from quitus.domain.distribution import states
from quitus.domain.distribution.queries.screens import Flow

LOSSES = (states.LOST, states.STOLEN, states.DESTROYED)
GIVEN_BACK = (states.ACCOUNTANT, states.PRINTER, states.CARRIER, states.RETURNED)
CONTESTED = frozenset(states.CONTESTS.values())


@dataclass(frozen=True, slots=True)
class Use:
    """Counts of pass over a period.

    `moved` (what went between the hands told of: nil for them together) and `other` are what came less what left; what
    the receiver did not count at a delivery is taken off `received`, in the period where he said so.
    """

    opening: int = 0
    received: int = 0
    taken_back: int = 0
    moved: int = 0
    employed: int = 0
    paid_back: int = 0
    lost: int = 0
    found: int = 0
    other: int = 0

    @property
    def closing(self) -> int:
        """What remains at the end of the period."""
        came = self.opening + self.received + self.taken_back + self.moved + self.found + self.other
        return came - self.employed - self.paid_back - self.lost

    @property
    def is_nothing(self) -> bool:
        """Whether nothing was there and nothing moved."""
        return self == Use()

    def plus(self, other: "Use") -> "Use":
        """The two together."""
        return Use(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def word_of(flow: Flow, kinds: Mapping[int, str], inside: Collection[int]) -> tuple[str, int]:
    """Under which name of `Use` a flow is counted, and with which sign."""
    if flow.other in inside:
        return "moved", 1 if flow.comes else -1
    kind = kinds.get(flow.other, "") if flow.other is not None else ""
    if flow.comes:
        if kind == states.BENEFICIARIES:
            return "taken_back", 1
        return ("found", 1) if kind in LOSSES else ("received", 1)
    if flow.verb in CONTESTED:
        return "received", -1
    if kind == states.BENEFICIARIES:
        return "employed", 1
    if kind in LOSSES:
        return "lost", 1
    return ("paid_back", 1) if kind in GIVEN_BACK else ("other", -1)


def uses(
    flows: Iterable[Flow], kinds: Mapping[int, str], inside: Collection[int], key: Callable[[Flow], int]
) -> dict[int, Use]:
    """The use of the pass of a period by order, by holder…, as `key` says.

    `kinds` says of which kind each other hand is, `inside` which of them are told of together.
    """
    found: dict[int, Use] = {}
    for flow in flows:
        so_far = found.get(key(flow), Use())
        name, sign = word_of(flow, kinds, inside)
        found[key(flow)] = replace(
            so_far,
            opening=so_far.opening + (flow.before if flow.comes else -flow.before),
            **{name: getattr(so_far, name) + sign * flow.within},
        )
    return found


def together(some: Iterable[Use]) -> Use:
    """All of them as one."""
    total = Use()
    for one in some:
        total = total.plus(one)
    return total
