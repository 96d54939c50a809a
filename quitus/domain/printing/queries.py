"""What pages and other rooms may read of proofs and print runs."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet, Sum

from quitus.domain.printing import rules, states
from quitus.domain.printing.models import PrintDesign, PrintPart, PrintRun, Proof
from quitus.domain.vouchers.models import Order
from quitus.kernel.ranges import NumberRange


@dataclass(frozen=True)
class Progress:
    """How far a run is: parts made, parts in all, pass made, bytes made."""

    parts: int
    parts_total: int
    pass_count: int
    size: int

    @property
    def per_cent(self) -> int:
        """Whole per cents of the parts, rounded down: 100 says that all are made."""
        return self.parts * 100 // self.parts_total


def designs() -> QuerySet[PrintDesign]:
    """Every version of what pass say, latest first."""
    return PrintDesign.objects.all()


def current_design() -> PrintDesign | None:
    """The version in use; None before the first."""
    return designs().first()


def design(design_id: int) -> PrintDesign:
    """One version; raises `DoesNotExist`."""
    return PrintDesign.objects.get(pk=design_id)


def proofs(order_id: int) -> QuerySet[Proof]:
    """The proofs of an order, latest first, with the design of each."""
    return Proof.objects.select_related("design").filter(order_id=order_id)


def proofs_awaiting() -> QuerySet[Proof]:
    """The proofs on which nobody has decided, with their order."""
    found = Proof.objects.filter(state=states.MADE).order_by("made_on", "pk")
    return found.select_related("order__operator_contract__operator", "design")


def proof(proof_id: int) -> Proof:
    """One proof, with its order and design; raises `DoesNotExist`."""
    return Proof.objects.select_related("order__operator_contract__operator", "design").get(pk=proof_id)


def approved_proof(order_id: int) -> Proof | None:
    """The proof under which an order is printed."""
    return proofs(order_id).filter(state=states.APPROVED).first()


def runs(order_id: int) -> QuerySet[PrintRun]:
    """The runs of an order, latest first."""
    return PrintRun.objects.filter(order_id=order_id)


def with_progress(found: QuerySet[PrintRun]) -> QuerySet[PrintRun]:
    """The runs, each with `made_count`: how many of its parts are made."""
    return found.annotate(made_count=Count("parts"))


def run(run_id: int) -> PrintRun:
    """One run, with its order and design; raises `DoesNotExist`."""
    return PrintRun.objects.select_related("order__operator_contract__operator", "design").get(pk=run_id)


def parts(run_id: int) -> QuerySet[PrintPart]:
    """The parts of a run that are made, in order."""
    return PrintPart.objects.filter(run_id=run_id)


def part(part_id: int) -> PrintPart:
    """One part, with its run and its order; raises `DoesNotExist`."""
    return PrintPart.objects.select_related("run__order__operator_contract").get(pk=part_id)


def progress(one: PrintRun) -> Progress:
    """How far a run is."""
    made = parts(one.pk).aggregate(
        parts=Count("pk"), pass_count=Sum("last", default=0) - Sum("first", default=0), size=Sum("size", default=0)
    )
    return Progress(made["parts"], one.parts_total, int(made["pass_count"]) + made["parts"], int(made["size"]))


def missing_parts(one: PrintRun) -> list[tuple[int, NumberRange]]:
    """Rank and numbers of each part that is not made yet, in order."""
    made = set(parts(one.pk).values_list("rank", flat=True))
    cut = enumerate(rules.parts(one.range, one.part_size), 1)
    return [(rank, numbers) for rank, numbers in cut if rank not in made]


def printed_count(order_id: int, numbers: NumberRange) -> int:
    """How many pass of a range stand in files that were made, erased or not: those printed twice count once."""
    found = PrintPart.objects.filter(run__order_id=order_id, first__lte=numbers.last, last__gte=numbers.first).exclude(
        run__kind=states.CSV, run__state=states.STOPPED
    )
    count, reached = 0, numbers.first - 1
    for first, last in found.order_by("first", "last").values_list("first", "last"):
        first, last = max(first, reached + 1, numbers.first), min(last, numbers.last)
        if first <= last:
            count, reached = count + last - first + 1, last
    return count


def next_rank(order_id: int) -> int:
    """The rank of the next proof of an order, from 1."""
    return int(Proof.objects.filter(order_id=order_id).aggregate(most=Max("rank", default=0))["most"]) + 1


def runs_to_erase() -> QuerySet[PrintRun]:
    """The runs whose files may still be there though their order is counted, closed or cancelled."""
    over = Q(order__delivered_on__isnull=False) | Q(order__cancelled_on__isnull=False)
    return PrintRun.objects.select_related("order", "design").filter(over).exclude(state=states.ERASED)


def erased_among(run_ids: Collection[int]) -> list[int]:
    """Which of these runs are erased, in the current scheme."""
    return list(PrintRun.objects.filter(pk__in=run_ids, state=states.ERASED).values_list("pk", flat=True))


def is_own(order: Order, organisation_id: int | None) -> bool:
    """Whether an order was asked from this organisation."""
    contract = order.operator_contract
    return contract is not None and contract.operator_id == organisation_id
