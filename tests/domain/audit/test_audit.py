from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from quitus.domain.audit import queries
from quitus.domain.audit.models import Entry
from quitus.domain.audit.operations import record
from quitus.kernel import clock
from quitus.kernel.actors import Actor, RequestOrigin, request_origin
from quitus.kernel.tenancy import scheme_scope

pytestmark = pytest.mark.django_db
ANNE = Actor(user_id=7, membership_id=12, role="manager", organisation_id=3, label="Anne Lefèvre")


def add(verb: str, subject_id: int | str = 5, by: Actor = ANNE) -> Entry:
    return record(by=by, verb=verb, subject_kind="order", subject_id=subject_id, summary="Commande livrée")


def test_a_line_says_who_did_what_to_what_when_and_from_where() -> None:
    token = request_origin.set(RequestOrigin(ip="192.0.2.7", request_id="abc"))
    try:
        with scheme_scope(4), clock.at(date(2023, 5, 15)):
            made = record(
                by=ANNE,
                verb="deliver_order",
                subject_kind="order",
                subject_id=5,
                summary="Commande livrée",
                data={"delivered_on": date(2023, 5, 12), "count": 50_000},
            )
            made.refresh_from_db()
            assert made.at == clock.now()
    finally:
        request_origin.reset(token)
    assert (made.scheme_id, made.user_id, made.membership_id, made.role) == (4, 7, 12, "manager")
    assert (made.actor_label, made.verb, made.subject_kind, made.subject_id) == (
        "Anne Lefèvre",
        "deliver_order",
        "order",
        "5",
    )
    assert (made.ip, made.request_id) == ("192.0.2.7", "abc")
    assert made.data == {"delivered_on": "2023-05-12", "count": 50_000}


def test_the_days_a_line_holds_are_days_again_when_read() -> None:
    with scheme_scope(4):
        record(
            by=ANNE,
            verb="record_mandat",
            subject_kind="payment",
            subject_id=5,
            summary="Mandat n° %(mandat)s",
            data={"on": date(2023, 5, 12), "until": date(2023, 6, 30), "from": "Arras", "mandat": "2023-05-12"},
        )
        (line,) = queries.thread("payment", 5)
    assert queries.facts(line) == {
        "on": date(2023, 5, 12),
        "until": date(2023, 6, 30),
        "from": "Arras",
        "mandat": "2023-05-12",
    }


def test_a_line_lacking_a_fact_of_its_sentence_is_not_written() -> None:
    with pytest.raises(KeyError, match="mandat"):
        record(by=ANNE, verb="v", subject_kind="payment", subject_id=5, summary="Mandat n° %(mandat)s", data={})
    assert not Entry.objects.filter(subject_kind="payment").exists()


def test_lines_are_found_by_what_they_say_facts_included_and_by_who_says_it() -> None:
    facts = {"subject_kind": "structure", "subject_id": 5, "summary": "Lieu enregistré : %(name)s"}
    with scheme_scope(4):
        record(by=ANNE, verb="register_venue", **facts, data={"name": "Médiathèque d'Évry"})
        add("deliver_order", by=Actor.system())
        found = {words: [line.verb for line in queries.entries(4, words=words)] for words in ("évry", "anne", "livrée")}
    assert found == {"évry": ["register_venue"], "anne": ["register_venue"], "livrée": ["deliver_order"]}


def test_the_thread_of_a_thing_tells_its_life_in_order() -> None:
    with scheme_scope(4):
        for verb in ("draft_order", "visa_order", "confirm_order"):
            add(verb)
        add("draft_order", subject_id=6)
        assert [line.verb for line in queries.thread("order", 5)] == ["draft_order", "visa_order", "confirm_order"]


def test_what_happened_lately_comes_newest_first() -> None:
    with scheme_scope(4):
        for number in range(5):
            add(f"verb_{number}", by=ANNE if number % 2 else Actor.system())
        assert [line.verb for line in queries.latest(4, limit=2)] == ["verb_4", "verb_3"]
        assert [line.verb for line in queries.latest(4, user_id=7)] == ["verb_3", "verb_1"]


def test_the_lines_of_a_scheme_are_seen_in_it_and_those_of_none_outside() -> None:
    add("sign_in", subject_id="outside")
    with scheme_scope(4):
        add("deliver_order")
        assert [line.verb for line in Entry.objects.order_by("pk")] == ["deliver_order"]
    with scheme_scope(5):
        assert not Entry.objects.exists()
    assert [line.verb for line in Entry.objects.exclude(subject_kind="key").order_by("pk")] == ["sign_in"]


def test_a_line_is_not_written_for_another_scheme() -> None:
    with scheme_scope(4), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Entry.objects.create(scheme_id=5, actor_label="A", role="", verb="v", subject_kind="k", subject_id="1")


@pytest.mark.parametrize("blank", [{"actor_label": ""}, {"verb": ""}])
def test_the_database_refuses_a_line_without_an_author_or_a_verb(blank: dict[str, str]) -> None:
    facts = {"actor_label": "Anne", "verb": "deliver_order", "role": "manager", "subject_kind": "order"} | blank
    with pytest.raises(IntegrityError, match="audit_entry_names_its_author_and_its_verb"), transaction.atomic():
        Entry.objects.create(**facts, subject_id="1", summary="")
