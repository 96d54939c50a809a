"""What is asked about a letter."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.obligations import states
from quitus.domain.obligations.models import Obligation
from quitus.domain.obligations.operations import LetterFacts
from quitus.interfaces.web.authority.obligations.forms import words_of
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.forms import DayField, offer
from quitus.interfaces.web.layout.papers import UploadField

FACTS = ("direction", "on", "subject", "address", "channel", "correspondent", "reference", "proof", "proof_on")


class LetterForm(forms.Form):
    """A letter sent to the funder, or received from it."""

    direction = forms.ChoiceField(
        label=_("Sens du courrier"),
        choices=words_of(states.DIRECTIONS),
        widget=forms.RadioSelect,
        initial=states.OUTGOING,
    )
    on = DayField(label=_("Date"), not_after_today=True)
    subject = forms.CharField(label=_("Objet"), max_length=300)
    address = forms.CharField(
        label=_("Adresse utilisée"),
        max_length=300,
        help_text=_("Où le courrier est parti, ou d'où il vient. La convention fixe celle du financeur."),
    )
    channel = forms.ChoiceField(label=_("Voie"), choices=words_of(states.CHANNELS))
    correspondent = forms.CharField(label=_("Correspondant"), max_length=200, required=False)
    reference = forms.CharField(label=_("Référence"), max_length=100, required=False)
    proof = forms.CharField(
        label=_("Preuve d'envoi"),
        max_length=300,
        required=False,
        help_text=_("Numéro de recommandé, accusé de réception. Elle peut venir plus tard."),
    )
    proof_on = DayField(label=_("Date de la preuve"), required=False, not_after_today=True)
    file = UploadField(label=_("Le courrier"), required=False)
    obligation_id = forms.TypedChoiceField(
        label=_("Obligation qu'il règle"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, open_ones: Iterable[Obligation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "obligation_id",
            [
                ("", _("Aucune")),
                *((one.pk, f"{one.label} ({words.day(one.due_on)})") for one in open_ones),
            ],
        )

    def clean(self) -> dict[str, Any]:
        """The facts of the letter in one, as the operation takes them."""
        told = super().clean() or {}
        if not self.errors:
            told["letter"] = LetterFacts(**{name: told.pop(name) for name in FACTS})
        return told
