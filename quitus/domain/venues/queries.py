"""Structures, venues and qualifications, as read by the rooms and doors above."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from quitus.domain.grants.models import Service
from quitus.domain.organisations import kinds
from quitus.domain.organisations.models import Organisation
from quitus.domain.venues import rules
from quitus.domain.venues.models import (
    BankDetails,
    Qualification,
    QualificationStep,
    ServiceOffer,
    Staff,
    Venue,
)
from quitus.kernel import clock


@dataclass(frozen=True)
class StructureLine:
    """One structure of the list: its file, how many venues it has, whether its bank details are verified."""

    organisation: Organisation
    qualification: Qualification | None
    venue_count: int
    bank_verified: bool


def venues(scheme_id: int) -> QuerySet[Venue]:
    """The venues of a scheme with their structure, by commune then name."""
    return Venue.objects.filter(scheme_id=scheme_id).select_related("organisation").order_by("sort_key", "pk")


def venues_of_structure(organisation_id: int) -> QuerySet[Venue]:
    """The venues of a structure, with the services they offer and who works there now."""
    offers = ServiceOffer.objects.select_related("service").order_by("service__rank")
    staff = _current(Staff.objects.select_related("user"), clock.today()).order_by("user__full_name")
    return (
        Venue.objects.filter(organisation_id=organisation_id)
        .prefetch_related(Prefetch("offers", offers), Prefetch("staff", staff, to_attr="people"))
        .order_by("sort_key", "pk")
    )


def venues_worked_at(user_id: int, on: date | None = None) -> QuerySet[Venue]:
    """The venues at which a person takes pass on a day (today when None), with their structure."""
    at_work = _current(Staff.objects.filter(user_id=user_id, venue=OuterRef("pk")), on or clock.today())
    return Venue.objects.filter(Exists(at_work)).select_related("organisation").order_by("sort_key", "pk")


def venue(venue_id: int) -> Venue:
    """One venue with its structure; raises `Venue.DoesNotExist`."""
    return Venue.objects.select_related("organisation").get(pk=venue_id)


def services_offered(venue_ids: Iterable[int]) -> QuerySet[Service]:
    """The services that at least one of these venues offers, in the order of the national catalogue."""
    offered = ServiceOffer.objects.filter(venue_id__in=list(venue_ids), service=OuterRef("pk"))
    return Service.objects.filter(Exists(offered)).order_by("rank")


def services() -> QuerySet[Service]:
    """The national catalogue, in its order."""
    return Service.objects.order_by("rank")


def structures(scheme_id: int, *, state: str = "") -> list[StructureLine]:
    """The structures that have a venue or a file in a scheme, alphabetically; those in one state when given."""
    mine = Q(venues__scheme_id=scheme_id) | Q(
        Exists(Qualification.objects.filter(scheme_id=scheme_id, organisation=OuterRef("pk")))
    )
    found = (
        Organisation.objects.filter(mine)
        .annotate(venue_count=Count("venues", filter=Q(venues__scheme_id=scheme_id), distinct=True))
        .order_by("sort_key", "pk")
    )
    files = {file.organisation_id: file for file in Qualification.objects.filter(scheme_id=scheme_id)}
    verified = bank_verified_ids(scheme_id)
    lines = [
        StructureLine(structure, files.get(structure.pk), structure.venue_count, structure.pk in verified)
        for structure in found
    ]
    return [line for line in lines if not state or (line.qualification and line.qualification.state == state)]


def counts_by_state(scheme_id: int) -> dict[str, int]:
    """How many structures stand in each state of qualification."""
    counted = Qualification.objects.filter(scheme_id=scheme_id).values("state").annotate(count=Count("pk"))
    return {row["state"]: row["count"] for row in counted.order_by()}


def qualification(organisation_id: int) -> Qualification | None:
    """The file of a structure in the current scheme."""
    return Qualification.objects.filter(organisation_id=organisation_id).first()


def steps(organisation_id: int) -> list[QualificationStep]:
    """Every step of a structure's file, in the order in which they take effect."""
    return list(
        QualificationStep.objects.filter(qualification__organisation_id=organisation_id).order_by("effective_on", "pk")
    )


def qualified_on(organisation_id: int, day: date) -> bool:
    """Whether a structure could take pass for a service given on that day."""
    found = (rules.Step(step.effective_on, step.pk, step.state) for step in steps(organisation_id))
    return rules.takes_pass_on(found, day)


def venues_taking_pass(scheme_id: int, on: date, since: date | None = None) -> list[Venue]:
    """The venues whose structure is qualified on a day, or on some day from `since` to it, both included, by commune
    then name: two queries.
    """
    steps: dict[int, list[rules.Step]] = {}
    known = QualificationStep.objects.filter(qualification__scheme_id=scheme_id, effective_on__lte=on)
    for step in known.select_related("qualification"):
        file = steps.setdefault(step.qualification.organisation_id, [])
        file.append(rules.Step(step.effective_on, step.pk, step.state))
    taking = {key for key, own in steps.items() if _takes_pass(own, on, since or on)}
    return [one for one in venues(scheme_id) if one.organisation_id in taking]


def _takes_pass(steps: list[rules.Step], on: date, since: date) -> bool:
    """Whether on some day of those: what changes only by a step is seen on the first of them and on each step's day."""
    days = {since, on, *(step.effective_on for step in steps if step.effective_on > since)}
    return any(rules.takes_pass_on(steps, day) for day in days)


def structure(organisation_id: int) -> Organisation | None:
    """One structure, if it is one."""
    return Organisation.objects.filter(pk=organisation_id, kind=kinds.STRUCTURE).first()


def unverified_bank_details(scheme_id: int) -> list[BankDetails]:
    """The last bank details of each structure that nobody has verified yet, with structure, oldest first."""
    last = (
        BankDetails.objects.filter(scheme_id=scheme_id)
        .select_related("organisation")
        .order_by("organisation_id", "-pk")
        .distinct("organisation_id")
    )
    return sorted((details for details in last if details.verified_on is None), key=lambda details: details.pk)


def bank_details(organisation_id: int) -> BankDetails | None:
    """The last bank details of a structure, verified or not, with who recorded and verified them."""
    return (
        BankDetails.objects.filter(organisation_id=organisation_id)
        .select_related("recorded_by", "verified_by")
        .order_by("-pk")
        .first()
    )


def was_verified(organisation_id: int) -> bool:
    """Whether an account of this structure was ever verified: any other is a change."""
    return BankDetails.objects.filter(organisation_id=organisation_id, verified_on__isnull=False).exists()


def bank_details_by_id(details_id: int, organisation_id: int | None = None) -> BankDetails:
    """Bank details by key, of one structure if given; raises `BankDetails.DoesNotExist`."""
    found = BankDetails.objects.filter(pk=details_id)
    return (found if organisation_id is None else found.filter(organisation_id=organisation_id)).get()


def bank_details_of(organisation_ids: Iterable[int]) -> dict[int, BankDetails]:
    """The last bank details of these structures, by structure: one query."""
    last = (
        BankDetails.objects.filter(organisation_id__in=list(organisation_ids))
        .order_by("organisation_id", "-pk")
        .distinct("organisation_id")
    )
    return {details.organisation_id: details for details in last}


def bank_verified_ids(scheme_id: int) -> set[int]:
    """The structures whose last bank details a second person has verified."""
    last = (
        BankDetails.objects.filter(scheme_id=scheme_id)
        .order_by("organisation_id", "-pk")
        .distinct("organisation_id")
        .values_list("organisation_id", "verified_on")
    )
    return {organisation_id for organisation_id, verified_on in last if verified_on is not None}


def _current(staff: QuerySet[Staff], on: date) -> QuerySet[Staff]:
    return staff.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)
