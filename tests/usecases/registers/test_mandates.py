"""What a mandated body renders: its bordereau and its yearly compte d'emploi, read back from the files themselves."""

import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from quitus.connectors import typesetting
from quitus.domain.distribution import operations
from quitus.domain.distribution.models import MandateConvention
from quitus.domain.documents import kinds
from quitus.domain.organisations import roles
from quitus.kernel import clock
from quitus.kernel.operation import unbroken
from quitus.usecases import papers, registers
from tests.domain.distribution.test_mandates import (
    MOVED_ON,
    SUPPLIED_ON,
    make_body,
    make_mandated_point,
    name,
    propose,
    sign,
)
from tests.factories.passes import Team, make_order
from tests.factories.people import make_person
from tests.factories.stock import ranks

pytestmark = pytest.mark.django_db
YEAR = (date(2021, 1, 1), date(2021, 12, 31))


@pytest.fixture
def mandate(team: Team) -> MandateConvention:
    """Forty pass supplied to a body, ten at its point, five given back to the accountant."""
    with unbroken(), clock.at(MOVED_ON):
        body = make_body()
        one = sign(team, propose(team, body))
        point = make_mandated_point(team, one)
        keeper = make_person(team.scheme, "Paule Exemple", roles.HANDOUT_AGENT, body)
        name(team, one, keeper)
        make_order(team, quantity=100)
        slips = [
            operations.supply_body(
                by=team.accountant.actor, mandate_id=one.pk, numbers=ranks(1, 40), occurred_on=SUPPLIED_ON
            )
        ]
        operations.acknowledge_slip(by=keeper.actor, slip_id=slips[0].pk, received_on=SUPPLIED_ON)
        operations.transfer_to_point(by=keeper.actor, point_id=point.pk, numbers=ranks(1, 10), occurred_on=MOVED_ON)
        operations.return_to_accountant(
            by=keeper.actor, holder_id=one.stock.pk, numbers=ranks(36, 40), occurred_on=MOVED_ON
        )
    return one


def test_the_compte_of_a_body_tells_what_it_received_paid_back_and_keeps(mandate: MandateConvention) -> None:
    said = registers.statement(kinds.MANDATE_COMPTE, mandate.pk, *YEAR)
    by_order, by_holder = said.parts
    headings = [column.label for column in by_order.columns]
    told = dict(zip(headings, by_order.totals, strict=True))
    assert (told["Reçus"], told["Reversés"], told["Stock à la fin"], told["Valeur à la fin"]) == (40, 5, 35, 350_00)
    assert [line[0] for line in by_holder.rows] == ["Mission locale (exemple)", "Mission locale de Lens"]
    assert [signer.party for signer in said.signers] == ["L'organisme mandaté", "Le comptable public", "L'ordonnateur"]


def test_its_bordereau_says_the_same_on_paper_and_in_the_sheet_with_its_law(mandate: MandateConvention) -> None:
    content = registers.pdf(kinds.MANDATE_BORDEREAU, mandate.pk, *YEAR)
    text = " ".join(typesetting.printed_text(content).split())
    for words in ("Mission locale (exemple)", "L. 1611-7", "D. 1611-16", "2021-CM-1", "123456789-0000036"):
        assert words in text
    book = CalamineWorkbook.from_filelike(io.BytesIO(registers.workbook(kinds.MANDATE_BORDEREAU, mandate.pk, *YEAR)))
    lines = [line for line in book.get_sheet_by_index(3).to_python() if line[0] == "Total"]
    assert lines[0][-2:] == [5.0, 50.0], "what was paid back"


def test_it_is_kept_as_the_body_rendered_it(mandate: MandateConvention, team: Team) -> None:
    facts = {"kind": kinds.MANDATE_COMPTE, "subject_id": mandate.pk, "since": YEAR[0], "until": YEAR[1]}
    document = registers.keep(by=team.accountant.actor, **facts)
    assert "350,00" in typesetting.printed_text(papers.download(document.pk, "pdf")[1])
