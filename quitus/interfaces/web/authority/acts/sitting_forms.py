"""What is asked about sittings."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quitus.domain.acts import queries, rules, states
from quitus.domain.acts.models import Sitting
from quitus.interfaces.web.authority.acts import typed
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.forms import CountField, DayField, offer

COUNTS = (
    "present_count",
    "excused_count",
    "proxy_count",
    "non_voting_count",
    "excused_non_voting_count",
    "absent_count",
)
LISTS = {
    "present": states.PRESENT,
    "excused": states.EXCUSED,
    "absent": states.ABSENT,
    "attending": states.ATTENDING,
    "excused_without_vote": states.EXCUSED_WITHOUT_VOTE,
}


class SittingForm(forms.Form):
    """A sitting: its assembly, its day, and whether it follows one that lacked its quorum."""

    assembly = forms.CharField(label=_("Assemblée"), max_length=120)
    held_on = DayField(label=_("Date de la réunion"))
    first_sitting_id = forms.TypedChoiceField(
        label=_("Seconde convocation"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Trois jours au moins après une réunion sans quorum : elle délibère quel que soit le nombre."),
    )

    def __init__(self, *args: Any, authority_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assembly"].initial = queries.act_settings(authority_id).assembly
        firsts = queries.sittings_without_quorum(authority_id)
        label = _("Après la réunion sans quorum du %(day)s (%(assembly)s)")
        told = [(one.pk, label % {"day": words.day(one.held_on), "assembly": one.assembly}) for one in firsts]
        offer(self, "first_sitting_id", told, empty=_("Non, une première convocation"))
        if not told:
            del self.fields["first_sitting_id"]


class PlanForm(SittingForm):
    """A sitting planned for itself, with the day of its convocation."""

    convened_on = DayField(label=_("Convocation envoyée le"), required=False)


class ConvocationForm(forms.Form):
    """The day on which the members were convened."""

    convened_on = DayField(label=_("Convocation envoyée le"))


class AttendanceForm(forms.Form):
    """How many sat, where they are not listed by name."""

    present_count = CountField(label=_("Membres présents"))
    excused_count = CountField(label=_("Membres excusés"), initial=0)
    absent_count = CountField(label=_("Membres absents sans excuse"), initial=0, required=False)
    proxy_count = CountField(
        label=_("Délégations de vote"),
        required=False,
        help_text=_("Laissez vide si l'acte ne les liste pas."),
    )
    non_voting_count = CountField(label=_("Assistant sans voix"), initial=0, required=False)
    excused_non_voting_count = CountField(label=_("Excusés sans voix"), initial=0, required=False)
    president = forms.CharField(
        label=_("Présidence"), max_length=200, required=False, help_text=_("La fonction suffit.")
    )
    secretary = forms.CharField(label=_("Secrétariat"), max_length=200, required=False)

    @staticmethod
    def of_sitting(sitting: Sitting) -> dict[str, object]:
        """What is known of a sitting."""
        told: dict[str, object] = {name: getattr(sitting, name) for name in COUNTS}
        return told | {"president": sitting.president, "secretary": sitting.secretary}

    def clean(self) -> dict[str, Any]:
        """The counts as one attendance."""
        told = super().clean() or {}
        if "present_count" in told and "excused_count" in told:
            told["attendance"] = attendance_of(told)
        return told


def attendance_of(told: dict[str, Any]) -> rules.Attendance:
    """The counts of a form, taken out of it, as one attendance; those left empty are 0, except the proxies."""
    counts = {name: told.pop(name, None) for name in COUNTS}
    return rules.Attendance(**{name: count if name == "proxy_count" else count or 0 for name, count in counts.items()})


class MembersForm(forms.Form):
    """Who sat, by name; one box for each presence."""

    _box = {"rows": 6}
    present = forms.CharField(
        label=_("Présents"),
        widget=forms.Textarea(attrs=_box),
        help_text=_(
            "Un nom par ligne ou séparés par des virgules. Le groupe entre parenthèses : Mme Exemple (Groupe A)."
        ),
    )
    excused = forms.CharField(
        label=_("Excusés"),
        widget=forms.Textarea(attrs=_box),
        required=False,
        help_text=_("Pour une délégation de vote : Mme Exemple → M. Modèle. Chacun n'en porte qu'une."),
    )
    absent = forms.CharField(label=_("Absents sans excuse"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    attending = forms.CharField(
        label=_("Assistent sans voix délibérative"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    excused_without_vote = forms.CharField(
        label=_("Excusés sans voix délibérative"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    proxies_listed = forms.BooleanField(
        label=_("L'acte liste les délégations de vote"),
        required=False,
        initial=True,
        help_text=_("Décochez si l'acte nomme les excusés sans dire à qui ils ont donné leur voix."),
    )
    president = forms.CharField(label=_("Présidence"), max_length=200, required=False)
    secretary = forms.CharField(label=_("Secrétariat"), max_length=200, required=False)

    @staticmethod
    def of(sitting: Sitting) -> dict[str, object]:
        """The list of a sitting as it was typed."""
        told: dict[str, object] = {"president": sitting.president, "secretary": sitting.secretary}
        if not sitting.are_members_listed:
            return told
        members = [
            rules.Member(one.name, one.presence, one.group, one.proxy_to.name if one.proxy_to else "")
            for one in sitting.members.all()
        ]
        for name, presence in LISTS.items():
            told[name] = typed.members_typed(one for one in members if one.presence == presence)
        return told | {"proxies_listed": sitting.proxy_count is not None}

    def clean(self) -> dict[str, Any]:
        """The boxes as one list of members."""
        told = super().clean() or {}
        members = [one for name, presence in LISTS.items() for one in typed.members_of(told.pop(name, ""), presence)]
        too_long = next((one.name for one in members if len(one.name) > 160 or len(one.group) > 160), None)
        if too_long:
            told_too_long = _("Un nom compte 160 caractères au plus. Séparez les membres, un par ligne : %(name)s")
            raise ValidationError(told_too_long % {"name": too_long})
        told["members"] = members
        return told
