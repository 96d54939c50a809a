"""Random lives of thousands of pass, made by every hand through the real operations, valid and invalid moves alike.

After each move the custody and the validity that the pages show are those of a plain book which follows the lines
alone, and a refusal has changed nothing; at the end of each life `verify` finds nothing. `make chaos` lives more of
them.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from random import Random

import hypothesis
import pytest
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from quitus.domain.organisations.models import Scheme
from quitus.kernel import clock
from quitus.kernel.refusals import Refusal
from tests.factories.people import Person
from tests.scenarios.lives import orders, people, seen, stock
from tests.scenarios.lives.book import Book
from tests.scenarios.lives.moves import Life, Move
from tests.scenarios.lives.village import Village, make_village, noon

MINUTES = float(os.environ.get("CHAOS_MINUTES", "0"))
WEIGHED: tuple[list[Callable[[Life], Move | None]], list[int]] = (
    [
        stock.carry, stock.receive, stock.use_drawer, stock.give_back_to_operator, people.hand_out, people.undo_handout,
        people.use, people.undo_use, people.lose, people.end_loss, people.mark, orders.draft, orders.step,
        orders.dispatch, orders.expire, orders.count, orders.fold,
    ],
    [20, 10, 5, 2, 14, 7, 8, 3, 4, 4, 5, 2, 14, 2, 2, 3, 2],
)  # fmt: skip


@pytest.fixture
def village(scheme: Scheme, anne: Person, dado: Person) -> Iterator[Village]:
    """Where these lives are lived; what each of them writes is undone."""
    return make_village(scheme, anne, dado)


def tried(move: Move) -> tuple[Refusal | None, object]:
    """The refusal that a move met, or what it gave."""
    try:
        return None, move.do()
    except Refusal as refusal:
        return refusal, None


class Lives(RuleBasedStateMachine):
    """One life: a random move at each step, then everything that is shown is held against the book."""

    village: Village
    happened: Counter[str]
    refused: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.undone = ExitStack()
        self.undone.enter_context(transaction.atomic())
        self.undone.callback(transaction.set_rollback, True)
        self.life = Life(self.village, Book(), Random(0))
        self.life.book.follow()
        self.state = seen.state()
        self.tries = 0

    def play(self, chance: Random, kind: Callable[[Life], Move | None]) -> None:
        """Try a move of this kind: it happens or is refused, as the book foretells."""
        self.life.chance = chance
        # Each move at an instant of its own, as in life: which came first is then known.
        with clock.at(noon(self.life.today) + timedelta(minutes=2 * (self.tries % 300))):
            move = kind(self.life)
            if move is None:
                return
            self.life.told.append(move.told)
            hypothesis.note(move.told)
            refusal, made = tried(move)
            if refusal is not None:
                assert move.reasons is None or type(refusal) in move.reasons, f"{refusal!r}, foretold {move.reasons}"
                assert seen.state() == self.state, f"{refusal!r} left something behind"
                self.refused[type(refusal).code] += 1
                return
            assert not move.reasons, f"it happened, but {move.reasons} was foretold"
            self.happened[move.verb] += 1
            self.life.book.follow()
            if move.then is not None:
                move.then(made)
            seen.check(self.life)
            self.state = seen.state()

    @rule(seeds=st.lists(st.integers(0, 2**64), min_size=4, max_size=4))
    def people_act(self, seeds: list[int]) -> None:
        """Some moves of somebody, each drawn from its seed and its place in the life."""
        for seed in seeds:
            self.tries += 1
            chance = Random(f"{seed}:{self.tries}")
            self.play(chance, chance.choices(*WEIGHED)[0])

    @rule(days=st.sampled_from([0, 1, 1, 3, 10, 45]))
    def time_passes(self, days: int) -> None:
        """Some days, at times many."""
        self.life.today += timedelta(days=days)
        with clock.at(noon(self.life.today)):
            seen.check(self.life)

    def teardown(self) -> None:
        """The books of the life are proved, and undone."""
        try:
            with clock.at(noon(self.life.today)):
                seen.prove()
        finally:
            self.undone.close()


def test_random_lives_of_thousands_of_pass_keep_every_promise(village: Village) -> None:
    machine = type("LivesHere", (Lives,), {"village": village, "happened": Counter(), "refused": Counter()})
    bounded = hypothesis.settings(
        max_examples=8,
        stateful_step_count=14,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
    )
    chaos = hypothesis.settings(bounded, max_examples=int(4 * MINUTES) or 1, stateful_step_count=60, derandomize=False)
    run_state_machine_as_test(machine, settings=chaos if MINUTES else bounded)
    assert len(machine.happened) > 10, f"these lives were poor: {machine.happened}"
    assert len(machine.refused) > 5, f"hardly anything was refused: {machine.refused}"
