"""What every operation of the room begins or ends with."""

from collections.abc import Mapping
from uuid import uuid4

from quitus.domain.audit.operations import record
from quitus.domain.organisations import kinds
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Organisation
from quitus.domain.organisations.roles import MEDIATOR
from quitus.domain.venues.errors import NotAStructure
from quitus.domain.venues.models import Letter
from quitus.kernel.actors import Actor
from quitus.kernel.tenancy import current_scheme_id


def structure_of(organisation_id: int) -> Organisation:
    """The structure of that key; refuses with `NotAStructure`."""
    organisation = organisations.organisation(organisation_id)
    if organisation.kind != kinds.STRUCTURE:
        raise NotAStructure(organisation=organisation.name)
    return organisation


def told(by: Actor, verb: str, organisation_id: int, summary: str, data: Mapping[str, object] | None = None) -> None:
    """Adds a line to the thread of the structure; `data` holds what `summary` has a place for."""
    record(
        by=by,
        verb=verb,
        subject_kind="structure",
        subject_id=organisation_id,
        summary=summary,
        data=data,
    )


def write_letter(kind: str, to: str, language: str, facts: Mapping[str, object]) -> Letter:
    """Leaves a letter to be sent by e-mail; one without facts that JSON can hold is a bug."""
    return Letter.objects.create(
        scheme_id=current_scheme_id(),
        kind=kind,
        to=to,
        language=language,
        facts=dict(facts),
        message_id=f"{uuid4().hex}@letters",
    )


def tell_members(structure: Organisation, kind: str, facts: Mapping[str, object]) -> None:
    """Leaves a letter for each person of a structure who has an address."""
    for member in organisations.members(current_scheme_id(), role=MEDIATOR).filter(organisation=structure):
        if member.user.has_address:
            write_letter(kind, member.user.email, member.user.language, {"structure": structure.name, **facts})
