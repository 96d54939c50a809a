"""Requests for pass, and their answers."""

from django.db.models import Q, QuerySet

from quitus.domain.distribution.models import Holder, SupplyRequest
from quitus.domain.distribution.models.requests import WAITING


def supply_requests(*, imprest_id: int | None = None, mandate_id: int | None = None) -> QuerySet[SupplyRequest]:
    """The requests for pass, latest first, with who asked and the slip that answered; those of a régie or of a body."""
    found = SupplyRequest.objects.select_related("imprest__safe", "mandate__body", "mandate__stock", "slip")
    if imprest_id is None and mandate_id is None:
        return found
    return found.filter(Q(imprest_id=imprest_id, mandate_id=mandate_id))


def supply_request(request_id: int) -> SupplyRequest:
    """One request; raises `SupplyRequest.DoesNotExist`."""
    return supply_requests().get(pk=request_id)


def requests_waiting(holder: Holder | None = None) -> list[SupplyRequest]:
    """The requests that the accountant has not answered, oldest first; those for one safe, or one body's stock."""
    found = supply_requests()
    if holder is not None:
        found = supply_requests(imprest_id=holder.imprest_id, mandate_id=holder.mandate_id)
    return list(found.filter(WAITING).order_by("requested_on", "pk"))
