"""Why something about a structure, its venues or its qualification may not be done."""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class NotAStructure(Refusal):
    """Only a structure has venues and is qualified."""

    code = "not_a_structure"
    template = N_("« %(organisation)s » n'est pas enregistrée comme structure. Enregistrez d'abord la structure.")


class VenueAlreadyRegistered(Refusal):
    """Two venues of a structure never have the same name."""

    code = "venue_already_registered"
    template = N_("Cette structure a déjà un lieu nommé « %(name)s ». Choisissez un autre nom.")


class VenueUnknown(Refusal):
    """No such venue in this scheme, or it is another structure's."""

    code = "venue_unknown"
    template = N_("Ce lieu ne fait pas partie de vos lieux. Choisissez un lieu de la liste.")


class ServiceUnknown(Refusal):
    """The service is not one of the national catalogue."""

    code = "service_unknown"
    template = N_("Ce service ne fait pas partie du catalogue national. Choisissez un service de la liste.")


class ServiceAlreadyOffered(Refusal):
    """A venue offers a service once."""

    code = "service_already_offered"
    template = N_("%(venue)s propose déjà ce service. Choisissez-en un autre.")


class AlreadyApplied(Refusal):
    """One qualification per structure and scheme."""

    code = "already_applied"
    template = N_("Cette structure a déjà un dossier de qualification. Ouvrez son dossier pour le compléter.")


class NotApplied(Refusal):
    """The structure has no qualification file."""

    code = "not_applied"
    template = N_("Cette structure n'a pas de dossier de qualification. Enregistrez d'abord sa candidature.")


class NoVenueYet(Refusal):
    """A structure applies for places where it receives people."""

    code = "no_venue_yet"
    template = N_("Cette structure n'a aucun lieu. Enregistrez d'abord le lieu où elle reçoit le public.")


class NotInThatState(Refusal):
    """The decision does not follow from where the file stands."""

    code = "not_in_that_state"
    template = N_("Le dossier est à l'état « %(state)s » : cette décision n'est pas possible. Consultez son fil.")


class CriteriaMissing(Refusal):
    """A structure is qualified on a complete file."""

    code = "criteria_missing"
    template = N_("La structure ne peut pas être qualifiée, il manque : %(criteria)s. Complétez le dossier.")


class DateBeforeTheLastStep(Refusal):
    """The steps of a file follow one another."""

    code = "date_before_the_last_step"
    template = N_("La dernière décision prend effet le %(last_on)s. Indiquez ce jour ou un jour plus tard.")


class TooSoonToClose(Refusal):
    """A suspension or a removal never reaches back over pass already taken."""

    code = "too_soon_to_close"
    template = N_("Les pass déjà encaissés restent dus : la décision prend effet au plus tôt le %(earliest_on)s.")


class ReasonMissing(Refusal):
    """A decision against a structure says why."""

    code = "reason_missing"
    template = N_("Indiquez le motif : la structure le lira.")


class NotAnIban(Refusal):
    """The IBAN's check digits (modulo 97) do not agree."""

    code = "not_an_iban"
    template = N_("Cet IBAN n'est pas correct. Recopiez-le depuis le relevé d'identité bancaire.")


class NoBankDetails(Refusal):
    """There is nothing to verify."""

    code = "no_bank_details"
    template = N_("Cette structure n'a pas donné ses coordonnées bancaires. Demandez-lui un RIB.")


class BankDetailsAlreadyVerified(Refusal):
    """Bank details are verified once; changed ones are new ones."""

    code = "bank_details_already_verified"
    template = N_("Ces coordonnées bancaires sont déjà vérifiées, depuis le %(verified_on)s.")


class BankDetailsChanged(Refusal):
    """One confirms the account one has read, not the one somebody typed meanwhile."""

    code = "bank_details_changed"
    template = N_("Ce compte a été changé pendant que vous le vérifiiez. Relisez le nouveau avant de le confirmer.")


class SamePersonMayNotVerify(Refusal):
    """Whoever typed an IBAN does not confirm it."""

    code = "same_person_may_not_verify"
    template = N_("Vous avez saisi ces coordonnées bancaires : une autre personne doit les vérifier.")


class AlreadyAtThisVenue(Refusal):
    """A person is on a venue's staff once at a time."""

    code = "already_at_this_venue"
    template = N_("%(name)s encaisse déjà des pass dans ce lieu.")


class NotOfThisStructure(Refusal):
    """Only people of the structure take pass at its venues."""

    code = "not_of_this_structure"
    template = N_("%(name)s n'est pas membre de cette structure. Ajoutez d'abord cette personne à la structure.")
