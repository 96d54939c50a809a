"""Forms of the régie."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.distribution import catalogue, queries
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.layout.forms import DayField, EurosField
from quitus.kernel.clock import today


class ImprestForm(forms.Form):
    """A régie proposed to the accountant."""

    name = forms.CharField(label=_("Nom de la régie"), max_length=120)
    ceiling_cents = EurosField(
        label=_("Plafond"), help_text=_("Valeur des pass que la régie peut détenir, coffre et points réunis.")
    )
    purpose = forms.CharField(label=_("Objet"), widget=forms.Textarea)


class OpenImprestForm(forms.Form):
    """The acte constitutif, once signed."""

    act_reference = forms.CharField(label=_("Référence de l'acte constitutif"), max_length=80)
    constituted_on = DayField(label=_("Date de l'acte"), not_after_today=True, initial=today)


class CloseImprestForm(forms.Form):
    """The end of a régie."""

    closed_on = DayField(label=_("Date de clôture"), not_after_today=True, initial=today)


class PointForm(forms.Form):
    """A place where pass are handed out."""

    name = forms.CharField(
        label=_("Nom du point"), max_length=120, help_text=_("Par exemple Maison des solidarités de Lens.")
    )
    organisation_name = forms.CharField(label=_("Organisme qui l'accueille"), max_length=200, required=False)
    address = forms.CharField(label=_("Adresse"), max_length=200, required=False)
    commune = forms.CharField(label=_("Commune"), max_length=100)
    opened_on = DayField(label=_("Ouvert à partir du"), initial=today)


class AppointForm(forms.Form):
    """Who is appointed to what, from a day to a day."""

    kind = forms.ChoiceField(
        label=_("Nommer"),
        choices=[(key, _(label)) for key, label in catalogue.APPOINTMENT_KINDS.items()],
        widget=forms.RadioSelect,
    )
    user_id = forms.TypedChoiceField(label=_("Personne"), coerce=int)
    point_id = forms.TypedChoiceField(
        label=_("Point de distribution"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Pour un mandataire seulement."),
    )
    act_reference = forms.CharField(label=_("Référence de l'arrêté"), max_length=80)
    starts_on = DayField(label=_("À partir du"))
    ends_on = DayField(
        label=_("Jusqu'au"), required=False, help_text=_("Un suppléant est nommé pour deux mois au plus.")
    )

    def __init__(self, *args: Any, scheme_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = {
            one.user_id: one.user.full_name
            for one in organisations.members(scheme_id).filter(role__in=[IMPREST_HOLDER, HANDOUT_AGENT])
        }
        self.fields["user_id"].choices = [("", _("Choisir")), *people.items()]  # type: ignore[attr-defined]
        points = [(one.pk, one.name) for one in queries.points()]
        self.fields["point_id"].choices = [("", _("Aucun")), *points]  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of an appointment."""

    ends_on = DayField(label=_("Dernier jour"), initial=today)
