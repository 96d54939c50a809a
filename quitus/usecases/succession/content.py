"""What an archive says, read whole and judged before anything of it is written."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from quitus.domain.distribution import states as custody
from quitus.domain.operators.errors import ArchiveNotReadable
from quitus.domain.operators.operations import SerialsTold
from quitus.domain.operators.rules import MOST_TEXT
from quitus.domain.vouchers import states as voucher
from quitus.domain.vouchers.operations.taking_up import Withheld
from quitus.domain.vouchers.rules import order_range, series_of
from quitus.kernel.ranges import NumberRange
from quitus.kernel.signed_codes import key_id
from quitus.kernel.words import N_
from quitus.usecases.succession import layout
from quitus.usecases.succession.reading import FILE_CHANGED, Archive, refusing_nonsense

USED_BEFORE = N_("Utilisé avant la reprise")
CANCELLED_BEFORE = N_("Annulé avant la reprise")
BLOCKED_BEFORE = N_("Bloqué avant la reprise")
REASONS = {
    voucher.BLOCKED: (voucher.BLOCKED, BLOCKED_BEFORE),
    voucher.CANCELLED: (voucher.CANCELLED, CANCELLED_BEFORE),
    voucher.REDEEMED: (voucher.CANCELLED, USED_BEFORE),
}
STAYS = frozenset({custody.BENEFICIARIES, custody.NOT_DELIVERED, custody.LOST, custody.STOLEN, custody.DESTROYED})


@dataclass
class OrderTold:
    """An order: its facts by field, its key, how many pass bear each mark, which are withheld, who holds what."""

    facts: dict[str, Any]
    key: str | None
    numbers: NumberRange
    marks: Counter[str] = field(default_factory=Counter)
    marked: list[NumberRange] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    pieces: list[tuple[str, NumberRange]] = field(default_factory=list)


@dataclass(frozen=True)
class KeyTold:
    """A key: the 32 bytes of its public half, and its escrow when it is sealed to us."""

    key_id: str
    public_key: bytes
    escrow: dict[str, object] | None


@dataclass(frozen=True)
class VenueTold:
    """A venue with its structure, known by its SIRET where it has one."""

    siret: str
    structure: str
    name: str
    address: str
    postcode: str
    commune: str
    is_mobile: bool
    is_public: bool
    services: tuple[str, ...]
    references: tuple[str, ...]
    qualification: str
    since_on: date | None


@dataclass(frozen=True)
class DueTold:
    """What a structure is owed for uses recorded before, in pass and in cents at face value."""

    siret: str
    structure: str
    count: int
    amount_cents: int


@dataclass(frozen=True)
class Content:
    """All that is taken up."""

    orders: list[OrderTold]
    keys: list[KeyTold]
    serials: list[SerialsTold]
    venues: list[VenueTold]
    due: list[DueTold]


def content_of(archive: Archive) -> Content:
    """What an archive says. Refuses with `ArchiveNotReadable` what is not whole, or says a pass twice or not at all."""
    with refusing_nonsense():
        orders = {told.numbers.first: told for told in map(_order, archive.json(layout.ORDERS))}
        by_series = {series_of(first): told for first, told in orders.items()}
        for numbers, (mark,) in _ranges(archive, "pass.csv"):
            told = by_series[series_of(numbers.first)]
            told.marks[mark] += numbers.count
            told.marked.append(numbers)
            if mark in REASONS:
                told.withheld.append(Withheld(numbers, *REASONS[mark]))
            elif mark != voucher.PLAIN:
                raise ValueError(mark)
        for numbers, (holder, _name, _since_on) in _ranges(archive, "circulation.csv"):
            told = by_series[series_of(numbers.first)]
            told.pieces.append((holder if holder in STAYS else custody.ACCOUNTANT, numbers))
        for told in orders.values():
            _refuse_uncovered(told)
        keys = [_key(told) for told in archive.json(layout.KEYS)]
        if {told.key for told in orders.values()} - {None} != {told.key_id for told in keys}:
            raise ValueError("keys")
        return Content(
            orders=list(orders.values()),
            keys=keys,
            serials=[_serials(row, by_series) for row in archive.rows("serials.csv")],
            venues=[_venue(row) for row in archive.rows("venues.csv")],
            due=[DueTold(row[0], row[1], int(row[2]), int(row[3])) for row in archive.rows("due.csv")],
        )


def _ranges(archive: Archive, name: str) -> Iterator[tuple[NumberRange, list[str]]]:
    for first, last, *rest in archive.rows(name):
        yield NumberRange(int(first), int(last)), rest


def _order(told: dict[str, Any]) -> OrderTold:
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in layout.ORDER_DAYS}
    facts = {name: told[name] for name in layout.ORDER_FACTS}
    series, quantity = int(told["series"]), int(told["quantity"])
    if facts["state"] not in (voucher.DELIVERED, voucher.ACTIVE, voucher.CLOSING):
        raise ValueError(facts["state"])
    return OrderTold({**facts, **days, "series": series}, told["key"], order_range(series, quantity))


def _refuse_uncovered(told: OrderTold) -> None:
    """Every pass bears one mark and is in one hand: one left out would be good here, whatever became of it before."""
    told.pieces.sort(key=lambda piece: piece[1])
    for ranges in (sorted(told.marked), [numbers for _kind, numbers in told.pieces]):
        apart = all(one.last < other.first for one, other in pairwise(ranges))
        inside = all(told.numbers.covers(numbers) for numbers in ranges)
        if not apart or not inside or sum(numbers.count for numbers in ranges) != told.numbers.count:
            raise ArchiveNotReadable(problem=FILE_CHANGED)
    told.pieces = list(_merged(told.pieces))


def _merged(pieces: Sequence[tuple[str, NumberRange]]) -> Iterator[tuple[str, NumberRange]]:
    """Neighbours in one hand as one range."""
    kind, numbers = pieces[0]
    for other, following in pieces[1:]:
        if other == kind and numbers.last + 1 == following.first:
            numbers = NumberRange(numbers.first, following.last)
        else:
            yield kind, numbers
            kind, numbers = other, following
    yield kind, numbers


def _key(told: dict[str, Any]) -> KeyTold:
    public, escrow = bytes.fromhex(told["public_key"]), told["escrow"]
    if len(public) != 32 or key_id(public) != told["id"] or not (escrow is None or isinstance(escrow, dict)):
        raise ValueError("key")
    return KeyTold(told["id"], public, escrow)


def _serials(row: Sequence[str], orders: Mapping[int, OrderTold]) -> SerialsTold:
    told = SerialsTold(row[0], *map(int, row[1:]))
    numbers = NumberRange(told.number, told.number + told.last - told.first)
    if not orders[series_of(told.number)].numbers.covers(numbers):
        raise ValueError("serials of another order")
    return told


def _venue(row: Sequence[str]) -> VenueTold:
    siret, structure, name, address, postcode, commune, mobile, public, services, called, state, since_on = row
    references = tuple(filter(None, (" ".join(text.split()) for text in called.split("\t"))))
    if any(len(text) > MOST_TEXT for text in references):
        raise ValueError("reference")
    return VenueTold(
        siret=siret,
        structure=structure,
        name=name,
        address=address,
        postcode=postcode,
        commune=commune,
        is_mobile=bool(int(mobile)),
        is_public=bool(int(public)),
        services=tuple(services.split()),
        references=references,
        qualification=state,
        since_on=date.fromisoformat(since_on) if since_on else None,
    )
