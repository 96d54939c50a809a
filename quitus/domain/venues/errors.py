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


class ChangeNotConfirmed(Refusal):
    """A changed account is confirmed by another way than the message that announced it."""

    code = "change_not_confirmed"
    template = N_(
        "Ce compte en remplace un autre : dites comment vous avez confirmé le changement, avec qui et quand. "
        "Appelez un numéro que vous connaissiez avant, ou rencontrez la personne."
    )


class DateBeforeTheChange(Refusal):
    """A change is confirmed after it was announced."""

    code = "date_before_the_change"
    template = N_("Le changement a été annoncé le %(announced_on)s. Confirmez-le ce jour-là ou plus tard.")


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


class NotAPhoneNumber(Refusal):
    """The national schema writes numbers with the code of the country."""

    code = "not_a_phone_number"
    template = N_("Ce numéro de téléphone n'est pas lisible. Écrivez-le ainsi : 03 21 00 00 00, ou +33 3 21 00 00 00.")


class NotAnEmail(Refusal):
    """One of the addresses is none."""

    code = "not_an_email"
    template = N_("« %(text)s » n'est pas une adresse électronique. Corrigez-la ou retirez-la.")


class NotAWebAddress(Refusal):
    """A link that pages would show must be one of the web."""

    code = "not_a_web_address"
    template = N_("« %(text)s » n'est pas une adresse web. Elle commence par https:// ou http://.")


class HoursNotReadable(Refusal):
    """Opening hours are written as OpenStreetMap writes them, so that days can be searched."""

    code = "hours_not_readable"
    template = N_(
        "Ces horaires ne sont pas lisibles. Écrivez-les ainsi : Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00."
    )


class NotACommuneCode(Refusal):
    """The code of the official list of communes, which is not the postcode."""

    code = "not_a_commune_code"
    template = N_(
        "« %(text)s » n'est pas un code de commune (code Insee, 5 caractères). Corrigez-le ou laissez-le vide."
    )


class TextTooLong(Refusal):
    """The national schema bounds its texts."""

    code = "text_too_long"
    template = N_("Ce texte compte %(count)s caractères : %(most)s au plus. Raccourcissez-le.")


class NotInTheList(Refusal):
    """The list of the national schema has no such value."""

    code = "not_in_the_list"
    template = N_("« %(text)s » ne fait pas partie de la liste nationale. Choisissez une valeur de la liste.")


class NotAPointOfTheEarth(Refusal):
    """A latitude is from -90 to 90, a longitude from -180 to 180, and both are given or none."""

    code = "not_a_point_of_the_earth"
    template = N_("Donnez une latitude et une longitude en degrés, par exemple 50,2910 et 2,7775.")


class NothingToConfirm(Refusal):
    """No doubtful position waits."""

    code = "nothing_to_confirm"
    template = N_("Aucune position n'est à confirmer pour ce lieu. Rechargez la page.")


class NotAHost(Refusal):
    """A site that may show the directory is told by its origin alone."""

    code = "not_a_host"
    template = N_("« %(text)s » n'est pas une adresse de site. Écrivez-la ainsi : https://www.exemple.fr, sans page.")


class VersionAlreadyPublished(Refusal):
    """What was published is what structures answered: it changes no more."""

    code = "version_already_published"
    template = N_("La version %(number)s est publiée et ne change plus. Commencez une nouvelle version.")


class VersionBeingWritten(Refusal):
    """One version is written at a time."""

    code = "version_being_written"
    template = N_("Une version est déjà en cours de rédaction. Continuez-la, ou supprimez-la.")


class VersionStartsTooEarly(Refusal):
    """A version is in force from its publication at the earliest."""

    code = "version_starts_too_early"
    template = N_("Une version entre en vigueur au plus tôt le %(today)s. Indiquez ce jour ou un jour plus tard.")


class ChoicesMissing(Refusal):
    """Who chooses needs two choices at least."""

    code = "choices_missing"
    template = N_("Indiquez au moins deux choix, un par ligne.")


class CriterionOfTheProgram(Refusal):
    """A criterion that the program checks by itself is made optional, not removed."""

    code = "criterion_of_the_program"
    template = N_("Ce critère est tenu par le logiciel. Rendez-le facultatif plutôt que de le supprimer.")


class CriterionTickedByTheProgram(Refusal):
    """What the program sees by itself is not ticked by hand."""

    code = "criterion_ticked_by_the_program"
    template = N_("Ce critère est constaté par le logiciel d'après le dossier. Complétez le dossier.")


class LinkNoMoreGood(Refusal):
    """The link was used, or is too old."""

    code = "link_no_more_good"
    template = N_("Ce lien a déjà servi, ou a plus de trois jours. Connectez-vous, ou demandez un nouveau lien.")


class ApplicationUnknown(Refusal):
    """No such application in this scheme, or it is somebody else's."""

    code = "application_unknown"
    template = N_("Cette candidature n'est pas l'une des vôtres. Ouvrez-la depuis « Mes dispositifs ».")


class ApplicationNotInThatState(Refusal):
    """What is asked does not follow from where the application stands."""

    code = "application_not_in_that_state"
    template = N_("La candidature est à l'état « %(state)s » : cela n'est pas possible. Consultez son fil.")


class ApplicationIncomplete(Refusal):
    """An application is sent whole."""

    code = "application_incomplete"
    template = N_("Il manque %(count)s éléments à la candidature. Complétez les parties signalées avant de l'envoyer.")


class StructureAlreadyHasItsFile(Refusal):
    """A structure has one file: another person of it asks to join it."""

    code = "structure_already_has_its_file"
    template = N_("Cette structure a déjà un dossier ici. Demandez à la rejoindre : la collectivité le confirmera.")


class NoFileToJoin(Refusal):
    """One joins a structure that has its file here."""

    code = "no_file_to_join"
    template = N_("Aucune structure de ce SIRET n'a de dossier ici. Remplissez la candidature.")


class StructureKnown(Refusal):
    """A SIRET never gives access by itself: the authority says that the person is of that structure."""

    code = "structure_known"
    template = N_(
        "Ce SIRET est celui de « %(name)s », déjà connue de cette instance. Confirmez que la personne qui candidate "
        "en fait bien partie."
    )


class CompletionInThePast(Refusal):
    """A completion is asked until a day to come."""

    code = "completion_in_the_past"
    template = N_("Laissez au moins un jour : indiquez une date après le %(today)s.")


class PlaceUnknown(Refusal):
    """No such venue in this application."""

    code = "place_unknown"
    template = N_("Ce lieu n'est plus dans la candidature. Rouvrez-la.")


class NothingToAppeal(Refusal):
    """One appeals against a refusal, a suspension or a removal."""

    code = "nothing_to_appeal"
    template = N_("Aucune décision défavorable n'est en vigueur : il n'y a rien à contester.")


class AppealAlreadyLodged(Refusal):
    """A decision is appealed once."""

    code = "appeal_already_lodged"
    template = N_("Un recours a déjà été déposé contre cette décision. Lisez-le et sa réponse sur la page du dossier.")


class AppealAlreadyAnswered(Refusal):
    """An appeal is answered once."""

    code = "appeal_already_answered"
    template = N_("Ce recours a reçu sa réponse le %(answered_on)s. Rien ne reste à décider.")
