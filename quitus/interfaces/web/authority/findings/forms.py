"""What is asked of a finding and of a statement."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quitus.domain.grants.contradictions import frame, kinds
from quitus.domain.grants.models import Amendment
from quitus.interfaces.web.layout.forms import CountField, DayField, EurosField, offer
from quitus.interfaces.web.layout.parameters import ShareField

_BETWEEN = re.compile(r"\s*(?:[,;\n]|\bet\b|\band\b)\s*")


class DecisionForm(forms.Form):
    """Which value is accepted, and why."""

    answer = forms.ChoiceField(label=_("Vous retenez"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Motif"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("Une phrase suffit ; elle est gardée avec la décision."),
    )

    def __init__(self, answers: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "answer", answers)


class SetAsideForm(forms.Form):
    """Why a statement is compared no more."""

    reason = forms.CharField(label=_("Motif"), max_length=500, help_text=_("Par exemple : mal relevé."))


class DaysField(forms.CharField):
    """Several days, typed « 31/01/2022, 31/07/2023 »."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def clean(self, value: Any) -> tuple[date, ...]:
        """The days, in order."""
        text = str(super().clean(value))
        one_day = DayField()
        try:
            return tuple(sorted({one_day.clean(part) for part in _BETWEEN.split(text) if part}))
        except ValidationError as wrong:
            raise ValidationError(
                gettext("Écrivez les dates comme ceci : 31/01/2022, 31/07/2023."), "invalid"
            ) from wrong

    def prepare_value(self, value: Any) -> Any:
        """The days as a person types them."""
        return ", ".join(day.strftime("%d/%m/%Y") for day in value) if isinstance(value, tuple) else value


def _field(about: kinds.Field) -> forms.Field:
    told: dict[str, Any] = {
        "label": gettext(about.label),
        "required": about.required,
        "help_text": gettext(about.help) if about.help else "",
    }
    match about.kind:
        case "months":
            return CountField(min_value=1, max_value=kinds.MONTHS_MAX, **told)
        case "count":
            return CountField(min_value=1, **told)
        case "cents":
            return EurosField(**told)
        case "per_mille":
            return ShareField(**told)
        case "day":
            return DayField(**told)
        case "days":
            return DaysField(**told)
        case "choice":
            choices = [(key, gettext(label)) for key, label in about.choices.items()]
            return forms.ChoiceField(choices=choices if about.required else [("", "—"), *choices], **told)
        case "flag":
            return forms.BooleanField(**told)
    return forms.CharField(max_length=200, **told)


class StatementForm(forms.Form):
    """A passage of a text and the values that it states; `cleaned_data` is what the operation takes."""

    text = forms.ChoiceField(label=_("Texte"))
    place = forms.CharField(label=_("Passage"), max_length=120, help_text=_("Par exemple : article 2."))
    article_number = forms.CharField(
        label=_("Article de la convention"),
        max_length=20,
        required=False,
        help_text=_("Son numéro, si le passage est de cet article ou le récrit."),
    )
    quote = forms.CharField(
        label=_("Mots du texte"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Recopiez-les sans les changer."),
    )

    def __init__(self, kind: str, texts: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.names = list(kinds.KINDS[kind].fields)
        offer(self, "text", texts)
        for name, about in kinds.KINDS[kind].fields.items():
            self.fields[name] = _field(about)

    def clean(self) -> dict[str, Any]:
        """The facts of `record_statement`."""
        found = super().clean() or {}
        if self.errors:
            return found
        source, _sep, key = found["text"].partition("-")
        return {
            "source": source,
            "amendment_id": int(key) if source == frame.AMENDMENT else None,
            "deliberation_id": int(key) if source in (frame.DELIBERATION, frame.REPORT) else None,
            "place": found["place"],
            "article_number": found["article_number"],
            "quote": found["quote"],
            "values": {name: found.get(name) for name in self.names},
        }


def texts(amended: Iterable[Amendment], acts: Iterable[tuple[int, str]]) -> list[tuple[str, str]]:
    """The texts in which a passage may stand: the convention, its amendments, their deliberations and reports."""
    amendment, report, act = (
        gettext("Avenant n° %(number)s"),
        gettext("Rapport joint à la délibération %(number)s"),
        gettext("Délibération %(number)s"),
    )
    told = [(f"{frame.AMENDMENT}-{text.pk}", amendment % {"number": text.number}) for text in amended]
    for key, number in acts:
        told += [
            (f"{frame.REPORT}-{key}", report % {"number": number}),
            (f"{frame.DELIBERATION}-{key}", act % {"number": number}),
        ]
    return [(frame.CONVENTION, gettext("Convention")), *told]
