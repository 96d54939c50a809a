"""The pages of the scanner before the small server of devices, and telephones that read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import unwrap
from types import SimpleNamespace

import pytest
from csp.utils import build_policy
from django.test import RequestFactory
from django.urls import resolve, reverse
from playwright.sync_api import Browser

from quitus.domain.organisations.models import Organisation, Scheme
from quitus.interfaces.web.layout.theme import stylesheet
from quitus.interfaces.web.venue.views import scanner
from tests.browser.device_site import DeviceSite, serving
from tests.browser.telephone import NARROW, Device, home_of


@pytest.fixture
def site() -> Iterator[DeviceSite]:
    """The pages as a mediator is served them, and the server of devices beside them; no database is needed for it."""
    authority = Organisation(name="Département d'Exemple (exemple)", accent="#0b5a5e")
    scheme = Scheme(slug="essai", name="Pass numérique (exemple)", authority=authority)
    pages = {reverse("healthz"): ("application/json", "{}"), "policy": ("", build_policy(update=scanner.POLICY))}
    for name in ("scanner", "worker", "manifest"):
        path = reverse("venue:scanner" + ("" if name == "scanner" else f"_{name}"), args=["essai"])
        request = RequestFactory().get(path)
        request.membership = SimpleNamespace(scheme=scheme)  # type: ignore[attr-defined]
        request.resolver_match = resolve(path)
        answer = unwrap(getattr(scanner, name))(request)
        pages[path] = (answer["Content-Type"], answer.content.decode())
        if name == "worker":
            pages["scope"] = ("", answer["Service-Worker-Allowed"])
        if name == "scanner":
            shell = answer.content.decode()
    # The home of somebody who signed in tells the script who that is; the form beside it is tested elsewhere.
    home = shell.replace('"user": null', '"user": {"id": "7", "name": "Lina (exemple)"}')
    pages[reverse("venue:home", args=["essai"])] = ("text/html", home)
    theme = next(part for part in shell.split('"') if "/theme/" in part)
    pages[theme] = ("text/css", stylesheet(authority.accent))
    services = [{"code": "demarches", "label": "Démarches en ligne"}, {"code": "mails", "label": "Messagerie"}]
    venue = {"id": "12", "name": "Médiathèque (exemple)", "postcode": "62000", "services": services}
    with serving(DeviceSite(pages, venue)) as running:
        yield running


@pytest.fixture
def device(browser: Browser, site: DeviceSite) -> Iterator[Callable[..., Device]]:
    """Make devices, each with its own storage; none complains."""
    made: list[Device] = []

    def make(size: dict[str, int] = NARROW) -> Device:
        made.append(Device(browser.new_context(locale="fr-FR", viewport=size), home_of(site)))  # type: ignore[arg-type]
        return made[-1].prepare()

    yield make
    for one in made:
        one.context.close()
        assert not one.faults, one.faults
