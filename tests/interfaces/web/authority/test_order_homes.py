"""What the homes of those around an order ask, say no more, and count."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quitus.domain.budget import operations as budget
from quitus.domain.budget.models import Spending
from quitus.domain.organisations.models import Scheme
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import queries
from quitus.domain.vouchers.models import OperatorContract
from quitus.kernel.clock import at as living
from quitus.kernel.refusals import NotYourRole
from quitus.usecases import orders as usecases
from tests.factories.passes import SERIES, Team, confirm, deliver, draft, produce, prove
from tests.factories.stock import Stock, ranks
from tests.factories.texts import make_budget_line
from tests.interfaces.web.authority.test_order_lives import browser, said, to

TODAY = date(2022, 1, 10)
ORDERS = (("2021-01", 100, SERIES), ("2021-02", 200, SERIES + 1))


@pytest.fixture(autouse=True)
def _day(scheme: Scheme) -> Iterator[None]:
    with living(TODAY):
        yield


def test_what_has_ended_unused_waits_for_the_manager_alone(anne_s: Client, team: Team) -> None:
    draft(team)
    confirm(team, draft(team, "2021-02"))
    delivered = deliver(team, produce(team, confirm(team, draft(team, "2021-03"))))
    others = [browser(one) for one in (team.finance, team.accountant, team.printer)]
    homes = [reverse(f"{audience}:home", args=["essai"]) for audience in ("authority", "accountant", "operator")]
    before = [said(one.get(url)) for one, url in zip(others, homes, strict=True)]
    with living(date(2024, 2, 15)):
        home = said(anne_s.get(to("home")))
        after = [said(one.get(url)) for one, url in zip(others, homes, strict=True)]
        page = said(others[0].get(to("order", delivered.pk)))
        told = {"mandat_number": "M-3", "activated_on": "15/02/2024"}
        refused = said(others[0].post(to("activate_order", delivered.pk), told))
    for act, number in (("corriger ou annuler", "2021-01"), ("annuler", "2021-02"), ("prolonger ou aban", "2021-03")):
        assert re.search(rf"Dernier jour passé : {act}[^,]* {number}, ", home), act
    assert "Confirmer la commande" not in home
    for words, was, now in zip(("Activer la commande", "Viser la", "Préparer l'épreuve"), before, after, strict=True):
        assert words in was
        assert words not in now
    assert "prolonger ou abandonner la commande" in page
    assert "la prolonge, et elle s'active ensuite ; ou il l'abandonne" in refused


def test_pages_of_what_has_ended_say_what_is_left_to_do_and_offer_no_step_that_would_be_refused(team: Team) -> None:
    drafted = draft(team)
    proofed = prove(team, confirm(team, draft(team, "2021-02")))
    printed = produce(team, confirm(team, draft(team, "2021-03")))
    pages = (
        (team.accountant, "accountant", drafted, "Viser la commande", "en corrige le dernier jour"),
        (team.printer, "operator", proofed, "Produire les pass", "il l'annule et en prépare une autre"),
        (team.printer, "operator", printed, "Livrer les pass", "la prolonge, et elle s'active ensuite"),
        (team.accountant, "accountant", printed, "Enregistrer la livraison", "la prolonge, et elle s'active ensuite"),
    )
    for person, audience, order, step, left in pages:
        urls = [
            reverse(f"{audience}:{view}", args=["essai", *keys]) for view, *keys in (("order", order.pk), ("home",))
        ]
        page, home = (said(browser(person).get(url)) for url in urls)
        assert step in home
        assert left not in page
        with living(date(2024, 2, 15)):
            page, home = (said(browser(person).get(url)) for url in urls)
        assert step not in home
        assert left in page
        assert step not in page or order == printed, "what was delivered is counted all the same"
    with living(date(2024, 2, 15)):
        visa = browser(team.accountant).get(reverse("accountant:visa_order", args=["essai", drafted.pk]))
    assert visa.status_code == 409


def test_no_proof_is_offered_of_what_has_ended(anne_s: Client, team: Team) -> None:
    url = reverse("authority:printing", args=["essai", confirm(team, draft(team)).pk])
    assert "Préparer l'épreuve" in said(anne_s.get(url))
    with living(date(2024, 2, 15)):
        assert "Préparer l'épreuve" not in said(anne_s.get(url))


def test_a_delivery_past_its_day_is_late_and_says_what_remains(
    anne_s: Client, team: Team, django_assert_num_queries: Any
) -> None:
    OperatorContract.objects.filter(pk=team.contract.pk).update(delivery_days=60)
    first, second = (produce(team, confirm(team, draft(team, *facts)), series) for *facts, series in ORDERS)
    usecases.receive_delivery(
        by=team.anne.actor, order_id=first.pk, delivered_on=date(2021, 9, 20), received=[ranks(1, 30)]
    )
    for person, audience in ((team.anne, "authority"), (team.accountant, "accountant"), (team.printer, "operator")):
        home = said(browser(person).get(reverse(f"{audience}:home", args=["essai"])))
        assert "2021-01, encore 70 pass sur 100 attendu le 14 août 2021" in home, audience
        assert "2021-02, 20 carnets de 10 pass attendu le 14 août 2021" in home, audience
        assert "En retard" in home
    with django_assert_num_queries(1):
        assert queries.partly_delivered() == {first.pk: 70}
    assert queries.awaited(second)


def test_pass_handed_out_are_told_of_those_activated_ended_ones_too(stock: Stock) -> None:
    with living(date(2024, 2, 15)):
        anne = browser(stock.team.anne)
        home, orders = said(anne.get(to("home"))), said(anne.get(to("orders")))
    assert "sur 100 pass activés" in home
    assert "100 activés" in orders
    assert "pass actifs" not in home + orders


def test_lists_their_filters_and_pages_have_one_word_for_where_an_order_stands(team: Team) -> None:
    draft(team)
    draft(team, "2021-02", valid_until=date(2021, 12, 31))
    produce(team, confirm(team, draft(team, "2021-03")))
    usecases.receive_delivery(
        by=team.anne.actor, order_id=produce(team, confirm(team, draft(team, "2021-04")), SERIES + 1).pk,
        delivered_on=date(2021, 9, 20),
    )  # fmt: skip
    words = {
        "2021-01": "Visa attendu",
        "2021-02": "Dernier jour passé",
        "2021-03": "Produite",
        "2021-04": "Comptée, prise en charge attendue",
    }
    for person, audience, offered in (
        (team.anne, "authority", list(words)),
        (team.accountant, "accountant", ["2021-01", "2021-03", "2021-04"]),
        (team.printer, "operator", ["2021-03"]),
    ):
        orders = browser(person).get(reverse(f"{audience}:orders", args=["essai"]))
        rows = {str(row.cells[0]): row for row in orders.context["table"].rows}
        chips = {str(chip.label): chip for chip in orders.context["chips"]}
        for number in rows:
            assert rows[number].cells[-1].word == words[number]
            assert browser(person).get(rows[number].url).context["status"].word == words[number]
        for number in offered:
            shown = browser(person).get(chips[words[number]].url).context["table"].rows
            assert (chips[words[number]].count, [row.cells[0] for row in shown]) == (1, [number])


def commit(browser: Client, line_id: int, order_id: int, title: str) -> Spending:
    """What an order of pass will cost, committed by the manager."""
    told = {"line_id": line_id, "supplier_name": "Cartopass", "amount_cents": "900", "commitment_reference": "E22"}
    told |= {"title": title, "committed_on": "03/01/2022", "order_id": order_id}
    assert "Commande de pass" in said(browser.post(to("commit_spending"), told, follow=True))
    return Spending.objects.latest("pk")


def test_an_order_abandoned_after_its_pass_were_made_may_be_owed_all_the_same(anne_s: Client, team: Team) -> None:
    line = make_budget_line(team.anne.actor, team.convention)
    order = deliver(team, produce(team, confirm(team, draft(team))))
    spending = commit(anne_s, line.pk, order.pk, "Pass")
    vouchers.abandon_order(
        by=team.anne.actor, order_id=order.pk, abandoned_on=TODAY, reason="Erreur", act_reference="D-1"
    )
    assert "Enregistrer la facture ou annuler l'engagement Pass" in said(anne_s.get(to("home")))
    page = said(anne_s.get(to("spending", spending.pk)))
    assert "Enregistrer la facture" in page
    assert "Annuler l'engagement" in page
    assert "Annuler l'engagement" not in said(browser(team.finance).get(to("home")))


def test_what_was_committed_for_an_order_that_ends_without_pass_is_to_be_undone_by_the_finance_officer(
    anne_s: Client, team: Team
) -> None:
    finance, line = browser(team.finance), make_budget_line(team.anne.actor, team.convention)
    cancelled, going = confirm(team, draft(team)), confirm(team, draft(team, "2021-02"))
    first, second = (commit(anne_s, line.pk, order.pk, f"Pass {order.number}") for order in (cancelled, going))
    assert (first.order_id, second.order_id) == (cancelled.pk, going.pk)
    for rank, spending in enumerate((first, second)):
        budget.record_invoice(
            by=team.anne.actor, spending_id=spending.pk, invoice_reference=f"F-{rank}", net_cents=900_00, vat_cents=0,
            invoiced_on=date(2022, 1, 4),
        )  # fmt: skip
    bare = commit(anne_s, line.pk, cancelled.pk, "Seul")
    before = said(finance.get(to("home")))
    assert "Annuler l'engagement" not in before
    assert before.count("Mandater la dépense") == 2
    assert finance.get(to("reverse_spending", first.pk)).status_code == 403
    vouchers.cancel_order(by=team.anne.actor, order_id=cancelled.pk, cancelled_on=TODAY, reason="Erreur")
    home = said(finance.get(to("home")))
    assert "Annuler l'engagement Seul" in home
    assert "Mandater la dépense Pass 2021-02" in home
    assert "Mandater la dépense ou annuler l'engagement Pass 2021-01" in home, "fees may be owed: both are offered"
    assert "Annuler l'engagement : la commande finit sans pass" in said(finance.get(to("spending", bare.pk)))
    page = said(finance.get(to("spending", first.pk)))
    assert "Ou annuler l'engagement si rien n'est dû" in page
    assert "Enregistrer le mandat" in page
    assert "mandatez-la plutôt" in said(finance.get(to("reverse_spending", first.pk)))
    undone = {"reason": "Commande annulée", "occurred_on": "10/01/2022"}
    for one in (bare, first):
        assert "L'engagement est annulé." in said(finance.post(to("reverse_spending", one.pk), undone, follow=True))
    assert "nnuler l'engagement" not in said(finance.get(to("home")))
    with pytest.raises(NotYourRole):
        budget.reverse_spending(by=team.dado.actor, spending_id=second.pk, reason="x", occurred_on=TODAY)
