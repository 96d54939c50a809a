"""What pass say: the words of a design, the face value and the last day of their order. Printed in French."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quitus.connectors import documents, sheets
from quitus.connectors.sheets import Item, Logo, Look, Made, Unit, Words
from quitus.domain.organisations import queries as organisations
from quitus.domain.organisations.models import Organisation
from quitus.domain.printing import errors, operations, policies, rules
from quitus.domain.printing.models import PrintDesign
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import today
from quitus.kernel.codes import group
from quitus.kernel.money import format_euros
from quitus.kernel.operation import operation
from quitus.kernel.refusals import Refusal
from quitus.kernel.tenancy import current_scheme_id
from quitus.usecases.papers.parts import LANGUAGE, day, some

WORDS = Words(
    rule="Un pass paie un service d'accompagnement numérique, en une fois, sans rendu de monnaie.",
    scan="Scannez pour voir ce qu'il vaut et où l'utiliser.",
    code="Code à saisir",
    number="Numéro",
    qr="Code QR du pass",
    what="Ce que c'est",
    how="Comment l'utiliser",
    where="Où l'utiliser",
    question="Une question ?",
    call="Appelez le",
)
SPECIMEN = "SPÉCIMEN"
SPECIMEN_CODE = "SPEC1MENSPEC1M"
SPECIMEN_QR = "HTTPS://EXEMPLE.INVALID/P/" + "SPECIMEN" * 15
"""As long as a true one: the proof shows a QR code of the same size."""
SPECIMEN_SERIES = 100_000_000
LETTER_AND_PASS = 1
"""Pages of a pass alone with its letter."""


@dataclass(frozen=True)
class Draft:
    """The texts of a design that is not saved, or of one that is; see `PrintDesign`."""

    title: str
    what_it_is: str
    how_to: tuple[str, ...]
    where: str
    phone: str
    phone_hours: str = ""
    kept_days: int = 0


def draft_of(design: PrintDesign) -> Draft:
    """The texts of a version."""
    return Draft(
        title=design.title,
        what_it_is=design.what_it_is,
        how_to=tuple(design.how_to),
        where=design.where,
        phone=design.phone,
        phone_hours=design.phone_hours,
        kept_days=design.kept_days,
    )


def worded(authority: str) -> Draft:
    """A design to begin with: plain sentences, and the phone number left to write."""
    return Draft(
        title="Pass numérique",
        what_it_is=(
            "Un pass numérique paie de l'aide pour apprendre à utiliser un ordinateur, un téléphone ou internet.\n"
            "Il est gratuit pour vous."
        ),
        how_to=(
            "Choisissez un lieu de la liste et prenez rendez-vous.",
            "Venez avec votre carnet.",
            "À la fin, donnez un pass à la personne qui vous a aidé.",
            "Gardez les autres pass pour les prochaines fois.",
        ),
        where=f"La liste des lieux est donnée par {authority}. Le code QR de chaque pass y mène aussi.",
        phone="",
    )


@operation
def save_design(*, by: Actor, draft: Draft) -> PrintDesign:
    """Put texts in use for the pass of the scheme, under the logo and the colour of the authority as they are now.

    They are tried first: letter and pass must hold on their pages.
    Refuses with `NotYourRole`, `DesignIncomplete`, `PublicLabelPrinted`, `DesignTooLong`, `CharacterNotPrintable`,
    `DesignUnchanged`, `PrinterBusy`, `PrintingStopped`.
    """
    refuse_unless(policies.may_keep_design(by.role))
    authority = organisations.scheme_by_id(current_scheme_id()).authority
    design = operations.save_design(
        by=by,
        **vars(draft),
        accent=authority.accent,
        logo_sha256=authority.logo_sha256,
        logo_media_type=authority.logo_media_type,
    )
    _try(look_of(design, 1000, today(), 10, specimen=True))
    return design


def preview(draft: Draft, *, booklet_size: int = 10, face_value_cents: int = 1000) -> bytes:
    """The proof that texts would make: a booklet whose codes are worth nothing. Refuses as `save_design`."""
    authority = organisations.scheme_by_id(current_scheme_id()).authority
    design = PrintDesign(
        **vars(draft),
        accent=authority.accent,
        logo_sha256=authority.logo_sha256,
        logo_media_type=authority.logo_media_type,
    )
    return specimen(look_of(design, face_value_cents, today(), booklet_size, specimen=True), booklet_size).pdf


def look_of(
    design: PrintDesign, face_value_cents: int, valid_until: date, booklet_size: int, *, specimen: bool = False
) -> Look:
    """How the pass of an order look under a design."""
    authority = organisations.scheme_by_id(current_scheme_id()).authority
    value = short_euros(face_value_cents)
    return Look(
        language=LANGUAGE,
        authority=authority.name,
        accent=design.accent,
        logo=_logo(design, authority),
        title=design.title,
        value=value,
        worth=f"{some(booklet_size, 'pass', 'pass')} de {value}",
        valid=f"Valable jusqu'au {day(valid_until)}",
        what=design.what_it_is,
        how=tuple(design.how_to),
        where=design.where,
        phone=design.phone,
        hours=design.phone_hours,
        words=WORDS,
        specimen=SPECIMEN if specimen else "",
    )


def look_of_order(design: PrintDesign, order: Order, *, specimen: bool = False) -> Look:
    """How the pass of this order look."""
    return look_of(design, order.face_value_cents, order.valid_until, order.booklet_size, specimen=specimen)


def specimen(look: Look, booklet_size: int) -> Made:
    """A booklet as it will be printed, with codes that are worth nothing. Refuses with `DesignTooLong` too."""
    items = tuple(
        Item(f"{SPECIMEN_SERIES} {rank:07}", group(SPECIMEN_CODE), SPECIMEN_QR, place_of(0, rank, booklet_size))
        for rank in range(1, booklet_size + 1)
    )
    made = typeset(sheets.BOOKLETS, look, [Unit(items, "Carnet n° 0", "Épreuve : ce carnet ne vaut rien")], today())
    if made.pages > rules.pages_of_booklet(booklet_size):
        raise errors.DesignTooLong(pages=made.pages)
    return made


def _try(look: Look) -> None:
    specimen(look, 1)
    alone = Unit((Item(f"{SPECIMEN_SERIES} 0000001", group(SPECIMEN_CODE), SPECIMEN_QR),), ALONE)
    made = typeset(sheets.REPLACEMENT, look, [alone], today())
    if made.pages > LETTER_AND_PASS:
        raise errors.DesignTooLong(pages=made.pages)


ALONE = "Votre pass de remplacement"


def place_of(booklet: int, place: int, booklet_size: int) -> str:
    """Where a pass stands: « Carnet 12, pass 3 sur 10 »."""
    return f"Carnet {booklet}, pass {place} sur {booklet_size}"


def typeset(kind: str, look: Look, units: Sequence[Unit], on: date) -> Made:
    """`sheets.typeset`, which refuses with `CharacterNotPrintable`, `PrinterBusy`, `PrintingStopped`."""
    try:
        return sheets.typeset(kind, look, units, on=on)
    except (sheets.CharacterNotPrintable, sheets.PrinterBusy, sheets.PrintingStopped) as stopped:
        raise refusal_for(stopped) from stopped


def refusal_for(stopped: Exception) -> Refusal:
    """The refusal that says why nothing was set."""
    if isinstance(stopped, sheets.CharacterNotPrintable):
        return errors.CharacterNotPrintable(character=stopped.character)
    return errors.PrinterBusy() if isinstance(stopped, sheets.PrinterBusy) else errors.PrintingStopped()


def short_euros(cents: int) -> str:
    """« 10 € », « 7,50 € »."""
    return format_euros(cents).replace(",00", "")


def _logo(design: PrintDesign, authority: Organisation) -> Logo | None:
    if not design.logo_sha256:
        return None
    try:
        content = documents.read(design.logo_sha256)
    except (documents.DocumentLost, documents.DocumentDamaged):
        return None  # pass are printed without the logo rather than not at all
    return Logo(content, design.logo_media_type, f"Logo : {authority.name}")
