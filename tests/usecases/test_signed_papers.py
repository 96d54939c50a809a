"""Papers signed by hand: nobody enters his own, and the accountant's bears his name, or another with its quality."""

from collections.abc import Callable

import pytest

from quitus.domain.documents.errors import OwnSignatureOnPaper, QualityMissing, SignerMissing
from quitus.domain.documents.signed import OnPaper
from quitus.usecases.signed_papers import by_accountant, on_paper
from tests.factories.passes import Team

PDF = b"%PDF-1.7 papier"


@pytest.mark.parametrize("entry", [on_paper, by_accountant])
def test_nobody_enters_a_paper_signed_by_himself(entry: Callable[..., OnPaper], team: Team) -> None:
    by = team.anne.actor
    for written in (by.label, f"  {by.label.upper()} ", by.label.replace("è", "e")):
        with pytest.raises(OwnSignatureOnPaper):
            entry(written, "papier.pdf", PDF, by=by)
    with pytest.raises(SignerMissing):
        entry(" ", "papier.pdf", PDF, by=by)


def test_an_accountants_paper_bears_the_name_of_one_or_a_quality(team: Team) -> None:
    by = team.anne.actor
    assert by_accountant("claude  MASSON ", "visa.pdf", PDF, by=by, quality="Comptable").signed_by == "claude  MASSON"
    with pytest.raises(QualityMissing):
        by_accountant("Le livreur", "visa.pdf", PDF, by=by)
    other = by_accountant("Paule Exemple", "visa.pdf", PDF, by=by, quality=" fondée de pouvoir ")
    assert other.signed_by == "Paule Exemple, fondée de pouvoir"
