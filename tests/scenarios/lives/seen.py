"""What the pages show, held against the plain book; and all that is written, which a refusal must leave as it was."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.db import connection

from quitus.domain.distribution import queries as custody
from quitus.domain.distribution import rules
from quitus.domain.distribution.models import Holding
from quitus.domain.redemption import queries as redemption
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.models import Voucher
from quitus.kernel.ranges import merged
from quitus.usecases.verify import CHECKS
from tests.scenarios.lives.moves import Life

# Attempts refused in a venue are kept on purpose; everything else that a move can write is here.
WRITTEN = (
    "vouchers_order", "vouchers_delivery", "vouchers_deliveryrange", "vouchers_orderprolongation",
    "vouchers_markchange", "distribution_movement", "distribution_holding", "distribution_slip",
    "distribution_numbering", "distribution_handout", "distribution_handoutreversal", "distribution_referral",
    "redemption_redemption", "redemption_redemptionreversal", "controls_lossfile", "controls_lossrange",
    "controls_lossstep", "controls_inventory", "expiry_step", "ledger_transfer", "audit_entry",
)  # fmt: skip
STATE = (
    " UNION ALL ".join(
        f"SELECT '{table}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {table} t"
        for table in WRITTEN
    )
    + " UNION ALL SELECT 'vouchers_voucher', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)"
    " FROM vouchers_voucher t WHERE mark <> 'plain' OR turn > 0"
)


def state() -> list[tuple[object, ...]]:
    """Everything that moves write, as a fingerprint of each table."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        return sorted(cursor.fetchall())


def check(life: Life) -> None:
    """Custody and validity as the queries of the pages tell them are those of the book."""
    _check_custody(life)
    _check_totals(life)
    _check_one_register(life)
    _check_some_pass(life)
    _check_marks(life)


def _check_custody(life: Life) -> None:
    book = life.book.held()
    assert rules.custody_from(custody.lines()) == book, "the lines alone, by the rule"
    holdings = defaultdict(list)
    for holding in Holding.objects.all():
        holdings[holding.holder_id].append(holding.range)
    assert {holder: merged(ranges) for holder, ranges in holdings.items()} == book, "what holders have"


def _check_totals(life: Life) -> None:
    counts = life.book.counts()
    by_kind, by_order = Counter[str](), defaultdict[int, Counter[str]](Counter)
    for (holder, order_id), count in counts.items():
        by_kind[life.book.kinds[holder]] += count
        by_order[order_id][life.book.kinds[holder]] += count
    told = custody.totals()
    assert {kind: held.count for kind, held in told.by_kind.items()} == dict(by_kind)
    assert told.by_order == {order_id: dict(kinds) for order_id, kinds in by_order.items()}
    shown = {(line.holder.pk, line.order.pk): line for line in custody.stock()}
    assert {key: line.count for key, line in shown.items()} == counts
    for (holder, order_id), line in shown.items():
        sheet = life.book.sheets[order_id]
        since = min(day for who, day in zip(sheet.holders, sheet.since, strict=True) if who == holder)
        # Of what people hold, the first day on which they were given any is told.
        to_people = life.book.kinds[holder] == "beneficiaries"
        assert line.since_on == since or (to_people and line.since_on <= since)


def _check_one_register(life: Life) -> None:
    holder = life.chance.choice(sorted(life.book.kinds))
    count = life.book.count([holder])
    lines = list(custody.register_lines(holder))
    assert (lines[-1].balance if lines else 0) == count, "the running balance ends on what is held"
    assert [line.movement.pk for line in lines] == [
        line.pk
        for line in sorted(life.book.lines, key=lambda one: (one.occurred_on, one.pk))
        if holder in (line.from_holder_id, line.to_holder_id)
    ]
    on = life.today - timedelta(days=life.chance.randrange(60))
    assert custody.balance(holder, on) == life.book.balance(holder, on)
    assert custody.balance(holder, life.today) == count
    page = custody.register_page(holder, size=7)
    assert [line.balance for line in page.lines] == [line.balance for line in lines[:7]]


def _check_some_pass(life: Life) -> None:
    sheet = life.sheet()
    place = life.chance.randrange(sheet.quantity)
    number = sheet.numbers(place, place).first
    found = custody.custody_of(number)
    assert found is not None
    assert (found.holder.pk, found.order_id, found.since_on) == (
        sheet.holders[place], sheet.order_id, sheet.since[place]
    )  # fmt: skip
    on = life.today - timedelta(days=life.chance.randrange(30))
    known = [line for line in life.book.lines if number in line.range and line.occurred_on <= on]
    then = custody.holder_of(number, on)
    assert (then.pk if then else None) == (known[-1].to_holder_id if known else None)
    assert custody.custody_of(sheet.numbers(sheet.quantity, sheet.quantity).first) is None


def _check_marks(life: Life) -> None:
    told = {
        number: (mark, turn)
        for number, mark, turn in Voucher.objects.exclude(mark="plain", turn=0).values_list("number", "mark", "turn")
    }
    book = {
        sheet.numbers(place, place).first: (mark, sheet.turns[place])
        for sheet in life.book.sheets.values()
        for place, mark in enumerate(sheet.marks)
        if mark != "plain" or sheet.turns[place]
    }
    assert told == book
    assert redemption.counts_by_validity(life.today) == life.book.validities(life.today)
    for order in vouchers.orders().filter(series__isnull=False):
        sheet = life.book.sheets[order.pk]
        facts = vouchers.facts_of(order)
        assert (facts.activated_on, facts.valid_until, facts.usable_until, facts.blocked_from, facts.closed) == (
            sheet.activated_on, sheet.valid_until, sheet.usable_until, sheet.blocked_from, sheet.is_closed
        )  # fmt: skip


def prove() -> None:
    """Every check of `verify` that is written in SQL, on what is not committed yet."""
    with connection.cursor() as cursor:
        found = [(fault.check, fault.key) for check in CHECKS for fault in check.faults(cursor)]
    assert found == [], f"verify found {found}"
