"""How long a very long and mostly wrong file of an operator outside takes, read then imported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, timedelta
from functools import partial

from quitus.domain.grants.models import Service
from quitus.domain.operators import kinds, rules
from quitus.domain.operators.models import ImportedFile
from quitus.domain.operators.operations import Written, begin_import, name_venue
from quitus.domain.organisations import kinds as organisation_kinds
from quitus.domain.organisations.operations import register_organisation, within_scheme
from quitus.domain.venues.models import Qualification, QualificationStep, ServiceOffer, Venue
from quitus.domain.venues.states import QUALIFIED
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.rules import number_of
from quitus.kernel.actors import Actor
from quitus.usecases import operator_files
from quitus.usecases.bench._ground import NOTIFIED_ON, PRODUCED_ON, Ground, make_ground
from quitus.usecases.bench.figures import Figure, Yardstick, peak_memory_mb, seconds
from quitus.usecases.orders import produce_order

NAME = "operator-files"
SENTENCE = (
    "A file of half a million scans, the most there may be, is read, then imported; one of two million is refused."
)

ROWS = rules.MOST_ROWS[kinds.SCANS]
TOO_MANY = 2_000_000
GOOD = 100_000
LIMIT_SECONDS = 60.0
SERVED_ON = date(2022, 3, 1)
SERVICE = "demarches"


def run(tell: Callable[[str], None], rows: int = ROWS, good: int = GOOD) -> Figure:
    """Make the file, read it, import it. The figure is the longer of the two; memory is the peak. Four rows in five are
    wrong in some way. A file twice as long is refused before a row of it is read.
    """
    ground = make_ground()
    yardstick = Yardstick()
    order = _active_order(ground, good)
    _venue(ground)
    scope = partial(within_scheme, ground.scheme)
    with scope():
        file = _received(ground, order, rows, good)
    tell(f"a file of {file.size // 1_000_000} MB")
    yardstick.look()
    read = seconds(lambda: operator_files.check_file(by=ground.manager, file_id=file.pk, scope=scope))
    tell(f"read in {read:.1f} s")
    yardstick.look()
    with scope():
        begin_import(by=ground.manager, file_id=file.pk, accept_partial=True)
    imported = seconds(lambda: operator_files.go_on_importing(by=ground.manager, file_id=file.pk, scope=scope))
    yardstick.look()
    with scope():
        done = ImportedFile.objects.get(pk=file.pk)
    tell(f"{done.new_count} rows imported and {done.rejected_count} rejected in {imported:.1f} s")
    assert (done.new_count, done.rejected_count) == (good, rows - good), "the file comes to what it was made of"
    refused = _refused(ground, scope, TOO_MANY)
    tell(f"a file of {TOO_MANY} rows is refused in {refused:.1f} s")
    value = max(read, imported, refused)
    return Figure(
        NAME,
        round(value, 1),
        "s",
        LIMIT_SECONDS,
        yardstick.within(value, LIMIT_SECONDS),
        {
            "rows": rows,
            "good": good,
            "read_s": round(read, 1),
            "imported_s": round(imported, 1),
            "refused_s": round(refused, 1),
        },
        {**yardstick.machine(), "peak_memory_mb": peak_memory_mb()},
    )


def _active_order(ground: Ground, quantity: int) -> Order:
    with within_scheme(ground.scheme):
        order = ground.order("1", quantity)
        order = produce_order(by=ground.printer, order_id=order.pk, produced_on=PRODUCED_ON)
        Order.objects.filter(pk=order.pk).update(
            state="active",
            delivered_on=PRODUCED_ON,
            delivered_count=quantity,
            activated_on=PRODUCED_ON,
            mandat_number="MESURE",
        )
    return order


def _venue(ground: Ground) -> None:
    structure = register_organisation(
        by=Actor.system("Mesure"),
        name="Structure (exemple)",
        short_name="Structure",
        kind=organisation_kinds.STRUCTURE,
        siret=None,
        postcode="62000",
        commune="Arras",
    )
    scheme = ground.scheme
    with within_scheme(scheme):
        venue = Venue.objects.create(
            scheme=scheme, organisation=structure, name="Lieu", postcode="62000", commune="Arras", sort_key="arras lieu"
        )
        ServiceOffer.objects.create(scheme=scheme, venue=venue, service=Service.objects.get(code=SERVICE))
        held = Qualification.objects.create(
            scheme=scheme, organisation=structure, state=QUALIFIED, applied_on=NOTIFIED_ON
        )
        QualificationStep.objects.create(scheme=scheme, qualification=held, state=QUALIFIED, effective_on=NOTIFIED_ON)
        name_venue(by=ground.manager, operator_id=ground.contract.operator_id, venue_id=venue.pk, reference="L-1")


def _received(ground: Ground, order: Order, rows: int, good: int) -> ImportedFile:
    sample, _headings = operator_files.headings(iter([b"id;pass;lieu;date\n1;1;L-1;01/03/2022\n"]))
    operator_files.save_layout(
        by=ground.manager,
        contract_id=ground.contract.pk,
        written=Written(
            kind=kinds.SCANS,
            columns={"line": "id", "serial": "pass", "venue": "lieu", "service_on": "date"},
            service=SERVICE,
        ),
        sample_sha256=sample,
        sample_name="mesure.csv",
    )
    return operator_files.receive_file(
        by=ground.manager,
        contract_id=ground.contract.pk,
        kind=kinds.SCANS,
        file_name="mesure.csv",
        chunks=_file(order.series or 0, rows, good),
    )


def _refused(ground: Ground, scope: Callable[[], AbstractContextManager[object]], rows: int) -> float:
    line = b"1;1;L-1;01/03/2022\n"
    with scope():
        file = operator_files.receive_file(
            by=ground.manager,
            contract_id=ground.contract.pk,
            kind=kinds.SCANS,
            file_name="deux-millions.csv",
            chunks=(line * 10_000 for _ in range(rows // 10_000)),
        )
    took = seconds(lambda: operator_files.check_file(by=ground.manager, file_id=file.pk, scope=scope))
    with scope():
        assert ImportedFile.objects.get(pk=file.pk).state == "unreadable", "a file that long is refused"
    return took


def _file(series: int, rows: int, good: int) -> Iterator[bytes]:
    """Good rows scattered among unknown serials, repeated pass, unknown venues and days to come."""
    yield b"id;pass;lieu;date\n"
    every = rows // good
    lines = []
    rank = 0
    for place in range(rows):
        if place % every == 0 and rank < good:
            rank += 1
            day = SERVED_ON + timedelta(days=rank % 300)
            lines.append(f"{place};{number_of(series, rank)};L-1;{day:%d/%m/%Y}")
        else:
            lines.append(_wrong(place, series, rank))
        if len(lines) == 10_000:
            yield ("\n".join(lines) + "\n").encode()
            lines.clear()
    yield "".join(line + "\n" for line in lines).encode()


def _wrong(place: int, series: int, rank: int) -> str:
    known = number_of(series, max(rank, 1))
    return (
        f"{place};AP-{place:09d};L-1;01/03/2022",
        f"{place};{known};L-1;02/03/2022",
        f"{place};{known};L-999;01/03/2022",
        f"{place};{known};L-1;01/03/2199",
        f"{place};{known};L-1;31/02/2022",
    )[place % 5]
