"""An independent reader of open data: frictionless, under the project's own schemas and under the official ones."""

from pathlib import Path

from frictionless import Resource, Schema, system

OWN = Path(__file__).parent / "schemas"


def faults(content: str, schema: Path, folder: Path) -> list[str]:
    """What frictionless finds in a CSV file under a schema."""
    path = folder / "donnees.csv"
    path.write_bytes(content.encode())
    with system.use_context(trusted=True):
        resource = Resource(path=str(path), schema=Schema.from_descriptor(str(schema)))
        report = resource.validate()
    return [error.message for task in report.tasks for error in task.errors]
