"""Who sat: members present, excused, represented, and those without a vote; counted from the lists, or as stated."""

import re
from dataclasses import dataclass

from quitus.domain.acts.reading.confidence import DOUBTFUL, LIKELY, READ, STATED
from quitus.domain.acts.reading.found import Found
from quitus.domain.acts.reading.numerals import COUNT, count_of
from quitus.domain.acts.reading.people import names_in, says_nobody
from quitus.domain.acts.reading.text import S, Text, plain
from quitus.domain.acts.reading.zones import Zones

_E = r"(?:\(?[a-z.]{1,3}\)?){0,3}"  # present, presents, present(e)s, présent.e.s
_ALSO = rf"(?:{S}(?:egalement|aussi|en{S}outre|a{S}la{S}seance|a{S}la{S}reunion|:))*"
_LABELS = (
    ("excused_without_vote", rf"excuse{_E}{S}sans{S}voix(?:{S}deliberative)?"),
    (
        "attending_without_vote",
        rf"(?:assist\w+|presents?|participai?\w+){_ALSO}{S}sans{S}voix(?:{S}deliberative)?|"
        rf"(?:avec{S})?voix{S}consultative",
    ),
    ("attending_without_vote", rf"(?:assist\w+|presents?|participai?\w+){_ALSO}{S}a{S}titre{S}consultatif"),
    ("attending_without_vote", rf"assist\w+{S}(?:egalement|aussi|en{S}outre){_ALSO}"),
    (
        "proxy",
        rf"(?:absent{_E}|excuse{_E}|membre{_E}|conseiller\w*|elu{_E})?(?:{S}(?:excuse{_E}|et"
        rf"|ou)){{0,2}}{S}?(?:(?:ayant|ont|a|avait|avaient){S}donne{S}(?:un{S})?(?:pouvoir"
        rf"|procuration|delegation|mandat)[a-z ]{{0,24}}|(?:ayant|avec){S}(?:pouvoir"
        rf"|procuration))",
    ),
    (
        "proxy",
        rf"(?:pouvoirs?|procurations?|delegations?{S}de{S}vote|(?:absent{_E}{S}(?:et{S})?)?represente{_E}|mandats?)(?:{S}"
        rf"(?:donnes?|ecrite?s?|de{S}vote|a|par))?",
    ),
    ("excused", rf"(?:absent{_E}{S}(?:et{S})?)?excuse{_E}"),
    ("absent", rf"absent{_E}"),
    ("present", rf"(?:(?:etai(?:en)?t|sont|est|membre{_E}|conseiller\w*|elu{_E}|delegue{_E}){S})*present{_E}"),
)
_COUNTED = (
    rf"(?:(?:sont|etai(?:en)?t|est|ont{S}ete){S})?"
    rf"(?:nombre{S}(?:de{S}|d'))?(?:(?:membre|conseiller|elu|delegue|administrateur)\w*{S})?"
)
_OTHER_LABEL = re.compile(
    r"(?:^|\n|\. )\W*(?:secretaire|president\w*|quorum|date|objet|nombre|convocation"
    r"|votants?|suffrages|en exercice|vote|le quorum"
    r"|formant|lesquel\w+|soit|ordre du jour|rapporteur|rapport|etai\w+ absent|n ?° ?"
    r"|monsieur le|madame la|m\. le|mme la"
    r"|deliberation|il a ete|conformement|conseillers? en|ouverture|la seance|a ete)"
)
_LIST_ENDS = re.compile(r"\n\n(?!\W*(?:m\.|mm\.|mmes?|monsieur|madame|mlle|-))|(?<=[a-z\)])\.(?=\n|$)")
_STATED = re.compile(
    rf"^{S}?(?:\(s\))?{S}?[:=|-]?{S}?\(?(?P<count>{COUNT})\)?(?!\w)(?!{S}?(?:er|eme|mai|juin|h)\b)"
    rf"(?:{S}?\([^)\n]{{0,40}}\))?{S}?(?=[\n,:;.|)-]|$|{S}[a-z])"
)
_GIVES = re.compile(
    rf"(?:(?:a{S})?(?:donne|donnant|ayant{S}donne)?{S}?(?:pouvoir|procuration|delegation"
    rf"(?:{S}de{S}vote)?|mandat){S}?(?::{S}?)?(?:a|au){S}"
    rf"|represente{_E}{S}par{S}|(?<=\w){S}par{S}(?=(?:m\.|mme|mlle|monsieur|madame){S})|(?:(?<=[\w)]){S}|\()(?:a|->|=>){S}(?=(?:m\.|mme|mlle|monsieur|madame){S}))"
)
# « présents ou représentés : 16 » counts neither; « M. A (pouvoir à Mme B), » is an aside of a list.
_TOGETHER = re.compile(rf"{S}?(?:ou|et){S}represente")
_ASIDE_ENDS = re.compile(r"[^()\n]{2,70}\)")
_VOTERS = (
    re.compile(rf"(?:nombre{S}de{S})?(?:votants?|suffrages{S}exprimes)(?:\(s\))?{S}?[:=|]?{S}?(?P<count>{COUNT})"),
    re.compile(
        rf"unanimite(?:{S}des{S}[a-z ]{{1,30}}?)?{S}?[(,]?{S}?(?:soit{S}|par{S})?(?P<count>{COUNT}){S}(?:voix|vot)"
    ),
    re.compile(rf"(?P<count>{COUNT}){S}(?:votants?|suffrages{S}exprimes)(?!\w)"),
    re.compile(rf"(?:votants|suffrages{S}exprimes|voix){S}?\({S}?(?P<count>{COUNT})(?:{S}voix)?{S}?\)"),
)


@dataclass(frozen=True)
class AttendanceRead:
    """Counts of those who sat; None where the act does not say.

    `excused` counts members with a vote. `non_voting` attended without a vote; those excused without one stand apart,
    in `excused_non_voting`. `absent` counts members told absent beside others told excused. `voters` is what the act
    states as « votants ».
    """

    present: Found[int] | None
    excused: Found[int] | None
    absent: Found[int] | None
    proxies: Found[int] | None
    non_voting: Found[int] | None
    excused_non_voting: Found[int] | None
    voters: Found[int] | None
    present_names: tuple[str, ...]


@dataclass(frozen=True)
class _Block:
    """A list under its label: offsets of both, the names in it, the number stated."""

    kind: str
    start: int
    listed: int
    end: int
    names: tuple[str, ...]
    stated: int | None
    is_nobody: bool
    pairs: int


def attendance(text: Text, zone: Zones) -> AttendanceRead:
    """Counts those who sat, from the header; from the whole act where its header has no list."""
    blocks = _blocks(text, zone.header_end)
    if not any(block.kind == "present" for block in blocks):
        blocks = _blocks(text, zone.act_end) or blocks
    by_kind = {kind: [block for block in blocks if block.kind == kind] for kind, _ in _LABELS}
    excused, absent = _count(text, by_kind["excused"]), _count(text, by_kind["absent"])
    proxies = _proxies(text, blocks, by_kind["proxy"])
    if excused is None:
        excused = _represented(text, by_kind["proxy"])
        if excused is None:
            excused, absent = _doubtful(absent), None
    return AttendanceRead(
        present=_count(text, by_kind["present"]),
        excused=excused,
        absent=absent,
        proxies=proxies,
        non_voting=_count(text, by_kind["attending_without_vote"]),
        excused_non_voting=_count(text, by_kind["excused_without_vote"]),
        voters=_voters(text, zone),
        present_names=tuple(name for block in by_kind["present"] for name in block.names),
    )


def _blocks(text: Text, end: int) -> list[_Block]:
    """The lists, each until the next label."""
    found: list[tuple[int, int, str]] = []
    for kind, words in _LABELS:
        pattern = re.compile(rf"(?<![\w'-]){_COUNTED}(?:{words})(?![\w'])")
        for match in text.find(pattern, 0, end):
            taken = any(match.start() < last and first < match.end() for first, last, _ in found)
            if not taken and _is_label(text, match.start(), match.end(), kind):
                found.append((match.start(), match.end(), kind))
    found.sort()
    starts = [*(first for first, _, _ in found[1:]), end] if found else []
    return [_block(text, *one, until) for one, until in zip(found, starts, strict=True)]


def _is_label(text: Text, start: int, end: int, kind: str) -> bool:
    """Whether words are the label of a list and not a part of a sentence: a colon, a number or a name follows."""
    after = text.folded[end : end + 60]
    before = text.folded[max(0, start - 30) : start]
    if re.search(
        r"(?:majorite|unanimite|quorum)[^.\n]{0,30}\Z"
        r"|\bla $|\bdes (?:membres|conseillers|elus)? ?$|presents? (?:ou|et) $",
        before,
    ):
        return False
    if _TOGETHER.match(after) or (kind == "proxy" and before.endswith("(") and _ASIDE_ENDS.match(after)):
        return False
    if re.match(rf"{S}?(?:\([^)\n]{{0,40}}\){S}?)?[:=|]", after) or _STATED.match(after):
        return True
    stands_alone = re.search(r"(?:^|\n|[.;,|] ?|\(|- ?)(?:et )?$", before) is not None
    return (
        stands_alone
        and re.match(rf"(?:{S}|-)*(?:m\.|mm\.|mmes?|mlle|monsieur|madame|messieurs|mesdames)(?!\w)", after) is not None
    )


def _block(text: Text, start: int, listed: int, kind: str, until: int) -> _Block:
    others = _OTHER_LABEL.search(text.folded, listed + 1, until)
    end = others.start() if others else until
    ends = _LIST_ENDS.search(text.folded, min(listed + 2, end), end)
    stated = _STATED.match(text.folded[listed:end])
    first = listed + (stated.end() if stated else 0)
    if stated:
        end = min(end, _end_of_stated(text, first, end))
    end = ends.start() if ends and names_in(text.text[first : ends.start()]) else end
    content = text.text[first:end]
    return _Block(
        kind=kind,
        start=start,
        listed=listed,
        end=end,
        names=tuple(names_in(content)),
        stated=count_of(stated["count"]) if stated else None,
        is_nobody=says_nobody(text.text[listed : text.text.find("\n", listed + 1, end) if "\n" in content else end]),
        pairs=len(_GIVES.findall(text.folded[start:end])),
    )


def _end_of_stated(text: Text, first: int, end: int) -> int:
    """Where a list ends that begins with its count: with the line, unless names stand right below."""
    line_end = text.text.find("\n", first, end)
    if line_end < 0 or names_in(text.text[first:line_end]):
        return end
    below = re.match(r"\s{0,3}(?:- ?)?(?:m\.|mm\.|mmes?|mlle|monsieur|madame)(?!\w)", text.folded[line_end:end])
    return end if below else line_end


def _count(text: Text, blocks: list[_Block]) -> Found[int] | None:
    """A number stated wins over the names counted; doubtful when they differ."""
    stated = [block for block in blocks if block.stated is not None]
    listed = [block for block in blocks if block.names]
    if stated:
        count = stated[0].stated or 0
        line = text.line_at(max(stated[0].start, stated[0].listed - 1))
        names = sum(len(block.names) for block in listed)
        return Found(count, line, DOUBTFUL if names and names != count else STATED)
    if listed:
        total = len({plain(name) for block in listed for name in block.names})
        return Found(total, text.line_at(listed[0].start), READ)
    if any(block.is_nobody for block in blocks):
        return Found(0, text.line_at(blocks[0].start), READ)
    return None


def _proxies(text: Text, blocks: list[_Block], given: list[_Block]) -> Found[int] | None:
    """Counted by « à », « pouvoir à », « représentée par » between two names; else as stated."""
    stated = [block for block in given if block.stated is not None]
    pairs = sum(block.pairs for block in blocks if block.kind in ("proxy", "excused", "absent"))
    if stated:
        count = stated[0].stated or 0
        line = text.line_at(max(stated[0].start, stated[0].listed - 1))
        return Found(count, line, DOUBTFUL if pairs and pairs != count else STATED)
    if pairs:
        first = next(block for block in blocks if block.pairs and block.kind in ("proxy", "excused", "absent"))
        return Found(pairs, text.line_at(first.start), READ)
    if any(block.is_nobody for block in given):
        return Found(0, text.line_at(given[0].start), READ)
    return None


def _represented(text: Text, given: list[_Block]) -> Found[int] | None:
    """Members told only by the proxy they gave are excused ones."""
    pairs = [block for block in given if block.pairs]
    if not pairs:
        return None
    return Found(sum(block.pairs for block in pairs), text.line_at(pairs[0].start), LIKELY)


def _doubtful(absent: Found[int] | None) -> Found[int] | None:
    return Found(absent.value, absent.line, DOUBTFUL) if absent else None


def _voters(text: Text, zone: Zones) -> Found[int] | None:
    for pattern in _VOTERS:
        for match in text.find(pattern, 0, zone.act_end):
            count = count_of(match["count"])
            if count is not None:
                return Found(count, text.line_at(match.start()), STATED)
    return None
