"""What a device may hold without network: counted by what it was given, not by what it says it was given."""

from datetime import timedelta

import pytest

from quitus.domain.terminals import queries, rules
from quitus.domain.terminals.models import PackGiven
from quitus.domain.terminals.queries import DeviceTerms
from quitus.kernel import clock
from quitus.kernel.money import Cents
from tests.factories.devices import Device
from tests.factories.reception import Reception

HOUR = timedelta(hours=1)


@pytest.mark.parametrize("limits", [rules.Limits(2, Cents(1_000_00), 7), rules.Limits(200, Cents(25_00), 7)])
def test_a_device_holds_no_more_than_the_convention_says_between_two_packs(
    reception: Reception, device: Device, monkeypatch: pytest.MonkeyPatch, limits: rules.Limits
) -> None:
    monkeypatch.setattr(queries, "device_terms", lambda: DeviceTerms(limits, False, "venue", 5, 1))
    device.take(reception.pass_number(1))
    device.send()
    device.take(reception.pass_number(2), reception.pass_number(3))
    assert device.outcomes() == [("recorded", "taken"), ("refused", "terminal_limit_passed")]
    device.refresh()
    device.take(reception.pass_number(3))
    assert device.outcomes() == [("recorded", "taken")], "a new pack, a new count"


def test_a_pack_that_was_never_given_opens_no_allowance(
    reception: Reception, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = rules.Limits(2, Cents(1_000_00), 7)
    monkeypatch.setattr(queries, "device_terms", lambda: DeviceTerms(limits, False, "venue", 5, 1))
    for n in (1, 2, 3):
        device.take(reception.pass_number(n), pack_made_at=(clock.now() - HOUR / n).isoformat())
    assert [outcome for _, outcome in device.outcomes()] == ["taken", "taken", "terminal_limit_passed"]


def test_packs_fetched_while_nothing_was_sent_open_one_allowance(
    reception: Reception, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = rules.Limits(2, Cents(1_000_00), 7)
    monkeypatch.setattr(queries, "device_terms", lambda: DeviceTerms(limits, False, "venue", 5, 1))
    for n in (3, 2, 1):
        device.refresh(clock.now() - HOUR / 4 * n)
        device.take(reception.pass_number(n))
    assert [outcome for _, outcome in device.outcomes()] == ["taken", "taken", "terminal_limit_passed"]


def test_an_earlier_pack_does_not_bring_its_allowance_back(
    reception: Reception, device: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = rules.Limits(2, Cents(1_000_00), 7)
    monkeypatch.setattr(queries, "device_terms", lambda: DeviceTerms(limits, False, "venue", 5, 1))
    first = device.pack_at
    device.take(reception.pass_number(1))
    device.send()
    device.refresh()
    device.take(reception.pass_number(2), reception.pass_number(3))
    device.take(reception.pass_number(4), pack_made_at=first.isoformat())
    assert [outcome for _, outcome in device.outcomes()] == ["taken", "taken", "terminal_limit_passed"]


def test_who_names_a_pack_it_was_never_given_is_held_to_have_known(
    reception: Reception, device: Device, other: Device
) -> None:
    other.take(reception.pass_number(1))
    other.send()
    device.take(reception.pass_number(1), pack_made_at=(clock.now() - HOUR / 2).isoformat())
    assert device.outcomes() == [("refused", "pass_already_used")]


def test_packs_that_no_line_may_name_any_more_are_forgotten(device: Device) -> None:
    device.refresh(clock.now() - timedelta(days=15))
    device.refresh(clock.now() - timedelta(days=13))
    device.refresh()
    ages = [clock.now() - made_at for made_at in PackGiven.objects.values_list("made_at", flat=True)]
    assert sorted(ages) == [timedelta(0), HOUR, timedelta(days=13)]
