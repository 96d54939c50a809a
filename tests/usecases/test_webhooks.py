"""News for software: made from what happened, signed, sent to public addresses only, tried again, given up and said."""

import hmac
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from time import sleep
from typing import Any

import pytest

from quitus.connectors import webhooks as connector
from quitus.connectors.webhooks import Reply
from quitus.domain.organisations import roles
from quitus.domain.vouchers.codes import code_of
from quitus.domain.webhooks import errors, operations, queries, rules
from quitus.domain.webhooks.models import Delivery, DeliveryTry, Subscription
from quitus.domain.webhooks.signing import secret_of
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole, Refusal
from quitus.usecases import webhooks as usecases
from quitus.usecases.redeem import undo_redemption
from tests.factories.people import make_person
from tests.factories.reception import TODAY, Reception

URL = "https://logiciel.exemple.fr/annonces"


class Software:
    """A program that listens: what it was sent, and what it answers."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], str]] = []
        self.status = 204
        self.location = ""

    def __call__(self, url: str, body: bytes, headers: Any, *, local: bool) -> Reply:
        """In place of the network."""
        self.heard.append((dict(headers), body.decode()))
        return Reply(self.status if self.status else None, "", 3)


@pytest.fixture
def software() -> Software:
    return Software()


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The true instant, which a test moves."""
    moment = [TODAY]
    monkeypatch.setattr(clock, "real_now", lambda: moment[0])
    return moment


def subscribed(reception: Reception, *events: str) -> Subscription:
    return operations.subscribe(by=reception.lina.actor, url=URL, events=events or list(rules.EVENTS))


def told(reception: Reception, software: Software) -> list[dict[str, Any]]:
    """What the software hears of the news so far."""
    before = len(software.heard)
    usecases.write(reception.scheme)
    usecases.send_due(reception.scheme, send=software)
    return [json.loads(body) for _, body in software.heard[before:]]


def refused(why: type[Refusal], operation: Any, /, **facts: object) -> None:
    with pytest.raises(why):
        operation(**facts)


def test_a_taking_and_its_undoing_are_announced_once(reception: Reception, software: Software) -> None:
    reception.take(9)
    subscribed(reception)
    reception.take(1)
    number = reception.pass_number(1)
    [news] = told(reception, software)
    assert news["event"] == "redemption.recorded"
    assert news["id"] == f"redemption.recorded:{number}/1"
    assert (news["data"]["number"], news["data"]["venue_id"]) == (str(number), str(reception.venue.pk))
    undo_redemption(by=reception.lina.actor, number=number, turn=1)
    assert [one["event"] for one in told(reception, software)] == ["redemption.undone"]
    assert told(reception, software) == []


def test_news_hold_no_code_and_nobodys_name(reception: Reception, software: Software) -> None:
    subscribed(reception)
    reception.take(1)
    told(reception, software)
    everything = str(software.heard)
    assert code_of(reception.pass_number(1)) not in everything
    assert reception.lina.user.full_name not in everything
    assert str(reception.lina.user.email) not in everything


def test_news_is_signed_with_its_second(reception: Reception, software: Software, now: list[datetime]) -> None:
    secret = secret_of(subscribed(reception))
    reception.take(1)
    told(reception, software)
    [(headers, body)] = software.heard
    at, _, mark = headers["Quitus-Signature"].partition(",")
    assert at == f"t={int(now[0].timestamp())}"
    assert mark == "v1=" + hmac.new(secret.encode(), f"{at[2:]}.{body}".encode(), sha256).hexdigest()
    assert secret.startswith("whsec_")
    assert secret not in str(vars(Subscription.objects.get()))


def test_an_address_hears_what_it_asked_for_of_its_own_structure(reception: Reception, software: Software) -> None:
    subscribed(reception, rules.REDEMPTION_UNDONE)
    other = make_person(reception.scheme, "Noé Vidal", roles.MEDIATOR)
    operations.subscribe(by=other.actor, url=URL, events=list(rules.EVENTS))
    reception.take(1)
    assert told(reception, software) == []


def test_what_is_not_received_is_tried_again_later_and_later_then_given_up(
    reception: Reception, software: Software, now: list[datetime]
) -> None:
    subscribed(reception)
    reception.take(1)
    software.status = 503
    assert len(told(reception, software)) == 1
    assert told(reception, software) == []
    waited = []
    while (due := Delivery.objects.get().next_at) is not None:
        waited.append(due - now[0])
        now[0] = due
        assert len(told(reception, software)) == 1
    assert waited[:6] == list(rules.DELAYS)
    assert now[0] <= TODAY + rules.GIVEN_UP_AFTER
    delivery = Delivery.objects.get()
    assert (delivery.received_at, delivery.next_at, delivery.try_count) == (None, None, len(waited) + 1)
    assert set(DeliveryTry.objects.values_list("status", flat=True)) == {503}


def test_a_redirection_is_no_reception(reception: Reception, software: Software) -> None:
    subscribed(reception)
    reception.take(1)
    software.status = 302
    told(reception, software)
    assert Delivery.objects.get().received_at is None


def test_an_address_that_is_silent_keeps_no_other_waiting(reception: Reception, software: Software) -> None:
    subscribed(reception)
    reception.take(1, 2, 3)
    software.status = 0
    assert len(told(reception, software)) == 1
    assert Delivery.objects.filter(try_count=0).count() == 2


def test_news_is_sent_again_by_hand_and_a_trial_at_once(reception: Reception, software: Software) -> None:
    subscription = subscribed(reception)
    reception.take(1)
    told(reception, software)
    operations.send_again(by=reception.lina.actor, delivery_id=Delivery.objects.get().pk)
    assert len(told(reception, software)) == 1
    operations.send_test(by=reception.lina.actor, subscription_id=subscription.pk)
    assert [one["event"] for one in told(reception, software)] == ["test"]


def test_an_address_that_is_stopped_hears_nothing_more(reception: Reception, software: Software) -> None:
    subscription = subscribed(reception)
    reception.take(1)
    usecases.write(reception.scheme)
    operations.unsubscribe(by=reception.lina.actor, subscription_id=subscription.pk)
    assert told(reception, software) == []
    refused(errors.SubscriptionEnded, operations.unsubscribe, by=reception.lina.actor, subscription_id=subscription.pk)
    reception.take(2)
    subscribed(reception)
    assert told(reception, software) == []


def test_the_log_shows_thirty_days_and_the_rest_is_forgotten(
    reception: Reception, software: Software, now: list[datetime]
) -> None:
    subscription = subscribed(reception)
    reception.take(1)
    told(reception, software)
    assert [len(one.tries.all()) for one in queries.log(subscription.pk)] == [1]
    now[0] += rules.LOGGED + timedelta(seconds=1)
    assert not queries.log(subscription.pk)
    assert operations.forget_old_news(by=usecases.NEWS) == 1
    assert not DeliveryTry.objects.exists()


@pytest.mark.parametrize(
    "url",
    [
        "http://logiciel.exemple.fr/",
        "https://",
        "ftp://a.fr/",
        "https://moi:secret@a.fr/",
        "https://a.fr:0/",
        "x",
        "https://a b/",
    ],
)
def test_news_go_to_addresses_of_the_web_over_tls(reception: Reception, url: str) -> None:
    refused(errors.AddressNotSecure, operations.subscribe, by=reception.lina.actor, url=url, events=["claim.paid"])


def test_what_else_is_refused(reception: Reception) -> None:
    anne, lina = reception.team.anne.actor, reception.lina.actor
    refused(NotYourRole, operations.subscribe, by=anne, url=URL, events=["claim.paid"])
    refused(errors.EventsMissing, operations.subscribe, by=lina, url=URL, events=["all"])
    subscription = subscribed(reception)
    other = make_person(reception.scheme, "Noé Vidal", roles.MEDIATOR).actor
    refused(errors.SubscriptionUnknown, operations.unsubscribe, by=other, subscription_id=subscription.pk)
    refused(errors.SubscriptionUnknown, operations.send_test, by=other, subscription_id=subscription.pk)
    refused(errors.DeliveryUnknown, operations.send_again, by=lina, delivery_id=1)
    for _ in range(rules.SUBSCRIPTIONS_MOST - 1):
        subscribed(reception)
    refused(errors.TooManySubscriptions, subscribed, reception=reception)
    refused(NotYourRole, operations.write_news, by=lina, news=[], reach=None)
    refused(NotYourRole, operations.record_try, by=lina, delivery_id=1, status=None, milliseconds=0, answer="")
    refused(NotYourRole, operations.forget_old_news, by=lina)


# --- the network itself


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.8", "192.168.1.4", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1",
        # These carry one of the above, by NAT64, by 6to4, or as such.
        "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "2002:7f00:1::", "::127.0.0.1", "fec0::1",
    ],
)  # fmt: skip
def test_nothing_is_sent_into_a_private_network(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    def resolved(*_: object, **__: object) -> list[Any]:
        return [(0, 0, 0, "", ("93.184.215.14", 443)), (0, 0, 0, "", (address, 443))]

    monkeypatch.setattr(connector.socket, "getaddrinfo", resolved)
    reply = connector.post(URL, b"{}", {})
    assert (reply.status, reply.answer) == (None, "the address is not a public one")


@pytest.fixture
def listening() -> Iterator[tuple[Software, str]]:
    """A program of this machine that listens for real."""
    software = Software()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            software.heard.append((dict(self.headers), body))
            self.send_response(software.status)
            if software.location:
                self.send_header("Location", software.location)
            self.end_headers()
            self.wfile.write(b"x" * 5000)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield software, f"http://localhost:{server.server_port}/ici?a=1"
    server.shutdown()
    server.server_close()


def test_what_is_sent_arrives_as_it_is_and_little_of_the_answer_is_read(listening: tuple[Software, str]) -> None:
    software, url = listening
    software.status = 200
    reply = connector.post(url, b'{"a":1}', {"Quitus-Event": "test"}, local=True)
    [(headers, body)] = software.heard
    assert (reply.status, body, headers["Quitus-Event"]) == (200, '{"a":1}', "test")
    assert headers["Host"].startswith("localhost:")
    assert 0 < len(reply.answer) <= connector.ANSWER_OCTETS


def test_a_redirection_is_not_followed(listening: tuple[Software, str]) -> None:
    software, url = listening
    software.status, software.location = 302, url
    assert connector.post(url, b"{}", {}, local=True).status == 302
    assert len(software.heard) == 1


def test_who_does_not_answer_is_told_as_such() -> None:
    reply = connector.post("http://localhost:9/", b"{}", {}, local=True)
    assert reply.status is None
    assert reply.answer


def test_an_answer_that_drips_in_is_cut_and_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connector, "IN_ALL", 0.4)
    server = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        line, _ = server.accept()
        with line, suppress(OSError):
            for _ in range(100):
                line.sendall(b"H")
                sleep(0.05)

    threading.Thread(target=drip, daemon=True).start()
    with server:
        reply = connector.post(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {}, local=True)
    assert reply.status is None
    assert reply.milliseconds < 2_000
