"""What is asked to decide about applications, and to write what they answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quitus.domain.venues import asking
from quitus.interfaces.web.layout.forms import DayField, needed_at_times, offer
from quitus.kernel.clock import today


class CompletionForm(forms.Form):
    """What is to be completed, and until when."""

    what = forms.CharField(
        label=gettext_lazy("Ce qui manque ou doit être corrigé"), widget=forms.Textarea(attrs={"rows": 4})
    )
    until_on = DayField(label=gettext_lazy("À compléter avant le"))


class RefusalForm(forms.Form):
    """Why an application is refused."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("La structure le lira."),
    )


class TakeInForm(forms.Form):
    """Where the instance knows the SIRET, that the person is of that structure."""

    confirms_structure = forms.BooleanField(required=False)

    def __init__(self, *args: Any, known: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            self.fields["confirms_structure"].label = _(
                "Ce SIRET est celui de %(name)s, déjà connue : je confirme que la personne en fait partie"
            ) % {"name": known}
        else:
            del self.fields["confirms_structure"]


class AnswerForm(forms.Form):
    """The answer to an appeal, with its reasons."""

    grants = forms.ChoiceField(label=gettext_lazy("Votre décision"), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=gettext_lazy("Vos raisons"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("La structure les lira."),
    )
    effective_on = DayField(
        label=gettext_lazy("Date d'effet"),
        required=False,
        help_text=gettext_lazy("Quand le recours est accueilli : le jour à partir duquel la décision change."),
    )

    def __init__(self, *args: Any, is_dated: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "grants", [("yes", _("Accueillir le recours")), ("no", _("Rejeter le recours"))])
        needed_at_times(self, "effective_on")
        if not is_dated:
            del self.fields["effective_on"]
        else:
            self.fields["effective_on"].initial = today

    def clean(self) -> dict[str, Any]:
        """Whether it is granted."""
        said = super().clean() or {}
        return said | {"grants": said.get("grants") == "yes"}


class VersionForm(forms.Form):
    """What a structure reads, and the charter that it accepts."""

    introduction = forms.CharField(
        label=gettext_lazy("Ce que la structure lit avant de candidater"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    charter = forms.CharField(
        label=gettext_lazy("Texte de la charte"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Laissé vide, aucune charte n'est à accepter en ligne."),
    )


class QuestionForm(forms.Form):
    """One more question."""

    label = forms.CharField(label=gettext_lazy("Question"), max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("Réponse attendue"), widget=forms.RadioSelect)
    choices = forms.CharField(
        label=gettext_lazy("Choix proposés, un par ligne"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Seulement pour un ou plusieurs choix."),
    )
    help = forms.CharField(label=gettext_lazy("Aide sous la question"), required=False, max_length=500)
    is_required = forms.BooleanField(label=gettext_lazy("La réponse est obligatoire"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [(kind, _(label)) for kind, label in asking.KINDS.items()])
        needed_at_times(self, "choices")

    def clean(self) -> dict[str, Any]:
        """The choices as a list."""
        said = super().clean() or {}
        return said | {"choices": said.get("choices", "").splitlines()}


class CriterionForm(forms.Form):
    """One more line of the checklist."""

    label = forms.CharField(label=gettext_lazy("Critère"), max_length=300)
    is_required = forms.BooleanField(
        label=gettext_lazy("Il est obligatoire pour être qualifié"), required=False, initial=True
    )


class PublishForm(forms.Form):
    """From when a version is in force."""

    starts_on = DayField(label=gettext_lazy("En vigueur à partir du"))
