"""Pass of paper on the pages of the venue and of the authority."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quitus.domain.reimbursement import kept, states
from quitus.domain.reimbursement.models import DestroyedClaim, PaperCheck
from quitus.kernel import clock
from tests.domain.reimbursement.test_kept import DUE_ON, check_of, write
from tests.factories.pages import said
from tests.factories.world import PAID_ON, World


def browser(person: Any) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def at(world: World) -> Callable[..., str]:
    return lambda view, *arguments: reverse(view, args=[world.scheme.slug, *arguments])


def test_a_venue_reads_what_it_keeps_destroys_it_and_signs(world: World, at: Callable[..., str]) -> None:
    lina = browser(world.reception.lina)
    with clock.at(DUE_ON):
        assert "À détruire" in said(lina.get(at("venue:kept")))
        assert "À garder jusqu'au" in said(lina.get(at("venue:kept"), {"format": "csv"}))
        facts = {"venue_id": world.reception.venue.pk, "destroyed_on": "20/02/2023", "way": "Broyés"}
        assert lina.post(at("venue:destroy_paper"), facts | {"counted": 3}).status_code == 422
        lina.post(at("venue:destroy_paper"), facts | {"counted": 4})
        minutes = kept.destructions().get()
        address = at("venue:destruction_file", minutes.pk, "pdf")
        assert lina.get(address).content.startswith(b"%PDF")
        assert lina.get(at("venue:destruction_file", minutes.pk, "odt")).status_code == 404
        assert lina.get(at("venue:destruction_file", minutes.pk, "exe")).status_code == 404
        lina.post(at("venue:sign_destruction", minutes.pk))
        assert "Signé" in said(lina.get(at("venue:destruction", minutes.pk)))
        assert "Détruits" in said(lina.get(at("venue:kept")))
        anne = browser(world.team.anne)
        assert "Détruits" in said(anne.get(at("authority:kept")))
        assert minutes.number in said(anne.get(at("authority:destructions")))
        assert anne.get(at("authority:destruction_file", minutes.pk, "odt")).content.startswith(b"PK")


def test_the_authority_draws_the_venue_shows_and_it_is_recorded(world: World, at: Callable[..., str]) -> None:
    anne, lina = browser(world.team.anne), browser(world.reception.lina)
    with clock.at(PAID_ON + timedelta(days=10)):
        assert at("authority:draw_paper_check", world.claim.pk) in said(anne.get(at("authority:claim", world.claim.pk)))
        anne.post(at("authority:draw_paper_check", world.claim.pk), {"size": 2})
        check = PaperCheck.objects.get()
        numbers = [line.number for line in kept.check_lines(check.pk)]
        assert "Présenter des pass papier" in said(lina.get(at("venue:home")))
        assert str(numbers[0]) in said(lina.get(at("venue:paper_check", check.pk)))
        outcomes = {f"pass_{numbers[0]}": states.SEEN}
        address = at("authority:record_paper_check", check.pk)
        assert anne.post(address, outcomes | {"seen_on": "02/03/2022"}).status_code == 422
        anne.post(address, outcomes | {"seen_on": "02/03/2022", f"pass_{numbers[1]}": states.MISSING})
        assert "Non présenté" in said(anne.get(at("authority:paper_check", check.pk)))
        assert check.number in said(anne.get(at("authority:paper_checks")))


@pytest.mark.parametrize("count", [1, 3])
def test_longer_lists_cost_no_more_queries(
    world: World, at: Callable[..., str], count: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _ in range(count):
        write(world)
        DestroyedClaim.objects.update(is_withdrawn=True)
        check_of(world)
        PaperCheck.objects.filter(state=states.ASKED).update(state=states.CHECKED, seen_on=DUE_ON, seen_by="Anne")
    anne = browser(world.team.anne)
    with clock.at(DUE_ON):
        for view in ("authority:kept", "authority:destructions", "authority:paper_checks"):
            with django_assert_max_num_queries(15):
                anne.get(at(view))
