"""The slip on which a venue writes the pass that it takes without a device, to be typed later."""

from quitus.connectors.papers import Facts, Paper
from quitus.domain.venues import queries as venues
from quitus.kernel.clock import today
from quitus.usecases.papers.looks import FOLDER, typeset
from quitus.usecases.papers.parts import LANGUAGE, masthead_of

TEMPLATE = "till_slip.typ"
KEPT = "Gardez les pass : ils sont demandés au contrôle jusqu'à leur destruction."


def slip_pdf(venue_id: int) -> bytes:
    """Two empty slips of a venue on one A4 page, as a PDF that conforms to PDF/UA-1. It is not kept: it says nothing.

    In French, as all papers. Raises `Venue.DoesNotExist`. Refuses as `looks.typeset` does.
    """
    return typeset(slip_paper(venue_id), (FOLDER / TEMPLATE).read_text(encoding="utf-8"))


def slip_paper(venue_id: int) -> Paper:
    """What stands above the columns of a slip."""
    place = venues.venue(venue_id)
    return Paper(
        title="Bordereau des pass pris sur papier",
        language=LANGUAGE,
        author=place.organisation.name,
        on=today(),
        masthead=masthead_of(place.organisation),
        reference=place.name,
        subtitle=KEPT,
        blocks=(Facts((("Structure", place.organisation.name), ("Lieu", f"{place.name}, {place.commune}"))),),
    )
