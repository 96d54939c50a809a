"""Days and gestures of these tests."""

from datetime import date

from quitus.domain.grants.models import Amendment
from quitus.usecases.sign_amendment import sign_amendment
from tests.factories.people import Person

VOTED_ON = date(2023, 5, 15)
EXECUTORY_ON = date(2023, 6, 5)
PDF = b"%PDF-1.7 piece"


def sign_both(by: Person, amendment: Amendment, on: date = date(2023, 6, 20)) -> Amendment:
    """Signed by the authority on 12 June 2023, then by the funder."""
    told = {"by": by.actor, "amendment_id": amendment.pk}
    sign_amendment(**told, party="authority", on=date(2023, 6, 12))
    return sign_amendment(**told, party="funder", on=on)
