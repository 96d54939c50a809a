"""What is asked about acts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.acts import rules, states
from quitus.domain.acts.models import ActSettings, Deliberation
from quitus.interfaces.web.authority.acts import typed
from quitus.interfaces.web.authority.acts.sitting_forms import AttendanceForm
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
    earlier_acts = forms.CharField(
        label=_("Actes antérieurs"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Un par ligne : numéro ; date ; assemblée ; objet. Le numéro suffit."),
    )
    report = forms.CharField(label=_("Rapport"), widget=forms.Textarea(attrs={"rows": 8}), required=False)
    decision = forms.CharField(
        label=_("Décision"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_("Commencez chaque article par « Article 1 : ». Sans titre, c'est l'article unique."),
    )
    matter_code = forms.CharField(
        label=_("Matière"),
        max_length=20,
        required=False,
        help_text=_("Classement pour le préfet : 7.5 pour une subvention."),
    )
    matter_label = forms.CharField(label=_("Nom de la matière"), max_length=160, required=False)

    def clean_legal_references(self) -> list[str]:
        """One reference a line."""
        return [line.strip() for line in self.cleaned_data["legal_references"].splitlines() if line.strip()]

    def clean_earlier_acts(self) -> list[rules.Earlier]:
        """One act a line."""
        return typed.earlier_acts_of(self.cleaned_data["earlier_acts"])

    @staticmethod
    def of(deliberation: Deliberation) -> dict[str, str]:
        """What the form shows of a deliberation that exists."""
        earlier = [
            rules.Earlier(one.number, one.held_on, one.title, one.assembly) for one in deliberation.earlier_acts.all()
        ]
        return {
            "title": deliberation.title,
            "number": deliberation.number,
            "report": deliberation.report,
            "decision": deliberation.decision,
            "legal_references": "\n".join(reference.text for reference in deliberation.references.all()),
            "earlier_acts": typed.earlier_acts_typed(earlier),
            "matter_code": deliberation.matter_code,
            "matter_label": deliberation.matter_label,
        }

    @staticmethod
    def new(settings: ActSettings) -> dict[str, str]:
        """What the authority settled for a new act."""
        return {"matter_code": settings.matter_code, "matter_label": settings.matter_label}


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


class VoteForm(AttendanceForm):
    """The result of a vote, by group where the act gives it, and who was there unless that is listed already."""

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
    groups = forms.CharField(
        label=_("Vote par groupe"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Un groupe par ligne : « Groupe A : 12 pour, 1 contre », ou « Groupe A : pour » sans les voix."),
    )
    field_order = ("number", "votes_for", "votes_against", "votes_abstention", "president_votes_for", "groups")

    def __init__(self, *args: Any, act: Deliberation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if act.sitting is not None and act.sitting.are_members_listed:
            for name in AttendanceForm.base_fields:
                del self.fields[name]

    @staticmethod
    def of(deliberation: Deliberation) -> dict[str, object]:
        """What is known before the vote: the number, and the attendance told for another act of the sitting."""
        known: dict[str, object] = {"number": deliberation.number}
        sitting = deliberation.sitting
        if sitting is not None and sitting.attendance is not None:
            known |= AttendanceForm.of_sitting(sitting)
        return known

    def clean_groups(self) -> list[rules.GroupCount]:
        """One group a line."""
        return typed.groups_of(self.cleaned_data["groups"])


class SignatureForm(forms.Form):
    """Who signed a voted deliberation."""

    on = DayField(label=_("Signée le"), not_after_today=True)
    signatory_name = forms.CharField(label=_("Nom du signataire"), max_length=160, required=False)
    signatory_quality = forms.CharField(
        label=_("Qualité"), max_length=200, help_text=_("Par exemple : le Président du Conseil départemental.")
    )
    delegation = forms.CharField(
        label=_("Par délégation"),
        max_length=300,
        required=False,
        help_text=_("Si ce n'est pas le président qui signe : « Pour le Président », avec l'arrêté de délégation."),
    )


class EndForm(forms.Form):
    """A decision of the authority that ends an act."""

    on = DayField(label=_("Décision du"), not_after_today=True)
    decided_by = forms.CharField(
        label=_("Décidée par"), max_length=200, help_text=_("L'assemblée, et le numéro de sa délibération.")
    )
    reason = forms.CharField(label=_("Motif"), widget=forms.Textarea(attrs={"rows": 3}))


class RepealForm(EndForm):
    """A decision that ends an act for the future."""

    effect_on = DayField(
        label=_("L'acte cesse de s'appliquer le"), required=False, help_text=_("Vide : le jour de la décision.")
    )
    field_order = ("on", "effect_on")


class AnnulForm(EndForm):
    """The decision of a judge that ends an act."""

    effect_on = DayField(
        label=_("L'acte ne s'applique plus depuis le"),
        required=False,
        help_text=_("Vide : le jour de la décision. Le jour du vote si l'acte est réputé n'avoir jamais existé."),
    )
    decided_by = forms.CharField(
        label=_("Décidée par"), max_length=200, help_text=_("Le tribunal et le numéro du jugement.")
    )
    field_order = ("on", "effect_on")


class PrefectAnswerForm(forms.Form):
    """What came from the prefect, or reached him."""

    kind = forms.ChoiceField(
        label=_("Nature"),
        choices=[(key, _(label)) for key, label in states.PREFECT_ANSWERS.items()],
        widget=forms.RadioSelect,
    )
    on = DayField(
        label=_("Jour"),
        not_after_today=True,
        help_text=_("Pour des pièces complémentaires : le jour où le préfet les a reçues."),
    )
    reference = forms.CharField(label=_("Référence"), max_length=120, required=False)
    text = forms.CharField(label=_("Ce que dit le courrier"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class AnnexForm(forms.Form):
    """A file joined to an act."""

    title = forms.CharField(label=_("Titre de l'annexe"), max_length=300)
    file = forms.FileField(
        label=_("Fichier"),
        help_text=_("PDF, PNG ou JPEG, 50 Mo au plus."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"}),
    )

    def clean(self) -> dict[str, Any]:
        """The file as its name and its bytes."""
        told = super().clean() or {}
        file = told.pop("file", None)
        if file is not None:
            told |= {"file_name": file.name, "content": file.read()}
        return told


class DayForm(forms.Form):
    """The day of a fact."""

    on = DayField(label=_("Date"), not_after_today=True)
