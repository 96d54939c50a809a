from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.urls import clear_url_caches

from quitus.interfaces.web import audiences
from tests.factories.people import Person
from tests.interfaces.web.layout import sample
from tests.interfaces.web.layout.sample.apps import SampleConfig


@pytest.fixture
def sample_audience(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An audience for tests, in place of the real ones."""
    import_module("config.urls")  # with the real ones: it is imported once for the whole run
    config = SampleConfig(sample.__name__, sample)
    monkeypatch.setattr(audiences, "audiences", lambda: iter([config]))
    settings.ROOT_URLCONF = "tests.interfaces.web.layout.sample.root"
    yield
    clear_url_caches()


@pytest.fixture
def as_anne(sample_audience: None, anne: Person) -> Client:
    """A browser in which Anne has signed in."""
    client = Client()
    client.force_login(anne.user)
    return client
