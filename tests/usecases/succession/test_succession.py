"""An operator fails: its pass are honoured by another instance, with the same numbers."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from django.conf import settings

from config.environment import Server
from quitus.connectors import documents, keyring
from quitus.domain.budget.models import Market
from quitus.domain.distribution import queries as distribution
from quitus.domain.grants.models import Convention
from quitus.domain.keys.models import Key
from quitus.domain.operators.errors import (
    ArchiveAlreadyTakenUp,
    ArchiveNotReadable,
    ArchiveOfAnotherVersion,
    NothingToHandOver,
    SealedForSomebodyElse,
)
from quitus.domain.operators.models import Succession
from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.vouchers import codes
from quitus.domain.vouchers.errors import NotOfThisOrder, OrderNumberTaken, SeriesTaken
from quitus.domain.vouchers.models import OperatorContract, Order, Voucher
from quitus.domain.vouchers.operations import block_range
from quitus.domain.vouchers.rules import number_of
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import NotYourRole
from quitus.usecases import keys, succession, verify
from tests.factories.passes import SERIES, Team, make_order, make_team
from tests.factories.people import make_person
from tests.factories.reception import Reception, make_mediator, make_qualified, make_venue
from tests.factories.schemes import make_organisation, make_scheme
from tests.factories.stock import make_stock
from tests.harness import cluster

ON = date(2023, 5, 12)
SYSTEM = Actor.system()
PRIVATE, PUBLIC = keyring.new_recipient()


@pytest.fixture
def lived(db: None) -> Iterator[Reception]:
    """A hundred active pass of which three were used, two are blocked, and the structure is owed 30 euros. The test
    runs in no scheme.
    """
    scheme = make_scheme()
    with clock.at(ON):
        with within_scheme(scheme):
            reception = _live(scheme)
        yield reception


def _live(scheme: Scheme) -> Reception:
    anne = make_person(scheme, "Anne Lefèvre", roles.MANAGER)
    dado = make_person(scheme, "Dado Delattre", roles.HANDOUT_AGENT)
    stock = make_stock(make_team(scheme, anne, dado))
    team = stock.team
    structure = make_organisation("Association du Moulin", siret="55217860000003")
    venue = make_venue(team, structure, "Le Moulin")  # type: ignore[arg-type]
    make_qualified(team, structure)  # type: ignore[arg-type]
    lina = make_mediator(team, venue, "Lina Caron")  # type: ignore[arg-type]
    reception = Reception(team, lina, structure, venue, stock.order)  # type: ignore[arg-type]
    reception.take(1, 2, 3)
    blocked = NumberRange(reception.pass_number(10), reception.pass_number(11))
    block_range(by=anne.actor, numbers=blocked, occurred_on=ON, reason="Perdus")
    return reception


def make(reception: Reception, recipient: bytes | None = None, by: Actor = SYSTEM) -> Path:
    with within_scheme(reception.scheme):
        made = succession.make_archive(
            by=by,
            operator_id=reception.team.operator.pk,
            reason="Liquidation judiciaire",
            occurred_on=ON,
            recipient=recipient,
        )
    return documents.whole_path(made.sha256)


def elsewhere(slug: str = "repreneur") -> tuple[Scheme, OperatorContract]:
    """Another scheme, as it would be in another instance, with its own operator and contract."""
    other = make_scheme(slug)
    operator = make_organisation("Second opérateur (exemple)", kinds.OPERATOR)
    days = {"signed": date(2021, 3, 11), "ends": date(2024, 12, 31)}
    with within_scheme(other):
        Convention.objects.create(
            scheme=other,
            number="C",
            title="Convention",
            state="signed",
            authority_signed_on=days["signed"],
            funder_signed_on=days["signed"],
            in_force_on=days["signed"],
            in_force_known_at=clock.now(),
        )
        market = Market.objects.create(
            scheme=other,
            operator=operator,
            number="M",
            title="Reprise",
            launched_on=days["signed"],
            awarded_on=days["signed"],
            notified_on=days["signed"],
            ends_on=days["ends"],
            ceiling_cents=1_000_00,
        )
        contract = OperatorContract.objects.create(
            scheme=other,
            operator=operator,
            market=market,
            number="C-2",
            fee_on_order_per_mille=0,
            fee_on_redemption_per_mille=0,
            yearly_fee_per_venue_cents=0,
            tolerance_months=1,
            late_entry_days=60,
            payment_days=30,
            starts_on=days["signed"],
            ends_on=days["ends"],
        )
    return other, contract


def whole_elsewhere() -> tuple[Scheme, OperatorContract]:
    """The same, with a convention that says all that it must."""
    other = make_scheme("repreneur")
    with within_scheme(other):
        anne = make_person(other, "Anne Second", roles.MANAGER)
        return other, make_team(other, anne, make_person(other, "Dado Second", roles.HANDOUT_AGENT)).contract


def test_the_archive_says_all_that_another_needs(lived: Reception) -> None:
    archive = succession.read_archive(make(lived))
    (order,) = archive.json("orders.json")
    assert (order["number"], order["series"], order["state"]) == ("2021-01", str(lived.order.series), "active")
    marks = [(int(last) - int(first) + 1, mark) for first, last, mark in archive.rows("pass.csv")]
    assert marks == [(3, "redeemed"), (6, "plain"), (2, "blocked"), (89, "plain")]
    assert sum(int(last) - int(first) + 1 for first, last, *_rest in archive.rows("circulation.csv")) == 100
    assert list(archive.rows("due.csv")) == [["55217860000003", "Association du Moulin", "3", "3000"]]
    assert [row[0] for row in archive.rows("uses.csv")] == [str(lived.pass_number(rank)) for rank in (1, 2, 3)]
    (venue,) = archive.rows("venues.csv")
    assert (venue[2], venue[8], venue[10]) == ("Le Moulin", "demarches", "qualified")
    assert archive.manifest["due_cents"] == 30_00
    assert archive.json("keys.json")[0]["escrow"] is None
    text = archive.path.read_bytes()
    assert b"FR76" not in text
    assert b"Lina" not in text


@pytest.fixture
def go_to(
    database_server: Server, database_name: str, django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> Iterator[Callable[[str], None]]:
    """Two instances, each with a database and a folder of keys of its own: `go_to("a")` is to be in one of them."""
    names = {which: f"{database_name}_{which}" for which in ("a", "b")}

    def enter(which: str) -> None:
        cluster.point_at(database_server, names[which])
        settings.KEYS_FOLDER = tmp_path / which

    folder = settings.KEYS_FOLDER
    with django_db_blocker.unblock():
        for name in names.values():
            cluster.drop(database_server, name)
            cluster.create(database_server, name)
        yield enter
        settings.KEYS_FOLDER = folder
        cluster.point_at(database_server, database_name)
        for name in names.values():
            cluster.drop(database_server, name)


def test_pass_are_honoured_by_another_instance_with_the_same_numbers_in_their_state(
    go_to: Callable[[str], None],
) -> None:
    go_to("a")
    with clock.at(ON):
        keys.rotate_key(by=SYSTEM)
        scheme = make_scheme()
        with within_scheme(scheme):
            reception = _live(scheme)
            code = codes.code_of(reception.pass_number(4))
        archive = succession.read_archive(make(reception, keyring.recipient_public(PUBLIC)))
        series, name = reception.order.series, reception.order.key_id
        go_to("b")
        other, contract = whole_elsewhere()
        with within_scheme(other):
            assert not Key.objects.filter(pk=name).exists()
            done = succession.take_up(
                by=SYSTEM,
                archive=archive,
                contract_id=contract.pk,
                reason="Reprise",
                occurred_on=ON,
                private=keyring.recipient_private(PRIVATE),
            )
            (order,) = done.orders
            assert (order.series, order.state, done.usable_count) == (series, "active", 95)
            assert order.payer == other.authority
            marks = {rank: Voucher.objects.get(pk=reception.pass_number(rank)).mark for rank in (1, 4, 10, 12)}
            assert marks == {1: "cancelled", 4: "plain", 10: "blocked", 12: "plain"}
            assert {one.holder.kind for one in distribution.holdings_summary()} == {"accountant"}
            assert Key.objects.get(pk=name).state == "retired"
            assert codes.number_of_code(code) == reception.pass_number(4)
            with pytest.raises(ArchiveAlreadyTakenUp):
                succession.take_up(by=SYSTEM, archive=archive, contract_id=contract.pk, reason="Encore", occurred_on=ON)
        assert [f"{fault.check} {fault.key}" for fault in verify.run()] == []


def test_numbers_that_would_clash_are_refused_by_name_and_nothing_is_taken_up(lived: Reception) -> None:
    archive = succession.read_archive(make(lived))
    other, contract = elsewhere()
    with within_scheme(other):
        with pytest.raises(SeriesTaken):
            succession.take_up(by=SYSTEM, archive=archive, contract_id=contract.pk, reason="Reprise", occurred_on=ON)
        assert not Order.objects.exists()
        assert not Succession.objects.exists()


def renumbered(path: Path, to: Path, forged: Mapping[str, bytes] = MappingProxyType({})) -> Path:
    """The same archive with a series that nobody has, as if another instance had drawn it; some files `forged`."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        for name in old.namelist():
            content = forged.get(name) or old.read(name).replace(str(SERIES).encode(), b"899000001")
            if name != "manifest.json":
                manifest["files"][name]["sha256"] = hashlib.sha256(content).hexdigest()
                new.writestr(name, content)
        new.writestr("manifest.json", json.dumps(manifest))
    return to


def test_an_order_number_already_used_here_is_refused(lived: Reception, tmp_path: Path) -> None:
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
        with pytest.raises(OrderNumberTaken):
            succession.take_up(by=SYSTEM, archive=archive, contract_id=contract.pk, reason="Reprise", occurred_on=ON)


def test_keys_sealed_for_somebody_else_do_not_open(lived: Reception) -> None:
    archive = succession.read_archive(make(lived, keyring.recipient_public(PUBLIC)))
    stranger, _public = keyring.new_recipient()
    other, contract = elsewhere()
    with within_scheme(other), pytest.raises(SealedForSomebodyElse):
        succession.take_up(
            by=SYSTEM,
            archive=archive,
            contract_id=contract.pk,
            reason="Reprise",
            occurred_on=ON,
            private=keyring.recipient_private(stranger),
        )


def test_keys_leave_only_from_the_machine_that_keeps_them(lived: Reception) -> None:
    anne = lived.team.anne.actor
    assert make(lived, by=anne).exists()
    with pytest.raises(NotYourRole):
        make(lived, keyring.recipient_public(PUBLIC), by=anne)
    with pytest.raises(NotYourRole):
        make(lived, by=lived.lina.actor)


@pytest.mark.parametrize("name", ["pass.csv", "orders.json", "circulation.csv"])
def test_an_archive_changed_on_its_way_is_refused(lived: Reception, tmp_path: Path, name: str) -> None:
    changed = rewritten(make(lived), tmp_path / "a.zip", name, lambda content: content.replace(b"2", b"3", 1))
    with pytest.raises(ArchiveNotReadable):
        succession.read_archive(changed)


@pytest.mark.parametrize(
    "told",
    [
        [],  # a pass left out would be good again
        [(1, 100, "cancelled"), (1, 100, "plain")],
        [(1, 99, "plain"), (100, 2_000_000, "cancelled")],
    ],
)
def test_a_forged_list_of_pass_is_refused_and_reaches_no_other_order(
    lived: Reception, tmp_path: Path, told: list[tuple[int, int, str]]
) -> None:
    lines = [f"{number_of(899000001, first)},{number_of(899000001, last)},{mark}" for first, last, mark in told]
    forged = "\n".join(["first,last,mark", *lines, ""]).encode()
    archive = renumbered(make(lived), tmp_path / "a.zip", {"pass.csv": forged})
    before = dict(Voucher.objects.filter(order=lived.order).values_list("number", "mark"))
    with pytest.raises((ArchiveNotReadable, NotOfThisOrder)), within_scheme(lived.scheme):
        succession.take_up(
            by=SYSTEM,
            archive=succession.read_archive(archive),
            contract_id=lived.team.contract.pk,
            reason="Essai",
            occurred_on=ON,
        )
    assert dict(Voucher.objects.filter(order=lived.order).values_list("number", "mark")) == before


def rewritten(path: Path, to: Path, name: str, change: object) -> Path:
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        for one in old.namelist():
            content = old.read(one)
            new.writestr(one, change(content) if one == name else content)  # type: ignore[operator]
    return to


def test_what_is_no_archive_of_ours_is_refused(lived: Reception, tmp_path: Path) -> None:
    junk = tmp_path / "junk.zip"
    junk.write_bytes(b"PK\x03\x04 rien")
    with pytest.raises(ArchiveNotReadable):
        succession.read_archive(junk)
    with zipfile.ZipFile(junk, "w") as made:
        made.writestr("autre.txt", "rien")
    with pytest.raises(ArchiveNotReadable):
        succession.read_archive(junk)

    def later(content: bytes) -> bytes:
        return json.dumps({**json.loads(content), "version": 2}).encode()

    with pytest.raises(ArchiveOfAnotherVersion):
        succession.read_archive(rewritten(make(lived), tmp_path / "b.zip", "manifest.json", later))


def test_an_operator_without_delivered_pass_has_nothing_to_hand_over(team: Team) -> None:
    with clock.at(ON), pytest.raises(NothingToHandOver):
        succession.make_archive(by=SYSTEM, operator_id=team.operator.pk, reason="Essai", occurred_on=ON)
    other = make_organisation("Autre opérateur", kinds.OPERATOR)
    assert make_order(team).operator_contract.operator != other  # type: ignore[union-attr]
