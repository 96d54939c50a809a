"""What the public reads of a venue, as a form: the same for its people and for the authority."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.venues import describing, national
from quitus.domain.venues.describing import FIELDS, VenueTold
from quitus.domain.venues.models import Description, Venue
from quitus.interfaces.web.layout.components import Link
from quitus.interfaces.web.layout.forms import DayField, RefusalsOn, offer, refusals_on
from quitus.interfaces.web.layout.pages import show_form

MOST_LINES = 10
LABELS = {
    "name": gettext_lazy("Nom du lieu"),
    "address": gettext_lazy("Adresse"),
    "postcode": gettext_lazy("Code postal"),
    "commune": gettext_lazy("Commune"),
    "is_mobile": gettext_lazy("Lieu itinérant"),
    "point": gettext_lazy("Position sur la carte"),
    "summary": gettext_lazy("Présentation en une phrase"),
    "phone": gettext_lazy("Téléphone"),
    "emails": gettext_lazy("Courriels"),
    "websites": gettext_lazy("Sites web"),
    "opening_hours": gettext_lazy("Horaires"),
    "access_modes": gettext_lazy("Comment venir"),
    "support_modes": gettext_lazy("Accompagnement proposé"),
    "accessibility": gettext_lazy("Accessibilité"),
    "accessibility_url": gettext_lazy("Fiche Acceslibre"),
    "languages": gettext_lazy("Langues parlées"),
    "care": gettext_lazy("Accompagne aussi"),
    "publics": gettext_lazy("Accueille seulement"),
    "booking_url": gettext_lazy("Lien de prise de rendez-vous"),
    "address_complement": gettext_lazy("Complément d'adresse"),
    "insee_code": gettext_lazy("Code de la commune (Insee)"),
    "types": gettext_lazy("Type de lieu"),
    "fees": gettext_lazy("Frais sans pass"),
    "programmes": gettext_lazy("Programmes nationaux"),
    "trainings": gettext_lazy("Formations et labels"),
    "other_trainings": gettext_lazy("Autres formations et labels"),
    "parent_name": gettext_lazy("Réseau ou structure dont dépend le lieu"),
    "detail": gettext_lazy("Présentation détaillée"),
    "source": gettext_lazy("Source des informations"),
    "source_key": gettext_lazy("Identifiant dans le fichier d'origine"),
    "updated_on": gettext_lazy("Informations vérifiées le"),
}
HELP = {
    "opening_hours": gettext_lazy(
        "À la manière d'OpenStreetMap : Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00 "
        "(Mo lundi, Tu mardi, We mercredi, Th jeudi, Fr vendredi, Sa samedi, Su dimanche)."
    ),
    "summary": gettext_lazy("280 caractères au plus, pour la personne qui cherche un lieu."),
    "phone": gettext_lazy("Par exemple 03 21 00 00 00."),
    "emails": gettext_lazy("Un par ligne. Ils sont publics."),
    "websites": gettext_lazy("Un par ligne, avec https://."),
    "publics": gettext_lazy("Ne cochez rien si le lieu accueille tout le monde."),
    "other_trainings": gettext_lazy("Un par ligne."),
    "insee_code": gettext_lazy("5 caractères, différent du code postal. Laissez vide si vous ne le savez pas."),
    "accessibility_url": gettext_lazy("L'adresse de la fiche du lieu sur acceslibre.beta.gouv.fr."),
}
SECTIONS = (
    (
        gettext_lazy("Trouver et joindre le lieu"),
        (
            "summary",
            "address_complement",
            "opening_hours",
            "phone",
            "emails",
            "websites",
            "booking_url",
            "access_modes",
        ),
    ),
    (
        gettext_lazy("Pour qui, et comment"),
        ("support_modes", "accessibility", "accessibility_url", "languages", "care", "publics"),
    ),
    (
        gettext_lazy("Pour les annuaires nationaux"),
        (
            "types",
            "fees",
            "programmes",
            "trainings",
            "other_trainings",
            "parent_name",
            "insee_code",
            "detail",
            "updated_on",
        ),
    ),
)


class LinesField(forms.CharField):
    """Several values, one a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def clean(self, value: Any) -> Any:
        """The lines that say something."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(_("%(most)s lignes au plus.") % {"most": MOST_LINES})
        return tuple(lines)

    def prepare_value(self, value: Any) -> Any:
        """One a line."""
        return "\n".join(value) if isinstance(value, list | tuple) else value


class DescribeForm(forms.Form):
    """A venue as the national schema knows it; empty fields say nothing."""

    def __init__(self, sent: QueryDict | None, *, about: Description) -> None:
        known = {name: getattr(about, name) for name in FIELDS}
        known["phone"] = describing.spoken_number(about.phone)
        super().__init__(sent, initial=known)
        self.about = about
        for _title, names in SECTIONS:
            for name in names:
                self.fields[name] = _field(name)
                self.fields[name].needed_at_times = True  # type: ignore[attr-defined]
        for name, among in (*national.LISTS.items(), ("types", national.TYPES)):
            other = [(code, code) for code in known[name] if code not in among]
            offer(self, name, [(code, _(words)) for code, words in among.items()] + other)

    def told(self) -> VenueTold:
        """What is told; what the form does not show stays as it was."""
        said: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in self.cleaned_data.items()
        }
        said |= {"source": self.about.source, "source_key": self.about.source_key}
        return VenueTold(**said)

    def sections(self) -> list[tuple[object, list[forms.BoundField]]]:
        """The fields under their titles."""
        return [(title, [self[name] for name in names]) for title, names in SECTIONS]


def describe(
    request: HttpRequest,
    venue: Venue,
    write: Callable[[VenueTold], object],
    back: Link,
    done: Callable[[], HttpResponse],
) -> HttpResponse:
    """The page that describes a venue; `write` keeps what was told, `done` is where one goes then."""
    about: Description = getattr(venue, "description", None) or Description(updated_on=None)
    form = DescribeForm(request.POST if request.method == "POST" else None, about=about)
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            write(form.told())
            return done()
    return show_form(
        request,
        title=_("Décrire %(venue)s") % {"venue": venue.name},
        lead=_("Ce que le public lit de ce lieu, dans l'annuaire et sur la page d'un pass. Rien n'est obligatoire."),
        form=form,
        submit=_("Enregistrer la description"),
        back=back,
        template="layout/describe.html",
    )


def refusals(form: forms.Form) -> RefusalsOn:
    """Each refusal under the field that it speaks of."""
    return refusals_on(
        form,
        not_a_phone_number="phone",
        not_an_email="emails",
        not_a_web_address="websites",
        hours_not_readable="opening_hours",
        not_a_commune_code="insee_code",
        text_too_long="summary",
    )


def field_words(name: str) -> str:
    """How a field is called on pages."""
    return str(LABELS.get(name, name))


def value_words(name: str, value: object) -> str:
    """What a field says, in words."""
    among: Mapping[str, str] = national.LISTS.get(name, {})
    if isinstance(value, list | tuple):
        return ", ".join(_(among[one]) if one in among else str(one) for one in value if one is not None) or "–"
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value) if value not in (None, "") else "–"


def _field(name: str) -> forms.Field:
    facts: dict[str, Any] = {"label": LABELS[name], "help_text": HELP.get(name, ""), "required": False}
    if name in national.LISTS or name == "types":
        return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, **facts)
    if name in ("emails", "websites", "other_trainings"):
        return LinesField(**facts)
    if name == "detail":
        return forms.CharField(max_length=describing.DETAIL_LETTERS, widget=forms.Textarea(attrs={"rows": 5}), **facts)
    if name == "summary":
        widget = forms.Textarea(attrs={"rows": 2})
        return forms.CharField(max_length=describing.SUMMARY_LETTERS, widget=widget, **facts)
    if name == "updated_on":
        return DayField(not_after_today=True, **facts)
    return forms.CharField(max_length=describing.URL_LETTERS, **facts)
