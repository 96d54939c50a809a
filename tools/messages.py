"""The catalogue of messages: found in the sources, kept up to date, checked, compiled. No gettext.

The ids are the French sentences themselves; English is the one catalogue there is.

    python -m tools.messages update            add new sentences, drop those nobody says any more
    python -m tools.messages check             exit 1 and list what is missing, fuzzy, stale or broken
    python -m tools.messages export-missing    what has no English yet, as JSON on standard output
    python -m tools.messages import FILE       take the English of a JSON file of the same shape
    python -m tools.messages compile           write the .mo beside each .po
    python -m tools.messages extract           every sentence of the sources, as a .pot
"""

from __future__ import annotations

import argparse
import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en",)
SOURCES = ("quitus", "config")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "Plural": (1, 2),
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACES = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
# What would change a .po every time, or says nothing.
CHANGING = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To|Project-Id-Version|Last-Translator|Language-Team)'
)

Id = str | tuple[str, ...]


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Do what the command line says; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("update", "check", "compile", "extract"):
        commands.add_parser(name)
    commands.add_parser("export-missing").add_argument("--language", default=LANGUAGES[0])
    taking = commands.add_parser("import")
    taking.add_argument("file", type=Path)
    taking.add_argument("--language", default=LANGUAGES[0])
    asked = parser.parse_args(arguments)
    match asked.command:
        case "update":
            for language in LANGUAGES:
                update(root, language)
        case "check":
            return report(root)
        case "compile":
            compile_all(root)
        case "extract":
            sys.stdout.write(text_of(extract(root)))
        case "export-missing":
            missing = export_missing(root, asked.language)
            print(json.dumps(missing, ensure_ascii=False, indent=1))
        case "import":
            count = take(root, asked.language, json.loads(asked.file.read_text(encoding="utf-8")))
            print(f"{count} messages")
    return 0


def extract(root: Path) -> Catalog:
    """Every sentence of the sources marked for translation, with the files that say it."""
    catalog = Catalog(project="quitus", charset="utf-8", fuzzy=False)
    for path in sources(root):
        place = path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # What is not a message becomes letters at any indentation: brackets make it one line.
            text = f"({templatize(text, origin=place)}\n)"
        found = babel_extract("python", io.BytesIO(text.encode()), KEYWORDS, comment_tags=["Translators:"])
        for _line, message, comments, context in found:
            catalog.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalog


def sources(root: Path) -> Iterator[Path]:
    """The Python files and templates that may hold sentences, in order."""
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*")):
            is_template = path.suffix in {".html", ".txt"} and "templates" in path.parts
            if (path.suffix == ".py" and "migrations" not in path.parts) or is_template:
                yield path


def update(root: Path, language: str) -> None:
    """Bring one catalogue in line with the sources: what stays keeps its translation."""
    found, known = extract(root), read(root, language)
    fresh = Catalog(locale=language, project="quitus", charset="utf-8", fuzzy=False)
    for message in messages(found):
        kept = known.get(message.id, message.context)
        string = kept.string if kept is not None and not kept.fuzzy and same_forms(kept.id, message.id) else ""
        fresh.add(message.id, string, message.locations, context=message.context)
    write(root, language, fresh)


def check(root: Path, language: str) -> list[str]:
    """What is wrong with one catalogue, one line each."""
    found, known = extract(root), read(root, language)
    wrong = [f"missing: {first(message)}" for message in without(found, known)]
    for message in messages(known):
        if found.get(message.id, message.context) is None:
            wrong.append(f"stale: {first(message)}")
        elif message.fuzzy:
            wrong.append(f"fuzzy: {first(message)}")
        elif translated(message) and places(message.id) != places(message.string):
            wrong.append(f"other places (%(…)s) than in French: {first(message)}")
    return wrong


def report(root: Path) -> int:
    """Print what is wrong with every catalogue; 1 if anything is."""
    wrong = [f"{language}: {line}" for language in LANGUAGES for line in check(root, language)]
    for line in wrong:
        print(line)
    return 1 if wrong else 0


def export_missing(root: Path, language: str) -> dict[str, str | list[str]]:
    """What has no translation: the sentence and an empty one (a list of two where there is a plural)."""
    return {
        key(message): ["", ""] if isinstance(message.id, tuple) else ""
        for message in without(extract(root), read(root, language))
    }


def take(root: Path, language: str, given: dict[str, str | list[str]]) -> int:
    """Put translations in the catalogue, brought up to date first; how many were taken.

    Empty ones are left out; a sentence that the sources do not say is an error (KeyError).
    """
    update(root, language)
    catalog = read(root, language)
    by_key = {key(message): message for message in messages(catalog)}
    taken = {name: string for name, string in given.items() if string and all(string)}
    for name, string in taken.items():
        by_key[name].string = tuple(string) if isinstance(string, list) else string
    write(root, language, catalog)
    return len(taken)


def compile_all(root: Path) -> None:
    """Write the .mo of every .po."""
    for path in sorted((root / "locale").rglob("*.po")):
        with path.open("rb") as file:
            catalog = read_po(file)
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)


def without(found: Catalog, known: Catalog) -> Iterator[Message]:
    """The messages of the sources that have no translation."""
    for message in messages(found):
        there = known.get(message.id, message.context)
        is_whole = there is not None and same_forms(there.id, message.id) and translated(there)
        if there is None or not (is_whole or there.fuzzy):
            yield message


def messages(catalog: Catalog) -> Iterator[Message]:
    """The messages of a catalogue, without its head, in the order of their sentences."""
    return iter(sorted((m for m in catalog if m.id), key=lambda m: (first(m), m.context or "")))


def first(message: Message) -> str:
    """The sentence of a message; the singular one where there are two."""
    return message.id[0] if isinstance(message.id, tuple) else message.id


def key(message: Message) -> str:
    """How a message is called in a JSON file: its sentence, after its context when it has one."""
    return f"{message.context}\x04{first(message)}" if message.context else first(message)


def translated(message: Message) -> bool:
    """Whether every form of a message has its translation."""
    forms = message.string if isinstance(message.string, tuple | list) else [message.string]
    return bool(forms) and all(forms)


def same_forms(known: Id, found: Id) -> bool:
    """Whether a sentence has a plural in the catalogue if and only if it has one in the sources."""
    return isinstance(known, str) == isinstance(found, str)


def places(text: Id) -> set[str]:
    """The names of the facts a sentence has a place for, over all its forms."""
    forms = text if isinstance(text, tuple | list) else [text]
    return {name or brace for form in forms for name, brace in PLACES.findall(form)}


def path_of(root: Path, language: str) -> Path:
    """Where the catalogue of a language stands."""
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def read(root: Path, language: str) -> Catalog:
    """The catalogue of a language, empty when there is none yet."""
    path = path_of(root, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(root: Path, language: str, catalog: Catalog) -> None:
    """Write a catalogue so that it changes only where its messages do."""
    path = path_of(root, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of(catalog), encoding="utf-8")


def text_of(catalog: Catalog) -> str:
    """A catalogue as the text of a .po, sorted, without dates nor line numbers."""
    out = io.BytesIO()
    catalog.header_comment = "# Messages of Quitus."
    write_po(out, catalog, width=100, sort_output=True, include_lineno=False, ignore_obsolete=True)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not CHANGING.match(line))


if __name__ == "__main__":
    sys.exit(main())
