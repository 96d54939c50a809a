"""The network is closed: a test that calls out fails at once."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any


class NetworkIsClosed(Exception):
    """A test tried to reach something that is not this machine."""


def close() -> None:
    """From now on sockets of this process reach this machine only."""
    for name in ("connect", "connect_ex"):
        setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    resolve = socket.getaddrinfo

    def getaddrinfo(host: Any, *arguments: Any, **named: Any) -> Any:
        if host and not _is_here(str(host)):
            raise NetworkIsClosed(f"a test looked for {host}")
        return resolve(host, *arguments, **named)

    socket.getaddrinfo = getaddrinfo


def _guarded(original: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
            raise NetworkIsClosed(f"a test tried to reach {address[0]}")
        return original(self, address)

    return connect


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
