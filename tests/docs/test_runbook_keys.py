"""docs/runbooks/a-key-is-lost-or-stolen.md works: every command in it is run, in order, and what it promises holds."""

import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quitus.domain.keys import queries, ring, states
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers import codes
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.rules import number_of
from quitus.interfaces.commands.keys import command
from quitus.kernel.codes import NotACode
from quitus.usecases import keys as usecases
from tests.architecture.house import ROOT
from tests.factories.keys import KEEPER
from tests.factories.passes import SERIES, confirm, draft, make_team, produce
from tests.factories.people import make_person
from tests.factories.schemes import make_scheme

RUNBOOK = ROOT / "docs" / "runbooks" / "a-key-is-lost-or-stolen.md"
FIRST = number_of(SERIES, 1)


def sections() -> dict[str, list[str]]:
    """The commands of each section, in order."""
    found = {}
    for section in RUNBOOK.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        blocks = re.findall(r"```bash\n(.*?)```", text, re.DOTALL)
        found[title] = [line for block in blocks for line in block.splitlines()]
    return found


@pytest.fixture
def scheme_of_pass(
    db: None, keys_folder: Path, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Scheme]:
    """A scheme with one produced order, its key alone in the folder; the commands run in a folder of their own."""
    settings.DATABASE_SERVER = object()  # somebody else's server: nothing to start
    monkeypatch.chdir(tmp_path)
    usecases.create_key(by=KEEPER)
    scheme = make_scheme()
    with within_scheme(scheme):
        anne, dado = (
            make_person(scheme, name, role) for name, role in (("Anne", "manager"), ("Dado", "handout_agent"))
        )
        team = make_team(scheme, anne, dado)
        produce(team, confirm(team, draft(team)))
    return scheme


@pytest.fixture
def follow() -> Callable[..., list[Result]]:
    """Run the commands of one section, with the names of keys in the place of KEY and NEW."""

    def run(title: str, key: str) -> list[Result]:
        told = []
        for line in sections()[title]:
            new = queries.every_key().filter(state=states.ACTIVE).exclude(pk=key).first()
            words = shlex.split(line.replace("KEY", key).replace("NEW", new.pk if new else "NEW"))
            assert words[:2] == ["quitus", "keys"]
            result = CliRunner().invoke(command, words[2:], catch_exceptions=False)
            assert result.exit_code == 0, f"{line}\n{result.output}"
            told.append(result)
        return told

    return run


def reads(scheme: Scheme, text: str) -> bool:
    with within_scheme(scheme):
        try:
            return codes.number_of_code(text) == FIRST
        except NotACode:
            return False


def test_the_runbook_is_followed_from_end_to_end(scheme_of_pass: Scheme, follow: Callable[..., list[Result]]) -> None:
    scheme = scheme_of_pass
    with within_scheme(scheme):
        key = Order.objects.get().key_id
        [printed] = codes.printed([FIRST])
    # Keys that the database knows and whose secret is of no use here would hide that none is left.
    queries.every_key().exclude(pk=key).update(state=states.RETIRED, retired_at="2026-01-01T00:00Z")
    before, escrow_there, escrow_gone, stolen = sections()

    follow(before, key)
    assert Path(f"{key}.escrow").stat().st_mode & 0o777 == 0o600
    assert ring.secret_of(key).hex() not in Path(f"{key}.escrow").read_text()

    ring.ring().forget(key)
    assert reads(scheme, printed.qr_text)
    assert not reads(scheme, printed.code)
    assert "secret here" in follow(escrow_there, key)[-1].output
    assert reads(scheme, printed.code)
    assert queries.key(key).state == states.ACTIVE

    ring.ring().forget(key)
    dry, wet, _ = follow(escrow_gone, key)
    assert "Nothing was done" in dry.output
    assert f"{scheme.slug}: commande 2021-01" in wet.output
    assert "100/100 pass" in wet.output
    new = queries.signing_key().pk
    assert new != key
    assert new in wet.output
    assert queries.key(key).state == states.LOST
    assert reads(scheme, printed.qr_text)
    assert not reads(scheme, printed.code)

    _dry, wet, *_rest = follow(stolen, key)
    assert "100/100 pass" in wet.output
    assert queries.signing_key().pk == new
    published = {one["id"]: one for one in json.loads(Path("keys.json").read_text())["keys"]}
    assert (published[key]["state"], published[key]["trusted_offline"]) == ("stolen", False)
    assert (published[new]["state"], published[new]["trusted_offline"]) == ("active", True)


def test_every_command_of_the_runbook_is_one_that_there_is() -> None:
    named = {shlex.split(line)[2] for lines in sections().values() for line in lines}
    assert named <= set(command.commands)
    assert set(command.commands) - named == {"create", "rotate", "retire"}  # told in passing, or not for such a day
