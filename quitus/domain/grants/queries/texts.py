"""Conventions, amendments, and what stands beside them: parties, powers to sign, originals, days to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from quitus.domain.acts import queries as acts
from quitus.domain.acts import states as act_states
from quitus.domain.grants import errors, rules, states
from quitus.domain.grants.models import (
    AmendedAnnex,
    Amendment,
    Annex,
    Convention,
    Original,
    Parameter,
    Party,
    PowerToSign,
    Service,
    TargetPublic,
)
from quitus.domain.grants.queries.terms import found_at, in_force
from quitus.kernel.clock import today
from quitus.kernel.words import N_


@dataclass(frozen=True)
class ComingDay:
    """A day on which something of the legal frame happens; `kind` names it for software: sitting, action_end,
    convention_end, eligible_end; obligation, from the room above.
    """

    on: date
    label: str
    kind: str
    key: int | None = None


def services() -> list[Service]:
    """The nine national services, in their order."""
    return list(Service.objects.all())


def publics() -> list[TargetPublic]:
    """The target publics, in their order."""
    return list(TargetPublic.objects.all())


def convention_of(scheme_id: int) -> Convention | None:
    """The open convention of a scheme, in preparation or signed; else the one closed last; None if there is none."""
    found = Convention.objects.select_related("deliberation__sitting").filter(scheme_id=scheme_id)
    return found.exclude(state=states.CLOSED).first() or found.order_by("-in_force_on", "-pk").first()


def signed_convention(scheme_id: int, on: date) -> Convention:
    """The convention in force on the day `on`. Refuses with `ConventionNotSigned` when there is none."""
    found = in_force(scheme_id, on).first()
    if found is None:
        raise errors.ConventionNotSigned(on=on)
    return found


def convention(convention_id: int) -> Convention:
    """One convention with its deliberation and sitting."""
    return Convention.objects.select_related("deliberation__sitting").get(pk=convention_id)


def amendment(amendment_id: int) -> Amendment:
    """One amendment with its convention, deliberation and sitting, articles, annexes and parameters."""
    found = Amendment.objects.select_related("convention", "deliberation__sitting")
    return found.prefetch_related("articles", "annexes", "parameters").get(pk=amendment_id)


def amendments(convention_id: int) -> QuerySet[Amendment]:
    """The amendments of a convention in their order, annulled ones included, with their deliberations and sittings."""
    return Amendment.objects.select_related("deliberation__sitting").filter(convention_id=convention_id)


def texts_under(deliberation_id: int) -> list[Convention | Amendment]:
    """What a deliberation authorises to sign, in the current scheme."""
    conventions = Convention.objects.filter(deliberation_id=deliberation_id)
    return [*conventions, *Amendment.objects.filter(deliberation_id=deliberation_id)]


def parties(convention_id: int) -> QuerySet[Party]:
    """Who is bound by a convention, with their organisations."""
    return Party.objects.filter(convention_id=convention_id).select_related("organisation")


def party(party_id: int) -> Party:
    """One party of the current scheme."""
    return Party.objects.select_related("organisation").get(pk=party_id)


def powers_to_sign(scheme_id: int, on: date | None = None) -> QuerySet[PowerToSign]:
    """Who may sign for authority and funder: ever, or on the day `on`."""
    found = PowerToSign.objects.filter(scheme_id=scheme_id)
    if on is None:
        return found
    return found.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


def power_to_sign(power_id: int) -> PowerToSign:
    """One power to sign of the current scheme."""
    return PowerToSign.objects.get(pk=power_id)


def originals(text: Convention | Amendment) -> list[Original]:
    """The signed originals of a text, at most one for each party."""
    return list(text.originals.all())


def original(original_id: int) -> Original:
    """One original of the current scheme, with its text."""
    return Original.objects.select_related("convention", "amendment").get(pk=original_id)


def annex_file(sha256: str) -> Annex | AmendedAnnex:
    """The annex of the current scheme, of a convention or of an amendment, that has this file."""
    found = Annex.objects.filter(sha256=sha256).first()
    return found or AmendedAnnex.objects.filter(sha256=sha256)[:1].get()


def supposed(convention_id: int) -> QuerySet[Parameter]:
    """The values that no text gives, of a convention and of its amendments, in the order of the texts."""
    found = Parameter.objects.filter(convention_id=convention_id, is_placeholder=True).select_related("amendment")
    return found.order_by(F("amendment__number").asc(nulls_first=True), "pk")


def parameter(parameter_id: int) -> Parameter:
    """One parameter of the current scheme, with its amendment."""
    return Parameter.objects.select_related("amendment").get(pk=parameter_id)


def days_coming(scheme_id: int, since: date | None = None) -> list[ComingDay]:
    """The days of the legal frame from `since` (today by default) on, in order: sittings that vote on a text of this
    scheme, ends of the action, of eligibility, of the convention.
    """
    since = since or today()
    found = convention_of(scheme_id)
    if found is None:
        return []
    days: list[ComingDay] = []
    texts: Sequence[Convention | Amendment] = [found, *amendments(found.pk)]
    for text in texts:
        voted = text.deliberation
        if voted is not None and voted.state == act_states.ON_AGENDA and voted.sitting is not None:
            days.append(ComingDay(voted.sitting.held_on, N_("Vote de l'assemblée"), "sitting", voted.pk))
    if found.in_force_on is not None and found.in_force_on <= since:
        days += _ends(found_at(found, since))
    return sorted((day for day in days if day.on >= since), key=lambda day: (day.on, day.kind, day.key or 0))


def executory_on(text: Convention | Amendment) -> date | None:
    """The day from which the deliberation behind a text is executory (CGCT L.3131-1); None while it is not known."""
    return acts.executory_on(text.deliberation_id)


def _ends(found: dict[str, rules.Value]) -> list[ComingDay]:
    """The ends that the terms fix; one that an entered convention lacks is left out."""
    ends = (
        ("action_ends_on", N_("Fin de l'action"), "action_end"),
        ("eligible_to", N_("Fin des dépenses éligibles"), "eligible_end"),
        ("convention_ends_on", N_("Fin de la convention"), "convention_end"),
    )
    return [ComingDay(on, label, kind) for name, label, kind in ends if isinstance(on := found.get(name), date)]
