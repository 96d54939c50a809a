"""The prescriber's pages: a person referred, the paper, what became of it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from quitus.domain.distribution.models import BeneficiaryIdentity, Referral
from quitus.kernel.clock import at as living
from tests.factories.people import make_person
from tests.factories.stock import HANDED_ON, Stock, refer
from tests.interfaces.web.distribution.conftest import cost, text, to
from tests.interfaces.web.distribution.test_handouts import PERSON


@pytest.fixture(autouse=True)
def _day(stock: Stock) -> Iterator[None]:
    """All this happens on the day of the hand-outs."""
    with living(HANDED_ON):
        yield


@pytest.fixture
def pia_s(client: Client, stock: Stock) -> Client:
    """Pia's browser: she refers."""
    client.force_login(stock.team.prescriber.user)
    return client


def test_a_person_is_referred_and_the_fiche_can_be_printed(pia_s: Client, stock: Stock) -> None:
    assert "Maison des solidarités de Lens" in text(pia_s.get(to("refer")))
    said = {**PERSON, "point_id": stock.point.pk, "issued_on": "06/12/2021", "note": "Écrire à son fils"}
    answer = pia_s.post(to("refer"), said)
    referral = Referral.objects.get()
    assert answer["Location"] == to("referral", referral.pk)
    page = text(pia_s.get(answer["Location"]))
    assert "Fiche F2021-0001" in page
    assert "RSA" in page
    assert "Benali" not in page
    paper = text(pia_s.get(to("referral_paper", referral.pk)))
    assert "Maison des solidarités de Lens" in paper
    assert "RSA" not in paper, "no public label on the paper"
    assert BeneficiaryIdentity.objects.get().last_name == "Benali"
    assert "Ali Benali" in text(pia_s.post(to("identity", referral.pk)))


def test_what_is_missing_is_said_under_its_field(pia_s: Client, stock: Stock) -> None:
    page = pia_s.post(to("refer"), {**PERSON, "last_name": "", "point_id": "", "issued_on": "07/12/2021", "note": ""})
    assert page.status_code == 422
    assert "Cette date n'est pas encore passée." in text(page)
    said = {**PERSON, "far_evidence": "none", "point_id": stock.point.pk, "issued_on": "06/12/2021", "note": ""}
    assert "L'éloignement du numérique de cette personne n'est pas établi." in text(pia_s.post(to("refer"), said))
    assert not Referral.objects.exists()


def test_a_prescriber_follows_his_own_fiches_only(pia_s: Client, stock: Stock) -> None:
    mine = refer(stock)
    assert "1 fiche en attente" in text(pia_s.get(to("home")))
    with living(HANDED_ON + timedelta(days=31)):
        assert f"Rappeler la personne de la fiche {mine.number}" in text(pia_s.get(to("home")))
    assert mine.number in text(pia_s.get(to("referrals")))
    assert mine.number not in text(pia_s.get(to("referrals") + "?etat=served"))
    other = Client()
    other.force_login(make_person(stock.team.scheme, "Paul Noir", "prescriber").user)
    assert mine.number not in text(other.get(to("referrals")))
    for view in ("referral", "referral_paper", "close_referral"):
        assert other.get(to(view, mine.pk)).status_code == 404
    assert other.post(to("identity", mine.pk)).status_code == 404


def test_a_fiche_is_closed_once(pia_s: Client, stock: Stock) -> None:
    mine = refer(stock)
    said = {"reason": "declined", "closed_on": "06/12/2021"}
    assert pia_s.post(to("close_referral", mine.pk), said).status_code == 302
    page = pia_s.post(to("close_referral", mine.pk), said)
    assert "est « Classée sans remise »" in text(page)


def test_the_imprest_holder_does_not_write_fiches(client: Client, stock: Stock) -> None:
    client.force_login(stock.team.holder.user)
    assert client.get(to("refer")).status_code == 403
    assert client.get(to("referrals")).status_code == 403


def test_a_list_costs_the_same_whatever_its_size(pia_s: Client, stock: Stock) -> None:
    views = ("home", "referrals")
    counts: list[dict[str, int]] = []
    for _ in range(2):
        refer(stock)
        refer(stock)
        counts.append({view: cost(to(view), pia_s) for view in views})
    assert counts[0] == counts[1]
