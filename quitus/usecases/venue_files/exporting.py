"""The venues of a scheme under the national schema 1.0: one CSV file, several values of a cell separated by bars."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from io import StringIO

from quitus.connectors.tabular import defused
from quitus.domain.grants.catalogue import SERVICES
from quitus.domain.venues import directory, national, queries
from quitus.domain.venues.models import Description, Venue
from quitus.kernel import clock
from quitus.kernel.calendar import PARIS
from quitus.kernel.tenancy import current_scheme_id
from quitus.usecases.venue_files import columns

SEPARATOR = "|"
# The pattern of 1.0.2 has no space there; its own description and 1.0.1 know it otherwise or not at all.
WRITTEN_OTHERWISE = {"etapes": "Étapes numériques(La Poste)"}


def national_csv(source: str, *, everyone: bool = False) -> tuple[str, list[str]]:
    """The file, and for each venue left out why.

    Those qualified today, or `everyone` that the scheme knows. « Pass numérique » is told in `autres_formations_labels`
    of those qualified, with fees « Gratuit sous condition » and « Payant »: our convention, since the schema has no
    word left for it. `source` says who gives the file.
    """
    scheme_id = current_scheme_id()
    qualified = set(directory.venues_open(scheme_id, clock.today()).values_list("pk", flat=True))
    rows, left_out = [], []
    for venue in queries.venues(scheme_id).select_related("description").prefetch_related("offers__service"):
        if not everyone and venue.pk not in qualified:
            continue
        if not venue.organisation.siret or not venue.address:
            left_out.append(f"{venue.name}: {'SIRET' if not venue.organisation.siret else 'adresse'} missing")
            continue
        rows.append(_row(venue, source, venue.pk in qualified))
    return _csv(rows), left_out


def updated_on(venue: Venue, about: Description) -> date:
    """The day on which what is said of a venue was last made sure of."""
    return about.updated_on or venue.recorded_at.astimezone(PARIS).date()


def _row(venue: Venue, source: str, takes_pass: bool) -> dict[str, str]:
    about: Description = getattr(venue, "description", None) or Description()
    offered = {offer.service.code for offer in venue.offers.all()}
    fees = set(about.fees) | ({national.FREE_IF, national.PAID} if takes_pass else set())
    return {
        "id": str(venue.pk),
        "pivot": venue.organisation.siret or "",
        "nom": venue.name,
        "commune": venue.commune,
        "code_postal": venue.postcode,
        "adresse": venue.address,
        "latitude": "" if venue.latitude is None else f"{venue.latitude:.6f}",
        "longitude": "" if venue.longitude is None else f"{venue.longitude:.6f}",
        "source": source,
        "itinerance": "Itinérant" if venue.is_mobile else "Fixe",
        "date_maj": updated_on(venue, about).isoformat(),
        "services": SEPARATOR.join(label for code, label in SERVICES if code in offered),
        "frais_a_charge": _words(national.in_order(fees, national.FEES), national.FEES),
        "autres_formations_labels": SEPARATOR.join(
            [*about.other_trainings, *([columns.VOUCHER_LABEL] if takes_pass else [])]
        ),
        **{column: getattr(about, name) for column, name in columns.TEXTS.items() if name != "source"},
        **{column: SEPARATOR.join(getattr(about, name)) for column, name in _FREE.items()},
        **{column: _words(getattr(about, name), national.LISTS[name]) for column, name in _LISTS.items()},
    }


_FREE = {column: name for column, name in columns.FREE_LISTS.items() if name != "other_trainings"}
_LISTS = {column: name for column, name in columns.LISTS.items() if name != "fees"}


def _words(codes: Sequence[str], among: Mapping[str, str]) -> str:
    return SEPARATOR.join(WRITTEN_OTHERWISE.get(code, among[code]) for code in codes)


def _csv(rows: Sequence[Mapping[str, str]]) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, columns.COLUMNS, lineterminator="\n")
    writer.writeheader()
    # A phone number begins with its sign, as the pattern of the schema asks: a spreadsheet reads it as a number.
    writer.writerows(
        {name: text if name == "telephone" else defused(text) for name, text in row.items()} for row in rows
    )
    return out.getvalue()
