"""A file of an operator outside: each row once, what is rejected comes back with its reason."""

import io
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from quitus.connectors.tabular import Form, TableNotReadable, rows_of
from quitus.domain.operators import kinds, operations, queries, rules
from quitus.domain.operators.errors import (
    ColumnMissing,
    FileStandsElsewhere,
    HeadingNotInFile,
    LayoutMissing,
    NothingToImport,
    NotTriedOnASample,
    OrderNeeded,
    ReferenceTaken,
    SerialsAreOurs,
    ServiceUnknown,
    SomeRowsRejected,
)
from quitus.domain.operators.models import FileLayout, ImportedFile, ImportedRow, SerialRange
from quitus.domain.operators.operations import Written
from quitus.domain.redemption.models import Redemption
from quitus.domain.vouchers.models import Order
from quitus.kernel.refusals import NotYourRole
from quitus.usecases import operator_files
from quitus.usecases.operator_files import files as walking
from tests.factories.outside import SAMPLES, SIRET, Outside, scans
from tests.factories.reception import make_venue


def counts(file: ImportedFile) -> tuple[int, int, int]:
    return file.new_count, file.known_count, file.rejected_count


def test_serials_are_given_to_pass_in_order_and_scans_use_them(outside: Outside) -> None:
    assert counts(outside.give_serials()) == (1, 0, 0)
    file = outside.take(kinds.SCANS, scans((1, 1), (2, 7)))
    assert (file.state, counts(file)) == ("imported", (2, 0, 0))
    line = Redemption.objects.get(number=outside.reception.pass_number(7))
    assert (line.venue, line.service_on, line.user) == (
        outside.reception.venue,
        date(2023, 4, 3),
        outside.anne.user,
    )
    row = ImportedRow.objects.get(line="#2")
    assert (row.number, row.turn, row.file) == (line.number, line.turn, file)
    assert queries.serial_of_number(line.number) == "AP2021000007"


def test_a_file_or_one_that_overlaps_it_counts_each_row_once(outside: Outside) -> None:
    outside.give_serials()
    outside.take(kinds.SCANS, scans((1, 1), (2, 2)))
    again = outside.send(kinds.SCANS, scans((1, 1), (2, 2)))
    assert counts(again) == (0, 2, 0)
    with pytest.raises(NothingToImport):
        operator_files.import_file(by=outside.anne.actor, file_id=again.pk)
    assert counts(outside.take(kinds.SCANS, scans((2, 2), (3, 3)))) == (1, 1, 0)
    assert Redemption.objects.count() == ImportedRow.objects.filter(kind=kinds.SCANS).count() == 3


def test_without_line_references_a_row_is_known_by_its_pass_place_and_day(outside: Outside) -> None:
    outside.give_serials()
    outside.take(kinds.SCANS, scans(("", 1)))
    assert counts(outside.send(kinds.SCANS, scans(("", 1), ("", 2)))) == (1, 1, 0)


def test_rejected_rows_come_back_with_their_line_and_reason_and_can_be_sent_again(outside: Outside) -> None:
    outside.give_serials()
    other = outside.second_order()
    rows = [
        (1, 1),
        (2, "AP-2021-000900", SIRET, "03/04/2023", "", "Administratif"),
        (3, "AP-2021-000003", "L-99", "03/04/2023", "", "Administratif"),
        (4, "AP-2021-000004", SIRET, "13/05/2023", "", "Administratif"),
        (5, "AP-2021-000005", SIRET, "31/02/2023", "", "Administratif"),
        (6, "AP-2021-000006", SIRET, "03/04/2023", "", "Coiffure"),
        (7, 1),
        (1, 8),
        (9, "", SIRET, "03/04/2023", "", "Administratif"),
        (10, "AP-2021-000010", SIRET, "03/04/2023", "", "Emploi"),
        (11, 11),
    ]
    text = scans(*rows)
    file = outside.send(kinds.SCANS, text)
    assert counts(file) == (2, 0, 9)
    assert file.reasons == {
        "serial_unknown": 1,
        "venue_unknown": 1,
        "row_date_in_the_future": 1,
        "cell_not_readable": 2,
        "row_twice_in_file": 2,
        "cell_missing": 1,
        "service_not_offered": 1,
    }
    with pytest.raises(SomeRowsRejected):
        operator_files.import_file(by=outside.anne.actor, file_id=file.pk)
    assert not Redemption.objects.exists()
    file = operator_files.import_file(by=outside.anne.actor, file_id=file.pk, accept_partial=True)
    assert counts(file) == (2, 0, 9)
    rejected = outside.rejected(file)
    assert rejected[0] == (
        "2;AP-2021-000900;55217860000003;03/04/2023;;Administratif;3;"
        "« AP2021000900 » n'est le numéro d'aucun pass de cet opérateur."
    )
    assert len(rejected) == 9
    operations.name_venue(
        by=outside.anne.actor,
        operator_id=outside.contract.operator_id,
        venue_id=outside.reception.venue.pk,
        reference=" l-99",
    )
    assert counts(outside.take(kinds.SCANS, text)) == (1, 2, 8)
    assert other.series != outside.order.series


def test_a_line_sent_again_with_other_facts_is_refused(outside: Outside) -> None:
    outside.give_serials()
    outside.take(kinds.SCANS, scans((1, 1)))
    changed = outside.send(kinds.SCANS, scans((1, 1), on="04/04/2023"))
    assert changed.reasons == {"row_changed": 1}


def test_a_use_refused_by_the_gate_comes_back_with_the_day_it_was_used(outside: Outside) -> None:
    outside.give_serials()
    outside.take(kinds.SCANS, scans((1, 1)))
    file = outside.send(kinds.SCANS, scans((2, 1), on="04/04/2023"))
    assert file.reasons == {"pass_already_used": 1}
    assert "pour un service du 03/04/2023" in outside.rejected(file)[0]


def test_a_structure_with_two_venues_needs_a_reference(outside: Outside) -> None:
    make_venue(outside.reception.team, outside.reception.structure, "Le Moulin d'en bas")
    outside.give_serials()
    assert outside.send(kinds.SCANS, scans((1, 1))).reasons == {"venue_ambiguous": 1}


def test_a_reference_leads_to_one_venue(outside: Outside) -> None:
    second = make_venue(outside.reception.team, outside.reception.structure, "Le Moulin d'en bas")
    named = {"by": outside.anne.actor, "operator_id": outside.contract.operator_id, "reference": "L-1"}
    one = operations.name_venue(**named, venue_id=outside.reception.venue.pk)
    assert operations.name_venue(**named, venue_id=outside.reception.venue.pk) == one
    with pytest.raises(ReferenceTaken):
        operations.name_venue(**named, venue_id=second.pk)
    operations.forget_venue_name(by=outside.anne.actor, reference_id=one.pk)
    assert operations.name_venue(**named, venue_id=second.pk).venue == second


def test_serials_are_those_of_one_pass(outside: Outside) -> None:
    other = outside.second_order()
    outside.give_serials()
    file = outside.send(kinds.SERIALS, "Début;Fin\nAP-2021-000100;AP-2021-000120\nAP-2021-000200;\n", order=other)
    assert file.reasons == {"serial_already_given": 1}
    assert "commande 2021-01" in outside.rejected(file)[0]
    twice = outside.send(kinds.SERIALS, "Début;Fin\nB-01;B-09\nB-09;B-12\nB-05;B-02\n", order=other)
    assert twice.reasons == {"serial_already_given": 1, "serials_not_a_range": 1}
    many = outside.send(kinds.SERIALS, "Début;Fin\nC-001;C-060\nC-061;C-160\n", order=other)
    assert many.reasons == {"more_serials_than_pass": 1}


def test_pass_that_have_our_numbers_and_codes_are_given_no_serials(outside: Outside) -> None:
    order = outside.second_order()
    Order.objects.filter(pk=order.pk).update(shape="inside")
    with pytest.raises(SerialsAreOurs) as refused:
        outside.send(kinds.SERIALS, "Début;Fin\nAP-2021-000100;AP-2021-000120\n", order=order)
    assert refused.value.facts["order"] == order.number


def test_a_list_of_serials_is_kept_as_the_ranges_it_makes(outside: Outside) -> None:
    lines = "".join(f"AP-2021-{rank:06d};\n" for rank in range(1, 60)) + "ZZTOP;\n"
    file = outside.take(kinds.SERIALS, "Début;Fin\n" + lines)
    assert counts(file) == (60, 0, 0)
    assert SerialRange.objects.count() == 2
    assert queries.serial_of_number(outside.reception.pass_number(60)) == "ZZTOP"
    outside.take(kinds.SERIALS, "Début;Fin\nAP-2021-000060;AP-2021-000099\n")
    assert queries.serial_of_number(outside.reception.pass_number(61)) == "AP2021000060"
    assert queries.serial_of_number(outside.reception.pass_number(101)) == ""


def test_a_pass_printed_with_our_number_is_known_by_it(outside: Outside) -> None:
    number = outside.reception.pass_number(3)
    row = (1, number, SIRET, "03/04/2023", "", "Administratif")
    assert counts(outside.take(kinds.SCANS, scans(row))) == (1, 0, 0)
    assert Redemption.objects.get().number == number


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (scans((1, 1)).encode("cp1252"), "wrong_encoding_found"),
        (scans((1, 1)).encode("utf-16"), "wrong_encoding_found"),
        (b"\x00\x01\x02" * 50, "not_a_text"),
        (b"", "empty"),
        (b'Id;Ch\xc3\xa8que;Lieu;Date;Saisi le;Prestation\n1;"jamais ferm\xc3\xa9;' + b"x" * 200_000, "damaged"),
        (b"PK\x03\x04 pas un classeur", "damaged"),
        (b"Id;Lieu\n1;2\n", "headings"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(outside: Outside, content: bytes, reason: str) -> None:
    file = outside.send(kinds.SCANS, content)
    assert (file.state, file.problem["reason"]) == ("unreadable", reason)
    with pytest.raises(FileStandsElsewhere):
        operator_files.import_file(by=outside.anne.actor, file_id=file.pk)
    assert operations.drop_file(by=outside.anne.actor, file_id=file.pk).state == "dropped"


def test_too_many_rows_are_refused_as_a_whole(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(rules.MOST_ROWS, kinds.SCANS, 3)
    outside.give_serials()
    assert outside.send(kinds.SCANS, scans(*((n, n) for n in range(1, 4)))).state == "checked"
    file = outside.send(kinds.SCANS, scans(*((n, n) for n in range(1, 5))))
    assert (file.state, file.problem) == ("unreadable", {"reason": "too_many_rows", "most": 3})


def test_a_workbook_is_read_like_a_csv(outside: Outside) -> None:
    outside.give_serials()
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Id", "Chèque", "Lieu", "Date", "Saisi le", "Prestation"])
        sheet.write_row(1, 0, [1, "AP-2021-000001", SIRET])
        sheet.write_datetime(1, 3, date(2023, 4, 3), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write(1, 5, "Administratif")
        sheet.write_row(2, 0, [2, "AP-2021-000002", int(SIRET), "03/04/2023", "", "Administratif"])
    file = outside.take(kinds.SCANS, made.getvalue())
    assert counts(file) == (2, 0, 0)
    assert set(Redemption.objects.values_list("service_on", flat=True)) == {date(2023, 4, 3)}


def test_an_import_stopped_in_the_middle_goes_on_where_it_was(
    outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside.give_serials()
    file = outside.send(kinds.SCANS, scans(*((n, n) for n in range(1, 11))))
    calls = []
    take = walking._take

    def dies(**facts: object) -> object:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return take(**facts)  # type: ignore[arg-type]

    monkeypatch.setattr(walking, "_take", dies)
    with pytest.raises(KeyboardInterrupt):
        operator_files.import_file(by=outside.anne.actor, file_id=file.pk, batch=3)
    assert Redemption.objects.count() == 6
    assert ImportedFile.objects.get(pk=file.pk).state == "importing"
    monkeypatch.setattr(walking, "_take", take)
    done = operator_files.import_file(by=outside.anne.actor, file_id=file.pk, batch=3)
    assert (done.state, counts(done)) == ("imported", (10, 0, 0)), "what it brought before it was stopped is its own"
    assert Redemption.objects.count() == 10


def test_a_layout_is_saved_once_it_reads_a_sample(outside: Outside) -> None:
    contract, by = outside.contract.pk, outside.anne.actor
    sha256, found = operator_files.headings([SAMPLES[kinds.SERIALS].encode("cp1252")])
    assert (found.form.encoding, found.form.delimiter, found.cells) == ("windows-1252", "semicolon", ["Début", "Fin"])

    def save(**facts: object) -> FileLayout:
        written = Written(kind=kinds.SERIALS, **({"columns": {"first": "Début"}, "encoding": "windows-1252"} | facts))  # type: ignore[arg-type]
        return operator_files.save_layout(
            by=by, contract_id=contract, written=written, sample_sha256=sha256, sample_name="s.csv"
        )

    assert save().version == 2
    assert queries.layouts(contract)[kinds.SERIALS].version == 2
    with pytest.raises(ColumnMissing):
        save(columns={})
    with pytest.raises(HeadingNotInFile):
        save(columns={"first": "Numéro"})
    with pytest.raises(ServiceUnknown):
        save(service="coiffure")
    with pytest.raises(NotTriedOnASample):
        save(columns={"first": "Fin", "last": "Début"})


def test_files_need_their_layout_their_order_and_the_manager(outside: Outside) -> None:
    facts = {"contract_id": outside.contract.pk, "file_name": "f.csv", "chunks": [b"x"]}
    with pytest.raises(OrderNeeded):
        operator_files.receive_file(by=outside.anne.actor, kind=kinds.SERIALS, **facts)  # type: ignore[arg-type]
    with pytest.raises(NotYourRole):
        operator_files.receive_file(by=outside.reception.lina.actor, kind=kinds.SCANS, **facts)  # type: ignore[arg-type]
    second = type(outside.contract).objects.get(pk=outside.contract.pk)
    second.pk, second.number = None, "C-2"
    second.save()
    with pytest.raises(LayoutMissing):
        operator_files.receive_file(
            by=outside.anne.actor,
            kind=kinds.SCANS,
            **(facts | {"contract_id": second.pk}),  # type: ignore[arg-type]
        )


def test_a_wrong_row_does_not_stand_in_the_way_of_a_right_one_of_the_same_pass(outside: Outside) -> None:
    outside.give_serials()
    late = (1, "AP-2021-000001", SIRET, "03/01/2022", "03/05/2023", "Administratif")
    file = outside.take(kinds.SCANS, scans(late, (2, 1), (3, 1), (4, 4)))
    assert (file.new_count, file.reasons) == (2, {"service_date_too_old": 1, "row_twice_in_file": 1})


def test_a_service_is_entered_once_it_was_given_and_late_lines_are_counted(outside: Outside) -> None:
    outside.give_serials()
    before = (1, "AP-2021-000001", SIRET, "03/04/2023", "02/04/2023", "Administratif")
    old = (2, "AP-2021-000002", SIRET, "03/01/2022", "05/01/2022", "Administratif")
    file = outside.send(kinds.SCANS, scans(before, old, (3, 3)))
    assert (file.new_count, file.late_count, file.reasons) == (2, 1, {"entered_before_the_service": 1})


def test_rejects_are_no_formula_and_are_read_again_as_they_came(outside: Outside) -> None:
    outside.give_serials()
    serial = '=HYPERLINK("http://exemple.fr")'
    file = outside.send(
        kinds.SCANS,
        scans(
            (
                1,
                1,
            ),
            (2, serial, SIRET, "-1", "+33 1", "@SUM(1)"),
        ),
    )
    (line,) = outside.rejected(file)
    assert line.startswith("2;\"'=HYPERLINK(")
    assert ";-1;+33 1;'@SUM(1);" in line
    _file, path = operator_files.rejects(file.pk)
    with rows_of(path, Form()) as rows:
        assert list(rows)[1][1][1] == serial


@pytest.mark.parametrize("text", ["Id\x00;Chèque\n1;2\n", "Id;Chèque\n1;2\x00\n"])
def test_a_file_with_a_nul_is_no_text(outside: Outside, tmp_path: Path, text: str) -> None:
    assert outside.send(kinds.SCANS, text).problem["reason"] == "not_a_text"
    path = tmp_path / "f.csv"
    path.write_bytes(text.encode("utf-16"))
    with rows_of(path, Form("utf-16")) as rows, pytest.raises(TableNotReadable, match="not_a_text"):
        list(rows)
