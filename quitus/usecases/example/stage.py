"""The stage on which the example is played: its people, its things by name, and its diary."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import groupby
from typing import Concatenate, ParamSpec

from quitus.domain.organisations.models import Organisation, Scheme
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.calendar import PARIS
from quitus.kernel.operation import unbroken
from quitus.kernel.tenancy import scheme_scope

HOUR = time(10, 30)


@dataclass
class Stage:
    """What the chapters share. Things are kept by a name of the example (« order 1 ») as keys."""

    scheme: Scheme
    actors: dict[str, Actor]
    organisations: dict[str, Organisation]
    ids: dict[str, int] = field(default_factory=dict)

    def by(self, key: str) -> Actor:
        """Who acts, by key, as « responsable »."""
        return self.actors[key]


Known = ParamSpec("Known")


class Diary:
    """What happens on which day. On one day, things happen in the order in which they were written."""

    def __init__(self) -> None:
        self._days: dict[date, list[Callable[[Stage], object]]] = defaultdict(list)

    def on(
        self,
        day: date,
        action: Callable[Concatenate[Stage, Known], object],
        *known: Known.args,
        **facts: Known.kwargs,
    ) -> None:
        """Write that something happens on a day, with the facts known of it."""
        self._days[day].append(lambda stage: action(stage, *known, **facts))

    def play(self, stage: Stage, say: Callable[[str], None]) -> None:
        """Live every day in order, each at its own date, all in one transaction."""
        with unbroken(), scheme_scope(stage.scheme.pk):
            for year, days in groupby(sorted(self._days), key=lambda day: day.year):
                say(f"{year}…")
                for day in days:
                    with clock.at(datetime.combine(day, HOUR, PARIS)):
                        for action in self._days[day]:
                            action(stage)
