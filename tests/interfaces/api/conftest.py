"""A software of Lina's venue, with its token."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from quitus.domain.access.models import Access
from quitus.domain.vouchers.codes import code_of
from quitus.interfaces import limits
from quitus.kernel import clock
from tests.factories.reception import TODAY, Reception
from tests.factories.tokens import make_token


@dataclass
class Software:
    """What calls the API: its token, and the venue it serves."""

    reception: Reception
    access: Access
    secret: str
    client: Client

    def code(self, rank: int) -> str:
        """What stands on the pass at a rank of the order."""
        return code_of(self.reception.pass_number(rank))

    def post(self, path: str, body: object, secret: str | None = None, **headers: Any) -> Any:
        """Send JSON; `secret` stands in for the token."""
        return self.client.post(
            f"/api/v1/{path}", body, content_type="application/json", headers=self.headers(secret, headers)
        )

    def get(self, path: str, asked: dict[str, str] | None = None, secret: str | None = None, **headers: Any) -> Any:
        """Read."""
        return self.client.get(f"/api/v1/{path}", asked, headers=self.headers(secret, headers))

    def headers(self, secret: str | None, more: dict[str, Any]) -> dict[str, str]:
        """The token, and what else is said."""
        return {"Authorization": f"Bearer {self.secret if secret is None else secret}"} | more


@pytest.fixture
def software(reception: Reception, client: Client) -> Software:
    """A software with a token of Lina, nobody having asked anything this minute."""
    access, secret = make_token(reception.lina)
    with connections[limits.ALIAS].cursor() as cursor:
        cursor.execute("DELETE FROM quitus_request_count")
    return Software(reception, access, secret, client)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """The minute of the limits does not end during a test."""
    monkeypatch.setattr(clock, "real_now", lambda: TODAY)
    return TODAY
