"""The slip on paper, and what its page sends."""

import json
from io import BytesIO
from uuid import uuid4

import pypdfium2 as pdfium
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from quitus.domain.redemption.models import Redemption
from quitus.domain.vouchers import codes
from tests.factories.pages import said
from tests.factories.reception import SERVICE, Reception


def send(browser: Client, reception: Reception, *typed: str, **facts: object) -> HttpResponse:
    line = {"request": str(uuid4()), "venue_id": reception.venue.pk, "service_code": SERVICE} | facts
    line = {"service_on": "12/05/2023", "people_count": "2", "minutes": "", "theme": ""} | line
    body = json.dumps({"lines": [line | {"code": code} for code in typed]})
    return browser.post(reverse("venue:send_slip", args=[reception.scheme.slug]), body, content_type="application/json")


def test_each_line_has_its_answer_and_sent_again_the_same(browse: Client, reception: Reception) -> None:
    code, request = codes.code_of(reception.pass_number(1)), str(uuid4())
    answers = [send(browse, reception, code, "ABCDE-FGHJK-MNPQ", request=request).json()["lines"] for _ in range(2)]
    for lines in answers:
        assert [line["taken"] for line in lines] == [True, False]
        assert "14 caractères" in lines[1]["message"]
    assert Redemption.objects.get().door == "slip"


@pytest.mark.parametrize("facts", [{"request": "x"}, {"service_on": "hier"}, {"people_count": "0"}, {"venue_id": "x"}])
def test_what_is_incomplete_is_refused_in_words(browse: Client, reception: Reception, facts: dict[str, str]) -> None:
    answer = send(browse, reception, codes.code_of(reception.pass_number(1)), **facts)
    assert answer.status_code == 422
    assert "votre liste est gardée" in answer.json()["message"]


def test_too_many_lines_at_once_are_refused(browse: Client, reception: Reception) -> None:
    assert send(browse, reception, *["x"] * 201).status_code == 422


def test_two_empty_slips_stand_on_one_page(browse: Client, reception: Reception) -> None:
    address = reverse("venue:slip_paper", args=[reception.scheme.slug, reception.venue.pk])
    assert address in said(browse.get(reverse("venue:slip", args=[reception.scheme.slug])))
    document = pdfium.PdfDocument(BytesIO(browse.get(address).content))
    assert len(document) == 1
    text = document[0].get_textpage().get_text_bounded()
    assert text.count("Code du pass, 14 caractères") == 2
    document.close()
