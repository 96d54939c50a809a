"""The file of a structure, as everybody above reads it: its checklist, its application, its appeals."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from quitus.domain.organisations.models import Organisation
from quitus.domain.venues import asking, rules, states
from quitus.domain.venues.models import (
    Appeal,
    Application,
    ApplicationFile,
    ApplicationSubmission,
    BankDetails,
    Criterion,
    Qualification,
    QuestionnaireVersion,
    ServiceOffer,
    Tick,
    Venue,
)


@dataclass(frozen=True)
class CheckLine:
    """One line of the checklist in a file: whether it is met, who ticked it and when where somebody did.

    `label` is French, marked where the program knows the criterion (`code`).
    """

    criterion_id: int | None
    code: str
    label: str
    is_required: bool
    is_met: bool
    ticked_by: str = ""
    ticked_on: date | None = None


def versions(scheme_id: int) -> QuerySet[QuestionnaireVersion]:
    """Every version of the questionnaire, the last begun first."""
    return QuestionnaireVersion.objects.filter(scheme_id=scheme_id).order_by("-number")


def version_in_force(scheme_id: int, on: date) -> QuestionnaireVersion | None:
    """The version in force on a day; None before the first."""
    return versions(scheme_id).filter(starts_on__lte=on).order_by("-starts_on", "-number").first()


def criteria_of(scheme_id: int, on: date) -> list[Criterion]:
    """The checklist in force on a day; that of the program, all required, before the first version."""
    version = version_in_force(scheme_id, on)
    if version is not None:
        return list(version.criteria.order_by("rank"))
    return [Criterion(rank=rank, code=code) for rank, code in enumerate(rules.CRITERIA, start=1)]


def known_facts(file: Qualification) -> rules.Criteria:
    """What the program knows of a structure's file."""
    found = Venue.objects.filter(organisation_id=file.organisation_id)
    details = BankDetails.objects.filter(organisation_id=file.organisation_id).order_by("-pk").first()
    return rules.Criteria(
        siret_checked=file.siret_checked,
        charter_signed=file.charter_signed_on is not None,
        services_given=ServiceOffer.objects.filter(venue__in=found).exists(),
        bank_verified=details is not None and details.verified_on is not None,
        accessibility_told=bool(file.reception),
        is_public=found.filter(is_public=True).exists(),
        regie_known=bool(file.regie_recettes_reference),
    )


def checklist(file: Qualification) -> list[CheckLine]:
    """The checklist of a structure: by the version that it answered online, or the one in force when it applied."""
    facts = known_facts(file)
    met = {code: code not in rules.missing(facts) for code in rules.CRITERIA}
    if not facts.is_public:
        met.pop(rules.REGIE_KNOWN)
    ticks = Tick.objects.filter(
        Q(organisation_id=file.organisation_id) | Q(application__organisation_id=file.organisation_id)
    )
    online = Application.objects.filter(organisation_id=file.organisation_id, version__isnull=False)
    taken_in = online.filter(state__in=(states.COMPLETE, states.ACCEPTED)).select_related("version").first()
    if taken_in is not None and taken_in.version is not None:
        return _lines(list(taken_in.version.criteria.order_by("rank")), met, ticks)
    return _lines(criteria_of(file.scheme_id, file.applied_on), met, ticks)


def application_checklist(application: Application) -> list[CheckLine]:
    """The checklist of an application not yet taken in: what it says itself counts, until somebody has looked."""
    content, purposes = application.content, purposes_of(application)
    met = {
        rules.SIRET_CHECKED: False,
        rules.CHARTER_SIGNED: bool(content.get(asking.CHARTER)),
        rules.SERVICES_GIVEN: any(place["offers"] for place in content.get(asking.VENUES, ())),
        rules.BANK_VERIFIED: False,
        rules.ACCESSIBILITY_TOLD: bool(reception_of(content)),
    }
    if asking.is_public(content):
        met[rules.REGIE_KNOWN] = asking.REGIE_ACT in purposes
    criteria = list(application.version.criteria.order_by("rank")) if application.version else criteria_of(0, date.min)
    return _lines(criteria, met, Tick.objects.filter(application=application))


def lacking(file: Qualification) -> tuple[str, ...]:
    """What a structure's file still lacks to be qualified, in French (marked where the program knows it)."""
    return tuple(line.label for line in checklist(file) if line.is_required and not line.is_met)


def _lines(criteria: list[Criterion], met: Mapping[str, bool], ticks: QuerySet[Tick]) -> list[CheckLine]:
    last = {tick.criterion_id: tick for tick in ticks.order_by("pk")}
    found = []
    for one in criteria:
        if one.code:
            if one.code in met:
                label = rules.CRITERIA[one.code]
                found.append(CheckLine(one.pk, one.code, label, one.is_required, met[one.code]))
            continue
        tick = last.get(one.pk)
        facts = (tick.is_met, tick.ticked_by, tick.ticked_on) if tick else (False, "", None)
        found.append(CheckLine(one.pk, "", one.label, one.is_required, *facts))
    return found


def reception_of(content: Mapping[str, object]) -> str:
    """What an application says of how its venues receive people, a line for each that says something."""
    places = content.get(asking.VENUES, ())
    assert isinstance(places, list | tuple)
    return "\n".join(f"{place['name']} : {place['reception']}" for place in places if place["reception"])


def purposes_of(application: Application) -> set[str]:
    """What the files joined to an application are for."""
    return set(ApplicationFile.objects.filter(application=application).values_list("purpose", flat=True))


def files_of(application: Application) -> dict[str, ApplicationFile]:
    """The last file joined to an application for each purpose."""
    return {file.purpose: file for file in ApplicationFile.objects.filter(application=application).order_by("pk")}


def terms_of(application: Application) -> asking.Terms:
    """By what an application is judged complete: the questions and the charter of its version."""
    version = application.version
    if version is None:
        return asking.Terms()
    questions = version.questions.order_by("rank")
    asked = tuple(asking.Asked(one.pk, one.kind, one.label, one.is_required) for one in questions)
    return asking.Terms(asked, bool(version.charter))


def lacks_of(application: Application) -> list[asking.Lack]:
    """What an application still lacks before it can be sent."""
    return asking.lacks(application.content, terms_of(application), purposes_of(application))


def applications(scheme_id: int) -> QuerySet[Application]:
    """Every application of a scheme but the drafts, the last sent first, with who applies."""
    found = Application.objects.filter(scheme_id=scheme_id).exclude(state__in=(states.DRAFT, states.WITHDRAWN))
    return found.select_related("applicant", "organisation").order_by("-submitted_on", "-pk")


def application_counts(scheme_id: int) -> dict[str, int]:
    """How many applications stand in each state, drafts and those given up apart."""
    counted = applications(scheme_id).order_by().values("state").annotate(count=Count("pk"))
    return {row["state"]: row["count"] for row in counted}


def completions_late(scheme_id: int, on: date) -> list[Application]:
    """The applications whose completion was asked until a day that is over."""
    return list(applications(scheme_id).filter(state=states.COMPLETION_ASKED, complete_by__lt=on))


def versions_counted(scheme_id: int) -> QuerySet[QuestionnaireVersion]:
    """Every version, the last begun first, with how many questions and criteria it has."""
    return versions(scheme_id).annotate(
        question_count=Count("questions", distinct=True), criterion_count=Count("criteria", distinct=True)
    )


def application(application_id: int) -> Application:
    """One application with who applies, its version and its structure; raises `Application.DoesNotExist`."""
    return Application.objects.select_related("applicant", "version", "organisation", "scheme").get(pk=application_id)


def own_application(application_id: int, user_id: int) -> Application:
    """One application of a person; raises `Application.DoesNotExist`."""
    found = Application.objects.select_related("applicant", "version", "organisation", "scheme__authority")
    return found.get(pk=application_id, applicant_id=user_id)


def applications_of_person(user_id: int) -> list[Application]:
    """A person's applications in every scheme (inside `tenancy.person_scope`), the last first."""
    found = Application.objects.filter(applicant_id=user_id).select_related("scheme__authority")
    return list(found.order_by("-pk"))


def submissions(application: Application) -> list[ApplicationSubmission]:
    """What an application said each time it was sent."""
    return list(application.submissions.order_by("rank"))


def structure_of_siret(siret: str) -> Organisation | None:
    """The organisation of the instance that has this SIRET, if one has."""
    return Organisation.objects.filter(siret=siret).first()


def has_file(siret: str) -> bool:
    """Whether the structure of this SIRET has its file in the current scheme."""
    return Qualification.objects.filter(organisation__siret=siret).exists()


def application_file(file_id: int, application_id: int) -> ApplicationFile:
    """A file of an application; raises `ApplicationFile.DoesNotExist`."""
    return ApplicationFile.objects.get(pk=file_id, application_id=application_id)


def appeals(scheme_id: int) -> QuerySet[Appeal]:
    """The appeals of a scheme, the oldest first, with what they are against."""
    found = Appeal.objects.filter(scheme_id=scheme_id).select_related(
        "application", "step__qualification__organisation", "lodged_by"
    )
    return found.order_by("pk")


def appeal(appeal_id: int) -> Appeal:
    """One appeal; raises `Appeal.DoesNotExist`."""
    return Appeal.objects.select_related("application", "step__qualification__organisation", "lodged_by").get(
        pk=appeal_id
    )


def appeals_of(*, organisation_id: int | None = None, application_id: int | None = None) -> list[Appeal]:
    """The appeals of a structure, or of an application, the oldest first."""
    against = Q(step__qualification__organisation_id=organisation_id) if organisation_id else Q()
    if application_id:
        against = Q(application_id=application_id)
    return list(Appeal.objects.filter(against).select_related("step", "lodged_by").order_by("pk"))
