"""Who has no account signs the printed slip; the other side enters it with its scan."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quitus.domain.distribution import operations, queries
from quitus.domain.distribution.models import Slip
from quitus.domain.documents.models import SignedPaper
from quitus.kernel.clock import at as living
from tests.domain.distribution.test_mandates import make_body, propose, sign
from tests.factories.pages import said
from tests.factories.people import Person
from tests.factories.stock import HANDED_ON, Stock, ranks
from tests.interfaces.web.registers.conftest import at, cost

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(stock: Stock) -> Iterator[None]:
    with living(HANDED_ON):
        yield


def browser_of(person: Person) -> Client:
    browser = Client()
    browser.force_login(person.user)
    return browser


DEPUTY = "Paule Exemple, fondée de pouvoir"


def scan(**said_: object) -> dict[str, object]:
    """What is sent with the scan of a slip signed by hand."""
    return {"signed_by": "Paule Exemple", "file": SimpleUploadedFile("bordereau.pdf", b"%PDF-1.7 x")} | said_


def test_the_manager_enters_the_supply_that_the_accountant_signed_and_its_receipt(stock: Stock) -> None:
    anne = browser_of(stock.team.anne)
    accountant = queries.holder_of_kind("accountant")
    assert accountant is not None
    assert at("authority", "enter_supply") in said(anne.get(at("authority", "register", accountant.pk)))
    told = {"to": f"regie-{stock.imprest.pk}", "held": ranks(81, 81).first, "booklets": "", "ranks": "81-84, 90"}
    chosen = anne.post(at("authority", "enter_supply"), told)["Location"]
    assert "comptable et entrent au coffre" in said(anne.get(chosen))
    assert anne.post(chosen, {"occurred_on": "06/12/2021"}).status_code == 422, "not without the paper"
    assert anne.post(chosen, scan(occurred_on="06/12/2021")).status_code == 422, "nor by a stranger without quality"
    assert anne.post(chosen, scan(occurred_on="06/12/2021", quality="fondée de pouvoir")).status_code == 302
    slip = Slip.objects.latest("pk")
    assert (slip.handed_by, slip.handed_on_paper, slip.handed_by_user_id) == (DEPUTY, True, None)
    assert [line.range for line in slip.movements.all()] == [ranks(81, 84), ranks(90, 90)]
    enter = at("authority", "enter_receipt", slip.pk)
    assert enter in said(anne.get(at("authority", "slip", slip.pk)))
    assert anne.post(enter, scan(received_on="06/12/2021", absent="90", note="Il manque")).status_code == 302
    slip.refresh_from_db()
    assert (slip.received_on_paper, slip.contested_count) == (True, 1)
    page = said(anne.get(at("authority", "slip", slip.pk)))
    assert enter not in page
    for paper in SignedPaper.objects.filter(subject_kind="slip", subject_id=slip.pk):
        assert at("authority", "signed_paper", paper.pk) in page
        assert anne.get(at("authority", "signed_paper", paper.pk)).content == b"%PDF-1.7 x"
        assert browser_of(stock.team.dado).get(at("distributor", "signed_paper", paper.pk)).status_code == 404


def test_the_manager_enters_a_return_to_the_operator(stock: Stock) -> None:
    told = scan(order_id=stock.order.pk, ranks="81-82", occurred_on="06/12/2021", note="Fin")
    page = browser_of(stock.team.anne).post(at("authority", "enter_return"), told)
    assert "encore utilisables" in said(page)


def test_a_body_is_supplied_and_its_receipt_entered_by_the_accountant(stock: Stock) -> None:
    accountant = browser_of(stock.team.accountant)
    mandate = sign(stock.team, propose(stock.team, make_body()))
    told = {"to": f"organisme-{mandate.pk}", "held": ranks(81, 81).first, "booklets": "1"}
    chosen = accountant.post(at("accountant", "supply_safe"), told)["Location"]
    assert "plafond 500,00" in said(accountant.get(chosen))
    assert accountant.post(chosen, {"occurred_on": "06/12/2021"}).status_code == 302
    slip = Slip.objects.latest("pk")
    assert queries.held_by_mandate(mandate.pk).count == 10
    enter = at("accountant", "enter_receipt", slip.pk)
    assert enter in said(accountant.get(at("accountant", "slip", slip.pk)))
    assert accountant.post(enter, scan(received_on="06/12/2021")).status_code == 302
    slip.refresh_from_db()
    assert slip.received_by == "Paule Exemple"


def test_who_gives_enters_the_receipt_signed_at_the_point_and_nobody_else(stock: Stock) -> None:
    slip = operations.transfer_to_point(
        by=stock.team.holder.actor, point_id=stock.point.pk, numbers=ranks(51, 60), occurred_on=HANDED_ON
    )
    enter = at("distributor", "enter_receipt", slip.pk)
    assert browser_of(stock.team.dado).get(enter).status_code == 404
    holder = browser_of(stock.team.holder)
    assert enter in said(holder.get(at("distributor", "slip", slip.pk)))
    assert holder.post(enter, scan(received_on="06/12/2021")).status_code == 302
    paper = SignedPaper.objects.get(subject_kind="slip", subject_id=slip.pk)
    assert holder.get(at("distributor", "signed_paper", paper.pk)).status_code == 200


def test_what_a_giver_signed_by_hand_is_entered_from_the_registers(stock: Stock) -> None:
    safe, point, team = stock.imprest.safe.pk, stock.point.holder.pk, stock.team
    accountant = queries.holder_of_kind("accountant")
    assert accountant is not None
    for person, audience, view, register, way, given in (
        (team.dado, "distributor", "enter_handing", point, (safe, point), "51-55, 58"),
        (team.holder, "distributor", "enter_handing", point, (point, safe), "41-45"),
        (team.accountant, "accountant", "enter_return", safe, (safe, accountant.pk), "61-62"),
        (team.anne, "authority", "enter_handing", point, (point, safe), "31"),
        (team.anne, "authority", "enter_handing", safe, (safe, accountant.pk), "63"),
    ):
        browser = browser_of(person)
        enter = at(audience, view, *way)
        assert enter in said(browser.get(at(audience, "register", register)))
        assert browser.get(enter).status_code == 200
        told = {"order_id": stock.order.pk, "ranks": given, "occurred_on": "06/12/2021", "note": ""}
        assert browser.post(enter, told).status_code == 422, "not without the paper"
        if person == team.anne:
            early = scan(**(told | {"occurred_on": "01/09/2021"}))
            assert "nul ne pouvait y signer ce papier" in said(browser.post(enter, early))
        answer = browser.post(enter, scan(**told))
        slip = Slip.objects.latest("pk")
        assert answer["Location"] == at(audience, "slip", slip.pk)
        assert (slip.handed_by, slip.from_holder_id, slip.to_holder_id) == ("Paule Exemple", *way)


def test_nobody_enters_what_came_to_another(stock: Stock) -> None:
    safe, point = stock.imprest.safe.pk, stock.point.holder.pk
    accountant = queries.holder_of_kind("accountant")
    assert accountant is not None
    dado, holder = browser_of(stock.team.dado), browser_of(stock.team.holder)
    for browser, audience, view, way in (
        (dado, "distributor", "enter_handing", (point, safe)),
        (holder, "distributor", "enter_handing", (safe, point)),
        (holder, "distributor", "enter_handing", (safe, accountant.pk)),
        (browser_of(stock.team.accountant), "accountant", "enter_return", (safe, point)),
        (browser_of(stock.team.anne), "authority", "enter_handing", (accountant.pk, point)),
    ):
        assert browser.get(at(audience, view, *way)).status_code == 404


def test_the_pages_of_papers_and_of_found_pass_cost_the_same_whatever_their_size(stock: Stock) -> None:
    team, safe, point = stock.team, stock.imprest.safe.pk, stock.point.holder.pk
    accountant = queries.holder_of_kind("accountant")
    assert accountant is not None
    anne, holder, count = browser_of(team.anne), browser_of(team.holder), browser_of(team.accountant)
    pages = [
        (anne, at("authority", "enter_supply")),
        (anne, at("authority", "enter_return")),
        (anne, at("authority", "enter_handing", point, safe)),
        (anne, at("authority", "register", safe)),
        (anne, at("authority", "papers")),
        (count, at("accountant", "papers")),
        (count, at("accountant", "found")),
        (holder, at("distributor", "found", safe)),
        (holder, at("distributor", "enter_handing", point, safe)),
        (holder, at("distributor", "find_return")),
    ]
    costs = []
    for step in range(2):
        for number in range(2):
            rank = 51 + 8 * step + 4 * number
            sign(team, propose(team, make_body(f"Les Ateliers {rank} (exemple)")))
            operations.declare_loss(
                by=team.holder.actor, holder_id=safe, numbers=ranks(rank, rank), occurred_on=HANDED_ON, note="Tombé"
            )
            slip = operations.return_to_accountant(
                by=team.holder.actor, holder_id=safe, numbers=ranks(rank + 2, rank + 2), occurred_on=HANDED_ON
            )
            operations.acknowledge_slip(by=team.accountant.actor, slip_id=slip.pk, received_on=HANDED_ON)
        costs.append([cost(address, browser) for browser, address in pages])
    assert costs[0] == costs[1]
