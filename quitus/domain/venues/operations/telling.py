"""What every operation of the room begins or ends with."""

from collections.abc import Mapping

from quitus.domain.audit.operations import record
from quitus.domain.organisations import kinds
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Organisation
from quitus.domain.venues.errors import NotAStructure
from quitus.kernel.actors import Actor


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
