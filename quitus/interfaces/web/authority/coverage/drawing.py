"""The map of a territory as a drawing: each commune a shape, larger where more people live.

It needs no network and no tiles: the coordinates themselves, north above. A shape says what its colour says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from quitus.usecases.coverage import UNKNOWN, Reached

WIDTH, MARGIN = 720, 16
LEAST, MOST = 4.0, 16.0
LOWEST, HIGHEST = 240, 720


@dataclass(frozen=True)
class Mark:
    """One commune on the map: its standing, its place in the drawing, half its size, its name where it is said."""

    standing: str
    x: float
    y: float
    size: float
    name: str = ""

    @property
    def box(self) -> dict[str, str]:
        """The square of that size around it, as SVG writes it."""
        return {"x": _fixed(self.x - self.size), "y": _fixed(self.y - self.size), "side": _fixed(2 * self.size)}

    @property
    def triangle(self) -> str:
        """The points of a triangle of that size."""
        x, y, size = self.x, self.y, self.size * 1.2
        return " ".join(
            f"{_fixed(a)},{_fixed(b)}" for a, b in ((x, y - size), (x - size, y + size), (x + size, y + size))
        )

    @property
    def centre(self) -> dict[str, str]:
        """Its middle and its size, as SVG writes them."""
        return {"x": _fixed(self.x), "y": _fixed(self.y), "r": _fixed(self.size)}


@dataclass(frozen=True)
class Map:
    """The drawing: its size in pixels and its marks, the largest first so that none hides a smaller one."""

    width: int
    height: int
    marks: Sequence[Mark]


def draw(reached: Sequence[Reached], *, named: int = 6) -> Map | None:
    """The map of communes that are somewhere; None when none is. The `named` largest are written by name."""
    placed = [(one, one.commune.point) for one in reached if one.standing != UNKNOWN]
    points = [(one, point) for one, point in placed if point is not None]
    if not points:
        return None
    lats, lons = [point[0] for _one, point in points], [point[1] for _one, point in points]
    narrow = cos(radians((min(lats) + max(lats)) / 2))
    wide, high = max((max(lons) - min(lons)) * narrow, 0.01), max(max(lats) - min(lats), 0.01)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HIGHEST - 2 * MARGIN) / high)
    height = max(LOWEST, int(high * scale) + 2 * MARGIN)
    most = max((one.commune.population or 0 for one, _point in points), default=0) or 1
    points.sort(key=lambda each: -(each[0].commune.population or 0))
    marks = [
        Mark(
            one.standing,
            MARGIN + (lon - min(lons)) * narrow * scale,
            height - MARGIN - (lat - min(lats)) * scale,
            LEAST + (MOST - LEAST) * sqrt((one.commune.population or 0) / most),
            one.commune.name if rank < named else "",
        )
        for rank, (one, (lat, lon)) in enumerate(points)
    ]
    return Map(WIDTH, height, marks)


def _fixed(value: float) -> str:
    return f"{value:.1f}"
