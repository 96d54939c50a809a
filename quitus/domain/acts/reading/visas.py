"""What the act rests on: its visas (« Vu … »), the laws it names elsewhere, the opinions of commissions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from quitus.domain.acts.reading.confidence import DOUBTFUL, LIKELY, READ, STATED
from quitus.domain.acts.reading.dates import first_date
from quitus.domain.acts.reading.text import S, Text, one_line, plain
from quitus.domain.acts.reading.zones import Zones

CODE, LAW, DECREE, ORDER, DELIBERATION, REPORT, OPINION, OTHER = (
    "code",
    "law",
    "decree",
    "order",
    "deliberation",
    "report",
    "opinion",
    "other",
)
LONGEST_VISA = 1500
MOST_OPINIONS = 100

_VISA = re.compile(r"(?:^|\n|;)[ ]?(?:-[ ]?)?(?P<vu>vus?|vues?)(?=[ :\n]+(?![ :\n]))")
_LISTED = re.compile(r"(?:^|\n)[ ]?-[ ]?(?=(?:l[ea]s? |l'))")
_VISA_ENDS = re.compile(
    rf"\n\n|;|\n(?=[ ]?(?:-[ ]?)?(?:vus?|vues?|considerant|sur{S}(?:le{S}rapport|proposition)|entendu|apres|ayant"
    rf"|decide|delibere|il{S}est|le{S}conseil|la{S}commission|l'assemblee|monsieur|madame|le{S}president|le{S}maire"
    rf"|expose|rapport|article{S}\d)(?!\w))"
)
_KINDS = (
    (OPINION, re.compile(r"^(?:vus? )?(?:l[ea]s? |l')?avis")),
    (REPORT, re.compile(r"^(?:vus? )?(?:l[ea]s? |l')?(?:rapport|note|expose|projet|dossier)")),
    (DELIBERATION, re.compile(r"^(?:vus? )?(?:l[ea]s? |l')?deliberation")),
    (ORDER, re.compile(r"^(?:vus? )?(?:l[ea]s? |l')?arrete")),
    (DECREE, re.compile(r"^(?:vus? )?(?:l[ea]s? |l')?decret")),
    (LAW, re.compile(r"^(?:vus? )?(?:l[ea]s? |l')?(?:loi|ordonnance|constitution|reglement \(?(?:ue|ce)|directive)")),
    (CODE, re.compile(r"^(?:vus? )?(?:l[ea]s? |l')?(?:code|(?:dispositions|articles?).{0,60}(?:code|cgct)|cgct)")),
)
_CODE_NAME = (
    rf"(?:{S}du{S}(?:code{S}general{S}des{S}collectivites{S}territoriales"
    rf"|code{S}de{S}l'action{S}sociale{S}et{S}des{S}familles"
    rf"|code{S}[a-z']+(?:{S}[a-z']+){{1,3}}|cgct|casf|cja))?"
)
_OF_A_CODE = r"[lrd][. ]{0,2}\*?\d[\d-]*"
_OF_THE_DAY = rf"(?:{S}du{S}\d{{1,2}}(?:er)?{S}[a-z]+{S}\d{{4}})?"
_ELSEWHERE = (
    (
        LAW,
        re.compile(rf"(?<!\w)(?:loi(?:{S}organique)?|ordonnance){S}n ?°{S}?\d{{2,4}}-\d{{1,5}}{_OF_THE_DAY}"),
    ),
    (DECREE, re.compile(rf"(?<!\w)decret{S}n ?°{S}?\d{{2,4}}-\d{{1,5}}{_OF_THE_DAY}")),
    (
        CODE,
        re.compile(rf"(?<!\w)articles?{S}{_OF_A_CODE}(?:(?:{S}?,|{S}et|{S}a){S}{_OF_A_CODE}){{0,20}}{_CODE_NAME}"),
    ),
)
_DATED = re.compile(
    rf"(?:en{S}date{S}du|du|le|reunie?{S}le|lors{S}de{S}sa{S}(?:reunion|seance)(?:{S}en{S}date)?{S}du){S}?$"
)
_NUMBERED = re.compile(rf"n ?°{S}?(?P<number>[\w][\w./_-]*(?: ?[-/] ?\d+)?)")

_SAYS = rf"avis{S}(?:(?P<adjective>favorable|defavorable|reserve|conforme)(?!\w))?"
_NAMED = (
    rf"(?:commission|comite|bureau|conseil{S}(?!departemental|municipal|regional|communautaire)[a-z]+|section"
    rf"|groupe{S}de{S}travail)"
)
_ENDS_A_NAME = (
    rf"{S}?(?:,|\(|{S}-{S}avis|{S}(?:rendue?|emise?|donnee?|reunie?|lors|en{S}date|du{S}\d+|dans{S}sa|qui|a{S}emis"
    rf"|a{S}rendu|a{S}donne|seance|en{S}sa|s'est|consultee?|le{S}\d+|sur{S}l[ae]?|et{S}l'avis)(?!\w))"
)
_OPINION_OF = re.compile(
    rf"{_SAYS}[^.;\n]{{0,60}}?(?:de{S}la|du|de{S}l'|par{S}la|par{S}le|par{S}l'|de|des){S}?"
    rf"(?P<who>[^.;,\n]{{0,30}}?{_NAMED}(?:(?!{_ENDS_A_NAME})[^.;\n]){{0,160}})"
)
_GIVES_OPINION = re.compile(
    rf"(?P<who>(?:\d{{1,2}}(?:e|re|er|eme|ere|nde)?{S})?{_NAMED}[^.;\n]{{0,140}}?)"
    rf"[, ]{S}?(?:(?:reunie?s?|consultee?s?|saisie?s?)[^.;\n]{{0,60}}?)?(?:a{S}|ont{S}|ayant{S})?"
    rf"(?:emi[st]|rend[ut]?|donne|formule|emettant)s?{S}(?:un{S}|son{S})?{_SAYS}"
)
_WHO_ENDS = re.compile(_ENDS_A_NAME)
_ADJECTIVE = re.compile(r"(?<!\w)(?P<said>favorable|defavorable)(?:ment)?(?!\w)")


@dataclass(frozen=True)
class ReferenceRead:
    """A text that the act rests on: its words, its kind, and the number and day of an earlier act."""

    text: str
    kind: str
    number: str
    held_on: date | None
    line: int
    confidence: float


@dataclass(frozen=True)
class OpinionRead:
    """What a commission said; `given_on` and `favourable` are None where the act does not say."""

    commission: str
    given_on: date | None
    favourable: bool | None
    line: int
    confidence: float


@dataclass(frozen=True)
class _Visa:
    start: int
    end: int


def references(text: Text, zone: Zones) -> list[ReferenceRead]:
    """The visas in their order, opinions of commissions apart; then the laws and articles of codes named elsewhere."""
    visas = list(_visas(text, zone))
    found = [_reference(text, one) for one in visas if not _OPINION_OF.search(text.folded, one.start, one.end)]
    known = plain(" ".join(one.text for one in found))
    for kind, pattern in _ELSEWHERE:
        for match in text.find(pattern):
            said = one_line(text.text[match.start() : match.end()]).strip(" ,")
            inside = any(visa.start <= match.start() < visa.end for visa in visas)
            if not inside and plain(said) not in known:
                known += " " + plain(said)
                found.append(ReferenceRead(said, kind, "", None, text.line_at(match.start()), LIKELY))
    return found


def _visas(text: Text, zone: Zones) -> Iterator[_Visa]:
    for match in text.find(_VISA, 0, zone.act_end):
        start = match.start("vu")
        heads_a_list = re.match(r"vus? ?:? ?\n+ ?-", text.folded[start : start + 12])
        if heads_a_list:
            stop = re.search(r"\n\n(?! ?-)|\n ?(?:considerant|apres|decide|le conseil)", text.folded[start:])
            until = start + stop.start() if stop else zone.act_end
            for item in text.find(_LISTED, start, until):
                yield _Visa(item.end(), _end_of(text, item.end(), until))
        else:
            yield _Visa(start, _end_of(text, start, min(text.length, start + LONGEST_VISA)))


def _end_of(text: Text, start: int, until: int) -> int:
    ends = _VISA_ENDS.search(text.folded, start + 3, until)
    return ends.start() if ends else until


def _reference(text: Text, visa: _Visa) -> ReferenceRead:
    said = one_line(text.text[visa.start : visa.end]).strip(" ,;.-")
    if not plain(said).startswith("vu"):
        said = f"Vu {said}"
    folded = text.folded[visa.start : visa.end].strip()
    kind = next((kind for kind, pattern in _KINDS if pattern.match(one_line(folded))), OTHER)
    number, held_on = "", None
    if kind == DELIBERATION:
        named = _NUMBERED.search(text.folded, visa.start, visa.end)
        number = text.mended[named.start("number") : named.end("number")].strip(" .,") if named else ""
        day = first_date(text, visa.start, visa.end)
        held_on = day.on if day else None
    confidence = STATED if kind != OTHER else READ
    return ReferenceRead(said, kind, number, held_on, text.line_at(visa.start), confidence)


def opinions(text: Text) -> list[OpinionRead]:
    """The opinions of commissions; one told twice (in a visa, then in the report) is one, with what both say."""
    found: list[OpinionRead] = []
    taken: list[tuple[int, int]] = []
    for pattern in (_GIVES_OPINION, _OPINION_OF):
        for match in islice(text.find(pattern), MOST_OPINIONS):
            if any(first < match.end() and match.start() < last for first, last in taken):
                continue
            one = _opinion(text, match)
            if one:
                taken.append(match.span())
                found.append(one)
    merged: list[OpinionRead] = []
    for one in sorted(found, key=lambda one: one.line):
        same = next((rank for rank, other in enumerate(merged) if _same_commission(one, other)), None)
        if same is None:
            merged.append(one)
        else:
            merged[same] = _merged(merged[same], one)
    return merged


def _opinion(text: Text, match: "re.Match[str]") -> OpinionRead | None:
    start, end = match.span("who")
    stop = _WHO_ENDS.search(text.folded, start + 4, end)
    who = one_line(text.text[start : stop.start() if stop else end]).strip(' ,:-«»"')
    who = re.sub(r"^(?:la|le|les|l'|de|du|des)\s*(?=\w)", "", who, flags=re.I)
    if len(who) < 6:
        return None
    first, last = text.sentence_bounds(match.start(), match.end())
    last = min(last, text.folded.find("\n\n", match.end()) if "\n\n" in text.folded[match.end() : last] else last)
    other = re.search(r"(?<!\w)avis(?!\w)", text.folded[match.end() : last])
    last = match.end() + other.start() if other else last
    said = match["adjective"] or _adjective(text, match.start(), last)
    day = first_date(text, match.start(), last) or first_date(text, max(first, match.start() - 60), match.start())
    told = {"favorable": True, "conforme": True, "defavorable": False}.get(said or "")
    return OpinionRead(
        commission=who,
        given_on=day.on if day else None,
        favourable=told,
        line=text.line_at(start),
        confidence=STATED if told is not None and day else LIKELY,
    )


def _adjective(text: Text, start: int, end: int) -> str | None:
    found = _ADJECTIVE.search(text.folded, start, end)
    return found["said"] if found else None


def _key(name: str) -> tuple[str, frozenset[str]]:
    """What tells commissions apart: their rank, else their words."""
    folded = plain(name)
    rank = re.search(r"(?<!\w)(\d{1,2}) ?(?:e|re|er|eme|ere|nde)(?!\w)|commission n ?°? ?(\d{1,2})", folded)
    words = frozenset(word for word in re.findall(r"\w{4,}", folded) if word not in ("commission", "comite", "dite"))
    return (rank.group(1) or rank.group(2) or "") if rank else "", words


def _same_commission(one: OpinionRead, other: OpinionRead) -> bool:
    (rank, words), (other_rank, other_words) = _key(one.commission), _key(other.commission)
    if rank and other_rank:
        return rank == other_rank
    shared = len(words & other_words)
    return words == other_words or (shared > 0 and shared * 5 >= 3 * min(len(words), len(other_words)))


def _merged(first: OpinionRead, second: OpinionRead) -> OpinionRead:
    """One opinion told in two places: quoted from the place that says most, doubtful when they differ."""
    said = first if first.favourable is not None or second.favourable is None else second
    other = second if said is first else first
    differs = (other.given_on not in (None, said.given_on) and said.given_on is not None) or (
        other.favourable not in (None, said.favourable)
    )
    given_on = said.given_on or other.given_on
    complete = given_on is not None and said.favourable is not None
    return replace(said, given_on=given_on, confidence=DOUBTFUL if differs else STATED if complete else LIKELY)
