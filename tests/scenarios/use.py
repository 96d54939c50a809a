"""From the hand-out to the payment of the structure: arrows four to six, and their refusals."""

from datetime import date
from uuid import uuid4

import pytest

from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution.errors import NoMandateToHandOut, NotFarFromDigital, PassBlocked, PassInactive
from quitus.domain.organisations import roles
from quitus.domain.redemption import operations as redemption
from quitus.domain.redemption.errors import PassAlreadyUsed, PassExpired, VenueNotQualified
from quitus.domain.reimbursement import operations as reimbursement
from quitus.domain.reimbursement import queries
from quitus.domain.reimbursement.errors import BankChangeNotConfirmed, RedemptionOnAClaim
from quitus.domain.venues import operations as venues
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers.codes import code_of
from quitus.kernel.refusals import NotYourRole, Refusal
from quitus.usecases import settle
from quitus.usecases.handout import refer_new_person
from quitus.usecases.redeem import undo_redemption
from tests.factories.reception import PROOF
from tests.scenarios.frame import booklets
from tests.scenarios.world import World


def person(far_evidence: str = "questionnaire") -> distribution.Person:
    """Somebody who receives the RSA."""
    return distribution.Person("Rose", "Mésange", "40_59", "Arras", ("rsa",), far_evidence)


def refer(world: World, day: date, far_evidence: str = "questionnaire") -> int:
    """A fiche d'orientation."""
    return refer_new_person(
        by=world.by(roles.PRESCRIBER), person=person(far_evidence), point_id=world.ids["point"], issued_on=day
    ).pk


def refuse_inactive(world: World, day: date) -> None:
    """Delivered is not active."""
    with world.on(day):
        world.ids["referral"] = refer(world, day)
        with pytest.raises(PassInactive):
            hand_out(world, roles.HANDOUT_AGENT, day, booklet=0)


def hand_out(world: World, role: str, day: date, *, booklet: int, referral: str = "referral") -> None:
    """A booklet for a referral."""
    distribution.hand_out(
        by=world.by(role),
        point_id=world.ids["point"],
        numbers=booklets(world, booklet, 1),
        occurred_on=day,
        referral_id=world.ids[referral],
    )


def serve_people(world: World, day: date) -> None:
    """Prescribing is not handing out; both conditions are asked; a blocked pass stays in the drawer."""
    with world.on(day):
        with pytest.raises(NotYourRole):
            hand_out(world, roles.PRESCRIBER, day, booklet=0)
        with pytest.raises(NoMandateToHandOut):
            distribution.hand_out(
                by=world.by(roles.HANDOUT_AGENT),
                point_id=other_point(world, day),
                numbers=booklets(world, 0, 1),
                occurred_on=day,
                referral_id=world.ids["referral"],
            )
        world.ids["near"] = refer(world, day, far_evidence="")
        with pytest.raises(NotFarFromDigital):
            hand_out(world, roles.HANDOUT_AGENT, day, booklet=0, referral="near")
        vouchers.block_range(
            by=world.by(roles.HANDOUT_AGENT), numbers=booklets(world, 1, 1), occurred_on=day, reason="Perdu"
        )
        with pytest.raises(PassBlocked):
            hand_out(world, roles.HANDOUT_AGENT, day, booklet=1)
        hand_out(world, roles.HANDOUT_AGENT, day, booklet=0)


def other_point(world: World, day: date) -> int:
    """A point where the agent is not appointed."""
    return distribution.open_point(
        by=world.by(roles.MANAGER), imprest_id=world.ids["imprest"], name="Autre", commune="Lens", opened_on=day
    ).pk


def take(world: World, day: date, rank: int, service_on: date | None = None) -> Refusal | None:
    """The mediator types the code of the pass of that rank; the refusal, if there is one."""
    (answer,) = redemption.redeem(
        by=world.by(roles.MEDIATOR),
        venue_id=world.ids["venue"],
        service_code="outils",
        service_on=service_on or day,
        request=uuid4(),
        codes=[code_of(number(world, rank))],
    )
    return answer.refusal


def number(world: World, rank: int) -> int:
    """The number of the pass of that rank, from 0."""
    return booklets(world, 0, 1).first + rank


def qualify(world: World, day: date) -> None:
    """A pass is refused on a day when the structure was not qualified; then it is."""
    manager, mediator = world.by(roles.MANAGER), world.by(roles.MEDIATOR)
    structure = world.structure.pk
    assert mediator.user_id is not None
    with world.on(day):
        venue = venues.register_venue(
            by=manager, organisation_id=structure, name="Salle", postcode="62000", commune="Arras"
        )
        world.ids["venue"] = venue.pk
        venues.offer_service(by=manager, venue_id=venue.pk, service_code="outils")
        venues.assign_staff(by=manager, venue_id=venue.pk, user_id=mediator.user_id, starts_on=day)
        venues.apply_for_qualification(by=manager, organisation_id=structure, applied_on=day)
        assert isinstance(take(world, day, 0), VenueNotQualified)
        venues.check_qualification(
            by=manager,
            organisation_id=structure,
            siret_checked=True,
            charter_signed_on=day,
            reception="De plain-pied",
            checked_on=day,
        )
        venues.record_bank_details(
            by=mediator, organisation_id=structure, iban="FR7630006000011234567890189", holder_name="C", proof=PROOF
        )
        venues.verify_bank_details(by=world.by(roles.FINANCE), organisation_id=structure, verified_on=day)
        venues.qualify(by=manager, organisation_id=structure, effective_on=day)


def use_pass(world: World, day: date) -> None:
    """Taken once, never twice; undone, taken again; refused beyond the tolerance."""
    with world.on(day):
        assert take(world, day, 0) is None
        assert isinstance(take(world, day, 0), PassAlreadyUsed)
        undo_redemption(by=world.by(roles.MEDIATOR), number=number(world, 0), turn=1)
        assert take(world, day, 0) is None
        assert take(world, day, 1) is None
    with world.on(date(2023, 8, 1)) as late:
        assert isinstance(take(world, late, 2), PassExpired)


def settle_month(world: World) -> None:
    """Claimed, certified by the right side, ordered, paid to the cent; nothing claimed can be undone."""
    mediator, finance = world.by(roles.MEDIATOR), world.by(roles.FINANCE)
    with world.on(date(2022, 1, 4)) as day:
        (claim,) = settle.claim_month(by=mediator, month=date(2021, 12, 1), submitted_on=day)
        assert claim.total_cents == 2_000
        with pytest.raises(RedemptionOnAClaim):
            undo_redemption(by=mediator, number=number(world, 0), turn=2, reason_code="wrong_pass")
        certify = {"claim_id": claim.pk, "certified_on": day}
        with pytest.raises(NotYourRole):
            reimbursement.certify_service_fait(by=world.by(roles.IMPREST_HOLDER), **certify)
        reimbursement.certify_service_fait(by=finance, **certify)
    with world.on(date(2022, 1, 14)) as day:
        venues.record_bank_details(
            by=mediator,
            organisation_id=world.structure.pk,
            iban="FR1420041010050500013M02606",
            holder_name="C",
            proof=PROOF,
        )
        with pytest.raises(BankChangeNotConfirmed):
            settle.issue_payments(by=finance, claim_ids=[claim.pk], issued_on=day)
        venues.verify_bank_details(
            by=finance,
            organisation_id=world.structure.pk,
            verified_on=day,
            confirmed_how="call",
            confirmed_with="la directrice",
            confirmed_on=day,
        )
        (payment,) = settle.issue_payments(by=finance, claim_ids=[claim.pk], issued_on=day)
        with pytest.raises(NotYourRole):
            reimbursement.record_payment(by=finance, payment_id=payment.pk, paid_on=day)
        reimbursement.record_payment(by=world.by(roles.OPERATOR), payment_id=payment.pk, paid_on=day)
        paid = queries.claim(claim.pk)
        assert paid is not None
        assert paid.state == "paid"
        assert payment.amount_cents == claim.total_cents
