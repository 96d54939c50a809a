"""A file to import; how a file is written; a venue's reference."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.operators import kinds, rules
from quitus.domain.operators.models import FileLayout
from quitus.domain.operators.operations import Written
from quitus.domain.venues.models import Venue
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.layout.forms import offer

_text = lazy(_, str)
ACCEPTED = ".csv,.txt,.tsv,.xlsx,.xls,.ods,text/csv,text/plain"
MOST_WORDS = 200
SMALL_WORDS = {"de", "du", "la", "le", "l'opérateur", "par", "ou"}
# What operators often call these, beside the word on our screen.
OFTEN = {
    "first": {"début", "de", "from"},
    "last": {"fin", "à", "to"},
    "serial": {"chèque", "titre", "code", "serial"},
    "service": {"prestation", "activité"},
    "line": {"id", "identifiant", "référence"},
    "entered_on": {"saisi", "saisie", "validation"},
    "delivered_on": {"livré", "livraison"},
    "slip": {"bon", "bl"},
}
NATURES = {
    "commande": kinds.ON_ORDER,
    "utilisation": kinds.ON_REDEMPTION,
    "lieu": kinds.PER_VENUE,
    "autre": kinds.OTHER_FEE,
}


def _labelled(labels: dict[str, str]) -> list[tuple[str, object]]:
    return [(key, _text(label)) for key, label in labels.items()]


class ImportForm(forms.Form):
    """A file that the operator sent."""

    kind = forms.ChoiceField(label=gettext_lazy("Ce que contient le fichier"))
    order = forms.TypedChoiceField(
        label=gettext_lazy("Commande"),
        help_text=gettext_lazy("Pour des numéros ou une livraison seulement."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=gettext_lazy("CSV, XLSX, XLS ou ODS, 300 Mo au plus. Rien n'est importé avant votre accord."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, layouts: Iterable[str], orders: Iterable[Order], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [(kind, _(kinds.LABELS[kind])) for kind in layouts])
        offer(self, "order", [("", "–"), *((one.pk, one.number) for one in orders)])

    def clean(self) -> dict[str, Any]:
        """The file as its name and its pieces."""
        told = super().clean() or {}
        file = told.pop("file", None)
        if file is not None:
            told |= {"file_name": file.name, "chunks": file.chunks()}
        told["order_id"] = told.pop("order", None)
        return told


class SampleForm(forms.Form):
    """A file as the operator writes it."""

    file = forms.FileField(
        label=gettext_lazy("Un fichier de l'opérateur, ou son début"),
        help_text=gettext_lazy("Il sert à choisir les colonnes et à essayer la lecture. Aucune ligne n'est importée."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class ConfirmForm(forms.Form):
    """Whether rejected rows are left out."""

    accept_partial = forms.BooleanField(label=gettext_lazy("Importer seulement les bonnes lignes"), required=False)

    def __init__(self, *args: Any, rejected: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rejected:
            del self.fields["accept_partial"]


class LayoutForm(forms.Form):
    """How the rows of a kind are written: a column for each field, then how the whole file is."""

    signed = forms.CharField(widget=forms.HiddenInput)
    has_header = forms.BooleanField(
        label=gettext_lazy("La première ligne donne le nom des colonnes"), required=False, initial=True
    )
    date_format = forms.ChoiceField(label=gettext_lazy("Écriture des dates"), choices=_labelled(kinds.DATE_FORMATS))
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encodage"),
        choices=list(kinds.ENCODING_LABELS.items()),
        help_text=gettext_lazy("Deviné sur l'échantillon ; sans effet sur un classeur."),
    )
    delimiter = forms.ChoiceField(label=gettext_lazy("Séparateur"), choices=_labelled(kinds.DELIMITER_LABELS))
    sheet = forms.CharField(
        label=gettext_lazy("Feuille du classeur"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("La première si vous n'en nommez pas."),
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        cells: Sequence[str],
        services: Sequence[tuple[str, str]],
        workbook: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        headed = [(cell, cell) for cell in dict.fromkeys(cells) if cell]
        ranked = [(str(rank), _("colonne %(rank)s") % {"rank": rank}) for rank in range(1, len(cells) + 1)]
        named = self.data.get("has_header", "") if self.is_bound else self.initial.get("has_header", True)
        columns = {
            f"column_{name}": forms.ChoiceField(
                label=_(known.label),
                choices=[("", _("Aucune colonne")), *(headed if named else ranked)],
                required=known.needed,
            )
            for name, known in kinds.FIELDS[kind].items()
        }
        self.fields = {**columns, **self._words(services), **self.fields}
        for name in ("encoding", "delimiter") if workbook else ("sheet",):
            self.fields[name].widget = forms.HiddenInput()
            self.fields[name].required = False

    def _words(self, services: Sequence[tuple[str, str]]) -> dict[str, forms.Field]:
        if self.kind == kinds.SCANS:
            known = ", ".join(code for code, _label in services)
            return {
                "service": forms.ChoiceField(
                    label=_("Service des lignes qui n'en disent rien"),
                    choices=[("", _("Aucun : la ligne est rejetée")), *services],
                    required=False,
                ),
                "words_service": _words_field(
                    _("Ce que veulent dire les services de l'opérateur"),
                    _("Une ligne par mot : Atelier = outils. Services : %(known)s.") % {"known": known},
                ),
            }
        if self.kind == kinds.FEES:
            known = ", ".join(f"{text} ({_(kinds.FEE_LABELS[key])})" for text, key in NATURES.items())
            return {
                "words_kind": _words_field(
                    _("Ce que veulent dire les natures de frais"),
                    _("Une ligne par mot : Frais de gestion = commande. Natures : %(known)s.") % {"known": known},
                )
            }
        return {}

    def clean_words_service(self) -> dict[str, str]:
        """The operator's words and the code of the service of each."""
        return _read_words(self.cleaned_data["words_service"], None)

    def clean_words_kind(self) -> dict[str, str]:
        """The operator's words and the nature of each."""
        return {word: NATURES[text] for word, text in _read_words(self.cleaned_data["words_kind"], NATURES).items()}

    def written(self) -> Written:
        """What the form says."""
        told = self.cleaned_data
        choices = {name.removeprefix("words_"): told[name] for name in ("words_service", "words_kind") if name in told}
        return Written(
            kind=self.kind,
            columns={name: told[f"column_{name}"] for name in kinds.FIELDS[self.kind] if told.get(f"column_{name}")},
            choices=choices,
            service=told.get("service", ""),
            encoding=told["encoding"] or "utf-8",
            delimiter=told["delimiter"] or "semicolon",
            date_format=told["date_format"],
            has_header=told["has_header"],
            sheet=told.get("sheet", ""),
        )


def initial_of(layout: FileLayout) -> dict[str, object]:
    """A layout as the form shows it."""
    shown = {key: text for text, key in NATURES.items()}
    words = {
        f"words_{name}": "\n".join(f"{word} = {shown.get(value, value)}" for word, value in known.items())
        for name, known in layout.choices.items()
    }
    return {
        **{f"column_{name}": column for name, column in layout.columns.items()},
        **words,
        "service": layout.service,
        "encoding": layout.encoding,
        "delimiter": layout.delimiter,
        "date_format": layout.date_format,
        "has_header": layout.has_header,
        "sheet": layout.sheet,
    }


def guessed(kind: str, cells: Sequence[str]) -> dict[str, object]:
    """Columns proposed for fields, when their heading has a word of the field or one often used for it."""
    proposed: dict[str, object] = {}
    for name, known in kinds.FIELDS[kind].items():
        words = set(rules.word(_(known.label)).replace(":", " ").split()) - SMALL_WORDS | OFTEN.get(name, set())
        free = [cell for cell in cells if cell and cell not in proposed.values()]
        match = next((cell for cell in free if words & set(rules.word(cell).split())), "")
        if match:
            proposed[f"column_{name}"] = match
    return proposed


def _words_field(label: str, help_text: str) -> forms.Field:
    return forms.CharField(
        label=label, help_text=help_text, required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 4})
    )


def _read_words(text: str, known: Mapping[str, str] | None) -> dict[str, str]:
    words: dict[str, str] = {}
    for line in filter(None, (one.strip() for one in text.splitlines()[:MOST_WORDS])):
        word, sign, value = line.rpartition("=")
        value = value.strip()
        if not sign or not word.strip() or (known is not None and value not in known):
            raise ValidationError(
                _("« %(line)s » : écrivez le mot, un signe égal, puis ce qu'il veut dire."), "", {"line": line}
            )
        words[rules.word(word)] = value
    return words


class ReferenceForm(forms.Form):
    """How the operator calls a venue."""

    reference = forms.CharField(label=gettext_lazy("Référence chez l'opérateur"), max_length=60)
    venue_id = forms.TypedChoiceField(label=gettext_lazy("Lieu"), coerce=int)

    def __init__(self, *args: Any, venues: Iterable[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "venue_id",
            [(one.pk, f"{one.commune} – {one.name} ({one.organisation.short_name})") for one in venues],
        )
