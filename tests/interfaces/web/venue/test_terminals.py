import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quitus.domain.terminals.models import OfflineTold, Terminal
from tests.factories.devices import Device, make_device
from tests.factories.reception import Reception, make_mediator, make_qualified, make_venue
from tests.factories.schemes import make_organisation
from tests.interfaces.web.venue.test_take import at


@pytest.fixture
def device(reception: Reception) -> Device:
    """Lina's device at the Moulin."""
    return make_device(reception.lina, reception.venue)


@pytest.fixture
def other(reception: Reception) -> Device:
    """A device of another structure."""
    place = make_venue(reception.team, make_organisation("Médiathèque"), "Médiathèque")
    make_qualified(reception.team, place.organisation)
    return make_device(make_mediator(reception.team, place, "Luc Petit"), place)


def clash(reception: Reception, device: Device, other: Device, *ranks: int) -> None:
    for one in (other, device):
        one.take(*map(reception.pass_number, ranks))
        one.send()


def cost(browse: Client, view: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert browse.get(at(view)).status_code == 200
    return len(caught)


def test_lists_cost_the_same_whatever_their_length(
    browse: Client, reception: Reception, device: Device, other: Device
) -> None:
    clash(reception, device, other, 1)
    few = [cost(browse, view) for view in ("terminals", "conflicts", "told", "read_told")]
    clash(reception, device, other, *range(2, 8))
    for label in ("Téléphone", "Borne"):
        make_device(reception.lina, reception.venue, label)
    assert [cost(browse, view) for view in ("terminals", "conflicts", "told", "read_told")] == few


def test_a_lost_device_is_stopped(browse: Client, device: Device) -> None:
    assert "Lina Caron" in browse.get(at("terminals")).content.decode()
    address = at("stop_terminal", device.pk)
    assert browse.get(address).status_code == 200
    assert browse.post(address, {"reason": ""}).status_code == 422
    assert browse.post(address, {"reason": "Perdue dans le bus."}).status_code == 302
    assert Terminal.objects.get().stop_reason == "Perdue dans le bus."
    assert "Arrêté" in browse.get(at("terminals")).content.decode()


def test_both_sides_see_a_conflict_and_never_the_name_of_the_other(
    client: Client, reception: Reception, device: Device, other: Device
) -> None:
    clash(reception, device, other, 1)
    client.force_login(reception.lina.user)
    assert "Encaissé par votre appareil" in client.get(at("conflicts")).content.decode()
    conflict = OfflineTold.objects.get().line.conflict
    mine = client.get(at("conflict", conflict.pk)).content.decode()
    assert "Hors connexion, par un appareil" in mine
    assert "Médiathèque" not in mine
    client.force_login(other.person.user)
    assert "Enregistré par vous le premier" in client.get(at("conflicts")).content.decode()
    theirs = client.get(at("conflict", conflict.pk)).content.decode()
    assert "il vous est dû" in theirs
    assert "Moulin" not in theirs
    assert "Lina" not in theirs


def test_nobody_opens_the_conflict_or_the_device_of_others(
    client: Client, reception: Reception, device: Device, other: Device
) -> None:
    clash(reception, device, other, 1)
    place = make_venue(reception.team, make_organisation("Bus"), "Bus")
    client.force_login(make_mediator(reception.team, place, "Max Roy").user)
    conflict = OfflineTold.objects.get().line.conflict
    assert client.get(at("conflict", conflict.pk)).status_code == 404
    assert client.get(at("stop_terminal", device.pk)).status_code == 404


def test_what_was_promised_and_not_kept_waits_on_the_home_until_it_is_read(
    browse: Client, reception: Reception, device: Device
) -> None:
    reception.take(1)
    device.take(reception.pass_number(1))
    device.send()
    assert "Lire ce qui a été décidé autrement" in browse.get(at("home")).content.decode()
    page = browse.get(at("read_told")).content.decode()
    assert "par votre structure" in page
    assert browse.post(at("read_told")).url == at("home")
    assert "Lire ce qui a été décidé autrement" not in browse.get(at("home")).content.decode()
    assert "par votre structure" in browse.get(at("told")).content.decode(), "the structure still sees it"
