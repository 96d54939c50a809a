"""Forms of reports, of their frame and of statements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.reporting import catalogue, rules
from quitus.domain.reporting.models import Report
from quitus.interfaces.web.layout.forms import CountField, DayField

NUMBERED = "question_{}"


class ReportForm(forms.Form):
    """Which report, over which days."""

    kind = forms.ChoiceField(
        label=_("Sorte de rapport"),
        choices=[(kind, _(label)) for kind, label in catalogue.KIND_LABELS.items()],
        widget=forms.RadioSelect,
    )
    period_from = DayField(label=_("Du"))
    period_to = DayField(label=_("Au"), help_text=_("Un rapport d'étape compte les pass consommés par année pleine."))
    due_on = DayField(label=_("Attendu par le financeur le"), required=False)


class AnswersForm(forms.Form):
    """One field per question of a report."""

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in report.answers:
            counts = question["expects"] == rules.COUNT
            self.fields[NUMBERED.format(question["rank"])] = forms.CharField(
                label=question["question"],
                initial=question["answer"],
                required=False,
                help_text=_("Chiffre déclaré, présenté à part des chiffres calculés.") if counts else "",
                widget=forms.TextInput(attrs={"inputmode": "numeric"}) if counts else forms.Textarea(attrs={"rows": 4}),
            )

    def answers(self) -> dict[int, str]:
        """The answers by rank of question."""
        return {int(name.rpartition("_")[2]): answer for name, answer in self.cleaned_data.items()}


class DatedForm(forms.Form):
    """The day of an act that binds."""

    on = DayField(label=_("Date"), not_after_today=True)


class PlanForm(forms.Form):
    """One year of the schedule."""

    year = forms.IntegerField(label=_("Année"), min_value=2000, max_value=2100)
    planned_count = CountField(label=_("Pass prévus"))


class QuestionForm(forms.Form):
    """One question of the funder's framework."""

    kind = forms.ChoiceField(
        label=_("Dans quel rapport"),
        choices=[(kind, _(label)) for kind, label in catalogue.KIND_LABELS.items()],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Question"), widget=forms.Textarea(attrs={"rows": 3}))
    expects = forms.ChoiceField(
        label=_("Réponse attendue"),
        choices=[(rules.TEXT, _("Un texte")), (rules.COUNT, _("Un nombre, déclaré"))],
        initial=rules.TEXT,
        widget=forms.RadioSelect,
    )


class StatementForm(forms.Form):
    """Which statement, closed on which day."""

    kind = forms.ChoiceField(
        label=_("Sorte d'état"),
        choices=[(kind, _(label)) for kind, label in catalogue.STATEMENT_LABELS.items()],
        initial=rules.INTERMEDIATE,
        widget=forms.RadioSelect,
    )
    until = DayField(
        label=_("Arrêté au"), not_after_today=True, help_text=_("Les dépenses payées jusqu'à ce jour compris.")
    )


class TransmitForm(DatedForm):
    """When and where the statement was sent."""

    to = forms.CharField(
        label=_("Envoyé à"), required=False, help_text=_("Laissez vide pour l'adresse que fixe la convention.")
    )
