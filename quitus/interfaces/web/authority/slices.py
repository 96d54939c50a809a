"""The parts of the authority's pages, one package each: its addresses, its forms, and what it adds to the home.

A part has `urls.py`; it may have `tasks.py` with `tasks(request) -> Iterable[Task]` (what waits for the role of the
request), `figure(request) -> Figure | None` (the number of the home: the first part that answers gives it), and
`SUBJECTS`, the page of each kind of thing the audit speaks of (kind → view that takes its number).
"""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

NAMES = ("conventions", "acts", "orders", "stock", "venues", "claims", "budget", "reports")


def modules(part: str) -> Iterator[ModuleType]:
    """The module `part` of each package that has one, in the order of the work."""
    for name in NAMES:
        place = f"{__package__}.{name}"
        if find_spec(place) and find_spec(f"{place}.{part}"):
            yield import_module(f"{place}.{part}")
