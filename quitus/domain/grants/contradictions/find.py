"""All the rules, one after the other."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from quitus.domain.grants.contradictions import amounts, durations, duties
from quitus.domain.grants.contradictions.finding import GRADES, Finding
from quitus.domain.grants.contradictions.frame import Frame

RULES: tuple[Callable[[Frame], Iterator[Finding]], ...] = (
    durations.durations,
    durations.extensions,
    durations.stated_days,
    durations.deadlines,
    amounts.needs,
    amounts.totals,
    amounts.lines,
    amounts.shares,
    duties.reports,
    duties.annexes,
    duties.names,
    duties.votes,
    durations.restated_past,
)


def find(frame: Frame) -> list[Finding]:
    """Every finding, contradictions first, then gaps, then what is explained; nothing on coherent texts.

    Two passages that say the same of the same term make one finding.
    """
    grades = list(GRADES)
    found = merged(finding for rule in RULES for finding in rule(frame))
    return sorted(found, key=lambda one: grades.index(one.grade))


def merged(found: Iterable[Finding]) -> list[Finding]:
    """The findings in their order; those with the same values of one term joined to the first of them."""
    kept: dict[tuple[str, ...], Finding] = {}
    for one in found:
        key = (one.code, one.term, one.first.written, one.second.written) if one.term else (one.fingerprint,)
        if (known := kept.get(key)) is None:
            kept[key] = one
            continue
        others = [passage for passage in (one.first.passage, *one.also) if passage != known.first.passage]
        kept[key] = replace(
            known,
            also=tuple(dict.fromkeys([*known.also, *others])),
            statements=tuple(dict.fromkeys([*known.statements, *one.statements])),
        )
    return list(kept.values())
