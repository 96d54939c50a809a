"""What is asked at the end of validity."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.expiry import states
from quitus.domain.expiry.models import NumberDifference
from quitus.domain.vouchers.rules import rank_of
from quitus.interfaces.web.layout.endings import AnswerForm
from quitus.interfaces.web.layout.forms import CountField, DayField, EurosField, offer
from quitus.interfaces.web.layout.papers import PaperForm, UploadField
from quitus.interfaces.web.layout.words import count
from quitus.kernel.clock import today


class BlockingForm(forms.Form):
    """From which day nothing is handed out, and why."""

    blocked_from = DayField(label=_("Premier jour sans remise"))
    note = forms.CharField(label=_("Motif"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class AcknowledgementForm(PaperForm):
    """An acknowledgement signed on paper."""

    left_count = CountField(label=_("Pass qui restent"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, day="acknowledged_on", day_label=_("Signé le"), **kwargs)


class OperatorAnswerForm(AnswerForm):
    """The answer of an operator that sends papers."""

    signed_by = forms.CharField(label=_("Signé par"), max_length=200)
    file = UploadField(label=_("Réponse signée, numérisée"))


class SettleForm(forms.Form):
    """Which differences are settled, for whom and why."""

    difference_ids = forms.MultipleChoiceField(
        label=_("Écarts à traiter"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Cochez.")}
    )
    outcome = forms.ChoiceField(label=_("Chiffre retenu"), choices=list(states.OUTCOMES.items()))
    reason = forms.CharField(label=_("Motif"), widget=forms.Textarea(attrs={"rows": 2}))
    settled_on = DayField(label=_("Date"), not_after_today=True, initial=today)

    def __init__(self, *args: Any, differences: list[NumberDifference], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "difference_ids", [(str(one.pk), _named(one)) for one in differences])
        offer(self, "outcome", [(key, _(label)) for key, label in states.OUTCOMES.items()])

    def clean_difference_ids(self) -> list[int]:
        """Their keys."""
        return [int(key) for key in self.cleaned_data["difference_ids"]]


def _named(one: NumberDifference) -> str:
    if one.number is None:
        return str(_("Écart des totaux : %(count)s pass")) % {"count": count(one.count)}
    said = _("Pass n° %(rank)s, selon notre registre") if one.side == states.OURS else _("Pass n° %(rank)s, selon lui")
    return str(said) % {"rank": count(rank_of(one.number))}


class CreditNoteForm(forms.Form):
    """The avoir that the operator sent."""

    number = forms.CharField(label=_("Numéro de l'avoir"), max_length=40)
    issued_on = DayField(label=_("Daté du"), not_after_today=True, initial=today)
    amount_cents = EurosField(label=_("Montant"), least=0)
    signed_by = forms.CharField(label=_("Émis par"), max_length=200)
    file = UploadField(label=_("Avoir, numérisé"))


class ComplementForm(forms.Form):
    """The mandat that pays a complement to the operator."""

    mandat_number = forms.CharField(label=_("Numéro de mandat"), max_length=40)
    paid_on = DayField(label=_("Date du mandat"), not_after_today=True, initial=today)


class ReceivedForm(forms.Form):
    """How an avoir came back."""

    received_on = DayField(label=_("Date"), not_after_today=True, initial=today)
    kind = forms.ChoiceField(label=_("Comment"))
    reference = forms.CharField(
        label=_("Titre de recettes, facture ou commande"), max_length=80, help_text=_("Le numéro du papier.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [(key, _(label)) for key, label in states.CREDIT_KINDS.items()])
