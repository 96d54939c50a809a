"""What a device asks of the server, from the page that makes it one to the answer to its lines."""

import gzip
import json
from base64 import b64decode, b64encode
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse

from quitus.domain.redemption.models import Redemption
from quitus.domain.terminals import rules
from quitus.domain.terminals.models import OfflineLine, OfflineTold, PackGiven, Terminal
from quitus.interfaces import limits
from quitus.kernel import clock
from tests.factories.devices import Device, make_device, point, sign
from tests.factories.passes import SERIES
from tests.factories.people import Person
from tests.interfaces.api.conftest import Software

pytestmark = [pytest.mark.django_db(databases=["default", limits.ALIAS]), pytest.mark.usefixtures("now")]


@pytest.fixture
def device(software: Software) -> Device:
    """Lina's device; what the software asks, it asks with its token."""
    device = make_device(software.reception.lina, software.reception.venue)
    operations_secret = device.opened.secret
    assert operations_secret is not None
    software.secret = operations_secret
    return device


def body(device: Device, **changes: object) -> dict[str, object]:
    batch = device.batch()
    return {
        "terminal_id": str(device.pk),
        "batch": str(batch["batch"]),
        "lines": batch["texts"],
        "head": batch["head"],
        "signature": batch["signature"],
        **changes,
    }


def enrol(client: Client, reception: Any, **changes: object) -> Any:
    said = {
        "label": "Téléphone",
        "public_key": b64encode(point(ec.generate_private_key(ec.SECP256R1()))).decode(),
        "venue_ids": [str(reception.venue.pk)],
    }
    address = reverse("venue:enrol_terminal", args=["essai"])
    return client.post(address, said | changes, content_type="application/json")


def test_a_browser_becomes_a_device_and_opens_again_with_the_same_data_key(software: Software) -> None:
    software.client.force_login(software.reception.lina.user)
    first = enrol(software.client, software.reception).json()
    assert first["user"] == {"id": str(software.reception.lina.user.pk), "name": "Lina Caron"}
    assert (first["unlock_days"], first["limits"]) == (7, {"count": 200, "cents": 200_000, "days": 7})
    assert len(b64decode(first["data_key"])) == 32
    again = software.client.post(reverse("venue:open_terminal", args=["essai", int(first["terminal_id"])])).json()
    assert again["data_key"] == first["data_key"]
    assert again["access"] != first["access"]
    assert software.get("terminals/pack", secret=again["access"]).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [{"public_key": "AAAA"}, {"label": ""}, {"venue_ids": []}, {"venue_ids": "tous"}, {"venue_ids": ["9" * 30]}],
)
def test_what_cannot_be_enrolled_is_said_in_words(software: Software, changes: dict[str, object]) -> None:
    software.client.force_login(software.reception.lina.user)
    answer = enrol(software.client, software.reception, **changes)
    assert answer.status_code == 409
    assert answer.json()["message"]
    assert not Terminal.objects.exists()


def test_nobody_else_enrols(software: Software, zoe: Person) -> None:
    for person in (software.reception.team.anne, zoe):
        software.client.force_login(person.user)
        assert enrol(software.client, software.reception).status_code == 404


def test_a_pack_holds_what_the_device_needs_and_its_bitmaps_are_fetched_once(
    software: Software, device: Device
) -> None:
    pack = software.get("terminals/pack", {"held_count": "2", "held_cents": "2000"}).json()
    assert [venue["services"] for venue in pack["venues"]] == [
        [{"code": "demarches", "label": "Démarches administratives en ligne"}]
    ] or pack["venues"][0]["services"]
    [record] = pack["records"]
    said = json.loads(b64decode(record["record"]))
    answer = software.get(f"terminals/bitmaps/{SERIES}")
    bitmap = gzip.decompress(answer.content)
    assert sha256(bitmap).hexdigest() == said["bitmap_sha256"]
    assert answer["ETag"] == f'"{said["bitmap_sha256"]}"'
    kept = software.get(f"terminals/bitmaps/{SERIES}", **{"If-None-Match": answer["ETag"]})
    assert (kept.status_code, kept.content) == (304, b"")
    assert software.get("terminals/bitmaps/7").status_code == 404
    assert pack["acknowledged"] == {"n": 0, "head": rules.FIRST_HEAD}
    assert Terminal.objects.get().held_count == 2


def test_lines_are_answered_one_by_one_and_what_was_promised_otherwise_is_told_until_read(
    software: Software, device: Device
) -> None:
    software.reception.take(2)
    device.take(software.reception.pass_number(1), software.reception.pass_number(2))
    said = body(device, held={"count": 0, "cents": 0})
    answer = software.post("terminals/batches", said).json()
    assert [(line["outcome"], line["verdict"]) for line in answer["lines"]] == [
        ("taken", "recorded"),
        ("pass_already_used", "refused"),
    ]
    assert "a déjà été utilisé, pour un service du 12 mai 2023" in answer["lines"][1]["message"]
    assert answer["acknowledged"] == {"n": 2, "head": said["head"]}
    assert software.post("terminals/batches", said).json() == answer, "sent twice, same answer"
    [told] = software.get("terminals/pack").json()["told"]
    assert told["message"] == answer["lines"][1]["message"]
    software.post(f"terminals/told/{told['id']}/read", {})
    assert software.get("terminals/pack").json()["told"] == []
    assert OfflineTold.objects.get().read_at == clock.now()


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"signature": "AAAA"}, 403, "batch_not_signed"),
        ({"head": "0" * 64}, 403, "batch_not_signed"),
        ({"terminal_id": "1"}, 404, "terminal_unknown"),
        ({"lines": ["x" * 3000]}, 422, "batch_unreadable"),
        ({"lines": "rien"}, 422, "not_valid"),
    ],
)
def test_a_batch_that_is_not_its_own_is_refused_and_says_where_to_go_on(
    software: Software, device: Device, changes: dict[str, object], status: int, code: str
) -> None:
    device.take(software.reception.pass_number(1))
    answer = software.post("terminals/batches", body(device, **changes))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Redemption.objects.exists()


def test_a_chain_that_does_not_follow_says_what_is_acknowledged(software: Software, device: Device) -> None:
    device.n = 5
    device.take(software.reception.pass_number(1))
    answer = software.post("terminals/batches", body(device))
    assert (answer.status_code, answer.json()["code"]) == (409, "chain_broken")
    assert answer.json()["acknowledged"] == {"n": 0, "head": rules.FIRST_HEAD}
    assert Terminal.objects.get().refused_at is not None


def asked(device: Device, **changes: object) -> dict[str, object]:
    at, user = clock.now().isoformat(), device.person.user.pk
    signature = sign(device.key, rules.token_message(device.pk, user, at))
    return {"terminal_id": str(device.pk), "user_id": str(user), "at": at, "signature": signature, **changes}


def test_a_device_gets_a_fresh_access_by_its_key_and_nothing_else_opens(software: Software, device: Device) -> None:
    with clock.at(clock.now() + timedelta(days=2)):
        assert software.get("terminals/pack").status_code == 401, "twelve hours are over"
        fresh = software.post("terminals/token", asked(device), secret="").json()
        assert software.get("terminals/pack", secret=fresh["access"]).status_code == 200
    for wrong in (
        asked(device),
        asked(device, signature="AAAA"),
        asked(device, terminal_id=str(10**17)),
        asked(device, user_id="1"),
    ):
        answer = software.post("terminals/token", wrong, secret="")
        assert (answer.status_code, answer.json()["code"]) == (401, "token_refused")


def test_the_token_of_a_software_is_no_device(software: Software) -> None:
    assert software.get("terminals/pack").status_code == 401
    said = {"terminal_id": "1", "batch": str(uuid4()), "lines": [], "head": "", "signature": ""}
    assert software.post("terminals/batches", said).status_code == 401


def test_a_device_names_its_pack_as_it_was_told(software: Software, device: Device) -> None:
    with clock.at(clock.now() + timedelta(microseconds=1_234)):
        made_at = software.get("terminals/pack").json()["made_at"]
        device.take(software.reception.pass_number(1), pack_made_at=made_at)
        assert software.post("terminals/batches", body(device)).status_code == 200
    assert OfflineLine.objects.get().pack_made_at in PackGiven.objects.values_list("made_at", flat=True)
