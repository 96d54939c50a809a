"""What is asked about obligations."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quitus.domain.obligations import states
from quitus.domain.obligations.models import Obligation
from quitus.domain.obligations.operations import Invited
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.forms import DayField, offer
from quitus.interfaces.web.layout.papers import UploadField

UPLOAD_REFUSALS = dict.fromkeys(("file_empty", "file_too_large", "file_of_this_type_refused"), "file")


def words_of(known: dict[str, str]) -> list[tuple[str, Any]]:
    """The choices of a list of words."""
    return [(key, _(label)) for key, label in known.items()]


class ObligationForm(forms.Form):
    """Something owed under the convention."""

    label = forms.CharField(label=_("Ce qui est dû"), max_length=300)
    due_on = DayField(label=_("Échéance"))
    kind = forms.ChoiceField(label=_("Nature"), choices=words_of(states.KINDS))
    owed_by = forms.ChoiceField(
        label=_("Due par"), choices=words_of(states.OWED_BY), widget=forms.RadioSelect, initial=states.HOLDER
    )
    article_number = forms.CharField(label=_("Article"), max_length=20, required=False)


class MovedObligationForm(forms.Form):
    """An open obligation to which an amendment gives another date."""

    code = forms.ChoiceField(label=_("Obligation"))
    due_on = DayField(label=_("Nouvelle échéance"))

    def __init__(self, open_ones: Iterable[Obligation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "code", [(one.code, f"{one.label} ({words.day(one.due_on)})") for one in open_ones])


class SettlementForm(forms.Form):
    """How an obligation was met."""

    done_on = DayField(label=_("Faite le"), not_after_today=True)
    note = forms.CharField(
        label=_("Ce qui le prouve"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("Par exemple : rapport envoyé par courriel, accusé de lecture du jour même."),
    )
    file = UploadField(label=_("Pièce"), required=False)

    def __init__(self, expected: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if expected:
            said = gettext("Attendu : %(expected)s. Une phrase, ou la pièce : il faut l'une des deux.")
            self.fields["note"].help_text = said % {"expected": expected}


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Motif"), widget=forms.Textarea(attrs={"rows": 3}))


class WaiverForm(ReasonForm):
    """Why an obligation needs not be met."""

    on = DayField(label=_("Depuis le"), not_after_today=True)


class DesignationForm(forms.Form):
    """Who sits in the technical committee."""

    kind = forms.ChoiceField(label=_("Désigné comme"), choices=words_of(states.DESIGNATIONS), widget=forms.RadioSelect)
    full_name = forms.CharField(label=_("Nom"), max_length=150)
    quality = forms.CharField(label=_("Fonction"), max_length=200, required=False)
    starts_on = DayField(label=_("À partir du"))
    reference = forms.CharField(
        label=_("Courrier ou acte de désignation"), max_length=200, required=False, help_text=_("Son numéro, sa date.")
    )
    user_id = forms.TypedChoiceField(
        label=_("Compte"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Avec un compte ici, cette personne reçoit un rappel des comités."),
    )

    def __init__(self, people: Iterable[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "user_id", people, empty=_("Aucun compte"))


class EndForm(forms.Form):
    """The last day of something."""

    ends_on = DayField(label=_("Dernier jour"))


class PeopleField(forms.CharField):
    """People, one a line: « Nom, organisme »."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, presence: str, **kwargs: Any) -> None:
        super().__init__(max_length=5000, **kwargs)
        self.presence = presence

    def clean(self, value: Any) -> list[Invited]:
        """Each line as somebody invited, with the presence of the field."""
        lines = (line.strip() for line in str(super().clean(value)).splitlines())
        return [self._somebody(line) for line in lines if line]

    def _somebody(self, line: str) -> Invited:
        name, _comma, body = (part.strip() for part in line.partition(","))
        if not name or len(name) > 150 or len(body) > 150:
            raise ValidationError(_("Écrivez une personne par ligne, par exemple : Claire Petit, ANCT."), "invalid")
        return Invited(name, body, self.presence)


class MeetingForm(forms.Form):
    """A meeting of the technical committee."""

    held_on = DayField(label=_("Tenu le"), not_after_today=True)
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    present = PeopleField(
        states.PRESENT,
        label=_("Présents"),
        help_text=_("Une personne par ligne, suivie d'une virgule et de son organisme."),
    )
    excused = PeopleField(states.EXCUSED, label=_("Excusés"), required=False)
    absent = PeopleField(states.ABSENT, label=_("Absents"), required=False)
    decisions = forms.CharField(
        label=_("Échanges et décisions"), widget=forms.Textarea(attrs={"rows": 6}), required=False
    )
    minutes = UploadField(label=_("Compte rendu"), required=False)

    def clean(self) -> dict[str, Any]:
        """Everybody invited, in one list."""
        told = super().clean() or {}
        invited = [one for name in ("present", "excused", "absent") for one in told.pop(name, [])]
        return told | {"invited": invited}


class MinutesForm(forms.Form):
    """Minutes that come after the meeting."""

    file = UploadField(label=_("Compte rendu"))


class ProofForm(forms.Form):
    """What proves that a letter was sent."""

    proof = forms.CharField(
        label=_("Preuve d'envoi"), max_length=300, help_text=_("Numéro de recommandé, accusé de réception, courriel.")
    )
    on = DayField(label=_("Date de la preuve"), not_after_today=True)
