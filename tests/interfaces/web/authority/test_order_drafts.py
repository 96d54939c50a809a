"""The authority's pages of an order on paper: corrected, its visa refused and asked again, confirmed as it was read."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quitus.domain.organisations.models import Scheme
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import queries
from quitus.kernel.clock import at as living
from tests.factories.passes import Team, confirm, correct, draft, make_team
from tests.factories.people import Person
from tests.interfaces.web.authority.test_order_lives import browser, said, scan, to

TODAY = date(2022, 1, 10)


@pytest.fixture(autouse=True)
def _day(scheme: Scheme) -> Iterator[None]:
    with living(TODAY):
        yield


def as_shown(page: Any) -> dict[str, object]:
    """What a form holds as its page opens, as a browser sends it back."""
    form = page.context["form"]
    return {name: value for name in form.fields if (value := form[name].value()) is not None} | {
        name: form[name].value().strftime("%d/%m/%Y") for name in ("valid_until", "drafted_on", "corrected_on")
    }


def test_a_draft_is_corrected_on_its_page_and_no_later(anne_s: Client, team: Team) -> None:
    order = draft(team, territory=["62"], services=["emploi"])
    assert "Corriger la commande" in said(anne_s.get(to("order", order.pk)))
    facts = as_shown(anne_s.get(to("correct_draft", order.pk)))
    assert (facts["booklets"], facts["territory"], facts["payer"]) == (10, "62", "operator")
    facts["face_value_cents"] = "10,00"
    assert "dit déjà cela" in said(anne_s.post(to("correct_draft", order.pk), facts))
    changed = facts | {"corrected_on": "02/06/2021", "valid_until": "30/06/2024", "services": [], "booklets": "20"}
    shown = said(anne_s.post(to("correct_draft", order.pk), changed, follow=True))
    assert "acceptés par les lieux jusqu'au 30 juillet 2024" in shown
    assert "Quantité corrigée : 200 pass au lieu de 100" in shown
    confirm(team, order)
    assert "ne se corrige plus" in said(anne_s.get(to("correct_draft", order.pk)))
    assert "ne se corrige plus" in said(anne_s.post(to("correct_draft", order.pk), facts))
    assert queries.order(order.pk).valid_until == date(2024, 6, 30)


def test_two_managers_do_not_correct_over_each_other(anne_s: Client, team: Team) -> None:
    order = draft(team)
    opened = as_shown(anne_s.get(to("correct_draft", order.pk))) | {"face_value_cents": "10,00"}
    late = opened | {"corrected_on": "30/05/2021", "booklets": "20"}
    assert "L'étape précédente de la commande date du 1er juin 2021" in said(
        anne_s.post(to("correct_draft", order.pk), late)
    )
    correct(team, order, quantity=500)
    correct(team, order, quantity=600)
    typed = {"booklets": "20", "territory": "62, 59000", "valid_until": "30/02/2024"}
    stopped = anne_s.post(to("correct_draft", order.pk), opened | typed)
    assert stopped.status_code == 422
    told = "a été corrigée depuis que vous l'avez ouverte, par Anne Lefèvre, le 10 janvier 2022 à 12 h 00"
    for words in (told, "500 pass au lieu de 100", "600 pass au lieu de 500", "Ouvrir la commande telle qu'elle est"):
        assert words in said(stopped)
    kept = {name: stopped.context["form"][name].value() for name in typed}
    assert kept == typed, "what was typed is not lost, be it wrong"
    assert queries.order(order.pk).quantity == 600
    shown = re.search(r'name="revision" value="(\d+)"', stopped.content.decode())
    assert shown is not None
    again = opened | typed | {"revision": shown[1], "valid_until": "30/06/2024"}
    assert "Quantité corrigée : 200 pass au lieu de 600" in said(
        anne_s.post(to("correct_draft", order.pk), again, follow=True)
    )


def test_an_answer_to_a_refusal_that_somebody_else_answered_is_given_back(anne_s: Client, team: Team) -> None:
    order = draft(team)
    vouchers.refuse_visa(
        by=team.accountant.actor, order_id=order.pk, revision=1, refused_on=date(2021, 6, 8), reason="Trop"
    )
    opened = as_shown(anne_s.get(to("correct_draft", order.pk))) | {"face_value_cents": "10,00"}
    correct(team, order, quantity=50)
    stopped = said(anne_s.post(to("correct_draft", order.pk), opened | {"answer": "Le vote dit cent"}))
    assert "Votre réponse au comptable, non envoyée Le vote dit cent" in stopped


def test_the_page_of_a_visa_on_paper_says_what_was_corrected(anne_s: Client, team: Team) -> None:
    order = draft(team)
    correct(team, order, quantity=500, corrected_on=date(2022, 1, 8))
    assert "Visa attendu" in said(anne_s.get(to("order", order.pk)))
    assert "Visa attendu" in said(anne_s.get(to("orders")))
    asked = said(anne_s.get(to("enter_visa", order.pk)))
    for words in ("Corrigée le 8 janvier 2022", "le papier signé doit dire ce que dit cette page",
                  "Depuis sa préparation Quantité corrigée : 500 pass au lieu de 100"):  # fmt: skip
        assert words in asked
    paper = {"revision": 2, "visa_on": "07/01/2022", "signed_by": "Claude Masson", "file": scan()}
    early = said(anne_s.post(to("enter_visa", order.pk), paper))
    assert "L'étape précédente de la commande date du 8 janvier 2022" in early


def test_a_visa_refused_is_a_task_of_the_manager_until_he_asks_again(anne_s: Client, team: Team) -> None:
    order = draft(team)
    paper = {"revision": 1, "refused_on": "08/01/2022", "reason": "Cent pass suffisent", "signed_by": "Claude Masson"}
    assert anne_s.post(to("enter_visa_refusal", order.pk), paper).status_code == 422
    shown = said(anne_s.post(to("enter_visa_refusal", order.pk), paper | {"file": scan()}, follow=True))
    assert "Visa refusé, à corriger" in shown
    assert "Papier signé par Claude Masson" in shown
    home = said(anne_s.get(to("home")))
    assert "Corriger la commande, dont le visa est refusé" in home
    assert "2021-01 : Cent pass suffisent" in home
    asked = anne_s.get(to("correct_draft", order.pk))
    facts = as_shown(asked) | {"face_value_cents": "10,00"}
    assert "Cent pass suffisent" in said(asked)
    assert "ou écrivez-lui pourquoi" in said(anne_s.post(to("correct_draft", order.pk), facts))
    shown = said(anne_s.post(to("correct_draft", order.pk), facts | {"answer": "Le vote dit cent"}, follow=True))
    assert "Visa redemandé au comptable : Le vote dit cent" in shown
    assert "dont le visa est refusé" not in said(anne_s.get(to("home")))


def test_where_the_convention_waives_the_visa_nobody_waits_for_it(scheme: Scheme, anne: Person, dado: Person) -> None:
    waiving = make_team(scheme, anne, dado, order_visa="waived")
    order = draft(waiving)
    manager, accountant = browser(waiving.anne), browser(waiving.accountant)
    assert "Confirmer la commande" in said(manager.get(to("home")))
    assert "Viser la commande" not in said(accountant.get(reverse("accountant:home", args=["essai"])))
    correct(waiving, order, quantity=200)
    assert "Confirmer la commande" in said(manager.get(to("confirm_order", order.pk)))
    late = manager.post(to("confirm_order", order.pk), {"revision": 1, "confirmed_on": "10/01/2022"})
    assert "a été corrigée depuis que vous l'avez ouverte" in said(late)
    assert "20 carnets de 10 pass" in said(late), "the page shows the order anew"
    manager.post(to("confirm_order", order.pk), {"revision": 2, "confirmed_on": "10/01/2022"})
    assert "Visa du comptable Non demandé par la convention" in said(manager.get(to("order", order.pk)))
