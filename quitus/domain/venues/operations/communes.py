"""Taking in the communes of a territory."""

from collections.abc import Sequence
from dataclasses import dataclass

from quitus.domain.audit.operations import record
from quitus.domain.venues import policies
from quitus.domain.venues.models import Commune
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.operation import operation
from quitus.kernel.tenancy import current_scheme_id
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_

_FACTS = ["name", "sort_key", "postcodes", "population", "latitude", "longitude"]


@dataclass(frozen=True)
class CommuneTold:
    """A commune as a file tells it; `point` is latitude then longitude."""

    code: str
    name: str
    postcodes: tuple[str, ...] = ()
    population: int | None = None
    point: tuple[float, float] | None = None


@operation
def take_in_communes(*, by: Actor, told: Sequence[CommuneTold]) -> int:
    """Enters the communes of the territory, or writes anew those known by their code; how many were told.

    What a list does not say (its postcodes, its population, where it is) stays as it was known, so that one list may
    complete another. A commune that the list no longer has stays: people may live there who were served. A code told
    twice counts as told last. Refuses with `NotYourRole`.
    """
    refuse_unless(policies.may_take_in_communes(by.role))
    scheme_id = current_scheme_id()
    known = {one.code: one for one in Commune.objects.filter(code__in={one.code for one in told})}
    rows = {one.code: _row(scheme_id, one, known.get(one.code)) for one in told}
    Commune.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["scheme", "code"], update_fields=_FACTS, batch_size=2000
    )
    record(
        by=by,
        verb="take_in_communes",
        subject_kind="scheme",
        subject_id=scheme_id,
        summary=N_("Liste des communes enregistrée : %(count)s communes"),
        data={"count": len(rows)},
    )
    return len(rows)


def _row(scheme_id: int, told: CommuneTold, known: Commune | None) -> Commune:
    before = known or Commune()
    latitude, longitude = told.point or (before.latitude, before.longitude)
    return Commune(
        scheme_id=scheme_id,
        code=told.code,
        name=told.name,
        sort_key=sort_key(told.name),
        postcodes=list(told.postcodes) or before.postcodes,
        population=before.population if told.population is None else told.population,
        latitude=latitude,
        longitude=longitude,
    )
