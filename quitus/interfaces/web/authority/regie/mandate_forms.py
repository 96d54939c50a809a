"""Forms of mandated bodies: the convention, the people of the body, the accounts it renders."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.distribution import queries
from quitus.domain.distribution.models import MandateConvention
from quitus.domain.distribution.regie import AccountPeriod
from quitus.domain.organisations import queries as organisations
from quitus.interfaces.web.authority.regie.forms import people_choices, point_choices
from quitus.interfaces.web.layout.forms import CountField, DayField, EurosField, offer
from quitus.interfaces.web.layout.scans import ScanForm
from quitus.interfaces.web.layout.words import day
from quitus.kernel.clock import today


class MandateForm(forms.Form):
    """A convention de mandat proposed to the accountant."""

    body_id = forms.TypedChoiceField(
        label=_("Organisme mandaté"),
        coerce=int,
        help_text=_("L'administrateur enregistre d'abord l'organisme s'il n'y est pas."),
    )
    purpose = forms.CharField(label=_("Objet du mandat"), widget=forms.Textarea(attrs={"rows": 3}))
    ceiling_cents = EurosField(
        label=_("Plafond de valeurs"), help_text=_("Valeur des pass que l'organisme peut détenir, points compris.")
    )
    starts_on = DayField(label=_("À partir du"))
    ends_on = DayField(label=_("Jusqu'au"))
    remuneration_cents = EurosField(
        label=_("Rémunération par an"), required=False, help_text=_("Laissez vide si le mandat est gratuit.")
    )
    accounts_every_months = CountField(
        label=_("Comptes rendus tous les … mois"),
        min_value=1,
        max_value=12,
        initial=12,
        help_text=_("Au moins une fois par an."),
    )
    accounts_within_days = CountField(
        label=_("Délai pour les rendre, en jours"), min_value=1, max_value=366, initial=30
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = [(one.pk, one.name) for one in organisations.organisations()]
        offer(self, "body_id", bodies, empty=_("Choisir"))

    def clean(self) -> dict[str, Any]:
        """A mandate without pay is free of charge."""
        told = super().clean() or {}
        told["remuneration_cents"] = told.get("remuneration_cents") or 0
        return told

    @staticmethod
    def initial_of(mandate: MandateConvention) -> dict[str, object]:
        """What the proposed convention says, as the form shows it."""
        names = ("body_id", "purpose", "ceiling_cents", "starts_on", "ends_on", "accounts_every_months")
        said: dict[str, object] = {name: getattr(mandate, name) for name in names}
        said["accounts_within_days"] = mandate.accounts_within_days
        return said | {"remuneration_cents": mandate.remuneration_cents or None}


class SignMandateForm(forms.Form):
    """The convention, once signed."""

    act_reference = forms.CharField(label=_("Référence de la convention signée"), max_length=80)
    signed_on = DayField(label=_("Signée le"), not_after_today=True, initial=today)


class NameForm(forms.Form):
    """A person whom the body has named."""

    user_id = forms.TypedChoiceField(label=_("Personne"), coerce=int)
    point_id = forms.TypedChoiceField(
        label=_("Point de distribution"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Laissez vide si elle agit partout, réserve de l'organisme comprise."),
    )
    reference = forms.CharField(label=_("Référence du courrier de l'organisme"), max_length=80)
    starts_on = DayField(label=_("À partir du"))
    ends_on = DayField(label=_("Jusqu'au"), required=False)

    def __init__(self, *args: Any, mandate: MandateConvention, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_choices(mandate.scheme_id, mandate.body_id)
        offer(self, "user_id", people)
        points = [one for one in queries.points() if one.mandate_id == mandate.pk and one.closed_on is None]
        offer(self, "point_id", point_choices(points, _("Partout")))


class AccountForm(ScanForm):
    """The account that the body renders for a period, signed."""

    period_from = forms.TypedChoiceField(label=_("Période"), coerce=str)
    rendered_on = DayField(label=_("Rendu le"), not_after_today=True, initial=today)
    note = forms.CharField(label=_("Observations"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    field_order = ("period_from", "rendered_on", "signed_by", "file", "note")

    def __init__(self, *args: Any, periods: Sequence[AccountPeriod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = {one.starts_on.isoformat(): one for one in periods}
        offer(
            self,
            "period_from",
            [
                (key, _("du %(first)s au %(last)s") % {"first": day(one.starts_on), "last": day(one.ends_on)})
                for key, one in self.periods.items()
            ],
        )

    def clean(self) -> dict[str, Any]:
        """`period_from` as a day."""
        told = super().clean()
        chosen = self.periods.get(str(told.get("period_from", "")))
        return told | {"period_from": chosen.starts_on} if chosen else told
