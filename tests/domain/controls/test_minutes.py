"""Handovers of duty, controls, and who signs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from quitus.domain.controls import errors, operations, queries, states
from quitus.domain.controls.models import Control, Handover, Signature
from quitus.domain.controls.paper_errors import NotWhoSignsThere, WitnessIsAParty
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution import queries as places
from quitus.domain.distribution.models import Appointment
from quitus.domain.distribution.regie_errors import HandoverMissing
from quitus.domain.documents import queries as documents
from quitus.domain.documents.errors import OwnSignatureOnPaper, QualityMissing
from quitus.domain.organisations import roles
from quitus.kernel import clock
from quitus.kernel.refusals import NotYourRole
from tests.factories.controls import ON_PAPER, acknowledge, concluded_inventory, inventory_of, lose
from tests.factories.people import Person, make_person
from tests.factories.stock import ASSENT_ON, HANDED_ON, Stock, appoint, make_point, ranks

FIRST_DAY = HANDED_ON + timedelta(days=10)


@pytest.fixture(autouse=True)
def _then(stock: Stock) -> Iterator[None]:
    """On the first day of the new imprest holder, every slip received."""
    with clock.at(FIRST_DAY):
        acknowledge(stock)
        yield


# --- handover of duty


@dataclass(frozen=True)
class Succession:
    """Rémi leaves the régie to Inès."""

    stock: Stock
    ines: Person
    incoming: Appointment

    def prepare(self, inventory_id: int, **facts: object) -> Handover:
        said: dict[str, object] = {"occurred_on": FIRST_DAY}
        return operations.prepare_handover(
            by=self.stock.team.finance.actor,
            incoming_id=self.incoming.pk,
            inventory_id=inventory_id,
            **(said | facts),  # type: ignore[arg-type]
        )

    def sign(self, handover: Handover, person: Person, party: str) -> Signature:
        return operations.sign_minutes(
            by=person.actor, subject_kind="handover", subject_id=handover.pk, party=party, signed_on=FIRST_DAY
        )


@pytest.fixture
def succession(stock: Stock) -> Succession:
    """A new imprest holder is appointed, with the accountant's assent, after the former one."""
    team = stock.team
    former = places.appointments().get(kind="holder")
    distribution.end_appointment(by=team.finance.actor, appointment_id=former.pk, ends_on=FIRST_DAY - timedelta(days=1))
    ines = make_person(team.scheme, "Inès Roussel", roles.IMPREST_HOLDER)
    made = distribution.appoint(
        by=team.finance.actor,
        imprest_id=stock.imprest.pk,
        user_id=ines.user.pk,
        kind="holder",
        act_reference="2021-N-9",
        starts_on=FIRST_DAY,
    )
    distribution.assent_to_appointment(by=team.accountant.actor, appointment_id=made.pk, assent_on=ASSENT_ON)
    return Succession(stock, ines, places.appointments().get(pk=made.pk))


def test_the_new_holder_answers_for_the_safe_once_both_have_signed(succession: Succession) -> None:
    stock, ines = succession.stock, succession.ines
    assert queries.handovers_owed(FIRST_DAY) == [succession.incoming]
    with pytest.raises(HandoverMissing):
        distribution.transfer_to_point(
            by=ines.actor, point_id=stock.point.pk, numbers=ranks(51, 55), occurred_on=FIRST_DAY
        )
    handover = succession.prepare(concluded_inventory(stock, by=stock.team.accountant).pk)
    assert (handover.number, handover.outgoing.user_id) == ("S2021-0001", stock.team.holder.user.pk)
    succession.sign(handover, ines, "incoming")
    assert queries.handover(handover.pk).state == states.DRAFTED
    succession.sign(handover, stock.team.holder, "outgoing")
    done = queries.handover(handover.pk)
    assert (done.state, done.done_on, done.incoming.handed_over_on) == (states.DONE, FIRST_DAY, FIRST_DAY)
    assert queries.handovers_owed(FIRST_DAY) == []
    distribution.transfer_to_point(by=ines.actor, point_id=stock.point.pk, numbers=ranks(51, 55), occurred_on=FIRST_DAY)


def test_duty_is_handed_over_on_a_concluded_count_of_the_safe_that_still_holds(succession: Succession) -> None:
    stock, accountant = succession.stock, succession.stock.team.accountant
    at_point = inventory_of(stock, [ranks(1, 50)])
    with pytest.raises(errors.NotAnInventoryOfThisSafe):
        succession.prepare(at_point.pk)
    counted = inventory_of(stock, [ranks(51, 79)], by=accountant, safe=True)
    with pytest.raises(errors.NotAnInventoryOfThisSafe):
        succession.prepare(counted.pk)
    good = concluded_inventory(stock, by=accountant)
    distribution.return_from_point(
        by=stock.team.dado.actor, point_id=stock.point.pk, numbers=ranks(50, 50), occurred_on=FIRST_DAY
    )
    with pytest.raises(errors.StockMovedSinceCount):
        succession.prepare(good.pk)


def test_a_handover_says_what_the_cash_lacks_and_comes_once_at_the_right_time(succession: Succession) -> None:
    stock = succession.stock
    counted = concluded_inventory(stock, by=stock.team.accountant)
    with pytest.raises(errors.CashDifferenceUnexplained):
        succession.prepare(counted.pk, cash_found_cents=20_00)
    with pytest.raises(errors.HandedOverTooEarly):
        succession.prepare(counted.pk, occurred_on=FIRST_DAY - timedelta(days=1))
    with pytest.raises(NotYourRole):
        operations.prepare_handover(
            by=stock.team.dado.actor,
            incoming_id=succession.incoming.pk,
            inventory_id=counted.pk,
            occurred_on=FIRST_DAY,
        )
    first = places.appointments().get(kind="holder", user_id=stock.team.holder.user.pk)
    with pytest.raises(errors.NotTheNextHolder):
        operations.prepare_handover(
            by=stock.team.finance.actor, incoming_id=first.pk, inventory_id=counted.pk, occurred_on=FIRST_DAY
        )
    made = succession.prepare(counted.pk, cash_found_cents=20_00, reserves="Vingt euros sans pièce")
    assert (made.cash_expected_cents, made.cash_found_cents) == (0, 20_00)
    with pytest.raises(errors.HandedOverAlready):
        succession.prepare(counted.pk)


# --- signatures


def test_each_signs_for_himself_once_and_witnesses_may_be_several(stock: Stock) -> None:
    file, team = lose(stock, ranks(11, 20)), stock.team

    def sign(person: Person, party: str, on: date = FIRST_DAY) -> Signature:
        return operations.sign_minutes(
            by=person.actor, subject_kind="loss_file", subject_id=file.pk, party=party, signed_on=on
        )

    with pytest.raises(errors.NotYoursToSign):
        sign(team.holder, "declarer")
    with pytest.raises(errors.NotYoursToSign):
        sign(team.dado, "outgoing")
    with pytest.raises(errors.SignedTooEarly):
        sign(team.dado, "declarer", HANDED_ON - timedelta(days=1))
    sign(team.dado, "declarer")
    with pytest.raises(errors.AlreadySigned):
        sign(team.dado, "declarer")
    sign(team.anne, "witness")
    sign(team.finance, "witness")
    with pytest.raises(errors.AlreadySigned):
        sign(team.anne, "witness")
    assert [one.name for one in queries.signatures("loss_file", file.pk)] == [
        "Dado Delattre", "Anne Lefèvre", "Fanny Robert"
    ]  # fmt: skip


def test_who_has_no_account_signs_on_paper_and_the_scan_is_kept(stock: Stock) -> None:
    made = concluded_inventory(stock)
    signed = operations.sign_minutes(
        by=stock.team.anne.actor,
        subject_kind="inventory",
        subject_id=made.pk,
        party="counter",
        signed_on=FIRST_DAY,
        quality="Comptable public",
        paper=ON_PAPER,
    )
    assert (signed.way, signed.name, signed.user_id, signed.entered_by) == (
        "paper", "Claude Masson", None, "Anne Lefèvre"
    )  # fmt: skip
    (kept,) = documents.signed_papers("inventory", made.pk)
    assert (kept.pk, kept.sha256) == (signed.paper_id, ON_PAPER.sha256)
    with pytest.raises(IntegrityError, match="signature_is_given_by_an_account"), transaction.atomic():
        Signature.objects.create(
            scheme_id=made.scheme_id, subject_kind="inventory", subject_id=made.pk, party="witness", name="X",
            way="paper", signed_on=FIRST_DAY, entered_by="X",
        )  # fmt: skip


def enter(by: Person, kind: str, subject_id: int, party: str, name: str, quality: str = "") -> Signature:
    """What `name` signed by hand, entered by somebody."""
    return operations.sign_minutes(
        by=by.actor, subject_kind=kind, subject_id=subject_id, party=party, signed_on=FIRST_DAY, quality=quality,
        paper=replace(ON_PAPER, signed_by=name),
    )  # fmt: skip


def test_minutes_on_paper_bear_the_name_of_who_is_asked_to_sign_them(stock: Stock, succession: Succession) -> None:
    team, file = stock.team, lose(stock, ranks(11, 20))
    for party, name in (("declarer", "Denise Roy"), ("keeper", "Claude Masson"), ("declarer", "Rémi Dubois")):
        with pytest.raises(NotWhoSignsThere) as refused:
            enter(team.anne, "loss_file", file.pk, party, name, "Agent")
    assert refused.value.facts["expected"] == "Dado Delattre"
    assert queries.signers("loss_file", file.pk, FIRST_DAY)["keeper"].names == ("Dado Delattre", "Rémi Dubois")
    enter(team.anne, "loss_file", file.pk, "declarer", " dado DELATTRE")
    handover = succession.prepare(concluded_inventory(stock, by=team.accountant).pk)
    with pytest.raises(NotWhoSignsThere):
        enter(team.anne, "handover", handover.pk, "incoming", "Rémi Dubois")


def test_nobody_enters_a_paper_that_bears_his_own_name(stock: Stock) -> None:
    team, file = stock.team, lose(stock, ranks(11, 20))
    for by, party in ((team.anne, "witness"), (team.dado, "keeper")):
        with pytest.raises(OwnSignatureOnPaper):
            enter(by, "loss_file", file.pk, party, by.actor.label, "Agent")


def test_whom_the_program_does_not_know_signs_with_his_quality(stock: Stock) -> None:
    team, made = stock.team, concluded_inventory(stock)
    for party, name in (("counter", "Denise Roy"), ("witness", "Marc Petit")):
        with pytest.raises(QualityMissing):
            enter(team.anne, "inventory", made.pk, party, name)
        assert enter(team.anne, "inventory", made.pk, party, name, "Agent d'accueil").quality
    checked = control(stock)
    assert enter(team.anne, "control", checked.pk, "controller", "Claude Masson").quality == "Comptable public"


def test_a_handover_on_paper_is_entered_by_the_authorising_side_from_two_people(succession: Succession) -> None:
    stock = succession.stock
    team, stranger = stock.team, make_person(stock.team.scheme, "Noé Petit", roles.IMPREST_HOLDER)
    handover = succession.prepare(concluded_inventory(stock, by=team.accountant).pk)
    for by in (succession.ines, team.holder, team.dado, team.accountant, stranger):
        for party in ("outgoing", "incoming"):
            with pytest.raises(errors.NotYoursToEnter):
                enter(by, "handover", handover.pk, party, "Rémi Dubois")
    enter(team.anne, "handover", handover.pk, "outgoing", "Rémi Dubois")
    with pytest.raises(errors.SignedForTheOtherSide):
        enter(team.anne, "handover", handover.pk, "incoming", "remi DUBOIS ")
    enter(team.anne, "handover", handover.pk, "incoming", "Inès Roussel")
    assert queries.handover(handover.pk).state == states.DONE


def test_who_is_controlled_enters_nothing_of_who_controls_him(stock: Stock) -> None:
    team, made = stock.team, control(stock)
    for by in (team.holder, team.dado):
        with pytest.raises(errors.NotYoursToEnter):
            enter(by, "control", made.pk, "controller", "Claude Masson")
    enter(team.anne, "control", made.pk, "controller", "Claude Masson")
    with pytest.raises(errors.SignedForTheOtherSide):
        enter(team.anne, "control", made.pk, "controlled", "Claude Masson")
    assert enter(team.accountant, "control", made.pk, "controlled", "Rémi Dubois").way == "paper"


def test_a_witness_is_no_party_of_the_minutes(stock: Stock) -> None:
    team, file, checked = stock.team, lose(stock, ranks(11, 20)), control(stock)
    with pytest.raises(WitnessIsAParty) as refused:
        enter(team.anne, "loss_file", file.pk, "witness", " dado DELATTRE", "Agent")  # who declared, signed or not
    assert refused.value.facts["party"] == "Qui déclare"
    with pytest.raises(WitnessIsAParty):
        operations.sign_minutes(
            by=team.dado.actor, subject_kind="loss_file", subject_id=file.pk, party="witness", signed_on=FIRST_DAY
        )
    enter(team.anne, "loss_file", file.pk, "keeper", "Rémi Dubois")
    with pytest.raises(WitnessIsAParty):
        enter(team.anne, "loss_file", file.pk, "witness", "remi dubois", "Régisseur")
    with pytest.raises(WitnessIsAParty):
        enter(team.anne, "control", checked.pk, "witness", "Rémi Dubois", "Régisseur")  # the only one it controls
    made = concluded_inventory(stock)
    enter(team.anne, "inventory", made.pk, "witness", "Denise Roy", "Agent d'accueil")
    with pytest.raises(WitnessIsAParty):
        enter(team.anne, "inventory", made.pk, "counter", "Denise ROY", "Agent d'accueil")


def test_the_paper_of_a_loss_is_entered_by_who_stands_across(stock: Stock) -> None:
    team, file = stock.team, lose(stock, ranks(11, 20))
    stranger = make_person(team.scheme, "Noé Petit", roles.HANDOUT_AGENT)
    for party in ("declarer", "keeper", "witness"):
        with pytest.raises(errors.NotYoursToEnter):
            enter(stranger, "loss_file", file.pk, party, "Un nom")
    assert enter(team.dado, "loss_file", file.pk, "keeper", "Rémi Dubois").entered_by == "Dado Delattre"


def test_the_minutes_of_an_inventory_are_signed_once_it_is_concluded(stock: Stock) -> None:
    counted = inventory_of(stock, [ranks(1, 49)])
    with pytest.raises(errors.NotReadyToSign):
        operations.sign_minutes(
            by=stock.team.dado.actor,
            subject_kind="inventory",
            subject_id=counted.pk,
            party="counter",
            signed_on=FIRST_DAY,
        )


def test_who_signs_for_many_places_is_asked_at_once(stock: Stock) -> None:
    team = stock.team
    many = [make_point(team, stock.imprest, name) for name in ("Arras", "Bapaume", "Carvin")]
    eve = make_person(team.scheme, "Ève Masson", roles.HANDOUT_AGENT)
    appoint(team, stock.imprest, eve.user.pk, "agent", point=many[0])
    costs = []
    for points in ([stock.point], [stock.point, *many]):
        made = operations.open_inventory(
            by=team.holder.actor, holder_ids=[point.holder.pk for point in points], purpose="routine"
        )
        counted = made.places.order_by("pk").first()
        assert counted is not None
        seen = [ranks(1, 1), ranks(2, 2)] if len(points) > 1 else [ranks(1, 1)]
        operations.count_pass(by=team.holder.actor, place_id=counted.pk, ranges=seen, way="range")
        with CaptureQueriesContext(connection) as asked:
            found = queries.signers("inventory", made.pk, FIRST_DAY + timedelta(days=1))
        costs.append(len(asked))
        names = found["keeper"].names
        operations.close_count(by=team.holder.actor, inventory_id=made.pk)
    assert costs[0] == costs[1]
    assert names == ("Dado Delattre", "Rémi Dubois", "Ève Masson")


def test_whose_time_is_over_is_still_offered_for_what_he_signed(stock: Stock) -> None:
    team, file = stock.team, lose(stock, ranks(11, 20))
    eve, late = make_person(team.scheme, "Ève Masson", roles.HANDOUT_AGENT), FIRST_DAY + timedelta(days=10)
    served = {"starts_on": FIRST_DAY + timedelta(days=2), "ends_on": FIRST_DAY + timedelta(days=4)}
    appoint(team, stock.imprest, eve.user.pk, "agent", point=stock.point, **served)
    always = ("Dado Delattre", "Rémi Dubois")
    assert queries.signers("loss_file", file.pk, late)["keeper"].names == always
    assert queries.signers("loss_file", file.pk, served["ends_on"])["keeper"].names == (*always, "Ève Masson")
    assert queries.signers_until("loss_file", file.pk, late)["keeper"].names == (*always, "Ève Masson")
    assert queries.signers_until("loss_file", file.pk, FIRST_DAY)["keeper"].names == always


# --- controls


def control(stock: Stock, by: Person | None = None, **facts: object) -> Control:
    who = by or stock.team.accountant
    said: dict[str, object] = {
        "side": "accountant",
        "controller_name": "Claude Masson",
        "controller_quality": "Comptable public",
        "controlled_on": FIRST_DAY,
    }
    return operations.write_control(by=who.actor, imprest_id=stock.imprest.pk, **(said | facts))  # type: ignore[arg-type]


def test_a_control_is_closed_once_its_findings_are_answered_and_it_is_signed(stock: Stock) -> None:
    accountant = stock.team.accountant.actor
    made = control(stock)
    assert (made.number, made.register_count, made.cash_expected_cents) == ("C2021-0001", 80, 0)
    finding = operations.add_finding(by=accountant, control_id=made.pk, text="Coffre ouvert", request="Fermer à clé")
    with pytest.raises(errors.FindingsUnanswered):
        operations.close_control(by=accountant, control_id=made.pk, closed_on=FIRST_DAY)
    with pytest.raises(errors.AnswerEmpty):
        operations.answer_finding(by=stock.team.holder.actor, finding_id=finding.pk, answer=" ", answered_on=FIRST_DAY)
    with pytest.raises(errors.AnsweredTooEarly):
        operations.answer_finding(
            by=stock.team.holder.actor, finding_id=finding.pk, answer="Fait", answered_on=HANDED_ON
        )
    answered = operations.answer_finding(
        by=stock.team.holder.actor, finding_id=finding.pk, answer="Serrure changée", answered_on=FIRST_DAY
    )
    assert answered.answered_by == "Rémi Dubois"
    with pytest.raises(errors.AlreadyAnswered):
        operations.answer_finding(
            by=stock.team.holder.actor, finding_id=finding.pk, answer="Encore", answered_on=FIRST_DAY
        )
    with pytest.raises(errors.ControlNotSigned):
        operations.close_control(by=accountant, control_id=made.pk, closed_on=FIRST_DAY)
    operations.sign_minutes(
        by=accountant, subject_kind="control", subject_id=made.pk, party="controller", signed_on=FIRST_DAY
    )
    assert operations.close_control(by=accountant, control_id=made.pk, closed_on=FIRST_DAY).state == states.CLOSED
    with pytest.raises(errors.ControlStandsElsewhere):
        operations.add_finding(by=accountant, control_id=made.pk, text="Trop tard")


def test_each_side_writes_its_own_controls(stock: Stock) -> None:
    team = stock.team
    with pytest.raises(errors.ControlOfAnotherSide):
        control(stock, side="authorising")
    with pytest.raises(errors.ControllerUnnamed):
        control(stock, controller_quality=" ")
    with pytest.raises(NotYourRole):
        control(stock, team.holder)
    by_authority = control(stock, team.finance, side="authorising", controller_name="Fanny Robert")
    with pytest.raises(errors.ControlOfAnotherSide):
        operations.add_finding(by=team.accountant.actor, control_id=by_authority.pk, text="Vu d'ailleurs")
    with pytest.raises(errors.FindingEmpty):
        operations.add_finding(by=team.finance.actor, control_id=by_authority.pk, text="")
    on_paper = control(stock, team.finance)  # the accountant has no account: his minutes are entered for him
    with pytest.raises(errors.NotYoursToSign):
        operations.sign_minutes(
            by=team.finance.actor,
            subject_kind="control",
            subject_id=on_paper.pk,
            party="controller",
            signed_on=FIRST_DAY,
        )


def test_cash_that_moved_since_the_minutes_keeps_duty_from_passing(
    succession: Succession, monkeypatch: pytest.MonkeyPatch
) -> None:
    stock = succession.stock
    handover = succession.prepare(concluded_inventory(stock, by=stock.team.accountant).pk)
    succession.sign(handover, succession.ines, "incoming")
    monkeypatch.setattr(places, "cash_on", lambda imprest_id, on: 12_00)
    with pytest.raises(errors.CashMovedSinceCount) as refused:
        succession.sign(handover, stock.team.holder, "outgoing")
    assert refused.value.facts["held_cents"] == 12_00
    assert queries.handover(handover.pk).state == states.DRAFTED
