"""What the documentation tells to type can be typed; what it points to is there."""

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quitus.domain.organisations.models import Scheme
from quitus.interfaces.commands.main import group

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r"`(make [^`]+)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def commands(start: str) -> list[str]:
    """Every command of the pages that begins with `start`, without its comment."""
    lines = [line for page in PAGES for block in BLOCK.findall(page.read_text()) for line in block.splitlines()]
    lines += [found for page in PAGES for found in TARGET.findall(page.read_text())]
    typed = (line.split("#")[0].strip() for line in lines)
    return sorted({line for line in typed if line.startswith(start)})


def test_the_documentation_tells_no_other_kind_of_command() -> None:
    known = {*commands("make "), *commands(".venv/bin/quitus "), ""}
    lines = [line for page in PAGES for block in BLOCK.findall(page.read_text()) for line in block.splitlines()]
    assert {line.split("#")[0].strip() for line in lines} <= known
    assert commands("make ")
    assert commands(".venv/bin/quitus ")


@pytest.mark.parametrize("command", commands("make "))
def test_every_make_target_told_is_one(command: str) -> None:
    planned = subprocess.run(
        [*shlex.split(command), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert planned.returncode == 0, planned.stderr


@pytest.mark.django_db(transaction=True, databases=["default", "owner", "reader"])
@pytest.mark.parametrize("command", commands(".venv/bin/quitus "))
def test_every_command_told_works_on_the_example(command: str, example: Scheme, settings: Any) -> None:
    settings.DATABASE_SERVER = object()  # the tests' own server: nothing to start
    told = CliRunner().invoke(group, shlex.split(command)[1:])
    assert told.exit_code == 0, told.output
    assert told.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_pointed_to_is_there(page: Path) -> None:
    for target in LINK.findall(page.read_text()):
        assert (page.parent / target).exists(), target
