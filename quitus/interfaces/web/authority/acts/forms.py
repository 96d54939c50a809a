"""What is asked about acts."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.acts.models import Deliberation
from quitus.domain.acts.rules import Attendance
from quitus.interfaces.web.layout.forms import CountField, DayField

YES_NO = [("True", _("Oui")), ("False", _("Non"))]


class TextForm(forms.Form):
    """The text of a deliberation."""

    title = forms.CharField(label=_("Objet"), max_length=500)
    number = forms.CharField(
        label=_("Numéro"), max_length=40, required=False, help_text=_("S'il est connu. Il peut attendre le vote.")
    )
    legal_references = forms.CharField(
        label=_("Visas"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Un par ligne : « Vu le Code général des collectivités territoriales… »."),
    )
    report = forms.CharField(label=_("Rapport"), widget=forms.Textarea(attrs={"rows": 8}), required=False)
    decision = forms.CharField(
        label=_("Décision"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Ce que l'assemblée décide, article par article."),
    )

    def clean_legal_references(self) -> list[str]:
        """One reference a line."""
        return [line.strip() for line in self.cleaned_data["legal_references"].splitlines() if line.strip()]

    @staticmethod
    def of(deliberation: Deliberation) -> dict[str, str]:
        """What the form shows of a deliberation that exists."""
        return {
            "title": deliberation.title,
            "number": deliberation.number,
            "report": deliberation.report,
            "decision": deliberation.decision,
            "legal_references": "\n".join(reference.text for reference in deliberation.references.all()),
        }


class OpinionForm(forms.Form):
    """What a commission said."""

    commission = forms.CharField(label=_("Commission"), max_length=200)
    given_on = DayField(label=_("Date de l'avis"), not_after_today=True)
    favourable = forms.TypedChoiceField(
        label=_("Avis favorable"), choices=YES_NO, coerce=lambda said: said == "True", widget=forms.RadioSelect
    )
    remarks = forms.CharField(label=_("Remarques"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class SittingForm(forms.Form):
    """The sitting that will vote."""

    assembly = forms.CharField(label=_("Assemblée"), max_length=120, initial=_("Commission permanente"))
    held_on = DayField(label=_("Date de la réunion"))


class VoteForm(forms.Form):
    """The result of a vote, and who was there."""

    number = forms.CharField(label=_("Numéro de la délibération"), max_length=40)
    votes_for = CountField(label=_("Pour"))
    votes_against = CountField(label=_("Contre"))
    votes_abstention = CountField(
        label=_("Abstentions"), required=False, help_text=_("Laissez vide si l'acte ne les compte pas.")
    )
    president_votes_for = forms.NullBooleanField(
        label=_("Vote du président"),
        widget=forms.Select(choices=[("", _("Sans objet")), ("true", _("Pour")), ("false", _("Contre"))]),
        required=False,
        help_text=_("En cas d'égalité seulement : sa voix est prépondérante."),
    )
    present_count = CountField(label=_("Membres présents"))
    excused_count = CountField(label=_("Membres excusés"), initial=0)
    proxy_count = CountField(
        label=_("Délégations de vote"),
        required=False,
        help_text=_("Laissez vide si l'acte ne les liste pas."),
    )
    non_voting_count = CountField(label=_("Assistant sans voix"), initial=0)
    excused_non_voting_count = CountField(label=_("Excusés sans voix"), initial=0)
    president = forms.CharField(
        label=_("Présidence"), max_length=200, required=False, help_text=_("La fonction suffit.")
    )
    secretary = forms.CharField(label=_("Secrétariat"), max_length=200, required=False)

    @staticmethod
    def of(deliberation: Deliberation) -> dict[str, object]:
        """What is known before the vote: the number, and the attendance told for another act of the sitting."""
        known: dict[str, object] = {"number": deliberation.number}
        sitting = deliberation.sitting
        if sitting is not None and sitting.attendance is not None:
            known |= asdict(sitting.attendance) | {"president": sitting.president, "secretary": sitting.secretary}
        return known

    def clean(self) -> dict[str, Any]:
        """The counts of those who sat, as one attendance."""
        told = super().clean() or {}
        counts = ("present_count", "excused_count", "proxy_count", "non_voting_count", "excused_non_voting_count")
        if all(name in told for name in counts):
            told["attendance"] = Attendance(**{name: told.pop(name) for name in counts})
        return told


class DayForm(forms.Form):
    """The day of a fact."""

    on = DayField(label=_("Date"), not_after_today=True)
