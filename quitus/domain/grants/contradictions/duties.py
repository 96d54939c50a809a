"""What texts say of reports, annexes, names and votes."""

import re
from collections.abc import Iterator
from datetime import date

from quitus.domain.grants.contradictions import kinds
from quitus.domain.grants.contradictions.durations import ACTION_END, keys
from quitus.domain.grants.contradictions.finding import CONTRADICTION, GAP, Finding, Side, Told
from quitus.domain.grants.contradictions.frame import AMENDMENT, Frame, Level, Name, Passage, Statement, Vote
from quitus.domain.grants.contradictions.reckoning import full_years
from quitus.kernel.calendar import add_months, month_bounds
from quitus.kernel.text import sort_key
from quitus.kernel.words import N_, Plural

_SMALL_WORDS = {"a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "of", "the"}
_ARTICLE = re.compile(r"^(le|la|les|l|un|une) ")
Cited = dict[str, tuple[Passage, int | None]]  # by annex, where it is cited and the key of the statement
CONVENTION_END = kinds.TERM_OF[kinds.CONVENTION_END]


def reports(frame: Frame) -> Iterator[Finding]:
    """Reports on full years, at the rhythm of the first of them: each full year of the action asks for one.

    The first report after a full year sets how long after the end of a year one reports: each other year is expected a
    report by the end of the same month.
    """
    for one in frame.of("reports"):
        start = frame.day(one.level, kinds.TERM_OF[kinds.START])
        end = frame.day(one.level, ACTION_END)
        if start is None or end is None or not one.says("full_years"):
            continue
        years = full_years(start, end, calendar=one.word("year") != kinds.OF_ACTION)
        given = one.days("dates")
        first = next((day for day in given if years and day > years[0][1]), None)
        if first is None:
            continue
        expected = [add_months(first, 12 * rank) for rank in range(len(years))]
        missing = [
            (year, on)
            for year, on in zip(years, expected, strict=True)
            if not any(year[1] < day <= month_bounds(on)[1] for day in given)
        ]
        if missing:
            yield _unreported(one, given, expected, missing)


def _unreported(
    one: Statement, given: tuple[date, ...], expected: list[date], missing: list[tuple[tuple[date, date], date]]
) -> Finding:
    wanted = tuple(on for _, on in missing)
    lacking = tuple(_year(year) for year, _ in missing)
    notes = []
    for year, _ in missing:
        late = next((day for day in given if day > year[1]), None)
        if late is None:
            notes.append(Told(N_("%(year)s : aucun rapport sur l'année pleine avant le bilan."), {"year": _year(year)}))
        else:
            facts = {"year": _year(year), "late": late}
            notes.append(Told(N_("%(year)s : premier rapport le %(late)s seulement."), facts))
    return Finding(
        code="years_not_reported",
        grade=GAP,
        about=Told(N_("Des années pleines restent sans rapport : %(years)s"), {"years": lacking}),
        first=Side(
            one.passage,
            "days",
            wanted,
            Told(
                N_("Au rythme du premier rapport, le %(first)s, il faudrait aussi un rapport : %(wanted)s."),
                {"first": expected[0], "wanted": wanted},
            ),
        ),
        second=Side(one.passage, "days", given, Told(N_("Dates écrites : %(given)s."), {"given": given})),
        level=one.level,
        notes=tuple(notes),
        statements=keys(one),
    )


def _year(bounds: tuple[date, date]) -> str:
    first, last = bounds
    return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"


def annexes(frame: Frame) -> Iterator[Finding]:
    """The end moves, and nothing says whether the annexed schedule and budget are replaced."""
    for level in frame.levels:
        moved = _moved_end(level)
        if level.number == 0 or moved is None:
            continue
        cited: Cited = {one.annex: (one.passage, None) for one in frame.annexes if one.annex in kinds.TIED_TO_THE_END}
        replaced = set(level.replaced_annexes)
        for one in frame.of("annex"):
            annex = one.word("annex")
            if one.says("replaced") and one.level == level.number:
                replaced.add(annex)
            if annex in kinds.TIED_TO_THE_END and one.level <= level.number:
                cited[annex] = (one.passage, one.key)
        silent = {annex: cited[annex] for annex in cited if annex not in replaced}
        if silent:
            yield _silent(frame, level, moved, silent)


def _moved_end(level: Level) -> date | None:
    for name in (ACTION_END, CONVENTION_END):
        before, after = level.before.get(name), level.after.get(name)
        if before is not None and after is not None and before.value != after.value and isinstance(after.value, date):
            return after.value
    return None


def _silent(frame: Frame, level: Level, end: date, silent: Cited) -> Finding:
    moving = next((one for one in frame.of("extension") if one.level == level.number), None)
    fixed = level.after.get(ACTION_END)
    passage = moving.passage if moving else (fixed.passage if fixed else Passage(AMENDMENT, str(level.number)))
    names = tuple(kinds.ANNEXES[annex] for annex in silent)
    passages = [where for where, _ in silent.values()]
    return Finding(
        code="annex_not_replaced",
        grade=GAP,
        about=Told(N_("La fin change, le sort des annexes n'est pas dit : %(names)s"), {"names": names}),
        first=Side(passage, "day", end, Told(N_("La fin passe au %(end)s."), {"end": end})),
        second=Side(
            passages[0],
            "words",
            names,
            Told(N_("Annexes citées, sans dire si elles sont remplacées : %(names)s."), {"names": names}),
        ),
        level=level.number,
        also=tuple(passages[1:]),
        statements=tuple(key for _, key in silent.values() if key is not None),
    )


def names(frame: Frame) -> Iterator[Finding]:
    """One party under several names: a reader may take it for several."""
    for party, label in kinds.PARTIES.items():
        called: dict[str, Name] = {}
        for one in frame.names:
            if one.party == party:
                called.setdefault(bare(one.word), one)
        if len(called) > 1:
            yield _several(label, list(called.values()))


def is_own_name(word: str, own: str) -> bool:
    """Whether a word is an organisation's own name, a beginning of it (« le Département »), or its initials."""
    said, name = bare(word), sort_key(own)
    initials = "".join(part[0] for part in name.split() if part not in _SMALL_WORDS)
    return f"{name} ".startswith(f"{said} ") or (len(said) > 1 and said == initials)


def bare(word: str) -> str:
    """A name without its article, as names are compared: « Le Bénéficiaire » is « bénéficiaire »."""
    return _ARTICLE.sub("", sort_key(word)) or word


def _several(label: str, called: list[Name]) -> Finding:
    words = tuple(one.word for one in called)
    return Finding(
        code="names_of_a_party",
        grade=GAP,
        about=Told(N_("%(party)s porte plusieurs noms : %(words)s"), {"party": label, "words": words}),
        first=Side(called[0].passage, "words", words[:1], Told(N_("Nommée « %(word)s »."), {"word": words[0]})),
        second=Side(called[1].passage, "words", words[1:], Told(N_("Nommée aussi : %(words)s."), {"words": words[1:]})),
        also=tuple(one.passage for one in called[2:]),
    )


def votes(frame: Frame) -> Iterator[Finding]:
    """More voices than members present and proxies listed; each member present holds one proxy at most."""
    for one in frame.votes:
        there = one.present + (one.proxies or 0)
        if one.voices > there:
            yield _vote(one, there)


def _vote(one: Vote, there: int) -> Finding:
    more = one.voices - there
    may_be_proxies = one.proxies is None and more <= min(one.present, one.away)
    facts = {"present": one.present, "proxies": one.proxies or 0, "there": there}
    return Finding(
        code="votes_and_present",
        grade=GAP if may_be_proxies else CONTRADICTION,
        about=Told(
            Plural(
                "%(voices)s voix pour %(there)s membre présent ou représenté",
                "%(voices)s voix pour %(there)s membres présents ou représentés",
                "there",
            ),
            {"voices": one.voices, "there": there},
        ),
        first=Side(
            one.passage,
            "count",
            there,
            Told(
                N_("Présents : %(present)s ; délégations de vote inscrites : %(proxies)s ; ensemble : %(there)s."),
                facts,
            ),
        ),
        second=Side(one.passage, "count", one.voices, Told(N_("Voix comptées : %(voices)s."), {"voices": one.voices})),
        notes=(
            Told(
                Plural(
                    "Le vote suppose %(more)s délégation de vote que l'acte n'inscrit pas.",
                    "Le vote suppose %(more)s délégations de vote que l'acte n'inscrit pas.",
                    "more",
                ),
                {"more": more},
            ),
        )
        if may_be_proxies
        else (),
    )
