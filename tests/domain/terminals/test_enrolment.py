from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import IntegrityError, connection, transaction

from quitus.domain.access import queries as access
from quitus.domain.terminals import operations, queries, rules, states
from quitus.domain.terminals.errors import (
    KeyAlreadyEnrolled,
    NotAPublicKey,
    StopReasonMissing,
    TerminalIsStopped,
    TerminalLabelMissing,
    TerminalStandsElsewhere,
    TerminalUnknown,
    TerminalVenuesMissing,
)
from quitus.domain.terminals.models import Terminal, TerminalPerson
from quitus.domain.terminals.queries import DeviceTerms
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from tests.factories.devices import Device, point, sign
from tests.factories.reception import Reception, make_mediator, make_venue
from tests.factories.schemes import make_organisation


def enrol(reception: Reception, **facts: object) -> operations.Opened:
    said: dict[str, object] = {
        "by": reception.lina.actor,
        "label": "Téléphone",
        "public_key": point(ec.generate_private_key(ec.SECP256R1())),
        "venue_ids": [reception.venue.pk],
    }
    return operations.enrol_terminal(**(said | facts))  # type: ignore[arg-type]


def test_a_device_is_enrolled_and_opens_an_access_of_twelve_hours(reception: Reception) -> None:
    opened = enrol(reception)
    assert opened.terminal.state == states.IN_USE
    assert opened.secret is not None
    found = access.of_secret(opened.secret)
    assert found is not None
    assert (found.terminal_id, found.venue_ids) == (opened.terminal.pk, [reception.venue.pk])
    assert found.expires_at - found.starts_at == rules.ACCESS_LASTS
    assert opened.person.unlock_until == clock.now() + timedelta(days=7)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"label": " "}, TerminalLabelMissing),
        ({"public_key": b"\4" + bytes(64)}, NotAPublicKey),
        ({"venue_ids": []}, TerminalVenuesMissing),
    ],
)
def test_what_lacks_something_is_not_enrolled(
    reception: Reception, facts: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        enrol(reception, **facts)


def test_a_device_is_for_venues_where_the_person_takes_pass(reception: Reception) -> None:
    other = make_venue(reception.team, reception.structure, "Le Bus", "Lens")
    with pytest.raises(TerminalVenuesMissing):
        enrol(reception, venue_ids=[reception.venue.pk, other.pk])
    with pytest.raises(NotYourRole):
        enrol(reception, by=reception.team.anne.actor)


def test_a_key_is_one_device(reception: Reception, device: Device) -> None:
    with pytest.raises(KeyAlreadyEnrolled):
        enrol(reception, public_key=point(device.key))


def test_a_device_waits_where_the_convention_says_so(reception: Reception, monkeypatch: pytest.MonkeyPatch) -> None:
    terms = DeviceTerms(rules.Limits(5, 50_00, 3), True, "venue", 5, 1)  # type: ignore[arg-type]
    monkeypatch.setattr(queries, "device_terms", lambda: terms)
    opened = enrol(reception)
    assert (opened.terminal.state, opened.secret) == (states.WAITING, None)
    with pytest.raises(NotYourRole):
        operations.approve_terminal(by=reception.lina.actor, terminal_id=opened.terminal.pk)
    operations.approve_terminal(by=reception.team.anne.actor, terminal_id=opened.terminal.pk)
    again = operations.open_for(by=reception.lina.actor, terminal_id=opened.terminal.pk)
    assert again.secret is not None
    with pytest.raises(TerminalStandsElsewhere):
        operations.approve_terminal(by=reception.team.anne.actor, terminal_id=opened.terminal.pk)


def test_a_colleague_opens_the_same_device_and_its_days_start_again(reception: Reception, device: Device) -> None:
    luc = make_mediator(reception.team, reception.venue, "Luc Petit")
    operations.open_for(by=luc.actor, terminal_id=device.pk)
    with clock.at(clock.now() + timedelta(days=2)):
        operations.open_for(by=luc.actor, terminal_id=device.pk)
        until = TerminalPerson.objects.get(user=luc.user).unlock_until
        assert until == clock.now() + timedelta(days=7)
    assert TerminalPerson.objects.count() == 2


def test_a_stop_ends_every_access_at_once_and_for_ever(reception: Reception, device: Device) -> None:
    with pytest.raises(StopReasonMissing):
        operations.stop_terminal(by=reception.lina.actor, terminal_id=device.pk, reason=" ")
    operations.stop_terminal(by=reception.team.anne.actor, terminal_id=device.pk, reason="Volé.")
    found = access.of_secret(device.opened.secret or "")
    assert found is not None
    assert not access.stands(found)
    with pytest.raises(TerminalIsStopped):
        operations.open_for(by=reception.lina.actor, terminal_id=device.pk)
    with pytest.raises(TerminalIsStopped):
        device.send()
    with pytest.raises(TerminalStandsElsewhere):
        operations.stop_terminal(by=reception.lina.actor, terminal_id=device.pk, reason="Encore.")


def test_another_structure_neither_opens_nor_stops_it(reception: Reception, device: Device) -> None:
    place = make_venue(reception.team, make_organisation("Médiathèque"), "Médiathèque")
    luc = make_mediator(reception.team, place, "Luc Petit").actor
    with pytest.raises(TerminalUnknown):
        operations.open_for(by=luc, terminal_id=device.pk)
    with pytest.raises(TerminalUnknown):
        operations.stop_terminal(by=luc, terminal_id=device.pk, reason="Perdu.")


def ask(device: Device, **changes: object) -> operations.Opened:
    at = str(changes.pop("at", clock.now().isoformat()))
    user_id = device.person.user.pk
    said: dict[str, object] = {
        "terminal_id": device.pk,
        "user_id": user_id,
        "at": at,
        "signature": sign(device.key, rules.token_message(device.pk, user_id, at)),
    }
    return operations.open_by_key(**(said | changes))  # type: ignore[arg-type]


def test_a_device_asks_for_an_access_by_its_key_alone_once_an_instant(device: Device) -> None:
    assert ask(device).secret is not None
    with pytest.raises(TerminalUnknown):
        ask(device)
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert ask(device).secret is not None


@pytest.mark.parametrize("wrong", ["signature", "person", "future", "late", "stopped", "instant", "before_time"])
def test_whatever_is_wrong_is_refused_alike(reception: Reception, device: Device, wrong: str) -> None:
    luc = make_mediator(reception.team, reception.venue, "Luc Petit")
    changes: dict[str, dict[str, object]] = {
        "signature": {"signature": sign(ec.generate_private_key(ec.SECP256R1()), "autre chose")},
        "person": {"user_id": luc.user.pk},
        "future": {"at": (clock.now() + timedelta(days=1)).isoformat()},
        "instant": {"at": "hier"},
        # Kept, it could not be read again: no page would list devices any more.
        "before_time": {"at": "0001-01-01T00:00:00+14:00"},
    }
    if wrong == "stopped":
        operations.stop_terminal(by=reception.lina.actor, terminal_id=device.pk, reason="Perdu.")
    with clock.at(clock.now() + timedelta(days=8 if wrong == "late" else 0)), pytest.raises(TerminalUnknown):
        ask(device, **changes.get(wrong, {}))


def test_the_database_keeps_devices_whole(device: Device) -> None:
    for change in ({"public_key": b"1"}, {"state": "stopped"}, {"label": ""}, {"venue_ids": []}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Terminal.objects.filter(pk=device.pk).update(**change)


def test_a_device_is_found_before_its_scheme_is_known(device: Device) -> None:
    assert queries.scheme_of_terminal(device.pk) == device.opened.terminal.scheme_id
    assert queries.scheme_of_terminal(device.pk + 1) is None


def test_devices_are_listed_in_two_queries(reception: Reception, device: Device) -> None:
    for _ in range(3):
        enrol(reception)
    before = len(connection.queries_log)
    assert len([one.people.all() for one in queries.terminals()]) == 4
    assert len(connection.queries_log) - before in (0, 2)
