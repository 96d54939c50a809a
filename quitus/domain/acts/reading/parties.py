"""Who the text binds: names, SIRET (checked by its key), and every name under which it calls them."""

import re
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from stdnum.fr import siren as siren_number
from stdnum.fr import siret as siret_number

from quitus.domain.acts.reading.confidence import DOUBTFUL, LIKELY, READ, STATED
from quitus.domain.acts.reading.text import S, Text, one_line, plain
from quitus.domain.acts.reading.zones import Zones

_SIRET = re.compile(
    rf"siret(?:{S}(?:suivant|de{S}l'[a-z]+))?{S}?(?:n ?°|no|numero)?{S}?:?{S}?(?P<digits>\d(?:[ .\n]?\d){{8,16}})(?!\d)"
)
_SIREN = re.compile(rf"siren(?:e)?{S}?(?:n ?°|no|numero)?{S}?:?{S}?(?P<digits>\d(?:[ .\n]?\d){{8}})(?![ .]?\d)")
_RNA = re.compile(
    rf"(?:rna|repertoire{S}national{S}des{S}associations)[^\n\w]{{0,4}}(?:n ?°{S}?)?(?P<rna>w ?\d{{9}})(?!\d)"
)
_BETWEEN = re.compile(r"(?:^|\n)[ ]?entre(?: les soussigne\w*| d'une part)?[ ]?:?(?=[ \n])")
_AGREED = re.compile(
    rf"il{S}(?:a{S}ete|est){S}(?:prealablement{S})?(?:convenu|arrete|expose|rappele|decide)|"
    rf"(?:^|\n)[ ]?(?:preambule|article{S}(?:1|premier))(?!\w)"
)
_NEXT = re.compile(
    r"(?:^|\n)[ ]?(?:et|et :|ainsi que)[ ]?:?[ ]?(?=\n)|(?:^|\n)[ ]?et[ ]?(?=(?:l[ea] |l'))|"
    r"(?:,|\n)[ ]?d'(?:une|autre) part[ ,]*"
)
_CALLED = re.compile(
    rf"ci-?{S}?apres{S}?(?:(?:designe|denomme|nomme|appele)(?:e|s|es|\(e\)|\.e)?{S}?)?(?:par"
    rf"|sous{S}le{S}(?:nom|terme|vocable)(?:{S}de)?|comme)?{S}?(?:l[ea]s?{S}|l'{S}?)?"
    rf"(?:«|\"){S}?(?P<name>[^»\"\n]{{2,80}}?){S}?(?:»|\")"
)
_ROLES = (
    r"titulaire|beneficiaire|porteur(?: de(?: l')?(?:projet|action))?|collectivite|financeur"
    r"|organisme|association|attributaire|mandant|mandataire|delegant|partenaire"
)
_ROLE_FIRST = re.compile(rf"^(?:l[ea]s? |l')?(?P<role>{_ROLES})[ ]?[,:][ ]?")
_ARTICLE = re.compile(r"^(?:L[ea]s?|l[ea]s?|LES?|LA|[Ll]['’])\s*(?=\S)")
_NAME_ENDS = re.compile(
    r",|\n\n|;|\(?(?:siret|siren|n ?° ?siret)|[ ](?:represente|dont le siege|sis |sise "
    r"|ci-apres|etablissement public|immatricule|association loi)"
)
_GIVEN_TO = re.compile(
    rf"(?:a{S}l'|a{S}la{S}|au{S}|aux{S}|avec{S}(?:l'|la{S}|le{S})?|entre{S}(?:l'|la{S}"
    rf"|le{S})?|de{S}l')(?P<name>[^.;:,()\n]{{4,120}}?)[ ,(]*(?:{S}?n ?°{S}?)?"
    rf"(?:immatricule\w*[^.;()]{{0,60}})?$"
)
_ENDS_A_LINE = rf"(?=[^\w\n]{{0,3}}\n|{S}-{S}|, )"
_OF_A_COMMUNE = r"(?:mairie|commune|ville)"
_OF_SEVERAL = rf"communaute{S}(?:de{S}communes|d'agglomeration|urbaine)|metropole|[a-z' -]{{2,40}}{S}metropole"
_OF_HELP = rf"centre{S}(?:communal|intercommunal){S}d'action{S}sociale|c\.?[ci]\.?a\.?s\.?|agence|office|caisse|regie"
_KINDS_BY_ASSEMBLY = (
    ("municipal", _OF_A_COMMUNE),
    ("communaut", _OF_SEVERAL),
    ("metropol", _OF_SEVERAL),
    ("administration", _OF_HELP),
    ("syndical", rf"syndicat|pole{S}(?:metropolitain|d'equilibre)"),
    ("departemental", rf"departement|conseil{S}departemental{S}d(?:es?|u)?"),
    ("regional", rf"region|conseil{S}regional{S}d(?:es?|u)?"),
    ("commission permanente", rf"departement|region|conseil{S}(?:regional|departemental){S}d(?:es?|u)?"),
    ("", rf"departement|region|{_OF_A_COMMUNE}|{_OF_SEVERAL}|{_OF_HELP}|syndicat"),
)
LONGEST_NAME = 200
NEAREST = 220
MOST_BEGINNINGS = 20


@dataclass(frozen=True)
class PartyRead:
    """A party: its name, its SIRET when its key is right, and the names under which the text calls it.

    `siret_refused` keeps the digits of a number given as a SIRET that is none. `siren` (its key is right) and `rna` are
    those that the text gives beside or instead.
    """

    name: str
    siret: str | None
    siret_refused: str
    aliases: tuple[str, ...]
    line: int
    confidence: float
    start: int
    siren: str = ""
    rna: str = ""


def parties(text: Text, zone: Zones, assembly: str = "") -> list[PartyRead]:
    """The parties of the text joined to the act, those whose SIRET is given elsewhere, and the authority itself.

    `assembly` is the name of the one that sat, where it is known: it tells which kind of authority to look for.
    """
    found = _parties_of_the_text(text)
    covered = _text_of_the_parties(text)
    for match in (*text.find(_SIRET), *text.find(_SIREN)):
        if covered and covered[0] <= match.start() < covered[1]:
            continue
        one = _beside(text, match)
        if one and not any(_same(one, other) for other in found):
            found.append(one)
    own = _authority(text, zone, assembly)
    if own:
        same = next((rank for rank, other in enumerate(found) if _same(own, other)), None)
        if same is None:
            found.append(own)
        elif not found[same].name:
            found[same] = replace(found[same], name=own.name)
    return found


def _text_of_the_parties(text: Text) -> tuple[int, int] | None:
    for between in islice(text.find(_BETWEEN), MOST_BEGINNINGS):
        agreed = _AGREED.search(text.folded, between.end(), min(text.length, between.end() + 8000))
        if agreed:
            return between.end(), agreed.start()
    return None


def _parties_of_the_text(text: Text) -> list[PartyRead]:
    bounds = _text_of_the_parties(text)
    if bounds is None:
        return []
    start, end = bounds
    found = []
    cuts = [start, *(match.end() for match in text.find(_NEXT, start, end)), end]
    for first, last in pairwise(cuts):
        one = _party(text, first, last)
        if one:
            found.append(one)
    return found


def _party(text: Text, start: int, end: int) -> PartyRead | None:
    """A party told between two offsets; None where nobody is (« ci-après ensemble les parties »)."""
    folded = text.folded[start:end]
    offset = start + len(folded) - len(folded.lstrip(" \n-:,"))
    aliases = []
    role = _ROLE_FIRST.match(text.folded[offset:end])
    if role:
        aliases.append(text.text[offset + role.start("role") : offset + role.end("role")].lower())
        offset += role.end()
    stop = _NAME_ENDS.search(text.folded, offset + 3, end)
    name = _named(text.text[offset : min(stop.start() if stop else end, offset + LONGEST_NAME)])
    if len(name) < 3 or plain(name).startswith(("ci apres", "d une part", "d autre part", "ensemble")) or offset >= end:
        return None
    aliases += [
        one_line(text.text[match.start("name") : match.end("name")]) for match in text.find(_CALLED, start, end)
    ]
    aliases = [alias.strip(" ,.*") for alias in aliases if plain(alias) not in ("parties", "les parties")]
    number = _SIRET.search(text.folded, start, end)
    siret, refused = _checked(number["digits"]) if number else (None, "")
    unique = tuple(dict.fromkeys(_ARTICLE.sub("", alias) for alias in aliases))
    siren, rna = _siren(text, start, end), _rna(text, start, end)
    confidence = STATED if siret else DOUBTFUL if refused else READ
    return PartyRead(name, siret, refused, unique, text.line_at(offset), confidence, offset, siren, rna)


def _siren(text: Text, start: int, end: int) -> str:
    for match in text.find(_SIREN, start, end):
        digits = re.sub(r"\D", "", match["digits"])
        if siren_number.is_valid(digits):
            return digits
    return ""


def _rna(text: Text, start: int, end: int) -> str:
    found = _RNA.search(text.folded, start, end)
    return found["rna"].replace(" ", "").upper() if found else ""


def _beside(text: Text, match: "re.Match[str]") -> PartyRead | None:
    """Who a SIRET or a SIREN outside of a list of parties belongs to: the name right before it."""
    floor = max(text.sentence_bounds(match.start(), match.end())[0], match.start() - NEAREST)
    before = text.folded[floor : match.start()]
    named = next(iter([*_GIVEN_TO.finditer(before)][-1:]), None)
    siren, siret, refused = _numbers(match)
    if match.re is _SIREN and not siren:
        return None
    if named:
        start, end = floor + named.start("name"), floor + named.end("name")
        nearer = re.split(r"(?<!\w)(?:a l'|a la |au |aux |avec l'|avec la |avec le )", text.folded[start:end])[-1]
        start = end - len(nearer)
    else:
        start, end = max(text.offset_of(text.line_at(match.start())), match.start() - NEAREST), match.start()
        name = _named(text.text[start:end])
        if len(name) < 4:
            own = text.line_at(match.start())
            end = text.offset_of(own)
            start = max(text.offset_of(max(1, own - 1)), end - NEAREST)
    name = _named(text.text[start:end].strip(" -:,(\n"))
    if len(name) < 3 or not any(character.isalpha() for character in name):
        name = ""
    confidence = (LIKELY if siret or siren else DOUBTFUL) if name else DOUBTFUL
    return PartyRead(name, siret, refused, (), text.line_at(match.start()), confidence, match.start(), siren)


def _numbers(match: "re.Match[str]") -> tuple[str, str | None, str]:
    """SIREN, SIRET and what was given as a SIRET and is none, of the number that was found."""
    if match.re is not _SIREN:
        return "", *_checked(match["digits"])
    digits = re.sub(r"\D", "", match["digits"])
    return (digits if siren_number.is_valid(digits) else ""), None, ""


def _authority(text: Text, zone: Zones, assembly: str) -> PartyRead | None:
    """The authority whose assembly sat, from the head of the act: a commune where a municipal council did."""
    kinds = next(kinds for word, kinds in _KINDS_BY_ASSEMBLY if word in plain(assembly))
    pattern = re.compile(rf"(?:^|\n)[^\w\n]{{0,4}}(?P<name>(?:{kinds})(?!\w)[^\n]{{0,80}}?){_ENDS_A_LINE}")
    match = next(text.find(pattern, 0, zone.header_end), None)
    if match is None:
        return None
    name = _named(text.text[match.start("name") : match.end("name")])
    return PartyRead(name, None, "", (), text.line_at(match.start("name")), LIKELY, match.start("name"))


def _named(said: str) -> str:
    name = one_line(said).strip(' ,;:.-*"«»(')
    name = re.sub(r"\s*\(?(?:n°|numéro)?$", "", name)
    return _ARTICLE.sub("", name).strip()


def _checked(digits: str) -> tuple[str | None, str]:
    """The SIRET when its fourteen digits and its key are right, else what was read."""
    only = re.sub(r"\D", "", digits)
    if len(only) == 14 and siret_number.is_valid(only):
        return only, ""
    return None, only


def _same(one: PartyRead, other: PartyRead) -> bool:
    if one.siret and other.siret:
        return one.siret == other.siret
    words, others = set(plain(one.name).split()), set(plain(other.name).split())
    return bool(words) and (words <= others or (bool(others) and others <= words))
