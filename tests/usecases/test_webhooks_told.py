"""What is announced of claims and of conflicts."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from quitus.connectors.webhooks import Reply
from quitus.domain.reimbursement import operations as reimbursement
from quitus.domain.venues.models import Venue
from quitus.domain.webhooks import operations, rules
from quitus.usecases import webhooks as usecases
from quitus.usecases.settle import claim_month
from tests.factories.devices import make_device
from tests.factories.people import Person
from tests.factories.reception import Reception, make_mediator, make_qualified, make_venue
from tests.factories.schemes import make_organisation

EVENTS = [rules.CLAIM_SENT, rules.CLAIM_PAID, rules.CONFLICT_OPENED]
APRIL = date(2023, 4, 1)
SENT_ON, CERTIFIED_ON, PAID_ON = date(2023, 5, 3), date(2023, 5, 9), date(2023, 5, 12)


class Softwares:
    """The software of each structure: what each heard of."""

    def __init__(self, reception: Reception, *people: Person) -> None:
        self.reception = reception
        self.urls = [f"https://logiciel-{rank}.exemple.fr/annonces" for rank, _ in enumerate(people)]
        self.heard: dict[str, list[dict[str, Any]]] = {}
        for person, url in zip(people, self.urls, strict=True):
            operations.subscribe(by=person.actor, url=url, events=EVENTS)

    def told(self) -> list[list[dict[str, Any]]]:
        """What each hears of the news so far."""
        self.heard = {url: [] for url in self.urls}
        usecases.write(self.reception.scheme)
        usecases.send_due(self.reception.scheme, send=self)
        return list(self.heard.values())

    def __call__(self, url: str, body: bytes, headers: Any, *, local: bool) -> Reply:
        """In place of the network."""
        self.heard[url].append(json.loads(body))
        return Reply(204, "", 3)


@pytest.fixture
def elsewhere(reception: Reception) -> Venue:
    """The venue of another structure."""
    place = make_venue(reception.team, make_organisation("Médiathèque"), "Médiathèque")
    make_qualified(reception.team, place.organisation)
    return place


@pytest.fixture
def luc(reception: Reception, elsewhere: Venue) -> Person:
    """Its mediator."""
    return make_mediator(reception.team, elsewhere, "Luc Petit")


def test_a_claim_is_announced_when_it_is_sent_and_when_it_is_paid(reception: Reception, luc: Person) -> None:
    softwares = Softwares(reception, reception.lina, luc)
    reception.take(1, 2, service_on=date(2023, 4, 20))
    (claim,) = claim_month(by=reception.lina.actor, month=APRIL, submitted_on=SENT_ON)
    [[sent], nothing] = softwares.told()
    claim.refresh_from_db()
    assert claim.pay_by is not None
    facts = {"number": "2023-04/001", "month": "2023-04", "total_cents": 20_00, "pay_by": claim.pay_by.isoformat()}
    assert (sent["event"], sent["data"], nothing) == ("claim.sent", facts, [])
    finance = reception.team.finance.actor
    reimbursement.certify_service_fait(by=finance, claim_id=claim.pk, certified_on=CERTIFIED_ON)
    assert softwares.told() == [[], []]
    payment = reimbursement.issue_payment(by=finance, claim_ids=[claim.pk], issued_on=PAID_ON)
    reimbursement.record_payment(by=reception.team.printer.actor, payment_id=payment.pk, paid_on=PAID_ON)
    [[paid], nothing] = softwares.told()
    assert (paid["event"], paid["data"], nothing) == ("claim.paid", facts, [])


def test_both_sides_of_a_conflict_are_told_and_neither_of_the_other_ones_venue(
    reception: Reception, elsewhere: Venue, luc: Person
) -> None:
    softwares = Softwares(reception, reception.lina, luc)
    device = make_device(reception.lina, reception.venue)
    reception.take(1, by=luc.actor, venue_id=elsewhere.pk)
    device.take(reception.pass_number(1))
    device.send()
    [[mine], [theirs]] = softwares.told()
    facts = {"number": str(reception.pass_number(1)), "found": "used_elsewhere", "face_value_cents": 10_00}
    assert (mine["event"], mine["data"]) == ("conflict.opened", {**facts, "venue_id": str(reception.venue.pk)})
    assert (theirs["event"], theirs["data"]) == ("conflict.opened", facts)
