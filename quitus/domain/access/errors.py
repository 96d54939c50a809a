"""Why something about a token may not be done."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class LabelMissing(Refusal):
    """Whoever ends a token months later must know which software held it."""

    code = "access_label_missing"
    template = N_("Le jeton n'a pas de nom. Indiquez quel logiciel s'en sert, par exemple « Logiciel d'accueil ».")


class ScopesMissing(Refusal):
    """A token that may do nothing is of no use, and a right that does not exist is given to nobody."""

    code = "access_scopes_missing"
    template = N_("Choisissez au moins un droit de la liste : vérifier, encaisser, annuler ou lire.")


class VenueNotYours(Refusal):
    """A token acts for a person: it opens no venue where this person takes no pass."""

    code = "access_venue_not_yours"
    template = N_("Un jeton n'agit que dans les lieux où vous encaissez des pass. Choisissez-les dans la liste.")


class AccessEndsTooSoon(Refusal):
    """A token that is over when it begins is a mistake of date."""

    code = "access_ends_too_soon"
    template = N_(
        "Cette date est passée : le jeton ne servirait jamais. Indiquez une date à partir du %(earliest_on)s."
    )


class AccessTooLong(Refusal):
    """A secret kept in a software is renewed now and then."""

    code = "access_too_long"
    template = N_("Un jeton sert %(days)s jours au plus. Indiquez une date jusqu'au %(latest_on)s compris.")


class TooManyAccesses(Refusal):
    """Tokens that nobody counts any more are lost ones."""

    code = "too_many_accesses"
    template = N_(
        "Votre structure a déjà %(most)s jetons en service. Mettez fin à l'un d'eux avant d'en créer un autre."
    )


class AccessUnknown(Refusal):
    """No such token in this structure."""

    code = "access_unknown"
    template = N_("Ce jeton n'est pas celui d'un logiciel de votre structure. Choisissez-le dans la liste.")


class AccessAlreadyEnded(Refusal):
    """A token ends once."""

    code = "access_already_ended"
    template = N_("Ce jeton ne sert plus depuis le %(ended_on)s : il n'y a rien à faire.")


class ScopeMissing(Refusal):
    """The token was not given the right to do this."""

    code = "scope_missing"
    template = N_(
        "Ce jeton n'a pas le droit « %(scope)s ». Créez un jeton avec ce droit sur la page « Logiciels » de votre lieu."
    )


class VenueNotOfAccess(Refusal):
    """The token was given for other venues, or its person takes no pass there any more."""

    code = "not_at_this_venue"
    template = N_("Ce jeton n'agit pas pour ce lieu. Choisissez l'un des lieux que donne /api/v1/venues.")
