"""A finding: two passages, two values, how each is computed, and how grave it is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Literal

from quitus.domain.grants.contradictions.frame import Passage
from quitus.kernel.words import N_, Plural

Grade = Literal["contradiction", "gap", "explained"]
CONTRADICTION: Grade = "contradiction"
GAP: Grade = "gap"
EXPLAINED: Grade = "explained"
GRADES: dict[Grade, str] = {
    CONTRADICTION: N_("Contradiction"),
    GAP: N_("Lacune"),
    EXPLAINED: N_("Expliqué"),
}

FIRST = "first"
SECOND = "second"
ANSWERS = {FIRST: N_("La première valeur"), SECOND: N_("La seconde valeur"), EXPLAINED: N_("Expliqué")}

CODES = {
    "duration_and_end": N_("Durée et fin"),
    "extension_and_end": N_("Prolongation et nouvelle fin"),
    "day_and_term": N_("Date écrite et paramètre"),
    "deadline_and_date": N_("Délai et date"),
    "needs_and_budget": N_("Objectif, ingénierie et budget"),
    "total_and_term": N_("Budget écrit et paramètre"),
    "lines_and_total": N_("Somme des lignes et budget"),
    "share_and_amount": N_("Part du financeur et montant"),
    "rate_and_term": N_("Taux écrit et paramètre"),
    "years_not_reported": N_("Rapports et années pleines"),
    "annex_not_replaced": N_("Nouvelle fin et annexes"),
    "names_of_a_party": N_("Noms d'une partie"),
    "votes_and_present": N_("Voix et présents"),
    "restated_past": N_("Dates reprises déjà passées"),
}

ValueKind = Literal["day", "days", "cents", "count", "words"]
Found = int | date | tuple[date, ...] | tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A French sentence marked for translation, and its facts in their own types: the door writes them out."""

    template: str | Plural
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        said = self.template
        if isinstance(said, Plural):
            said = said.one if self.facts[said.by] == 1 else said.several
        return said % dict(self.facts)


@dataclass(frozen=True)
class Side:
    """One of the two: where it is read, its value, and how one comes to it."""

    passage: Passage
    kind: ValueKind
    value: Found
    computed: Told

    @property
    def written(self) -> str:
        """The value as it is kept: days as ISO, amounts in cents."""
        if isinstance(self.value, tuple):
            return json.dumps([str(one) for one in self.value], ensure_ascii=False)
        return str(self.value)


@dataclass(frozen=True)
class Finding:
    """What two passages say that does not agree, or agrees for a reason that is named.

    `term` is the parameter that the two values are of, where there is one; `notes` say more; `also` are other passages
    that say the same as the first; `statements` the keys of the statements it was made from.
    """

    code: str
    grade: Grade
    about: Told
    first: Side
    second: Side
    term: str = ""
    level: int = 0
    notes: tuple[Told, ...] = ()
    also: tuple[Passage, ...] = ()
    statements: tuple[int, ...] = ()

    @property
    def identity(self) -> str:
        """What it is about, whatever the values: the same before and after a value changes. The words quoted tell apart
        two passages of one article.
        """
        return _digest(self.code, *_place(self.first.passage), *_place(self.second.passage))

    @property
    def fingerprint(self) -> str:
        """What it says, values included: a decision is about this, and no longer holds when it changes."""
        return _digest(self.identity, self.grade, self.first.written, self.second.written)


def _place(passage: Passage) -> tuple[str, str, str, str, str]:
    return passage.source, passage.number, passage.place, passage.register, passage.quote


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()
