"""`quitus import`: what is read from files, shown before anything is kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext, ngettext

from quitus.connectors.text_of_file import MOST_BYTES
from quitus.domain.acts.reading import as_object
from quitus.domain.acts.reading.confidence import level
from quitus.domain.acts.reading.words import LABELS, LEVELS, in_words
from quitus.interfaces.commands.support.communes import communes
from quitus.interfaces.commands.support.scheme import in_scheme
from quitus.interfaces.commands.support.stop import Stop
from quitus.kernel.actors import Actor
from quitus.kernel.refusals import Refusal
from quitus.kernel.words import Plural
from quitus.usecases import venue_files
from quitus.usecases.take_in_act import ReadAct, read_file

WIDTH = 88


@click.group("import", epilog="Example: quitus import act deliberation.pdf")
def command() -> None:
    """Read files of others: an act, of which nothing is saved, venues once previewed, or communes."""


command.add_command(communes)


@command.command(
    "act",
    epilog="Example: quitus import act deliberation.pdf --json",
    help=f"""Read an act (deliberation, amendment, convention) from FILE: plain text, PDF with text, ODT or DOCX.

Nothing is saved and no database is needed: a person confirms each value on the page « Lire un acte ».

\b
--json prints one object with these keys, in this order:
  number sitting_on assembly president secretary present_count
  excused_count non_voting_count proxy_count votes_for votes_against
  votes_abstention adopted transmitted_on published_on
    null, or {{"value", "line", "confidence"}}
  opinions[]          commission, given_on, favourable
  parties[]           name, siret, siret_refused, siren, rna, aliases
  amounts[]           cents, passage
  deadlines[]         on, what, months, days, after, each_year
  durations[]         value, months, days, after, passage
  legal_references[]  value, kind
  amended_articles[]  value, change
    each with line and confidence

\b
Dates are ISO, amounts cents, lines counted from 1 (of the file, or of the
text taken out of it). null: the text does not say. confidence orders what to
check first: from 0.9 said in its place, from 0.7 likely, from 0.5 to check,
below a guess. siret is given when its key is right, else siret_refused;
siren and rna where the act gives them. each_year is a day ("03-31") that
comes back: on is null then.
excused_count is of members with a vote; non_voting_count attended without
one; those excused without one are in neither. proxy_count is null when
the act lists none.

At most {MOST_BYTES // 1_000_000} MB and 10 seconds; exit status 2 with one line when there is no text.
""",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def act(file: Path, as_json: bool) -> None:
    """Read an act from FILE."""
    found = read_file(_content(file))
    if as_json:
        click.echo(json.dumps(as_object(found.reading), ensure_ascii=False, indent=2))
        return
    for line in _table(found):
        click.echo(line)


@command.command(
    "venues",
    epilog="Exit status: 0, 1 when a line is refused or doubtful, 2 on bad input. "
    "Example: quitus import venues pas-de-calais lieux.csv --preview",
)
@click.argument("scheme")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--preview", is_flag=True, help="Show each line that is not the same as what is here; write nothing.")
@click.option("--wet-run", is_flag=True, help="Write the new and the changed venues; without it nothing is written.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def venues(scheme: str, file: Path, preview: bool, wet_run: bool, as_json: bool) -> None:
    """Bring the venues of FILE into SCHEME, under the national schema « lieux de médiation numérique » 1.0 or 0.1.1.

    Venues already there are found by their SIRET, then their name or their address. Doubtful lines are left to a
    person, on the page « Importer des lieux ». An empty cell erases nothing; a new venue has yet to apply.
    """
    if preview and wet_run:
        raise Stop("say --preview or --wet-run, not both")
    with in_scheme(scheme) as found:
        seen = venue_files.preview(*venue_files.read_rows(file))
        done = None
        if wet_run:
            done = venue_files.apply_preview(
                by=Actor.system("quitus import venues"), found=seen, is_example=found.is_example
            )
    click.echo(
        json.dumps(_as_object(seen, done), ensure_ascii=False, indent=2, default=str) if as_json else _told(seen, done)
    )
    if any(line.outcome in (venue_files.REFUSED, venue_files.DOUBTFUL) for line in seen.lines) or (
        done and done.refused
    ):
        raise click.exceptions.Exit(1)


def _as_object(seen: venue_files.Preview, done: venue_files.Applied | None) -> dict[str, Any]:
    return {
        "version": seen.version,
        "counts": seen.counts(),
        "written": None if done is None else {"new": done.new, "changed": done.changed},
        "lines": [
            {
                "line": line.row.line,
                "outcome": line.outcome,
                "name": line.row.name,
                "venue_id": str(line.venue.pk) if line.venue else None,
                "changes": {name: list(both) for name, both in (line.changes or {}).items()},
                "services_added": list(line.offers),
                "candidates": [str(one.pk) for one in line.candidates],
                "reason": _reason(line.refusal or (done.refused.get(line.row.line) if done else None)),
                "not_understood": list(line.row.unknown),
            }
            for line in seen.lines
            if line.outcome != venue_files.SAME
        ],
    }


def _told(seen: venue_files.Preview, done: venue_files.Applied | None) -> str:
    told = [f"schema {seen.version}: " + ", ".join(f"{count} {what}" for what, count in seen.counts().items())]
    for line in seen.lines:
        if line.outcome == venue_files.SAME:
            continue
        why = _reason(line.refusal) or ", ".join([*(line.changes or {}), *line.offers])
        told.append(f"  line {line.row.line:<5} {line.outcome:<9} {_cut(f'{line.row.name} {why}')}")
    if done is None:
        told.append("Nothing was written; add --wet-run to write it.")
    else:
        told.append(f"{done.new} new, {done.changed} changed, {len(done.refused)} refused while writing")
    return "\n".join(told)


def _reason(refusal: Refusal | None) -> str:
    return gettext(refusal.template) % refusal.facts if refusal else ""


def _content(file: Path) -> bytes:
    """The bytes of a file, one more than may be read at most: what is too large is refused by its size."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as refused:
        raise Stop(f"{file} cannot be read ({refused.strerror})") from None


def _table(found: ReadAct) -> Iterator[str]:
    told = as_object(found.reading)
    for key, value in told.items():
        many = value if isinstance(value, list) else [value]
        if not many or value is None:
            yield f"{gettext(LABELS[key]):<32} –"
            continue
        for one in many:
            yield _line(gettext(LABELS[key]), one, key)
            yield f"{'':<32}   « {_cut(found.quote(one['line']))} »"
    if found.source.pages_without_text:
        yield gettext("Pages sans texte, non lues : %(count)s") % {"count": found.source.pages_without_text}


def _line(label: str, one: dict[str, Any], key: str) -> str:
    sure = gettext(LEVELS[level(one["confidence"])])
    where = gettext("ligne %(line)s") % {"line": one["line"]}
    return f"{label:<32} {_cut(in_words(key, one, _say))}  ({where}, {sure})"


def _say(sentence: str | Plural, facts: Mapping[str, Any]) -> str:
    if isinstance(sentence, Plural):
        return ngettext(sentence.one, sentence.several, facts[sentence.by])
    return gettext(sentence)


def _cut(text: str) -> str:
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
