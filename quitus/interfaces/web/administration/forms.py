"""What the administrator is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.queries import organisations
from quitus.domain.organisations.rules import DEFAULT_ACCENT
from quitus.interfaces.web.layout.forms import DayField, SiretField, offer

SECRET = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class RoleForm(forms.Form):
    """A role, for whom, from when."""

    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=[(role, _(label)) for role, label in roles.LABELS.items()],
        help_text=_(
            "Le comptable public n'est ni responsable, ni ordonnateur, ni régisseur, ni mandataire ; le régisseur "
            "n'est ni responsable, ni ordonnateur ; l'opérateur et le financeur ne sont rien de tout cela."
        ),
    )
    organisation_id = forms.TypedChoiceField(
        label=_("Organisme"),
        coerce=int,
        help_text=_("Celui pour lequel la personne agit. Enregistrez-le d'abord s'il n'y est pas."),
    )
    starts_on = DayField(label=_("À partir du"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation_id", organisations().values_list("pk", "name"))


class WelcomeForm(RoleForm):
    """A person who comes, and the role."""

    email = forms.EmailField(label=_("Adresse électronique"), required=False)
    on_paper_only = forms.BooleanField(
        label=_("Cette personne ne se connectera jamais"),
        required=False,
        help_text=_(
            "Elle n'a alors ni adresse ni mot de passe : d'autres saisissent ce qu'elle signe sur papier. "
            "Une adresse ne s'ajoute pas ensuite."
        ),
    )
    full_name = forms.CharField(label=_("Prénom et nom"), max_length=150)
    password = forms.CharField(
        label=_("Mot de passe provisoire"),
        required=False,
        empty_value=None,
        strip=False,
        widget=SECRET,
        help_text=_(
            "Au moins 12 caractères. Laissez vide si la personne le choisit elle-même par « Mot de passe oublié », "
            "comme le comptable public le fait toujours."
        ),
    )
    field_order = ("email", "on_paper_only", "full_name", "role", "organisation_id", "starts_on", "password")

    def clean(self) -> dict[str, Any]:
        """An address, or the word that there is none."""
        said = super().clean() or {}
        on_paper_only = said.pop("on_paper_only", False)
        if on_paper_only == bool(said.get("email")) and "email" not in self.errors:
            self.add_error(
                "email",
                _("Indiquez une adresse, ou cochez que cette personne ne se connectera jamais : l'un ou l'autre."),
            )
        return said


class EndForm(forms.Form):
    """The last day of a role."""

    ends_on = DayField(label=_("Dernier jour"))


class PasswordForm(forms.Form):
    """Another password."""

    password = forms.CharField(
        label=_("Nouveau mot de passe"),
        strip=False,
        widget=SECRET,
        help_text=_("Au moins 12 caractères, difficile à deviner."),
    )


class OrganisationForm(forms.Form):
    """An organisation."""

    name = forms.CharField(label=_("Nom"), max_length=200)
    short_name = forms.CharField(label=_("Nom court"), max_length=60, help_text=_("Celui des listes et des tableaux."))
    kind = forms.ChoiceField(label=_("Type"), choices=[(kind, _(label)) for kind, label in kinds.LABELS.items()])
    siret = SiretField(label=_("SIRET"), required=False, help_text=_("14 chiffres, s'il est connu."))
    address_line_1 = forms.CharField(label=_("Adresse"), max_length=120, required=False)
    postcode = forms.CharField(label=_("Code postal"), max_length=10, required=False)
    commune = forms.CharField(label=_("Commune"), max_length=100, required=False)


class ThemeForm(forms.Form):
    """A colour and a logo."""

    accent = forms.CharField(
        label=_("Couleur"),
        max_length=7,
        initial=DEFAULT_ACCENT,
        help_text=_(
            "Un dièse et six chiffres, par exemple #0b5a5e. Le texte écrit dans cette couleur doit "
            "rester lisible : un contraste d'au moins 4,5 pour 1 avec le blanc."
        ),
    )
    logo = forms.FileField(label=_("Logo"), required=False, help_text=_("PNG ou SVG, 200 Ko au plus."))
