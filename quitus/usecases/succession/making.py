"""Making the archive."""

import csv
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from quitus.connectors import documents
from quitus.connectors.tabular import defused
from quitus.domain.keys import queries as keys
from quitus.domain.keys import ring
from quitus.domain.operators import handing_over, operations, queries
from quitus.domain.operators.errors import KeysAreShared, NothingToHandOver
from quitus.domain.operators.models import Succession
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.signed_codes import sign
from quitus.kernel.tenancy import current_scheme_id
from quitus.usecases.keys import escrow_to_recipient
from quitus.usecases.succession import layout

_CHUNK = 1 << 20
Owed = tuple[str, str, int, int]
"""What a structure is owed: its SIRET or "", its name, pass, cents."""


@operation
def make_archive(
    *,
    by: Actor,
    operator_id: int,
    reason: str,
    occurred_on: date,
    recipient: bytes | None = None,
    shared_keys: bool = False,
) -> Succession:
    """Put all that another needs to honour the pass of an operator in one archive, which is kept; with what it owes
    the venues, also for orders closed or handed to another, which are all there is once it has none left.

    With `recipient` (the 32 bytes of the successor's X25519 public key) the keys of its orders are in it, sealed so
    that nobody else opens them; only whoever runs the machine may ask that. Whoever opens a key computes the codes of
    all its orders: one that others have too, of this scheme or of another, leaves only with `shared_keys`. The table of
    contents is signed with each key whose secret is here.
    Refuses with `NotYourRole`, `DateInTheFuture`, `NothingToHandOver`, `KeysAreShared`.
    """
    scheme = organisations.scheme_by_id(current_scheme_id())
    operator = organisations.organisation(operator_id)
    orders, owed = list(handing_over.orders_of(operator_id)), handing_over.due(scheme.pk, operator_id)
    if not orders and not owed:
        raise NothingToHandOver(operator=operator.short_name)
    names = sorted({order.key_id for order in orders if order.key_id})
    shared = handing_over.other_orders_with(names, [order.pk for order in orders])
    if recipient is not None and shared.order_count and not shared_keys:
        raise KeysAreShared(orders=shared.order_count, schemes=shared.scheme_count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "succession.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            parts = _parts(by, scheme, operator_id, orders, owed, recipient)
            written = {name: _put(archive, name, content) for name, content in parts}
            manifest = _manifest(scheme, operator, orders, owed, reason, occurred_on, written)
            manifest |= {"keys": names, "keys_are_sealed_inside": recipient is not None, **_shared(shared)}
            content = json.dumps(manifest, ensure_ascii=False, indent=2).encode()
            archive.writestr(layout.MANIFEST, content)
            archive.writestr(layout.SIGNATURES, json.dumps(_signatures(names, content), indent=2))
        sha256, size = documents.store_stream(_pieces(path))
    return operations.record_succession(
        by=by,
        direction="out",
        operator_id=operator_id,
        reason=reason,
        occurred_on=occurred_on,
        sha256=sha256,
        size=size,
        manifest=manifest,
    )


def archive_content(succession_id: int) -> tuple[Succession, Path]:
    """An archive of the current scheme and where it stands. Raises `DocumentLost`, `DocumentDamaged`."""
    one = queries.succession(succession_id)
    return one, documents.whole_path(one.sha256)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _parts(
    by: Actor, scheme: Scheme, operator_id: int, orders: Sequence[Order], owed: Sequence[Owed], recipient: bytes | None
) -> Iterator[tuple[str, Iterable[bytes]]]:
    ids = [order.pk for order in orders]
    yield layout.ORDERS, _json([_told(order, operator_id) for order in orders])
    yield layout.KEYS, _json(list(_keys(by, orders, recipient)))
    uses = handing_over.unpaid(scheme.pk, operator_id).iterator(5_000)
    tables: dict[str, Iterable[Sequence[object]]] = {
        "pass.csv": handing_over.marks(ids),
        "serials.csv": handing_over.serials(ids),
        "circulation.csv": handing_over.circulation(ids),
        "venues.csv": (tuple(one.values()) for one in handing_over.venues(scheme.pk, operator_id)),
        "uses.csv": (
            (
                use.number,
                use.turn,
                use.organisation.siret or "",
                use.organisation.name,
                use.venue.name,
                use.service.code,
                use.service_on,
                use.recorded_at.isoformat(),
            )
            for use in uses
        ),
        "due.csv": owed,
    }
    for name, columns in layout.TABLES.items():
        yield name, _csv(columns, tables[name])


def _json(told: object) -> Iterator[bytes]:
    yield json.dumps(told, ensure_ascii=False, indent=2).encode()


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([defused(cell) if isinstance(cell, str) else cell for cell in row])
        if text.tell() > _CHUNK:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _put(archive: zipfile.ZipFile, name: str, content: Iterable[bytes]) -> dict[str, object]:
    digest, size = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as file:
        for piece in content:
            digest.update(piece)
            size += len(piece)
            file.write(piece)
    return {"sha256": digest.hexdigest(), "size": size}


def _told(order: Order, operator_id: int) -> dict[str, Any]:
    days = {name: _day(getattr(order, name)) for name in layout.ORDER_DAYS}
    facts = {name: getattr(order, name) for name in layout.ORDER_FACTS}
    return {
        **facts,
        **days,
        "series": str(order.series),
        "key": order.key_id,
        "payer_is_operator": order.payer_id == operator_id,
    }


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _keys(by: Actor, orders: Sequence[Order], recipient: bytes | None) -> Iterator[dict[str, object]]:
    """The keys of the orders: public always, secret only sealed to the recipient."""
    for name in sorted({order.key_id for order in orders if order.key_id}):
        sealed = json.loads(escrow_to_recipient(by=by, key_id=name, recipient=recipient)) if recipient else None
        yield {"id": name, "public_key": bytes(keys.key(name).public_key).hex(), "escrow": sealed}


def _shared(shared: handing_over.SharedKeys) -> dict[str, int]:
    return {
        "other_orders_with_these_keys": shared.order_count,
        "other_schemes_with_these_keys": shared.scheme_count,
    }


def _signatures(names: Sequence[str], manifest: bytes) -> dict[str, str]:
    """By key, its signature of the table of contents; a key whose secret is nowhere here signs nothing."""
    here = ring.ring()
    secrets = {name: here.secret(name) for name in names}
    return {name: sign(secret, layout.SIGNED, manifest).hex() for name, secret in secrets.items() if secret}


def _manifest(
    scheme: Scheme,
    operator: Organisation,
    orders: Sequence[Order],
    owed: Sequence[Owed],
    reason: str,
    occurred_on: date,
    written: dict[str, dict[str, object]],
) -> dict[str, object]:
    return {
        "format": layout.FORMAT,
        "version": layout.VERSION,
        "made_on": occurred_on.isoformat(),
        "reason": reason.strip(),
        "scheme": scheme.slug,
        "authority": {"name": scheme.authority.name, "siret": scheme.authority.siret},
        "operator": {"name": operator.name, "siret": operator.siret},
        "orders": len(orders),
        "pass": sum(order.quantity for order in orders),
        "due_pass": sum(count for _siret, _name, count, _amount in owed),
        "due_cents": sum(amount for _siret, _name, _count, amount in owed),
        "files": written,
    }
