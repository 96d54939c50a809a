"""What somebody looks for in the directory."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.venues import national
from quitus.domain.venues.directory import KILOMETRES, MOST_LETTERS, USUAL_KM, Asked
from quitus.interfaces.web.layout.forms import offer
from quitus.usecases.directory import services

WEEK = (
    gettext_lazy("Lundi"),
    gettext_lazy("Mardi"),
    gettext_lazy("Mercredi"),
    gettext_lazy("Jeudi"),
    gettext_lazy("Vendredi"),
    gettext_lazy("Samedi"),
    gettext_lazy("Dimanche"),
)


class SearchForm(forms.Form):
    """Filters kept in the address; what an address says wrong is left aside."""

    lieu = forms.CharField(
        label=gettext_lazy("Commune ou code postal"),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    km = forms.TypedChoiceField(label=gettext_lazy("À moins de"), required=False, coerce=int, empty_value=str(USUAL_KM))
    service = forms.ChoiceField(label=gettext_lazy("Service"), required=False)
    jour = forms.TypedChoiceField(label=gettext_lazy("Ouvert le"), required=False, coerce=int, empty_value=None)
    langue_parlee = forms.ChoiceField(label=gettext_lazy("Langue parlée"), required=False)
    q = forms.CharField(
        label=gettext_lazy("Nom du lieu"),
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    acces = forms.MultipleChoiceField(
        label=gettext_lazy("Accessibilité"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, sent: QueryDict) -> None:
        # Always bound, so that a choice missing from the address is that of nobody; a first look shows the usual one.
        data = sent.copy()
        data.setdefault("km", str(USUAL_KM))
        super().__init__(data)
        for field in self.fields.values():
            field.needed_at_times = True  # type: ignore[attr-defined]
        offer(self, "km", [(km, _("%(km)s km") % {"km": km}) for km in KILOMETRES])
        offer(self, "service", [(code, _(label)) for code, label in services()], _("Tous"))
        offer(self, "jour", list(enumerate(WEEK)), _("N'importe quel jour"))
        offer(
            self,
            "langue_parlee",
            [(code, _(words)) for code, words in national.LANGUAGES.items()],
            _("N'importe laquelle"),
        )
        offer(self, "acces", [(code, _(words)) for code, words in national.ACCESSIBILITY.items()])
        self.is_valid()

    def asked(self) -> Asked:
        """What is looked for, apart from the place."""
        said: dict[str, Any] = self.cleaned_data
        return Asked(
            service=said.get("service", ""),
            words=said.get("q", ""),
            km=int(said.get("km", USUAL_KM)),
            day=said.get("jour"),
            accessibility=tuple(said.get("acces", ())),
            language=said.get("langue_parlee", ""),
        )

    @property
    def place(self) -> str:
        """The place as it was typed."""
        return str(self.cleaned_data.get("lieu", "")).strip()

    @property
    def is_refined(self) -> bool:
        """Whether one of the filters that are folded away is in use."""
        return any(
            self.cleaned_data.get(name) not in ("", None, []) for name in ("jour", "langue_parlee", "q", "acces")
        )
