"""Why something about organisations, schemes or memberships is refused."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class SiretNotValid(Refusal):
    """The number is not a SIRET: fourteen digits with a key."""

    code = "siret_not_valid"
    template = N_(
        "« %(siret)s » n'est pas un numéro SIRET. Vérifiez ses 14 chiffres sur l'avis de situation de l'Insee."
    )


class SiretAlreadyRegistered(Refusal):
    """An establishment is registered once."""

    code = "siret_already_registered"
    template = N_("Un organisme porte déjà le SIRET %(siret)s : %(name)s. Utilisez cette fiche.")


class NameMissing(Refusal):
    """A thing that people speak of has a name."""

    code = "name_missing"
    template = N_("Le nom manque. Indiquez-le.")


class KindUnknown(Refusal):
    """The kind of an organisation is one of a list."""

    code = "organisation_kind_unknown"
    template = N_("Ce type d'organisme n'existe pas. Choisissez-le dans la liste.")


class ColourNotValid(Refusal):
    """A colour is written #rrggbb."""

    code = "colour_not_valid"
    template = N_(
        "« %(colour)s » n'est pas une couleur. Écrivez-la avec un dièse et six chiffres, par exemple #0b5a5e."
    )


class ContrastTooLow(Refusal):
    """Text in that colour could not be read by everybody."""

    code = "contrast_too_low"
    template = N_(
        "La couleur %(colour)s n'a qu'un contraste de %(ratio)s pour 1 avec le fond des pages ; il faut au moins "
        "%(minimum)s pour 1 pour être lisible. Choisissez une couleur plus foncée."
    )


class LogoTooLarge(Refusal):
    """A logo comes with every page: it is small."""

    code = "logo_too_large"
    template = N_("Ce logo est trop lourd. Choisissez un fichier de %(most)s Ko au plus.")


class LogoNotAnImage(Refusal):
    """A logo is a picture that browsers show."""

    code = "logo_not_an_image"
    template = N_("Ce fichier n'est pas une image PNG ou SVG. Choisissez-en un autre.")


class SlugNotValid(Refusal):
    """The address of a scheme has lower-case letters, digits and dashes."""

    code = "slug_not_valid"
    template = N_("« %(slug)s » ne peut pas servir d'adresse. Écrivez des minuscules, des chiffres et des tirets.")


class SlugAlreadyUsed(Refusal):
    """The address of a scheme is its own."""

    code = "slug_already_used"
    template = N_("Un dispositif utilise déjà l'adresse « %(slug)s ». Choisissez-en une autre.")


class RealSchemeLivesToday(Refusal):
    """Only an example scheme has a date of its own."""

    code = "real_scheme_lives_today"
    template = N_(
        "Le dispositif « %(scheme)s » est réel : sa date est celle du jour. Seul un exemple peut changer de date."
    )


class ExampleDateGoesForward(Refusal):
    """Time only moves forward, in an example too."""

    code = "example_date_goes_forward"
    template = N_("L'exemple vit déjà le %(lives_on)s. Choisissez une date plus tardive que celle-ci.")


class RoleUnknown(Refusal):
    """The role of a member is one of a list."""

    code = "role_unknown"
    template = N_("Ce rôle n'existe pas. Choisissez-le dans la liste.")


class AlreadyMember(Refusal):
    """A person holds a role for an organisation once at a time."""

    code = "already_member"
    template = N_("%(full_name)s tient déjà ce rôle pour %(organisation)s. Mettez-y fin avant d'en ouvrir un nouveau.")


class MembershipAlreadyEnded(Refusal):
    """A role that has ended cannot end again."""

    code = "membership_already_ended"
    template = N_("Ce rôle a pris fin le %(ends_on)s : il n'y a rien à faire.")


class MembershipEndsTooEarly(Refusal):
    """The last day of a role is not before its first."""

    code = "membership_ends_too_early"
    template = N_(
        "Ce rôle commence le %(starts_on)s et ne peut pas finir le %(ends_on)s. Indiquez une date plus tardive."
    )


class RolesIncompatible(Refusal):
    """Who orders, who pays and who controls are different people (GBCP, article 9; CGCT R.1617-3)."""

    code = "roles_incompatible"
    template = N_(
        "%(full_name)s tient à ces dates le rôle « %(held)s », qui ne se cumule pas avec « %(asked)s » : "
        "l'ordonnateur, le comptable, le régisseur, l'opérateur et le financeur sont des personnes différentes. "
        "Donnez ce rôle à quelqu'un d'autre, ou mettez d'abord fin à l'autre rôle."
    )


class NoRoleToOneself(Refusal):
    """A role is given by somebody else."""

    code = "no_role_to_oneself"
    template = N_(
        "Personne ne se donne un rôle. Demandez à une autre personne qui gère le dispositif de vous le donner."
    )


class SamePersonOnBothSides(Refusal):
    """Who has prepared something does not agree to it in the name of the other side."""

    code = "same_person_on_both_sides"
    template = N_(
        "Vous avez préparé ce que vous voudriez maintenant accepter. Une autre personne doit donner cet accord."
    )


class AccountantsPasswordIsHisOwn(Refusal):
    """Whoever knew the accountant's password would sign in his name."""

    code = "accountants_password_is_his_own"
    template = N_(
        "Le comptable public est seul à connaître son mot de passe. Pour un nouveau compte, laissez le mot de passe "
        "vide ; pour un compte ouvert avec un mot de passe que vous avez choisi, la personne le change d'abord. Elle "
        "passe par « Mot de passe oublié »."
    )


class AccountServesElsewhere(Refusal):
    """Whoever answers for one scheme does not open or close an account that also opens another."""

    code = "account_serves_elsewhere"
    template = N_(
        "Le compte de %(full_name)s sert aussi hors de ce dispositif : on ne peut ni le fermer ni en changer le mot "
        "de passe d'ici. Mettez fin à son rôle ; pour le mot de passe, la personne passe par « Mot de passe oublié »."
    )
