"""What is asked about a rule of obligations, by kind of rule."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.obligations import states
from quitus.domain.obligations.models import Duty
from quitus.domain.obligations.rules import Rule
from quitus.interfaces.web.authority.obligations.forms import words_of
from quitus.interfaces.web.layout.forms import DayField, offer

TIMING = ("on", "event", "months", "days", "every", "since", "until", "day", "condition", "carries_over")


class DelayField(forms.IntegerField):
    """How many months or days, before when it is negative."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=-1200, max_value=1200, initial=0, **kwargs)

    def clean(self, value: Any) -> int:
        """None when nothing is typed is none at all."""
        return super().clean(value) or 0


def _months() -> DelayField:
    return DelayField(label=_("Mois"), help_text=_("Un nombre négatif compte avant l'événement."))


def _days() -> DelayField:
    return DelayField(label=_("Jours"))


def _event(label: Any, usual: str = states.SIGNED) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=words_of(states.EVENTS), initial=usual)


def fields_of(rule: str) -> dict[str, forms.Field]:
    """The fields that a kind of rule needs."""
    match rule:
        case states.AT_DATE:
            return {"on": DayField(label=_("Date"))}
        case states.AFTER_EVENT:
            return {"event": _event(_("Après")), "months": _months(), "days": _days()}
        case states.PERIODIC:
            return {
                "every": forms.ChoiceField(label=_("Périodicité"), choices=words_of(states.EVERY)),
                "since": _event(_("Première période après")),
                "until": _event(_("Dernière période : celle qui contient"), "action_ends_on"),
                "day": forms.IntegerField(
                    label=_("Jour du mois"),
                    required=False,
                    min_value=1,
                    max_value=31,
                    help_text=_("Laissez vide pour compter depuis la fin de la période."),
                ),
                "days": DelayField(label=_("Jours après la fin de la période")),
            }
    condition = forms.CharField(
        label=_("Condition"), max_length=300, help_text=_("En quelques mots. Quelqu'un dira quand elle se réalise.")
    )
    return {"condition": condition, "months": _months(), "days": _days()}


class DutyForm(forms.Form):
    """What an article asks for, and when."""

    label = forms.CharField(label=_("Ce qui est dû"), max_length=250)
    article_number = forms.CharField(label=_("Article"), max_length=20, required=False)
    kind = forms.ChoiceField(label=_("Nature"), choices=words_of(states.KINDS))
    owed_by = forms.ChoiceField(
        label=_("Due par"), choices=words_of(states.OWED_BY), widget=forms.RadioSelect, initial=states.HOLDER
    )
    evidence = forms.CharField(
        label=_("Ce qui la règle"),
        max_length=300,
        required=False,
        help_text=_("Rapport, avis d'appel public, courriel…"),
    )

    def __init__(self, rule: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.fields |= fields_of(rule)
        self.fields["carries_over"] = forms.BooleanField(
            label=_("Reporter au premier jour ouvré"),
            required=False,
            help_text=_("Quand l'échéance tombe un samedi, un dimanche ou un jour férié."),
        )

    def clean(self) -> dict[str, Any]:
        """The rule in one, as the operation takes it."""
        told = super().clean() or {}
        if not self.errors:
            timing = {name: told.pop(name) for name in TIMING if name in told}
            told["timing"] = Rule(rule=self.rule, **timing)
            told["owed_to"] = states.HOLDER if told["owed_by"] == states.FUNDER else states.FUNDER
        return told


class RepealForm(forms.Form):
    """A rule that an amendment ends."""

    code = forms.ChoiceField(label=_("Règle"))

    def __init__(self, duties: list[Duty], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "code", [(duty.code, duty.label) for duty in duties])


class ConditionMetForm(forms.Form):
    """The day on which a condition was met."""

    met_on = DayField(label=_("Réalisée le"), not_after_today=True)
