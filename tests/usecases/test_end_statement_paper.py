"""The état contradictoire on paper says what the page says."""

from quitus.connectors import documents as files
from quitus.connectors import typesetting
from quitus.domain.documents import kinds
from quitus.domain.expiry import states
from quitus.usecases import papers
from tests.domain.expiry.test_statement import answer, conclude, draw, settle
from tests.factories.stock import Stock, ranks


def test_both_figures_differences_and_avoir_are_printed(stock: Stock) -> None:
    made = answer(stock, draw(stock, 1, 2, 3), 4, ranks(2, 4), ranks(9, 9))
    settle(stock, made, states.OURS, side=states.OURS)
    settle(stock, made, states.THEIRS, side=states.THEIRS)
    conclude(stock, made)
    document = papers.produce(by=stock.team.anne.actor, kind=kinds.END_STATEMENT, subject_id=stock.order.pk)
    said = " ".join(typesetting.printed_text(files.read(document.pdf_sha256)).split())
    for expected in ("Cartopass (exemple)", "pass 0000009", "Lots relus ensemble", "95 pass × 10,00 € = 950,00 €"):
        assert expected in said.replace("\u00a0", " ").replace("\u202f", " ")
