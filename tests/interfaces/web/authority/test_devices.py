import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.domain.redemption import states
from quitus.domain.redemption.models_offline import Conflict
from quitus.domain.terminals import states as device_states
from quitus.domain.terminals.models import Terminal
from tests.factories.devices import Device, make_device
from tests.factories.reception import Reception, make_mediator, make_qualified, make_venue
from tests.factories.schemes import make_organisation


def at(view: str, *arguments: object) -> str:
    return reverse(f"authority:{view}", args=["essai", *arguments])


@pytest.fixture
def device(reception: Reception) -> Device:
    """Lina's device, with a pass that the Médiathèque recorded first."""
    place = make_venue(reception.team, make_organisation("Médiathèque"), "Médiathèque")
    make_qualified(reception.team, place.organisation)
    luc = make_mediator(reception.team, place, "Luc Petit")
    reception.take(*range(1, 9), by=luc.actor, venue_id=place.pk)
    device = make_device(reception.lina, reception.venue)
    device.take(reception.pass_number(1))
    device.send(held=(3, 30_00))
    return device


@pytest.fixture
def browse(client: Client, reception: Reception) -> Client:
    """Anne's browser."""
    client.force_login(reception.team.anne.user)
    return client


def cost(browse: Client, view: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert browse.get(at(view)).status_code == 200
    return len(caught)


def test_lists_cost_the_same_whatever_their_length(browse: Client, reception: Reception, device: Device) -> None:
    few = cost(browse, "terminals"), cost(browse, "conflicts")
    device.take(*map(reception.pass_number, range(2, 9)))
    device.send()
    for label in ("Téléphone", "Borne"):
        make_device(reception.lina, reception.venue, label)
    assert (cost(browse, "terminals"), cost(browse, "conflicts")) == few


def test_devices_tell_when_they_were_heard_of_and_what_they_hold(browse: Client, device: Device) -> None:
    page = browse.get(at("terminals")).content.decode()
    assert "3 pass, 30,00\u00a0€" in page
    assert "12 mai 2023 à 10 h 00" in page.replace("\u00a0", " ")
    assert "Association du Moulin" in browse.get(at("terminal", device.pk)).content.decode()
    assert browse.get(at("terminal", 0)).status_code == 404


def test_a_device_that_waits_is_approved_then_stopped(browse: Client, device: Device) -> None:
    Terminal.objects.update(state=device_states.WAITING)
    assert "Autoriser les appareils des lieux" in browse.get(at("home")).content.decode()
    assert browse.get(at("approve_terminal", device.pk)).status_code == 200
    assert browse.post(at("approve_terminal", device.pk)).status_code == 302
    assert Terminal.objects.get().state == device_states.IN_USE
    assert browse.post(at("stop_terminal", device.pk), {"reason": "Volé."}).status_code == 302
    assert Terminal.objects.get().state == device_states.STOPPED


def test_a_conflict_is_decided_then_compensated(client: Client, reception: Reception, device: Device) -> None:
    client.force_login(reception.team.anne.user)
    conflict = Conflict.objects.get()
    assert "Trancher les conflits hors connexion" in client.get(at("home")).content.decode()
    page = client.get(at("conflict", conflict.pk)).content.decode()
    assert "Médiathèque" in page, "the authority sees both sides"
    assert client.get(at("decide_conflict", conflict.pk)).status_code == 200
    assert client.post(at("decide_conflict", conflict.pk), {"bearer": "authority"}).status_code == 422
    said = {"bearer": "authority", "reason": "La copie ne se voyait pas."}
    assert client.post(at("decide_conflict", conflict.pk), said).status_code == 302
    client.force_login(reception.team.finance.user)
    assert "Payer ce qui est dû pour des conflits" in client.get(at("home")).content.decode()
    paid = {"mandat_number": "M-77", "paid_on": "12/05/2023"}
    assert client.get(at("compensate_conflict", conflict.pk)).status_code == 200
    assert client.post(at("compensate_conflict", conflict.pk), paid).status_code == 302
    assert Conflict.objects.get().state == states.COMPENSATED
    assert "M-77" in client.get(at("conflict", conflict.pk)).content.decode()


def test_a_structure_that_collects_many_is_followed(browse: Client, reception: Reception, device: Device) -> None:
    device.take(*map(reception.pass_number, range(2, 5)))
    device.send()
    assert "Suivre une structure" not in browse.get(at("home")).content.decode()
    device.take(reception.pass_number(5))
    device.send()
    page = browse.get(at("home")).content.decode()
    assert "Association du Moulin : 5 conflits en douze mois" in page.replace("\u00a0", " ")
    only = at("conflicts") + f"?structure={reception.structure.pk}&etat=open"
    assert browse.get(only).content.decode().count("<tr") == 6
