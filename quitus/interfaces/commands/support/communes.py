"""`quitus import communes`: the communes of a territory, from an official list."""

from __future__ import annotations

import json
from pathlib import Path

import click
from django.utils.translation import gettext

from quitus.connectors.tabular import TableNotReadable
from quitus.interfaces.commands.support.scheme import in_scheme
from quitus.interfaces.commands.support.stop import Stop
from quitus.kernel.actors import Actor
from quitus.usecases.communes import ColumnsMissing, take_in

TOLD = 10


@click.command(
    "communes",
    epilog="Example: quitus import communes communes-62.csv --scheme exemple",
    help="""Take in the communes of a scheme's territory from FILE (CSV).

The coverage page tells who lives far from a venue with them. Columns are known by their official names, in any order:

\b
  code        COM, CODGEO, code_insee, Code_commune_INSEE, code
  name        LIBELLE, NCCENR, nom_standard, Nom_commune, LIBGEO, commune, nom
  postcodes   codes_postaux, code_postal (several lines, or several in one cell)
  population  PMUN, population
  place       latitude_mairie, latitude; longitude_mairie, longitude (degrees)

Only code and name are needed; what one file does not say, another may complete. Lines that are no commune are counted,
exit status 2 when the file has no such columns.
""",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--scheme", "slug", required=True, help="The scheme whose territory it is.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def communes(file: Path, slug: str, as_json: bool) -> None:
    """Take in communes from FILE."""
    with in_scheme(slug):
        try:
            found = take_in(Actor.system("quitus import communes"), file)
        except ColumnsMissing as missing:
            raise Stop(f"{file} has no column for the code and the name of a commune: {missing}") from None
        except TableNotReadable as wrong:
            raise Stop(f"{file} cannot be read as a table ({wrong.reason})") from None
    if as_json:
        click.echo(json.dumps({"taken_in": len(found.told), "wrong_lines": found.wrong}))
        return
    click.echo(gettext("%(count)s communes enregistrées") % {"count": len(found.told)})
    if found.wrong:
        lines = ", ".join(map(str, found.wrong[:TOLD]))
        click.echo(
            gettext("Lignes laissées de côté : %(count)s (%(lines)s)") % {"count": len(found.wrong), "lines": lines}
        )
