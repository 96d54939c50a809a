"""The agent's pages: who waits, one button, the slip."""

from datetime import date, timedelta

import pytest
from django.test import Client

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import queries
from quitus.domain.distribution.models import Beneficiary, Handout, Referral, Slip
from quitus.domain.organisations.models import Scheme
from quitus.domain.vouchers.operations import block_range
from quitus.kernel.clock import at as living
from quitus.usecases.handout import refer_new_person
from tests.factories.people import Person
from tests.factories.stock import HANDED_ON, SOMEBODY, Stock, make_point, ranks, refer
from tests.interfaces.web.distribution.conftest import cost, text, to

PERSON = {
    "first_name": "Ali",
    "last_name": "Benali",
    "age_band": "25_39",
    "commune": "Liévin",
    "publics": ["rsa"],
    "far_evidence": "interview",
}


@pytest.fixture(autouse=True)
def _day(scheme: Scheme) -> object:
    """All this happens on the day of the hand-outs."""
    with living(HANDED_ON):
        yield


@pytest.fixture
def dado_s(client: Client, stock: Stock) -> Client:
    """Dado's browser."""
    client.force_login(stock.team.dado.user)
    return client


def test_the_home_of_an_agent_says_who_waits_and_what_is_left(dado_s: Client, stock: Stock) -> None:
    referral = refer(stock)
    said = text(dado_s.get(to("home")))
    assert "Maison des solidarités de Lens" in said
    assert f"fiche {referral.number}" in said
    assert "50 pass dans mon point" in said
    assert "Confirmer la réception de 50 pass" in said


def test_a_booklet_is_handed_out_with_one_choice_and_one_button(dado_s: Client, stock: Stock) -> None:
    referral = refer(stock)
    assert referral.number in text(dado_s.get(to("waiting")))
    asked = text(dado_s.get(to("hand_out", referral.pk)))
    assert "Le carnet 1, pass 1 à 10" in asked
    assert "Carpentier" not in asked
    answer = dado_s.post(to("hand_out", referral.pk), {"what": "proposed", "occurred_on": "06/12/2021"})
    handout = Handout.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == to("slip", handout.slip_id)
    slip = text(dado_s.get(answer["Location"]))
    assert "Bon de remise B2021-0004" in slip
    assert "carnet 1, pass 1 à 10" in slip
    assert handout.beneficiary.reference in slip
    assert "Carpentier" not in slip
    assert "Le carnet 2, pass 11 à 20" in text(dado_s.get(to("hand_out", refer(stock).pk)))


def test_another_booklet_or_some_pass_can_be_given_instead(dado_s: Client, stock: Stock) -> None:
    other = {"what": "other", "booklet": "4", "occurred_on": "06/12/2021"}
    dado_s.post(to("hand_out", refer(stock).pk), other)
    some = {"what": "some", "first": "21", "last": "23", "occurred_on": "06/12/2021"}
    dado_s.post(to("hand_out", refer(stock).pk), some)
    assert {one.range for one in Handout.objects.all()} == {ranks(31, 40), ranks(21, 23)}


def test_a_refusal_is_told_in_words_on_the_page(dado_s: Client, stock: Stock, subtests: pytest.Subtests) -> None:
    referral = refer(stock)
    for said, expected in (
        ({"what": "other", "booklet": "7"}, "Ces pass ne sont pas, ou plus, dans « Maison des solidarités de Lens »"),
        ({"what": "other"}, "Indiquez le numéro du carnet que vous remettez."),
        ({"what": "some"}, "Indiquez les numéros des pass que vous remettez"),
        ({"what": "some", "first": "5", "last": "4"}, "Indiquez les numéros des pass que vous remettez"),
        ({"what": "other", "booklet": "99"}, "Ces numéros ne sont pas ceux de pass de ce dispositif."),
        ({"occurred_on": "01/11/2021"}, "La fiche F2021-0001 date du 6 décembre 2021."),
        ({"occurred_on": "07/12/2021"}, "Cette date n'est pas encore passée."),
    ):
        with subtests.test(said):
            page = dado_s.post(to("hand_out", referral.pk), {"what": "proposed", "occurred_on": "06/12/2021"} | said)
            assert page.status_code == 422
            assert expected in text(page)
            assert not Handout.objects.exists()


def test_a_point_whose_booklets_are_blocked_proposes_the_next_one(dado_s: Client, stock: Stock) -> None:
    block_range(by=stock.team.anne.actor, numbers=ranks(1, 45), occurred_on=HANDED_ON, reason="Doute")
    page = text(dado_s.get(to("hand_out", refer(stock).pk)))
    assert "Le carnet" not in page
    assert "Un autre carnet" in page


def test_the_name_is_shown_by_post_only_and_its_reading_is_recorded(dado_s: Client, stock: Stock) -> None:
    referral = refer(stock)
    assert dado_s.get(to("identity", referral.pk)).status_code == 405
    assert "Jeanne Carpentier" in text(dado_s.post(to("identity", referral.pk)))
    assert [one.verb for one in audit.thread("beneficiary", referral.beneficiary_id)][-1] == "reveal_identity"


def test_a_referral_of_another_point_is_not_there_for_this_agent(dado_s: Client, stock: Stock) -> None:
    other = make_point(stock.team, stock.imprest, "Maison de Béthune")
    referral = refer_new_person(by=stock.team.prescriber.actor, person=SOMEBODY, point_id=other.pk, issued_on=HANDED_ON)
    for view in ("hand_out", "referral", "referral_paper", "close_referral"):
        assert dado_s.get(to(view, referral.pk)).status_code == 404
    assert dado_s.post(to("identity", referral.pk)).status_code == 404
    assert referral.number not in text(dado_s.get(to("waiting")))


def test_a_person_without_a_referral_is_written_down_and_served(dado_s: Client, stock: Stock) -> None:
    said = {**PERSON, "what": "proposed", "occurred_on": "06/12/2021"}
    assert "Le carnet 1, pass 1 à 10" in text(dado_s.get(to("on_the_spot")))
    page = dado_s.post(to("on_the_spot"), {**said, "far_evidence": ""})
    assert "L'éloignement du numérique de cette personne n'est pas établi." in text(page)
    assert not Beneficiary.objects.exists()
    assert dado_s.post(to("on_the_spot"), said).status_code == 302
    assert Handout.objects.get().beneficiary.commune == "Liévin"


def test_a_referral_is_closed_with_a_reason(dado_s: Client, stock: Stock) -> None:
    referral = refer(stock)
    assert dado_s.get(to("close_referral", referral.pk)).status_code == 200
    said = {"reason": "not_reached", "closed_on": "06/12/2021"}
    assert dado_s.post(to("close_referral", referral.pk), said).status_code == 302
    referral.refresh_from_db()
    assert referral.state == "closed"


def test_the_hand_outs_of_the_day_are_listed_without_names(dado_s: Client, stock: Stock) -> None:
    dado_s.post(to("hand_out", refer(stock).pk), {"what": "proposed", "occurred_on": "06/12/2021"})
    for period in ("", "?quand=semaine", "?quand=tout"):
        said = text(dado_s.get(to("handouts") + period))
        assert "carnet 1 · commande 2021-01" in said
        assert "Carpentier" not in said
    with living(HANDED_ON + timedelta(days=1)):
        assert "Aucune remise sur cette période." in text(dado_s.get(to("handouts")))
    assert dado_s.get(to("handouts") + "?format=csv").content.decode().count("\n") == 2


def test_an_agent_without_a_mandate_sees_why_and_cannot_hand_out(client: Client, stock: Stock) -> None:
    referral = refer(stock)
    with living(date(2021, 9, 14)):
        client.force_login(stock.team.dado.user)
        assert "Vous n'avez pas de nomination en cours." in text(client.get(to("home")))
        assert client.get(to("hand_out", referral.pk)).status_code == 404
        assert client.get(to("on_the_spot")).status_code == 404


def test_neither_prescriber_nor_anybody_else_hands_out(client: Client, stock: Stock, zoe: Person) -> None:
    referral = refer(stock)
    client.force_login(stock.team.prescriber.user)
    for view in ("waiting", "handouts", "on_the_spot", "stock", "slips"):
        assert client.get(to(view)).status_code == 403
    assert client.get(to("hand_out", referral.pk)).status_code == 403
    for person in (zoe, stock.team.anne, stock.team.printer):
        client.force_login(person.user)
        assert client.get(to("home")).status_code == 404
        assert client.get(to("hand_out", referral.pk)).status_code == 404


def test_a_list_costs_the_same_whatever_its_size(dado_s: Client, stock: Stock) -> None:
    views = ("home", "waiting", "handouts", "stock", "slips")
    counts: list[dict[str, int]] = []
    for _ in range(2):
        for _ in range(2):
            dado_s.post(to("hand_out", refer(stock).pk), {"what": "proposed", "occurred_on": "06/12/2021"})
            refer(stock)
        counts.append({view: cost(to(view), dado_s) for view in views})
    assert counts[0] == counts[1]
    assert Referral.objects.count() == 8
    assert Slip.objects.filter(kind="handout").count() == 4
    assert queries.handed_out_count() == 40
