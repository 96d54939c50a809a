"""What the texts make due: the frame from which obligations follow, and what would change under other terms."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from quitus.domain.grants import queries as grants
from quitus.domain.grants.models import Amendment, Convention
from quitus.domain.grants.rules import Terms
from quitus.domain.obligations import rules, states
from quitus.domain.obligations.models import AmendedObligation, Duty, Obligation
from quitus.domain.obligations.queries.owed import duties
from quitus.domain.obligations.rules import Due, Plan


@dataclass(frozen=True)
class Frame:
    """All that obligations follow from: the duties that stand, what people wrote, what amendments move, the days of
    events; `stated_on` says when the text of each duty took effect.
    """

    duties: list[Duty]
    written: list[Due]
    moves: list[Due]
    days: dict[str, date]
    stated_on: dict[str, date]

    def expected(self, terms: Terms | None = None) -> list[Due]:
        """Everything due, by date; by other `terms` than those of the texts when some are given."""
        found = {
            due.code: replace(due, not_before=self.stated_on.get(due.duty_code))
            for due in rules.expected(self.duties, terms, self._events(terms))
        }
        for due in self.written:
            found.setdefault(due.code, due)
        for move in self.moves:
            known = found.get(move.code)
            found[move.code] = (
                replace(known, due_on=move.due_on, counted_on=move.due_on, not_before=move.not_before)
                if known
                else move
            )
        return sorted(found.values(), key=lambda due: (due.due_on, due.code))

    def _events(self, terms: Terms | None) -> dict[str, date]:
        if terms is None:
            return self.days
        return {name: on for name, on in self.days.items() if name in {states.SIGNED, states.AMENDED}}


def frame_of(convention_id: int, on: date, *, draft: Amendment | None = None) -> Frame:
    """The frame of a convention by the texts in effect on the day `on`; with a `draft`, as if it took effect then."""
    convention = grants.convention(convention_id)
    texts = [text for text in grants.amendments(convention_id) if text.applies(on) or text == draft]
    texts.sort(key=lambda text: (text.in_force_on or date.max, text.number))
    effects = {text.pk: text.in_force_on or on for text in texts}
    rank = {text.pk: place for place, text in enumerate(texts, start=1)}
    stated = duties(convention_id).filter(Q(amendment=None) | Q(amendment__in=texts))
    ordered = sorted(stated, key=lambda duty: (rank.get(duty.amendment_id or 0, 0), duty.pk))
    standing = rules.in_effect(ordered)
    signed_on = convention.in_force_on
    return Frame(
        duties=standing,
        written=list(_written(convention)),
        moves=[
            _moved(move, effects)
            for move in sorted(
                AmendedObligation.objects.filter(amendment__in=texts), key=lambda move: rank[move.amendment_id]
            )
        ],
        days=_days(convention, on) | rules.events_of(signed_on, max(effects.values(), default=None)),
        stated_on={duty.code: effects.get(duty.amendment_id or 0, signed_on or on) for duty in ordered},
    )


def preview(convention_id: int, *, terms: Terms, since: date, amendment_id: int | None = None) -> Plan:
    """What would be added, moved and dropped if these terms applied from the day `since`, with what a draft amendment
    says of duties and obligations; nothing is written.
    """
    draft = grants.amendment(amendment_id) if amendment_id else None
    frame = frame_of(convention_id, since, draft=draft)
    frame = replace(frame, days=frame.days | {states.AMENDED: since})
    return rules.plan(frame.expected(terms), standing(convention_id), since=since, stated_on=frame.stated_on)


def standing(convention_id: int) -> list[rules.Standing]:
    """The obligations of a convention as they are kept, none that was replaced."""
    kept = Obligation.objects.filter(convention_id=convention_id).exclude(state=states.SUPERSEDED)
    return [
        rules.Standing(pk, code, due_on, state == states.OPEN, duty_code or "")
        for pk, code, due_on, state, duty_code in kept.values_list("pk", "code", "due_on", "state", "duty__code")
    ]


def _days(convention: Convention, on: date) -> dict[str, date]:
    """The parameters that are days, be the terms complete or not."""
    found = grants.consolidated_parameters(convention.pk, on)
    return {one.name: one.value for one in found if one.name in states.EVENTS and isinstance(one.value, date)}


def _written(convention: Convention) -> Iterator[Due]:
    """What people listed, on the date they gave first: what moves it is said by amendments."""
    listed = Obligation.objects.filter(
        convention=convention, is_written=True, replaces=None, added_by_amendment=None
    ).select_related("duty")
    for one in listed:
        yield Due(
            code=one.code,
            duty_code=one.duty.code if one.duty else "",
            label=one.label,
            due_on=one.due_on,
            counted_on=one.counted_on or one.due_on,
            article_number=one.article_number,
            owed_by=one.owed_by,
            owed_to=one.owed_to,
            kind=one.kind,
            evidence=one.evidence,
        )


def _moved(move: AmendedObligation, effects: dict[int, date]) -> Due:
    return Due(
        code=move.code,
        duty_code="",
        label=move.label,
        due_on=move.due_on,
        counted_on=move.due_on,
        article_number=move.article_number,
        owed_by=move.owed_by,
        owed_to=other_party(move.owed_by),
        kind=move.kind,
        not_before=effects[move.amendment_id],
    )


def other_party(owed_by: str) -> str:
    """To whom something is owed, when a text does not say."""
    return states.HOLDER if owed_by == states.FUNDER else states.FUNDER
