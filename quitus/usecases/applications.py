"""Applications online across rooms: the link sent by e-mail, the files joined, the role that a decision gives."""

from collections.abc import Mapping
from typing import Any

from django.core import signing

from quitus.connectors import documents
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.users import operations as users
from quitus.domain.users import queries as accounts
from quitus.domain.users.models import User
from quitus.domain.venues import asking, files
from quitus.domain.venues import operations as venues
from quitus.domain.venues.errors import LinkNoMoreGood
from quitus.domain.venues.models import Appeal, Application, ApplicationFile, ApplicationRequest
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import person_scope
from quitus.usecases.members import give_role
from quitus.usecases.structures import keep_file

ONLINE = Actor.system("Candidature en ligne")
_LINK = signing.Signer(salt="quitus.venues.application")
Joined = tuple[str, bytes]


def token_of(scheme_slug: str, request_id: int) -> str:
    """What stands in the link of a request: good for one scheme, once, for three days."""
    return _LINK.sign(f"{request_id}:{scheme_slug}")


def request_of(scheme_slug: str, token: str) -> ApplicationRequest | None:
    """The request of a link while it is good; None for any other, used or too old."""
    try:
        key, _, slug = _LINK.unsign(token).partition(":")
    except signing.BadSignature:
        return None
    found = ApplicationRequest.objects.filter(pk=int(key), used_at=None) if slug == scheme_slug else None
    request = found.first() if found is not None else None
    return request if request and request.requested_at >= clock.now() - venues.LINK_LASTS else None


def account_of(request: ApplicationRequest) -> User | None:
    """The account of the address of a request, if there is one."""
    return accounts.user_by_email(request.email)


@operation
def confirm_request(*, scheme: Scheme, token: str, password: str | None) -> tuple[Application, User, bool]:
    """Opens the application of a link for the person who reads that mailbox, and the account where there is none.

    Says whether the account is new. Refuses with `LinkNoMoreGood`, `PasswordTooWeak`.
    """
    request = request_of(scheme.slug, token)
    if request is None:
        raise LinkNoMoreGood()
    known = accounts.user_by_email(request.email)
    user = known or users.create_user(
        by=ONLINE,
        email=request.email,
        full_name=request.full_name,
        password=password,
        language=request.language,
    )
    return venues.open_application(by=person(user), request_id=request.pk), user, known is None


def person(user: User) -> Actor:
    """Who acts for himself, with no role."""
    return Actor(user.pk, None, "", None, user.full_name)


@operation
def write_account(
    *, by: Actor, application_id: int, iban: str, holder_name: str, proof: Joined | None = None
) -> Application:
    """The account of an application and, where it is given, the file that proves it.

    Refuses as `keep_file` and `venues.operations.write_part`.
    """
    facts = {"iban": iban, "holder_name": holder_name.strip()}
    return _with_file(by, application_id, asking.BANK, facts, asking.BANK_PROOF, proof)


@operation
def write_regie(*, by: Actor, application_id: int, reference: str, act: Joined | None = None) -> Application:
    """The act of the *régie de recettes* of a public venue. Refuses as `write_account`."""
    return _with_file(by, application_id, asking.REGIE, {"reference": reference.strip()}, asking.REGIE_ACT, act)


@operation
def write_answers(
    *, by: Actor, application_id: int, answers: Mapping[str, Any], joined: Mapping[int, Joined]
) -> Application:
    """The answers to the questions, by the key of each, and the files that answer some. Refuses as `write_account`."""
    for question_id, file in joined.items():
        purpose = asking.purpose_of(question_id)
        venues.join_file(by=by, application_id=application_id, purpose=purpose, file=keep_file(*file))
    return venues.write_part(by=by, application_id=application_id, part=asking.ANSWERS, facts=answers)


def _with_file(
    by: Actor, application_id: int, part: str, facts: dict[str, Any], purpose: str, file: Joined | None
) -> Application:
    if file is not None:
        venues.join_file(by=by, application_id=application_id, purpose=purpose, file=keep_file(*file))
    return venues.write_part(by=by, application_id=application_id, part=part, facts=facts)


@operation
def take_in(*, by: Actor, application_id: int, confirms_structure: bool = False) -> Application:
    """Takes in a complete application and gives its author the role of mediator of the structure.

    Refuses as `venues.operations.take_in_application` and `members.give_role`.
    """
    taken = venues.take_in_application(by=by, application_id=application_id, confirms_structure=confirms_structure)
    _welcome(by, taken)
    return taken


@operation
def join_structure(*, by: Actor, application_id: int) -> Application:
    """Confirms that a person is of a structure known here, and gives the role of mediator of it.

    Refuses as `venues.operations.confirm_joining` and `members.give_role`.
    """
    joined = venues.confirm_joining(by=by, application_id=application_id)
    _welcome(by, joined)
    return joined


def _welcome(by: Actor, application: Application) -> None:
    assert application.organisation_id is not None
    held = organisations.members(application.scheme_id, role=MEDIATOR)
    if held.filter(user_id=application.applicant_id, organisation_id=application.organisation_id).exists():
        return
    give_role(
        by=by,
        scheme_id=application.scheme_id,
        organisation_id=application.organisation_id,
        user_id=application.applicant_id,
        role=MEDIATOR,
        starts_on=clock.today(),
    )


@operation
def appeal_refusal(*, by: Actor, application_id: int, text: str, file: Joined | None = None) -> Appeal:
    """Who applied appeals against the refusal. Refuses as `venues.operations.appeal_refusal` and `keep_file`."""
    kept = keep_file(*file) if file else None
    return venues.appeal_refusal(by=by, application_id=application_id, text=text, file=kept)


@operation
def appeal_decision(*, by: Actor, text: str, file: Joined | None = None) -> Appeal:
    """A structure appeals. Refuses as `venues.operations.appeal_decision` and `keep_file`."""
    return venues.appeal_decision(by=by, text=text, file=keep_file(*file) if file else None)


def file_content(file_id: int, application_id: int) -> tuple[ApplicationFile, bytes]:
    """A file of an application and its bytes.

    Raises `ApplicationFile.DoesNotExist`, `DocumentLost`, `DocumentDamaged`.
    """
    file = files.application_file(file_id, application_id)
    return file, documents.read(file.sha256)


def appeal_file(appeal: Appeal) -> bytes:
    """The file joined to an appeal. Raises `DocumentLost`, `DocumentDamaged`."""
    return documents.read(appeal.sha256)


def applications_anywhere(user_id: int) -> list[Application]:
    """A person's applications in every scheme, the last first."""
    with person_scope(user_id):
        return files.applications_of_person(user_id)
