"""What the texts of a convention state, the terms that each leaves, and what was decided where they disagree."""

from collections.abc import Iterable
from datetime import date

from quitus.domain.grants import parameters, states
from quitus.domain.grants.contradictions import frame, kinds
from quitus.domain.grants.contradictions.reading import annex_kinds
from quitus.domain.grants.models import (
    AmendedAnnex,
    AmendedArticle,
    Amendment,
    Convention,
    FindingDecision,
    Parameter,
    Statement,
)
from quitus.domain.grants.queries.texts import amendments
from quitus.kernel.calendar import PARIS

_ORDER = (frame.CONVENTION, frame.AMENDMENT, frame.DELIBERATION, frame.REPORT)


def statements(convention_id: int) -> list[Statement]:
    """The statements recorded, with their texts: the convention's own, those of each amendment, of each act.

    Those set aside are left out.
    """
    found = Statement.objects.filter(convention_id=convention_id, set_aside_at=None)
    return sorted(
        found.select_related("amendment", "deliberation", "convention"),
        key=lambda one: (_ORDER.index(one.source), one.amendment.number if one.amendment else 0, one.pk),
    )


def statement(statement_id: int) -> Statement:
    """One statement of the current scheme, with its texts."""
    return Statement.objects.select_related("amendment", "deliberation").get(pk=statement_id)


def decisions(convention_id: int) -> dict[str, FindingDecision]:
    """The latest decision about each pair of passages, by the `identity` of the finding."""
    return {one.identity: one for one in FindingDecision.objects.filter(convention_id=convention_id).order_by("pk")}


def decisions_about(convention_id: int, identity: str) -> list[FindingDecision]:
    """Every decision about two passages, the latest first."""
    return list(FindingDecision.objects.filter(convention_id=convention_id, identity=identity).order_by("-pk"))


def compared_texts(convention: Convention) -> list[Amendment]:
    """The amendments that are compared with the convention: drafts included, those annulled or given up left out."""
    gone = (states.ANNULLED, states.WITHDRAWN)
    return list(amendments(convention.pk).exclude(state__in=gone).order_by("number"))


def levels(convention: Convention, amended: list[Amendment]) -> tuple[frame.Level, ...]:
    """The terms that the convention leaves, then those that each amendment leaves; two statements."""
    every = Parameter.objects.filter(convention=convention).order_by("pk")
    by_text: dict[int | None, dict[str, frame.Given]] = {None: {}} | {one.pk: {} for one in amended}
    numbers = {one.pk: one.number for one in amended}
    for one in every:
        if one.amendment_id in by_text:
            by_text[one.amendment_id][one.name] = _given(one, numbers.get(one.amendment_id or 0))
    annexes: dict[int, set[str]] = {}
    for annex in AmendedAnnex.objects.filter(amendment__in=[one.pk for one in amended]):
        annexes.setdefault(annex.amendment_id, set()).update(annex_kinds(annex.title))
    terms = by_text[None]
    found = [frame.Level(0, terms)]
    for text in amended:
        after = terms | by_text[text.pk]
        replaced = frozenset(annexes.get(text.pk, ()))
        found.append(frame.Level(text.number, after, terms, considered_on(text), replaced))
        terms = after
    return tuple(found)


def annexed(convention: Convention) -> tuple[frame.Annexed, ...]:
    """The annexes that the convention joins, as far as their titles tell what they are."""
    return tuple(
        frame.Annexed(kind, frame.Passage(frame.CONVENTION, place=f"annexe {one.number}", register=one.title))
        for one in convention.annexes.all()
        for kind in sorted(annex_kinds(one.title))
    )


def considered_on(text: Amendment) -> date:
    """The day by which a date restated by an amendment is past: its last signature, else its vote, else its draft."""
    signed = [on for on in (text.authority_signed_on, text.funder_signed_on) if on is not None]
    if len(signed) == len(states.PARTIES):
        return max(signed)
    act = text.deliberation
    if act is not None and act.sitting is not None:
        return act.sitting.held_on
    return text.recorded_at.astimezone(PARIS).date()


def as_stated(found: Iterable[Statement], amended: list[Amendment]) -> list[frame.Statement]:
    """The statements as the finder takes them; one more query.

    Those of an annulled or withdrawn amendment, of its act, or of an article that a later amendment in force
    replaced, are left out.
    """
    by_act = {one.deliberation_id: one.number for one in amended if one.deliberation_id}
    compared = {one.pk for one in amended}
    since = _rewritten(amended)
    told = []
    for one in found:
        if one.amendment_id is not None and one.amendment_id not in compared:
            continue
        if one.deliberation_id and one.deliberation_id not in {*by_act, one.convention.deliberation_id}:
            continue  # the act of a text annulled or given up, or one that another act has replaced
        level = one.amendment.number if one.amendment else by_act.get(one.deliberation_id or 0, 0)
        if one.article_number and since.get(one.article_number, 0) > level:
            continue
        told.append(frame.Statement(one.kind, passage_of(one), kinds.read(one.kind, one.values), level, one.pk))
    return told


def passage_of(one: Statement) -> frame.Passage:
    """Where a statement stands."""
    number = str(one.amendment.number) if one.amendment else (one.deliberation.number if one.deliberation else "")
    return frame.Passage(one.source, number, one.place, one.quote)


def _rewritten(amended: list[Amendment]) -> dict[str, int]:
    """By number of article, the latest amendment in force that writes it."""
    in_force = [one.pk for one in amended if one.in_force_on is not None]
    found = AmendedArticle.objects.filter(amendment__in=in_force).order_by("amendment__number")
    return dict(found.values_list("article_number", "amendment__number"))


def _given(one: Parameter, amendment: int | None) -> frame.Given:
    source = frame.AMENDMENT if amendment else frame.CONVENTION
    place = f"article {one.article_number}" if one.article_number else ""
    about = parameters.PARAMETERS[one.name]
    value = parameters.read(one.name, one.value)
    kept = ", ".join(str(part) for part in value) if isinstance(value, tuple) else value
    return frame.Given(kept, frame.Passage(source, str(amendment or ""), place, register=about.label))
