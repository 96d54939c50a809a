"""Claims and payments, and what each structure is owed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Sum

from quitus.domain.redemption.models import Redemption
from quitus.domain.redemption.queries import standing
from quitus.domain.reimbursement import rules, states
from quitus.domain.reimbursement.models import Claim, ClaimLine, OperatorFee, Payment
from quitus.domain.vouchers.entrusted import contract_of_use
from quitus.domain.vouchers.models import OperatorContract
from quitus.kernel import clock
from quitus.kernel.calendar import add_months, month_bounds
from quitus.kernel.money import Cents


@dataclass(frozen=True)
class VenueShare:
    """What one venue adds to a claim."""

    venue: str
    commune: str
    count: int
    total_cents: Cents


@dataclass(frozen=True)
class Waiting:
    """Pass taken and not yet on a claim: how many, worth how much, since which day of service."""

    count: int
    total_cents: Cents
    since: date | None


@dataclass(frozen=True)
class Owed:
    """What a structure is owed: pass of past months to claim, of this month, and claims not yet paid."""

    to_claim: Waiting
    this_month: Waiting
    unpaid: Sequence[Claim]

    @property
    def total_cents(self) -> Cents:
        """All of it, in cents."""
        claimed = sum(claim.total_cents for claim in self.unpaid)
        return Cents(self.to_claim.total_cents + self.this_month.total_cents + claimed)


def claims(
    scheme_id: int,
    *,
    organisation_id: int | None = None,
    payer_id: int | None = None,
    state: str = "",
) -> QuerySet[Claim]:
    """The claims of a scheme, of a structure, for a payer, in a state; latest month first, with both names."""
    found = Claim.objects.filter(scheme_id=scheme_id).select_related("organisation", "payer")
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    if payer_id is not None:
        found = found.filter(payer_id=payer_id)
    if state:
        found = found.filter(state=state)
    return found.order_by("-month", "organisation__sort_key", "pk")


def counts_by_state(scheme_id: int) -> dict[str, int]:
    """How many claims stand in each state."""
    counted = Claim.objects.filter(scheme_id=scheme_id).values("state").annotate(count=Count("pk"))
    return {row["state"]: row["count"] for row in counted.order_by()}


def claim(claim_id: int) -> Claim | None:
    """One claim with structure, payer, *service fait* and payment, if it is there."""
    return (
        Claim.objects.select_related("organisation", "payer", "service_fait", "settlement__payment")
        .filter(pk=claim_id)
        .first()
    )


def venue_shares(claim_id: int) -> list[VenueShare]:
    """A claim in detail: one line per venue, in the order of venues."""
    rows = (
        ClaimLine.objects.filter(claim_id=claim_id)
        .values("venue__name", "venue__commune")
        .annotate(count=Count("number"), total=Sum("amount_cents"))
        .order_by("venue__sort_key")
    )
    return [VenueShare(row["venue__name"], row["venue__commune"], row["count"], row["total"]) for row in rows]


def claim_of(number: int, turn: int) -> Claim | None:
    """The claim on which a redemption stands, if it does."""
    return Claim.objects.filter(lines__number=number, lines__turn=turn).first()


def claim_numbers(keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """The number of the claim on which each redemption (number, turn) stands, where it does: one query."""
    lines = ClaimLine.objects.filter(number__in={number for number, _ in keys}).select_related("claim")
    return {(line.number, line.turn): line.claim.number for line in lines}


def unclaimed(scheme_id: int, *, until: date | None = None, organisation_id: int | None = None) -> QuerySet[Redemption]:
    """The redemptions that stand and are on no claim, for services up to and including `until`."""
    on_a_claim = ClaimLine.objects.filter(number=OuterRef("number"), turn=OuterRef("turn"))
    found = standing(scheme_id, until=until).filter(~Exists(on_a_claim))
    return found if organisation_id is None else found.filter(organisation_id=organisation_id)


def owed(scheme_id: int, organisation_id: int) -> Owed:
    """What a structure is owed today."""
    first, _ = month_bounds(clock.today())
    mine = unclaimed(scheme_id, organisation_id=organisation_id)
    unpaid = claims(scheme_id, organisation_id=organisation_id).exclude(state=states.PAID)
    return Owed(
        to_claim=_waiting(mine.filter(service_on__lt=first)),
        this_month=_waiting(mine.filter(service_on__gte=first)),
        unpaid=list(unpaid.select_related("settlement__payment")),
    )


def last_month_to_claim() -> date:
    """The last month that is over, by its first day: the one whose claim can be made."""
    return add_months(rules.month_of(clock.today()), -1)


def structures_waiting(scheme_id: int) -> Waiting:
    """All that structures could claim now for months that are over."""
    first, _ = month_bounds(clock.today())
    return _waiting(unclaimed(scheme_id).filter(service_on__lt=first))


def used_by_contract(claim_ids: Sequence[int]) -> dict[int, Cents]:
    """The worth of the pass of these claims, by operator's contract of their order when they were used."""
    lines = ClaimLine.objects.filter(claim_id__in=claim_ids, number=OuterRef("number"), turn=OuterRef("turn"))
    rows = (
        Redemption.objects.filter(Exists(lines), order__operator_contract__isnull=False)
        .annotate(under=contract_of_use())
        .values("under")
        .annotate(total=Sum("order__face_value_cents"))
        .order_by()
    )
    return {row["under"]: row["total"] for row in rows}


def contract_payment_days(claim_id: int) -> int | None:
    """The shortest delay of payment, in days, of the contracts that the pass of a claim were ordered under."""
    lines = ClaimLine.objects.filter(claim_id=claim_id, number=OuterRef("number"), turn=OuterRef("turn"))
    under = Redemption.objects.filter(Exists(lines)).annotate(under=contract_of_use()).values("under").distinct()
    contracts = OperatorContract.objects.filter(pk__in=under.order_by())
    days: int | None = contracts.aggregate(days=Min("payment_days"))["days"]
    return days


def works_outside(payer_id: int, on: date) -> bool:
    """Whether a payer is an operator that worked outside on a day: by its contracts of that day, by the last one begun
    before where none runs any more. It says what it paid by lists, since it has no account here.
    """
    begun = OperatorContract.objects.filter(operator_id=payer_id, starts_on__lte=on)
    running = list(begun.filter(ends_on__gte=on)) or list(begun.order_by("-starts_on", "-pk")[:1])
    return bool(running) and not any(one.operates_inside for one in running)


def payments(scheme_id: int, *, payer_id: int | None = None, state: str = "") -> QuerySet[Payment]:
    """The payments of a scheme, or those an organisation has to make; latest first, with payer and count of claims.

    `pay_by` is the day by which each should be made: the first of those of its claims.
    """
    found = Payment.objects.filter(scheme_id=scheme_id).select_related("payer")
    if payer_id is not None:
        found = found.filter(payer_id=payer_id)
    if state:
        found = found.filter(state=state)
    found = found.annotate(claim_count=Count("settled"), pay_by=Min("settled__claim__pay_by"))
    return found.order_by("-issued_on", "-pk")


def payment(payment_id: int) -> Payment | None:
    """One payment with its payer, if it is there."""
    return Payment.objects.select_related("payer").filter(pk=payment_id).first()


def fees(payment_id: int) -> list[OperatorFee]:
    """What operators' contracts add beside a payment."""
    return list(OperatorFee.objects.filter(payment_id=payment_id).order_by("pk"))


def claims_of(payment_id: int) -> list[Claim]:
    """The claims that a payment settles, with their structure, in alphabetical order."""
    return list(
        Claim.objects.filter(settlement__payment_id=payment_id)
        .select_related("organisation")
        .order_by("organisation__sort_key", "month", "pk")
    )


def _waiting(found: QuerySet[Redemption]) -> Waiting:
    sums = found.aggregate(count=Count("number"), total=Sum("order__face_value_cents"), since=Min("service_on"))
    return Waiting(sums["count"], Cents(sums["total"] or 0), sums["since"])
