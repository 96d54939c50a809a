"""Forms about structures and venues."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.grants.models import Service
from quitus.domain.organisations.models import Membership
from quitus.domain.venues import rules
from quitus.interfaces.web.layout.forms import DayField, SiretField, offer
from quitus.interfaces.web.layout.papers import UploadField

POSTCODE = RegexValidator(r"^\d{5}$", gettext_lazy("Un code postal compte 5 chiffres."))


class StructureForm(forms.Form):
    """Who receives people."""

    name = forms.CharField(label=gettext_lazy("Nom de la structure"), max_length=200)
    siret = SiretField(label=gettext_lazy("SIRET"), required=False)
    address_line_1 = forms.CharField(label=gettext_lazy("Adresse"), max_length=120, required=False)
    postcode = forms.CharField(label=gettext_lazy("Code postal"), max_length=5, validators=[POSTCODE])
    commune = forms.CharField(label=gettext_lazy("Commune"), max_length=100)


class VenueForm(forms.Form):
    """Where a structure receives people."""

    name = forms.CharField(label=gettext_lazy("Nom du lieu"), max_length=200)
    address = forms.CharField(label=gettext_lazy("Adresse"), max_length=300, required=False)
    postcode = forms.CharField(label=gettext_lazy("Code postal"), max_length=5, validators=[POSTCODE])
    commune = forms.CharField(
        label=gettext_lazy("Commune"),
        max_length=100,
        help_text=gettext_lazy("Pour un lieu itinérant, celle d'où il part."),
    )
    is_mobile = forms.BooleanField(label=gettext_lazy("Lieu itinérant"), required=False)
    is_public = forms.BooleanField(
        label=gettext_lazy("Lieu public"),
        required=False,
        help_text=gettext_lazy("Tenu par une personne publique : il lui faut une régie de recettes."),
    )


class ServicesForm(forms.Form):
    """What a venue offers of the national catalogue."""

    service_codes = forms.MultipleChoiceField(
        label=gettext_lazy("Services rendus"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, services: Iterable[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "service_codes", [(service.code, _(service.label)) for service in services])


class StaffForm(forms.Form):
    """Who takes pass at a venue, from which day."""

    user_id = forms.TypedChoiceField(label=gettext_lazy("Personne"), coerce=int)
    starts_on = DayField(label=gettext_lazy("À partir du"))

    def __init__(self, *args: Any, members: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "user_id", [(one.user_id, one.user.full_name) for one in members])


class BankForm(forms.Form):
    """Where a structure is paid."""

    iban = forms.CharField(
        label=gettext_lazy("IBAN"),
        max_length=42,
        help_text=gettext_lazy("Tel qu'il figure sur le relevé d'identité bancaire."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code"}),
    )
    holder_name = forms.CharField(label=gettext_lazy("Titulaire du compte"), max_length=140)
    proof = UploadField(label=gettext_lazy("Relevé d'identité bancaire"))


class VerifyForm(forms.Form):
    """Which bank details were verified, and when."""

    details_id = forms.IntegerField(widget=forms.HiddenInput)
    verified_on = DayField(label=gettext_lazy("Date de la vérification"), not_after_today=True)


class ConfirmChangeForm(VerifyForm):
    """How a changed account was confirmed by another way than the message that announced it."""

    confirmed_how = forms.ChoiceField(
        label=gettext_lazy("Comment avez-vous confirmé le changement ?"), widget=forms.RadioSelect
    )
    confirmed_with = forms.CharField(
        label=gettext_lazy("Avec qui"),
        max_length=200,
        help_text=gettext_lazy("Nom et fonction de la personne jointe ou rencontrée."),
    )
    confirmed_on = DayField(label=gettext_lazy("Quel jour"), not_after_today=True)
    field_order = ("details_id", "confirmed_how", "confirmed_with", "confirmed_on", "verified_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "confirmed_how", [(how, _(label)) for how, label in rules.CONFIRMED_HOW.items()])


class ApplyForm(forms.Form):
    """When a structure applied."""

    applied_on = DayField(label=gettext_lazy("Date de la candidature"), not_after_today=True)


class CheckForm(forms.Form):
    """What was checked in a file."""

    siret_checked = forms.BooleanField(label=gettext_lazy("Le SIRET est bien celui de la structure"), required=False)
    charter_signed_on = DayField(label=gettext_lazy("Charte signée le"), required=False, not_after_today=True)
    reception = forms.CharField(
        label=gettext_lazy("Accueil et accessibilité"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Plain-pied, boucle magnétique, transports, garde d'enfants…"),
    )
    regie_recettes_reference = forms.CharField(
        label=gettext_lazy("Acte de la régie de recettes"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Seulement pour un lieu public."),
    )
    checked_on = DayField(label=gettext_lazy("Date de la vérification"), not_after_today=True)


class EffectiveForm(forms.Form):
    """When a decision takes effect."""

    effective_on = DayField(label=gettext_lazy("Date d'effet"))


class ReasonedForm(EffectiveForm):
    """When a decision takes effect, and why."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("La structure le lira."),
    )
