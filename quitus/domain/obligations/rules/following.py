"""What a change of text does to what is owed: open ones move, settled ones stay, what is past creates nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from quitus.domain.obligations.rules.duties import Due


@dataclass(frozen=True)
class Standing:
    """An obligation as it is kept, none that was replaced: `key` names it, `is_open` while it is neither done nor
    waived; `duty_code` is that of the duty it came from, if any.
    """

    key: int
    code: str
    due_on: date
    is_open: bool
    duty_code: str = ""


@dataclass(frozen=True)
class Plan:
    """What is to be added, what takes another date, what is owed no more."""

    added: list[Due] = field(default_factory=list)
    moved: list[tuple[Standing, Due]] = field(default_factory=list)
    dropped: list[Standing] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many obligations change."""
        return len(self.added) + len(self.moved) + len(self.dropped)


def plan(
    due: Iterable[Due],
    standing: Iterable[Standing],
    *,
    since: date,
    today: date | None = None,
    falls_back: bool = False,
    stated_on: Mapping[str, date] | None = None,
) -> Plan:
    """What to do so that what is kept says what is due by the texts in effect from the day `since` on.

    What is done or waived stays. An open one whose date changes moves, unless its new date was past when the text took
    effect; when a text is annulled (`falls_back`), also to a past date, since it was owed all along. What no text makes
    due any more is owed no more, but what was due before `since`, or before the text that last spoke of its duty took
    effect (`stated_on`, by the code of the duty), remains owed. Nothing past is created. When `since` is after `today`,
    what is due before it follows the former texts to the end.
    """
    is_to_come = today is not None and since > today
    kept = {one.code: one for one in standing}
    found = Plan()
    codes = set()
    for one in due:
        codes.add(one.code)
        known = kept.get(one.code)
        if known is None:
            if one.due_on >= max(since, one.not_before or since):
                found.added.append(one)
        elif is_to_come and known.due_on < since:
            continue
        elif (
            known.is_open
            and known.due_on != one.due_on
            and (falls_back or one.due_on >= max(since, one.not_before or since))
        ):
            found.moved.append((known, one))
    stated = stated_on or {}
    found.dropped.extend(
        one
        for one in kept.values()
        if one.is_open and one.code not in codes and one.due_on >= max(since, stated.get(one.duty_code, since))
    )
    return found
