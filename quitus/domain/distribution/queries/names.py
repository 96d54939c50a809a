"""Who may sign for which hands, by name."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from quitus.domain.distribution import rules, states
from quitus.domain.distribution.models import Appointment, Holder, MandatedPerson
from quitus.domain.distribution.queries.mandates import power_of_mandated
from quitus.domain.distribution.queries.regie import acts_over, power_of
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.roles import ACCOUNTANT


def names_over(holders: Collection[Holder], days: Collection[date]) -> set[str]:
    """The names of who may sign, on one of these days, for a safe, a point, a drawer or a mandated body, or as the
    accountant: as many queries for all of these hands as for one.
    """
    names: set[str] = set()
    for scheme_id in {one.scheme_id for one in holders if one.kind == states.ACCOUNTANT}:
        for one in organisations.memberships_ever(scheme_id).filter(role=ACCOUNTANT):
            if any(one.starts_on <= on and (one.ends_on is None or on <= one.ends_on) for on in days):
                names.add(one.user.full_name)
    asked = {(acts_over(one), one.point_id or one.place_id) for one in holders}
    for acts, name, power in _given({acts for acts, _at in asked}, days):
        if any(rules.lets([power], at, on) for over, at in asked if over == acts for on in days):
            names.add(name)
    return names


def _given(
    acts: Collection[tuple[int | None, int | None]], days: Collection[date]
) -> list[tuple[tuple[int | None, int | None], str, rules.Power]]:
    """What was given to whom under régies and mandates for some of these days."""
    served = Q(starts_on__lte=max(days)) & (Q(ends_on__isnull=True) | Q(ends_on__gte=min(days)))
    appointed = Appointment.objects.filter(
        served, imprest_id__in=[imprest_id for imprest_id, _ in acts if imprest_id], assent_on__isnull=False
    )
    named = MandatedPerson.objects.filter(
        served,
        mandate_id__in=[mandate_id for _, mandate_id in acts if mandate_id],
        mandate__signed_on__isnull=False,
    )
    return [
        *(((one.imprest_id, None), one.user.full_name, power_of(one)) for one in appointed.select_related("user")),
        *(
            ((None, one.mandate_id), one.user.full_name, power_of_mandated(one))
            for one in named.select_related("user", "mandate")
        ),
    ]
