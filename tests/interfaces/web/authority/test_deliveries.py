"""A delivery counted on its pages: what contradicts itself is refused in words, and only the accountant takes it in
charge.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from quitus.domain.distribution import queries as distribution
from quitus.domain.organisations.models import Scheme
from quitus.domain.vouchers import queries
from quitus.kernel.clock import at as living
from tests.factories.pages import deliver_on_pages, said
from tests.factories.passes import Team, confirm, draft, produce
from tests.factories.stock import ranks


@pytest.fixture(autouse=True)
def _day(scheme: Scheme) -> Iterator[None]:
    with living(date(2022, 1, 10)):
        yield


def to(view: str, *arguments: object) -> str:
    return reverse(f"authority:{view}", args=["essai", *arguments])


def test_a_count_that_contradicts_itself_or_never_ends_is_refused_in_words(anne_s: Client, team: Team) -> None:
    order = produce(team, confirm(team, draft(team)))
    counting = to("receive_delivery", order.pk)
    for told, why in (
        ({"missing": "2", "absent": "15", "absent_are": "awaited"}, "Vous dites que le carnet ne viendra pas"),
        ({"missing": "2", "absent": "15", "absent_are": "never"}, "Vous dites que le carnet ne viendra pas"),
        ({"received": "1, 3", "absent": "15", "absent_are": "awaited"}, "n'est pas parmi ceux que vous dites reçus"),
        ({"received": "1, 3", "absent": "25, 15", "absent_are": "never"}, "n'est pas parmi ceux que vous dites reçus"),
    ):
        refused = anne_s.post(counting, told)
        assert why in said(refused), told
        assert list(refused.context["form"].errors) == ["absent"]
    for field in ("received", "missing", "absent"):
        endless = anne_s.post(counting, {field: "1," * 1_001})
        assert list(endless.context["form"].errors) == [field]
    assert queries.awaited(order) == [ranks(1, 100)]


def test_a_carriers_note_takes_nothing_in_charge(anne_s: Client, team: Team) -> None:
    order = produce(team, confirm(team, draft(team)))
    counting, seen = to("receive_delivery", order.pk), {"delivered_on": "09/01/2022", "note": ""}
    shown = said(anne_s.post(counting, {}))
    assert "Prise en charge signée par le comptable" in shown
    assert "Le bon signé par le livreur n'est pas une prise en charge." in shown
    carrier = {"file": SimpleUploadedFile("bl.pdf", b"%PDF-1.7 bon"), "signed_by": "Le livreur"}
    assert "indiquez aussi sa qualité" in said(deliver_on_pages(anne_s, counting, {}, seen | carrier))
    assert queries.awaited(order) == [ranks(1, 100)]
    deliver_on_pages(
        anne_s,
        counting,
        {},
        seen | {"file": SimpleUploadedFile("pec.pdf", b"%PDF-1.7 pris"), "signer": "Claude Masson"},
    )
    (slip,) = distribution.slips()
    assert (slip.received_by, slip.received_on_paper) == ("Claude Masson", True)


def test_the_accountant_who_counts_takes_in_charge_without_a_paper(client: Client, team: Team) -> None:
    order = produce(team, confirm(team, draft(team)))
    client.force_login(team.accountant.user)
    counting = reverse("accountant:receive_delivery", args=["essai", order.pk])
    assert "numérisé" not in said(client.post(counting, {}))
    deliver_on_pages(client, counting, {}, {"delivered_on": "09/01/2022", "note": ""})
    (slip,) = distribution.slips()
    assert (slip.received_by, slip.received_on_paper) == ("Claude Masson", False)
