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
from quitus.interfaces.commands.support.stop import Stop
from quitus.kernel.words import Plural
from quitus.usecases.take_in_act import ReadAct, read_file

WIDTH = 88


@click.group("import", epilog="Example: quitus import act deliberation.pdf")
def command() -> None:
    """Read files of others; nothing is saved."""


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
