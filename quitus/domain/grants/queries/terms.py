"""The terms of a convention: on the day of a fact, as known at an instant, with and without an amendment."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import F, Q, QuerySet, Subquery

from quitus.domain.grants import errors, rules
from quitus.domain.grants.models import Amendment, Convention, Parameter
from quitus.domain.grants.rules import Terms


@dataclass(frozen=True)
class TermsChange:
    """What an amendment made of the terms from the day `on`, or what its annulment makes of them again.

    `names` are the terms that differ. What is owed follows from it.
    """

    convention_id: int
    amendment_id: int
    on: date
    before: Terms
    after: Terms

    @property
    def names(self) -> list[str]:
        """The terms that differ, in the order of the terms."""
        every = (field.name for field in fields(Terms))
        return [name for name in every if getattr(self.before, name) != getattr(self.after, name)]


def terms_at(scheme_id: int, on: date, known_at: datetime | None = None) -> Terms:
    """The terms of the convention on the day `on`, amendments in effect included; one statement.

    With `known_at`, as they were known at that instant: a text signed or annulled later, whatever its date, does not
    count. Refuses with `ConventionNotSigned` when no convention was in force that day, and with `TermsIncomplete` when
    it was entered without all its parameters.
    """
    held = in_force(scheme_id, on, known_at)
    in_effect = Parameter.objects.filter(
        _in_effect(on, known_at), convention=Subquery(held.values("pk")[:1]), effective_on__lte=on
    )
    found = values_of(in_effect, on)
    if not found:
        raise errors.ConventionNotSigned(on=on)
    return _terms(found, on)


def terms_under(amendment_id: int, on: date) -> Terms:
    """The terms of the day `on` as an amendment, signed or still a draft, would make them.

    Refuses with `ConventionNotSigned`, `TermsIncomplete`, `DatesDisagree`.
    """
    amendment = Amendment.objects.select_related("convention").get(pk=amendment_id)
    terms = _terms(found_at(amendment.convention, on, without=amendment), on)
    return rules.with_changes(terms, drafted(amendment))


def change_of(amendment_id: int) -> TermsChange | None:
    """What a signed amendment changes in the terms from its effect; once annulled, what its annulment changes back from
    the day on which it applies no more. None while it is a draft, or while the terms are incomplete.
    """
    amendment = Amendment.objects.select_related("convention").get(pk=amendment_id)
    on = amendment.annulled_from or amendment.in_force_on
    if on is None:
        return None
    without = found_at(amendment.convention, on, without=amendment)
    if rules.missing(without):
        return None
    falls_back = rules.terms_of(without)
    changed = rules.terms_of(without | drafted(amendment))
    before, after = (changed, falls_back) if amendment.annulled_from else (falls_back, changed)
    return TermsChange(amendment.convention_id, amendment.pk, on, before, after)


def drafted(amendment: Amendment) -> dict[str, rules.Value]:
    """What the amendment itself makes of parameters."""
    return {one.name: rules.read(one.name, one.value) for one in amendment.parameters.all()}


def found_at(convention: Convention, on: date, *, without: Amendment | None = None) -> dict[str, rules.Value]:
    """The value of each parameter of a convention on the day `on`; `without` one amendment, as if it had never been."""
    counted = Parameter.objects.filter(_in_effect(on, None), convention=convention)
    if without is not None:
        counted = counted.exclude(amendment=without)
    return values_of(counted, on)


def values_of(parameters: QuerySet[Parameter], on: date) -> dict[str, rules.Value]:
    """The value of each parameter on the day `on`, read in the order of the texts."""
    in_their_order = parameters.order_by("effective_on", F("amendment__number").asc(nulls_first=True), "pk")
    return rules.values(in_their_order.values_list("name", "value", "effective_on", named=True), on)


def in_force(scheme_id: int, on: date, known_at: datetime | None = None) -> QuerySet[Convention]:
    """The conventions in force on a day, the latest first."""
    found = Convention.objects.filter(scheme_id=scheme_id, in_force_on__lte=on)
    if known_at is not None:
        found = found.filter(in_force_known_at__lte=known_at)
    return found.order_by("-in_force_on")


def _in_effect(on: date, known_at: datetime | None) -> Q:
    """Of the convention, or of an amendment that is not annulled for that day, by what was known."""
    not_annulled = Q(amendment__annulled_from=None) | Q(amendment__annulled_from__gt=on)
    if known_at is None:
        return Q(amendment=None) | not_annulled
    not_annulled |= Q(amendment__annulled_known_at__gt=known_at)
    known = Q(amendment=None) | (Q(amendment__in_force_known_at__lte=known_at) & not_annulled)
    return known & Q(recorded_at__lte=known_at)


def _terms(found: dict[str, rules.Value], on: date) -> Terms:
    if lacking := rules.missing(found):
        labels = tuple(rules.PARAMETERS[name].label for name in lacking)
        raise errors.TermsIncomplete(on=on, parameters=labels)
    return rules.terms_of(found)
