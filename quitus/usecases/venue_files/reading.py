"""The venues that a file tells, one by one, and why a line tells none.

Everybody writes this schema a little in his own way: which separator, which encoding and which version is read in the
file itself.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from quitus.connectors import tabular
from quitus.domain.grants.catalogue import SERVICES
from quitus.domain.venues import national
from quitus.domain.venues.describing import VenueTold, kept, point
from quitus.domain.venues.errors import NotAPointOfTheEarth
from quitus.kernel.refusals import Refusal
from quitus.kernel.text import one_line, sort_key
from quitus.kernel.words import N_
from quitus.usecases.venue_files import columns

MOST_ROWS = 20_000
MOST_BYTES = 40_000_000
OLD, NEW = "0.1.1", "1.0"


class FileNotOfVenues(Refusal):
    """The file cannot be read, or has none of the columns without which there is no venue."""

    code = "file_not_of_venues"
    template = N_(
        "Ce fichier n'est pas lisible comme une liste de lieux : il faut au moins les colonnes « nom », « commune » "
        "et « code_postal », et du texte ou un classeur. Vérifiez le fichier."
    )


class TooManyVenues(Refusal):
    """A file is looked at whole before anything is written."""

    code = "too_many_venues"
    template = N_("Ce fichier compte plus de %(most)s lieux. Coupez-le en plusieurs fichiers.")


class LineWithout(Refusal):
    """A venue has at least a name and a commune with its postcode."""

    code = "line_without"
    template = N_("Il manque : %(columns)s.")


@dataclass(frozen=True)
class VenueRow:
    """A venue as a line of a file tells it. `facts` are fields of `VenueTold` that the line says something of.

    `unknown` are words that no list has, which are left out and told. `takes_pass` is what the line says of the pass.
    """

    line: int
    pivot: str = ""
    name: str = ""
    address: str = ""
    postcode: str = ""
    commune: str = ""
    is_mobile: bool | None = None
    point: tuple[float, float] | None = None
    services: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    takes_pass: bool = False
    unknown: tuple[str, ...] = ()
    refusal: Refusal | None = None


def read_rows(path: Path) -> tuple[str, list[VenueRow]]:
    """The version of the schema that a file follows, and its lines.

    Refuses with `FileNotOfVenues`, `TooManyVenues`; what is wrong with a line stands in that line.
    """
    try:
        with tabular.rows_of(path, tabular.guess(path)) as rows:
            return _read(rows)
    except tabular.TableNotReadable as unreadable:
        raise FileNotOfVenues() from unreadable


def _read(rows: Iterator[tuple[int, list[str]]]) -> tuple[str, list[VenueRow]]:
    _line, head = next(rows, (0, []))
    names = [sort_key(name).replace(" ", "_") for name in head]
    if not set(columns.NEEDED) <= set(names):
        raise FileNotOfVenues()
    version = OLD if set(columns.ONLY_OLD) & set(names) else NEW
    found: list[VenueRow] = []
    for line, cells in rows:
        if len(found) >= MOST_ROWS:
            raise TooManyVenues(most=MOST_ROWS)
        said = {name: cell for name, cell in zip(names, cells, strict=False) if cell}
        found.append(_row(line, said, version))
    return version, found


def _row(line: int, said: dict[str, str], version: str) -> VenueRow:
    lacking = [name for name in columns.NEEDED if not said.get(name)]
    row = VenueRow(
        line=line,
        pivot=re.sub(r"\s", "", said.get("pivot", "")),
        name=one_line(said.get("nom", ""))[:200],
        address=one_line(said.get("adresse", ""))[:300],
        postcode=said.get("code_postal", "").zfill(5),
        commune=one_line(said.get("commune", ""))[:100],
    )
    if lacking:
        return _refused(row, LineWithout(columns=", ".join(lacking)))
    if not re.fullmatch(r"\d{5}", row.postcode):
        return _refused(row, LineWithout(columns="code_postal"))
    reader = _Line(said, version)
    try:
        facts = reader.facts()
        kept(VenueTold(**facts))
        return _with(row, reader, facts)
    except Refusal as refusal:
        return _refused(row, refusal)


class _Line:
    """One line: what is read of it, and the words that no list knows."""

    def __init__(self, said: dict[str, str], version: str) -> None:
        self.is_old = version == OLD
        self.said = {columns.RENAMED.get(name, name) if self.is_old else name: text for name, text in said.items()}
        self.unknown: list[str] = []
        self.takes_pass = False

    def values(self, name: str) -> list[str]:
        """The values of a cell; 0.1.1 separates them by semicolons, 1.0 by bars, and some by both."""
        return [
            one.strip() for one in re.split(r"[|;]" if self.is_old else r"\|", self.said.get(name, "")) if one.strip()
        ]

    def facts(self) -> dict[str, Any]:
        """The fields of a description that the line says something of."""
        found: dict[str, Any] = {
            name: self.said[column] for column, name in columns.TEXTS.items() if column in self.said
        }
        if self.is_old and len(found.get("summary", "")) > 280:
            found["detail"] = "\n\n".join(filter(None, (found.pop("summary"), found.get("detail", ""))))
        found |= {field: tuple(self.values(column)) for column, field in columns.FREE_LISTS.items()}
        if self.is_old:
            found |= self._old_lists()
        else:
            found |= {field: self._codes(column, field) for column, field in columns.LISTS.items()}
        self._look_for_pass(found)
        if "id" in self.said:
            found["source_key"] = self.said["id"][:200]
        if "date_maj" in self.said:
            found["updated_on"] = _day(self.said["date_maj"])
        return {name: value for name, value in found.items() if value not in ("", (), None)}

    def services(self) -> tuple[str, ...]:
        """Codes of the national catalogue."""
        among = {label: code for code, label in SERVICES} | columns.OLD_SERVICES
        keys = {sort_key(label): code for label, code in among.items()}
        codes = []
        for words in self.values("services"):
            code = keys.get(sort_key(words))
            if code is None:
                self.unknown.append(words)
            else:
                codes.append(code)
        return tuple(dict.fromkeys(codes))

    def _codes(self, column: str, field: str) -> tuple[str, ...]:
        codes = []
        for words in self.values(column):
            code = national.code_of(words, national.LISTS[field])
            if code is None:
                self.unknown.append(words)
            else:
                codes.append(code)
        return tuple(codes)

    def _old_lists(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for column, meanings in columns.OLD_LISTS.items():
            keys = {sort_key(words): meaning for words, meaning in meanings.items()}
            for words in self.values(column):
                key = sort_key(words.split(":")[0])
                if key not in keys:
                    self.unknown.append(words)
                elif (meaning := keys[key]) is not None:
                    found.setdefault(meaning[0], []).append(meaning[1])
        return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}

    def _look_for_pass(self, found: dict[str, Any]) -> None:
        """« Pass numérique » among other labels is our own word for it: it says nothing to keep, since we know."""
        others = [one for one in found.get("other_trainings", ()) if sort_key(one) != sort_key(columns.VOUCHER_LABEL)]
        old = [*self.values("conditions_acces"), *self.values("labels_nationaux")] if self.is_old else []
        said = {sort_key(one.split(":")[0]) for one in old}
        self.takes_pass = len(others) < len(found.get("other_trainings", ())) or bool(
            said & {sort_key(columns.OLD_VOUCHER), "aptic"}
        )
        found["other_trainings"] = tuple(others)


def _with(row: VenueRow, reader: _Line, facts: Mapping[str, Any]) -> VenueRow:
    services = reader.services()
    moves = [sort_key(one) for one in reader.values("itinerance")]
    return VenueRow(
        **{
            **vars(row),
            "is_mobile": ("itinerant" in moves) if moves else None,
            "point": _point(reader.said),
            "services": services,
            "facts": facts,
            "takes_pass": reader.takes_pass,
            "unknown": tuple(reader.unknown),
        }
    )


def _refused(row: VenueRow, refusal: Refusal) -> VenueRow:
    return VenueRow(**{**vars(row), "refusal": refusal})


def _point(said: Mapping[str, str]) -> tuple[float, float] | None:
    texts: Sequence[str] = [said.get(name, "").replace(",", ".") for name in ("latitude", "longitude")]
    if not any(texts):
        return None
    try:
        latitude, longitude = (float(text) for text in texts)
    except ValueError as wrong:
        raise NotAPointOfTheEarth() from wrong
    return point(latitude, longitude)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
