"""Who gives pass and has no account signs the slip by hand; the other side, or the authorising side, enters it."""

from datetime import timedelta

import pytest

from quitus.domain.distribution import errors, operations, queries
from quitus.domain.distribution.slip_errors import NobodyAnsweredThere
from quitus.domain.documents.models import SignedPaper
from quitus.domain.documents.signed import OnPaper
from quitus.kernel.refusals import NotYourRole
from tests.factories.stock import APPOINTED_ON, HANDED_ON, Stock, make_point, ranks

SCAN = OnPaper("Rémi Exemple", "bordereau.pdf", "b" * 64, "application/pdf", 900)


def test_a_transfer_signed_by_hand_is_entered_by_the_point_or_the_authorising_side(stock: Stock) -> None:
    team = stock.team
    told = {"point_id": stock.point.pk, "occurred_on": HANDED_ON, "paper": SCAN}
    for nobody in (team.prescriber, team.printer):
        with pytest.raises(NotYourRole):
            operations.transfer_to_point(by=nobody.actor, numbers=ranks(51, 60), **told)
    elsewhere = make_point(team, stock.imprest, "Béthune")
    with pytest.raises(errors.NoMandateToHandOut):
        operations.transfer_to_point(by=team.dado.actor, numbers=ranks(51, 60), **(told | {"point_id": elsewhere.pk}))
    with pytest.raises(NotYourRole):
        operations.transfer_to_point(by=team.dado.actor, numbers=ranks(51, 60), **(told | {"paper": None}))
    slip = operations.transfer_to_point(by=team.dado.actor, numbers=ranks(51, 60), **told)
    assert (slip.handed_by, slip.handed_on_paper, slip.handed_by_user_id) == (SCAN.signed_by, True, None)
    assert slip.received_on is None, "the point still signs for them"
    operations.transfer_to_point(by=team.finance.actor, numbers=ranks(61, 65), **told)
    kept = SignedPaper.objects.filter(verb="transfer_to_point").order_by("pk")
    assert list(kept.values_list("entered_by", flat=True)) == [team.dado.actor.label, team.finance.actor.label]


def test_returns_signed_by_hand_are_entered_by_who_receives_them(stock: Stock) -> None:
    team, safe = stock.team, stock.imprest.safe
    slip = operations.return_from_point(
        by=team.holder.actor, point_id=stock.point.pk, numbers=ranks(41, 50), occurred_on=HANDED_ON, paper=SCAN
    )
    assert (slip.handed_on_paper, queries.held_by(safe.pk).count) == (True, 40)
    back = {"holder_id": safe.pk, "numbers": ranks(51, 60), "occurred_on": HANDED_ON, "paper": SCAN}
    with pytest.raises(NotYourRole):
        operations.return_to_accountant(by=team.dado.actor, **back)
    with pytest.raises(NotYourRole):
        operations.return_to_accountant(by=team.accountant.actor, **(back | {"paper": None}))
    slip = operations.return_to_accountant(by=team.accountant.actor, **back)
    assert (slip.handed_by, slip.handed_on_paper) == (SCAN.signed_by, True)


def test_nobody_signs_by_hand_for_a_place_where_nobody_was_appointed(stock: Stock) -> None:
    before = APPOINTED_ON - timedelta(days=1)
    with pytest.raises(NobodyAnsweredThere, match="nul ne pouvait y signer"):
        operations.return_from_point(
            by=stock.team.anne.actor, point_id=stock.point.pk, numbers=ranks(1, 5), occurred_on=before, paper=SCAN
        )
    with pytest.raises(NobodyAnsweredThere):
        operations.return_to_accountant(
            by=stock.team.anne.actor, holder_id=stock.imprest.safe.pk, numbers=ranks(51, 52), occurred_on=before,
            paper=SCAN,
        )  # fmt: skip
