"""Names of people as attendance lists write them; only to count them and to name a president and a secretary."""

import re

from quitus.domain.acts.reading.text import Text, one_line, plain

_CIVILITY = r"(?:MM|Mmes?|M|Mlles?|Me|Dr|Messieurs|Mesdames|Monsieur|Madame|Mademoiselle|MONSIEUR|MADAME|MME|MMES)\.?"
CIVILITY = re.compile(rf"(?<!\w){_CIVILITY}(?=\s)")
_PARTICLE = r"(?:d[eu]s?|d'|le|la|van|von|den|ben|el|al)"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'.-]*"
_NAME = rf"(?!{_CIVILITY}\s){_CAPITAL}(?:[ -]{_PARTICLE}|[ -]{_CAPITAL}){{0,6}}"
_FUNCTIONS = (
    r"maires?|president\w*|vice|adjoint\w*|delegu\w*|conseill\w*|membres?|directeur\w*|directrice\w*|secretaire\w*"
    r"|prefet\w*|depute\w*|senat\w*|tresori\w*|administrat\w*|elus?|titulaires?|suppleants?|rapporteur\w*"
)
_FUNCTION = re.compile(rf"(?<!\w)(?:{_FUNCTIONS})(?!\w)")
_LED_BY_FUNCTION = re.compile(
    rf"(?:{_CIVILITY}\s+)?(?:le|la|l')\s*(?:\w+[- ])?(?:maire|président|présidente|president|presidente)"
    rf"(?:\s+(?:du|de la|de l'|des)\s+[\w' -]+?)?\s*[,:]\s*",
    re.I,
)
_STATED_FUNCTION = re.compile(rf"(?:{_CIVILITY}\s+)?((?:le|la)\s+(?:maire|présidente?|presidente?))(?!\w)", re.I)
_PERSON = re.compile(rf"(?:{_CIVILITY}\s+)*(?P<name>{_NAME})")
_ASIDE = re.compile(r"\([^()]*\)")
_SEPARATORS = re.compile(rf"[,;\n|]|\s-\s|(?:^|\s)-(?=\s)|(?<!\w)et(?!\w)|(?<=\s)(?={_CIVILITY}\s)|/")
_NOBODY = re.compile(r"^\W*(?:neant|aucune?|personne|0)\W*$")
LONGEST_NAME_WORDS = 7


def name_at(text: Text, start: int, end: int) -> str:
    """The person named at `start`, without civility; the function (« Le Maire ») where no name is given; else ""."""
    part = text.text[start:end].lstrip(" :\n-")
    led = _LED_BY_FUNCTION.match(part)
    person = _PERSON.match(part[led.end() :] if led else part)
    if person and not _is_function(person["name"]):
        return _without_function(person["name"])
    stated = _STATED_FUNCTION.match(part)
    return one_line(stated.group(1)).capitalize() if stated else ""


def names_in(listed: str) -> list[str]:
    """The names of a list: « M. A, Maire, Mme B, MM. C et D » gives four, without functions nor asides."""
    listed = re.sub(rf"({_CIVILITY})\s*\n", r"\1 ", _ASIDE.sub(" ", listed))
    found = []
    titled = False
    for item in _SEPARATORS.split(listed):
        if re.match(rf"\s*{_CIVILITY}(?:\s|$)", item):
            titled = True
        name = CIVILITY.sub("", item + " ").strip(" .:*-")
        if name and _is_name(name, titled):
            found.append(one_line(name))
    return found


def says_nobody(listed: str) -> bool:
    """Whether a list says « néant »."""
    return _NOBODY.match(plain(listed)) is not None


def spelled_as_in(name: str, others: list[str]) -> str:
    """`name` as one of `others` spells it, where that one is not all in capitals."""
    same = (other for other in others if plain(other) == plain(name) and other != other.upper())
    return next(same, name)


def _is_function(name: str) -> bool:
    return _FUNCTION.match(plain(name)) is not None


def _without_function(name: str) -> str:
    words = name.split(" ")
    kept = next((rank for rank, word in enumerate(words) if rank and _is_function(word)), len(words))
    return re.sub(rf"(?:\s+{_PARTICLE})+$", "", " ".join(words[:kept])).strip(" .,-")


def _is_name(name: str, titled: bool) -> bool:
    words = name.split()
    if len(words) > LONGEST_NAME_WORDS or any(character.isdigit() for character in name) or _is_function(name):
        return False
    capitals = [word for word in words if word[:1].isupper()]
    if not capitals or len(capitals) * 2 < len(words):
        return False
    return len(words) > 1 or titled or (name.isupper() and len(name) > 1)
