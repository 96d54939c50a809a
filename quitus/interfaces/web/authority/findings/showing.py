"""How a finding is shown: its sentence, its two passages side by side, its grade with a word."""

import json
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.utils.translation import gettext as _

from quitus.domain.grants.contradictions import frame, kinds
from quitus.domain.grants.contradictions.finding import (
    ANSWERS,
    CONTRADICTION,
    EXPLAINED,
    FIRST,
    GAP,
    GRADES,
    SECOND,
    Found,
    Grade,
    Side,
    Told,
    ValueKind,
)
from quitus.domain.grants.models import FindingDecision
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.components import Status, Tone
from quitus.kernel.words import N_
from quitus.usecases.findings import Standing

TONES: dict[str, Tone] = {CONTRADICTION: "late", GAP: "waiting", EXPLAINED: "done"}
GROUPS = {
    CONTRADICTION: N_("Contradictions"),
    GAP: N_("Lacunes"),
    EXPLAINED: N_("Expliqués"),
}
LEADS = {
    CONTRADICTION: N_("Deux passages ne peuvent pas être vrais ensemble : choisissez la valeur que vous retenez."),
    GAP: N_("Le texte ne dit pas ce qu'il faudrait : complétez-le, ou notez pourquoi cela suffit."),
    EXPLAINED: N_("Un écart apparent, avec sa raison : rien à décider."),
}
SOURCES = {
    frame.CONVENTION: N_("Convention"),
    frame.AMENDMENT: N_("Avenant n° %(number)s"),
    frame.DELIBERATION: N_("Délibération %(number)s"),
    frame.REPORT: N_("Rapport joint à la délibération %(number)s"),
    frame.PLAN: N_("Plan de financement"),
    frame.SITTING: N_("Séance et vote de l'acte %(number)s"),
}


@dataclass(frozen=True)
class ShownSide:
    """One of the two passages, as words."""

    heading: str
    where: str
    quote: str
    value: str
    computed: str


@dataclass(frozen=True)
class Shown:
    """A finding, as words."""

    title: str
    status: Status
    sides: tuple[ShownSide, ShownSide]
    notes: list[str]
    also: list[str]
    identity: str
    decided: Status | None
    decision: str
    reason: str


def shown(one: Standing) -> Shown:
    """A finding with the decision about it."""
    finding = one.finding
    return Shown(
        title=sentence(finding.about),
        status=grade(finding.grade),
        sides=(_side(_("Premier passage"), finding.first), _side(_("Second passage"), finding.second)),
        notes=[sentence(note) for note in finding.notes],
        also=[with_quote(passage) for passage in finding.also],
        identity=finding.identity,
        decided=decided(one),
        decision=decision_line(one.decision, finding.first.kind) if one.decision else "",
        reason=one.decision.reason if one.decision else "",
    )


def grade(code: Grade) -> Status:
    """A grade: its tone and its word."""
    return Status(TONES[code], _(GRADES[code]))


def decided(one: Standing) -> Status | None:
    """Where the decision stands; None when the finding asks for none."""
    if one.is_outdated:
        return Status("late", _("Décision dépassée : les valeurs ont changé"))
    if one.is_decided:
        return Status("done", _("Tranché"))
    return Status("waiting", _("À trancher")) if one.is_open else None


def decision_line(decision: FindingDecision, kind: ValueKind) -> str:
    """What was accepted, by whom and when."""
    accepted = kept(kind, decision.accepted) if decision.accepted else _(ANSWERS[EXPLAINED])
    return _("%(accepted)s, retenu par %(who)s le %(on)s.") % {
        "accepted": accepted,
        "who": decision.decided_by,
        "on": words.day(decision.recorded_at),
    }


def answers(one: Standing) -> list[tuple[str, str]]:
    """What a person may answer, the values written out."""
    finding = one.finding
    return [
        (FIRST, _("Le premier passage : %(value)s") % {"value": value(finding.first.kind, finding.first.value)}),
        (SECOND, _("Le second passage : %(value)s") % {"value": value(finding.second.kind, finding.second.value)}),
        (EXPLAINED, _("Expliqué : les deux tiennent ensemble, pour la raison que je donne")),
    ]


def sentence(told: Told) -> str:
    """A sentence of the finder in the reader's language, its facts written out."""
    facts = {name: _fact(name, fact) for name, fact in told.facts.items()}
    return words.in_language(told.template, told.facts) % facts


def _fact(name: str, fact: object) -> object:
    is_count = isinstance(fact, int) and not isinstance(fact, bool) and not name.endswith("_cents")
    return words.count(cast(int, fact)) if is_count else words.written_fact(name, fact)


def where(passage: frame.Passage) -> str:
    """Where a passage stands: « Avenant n° 1, article 2 »."""
    said = [_(SOURCES[passage.source]) % {"number": passage.number}]
    said += [passage.place] if passage.place else []
    text = ", ".join(said)
    return f"{text} · {_(passage.register)}" if passage.register else text


def with_quote(passage: frame.Passage) -> str:
    """Where a passage stands, and its words."""
    return f"{where(passage)}, {quoted(passage.quote)}" if passage.quote else where(passage)


def quoted(text: str) -> str:
    """The words of a text between guillemets that stay with them."""
    return f"«{words.NO_BREAK}{text}{words.NO_BREAK}»"


def value(kind: ValueKind, held: Found) -> str:
    """A value of a finding as words."""
    if isinstance(held, tuple):
        return ", ".join(words.day(one) if isinstance(one, date) else _(one) for one in held)
    if isinstance(held, date):
        return words.day(held)
    return words.euros(held) if kind == "cents" else words.count(held)


def kept(kind: ValueKind, text: str) -> str:
    """A value as a decision keeps it, as words."""
    if text.startswith("["):
        parts: list[str] = json.loads(text)
        return ", ".join(words.day(date.fromisoformat(one)) if kind == "days" else _(one) for one in parts)
    if kind == "day":
        return words.day(date.fromisoformat(text))
    return value(kind, int(text))


def statement_values(kind: str, held: dict[str, frame.Value]) -> str:
    """The values of a statement in one line: « nombre de mois : 36 ; à compter de : la signature »."""
    fields = kinds.KINDS[kind].fields
    told = [(about, held[name]) for name, about in fields.items() if name in held]
    parts = [f"{_(about.label)}{words.NO_BREAK}: {_stated(about, one)}" for about, one in told]
    return ", ".join(parts)


def _stated(field: kinds.Field, held: frame.Value) -> str:
    match field.kind:
        case "cents":
            return words.euros(cast(int, held))
        case "per_mille":
            return words.share(cast(int, held))
        case "choice":
            return _(field.choices[str(held)])
        case "flag":
            return _("oui")
        case "day":
            return words.day(cast(date, held))
        case "days":
            return ", ".join(words.day(one) for one in cast("tuple[date, ...]", held))
        case "months" | "count":
            return words.count(cast(int, held))
    return str(held)


def _side(heading: str, side: Side) -> ShownSide:
    return ShownSide(
        heading=heading,
        where=where(side.passage),
        quote=quoted(side.passage.quote) if side.passage.quote else "",
        value=value(side.kind, side.value),
        computed=sentence(side.computed),
    )
