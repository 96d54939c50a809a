"""The gate takes a pass whoever had it; what nobody wrote as handed out is told where the stock is kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quitus.domain.controls import operations as controls
from quitus.domain.distribution import errors, operations
from quitus.domain.distribution.queries import first_proposal
from quitus.domain.redemption import queries
from quitus.domain.redemption.operations import undo_redemption
from quitus.kernel import clock
from quitus.usecases.life_of_pass import life_of
from tests.factories.controls import what
from tests.factories.pages import said
from tests.factories.reception import Reception, make_mediator, make_qualified, make_venue
from tests.factories.schemes import make_organisation
from tests.factories.stock import HANDED_ON, Stock, ranks, refer

LATER = HANDED_ON + timedelta(days=30)


@pytest.fixture
def reception(stock: Stock) -> Reception:
    """A venue that takes pass of the stock, of which Dado has handed out the first ten."""
    structure = make_organisation("Association du Moulin")
    venue = make_venue(stock.team, structure, "Le Moulin")  # type: ignore[arg-type]  # it only asks for Anne
    make_qualified(stock.team, structure)  # type: ignore[arg-type]
    operations.hand_out(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(1, 10), occurred_on=HANDED_ON,
        referral_id=refer(stock).pk,
    )  # fmt: skip
    lina = make_mediator(stock.team, venue, "Lina Caron")  # type: ignore[arg-type]
    return Reception(stock.team, lina, structure, venue, stock.order)  # type: ignore[arg-type]


def test_what_was_used_without_a_hand_out_is_told_until_it_leaves_the_stock(stock: Stock, reception: Reception) -> None:
    point, safe = stock.point.holder, stock.imprest.safe
    with clock.at(LATER):
        assert all(answer.is_taken for answer in reception.take(3, 12, 15, 61))
        told = {one.holder.pk: (one.numbers, one.last_on) for one in queries.used_in_stock()}
        of_point = (ranks(12, 12).first, ranks(15, 15).first)
        assert told == {point.pk: (of_point, LATER), safe.pk: ((ranks(61, 61).first,), LATER)}
        assert [one.holder for one in queries.used_in_stock([safe.pk])] == [safe]
        life = life_of(ranks(12, 12).first, "handout_agent")
        assert life is not None
        assert life.events[-1].sentence.startswith("Utilisé sans remise enregistrée")
        undo_redemption(by=reception.lina.actor, number=ranks(15, 15).first, turn=1)
        controls.open_loss_file(
            by=stock.team.dado.actor, holder_id=point.pk, ranges=[ranks(12, 12)], what=what("loss", LATER)
        )
        assert [one.holder for one in queries.used_in_stock()] == [safe]


def test_of_what_people_hold_the_stock_at_a_glance_says_how_many_are_used(
    stock: Stock, reception: Reception, client: Client, django_assert_num_queries: Any
) -> None:
    def glance() -> str:
        client.force_login(stock.team.anne.user)
        return said(client.get(reverse("authority:stock", args=[stock.team.scheme.slug])))

    with clock.at(LATER):
        assert "utilisé" not in glance().split("Où ils sont")[1]
        reception.take(3, 4, 5, 12, 61)
        controls.open_loss_file(
            by=stock.team.dado.actor, holder_id=stock.point.holder.pk, ranges=[ranks(12, 12)], what=what("loss", LATER)
        )
        undo_redemption(by=reception.lina.actor, number=ranks(5, 5).first, turn=1)
        with django_assert_num_queries(3):
            assert queries.used_by_people() == 2
        assert "€, dont 2 utilisés" in glance()


def test_a_booklet_with_a_used_pass_is_not_proposed_and_the_home_says_what_to_do(
    stock: Stock, reception: Reception, client: Client
) -> None:
    def home() -> str:
        client.force_login(stock.team.holder.user)
        return client.get(reverse("distributor:home", args=[stock.team.scheme.slug])).content.decode()

    with clock.at(LATER):
        assert "sans remise enregistrée" not in home()
        reception.take(15)
        proposed = first_proposal(stock.point.holder.pk, 10, LATER, to_hand_out=True)
        assert proposed is not None
        assert proposed.numbers == ranks(21, 30)
        with pytest.raises(errors.PassAlreadyUsed):
            operations.hand_out(
                by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(11, 20), occurred_on=LATER,
                referral_id=refer(stock).pk,
            )  # fmt: skip
        assert "1 pass utilisé sans remise enregistrée" in home()
        client.force_login(stock.team.dado.user)
        agent_s = client.get(reverse("distributor:home", args=[stock.team.scheme.slug])).content.decode()
        assert "1 pass utilisé sans remise enregistrée" in agent_s
