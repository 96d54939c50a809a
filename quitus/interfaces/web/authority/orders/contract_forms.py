"""What is asked about a contract with an operator, and about the law of pass issued by the authority."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.vouchers import states
from quitus.domain.vouchers.rules import MOST_PASS
from quitus.interfaces.web.layout.forms import CountField, DayField, EurosField, offer
from quitus.interfaces.web.layout.papers import UploadField

MOST_YEARLY_FEE = 100_000_00


class ContractForm(forms.Form):
    """What an operator does and for how much."""

    market_id = forms.TypedChoiceField(label=_("Marché"), coerce=int)
    number = forms.CharField(label=_("Numéro du contrat"), max_length=40)
    operates_inside = forms.TypedChoiceField(
        label=_("Où l'opérateur travaille"),
        choices=[
            ("inside", _("Dans ce logiciel : il produit, imprime et paie les lieux ici")),
            ("outside", _("À l'extérieur : il envoie et reçoit des fichiers")),
        ],
        coerce=lambda value: value == "inside",
        widget=forms.RadioSelect,
        initial="inside",
    )
    starts_on = DayField(label=_("Début"))
    ends_on = DayField(label=_("Fin"))
    fee_on_order_per_mille = forms.DecimalField(
        label=_("Frais sur les pass commandés (%)"), min_value=0, max_value=100, decimal_places=1, localize=True
    )
    fee_on_redemption_per_mille = forms.DecimalField(
        label=_("Frais sur les pass utilisés (%)"), min_value=0, max_value=100, decimal_places=1, localize=True
    )
    yearly_fee_per_venue_cents = EurosField(
        label=_("Frais par lieu et par an, hors taxe"), least=0, most=MOST_YEARLY_FEE
    )
    tolerance_months = forms.IntegerField(
        label=_("Mois de tolérance"),
        min_value=0,
        max_value=12,
        initial=1,
        help_text=_("Durée pendant laquelle les lieux acceptent encore les pass après leur dernier jour."),
    )
    late_entry_days = forms.IntegerField(
        label=_("Jours pour saisir une utilisation"),
        min_value=1,
        max_value=365,
        initial=60,
        help_text=_("Délai, après le jour du service, pendant lequel un lieu peut encore encaisser le pass."),
    )
    payment_days = forms.IntegerField(
        label=_("Jours pour payer les structures"),
        min_value=1,
        max_value=365,
        initial=30,
        help_text=_(
            "Délai, après l'envoi d'une demande, dans lequel l'opérateur la paie. La collectivité, quand elle paie "
            "elle-même, a 30 jours (Code de la commande publique, art. R. 2192-10)."
        ),
    )
    booklet_sizes = forms.CharField(
        label=_("Pass par carnet"),
        required=False,
        help_text=_("Par exemple 5, 10. Laissez vide si le contrat n'en dit rien."),
    )
    least_quantity = CountField(
        label=_("Pass par commande, au moins"), min_value=1, max_value=MOST_PASS, required=False
    )
    most_quantity = CountField(label=_("Pass par commande, au plus"), min_value=1, max_value=MOST_PASS, required=False)
    delivery_days = CountField(
        label=_("Jours pour livrer"),
        max_value=365,
        required=False,
        help_text=_("Après la confirmation de la commande."),
    )
    replaces_lost = forms.BooleanField(label=_("L'opérateur remplace les pass perdus ou volés"), required=False)
    replacement_fee_cents = EurosField(
        label=_("Frais par pass remplacé, hors taxe"), least=0, most=MOST_YEARLY_FEE, required=False
    )
    credit_note = forms.ChoiceField(
        label=_("Avoir sur les pass jamais utilisés"),
        choices=[(key, _(label)) for key, label in states.CREDIT_NOTE_LABELS.items()],
        help_text=_("Les frais ne sont jamais rendus."),
    )
    alert_days = CountField(label=_("Alerte, en jours avant le dernier jour"), max_value=365, initial=30)
    blocking_days = CountField(label=_("Arrêt des remises, en jours avant"), max_value=365, initial=15)
    acknowledgement_days = CountField(label=_("Accusé des distributeurs, en jours avant"), max_value=365, initial=7)

    def __init__(self, *args: Any, markets: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "market_id", markets)

    def clean(self) -> dict[str, Any]:
        """Percentages as shares in per mille, sizes as numbers, no fee where none is typed."""
        said = super().clean() or {}
        said["replacement_fee_cents"] = said.get("replacement_fee_cents") or 0
        for name in ("fee_on_order_per_mille", "fee_on_redemption_per_mille"):
            if said.get(name) is not None:
                said[name] = int(said[name] * 10)
        return said

    def clean_booklet_sizes(self) -> list[int]:
        """The sizes, as numbers."""
        parts = [part for part in re.split(r"[\s,;]+", self.cleaned_data["booklet_sizes"]) if part]
        if not all(part.isdecimal() and 1 <= int(part) <= 100 for part in parts):
            raise forms.ValidationError(_("Écrivez des nombres de 1 à 100, par exemple 5, 10."))
        return [int(part) for part in parts]


class OpinionForm(forms.Form):
    """What a lawyer said of pass issued by the authority itself."""

    reference = forms.CharField(label=_("Référence de l'avis"), max_length=100)
    author = forms.CharField(
        label=_("Auteur"), max_length=200, help_text=_("Par exemple le service juridique, ou un cabinet.")
    )
    given_on = DayField(label=_("Date de l'avis"), not_after_today=True)
    is_favourable = forms.TypedChoiceField(
        label=_("Conclusion"),
        choices=[("yes", _("Favorable")), ("no", _("Défavorable"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Ce qu'il demande"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = UploadField(label=_("Avis"))
