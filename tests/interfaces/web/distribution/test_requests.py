"""The imprest holder asks for pass; the accountant supplies, or declines; everybody reads what became of it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quitus.domain.distribution import operations, queries
from quitus.kernel import clock
from tests.factories.people import Person, make_person
from tests.factories.stock import HANDED_ON, Stock, ranks
from tests.interfaces.web.distribution.conftest import cost, text, to

SignIn = Callable[[Person], Client]
LATER = HANDED_ON + timedelta(days=9)


@pytest.fixture(autouse=True)
def _then() -> Iterator[None]:
    with clock.at(LATER):
        yield


def at(audience: str, view: str, *keys: object) -> str:
    """The address of a page of another audience."""
    return reverse(f"{audience}:{view}", args=["essai", *keys])


def test_a_request_is_made_read_and_answered_by_a_supply(stock: Stock, sign_in: SignIn) -> None:
    holder, safe = sign_in(stock.team.holder), stock.imprest.safe
    assert to("ask_supply", safe.pk) in holder.get(to("safe")).content.decode()
    refused = holder.post(to("ask_supply", safe.pk), {"pass_count": "9000"})
    assert refused.status_code == 422
    assert "Demandez au plus" in text(refused)
    done = text(holder.post(to("ask_supply", safe.pk), {"pass_count": "15", "reason": "Janvier"}, follow=True))
    assert "La demande est envoyée au comptable." in done
    assert "En attente du comptable" in done
    (asked,) = queries.requests_waiting()
    assert to("withdraw_request", asked.pk) in holder.get(to("safe")).content.decode()

    accountant = sign_in(stock.team.accountant)
    home = accountant.get(at("accountant", "home"))
    choose = f"{at('accountant', 'supply_safe')}?demande={asked.pk}"
    assert f"Approvisionner : {stock.imprest.name} demande 15 pass" in text(home)
    assert choose in home.content.decode()
    page = accountant.get(choose)
    assert "Janvier" in text(page)
    assert page.context["form"].initial["to"] == f"regie-{stock.imprest.pk}"
    assert page.context["form"].initial["booklets"] == 2
    assert at("accountant", "decline_request", asked.pk) in page.content.decode()
    first = str(ranks(81, 81).first)
    chosen = accountant.post(choose, {"to": f"regie-{stock.imprest.pk}", "held": first, "booklets": "1"})
    assert "Janvier" in text(accountant.get(chosen["Location"]))
    accountant.post(chosen["Location"], {"occurred_on": LATER.strftime("%d/%m/%Y")})
    assert queries.supply_request(asked.pk).state == "supplied"
    for person, address in (
        (stock.team.accountant, at("accountant", "imprest", stock.imprest.pk)),
        (stock.team.anne, at("authority", "imprest", stock.imprest.pk)),
        (stock.team.holder, to("safe")),
    ):
        assert "Servie" in text(sign_in(person).get(address)), address


def test_a_request_is_withdrawn_or_declined_with_a_reason(stock: Stock, sign_in: SignIn) -> None:
    holder, safe = sign_in(stock.team.holder), stock.imprest.safe
    holder.post(to("ask_supply", safe.pk), {"pass_count": "5"})
    (asked,) = queries.requests_waiting()
    told = text(holder.post(to("withdraw_request", asked.pk), follow=True))
    assert "La demande est retirée." in told
    holder.post(to("ask_supply", safe.pk), {"pass_count": "6"})
    (asked,) = queries.requests_waiting()
    decline = at("accountant", "decline_request", asked.pk)
    accountant = sign_in(stock.team.accountant)
    assert accountant.post(decline, {"reason": ""}).status_code == 422
    assert "La demande est refusée." in text(accountant.post(decline, {"reason": "Caisse fermée"}, follow=True))
    assert accountant.post(decline, {"reason": "Encore"}).status_code == 422
    for page in (to("safe"), to("home")):
        told = text(sign_in(stock.team.holder).get(page))
        assert f"{stock.team.accountant.actor.label}" in told
        assert "Caisse fermée" in told


def test_a_request_on_paper_is_entered_with_its_scan(stock: Stock, sign_in: SignIn) -> None:
    anne, safe = sign_in(stock.team.anne), stock.imprest.safe
    enter = at("authority", "enter_request", safe.pk)
    assert enter in anne.get(at("authority", "register", safe.pk)).content.decode()
    scan = SimpleUploadedFile("demande.pdf", b"%PDF-1.7 " + b"x" * 200, content_type="application/pdf")
    sent = {"pass_count": "7", "requested_on": "06/12/2021", "signed_by": "Hélène Petit", "file": scan}
    done = text(anne.post(enter, sent, follow=True))
    assert "La demande est enregistrée, avec le papier signé." in done
    (asked,) = queries.requests_waiting()
    assert (asked.pass_count, asked.actor_label, asked.requested_on) == (7, "Hélène Petit", HANDED_ON)
    assert sign_in(stock.team.accountant).get(at("accountant", "enter_request", safe.pk)).status_code == 200
    assert anne.get(at("authority", "enter_request", stock.point.holder.pk)).status_code == 404


def test_a_refusal_on_paper_is_entered_with_its_reason_and_its_scan(stock: Stock, sign_in: SignIn) -> None:
    safe = stock.imprest.safe
    asked = operations.request_supply(
        by=stock.team.holder.actor, holder_id=safe.pk, pass_count=4, requested_on=HANDED_ON
    )
    anne, enter = sign_in(stock.team.anne), at("authority", "enter_refusal", asked.pk)
    assert enter in anne.get(at("authority", "register", safe.pk)).content.decode()
    choose = f"{at('authority', 'enter_supply')}?demande={asked.pk}"
    assert choose in anne.get(at("authority", "imprest", stock.imprest.pk)).content.decode()
    assert enter in anne.get(choose).content.decode()
    scan = SimpleUploadedFile("refus.pdf", b"%PDF-1.7 " + b"x" * 200, content_type="application/pdf")
    sent = {"reason": "Caisse vide", "declined_on": "05/12/2021", "signer": "Claude Masson", "file": scan}
    assert "demande" in text(anne.post(enter, sent)).lower()
    scan.seek(0)
    done = text(anne.post(enter, sent | {"declined_on": "07/12/2021"}, follow=True))
    assert "Le refus est enregistré, avec le papier signé." in done
    assert enter not in anne.get(at("authority", "register", safe.pk)).content.decode()
    told = text(anne.get(at("authority", "imprest", stock.imprest.pk)))
    assert "refusée par Claude Masson, sur papier : Caisse vide" in told
    assert "Refus d'approvisionnement" in told
    answered = queries.supply_request(asked.pk)
    holder, scan_page = sign_in(stock.team.holder), to("signed_paper", answered.declined_paper_id)
    assert scan_page in holder.get(to("safe")).content.decode()
    assert holder.get(scan_page).status_code == 200
    assert "Demande de 4 pass refusée par Claude Masson : Caisse vide" in text(holder.get(to("home")))
    assert sign_in(stock.team.dado).get(scan_page).status_code == 404


def test_nobody_asks_for_a_safe_that_he_does_not_keep(stock: Stock, sign_in: SignIn) -> None:
    other = sign_in(make_person(stock.team.scheme, "Rémi Blanc", "imprest_holder"))
    assert other.get(to("ask_supply", stock.imprest.safe.pk)).status_code == 404
    asked = operations.request_supply(
        by=stock.team.holder.actor, holder_id=stock.imprest.safe.pk, pass_count=1, requested_on=LATER
    )
    assert other.get(to("withdraw_request", asked.pk)).status_code == 404


def test_pages_cost_the_same_whatever_was_asked(stock: Stock, sign_in: SignIn) -> None:
    team = stock.team
    pages = [
        (team.holder, to("safe")),
        (team.holder, to("home")),
        (team.accountant, at("accountant", "home")),
        (team.accountant, at("accountant", "imprest", stock.imprest.pk)),
    ]

    def ask() -> None:
        operations.request_supply(
            by=team.holder.actor, holder_id=stock.imprest.safe.pk, pass_count=1, requested_on=LATER
        )

    ask()
    few = [cost(address, sign_in(person)) for person, address in pages]
    for _each in range(3):
        (waiting,) = queries.requests_waiting()
        operations.withdraw_request(by=team.holder.actor, request_id=waiting.pk, withdrawn_on=LATER)
        ask()
    assert [cost(address, sign_in(person)) for person, address in pages] == few
