"""A power does not end behind what was done under it."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from quitus.domain.distribution import rules
from quitus.domain.distribution.errors import AppointmentUsedLater
from quitus.domain.distribution.models import CashLine, Slip
from quitus.domain.distribution.queries.under import under_imprest, under_mandate
from quitus.domain.distribution.rules import Power

Act = tuple[date, int | None]
"""A day, and the point whose pass were concerned; None for the safe, its cash, or what a mandated body keeps."""


def refuse_if_used_after(
    *,
    user_id: int,
    ended: Power,
    left: Sequence[Power],
    ends_on: date,
    imprest_id: int | None = None,
    mandate_id: int | None = None,
) -> None:
    """Refuse to end `ended` on a day when its person gave or received pass, or moved cash, later, under no other power.

    `left` are the other powers of this person there. What he signed by hand counts where his account is known (the
    hand-outs), no other paper.
    Refuses with `AppointmentUsedLater`.
    """
    acts = _of_slips(user_id, ends_on, imprest_id, mandate_id)
    if imprest_id is not None:
        cash = CashLine.objects.filter(imprest_id=imprest_id, user_id=user_id, occurred_on__gt=ends_on)
        acts |= {(on, None) for on in cash.values_list("occurred_on", flat=True)}
    days = [on for on, point in acts if rules.lets([ended], point, on) and not rules.lets(left, point, on)]
    if days:
        raise AppointmentUsedLater(last_on=max(days))


def _of_slips(user_id: int, after: date, imprest_id: int | None, mandate_id: int | None) -> set[Act]:
    def under(via: str) -> Q:
        return under_mandate(mandate_id, via) if mandate_id is not None else under_imprest(imprest_id or 0, via)

    given = Slip.objects.filter(under("from_holder__"), handed_by_user_id=user_id, occurred_on__gt=after).order_by()
    taken = Slip.objects.filter(under("to_holder__"), received_by_user_id=user_id, received_on__gt=after).order_by()
    handed = given.values_list("occurred_on", "from_holder__point_id", "from_holder__place_id").distinct()
    received = taken.values_list("received_on", "to_holder__point_id", "to_holder__place_id").distinct()
    return {(on, point or place) for on, point, place in [*handed, *received] if on is not None}
