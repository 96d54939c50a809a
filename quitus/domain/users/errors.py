"""Why something about an account is refused."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class EmailAlreadyUsed(Refusal):
    """Each account has its own address."""

    code = "email_already_used"
    template = N_("Un compte existe déjà pour l'adresse %(email)s. Utilisez ce compte ou une autre adresse.")


class EmailNotValid(Refusal):
    """The text is not an e-mail address."""

    code = "email_not_valid"
    template = N_("« %(email)s » n'est pas une adresse électronique. Écrivez-la par exemple prenom.nom@exemple.fr.")


class PasswordTooWeak(Refusal):
    """The password does not meet the rules of the instance; `reasons` says which, in the reader's language."""

    code = "password_too_weak"
    template = N_("Ce mot de passe n'est pas assez sûr. %(reasons)s Choisissez-en un autre.")


class PasswordWithoutAddress(Refusal):
    """Who has no address cannot get back what he forgot, nor be written to: he signs on paper."""

    code = "password_without_address"
    template = N_(
        "%(full_name)s n'a pas d'adresse électronique et ne se connecte pas. Pour que cette personne se connecte, "
        "ajoutez-la avec son adresse, sous un nouveau compte."
    )


class OwnPasswordAsksForTheFormer(Refusal):
    """Whoever finds an administrator's screen open does not keep the account."""

    code = "own_password_asks_for_the_former"
    template = N_(
        "C'est votre propre compte. Changez votre mot de passe dans « Mon mot de passe », qui demande l'ancien."
    )


class LanguageNotSpoken(Refusal):
    """The interface exists in French and in English."""

    code = "language_not_spoken"
    template = N_("L'interface n'existe pas dans la langue « %(language)s ». Choisissez le français ou l'anglais.")


class UserAlreadyInactive(Refusal):
    """The account is closed already."""

    code = "user_already_inactive"
    template = N_("Le compte de %(full_name)s est déjà désactivé : il n'y a rien à faire.")
