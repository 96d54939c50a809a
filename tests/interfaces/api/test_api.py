"""What a software reads and does with a token, and all that it is refused."""

import json
import logging
from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.access import operations, rules
from quitus.domain.access.models import Access
from quitus.domain.organisations.operations import end_membership
from quitus.domain.redemption.models import Redemption, RedemptionAttempt
from quitus.interfaces import limits
from quitus.interfaces.api import access as door
from quitus.kernel import clock
from quitus.usecases import software as usecases
from tests.factories.reception import SERVICE, make_mediator, make_venue
from tests.factories.tokens import make_token
from tests.interfaces.api.conftest import Software

pytestmark = [pytest.mark.django_db(databases=["default", limits.ALIAS]), pytest.mark.usefixtures("now")]


def service(software: Software, **facts: object) -> dict[str, object]:
    return {
        "request": str(uuid4()),
        "venue_id": str(software.reception.venue.pk),
        "service_code": SERVICE,
        "service_on": clock.today().isoformat(),
    } | facts


def taken(software: Software, *ranks: int, **facts: object) -> Any:
    return software.post("redemptions", service(software, codes=[software.code(rank) for rank in ranks], **facts))


def test_a_pass_is_looked_at_then_taken_then_undone(software: Software) -> None:
    asked = {"venue_id": str(software.reception.venue.pk), "codes": [software.code(1)]}
    [seen] = software.post("check", asked).json()["lines"]
    number = str(software.reception.pass_number(1))
    assert seen == {
        "outcome": "usable",
        "message": "",
        "number": number,
        "face_value_cents": 1000,
        "usable_until": software.reception.order.usable_until.isoformat(),
        "services": None,
    }
    [line] = taken(software, 1).json()["lines"]
    assert (line["outcome"], line["number"], line["turn"]) == ("taken", number, 1)
    assert line["undo_until"] == "2023-05-12T08:10:00Z"
    assert software.post("check", asked).json()["lines"][0]["outcome"] == "pass_already_used"
    undone = software.post("redemptions/undo", {"number": number, "turn": 1})
    assert (undone.status_code, undone.json()["undone_on"]) == (200, "2023-05-12")
    assert taken(software, 1).json()["lines"][0]["turn"] == 2


def test_what_a_software_takes_says_by_which_door_and_for_whom(software: Software) -> None:
    taken(software, 1, people_count=1, minutes=90, theme="Mes démarches")
    line = Redemption.objects.get()
    assert (line.door, line.minutes, line.theme, line.user) == (
        "software",
        90,
        "Mes démarches",
        software.reception.lina.user,
    )


def test_sent_again_the_answer_is_the_same_and_nothing_more_happens(software: Software) -> None:
    body = service(software, codes=[software.code(1), software.code(2)])
    first = software.post("redemptions", body)
    assert software.post("redemptions", body).content == first.content
    assert Redemption.objects.count() == 2


def test_a_pass_refused_does_not_disturb_its_neighbours(software: Software) -> None:
    answer = software.post("redemptions", service(software, codes=["ZZZZZZZZZZZZZZ", software.code(1)]))
    wrong, right = answer.json()["lines"]
    assert answer.status_code == 200
    assert (wrong["outcome"], wrong["number"]) == ("pass_unknown", None)
    assert wrong["message"].startswith("Ce code n'est celui d'aucun pass")
    assert right["outcome"] == "taken"


def test_a_batch_answers_each_line_in_its_order(software: Software) -> None:
    elsewhere = make_venue(software.reception.team, software.reception.structure, "Le Bus")
    lines = [
        service(software, code=software.code(3)),
        service(software, code=software.code(1), venue_id=str(elsewhere.pk)),
        service(software, code="nothing"),
        service(software, code=software.code(2)),
        service(software, code=software.code(2)),
    ]
    told = software.post("redemptions/batch", {"lines": lines}).json()["lines"]
    outcomes = ["taken", "not_at_this_venue", "pass_unknown", "taken", "pass_already_used"]
    assert [line["outcome"] for line in told] == outcomes
    assert Redemption.objects.count() == 2


def test_a_batch_asks_as_much_for_ten_lines_as_for_two(software: Software) -> None:
    def asked(ranks: range) -> int:
        lines = [service(software, code=software.code(rank)) for rank in ranks]
        with CaptureQueriesContext(connection) as asked:
            assert software.post("redemptions/batch", {"lines": lines}).status_code == 200
        return len(asked)

    asked(range(1, 2))  # the token is touched, the key of the series is known
    assert asked(range(2, 4)) == asked(range(4, 14))


def test_what_was_taken_is_read_by_pages(software: Software, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usecases, "PAGE", 2)
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    taken(software, 1, 2)
    taken(software, 3, service_on=yesterday)
    first = software.get("redemptions").json()
    second = software.get("redemptions", {"cursor": first["cursor"]}).json()
    numbers = [line["number"] for line in first["lines"] + second["lines"]]
    assert numbers == [str(software.reception.pass_number(rank)) for rank in (2, 1, 3)]
    assert second["cursor"] is None
    assert [line["service_on"] for line in software.get("redemptions", {"to_on": yesterday}).json()["lines"]] == [
        yesterday
    ]


def test_reading_many_takings_asks_as_much_as_reading_one(software: Software) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert software.get("redemptions").status_code == 200
        return len(asked)

    taken(software, 1)
    one = asked()
    taken(software, *range(2, 12))
    assert asked() == one


def test_what_is_owed_is_told_with_its_states(software: Software) -> None:
    taken(software, 1, 2)
    due = software.get("owed").json()
    assert due["total_cents"] == 2000
    assert due["this_month"] == {"count": 2, "total_cents": 2000, "since": "2023-05-12"}
    assert due["claims"] == []


def test_the_venues_of_a_token_are_those_of_its_person(software: Software) -> None:
    other = make_venue(software.reception.team, software.reception.structure, "Le Bus")
    make_mediator(software.reception.team, other, "Noé Vidal")
    [venue] = software.get("venues").json()["venues"]
    assert (venue["id"], venue["is_qualified"]) == (str(software.reception.venue.pk), True)
    assert [one["code"] for one in venue["services"]] == [SERVICE]


# --- what is refused


def never_given(software: Software) -> str:
    return rules.new_secret()


def malformed(software: Software) -> str:
    return "é\x7f"


def ended(software: Software) -> str:
    operations.end_access(by=software.reception.lina.actor, access_id=software.access.pk)
    return software.secret


def over(software: Software) -> str:
    Access.objects.filter(pk=software.access.pk).update(
        starts_at=clock.now() - timedelta(days=1), expires_at=clock.now()
    )
    return software.secret


def of_somebody_who_left(software: Software) -> str:
    membership = software.reception.lina.membership
    assert membership is not None
    end_membership(
        by=software.reception.team.anne.actor,
        membership_id=membership.pk,
        ends_on=clock.today() - timedelta(days=1),
    )
    return software.secret


@pytest.mark.parametrize("secret_of", [never_given, malformed, ended, over, of_somebody_who_left])
def test_every_wrong_token_gets_one_same_answer(software: Software, secret_of: Callable[[Software], str]) -> None:
    begun = monotonic()
    answer = software.get("venues", secret=secret_of(software))
    assert monotonic() - begun >= door.REFUSED_AFTER
    none = software.client.get("/api/v1/venues")
    assert answer.status_code == none.status_code == 401
    assert answer.json() == none.json()
    assert answer.json()["code"] == "token_refused"
    assert answer["WWW-Authenticate"] == 'Bearer realm="quitus"'


def test_wrong_tokens_are_bounded_by_address(software: Software, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "WRONG", limits.Limit("api_wrong_token", 2))
    answers = [software.get("venues", secret="quitus_no").status_code for _ in range(3)]
    assert answers == [401, 401, 429]
    assert software.get("venues").status_code == 200


def test_a_token_asks_so_often_in_a_minute_and_is_told_how_long_to_wait(
    software: Software, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, other = make_token(software.reception.lina, label="Caisse")
    take = limits.Limit.take
    monkeypatch.setattr(limits.Limit, "take", lambda limit, subject="": take(limits.Limit(limit.name, 1), subject))
    assert software.get("venues").status_code == 200
    waiting = software.get("venues")
    assert (waiting.status_code, waiting["Retry-After"]) == (429, "60")
    assert waiting.json()["code"] == "too_many_requests"
    assert software.get("venues", secret=other).status_code == 200


@pytest.mark.parametrize(
    ("scope", "call"),
    [
        (rules.CHECK, lambda software: software.post("check", {"venue_id": "1", "codes": ["x"]})),
        (rules.REDEEM, lambda software: taken(software, 1)),
        (rules.REDEEM, lambda software: software.post("redemptions/batch", {"lines": []})),
        (rules.UNDO, lambda software: software.post("redemptions/undo", {"number": "1", "turn": 1})),
        (rules.READ, lambda software: software.get("redemptions")),
        (rules.READ, lambda software: software.get("owed")),
        (rules.READ, lambda software: software.get("venues")),
    ],
)
def test_a_token_does_what_its_scopes_say(software: Software, scope: str, call: Callable[[Software], Any]) -> None:
    Access.objects.filter(pk=software.access.pk).update(scopes=[one for one in rules.SCOPES if one != scope])
    answer = call(software)
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


def test_a_token_for_one_venue_does_nothing_at_another(software: Software) -> None:
    other = make_venue(software.reception.team, software.reception.structure, "Le Bus")
    for path, body in (
        ("check", {"venue_id": str(other.pk), "codes": [software.code(1)]}),
        ("redemptions", service(software, venue_id=str(other.pk), codes=[software.code(1)])),
    ):
        answer = software.post(path, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_at_this_venue")
    assert software.get("redemptions", {"venue_id": str(other.pk)}).status_code == 403
    taken(software, 1)
    Access.objects.filter(pk=software.access.pk).update(venue_ids=[other.pk])
    undo = software.post("redemptions/undo", {"number": str(software.reception.pass_number(1)), "turn": 1})
    assert (undo.status_code, undo.json()["code"]) == (403, "not_at_this_venue")


def test_a_taking_of_another_structure_is_not_there(software: Software) -> None:
    answer = software.post("redemptions/undo", {"number": "123", "turn": 1})
    assert (answer.status_code, answer.json()["code"]) == (404, "redemption_unknown")


def test_what_may_not_happen_now_is_a_conflict(software: Software) -> None:
    taken(software, 1)
    body = {"number": str(software.reception.pass_number(1)), "turn": 1}
    software.post("redemptions/undo", body)
    again = software.post("redemptions/undo", body)
    assert (again.status_code, again.json()["code"]) == (409, "already_undone")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", "body"),
        (b"not json", "body"),
        (b"[" * 100_000, "body"),
        (b'{"venue_id": "1", "codes": ["\\ud800"]}', "body"),
        (b'{"venue_id": "1", "codes": []}', "codes"),
        (b'{"venue_id": 1, "codes": ["x"]}', "venue_id"),
        (b'{"venue_id": "1", "codes": ["\\u0000"]}', "codes.0"),
        (b'{"venue_id": "1", "codes": ["x"], "service_on": 1684000000}', "service_on"),
        (b'{"venue_id": "1", "codes": ["x"], "service_on": "2023-02-30"}', "service_on"),
    ],
)
def test_what_is_not_as_the_reference_says_is_refused_at_its_place(software: Software, body: bytes, field: str) -> None:
    answer = software.post("check", body)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (422, "not_valid", field)


def test_a_request_is_bounded_in_size(software: Software) -> None:
    answer = software.post("check", b" " * (door.SMALL + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    lines = [service(software, code="x" * 300) for _ in range(6000)]
    assert len(json.dumps(lines)) > 2_621_440  # what Django bounds by itself
    many = software.post("redemptions/batch", {"lines": lines[:1]}).json()["lines"]
    assert many[0]["outcome"] == "pass_unknown"


def test_an_answer_is_in_the_language_asked_for(software: Software) -> None:
    asked = {"Accept-Language": "de, en-GB;q=0.8, fr;q=0.5"}
    english = software.get("nowhere", **asked)
    assert (english.status_code, english["Content-Language"]) == (404, "en")
    assert software.get("nowhere")["Content-Language"] == "fr"
    assert english.json()["code"] == software.get("nowhere").json()["code"] == "not_found"


def test_an_error_is_json_whoever_answers_it(software: Software) -> None:
    wrong_verb = software.client.delete("/api/v1/venues", headers=software.headers(None, {}))
    assert (wrong_verb.status_code, wrong_verb.json()["code"]) == (405, "method_not_allowed")
    assert wrong_verb["Allow"] == "GET"
    nul = software.get("redemptions", {"cursor": "\0"})
    assert (nul.status_code, nul.json()["code"]) == (422, "not_valid")


def test_no_cache_keeps_an_answer(software: Software) -> None:
    for answer in (software.get("venues"), software.get("venues", secret="no"), software.get("nowhere")):
        assert answer["Cache-Control"] == "no-store"


def test_no_code_and_no_token_reaches_the_log(
    software: Software, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("django.request", "django.security", "django", "quitus"):
        monkeypatch.setattr(logging.getLogger(name), "level", logging.DEBUG)
    code = software.code(1)
    software.post("check", {"venue_id": "1", "codes": [code]})
    software.post("redemptions", {"codes": [code]})
    software.get("redemptions", {"cursor": code})
    software.get(f"redemptions/{code}")
    taken(software, 1)
    said = "".join(capfd.readouterr())
    assert code not in said
    assert software.secret not in said
    assert code not in str(list(RedemptionAttempt.objects.values()))


def test_a_token_that_is_used_says_on_which_day(software: Software) -> None:
    software.get("venues")
    software.access.refresh_from_db()
    assert software.access.last_used_on == clock.today()


def test_a_reading_request_writes_nothing(software: Software, monkeypatch: pytest.MonkeyPatch) -> None:
    software.get("venues")

    def write(**_: object) -> None:
        operations.touch(access_id=software.access.pk)

    monkeypatch.setattr(clock, "today", lambda: clock.now().date() + timedelta(days=1))
    monkeypatch.setattr(usecases, "owed", write)
    with pytest.raises(Exception, match="read-only"):
        software.get("owed")
