"""The convention as it stood on any day: articles, annexes and parameters, what changed, and by which amendment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from quitus.domain.grants import rules
from quitus.domain.grants.consolidation import Standing, Version, Written, consolidate
from quitus.domain.grants.models import (
    AmendedAnnex,
    AmendedArticle,
    Amendment,
    Annex,
    Article,
    Convention,
    Parameter,
)

ConsolidatedArticle = Standing[Amendment]
ConsolidatedAnnex = Standing[Amendment]


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
class Consolidated:
    """A convention as it stands on the day `on`.

    `amendments` are all that are signed, annulled ones included, in the order of their effect; `in_effect` those that
    count that day.
    """

    convention: Convention
    on: date
    amendments: list[Amendment]
    in_effect: list[Amendment]
    articles: list[ConsolidatedArticle]
    annexes: list[ConsolidatedAnnex]
    parameters: list[ConsolidatedParameter]

    @property
    def days(self) -> list[date]:
        """The days on which the text changed: entry into force, each effect, each annulment."""
        found = {self.convention.in_force_on}
        for one in self.amendments:
            if one.annulled_from is None or one.in_force_on != one.annulled_from:
                found |= {one.in_force_on, one.annulled_from}
        return sorted(day for day in found if day is not None)


def consolidated(convention_id: int, on: date, known_at: datetime | None = None) -> Consolidated:
    """The whole convention as it stands on the day `on`, as known at `known_at` (now by default); at most seven
    statements, however many amendments there are.

    A convention in preparation is told as drafted.
    """
    convention = Convention.objects.select_related("deliberation__sitting").get(pk=convention_id)
    signed = _signed(convention_id, known_at)
    in_effect = [one for one in signed if _counts(one, on, known_at)]
    return Consolidated(
        convention,
        on,
        signed,
        in_effect,
        _articles(convention_id, in_effect),
        _annexes(convention_id, in_effect),
        _parameters(convention_id, in_effect, on, known_at),
    )


def consolidated_articles(convention_id: int, on: date) -> list[ConsolidatedArticle]:
    """The articles as they stand on the day `on`, in their order; a repealed one keeps its place, without text."""
    return _articles(convention_id, _in_effect(convention_id, on))


def consolidated_annexes(convention_id: int, on: date) -> list[ConsolidatedAnnex]:
    """The annexes as they stand on the day `on`, in their order; a repealed one keeps its place, and says nothing."""
    return _annexes(convention_id, _in_effect(convention_id, on))


def consolidated_parameters(convention_id: int, on: date) -> list[ConsolidatedParameter]:
    """Every parameter of the catalogue as it stands on the day `on`; in a convention not yet signed, as drafted."""
    return _parameters(convention_id, _in_effect(convention_id, on), on, None)


def _signed(convention_id: int, known_at: datetime | None) -> list[Amendment]:
    found = Amendment.objects.filter(convention_id=convention_id, in_force_on__isnull=False)
    if known_at is not None:
        found = found.filter(in_force_known_at__lte=known_at)
    return list(found.order_by("in_force_on", "number"))


def _counts(one: Amendment, on: date, known_at: datetime | None) -> bool:
    """Whether an amendment is in effect that day, by what was known."""
    is_annulled = one.annulled_known_at is not None and (known_at is None or one.annulled_known_at <= known_at)
    has_begun = one.in_force_on is not None and one.in_force_on <= on
    return has_begun and not (is_annulled and one.annulled_from is not None and one.annulled_from <= on)


def _in_effect(convention_id: int, on: date) -> list[Amendment]:
    return [one for one in _signed(convention_id, None) if _counts(one, on, None)]


def _in_order(
    changes: Iterable[tuple[int, Written[Amendment]]], in_effect: list[Amendment]
) -> list[Written[Amendment]]:
    """What amendments write, in the order in which they take effect."""
    rank = {one.pk: place for place, one in enumerate(in_effect)}
    return [written for _, written in sorted(changes, key=lambda change: rank[change[0]])]


def _articles(convention_id: int, in_effect: list[Amendment]) -> list[ConsolidatedArticle]:
    by_key = {one.pk: one for one in in_effect}
    first = Article.objects.filter(convention_id=convention_id)
    changes = AmendedArticle.objects.filter(amendment__in=by_key)
    written = (
        (
            one.amendment_id,
            Written(
                one.article_number,
                None if one.is_repeal else Version(one.title, one.text),
                by_key[one.amendment_id],
            ),
        )
        for one in changes
    )
    return consolidate([(one.number, Version(one.title, one.text)) for one in first], _in_order(written, in_effect))


def _annexes(convention_id: int, in_effect: list[Amendment]) -> list[ConsolidatedAnnex]:
    by_key = {one.pk: one for one in in_effect}
    first = Annex.objects.filter(convention_id=convention_id)
    changes = AmendedAnnex.objects.filter(amendment__in=by_key)
    written = (
        (
            one.amendment_id,
            Written(one.annex_number, None if one.is_repeal else version_of(one), by_key[one.amendment_id]),
        )
        for one in changes
    )
    return consolidate([(one.number, version_of(one)) for one in first], _in_order(written, in_effect))


def version_of(one: Annex | AmendedAnnex) -> Version:
    """What an annex says, text and file."""
    return Version(one.title, one.text, one.file_name, one.sha256, one.media_type, one.size)


def _parameters(
    convention_id: int, in_effect: list[Amendment], on: date, known_at: datetime | None
) -> list[ConsolidatedParameter]:
    rank = {one.pk: place for place, one in enumerate(in_effect, start=1)}
    by_key = {one.pk: one for one in in_effect}
    known = Parameter.objects.filter(convention_id=convention_id)
    if known_at is not None:
        known = known.filter(recorded_at__lte=known_at)
    counted = [
        one
        for one in known
        if (one.amendment_id in rank or one.amendment_id is None)
        and (one.effective_on is None or one.effective_on <= on)
    ]
    found: dict[str, tuple[Parameter, rules.Value | None]] = {}
    for one in sorted(counted, key=lambda one: (rank.get(one.amendment_id or 0, 0), one.pk)):
        former = found.get(one.name)
        found[one.name] = (one, rules.read(one.name, former[0].value) if former else None)
    return [_standing(name, about, found.get(name), by_key) for name, about in rules.PARAMETERS.items()]


def _standing(
    name: str,
    about: rules.ParameterKind,
    found: tuple[Parameter, rules.Value | None] | None,
    by_key: dict[int, Amendment],
) -> ConsolidatedParameter:
    if found is None:
        return ConsolidatedParameter(name, about, None)
    parameter, before = found
    return ConsolidatedParameter(
        name,
        about,
        rules.read(name, parameter.value),
        parameter.article_number,
        by_key.get(parameter.amendment_id or 0),
        before,
        parameter.is_placeholder,
    )
