"""The benches there are."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from keyword import iskeyword
from typing import Protocol

import quitus.usecases.bench as package
from quitus.usecases.bench.figures import Figure

FRAME = {"figures", "finding"}


class Bench(Protocol):
    """A module of this package that measures something."""

    NAME: str
    SENTENCE: str

    def run(self, tell: Callable[[str], None]) -> Figure:
        """Build what it needs, measure, and give the figure."""


class NoSuchBench(LookupError):
    """No module of this package has that name."""


def names() -> list[str]:
    """The names of the benches, in order."""
    modules = (module.name for module in pkgutil.iter_modules(package.__path__) if not module.ispkg)
    offered = (name.rstrip("_") for name in modules if name not in FRAME and not name.startswith("_"))
    return sorted(name.replace("_", "-") for name in offered)


def find(name: str) -> Bench:
    """The bench with this name, its words joined by dashes or underscores. Raises NoSuchBench."""
    if name.replace("_", "-") not in names():
        raise NoSuchBench(name)
    name = name.replace("-", "_")
    known = {module.name for module in pkgutil.iter_modules(package.__path__)}
    module = name if name in known and not iskeyword(name) else f"{name}_"
    return importlib.import_module(f"{package.__name__}.{module}")
