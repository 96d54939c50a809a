"""Runs are made part by part, once; who takes their files is written; the files do not outlive the delivery."""

import csv
import io
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from quitus.connectors import print_files, sheets
from quitus.domain.audit import queries as audit
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.printing import errors, queries, rules, states
from quitus.domain.printing.models import PrintRun
from quitus.domain.vouchers import codes
from quitus.domain.vouchers.errors import OrderNotProduced
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.operations import block_range
from quitus.kernel.clock import today
from quitus.kernel.codes import group
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import NotYourRole
from quitus.usecases import printing
from tests.factories.passes import SERIES, Team, deliver
from tests.factories.printing import confirmed, make_design, proved

FIRST = SERIES * 10_000_000 + 1


def numbers(first: int, last: int) -> NumberRange:
    """Pass of the order, by their ranks."""
    return NumberRange(FIRST + first - 1, FIRST + last - 1)


def ask(team: Team, order: Order, kind: str = states.SHEETS, *ranks: int, reason: str = "") -> PrintRun:
    """A run asked by the operator."""
    return printing.record_run(
        by=team.printer.actor, order_id=order.pk, kind=kind, numbers=numbers(*ranks) if ranks else None, reason=reason
    )


def files(team: Team, run: PrintRun) -> Iterator[bytes]:
    """The files of a run, as its operator takes them."""
    for part in queries.parts(run.pk):
        yield printing.download_part(by=team.printer.actor, part_id=part.pk)[1]


def words(pdf: bytes) -> str:
    """All that a PDF says."""
    document = pdfium.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of twenty pass, so that a hundred make five."""
    monkeypatch.setattr(rules, "PASS_PER_PART", 20)


def test_sheets_show_every_pass_of_the_order_once(team: Team, printable: Order) -> None:
    run = printing.make_run(team.scheme, ask(team, printable).pk)
    assert run.state == states.READY
    [pdf] = files(team, run)
    said = words(pdf)
    for one in codes.printed(range(FIRST, FIRST + 100)):
        assert said.count(group(one.code)) == 1
    assert queries.progress(run).pass_count == 100
    assert queries.progress(run).per_cent == 100


def test_booklets_have_a_cover_and_the_letter_before_their_pass(team: Team, printable: Order) -> None:
    run = printing.make_run(team.scheme, ask(team, printable, states.BOOKLETS, 11, 30).pk)
    [pdf] = files(team, run)
    document = pdfium.PdfDocument(pdf)
    assert len(document) == 6
    cover, letter, sheet = (document[page].get_textpage().get_text_bounded() for page in (3, 4, 5))
    document.close()
    assert "Carnet n° 3" in cover
    assert "03 00 00 00 00" in cover
    for sentence in ("Une question", "03 00 00 00 00", "Où l'utiliser", "Venez avec votre carnet."):
        assert sentence in letter
    assert "Carnet 3, pass 10 sur 10" in sheet
    assert "31 décembre 2023" in sheet.replace("\xa0", " ")


def test_the_csv_has_one_line_for_each_pass(team: Team, printable: Order) -> None:
    run = printing.make_run(team.scheme, ask(team, printable, states.CSV).pk)
    [content] = files(team, run)
    lines = list(csv.reader(io.StringIO(content.decode()), delimiter=";"))
    assert lines[0] == ["numero", "code", "contenu_qr"]
    assert lines[1:] == [
        [str(one.number), group(one.code), one.qr_text] for one in codes.printed(range(FIRST, FIRST + 100))
    ]


def test_a_pass_alone_stands_on_one_page_with_its_letter(team: Team, printable: Order) -> None:
    run = printing.make_run(team.scheme, ask(team, printable, states.REPLACEMENT, 7, 7).pk)
    [pdf] = files(team, run)
    [part] = queries.parts(run.pk)
    said = words(pdf)
    assert part.pages == 1
    assert group(codes.code_of(FIRST + 6)) in said
    assert "Comment l'utiliser" in said


@pytest.mark.usefixtures("small_parts")
def test_a_run_cut_short_makes_only_what_is_missing(
    team: Team, printable: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ask(team, printable)
    assert run.parts_total == 5

    def cut(progress: queries.Progress) -> None:
        if progress.parts == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        printing.make_run(team.scheme, run.pk, say=cut)
    made = {part.rank: part.sha256 for part in queries.parts(run.pk)}
    assert sorted(made) == [1, 2]

    counted: list[int] = []
    typeset = sheets.typeset
    monkeypatch.setattr(sheets, "typeset", lambda *args, **facts: (counted.append(1), typeset(*args, **facts))[1])
    run = printing.make_run(team.scheme, run.pk)
    assert run.state == states.READY
    assert len(counted) == 3
    after = {part.rank: part.sha256 for part in queries.parts(run.pk)}
    assert {rank: after[rank] for rank in made} == made
    assert sorted(after) == [1, 2, 3, 4, 5]
    assert "".join(words(pdf) for pdf in files(team, run)).count(f"{SERIES} 00") == 100


@pytest.mark.usefixtures("small_parts")
def test_a_run_that_is_stopped_is_taken_up_where_it_was(team: Team, printable: Order) -> None:
    run = ask(team, printable)

    def stop(progress: queries.Progress) -> None:
        if progress.parts == 1:
            printing.stop_run(by=team.printer.actor, run_id=run.pk, reason="papier manquant")

    with pytest.raises(errors.RunStandsElsewhere):
        printing.make_run(team.scheme, run.pk, say=stop)
    stopped = queries.run(run.pk)
    assert (stopped.state, stopped.stopped_because) == (states.STOPPED, "papier manquant")
    printing.take_up_run(by=team.printer.actor, run_id=run.pk)
    assert printing.make_run(team.scheme, run.pk).state == states.READY


def test_what_cannot_be_set_stops_the_run_and_says_why(
    team: Team, printable: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ask(team, printable)
    monkeypatch.setattr(sheets, "SECONDS", 0)
    monkeypatch.setattr(sheets, "MEMORY_BYTES", 20_000_000)
    with pytest.raises(errors.PrintingStopped):
        printing.make_run(team.scheme, run.pk)
    assert queries.run(run.pk).state == states.STOPPED
    assert "trop de temps ou de mémoire" in queries.run(run.pk).stopped_because


def test_two_processes_never_make_one_run(team: Team, printable: Order) -> None:
    run = ask(team, printable)
    with print_files.alone(run.pk), pytest.raises(errors.RunUnderWay):
        printing.make_run(team.scheme, run.pk)


def test_who_takes_a_file_is_written_and_others_do_not_get_it(team: Team, printable: Order) -> None:
    run = printing.make_run(team.scheme, ask(team, printable).pk)
    [part] = queries.parts(run.pk)
    for other in (team.anne, team.dado, team.holder, team.finance, team.accountant):
        with pytest.raises(NotYourRole):
            printing.download_part(by=other.actor, part_id=part.pk)
    before = len(audit.thread("order", printable.pk))
    printing.download_part(by=team.printer.actor, part_id=part.pk)
    [line] = audit.thread("order", printable.pk)[before:]
    assert (line.verb, line.actor_label) == ("download_part", team.printer.actor.label)


def test_files_are_readable_by_their_owner_alone_and_noticed_when_they_change(
    team: Team, printable: Order, settings: Any
) -> None:
    run = printing.make_run(team.scheme, ask(team, printable, states.CSV).pk)
    [part] = queries.parts(run.pk)
    path = Path(settings.PRINTS_ROOT) / f"run-{run.pk}" / printing.part_name(run, 1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700
    path.write_bytes(path.read_bytes().replace(b";", b",", 1))
    with pytest.raises(errors.FileLost):
        printing.download_part(by=team.printer.actor, part_id=part.pk)


def test_files_are_erased_once_the_delivery_is_counted(
    team: Team, printable: Order, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    run = printing.make_run(team.scheme, ask(team, printable, states.CSV).pk)
    [part] = queries.parts(run.pk)
    assert printing.erase_delivered() == 0
    deliver(team, printable)
    assert printing.erase_delivered() == 0  # what was asked today is kept today
    PrintRun.objects.filter(pk=run.pk).update(asked_on=printable.produced_on)
    folder = Path(settings.PRINTS_ROOT) / f"run-{run.pk}"
    with django_capture_on_commit_callbacks(execute=True):
        assert printing.erase_delivered() == 1
        assert folder.exists(), "nothing is erased before it is written that it is"
    assert not folder.exists()
    with pytest.raises(errors.FilesErased):
        printing.download_part(by=team.printer.actor, part_id=part.pk)
    assert queries.parts(run.pk).count() == 1
    assert printing.erase_delivered() == 0


def test_nothing_is_printed_before_the_pass_exist(team: Team) -> None:
    make_design(team)
    order = confirmed(team)
    proved(team, order)
    with pytest.raises(OrderNotProduced):
        ask(team, order)


def test_only_the_operator_of_the_order_asks(team: Team, printable: Order) -> None:
    for other in (team.anne, team.dado, team.finance):
        with pytest.raises(NotYourRole):
            printing.record_run(by=other.actor, order_id=printable.pk, kind=states.SHEETS)


@pytest.mark.parametrize(
    ("kind", "ranks", "refusal"),
    [
        (states.SHEETS, (95, 101), errors.NotOfTheOrder),
        (states.BOOKLETS, (1, 15), errors.BookletsAreWhole),
        (states.REPLACEMENT, (1, 2), errors.OnePassAlone),
    ],
)
def test_a_range_that_cannot_be_printed_so_is_refused(
    team: Team, printable: Order, kind: str, ranks: tuple[int, int], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        ask(team, printable, kind, *ranks)


def test_a_pass_is_printed_twice_only_for_a_reason(team: Team, printable: Order) -> None:
    printing.make_run(team.scheme, ask(team, printable, states.CSV, 1, 50).pk)
    with pytest.raises(errors.PrintedAlready) as refused:
        ask(team, printable, states.SHEETS, 41, 60)
    assert refused.value.facts["count"] == 10
    ask(team, printable, states.SHEETS, 51, 60)
    assert ask(team, printable, states.SHEETS, 41, 60, reason="encre effacée").reason == "encre effacée"


def test_after_the_delivery_one_booklet_at_a_time_and_for_a_reason(team: Team, printable: Order) -> None:
    deliver(team, printable)
    for ranks, reason in (((1, 20), "carnets abîmés"), ((1, 10), "")):
        with pytest.raises(errors.DeliveredAlready):
            ask(team, printable, states.BOOKLETS, *ranks, reason=reason)
    assert ask(team, printable, states.BOOKLETS, 1, 10, reason="carnet abîmé").range.count == 10


def test_what_is_missing_at_the_delivery_is_not_printed_again(team: Team, printable: Order) -> None:
    deliver(team, printable, [numbers(91, 100)], "un carnet manque")
    with pytest.raises(errors.SomeCancelled) as refused:
        ask(team, printable, states.BOOKLETS, 91, 100, reason="perdu")
    assert refused.value.facts["count"] == 10


@pytest.mark.parametrize("kind", [states.BOOKLETS, states.CSV])
def test_a_blocked_pass_is_not_printed_a_second_time(team: Team, printable: Order, kind: str) -> None:
    block_range(by=team.anne.actor, numbers=numbers(11, 20), occurred_on=today(), reason="Perdus")
    with pytest.raises(errors.SomeBlocked) as refused:
        ask(team, printable, kind, 11, 20, reason="perdus")
    assert refused.value.facts["count"] == 10


@pytest.mark.usefixtures("small_parts")
def test_a_run_erased_while_a_part_is_made_leaves_no_codes(
    team: Team,
    printable: Order,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = ask(team, printable, states.SHEETS)
    store = print_files.store

    def erased_meanwhile(run_id: int, name: str, content: bytes) -> str:
        if not name.endswith("-0001.pdf"):
            with within_scheme(team.scheme), django_capture_on_commit_callbacks(execute=True):
                printing.stop_run(by=team.printer.actor, run_id=run_id, reason="erreur")
                printing.erase_run(by=team.printer.actor, run_id=run_id, reason="erreur")
        return store(run_id, name, content)

    monkeypatch.setattr(print_files, "store", erased_meanwhile)
    with pytest.raises(errors.RunStandsElsewhere):
        printing.make_run(team.scheme, run.pk)
    assert queries.run(run.pk).state == states.ERASED
    assert not (Path(settings.PRINTS_ROOT) / f"run-{run.pk}").exists()


def test_what_a_killed_process_left_of_an_erased_run_is_swept(team: Team, printable: Order, settings: Any) -> None:
    run = ask(team, printable, states.CSV)
    printing.stop_run(by=team.printer.actor, run_id=run.pk, reason="erreur")
    printing.erase_run(by=team.printer.actor, run_id=run.pk, reason="erreur")
    print_files.store(run.pk, "codes.csv", b"codes")
    other = ask(team, printable, states.CSV)
    print_files.store(other.pk, "codes.csv", b"codes")
    printing.erase_delivered()
    assert not (Path(settings.PRINTS_ROOT) / f"run-{run.pk}").exists()
    assert (Path(settings.PRINTS_ROOT) / f"run-{other.pk}").exists()


def test_a_run_whose_worker_is_gone_does_not_outlive_the_delivery(
    team: Team, printable: Order, django_capture_on_commit_callbacks: Any
) -> None:
    run = ask(team, printable, states.CSV)
    print_files.store(run.pk, printing.part_name(run, 1), b"codes")
    deliver(team, printable)
    PrintRun.objects.filter(pk=run.pk).update(asked_on=printable.produced_on)
    with print_files.alone(run.pk):
        assert printing.erase_delivered() == 0  # somebody makes it
    with django_capture_on_commit_callbacks(execute=True):
        assert printing.erase_delivered() == 1
    assert queries.run(run.pk).state == states.ERASED
    assert run.pk not in print_files.kept()
