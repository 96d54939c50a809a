"""The scanner before the whole program: a telephone is enrolled, takes pass alone, and the server records them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser

from quitus.domain.distribution.models import Handout
from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.redemption.models import Redemption
from quitus.domain.vouchers.codes import printed
from quitus.usecases import verify
from quitus.usecases.example.invented import PEOPLE
from tests.browser.telephone import NARROW, Device

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner", "reader"]),
]


@pytest.fixture
def phone(own_example_site: str, browser: Browser, example: Scheme) -> Iterator[Device]:
    """The telephone of a mediator of the example, who has signed in."""
    mediator = next(one for one in PEOPLE if one.role == roles.MEDIATOR and one.signs_in)
    with browser.new_context(locale="fr-FR", viewport=NARROW) as context:  # type: ignore[arg-type]
        device = Device(context, own_example_site + reverse("venue:home", args=[example.slug]))
        device.page.goto(own_example_site + reverse("account_login"))
        device.page.fill("input[name=login]", mediator.email)
        device.page.fill("input[name=password]", settings.SECRETS["example_password"])
        device.page.locator("main button[type=submit]").click()
        device.page.wait_for_url(device.home)
        yield device.prepare()
        assert not device.faults, device.faults


def test_a_telephone_takes_pass_alone_and_the_program_records_them(phone: Device, example: Scheme) -> None:
    with within_scheme(example):
        last = Handout.objects.order_by("pk").last()
        assert last is not None
        online, alone, typed = printed([last.first, last.first + 1, last.first + 2])
    phone.present(online.qr_text)
    phone.verdict("Pass valable")
    phone.page.locator("#till-service").select_option("outils")
    phone.take()
    phone.verdict("Pass encaissé")
    phone.offline()
    phone.says("Hors connexion")
    phone.present(online.qr_text)
    phone.verdict("Déjà encaissé ici")
    phone.present(alone.qr_text)
    phone.verdict("Pass valable")
    phone.present(typed.code)
    phone.verdict("À vérifier")
    phone.page.locator("#till-people").fill("2")
    phone.take()
    phone.verdict("2 pass encaissés hors connexion")
    phone.offline(False)
    phone.page.locator("[data-till-link]").get_by_text("En ligne", exact=True).wait_for()
    with within_scheme(example):
        numbers = [online.number, alone.number, typed.number]
        assert Redemption.objects.filter(number__in=numbers).count() == 3
    assert list(verify.run()) == []
