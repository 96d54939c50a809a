"""The codes printed on a pass: derived from the key of its order, never stored.

Two of them say the same number: fourteen characters to type, and the signed text of the QR code. Both are money: they
never reach a log, and nothing but the pass shows them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db import connection, transaction
from django.db.models import Count, QuerySet

from quitus.domain.keys import queries as keys
from quitus.domain.keys import ring, states
from quitus.domain.keys.errors import KeyIsStolen, PrintedElsewhere
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.errors import NumbersUnknown
from quitus.domain.vouchers.models import Order, Voucher
from quitus.domain.vouchers.states import BLOCKED, CLOSED, OUTSIDE, PLAIN
from quitus.kernel import signed_codes
from quitus.kernel.codes import NotACode
from quitus.kernel.tenancy import current_scheme_id

_QR_SYMBOLS = 60
"""No human code is so long however it is typed, and no signed one so short."""

_NOBODYS = signed_codes.public_key(bytes(signed_codes.SECRET_BYTES))
"""Verifies nothing, in the time that a key takes: its name is never that of the code when no key has that name."""

# By scheme and series, since a scheme sees its own orders only. The key of a series never changes once the series
# exists: what was read once stays true.
_keys_of_series: dict[tuple[int, int], str] = {}
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on one pass: its number, the 14 characters (`kernel.codes.group` shows them), the text of its QR."""

    number: int
    code: str = field(repr=False)
    qr_text: str = field(repr=False)


def printed(numbers: Iterable[int]) -> list[Printed]:
    """What stands on these pass of the current scheme, in the order given; 50,000 take a few seconds.

    Refuses with `NumbersUnknown`, `PrintedElsewhere`, `KeySecretMissing` (its key is lost, or elsewhere),
    `KeyIsStolen`.
    """
    found = []
    for series, some in groupby(numbers, rules.series_of):
        key_id = _printing_key(series)
        codes, signer = ring.human_codes(key_id), ring.signer(key_id)
        found += [Printed(number, codes.code(number), signer.text(number)) for number in some]
    return found


def code_of(number: int) -> str:
    """The 14 characters printed on the pass with this number; refuses as `printed`."""
    return ring.human_codes(_printing_key(rules.series_of(number))).code(number)


def number_of_code(text: str) -> int:
    """The number behind a code as somebody typed or scanned it: fourteen characters, or the text of the QR code.

    It is that of an order of the current scheme whose codes were made by that very key; whether the order has so many
    pass is not looked at. Refuses with `NotACode`, the same whatever is wrong.
    """
    for key_id, number in claimed(text):
        if _key_of_series(rules.series_of(number)) == key_id:
            return number
    raise NotACode()


def remembered_number(scheme_id: int, text: str) -> int | None:
    """The number behind a code, if what was read before tells it: no query for a series that this process knows.

    None for what is no code, and for a code of a series not heard of yet.
    """
    for key_id, number in claimed(text):
        if _keys_of_series.get((scheme_id, rules.series_of(number))) == key_id:
            return number
    return None


def remember_series() -> None:
    """Read the keys of all series of the current scheme, for `remembered_number`: one query."""
    scheme_id = current_scheme_id()
    for series, key_id in Order.objects.filter(series__isnull=False).values_list("series", "key_id"):
        if key_id and series is not None and len(_keys_of_series) < _MOST_REMEMBERED:
            _keys_of_series[scheme_id, series] = key_id


def claimed(text: str) -> list[tuple[str, int]]:
    """The keys that may have made a code, each with the number it would then carry: none for what is no code.

    A QR code names its key, which must have signed it; fourteen characters are tried with each key whose secret is
    here. Whether the number is one of an order of that key is not looked at.
    """
    if len(text) > _QR_SYMBOLS:
        return _signed(text)
    found = []
    for key_id in ring.ring().names():
        try:
            found.append((key_id, ring.human_codes(key_id).read(text)))
        except NotACode:
            continue
    return found


def _signed(text: str) -> list[tuple[str, int]]:
    try:
        code = signed_codes.read(text)
    except NotACode:
        return []
    public = keys.public_key_of(code.key_id) or _NOBODYS
    return [(code.key_id, code.number)] if code.is_signed_by(public) else []


def scheme_of_series(series: int) -> tuple[int, str] | None:
    """The scheme of an order and the key of its codes, whatever scheme is current; None when no order has the series.

    For whoever shows a code outside of any scheme.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('quitus.series', %s, true)", [str(series)])
        row = Order.objects.filter(series=series).values_list("scheme_id", "key_id").first()
        cursor.execute("SELECT set_config('quitus.series', '', true)")
    return (row[0], row[1]) if row and row[1] else None


@dataclass(frozen=True)
class SignedOrder:
    """An order whose codes a key made, and how many of its pass could still be used; None where nobody asked."""

    order: Order
    live_count: int | None = None


def orders_of_key(key_id: str) -> list[SignedOrder]:
    """The orders of the current scheme whose codes a key made, oldest first: what is to be replaced if it is stolen.

    A pass is live when its order is not closed and it is neither used nor cancelled; all of them are counted one by
    one, which takes a fraction of a second for each order of 50,000.
    """
    return orders_by_key({key_id}).get(key_id, [])


def orders_by_key(counted: Collection[str] = ()) -> dict[str, list[SignedOrder]]:
    """The orders of the current scheme by the key of their codes, oldest first; live pass for the keys `counted`."""
    orders = Order.objects.filter(key__isnull=False).order_by("drafted_on", "pk")
    live = Voucher.objects.filter(
        order__in=orders.filter(key__in=counted).exclude(state=CLOSED), mark__in=[PLAIN, BLOCKED]
    )
    counts = dict(live.order_by().values_list("order").annotate(count=Count("number"))) if counted else {}
    found: dict[str, list[SignedOrder]] = {}
    for order in orders:
        live_count = counts.get(order.pk, 0) if order.key_id in counted else None
        found.setdefault(str(order.key_id), []).append(SignedOrder(order, live_count))
    return found


def orders_without_key() -> QuerySet[Order]:
    """The orders of the current scheme whose pass exist and whose codes should be ours, and have no key: none."""
    return Order.objects.filter(series__isnull=False, key__isnull=True).exclude(shape=OUTSIDE)


def _printing_key(series: int) -> str:
    key_id = _key_of_series(series)
    if key_id is None:
        if Order.objects.filter(series=series).exists():
            raise PrintedElsewhere()
        raise NumbersUnknown()
    if keys.key(key_id).state == states.STOLEN:
        raise KeyIsStolen(key=key_id)
    return key_id


def _key_of_series(series: int) -> str | None:
    asked = (current_scheme_id(), series)
    known = _keys_of_series.get(asked)
    if known is None:
        known = Order.objects.filter(series=series).values_list("key_id", flat=True).first()
        if known and len(_keys_of_series) < _MOST_REMEMBERED:
            _keys_of_series[asked] = known
    return known
