"""Which articles a text changes: modified, replaced, completed, added, repealed."""

import re
from dataclasses import dataclass

from quitus.domain.acts.reading.confidence import LIKELY, READ, STATED
from quitus.domain.acts.reading.text import S, Text

MODIFIED, REPLACED, COMPLETED, ADDED, REPEALED = "modified", "replaced", "completed", "added", "repealed"

_ORDINALS = {
    "premier": "1", "un": "1", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "sept": "7",
    "huit": "8", "neuf": "9", "dix": "10",
}  # fmt: skip
_ONE = (
    rf"(?:\d{{1,3}}(?:[.-]\d{{1,2}}){{0,3}}(?:{S}?(?:er|bis|ter|quater|quinquies)(?!\w))?|"
    rf"(?:{'|'.join(_ORDINALS)})(?!\w))"
)
_SEVERAL = rf"(?P<articles>{_ONE}(?:{S}?(?:,|et|ou|a){S}(?:l'?{S}?article{S})?{_ONE}){{0,15}})"
_ARTICLES = rf"articles?{S}(?:n ?°{S}?)?{_SEVERAL}"
_ASIDE = (
    rf"(?:{S}?[«\"(][^»\")\n]{{1,120}}[»\")])?(?:{S}(?:de{S}la|du|de{S}l')(?!{S}?(?:loi|code"
    rf"|decret|ordonnance|arrete))[^.;:\n]{{2,160}}?)?{S}?,?{S}"
)
_CHANGES = (
    (MODIFIED, r"(?:modifi|revis|amend|actualis|redig)"),
    (REPLACED, r"(?:remplac|substitu)"),
    (COMPLETED, r"(?:complet)"),
    (REPEALED, r"(?:abrog|supprim|annul)"),
    (ADDED, r"(?:ajout|inser|cree?|introdui)"),
)
_VERB = "|".join(f"(?P<{kind}>{stem}\\w*)" for kind, stem in _CHANGES)
_IS_CHANGED = re.compile(
    rf"(?<!\w){_ARTICLES}{_ASIDE}(?:est|sont|a{S}ete|ont{S}ete|sera|seront){S}(?:ainsi{S}"
    rf"|donc{S}|egalement{S})?(?:{_VERB})"
)
_IS_ADDED = re.compile(
    rf"(?:{_VERB})(?:{S}[a-z'-]+){{0,8}}?{S}(?:un|l'|des|les|d'un|de{S}l'|de{S}nouveaux|un{S}nouvel){S}?{_ARTICLES}"
)
_CHANGE_OF = re.compile(
    rf"(?<!\w)(?P<noun>modification|remplacement|abrogation|suppression|ajout|revision){S}"
    rf"(?:de{S}l'|des{S}|d'un{S}|du{S}){S}?{_ARTICLES}"
)
_WITHIN = re.compile(
    rf"(?<!\w)(?:a{S}l'|dans{S}l'|au[x]?{S})(?:{S})?{_ARTICLES}{_ASIDE}[^.;]{{0,120}}?(?:est|sont){S}(?:{_VERB})"
)
_TO_REPLACE = re.compile(
    rf"(?<!\w)(?:de{S})?(?P<verb>remplacer|substituer|completer|inserer|ajouter|supprimer){S}(?:,{S})?"
    rf"(?:a{S}l'|dans{S}l'|aux?{S})(?:{S})?{_ARTICLES}"
)
_CHANGING = re.compile(
    rf"(?<!\w)(?:qui|avenant|il|elle){S}(?P<verb>modifie|remplace|complete|abroge|supprime){S}(?:l'|les{S}){S}?{_ARTICLES}"
)
_AS_FOLLOWS = re.compile(
    rf"(?<!\w){_ARTICLES}{_ASIDE}(?:est|sont)?{S}?(?:desormais{S})?(?:ainsi{S}redige|redige{S}(?:comme{S}suit|ainsi))"
)
_NOUNS = {
    "modification": MODIFIED,
    "revision": MODIFIED,
    "remplacement": REPLACED,
    "abrogation": REPEALED,
    "suppression": REPEALED,
    "ajout": ADDED,
}
_VERBS = {
    "remplacer": REPLACED,
    "substituer": REPLACED,
    "completer": COMPLETED,
    "remplace": REPLACED,
    "complete": COMPLETED,
    "abroge": REPEALED,
    "supprime": REPEALED,
    "inserer": ADDED,
    "ajouter": ADDED,
}
_RANGE = re.compile(rf"^(\d{{1,3}}){S}a{S}(\d{{1,3}})$")
MOST_IN_A_RANGE = 40


@dataclass(frozen=True)
class AmendedArticleRead:
    """An article that the text changes, and how: "modified", "replaced", "completed", "added" or "repealed"."""

    number: str
    change: str
    line: int
    confidence: float


def amended_articles(text: Text) -> list[AmendedArticleRead]:
    """The articles that the text changes, each once, in its order; articles of a law or a code are left out."""
    found: dict[str, AmendedArticleRead] = {}
    patterns = (
        (_IS_CHANGED, STATED),
        (_IS_ADDED, READ),
        (_AS_FOLLOWS, READ),
        (_CHANGE_OF, READ),
        (_WITHIN, LIKELY),
        (_TO_REPLACE, READ),
        (_CHANGING, READ),
    )
    for pattern, confidence in patterns:
        for match in text.find(pattern):
            change = _change(match)
            if change is None or (pattern is _IS_ADDED and change != ADDED) or _is_of_a_law(text, match):
                continue
            for number in _numbers(match["articles"]):
                line = text.line_at(match.start("articles"))
                found.setdefault(number, AmendedArticleRead(number, change, line, confidence))
    return sorted(found.values(), key=lambda one: one.line)


def _change(match: "re.Match[str]") -> str | None:
    parts = match.groupdict()
    if parts.get("noun"):
        return _NOUNS[parts["noun"]]
    if parts.get("verb"):
        return _VERBS.get(parts["verb"], MODIFIED)
    told = next((kind for kind, _ in _CHANGES if parts.get(kind)), None)
    return told or (MODIFIED if match.re is _AS_FOLLOWS else None)


def _is_of_a_law(text: Text, match: "re.Match[str]") -> bool:
    after = text.folded[match.end("articles") : match.end("articles") + 40]
    return re.match(rf"{S}?(?:de{S}la{S}loi|du{S}(?:code|decret|cgct)|de{S}l'(?:ordonnance|arrete))", after) is not None


def _numbers(said: str) -> list[str]:
    several = _RANGE.match(said.strip())
    if several:
        first, last = int(several.group(1)), int(several.group(2))
        if first < last <= first + MOST_IN_A_RANGE:
            return [str(number) for number in range(first, last + 1)]
    return [_number(match.group()) for match in re.finditer(_ONE, said)]


def _number(said: str) -> str:
    bare = " ".join(said.split())
    bare = re.sub(r" ?er$", "", bare)
    return _ORDINALS.get(bare) or re.sub(r"(?<=\d)(?=bis|ter|qua|qui)", " ", bare)
