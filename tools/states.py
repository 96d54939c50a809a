"""Writes docs/states.md from the tables of lives that the program itself executes.

A life is an upper-case constant of a room's `states.py`: `{state: {verb: next}}` or `{(state, verb): next}`. Its French
words are `<NAME>_LABELS` (or the `LABELS` that lives of the room share), its sentence the docstring that follows it.

    .venv/bin/python tools/states.py          writes the page
    .venv/bin/python tools/states.py --check  exits 1 when the page is stale
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "states.md"
HEAD = """# The lives of things

Written by `tools/states.py` from the tables in `quitus/domain/*/states.py`; a test fails when it is stale. A verb is
the operation (or what happens by itself) that leads from one state to the next; what is not in a table cannot happen.
"""
NAME = re.compile(r"[A-Z][A-Z_]*")


@dataclass(frozen=True)
class Life:
    """One table: its room, its name, the sentence under it, its moves, the words of its states."""

    room: str
    name: str
    sentence: str
    moves: dict[str, dict[str, str]]
    labels: Mapping[str, str]


def rooms() -> list[str]:
    """The rooms that have lives, in alphabetical order."""
    return sorted(path.parent.name for path in (ROOT / "quitus" / "domain").glob("*/states.py"))


def lives(room: str) -> Iterator[Life]:
    """The lives of a room, in the order of its file."""
    module = import_module(f"quitus.domain.{room}.states")
    sentences = _sentences(Path(str(module.__file__)))
    for name, sentence in sentences.items():
        moves = moves_of(getattr(module, name, None))
        if moves is not None:
            yield Life(room, name, sentence, moves, _labels(module, name))


def moves_of(value: object) -> dict[str, dict[str, str]] | None:
    """A table in its one shape, state → verb → next; None when the value is no life."""
    if not isinstance(value, Mapping) or not value:
        return None
    if all(isinstance(key, str) and isinstance(verbs, Mapping) for key, verbs in value.items()):
        return {state: dict(verbs) for state, verbs in value.items()}
    if all(isinstance(key, tuple) and len(key) == 2 for key in value):
        moves: dict[str, dict[str, str]] = {}
        for (state, verb), after in value.items():
            moves.setdefault(state, {})[verb] = after
        for after in value.values():
            moves.setdefault(after, {})
        return moves
    return None


def written() -> str:
    """The whole page."""
    parts = [HEAD]
    for room in rooms():
        tables = [table_of(life) for life in lives(room)]
        if tables:
            parts += [f"## {room}\n", *tables]
    return "\n".join(parts).rstrip() + "\n"


def table_of(life: Life) -> str:
    """One life as Markdown: its sentence, then a line for each state."""
    lines = [f"### {life.name.replace('_', ' ').capitalize()}\n"]
    if life.sentence:
        lines.append(f"{life.sentence}\n")
    lines += ["| state | on screen | what may be done → where it leads |", "| --- | --- | --- |"]
    for state, verbs in life.moves.items():
        ways = "<br>".join(f"`{verb}` → {after}" for verb, after in verbs.items()) or "nothing: the end"
        lines.append(f"| {state} | {life.labels.get(state, '')} | {ways} |")
    return "\n".join(lines) + "\n"


def _labels(module: ModuleType, name: str) -> Mapping[str, str]:
    labels = getattr(module, f"{name}_LABELS", None) or getattr(module, "LABELS", None)
    return labels if isinstance(labels, Mapping) else {}


def _sentences(path: Path) -> dict[str, str]:
    """The upper-case constants of a file, each with the docstring just under it."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    found = {}
    for place, node in enumerate(body):
        name = _assigned(node)
        if name and NAME.fullmatch(name) and not name.endswith("LABELS"):
            found[name] = _docstring(body[place + 1]) if place + 1 < len(body) else ""
    return found


def _assigned(node: ast.stmt) -> str:
    match node:
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
            return name
    return ""


def _docstring(node: ast.stmt) -> str:
    match node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return " ".join(text.split())
    return ""


def main(arguments: list[str]) -> int:
    """Write the page, or say whether it is fresh."""
    page = written()
    if "--check" in arguments:
        fresh = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page
        print("docs/states.md is fresh." if fresh else "docs/states.md is stale: run tools/states.py.")
        return 0 if fresh else 1
    PAGE.write_text(page, encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} written.")
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main(sys.argv[1:]))
