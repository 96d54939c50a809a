"""A device of a venue, with a key of its own, that takes pass without network and sends its lines."""

import json
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from quitus.domain.redemption.operations.offline import Receipt, receive_batch
from quitus.domain.terminals import rules
from quitus.domain.terminals.models import Terminal
from quitus.domain.terminals.operations import Opened, enrol_terminal, keep_pack
from quitus.domain.venues.models import Venue
from quitus.kernel import clock
from tests.factories.people import Person
from tests.factories.reception import SERVICE


def sign(key: ec.EllipticCurvePrivateKey, message: str) -> str:
    """As WebCrypto signs: r and s, 32 bytes each, in base 64."""
    r, s = decode_dss_signature(key.sign(message.encode(), ec.ECDSA(SHA256())))
    return b64encode(r.to_bytes(32, "big") + s.to_bytes(32, "big")).decode()


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public half of a key, as a device tells it."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass
class Device:
    """A device in the hands of a person. `lines` are those that wait; `pack_at` when it was last told what it knows."""

    person: Person
    venue: Venue
    opened: Opened
    key: ec.EllipticCurvePrivateKey
    pack_at: datetime
    n: int = 0
    head: str = rules.FIRST_HEAD
    lines: list[str] = field(default_factory=list)

    @property
    def pk(self) -> int:
        """Its number."""
        return self.opened.terminal.pk

    def refresh(self, at: datetime | None = None) -> None:
        """It is given a pack, now unless told otherwise."""
        self.pack_at = at or clock.now()
        keep_pack(terminal=Terminal.objects.get(pk=self.pk), made_at=self.pack_at, days=7)

    def keep(self, **facts: object) -> str:
        """One more line of its own."""
        self.n += 1
        self.lines.append(json.dumps({"n": self.n, **facts}, ensure_ascii=False))
        return self.lines[-1]

    def take(self, *numbers: int, at: datetime | None = None, **facts: object) -> None:
        """It takes these pass, each by a request of its own, now unless told otherwise."""
        taken_at = at or clock.now()
        for number in numbers:
            said = {
                "request": str(uuid4()),
                "number": str(number),
                "venue_id": str(self.venue.pk),
                "service_code": SERVICE,
                "service_on": taken_at.date().isoformat(),
                "people_count": 1,
                "minutes": None,
                "theme": "",
                "taken_at": taken_at.isoformat(),
                "user_id": str(self.person.user.pk),
                "pack_made_at": self.pack_at.isoformat(),
            }
            self.keep(**(said | facts))

    def batch(self, lines: Iterable[str] | None = None, before: str | None = None) -> dict[str, object]:
        """What it would send: its lines that wait, with the head it signs."""
        texts = list(self.lines if lines is None else lines)
        heads = rules.heads(before or self.head, texts)
        head = heads[-1] if heads else (before or self.head)
        return {"batch": uuid4(), "texts": texts, "head": head, "signature": sign(self.key, head)}

    def send(self, **changes: object) -> Receipt:
        """It sends what waits, and goes on from what is acknowledged."""
        receipt = receive_batch(by=self.person.actor, terminal_id=self.pk, **(self.batch() | changes))  # type: ignore[arg-type]
        if receipt.refused is None:
            self.head, self.lines = receipt.acknowledged_head, []
        return receipt

    def outcomes(self) -> list[tuple[str, str]]:
        """What becomes of what waits: verdict and outcome of each line."""
        return [(line.verdict, line.outcome) for line in self.send().lines]


def make_device(person: Person, venue: Venue, label: str = "Tablette d'accueil") -> Device:
    """A device enrolled two hours ago, with a pack an hour old."""
    now = clock.now()
    key = ec.generate_private_key(ec.SECP256R1())
    with clock.at(now - timedelta(hours=2)):
        opened = enrol_terminal(by=person.actor, label=label, public_key=point(key), venue_ids=[venue.pk])
    device = Device(person, venue, opened, key, pack_at=now)
    device.refresh(now - timedelta(hours=1))
    return device
