"""What is asked of who applies, part by part."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.grants.models import Service
from quitus.domain.venues import asking, national
from quitus.domain.venues.models import Question
from quitus.domain.venues.operations import OfferTerms
from quitus.interfaces.web.layout.forms import CountField, EurosField, SiretField, offer
from quitus.interfaces.web.layout.papers import UploadField

POSTCODE = RegexValidator(r"^\d{5}$", gettext_lazy("Un code postal compte 5 chiffres."))
YES, NO = "yes", "no"


class BeginForm(forms.Form):
    """Who wants to apply, for which structure."""

    email = forms.EmailField(label=gettext_lazy("Votre adresse électronique"), max_length=254)
    full_name = forms.CharField(label=gettext_lazy("Votre nom"), max_length=150)
    structure_name = forms.CharField(label=gettext_lazy("Nom de la structure"), max_length=200)
    siret = SiretField(
        label=gettext_lazy("SIRET de la structure"), help_text=gettext_lazy("14 chiffres, avec ou sans espaces.")
    )


class PasswordForm(forms.Form):
    """The password of a new account, twice."""

    password = forms.CharField(
        label=gettext_lazy("Choisissez un mot de passe"),
        help_text=gettext_lazy("Douze caractères au moins."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=gettext_lazy("Le même, une seconde fois"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both alike."""
        said = super().clean() or {}
        if said.get("password") and said.pop("again", None) != said["password"]:
            self.add_error("again", _("Les deux mots de passe ne sont pas les mêmes."))
        return said


class StructureForm(forms.Form):
    """Where the structure is, and who answers for it."""

    address = forms.CharField(label=gettext_lazy("Adresse de la structure"), max_length=120)
    postcode = forms.CharField(label=gettext_lazy("Code postal"), max_length=5, validators=[POSTCODE])
    commune = forms.CharField(label=gettext_lazy("Commune"), max_length=100)
    contact_name = forms.CharField(label=gettext_lazy("Personne à joindre"), max_length=150)
    contact_phone = forms.CharField(label=gettext_lazy("Téléphone"), max_length=30)
    website = forms.URLField(label=gettext_lazy("Site web"), required=False, max_length=300, assume_scheme="https")


class PlaceForm(forms.Form):
    """A venue, and how it receives people."""

    name = forms.CharField(label=gettext_lazy("Nom du lieu"), max_length=200)
    is_mobile = forms.BooleanField(
        label=gettext_lazy("C'est un lieu mobile (bus, itinérance)"),
        required=False,
        help_text=gettext_lazy("Indiquez alors la commune d'où il part."),
    )
    address = forms.CharField(label=gettext_lazy("Adresse"), max_length=300, required=False)
    postcode = forms.CharField(label=gettext_lazy("Code postal"), max_length=5, validators=[POSTCODE])
    commune = forms.CharField(label=gettext_lazy("Commune"), max_length=100)
    is_public = forms.BooleanField(
        label=gettext_lazy("Il est tenu par un organisme public"),
        required=False,
        help_text=gettext_lazy("Une commune, un CCAS, une médiathèque… : il encaisse par une régie de recettes."),
    )
    accessibility = forms.MultipleChoiceField(
        label=gettext_lazy("Accessibilité"), required=False, widget=forms.CheckboxSelectMultiple
    )
    companion = forms.BooleanField(label=gettext_lazy("Un accompagnant peut rester pendant le service"), required=False)
    reception = forms.CharField(
        label=gettext_lazy("Conditions d'accueil"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=gettext_lazy("Horaires, rendez-vous, transports, garde d'enfants, ce qu'il faut apporter…"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "accessibility", [(code, _(label)) for code, label in national.ACCESSIBILITY.items()])


class OfferForm(forms.Form):
    """A service of the national catalogue, and on which terms it is given."""

    service_code = forms.ChoiceField(label=gettext_lazy("Service"))
    duration_minutes = CountField(label=gettext_lazy("Durée, en minutes"), min_value=5, max_value=600)
    price = EurosField(
        label=gettext_lazy("Prix sans pass, en euros"),
        least=0,
        most=1_000_00,
        help_text=gettext_lazy("0 si le service est gratuit."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Langues parlées"), widget=forms.CheckboxSelectMultiple, initial=["fr"]
    )
    publics = forms.MultipleChoiceField(
        label=gettext_lazy("Publics accueillis en particulier"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Rien à cocher si le service est ouvert à tous."),
    )

    def __init__(self, *args: Any, services: Sequence[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "service_code", [(one.code, _(one.label)) for one in services])
        offer(self, "languages", [(code, _(label)) for code, label in national.LANGUAGES.items()])
        offer(self, "publics", [(code, _(label)) for code, label in national.PUBLICS.items()])

    def clean(self) -> dict[str, Any]:
        """The service, and its terms."""
        said = super().clean() or {}
        if self.errors:
            return said
        terms = OfferTerms(said["duration_minutes"], said["price"], said["languages"], said["publics"])
        return {"service_code": said["service_code"], "terms": terms}


class AnswersForm(forms.Form):
    """The questions of the authority, as its version asks them. What is required may wait until the sending."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for one in questions:
            self.fields[f"q{one.pk}"] = _field(one)

    def clean(self) -> dict[str, Any]:
        """The answers by question, the files apart."""
        said = super().clean() or {}
        answers, joined = {}, {}
        for one in self.questions:
            value = said.get(f"q{one.pk}")
            if one.kind != asking.FILE:
                answers[str(one.pk)] = value
            elif value:
                joined[one.pk] = value
        return {"answers": answers, "joined": joined}


def _field(one: Question) -> forms.Field:
    needed = _("Réponse obligatoire pour envoyer la candidature.") if one.is_required else ""
    about: dict[str, Any] = {
        "label": one.label,
        "required": False,
        "help_text": " ".join(filter(None, (one.help, needed))),
    }
    if one.kind == asking.YES_NO:
        field: forms.Field = forms.ChoiceField(
            choices=[(YES, _("Oui")), (NO, _("Non"))], widget=forms.RadioSelect, **about
        )
    elif one.kind == asking.ONE:
        field = forms.ChoiceField(choices=[(two, two) for two in one.choices], widget=forms.RadioSelect, **about)
    elif one.kind == asking.SEVERAL:
        choices = [(two, two) for two in one.choices]
        field = forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **about)
    elif one.kind == asking.FILE:
        field = UploadField(label=one.label, required=False)
    else:
        field = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=5000, **about)
    field.needed_at_times = one.is_required  # type: ignore[attr-defined]
    return field


class BankForm(forms.Form):
    """Where the structure will be paid."""

    iban = forms.CharField(
        label=gettext_lazy("IBAN"),
        max_length=42,
        help_text=gettext_lazy("Tel qu'il figure sur le relevé d'identité bancaire, avec ou sans espaces."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code"}),
    )
    holder_name = forms.CharField(label=gettext_lazy("Titulaire du compte"), max_length=140)
    proof = UploadField(label=gettext_lazy("Relevé d'identité bancaire"), required=False)


class RegieForm(forms.Form):
    """The act of the régie de recettes of a public venue."""

    reference = forms.CharField(
        label=gettext_lazy("Référence de l'acte"),
        max_length=80,
        help_text=gettext_lazy("Numéro et date de l'acte qui crée la régie de recettes."),
    )
    act = UploadField(label=gettext_lazy("L'acte"), required=False)


class CharterForm(forms.Form):
    """The charter is accepted by somebody who may commit the structure."""

    quality = forms.CharField(
        label=gettext_lazy("Votre fonction"),
        max_length=100,
        help_text=gettext_lazy("Celle qui vous permet d'engager la structure."),
    )
    accepted = forms.BooleanField(label=gettext_lazy("Au nom de la structure, j'accepte cette charte"))

    def clean(self) -> dict[str, Any]:
        """The quality of who accepts."""
        said = super().clean() or {}
        return {"facts": {"quality": said.get("quality", "")}}


class AsFacts(forms.Form):
    """Before a form whose whole content is one part of an application."""

    def clean(self) -> dict[str, Any]:
        """All of it, as facts."""
        return {"facts": dict(super().clean() or {})}


class StructureFacts(AsFacts, StructureForm):
    """The part about the structure."""
