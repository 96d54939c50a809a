"""How often one address, or one token, may ask in a minute; counted apart from the request's transaction.

One statement counts a request and says how many there were: of many at once, each reads a number of its own. It runs in
a connection of its own, in which nothing is undone.
"""

import ipaddress
from dataclasses import dataclass
from datetime import datetime

from django.db import connections

from quitus.kernel import clock
from quitus.kernel.actors import request_origin

ALIAS = "ratelimit"
IPV6_PREFIX = 64  # what one subscriber has

# Whoever counts also sweeps what is over, a little at a time, without waiting for whoever sweeps beside.
_TAKE = """
WITH over AS (
    DELETE FROM quitus_request_count WHERE ctid IN (
        SELECT ctid FROM quitus_request_count WHERE minute < %(now)s - interval '2 minutes'
        LIMIT 100 FOR UPDATE SKIP LOCKED
    )
)
INSERT INTO quitus_request_count (minute, name, address, count)
VALUES (date_trunc('minute', %(now)s), %(name)s, %(address)s, 1)
ON CONFLICT (minute, name, address) DO UPDATE SET count = quitus_request_count.count + 1
RETURNING count
"""
_GIVE_BACK = """
UPDATE quitus_request_count SET count = count - 1
WHERE minute = date_trunc('minute', %(now)s) AND name = %(name)s AND address = %(address)s AND count > 0
"""


@dataclass(frozen=True)
class Limit:
    """At most `most` times in a minute of the clock from one address, or from one subject that its door names."""

    name: str
    most: int

    def take(self, subject: str = "") -> bool:
        """Count this request, and say whether it may go on. Without a subject it is one of the reader's address."""
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(_TAKE, self._facts(subject))
            return int(cursor.fetchone()[0]) <= self.most

    def give_back(self) -> None:
        """This request turned out not to be of those that are limited."""
        with connections[ALIAS].cursor() as cursor:
            cursor.execute(_GIVE_BACK, self._facts(""))

    def _facts(self, subject: str) -> dict[str, datetime | str]:
        return {"now": clock.real_now(), "name": self.name, "address": subject or _reader()}


def seconds_left() -> int:
    """In how many seconds the next minute begins, in which one may ask again: from 1 to 60."""
    return 60 - clock.real_now().second


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
