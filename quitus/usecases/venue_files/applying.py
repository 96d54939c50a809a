"""Doing what a preview showed, by the same operations as a person."""

from collections.abc import Mapping
from dataclasses import dataclass

from quitus.connectors import documents
from quitus.domain.organisations import kinds
from quitus.domain.organisations.models import Organisation
from quitus.domain.organisations.operations import register_organisation
from quitus.domain.venues import operations as venues
from quitus.domain.venues.models import Description, Venue
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.kernel.refusals import Refusal
from quitus.usecases.venue_files.matching import CHANGED, NEW, PLACE_FIELDS, LinePreview, Preview, merged, preview
from quitus.usecases.venue_files.reading import VenueRow, read_rows


@dataclass(frozen=True)
class Applied:
    """What was done: how many venues came, how many changed, and the lines refused with the reason."""

    new: int
    changed: int
    refused: Mapping[int, Refusal]


def take_in_file(content: bytes) -> tuple[str, Preview]:
    """Keep a file as it came, and say what it would change: the key to write it, and its preview.

    Refuses as `read_rows`.
    """
    sha256 = documents.store(content)
    return sha256, preview(*read_rows(documents.whole_path(sha256)))


@operation
def write_file(*, by: Actor, sha256: str, decided: Mapping[int, int | None], is_example: bool = False) -> Applied:
    """Write a file that was taken in, as it stands now beside what is here; `decided` as for `preview`."""
    version, rows = read_rows(documents.whole_path(sha256))
    return apply_preview(by=by, found=preview(version, rows, decided), is_example=is_example)


@operation
def apply_preview(*, by: Actor, found: Preview, is_example: bool = False) -> Applied:
    """Writes the new and the changed lines of a preview; doubtful ones wait for a person.

    A line that is refused meanwhile is left out whole, and told; the others are written. A new venue belongs to no
    qualified structure by that: its structure applies like any other.
    """
    structures: dict[str, Organisation] = {}
    done = {NEW: 0, CHANGED: 0}
    refused: dict[int, Refusal] = {}
    for line in found.lines:
        if line.outcome not in done:
            continue
        try:
            _apply_line(by=by, line=line, structures=structures, is_example=is_example)
            done[line.outcome] += 1
        except Refusal as refusal:
            refused[line.row.line] = refusal
    return Applied(done[NEW], done[CHANGED], refused)


@operation
def _apply_line(*, by: Actor, line: LinePreview, structures: dict[str, Organisation], is_example: bool) -> None:
    if line.venue is None:
        _register(by, line, structures, is_example)
        return
    row, venue = line.row, line.venue
    changed = line.changes or {}
    if set(changed) & set(PLACE_FIELDS):
        venues.correct_venue(
            by=by,
            venue_id=venue.pk,
            name=row.name,
            address=row.address or venue.address,
            postcode=row.postcode,
            commune=row.commune,
            is_mobile=venue.is_mobile if row.is_mobile is None else row.is_mobile,
        )
    about: Description = getattr(venue, "description", None) or Description()
    venues.describe_venue(by=by, venue_id=venue.pk, told=merged(about, row))
    if "point" in changed:
        _place(by, venue, row)
    venues.offer_services(by=by, venue_id=venue.pk, service_codes=line.offers)


def _register(by: Actor, line: LinePreview, structures: dict[str, Organisation], is_example: bool) -> None:
    row = line.row
    structure = line.structure or structures.get(row.pivot)
    if structure is None:
        name = str(row.facts.get("parent_name", "")) or row.name
        structure = register_organisation(
            by=by,
            name=name,
            short_name=name[:60],
            kind=kinds.STRUCTURE,
            siret=row.pivot,
            address_line_1=row.address[:120],
            postcode=row.postcode,
            commune=row.commune,
            is_example=is_example,
        )
        structures[row.pivot] = structure
    venue = venues.register_venue(
        by=by,
        organisation_id=structure.pk,
        name=row.name,
        address=row.address,
        postcode=row.postcode,
        commune=row.commune,
        is_mobile=bool(row.is_mobile),
    )
    venues.describe_venue(by=by, venue_id=venue.pk, told=merged(Description(), row))
    _place(by, venue, row)
    venues.offer_services(by=by, venue_id=venue.pk, service_codes=line.offers)


def _place(by: Actor, venue: Venue, row: VenueRow) -> None:
    if row.point is not None:
        venues.place_venue(by=by, venue_id=venue.pk, latitude=row.point[0], longitude=row.point[1])
