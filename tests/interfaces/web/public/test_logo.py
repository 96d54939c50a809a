"""The authority's logo."""

import pytest
from django.test import Client

from quitus.connectors import documents
from quitus.domain.organisations.operations import set_theme
from tests.factories.people import Person
from tests.factories.schemes import SYSTEM

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def test_a_logo_is_served_shut_in_and_for_ever(anne: Person) -> None:
    assert anne.membership
    sha256 = documents.store(DRAWING)
    set_theme(
        by=SYSTEM,
        organisation_id=anne.membership.organisation_id,
        accent="#7a1f4b",
        logo_sha256=sha256,
        logo_media_type="image/svg+xml",
    )
    response = Client().get(f"/logo/{sha256}")
    assert response.content == DRAWING
    assert response["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "script-src" not in response["Content-Security-Policy"]
    assert "immutable" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_document_that_is_no_logo_is_not_served() -> None:
    sha256 = documents.store("Pièce justificative".encode())
    assert Client().get(f"/logo/{sha256}").status_code == 404
    assert Client().get("/logo/").status_code == 404
