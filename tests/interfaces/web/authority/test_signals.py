"""Signals on the authority's pages and on the venue's."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from quitus.domain.reimbursement.operations import submit_claim
from quitus.domain.signals import operations, queries, rules, states
from quitus.domain.signals.models import Signal
from quitus.kernel.actors import Actor
from quitus.usecases.settle import settle_month
from tests.domain.signals.test_looking import LOW, look
from tests.factories.pages import said
from tests.factories.reception import Reception

APRIL = date(2023, 4, 20)


@pytest.fixture
def signal(reception: Reception) -> Signal:
    """Three pass of one booklet in April, which a claim counts."""
    operations.set_thresholds(by=reception.team.anne.actor, values=LOW)
    reception.take(1, 3, 5, people_count=3, service_on=APRIL)
    look()
    return queries.signals().get()


@pytest.fixture
def anne(client: Client, reception: Reception) -> Client:
    """The manager's browser."""
    client.force_login(reception.team.anne.user)
    return client


@pytest.fixture
def lina(reception: Reception) -> Client:
    """The venue's browser."""
    browser = Client()
    browser.force_login(reception.lina.user)
    return browser


@pytest.fixture
def at(reception: Reception) -> Callable[..., str]:
    return lambda view, *arguments: reverse(view, args=[reception.scheme.slug, *arguments])


def test_the_list_filters_counts_and_exports(anne: Client, signal: Signal, at: Callable[..., str]) -> None:
    page = said(anne.get(at("authority:signals")))
    assert "Beaucoup de pass d'un même carnet le même jour" in page
    assert "À regarder" in page
    assert "Aucun signalement" in said(anne.get(at("authority:signals"), {"etat": states.EXPLAINED}))
    assert "Aucun signalement" not in said(anne.get(at("authority:signals"), {"sorte": rules.PERSON_DAY}))
    assert "Association du Moulin" in said(anne.get(at("authority:signals"), {"format": "csv"}))
    book = anne.get(at("authority:signals"), {"format": "xlsx"}).content
    assert "Le Moulin" in str(CalamineWorkbook.from_filelike(BytesIO(book)).get_sheet_by_index(0).to_python())
    assert "Regarder les signalements" in said(anne.get(at("authority:home")))


@pytest.mark.parametrize("count", [1, 4])
def test_a_longer_list_costs_no_more_queries(
    anne: Client,
    reception: Reception,
    signal: Signal,
    at: Callable[..., str],
    count: int,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    ranks = [10 * booklet + rank for booklet in range(1, count) for rank in (1, 3, 5)]
    if ranks:
        reception.take(*ranks, people_count=len(ranks))
        look()
    assert queries.signals().count() == count
    with django_assert_max_num_queries(17):
        anne.get(at("authority:signals"))


def test_a_signal_shows_its_evidence_and_is_decided_on(
    anne: Client, reception: Reception, signal: Signal, at: Callable[..., str]
) -> None:
    page = said(anne.get(at("authority:signal", signal.pk)))
    assert "3 pass d'un même carnet le 12 mai 2023 ; au plus 2 attendus." in page
    assert str(reception.pass_number(3)) in page
    anne.post(at("authority:take_up_signal", signal.pk))
    refused = anne.post(at("authority:decide_signal", signal.pk), {"decision": "explained", "reason": " "})
    assert refused.status_code == 422
    anne.post(
        at("authority:decide_signal", signal.pk),
        {"decision": "referred", "reason": "À revoir avec la structure.", "follow_up_on": "02/06/2023"},
    )
    page = said(anne.get(at("authority:signal", signal.pk)))
    assert "Transmis" in page
    assert "2 juin 2023" in page
    anne.post(at("authority:follow_up_signal", signal.pk), {"note": "Rien de nouveau."})
    anne.post(at("authority:decide_signal", signal.pk), {"decision": "explained", "reason": "Une famille."})
    signal.refresh_from_db()
    assert (signal.state, signal.follow_up_on) == (states.EXPLAINED, None)
    assert "Suivi : Rien de nouveau." in said(anne.get(at("authority:signal", signal.pk)))


def test_the_venue_is_asked_in_neutral_words_and_answers(
    anne: Client, lina: Client, signal: Signal, at: Callable[..., str]
) -> None:
    assert lina.get(at("venue:question", signal.pk)).status_code == 404  # nothing was asked yet
    anne.post(at("authority:ask_venue", signal.pk), {"question": "Combien de personnes étaient présentes ?"})
    assert "Répondre à la collectivité" in said(lina.get(at("venue:home")))
    pages = [said(lina.get(at("venue:asked"))), said(lina.get(at("venue:question", signal.pk)))]
    for page in pages:
        assert "à vérifier" in page.lower()
        for word in ("fraud", "signalement", "carnet le même jour", "seuil"):
            assert word not in page.lower()
    assert "Combien de personnes étaient présentes ?" in pages[1]
    lina.post(at("venue:answer", signal.pk), {"answer": "Trois, d'une même famille."})
    assert "Répondu" in said(lina.get(at("venue:asked")))
    assert "Trois, d'une même famille." in said(anne.get(at("authority:signal", signal.pk)))
    assert "Lire la réponse du lieu" in said(anne.get(at("authority:home")))


def test_who_certifies_a_claim_is_told_and_certifies_all_the_same(
    anne: Client, reception: Reception, signal: Signal, at: Callable[..., str]
) -> None:
    (claim,) = settle_month(by=reception.team.finance.actor, month=APRIL)
    submit_claim(by=reception.lina.actor, claim_id=claim.pk, submitted_on=date(2023, 5, 3))
    address = at("authority:signal", signal.pk)
    anne.force_login(reception.team.finance.user)
    assert address in said(anne.get(at("authority:claim", claim.pk)))
    assert address in said(anne.get(at("authority:certify_claim", claim.pk)))
    assert claim.number in said(anne.get(address))
    anne.post(at("authority:certify_claim", claim.pk), {"certified_on": "12/05/2023"})
    claim.refresh_from_db()
    assert claim.state == "certified"
    operations.decide_on_signal(
        by=reception.team.finance.actor, signal_id=signal.pk, decision="explained", reason="Une famille."
    )
    assert address not in said(anne.get(at("authority:claim", claim.pk)))


def test_thresholds_are_read_and_changed(anne: Client, signal: Signal, at: Callable[..., str]) -> None:
    page = said(anne.get(at("authority:thresholds")))
    assert "Pass d'un même carnet en un jour, au plus" in page
    limits = vars(queries.thresholds_in_force().limits)
    assert anne.post(at("authority:set_thresholds"), limits | {"night_from": 24}).status_code == 422
    anne.post(at("authority:set_thresholds"), limits | {"night_from": 21})
    assert queries.thresholds_in_force().version == 2
    assert operations.look_for_signals(by=Actor.system(), taken_to=None, undone_to=None, wrong_to=None).found == 0
