"""What is logged of a request, and what is not."""

import logging
from typing import Any

import pytest
from django.test import Client

from config.logs import RouteInsteadOfPath


@pytest.mark.django_db
def test_a_request_for_another_host_is_one_line_and_400(
    client: Client, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    caplog.handler.addFilter(RouteInsteadOfPath())

    response = client.get("/pass/?code=secret", headers={"host": "ailleurs.example"})

    assert response.status_code == 400
    [line] = [record for record in caplog.records if record.name == "django.security.DisallowedHost"]
    assert line.exc_info is None
    assert "\n" not in logging.Formatter().format(line)
    assert line.getMessage() == "GET (no such page) 400"
