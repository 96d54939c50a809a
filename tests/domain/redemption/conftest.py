import pytest

from tests.factories.devices import Device, make_device
from tests.factories.reception import Reception, make_mediator, make_qualified, make_venue
from tests.factories.schemes import make_organisation


@pytest.fixture
def device(reception: Reception) -> Device:
    """Lina's device at the Moulin, with a pack an hour old."""
    return make_device(reception.lina, reception.venue)


@pytest.fixture
def other(reception: Reception) -> Device:
    """A device of another structure."""
    place = make_venue(reception.team, make_organisation("Médiathèque"), "Médiathèque")
    make_qualified(reception.team, place.organisation)
    return make_device(make_mediator(reception.team, place, "Luc Petit"), place)
