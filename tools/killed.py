"""Workers and database ended by SIGKILL while pass are taken: what was acknowledged is there, and nothing twice.

`python -m tools.killed [SECONDS]` starts the web server on a database of its own, lets many clients take pass, kills a
worker, then the database, again and again, starts the latter anew, and counts: acknowledged, found, lost, doubled. A
client whose request got no answer sends it again, as venues' software does. One JSON object; exit status 1 when any
is lost or doubled.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from uuid import UUID

from quitus.connectors.embedded_postgres import EmbeddedPostgres, running_pid

CLIENTS = 16
VENUES = 16
EACH_SECONDS = 2.0
PASS = 40_000


class Client(threading.Thread):
    """Takes one pass after the other until told to stop; keeps the requests it was told were taken."""

    def __init__(self, port: int, asked: Iterator[tuple[UUID, str, bytes]], stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.asked, self.stop = port, asked, stop
        self.acknowledged: list[UUID] = []
        self.without_answer = 0
        self.refused: list[bytes] = []

    def run(self) -> None:
        """Ask until told to stop; finish the request under way."""
        while not self.stop.is_set():
            request, secret, body = next(self.asked)
            while not self._answered(request, secret, body):
                self.without_answer += 1
                if self.stop.is_set():
                    return  # nobody told us: it may be there or not, once
                time.sleep(0.05)

    def _answered(self, request: UUID, secret: str, body: bytes) -> bool:
        headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            try:
                connection.request("POST", "/api/v1/redemptions", body, headers)
                answer = connection.getresponse()
                told = answer.read()
            except (OSError, http.client.HTTPException):
                return False
        if answer.status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
            return False
        if b'"taken"' in told:
            self.acknowledged.append(request)
        else:
            self.refused.append(told[:200])
        return True


def measure(seconds: float) -> dict[str, object]:
    """Run it all for so long; gives the counts."""
    from quitus.interfaces.commands.support.scratch import scratch_database
    from quitus.usecases.bench._counters import active_order, make_counters
    from quitus.usecases.bench._ground import make_ground
    from quitus.usecases.bench._server import web_server

    with scratch_database() as server:
        ground = make_ground()
        counters = make_counters(ground, VENUES)
        order = active_order(ground, "1", PASS)
        stop = threading.Event()
        kills = {"workers": 0, "database": 0}
        with web_server(2) as site:
            asked = Asked(order, counters)
            clients = [Client(site.port, asked, stop) for _ in range(CLIENTS)]
            for client in clients:
                client.start()
            begun = time.monotonic()
            while time.monotonic() - begun < seconds:
                time.sleep(EACH_SECONDS)
                kills["workers"] += _kill(site.workers()[:1])
                time.sleep(EACH_SECONDS)
                kills["database"] += _end(server)
                server.start()
            time.sleep(EACH_SECONDS)  # whoever asks now is answered by what came back
            stop.set()
            for client in clients:
                client.join(60)
        return _counted(ground.scheme.pk, clients) | {"kills": kills}


class Asked:
    """Requests of one pass each, of one venue after the other, each given once whoever asks."""

    def __init__(self, order: object, counters: object) -> None:
        from quitus.usecases.bench.redeem import Ways, shuffled

        self._ways, self._mutex = Ways(counters, order, shuffled(order)), threading.Lock()  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[tuple[UUID, str, bytes]]:
        return self

    def __next__(self) -> tuple[UUID, str, bytes]:
        with self._mutex:
            secret, body = self._ways.one()
        return UUID(json.loads(body)["request"]), secret, body


def _kill(pids: list[int]) -> int:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return len(pids)


def _end(server: EmbeddedPostgres) -> bool:
    """As a machine that loses its power does; say whether there was a database."""
    pid = running_pid(server.cluster)
    if pid is None:
        return False
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    _kill([pid, *map(int, children)])
    server.stop()
    return True


def _counted(scheme_id: int, clients: list[Client]) -> dict[str, object]:
    from django.db import connections

    for alias in ("default", "owner", "reader"):
        connections[alias].close()
    with connections["reader"].cursor() as cursor:
        cursor.execute("SELECT request, number FROM redemption_redemption WHERE scheme_id = %s", [scheme_id])
        lines = cursor.fetchall()
        cursor.execute(
            "SELECT count(*) FROM vouchers_voucher pass WHERE scheme_id = %s AND (mark = 'redeemed') <> EXISTS ("
            "SELECT FROM redemption_redemption line WHERE line.number = pass.number AND line.turn = pass.turn)",
            [scheme_id],
        )
        (torn,) = cursor.fetchone()
    found = {request for request, _ in lines}
    acknowledged = [request for client in clients for request in client.acknowledged]
    return {
        "acknowledged": len(acknowledged),
        "found": len(lines),
        "lost": len(set(acknowledged) - found),
        "doubled": len(lines) - len({number for _, number in lines}) + len(acknowledged) - len(set(acknowledged)),
        "torn": torn,
        "sent_again": sum(client.without_answer for client in clients),
        "refused": [told.decode(errors="replace") for client in clients for told in client.refused][:5],
    }


def main() -> None:
    """Measure, print, and say by the exit status whether all held."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.chdir(Path(__file__).resolve().parent.parent)
    django.setup()
    counts = measure(float(sys.argv[1]) if len(sys.argv) > 1 else 30.0)
    print(json.dumps(counts))
    sys.exit(1 if counts["lost"] or counts["doubled"] or counts["torn"] or counts["refused"] else 0)


if __name__ == "__main__":
    main()
