"""The end of validity, page by page: stopped, acknowledged, come, compared, credited."""

from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quitus.domain.expiry import operations, queries, states
from quitus.domain.expiry.models import Told
from quitus.domain.vouchers.models import Voucher
from quitus.kernel import clock
from tests.factories.passes import make_order
from tests.factories.people import Person
from tests.factories.stock import Stock

PDF = b"%PDF-1.7 papier"


@pytest.fixture
def at(stock: Stock) -> Callable[..., str]:
    def address(view: str, *keys: object) -> str:
        return reverse(view, args=[stock.team.scheme.slug, *keys])

    return address


def page(client: Client, url: str, code: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == code
    return unescape(answer.content.decode())


def send(client: Client, url: str, code: int = 200, **typed: object) -> str:
    answer = client.post(url, typed, follow=True)
    assert answer.status_code == code, answer.content.decode()
    return unescape(answer.content.decode())


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def test_an_order_comes_to_its_end_from_page_to_page(stock: Stock, at: Callable[..., str]) -> None:
    team, order = stock.team, stock.order
    anne, dado, oscar, fanny = (signed_in(one) for one in (team.anne, team.dado, team.printer, team.finance))
    numbers = [stock.numbers(rank, rank).first for rank in (1, 2, 3)]
    Voucher.objects.filter(number__in=numbers).update(mark="redeemed", turn=1, marked_on=date(2023, 5, 2))

    with clock.at(date(2023, 12, 17)):
        assert "Décider l'arrêt des remises" in page(anne, at("authority:home"))
        said = send(anne, at("authority:decide_blocking", order.pk), blocked_from="18/12/2023", note="")
        assert "les détenteurs sont prévenus" in said
        assert stock.point.name in page(anne, at("authority:end", order.pk))
        told = Told.objects.get(holder=stock.point.holder)
        assert "Accuser réception" in page(dado, at("distributor:home"))
        done = send(dado, at("distributor:acknowledge_end", told.pk), left_count="42", acknowledged_on="17/12/2023")
        assert "votre accusé de réception est enregistré" in done
        page(dado, at("distributor:acknowledge_end", told.pk), 404)
        safe = Told.objects.get(holder=stock.imprest.safe)
        typed = {"left_count": "30", "acknowledged_on": "17/12/2023", "signed_by": "Rémi Dubois"}
        paper = SimpleUploadedFile("accuse.pdf", PDF)
        send(anne, at("authority:enter_acknowledgement", safe.pk), file=paper, **typed)
        assert "Rémi Dubois" in page(anne, at("authority:end", order.pk))

    with clock.at(date(2024, 4, 2)):
        assert "Constater la fin" in page(anne, at("authority:end", order.pk))
        assert "Constatez-la d'abord" in page(anne, at("authority:draw_end_statement", order.pk), 409)
        to_draw = send(anne, at("authority:expire_order", order.pk))
        assert "à partir du 1er avril 2024" in to_draw
        assert "avant le 1er avril 2024" not in to_draw
        send(anne, at("authority:draw_end_statement", order.pk), drawn_on="02/04/2024")
        assert "contradictoire" in page(oscar, at("operator:home"))
        url = at("operator:answer_end_statement", order.pk)
        typed = {"answered_on": "02/04/2024", "theirs_used": "3", "numbers": "2-4"}
        assert "pas encore arrivée" not in send(oscar, url, **typed)
        made = queries.statement(order.pk)
        assert made is not None
        assert "Arrêter l'état" in page(anne, at("authority:home"))
        waiting = [str(one.pk) for one in queries.number_differences(made.pk)]
        assert len(waiting) == 2
        said = send(
            anne, at("authority:settle_differences", order.pk),
            difference_ids=waiting, outcome=states.OURS, reason="Lots relus", settled_on="02/04/2024",
        )  # fmt: skip
        assert "Lots relus" in said
        assert "970,00" in send(anne, at("authority:conclude_end_statement", order.pk), concluded_on="02/04/2024")
        assert "Enregistrer l'avoir" in page(fanny, at("authority:home"))
        typed = {"number": "AV-1", "issued_on": "02/04/2024", "signed_by": "Cartopass"}
        url = at("authority:record_credit_note", order.pk)
        wrong = send(fanny, url, 422, amount_cents="1000", file=SimpleUploadedFile("avoir.pdf", PDF), **typed)
        assert "sans frais" in wrong
        send(fanny, url, amount_cents="970", file=SimpleUploadedFile("avoir.pdf", PDF), **typed)
        assert "Enregistrer l'encaissement" in page(fanny, at("authority:home"))
        send(
            fanny, at("authority:receive_credit", order.pk),
            received_on="02/04/2024", kind=states.REFUNDED, reference="T-88",
        )  # fmt: skip
        assert "Soldé" in page(anne, at("authority:end_statement", order.pk))
        assert "Soldé" in page(oscar, at("operator:end_statements"))


def test_stops_to_acknowledge_stand_in_one_table_and_are_asked_again(stock: Stock, at: Callable[..., str]) -> None:
    anne, holder = signed_in(stock.team.anne), signed_in(stock.team.holder)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            page(holder, at("distributor:ends"))
        return len(found)

    def stop(order_id: int) -> None:
        operations.decide_blocking(by=stock.team.anne.actor, order_id=order_id, blocked_from=date(2023, 12, 17))

    with clock.at(date(2023, 12, 16)):
        stop(stock.order.pk)
        asked()
        few = asked()
        for rank in range(2, 5):
            stop(make_order(stock.team, f"2021-0{rank}", series=223_456_789 + rank).pk)
        assert asked() == few
        home = page(holder, at("distributor:home"))
        assert home.count("Accuser réception de l'arrêt des remises") == 1
        assert "8 accusés à signer" in home
        said = page(holder, at("distributor:ends"))
        assert "Accusés de réception à signer" in said
        assert said.count("24 décembre 2023") == 8
        told = page(anne, at("authority:end", stock.order.pk))
        assert "0 sur 2" in told
        assert "Relancer" not in told
    with clock.at(date(2023, 12, 18)):
        assert "Relancer qui n'a pas signé" in page(anne, at("authority:end", stock.order.pk))
        assert "18 décembre 2023" in send(anne, at("authority:remind_keepers", stock.order.pk))


def test_another_operator_reads_no_statement_and_a_prescriber_signs_nothing(
    stock: Stock, at: Callable[..., str], sign_in: Callable[[Person], Client]
) -> None:
    page(sign_in(stock.team.printer), at("operator:end_statement", stock.order.pk), 404)
    page(sign_in(stock.team.prescriber), at("distributor:ends"), 403)


@pytest.mark.parametrize("view", ["authority:ends", "authority:home"])
def test_the_ends_of_many_orders_cost_no_more_questions(
    stock: Stock, at: Callable[..., str], sign_in: Callable[[Person], Client], view: str
) -> None:
    anne = sign_in(stock.team.anne)

    def asked() -> int:
        with clock.at(date(2023, 12, 17)), CaptureQueriesContext(connection) as found:
            page(anne, at(view))
        return len(found)

    asked()
    one = asked()
    for rank in range(2, 5):
        made = make_order(stock.team, f"2021-0{rank}", series=223_456_789 + rank)
        with clock.at(date(2023, 12, 1)):
            operations.announce_end(by=stock.team.anne.actor, order_id=made.pk)
    assert asked() == one


def test_what_is_not_done_by_its_day_is_a_late_task_of_the_manager(stock: Stock, at: Callable[..., str]) -> None:
    anne, order = signed_in(stock.team.anne), stock.order

    def home(on: date) -> str:
        with clock.at(on):
            return page(anne, at("authority:home"))

    announce = at("authority:announce_end", order.pk)
    assert announce not in home(date(2023, 12, 1)), "the worker does it, today"
    assert announce in home(date(2023, 12, 2))
    with clock.at(date(2023, 12, 17)):
        operations.decide_blocking(by=stock.team.anne.actor, order_id=order.pk, blocked_from=date(2023, 12, 18))
    remind = at("authority:remind_keepers", order.pk)
    assert remind not in home(date(2023, 12, 25)), "the last day to sign"
    late = home(date(2023, 12, 26))
    assert remind in late
    assert "Relancer les 2 détenteurs" in late
    with clock.at(date(2023, 12, 26)):
        operations.remind_keepers(by=stock.team.anne.actor, order_id=order.pk)
    assert remind not in home(date(2023, 12, 26)), "asked again today"
    over = at("authority:expire_order", order.pk)
    assert over not in home(date(2024, 2, 1)), "the worker does it, today"
    assert over in home(date(2024, 2, 2))
