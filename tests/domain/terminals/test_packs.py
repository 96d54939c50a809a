import json
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.keys import queries as keys
from quitus.domain.keys.models import Key
from quitus.domain.terminals import packs
from quitus.domain.vouchers.models import Order, Voucher
from quitus.kernel import clock
from quitus.kernel.signed_codes import is_signed
from tests.factories.devices import Device
from tests.factories.passes import SERIES
from tests.factories.reception import Reception, make_active_order


def records(device: Device) -> list[dict[str, object]]:
    pack = packs.pack_of(device.opened.terminal, device.person.user.pk)
    return [json.loads(one.record) for one in pack.records]


def test_a_record_is_signed_and_tells_what_the_device_may_trust(reception: Reception, device: Device) -> None:
    pack = packs.pack_of(device.opened.terminal, device.person.user.pk)
    (one,) = pack.records
    public = keys.public_key_of(one.key_id)
    assert public is not None
    assert is_signed(public, packs.DOMAIN, one.record, one.signature)
    assert not is_signed(public, packs.DOMAIN, one.record + b" ", one.signature)
    said = json.loads(one.record)
    assert said["series"] == str(SERIES)
    assert (said["first_rank"], said["last_rank"], said["activated_on"]) == (1, 100, "2021-10-04")
    assert (said["usable_until"], said["services"], said["ended"]) == ("2024-01-31", None, False)
    bitmap = packs.bitmap_of(device.opened.terminal, device.person.user.pk, SERIES)
    assert bitmap is not None
    assert said["bitmap_sha256"] == sha256(bitmap).hexdigest()
    assert [place.venue.pk for place in pack.venues] == [reception.venue.pk]


def test_a_bit_is_a_pass_that_bears_no_mark(reception: Reception, device: Device) -> None:
    reception.take(1, 9)
    Voucher.objects.filter(number=reception.pass_number(3)).update(mark="blocked", marked_on=clock.today())
    bitmap = packs.bitmap_of(device.opened.terminal, device.person.user.pk, SERIES)
    assert bitmap is not None
    assert len(bitmap) == 13, "a hundred pass"
    assert (bitmap[0], bitmap[1], bitmap[12]) == (0b01011111, 0b01111111, 0b11110000)


@pytest.mark.parametrize("change", [{"territory": ["59"]}, {"service_codes": ["outils"]}, {"key": None}])
def test_a_device_is_told_of_no_series_that_its_venues_cannot_take(
    reception: Reception, device: Device, change: dict[str, object]
) -> None:
    Order.objects.update(**change)
    assert records(device) == []
    assert packs.bitmap_of(device.opened.terminal, device.person.user.pk, SERIES) is None


def test_what_is_over_is_told_until_late_entries_are_over_too(device: Device) -> None:
    last = date(2024, 1, 31) + timedelta(days=60)
    with clock.at(last):
        assert len(records(device)) == 1
    with clock.at(last + timedelta(days=1)):
        assert records(device) == []


def test_an_order_whose_figures_are_fixed_is_told_as_ended(device: Device) -> None:
    Order.objects.update(figures_fixed_on=clock.today())
    assert records(device)[0]["ended"] is True


def test_no_device_trusts_a_stolen_key(device: Device) -> None:
    Key.objects.update(state="stolen", stolen_at=clock.now(), reason="Copié.")
    Key.objects.create(id="AB12", public_key=bytes(32))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "signing_key", lambda: Key(id="AB12"))
        assert records(device) == []


def test_a_pack_costs_the_same_whatever_its_series(reception: Reception, device: Device) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            packs.pack_of(device.opened.terminal, device.person.user.pk)
        return len(caught)

    few = cost()
    for extra in range(1, 4):
        make_active_order(reception.team, number=f"2021-1{extra}", series=SERIES + extra, quantity=10)
    assert len(records(device)) == 4
    assert cost() == few <= 8
