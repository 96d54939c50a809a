"""What a file would change: each of its lines beside the venue that is already here, before anything is written.

A venue is the same when its structure (SIRET) is and its name or its address too, as people write them. Where one of
the three is missing a person decides. An empty cell erases nothing.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quitus.domain.organisations import kinds
from quitus.domain.organisations.models import Organisation
from quitus.domain.organisations.rules import valid_siret
from quitus.domain.venues import describing, queries
from quitus.domain.venues.describing import FIELDS, VenueTold
from quitus.domain.venues.models import Description, Venue
from quitus.kernel.refusals import Refusal
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_
from quitus.usecases.venue_files.reading import VenueRow

NEW, SAME, CHANGED, DOUBTFUL, REFUSED = "new", "same", "changed", "doubtful", "refused"
OUTCOMES = {
    NEW: N_("Nouveau"),
    CHANGED: N_("Changé"),
    DOUBTFUL: N_("Douteux"),
    REFUSED: N_("Refusé"),
    SAME: N_("Identique"),
}
PLACE_FIELDS = ("name", "address", "postcode", "commune", "is_mobile")


class NoSiret(Refusal):
    """A structure is qualified and paid by its SIRET."""

    code = "no_siret"
    template = N_("« %(pivot)s » n'est pas un SIRET : la structure de ce lieu ne peut pas être enregistrée.")


class NotAStructureHere(Refusal):
    """That SIRET is known here as something else."""

    code = "not_a_structure_here"
    template = N_("Ce SIRET est celui de « %(name)s », qui n'est pas enregistrée ici comme structure.")


class ToldTwice(Refusal):
    """Two lines of one file tell one venue."""

    code = "told_twice"
    template = N_("Ce lieu est déjà à la ligne %(line)s de ce fichier.")


@dataclass(frozen=True)
class LinePreview:
    """What a line would do: to which venue, and field by field what it was and what it would be.

    `candidates` are the venues that a doubtful line may mean. `offers` are services that it adds; none is taken away.
    """

    row: VenueRow
    outcome: str
    venue: Venue | None = None
    structure: Organisation | None = None
    changes: Mapping[str, tuple[object, object]] | None = None
    offers: tuple[str, ...] = ()
    candidates: tuple[Venue, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Preview:
    """All lines of a file, in its order."""

    version: str
    lines: Sequence[LinePreview]

    def counts(self) -> dict[str, int]:
        """How many lines of each outcome, those that there are."""
        counted = {outcome: sum(line.outcome == outcome for line in self.lines) for outcome in OUTCOMES}
        return {outcome: count for outcome, count in counted.items() if count}


def preview(version: str, rows: Sequence[VenueRow], decided: Mapping[int, int | None] | None = None) -> Preview:
    """What these lines would do in the current scheme: four queries, whatever their number.

    `decided` says for doubtful lines which venue they mean (its key), or that they are a new one (None).
    """
    known = _Known([row.pivot for row in rows])
    seen: dict[object, int] = {}
    lines = []
    for row in rows:
        line = known.look(row, decided or {})
        if line.outcome in (NEW, SAME, CHANGED):
            first = seen.setdefault(line.venue.pk if line.venue else (row.pivot, sort_key(row.name)), row.line)
            if first != row.line:
                line = LinePreview(row, REFUSED, venue=line.venue, refusal=ToldTwice(line=first))
        lines.append(line)
    return Preview(version, lines)


def address_key(text: str) -> str:
    """An address as it is compared: without accents, `BIS` nor abbreviations that everybody writes otherwise."""
    words = {
        "avenue": "av",
        "boulevard": "bd",
        "place": "pl",
        "rue": "r",
        "route": "rte",
        "saint": "st",
        "sainte": "ste",
    }
    return " ".join(words.get(word, word) for word in re.sub(r"^0+", "", sort_key(text)).split())


class _Known:
    """The venues of the scheme, by what a line may say of them."""

    def __init__(self, pivots: Sequence[str]) -> None:
        venues = list(
            queries.venues(current_scheme_id()).select_related("description").prefetch_related("offers__service")
        )
        self.by_siret: dict[str, list[Venue]] = defaultdict(list)
        self.by_words: dict[tuple[str, str], list[Venue]] = defaultdict(list)
        self.by_id = {venue.pk: venue for venue in venues}
        for venue in venues:
            if venue.organisation.siret:
                self.by_siret[venue.organisation.siret].append(venue)
            for key in self._keys(venue.name, venue.address, venue.postcode):
                self.by_words[key].append(venue)
        self.structures = {one.siret: one for one in Organisation.objects.filter(siret__in=set(pivots))}

    @staticmethod
    def _keys(name: str, address: str, postcode: str) -> list[tuple[str, str]]:
        return [(postcode, f"n {sort_key(name)}"), *([(postcode, f"a {address_key(address)}")] if address else [])]

    def look(self, row: VenueRow, decided: Mapping[int, int | None]) -> LinePreview:
        """What one line would do."""
        if row.refusal is not None:
            return LinePreview(row, REFUSED, refusal=row.refusal)
        if row.line in decided:
            chosen = decided[row.line]
            return self._changed(row, self.by_id[chosen]) if chosen in self.by_id else self._new(row)
        own = self.by_siret.get(row.pivot, [])
        same = [venue for venue in own if _is_same(venue, row)]
        if len(same) == 1:
            return self._changed(row, same[0])
        alike = {
            venue.pk: venue for key in self._keys(row.name, row.address, row.postcode) for venue in self.by_words[key]
        }
        near = [venue for venue in own if venue.postcode == row.postcode]
        candidates = tuple(same or near or alike.values())
        if candidates:
            return LinePreview(row, DOUBTFUL, candidates=candidates)
        return self._new(row)

    def _new(self, row: VenueRow) -> LinePreview:
        try:
            siret = valid_siret(row.pivot)
        except Refusal:
            return LinePreview(row, REFUSED, refusal=NoSiret(pivot=row.pivot or "–"))
        structure = self.structures.get(siret)
        if structure is not None and structure.kind != kinds.STRUCTURE:
            return LinePreview(row, REFUSED, refusal=NotAStructureHere(name=structure.name))
        return LinePreview(row, NEW, structure=structure, offers=row.services)

    def _changed(self, row: VenueRow, venue: Venue) -> LinePreview:
        about: Description = getattr(venue, "description", None) or Description()
        told = merged(about, row)
        after: dict[str, Any] = {name: value for name, value in describing.kept(told).items() if name != "open_days"}
        before: dict[str, object] = {name: getattr(about, name) for name in after}
        place: dict[str, Any] = {"name": row.name, "address": row.address or venue.address, "postcode": row.postcode}
        place |= {"commune": row.commune, "is_mobile": venue.is_mobile if row.is_mobile is None else row.is_mobile}
        after |= place
        before |= {name: getattr(venue, name) for name in place}
        if row.point is not None:
            after["point"] = row.point
            before["point"] = (venue.latitude, venue.longitude)
        changes = describing.changes(before, after)
        given = {offer.service.code for offer in venue.offers.all()}
        offers = tuple(code for code in row.services if code not in given)
        outcome = CHANGED if changes or offers else SAME
        return LinePreview(row, outcome, venue=venue, structure=venue.organisation, changes=changes, offers=offers)


def merged(about: Description, row: VenueRow) -> VenueTold:
    """What is known, and over it what the line says."""
    known: dict[str, Any] = {name: getattr(about, name) for name in FIELDS}
    frozen: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in known.items()}
    told = VenueTold(**frozen)
    return replace(told, **row.facts)


def _is_same(venue: Venue, row: VenueRow) -> bool:
    """Of one structure: the name or the address is enough, in one postcode."""
    if venue.postcode != row.postcode:
        return False
    if sort_key(venue.name) == sort_key(row.name):
        return True
    return bool(row.address) and address_key(venue.address) == address_key(row.address)
