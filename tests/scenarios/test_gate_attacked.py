"""The same pass, and the same requests, sent by many at once to several processes of the real web server."""

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest

from config.environment import Server
from quitus.domain.access import rules as access
from quitus.domain.access.models import Access
from quitus.domain.access.operations import end_access, open_access
from quitus.domain.organisations import roles
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.redemption.models import Redemption, RedemptionAttempt
from quitus.domain.vouchers.codes import code_of
from quitus.domain.vouchers.models import Voucher
from quitus.interfaces.api.gate import MOST_OCTETS
from quitus.kernel import clock
from tests.factories.people import make_person
from tests.factories.reception import SERVICE, TODAY, Reception, make_reception
from tests.factories.schemes import make_scheme
from tests.harness.live import serve

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "reader", "redeemer"])
CLIENTS = 64
CONNECTED = 700
"""More than two processes took before each connection had its place."""


@dataclass(frozen=True)
class Attacked:
    """A reception behind two processes of the web server, and a token of its mediator."""

    reception: Reception
    secret: str
    url: str

    def send(self, body: bytes) -> tuple[int, dict[str, Any]]:
        """Send it as it is."""
        headers = {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/json"}
        with closing(HTTPConnection(urlsplit(self.url).netloc, timeout=60)) as connection:
            connection.request("POST", "/api/v1/redemptions", body, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())


@pytest.fixture
def attacked(transactional_db: None, database_server: Server, database_name: str, tmp_path: Path) -> Iterator[Attacked]:
    """Committed rows, seen by the server; the scheme lives on the day of its pass."""
    scheme = make_scheme(example_lives_on=TODAY.date())
    with clock.at(TODAY), within_scheme(scheme):
        anne = make_person(scheme, "Anne Lefèvre", roles.MANAGER)
        dado = make_person(scheme, "Dado Delattre", roles.HANDOUT_AGENT)
        reception = make_reception(scheme, anne, dado)
    with within_scheme(scheme):
        _token, secret = open_access(
            by=reception.lina.actor,
            kind=access.SOFTWARE,
            label="Essai",
            scopes=[access.REDEEM],
            expires_at=clock.now() + timedelta(days=30),
        )
    with serve(database_server, database_name, tmp_path, workers=2) as url:
        yield Attacked(reception, secret, url)


def at_once(attacked: Attacked, asked: Sequence[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    """All of these requests, from as many clients, at the same moment."""
    start = Barrier(len(asked))

    def one(facts: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        start.wait(timeout=30)
        return attacked.send(json.dumps(facts).encode())

    with ThreadPoolExecutor(len(asked)) as pool:
        return list(pool.map(one, asked))


def body(attacked: Attacked, ranks: Sequence[int], request: UUID) -> dict[str, Any]:
    return {
        "request": str(request),
        "venue_id": str(attacked.reception.venue.pk),
        "service_code": SERVICE,
        "service_on": TODAY.date().isoformat(),
        "codes": [code_of(attacked.reception.pass_number(rank)) for rank in ranks],
    }


def test_64_clients_with_the_same_pass_spend_it_once_and_63_are_told(attacked: Attacked) -> None:
    with within_scheme(attacked.reception.scheme):
        asked = [body(attacked, [1], uuid4()) for _ in range(CLIENTS)]
    told = at_once(attacked, asked)
    assert {status for status, _ in told} == {200}
    assert Counter(line["outcome"] for _, answer in told for line in answer["lines"]) == {
        "taken": 1,
        "pass_already_used": CLIENTS - 1,
    }
    with within_scheme(attacked.reception.scheme):
        assert Redemption.objects.count() == 1
        assert RedemptionAttempt.objects.filter(outcome="pass_already_used").count() == CLIENTS - 1


def test_the_same_pass_in_shuffled_batches_are_each_spent_once_and_nobody_waits_for_ever(attacked: Attacked) -> None:
    draw = random.Random(3)
    whole = range(1, 101)
    with within_scheme(attacked.reception.scheme):
        asked = [body(attacked, draw.sample(whole, len(whole)), uuid4()) for _ in range(CLIENTS)]
    told = at_once(attacked, asked)
    assert {status for status, _ in told} == {200}
    outcomes = Counter(line["outcome"] for _, answer in told for line in answer["lines"])
    assert outcomes == {"taken": len(whole), "pass_already_used": len(whole) * (CLIENTS - 1)}
    with within_scheme(attacked.reception.scheme):
        spent = Voucher.objects.filter(mark="redeemed", turn=1).count()
        assert Redemption.objects.count() == spent == len(whole)


def test_the_same_request_64_times_is_one_line_and_one_answer(attacked: Attacked) -> None:
    with within_scheme(attacked.reception.scheme):
        asked = [body(attacked, [1, 2, 3], UUID(int=9))] * CLIENTS
    told = at_once(attacked, asked)
    assert {json.dumps(answer) for answer in told} == {json.dumps(told[0])}
    assert [line["outcome"] for line in told[0][1]["lines"]] == ["taken"] * 3
    with within_scheme(attacked.reception.scheme):
        assert Redemption.objects.count() == 3
        assert not RedemptionAttempt.objects.exists()


def test_the_quick_way_and_the_usual_one_answer_with_the_very_same_words(attacked: Attacked) -> None:
    with within_scheme(attacked.reception.scheme):
        asked = json.dumps(body(attacked, [1, 2], uuid4())).encode()
    quick = attacked.send(asked)
    usual = attacked.send(asked + b" " * MOST_OCTETS)  # too large for the quick way
    assert json.dumps(quick) == json.dumps(usual)


def test_one_refused_disturbs_nobody_and_a_token_ended_opens_nothing_at_once(attacked: Attacked) -> None:
    scheme = attacked.reception.scheme
    with within_scheme(scheme):
        asked = [body(attacked, [rank], uuid4()) for rank in range(1, 31)]
        asked[7]["service_code"] = "loisirs"
        asked[8]["codes"] = ["AAAAA-AAAAA-AAAA"]
        asked[9]["people_count"] = 1
        asked[9]["codes"] = [code_of(attacked.reception.pass_number(rank)) for rank in (31, 32)]
    told = at_once(attacked, asked)
    assert Counter(line["outcome"] for _, answer in told for line in answer["lines"]) == {
        "taken": 27,
        "service_not_offered": 1,
        "pass_unknown": 1,
        "too_many_pass_for_people": 2,
    }
    with within_scheme(scheme):
        end_access(by=attacked.reception.lina.actor, access_id=Access.objects.get().pk)
        after = body(attacked, [40], uuid4())
    status, _answer = attacked.send(json.dumps(after).encode())
    assert status == 401
    with within_scheme(scheme):
        assert Redemption.objects.count() == 27


def test_seven_hundred_browsers_that_stay_connected_keep_nobody_out(attacked: Attacked) -> None:
    where = urlsplit(attacked.url)
    with ExitStack() as open_ones:
        for _ in range(CONNECTED):
            connection = open_ones.enter_context(closing(HTTPConnection(where.netloc, timeout=20)))
            connection.request("GET", "/healthz")
            assert connection.getresponse().read()
        with within_scheme(attacked.reception.scheme):
            asked = json.dumps(body(attacked, [1], uuid4())).encode()
        status, _answer = attacked.send(asked)
    assert status == 200
