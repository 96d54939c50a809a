import pytest
from django.test import Client

from tests.factories.reception import Reception


@pytest.fixture
def browse(client: Client, reception: Reception) -> Client:
    """Lina's browser."""
    client.force_login(reception.lina.user)
    return client
