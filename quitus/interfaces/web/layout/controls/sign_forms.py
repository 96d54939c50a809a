"""Forms of signatures: in the program as oneself, or what somebody else signed by hand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quitus.domain.controls import catalogue
from quitus.domain.controls.models import Signature
from quitus.domain.controls.queries import Signers
from quitus.interfaces.web.layout.forms import DayField, needed_at_times, offer
from quitus.interfaces.web.layout.scans import ScanForm
from quitus.kernel.clock import today
from quitus.kernel.text import sort_key


class SignForm(forms.Form):
    """As whom the reader signs."""

    party = forms.ChoiceField(label=_("En qualité de"), widget=forms.RadioSelect)
    quality = forms.CharField(
        label=_("Fonction"), max_length=200, required=False, help_text=_("Telle qu'elle sera imprimée.")
    )
    signed_on = DayField(label=_("Signé le"), not_after_today=True, initial=today)

    def __init__(self, *args: Any, parties: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "party", [(one, _(catalogue.PARTIES[one])) for one in parties])


class SignOnPaperForm(ScanForm):
    """Who signed minutes by hand: one of those who are asked to, or another with name and quality; and the scan."""

    signer = forms.ChoiceField(label=_("Qui a signé"), widget=forms.RadioSelect)
    signed_by = forms.CharField(
        label=_("Nom de l'autre personne"),
        max_length=200,
        required=False,
        help_text=_("Seulement si elle n'est pas nommée ci-dessus. Tel qu'il figure sur le papier."),
    )
    quality = forms.CharField(
        label=_("Fonction"),
        max_length=200,
        required=False,
        help_text=_("Seulement pour une autre personne : sa fonction, et l'organisme pour lequel elle signe."),
    )
    signed_on = DayField(
        label=_("Signé le"), not_after_today=True, initial=today, help_text=_("La date qui figure sur le papier.")
    )
    field_order = ("signer", "signed_by", "quality", "signed_on", "file")

    def __init__(
        self, *args: Any, signers: Mapping[str, Signers], signed: Sequence[Signature], reader: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        done = {one.party for one in signed} - {catalogue.WITNESS}
        left = {party: who for party, who in signers.items() if party not in done}
        offer(self, "signer", list(_choices(left, reader)))
        needed_at_times(self, "signed_by", "quality")

    def clean(self) -> dict[str, Any]:
        """`party` and `signed_by` from the choice."""
        said = super().clean()
        party, _colon, name = said.pop("signer", "").partition(":")
        other, quality = said.get("signed_by", "").strip(), said.get("quality", "").strip()
        if name and other and sort_key(other) != sort_key(name):
            self.add_error("signer", _two_names(name, other))
        elif name and quality:
            self.add_error("quality", gettext("Laissez ce champ vide : %(name)s est dans la liste.") % {"name": name})
        elif party and not name and not other:
            self.add_error("signed_by", gettext("Écrivez le nom de la personne qui a signé."))
        return said | {"party": party, "signed_by": name or other}


def _two_names(name: str, other: str) -> str:
    return gettext(
        "Vous avez choisi %(name)s et écrit « %(other)s ». Choisissez « Une autre personne », ou effacez ce nom."
    ) % {"name": name, "other": other}


def _choices(signers: Mapping[str, Signers], reader: str) -> Iterator[tuple[str, str]]:
    """Those who are asked to sign, the reader apart (he signs in the program), then others who may."""
    for party, who in signers.items():
        for name in who.names:
            if sort_key(name) != sort_key(reader):
                yield f"{party}:{name}", f"{name} – {_lower(party)}"
    for party, who in signers.items():
        if who.others:
            yield f"{party}:", gettext("Une autre personne – %(party)s") % {"party": _lower(party)}


def _lower(party: str) -> str:
    label = gettext(catalogue.PARTIES[party])
    return label[:1].lower() + label[1:]
