"""What is asked about a procedure to buy pass."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.organisations.models import Organisation
from quitus.interfaces.web.authority.obligations.forms import UPLOAD_REFUSALS, ReasonForm
from quitus.interfaces.web.layout.forms import DayField, EurosField, offer
from quitus.interfaces.web.layout.papers import UploadField

__all__ = ["UPLOAD_REFUSALS", "AbandonForm", "AwardForm", "LaunchForm", "NotificationForm"]


class LaunchForm(forms.Form):
    """A procedure launched."""

    title = forms.CharField(label=_("Objet"), max_length=300)
    launched_on = DayField(label=_("Lancée le"), not_after_today=True)
    reference = forms.CharField(
        label=_("Référence de l'avis"), max_length=100, required=False, help_text=_("Celle de la publication.")
    )
    file = UploadField(label=_("Preuve du lancement"), required=False)


class AwardForm(forms.Form):
    """Who won a procedure."""

    operator_id = forms.TypedChoiceField(label=_("Opérateur"), coerce=int)
    awarded_on = DayField(label=_("Attribuée le"), not_after_today=True)

    def __init__(self, operators: Iterable[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "operator_id", [(one.pk, one.name) for one in operators])


class NotificationForm(forms.Form):
    """A market notified to who won."""

    number = forms.CharField(label=_("Numéro du marché"), max_length=60)
    notified_on = DayField(label=_("Notification"), not_after_today=True)
    ends_on = DayField(label=_("Fin du marché"))
    ceiling_cents = EurosField(label=_("Plafond"), help_text=_("Une commande qui le dépasse est refusée."))


class AbandonForm(ReasonForm):
    """Why a procedure leads to nothing."""

    on = DayField(label=_("Sans suite depuis le"), not_after_today=True)
