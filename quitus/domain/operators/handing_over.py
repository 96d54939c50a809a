"""What a successor needs of an operator, row by row: read from the rooms below, never held whole in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from quitus.domain.distribution import states as custody
from quitus.domain.distribution.models import Holding
from quitus.domain.operators.models import SerialRange, VenueReference
from quitus.domain.redemption import queries as redemption
from quitus.domain.redemption.models import Redemption
from quitus.domain.reimbursement.models import ClaimLine
from quitus.domain.reimbursement.states import PAID
from quitus.domain.venues.models import Qualification, QualificationStep, ServiceOffer, Venue
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import states as voucher
from quitus.domain.vouchers.entrusted import payer_of_use
from quitus.domain.vouchers.models import Entrustment, Order

# Who holds them by name only where that is a place or a body: names of people stay here.
NAMED = frozenset({custody.PRINTER, custody.ACCOUNTANT, custody.SAFE, custody.POINT, custody.MANDATED})

_MARKS = """
SELECT min(number), max(number), mark FROM (
    SELECT number, mark, number - row_number() OVER (PARTITION BY order_id, mark ORDER BY number) AS run
    FROM vouchers_voucher WHERE order_id = ANY(%s)
) AS marked
GROUP BY mark, run ORDER BY 1
"""


def orders_of(operator_id: int) -> QuerySet[Order]:
    """The orders of an operator whose pass were delivered and still live, oldest first, with all that they name.

    What it never delivered is no pass to honour: such an order is abandoned, or asked from somebody else.
    """
    living = (voucher.DELIVERED, voucher.ACTIVE, voucher.CLOSING)
    found = vouchers.orders(operator_id=operator_id, states_in=living)
    return found.select_related("payer", "convention").order_by("drafted_on", "pk")


def marks(order_ids: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Ranges of pass that bear one mark: first, last, mark, in the order of numbers."""
    with connection.cursor() as cursor:
        cursor.execute(_MARKS, [list(order_ids)])
        while rows := cursor.fetchmany(5_000):
            yield from rows


def serials(order_ids: Sequence[int]) -> Iterator[tuple[str, int, int, int, int]]:
    """The operator's own serials: prefix, width, first, last, number of the first pass."""
    found = SerialRange.objects.filter(order_id__in=order_ids).order_by("number")
    names = ("format__prefix", "format__width", "first", "last", "number")
    yield from found.values_list(*names).iterator(5_000)


def circulation(order_ids: Sequence[int]) -> Iterator[tuple[int, int, str, str, date]]:
    """Where pass are: first, last, kind of holder, its name where it is no person's, since when."""
    found = Holding.objects.filter(order_id__in=order_ids).select_related("holder").order_by("numbers")
    for one in found.iterator(5_000):
        name = one.holder.label if one.holder.kind in NAMED else ""
        yield one.range.first, one.range.last, one.holder.kind, name, one.since_on


def venues(scheme_id: int, operator_id: int) -> Iterator[dict[str, object]]:
    """The venues of a scheme: their structure, what they offer, how the operator calls them, whether they are
    qualified and since when. Bank details stay here: whoever pays next asks each structure, and verifies them.
    """
    step = QualificationStep.objects.filter(qualification=OuterRef("file")).order_by("-effective_on", "-pk")
    file = Qualification.objects.filter(scheme_id=scheme_id, organisation=OuterRef("organisation"))
    found = (
        Venue.objects.filter(scheme_id=scheme_id)
        .select_related("organisation")
        .annotate(file=Subquery(file.values("pk")[:1]))
        .annotate(state=Subquery(step.values("state")[:1]), since=Subquery(step.values("effective_on")[:1]))
        .order_by("sort_key", "pk")
    )
    names: dict[int, list[str]] = {}
    for venue_id, text in VenueReference.objects.filter(operator_id=operator_id).values_list("venue_id", "reference"):
        names.setdefault(venue_id, []).append(text)
    offers: dict[int, list[str]] = {}
    for venue_id, code in ServiceOffer.objects.filter(scheme_id=scheme_id).values_list("venue_id", "service__code"):
        offers.setdefault(venue_id, []).append(code)
    for one in found:
        yield {
            "siret": one.organisation.siret or "",
            "structure": one.organisation.name,
            "venue": one.name,
            "address": one.address,
            "postcode": one.postcode,
            "commune": one.commune,
            "mobile": int(one.is_mobile),
            "public": int(one.is_public),
            "services": " ".join(sorted(offers.get(one.pk, []))),
            "references": "\t".join(sorted(names.get(one.pk, []))),  # no reference has a tab in it
            "qualification": one.state or "",
            "since_on": one.since or "",
        }


def unpaid(scheme_id: int, operator_id: int) -> QuerySet[Redemption]:
    """The uses that stand, that no paid claim counts and that an operator is to pay to the venues, by number.

    It is the payer of those recorded while it was paid for their order, closed or handed to another since; of none
    where the authority pays: the same uses, now, as in the exposure.
    """
    paid = ClaimLine.objects.filter(number=OuterRef("number"), turn=OuterRef("turn"), claim__state=PAID)
    before = Entrustment.objects.filter(payer_before_id=operator_id).values("order")
    ever_its = Order.objects.filter(Q(payer_id=operator_id) | Q(pk__in=before)).order_by()
    found = redemption.standing(scheme_id).filter(~Exists(paid), order__in=ever_its.values("pk"))
    its_own = found.annotate(payer_id=payer_of_use()).filter(payer_id=operator_id)
    return its_own.select_related("venue", "organisation", "service", "order").order_by("number")


def due(scheme_id: int, operator_id: int) -> list[tuple[str, str, int, int]]:
    """What an operator owes to each structure for those uses: SIRET, name, pass, cents at face value."""
    rows = (
        unpaid(scheme_id, operator_id)
        .order_by("organisation__sort_key", "organisation_id")
        .values_list("organisation__siret", "organisation__name")
        .annotate(count=Count("number"), amount=Sum("order__face_value_cents"))
    )
    return [(siret or "", name, count, amount) for siret, name, count, amount in rows]


@dataclass(frozen=True)
class SharedKeys:
    """How many orders besides have their codes from the same keys, and of how many other schemes."""

    order_count: int
    scheme_count: int


def other_orders_with(key_ids: Sequence[str], order_ids: Sequence[int]) -> SharedKeys:
    """Which living orders besides, of every scheme of the instance, have their codes from these keys: counted only, by
    a function of the database that sees across schemes.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM quitus_orders_with_keys(%s::text[], %s::bigint[])", [list(key_ids), list(order_ids)]
        )
        return SharedKeys(*cursor.fetchone())
