import pytest

from tests.factories.devices import Device, make_device
from tests.factories.reception import Reception


@pytest.fixture
def device(reception: Reception) -> Device:
    """Lina's device at the Moulin."""
    return make_device(reception.lina, reception.venue)
