"""An operator fails: its pass are honoured by another instance, with the same numbers."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from config.environment import Server
from quitus.connectors import documents, keyring
from quitus.domain.budget.models import Market
from quitus.domain.distribution import queries as distribution
from quitus.domain.grants.models import Convention
from quitus.domain.keys.models import Key
from quitus.domain.operators import queries as operators
from quitus.domain.operators.errors import (
    ArchiveAlreadyTakenUp,
    ArchiveHashDiffers,
    ArchiveNotReadable,
    ArchiveOfAnotherVersion,
    KeysAreShared,
    NothingToHandOver,
    SealedForSomebodyElse,
)
from quitus.domain.operators.models import Succession
from quitus.domain.operators.operations import name_venue
from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.models import Scheme
from quitus.domain.organisations.operations import within_scheme
from quitus.domain.venues import queries as venues
from quitus.domain.vouchers import codes
from quitus.domain.vouchers.errors import (
    FaceValueNotOfTheConvention,
    MarketCeilingExceeded,
    NotOfThisOrder,
    SeriesTaken,
)
from quitus.domain.vouchers.models import OperatorContract, Order, Voucher
from quitus.domain.vouchers.operations import block_range
from quitus.domain.vouchers.rules import number_of
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.ranges import NumberRange
from quitus.kernel.refusals import NotYourRole
from quitus.kernel.signed_codes import sign
from quitus.usecases import keys, succession, verify
from quitus.usecases.succession.layout import MOST_JSON_BYTES, SIGNED, TABLES
from tests.factories.passes import SERIES, Team, make_order, make_team
from tests.factories.people import make_person
from tests.factories.reception import Reception, make_active_order, make_mediator, make_qualified, make_venue
from tests.factories.schemes import make_organisation, make_scheme
from tests.factories.stock import make_stock
from tests.factories.texts import make_convention
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
    for text in ("L 12", "L-13"):
        name_venue(by=anne.actor, operator_id=team.operator.pk, venue_id=venue.pk, reference=text)
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
        make_convention(make_person(other, f"Anne {slug}", roles.MANAGER).actor, other)
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
                sha256=archive.sha256,
            )
            order = done.orders[0].order
            assert (order.series, order.state, done.usable_count) == (series, "active", 95)
            assert order.payer == other.authority
            marks = {rank: Voucher.objects.get(pk=reception.pass_number(rank)).mark for rank in (1, 4, 10, 12)}
            assert marks == {1: "cancelled", 4: "plain", 10: "blocked", 12: "plain"}
            assert {one.holder.kind for one in distribution.holdings_summary()} == {"accountant"}
            assert Key.objects.get(pk=name).state == "retired"
            assert codes.number_of_code(code) == reception.pass_number(4)
            with pytest.raises(ArchiveAlreadyTakenUp):
                take(archive, contract)
            structure = done.succession.debts.get().organisation
            assert (done.venue_count, done.due_cents, structure.siret) == (1, 30_00, "55217860000003")
            assert [one.name for one in venues.venues(other.pk)] == ["Le Moulin"]
            assert venues.qualified_on(structure.pk, ON)
            assert venues.bank_details(structure.pk) is None
            assert [one.reference for one in operators.references(contract.operator_id)] == ["L 12", "L-13"]
            assert done.orders[0].marks == {"redeemed": 3, "plain": 95, "blocked": 2}
        assert [f"{fault.check} {fault.key}" for fault in verify.run()] == []


def test_numbers_that_would_clash_are_refused_by_name_and_nothing_is_taken_up(lived: Reception) -> None:
    archive = succession.read_archive(make(lived))
    other, contract = elsewhere()
    with within_scheme(other):
        with pytest.raises(SeriesTaken):
            take(archive, contract)
        assert not Order.objects.exists()
        assert not Succession.objects.exists()


def take(archive: succession.Archive, contract: OperatorContract, **facts: object) -> succession.TakenUp:
    given: dict[str, object] = {"by": SYSTEM, "reason": "Reprise", "occurred_on": ON, "sha256": archive.sha256}
    return succession.take_up(archive=archive, contract_id=contract.pk, **(given | facts))  # type: ignore[arg-type]


def renumbered(path: Path, to: Path, forged: Mapping[str, bytes] = MappingProxyType({})) -> Path:
    """The same archive with a series that nobody has, as if another instance had drawn it; some files `forged`."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(to, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        for name in old.namelist():
            content = forged.get(name) or old.read(name).replace(str(SERIES).encode(), b"899000001")
            if name in manifest["files"]:
                manifest["files"][name]["sha256"] = hashlib.sha256(content).hexdigest()
            if name != "manifest.json":
                new.writestr(name, content)
        new.writestr("manifest.json", json.dumps(manifest))
    return to


def test_keys_sealed_for_somebody_else_do_not_open(lived: Reception) -> None:
    archive = succession.read_archive(make(lived, keyring.recipient_public(PUBLIC)))
    stranger, _public = keyring.new_recipient()
    other, contract = elsewhere()
    with within_scheme(other), pytest.raises(SealedForSomebodyElse):
        take(archive, contract, private=keyring.recipient_private(stranger))


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
        [(1, 50, "plain"), (1, 50, "plain")],
        [(1, 99, "plain"), (1_100, 1_100, "plain")],
    ],
)
def test_a_forged_list_of_pass_is_refused_and_reaches_no_other_order(
    lived: Reception, tmp_path: Path, told: list[tuple[int, int, str]]
) -> None:
    lines = [f"{number_of(899000001, first)},{number_of(899000001, last)},{mark}" for first, last, mark in told]
    forged = "\n".join(["first,last,mark", *lines, ""]).encode()
    archive = renumbered(make(lived), tmp_path / "a.zip", {"pass.csv": forged})
    before = dict(Voucher.objects.filter(order=lived.order).values_list("number", "mark"))
    read = succession.read_archive(archive)
    with pytest.raises((ArchiveNotReadable, NotOfThisOrder)), within_scheme(lived.scheme):
        take(read, lived.team.contract)
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


def test_an_archive_is_taken_up_by_the_hash_that_was_told_whoever_signed_it(lived: Reception, tmp_path: Path) -> None:
    made = succession.read_archive(make(lived))
    assert made.signed_by == {lived.order.key_id}
    forged = succession.read_archive(renumbered(made.path, tmp_path / "a.zip"))
    assert forged.signed_by == set()
    other, contract = elsewhere()
    with within_scheme(other):
        for told in ("", made.sha256):
            with pytest.raises(ArchiveHashDiffers):
                take(forged, contract, sha256=told)
        assert take(forged, contract, sha256=forged.sha256.upper()).usable_count == 95


def test_a_signature_of_another_key_is_none(lived: Reception, tmp_path: Path) -> None:
    def signed_by_another(content: bytes) -> bytes:
        manifest = zipfile.ZipFile(made).read("manifest.json")
        return json.dumps({name: sign(bytes(32), SIGNED, manifest).hex() for name in json.loads(content)}).encode()

    made = make(lived)
    changed = rewritten(made, tmp_path / "a.zip", "signatures.json", signed_by_another)
    assert succession.read_archive(changed).signed_by == set()


def test_what_pass_are_worth_is_judged_by_who_takes_them_up(lived: Reception, tmp_path: Path) -> None:
    content = json.loads(zipfile.ZipFile(make(lived)).read("orders.json"))
    content[0]["series"] = "899000001"
    for quantity, value, refusal in (
        (100, 999_999_00, FaceValueNotOfTheConvention),
        (1_000, 10_00, MarketCeilingExceeded),
    ):
        content[0] |= {"quantity": quantity, "face_value_cents": value, "delivered_count": quantity}
        first, last = number_of(899000001, 1), number_of(899000001, quantity)
        tables = {
            "orders.json": json.dumps(content),
            "pass.csv": f"first,last,mark\n{first},{last},plain\n",
            "circulation.csv": f"first,last,holder,name,since_on\n{first},{last},accountant,,2023-05-01\n",
        }
        forged = {name: text.encode() for name, text in tables.items()}
        archive = succession.read_archive(renumbered(make(lived), tmp_path / f"{value}.zip", forged))
        other, contract = elsewhere(f"repreneur-{quantity}")
        with within_scheme(other), pytest.raises(refusal):
            take(archive, contract)


def test_keys_that_another_scheme_has_too_are_sealed_only_when_it_is_said(lived: Reception) -> None:
    third, contract = elsewhere("tiers")
    with within_scheme(third):
        around = SimpleNamespace(
            scheme=third, convention=Convention.objects.get(), contract=contract, operator=contract.operator
        )
        assert make_active_order(around, series=SERIES + 7).key_id == lived.order.key_id  # type: ignore[arg-type]
    recipient = keyring.recipient_public(PUBLIC)
    with pytest.raises(KeysAreShared) as refused:
        make(lived, recipient)
    assert refused.value.facts == {"orders": 1, "schemes": 1}
    told = succession.read_archive(make(lived)).manifest
    assert (told["other_orders_with_these_keys"], told["other_schemes_with_these_keys"]) == (1, 1)
    with within_scheme(lived.scheme):
        made = succession.make_archive(
            by=SYSTEM,
            operator_id=lived.team.operator.pk,
            reason="Liquidation",
            occurred_on=ON,
            recipient=recipient,
            shared_keys=True,
        )
    assert made.manifest["keys_are_sealed_inside"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("keys.json", b"{}"),
        ("keys.json", b"[]"),
        ("keys.json", b'[{"id": "AAAA", "public_key": "zz", "escrow": null}]'),
        ("orders.json", b"[{}]"),
        ("orders.json", b"\xff"),
        ("pass.csv", b"first,last,mark\n5,1,plain\n"),
        ("pass.csv", b"first,last,mark\nun,deux,plain\n"),
        ("pass.csv", b"first,last\n"),
        ("venues.csv", ",".join(TABLES["venues.csv"]).encode() + b"\nune seule\n"),
        ("due.csv", b"siret,structure,pass,amount_cents\n1,2,3\n"),
        ("serials.csv", b"prefix,width,first,last,number\nA,1,1,9,1\n"),
        ("orders.json", b"[" + b" " * MOST_JSON_BYTES + b"]"),
    ],
)
def test_nonsense_in_an_archive_is_a_refusal(lived: Reception, tmp_path: Path, name: str, content: bytes) -> None:
    forged = renumbered(make(lived), tmp_path / "a.zip", {name: content})

    def read_and_take() -> None:
        read = succession.read_archive(forged)
        with within_scheme(lived.scheme):
            take(read, lived.team.contract)

    with pytest.raises(ArchiveNotReadable):
        read_and_take()


def test_pieces_that_overlap_and_leave_a_gap_are_refused(lived: Reception, tmp_path: Path) -> None:
    first = number_of(899000001, 1)
    pieces = ((first, first + 59, "safe"), (first + 50, first + 89, "lost"))
    rows = "first,last,holder,name,since_on\n" + "".join(
        f"{one},{last},{kind},,2023-01-01\n" for one, last, kind in pieces
    )
    archive = succession.read_archive(renumbered(make(lived), tmp_path / "a.zip", {"circulation.csv": rows.encode()}))
    with pytest.raises(ArchiveNotReadable), within_scheme(lived.scheme):
        take(archive, lived.team.contract)


def test_no_cell_of_an_archive_is_a_formula(lived: Reception) -> None:
    with within_scheme(lived.scheme):
        type(lived.venue).objects.filter(pk=lived.venue.pk).update(name="=1+2", address="'-x", commune="-3")
    path = make(lived)
    assert b",'=1+2,''-x,62000,-3," in zipfile.ZipFile(path).read("venues.csv")
    (row,) = succession.read_archive(path).rows("venues.csv")
    assert (row[2], row[3], row[5]) == ("=1+2", "'-x", "-3")
