"""The page of a pass: what it is worth to whoever holds it, and nothing to anybody else."""

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quitus.domain.vouchers import codes
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.models import Order
from quitus.interfaces import limits
from quitus.interfaces.web.public import passes
from quitus.kernel import clock, signed_codes
from quitus.kernel.codes import HumanCodes, check_symbol, group
from quitus.kernel.ranges import NumberRange
from tests.factories.pages import said
from tests.factories.reception import SERVICE, Reception, make_venue

STRANGER = b"\x99" * 32


pytestmark = pytest.mark.django_db(databases=["default", limits.ALIAS])
MINUTE = datetime(2023, 5, 12, 10, 30, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _within_one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "real_now", lambda: MINUTE)


def forget() -> None:
    """As if nobody had asked yet."""
    with connections[limits.ALIAS].cursor() as cursor:
        cursor.execute("DELETE FROM quitus_request_count")


@pytest.fixture
def codes_of(reception: Reception) -> codes.Printed:
    """What stands on the first pass."""
    return codes.printed([reception.pass_number(1)])[0]


def path_of(printed: codes.Printed) -> str:
    return printed.qr_text.removeprefix("HTTP://127.0.0.1:8000")


def opened(path: str, **asked: str) -> Any:
    """The page as a visitor opens it: in no scheme."""
    return Client().get(path, asked)


def test_a_pass_says_what_it_is_worth_until_when_and_where(reception: Reception, codes_of: codes.Printed) -> None:
    page = opened(path_of(codes_of))
    text = said(page)
    assert page.status_code == 200
    for words in ("10,00", "Ce pass peut être utilisé", "31 décembre 2023", "10 pass sur 10", reception.venue.name):
        assert words in text
    assert reception.lina.user.full_name not in text
    assert codes_of.code not in text
    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    posts = re.findall(r'<form method="post" action="([^"]*)"', page.content.decode())
    assert posts == ["/pass/rendez-vous/"], "the pass is sent to our own page of appointments and nowhere else"


FRENCH = re.compile(
    r"\b(le|la|les|un|une|des|du|ce|cette|vous|votre|est|et|ou|où|pas|plus|peut|jour|lieu|lieux|jusqu|janvier|décembre)\b"
)


def in_english(answer: Any, *names: str) -> str:
    """What a page says, all of it in English but the names of venues and authorities and the way to French."""
    page = answer.content.decode()
    assert '<html lang="en">' in page
    text = re.sub(r"<style.*?</style>", "", said(answer))
    text = re.sub(r'(href|action)="[^"]*"', "", text)  # addresses are French in any language
    for name in (*names, "Français"):
        text = text.replace(name, "")
    assert not FRENCH.findall(text.lower()), text
    return text


def test_every_page_of_a_pass_is_wholly_in_english_when_asked(reception: Reception, codes_of: codes.Printed) -> None:
    Order.objects.filter(pk=reception.order.pk).update(service_codes=[SERVICE])
    names = (reception.venue.name, reception.venue.commune, reception.scheme.authority.name, reception.venue.address)
    text = in_english(opened(path_of(codes_of), langue="en"), *names)
    assert "administrative" in text.lower()
    typed = Client().post("/pass/?langue=en", {"code": codes_of.code})
    in_english(typed, *names)
    in_english(opened("/pass/", langue="en"))
    unknown = opened("/P/AAAA", langue="en")
    in_english(unknown)
    assert "/pass/?langue=en" in unknown.content.decode()
    with clock.at(date(2030, 1, 1)):
        in_english(opened(path_of(codes_of), langue="en"), *names)
    assert opened(path_of(codes_of), langue="zz").status_code == 200


def test_a_pass_is_shown_by_its_fourteen_characters_and_never_by_get(codes_of: codes.Printed) -> None:
    client = Client()
    assert 'name="code"' in client.get("/pass/").content.decode()
    page = client.post("/pass/", {"code": group(codes_of.code).lower()})
    assert "10,00" in said(page)
    assert page["Referrer-Policy"] == "strict-origin"
    assert client.post("/pass/", {"code": ""}).status_code == 422
    assert "10,00" not in said(client.get("/pass/", {"code": codes_of.code}))


def test_a_pass_says_whether_it_can_be_used(reception: Reception, codes_of: codes.Printed) -> None:
    path, number = path_of(codes_of), reception.pass_number(1)
    reception.take(2)
    assert "9 pass sur 10" in said(opened(path))
    vouchers.block_range(
        by=reception.team.anne.actor, numbers=NumberRange(number, number), occurred_on=clock.today(), reason="Perdu"
    )
    assert "Ce pass est bloqué" in said(opened(path))
    assert "Où l'utiliser" not in said(opened(path))
    vouchers.unblock_range(
        by=reception.team.anne.actor, numbers=NumberRange(number, number), occurred_on=clock.today(), reason="Retrouvé"
    )
    reception.take(1)
    page = said(opened(path))
    assert "Ce pass a déjà été utilisé" in page
    assert reception.venue.name not in page
    with clock.at(date(2024, 1, 15)):
        assert "31 janvier 2024" in said(opened(path_of(codes.printed([reception.pass_number(3)])[0])))
    with clock.at(date(2024, 2, 15)):
        assert "Ce pass est périmé" in said(opened(path_of(codes.printed([reception.pass_number(3)])[0])))


def test_a_pass_names_only_the_places_and_services_of_its_order(reception: Reception, codes_of: codes.Printed) -> None:
    far = make_venue(reception.team, reception.structure, "Loin", "Calais")
    Order.objects.filter(pk=reception.order.pk).update(territory=["59"], service_codes=["demarches"])
    page = said(opened(path_of(codes_of)))
    assert "Ce pass paie seulement" in page
    assert far.name not in page
    assert "Aucun lieu n'accepte encore ce pass" in page


def test_places_are_found_by_their_commune_when_there_are_many(
    reception: Reception, codes_of: codes.Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_venue(reception.team, reception.structure, "Le Phare", "Calais")
    monkeypatch.setattr(passes, "SHOWN", 1)
    assert "1 lieux sur 2" in said(opened(path_of(codes_of)))
    page = said(opened(path_of(codes_of), commune="calais"))
    assert "Le Phare" in page
    assert reception.venue.name not in page
    assert "Aucun lieu dans cette commune" in said(opened(path_of(codes_of), commune="Nulle-Part"))


def wrong_codes(printed: codes.Printed, number: int) -> dict[str, str]:
    """What is not a code, for as many reasons as there are."""
    stranger = signed_codes.Signer(STRANGER, "https://pass.example.fr")
    own = signed_codes.Signer(b"\x71" * 32, "https://pass.example.fr")
    data = printed.code[:-1]
    other = data[:-1] + ("0" if data[-1] != "0" else "1")
    return {
        "nonsense": "bonjour",
        "typing error": other + printed.code[-1],
        "a right check on no number": other + check_symbol(other),
        "a code of another key": HumanCodes(signed_codes.human_key(STRANGER)).code(number),
        "a number of no order": HumanCodes(signed_codes.human_key(b"\x71" * 32)).code(number + 10_000_000),
        "signed by a stranger": stranger.text(number)[-120:],
        "signed for no order": own.text(number + 10_000_000)[-120:],
        "changed": printed.qr_text[-120:-1] + ("A" if printed.qr_text[-1] != "A" else "B"),
        "cut": printed.qr_text[-119:],
    }


def test_whatever_is_wrong_the_answer_is_the_same_and_costs_the_same(
    reception: Reception, codes_of: codes.Printed
) -> None:
    answers, costs = set(), {}
    opened(path_of(codes_of))  # keys are remembered from the first on
    for reason, code in wrong_codes(codes_of, reception.pass_number(1)).items():
        forget()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = opened(f"/P/{code}")
        answers.add((page.status_code, page.content))
        costs[reason] = len(asked)
        assert code.encode() not in page.content
        forget()
        assert Client().post("/pass/", {"code": code[:60]}).status_code == 404
    assert len(answers) == 1
    assert len(set(costs.values())) == 1, costs


def test_wrong_codes_soon_have_to_wait_and_right_ones_with_them(codes_of: codes.Printed) -> None:
    for _ in range(passes.WRONG.most):
        assert opened("/P/bonjour").status_code == 404
    assert opened("/P/bonjour").status_code == 429
    assert opened(path_of(codes_of)).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get(path_of(codes_of)).status_code == 200
    client = Client(REMOTE_ADDR="2001:db8::1")
    for _ in range(passes.WRONG.most):
        client.get("/P/bonjour")
    assert Client(REMOTE_ADDR="2001:db8::ffff:2").get("/P/bonjour").status_code == 429
    assert Client(REMOTE_ADDR="2001:db8:0:1::1").get("/P/bonjour").status_code == 404


def test_right_codes_are_not_counted_as_wrong_ones(codes_of: codes.Printed) -> None:
    for _ in range(passes.WRONG.most + 1):
        assert opened(path_of(codes_of)).status_code == 200


def test_a_limit_is_of_one_minute_and_what_is_over_is_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = limits.Limit("trial", 1)
    assert [limit.take() for _ in range(3)] == [True, False, False]
    monkeypatch.setattr(clock, "real_now", lambda: MINUTE + timedelta(minutes=3))
    assert limit.take()
    with connections[limits.ALIAS].cursor() as cursor:
        cursor.execute("SELECT count(*), sum(count) FROM quitus_request_count")
        assert cursor.fetchone() == (1, 1)


def test_a_pass_is_looked_at_so_many_times_a_minute(codes_of: codes.Printed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passes, "LOOKS", passes.Limit("pass_looks", 2))
    assert [opened(path_of(codes_of)).status_code for _ in range(3)] == [200, 200, 429]


def test_no_code_reaches_the_log(
    codes_of: codes.Printed, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("django.request"), "level", logging.DEBUG)
    opened(path_of(codes_of))
    opened(f"/P/{codes_of.code}X")
    said_there = capfd.readouterr()
    assert codes_of.code not in said_there.err + said_there.out
    assert codes_of.qr_text[-120:] not in said_there.err + said_there.out


def test_the_keys_are_published_for_scanners_anywhere(reception: Reception) -> None:
    page = Client().get("/cles.json")
    assert page["Access-Control-Allow-Origin"] == "*"
    assert "public" in page["Cache-Control"]
    assert page.json() == Client().get("/.well-known/quitus-keys.json").json()
    [key] = [one for one in page.json()["keys"] if one["id"] == reception.order.key_id]
    assert (key["algorithm"], key["state"], key["trusted_offline"]) == ("Ed25519", "active", True)


@pytest.mark.django_db(transaction=True, databases=["default", limits.ALIAS])
def test_of_many_at_once_no_more_than_the_limit_go_on() -> None:
    limit, start = limits.Limit("at_once", 3), Barrier(8)

    def ask(_: int) -> bool:
        start.wait(10)
        try:
            return limit.take()
        finally:
            connections[limits.ALIAS].close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    forget()
    assert sorted(answers) == [False] * 5 + [True] * 3
