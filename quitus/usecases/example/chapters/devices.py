"""A device of a venue, and a pass that it took without network after another venue had taken it."""

import json
from base64 import b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from quitus.domain.redemption.models import Redemption
from quitus.domain.redemption.operations.offline import receive_batch
from quitus.domain.terminals import rules
from quitus.domain.terminals.models import PackGiven
from quitus.domain.terminals.operations import enrol_terminal
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.usecases.devices import give_pack
from quitus.usecases.example.invented import LIVES_ON, mediator_key
from quitus.usecases.example.stage import Diary, Stage
from quitus.usecases.example.structures import STRUCTURES

ENROLLED_ON = LIVES_ON - timedelta(days=6)
SENT_ON = LIVES_ON - timedelta(days=1)
# Nobody needs its secret: the device is invented, and what it may do ends with the example.
KEY = ec.derive_private_key(int.from_bytes(sha256(b"quitus:exemple:appareil").digest(), "big") >> 1, ec.SECP256R1())
STRUCTURE = STRUCTURES[0]
SITE = STRUCTURE.sites[0]


def write(diary: Diary) -> None:
    """In the last week."""
    diary.on(ENROLLED_ON, enrol)
    diary.on(SENT_ON, clash)


def enrol(stage: Stage) -> None:
    """The mediator makes a tablet known."""
    public = KEY.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    venue_ids = [stage.ids[f"venue {SITE.key}"]]
    opened = enrol_terminal(
        by=mediator(stage), label="Tablette d'accueil (exemple)", public_key=public, venue_ids=venue_ids
    )
    stage.ids["terminal"] = opened.terminal.pk
    assert opened.access is not None
    give_pack(access=opened.access)


def clash(stage: Stage) -> None:
    """Back on line, the tablet sends a copy of a pass that another structure had recorded meanwhile."""
    by, now = mediator(stage), clock.now()
    since = PackGiven.objects.get(terminal_id=stage.ids["terminal"]).made_at
    own = stage.organisations[STRUCTURE.key]
    used = Redemption.objects.filter(recorded_at__gt=since).exclude(organisation=own)
    number = used.order_by("recorded_at", "number").values_list("number", flat=True).first()
    assert number is not None, "somebody takes a pass in the last week"
    line = json.dumps(said(stage, by, number, since, now - timedelta(minutes=40)), ensure_ascii=False)
    [head] = rules.heads(rules.FIRST_HEAD, [line])
    receive_batch(
        by=by,
        terminal_id=stage.ids["terminal"],
        batch=uuid5(NAMESPACE_URL, "quitus:exemple:lot"),
        texts=[line],
        head=head,
        signature=signed(head),
        held=(0, 0),
    )


def said(stage: Stage, by: Actor, number: int, pack_made_at: datetime, taken_at: datetime) -> dict[str, object]:
    """The line of the tablet."""
    return {
        "n": 1,
        "request": str(uuid5(NAMESPACE_URL, "quitus:exemple:hors-connexion")),
        "number": str(number),
        "venue_id": str(stage.ids[f"venue {SITE.key}"]),
        "service_code": SITE.services[0],
        "service_on": taken_at.date().isoformat(),
        "people_count": 1,
        "minutes": 60,
        "theme": "",
        "taken_at": taken_at.isoformat(),
        "user_id": str(by.user_id),
        "pack_made_at": pack_made_at.isoformat(),
    }


def signed(head: str) -> str:
    """As a browser signs: r and s."""
    r, s = decode_dss_signature(KEY.sign(head.encode(), ec.ECDSA(SHA256())))
    return b64encode(r.to_bytes(32, "big") + s.to_bytes(32, "big")).decode()


def mediator(stage: Stage) -> Actor:
    """Who takes pass there."""
    return stage.by(mediator_key(STRUCTURE.key))
