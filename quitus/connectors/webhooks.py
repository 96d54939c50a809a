"""Sending news to a program of somebody else: to a public address, signed by the caller, followed nowhere.

The name is resolved here, each of its addresses is judged, and the connection goes to the very address that was judged:
a name that answers otherwise a moment later leads nowhere else.
"""

import ipaddress
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer
from time import monotonic
from urllib.parse import urlsplit

import urllib3

PATIENCE = 5.0
IN_ALL = 2 * PATIENCE
ANSWER_OCTETS = 800


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one sending: the status answered, None when there was none, with the beginning of the answer or
    why; and how long it took.
    """

    status: int | None
    answer: str
    milliseconds: int


class NotPublic(Exception):
    """The name leads into a private network, or nowhere."""


def post(url: str, body: bytes, headers: Mapping[str, str], *, local: bool = False) -> Reply:
    """Send JSON; never raises. Five seconds to connect, ten in all. `local` also lets this machine be told."""
    begun = monotonic()
    status: int | None = None
    try:
        status, answer = _posted(url, body, headers, local)
    except NotPublic as refused:
        answer = str(refused)
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as failed:
        answer = type(failed).__name__
    return Reply(status, answer, int((monotonic() - begun) * 1000))


def _posted(url: str, body: bytes, headers: Mapping[str, str], local: bool) -> tuple[int, str]:
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    address = public_address(host, port, local=local)
    with _pool(host, address, port, secure=secure) as pool:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        shown = f"[{host}]" if ":" in host else host
        sent = {**headers, "Host": shown if port in (80, 443) else f"{shown}:{port}"}
        with _cut_when_over(pool):
            response = pool.urlopen("POST", path, body=body, headers=sent, redirect=False, preload_content=False)
            try:
                text = response.read1(ANSWER_OCTETS) or b""
                return response.status, text.decode("utf-8", "replace")
            finally:
                response.close()


@contextmanager
def _cut_when_over(pool: urllib3.HTTPConnectionPool) -> Iterator[None]:
    """End what lasts longer than `IN_ALL`: the patience of a socket begins again with each octet that drips in."""
    lines: list[socket.socket] = []

    class Watched(pool.ConnectionCls):  # type: ignore[misc,name-defined]
        def _new_conn(self) -> socket.socket:
            line: socket.socket = super()._new_conn()
            lines.append(line.dup())  # encryption takes the first one over
            return line

    def cut() -> None:
        for line in lines:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it ended by itself

    pool.ConnectionCls = Watched
    over = Timer(IN_ALL, cut)
    over.daemon = True
    over.start()
    try:
        yield
    finally:
        over.cancel()
        over.join()
        for line in lines:
            line.close()


def _pool(host: str, address: str, port: int, *, secure: bool) -> urllib3.HTTPConnectionPool:
    """Connections to the address that was judged; its certificate is that of the name."""
    timeout = urllib3.Timeout(connect=PATIENCE, read=PATIENCE)
    if secure:
        return urllib3.HTTPSConnectionPool(
            address, port, timeout=timeout, retries=False, server_hostname=host, assert_hostname=host
        )
    return urllib3.HTTPConnectionPool(address, port, timeout=timeout, retries=False)


def public_address(host: str, port: int, *, local: bool = False) -> str:
    """An address of this name, when all it has are public ones. Raises `NotPublic`, `OSError`."""
    found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    addresses = [ipaddress.ip_address(one.partition("%")[0]) for one in sorted(found)]
    if not addresses or not all(_is_open(one, local) for one in addresses):
        raise NotPublic("the address is not a public one")
    return str(addresses[0])


def _is_open(address: ipaddress.IPv4Address | ipaddress.IPv6Address, local: bool) -> bool:
    inner = getattr(address, "ipv4_mapped", None) or address
    if local and inner.is_loopback:
        return True
    # An address that carries another one (NAT64, 6to4) leads where that one does; a reserved one leads nowhere.
    carries = getattr(inner, "sixtofour", None) is not None or getattr(inner, "is_site_local", False)
    return inner.is_global and not (inner.is_multicast or inner.is_reserved or carries)
