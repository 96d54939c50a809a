"""The same lives from many hands at once, in real transactions: nothing is lost, given twice or used twice.

Bounded in the suite; `make chaos` goes on for minutes.
"""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from random import Random
from time import monotonic

import pytest
from django.db import connection

from quitus.domain.distribution import queries as custody
from quitus.domain.distribution import rules
from quitus.domain.distribution.models import Holder, Holding
from quitus.domain.organisations import roles
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.redemption.models import Redemption
from quitus.domain.vouchers.models import Order, Voucher
from quitus.kernel import clock
from quitus.kernel.refusals import Refusal
from quitus.usecases import verify
from tests.factories.people import make_person
from tests.factories.schemes import make_scheme
from tests.scenarios.lives import orders, people, stock
from tests.scenarios.lives.book import Book
from tests.scenarios.lives.moves import Life, Move
from tests.scenarios.lives.village import Village, make_village
from tests.scenarios.test_lives import MINUTES

EVERY_ALIAS = ["default", "owner", "reader"]
HANDS = 4
MOVES_EACH = 12
SEED = 1
# Lived now: each line bears the true instant at which it was written, so that which came first is known.
LASTS = date(2099, 12, 31)
AT_ONCE: tuple[list[Callable[[Life], Move | None]], list[int]] = (
    [
        stock.carry, stock.receive, stock.use_drawer, people.hand_out, people.undo_handout, people.use, people.undo_use,
        people.lose, people.end_loss, people.mark, orders.draft, orders.step, orders.dispatch, orders.count,
        orders.fold,
    ],
    [20, 8, 4, 14, 6, 8, 3, 4, 3, 5, 2, 14, 2, 2, 2],
)  # fmt: skip


class Glance(Book):
    """What somebody sees before he acts, as it stands at that moment: others may change it before he has finished."""

    def follow(self) -> None:
        """Read who holds what now, in place of the lines."""
        self.sheets.clear()
        for order in Order.objects.filter(series__isnull=False):
            self.open(order)
        self.kinds = dict(Holder.objects.values_list("pk", "kind"))
        for holding in Holding.objects.all():
            sheet = self.sheets.get(holding.order_id)
            if sheet is not None:
                sheet.holders[sheet.places(holding.range)] = [holding.holder_id] * holding.range.count
        for number, mark in Voucher.objects.exclude(mark="plain").values_list("number", "mark"):
            if any(sheet.series == number // 10_000_000 for sheet in self.sheets.values()):
                sheet, place = self.find(number)
                sheet.marks[place] = mark
        self.taken = list(Redemption.objects.values_list("number", "turn"))


@pytest.mark.django_db(transaction=True, databases=EVERY_ALIAS)
def test_many_hands_at_once_leave_books_that_prove() -> None:
    scheme = make_scheme()
    with within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", roles.MANAGER)
        village = make_village(scheme, anne, make_person(scheme, "Dado Delattre", roles.HANDOUT_AGENT), LASTS)
    until = monotonic() + 60 * MINUTES
    done: Counter[str] = Counter()
    round_of = 0
    while round_of == 0 or monotonic() < until:
        done += _round(village, round_of)
        _prove(village)
        round_of += 1
    assert done["happened"] >= HANDS, "these hands did nothing"
    assert done["refused"], "and nothing was ever refused"


def _round(village: Village, round_of: int) -> Counter[str]:
    """Each hand in a thread and a connection of its own makes its moves; what was not a refusal is raised here."""
    together = threading.Barrier(HANDS)

    def live(hand: int) -> Counter[str]:
        together.wait(30)
        try:
            return _moves(village, Random(f"{SEED}:{round_of}:{hand}"))
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as pool:
        return sum(pool.map(live, range(HANDS)), Counter[str]())


def _moves(village: Village, chance: Random) -> Counter[str]:
    done: Counter[str] = Counter()
    for _ in range(MOVES_EACH):
        life = Life(village, Glance(), chance, clock.today())
        try:
            with within_scheme(village.scheme):
                life.book.follow()
                (kind,) = chance.choices(*AT_ONCE)
                move = kind(life)
            if move is not None:
                with within_scheme(village.scheme):
                    move.do()
                done["happened"] += 1
        except Refusal as refusal:
            done["refused"] += 1
            done[type(refusal).code] += 1
    return done


def _prove(village: Village) -> None:
    with within_scheme(village.scheme):
        now = {holder.pk: custody.ranges(holder.pk) for holder in custody.holders()}
        assert rules.custody_from(custody.lines()) == {holder: ranges for holder, ranges in now.items() if ranges}
        held = sum(one.count for one in custody.totals().by_kind.values())
        assert held == sum(Order.objects.filter(series__isnull=False).values_list("quantity", flat=True))
    assert list(verify.run()) == []
