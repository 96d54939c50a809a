"""The one guard of this door: which token asks, in which scheme, and in what kind of transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from time import monotonic, sleep
from typing import Any, cast

from django.db import connection, transaction
from django.http import HttpRequest
from ninja.security import HttpBearer

from quitus.domain.access import operations, queries, rules
from quitus.domain.access.errors import ScopeMissing
from quitus.domain.access.models import Access
from quitus.domain.organisations.operations import within_scheme
from quitus.interfaces.api.errors import RequestNotValid, RequestTooLarge, TokenRefused, TooManyRequests
from quitus.interfaces.limits import Limit, seconds_left
from quitus.kernel import clock
from quitus.kernel.actors import Actor

REQUESTS = Limit("api_token", 600)
BATCHES = Limit("api_token_batch", 60)
ANYBODY = Limit("api_anybody", 60)
WRONG = Limit("api_wrong_token", 30)
"""Requests a minute: of one token, of one token in batches, of one address without a token, with wrong ones."""

SMALL = 256_000
LARGE = 8_000_000
"""Octets in a request: 200 scanned codes, or 10,000 lines."""

REFUSED_AFTER = 0.03
"""Seconds after which a token is refused, whatever is wrong with it: what was looked up cannot be told from outside."""


@dataclass(frozen=True, slots=True)
class Entered:
    """Who asks: the token, and in whose name it acts."""

    access: Access
    actor: Actor


class SoftwareRequest(HttpRequest):
    """The request a guarded view receives."""

    auth: Entered


class Bearer(HttpBearer):
    """A token with this scope, of one of these kinds; its requests are counted by `limit`, each of `most` octets.

    Raises `TokenRefused` (401, one answer for all that is wrong), `ScopeMissing` (403), `RequestTooLarge` (413),
    `TooManyRequests` (429).
    """

    def __init__(
        self,
        scope: str,
        *,
        limit: Limit = REQUESTS,
        most: int = SMALL,
        kinds: tuple[str, ...] = rules.KINDS,
    ) -> None:
        super().__init__()
        self.scope, self.limit, self.most, self.kinds = scope, limit, most, kinds

    def __call__(self, request: HttpRequest) -> Entered:
        """Who asks, or why not."""
        begun = monotonic()
        entered = self._entered(request)
        if entered is None:
            refuse_token(begun)
        assert entered is not None
        if not self.limit.take(f"token {entered.access.pk}"):
            raise TooManyRequests(seconds=seconds_left())
        if self.scope not in entered.access.scopes:
            raise ScopeMissing(scope=rules.SCOPES[self.scope])
        take_body(request, self.most)
        return entered

    def authenticate(self, request: HttpRequest, token: str) -> Entered | None:
        """Who has this token; None when it opens nothing, or not this."""
        access = queries.of_secret(token)
        if access is None or access.kind not in self.kinds:
            return None
        with within_scheme(access.scheme):
            actor = queries.actor_of(access) if queries.stands(access) else None
            if actor is None:
                return None
            if access.last_used_on != clock.today():
                operations.touch(access_id=access.pk)
            return Entered(access, actor)

    def _entered(self, request: HttpRequest) -> Entered | None:
        return cast(Entered | None, super().__call__(request))


class Anybody:
    """No token: for what proves by itself who asks. Counted by address, and bounded in size."""

    def __init__(self, *, limit: Limit = ANYBODY, most: int = SMALL) -> None:
        self.limit, self.most = limit, most

    def __call__(self, request: HttpRequest) -> bool:
        """Let in whoever does not ask too often nor too much."""
        if not self.limit.take():
            raise TooManyRequests(seconds=seconds_left())
        take_body(request, self.most)
        return True


def refuse_token(begun: float) -> None:
    """Refuse with `TokenRefused`, as long after `begun` (`monotonic`) as any other token; counted by address."""
    if not WRONG.take():
        raise TooManyRequests(seconds=seconds_left())
    sleep(max(0.0, begun + REFUSED_AFTER - monotonic()))
    raise TokenRefused()


def take_body(request: HttpRequest, most: int) -> None:
    """Read what was sent, unless it is too large: before anything of it is looked at."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError as odd:
        raise RequestNotValid(field="Content-Length") from odd
    if length > most:
        raise RequestTooLarge(kilobytes=most // 1000)
    # Django bounds what it reads for all forms alike; this request has a bound of its own.
    request._body = request.read(length)


def inside(view: Callable[..., Any]) -> Callable[..., Any]:
    """Run a view in the scheme of its token, in one transaction: read-only for a reading request."""

    @wraps(view)
    def run(request: SoftwareRequest, *args: object, **kwargs: object) -> Any:
        with transaction.atomic():
            if request.method == "GET":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION READ ONLY")
            with within_scheme(request.auth.access.scheme):
                return view(request, *args, **kwargs)

    return run
