"""The people of a scenario, the things they make, and the days on which they act."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from tests.factories.people import make_person
from tests.factories.schemes import make_organisation, make_scheme


@dataclass
class World:
    """One scheme, one person of each role, and the keys of what they make, by name."""

    scheme: Scheme
    operator: Organisation
    structure: Organisation
    actors: dict[str, Actor]
    ids: dict[str, int] = field(default_factory=dict)

    def by(self, role: str) -> Actor:
        """Who holds a role."""
        return self.actors[role]

    @contextmanager
    def on(self, day: date) -> Iterator[date]:
        """Act on a day, in one transaction of the scheme; gives that day."""
        with clock.at(day), within_scheme(self.scheme):
            yield day


def make_world() -> World:
    """Everybody is there since 2020; nothing has been decided."""
    scheme = make_scheme("chaine")
    operator = make_organisation("Opérateur de la chaîne", kinds.OPERATOR)
    structure = make_organisation("Centre social de la chaîne", siret="13002603200016")
    employers = {
        roles.OPERATOR: operator,
        roles.MEDIATOR: structure,
        roles.FUNDER: scheme.funder,
        roles.ACCOUNTANT: make_organisation("Paierie de la chaîne", kinds.ACCOUNTANT_OFFICE),
    }
    actors = {
        role: make_person(scheme, f"Personne {rank}", role, employers.get(role)).actor
        for rank, role in enumerate(roles.ROLES)
    }
    return World(scheme, operator, structure, actors)
