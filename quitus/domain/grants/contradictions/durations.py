"""What texts say of time: durations, prolongations, delays after an event, dates that are past when restated."""

from collections.abc import Iterator
from datetime import date

from quitus.domain.grants.contradictions import kinds
from quitus.domain.grants.contradictions.finding import CONTRADICTION, EXPLAINED, Finding, Side, Told
from quitus.domain.grants.contradictions.frame import Frame, Given, Level, Passage, Statement
from quitus.domain.grants.contradictions.reckoning import carried, ends_after, ends_of_duration, last_day
from quitus.kernel.calendar import add_months, next_working_day, prolonged
from quitus.kernel.words import N_, Plural

ACTION_END = kinds.TERM_OF[kinds.ACTION_END]
_FROM = {
    kinds.SIGNATURE: Plural(
        "%(months)s mois à compter de la signature, le %(since)s, finit le %(until)s.",
        "%(months)s mois à compter de la signature, le %(since)s, finissent le %(until)s.",
        "months",
    ),
    kinds.START: Plural(
        "%(months)s mois à compter du début, le %(since)s, finit le %(until)s.",
        "%(months)s mois à compter du début, le %(since)s, finissent le %(until)s.",
        "months",
    ),
}
_AFTER = {
    kinds.SIGNATURE: Plural(
        "Signature le %(event)s, plus %(months)s mois : %(until)s.",
        "Signature le %(event)s, plus %(months)s mois : %(until)s.",
        "months",
    ),
    kinds.START: Plural(
        "Début le %(event)s, plus %(months)s mois : %(until)s.",
        "Début le %(event)s, plus %(months)s mois : %(until)s.",
        "months",
    ),
    kinds.ACTION_END: Plural(
        "Fin de l'action le %(event)s, plus %(months)s mois : %(until)s.",
        "Fin de l'action le %(event)s, plus %(months)s mois : %(until)s.",
        "months",
    ),
    kinds.CONVENTION_END: Plural(
        "Fin de la convention le %(event)s, plus %(months)s mois : %(until)s.",
        "Fin de la convention le %(event)s, plus %(months)s mois : %(until)s.",
        "months",
    ),
}


def event_day(frame: Frame, level: int, event: str) -> date | None:
    """The day of an event as that text leaves it; a delay after signature counts from the convention's."""
    return frame.signed_on if event == kinds.SIGNATURE else frame.day(level, kinds.TERM_OF[event])


def where(frame: Frame, statement: Statement, event: str, on: date) -> Passage:
    """Another passage that gives this day: of the same level, a date written, else the term; else the same one."""
    for one in frame.of("day"):
        is_other = one.passage.place != statement.passage.place or one.passage.source != statement.passage.source
        if is_other and one.level == statement.level and (one.word("event"), one.day("on")) == (event, on):
            return one.passage
    level = frame.level(statement.level)
    for terms in (level.after, level.before):
        given = terms.get(kinds.TERM_OF[event])
        if given is not None and given.value == on:
            return given.passage
    return statement.passage


def keys(*statements: Statement) -> tuple[int, ...]:
    """The keys of the statements behind a finding."""
    return tuple(one.key for one in statements if one.key is not None)


def durations(frame: Frame) -> Iterator[Finding]:
    """A stated duration and the end it leads to, counted from where it says, else from start or signature."""
    for one in frame.of("duration"):
        end = one.day("ends_on") or frame.day(one.level, ACTION_END)
        origins = _origins(frame, one)
        said = one.word("since") or (kinds.START if one.day("starts_on") else "")
        counted = {said: origins[said]} if said in origins else ({} if said else origins)
        months = one.number("months") or 0
        ends = {one.day("ends_on")} if one.day("ends_on") else frame.told(one, ACTION_END)
        right = {day for since in counted.values() for day in ends_of_duration(since, months)}
        if end is None or not counted or ends & right:
            continue
        yield _duration(frame, one, months, end, counted, origins)


def _origins(frame: Frame, one: Statement) -> dict[str, date]:
    start = one.day("starts_on") or frame.day(one.level, kinds.TERM_OF[kinds.START])
    known = {kinds.START: start, kinds.SIGNATURE: frame.signed_on}
    return {name: day for name, day in known.items() if day is not None}


def _duration(
    frame: Frame, one: Statement, months: int, end: date, counted: dict[str, date], origins: dict[str, date]
) -> Finding:
    origin, since = next(iter(counted.items()))
    until = last_day(since, months)
    return Finding(
        code="duration_and_end",
        grade=CONTRADICTION,
        about=Told(
            Plural("%(months)s mois ne mène pas au %(end)s", "%(months)s mois ne mènent pas au %(end)s", "months"),
            {"months": months, "end": end},
        ),
        first=Side(
            one.passage,
            "day",
            until,
            Told(_FROM[origin], {"months": months, "since": since, "until": until}),
        ),
        second=Side(
            where(frame, one, kinds.ACTION_END, end), "day", end, Told(N_("Date écrite : %(end)s."), {"end": end})
        ),
        term=ACTION_END,
        level=one.level,
        notes=tuple(_other_origins(months, end, {name: day for name, day in origins.items() if name not in counted})),
        statements=keys(one),
    )


def _other_origins(months: int, end: date, others: dict[str, date]) -> Iterator[Told]:
    for origin, since in others.items():
        facts = {"months": months, "since": since, "until": last_day(since, months)}
        yield Told(_FROM[origin], facts)
        if end in ends_of_duration(since, months):
            yield Told(N_("Seul ce calcul mène à la date écrite."))


def extensions(frame: Frame) -> Iterator[Finding]:
    """« N more months » and the end that follows from the former one."""
    for one in frame.of("extension"):
        level = frame.level(one.level)
        former = one.day("from_on") or _day_of(level.before.get(ACTION_END))
        new = one.day("to_on") or _day_of(level.after.get(ACTION_END))
        months = one.number("months") or 0
        if former is None or new is None or new in ends_after(former, months):
            continue
        until = prolonged(former, months)
        facts = {"months": months, "former": former, "until": until}
        yield Finding(
            code="extension_and_end",
            grade=CONTRADICTION,
            about=Told(
                Plural(
                    "%(former)s plus %(months)s mois ne fait pas le %(new)s",
                    "%(former)s plus %(months)s mois ne font pas le %(new)s",
                    "months",
                ),
                {"former": former, "months": months, "new": new},
            ),
            first=Side(
                one.passage,
                "day",
                until,
                Told(
                    Plural(
                        "Fin au %(former)s, plus %(months)s mois : %(until)s.",
                        "Fin au %(former)s, plus %(months)s mois : %(until)s.",
                        "months",
                    ),
                    facts,
                ),
            ),
            second=Side(
                where(frame, one, kinds.ACTION_END, new), "day", new, Told(N_("Date écrite : %(end)s."), {"end": new})
            ),
            term=ACTION_END,
            level=one.level,
            statements=keys(one),
        )


def _day_of(given: Given | None) -> date | None:
    return given.value if given is not None and isinstance(given.value, date) else None


def deadlines(frame: Frame) -> Iterator[Finding]:
    """« N months after an event » and the date given; a Sunday or a holiday carried over is explained."""
    for one in frame.of("deadline"):
        written, months = one.day("on"), one.number("months") or 0
        event = event_day(frame, one.level, one.word("after"))
        if written is None or event is None:
            continue
        right = ends_after(event, months)
        if written in right:
            continue
        until = add_months(event, months)
        facts = {"months": months, "event": event, "until": until}
        is_carried = written in carried(right)
        yield Finding(
            code="deadline_and_date",
            grade=EXPLAINED if is_carried else CONTRADICTION,
            about=Told(
                N_("Le délai finit le %(until)s, le texte donne le %(written)s"), {"until": until, "written": written}
            ),
            first=Side(one.passage, "day", until, Told(_AFTER[one.word("after")], facts)),
            second=Side(one.passage, "day", written, _carried_or_written(right, written, is_carried)),
            level=one.level,
            statements=keys(one),
        )


def _carried_or_written(right: frozenset[date], written: date, is_carried: bool) -> Told:
    if not is_carried:
        return Told(N_("Date écrite : %(end)s."), {"end": written})
    closed = next(day for day in sorted(right) if next_working_day(day) == written)
    return Told(
        N_("Le %(closed)s n'est pas un jour ouvré : le délai est reporté au %(written)s."),
        {"closed": closed, "written": written},
    )


def stated_days(frame: Frame) -> Iterator[Finding]:
    """A date of start or end written in a text, and the term that applies."""
    for one in frame.of("day"):
        written, event = one.day("on"), one.word("event")
        fixed = event_day(frame, one.level, event)
        if written is None or fixed is None or written == fixed:
            continue
        if event != kinds.SIGNATURE and written in frame.told(one, kinds.TERM_OF[event]):
            continue
        given = None if event == kinds.SIGNATURE else frame.term(one.level, kinds.TERM_OF[event])
        yield Finding(
            code="day_and_term",
            grade=CONTRADICTION,
            about=Told(
                N_("%(event)s : le texte donne le %(written)s, le paramètre le %(fixed)s"),
                {"event": kinds.EVENTS[event], "written": written, "fixed": fixed},
            ),
            first=Side(one.passage, "day", written, Told(N_("Date écrite : %(end)s."), {"end": written})),
            second=Side(
                given.passage if given else frame.signature,
                "day",
                fixed,
                Told(N_("Valeur qui s'applique : %(fixed)s."), {"fixed": fixed}),
            ),
            term=kinds.TERM_OF.get(event, ""),
            level=one.level,
            statements=keys(one),
        )


def restated_past(frame: Frame) -> Iterator[Finding]:
    """Dates that an amendment restates although they are past when it is signed or voted: they create nothing new."""
    for level in frame.levels:
        if level.number == 0 or level.considered_on is None:
            continue
        places: dict[str, list[tuple[Statement, date]]] = {}
        for one in frame.statements:
            if one.level == level.number and one.passage.source == "amendment":
                for day in _dates_of(frame, one):
                    if day < level.considered_on:
                        places.setdefault(one.passage.place, []).append((one, day))
        for dated in places.values():
            yield _past(level, level.considered_on, dated)


def _dates_of(frame: Frame, one: Statement) -> Iterator[date]:
    if one.kind == "reports":
        yield from one.days("dates")
    if one.kind == "deadline":
        event = event_day(frame, one.level, one.word("after"))
        written = one.day("on") or (add_months(event, one.number("months") or 0) if event else None)
        if written is not None:
            yield written


def _past(level: Level, considered_on: date, dated: list[tuple[Statement, date]]) -> Finding:
    days = tuple(sorted({day for _, day in dated}))
    stated = list(dict.fromkeys(one.key for one, _ in dated))
    return Finding(
        code="restated_past",
        grade=EXPLAINED,
        about=Told(N_("L'avenant reprend des dates déjà passées")),
        first=Side(dated[0][0].passage, "days", days, Told(N_("Dates reprises : %(days)s."), {"days": days})),
        second=Side(
            Passage("amendment", str(level.number)),
            "day",
            considered_on,
            Told(N_("Elles sont passées le %(on)s : elles ne créent aucune obligation."), {"on": considered_on}),
        ),
        level=level.number,
        also=tuple(dict.fromkeys(one.passage for one, _ in dated if one.passage != dated[0][0].passage)),
        statements=tuple(key for key in stated if key is not None),
    )
