"""Forms of django-allauth, in the words of the house."""

from typing import Any

from allauth.account import forms as allauth
from django.utils.translation import gettext_lazy as _


class LoginForm(allauth.LoginForm):
    """Address and password; the way out for a forgotten one stands beside the button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Adresse électronique")
        self.fields["password"].help_text = ""


class ChangePasswordForm(allauth.ChangePasswordForm):
    """The present password, then the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Mot de passe actuel")
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].label = _("Nouveau mot de passe")
        self.fields["password1"].help_text = _("Douze caractères au moins.")
        self.fields["password2"].label = _("Nouveau mot de passe, une seconde fois")


class ResetPasswordForm(allauth.ResetPasswordForm):
    """The address to which the link is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Adresse électronique")


class ResetPasswordKeyForm(allauth.ResetPasswordKeyForm):
    """The new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Nouveau mot de passe")
        self.fields["password1"].help_text = _("Douze caractères au moins.")
        self.fields["password2"].label = _("Nouveau mot de passe, une seconde fois")
