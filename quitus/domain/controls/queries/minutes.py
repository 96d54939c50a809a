"""Handovers of duty, controls, and who signed."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from quitus.domain.controls.models import Control, Handover, Signature
from quitus.domain.distribution import queries as distribution
from quitus.domain.distribution.models import Appointment


def handovers(*, imprest_id: int | None = None) -> QuerySet[Handover]:
    """The handovers of duty of the scheme, latest first, with both imprest holders."""
    found = Handover.objects.select_related("imprest", "inventory", "outgoing__user", "incoming__user")
    return found if imprest_id is None else found.filter(imprest_id=imprest_id)


def handover(handover_id: int) -> Handover:
    """One handover; raises `Handover.DoesNotExist`."""
    return handovers().get(pk=handover_id)


def handovers_owed(on: date) -> list[Appointment]:
    """The imprest holders who serve on a day and have not taken over what the régie holds."""
    found = distribution.appointments().filter(kind="holder", assent_on__isnull=False, starts_on__lte=on)
    found = found.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), handed_over_on__isnull=True)
    return [one for one in found if distribution.owes_handover(one)]


def controls(*, imprest_id: int | None = None) -> QuerySet[Control]:
    """The controls of the scheme, latest first, each with `finding_count` and `unanswered`."""
    found = Control.objects.select_related("imprest", "inventory").annotate(
        finding_count=Count("findings"), unanswered=Count("findings", filter=Q(findings__answered_on__isnull=True))
    )
    found = found.order_by("-pk")
    return found if imprest_id is None else found.filter(imprest_id=imprest_id)


def control(control_id: int) -> Control:
    """One control with its findings; raises `Control.DoesNotExist`."""
    return controls().prefetch_related("findings").get(pk=control_id)


def unanswered_count(control_id: int) -> int:
    """How many findings of a control have no answer yet."""
    return control(control_id).unanswered  # type: ignore[attr-defined, no-any-return]


def signatures(subject_kind: str, subject_id: int) -> list[Signature]:
    """Who signed some minutes, in order."""
    found = Signature.objects.select_related("paper").filter(subject_kind=subject_kind, subject_id=subject_id)
    return list(found.order_by("pk"))


def signature(signature_id: int) -> Signature:
    """One signature; raises `Signature.DoesNotExist`."""
    return Signature.objects.select_related("paper").get(pk=signature_id)
