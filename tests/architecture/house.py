"""The rules of the house that no linter knows: each function gives the faults under a folder."""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WRITTEN_BY_US = ("config", "frontend", "quitus", "tests", "tools")
SUFFIXES = {".py", ".ts", ".mjs", ".html", ".scss", ".css"}
LINES_IN_A_FILE = 400
LINES_IN_A_TEST_FILE = 600
LINES_IN_A_FUNCTION = 50

FORBIDDEN_NAMES = {"utils", "util", "services", "helpers", "misc", "common"}
WRITING_METHODS = {
    "save",
    "create",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "asave",
    "acreate",
    "adelete",
    "aupdate",
    "abulk_create",
    "abulk_update",
    "aget_or_create",
    "aupdate_or_create",
}
WRITING_SQL = re.compile(r"\s*(WITH\b.*\)\s*)?(INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE|MERGE|COPY)\s+\S", re.S)
TIME_READERS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("functions", "Now"),
}
TIME_NAMES = {"Now", "auto_now", "auto_now_add"}
SQL_CLOCK = re.compile(r"\b(clock_timestamp|statement_timestamp|now)\(\)|\bCURRENT_(DATE|TIME|TIMESTAMP)\b", re.I)

# Files that write outside of an operations file, and why. Paths are relative to the root.
MAY_WRITE: dict[str, str] = {
    "quitus/usecases/bench/_ground.py": "makes an order ready to be produced in a database thrown away",
    "quitus/usecases/bench/_full_register.py": "fills a database thrown away with a million hand-outs at once",
    "quitus/usecases/bench/operator_files.py": "makes an active order and a qualified venue in a database thrown away",
    "quitus/usecases/bench/_counters.py": "makes venues and an active order in a database thrown away",
    "quitus/usecases/bench/_floor.py": "lists the pass that pgbench takes in a database thrown away",
    "quitus/usecases/bench/directory.py": "makes five thousand venues in a database thrown away",
    "quitus/usecases/bench/redeem_batch.py": "writes what plain SQL would, in a database thrown away",
    "quitus/interfaces/limits.py": "counts the requests of one minute, of no scheme, in no operation",
    "quitus/connectors/editable.py": "saves an ODT to memory, which odfdo names as Django names a write",
}
# The one file where receivers of libraries' own login signals may stand.
MAY_RECEIVE = "quitus/interfaces/web/account/receivers.py"
# Files that read the time beside the kernel's clock, and why.
MAY_READ_THE_TIME = {
    "quitus/kernel/clock.py": "it is the clock",
    "quitus/domain/reporting/knowledge.py": "measures for how long other transactions have been open",
}


def too_long(root: Path) -> list[str]:
    """Files and functions that do not fit in the hand."""
    faults = []
    for path in _files(root, WRITTEN_BY_US, SUFFIXES):
        name = _name(root, path)
        most = LINES_IN_A_TEST_FILE if name.startswith("tests/") else LINES_IN_A_FILE
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > most:
            faults.append(f"{name}: {count} lines, at most {most}")
        if path.suffix == ".py" and not name.startswith("tests/"):
            faults += [f"{name}:{place}" for place in _long_functions(path)]
    return faults


def badly_named(root: Path) -> list[str]:
    """Files whose name says nothing, or says three things (*service*)."""
    paths = _files(root, ("quitus", "config"), {".py"})
    return [_name(root, path) for path in paths if {path.stem, path.parent.name} & FORBIDDEN_NAMES]


def writes_elsewhere(root: Path, allowed: dict[str, str] | None = None) -> list[str]:
    """Writes to tables outside of `operations.py` and packages `operations/`."""
    exceptions = MAY_WRITE if allowed is None else allowed

    return [
        fault
        for fault in _found(root, "write")
        if not re.match(r"quitus/domain/\w+/operations(\.py|/)", fault) and fault.split(":")[0] not in exceptions
    ]


def reads_the_time(root: Path) -> list[str]:
    """Readings of the time elsewhere than in the kernel's clock (`time.monotonic` tells no time)."""

    return [fault for fault in _found(root, "reading") if fault.split(":")[0] not in MAY_READ_THE_TIME]


def receives_signals(root: Path) -> list[str]:
    """Receivers: what happens must be read where it happens."""

    return [fault for fault in _found(root, "signal") if not fault.startswith(MAY_RECEIVE)]


def floors(root: Path = ROOT) -> list[set[str]]:
    """Rooms from roof to cellar, those of one floor together, as the import contract says."""
    contracts = configparser.ConfigParser()
    contracts.read(root / ".importlinter", encoding="utf-8")
    lines = contracts["importlinter:contract:rooms"]["layers"].split("\n")
    return [{name.strip() for name in line.split("|")} for line in lines if line.strip()]


def looks_up(lower: str, upper: str) -> bool:
    """Say whether room `lower` depending on room `upper` would be looking up, or across."""
    rank = {name: floor for floor, names in enumerate(floors()) for name in names}
    return lower != upper and lower in rank and upper in rank and rank[upper] <= rank[lower]


def hosts_in_locks(root: Path) -> list[str]:
    """Lines of lock files that name a registry: an instance may be built from any mirror."""
    faults = []
    for path in [*sorted((root / "requirements").glob("*.*")), root / "package-lock.json"]:
        if not path.exists():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            names_url = "://" in line and (path.suffix != ".json" or '"resolved"' in line)
            if names_url or line.startswith(("--index", "-i ", "--extra-index", "--find-links")):
                faults.append(f"{_name(root, path)}:{number}")
    return faults


def _long_functions(path: Path) -> Iterator[str]:
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            count = (node.end_lineno or node.lineno) - node.lineno + 1
            if count > LINES_IN_A_FUNCTION:
                yield f"{node.lineno}: {node.name} has {count} lines, at most {LINES_IN_A_FUNCTION}"


def _is_write(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(WRITING_SQL.match(node.value))
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    # A queryset's update takes only keywords; a dictionary's or a digest's takes a position.
    is_update = node.func.attr == "update" and bool(node.keywords) and not node.args
    return is_update or node.func.attr in WRITING_METHODS


def _is_reading(node: ast.AST) -> bool:
    match node:
        case (
            ast.Attribute(value=ast.Name(id=owner), attr=name)
            | ast.Attribute(value=ast.Attribute(attr=owner), attr=name)
        ):
            return (owner, name) in TIME_READERS
        case ast.ImportFrom(module="time", names=names):
            return any(("time", alias.name) in TIME_READERS for alias in names)
        case ast.ImportFrom(module="django.db.models.functions", names=names):
            return any(alias.name == "Now" for alias in names)
        case ast.keyword(arg=str(argument)):
            return argument in TIME_NAMES
        case ast.Constant(value=str(text)) if " " in text or text.endswith("()"):
            return bool(SQL_CLOCK.search(text)) and text.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE"))
    return False


def _is_signal(node: ast.AST) -> bool:
    match node:
        case ast.ImportFrom(module=str(module), names=names):
            # The room of that name is about the uses of pass.
            imported = {f"{module}.{alias.name}" for alias in names if not module.startswith("quitus.")}
            return any(re.search(r"\.signals?(\.|$)|django\.dispatch", name) for name in imported)
        case ast.Import(names=names):
            return any(re.search(r"\.signals$|django\.dispatch", alias.name) for alias in names)
    return False


KINDS: dict[str, Callable[[ast.AST], bool]] = {"write": _is_write, "reading": _is_reading, "signal": _is_signal}


def _found(root: Path, kind: str) -> list[str]:
    """Places in the program's Python files, migrations apart, where a node is a fault of this kind."""
    return (_walked_once if root == ROOT else _walked)(root)[kind]


def _walked(root: Path) -> dict[str, list[str]]:
    faults: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for path in _files(root, ("quitus", "config"), {".py"}):
        if "migrations" in path.parts:
            continue
        nodes = list(ast.walk(_parsed(path)))
        for kind, is_fault in KINDS.items():
            lines = {_line(node) for node in nodes if is_fault(node)}
            faults[kind] += [f"{_name(root, path)}:{line}" for line in sorted(lines)]
    return faults


_walked_once = cache(_walked)  # the files of the program are what they are for the time of a run


def _line(node: ast.AST) -> int:
    return int(getattr(node, "lineno", 0))


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def _files(root: Path, folders: tuple[str, ...], suffixes: set[str]) -> list[Path]:
    found = [path for folder in folders for path in (root / folder).rglob("*") if path.suffix in suffixes]
    built = {"static", "__pycache__", "node_modules"}
    return sorted(path for path in found if not built & set(path.relative_to(root).parts) and not _is_migration(path))


def _is_migration(path: Path) -> bool:
    return any(parent == "migrations" for parent, _ in pairwise(path.parts))


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
