"""Forms of the régie: what its act says, its points, its people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.distribution import catalogue, queries
from quitus.domain.distribution.models import DistributionPoint, Imprest
from quitus.domain.distribution.regie import Terms
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.roles import HANDOUT_AGENT, IMPREST_HOLDER
from quitus.interfaces.web.layout.forms import DayField, EurosField, offer
from quitus.interfaces.web.layout.papers import ByAccountant
from quitus.interfaces.web.layout.scans import ScanForm
from quitus.kernel.clock import today

TERMS_UNDER = {
    "act_incomplete": "purpose",
    "ceiling_not_positive": "ceiling_cents",
    "cash_ceiling_disagrees": "cash_ceiling_cents",
    "regie_operation_unknown": "allowed",
    "nothing_amended": "reason",
}
"""Under which field the refusals of an act are shown."""


class TermsForm(forms.Form):
    """What an act says, cleaned to `terms`."""

    purpose = forms.CharField(
        label=_("Objet"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ce pour quoi la régie existe, par exemple distribuer les pass numériques."),
    )
    allowed = forms.MultipleChoiceField(
        label=_("Opérations permises"),
        choices=[(key, _(label)) for key, label in catalogue.REGIE_OPERATIONS.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=[catalogue.HAND_OUT, catalogue.OPEN_POINTS],
        help_text=_("Ce que l'acte ne nomme pas est refusé."),
    )
    ceiling_cents = EurosField(
        label=_("Plafond de valeurs"),
        help_text=_("Valeur des pass que la régie peut détenir, coffre et points réunis."),
    )
    cash_ceiling_cents = EurosField(
        label=_("Plafond d'espèces"),
        required=False,
        help_text=_("Seulement si l'acte permet d'en détenir. Laissez vide sinon."),
    )
    periodicity = forms.ChoiceField(
        label=_("Versement des pièces justificatives"),
        choices=[(key, _(label)) for key, label in catalogue.PERIODICITIES.items()],
        initial="monthly",
        help_text=_("Au moins chaque mois."),
    )
    address = forms.CharField(label=_("Adresse de la régie"), max_length=200)
    accounting_office = forms.CharField(
        label=_("Comptable assignataire"),
        max_length=200,
        help_text=_("Le poste comptable auquel la régie rend compte."),
    )

    def clean(self) -> dict[str, Any]:
        """`terms`, and what else the form says."""
        told = super().clean() or {}
        if self.errors:
            return told
        said = {name: told.pop(name) for name in list(TermsForm.base_fields)}
        said["allowed"] = frozenset(said["allowed"])
        said["cash_ceiling_cents"] = said["cash_ceiling_cents"] or 0
        return told | {"terms": Terms(**said)}

    @staticmethod
    def initial_of(terms: Terms) -> dict[str, object]:
        """What an act says now, as the form shows it."""
        return {
            "purpose": terms.purpose,
            "allowed": sorted(terms.allowed),
            "ceiling_cents": terms.ceiling_cents,
            "cash_ceiling_cents": terms.cash_ceiling_cents or None,
            "periodicity": terms.periodicity,
            "address": terms.address,
            "accounting_office": terms.accounting_office,
        }


class ImprestForm(TermsForm):
    """A régie proposed to the accountant."""

    name = forms.CharField(label=_("Nom de la régie"), max_length=120)
    field_order = ("name",)


class AmendmentForm(TermsForm):
    """What the act becomes, and why."""

    reason = forms.CharField(
        label=_("Motif de l'avenant"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Le comptable le lira.")
    )
    field_order = ("reason",)


class OpenImprestForm(forms.Form):
    """The acte constitutif, once signed."""

    act_reference = forms.CharField(label=_("Référence de l'acte constitutif"), max_length=80)
    constituted_on = DayField(label=_("Date de l'acte"), not_after_today=True, initial=today)


class AdoptForm(forms.Form):
    """The amendment, once signed."""

    act_reference = forms.CharField(label=_("Référence de l'avenant signé"), max_length=80)
    adopted_on = DayField(label=_("Signé le"), not_after_today=True, initial=today)
    starts_on = DayField(label=_("Prend effet le"), initial=today, help_text=_("Le jour de la signature ou plus tard."))


class CloseImprestForm(forms.Form):
    """The end of a régie."""

    closing_reference = forms.CharField(label=_("Référence de l'acte qui met fin à la régie"), max_length=80)
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


class CloseForm(forms.Form):
    """The last day of a point, of a sous-régie or of a mandate."""

    closed_on = DayField(label=_("Dernier jour"), not_after_today=True, initial=today)


class SubRegieForm(forms.Form):
    """A point proposed as a sous-régie."""

    ceiling_cents = EurosField(
        label=_("Plafond de la sous-régie"),
        help_text=_("Valeur des pass que ce point peut détenir ; le plafond de la régie compte toujours."),
    )


class OpenSubRegieForm(forms.Form):
    """The act of a sous-régie, once signed."""

    act_reference = forms.CharField(label=_("Référence de l'acte"), max_length=80)
    adopted_on = DayField(label=_("Date de l'acte"), not_after_today=True, initial=today)


class AppointForm(forms.Form):
    """Who is appointed to what, from a day to a day."""

    kind = forms.ChoiceField(
        label=_("Nommer"),
        choices=[(key, _(label)) for key, label in catalogue.APPOINTMENT_KINDS.items()],
        widget=forms.RadioSelect,
    )
    user_id = forms.TypedChoiceField(
        label=_("Personne"),
        coerce=int,
        help_text=_("Qui ne se connectera jamais s'ajoute aussi aux personnes du dispositif, sans adresse."),
    )
    point_id = forms.TypedChoiceField(
        label=_("Point de distribution"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Pour un mandataire ou un sous-régisseur seulement."),
    )
    act_reference = forms.CharField(label=_("Référence de l'arrêté"), max_length=80)
    starts_on = DayField(label=_("À partir du"))
    ends_on = DayField(
        label=_("Jusqu'au"),
        required=False,
        help_text=_("Une même absence se supplée deux mois au plus, suppléants successifs compris."),
    )

    def __init__(self, *args: Any, imprest: Imprest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "user_id", people_choices(imprest.scheme_id))
        points = [one for one in queries.points() if one.imprest_id == imprest.pk and one.closed_on is None]
        offer(self, "point_id", point_choices(points, _("Aucun")))


def people_choices(scheme_id: int, organisation_id: int | None = None) -> list[tuple[object, object]]:
    """Those who may be given a power: they have a role that holds or hands out, for a body when it is given."""
    found = organisations.members(scheme_id).filter(role__in=[IMPREST_HOLDER, HANDOUT_AGENT])
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    people = {one.user_id: f"{one.user.full_name}, {one.organisation.short_name}" for one in found}
    return [("", _("Choisir")), *people.items()]


def point_choices(points: list[DistributionPoint], none: object) -> list[tuple[object, object]]:
    """Points to choose from, or none of them."""
    return [("", none), *((one.pk, one.name) for one in points)]


class EndForm(forms.Form):
    """The last day of an appointment."""

    ends_on = DayField(label=_("Dernier jour"), initial=today)


class PaperAssentForm(ByAccountant, ScanForm):
    """The assent that the accountant signed on paper."""

    assent_on = DayField(
        label=_("Date de l'avis"), not_after_today=True, help_text=_("Celle qui figure sur le papier.")
    )
    field_order = ("signed_by", "assent_on", "file")
