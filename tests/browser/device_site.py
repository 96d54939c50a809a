"""The server of devices, as small as its contract: what a scanner is told, what it sends, checked line by line.

It keeps the promises of the real one that the scanner leans on (chain, signatures, one answer per request, first come
first served) and nothing else, so that tests can make it late, deaf or of another day.
"""

from __future__ import annotations

import gzip
import json
import threading
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from quitus.kernel import signed_codes
from quitus.kernel.calendar import PARIS
from quitus.kernel.codes import HumanCodes, NotACode

STATIC = Path(__file__).parents[2] / "quitus/interfaces/web/layout/static"
SECRET = bytes(range(32))
SERIES, QUANTITY = 123_456_789, 100
SIGN_IN = "/connexion/"
NOBODY = {"n": 0, "head": "0" * 64}


def number_of(rank: int) -> int:
    """The number of a pass of the one series here."""
    return SERIES * 10_000_000 + rank


def qr_text(rank: int) -> str:
    """What its QR code says."""
    return signed_codes.Signer(SECRET, "https://pass.exemple.test").text(number_of(rank))


def human_code(rank: int) -> str:
    """Its fourteen characters."""
    return HumanCodes(signed_codes.human_key(SECRET)).code(number_of(rank))


@dataclass
class Terminal:
    """What the server knows of one device."""

    key: ec.EllipticCurvePublicKey
    acknowledged: dict[str, Any] = field(default_factory=lambda: dict(NOBODY))
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class DeviceSite:
    """The state of the server, which a test reads and bends."""

    pages: dict[str, tuple[str, str]]  # path: type, text
    venue: dict[str, Any]
    limits: dict[str, int] = field(default_factory=lambda: {"count": 200, "cents": 200_000, "days": 7})
    behind: timedelta = timedelta(0)  # the true hour, as the devices' own clock does not know it
    per_person: int = 1
    delay: float = 0  # seconds before any answer of the API
    refusing: dict[str, tuple[int, str]] = field(default_factory=dict)  # end of an address: status, sentence
    astray: bool = False  # leads every page to a sign-in
    deaf: bool = False  # takes what is asked, then never answers
    taken: dict[int, dict[str, Any]] = field(default_factory=dict)  # number: request, turn
    undone: list[int] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    terminals: dict[str, Terminal] = field(default_factory=dict)
    told: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> datetime:
        """The hour of the server."""
        return datetime.now(UTC) - self.behind

    # -- what devices ask

    def enrol(self, said: dict[str, Any]) -> dict[str, Any]:
        """A device gives its public key and its name."""
        point = b64decode(said["public_key"])
        name = str(len(self.terminals) + 1)
        self.terminals[name] = Terminal(ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
        return self.opening(name)

    def opening(self, terminal: str) -> dict[str, Any]:
        """What whoever is signed in gets to open a device."""
        return {
            "terminal_id": terminal,
            "access": f"quitus_{terminal}",
            "expires_at": (self.now() + timedelta(hours=12)).isoformat(),
            "unlock_days": 7,
            "limits": self.limits,
            "user": {"id": "7", "name": "Lina (exemple)"},
            "server_now": self.now().isoformat(),
            "data_key": b64encode(sha256(f"terminal {terminal}".encode()).digest()).decode(),
        }

    def bitmap(self) -> bytes:
        """One bit a pass, 1 where it can be used."""
        bits = "".join("0" if number_of(rank) in self.taken.keys() | self.blocked else "1" for rank in range(1, 101))
        return int(bits.ljust(104, "0"), 2).to_bytes(13, "big")

    def pack(self, terminal: Terminal) -> dict[str, Any]:
        """All that a device may know."""
        public = signed_codes.public_key(SECRET)
        now, today = self.now(), self.now().date()
        record = {
            "v": 1,
            "series": str(SERIES),
            "first_rank": 1,
            "last_rank": QUANTITY,
            "face_value_cents": 1000,
            "booklet_size": 10,
            "activated_on": (today - timedelta(days=90)).isoformat(),
            "usable_until": (today + timedelta(days=90)).isoformat(),
            "late_entry_days": 60,
            "services": None,
            "postcodes": None,
            "ended": False,
            "made_at": now.astimezone(PARIS).isoformat(),
            "bitmap_sha256": sha256(self.bitmap()).hexdigest(),
        }
        content = json.dumps(record, sort_keys=True, separators=(",", ":")).encode()
        signature = signed_codes.sign(SECRET, b"Quitus-Series1\0", content)
        key = {"id": signed_codes.key_id(public), "public_key": b64encode(public).decode(), "trusted_offline": True}
        return {
            "made_at": now.astimezone(PARIS).isoformat(),
            "server_now": now.isoformat(),
            "scheme": {"name": "Essai"},
            "keys": [key],
            "venues": [self.venue],
            "pass_per_person_max": self.per_person,
            "records": [
                {
                    "record": b64encode(content).decode(),
                    "signature": b64encode(signature).decode(),
                    "key_id": key["id"],
                }
            ],
            "told": self.told,
            "limits": self.limits,
            "acknowledged": terminal.acknowledged,
        }

    def read(self, code: str) -> int | None:
        """The number behind a code of either kind."""
        try:
            if len(code) > 60:
                return signed_codes.read(code).number
            return HumanCodes(signed_codes.human_key(SECRET)).read(code)
        except NotACode:
            return None

    def outcome(self, number: int | None, request: str = "") -> str:
        """What would come of a pass."""
        if number is None:
            return "pass_unknown"
        if number in self.blocked:
            return "pass_blocked"
        known = self.taken.get(number)
        return "usable" if known is None else "taken" if known["request"] == request else "pass_already_used"

    def check(self, said: dict[str, Any]) -> dict[str, Any]:
        """Say what codes are worth."""
        numbers = [self.read(code) for code in said["codes"]]
        return {
            "lines": [
                {
                    "outcome": self.outcome(one),
                    "message": "",
                    "number": None if one is None else str(one),
                    "face_value_cents": 1000,
                    "usable_until": None,
                    "services": None,
                }
                for one in numbers
            ]
        }

    def take(self, number: int | None, request: str) -> dict[str, Any]:
        """Take one pass, once."""
        found = self.outcome(number, request)
        if number is None or found not in ("usable", "taken"):
            return {"outcome": found, "message": "", "number": number and str(number), "turn": None, "undo_until": None}
        self.taken.setdefault(number, {"request": request, "turn": 1})
        until = (self.now() + timedelta(minutes=10)).isoformat()
        return {"outcome": "taken", "message": "", "number": str(number), "turn": 1, "undo_until": until}

    def batch(self, said: dict[str, Any]) -> dict[str, Any]:
        """Take what a device kept, once its chain and its signature are right."""
        terminal = self.terminals[said["terminal_id"]]
        if said["batch"] in terminal.batches:
            return terminal.batches[said["batch"]]
        head, n = terminal.acknowledged["head"], terminal.acknowledged["n"]
        lines = [json.loads(line) for line in said["lines"]]
        for line, told in zip(said["lines"], lines, strict=True):
            n += 1
            assert told["n"] == n, "a gap in the numbers"
            head = sha256((head + line).encode()).hexdigest()
        assert head == said["head"], "the chain is broken"
        raw = b64decode(said["signature"])
        signature = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        terminal.key.verify(signature, head.encode(), ec.ECDSA(SHA256()))
        answers = []
        for line in lines:
            terminal.lines.append(line)
            answers.append(self.line(terminal, line))
        terminal.acknowledged = {"n": n, "head": head}
        answer = {"acknowledged": terminal.acknowledged, "lines": answers}
        terminal.batches[said["batch"]] = answer
        return answer

    def line(self, terminal: Terminal, line: dict[str, Any]) -> dict[str, Any]:
        """One line of a batch."""
        if "undo" in line:
            undone = next(one for one in terminal.lines if one["n"] == line["undo"])
            self.undone.append(int(undone["number"]))
            self.taken.pop(int(undone["number"]), None)
            return {"n": line["n"], "outcome": "undone", "message": "", "turn": None, "conflict_id": None}
        number = int(line["number"]) if "number" in line else self.read(line["code"])
        came = self.take(number, line["request"])
        if came["outcome"] != "taken":
            message = "Une autre structure l'avait encaissé avant vous : il ne vous sera pas payé."
            told = {"at": line["taken_at"], "number": came["number"], "outcome": came["outcome"], "message": message}
            self.told.append({"id": str(len(self.told) + 1), **told})
        return {"n": line["n"], "outcome": came["outcome"], "message": "", "turn": came["turn"], "conflict_id": None}

    def token(self, said: dict[str, Any]) -> dict[str, Any] | None:
        """A fresh access for who unlocked a device."""
        terminal = self.terminals[said["terminal_id"]]
        text = f"quitus token {said['terminal_id']} {said['user_id']} {said['at']}"
        raw = b64decode(said["signature"])
        signature = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        terminal.key.verify(signature, text.encode(), ec.ECDSA(SHA256()))
        return {"access": f"quitus_{said['terminal_id']}", "expires_at": ""}

    def answered(self, path: str, said: dict[str, Any], bearer: str) -> tuple[int, Any]:  # noqa: C901
        """The answer of the API to one request."""
        if path.endswith("/appareils/enroler/"):
            return 200, self.enrol(said)
        if path.endswith("/ouvrir/"):
            return 200, self.opening(path.split("/")[-3])
        for end, (status, message) in self.refusing.items():
            if path.endswith(end):
                return status, {"code": "refused_here", "message": message, "field": None}
        if path == "/api/v1/terminals/token":
            return 200, self.token(said)
        terminal = self.terminals.get(bearer.removeprefix("Bearer quitus_"))
        if terminal is None:
            return 401, {"code": "not_known", "message": "", "field": None}
        if path == "/api/v1/check":
            return 200, self.check(said)
        if path == "/api/v1/redemptions":
            return 200, {"lines": [self.take(self.read(code), said["request"]) for code in said["codes"]]}
        if path == "/api/v1/redemptions/undo":
            self.undone.append(int(said["number"]))
            self.taken.pop(int(said["number"]))
            return 200, {}
        if path == "/api/v1/terminals/batches":
            return 200, self.batch(said)
        if path == "/api/v1/terminals/pack":
            return 200, self.pack(terminal)
        if path.startswith("/api/v1/terminals/told/"):
            self.told = [one for one in self.told if one["id"] != path.split("/")[-2]]
            return 200, {}
        return 404, {"code": "not_found", "message": "", "field": None}


@contextmanager
def serving(site: DeviceSite) -> Iterator[DeviceSite]:  # noqa: C901
    """Answer at an address of this machine, for the time of a test."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            """Tests read `asked` instead."""

        def send(self, status: int, kind: str, body: bytes, **headers: str) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            self.answer({})

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            self.answer(json.loads(self.rfile.read(length) or b"{}"))

        def answer(self, said: dict[str, Any]) -> None:
            path = self.path.split("?")[0]
            site.asked.append(f"{self.command} {path}")
            if path.startswith("/static/"):
                file = STATIC / path.removeprefix("/static/")
                kind = "text/javascript" if path.endswith(".js") else guess_type(path)[0] or "application/octet-stream"
                self.send(200, kind, gzip.compress(file.read_bytes(), 6), Content_Encoding="gzip")
            elif site.astray and path in site.pages and site.pages[path][0].startswith("text/html"):
                self.send(302, "text/html", b"", Location=SIGN_IN)
            elif path == SIGN_IN:
                self.send(200, "text/html", b"<title>Connexion</title>")
            elif path in site.pages:
                kind, text = site.pages[path]
                policy = site.pages.get("policy", ("", ""))[1]
                scope = site.pages.get("scope", ("", ""))[1]
                told = {"Content-Security-Policy": policy, "Service-Worker-Allowed": scope, "Cache-Control": "no-cache"}
                self.send(200, kind, text.encode(), **told)
            elif path == f"/api/v1/terminals/bitmaps/{SERIES}":
                self.send(200, "application/octet-stream", gzip.compress(site.bitmap()), Content_Encoding="gzip")
            else:
                self.api(path, said)

        def api(self, path: str, said: dict[str, Any]) -> None:
            time.sleep(site.delay)
            try:
                with site.lock:
                    status, body = site.answered(path, said, self.headers.get("Authorization", ""))
            except AssertionError as fault:
                status, body = HTTPStatus.CONFLICT, {"code": "wrong", "message": str(fault), "field": None}
            if site.deaf:
                self.close_connection = True
                return
            self.send(status, "application/json", json.dumps(body).encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
