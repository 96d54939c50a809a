"""An order taken up whose number is another order's here is given a number of its own."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from quitus.domain.audit import queries as audit
from quitus.domain.grants.models import Convention
from quitus.domain.operators.errors import OrderNotInArchive
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers.entrusting_errors import NumberTakenHere, NumberUnfit
from quitus.domain.vouchers.models import OperatorContract, Order
from quitus.interfaces.commands.main import group
from quitus.interfaces.web.layout.orders import order_facts
from quitus.kernel.refusals import Refusal
from quitus.usecases import succession
from tests.factories.reception import Reception
from tests.usecases.succession.test_succession import ON, elsewhere, lived, make, renumbered, take

__all__ = ["lived"]


@pytest.fixture
def met(lived: Reception, tmp_path: Path) -> tuple[succession.Archive, Scheme, OperatorContract]:
    """An archive of an order 2021-01, and the scheme that takes it up, where an order has that number."""
    archive = succession.read_archive(renumbered(make(lived), tmp_path / "a.zip"))
    other, contract = elsewhere()
    with within_scheme(other):
        Order.objects.create(
            scheme=other,
            convention=Convention.objects.get(),
            market_id=contract.market_id,
            operator_contract=contract,
            payer_id=contract.operator_id,
            number="2021-01",
            quantity=10,
            booklet_size=10,
            face_value_cents=10_00,
            drafted_on=ON,
            valid_until=ON,
            usable_until=ON,
            late_entry_days=1,
        )
    return archive, other, contract


Met = tuple[succession.Archive, Scheme, OperatorContract]


def test_an_order_that_meets_its_number_here_is_taken_up_under_another_and_its_page_says_both(met: Met) -> None:
    archive, other, contract = met
    with within_scheme(other):
        with pytest.raises(NumberTakenHere) as refused:
            take(archive, contract)
        assert "--rename 2021-01=" in str(refused.value)
        (one,) = take(archive, contract, renamed={"2021-01": " R-2021-01 "}).orders
        assert (one.order.number, one.number_before, one.order.quantity) == ("R-2021-01", "2021-01", 100)
        (line,) = [entry for entry in audit.thread("order", one.order.pk) if entry.verb == "take_up_order"]
        assert line.summary % line.data == "Commande reprise d'une autre instance, où son numéro était 2021-01"
        assert ("Ancien numéro", "2021-01") in [(fact.label, fact.value) for fact in order_facts(one.order)]


@pytest.mark.parametrize(
    ("renamed", "refusal"),
    [
        ({"2021-01": "2021-01"}, NumberTakenHere),
        ({"2021-01": "R" * 21}, NumberUnfit),
        ({"2021-01": "R\n1"}, NumberUnfit),
        ({"2021-01": "R-1", "2021-02": "R-2"}, OrderNotInArchive),
    ],
)
def test_a_number_that_cannot_be_is_refused_and_nothing_is_taken_up(
    met: Met, renamed: dict[str, str], refusal: type[Refusal]
) -> None:
    archive, other, contract = met
    with within_scheme(other):
        with pytest.raises(refusal):
            take(archive, contract, renamed=renamed)
        assert [order.number for order in Order.objects.all()] == ["2021-01"]


def test_an_archive_whose_own_number_is_nonsense_is_taken_up_under_another(lived: Reception, tmp_path: Path) -> None:
    path, long = make(lived), "9" * 30
    content = succession.read_archive(path).json("orders.json")
    content[0] |= {"number": long, "series": "899000001"}
    archive = succession.read_archive(
        renumbered(path, tmp_path / "a.zip", {"orders.json": json.dumps(content).encode()})
    )
    other, contract = elsewhere()
    with within_scheme(other):
        with pytest.raises(NumberUnfit):
            take(archive, contract)
        assert take(archive, contract, renamed={long: "9"}).orders[0].order.number == "9"


def test_the_command_renames_and_says_no_in_words(met: Met, settings: object) -> None:
    archive, other, _contract = met
    settings.DATABASE_SERVER = object()  # type: ignore[attr-defined]
    start = ["succession", "take-up", other.slug, str(archive.path), "--contract", "C-2", "--reason", "Reprise"]
    start += ["--on", date.isoformat(ON)]

    def told(*more: str) -> tuple[int, str]:
        done = CliRunner().invoke(group, [*start, *more])
        return done.exit_code, done.output

    code, output = told()
    assert (code, "--rename 2021-01=" in output) == (2, True)
    code, output = told("--rename", "2021-01=R-2021-01")
    assert (code, "order R-2021-01 (2021-01 in the archive): 100 pass" in output) == (0, True), output
    for wrong in (("2021-01",), ("=R",), ("2021-01=",), ("2021-01=R", "2021-01=S"), ("2020-01=R",)):
        code, output = told(*(word for text in wrong for word in ("--rename", text)))
        assert (code, "Traceback" in output) == (2, False), (wrong, output)
