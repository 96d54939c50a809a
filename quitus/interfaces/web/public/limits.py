"""How often one address may ask the pages that anybody opens with a code; counted apart from the request's transaction.

The counters stand where those of sign-in do: a connection of their own, in which nothing is undone.
"""

import ipaddress
from dataclasses import dataclass

from django.core.cache import cache

from quitus.kernel import clock
from quitus.kernel.actors import request_origin

SECONDS = 60
IPV6_PREFIX = 64  # what one subscriber has


@dataclass(frozen=True)
class Limit:
    """At most `most` times in a minute from one address."""

    name: str
    most: int

    def is_reached(self) -> bool:
        """Whether this request would be one too many."""
        return len(self._times()) >= self.most

    def count(self) -> None:
        """Count this request."""
        cache.set(self._key(), [*self._times(), clock.real_now().timestamp()], SECONDS)

    def _times(self) -> list[float]:
        since = clock.real_now().timestamp() - SECONDS
        return [at for at in cache.get(self._key(), []) if at > since]

    def _key(self) -> str:
        return f"quitus:limit:{self.name}:{_reader()}"


def _reader() -> str:
    origin = request_origin.get()
    address = (origin.ip if origin else None) or "unknown"
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if read.version == 6:
        return str(ipaddress.ip_network(f"{read}/{IPV6_PREFIX}", strict=False).network_address)
    return str(read)
