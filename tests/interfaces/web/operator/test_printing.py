"""Whoever prints a booklet reads its codes, once asked, and leaves a trace; nobody else reads any."""

from django.test import Client

from quitus.domain.audit import queries as audit
from quitus.domain.vouchers import codes, rules
from quitus.kernel.codes import group
from tests.factories.pages import said
from tests.interfaces.web.operator.conftest import Workshop, at


def test_the_codes_of_a_booklet_are_those_of_its_pass(printer: Client, workshop: Workshop) -> None:
    order = workshop.produced
    asked = said(printer.get(at("print_pass", order.pk)))
    assert "Un code vaut le pass" in asked
    answer = printer.post(at("print_pass", order.pk), {"booklet": "2"})
    assert answer.status_code == 200
    sheet = said(answer)
    size = order.booklet_size
    for rank in range(size + 1, 2 * size + 1):
        assert group(codes.code_of(rules.number_of(order.series or 0, rank))) in sheet
    assert group(codes.code_of(rules.number_of(order.series or 0, 1))) not in sheet
    assert "no-store" in answer["Cache-Control"]


def test_reading_codes_leaves_a_line_in_the_thread_without_any_code(printer: Client, workshop: Workshop) -> None:
    order = workshop.produced
    printer.post(at("print_pass", order.pk), {"booklet": "1"})
    [entry] = [each for each in audit.thread("order", order.pk) if each.verb == "print_booklet"]
    assert entry.data["booklet"] == 1
    assert codes.code_of(rules.number_of(order.series or 0, 1)) not in str(entry.data)


def test_a_booklet_that_the_order_does_not_have_is_refused_in_words(printer: Client, workshop: Workshop) -> None:
    for booklet in ("11", "99999999999999999999"):
        refused = printer.post(at("print_pass", workshop.produced.pk), {"booklet": booklet})
        assert refused.status_code == 422
        assert "vont de 1 à 10" in said(refused)


def test_an_order_not_produced_has_no_codes_yet(printer: Client, workshop: Workshop) -> None:
    refused = printer.post(at("print_pass", workshop.confirmed.pk), {"booklet": "1"})
    assert "n'existent pas encore" in said(refused)


def test_the_codes_of_another_operators_order_are_not_there(printer: Client, workshop: Workshop) -> None:
    assert printer.post(at("print_pass", workshop.rival_order.pk), {"booklet": "1"}).status_code == 404
