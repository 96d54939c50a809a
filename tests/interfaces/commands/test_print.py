"""`quitus print`: files in a folder, readable by their owner alone; cut short, it goes on."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quitus.domain.audit import queries as audit
from quitus.domain.printing import queries, states
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import Order
from quitus.interfaces.commands.print_ import command
from quitus.kernel.refusals import Refusal
from quitus.usecases import printing
from tests.factories.passes import Team


def run(settings: Any, *arguments: str) -> Result:
    settings.DATABASE_SERVER = object()  # somebody else's server: nothing to start
    return CliRunner().invoke(command, arguments)


def test_booklets_are_written_and_who_took_them_is_told(printable: Order, settings: Any, tmp_path: Path) -> None:
    output = tmp_path / "out"
    said = run(settings, printable.number, "--booklets", "--range", "2-3", "--output", str(output), "--json")
    assert said.exit_code == 0, said.stderr
    told = json.loads(said.stdout)
    assert (told["pass"], told["kind"]) == (20, "booklets")
    [path] = output.iterdir()
    assert [str(path)] == told["files"]
    assert path.read_bytes().startswith(b"%PDF-")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    verbs = [line.verb for line in audit.thread("order", printable.pk) if line.actor_label == "Ligne de commande"]
    assert verbs[0] == "ask_run"
    assert verbs[-1] == "download_part"


def test_one_pass_is_printed_alone_with_its_letter(printable: Order, settings: Any, tmp_path: Path) -> None:
    number = rules.number_of(printable.series or 0, 7)
    said = run(settings, printable.number, "--alone", str(number), "--output", str(tmp_path), "--json")
    told = json.loads(said.stdout)
    assert (told["pass"], told["kind"]) == (1, "replacement")


def test_progress_is_told_on_standard_error(printable: Order, settings: Any, tmp_path: Path) -> None:
    said = run(settings, printable.number, "--csv", "--output", str(tmp_path), "--scheme", "essai")
    assert said.exit_code == 0
    assert said.stdout == ""
    assert "100 %  100 pass" in said.stderr


def test_the_same_command_takes_up_what_was_stopped(
    team: Team, printable: Order, settings: Any, tmp_path: Path
) -> None:
    asked = printing.record_run(by=team.printer.actor, order_id=printable.pk, kind=states.CSV)
    printing.stop_run(by=team.printer.actor, run_id=asked.pk, reason="coupure")
    assert run(settings, printable.number, "--csv", "--output", str(tmp_path)).exit_code == 0
    [only] = queries.runs(printable.pk)
    assert (only.pk, only.state) == (asked.pk, states.READY)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("rien",), "there is no order rien"),
        (("2021-01", "--range", "x"), "is no range of booklets"),
        (("2021-01", "--range", "0-3"), "numbered from 1"),
        (("2021-01", "--scheme", "autre"), "in a scheme autre"),
    ],
)
@pytest.mark.usefixtures("printable")
def test_bad_input_ends_with_status_2_and_one_line(
    settings: Any, tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    said = run(settings, *arguments, "--output", str(tmp_path))
    assert said.exit_code == 2
    assert sentence in said.stderr


def test_what_may_not_be_printed_is_refused_by_name(printable: Order, settings: Any, tmp_path: Path) -> None:
    said = run(settings, printable.number, "--csv", "--range", "9-11", "--output", str(tmp_path))
    assert isinstance(said.exception, Refusal)
    assert said.exception.code == "print_range_not_of_the_order"
