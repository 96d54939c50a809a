"""The agent's pages: who waits, one button, the slip."""

from datetime import date, timedelta

import pytest
from django.test import Client

from quitus.domain.audit import queries as audit
from quitus.domain.distribution import operations, queries
from quitus.domain.distribution.models import Beneficiary, Handout, Referral, Slip
from quitus.domain.organisations.models import Scheme
from quitus.domain.vouchers.operations import block_range
from quitus.interfaces.web.layout.words import NO_BREAK, day, month
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


def proposed(first: int, last: int) -> dict[str, str]:
    """What is sent from the page that proposes these pass."""
    numbers = ranks(first, last)
    return {"numbers": f"{numbers.first}-{numbers.last}", "occurred_on": "06/12/2021"}


def other(stock: Stock, **said: str) -> dict[str, str]:
    """What is sent from the page on which one says which pass."""
    return {"order": str(stock.order.pk), "booklets": "", "ranks": "", "occurred_on": "06/12/2021"} | said


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
    operations.transfer_to_point(
        by=stock.team.holder.actor, point_id=stock.point.pk, numbers=ranks(51, 60), occurred_on=HANDED_ON
    )
    assert "Confirmer la réception de 10 pass" in text(dado_s.get(to("home")))


def test_a_booklet_is_handed_out_with_one_choice_and_one_button(dado_s: Client, stock: Stock) -> None:
    referral = refer(stock)
    assert referral.number in text(dado_s.get(to("waiting")))
    asked = text(dado_s.get(to("hand_out", referral.pk)))
    assert "Vous remettez à la personne de la fiche F2021-0001 le carnet 1, pass 1 à 10." in asked
    assert "Remettre le carnet 1" in asked
    assert "Carpentier" not in asked
    answer = dado_s.post(to("hand_out", referral.pk), proposed(1, 10))
    handout = Handout.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == to("slip", handout.slip_id)
    slip = text(dado_s.get(answer["Location"]))
    assert "Bon de remise R" in slip
    assert "carnet 1, pass 1 à 10" in slip
    assert handout.beneficiary.reference in slip
    assert "Carpentier" not in slip
    assert "le carnet 2, pass 11 à 20" in text(dado_s.get(to("hand_out", refer(stock).pk)))
    assert dado_s.get(to("hand_out", referral.pk))["Location"] == to("referral", referral.pk), "it was served"


def test_several_booklets_are_named_as_several(dado_s: Client, stock: Stock) -> None:
    dado_s.post(to("hand_out", refer(stock).pk), proposed(1, 10))
    asked = text(dado_s.post(to("hand_out", refer(stock).pk), proposed(1, 20)))
    assert "les carnets 1 à 2, pass 1 à 20." in asked
    assert "Remettre les carnets 1 à 2" in asked


def test_another_booklet_or_some_pass_can_be_given_instead(dado_s: Client, stock: Stock) -> None:
    assert "Carnet, ou carnets" in text(dado_s.get(to("hand_out", refer(stock).pk) + "?autre"))
    dado_s.post(to("hand_out", refer(stock).pk) + "?autre", other(stock, booklets="4"))
    dado_s.post(to("hand_out", refer(stock).pk) + "?autre", other(stock, ranks="21-23"))
    dado_s.post(to("hand_out", refer(stock).pk) + "?autre", other(stock, ranks="25"))
    assert {one.range for one in Handout.objects.all()} == {ranks(31, 40), ranks(21, 23), ranks(25, 25)}


def test_a_booklet_and_some_pass_are_given_on_one_slip_and_some_come_back(dado_s: Client, stock: Stock) -> None:
    referral = refer(stock)
    twice = dado_s.post(to("hand_out", referral.pk) + "?autre", other(stock, booklets="3", ranks="30"))
    assert "chacun s'écrit une seule fois" in text(twice)
    told = other(stock, booklets="3", ranks="41, 45-46")
    answer = dado_s.post(to("hand_out", referral.pk) + "?autre", told)
    slip = text(dado_s.get(answer["Location"]))
    assert Slip.objects.filter(kind="handout").count() == 1
    for words in ("carnet 3, pass 21 à 30", "pass 41", "pass 45 à 46"):
        assert words in slip
    first = Handout.objects.earliest("pk")
    back = {"ranks": "30, 46", "occurred_on": "06/12/2021", "reason": "Trop"}
    assert "pass 45 à 46" in text(dado_s.get(to("take_back", first.pk)))
    assert dado_s.post(to("take_back", first.pk), back).status_code == 302
    assert queries.handed_out_count() == 13 - 2
    rest = {"ranks": "21-29, 41", "occurred_on": "06/12/2021", "reason": "Part"}
    assert dado_s.post(to("take_back", first.pk), rest).status_code == 302
    assert "Reprendre des pass" in text(dado_s.get(answer["Location"])), "one pass of one range is still given"
    assert dado_s.post(to("take_back", first.pk), rest | {"ranks": "45"}).status_code == 302
    assert "Reprendre des pass" not in text(dado_s.get(answer["Location"]))
    assert "carnet 3, pass 41, pass 45 à 46 · commande" in text(dado_s.get(to("handouts")))


def test_an_agent_hands_out_from_his_drawer_and_nobody_else_does(dado_s: Client, stock: Stock) -> None:
    operations.leave_in_drawer(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(41, 50), occurred_on=HANDED_ON
    )
    referral = refer(stock)
    page = dado_s.get(to("hand_out", referral.pk))
    assert "Remettre depuis mon tiroir" in text(page)
    mine = to("hand_out", referral.pk) + "?tiroir="
    said = text(dado_s.get(mine))
    assert "le carnet 5, pass 41 à 50" in said
    assert "Prendre dans le stock du point" in said
    holder = Client()
    holder.force_login(stock.team.holder.user)
    assert "le carnet 1, pass 1 à 10" in text(holder.get(mine)), "the drawer is another's"
    assert dado_s.post(mine, proposed(41, 50)).status_code == 302
    assert queries.drawers([stock.point.pk]) == []


def test_a_person_without_a_referral_is_served_from_the_drawer_too(dado_s: Client, stock: Stock) -> None:
    operations.leave_in_drawer(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(41, 50), occurred_on=HANDED_ON
    )
    assert "Remettre depuis mon tiroir" in text(dado_s.get(to("on_the_spot")))
    mine = to("on_the_spot") + f"?point={stock.point.pk}&tiroir="
    page = text(dado_s.get(mine))
    assert "remettez-lui le carnet 5, pass 41 à 50." in page
    assert "Pris dans :" in page
    assert dado_s.post(to("on_the_spot"), PERSON | proposed(41, 50)).status_code == 422, "not at the point"
    assert dado_s.post(mine, PERSON | proposed(41, 50)).status_code == 302
    assert Handout.objects.get().slip.from_holder.kind == "drawer"


def test_what_the_page_showed_is_what_is_handed_out_though_another_was_faster(dado_s: Client, stock: Stock) -> None:
    first, second = refer(stock), refer(stock)
    dado_s.post(to("hand_out", first.pk), proposed(1, 10))
    page = dado_s.post(to("hand_out", second.pk), proposed(1, 10))
    assert page.status_code == 422
    said = text(page)
    assert "ils sont dans « Bénéficiaires »" in said
    assert "le carnet 1, pass 1 à 10" in said, "the page still speaks of the booklet that was sent"
    assert Handout.objects.count() == 1


def test_a_refusal_is_told_in_words_on_the_page(dado_s: Client, stock: Stock, subtests: pytest.Subtests) -> None:
    referral = refer(stock)
    for said, expected in (
        (other(stock, booklets="7"), "Ces pass ne sont pas, ou plus, dans « Maison des solidarités de Lens »"),
        (other(stock), "Indiquez les carnets que vous remettez, ou les pass"),
        (other(stock, ranks="5-4"), "« 5-4 » n'est pas une plage de numéros"),
        (other(stock, booklets="0"), "Les numéros imprimés commencent à 1."),
        (other(stock, ranks="0-3"), "Les numéros imprimés commencent à 1."),
        (other(stock, booklets="99"), "Ces numéros ne sont pas ceux de pass de ce dispositif."),
        (other(stock, booklets="1", occurred_on="01/11/2021"), "La fiche F2021-0001 date du 6 décembre 2021."),
        (other(stock, booklets="1", occurred_on="07/12/2021"), "Cette date n'est pas encore passée."),
    ):
        with subtests.test(said):
            page = dado_s.post(to("hand_out", referral.pk) + "?autre", said)
            assert page.status_code == 422
            assert expected in text(page)
    page = dado_s.post(to("hand_out", referral.pk), proposed(1, 10) | {"numbers": "dix"})
    assert page.status_code == 422
    assert not Handout.objects.exists()


def test_a_point_without_a_whole_booklet_asks_which_pass(dado_s: Client, stock: Stock) -> None:
    block_range(by=stock.team.anne.actor, numbers=ranks(1, 45), occurred_on=HANDED_ON, reason="Doute")
    page = text(dado_s.get(to("hand_out", refer(stock).pk)))
    assert "Ce point n'a plus de carnet entier à remettre" in page
    assert "Carnet, ou carnets" in page


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
    said = PERSON | proposed(1, 10)
    assert "remettez-lui le carnet 1, pass 1 à 10." in text(dado_s.get(to("on_the_spot")))
    page = dado_s.post(to("on_the_spot"), said | {"far_evidence": "none"})
    assert "L'éloignement du numérique de cette personne n'est pas établi." in text(page)
    assert not Beneficiary.objects.exists()
    assert dado_s.post(to("on_the_spot"), said).status_code == 302
    assert dado_s.post(to("on_the_spot") + "?autre", PERSON | other(stock, ranks="11")).status_code == 302
    assert {one.range.count for one in Handout.objects.all()} == {10, 1}


def test_a_referral_is_closed_with_a_reason(dado_s: Client, stock: Stock) -> None:
    referral = refer(stock)
    assert dado_s.get(to("close_referral", referral.pk)).status_code == 200
    said = {"reason": "not_reached", "closed_on": "06/12/2021"}
    assert dado_s.post(to("close_referral", referral.pk), said).status_code == 302
    referral.refresh_from_db()
    assert referral.state == "closed"


def test_the_hand_outs_of_the_day_are_listed_without_names(dado_s: Client, stock: Stock) -> None:
    dado_s.post(to("hand_out", refer(stock).pk), proposed(1, 10))
    for period in ("", "?quand=semaine", "?quand=mois", "?quand=tout"):
        said = text(dado_s.get(to("handouts") + period))
        assert "carnet 1 · commande 2021-01" in said
        assert "Carpentier" not in said
    with living(HANDED_ON + timedelta(days=1)):
        page = text(dado_s.get(to("handouts")))
        assert f"Le {day(HANDED_ON)} : les pass remis" in page  # the latest day that has any, not an empty today
        assert "carnet 1 · commande 2021-01" in page
    with living(HANDED_ON + timedelta(days=8)):
        week = text(dado_s.get(to("handouts") + "?quand=semaine"))
        assert f"Du {day(HANDED_ON + timedelta(days=2))} au {day(HANDED_ON + timedelta(days=8))} :" in week
        assert "Aucune remise sur cette période." in week
        assert "Depuis le début : " in text(dado_s.get(to("handouts") + "?quand=tout"))
        assert f"{month(HANDED_ON).replace(NO_BREAK, ' ').capitalize()} : " in text(
            dado_s.get(to("handouts") + "?quand=mois")
        )
    assert dado_s.get(to("handouts") + "?format=csv").content.decode().count("\n") == 2


def test_a_slip_of_several_ranges_is_one_line_of_the_list(dado_s: Client, stock: Stock) -> None:
    given = operations.hand_out(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=[ranks(1, 10), ranks(21, 23)],
        occurred_on=HANDED_ON, referral_id=refer(stock).pk,
    )  # fmt: skip
    few = cost(to("handouts"), dado_s)
    operations.take_back(
        by=stock.team.dado.actor, handout_id=given.pk, numbers=ranks(22, 22), occurred_on=HANDED_ON, reason="Rendu"
    )
    page = text(dado_s.get(to("handouts")))
    assert page.count(given.slip.number) == 1
    assert "carnet 1, pass 21 à 23 · commande 2021-01 Nombre 12" in page
    dado_s.post(to("hand_out", refer(stock).pk), proposed(31, 40))
    assert cost(to("handouts"), dado_s) == few
    assert dado_s.get(to("handouts") + "?format=csv").content.decode().count("\n") == 3


def test_an_agent_without_a_mandate_sees_why_and_cannot_hand_out(client: Client, stock: Stock) -> None:
    referral = refer(stock)
    with living(date(2021, 9, 14)):
        client.force_login(stock.team.dado.user)
        assert "Vous n'avez pas de nomination en vigueur." in text(client.get(to("home")))
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
    for step in range(2):
        for place in range(2):
            first = (2 * step + place) * 10 + 1
            dado_s.post(to("hand_out", refer(stock).pk), proposed(first, first + 9))
            refer(stock)
        counts.append({view: cost(to(view), dado_s) for view in views})
    assert counts[0] == counts[1]
    assert Referral.objects.count() == 8
    assert Slip.objects.filter(kind="handout").count() == 4
    assert queries.handed_out_count() == 40
