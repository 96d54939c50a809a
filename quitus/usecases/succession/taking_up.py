"""Taking up an archive: the same numbers are honoured here, unless they would clash."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from quitus.connectors import documents
from quitus.domain.distribution.operations.taking_up import take_up_custody
from quitus.domain.keys import operations as keys
from quitus.domain.operators import operations, queries
from quitus.domain.operators.errors import ArchiveHashDiffers, OrderNotInArchive, SealedForSomebodyElse
from quitus.domain.operators.models import Succession
from quitus.domain.organisations import kinds
from quitus.domain.organisations.models import Organisation
from quitus.domain.organisations.operations import register_organisation
from quitus.domain.venues.operations.taking_up import PlaceTold, take_up_structure
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.operations.taking_up import take_up_order
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.usecases.keys import NotAnEscrow, restore_key
from quitus.usecases.succession.content import Content, KeyTold, OrderTold, VenueTold, content_of
from quitus.usecases.succession.reading import Archive

Structure = tuple[str, str]
"""How an archive names a structure: its SIRET or "", its name."""


@dataclass(frozen=True)
class OrderTakenUp:
    """An order taken up, its number and how many of its pass bore each mark in the other instance."""

    order: Order
    number_before: str
    marks: Mapping[str, int]


@dataclass(frozen=True)
class TakenUp:
    """What was taken up: the line that says so, its orders, how many pass can still be used, how many venues were
    registered, and what is due by the operator before, in cents.
    """

    succession: Succession
    orders: list[OrderTakenUp]
    usable_count: int
    venue_count: int
    due_cents: int


@operation
def take_up(
    *,
    by: Actor,
    archive: Archive,
    contract_id: int,
    reason: str,
    occurred_on: date,
    sha256: str,
    private: bytes | None = None,
    renamed: Mapping[str, str] = MappingProxyType({}),
) -> TakenUp:
    """Enter every order of an archive under a contract of this scheme, all or none, with its series and its pass in
    their state. Pass used before are cancelled here: they were the other instance's to pay. From now on the authority
    pays. Structures are found by their SIRET or registered, with their venues and their qualification, never with
    bank details. What the operator before owes them is a list, and no debt of this scheme.

    `sha256` is the hash that whoever made the archive told by another way: what an archive says of itself, its keys and
    their signatures included, proves neither who made it nor that none came after. `private` (the 32 bytes of our
    X25519 key) opens the keys; without it pass are read by their number and their QR code only, and none is printed
    again. `renamed` gives orders of the archive, by their number there, the number that they have here.
    Refuses with `ArchiveHashDiffers`, `ArchiveNotReadable`, `OrderNotInArchive`, `ArchiveAlreadyTakenUp`,
    `SealedForSomebodyElse`, and as `take_up_order`.
    """
    if sha256.strip().lower() != archive.sha256:
        raise ArchiveHashDiffers(found=archive.sha256, given=sha256.strip() or "–")
    content = content_of(archive)
    _refuse_unknown(renamed, content)
    contract = queries.contract(contract_id)
    stored, size = documents.store_stream(_pieces(archive.path))
    succession = operations.record_succession(
        by=by,
        direction="in",
        operator_id=contract.operator_id,
        reason=reason,
        occurred_on=occurred_on,
        sha256=stored,
        size=size,
        manifest=archive.manifest,
    )
    known = {told.key_id: _take_up_key(by, told, private) for told in content.keys}
    orders = [_take_up_order(by, told, contract_id, known, occurred_on, renamed) for told in content.orders]
    by_series = {told.order.series or 0: told.order.pk for told in orders}
    operations.take_up_serials(by=by, operator_id=contract.operator_id, orders=by_series, serials=content.serials)
    structures = _take_up_structures(by, content)
    venues = _take_up_venues(by, content.venues, structures, occurred_on)
    _take_up_references(by, contract.operator_id, content.venues, structures)
    _record_debts(by, succession, content, structures)
    usable = sum(told.numbers.count - sum(one.numbers.count for one in told.withheld) for told in content.orders)
    return TakenUp(succession, orders, usable, venues, sum(due.amount_cents for due in content.due))


def _refuse_unknown(renamed: Mapping[str, str], content: Content) -> None:
    numbers = [str(told.facts["number"]) for told in content.orders]
    for number in renamed:
        if number not in numbers:
            raise OrderNotInArchive(number=number, found=", ".join(numbers) or "–")


def _take_up_order(
    by: Actor,
    told: OrderTold,
    contract_id: int,
    known: Mapping[str, str],
    on: date,
    renamed: Mapping[str, str],
) -> OrderTakenUp:
    order = take_up_order(
        by=by,
        facts=told.facts,
        withheld=told.withheld,
        taken_up_on=on,
        contract_id=contract_id,
        key_id=known[told.key] if told.key else None,
        renamed=renamed.get(told.facts["number"], ""),
    )
    take_up_custody(by=by, order_id=order.pk, pieces=told.pieces, on=on)
    return OrderTakenUp(order, told.facts["number"], dict(told.marks))


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            yield chunk


def _take_up_key(by: Actor, told: KeyTold, private: bytes | None) -> str:
    """The key is known here from now on: with its secret when we can open it, else by what it verifies."""
    if told.escrow is None or private is None:
        return keys.register_key(by=by, public_key=told.public_key, retired=True).pk
    try:
        made = restore_key(by=by, content=json.dumps(told.escrow), private=private)
    except NotAnEscrow as wrong:
        raise SealedForSomebodyElse() from wrong
    if bytes(made.public_key) != told.public_key:
        raise SealedForSomebodyElse()
    return made.pk


def _take_up_structures(by: Actor, content: Content) -> dict[Structure, Organisation]:
    """Every structure that the archive names: the one of the directory with its SIRET, else a new one."""
    named: set[Structure] = {(venue.siret, venue.structure) for venue in content.venues}
    named |= {(due.siret, due.structure) for due in content.due}
    found: dict[Structure, Organisation] = {}
    for siret, name in sorted(named):
        known = queries.structure_with_siret(siret) if siret else None
        found[siret, name] = known or register_organisation(
            by=by, name=name, short_name=name[:60], kind=kinds.STRUCTURE, siret=siret or None
        )
    return found


def _record_debts(
    by: Actor, succession: Succession, content: Content, structures: Mapping[Structure, Organisation]
) -> None:
    for due in content.due:
        operations.record_debt_before(
            by=by,
            succession_id=succession.pk,
            organisation_id=structures[due.siret, due.structure].pk,
            count=due.count,
            amount_cents=due.amount_cents,
        )


def _take_up_venues(
    by: Actor, venues: Sequence[VenueTold], structures: Mapping[Structure, Organisation], on: date
) -> int:
    places: dict[Structure, list[VenueTold]] = {}
    for told in venues:
        places.setdefault((told.siret, told.structure), []).append(told)
    return sum(
        take_up_structure(
            by=by,
            organisation_id=structures[name].pk,
            places=[
                PlaceTold(one.name, one.address, one.postcode, one.commune, one.is_mobile, one.is_public, one.services)
                for one in told
            ],
            qualification=told[0].qualification,
            since_on=told[0].since_on,
            taken_up_on=on,
        )
        for name, told in places.items()
    )


def _take_up_references(
    by: Actor, operator_id: int, venues: Sequence[VenueTold], structures: Mapping[Structure, Organisation]
) -> None:
    """Files that still name venues as the operator before did are read here too."""
    known = queries.venues_named(structure.pk for structure in structures.values())
    operations.take_up_references(
        by=by,
        operator_id=operator_id,
        references={
            text: known[structures[one.siret, one.structure].pk, one.name] for one in venues for text in one.references
        },
    )
