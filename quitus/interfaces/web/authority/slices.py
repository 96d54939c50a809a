"""The parts of the authority's pages, one package each: its addresses, its forms, and what it adds to the home.

A part has `urls.py`; it may have `tasks.py` with `tasks(request) -> Iterable[Task]` (what waits for the role of the
request), `figure(request) -> Figure | None` (the number of the home: the first part that answers gives it), and
`SUBJECTS`, the page of each kind of thing the audit speaks of (kind → view that takes its number).
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

NAMES = ("conventions", "acts", "orders", "stock", "venues", "claims", "budget", "reports")


@cache
def modules(part: str) -> tuple[ModuleType, ...]:
    """The module `part` of each package that has one, in the order of the work."""
    places = [f"{__package__}.{name}" for name in NAMES]
    there = [f"{place}.{part}" for place in places if find_spec(place) and find_spec(f"{place}.{part}")]
    return tuple(import_module(place) for place in there)
