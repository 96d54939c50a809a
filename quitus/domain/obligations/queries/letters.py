"""The register of correspondence."""

from datetime import date

from django.db.models import QuerySet

from quitus.domain.grants import queries as grants
from quitus.domain.obligations.models import Letter


def letters(scheme_id: int) -> QuerySet[Letter]:
    """The letters of a scheme, the latest first, with what they settle."""
    return Letter.objects.filter(scheme_id=scheme_id).select_related("obligation")


def letter(letter_id: int) -> Letter:
    """One letter of the current scheme, with what it settles."""
    return Letter.objects.select_related("convention", "obligation").get(pk=letter_id)


def address_on(convention_id: int, on: date) -> str:
    """The address of correspondence that the convention fixes on the day `on`; empty when it fixes none."""
    found = {one.name: one.value for one in grants.consolidated_parameters(convention_id, on)}
    return str(found.get("correspondence_address") or "")
