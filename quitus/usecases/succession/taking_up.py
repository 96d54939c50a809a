"""Taking up an archive: the same numbers are honoured here, unless they would clash."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from quitus.connectors import documents
from quitus.domain.distribution import states as custody
from quitus.domain.distribution.operations.taking_up import take_up_custody
from quitus.domain.keys import operations as keys
from quitus.domain.operators import operations, queries
from quitus.domain.operators.errors import ArchiveNotReadable, SealedForSomebodyElse
from quitus.domain.operators.models import Succession
from quitus.domain.vouchers import states as voucher
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.operations.taking_up import Withheld, take_up_order
from quitus.domain.vouchers.rules import order_range, series_of
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.kernel.words import N_
from quitus.usecases.keys import NotAnEscrow, restore_key
from quitus.usecases.succession import layout
from quitus.usecases.succession.reading import FILE_CHANGED, Archive

USED_BEFORE = N_("Utilisé avant la reprise")
CANCELLED_BEFORE = N_("Annulé avant la reprise")
BLOCKED_BEFORE = N_("Bloqué avant la reprise")
STAYS = frozenset({custody.BENEFICIARIES, custody.NOT_DELIVERED, custody.LOST, custody.STOLEN, custody.DESTROYED})


@dataclass(frozen=True)
class TakenUp:
    """What was taken up: the line that says so, its orders, and how many pass can still be used."""

    succession: Succession
    orders: list[Order]
    usable_count: int


@operation
def take_up(
    *, by: Actor, archive: Archive, contract_id: int, reason: str, occurred_on: date, private: bytes | None = None
) -> TakenUp:
    """Enter every order of an archive under a contract of this scheme, all or none, with its series and its pass in
    their state. Pass used before are cancelled here: they were the other instance's to pay. From now on the authority
    pays.

    `private` (the 32 bytes of our X25519 key) opens the keys; without it pass are read by their number and their QR
    only. What is owed for earlier uses, the venues and the circulation stay in the archive, kept beside, as declared.
    Refuses with `NotYourRole`, `ArchiveAlreadyTakenUp`, `SealedForSomebodyElse`, `SeriesTaken` (a clash of numbers),
    `OrderNumberTaken`, `ConventionMissing`, `ArchiveNotReadable`, `KeyNameTaken`.
    """
    contract = queries.contract(contract_id)
    sha256, size = documents.store_stream(_pieces(archive.path))
    succession = operations.record_succession(
        by=by,
        direction="in",
        operator_id=contract.operator_id,
        reason=reason,
        occurred_on=occurred_on,
        sha256=sha256,
        size=size,
        manifest=archive.manifest,
    )
    known = _take_up_keys(by, archive, private)
    withheld, used_or_gone = _withheld(archive)
    pieces = _pieces_of_custody(archive)
    orders = []
    for told in archive.json(layout.ORDERS):
        facts = _facts(told)
        order = take_up_order(
            by=by,
            facts=facts,
            withheld=withheld.get(facts["series"], []),
            taken_up_on=occurred_on,
            contract_id=contract_id,
            key_id=told["key"] if told["key"] in known else None,
        )
        _refuse_uncovered(order, pieces.get(facts["series"], []))
        take_up_custody(by=by, order_id=order.pk, pieces=pieces[facts["series"]], on=occurred_on)
        orders.append(order)
    usable = sum(order.quantity for order in orders) - used_or_gone
    return TakenUp(succession, orders, usable)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            yield chunk


def _take_up_keys(by: Actor, archive: Archive, private: bytes | None) -> set[str]:
    """The keys that are known here from now on: with their secret when we can open it, else by what they verify."""
    known = set()
    for told in archive.json(layout.KEYS):
        if told["escrow"] is not None and private is not None:
            try:
                made = restore_key(by=by, content=json.dumps(told["escrow"]), private=private)
            except NotAnEscrow as wrong:
                raise SealedForSomebodyElse() from wrong
        else:
            made = keys.register_key(by=by, public_key=bytes.fromhex(told["public_key"]), retired=True)
        known.add(made.pk)
    return known


def _withheld(archive: Archive) -> tuple[dict[int, list[Withheld]], int]:
    """By series, the pass that nobody may use here; and how many these are."""
    reasons = {
        voucher.BLOCKED: (voucher.BLOCKED, BLOCKED_BEFORE),
        voucher.CANCELLED: (voucher.CANCELLED, CANCELLED_BEFORE),
        voucher.REDEEMED: (voucher.CANCELLED, USED_BEFORE),
    }
    found: dict[int, list[Withheld]] = {}
    count = 0
    told: dict[int, int] = {}
    for first, last, mark in archive.rows("pass.csv"):
        numbers = NumberRange(int(first), int(last))
        told[series_of(numbers.first)] = told.get(series_of(numbers.first), 0) + numbers.count
        if mark in reasons:
            found.setdefault(series_of(numbers.first), []).append(Withheld(numbers, *reasons[mark]))
            count += numbers.count
        elif mark != voucher.PLAIN:
            raise ArchiveNotReadable(problem=FILE_CHANGED)
    # A pass left out would be good here, whatever became of it before.
    if any(told.pop(int(one["series"]), 0) != one["quantity"] for one in archive.json(layout.ORDERS)) or told:
        raise ArchiveNotReadable(problem=FILE_CHANGED)
    return found, count


def _pieces_of_custody(archive: Archive) -> dict[int, list[tuple[str, NumberRange]]]:
    """By series, who holds what: what was in stock elsewhere comes to the accountant, to be counted."""
    found: dict[int, list[tuple[str, NumberRange]]] = {}
    for first, last, holder, _name, _since_on in archive.rows("circulation.csv"):
        numbers = NumberRange(int(first), int(last))
        kind = holder if holder in STAYS else custody.ACCOUNTANT
        pieces = found.setdefault(series_of(numbers.first), [])
        if pieces and pieces[-1][0] == kind and pieces[-1][1].last + 1 == numbers.first:
            pieces[-1] = (kind, NumberRange(pieces[-1][1].first, numbers.last))
        else:
            pieces.append((kind, numbers))
    return found


def _refuse_uncovered(order: Order, pieces: Sequence[tuple[str, NumberRange]]) -> None:
    """Every pass is in one hand: a circulation that leaves some out is not that of the order."""
    whole = order_range(order.series or 0, order.quantity)
    inside = all(whole.covers(numbers) for _kind, numbers in pieces)
    if not inside or sum(numbers.count for _kind, numbers in pieces) != order.quantity:
        raise ArchiveNotReadable(problem=FILE_CHANGED)


def _facts(told: dict[str, Any]) -> dict[str, Any]:
    try:
        days = {name: date.fromisoformat(told[name]) if told[name] else None for name in layout.ORDER_DAYS}
        facts = {name: told[name] for name in layout.ORDER_FACTS}
        return {**facts, **days, "series": int(told["series"])}
    except (KeyError, TypeError, ValueError) as wrong:
        raise ArchiveNotReadable(problem=FILE_CHANGED) from wrong
