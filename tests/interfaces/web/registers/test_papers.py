"""The papers of the register as pages: on screen, as files, kept; each reader's own and nobody else's."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from quitus.connectors import typesetting
from quitus.domain.distribution import operations
from quitus.domain.documents import kinds
from quitus.domain.documents.models import ProducedDocument
from quitus.domain.organisations import roles
from tests.domain.distribution.test_mandates import make_body, name, propose, sign
from tests.factories.pages import said
from tests.factories.people import make_person
from tests.factories.stock import Stock, make_point, ranks
from tests.interfaces.web.registers.conftest import PATHS, at, cost

pytestmark = pytest.mark.django_db
Reading = Callable[[str], Client]
PERIOD = "du=2021-12-01&au=2022-01-20"


@pytest.mark.parametrize("audience", list(PATHS))
def test_each_reader_finds_the_papers_and_reads_them(busy: Stock, reading: Reading, audience: str) -> None:
    browser = reading(audience)
    page = said(browser.get(at(audience, "papers")))
    for label in ("Registre des valeurs", "Compte d'emploi", "Bordereau d'emploi et de versement", "Relevé mensuel"):
        assert label in page
    for kind in kinds.OF_AN_IMPREST:
        shown = browser.get(at(audience, "paper", kind, busy.imprest.pk, query=PERIOD))
        assert shown.status_code == 200
        assert "Régie Pass numérique" in said(shown)
    register = said(browser.get(at(audience, "paper", "stock_register", busy.point.holder.pk, query=PERIOD)))
    assert "123456789-0000010" in register
    assert "Report" in register


def test_the_two_files_say_what_the_screen_says(busy: Stock, reading: Reading) -> None:
    browser = reading("authority")
    address = at("authority", "paper", "bordereau_emploi", busy.imprest.pk, query=PERIOD)
    pdf = browser.get(f"{address}&format=pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert "Maison des solidarités de Lens" in typesetting.printed_text(pdf.content)
    sheet = browser.get(f"{address}&format=xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content))
    assert book.sheet_names[0] == "Emploi par commande"
    assert sheet["Content-Disposition"].startswith("attachment")


def test_a_paper_is_kept_and_given_again(busy: Stock, reading: Reading) -> None:
    browser = reading("distributor")
    keep = at("distributor", "keep_paper", "monthly_statement", busy.imprest.pk, query="du=2021-12-01&au=2021-12-31")
    assert "ne se modifie pas" in said(browser.get(keep))
    assert browser.post(keep).status_code == 302
    document = ProducedDocument.objects.get()
    assert (document.kind, document.as_of) == ("monthly_statement", date(2021, 12, 31))
    assert document.title in said(browser.get(at("distributor", "papers")))
    assert browser.get(at("distributor", "kept_paper", document.pk, "pdf")).content.startswith(b"%PDF")
    assert browser.get(at("distributor", "kept_paper", document.pk, "exe")).status_code == 404


def test_an_agent_reads_the_register_of_his_point_and_no_other(busy: Stock) -> None:
    browser = Client()
    browser.force_login(busy.team.dado.user)
    own = at("distributor", "paper", "stock_register", busy.point.holder.pk)
    assert browser.get(own).status_code == 200
    for kind, subject_id in (("stock_register", busy.imprest.safe.pk), ("balance", busy.imprest.pk), ("letter", 1)):
        assert browser.get(at("distributor", "paper", kind, subject_id)).status_code == 404


def test_the_papers_of_a_mandated_body_are_its_own_and_nobody_elses(busy: Stock, reading: Reading) -> None:
    team = busy.team
    body = make_body()
    mandate = sign(team, propose(team, body))
    keeper = make_person(team.scheme, "Paule Exemple", roles.HANDOUT_AGENT, body)
    name(team, mandate, keeper)
    paper = at("authority", "paper", "mandate_compte", mandate.pk, query=PERIOD)
    assert "au moins une fois par an" in said(reading("authority").get(paper))
    assert paper.partition("?")[0] in said(reading("authority").get(at("authority", "papers")))
    assert reading("accountant").get(at("accountant", "paper", "mandate_bordereau", mandate.pk)).status_code == 200
    assert reading("distributor").get(at("distributor", "paper", "mandate_compte", mandate.pk)).status_code == 404
    browser = Client()
    browser.force_login(keeper.user)
    assert browser.get(at("distributor", "paper", "mandate_compte", mandate.pk)).status_code == 200
    page = said(browser.get(at("distributor", "stock")))
    assert "Rendre au comptable" in page
    assert "aucun pass à répartir" in page


def test_a_period_that_is_wrong_is_said_on_the_page(busy: Stock, reading: Reading) -> None:
    browser = reading("accountant")
    address = at("accountant", "paper", "compte_emploi", busy.imprest.pk, query="du=2022-01-10&au=2022-01-01")
    assert "avant de commencer" in said(browser.get(address))
    assert browser.get(f"{address}&format=xlsx").status_code == 409
    future = at("accountant", "paper", "compte_emploi", busy.imprest.pk, query="du=2022-01-10&au=2022-12-01")
    assert "n'est pas encore passée" in said(browser.get(future))


def test_papers_cost_the_same_whatever_their_length(busy: Stock, reading: Reading) -> None:
    browser = reading("authority")
    pages = [
        at("authority", "papers"),
        at("authority", "paper", "stock_register", busy.imprest.safe.pk, query=PERIOD),
        at("authority", "paper", "monthly_statement", busy.imprest.pk, query=PERIOD),
    ]
    before = [cost(page, browser) for page in pages]
    for rank in range(4):
        point = make_point(busy.team, busy.imprest, f"Point {rank}")
        operations.transfer_to_point(
            by=busy.team.holder.actor,
            point_id=point.pk,
            numbers=ranks(51 + rank, 51 + rank),
            occurred_on=date(2022, 1, 12),
        )
    assert [cost(page, browser) for page in pages] == before
