"""Codes of orders: made by the key of the order, read with the keys that count, refused alike."""

from pathlib import Path

import pytest

from quitus.domain.keys import operations as keys
from quitus.domain.keys import ring, states
from quitus.domain.keys.errors import KeyIsStolen, KeySecretMissing, NoActiveKey, PrintedElsewhere
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers import codes
from quitus.domain.vouchers.errors import NumbersUnknown
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.rules import number_of
from quitus.kernel import signed_codes
from quitus.kernel.codes import HumanCodes, NotACode, group
from quitus.usecases import keys as usecases
from tests.factories.keys import KEEPER
from tests.factories.passes import SERIES, Team, confirm, draft, make_team, produce
from tests.factories.people import make_person
from tests.factories.schemes import make_scheme

FIRST = number_of(SERIES, 1)


@pytest.fixture
def order(keys_folder: Path, team: Team) -> Order:
    """An order produced with the only key whose secret is here."""
    usecases.create_key(by=KEEPER)
    return produce(team, confirm(team, draft(team)))


def refused(text: str) -> bool:
    try:
        codes.number_of_code(text)
    except NotACode:
        return True
    return False


def test_an_order_remembers_the_key_of_its_codes(order: Order, team: Team) -> None:
    first = order.key_id
    second, _ = usecases.rotate_key(by=KEEPER)
    other = produce(team, confirm(team, draft(team, "2021-02")), SERIES + 1)
    assert (order.key_id, other.key_id) == (first, second.pk)
    for one in (FIRST, number_of(SERIES + 1, 1)):
        [printed] = codes.printed([one])
        assert codes.number_of_code(printed.code) == codes.number_of_code(printed.qr_text) == one


def test_codes_are_read_as_typed_and_as_scanned(order: Order, settings: object) -> None:
    [one, two] = codes.printed([FIRST, FIRST + 1])
    assert one.qr_text.startswith("HTTP://127.0.0.1:8000/P/")
    assert codes.number_of_code(group(one.code).lower()) == FIRST
    assert codes.number_of_code(f" {one.qr_text.lower()} ") == FIRST
    assert codes.number_of_code(one.qr_text[-120:]) == FIRST
    assert codes.code_of(FIRST + 1) == two.code
    assert one.code not in repr(one)
    assert one.qr_text not in repr(one)


def test_a_key_reads_nothing_of_orders_that_another_key_signed(order: Order, team: Team) -> None:
    # Whoever has a stolen key could make codes for every number: only those of its own orders are heard.
    stolen = ring.secret_of(order.key_id)
    usecases.rotate_key(by=KEEPER)
    produce(team, confirm(team, draft(team, "2021-02")), SERIES + 1)
    for number in (number_of(SERIES + 1, 1), number_of(SERIES + 2, 1)):
        assert refused(HumanCodes(signed_codes.human_key(stolen)).code(number))
        assert refused(signed_codes.Signer(stolen, "https://pass.example.fr").text(number))
    assert codes.number_of_code(HumanCodes(signed_codes.human_key(stolen)).code(FIRST)) == FIRST


def test_a_retired_key_still_verifies_and_prints(order: Order) -> None:
    [before] = codes.printed([FIRST])
    usecases.rotate_key(by=KEEPER)
    assert codes.printed([FIRST]) == [before]
    assert codes.number_of_code(before.code) == FIRST


def test_a_lost_key_verifies_signatures_and_reads_nothing_typed(order: Order) -> None:
    [printed] = codes.printed([FIRST])
    ring.ring().forget(order.key_id)
    keys.declare_key_lost(by=KEEPER, key_id=order.key_id, reason="Disque détruit")
    assert codes.number_of_code(printed.qr_text) == FIRST
    assert refused(printed.code)
    with pytest.raises(KeySecretMissing):
        codes.printed([FIRST])


def test_codes_of_a_stolen_key_are_read_online_and_printed_no_more(order: Order) -> None:
    [printed] = codes.printed([FIRST])
    keys.declare_key_stolen(by=KEEPER, key_id=order.key_id, reason="Intrusion")
    assert codes.number_of_code(printed.code) == codes.number_of_code(printed.qr_text) == FIRST
    with pytest.raises(KeyIsStolen):
        codes.printed([FIRST])
    with pytest.raises(KeyIsStolen):
        codes.code_of(FIRST)


def test_nothing_is_printed_of_numbers_that_are_no_order_or_have_codes_of_elsewhere(order: Order) -> None:
    with pytest.raises(NumbersUnknown):
        codes.printed([number_of(SERIES + 5, 1)])
    Order.objects.filter(pk=order.pk).update(key=None)
    codes._keys_of_series.clear()
    with pytest.raises(PrintedElsewhere):
        codes.printed([FIRST])


def test_nothing_is_produced_without_a_key(keys_folder: Path, team: Team) -> None:
    drafted = confirm(team, draft(team))
    with pytest.raises(NoActiveKey):
        produce(team, drafted)


def test_a_code_is_found_without_its_scheme_one_series_at_a_time(order: Order) -> None:
    assert codes.scheme_of_series(SERIES) == (order.scheme_id, order.key_id)
    assert codes.scheme_of_series(SERIES + 1) is None
    assert codes.scheme_of_series(0) is None


def test_what_is_to_be_replaced_when_a_key_is_stolen_is_counted(order: Order) -> None:
    [one] = codes.orders_of_key(order.key_id)
    assert (one.order, one.live_count) == (order, order.quantity)
    assert codes.orders_of_key("ZZZZ") == []
    assert {states.ACTIVE, states.RETIRED, states.LOST} == states.TRUSTED_OFFLINE


def test_a_code_of_another_scheme_is_no_code_here_even_once_it_was_read(
    keys_folder: Path, transactional_db: None
) -> None:
    scheme, other = make_scheme(), make_scheme("autre")
    with within_scheme(scheme):
        usecases.create_key(by=KEEPER)
        anne = make_person(scheme, "Anne Lefèvre", "manager")
        team = make_team(scheme, anne, make_person(scheme, "Dado Delattre", "handout_agent"))
        produce(team, confirm(team, draft(team)))
        [printed] = codes.printed([FIRST])
        assert codes.number_of_code(printed.code) == FIRST
    with within_scheme(other):
        assert refused(printed.code)
        with pytest.raises(NumbersUnknown):
            codes.code_of(FIRST)
