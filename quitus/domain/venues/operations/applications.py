"""An application online, by who applies: asked for, opened by a link, written part by part, sent."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from stdnum import iban as iban_numbers
from stdnum.exceptions import ValidationError

from quitus.domain.audit.operations import record
from quitus.domain.organisations.rules import valid_siret
from quitus.domain.venues import asking, files, letters, states
from quitus.domain.venues.errors import (
    ApplicationIncomplete,
    ApplicationNotInThatState,
    ApplicationUnknown,
    LinkNoMoreGood,
    NoFileToJoin,
    NotAnIban,
    PlaceUnknown,
    ServiceAlreadyOffered,
    StructureAlreadyHasItsFile,
)
from quitus.domain.venues.models import Application, ApplicationFile, ApplicationRequest, ApplicationSubmission
from quitus.domain.venues.operations.places import OfferTerms
from quitus.domain.venues.operations.telling import write_letter
from quitus.domain.venues.rules import KeptFile
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.words import N_

LINK_LASTS = timedelta(days=3)
KEPT_UNUSED = timedelta(days=30)
LETTERS_A_DAY = 3


@operation
def request_application(
    *, email: str, full_name: str, siret: str, structure_name: str, language: str
) -> ApplicationRequest:
    """Somebody without an account asks to apply: a letter with a link leaves, three a day to one address at most.

    Whatever is known of the address or of the SIRET changes nothing here. Refuses with `SiretNotValid`.
    """
    number, address, now = valid_siret(siret), email.strip().lower(), clock.now()
    ApplicationRequest.objects.filter(used_at=None, requested_at__lt=now - KEPT_UNUSED).delete()
    lately = ApplicationRequest.objects.filter(email=address, requested_at__gte=now - timedelta(days=1)).count()
    request = ApplicationRequest.objects.create(
        scheme_id=current_scheme_id(),
        email=address,
        full_name=full_name.strip(),
        siret=number,
        structure_name=structure_name.strip(),
        language=language,
    )
    if lately < LETTERS_A_DAY:
        write_letter(letters.LINK, address, language, {"request": request.pk, "structure": request.structure_name})
    return request


@operation
def open_application(*, by: Actor, request_id: int) -> Application:
    """The person of the link begins the application, or goes on with the one of the same SIRET.

    Refuses with `LinkNoMoreGood`.
    """
    assert by.user_id is not None
    found = lock(ApplicationRequest.objects.filter(pk=request_id))
    if not found or found[0].used_at is not None or found[0].requested_at < clock.now() - LINK_LASTS:
        raise LinkNoMoreGood()
    request, today = found[0], clock.today()
    request.used_at = clock.now()
    request.save(update_fields=["used_at"])
    mine = Application.objects.filter(applicant_id=by.user_id, siret=request.siret, state__in=states.OPEN).first()
    if mine is not None:
        return mine
    made = Application.objects.create(
        scheme_id=request.scheme_id,
        applicant_id=by.user_id,
        version=files.version_in_force(request.scheme_id, today),
        siret=request.siret,
        structure_name=request.structure_name,
        opened_on=today,
    )
    tell(by, "open_application", made, N_("Candidature commencée"))
    return made


@operation
def write_part(*, by: Actor, application_id: int, part: str, facts: Mapping[str, Any]) -> Application:
    """Writes a part of an application (`asking.PARTS`, venues apart), as a whole; facts are what JSON can hold.

    Refuses with `ApplicationUnknown`, `ApplicationNotInThatState`, `NotAnIban`.
    """
    application = _writable(by, application_id)
    kept = dict(facts)
    if part == asking.BANK:
        try:
            kept["iban"] = iban_numbers.validate(str(kept["iban"]))
        except ValidationError as wrong:
            raise NotAnIban() from wrong
    if part == asking.CHARTER:
        kept |= {"accepted_by": by.label, "accepted_on": clock.today().isoformat()}
    return _keep(application, part, kept)


@operation
def write_place(*, by: Actor, application_id: int, place: Mapping[str, Any], rank: int | None = None) -> Application:
    """Writes a venue of an application, or adds one (`rank` counts from 0); its services stay.

    Refuses with `ApplicationUnknown`, `ApplicationNotInThatState`, `PlaceUnknown`.
    """
    application = _writable(by, application_id)
    places = list(application.content.get(asking.VENUES, []))
    if rank is None:
        places.append({**place, "offers": []})
    else:
        _refuse_unknown(places, rank)
        places[rank] = {**place, "offers": places[rank]["offers"]}
    return _keep(application, asking.VENUES, places)


@operation
def drop_place(*, by: Actor, application_id: int, rank: int) -> Application:
    """Takes a venue out of an application. Refuses as `write_place`."""
    application = _writable(by, application_id)
    places = list(application.content.get(asking.VENUES, []))
    _refuse_unknown(places, rank)
    del places[rank]
    return _keep(application, asking.VENUES, places)


@operation
def write_offer(*, by: Actor, application_id: int, rank: int, service_code: str, terms: OfferTerms) -> Application:
    """Adds a service to a venue of an application. Refuses as `write_place`, and with `ServiceAlreadyOffered`."""
    application = _writable(by, application_id)
    places = list(application.content.get(asking.VENUES, []))
    _refuse_unknown(places, rank)
    if any(one["service_code"] == service_code for one in places[rank]["offers"]):
        raise ServiceAlreadyOffered(venue=places[rank]["name"])
    places[rank]["offers"] = [*places[rank]["offers"], {"service_code": service_code, **asdict(terms)}]
    return _keep(application, asking.VENUES, places)


@operation
def drop_offer(*, by: Actor, application_id: int, rank: int, service_code: str) -> Application:
    """Takes a service out of a venue of an application. Refuses as `write_place`."""
    application = _writable(by, application_id)
    places = list(application.content.get(asking.VENUES, []))
    _refuse_unknown(places, rank)
    places[rank]["offers"] = [one for one in places[rank]["offers"] if one["service_code"] != service_code]
    return _keep(application, asking.VENUES, places)


@operation
def join_file(*, by: Actor, application_id: int, purpose: str, file: KeptFile) -> ApplicationFile:
    """Joins a file to an application; the last one of a purpose counts.

    Refuses with `ApplicationUnknown`, `ApplicationNotInThatState`.
    """
    application = _writable(by, application_id)
    return ApplicationFile.objects.create(
        scheme_id=application.scheme_id, application=application, purpose=purpose, **asdict(file)
    )


@operation
def submit_application(*, by: Actor, application_id: int) -> Application:
    """Sends an application: what it says, files by their hash, is kept as it is; the authority looks at it.

    Refuses with `ApplicationUnknown`, `ApplicationNotInThatState`, `ApplicationIncomplete`,
    `StructureAlreadyHasItsFile`.
    """
    application = own(by, application_id)
    state = state_after(application, "submit")
    if files.has_file(application.siret):
        raise StructureAlreadyHasItsFile()
    lacks = files.lacks_of(application)
    if lacks:
        raise ApplicationIncomplete(count=len(lacks))
    joined = {file.purpose: file.sha256 for file in files.files_of(application).values()}
    content = {**application.content, "files": joined}
    ApplicationSubmission.objects.create(
        scheme_id=application.scheme_id,
        application=application,
        rank=application.submissions.count() + 1,
        content=content,
        sha256=hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest(),
        submitted_on=clock.today(),
        submitted_by=by.label,
    )
    application.state, application.submitted_on = state, clock.today()
    application.asked, application.complete_by = "", None
    application.save()
    tell(by, "submit_application", application, N_("Candidature envoyée"))
    letter(application, letters.SENT)
    return application


@operation
def ask_to_join(*, by: Actor, application_id: int) -> Application:
    """Asks the authority to confirm that one is of a structure that has its file already.

    Refuses with `ApplicationUnknown`, `ApplicationNotInThatState`, `NoFileToJoin`.
    """
    application = own(by, application_id)
    state = state_after(application, "ask_to_join")
    if not files.has_file(application.siret):
        raise NoFileToJoin()
    application.state, application.submitted_on = state, clock.today()
    application.save(update_fields=["state", "submitted_on"])
    tell(by, "ask_to_join", application, N_("Rattachement demandé"))
    return application


@operation
def withdraw_application(*, by: Actor, application_id: int) -> Application:
    """Gives an application up. Refuses with `ApplicationUnknown`, `ApplicationNotInThatState`."""
    application = own(by, application_id)
    application.state = state_after(application, "withdraw")
    application.asked, application.complete_by = "", None
    application.save()
    tell(by, "withdraw_application", application, N_("Candidature abandonnée"))
    return application


def own(by: Actor, application_id: int) -> Application:
    """The application of who acts, locked; refuses with `ApplicationUnknown`."""
    found = lock(Application.objects.filter(pk=application_id, applicant_id=by.user_id).select_related("version"))
    if not found:
        raise ApplicationUnknown()
    return found[0]


def state_after(application: Application, verb: str) -> str:
    """The state that a verb leads to; refuses with `ApplicationNotInThatState`."""
    state = after(states.APPLICATION, application.state, verb)
    if state is None:
        raise ApplicationNotInThatState(state=states.APPLICATION_LABELS[application.state])
    return state


def tell(
    by: Actor, verb: str, application: Application, summary: str, data: Mapping[str, object] | None = None
) -> None:
    """Adds a line to the thread of an application."""
    record(by=by, verb=verb, subject_kind="application", subject_id=application.pk, summary=summary, data=data)


def letter(application: Application, kind: str, facts: Mapping[str, object] | None = None) -> None:
    """Leaves a letter for who applies."""
    to, known = application.applicant, {"structure": application.structure_name, "application": application.pk}
    write_letter(kind, to.email, to.language, {**known, **(facts or {})})


def _writable(by: Actor, application_id: int) -> Application:
    application = own(by, application_id)
    if application.state not in states.WRITABLE:
        raise ApplicationNotInThatState(state=states.APPLICATION_LABELS[application.state])
    return application


def _keep(application: Application, part: str, facts: object) -> Application:
    application.content = {**application.content, part: facts}
    application.save(update_fields=["content"])
    return application


def _refuse_unknown(places: list[Any], rank: int) -> None:
    if not 0 <= rank < len(places):
        raise PlaceUnknown()
