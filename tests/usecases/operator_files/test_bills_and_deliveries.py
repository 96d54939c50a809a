"""What an operator delivers, invoices and gives back, by file."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from quitus.domain.operators import kinds, queries
from quitus.domain.operators.models import FeeLine, ImportedRow
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.operations import block_range, cancel_range
from quitus.kernel import clock
from quitus.kernel.ranges import NumberRange
from quitus.usecases import operator_files
from quitus.usecases.orders import produce_order
from tests.factories.outside import COLUMNS, SAMPLES, Outside, Written, scans
from tests.factories.passes import SERIES, Team, confirm, draft, prove
from tests.factories.reception import TODAY


def fees(*rows: str) -> str:
    return "Facture;Date;Nature;Commande;Nombre;Montant HT\n" + "\n".join(rows) + "\n"


def credits_given(*rows: str) -> str:
    return "Avoir;Date;Commande;Nombre;Montant\n" + "\n".join(rows) + "\n"


def test_fees_stand_beside_what_the_contract_gives_for_our_own_lines(outside: Outside) -> None:
    outside.give_serials()
    outside.take(kinds.SCANS, scans((1, 1), (2, 2)))
    text = fees(
        "F-1;02/05/2023;Commande;2021-01;100;40,00",
        "F-1;02/05/2023;Utilisation;2021-01;3;1,20",
        "F-1;02/05/2023;Lieu;;2;154,00",
        "F-1;02/05/2023;Divers;;1;12,50",
        "F-1;02/05/2023;Commande;2021-99;100;40,00",
    )
    file = outside.take(kinds.FEES, text)
    assert (file.new_count, file.reasons) == (4, {"order_unknown": 1})
    lines = {line.kind: line for line in FeeLine.objects.all()}
    assert {kind: (one.amount_cents, one.expected_cents, one.counted) for kind, one in lines.items()} == {
        "order": (40_00, 40_00, 100),
        "redemption": (1_20, 80, 2),
        "venue": (154_00, 77_00, 1),
        "other": (12_50, None, None),
    }
    assert outside.send(kinds.FEES, text).known_count == 4
    outside.take(kinds.SCANS, scans((5, 5)))
    outside.take(kinds.FEES, fees("F-2;05/05/2023;Utilisation;2021-01;1;0,40"))
    assert FeeLine.objects.values_list("counted", flat=True).get(invoice="F-2") == 0, "three were billed before"


def test_the_yearly_fee_of_a_venue_is_counted_once_a_year_for_those_qualified_in_it(outside: Outside) -> None:
    file = fees("F-1;02/05/2023;Lieu;;1;77,00", "F-1b;02/05/2023;Lieu;;1;77,00", "F-0;02/05/2020;Lieu;;1;77,00")
    outside.take(kinds.FEES, file)
    outside.take(kinds.FEES, fees("F-2;03/05/2023;Lieu;;1;77,00"))
    lines = FeeLine.objects.order_by("pk").values_list("invoice", "counted", "expected_cents")
    assert list(lines) == [("F-1", 1, 77_00), ("F-1b", 0, 0), ("F-0", 0, 0), ("F-2", 0, 0)]


def test_credit_notes_are_at_face_value_for_pass_that_are_left(outside: Outside) -> None:
    outside.give_serials()
    outside.take(kinds.SCANS, scans((1, 1), (2, 2)))
    file = outside.take(
        kinds.CREDIT_NOTES,
        credits_given(
            "A-1;02/05/2023;2021-01;90;900,00",
            "A-2;02/05/2023;2021-01;3;31,20",
            "A-3;02/05/2023;2021-01;9;90,00",
            "A-4;02/05/2023;2021-01;8;80,00",
        ),
    )
    assert (file.new_count, file.reasons) == (2, {"not_at_face_value": 1, "more_credited_than_left": 1})
    assert "font 30,00" in outside.rejected(file)[0]
    assert queries.credited_counts(outside.contract.pk, [outside.order.pk]) == {outside.order.pk: 98}
    assert [one.note for one in queries.declared_credit_notes(order_id=outside.order.pk)] == ["A-1", "A-4"]
    later = outside.send(kinds.CREDIT_NOTES, credits_given("A-5;02/05/2023;2021-01;1;10,00"))
    assert later.reasons == {"more_credited_than_left": 1}


def test_a_delivery_by_file_is_the_one_of_the_order(team: Team) -> None:
    with clock.at(TODAY):
        order = prove(team, confirm(team, draft(team)))
        type(team.contract).objects.filter(pk=team.contract.pk).update(operates_inside=False)
        Order.objects.filter(pk=order.pk).update(shape="outside")
        produce_order(by=team.anne.actor, order_id=order.pk, produced_on=date(2021, 9, 1), series=SERIES)
        by, contract = team.anne.actor, team.contract.pk
        for kind in (kinds.SERIALS, kinds.DELIVERIES):
            sha256, _headings = operator_files.headings([SAMPLES[kind].encode()])
            operator_files.save_layout(
                by=by,
                contract_id=contract,
                written=Written(kind=kind, columns=COLUMNS[kind]),
                sample_sha256=sha256,
                sample_name="e.csv",
            )

        def take(kind: str, text: str) -> object:
            file = operator_files.receive_file(
                by=by, contract_id=contract, kind=kind, file_name="f", chunks=[text.encode()], order_id=order.pk
            )
            operator_files.check_file(by=by, file_id=file.pk)
            assert not Order.objects.get(pk=order.pk).delivered_count
            return operator_files.import_file(by=by, file_id=file.pk, accept_partial=True)

        take(kinds.SERIALS, "Début;Fin\nAP-001;AP-100\n")
        file = take(
            kinds.DELIVERIES,
            "Début;Fin;Livré le;Bon\n"
            "AP-001;AP-040;20/09/2021;BL-1\nAP-041;AP-050;20/09/2021;BL-1\n"
            "AP-051;AP-100;22/09/2021;BL-2\nAP-099;AP-120;22/09/2021;BL-2\nAP-200;;22/09/2021;BL-2\n",
        )
        order.refresh_from_db()
        assert (order.state, order.delivered_on, order.delivered_count) == ("delivered", date(2021, 9, 22), 100)
        assert [(one.counted, one.slip_reference) for one in order.deliveries.all()] == [(50, "BL-1"), (50, "BL-2")]
        assert file.reasons == {"serial_unknown": 2}  # type: ignore[attr-defined]
        assert ImportedRow.objects.filter(kind=kinds.DELIVERIES).count() == 3


def test_pass_blocked_or_cancelled_are_refused_by_their_state(outside: Outside) -> None:
    outside.give_serials()
    number = outside.reception.pass_number
    for act, rank in ((block_range, 1), (cancel_range, 2)):
        act(
            by=outside.anne.actor,
            numbers=NumberRange(number(rank), number(rank)),
            occurred_on=TODAY.date(),
            reason="Essai",
        )
    assert outside.send(kinds.SCANS, scans((1, 1), (2, 2))).reasons == {"pass_blocked": 1, "pass_cancelled": 1}


def test_a_pass_repeated_without_end_costs_no_more_than_three_times(outside: Outside) -> None:
    outside.give_serials()
    number = outside.reception.pass_number(1)
    blocked = NumberRange(number, number)
    block_range(by=outside.anne.actor, numbers=blocked, occurred_on=TODAY.date(), reason="Essai")
    asked = []
    for times in (20, 40):
        with CaptureQueriesContext(connection) as made:
            file = outside.send(kinds.SCANS, scans(*((line, 1) for line in range(1, times + 1))))
        assert file.reasons == {"pass_blocked": 3, "row_twice_in_file": times - 3}
        asked.append(len(made))
    assert asked[0] == asked[1]


def test_what_a_file_bills_and_credits_counts_once_however_it_is_cut(outside: Outside) -> None:
    outside.give_serials()
    outside.take(kinds.SCANS, scans((1, 1)))
    notes = credits_given(*(f"A-{rank};02/05/2023;2021-01;33;330,00" for rank in (1, 2, 3)))
    file = outside.send(kinds.CREDIT_NOTES, notes)
    assert operator_files.import_file(by=outside.anne.actor, file_id=file.pk, batch=1).new_count == 3
    lines = fees(*(f"F-{rank};02/05/2023;Commande;2021-01;40;16,00" for rank in (1, 2, 3)))
    file = outside.send(kinds.FEES, lines)
    operator_files.import_file(by=outside.anne.actor, file_id=file.pk, batch=1)
    assert list(FeeLine.objects.order_by("pk").values_list("counted", flat=True)) == [100, 60, 20]


def test_a_batch_of_bills_costs_the_same_whatever_its_rows(outside: Outside) -> None:
    counts = []
    for many in (2, 20):
        rows = [f"F-{many}-{rank};02/05/2023;Utilisation;2021-01;1;0,40" for rank in range(many)]
        with CaptureQueriesContext(connection) as made:
            outside.send(kinds.FEES, fees(*rows))
            outside.send(
                kinds.CREDIT_NOTES,
                credits_given(*(f"A-{many}-{rank};02/05/2023;2021-01;1;10,00" for rank in range(many))),
            )
        counts.append(len(made))
    assert counts[0] == counts[1]


def test_a_fee_is_never_below_zero(outside: Outside) -> None:
    file = outside.send(kinds.FEES, fees("F-1;02/05/2023;Divers;;1;-40,00"))
    assert file.reasons == {"fee_below_zero": 1}
