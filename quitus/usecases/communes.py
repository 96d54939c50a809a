"""A list of communes, read from the file of somebody else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from quitus.connectors import tabular
from quitus.domain.venues import operations
from quitus.domain.venues.operations import CommuneTold
from quitus.kernel.actors import Actor

# Official names first: INSEE (code officiel géographique, populations de référence), La Poste (hexasmal), data.gouv.fr
# (communes de France), then plain ones.
COLUMNS = {
    "code": ("com", "codgeo", "code_insee", "code_commune_insee", "#code_commune_insee", "insee_com", "code"),
    "name": (
        "libelle",
        "nccenr",
        "nom_standard",
        "nom_de_la_commune",
        "nom_commune",
        "libgeo",
        "commune",
        "nom",
        "name",
    ),
    "postcodes": ("codes_postaux", "code_postal", "postcodes", "postcode"),
    "population": ("pmun", "population", "population_municipale"),
    "latitude": ("latitude_mairie", "latitude_centre", "latitude", "lat"),
    "longitude": ("longitude_mairie", "longitude_centre", "longitude", "lon", "lng"),
    "kind": ("typecom",),
}
NEEDED = ("code", "name")
_CODE = re.compile(r"\d[0-9AB]\d{3}")


class ColumnsMissing(Exception):
    """The file has no column for the code or the name of a commune; `columns` are those that it has."""

    def __init__(self, columns: list[str]) -> None:
        super().__init__(", ".join(columns))
        self.columns = columns


@dataclass(frozen=True)
class ReadCommunes:
    """What a file tells: communes, and the lines (from 1) that are not one."""

    told: list[CommuneTold]
    wrong: list[int]


def read_communes(path: Path) -> ReadCommunes:
    """The communes of a CSV file. Raises `ColumnsMissing`, `tabular.TableNotReadable`.

    Lines of delegated or associated communes (TYPECOM other than COM) are left out; several lines of one commune, as
    where it has several postcodes, make one.
    """
    told: dict[str, CommuneTold] = {}
    wrong = []
    with tabular.rows_of(path, tabular.guess(path)) as rows:
        _first, heads = next(rows, (0, []))
        where = _columns(heads)
        for line, cells in rows:
            row = {name: cells[at].strip() for name, at in where.items() if at < len(cells)}
            if row.get("kind", "COM").upper() != "COM":
                continue
            one = _commune(row)
            if one is None:
                wrong.append(line)
            else:
                told[one.code] = _joined(told.get(one.code), one)
    return ReadCommunes(list(told.values()), wrong)


def take_in(by: Actor, path: Path) -> ReadCommunes:
    """Reads a file and enters its communes in the current scheme; raises as `read_communes`."""
    found = read_communes(path)
    operations.take_in_communes(by=by, told=found.told)
    return found


def _columns(heads: list[str]) -> dict[str, int]:
    plain = [head.strip().strip("\ufeff").lower().replace(" ", "_") for head in heads]
    where = {
        name: next(plain.index(one) for one in names if one in plain)
        for name, names in COLUMNS.items()
        if set(names) & set(plain)
    }
    if not set(NEEDED) <= where.keys():
        raise ColumnsMissing(heads)
    return where


def _commune(row: Mapping[str, str]) -> CommuneTold | None:
    code, name = row.get("code", "").upper(), row.get("name", "")
    if not _CODE.fullmatch(code) or not name:
        return None
    people = re.sub(r"\s", "", row.get("population", ""))
    try:
        point = _point(row.get("latitude", ""), row.get("longitude", ""))
        population = int(float(people)) if people else None
    except ValueError:
        return None
    return CommuneTold(code, name[:100], tuple(_postcodes(row.get("postcodes", ""))), population, point)


def _point(latitude: str, longitude: str) -> tuple[float, float] | None:
    if not latitude or not longitude:
        return None
    point = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise ValueError
    return point


def _postcodes(text: str) -> Iterator[str]:
    yield from dict.fromkeys(re.findall(r"\d{5}", text))


def _joined(before: CommuneTold | None, one: CommuneTold) -> CommuneTold:
    if before is None:
        return one
    postcodes = tuple(dict.fromkeys([*before.postcodes, *one.postcodes]))
    population = before.population if one.population is None else one.population
    return CommuneTold(one.code, one.name, postcodes, population, one.point or before.point)
