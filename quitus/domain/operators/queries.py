"""What pages and use cases may read of operators outside: layouts, files, rows, serials, fees, credit notes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum

from quitus.domain.operators import kinds, rules, states
from quitus.domain.operators.book import SerialBook, passes_in
from quitus.domain.operators.errors import VenueAmbiguous, VenueUnknown
from quitus.domain.operators.models import (
    DebtBefore,
    DeclaredCreditNote,
    FeeLine,
    FileLayout,
    ImportedFile,
    SerialRange,
    Succession,
    VenueReference,
)
from quitus.domain.organisations.models import Organisation
from quitus.domain.redemption import queries as redemption
from quitus.domain.venues.models import Venue
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.entrusted import contract_of_use
from quitus.domain.vouchers.models import Entrustment, OperatorContract, Order
from quitus.kernel.money import Cents

_KNOWN = """
SELECT line, facts, file_id FROM operators_importedrow WHERE contract_id = %s AND kind = %s AND line = ANY(%s::text[])
"""


def contract(contract_id: int) -> OperatorContract:
    """One contract with its operator; raises `OperatorContract.DoesNotExist`."""
    return vouchers.contracts().get(pk=contract_id)


def contracts_numbered(number: str) -> QuerySet[OperatorContract]:
    """The contracts of that number, whoever the operator."""
    return vouchers.contracts().filter(number=number)


def layout(contract_id: int, kind: str) -> FileLayout | None:
    """How files of a kind are written under a contract, as said last; None when nobody has said."""
    return FileLayout.objects.filter(contract_id=contract_id, kind=kind).order_by("-version").first()


def layouts(contract_id: int) -> dict[str, FileLayout]:
    """The layouts in use under a contract, by kind, in the order of the kinds."""
    found = FileLayout.objects.filter(contract_id=contract_id).order_by("version")
    last = {one.kind: one for one in found}
    return {kind: last[kind] for kind in kinds.KINDS if kind in last}


def layout_versions(contract_id: int, kind: str) -> QuerySet[FileLayout]:
    """Every version of a layout, latest first."""
    return FileLayout.objects.filter(contract_id=contract_id, kind=kind).order_by("-version")


def as_rules(layout: FileLayout) -> rules.Layout:
    """A layout as the rules read it."""
    return rules.Layout(
        kind=layout.kind,
        columns=layout.columns,
        choices=layout.choices,
        service=layout.service,
        date_format=layout.date_format,
        has_header=layout.has_header,
    )


def files(*, contract_id: int | None = None, kind: str = "") -> QuerySet[ImportedFile]:
    """The files received in the scheme, latest first, with contract, operator and order."""
    found = ImportedFile.objects.select_related("contract__operator", "order", "layout").defer("entrusted_passes")
    if contract_id is not None:
        found = found.filter(contract_id=contract_id)
    return found.filter(kind=kind) if kind else found


@dataclass(frozen=True, slots=True)
class RefusedUses:
    """The files with uses of an order that came once it was another operator's, latest first, each with how many pass
    it says used; `count` pass in all: one that is in several files counts once.
    """

    files: list[tuple[ImportedFile, int]]
    count: int


def uses_refused_for(order: Order) -> RefusedUses:
    """The uses of an order refused because they came too late, in all files but those put aside: one query.

    A file that was only read counts too: where all of its rows came too late, there is nothing to import.
    """
    series = str(order.series)
    found = files(kind=kinds.SCANS).filter(entrusted_passes__has_key=series).exclude(state=states.DROPPED)
    texts = {one: one.entrusted_passes[series] for one in found.defer(None)}
    return RefusedUses([(one, passes_in([text])) for one, text in texts.items()], passes_in(texts.values()))


def uses_to_import(contract_id: int) -> int:
    """How many files of uses of a contract were received and neither imported whole nor put aside."""
    states_of = (states.RECEIVED, states.CHECKED, states.IMPORTING)
    return ImportedFile.objects.filter(contract_id=contract_id, kind=kinds.SCANS, state__in=states_of).count()


def file(file_id: int) -> ImportedFile:
    """One file with all that it names; raises `ImportedFile.DoesNotExist`."""
    return files().get(pk=file_id)


def counts_by_kind(contract_id: int) -> dict[str, int]:
    """How many files of each kind a contract has received."""
    rows = ImportedFile.objects.filter(contract_id=contract_id).order_by().values_list("kind")
    return dict(rows.annotate(count=Count("pk")))


def known_rows(contract_id: int, kind: str, lines: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Which of these line references have been imported, with the hash of what they said and the file that brought
    them: one query.
    """
    with connection.cursor() as cursor:  # one array, where the ORM would make ten thousand parameters of it
        cursor.execute(_KNOWN, [contract_id, kind, list(lines)])
        return {line: (facts, file_id) for line, facts, file_id in cursor.fetchall()}


def quantities(operator_id: int) -> dict[int, int]:
    """The quantity of each series that is or was with an operator: it knows those that were handed to another."""
    found = Order.objects.filter(
        Q(operator_contract__operator_id=operator_id)
        | Q(pk__in=Entrustment.objects.filter(contract_before__operator_id=operator_id).order_by().values("order"))
    )
    rows = found.filter(series__isnull=False).order_by().values_list("series", "quantity")
    return {series: quantity for series, quantity in rows if series}


def book_of(operator_id: int) -> SerialBook:
    """The serials of an operator and of the orders that it took over, ready to be looked up."""
    ranges = (
        SerialRange.objects.filter(
            Q(format__operator_id=operator_id) | Q(order__operator_contract__operator_id=operator_id)
        )
        .order_by("format__prefix", "format__width", "first")
        .values_list("format__prefix", "format__width", "first", "last", "number")
    )
    return SerialBook(ranges.iterator(10_000), quantities(operator_id))


def serials_given(order_id: int) -> int:
    """How many pass of an order have a serial of the operator's."""
    total = SerialRange.objects.filter(order_id=order_id).aggregate(sum=Sum(F("last") - F("first") + 1))
    return total["sum"] or 0


def serial_ranges(order_id: int) -> QuerySet[SerialRange]:
    """The serials of an order in the order of its pass, with the way they are written."""
    return SerialRange.objects.filter(order_id=order_id).select_related("format").order_by("number")


def serial_of_number(number: int) -> str:
    """How the operator writes the number of a pass; "" when it uses ours."""
    found = SerialRange.objects.filter(number__lte=number).select_related("format").order_by("-number").first()
    if found is None or number > found.number + found.last - found.first:
        return ""
    return str(rules.Serial(found.format.prefix, found.format.width, found.first + number - found.number))


def references(operator_id: int) -> QuerySet[VenueReference]:
    """How an operator calls venues, with each venue and its structure, by reference."""
    return VenueReference.objects.filter(operator_id=operator_id).select_related("venue__organisation")


def reference(operator_id: int, reference_id: int) -> VenueReference:
    """One reference of an operator; raises `VenueReference.DoesNotExist`."""
    return references(operator_id).get(pk=reference_id)


@dataclass(frozen=True)
class VenueNames:
    """How venues are found from what an operator writes: its reference first, else the SIRET of a structure."""

    by_reference: dict[str, int]
    by_siret: dict[str, list[int]]

    def find(self, text: str) -> int:
        """The venue meant. Refuses with `VenueUnknown`, `VenueAmbiguous`."""
        found = self.by_reference.get(rules.word(text))
        if found is not None:
            return found
        held = self.by_siret.get(text.replace(" ", "").replace("\u00a0", ""), [])
        if not held:
            raise VenueUnknown(venue=text)
        if len(held) > 1:
            raise VenueAmbiguous(venue=text)
        return held[0]


def venue_names(scheme_id: int, operator_id: int) -> VenueNames:
    """How an operator's files name the venues of a scheme: two queries."""
    named = {rules.word(one.reference): one.venue_id for one in references(operator_id)}
    held: dict[str, list[int]] = {}
    for venue_id, siret in Venue.objects.filter(scheme_id=scheme_id, organisation__siret__isnull=False).values_list(
        "pk", "organisation__siret"
    ):
        held.setdefault(siret or "", []).append(venue_id)
    return VenueNames(named, held)


def orders_of(contract_id: int) -> QuerySet[Order]:
    """The orders under a contract, latest first."""
    return vouchers.orders().filter(operator_contract_id=contract_id)


def orders_ever_of(contract_id: int) -> QuerySet[Order]:
    """The orders under a contract, and those that were before they were handed to another operator."""
    before = Entrustment.objects.filter(contract_before_id=contract_id).order_by().values("order")
    return vouchers.orders().filter(Q(operator_contract_id=contract_id) | Q(pk__in=before))


def fee_lines(contract_id: int) -> QuerySet[FeeLine]:
    """The lines of fees invoiced under a contract, latest first, with their order."""
    return FeeLine.objects.filter(contract_id=contract_id).select_related("order")


def billed_counts(contract_id: int, order_ids: Sequence[int]) -> Counter[tuple[str, int]]:
    """For how many pass of each order each kind of fee was invoiced under a contract so far, by kind and order."""
    found = FeeLine.objects.filter(contract_id=contract_id, order__in=order_ids)
    lines = found.order_by().values_list("kind", "order")
    return Counter({(kind, order_id): count for kind, order_id, count in lines.annotate(sum=Sum("count"))})


def billed_venues(contract_id: int) -> Counter[int]:
    """For how many venues the yearly fee was invoiced under a contract so far, by the year of the invoice."""
    found = FeeLine.objects.filter(contract_id=contract_id, kind=kinds.PER_VENUE).order_by()
    return Counter(dict(found.values_list("invoiced_on__year").annotate(sum=Sum("count"))))


def uses_by_day(contract: OperatorContract, order_ids: Sequence[int]) -> dict[int, list[tuple[date, int]]]:
    """The uses that stand of each order, recorded while it was under a contract, by the day of their service."""
    found: dict[int, list[tuple[date, int]]] = {}
    lines = (
        redemption.standing(contract.scheme_id)
        .filter(order__in=order_ids)
        .annotate(under=contract_of_use())
        .filter(under=contract.pk)
        .order_by()
        .values_list("order", "service_on")
    )
    for order_id, service_on, count in lines.annotate(count=Count("number")):
        found.setdefault(order_id, []).append((service_on, count))
    return found


def credited_counts(contract_id: int, order_ids: Sequence[int]) -> dict[int, int]:
    """How many pass of each order were credited by file under a contract so far."""
    notes = DeclaredCreditNote.objects.filter(contract_id=contract_id, order__in=order_ids).order_by()
    return dict(notes.values_list("order").annotate(sum=Sum("count")))


def paid_under(orders: Iterable[Order]) -> dict[int, int | None]:
    """The contract under which each order was paid whole: the first that it was active under, or the one of today."""
    found = {order.pk: order.operator_contract_id for order in orders}
    handed = Entrustment.objects.filter(order__in=found, live_count__isnull=False).order_by("-pk")
    return found | dict(handed.values_list("order", "contract_before"))


def given_counts(contract_id: int, orders: Sequence[Order]) -> dict[int, int]:
    """How many pass of each order came under a contract: all that were delivered to the first, and to another those
    that were left when the order was handed to it. Back with the first, it holds what it was given then.
    """
    handed = Entrustment.objects.filter(contract_id=contract_id, order__in=orders).order_by()
    left = dict(handed.values_list("order").annotate(sum=Sum("live_count")))
    first = paid_under(orders)
    return {
        order.pk: (order.delivered_count if first[order.pk] == contract_id else left.get(order.pk)) or 0
        for order in orders
    }


def declared_credit_notes(
    *, order_id: int | None = None, contract_id: int | None = None
) -> QuerySet[DeclaredCreditNote]:
    """The credit notes that an operator declares by file, of one order or of one contract, latest first.

    Declared figures: checked against the face value and against what is left of the order, entered in no account.
    """
    found = DeclaredCreditNote.objects.select_related("order", "file")
    if order_id is not None:
        found = found.filter(order_id=order_id)
    return found.filter(contract_id=contract_id) if contract_id is not None else found


def declared_credit(order_id: int) -> tuple[int, Cents]:
    """How many pass of an order the operator has credited by file so far, and how much, in cents."""
    sums = DeclaredCreditNote.objects.filter(order_id=order_id).aggregate(
        count=Sum("count", default=0), amount=Sum("amount_cents", default=0)
    )
    return sums["count"], Cents(sums["amount"])


def successions(operator_id: int | None = None) -> QuerySet[Succession]:
    """The archives that left the scheme or were taken up by it, of one operator or of all, latest first."""
    found = Succession.objects.select_related("operator")
    return found if operator_id is None else found.filter(operator_id=operator_id)


def succession(succession_id: int) -> Succession:
    """One archive; raises `Succession.DoesNotExist`."""
    return successions().get(pk=succession_id)


def structure_with_siret(siret: str) -> Organisation | None:
    """The organisation of the directory that has this SIRET; None when nobody has registered it."""
    return Organisation.objects.filter(siret=siret).first()


def venues_named(organisation_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """The venues of some structures, by structure and name."""
    found = Venue.objects.filter(organisation_id__in=list(organisation_ids)).order_by("pk")
    return {(one.organisation_id, one.name): one.pk for one in found}


def debts_before(succession_id: int) -> QuerySet[DebtBefore]:
    """What the operator before owes each structure, as an archive taken up says it, in alphabetical order."""
    return DebtBefore.objects.filter(succession_id=succession_id).select_related("organisation")
