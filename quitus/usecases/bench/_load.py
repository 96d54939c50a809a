"""Many clients of a web server in one process, which costs it as little as can be: sockets that stay open, no parsing.

It is bounded: it ends when the requests given are answered or the time is over.
"""

from __future__ import annotations

import selectors
import socket
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from time import perf_counter, sleep

HOST = "127.0.0.1"


@dataclass
class Told:
    """What came back: how many answers in how many seconds, those that were not what was hoped for, and each delay."""

    seconds: float = 0.0
    good: int = 0
    other: list[bytes] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return self.good / self.seconds

    def within(self, share: float) -> float:
        """The delay in milliseconds that this share (0 to 1) of the requests did not pass."""
        ordered = sorted(self.delays)
        return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 1)


@dataclass
class _Client:
    socket: socket.socket
    since: float = 0.0
    buffer: bytes = b""


def requests(path: str, bodies: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """What is sent for each secret and body, as the wire has it."""
    for secret, body in bodies:
        yield (
            f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {secret}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body


def together(port: int, sent: Sequence[bytes], clients: int, hoped: bytes) -> Told:
    """Every client asks, waits for its answer and asks again, until all is asked."""
    told, left = Told(), deque(sent)
    with selectors.DefaultSelector() as waiting:
        for _ in range(min(clients, len(left))):
            _ask(_client(port, waiting), left.popleft())
        begun = perf_counter()
        count = len(sent)
        while told.good + len(told.other) < count:
            for client in _answered(waiting, told, hoped):
                if left:
                    _ask(client, left.popleft())
        told.seconds = perf_counter() - begun
        _close(waiting)
    return told


def paced(port: int, sent: Sequence[bytes], a_second: float, hoped: bytes, clients: int) -> Told:
    """Requests come at this rate, whether the ones before are answered or not; delays count from when they came.

    So many `clients` have their connection before the first request; one more comes whenever all of them wait.
    """
    told, left = Told(), deque(sent)
    with selectors.DefaultSelector() as waiting:
        idle = [_client(port, waiting) for _ in range(clients)]
        begun = perf_counter()
        due = begun
        while told.good + len(told.other) < len(sent):
            while left and perf_counter() >= due:
                _ask(idle.pop() if idle else _client(port, waiting), left.popleft(), due)
                due += 1 / a_second
            pause = max(0.0, due - perf_counter()) if left else 1.0
            idle.extend(_answered(waiting, told, hoped, min(pause, 0.001)))
        told.seconds = perf_counter() - begun
        _close(waiting)
    return told


def alone(port: int, sent: Sequence[bytes], hoped: bytes, pause: float = 0.01) -> Told:
    """One client, which rests between its requests."""
    told = Told()
    for one in sent:
        sleep(pause)
        first = together(port, [one], 1, hoped)
        told.good, told.seconds = told.good + first.good, told.seconds + first.seconds
        told.other += first.other
        told.delays += first.delays
    return told


def _client(port: int, waiting: selectors.BaseSelector) -> _Client:
    made = socket.create_connection((HOST, port), timeout=30)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client = _Client(made)
    waiting.register(made, selectors.EVENT_READ, client)
    return client


def _ask(client: _Client, request: bytes, since: float | None = None) -> None:
    client.since = since if since is not None else perf_counter()
    client.socket.sendall(request)


def _answered(waiting: selectors.BaseSelector, told: Told, hoped: bytes, timeout: float = 30.0) -> Iterator[_Client]:
    for key, _events in waiting.select(timeout):
        client: _Client = key.data
        client.buffer += client.socket.recv(65_536)
        head, found, body = client.buffer.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            continue
        told.delays.append(perf_counter() - client.since)
        if hoped in body:
            told.good += 1
        else:
            told.other.append(client.buffer[:300])
        client.buffer = b""
        yield client


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def _close(waiting: selectors.BaseSelector) -> None:
    for key in list(waiting.get_map().values()):
        key.data.socket.close()
