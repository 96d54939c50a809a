"""Tokens of software, for tests."""

from datetime import timedelta

from quitus.domain.access import operations, rules
from quitus.domain.access.models import Access
from quitus.kernel import clock
from tests.factories.people import Person


def make_token(by: Person, **facts: object) -> tuple[Access, str]:
    """A token with every scope, for ninety days."""
    given: dict[str, object] = {
        "by": by.actor,
        "kind": rules.SOFTWARE,
        "label": "Logiciel d'accueil",
        "scopes": list(rules.SCOPES),
        "expires_at": clock.now() + timedelta(days=90),
    }
    return operations.open_access(**(given | facts))  # type: ignore[arg-type]
