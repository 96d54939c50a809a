"""The register of pass of paper that venues keep, computed from what was taken, claimed and paid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from quitus.domain.grants import queries as grants
from quitus.domain.grants.errors import ConventionNotSigned, TermsIncomplete
from quitus.domain.grants.rules import Terms
from quitus.domain.reimbursement import states
from quitus.domain.reimbursement.models import ClaimLine, DestroyedClaim, PaperCheck, PaperCheckLine, PaperDestruction
from quitus.kernel import clock
from quitus.kernel.calendar import add_months
from quitus.kernel.ranges import NumberRange, merged
from quitus.kernel.tenancy import current_scheme_id


@dataclass(frozen=True, slots=True)
class Kept:
    """The pass of paper of one claim at one venue. `due_on` is the first day on which they may be destroyed, None
    before the claim is paid; `destruction_id` names the minutes that tell their destruction, signed or not yet.
    """

    venue_id: int
    venue: str
    structure: str
    claim_id: int
    claim: str
    month: date
    count: int
    paid_on: date | None
    due_on: date | None
    destruction_id: int | None
    is_destroyed: bool

    def is_due(self, on: date) -> bool:
        """Whether they may be destroyed on a day, and no minutes tell of them yet."""
        return self.destruction_id is None and self.due_on is not None and self.due_on <= on


def keep_months() -> int:
    """How many months after its payment a pass of paper is kept, by the convention in force today."""
    try:
        return grants.terms_at(current_scheme_id(), clock.today()).paper_keep_months
    except (ConventionNotSigned, TermsIncomplete):
        return Terms.paper_keep_months


def register(*, organisation_id: int | None = None, venue_id: int | None = None) -> list[Kept]:
    """What venues keep, claim by claim, the latest month first, destroyed ones included: three queries."""
    lines = ClaimLine.objects.filter(scheme_id=current_scheme_id())
    if venue_id is not None:
        lines = lines.filter(venue_id=venue_id)
    if organisation_id is not None:
        lines = lines.filter(claim__organisation_id=organisation_id)
    rows = (
        lines.values(
            "venue_id",
            "venue__name",
            "venue__organisation__name",
            "claim_id",
            "claim__number",
            "claim__month",
            "claim__state",
            "claim__settlement__payment__paid_on",
        )
        .annotate(count=Count("number"))
        .order_by("-claim__month", "venue__sort_key", "claim_id")
    )
    months = keep_months()
    gone = _destroyed(organisation_id, venue_id)
    return [_kept(row, months, gone.get((row["claim_id"], row["venue_id"]))) for row in rows]


def _kept(row: Mapping[str, Any], months: int, destroyed: tuple[int, str] | None) -> Kept:
    paid = row["claim__settlement__payment__paid_on"] if row["claim__state"] == states.PAID else None
    return Kept(
        venue_id=row["venue_id"],
        venue=row["venue__name"],
        structure=row["venue__organisation__name"],
        claim_id=row["claim_id"],
        claim=row["claim__number"],
        month=row["claim__month"],
        count=row["count"],
        paid_on=paid,
        due_on=add_months(paid, months) if paid else None,
        destruction_id=destroyed[0] if destroyed else None,
        is_destroyed=destroyed is not None and destroyed[1] == states.SIGNED,
    )


def _destroyed(organisation_id: int | None, venue_id: int | None) -> dict[tuple[int, int], tuple[int, str]]:
    found = DestroyedClaim.objects.filter(scheme_id=current_scheme_id(), is_withdrawn=False)
    if venue_id is not None:
        found = found.filter(venue_id=venue_id)
    if organisation_id is not None:
        found = found.filter(claim__organisation_id=organisation_id)
    rows = found.order_by().values_list("claim_id", "venue_id", "destruction_id", "destruction__state")
    return {(claim_id, venue): (key, state) for claim_id, venue, key, state in rows}


def destructions(*, organisation_id: int | None = None) -> QuerySet[PaperDestruction]:
    """Minutes of destruction, the latest first, with their venue."""
    found = PaperDestruction.objects.filter(scheme_id=current_scheme_id()).select_related(
        "venue__organisation", "paper"
    )
    if organisation_id is not None:
        found = found.filter(venue__organisation_id=organisation_id)
    return found.order_by("-pk")


def destruction(destruction_id: int) -> PaperDestruction:
    """Minutes of destruction with their claims; raises `PaperDestruction.DoesNotExist`."""
    return destructions().prefetch_related("claims__claim").get(pk=destruction_id)


def numbers_of(minutes: PaperDestruction) -> list[NumberRange]:
    """The numbers of the pass that minutes tell of, by ranges."""
    claims: Sequence[int] = [one.claim_id for one in minutes.claims.all()]
    lines = ClaimLine.objects.filter(claim_id__in=claims, venue_id=minutes.venue_id)
    return merged(NumberRange(number, number) for number in lines.order_by().values_list("number", flat=True))


def checks(*, organisation_id: int | None = None) -> QuerySet[PaperCheck]:
    """Controls of pass of paper, the latest first, with their claim, the pass asked for and those not shown."""
    found = PaperCheck.objects.filter(scheme_id=current_scheme_id()).select_related("claim__organisation")
    if organisation_id is not None:
        found = found.filter(claim__organisation_id=organisation_id)
    return found.annotate(size=Count("lines")).order_by("-pk")


def check(check_id: int) -> PaperCheck:
    """One control; raises `PaperCheck.DoesNotExist`."""
    return checks().get(pk=check_id)


def check_lines(check_id: int) -> list[PaperCheckLine]:
    """The pass that a control asks for, in the order of numbers, with their venue."""
    return list(PaperCheckLine.objects.filter(check_of_id=check_id).select_related("venue").order_by("number"))
