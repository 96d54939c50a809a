"""How the assembly voted, and whether it adopted."""

import re
from dataclasses import dataclass

from quitus.domain.acts.reading.confidence import DOUBTFUL, LIKELY, READ, STATED
from quitus.domain.acts.reading.found import Found
from quitus.domain.acts.reading.numerals import COUNT, IN_LETTERS, count_of
from quitus.domain.acts.reading.people import names_in
from quitus.domain.acts.reading.text import S, Text, one_line
from quitus.domain.acts.reading.zones import Zones

FOR, AGAINST, ABSTENTION = "for", "against", "abstention"
ADOPTED, REJECTED, WITHDRAWN = "adopted", "rejected", "withdrawn"

_CHOICES = (
    (FOR, r"(?:en faveur|favorables?|pour)"),
    (AGAINST, r"(?:defavorables?|contre)"),
    (ABSTENTION, r"(?:abstentions?(?:\(s\))?|s'abstien\w*|s'abstenant|abstenue?s?)"),
)
_KIND = "|".join(f"(?P<{kind}>{words})" for kind, words in _CHOICES)
_VOICES = rf"(?:{S}?(?:voix|votes?|suffrages?)(?!\w))?"
_LABEL_FIRST = re.compile(
    rf"(?<!\w)(?:(?:votes?|voix|suffrages?|nombre{S}de{S}voix){S}?)?(?:{_KIND})"
    rf"(?:\(s\))?{S}?[:=|]{S}?(?P<count>{COUNT})(?!\w)"
)
_NUMBER_FIRST = re.compile(
    rf"(?<![\w/])(?P<count>{COUNT})(?:{S}?\([^)\n]{{1,30}}\))?{_VOICES}(?:{S}exprimees?)?{S}?[«\"']?{S}?(?:{_KIND})(?!\w)"
)
_ONE_AGAINST_THE_OTHER = re.compile(
    rf"(?<![\w/])(?P<count>{COUNT}){S}(?:voix|suffrages?|votes?){S}contre{S}(?P<less>{COUNT})(?!\w)"
)
_ADOPTED_BY = re.compile(
    rf"(?:adopte|approuve)\w*{S}par{S}(?P<count>{COUNT}){S}(?:voix|votes?)(?!{S}?[«\"']?{S}?(?:pour|contre|en|sur))"
)
_BARE = re.compile(rf"(?:^|[\n|:,;-]){S}?-?{S}?(?:{_KIND}){S}(?P<count>{COUNT}){_VOICES}{S}?(?=[\n|,;-]|$)")
_NAMES = re.compile(
    rf"(?<!\w)(?:{_KIND})(?:\(s\))?{S}?(?::|(?<=abstenu)|(?<=abstenue)|(?<=abstenus)|(?<=abstenues)){S}?(?P<names>(?:m\.|mme|mm\.|mmes|monsieur|madame){S}[^\n:]{{2,400}})"
)
_NONE = re.compile(rf"(?<!\w)(?:{_KIND})(?:\(s\))?{S}?:{S}?(?:neant|aucune?|personne|-)(?!\w)")
_UNANIMOUS = re.compile(rf"(?<!\w)(?:a{S}l'{S}?unanimite|unanimement|unanimite(?={S}?(?:\n|\)|des)))")
_MAJORITY = re.compile(rf"a{S}la{S}majorite(?!{S}(?:absolue{S}des{S}membres|de{S}ses|des{S}membres{S}en))")

_ADOPTED = re.compile(
    rf"(?:^|\n)[^\w\n]*(?:(?:la{S}|cette{S})?(?:presente{S})?(?:deliberation|proposition"
    rf"|resolution|projet)[^.;\n]{{0,40}}{S})?(?:est{S}|a{S}ete{S})?(?:adopt(?:ee?|e{S}\(e\)"
    rf"|ee?s)|approuvee?)(?:{S}a{S}l|{S}a{S}la|{S}par|{S}en|[^\w\n]*(?=\n|$))"
    rf"|(?:deliberation|proposition|texte|rapport|projet|resultat)(?:{S}[a-z'°]+){{0,4}}{S}?"
    rf"(?:est|:|a{S}ete|sont){S}(?:declaree?{S})?(?:adoptee?|approuvee?)"
    rf"|\(adoptee?\)|adoptee?{S}(?:a{S}l'{S}?unanimite|a{S}la{S}majorite|par{S})"
)
_REJECTED = re.compile(
    rf"(?:^|\n)[^\w\n]*\(?(?:rejetee?|repoussee?|non{S}adoptee?|refusee?)\)?\W*(?=\n|$|a{S}la)"
    rf"|(?:deliberation|proposition|texte|rapport|projet|resultat)(?:{S}[a-z'°]+){{0,4}}{S}?"
    rf"(?:est|:|a{S}ete){S}(?:declaree?{S})?(?:rejetee?|repoussee?|non{S}adoptee?)(?!\w)"
    rf"|n'(?:est|a){S}pas{S}(?:ete{S})?adoptee?|rejett?e{S}(?:la{S}proposition|a{S}l|a{S}la)|\(rejetee?\)"
)
_WITHDRAWN = re.compile(
    rf"(?:^|\n)[^\w\n]*\(?retiree?\)?[^\w\n]*(?=\n|$)|retiree?{S}de{S}l'ordre{S}du{S}jour|"
    rf"(?:deliberation|rapport|point|dossier|projet)(?:{S}[a-z°\d-]+){{0,3}}{S}?(?:est|:"
    rf"|a{S}ete|-){S}(?:ajournee?|retiree?)"
)
_DECIDES = re.compile(rf"(?<!\w)(?:decide|approuve|adopte|autorise|arrete|delibere|accepte|emet{S}un{S}avis)(?!\w)")
_HEADING = re.compile(
    r"(?:^|\n)(?P<heading>[^\n]*pour[^\n\d]*contre[^\n\d]*abst[^\n\d]*|[^\n]*pour[^\n\d]*abst[^\n\d]*contre[^\n\d]*)\n"
)
_ROW = re.compile(
    r"(?P<name>[^|\d]*?)[ |:]*(?P<first>\d{1,3}|-)[ |]+(?P<second>\d{1,3}|-)[ |]+(?P<third>\d{1,3}|-)[ |\d]*$"
)
# What follows « 6 pour » where it counts a vote: another choice, or nothing.
_CLOSES = re.compile(
    rf"{S}?(?:[,;.:)(|/»\"'-]|\n|$|et{S}|\d|contre|pour|abst|voix|aucune?|zero|{IN_LETTERS}{S}(?:contre|abst))"
)
MOST_ROWS = 25
MOST_VOICES, MOST_BARE = 1_000, 300
FAR = 250


@dataclass(frozen=True)
class GroupVoteRead:
    """How a group voted: for, against, abstentions."""

    name: str
    votes_for: int
    votes_against: int
    votes_abstention: int
    line: int


@dataclass(frozen=True)
class VotesRead:
    """Votes as the act counts them, None where it does not; `result` is "adopted", "rejected" or "withdrawn"."""

    votes_for: Found[int] | None
    votes_against: Found[int] | None
    votes_abstention: Found[int] | None
    groups: tuple[GroupVoteRead, ...]
    result: Found[str] | None


def votes(text: Text, zone: Zones, voters: Found[int] | None) -> VotesRead:
    """How the assembly voted. `voters` is the number of voters that the act states, the counts of a unanimous vote."""
    counted, groups = _table(text, zone)
    for kind, found in _counted(text, zone).items():
        counted.setdefault(kind, found)
    unanimous = next(text.find(_UNANIMOUS, 0, zone.act_end), None)
    if unanimous and not counted.get(FOR) and voters:
        line = text.line_at(unanimous.start())
        away = counted.get(ABSTENTION)
        sure = READ if abs(voters.line - line) <= 1 and not away else LIKELY
        counted[FOR] = Found(voters.value - (away.value if away else 0), line, sure)
        counted.setdefault(AGAINST, Found(0, line, sure))
        if not re.search("exprimes", text.folded[max(0, unanimous.start() - 300) : unanimous.end() + 80]):
            counted.setdefault(ABSTENTION, Found(0, line, LIKELY))
    return VotesRead(
        votes_for=counted.get(FOR),
        votes_against=counted.get(AGAINST),
        votes_abstention=counted.get(ABSTENTION),
        groups=groups,
        result=_result(text, zone, counted, unanimous),
    )


def _counted(text: Text, zone: Zones) -> dict[str, Found[int]]:
    """Counts told by words, from the first vote that is told whole: « Pour : 43 voix », « 30 voix pour », « POUR 43 ».

    A later vote that differs makes them doubtful. What only names who voted is counted where no number is told.
    """
    sets = _sets(text, _told(text, zone))
    whole = [one for one in sets if FOR in one and AGAINST in one]
    chosen = dict((whole or sorted(sets, key=len, reverse=True) or [{}])[0])
    for other in sets:
        for kind, found in other.items():
            known = chosen.setdefault(kind, Found(found.value, found.line, DOUBTFUL))
            if other in whole and known.value != found.value:
                chosen[kind] = Found(known.value, known.line, DOUBTFUL)
    for pattern in (_NAMES, _NONE):
        for match in text.find(pattern, 0, zone.act_end):
            count = _names(text, match) if pattern is _NAMES else 0
            chosen.setdefault(_kind(match), Found(count, text.line_at(match.start()), LIKELY))
    return chosen


@dataclass(frozen=True)
class _Told:
    """One count, told between two offsets."""

    kind: str
    count: int
    start: int
    end: int


def _told(text: Text, zone: Zones) -> list[_Told]:
    """Every count told by words, in its order; a year counts nothing, nor does a large number without « voix »."""
    found: list[_Told] = []
    for match in text.find(_ONE_AGAINST_THE_OTHER, 0, zone.act_end):
        for kind, group in ((FOR, "count"), (AGAINST, "less")):
            count = count_of(match[group])
            if count is not None and count <= MOST_VOICES:
                found.append(_Told(kind, count, match.start(group), match.end()))
    for match in text.find(_ADOPTED_BY, 0, zone.act_end):
        count = count_of(match["count"])
        if count is not None and count <= MOST_VOICES:
            found.append(_Told(FOR, count, match.start("count"), match.end()))
    opposed = [(one.start, one.end) for one in found]
    matches = [match for pattern in (_LABEL_FIRST, _BARE) for match in text.find(pattern, 0, zone.act_end)]
    if not any(_kind(match) == FOR for match in matches):
        matches += list(text.find(_NUMBER_FIRST, 0, zone.act_end))
    for match in matches:
        count = count_of(match["count"])
        inside = any(first < match.end() and match.start() < last for first, last in opposed)
        if count is not None and not inside and _is_vote(text, match, _kind(match), count):
            found.append(_Told(_kind(match), count, match.start(), match.end()))
    return sorted(found, key=lambda one: one.start)


def _sets(text: Text, told: list[_Told]) -> list[dict[str, Found[int]]]:
    """Counts told together: one of each kind, none far from the one before it."""
    sets: list[dict[str, Found[int]]] = []
    last = 0
    for one in told:
        if not sets or one.start - last > FAR or one.kind in sets[-1]:
            sets.append({})
        sets[-1][one.kind] = Found(one.count, text.line_at(one.start), STATED)
        last = one.end
    return sets


def _kind(match: "re.Match[str]") -> str:
    return next(kind for kind, _ in _CHOICES if match[kind])


def _is_vote(text: Text, match: "re.Match[str]", kind: str, count: int) -> bool:
    """« 36 mois pour », « 2024 pour trois ans » count nothing: « pour » needs « voix », a colon or another choice."""
    said = match.group()
    has_voices = re.search(r"voix|votes?|suffrages|exprime", said) is not None
    if count > (MOST_VOICES if has_voices else MOST_BARE):
        return False
    if has_voices or kind == ABSTENTION or re.search(r"[:=|]", said):
        return True
    if match.re is _NUMBER_FIRST and not _CLOSES.match(text.folded, match.end()):
        return False
    around = text.folded[max(0, match.start() - 160) : match.end() + 160]
    return re.search(r"contre|abstention|voix|\bvotes?\b", around.replace(said, "")) is not None


def _names(text: Text, match: "re.Match[str]") -> int:
    return len(names_in(text.text[match.start("names") : match.end("names")]))


def _table(text: Text, zone: Zones) -> tuple[dict[str, Found[int]], tuple[GroupVoteRead, ...]]:
    """A table by group: its total, or the sum of its rows."""
    for heading in text.find(_HEADING, zone.header_end, zone.act_end):
        said = heading["heading"]
        order = sorted(
            (said.find(word), kind) for kind, word in ((FOR, "pour"), (AGAINST, "contre"), (ABSTENTION, "abst"))
        )
        kinds = [kind for _, kind in order]
        rows = _rows(text, heading.end(), zone.act_end, kinds)
        groups = tuple(row for row in rows if not row.name.lower().startswith("total"))
        total = next((row for row in rows if row.name.lower().startswith("total")), None)
        if rows:
            return _sums(total, groups), groups
    return {}, ()


def _rows(text: Text, start: int, end: int, kinds: list[str]) -> list[GroupVoteRead]:
    rows = []
    offset = start
    for line in text.folded[start:end].split("\n")[:MOST_ROWS]:
        found = _ROW.match(line)
        if found:
            counts = (0 if said == "-" else int(said) for said in found.group("first", "second", "third"))
            by_kind = dict(zip(kinds, counts, strict=True))
            name = one_line(text.text[offset + found.start("name") : offset + found.end("name")]).strip(" |:-")
            rows.append(GroupVoteRead(name, by_kind[FOR], by_kind[AGAINST], by_kind[ABSTENTION], text.line_at(offset)))
        elif rows and line.strip():
            break
        offset += len(line) + 1
    return rows


def _sums(total: GroupVoteRead | None, groups: tuple[GroupVoteRead, ...]) -> dict[str, Found[int]]:
    sums = {
        FOR: sum(group.votes_for for group in groups),
        AGAINST: sum(group.votes_against for group in groups),
        ABSTENTION: sum(group.votes_abstention for group in groups),
    }
    if total is None:
        return {kind: Found(count, groups[0].line, LIKELY) for kind, count in sums.items()}
    told = {FOR: total.votes_for, AGAINST: total.votes_against, ABSTENTION: total.votes_abstention}
    agrees = not groups or told == sums
    return {kind: Found(count, total.line, STATED if agrees else DOUBTFUL) for kind, count in told.items()}


def _result(
    text: Text, zone: Zones, counted: dict[str, Found[int]], unanimous: "re.Match[str] | None"
) -> Found[str] | None:
    for result, pattern in ((WITHDRAWN, _WITHDRAWN), (REJECTED, _REJECTED), (ADOPTED, _ADOPTED)):
        if match := next(text.find(pattern, 0, zone.act_end), None):
            first = re.search(r"\w", match.group())
            line = text.line_at(match.start() + (first.start() if first else 0))
            return Found(result, line, _agreed(result, counted))
    decides = next(text.find(_DECIDES, zone.header_end, zone.act_end), None)
    majority = unanimous or next(text.find(_MAJORITY, 0, zone.act_end), None)
    if decides and majority:
        return Found(ADOPTED, text.line_at(majority.start()), READ)
    votes_for, against = counted.get(FOR), counted.get(AGAINST)
    if decides and votes_for and votes_for.value and not against:
        return Found(ADOPTED, votes_for.line, LIKELY)
    if votes_for and against and votes_for.value != against.value:
        adopts = votes_for.value > against.value
        return Found(ADOPTED if adopts else REJECTED, votes_for.line, READ if decides and adopts else LIKELY)
    return None


def _agreed(result: str, counted: dict[str, Found[int]]) -> float:
    """Sure where the votes counted agree with the result told."""
    votes_for, against = counted.get(FOR), counted.get(AGAINST)
    if result == WITHDRAWN or not votes_for or not against:
        return READ + 0.05
    return STATED if (votes_for.value > against.value) == (result == ADOPTED) else DOUBTFUL
