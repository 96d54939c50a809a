"""A life is one table of states: what may be done in each, and the state it leads to. Rooms write the tables."""

from collections.abc import Mapping

Life = Mapping[str, Mapping[str, str]]
"""State → what may be done there → the state it leads to; an end is a state in which nothing may be done."""


def after(life: Life, state: str, verb: str) -> str | None:
    """The state that `verb` leads to from `state`; None when it may not be done there."""
    return life[state].get(verb)


def before(life: Life, verb: str) -> list[str]:
    """The states in which `verb` may be done, in the order of the table."""
    return [state for state, verbs in life.items() if verb in verbs]


def from_on(life: Life, state: str) -> frozenset[str]:
    """`state` and every state that can follow it."""
    found: set[str] = set()
    waiting = [state]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(life[here].values())
    return frozenset(found)
