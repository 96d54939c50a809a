"""One pass on one page, a range, the search box: for each reader what is his to see."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quitus.domain.controls import operations as controls
from quitus.domain.distribution import operations
from quitus.domain.distribution.models import Slip
from quitus.domain.distribution.queries import registers
from quitus.domain.organisations import kinds, roles
from quitus.domain.vouchers import codes
from quitus.domain.vouchers import operations as vouchers
from quitus.kernel import clock
from tests.factories.pages import said
from tests.factories.passes import confirm, draft, produce
from tests.factories.people import make_person
from tests.factories.schemes import make_organisation
from tests.factories.stock import Stock, ranks, refer
from tests.interfaces.web.registers.conftest import PATHS, at, cost

pytestmark = pytest.mark.django_db
Reading = Callable[[str], Client]


def handout_number() -> str:
    """The number of the slip of the one hand-out."""
    return Slip.objects.get(kind="handout").number


@pytest.mark.parametrize("audience", list(PATHS))
def test_the_life_of_a_pass_tells_every_hand_and_slip(busy: Stock, reading: Reading, audience: str) -> None:
    page = said(reading(audience).get(at(audience, "pass", ranks(7, 7).first)))
    for told in (
        "Produit, chez Cartopass",
        "Pris en charge par Comptable public",
        "Confié à Régie Pass numérique",
        "Porté à Maison des solidarités de Lens",
        "Remis à un bénéficiaire par Maison des solidarités de Lens",
        handout_number(),
    ):
        assert told in page
    assert "Carpentier" not in page


def test_a_lost_pass_says_that_it_is_blocked_and_why(busy: Stock, reading: Reading) -> None:
    page = said(reading("authority").get(at("authority", "pass", ranks(11, 11).first)))
    assert "Bloqué : Tiroir forcé" in page
    assert "Déclaré perdu par Maison des solidarités de Lens" in page
    assert "enregistré le" in page


def test_a_range_says_who_holds_which_part(busy: Stock, reading: Reading) -> None:
    browser = reading("authority")
    page = said(browser.get(at("authority", "pass_range", ranks(5, 5).first, ranks(60, 60).first)))
    for told in ("Bénéficiaires", "Perdus", "Maison des solidarités de Lens", "Régie Pass numérique", "Dado"):
        assert told in page
    assert browser.get(at("authority", "pass_range", ranks(5, 5).first, ranks(101, 101).first)).status_code == 404
    assert browser.get(at("authority", "pass", ranks(101, 101).first)).status_code == 404


def test_an_agent_sees_the_pass_that_went_through_his_hands_and_no_other(busy: Stock) -> None:
    browser = Client()
    browser.force_login(busy.team.dado.user)
    assert browser.get(at("distributor", "pass", ranks(7, 7).first)).status_code == 200
    assert browser.get(at("distributor", "pass", ranks(90, 90).first)).status_code == 404
    assert browser.get(at("distributor", "pass_range", ranks(81, 81).first, ranks(90, 90).first)).status_code == 404
    assert browser.post(at("distributor", "search"), {"q": "1234567890000090", "vite": "1"}).json() == {"found": []}


def test_a_code_leads_to_its_pass_and_stands_in_no_address(busy: Stock, reading: Reading) -> None:
    number = ranks(7, 7).first
    code = codes.code_of(number)
    browser = reading("authority")
    answer = browser.post(at("authority", "search"), {"q": code})
    assert answer["Location"] == at("authority", "pass", number)
    wrong = browser.post(at("authority", "search"), {"q": ("0" if code[0] != "0" else "1") + code[1:]})
    assert wrong.status_code == 200
    assert "Ce code n'est celui d'aucun pass" in said(wrong)
    assert code[1:] not in said(wrong)


def test_what_is_typed_is_offered_at_once(busy: Stock, reading: Reading) -> None:
    browser = reading("authority")

    def offered(typed: str) -> list[dict[str, str]]:
        return browser.post(at("authority", "search"), {"q": typed, "vite": "1"}).json()["found"]

    (one,) = offered("1234567890000007")
    assert one == {
        "name": "Pass 123456789-0000007",
        "kind": "Pass",
        "told": "pass 7, commande 2021-01",
        "url": at("authority", "pass", ranks(7, 7).first),
    }
    assert [found["kind"] for found in offered("2021")] == ["Commande"]
    assert offered("B2021-0003")[0]["kind"] == "Bordereau"
    assert offered("lens")[0]["name"] == "Maison des solidarités de Lens"
    assert offered("x") == []


def test_the_number_of_a_slip_or_an_order_opens_it(busy: Stock, reading: Reading) -> None:
    browser = reading("authority")
    slip = Slip.objects.get(kind="handout")
    assert browser.post(at("authority", "search"), {"q": slip.number.lower()})["Location"] == at(
        "authority", "slip", slip.pk
    )
    assert browser.post(at("authority", "search"), {"q": "2021-01"})["Location"] == at(
        "authority", "order", busy.order.pk
    )
    assert browser.post(at("authority", "search"), {"q": "carnet 1"})["Location"] == at(
        "authority", "pass_range", ranks(1, 1).first, ranks(10, 10).first
    )


def test_the_number_of_a_file_opens_it_and_an_empty_answer_says_how_to_ask(busy: Stock, reading: Reading) -> None:
    opened = controls.open_inventory(by=busy.team.anne.actor, holder_ids=[busy.point.holder.pk], purpose="control")
    for audience in ("authority", "accountant"):
        found = reading(audience).post(at(audience, "search"), {"q": opened.number.lower()})
        assert found["Location"] == at(audience, "inventory", opened.pk)
    nothing = reading("authority").get(at("authority", "search"), {"q": "introuvable"})
    assert "« 2351 de la commande 2021-01 »" in said(nothing)


def test_the_operator_finds_its_orders_and_never_who_holds_a_pass(busy: Stock) -> None:
    browser = Client()
    browser.force_login(busy.team.printer.user)
    found = browser.post(at("operator", "search"), {"q": "1234567890000007"})
    assert found["Location"] == at("operator", "pass", ranks(7, 7).first)
    page = said(browser.get(found["Location"]))
    assert "Livré à la collectivité" in page
    assert "Pris en charge par Comptable public" in page
    for hidden in ("Régie Pass numérique", "Maison des solidarités de Lens", "Remis", handout_number()):
        assert hidden not in page
    lost = said(browser.get(at("operator", "pass", ranks(11, 11).first)))
    assert "Bloqué" in lost
    assert "Tiroir forcé" not in lost
    assert "Perdu" not in lost
    several = said(browser.get(at("operator", "pass_range", ranks(1, 1).first, ranks(20, 20).first)))
    assert "Bloqué" in several
    assert "Lens" not in several
    assert "Derniers mouvements" not in several
    transfer = Slip.objects.get(kind="transfer")
    assert browser.post(at("operator", "search"), {"q": transfer.number, "vite": "1"}).json() == {"found": []}


def test_another_operator_finds_no_pass(busy: Stock) -> None:
    other = make_person(
        busy.team.scheme, "Thierry Roy", roles.OPERATOR, make_organisation("Ticketin (exemple)", kinds.OPERATOR)
    )
    browser = Client()
    browser.force_login(other.user)
    number = ranks(7, 7).first
    for asked in (str(number), codes.code_of(number), "carnet 1", "2021-01", Slip.objects.get(kind="delivery").number):
        assert browser.post(at("operator", "search"), {"q": asked, "vite": "1"}).json() == {"found": []}
    assert browser.get(at("operator", "pass", number)).status_code == 404
    assert browser.get(at("operator", "pass_range", number, number + 1)).status_code == 404


def test_other_words_go_on_to_an_address_that_can_be_kept(busy: Stock, reading: Reading) -> None:
    browser = reading("authority")
    answer = browser.post(at("authority", "search"), {"q": "Lens"})
    assert answer["Location"].endswith("?q=Lens")
    assert "Maison des solidarités de Lens" in said(browser.get(answer["Location"]))
    own = Client()
    own.force_login(busy.team.prescriber.user)
    assert own.post(at("distributor", "search"), {"q": "1234567890000007", "vite": "1"}).json() == {"found": []}


def test_what_is_offered_while_one_types_costs_the_same_however_many_orders_there_are(
    busy: Stock, reading: Reading
) -> None:
    def asked(audience: str, browser: Client, typed: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.post(at(audience, "search"), {"q": typed, "vite": "1"}).status_code == 200
        return len(captured)

    operator = Client()
    operator.force_login(busy.team.printer.user)
    browsers = [("authority", reading("authority")), ("operator", operator)]
    typed = (str(ranks(7, 7).first), "carnet 1", "2021", "B2021-0003")
    cases = [(audience, browser, one) for audience, browser in browsers for one in typed]
    for case in cases:
        asked(*case)
    few = [asked(*case) for case in cases]
    for rank in range(3):
        produce(busy.team, confirm(busy.team, draft(busy.team, f"2021-1{rank}", 20)), 400_000_000 + rank)
    assert [asked(*case) for case in cases] == few


def test_the_stock_at_a_glance_tells_what_sleeps(busy: Stock, reading: Reading) -> None:
    browser = reading("authority")
    page = said(browser.get(at("authority", "stock")))
    assert "Ce qui dort" in page
    assert "Aucun carnet ne dort" in said(browser.get(at("authority", "sleeping")))
    with clock.at(datetime(2022, 2, 9, 9, tzinfo=UTC)):
        page = said(browser.get(at("authority", "sleeping")))
        assert handout_number() in page
        assert "65 jours" in page
        assert "30 jours" in said(browser.get(at("authority", "stock")))


def test_the_booklets_that_sleep_are_counted_as_they_are_listed_at_one_cost(busy: Stock, reading: Reading) -> None:
    browser = reading("authority")
    costs = []
    with clock.at(datetime(2022, 3, 20, 9, tzinfo=UTC)):
        for first, last, listed in ((15, 16, 2), (31, 50, 4)):
            operations.hand_out(
                by=busy.team.dado.actor, point_id=busy.point.pk, numbers=ranks(first, last),
                occurred_on=date(2022, 1, 18), referral_id=refer(busy).pk,
            )  # fmt: skip
            page = said(browser.get(at("authority", "sleeping")))
            assert page.count("Maison des solidarités de Lens") == listed
            glance = said(browser.get(at("authority", "stock")))
            assert f"{listed} carnets non entamés" in " ".join(re.sub("<[^>]+>", " ", glance).split())
            csv = browser.get(at("authority", "sleeping", query="format=csv")).content.decode()
            assert csv.count("Lens") == listed
            costs.append([cost(at("authority", view), browser) for view in ("sleeping", "stock")])
    assert costs[0] == costs[1]


def test_points_are_told_by_commune_with_their_trend(busy: Stock, reading: Reading) -> None:
    browser = reading("authority")
    page = said(browser.get(at("authority", "points")))
    for told in ("Maison des solidarités de Lens", "10 pass", "en baisse", "Actif", "<svg"):
        assert told in page
    assert b"Maison" in browser.get(at("authority", "points", query="format=csv")).content
    assert browser.get(at("authority", "points", query="format=xlsx")).content.startswith(b"PK")


def test_screens_cost_the_same_whatever_they_show(busy: Stock, reading: Reading) -> None:
    browser = reading("authority")
    number = ranks(20, 20).first
    pages = [
        at("authority", "pass", number),
        at("authority", "pass_range", ranks(1, 1).first, ranks(60, 60).first),
        at("authority", "stock"),
        at("authority", "points"),
        at("authority", "sleeping"),
        at("authority", "register", busy.point.holder.pk),
    ]
    before = [cost(page, browser) for page in pages]
    for rank in range(3):
        operations.hand_out(
            by=busy.team.dado.actor,
            point_id=busy.point.pk,
            numbers=ranks(21 + rank, 21 + rank),
            occurred_on=date(2022, 1, 11),
            referral_id=refer(busy).pk,
        )
        vouchers.block_range(
            by=busy.team.anne.actor, numbers=ranks(20, 20), occurred_on=date(2022, 1, 12), reason=f"Essai {rank}"
        )
        vouchers.unblock_range(
            by=busy.team.anne.actor, numbers=ranks(20, 20), occurred_on=date(2022, 1, 13), reason=f"Essai {rank}"
        )
    assert [cost(page, browser) for page in pages] == before


def test_a_register_is_read_by_pages_from_the_latest_line(busy: Stock, reading: Reading, monkeypatch) -> None:

    monkeypatch.setattr(
        registers.register_page, "__kwdefaults__", {**registers.register_page.__kwdefaults__, "size": 2}
    )
    browser = reading("authority")
    page = said(browser.get(at("authority", "register", busy.point.holder.pk)))
    assert "B2022-0001" in page
    assert "B2021-0003" not in page
    older = page.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    page = said(browser.get(older))
    assert "B2021-0003" in page
    assert "Lignes plus récentes" in page
