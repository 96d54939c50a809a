"""What other rooms and pages may know of the convention. Ask for the terms *at the date of the fact*."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet, Subquery

from quitus.domain.acts import queries as acts
from quitus.domain.acts import states as act_states
from quitus.domain.grants import errors, rules, states
from quitus.domain.grants.models import (
    AmendedArticle,
    Amendment,
    Article,
    Convention,
    Parameter,
    Service,
    TargetPublic,
)
from quitus.domain.grants.rules import Terms
from quitus.kernel.clock import today
from quitus.kernel.words import N_


@dataclass(frozen=True)
class ConsolidatedArticle:
    """An article as it stands on one day; `amendment` is the one that wrote it, `before` the text it replaced."""

    number: str
    title: str
    text: str
    amendment: Amendment | None = None
    before: str = ""


@dataclass(frozen=True)
class ConsolidatedParameter:
    """A parameter as it stands on one day: None where the convention says nothing."""

    name: str
    about: rules.ParameterKind
    value: rules.Value | None
    article_number: str = ""
    amendment: Amendment | None = None
    before: rules.Value | None = None
    is_placeholder: bool = False


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
    found = _in_force(scheme_id, on).first()
    if found is None:
        raise errors.ConventionNotSigned(on=on)
    return found


def terms_at(scheme_id: int, on: date) -> Terms:
    """The terms of the convention on the day `on`, amendments in effect included; one statement.

    Refuses with `ConventionNotSigned` when no convention was in force that day.
    """
    in_effect = Parameter.objects.filter(
        convention=Subquery(_in_force(scheme_id, on).values("pk")[:1]), effective_on__lte=on
    )
    in_their_order = in_effect.order_by("effective_on", F("amendment__number").asc(nulls_first=True), "pk")
    found = rules.values(in_their_order.values_list("name", "value", "effective_on", named=True), on)
    if not found:  # a signed convention always has some: it is not signed without those that are required
        raise errors.ConventionNotSigned(on=on)
    return rules.terms_of(found)


def convention(convention_id: int) -> Convention:
    """One convention with its deliberation and sitting."""
    return Convention.objects.select_related("deliberation__sitting").get(pk=convention_id)


def amendment(amendment_id: int) -> Amendment:
    """One amendment with its convention, deliberation and sitting, articles and parameters."""
    found = Amendment.objects.select_related("convention", "deliberation__sitting")
    return found.prefetch_related("articles", "parameters").get(pk=amendment_id)


def amendments(convention_id: int) -> QuerySet[Amendment]:
    """The amendments of a convention in their order, with their deliberations and sittings."""
    return Amendment.objects.select_related("deliberation__sitting").filter(convention_id=convention_id)


def texts_under(deliberation_id: int) -> list[Convention | Amendment]:
    """What a deliberation authorises to sign, in the current scheme."""
    conventions = Convention.objects.filter(deliberation_id=deliberation_id)
    return [*conventions, *Amendment.objects.filter(deliberation_id=deliberation_id)]


def consolidated_articles(convention_id: int, on: date) -> list[ConsolidatedArticle]:
    """The articles as they stand on the day `on`, in their order; articles that amendments add come last."""
    standing = {
        article.number: ConsolidatedArticle(article.number, article.title, article.text)
        for article in Article.objects.filter(convention_id=convention_id)
    }
    changes = (
        AmendedArticle.objects.filter(amendment__convention_id=convention_id, amendment__in_force_on__lte=on)
        .select_related("amendment")
        .order_by("amendment__in_force_on", "amendment__number", "pk")
    )
    for change in changes:
        former = standing.get(change.article_number)
        standing[change.article_number] = ConsolidatedArticle(
            change.article_number, change.title, change.text, change.amendment, former.text if former else ""
        )
    return list(standing.values())


def consolidated_parameters(convention_id: int, on: date) -> list[ConsolidatedParameter]:
    """Every parameter of the catalogue as it stands on the day `on`; in a convention not yet signed, as drafted."""
    found: dict[str, tuple[Parameter, rules.Value | None]] = {}
    for parameter in _parameters(convention_id):
        is_draft = parameter.effective_on is None and parameter.amendment_id is None
        if is_draft or (parameter.effective_on is not None and parameter.effective_on <= on):
            former = found.get(parameter.name)
            found[parameter.name] = (parameter, rules.read(former[0].name, former[0].value) if former else None)
    return [_standing(name, about, found.get(name)) for name, about in rules.PARAMETERS.items()]


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
        terms = terms_at(scheme_id, since)
        days += [
            ComingDay(terms.action_ends_on, N_("Fin de l'action"), "action_end"),
            ComingDay(terms.eligible_to, N_("Fin des dépenses éligibles"), "eligible_end"),
            ComingDay(terms.convention_ends_on, N_("Fin de la convention"), "convention_end"),
        ]
    return sorted((day for day in days if day.on >= since), key=lambda day: (day.on, day.kind, day.key or 0))


def executory_on(text: Convention | Amendment) -> date | None:
    """The day from which the deliberation behind a text is executory (CGCT L.3131-1); None while it is not known."""
    return acts.executory_on(text.deliberation_id)


def _in_force(scheme_id: int, on: date) -> QuerySet[Convention]:
    """The conventions in force on a day, the latest first."""
    return Convention.objects.filter(scheme_id=scheme_id, in_force_on__lte=on).order_by("-in_force_on")


def _parameters(convention_id: int) -> list[Parameter]:
    """In the order of the texts: the convention's own, then amendment after amendment."""
    found = Parameter.objects.filter(convention_id=convention_id).select_related("amendment")
    return sorted(
        found, key=lambda one: (one.effective_on or date.min, one.amendment.number if one.amendment else 0, one.pk)
    )


def _standing(
    name: str, about: rules.ParameterKind, found: tuple[Parameter, rules.Value | None] | None
) -> ConsolidatedParameter:
    if found is None:
        return ConsolidatedParameter(name, about, None)
    parameter, before = found
    return ConsolidatedParameter(
        name,
        about,
        rules.read(name, parameter.value),
        parameter.article_number,
        parameter.amendment,
        before,
        parameter.is_placeholder,
    )
