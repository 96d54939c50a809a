"""What a questionnaire may ask, what an application holds, and what is still missing in it. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quitus.kernel.words import N_

YES_NO = "yes_no"
ONE = "one"
SEVERAL = "several"
TEXT = "text"
FILE = "file"
KINDS = {
    YES_NO: N_("Oui ou non"),
    ONE: N_("Un seul choix"),
    SEVERAL: N_("Plusieurs choix"),
    TEXT: N_("Texte"),
    FILE: N_("Fichier"),
}
CHOOSING = (ONE, SEVERAL)

# The parts of an application, in the order in which they are filled.
STRUCTURE = "structure"
VENUES = "venues"
ANSWERS = "answers"
BANK = "bank"
REGIE = "regie"
CHARTER = "charter"
PARTS = {
    STRUCTURE: N_("La structure et son contact"),
    VENUES: N_("Les lieux et leurs services"),
    ANSWERS: N_("Les questions de la collectivité"),
    BANK: N_("Le compte bancaire"),
    REGIE: N_("La régie de recettes"),
    CHARTER: N_("La charte"),
}

BANK_PROOF = "bank"
REGIE_ACT = "regie"


def purpose_of(question_id: int) -> str:
    """Under which purpose the file that answers a question is kept."""
    return f"question-{question_id}"


@dataclass(frozen=True)
class Asked:
    """A question as an application is judged by it."""

    key: int
    kind: str
    label: str
    is_required: bool


@dataclass(frozen=True)
class Lack:
    """What an application lacks: in which part, and in words (French, marked), with the name of what lacks it."""

    part: str
    words: str
    name: str = ""


@dataclass(frozen=True)
class Terms:
    """What an application is judged by: the questions of its version, and whether a charter is accepted."""

    questions: Sequence[Asked] = ()
    has_charter: bool = False


def is_public(content: Mapping[str, Any]) -> bool:
    """Whether one of its venues is public, and cashes through a *régie de recettes*."""
    return any(place["is_public"] for place in content.get(VENUES, ()))


def parts_of(content: Mapping[str, Any], terms: Terms) -> list[str]:
    """The parts that this application has: the régie only for a public venue, questions and charter where some are."""
    kept = {ANSWERS: bool(terms.questions), REGIE: is_public(content), CHARTER: terms.has_charter}
    return [part for part in PARTS if kept.get(part, True)]


def lacks(content: Mapping[str, Any], terms: Terms, purposes: Collection[str]) -> list[Lack]:
    """What is still missing before an application can be sent, in the order of its parts.

    `purposes` are those of the files joined to it.
    """
    found = [] if content.get(STRUCTURE) else [Lack(STRUCTURE, N_("L'adresse de la structure et son contact"))]
    found += _lacks_of_venues(content.get(VENUES, ()))
    answers = content.get(ANSWERS, {})
    for one in terms.questions:
        given = purpose_of(one.key) in purposes if one.kind == FILE else answers.get(str(one.key)) not in (None, "", [])
        if one.is_required and not given:
            found.append(Lack(ANSWERS, N_("Une réponse obligatoire : %(name)s"), one.label))
    if not content.get(BANK):
        found.append(Lack(BANK, N_("L'IBAN et son titulaire")))
    if BANK_PROOF not in purposes:
        found.append(Lack(BANK, N_("Le relevé d'identité bancaire")))
    if is_public(content) and not (content.get(REGIE) and REGIE_ACT in purposes):
        found.append(Lack(REGIE, N_("L'acte de la régie de recettes du lieu public")))
    if terms.has_charter and not content.get(CHARTER):
        found.append(Lack(CHARTER, N_("L'acceptation de la charte")))
    return found


def _lacks_of_venues(places: Sequence[Mapping[str, Any]]) -> list[Lack]:
    if not places:
        return [Lack(VENUES, N_("Au moins un lieu"))]
    return [
        Lack(VENUES, N_("Au moins un service : %(name)s"), str(place["name"]))
        for place in places
        if not place["offers"]
    ]
