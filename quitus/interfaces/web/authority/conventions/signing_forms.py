"""What is asked when a text is signed, entered or annulled: who, when, by what power, and the originals."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quitus.domain.grants import files, states
from quitus.domain.grants.models import PowerToSign
from quitus.domain.organisations.models import Organisation
from quitus.interfaces.web.authority.conventions.forms import ArticleForm, NumberField
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.forms import DayField, offer
from quitus.interfaces.web.layout.signatures import PowerForm, SignatoryField, SignatureForm

ACCEPTED = forms.FileInput(attrs={"accept": "application/pdf,image/png,image/jpeg"})


class AmendmentSignatureForm(SignatureForm):
    """The day a party signed an amendment."""

    override_reason = forms.CharField(
        label=_("Motif pour passer outre"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("Si l'avenant prolonge une action déjà finie à la date de la signature."),
    )

    def __init__(self, powers: Iterable[PowerToSign], *args: Any, is_late: bool, **kwargs: Any) -> None:
        super().__init__(powers, *args, **kwargs)
        if not is_late:  # asked only where it may be needed
            del self.fields["override_reason"]


class EnteredForm(forms.Form):
    """The dates that a text signed before the software came bears."""

    authority_signed_on = DayField(label=_("Signé par la collectivité le"), not_after_today=True)
    funder_signed_on = DayField(label=_("Signé par le financeur le"), not_after_today=True)

    def __init__(self, powers: Iterable[PowerToSign], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(powers)
        for party, label in (
            (states.AUTHORITY, _("Qui a signé pour la collectivité")),
            (states.FUNDER, _("Qui a signé pour le financeur")),
        ):
            own = [one for one in known if one.party == party]
            self.fields[f"{party}_signatory_id"] = SignatoryField(own, label=label)


class AnnulmentForm(forms.Form):
    """By whom, when and from when an amendment is annulled."""

    annulled_by = forms.ChoiceField(
        label=_("Annulé"),
        choices=[(key, _(label)) for key, label in states.ANNULLED_BY.items()],
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("Date de la décision"), not_after_today=True)
    since = DayField(
        label=_("Sans effet à partir du"),
        required=False,
        help_text=_("Laissez vide si l'avenant est réputé n'avoir jamais existé."),
    )
    reason = forms.CharField(
        label=_("Motif et décision"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Par exemple : tribunal, date et numéro du jugement, ou échange de lettres."),
    )


class PartyPowerForm(PowerForm):
    """Who may sign for a party, and by which text."""

    party = forms.ChoiceField(
        label=_("Pour"), choices=[(key, _(label)) for key, label in states.PARTIES.items()], widget=forms.RadioSelect
    )
    field_order = ("party",)


class EndOfPowerForm(forms.Form):
    """The last day of a power to sign."""

    ends_on = DayField(label=_("Dernier jour"))


class NamedPartyForm(forms.Form):
    """How the text calls a party."""

    represented_by = forms.CharField(label=_("Représentée par"), max_length=200, required=False)
    named_as = forms.CharField(
        label=_("Noms que le texte lui donne"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Un par ligne, tels qu'ils sont écrits : titulaire, bénéficiaire, porteur de projet…"),
    )

    def clean_named_as(self) -> list[str]:
        """One name for each line."""
        return [line.strip() for line in str(self.cleaned_data["named_as"]).splitlines() if line.strip()]


class OtherPartyForm(NamedPartyForm):
    """A party beside authority and funder."""

    organisation_id = forms.TypedChoiceField(label=_("Structure"), coerce=int)
    field_order = ("organisation_id", "represented_by", "named_as")

    def __init__(self, organisations: Iterable[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation_id", [(one.pk, one.name) for one in organisations])


class FileForm(forms.Form):
    """A form with a file, cleaned to its name and its bytes; one too heavy is not even read."""

    def clean(self) -> dict[str, Any]:
        """`file_name` and `content` where a file was sent."""
        told = super().clean() or {}
        file = told.pop("file", None)
        if file is not None and file.size > files.MOST_BYTES:
            said = gettext("Ce fichier dépasse %(most)s Mo. Réduisez-le.") % {"most": files.MOST_BYTES // 1024**2}
            self.add_error("file", ValidationError(said))
        elif file is not None:
            told |= {"file_name": file.name, "content": file.read()}
        return told


class OriginalForm(FileForm):
    """The scan of a signed original, and where the paper is."""

    kept_at = forms.CharField(
        label=_("Où il est conservé"), max_length=300, help_text=_("Service, armoire ou dépôt d'archives.")
    )
    file = forms.FileField(
        label=_("Copie numérisée"),
        help_text=_("PDF, PNG ou JPEG, 25 Mo au plus."),
        allow_empty_file=True,
        widget=ACCEPTED,
    )


class MovedOriginalForm(forms.Form):
    """Where the paper is now."""

    kept_at = forms.CharField(label=_("Où il est conservé"), max_length=300)


class AnnexForm(FileForm, ArticleForm):
    """The text or the file of an annex that has its number."""

    file = forms.FileField(
        label=_("Fichier"),
        help_text=_("PDF, PNG ou JPEG, 25 Mo au plus. Laissez vide pour un texte seul."),
        allow_empty_file=True,
        required=False,
        widget=ACCEPTED,
    )


class NewAnnexForm(AnnexForm):
    """An annex to add."""

    number = NumberField(label=_("Numéro de l'annexe"), max_length=20)
    field_order = ("number", "title", "text", "file")


class AddedAnnexForm(AnnexForm):
    """An annex that an amendment adds."""

    annex_number = NumberField(label=_("Numéro de l'annexe"), max_length=20)
    field_order = ("annex_number", "title", "text", "file")


def lasts(power: PowerToSign) -> str:
    """When a power is held, in words."""
    if power.ends_on is None:
        return str(_("Depuis le %(since)s") % {"since": words.day(power.starts_on)})
    return str(_("Du %(first)s au %(last)s") % {"first": words.day(power.starts_on), "last": words.day(power.ends_on)})
