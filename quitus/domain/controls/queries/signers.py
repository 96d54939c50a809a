"""Who the law asks to sign minutes, by party."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from quitus.domain.controls import catalogue
from quitus.domain.controls.models import CountLine
from quitus.domain.controls.queries.inventories import inventory, places_covered
from quitus.domain.controls.queries.losses import loss_file
from quitus.domain.controls.queries.minutes import control, handover
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution import states as custody
from quitus.domain.distribution.models import Holder


@dataclass(frozen=True, slots=True)
class Signers:
    """Who signs for a party: the `names` that are known, with their `quality` where minutes say it.

    With `others`, somebody whom the program does not know may: he has no account, and signs with name and quality.
    """

    names: tuple[str, ...] = ()
    others: bool = False
    quality: str = ""


Days = Callable[[date], Collection[date]]
"""From the day that minutes tell of, the days on which whoever signs them may be appointed."""


def signers(subject_kind: str, subject_id: int, signed_on: date) -> dict[str, Signers]:
    """Who signs some minutes for each of `catalogue.PARTIES_OF` them: appointed on the day they tell of, or when they
    are signed. Raises `DoesNotExist`.
    """
    return _signers(subject_kind, subject_id, lambda told: {told, signed_on})


def signers_until(subject_kind: str, subject_id: int, until: date) -> dict[str, Signers]:
    """Who may have signed some minutes on some day until this one: appointed on any day since the one they tell of.
    Raises `DoesNotExist`.
    """
    return _signers(
        subject_kind,
        subject_id,
        lambda told: [told, *(told + timedelta(days=after + 1) for after in range((until - told).days))],
    )


def _signers(subject_kind: str, subject_id: int, days: Days) -> dict[str, Signers]:
    return {**_SIGNERS[subject_kind](subject_id, days), catalogue.WITNESS: Signers(others=True)}


def _inventory(inventory_id: int, days: Days) -> dict[str, Signers]:
    one = inventory(inventory_id)
    covered = places_covered(one)
    lines = CountLine.objects.filter(place__inventory_id__in={place.inventory_id for place in covered})
    # Pass counted one by one are a line each.
    counted = {one.opened_by, *lines.order_by().values_list("actor_label", flat=True).distinct()}
    return {
        # Who has no account counts too, and another types what he counted.
        catalogue.COUNTER: Signers(tuple(sorted(counted)), others=True),
        catalogue.KEEPER: _keepers([place.holder for place in covered], days(one.counted_on or one.opened_on)),
    }


def _loss_file(file_id: int, days: Days) -> dict[str, Signers]:
    file = loss_file(file_id)
    told = [file.reported_by, *(one.slip.handed_by for one in file.ranges.all()), file.declared_by]
    return {
        catalogue.DECLARER: Signers(tuple(dict.fromkeys(name for name in told if name))),
        catalogue.KEEPER: _keepers([file.holder], days(file.discovered_on)),
    }


def _handover(handover_id: int, days: Days) -> dict[str, Signers]:
    one = handover(handover_id)
    return {
        catalogue.OUTGOING: Signers((one.outgoing.user.full_name,)),
        catalogue.INCOMING: Signers((one.incoming.user.full_name,)),
    }


def _control(control_id: int, days: Days) -> dict[str, Signers]:
    one = control(control_id)
    return {
        catalogue.CONTROLLER: Signers((one.controller_name,), quality=one.controller_quality),
        catalogue.CONTROLLED: _keepers([one.imprest.safe], days(one.controlled_on)),
    }


def _keepers(holders: Iterable[Holder], days: Collection[date]) -> Signers:
    """Who may sign for these hands; for the accountant, a mandated body or nobody known, others of theirs too."""
    found = list(holders)
    names = distribution.names_over(found, days)
    outside = any(one.kind == custody.ACCOUNTANT or distribution.acts_over(one)[1] for one in found)
    return Signers(tuple(sorted(names)), others=outside or not names)


_SIGNERS: dict[str, Callable[[int, Days], dict[str, Signers]]] = {
    catalogue.INVENTORY: _inventory,
    catalogue.LOSS_FILE: _loss_file,
    catalogue.HANDOVER_OF_DUTY: _handover,
    catalogue.CONTROL_MINUTES: _control,
}
