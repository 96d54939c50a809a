"""A structure that receives people: its venue, its mediator, its qualification, and pass ready to be taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

import pytest

from quitus.domain.organisations import roles
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.redemption.operations import Answer, redeem
from quitus.domain.venues import operations as venues
from quitus.domain.venues.models import Venue
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock
from quitus.kernel.calendar import PARIS
from tests.factories.passes import ACTIVATED_ON, DELIVERED_ON, PRODUCED_ON, SERIES, Team, confirm, draft, make_team
from tests.factories.people import Person, make_person
from tests.factories.schemes import make_organisation

QUALIFIED_ON = date(2021, 11, 2)
TODAY = datetime(2023, 5, 12, 10, 0, tzinfo=PARIS)
SERVICE = "demarches"
IBAN = "FR76 3000 6000 0112 3456 7890 189"


@dataclass(frozen=True)
class Reception:
    """A qualified structure, one venue of it, the person who takes pass there, and an active order."""

    team: Team
    lina: Person
    structure: Organisation
    venue: Venue
    order: Order

    @property
    def scheme(self) -> Scheme:
        """The scheme of it all."""
        return self.team.scheme

    def pass_number(self, rank: int) -> int:
        """The number of the pass at a rank (from 1) of the order."""
        assert self.order.series is not None
        return rules.number_of(self.order.series, rank)

    def take(self, *ranks: int, **facts: object) -> list[Answer]:
        """Lina takes these pass, for one of the nine services, today unless told otherwise."""
        given: dict[str, object] = {
            "by": self.lina.actor,
            "venue_id": self.venue.pk,
            "service_code": SERVICE,
            "service_on": clock.today(),
            "numbers": [self.pass_number(rank) for rank in ranks],
            "request": uuid4(),
        }
        return redeem(**(given | facts))  # type: ignore[arg-type]


def make_active_order(team: Team, *, number: str = "2021-01", series: int = SERIES, **facts: object) -> Order:
    """An order of 100 pass, unless told otherwise, delivered whole and active since October 2021."""
    order = confirm(team, draft(team, number, **facts))  # type: ignore[arg-type]
    by = team.printer.actor if order.operator_contract_id else team.anne.actor
    vouchers.produce_order(by=by, order_id=order.pk, produced_on=PRODUCED_ON, series=series)
    vouchers.receive_delivery(by=team.accountant.actor, order_id=order.pk, delivered_on=DELIVERED_ON)
    return vouchers.activate_order(
        by=team.finance.actor, order_id=order.pk, mandat_number="M-2021-118", activated_on=ACTIVATED_ON
    )


def make_venue(team: Team, structure: Organisation, name: str, commune: str = "Arras") -> Venue:
    """A venue of a structure that offers administrative help."""
    venue = venues.register_venue(
        by=team.anne.actor, organisation_id=structure.pk, name=name, postcode="62000", commune=commune
    )
    venues.offer_service(by=team.anne.actor, venue_id=venue.pk, service_code=SERVICE)
    return venue


def make_file_complete(team: Team, structure: Organisation) -> None:
    """The structure has applied, its file is complete and checked, its bank details verified."""
    by, organisation_id = team.anne.actor, structure.pk
    venues.apply_for_qualification(by=by, organisation_id=organisation_id, applied_on=QUALIFIED_ON)
    venues.record_bank_details(by=by, organisation_id=organisation_id, iban=IBAN, holder_name=structure.name)
    venues.verify_bank_details(by=team.finance.actor, organisation_id=organisation_id, verified_on=QUALIFIED_ON)
    venues.check_qualification(
        by=by,
        organisation_id=organisation_id,
        siret_checked=True,
        charter_signed_on=QUALIFIED_ON,
        reception="De plain-pied, boucle magnétique à l'accueil.",
        checked_on=QUALIFIED_ON,
    )


def make_qualified(team: Team, structure: Organisation) -> None:
    """The structure can take pass since November 2021."""
    make_file_complete(team, structure)
    venues.qualify(by=team.anne.actor, organisation_id=structure.pk, effective_on=QUALIFIED_ON)


def make_mediator(team: Team, venue: Venue, full_name: str) -> Person:
    """Somebody who takes pass at a venue."""
    person = make_person(team.scheme, full_name, roles.MEDIATOR, venue.organisation)
    venues.assign_staff(by=team.anne.actor, venue_id=venue.pk, user_id=person.user.pk, starts_on=QUALIFIED_ON)
    return person


def make_reception(scheme: Scheme, anne: Person, dado: Person, *, quantity: int = 100) -> Reception:
    """All of it, outside of the fixtures: for tests with threads."""
    team = make_team(scheme, anne, dado)
    structure = make_organisation("Association du Moulin")
    venue = make_venue(team, structure, "Le Moulin")
    make_qualified(team, structure)
    lina = make_mediator(team, venue, "Lina Caron")
    return Reception(team, lina, structure, venue, make_active_order(team, quantity=quantity))


@pytest.fixture
def reception(scheme: Scheme, anne: Person, dado: Person) -> Iterator[Reception]:
    """A venue ready to take pass, on 12 May 2023 at ten in the morning."""
    with clock.at(TODAY):
        yield make_reception(scheme, anne, dado)
