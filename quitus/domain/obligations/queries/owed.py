"""Duties and obligations."""

from datetime import date

from django.db.models import F, Q, QuerySet

from quitus.domain.grants import queries as grants
from quitus.domain.grants.queries import ComingDay
from quitus.domain.obligations import rules, states
from quitus.domain.obligations.models import AmendedObligation, Duty, Obligation
from quitus.kernel.clock import today


def duties(convention_id: int) -> QuerySet[Duty]:
    """Every duty of a convention and of its amendments, drafts included, in the order of the texts."""
    found = Duty.objects.filter(convention_id=convention_id).select_related("amendment")
    return found.order_by(F("amendment__number").asc(nulls_first=True), "pk")


def duties_in_effect(convention_id: int, on: date) -> list[Duty]:
    """The duties as the texts in effect on the day `on` state them; of a convention not yet signed, as drafted."""
    texts = [text.pk for text in grants.amendments(convention_id) if text.applies(on)]
    return rules.in_effect(duties(convention_id).filter(Q(amendment=None) | Q(amendment__in=texts)))


def duty(duty_id: int) -> Duty:
    """One duty of the current scheme, with its texts."""
    return Duty.objects.select_related("convention", "amendment").get(pk=duty_id)


def obligations(scheme_id: int) -> QuerySet[Obligation]:
    """What is or was owed under the conventions in force, by date; those a text has replaced are left out."""
    found = Obligation.objects.filter(scheme_id=scheme_id, convention__in_force_on__isnull=False)
    return found.exclude(state=states.SUPERSEDED).select_related("convention", "added_by_amendment")


def open_obligations(scheme_id: int) -> QuerySet[Obligation]:
    """What is still owed under the conventions in force, by date: neither done, nor waived, nor replaced."""
    return obligations(scheme_id).filter(state=states.OPEN)


def all_obligations(convention_id: int) -> QuerySet[Obligation]:
    """Every obligation of a convention, replaced ones included, by date."""
    return Obligation.objects.filter(convention_id=convention_id).select_related(
        "added_by_amendment", "superseded_by_amendment"
    )


def obligation(obligation_id: int) -> Obligation:
    """One obligation of the current scheme, with its duty and its texts."""
    joined = ("convention", "duty", "added_by_amendment", "superseded_by_amendment", "replaces")
    return Obligation.objects.select_related(*joined).get(pk=obligation_id)


def replacement_of(obligation_id: int) -> Obligation | None:
    """What took the place of an obligation that a text has replaced; None when nothing did."""
    return Obligation.objects.filter(replaces_id=obligation_id).first()


def amended(amendment_id: int) -> QuerySet[AmendedObligation]:
    """What an amendment makes of obligations once it is in force, by date."""
    return AmendedObligation.objects.filter(amendment_id=amendment_id)


def days_coming(scheme_id: int, since: date | None = None) -> list[ComingDay]:
    """The days of the legal frame from `since` (today by default) on, in order: those of the convention, and the open
    obligations.
    """
    since = since or today()
    owed = open_obligations(scheme_id).filter(due_on__gte=since)
    days = [ComingDay(one.due_on, one.label, "obligation", one.pk) for one in owed]
    return sorted([*grants.days_coming(scheme_id, since), *days], key=lambda day: (day.on, day.kind, day.key or 0))
