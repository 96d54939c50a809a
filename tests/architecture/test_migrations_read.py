"""What migrations read is known to the tests' server: a change of it makes their database anew."""

import ast
from pathlib import Path

from tests.harness.cluster import READ_BY_MIGRATIONS, ROOT


def imported(path: Path) -> set[str]:
    """The modules of rooms that a migration imports, as paths under `quitus/domain`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names] + [node.module or ""]
        for name in names:
            target = ROOT / (name.replace(".", "/") + ".py")
            if name.startswith("quitus.domain.") and target.exists():
                found.add(target.relative_to(ROOT / "quitus" / "domain").as_posix())
    return found


def test_every_module_of_a_room_that_a_migration_reads_is_named() -> None:
    read = {module for path in ROOT.glob("quitus/**/migrations/*.py") for module in imported(path)}
    assert read
    assert read <= set(READ_BY_MIGRATIONS)
