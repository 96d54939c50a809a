"""Forms about signals."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.signals import rules, states
from quitus.domain.signals.models import Signal
from quitus.interfaces.web.layout.forms import CountField, DayField, offer
from quitus.kernel.life import after


class AskForm(forms.Form):
    """What the venue is asked."""

    question = forms.CharField(
        label=gettext_lazy("Ce que vous demandez au lieu"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Le lieu lit votre question et la liste des encaissements, sans autre commentaire. Restez neutre."
        ),
    )


class DecideForm(forms.Form):
    """What is decided, why, and when somebody looks again."""

    decision = forms.ChoiceField(label=gettext_lazy("Décision"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Raison"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Gardée avec le signalement. Ne nommez pas la personne reçue."),
    )
    follow_up_on = DayField(
        label=gettext_lazy("Regarder à nouveau le"),
        required=False,
        help_text=gettext_lazy("Laissez vide si aucun suivi n'est utile."),
    )

    def __init__(self, *args: Any, signal: Signal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = [one for one, verb in states.DECISIONS.items() if after(states.SIGNAL, signal.state, verb)]
        offer(self, "decision", [(one, _(states.DECISION_LABELS[one])) for one in possible])


class FollowUpForm(forms.Form):
    """What was seen when somebody looked again."""

    note = forms.CharField(label=gettext_lazy("Ce que vous avez vu"), widget=forms.Textarea(attrs={"rows": 3}))
    follow_up_on = DayField(
        label=gettext_lazy("Regarder encore le"),
        required=False,
        help_text=gettext_lazy("Laissez vide si le suivi est terminé."),
    )


class ThresholdsForm(forms.Form):
    """Every threshold, as it is now."""

    def __init__(self, *args: Any, limits: rules.Thresholds, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in rules.LABELS.items():
            least, most = rules.BOUNDS[name]
            self.fields[name] = CountField(
                label=_(label), min_value=least, max_value=most, initial=getattr(limits, name)
            )
