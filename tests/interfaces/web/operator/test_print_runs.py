"""The operator prepares a proof, asks for a run, takes its files, and sees those of nobody else."""

import io
import re
import zipfile

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from quitus.domain.audit import queries as audit
from quitus.domain.printing import operations, queries, states
from quitus.domain.printing.models import PrintRun
from quitus.domain.vouchers import codes, rules
from quitus.usecases import printing
from tests.factories.pages import said
from tests.factories.passes import confirm, draft
from tests.factories.printing import DRAFT
from tests.interfaces.web.operator.conftest import Workshop, at


@pytest.fixture
def run(workshop: Workshop) -> PrintRun:
    """A run of the produced order, made."""
    team = workshop.team
    operations.save_design(by=team.anne.actor, **vars(DRAFT), accent="#1d6b70")
    asked = printing.record_run(by=team.printer.actor, order_id=workshop.produced.pk, kind=states.CSV)
    return printing.make_run(team.scheme, asked.pk)


def test_a_run_is_asked_on_a_page_and_left_to_the_worker(printer: Client, workshop: Workshop) -> None:
    order = workshop.produced
    operations.save_design(by=workshop.team.anne.actor, **vars(DRAFT), accent="#1d6b70")
    facts = {"kind": states.BOOKLETS, "booklets": "2-4"}
    answer = printer.post(at("ask_print", order.pk), facts, follow=True)
    [asked] = queries.runs(order.pk)
    assert asked.range.count == 30
    assert 'data-refresh="3"' in answer.content.decode()
    assert "L'impression est en préparation." in said(answer)
    assert "Recharger" in said(answer)
    [job] = ProcrastinateJob.objects.filter(task_name="make_print_run")
    assert job.args == {"scheme_id": workshop.team.scheme.pk, "run_id": asked.pk}
    assert "Carnets avec couverture et lettre" in said(printer.get(at("printing", order.pk)))


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"kind": "sheets", "booklets": "11"}, "vont de 1 à 10"),
        ({"kind": "sheets", "booklets": "rien"}, "n'est pas une plage"),
        ({"kind": "replacement", "booklets": "2"}, "indiquez un carnet et la place"),
        ({"kind": "replacement", "booklets": "2", "place": "11"}, "a 10 pass"),
        ({"kind": "sheets", "booklets": "2", "place": "1"}, "ne sert que pour un pass seul"),
        ({"kind": "sheets"}, "modèle d'impression n'est pas encore écrit"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    printer: Client, workshop: Workshop, facts: dict[str, str], sentence: str
) -> None:
    refused = printer.post(at("ask_print", workshop.produced.pk), facts)
    assert refused.status_code == 422
    assert sentence in said(refused)


def test_a_file_is_given_by_post_and_written_in_the_thread(printer: Client, workshop: Workshop, run: PrintRun) -> None:
    [part] = queries.parts(run.pk)
    assert "Qui le tient peut les dépenser" in said(printer.get(at("print_part", part.pk)))
    assert [one for one in audit.thread("order", run.order_id) if one.verb == "download_part"] == []
    answer = printer.post(at("print_part", part.pk))
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    first = run.first
    assert codes.printed([first])[0].qr_text in answer.content.decode()
    [line] = [one for one in audit.thread("order", run.order_id) if one.verb == "download_part"]
    assert line.actor_label == workshop.team.printer.actor.label


def test_once_delivered_one_booklet_is_printed_again_for_a_reason(printer: Client, workshop: Workshop) -> None:
    operations.save_design(by=workshop.team.anne.actor, **vars(DRAFT), accent="#1d6b70")
    at_once = at("ask_print", workshop.delivered.pk)
    for facts in ({"booklets": "1"}, {"booklets": "1-2", "reason": "abîmés"}):
        assert printer.post(at_once, {"kind": states.BOOKLETS, **facts}).status_code == 422
    printer.post(at_once, {"kind": states.BOOKLETS, "booklets": "1", "reason": "abîmé"})
    assert [one.range.count for one in queries.runs(workshop.delivered.pk)] == [10]


def test_one_pass_is_printed_alone_from_its_page(printer: Client, workshop: Workshop) -> None:
    number = rules.number_of(222_222_222, 23)
    shown = printer.get(at("pass", number)).content.decode()
    assert f"demander/?pass={number}" in shown
    form = printer.get(f"{at('ask_print', workshop.produced.pk)}?pass={number}").content.decode()
    assert re.search(r'name="booklets" value="3"', form)
    assert re.search(r'name="place" value="3"', form)
    assert re.search(r'value="replacement"[^>]* checked', form)
    other = printer.get(f"{at('ask_print', workshop.delivered.pk)}?pass={number}").content.decode()
    assert not re.search(r'name="booklets" value="3"', other)


def test_every_file_comes_as_one_archive(printer: Client, run: PrintRun) -> None:
    answer = printer.post(at("print_files", run.pk))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[attr-defined]
        assert archive.namelist() == [f"codes-{run.pk}-0001.csv"]
    [line] = [one for one in audit.thread("order", run.order_id) if one.verb == "download_run"]
    assert line.data["count"] == 100


def test_files_that_were_erased_are_offered_no_more(printer: Client, run: PrintRun) -> None:
    [part] = queries.parts(run.pk)
    erased = printer.post(at("erase_print", run.pk), {"reason": "imprimé"}, follow=True)
    assert "Fichiers effacés" in said(erased)
    refused = printer.post(at("print_part", part.pk))
    assert refused.status_code == 409
    assert "ont été effacés" in said(refused)


def test_a_run_is_stopped_and_taken_up(printer: Client, workshop: Workshop) -> None:
    asked = printing.record_run(by=workshop.team.printer.actor, order_id=workshop.produced.pk, kind=states.CSV)
    stopped = printer.post(at("stop_print", asked.pk), {"reason": "mauvais papier"}, follow=True)
    assert "mauvais papier" in said(stopped)
    assert "data-refresh" not in stopped.content.decode()
    assert "data-refresh" in printer.post(at("resume_print", asked.pk), follow=True).content.decode()


def test_a_proof_is_prepared_then_read(printer: Client, workshop: Workshop) -> None:
    team = workshop.team
    operations.save_design(by=team.anne.actor, **vars(DRAFT), accent="#1d6b70")
    order = confirm(team, draft(team, "2021-05"))
    assert "Préparer l'épreuve" in said(printer.get(at("home")))
    answer = printer.post(at("make_proof", order.pk), follow=True)
    assert "Épreuve à relire" in said(answer)
    [proof] = queries.proofs(order.pk)
    pdf = printer.get(at("proof_file", proof.pk))
    assert pdf.content.startswith(b"%PDF-")
    assert "2021-05" not in said(printer.get(at("home")))


def test_another_operators_prints_are_not_there(printer: Client, workshop: Workshop, run: PrintRun) -> None:
    for view in ("printing", "make_proof", "ask_print"):
        assert printer.get(at(view, workshop.rival_order.pk)).status_code == 404
    PrintRun.objects.filter(pk=run.pk).update(order=workshop.rival_order)
    [part] = queries.parts(run.pk)
    for view in ("print_run", "stop_print", "erase_print", "print_files"):
        assert printer.post(at(view, run.pk)).status_code in (404, 405)
    assert printer.post(at("print_part", part.pk)).status_code == 404


def test_the_page_of_an_order_asks_no_more_when_more_was_printed(
    printer: Client, workshop: Workshop, run: PrintRun, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert printer.get(at("printing", run.order_id)).status_code == 200
        return len(seen)

    few = asked()
    for booklet in range(3):
        again = printing.record_run(
            by=workshop.team.printer.actor, order_id=run.order_id, kind=states.CSV, reason=f"encore {booklet}"
        )
        printing.make_run(workshop.team.scheme, again.pk)
    assert asked() == few
