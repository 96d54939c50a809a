"""The file to read, then one decision on each value: keep, correct or drop."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.connectors.text_of_file import MOST_BYTES, MOST_CHARACTERS
from quitus.domain.acts.reading.confidence import DOUBTFUL, LIKELY, level
from quitus.domain.acts.reading.votes import ADOPTED, REJECTED, WITHDRAWN
from quitus.domain.acts.reading.words import LEVELS
from quitus.domain.acts.rules import GroupCount
from quitus.interfaces.web.authority.reading import proposals
from quitus.interfaces.web.authority.reading.proposals import Proposal
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.components import Status, Tone
from quitus.interfaces.web.layout.forms import CountField, DayField
from quitus.usecases.take_in_act import Confirmed, OpinionTold

KEEP, DROP = "keep", "drop"
DECISIONS = [(KEEP, gettext_lazy("Garder")), (DROP, gettext_lazy("Écarter"))]
LONGEST_SHOWN = 280
MOST_UNFOLDED = 6
RESULTS = [
    ("", gettext_lazy("Non indiqué")),
    (ADOPTED, gettext_lazy("Adoptée")),
    (REJECTED, gettext_lazy("Rejetée")),
    (WITHDRAWN, gettext_lazy("Retirée avant le vote")),
]
SENSES = [
    ("", gettext_lazy("Non indiqué")),
    ("True", gettext_lazy("Favorable")),
    ("False", gettext_lazy("Défavorable")),
]
SIDES = {"for": gettext_lazy("Pour"), "against": gettext_lazy("Contre"), "abstention": gettext_lazy("Abstentions")}
NEEDED = ("title", "assembly", "sitting_on")
TONES: dict[str, Tone] = {"sure": "done", "likely": "neutral", "to_check": "waiting", "guess": "late"}


class FileForm(forms.Form):
    """The act: its file, or its text pasted."""

    file = forms.FileField(
        label=gettext_lazy("Fichier de l'acte"),
        required=False,
        help_text=gettext_lazy("PDF avec du texte, ODT, DOCX ou texte simple ; 20 Mo et 200 pages au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.odt,.docx,.txt,text/plain,application/pdf"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Ou son texte, collé ici"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        told = super().clean() or {}
        if not self.errors and not told.get("file") and not told.get("text"):
            self.add_error("file", _("Choisissez un fichier, ou collez le texte de l'acte."))
        if told.get("file") and told["file"].size > MOST_BYTES:
            said = _("Ce fichier dépasse %(most)s Mo. Donnez l'acte seul, sans ses annexes.")
            self.add_error("file", said % {"most": MOST_BYTES // 1_000_000})
        return told


@dataclass(frozen=True)
class Card:
    """One proposal as it is drawn: in words, its fields, its decision, where it was read and how sure."""

    proposal: Proposal
    shown: str
    decision: BoundField | None
    fields: list[BoundField]
    sure: Status | None

    @property
    def is_wrong(self) -> bool:
        """Whether one of its fields is to be corrected."""
        return any(field.errors for field in self.fields)

    @property
    def is_doubtful(self) -> bool:
        """Whether it is to be looked at first: not surely read, or to be corrected."""
        return self.proposal.is_found and (self.proposal.confidence < LIKELY or self.is_wrong)


@dataclass(frozen=True)
class Section:
    """A part of the page: what to look at first, what is surely read, and what the text does not say and may be typed.

    `keeps_all` keeps what nobody decided on.
    """

    title: object
    name: str
    doubtful: list[Card]
    sure: list[Card]
    missing: list[Card]
    keeps_all: BoundField | None

    @property
    def is_long(self) -> bool:
        """Whether its surely read values are folded: many, and none that the act itself is entered with."""
        return self.name in (proposals.CONVENTION, proposals.REFERENCES) and len(self.sure) > MOST_UNFOLDED

    @property
    def is_missing_needed(self) -> bool:
        """Whether something that the act needs, or that is wrong, is among what was not found."""
        return any(card.proposal.key in NEEDED or card.is_wrong for card in self.missing)


class ChoiceForm(forms.Form):
    """A decision on each proposal; typing another value corrects it, and what was not found may be typed too."""

    signed = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, found: list[Proposal], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        for one in found:
            for name, field in _fields_of(one):
                self.fields[name] = field
            if one.is_found:
                self.fields[f"{one.key}-do"] = forms.ChoiceField(
                    label=_("Que faire de : %(label)s") % {"label": one.label},
                    choices=DECISIONS,
                    widget=forms.RadioSelect,
                    required=False,
                    initial=KEEP if one.confidence >= DOUBTFUL else None,
                )
        for name in {one.section for one in found if one.is_found and one.confidence < DOUBTFUL}:
            self.fields[f"{name}-all"] = forms.BooleanField(
                label=_("Garder aussi ce qui est très incertain ici"), required=False
            )

    def sections(self) -> Iterator[Section]:
        """The parts of the page, those that have any card."""
        for name, title in proposals.SECTIONS.items():
            cards = [self._card(one) for one in self.found if one.section == name]
            if cards:
                yield Section(
                    title=title,
                    name=name,
                    doubtful=[card for card in cards if card.is_doubtful],
                    sure=[card for card in cards if card.proposal.is_found and not card.is_doubtful],
                    missing=[card for card in cards if not card.proposal.is_found],
                    keeps_all=self[f"{name}-all"] if f"{name}-all" in self.fields else None,
                )

    def _card(self, one: Proposal) -> Card:
        decision = self[f"{one.key}-do"] if one.is_found else None
        told = level(one.confidence)
        sure = Status(TONES[told], _(LEVELS[told])) if one.is_found else None
        return Card(one, _shown(one), decision, [self[name] for name, _field in _fields_of(one)], sure)

    def clean(self) -> dict[str, Any]:
        """A guess is decided on; title, assembly and day are needed."""
        told = super().clean() or {}
        for one in self.found:
            if self.is_dropped(one.key):  # what is dropped need not be right
                for name, _field in _fields_of(one):
                    self.errors.pop(name, None)
        for one in self.found:
            if not one.is_found or told.get(f"{one.key}-do") or self.is_corrected(one):
                pass
            elif not told.get(f"{one.section}-all"):
                self.add_error(one.key, _("Gardez, corrigez ou écartez cette valeur : elle est incertaine."))
            if one.key in NEEDED and not self.value_of(one.key) and one.key not in self.errors:
                self.add_error(one.key, ValidationError(_("Il faut cette valeur pour enregistrer l'acte."), "needed"))
        return told

    def is_corrected(self, one: Proposal) -> bool:
        """Whether the person typed something else than what was read."""
        typed = [str(self.data.get(name) or "").replace("\r\n", "\n").strip() for name, _field in _fields_of(one)]
        return typed != [value.strip() for value in one.values]

    def is_dropped(self, key: str) -> bool:
        """Whether the person drops it."""
        return bool(self.cleaned_data.get(f"{key}-do") == DROP)

    def value_of(self, key: str) -> Any:
        """What is kept or corrected under this key; None when dropped or empty."""
        return None if self.is_dropped(key) else self.cleaned_data.get(key) or self._zero(key)

    def _zero(self, key: str) -> int | None:
        return 0 if self.cleaned_data.get(key) == 0 else None

    def confirmed(self) -> Confirmed:
        """What the person decided, for the operation."""
        scalars: dict[str, Any] = {}
        for name, _section, kind, _label in proposals.SCALARS:
            value = self.value_of(name)
            scalars[name] = value if kind in (proposals.COUNT, proposals.DAY) else value or ""
        return Confirmed(
            **scalars,
            groups=[self._group(one) for one in self._kept(proposals.GROUP)],
            opinions=[self._opinion(one) for one in self._kept(proposals.OPINION)],
            references=[self.cleaned_data[one.key] for one in self._kept(proposals.TEXT, proposals.REFERENCES)],
            passages=[f"{one.label} : {self.cleaned_data[one.key]}" for one in self._kept(proposals.NOTE)],
        )

    def _kept(self, kind: str, section: str = "") -> list[Proposal]:
        asked = [one for one in self.found if one.kind == kind and section in ("", one.section)]
        return [one for one in asked if self.value_of(one.key)]

    def _group(self, one: Proposal) -> GroupCount:
        counts = [self.cleaned_data[f"{one.key}-{side}"] for side in SIDES]
        return GroupCount(self.cleaned_data[one.key], "", *(counts if None not in counts else ()))

    def _opinion(self, one: Proposal) -> OpinionTold:
        said = {"True": True, "False": False}.get(self.cleaned_data[f"{one.key}-said"])
        return OpinionTold(self.cleaned_data[one.key], self.cleaned_data[f"{one.key}-on"], said)


def _shown(one: Proposal) -> str:
    """A proposal in words, as it was read."""
    value = one.values[0]
    if one.kind == proposals.RESULT:
        return str(dict(RESULTS).get(value, value))
    if one.kind == proposals.OPINION:
        said = str(dict(SENSES).get(one.values[2], "")) if one.values[2] else str(_("avis non précisé"))
        return " – ".join(part for part in (value, _day(one.values[1]), said) if part)
    if one.kind == proposals.DAY:
        return _day(value)
    if one.kind == proposals.GROUP:
        told = {"group": value, "pour": one.values[1], "contre": one.values[2], "abstentions": one.values[3]}
        return str(_("%(group)s – pour %(pour)s, contre %(contre)s, abstentions %(abstentions)s")) % told
    plain = " ".join(value.split())
    return plain if len(plain) <= LONGEST_SHOWN else plain[:LONGEST_SHOWN].rpartition(" ")[0] + "…"


def _day(typed: str) -> str:
    return words.day(DayField().clean(typed)) if typed else ""


def _fields_of(one: Proposal) -> list[tuple[str, forms.Field]]:
    """The fields of a proposal by their names; the first is named as the proposal."""
    about: dict[str, Any] = {"label": one.label, "required": False, "initial": one.values[0]}
    match one.kind:
        case proposals.LONG:
            return [(one.key, forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), **about))]
        case proposals.COUNT:
            return [(one.key, CountField(**about))]
        case proposals.DAY:
            return [(one.key, DayField(not_after_today=True, **about))]
        case proposals.RESULT:
            return [(one.key, forms.ChoiceField(choices=RESULTS, **about))]
        case proposals.GROUP:
            counts = zip(SIDES.items(), one.values[1:], strict=True)
            return [(one.key, forms.CharField(max_length=120, **about))] + [
                (f"{one.key}-{side}", CountField(label=label, required=False, initial=told))
                for (side, label), told in counts
            ]
        case proposals.OPINION:
            on = DayField(label=_("Date de l'avis"), required=False, initial=one.values[1])
            said = forms.ChoiceField(label=_("Avis"), required=False, choices=SENSES, initial=one.values[2])
            return [
                (one.key, forms.CharField(max_length=200, **about)),
                (f"{one.key}-on", on),
                (f"{one.key}-said", said),
            ]
        case _:
            return [(one.key, forms.CharField(max_length=2000, **about))]
