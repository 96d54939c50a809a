"""Why a file, a row of it, or an archive is not taken.

The second group answers for one row among many: `BY_REASON` names each by the code that the file of rejects gives.
"""

from quitus.kernel.refusals import Refusal
from quitus.kernel.words import N_


class ColumnMissing(Refusal):
    """A row cannot be read without this field, and no column is named for it."""

    code = "column_missing"
    template = N_("Aucune colonne ne donne « %(field)s ». Indiquez laquelle.")


class HeadingNotInFile(Refusal):
    """The mapping names a column that the file does not have."""

    code = "heading_not_in_file"
    template = N_("Le fichier n'a pas de colonne « %(heading)s ». Ses colonnes : %(found)s.")


class ColumnUsedTwice(Refusal):
    """One column says one thing."""

    code = "column_used_twice"
    template = N_("La colonne « %(heading)s » est choisie deux fois. Choisissez une colonne par information.")


class ServiceUnknown(Refusal):
    """The mapping leads to a service that the catalogue does not have."""

    code = "service_unknown"
    template = N_("Le service « %(service)s » n'est pas dans le catalogue. Choisissez l'un des neuf services.")


class NotTriedOnASample(Refusal):
    """A layout is saved once it has read at least one row of a sample without fault."""

    code = "not_tried_on_a_sample"
    template = N_("Aucune ligne de l'échantillon n'est lue sans faute. Corrigez la description, puis essayez-la.")


class LayoutMissing(Refusal):
    """Nobody has said how the files of this kind are written."""

    code = "layout_missing"
    template = N_(
        "Le contrat %(contract)s ne décrit pas encore ses fichiers « %(kind)s ». Décrivez-les sur un échantillon."
    )


class FileUnreadable(Refusal):
    """The bytes are not a table that can be read as its layout says."""

    code = "file_unreadable"
    template = N_("Ce fichier n'est pas lisible : %(problem)s")


class FileTooLarge(Refusal):
    """A file has a most size."""

    code = "file_too_large"
    template = N_("Le fichier dépasse %(most)s Mo. Demandez à l'opérateur de le couper en plusieurs.")


class TooManyRows(Refusal):
    """A file has a most number of rows."""

    code = "too_many_rows"
    template = N_("Le fichier compte plus de %(most)s lignes. Demandez à l'opérateur de le couper en plusieurs.")


class FileStandsElsewhere(Refusal):
    """The file is not at the step at which this may be done."""

    code = "file_stands_elsewhere"
    template = N_("Le fichier %(name)s est « %(state)s » : cela ne peut plus, ou pas encore, se faire.")


class SomeRowsRejected(Refusal):
    """Importing the good rows and leaving the others out is decided, never supposed."""

    code = "some_rows_rejected"
    template = N_(
        "%(rejected)s lignes sont rejetées. Téléchargez-les, puis cochez « Importer seulement les bonnes lignes » "
        "ou écartez le fichier."
    )


class NothingToImport(Refusal):
    """No row of the file is new and right."""

    code = "nothing_to_import"
    template = N_("Aucune ligne nouvelle à importer. Les lignes déjà connues ne sont pas comptées deux fois.")


class OrderNeeded(Refusal):
    """Serials and deliveries are of one order."""

    code = "order_needed"
    template = N_("Choisissez la commande dont ce fichier donne les numéros ou la livraison.")


class SerialsAreOurs(Refusal):
    """The pass of the order have the numbers and codes of this instance: no file gives them others."""

    code = "serials_are_ours"
    template = N_(
        "Les pass de la commande %(order)s portent déjà les numéros et les codes du logiciel : aucun fichier ne leur "
        "en donne d'autres. Choisissez une commande que l'opérateur imprime avec les siens."
    )


class OrderOfAnotherContract(Refusal):
    """The order is not of the contract whose file it is."""

    code = "order_of_another_contract"
    template = N_("La commande %(order)s n'est pas du contrat %(contract)s. Choisissez l'une de ses commandes.")


class ReferenceTaken(Refusal):
    """An operator calls one venue by a reference."""

    code = "reference_taken"
    template = N_("« %(reference)s » désigne déjà un autre lieu chez cet opérateur. Vérifiez la référence.")


class CellMissing(Refusal):
    """A row without what it cannot do without."""

    code = "cell_missing"
    template = N_("« %(field)s » est vide.")


class CellNotReadable(Refusal):
    """A cell that is not what its column holds."""

    code = "cell_not_readable"
    template = N_("« %(text)s » ne convient pas à « %(field)s ».")


class RowOfAnotherShape(Refusal):
    """A row with fewer cells than the headings."""

    code = "row_of_another_shape"
    template = N_("La ligne compte %(count)s cellules, il en faut %(wanted)s.")


class RowDateInTheFuture(Refusal):
    """What has not happened cannot be reported."""

    code = "row_date_in_the_future"
    template = N_("Le %(on)s n'est pas encore arrivé.")


class RowTwiceInFile(Refusal):
    """Two rows of one file have the same reference, or are about the same pass."""

    code = "row_twice_in_file"
    template = N_("La même ligne, ou le même pass, figure déjà plus haut dans le fichier.")


class RowChanged(Refusal):
    """The operator's reference is known, with other facts."""

    code = "row_changed"
    template = N_("Une ligne de même identifiant a déjà été importée avec d'autres indications.")


class SerialUnknown(Refusal):
    """No pass of this operator has this serial."""

    code = "serial_unknown"
    template = N_("« %(serial)s » n'est le numéro d'aucun pass de cet opérateur.")


class SerialOfAnotherOrder(Refusal):
    """The serial is that of a pass of another order."""

    code = "serial_of_another_order"
    template = N_("« %(serial)s » est un pass de la commande %(order)s.")


class SerialAlreadyGiven(Refusal):
    """A serial of an operator is that of one pass."""

    code = "serial_already_given"
    template = N_("« %(serial)s » est déjà le numéro d'un pass de la commande %(order)s.")


class SerialsNotARange(Refusal):
    """First and last are not written alike, or the last comes before the first."""

    code = "serials_not_a_range"
    template = N_("De « %(first)s » à « %(last)s » n'est pas une suite de numéros.")


class MoreSerialsThanPass(Refusal):
    """The order has fewer pass than the file gives serials."""

    code = "more_serials_than_pass"
    template = N_("La commande %(order)s compte %(quantity)s pass : cette ligne en donne davantage.")


class VenueUnknown(Refusal):
    """No venue answers to that reference."""

    code = "venue_unknown"
    template = N_("« %(venue)s » n'est ni une référence connue ni le SIRET d'une structure du dispositif.")


class VenueAmbiguous(Refusal):
    """The structure has several venues: its SIRET does not say which."""

    code = "venue_ambiguous"
    template = N_("La structure « %(venue)s » a plusieurs lieux. Donnez à chacun la référence de l'opérateur.")


class EnteredBeforeTheService(Refusal):
    """A venue records a service once it was given."""

    code = "entered_before_the_service"
    template = N_("La saisie du %(entered_on)s précède le service du %(service_on)s.")


class FeeBelowZero(Refusal):
    """A fee is asked, never given back: what is given back is a credit note of fees, which is no line of an invoice."""

    code = "fee_below_zero"
    template = N_("Un montant de frais n'est pas négatif : %(amount_cents)s.")


class OrderUnknown(Refusal):
    """No order of this contract has this number."""

    code = "order_unknown"
    template = N_("« %(order)s » n'est pas une commande de ce contrat.")


class NotAtFaceValue(Refusal):
    """A credit note gives back the face value of its pass, no more and no less: fees are not refunded."""

    code = "not_at_face_value"
    template = N_("%(count)s pass à leur valeur faciale font %(expected_cents)s, la ligne dit %(amount_cents)s.")


class MoreCreditedThanLeft(Refusal):
    """Pass that were used, cancelled or already credited are not credited."""

    code = "more_credited_than_left"
    template = N_("Il reste %(left)s pass de la commande %(order)s ni utilisés ni crédités.")


BY_REASON: dict[str, type[Refusal]] = {
    refusal.code: refusal
    for refusal in (
        CellMissing,
        CellNotReadable,
        RowOfAnotherShape,
        RowDateInTheFuture,
        RowTwiceInFile,
        RowChanged,
        SerialUnknown,
        SerialOfAnotherOrder,
        SerialAlreadyGiven,
        SerialsNotARange,
        MoreSerialsThanPass,
        VenueUnknown,
        VenueAmbiguous,
        EnteredBeforeTheService,
        FeeBelowZero,
        OrderUnknown,
        NotAtFaceValue,
        MoreCreditedThanLeft,
    )
}


class ArchiveNotReadable(Refusal):
    """The file is not an archive of succession, or was changed on its way."""

    code = "archive_not_readable"
    template = N_("Cette archive n'est pas lisible : %(problem)s Demandez-la à nouveau à qui l'a produite.")


class ArchiveOfAnotherVersion(Refusal):
    """The archive follows a version of the format that this program does not know."""

    code = "archive_of_another_version"
    template = N_("Cette archive suit la version %(version)s du format. Ce logiciel lit la version %(known)s.")


class ArchiveAlreadyTakenUp(Refusal):
    """An archive is taken up once."""

    code = "archive_already_taken_up"
    template = N_("Cette archive a déjà été reprise, le %(on)s.")


class OrderNotInArchive(Refusal):
    """Only an order of the archive is given another number."""

    code = "order_not_in_archive"
    template = N_("Cette archive n'a pas de commande %(number)s à renommer. Ses commandes : %(found)s.")


class SealedForSomebodyElse(Refusal):
    """The keys of the archive are sealed to another successor."""

    code = "sealed_for_somebody_else"
    template = N_("Les clés de cette archive sont scellées pour un autre repreneur. Vérifiez votre clé privée.")


class ArchiveHashDiffers(Refusal):
    """The archive is not the one whose hash was told."""

    code = "archive_hash_differs"
    template = N_(
        "L'empreinte de cette archive est %(found)s, vous avez donné %(given)s : demandez à qui l'a produite son "
        "empreinte SHA-256, par une autre voie que l'archive, ou l'archive elle-même de nouveau."
    )


class KeysAreShared(Refusal):
    """Who opens a key can compute the codes of all its orders, and spend their pass."""

    code = "keys_are_shared"
    template = N_(
        "Les clés de ces commandes servent aussi à %(orders)s autres commandes, dont celles de %(schemes)s autres "
        "dispositifs : le repreneur pourrait en calculer les codes. Produisez l'archive sans les clés, ou dites "
        "« --shared-keys » et remplacez ces pass."
    )


class NothingToHandOver(Refusal):
    """The operator has no order whose pass exist, and owes venues nothing."""

    code = "nothing_to_hand_over"
    template = N_("%(operator)s n'a ici ni pass à honorer ni somme due aux lieux : il n'y a rien à transmettre.")
