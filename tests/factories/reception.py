"""A structure that receives people: its venue, its mediator, its qualification, and pass ready to be taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

import pytest

from quitus.domain.budget.models import Market
from quitus.domain.grants.models import Convention
from quitus.domain.keys import queries as keys
from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.redemption.operations import Answer, redeem
from quitus.domain.venues import operations as venues
from quitus.domain.venues.models import Venue
from quitus.domain.venues.rules import KeptFile
from quitus.domain.vouchers import rules
from quitus.domain.vouchers.models import OperatorContract, Order, Voucher
from quitus.kernel import clock
from quitus.kernel.calendar import PARIS
from tests.factories.passes import (
    ACTIVATED_ON,
    CONFIRMED_ON,
    DELIVERED_ON,
    DRAFTED_ON,
    PRODUCED_ON,
    SERIES,
    VALID_UNTIL,
    VISA_ON,
)
from tests.factories.people import Person, make_person
from tests.factories.schemes import make_organisation
from tests.harness.kept import kept

QUALIFIED_ON = date(2021, 11, 2)
TODAY = datetime(2023, 5, 12, 10, 0, tzinfo=PARIS)
SERVICE = "demarches"
IBAN = "FR76 3000 6000 0112 3456 7890 189"
PROOF = KeptFile("rib.pdf", "b" * 64, "application/pdf", 1200)


@dataclass(frozen=True)
class Around:
    """The people and papers around a structure: fewer than a whole `Team`, and written directly where only their
    result matters here (the convention, the market, orders), since every test of this slice begins with them."""

    scheme: Scheme
    anne: Person
    dado: Person
    finance: Person
    holder: Person
    printer: Person
    operator: Organisation
    convention: Convention
    contract: OperatorContract


@dataclass(frozen=True)
class Reception:
    """A qualified structure, one venue of it, the person who takes pass there, and an active order."""

    team: Around
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


def make_around(scheme: Scheme, anne: Person, dado: Person) -> Around:
    """An operator under a market and a contract, a convention in force, a finance officer and an imprest holder."""
    operator = make_organisation("Cartopass (exemple)", kinds.OPERATOR)
    signed_on, ends_on = date(2021, 3, 11), date(2024, 12, 31)
    convention = Convention.objects.create(
        scheme=scheme,
        number="2021-ANCT-62",
        title="Convention de subventionnement",
        state="signed",
        authority_signed_on=signed_on,
        funder_signed_on=signed_on,
        in_force_on=signed_on,
        in_force_known_at=clock.now(),
    )
    market = Market.objects.create(
        scheme=scheme,
        operator=operator,
        number="2021-M-07",
        title="Fourniture de pass",
        launched_on=signed_on,
        awarded_on=signed_on,
        notified_on=signed_on,
        ends_on=ends_on,
        ceiling_cents=520_000_00,
    )
    contract = OperatorContract.objects.create(
        scheme=scheme,
        operator=operator,
        market=market,
        number="C-1",
        fee_on_order_per_mille=40,
        fee_on_redemption_per_mille=40,
        yearly_fee_per_venue_cents=77_00,
        tolerance_months=1,
        late_entry_days=60,
        payment_days=30,
        starts_on=signed_on,
        ends_on=ends_on,
    )
    return Around(
        scheme=scheme,
        anne=anne,
        dado=dado,
        finance=make_person(scheme, "Fanny Robert", roles.FINANCE),
        holder=make_person(scheme, "Rémi Dubois", roles.IMPREST_HOLDER),
        printer=make_person(scheme, "Oscar Petit", roles.OPERATOR, operator),
        operator=operator,
        convention=convention,
        contract=contract,
    )


def make_active_order(
    team: Around, *, number: str = "2021-01", series: int = SERIES, quantity: int = 100, payer_id: int | None = None
) -> Order:
    """An order of a hundred pass, unless told otherwise, delivered whole and active since October 2021."""
    order = Order.objects.create(
        scheme=team.scheme,
        convention=team.convention,
        market_id=team.contract.market_id,
        operator_contract=team.contract,
        payer_id=payer_id or team.operator.pk,
        number=number,
        quantity=quantity,
        booklet_size=10,
        face_value_cents=10_00,
        series=series,
        key=keys.signing_key(),
        state="active",
        drafted_on=DRAFTED_ON,
        visa_on=VISA_ON,
        confirmed_on=CONFIRMED_ON,
        proof_on=CONFIRMED_ON,
        proof_by="Anne Lefebvre",
        produced_on=PRODUCED_ON,
        delivered_on=DELIVERED_ON,
        delivered_count=quantity,
        activated_on=ACTIVATED_ON,
        mandat_number="M-2021-118",
        valid_until=VALID_UNTIL,
        usable_until=rules.usable_until(VALID_UNTIL, team.contract.tolerance_months),
        late_entry_days=team.contract.late_entry_days,
    )
    numbers = rules.order_range(series, quantity)
    Voucher.objects.bulk_create(
        Voucher(number=number, scheme=team.scheme, order=order) for number in range(numbers.first, numbers.last + 1)
    )
    return order


def make_venue(team: Around, structure: Organisation, name: str, commune: str = "Arras") -> Venue:
    """A venue of a structure that offers administrative help."""
    venue = venues.register_venue(
        by=team.anne.actor, organisation_id=structure.pk, name=name, postcode="62000", commune=commune
    )
    venues.offer_service(by=team.anne.actor, venue_id=venue.pk, service_code=SERVICE)
    return venue


def make_file_complete(team: Around, structure: Organisation) -> None:
    """The structure has applied, its file is complete and checked, its bank details verified."""
    by, organisation_id = team.anne.actor, structure.pk
    venues.apply_for_qualification(by=by, organisation_id=organisation_id, applied_on=QUALIFIED_ON)
    venues.record_bank_details(
        by=by, organisation_id=organisation_id, iban=IBAN, holder_name=structure.name, proof=PROOF
    )
    venues.verify_bank_details(by=team.finance.actor, organisation_id=organisation_id, verified_on=QUALIFIED_ON)
    venues.check_qualification(
        by=by,
        organisation_id=organisation_id,
        siret_checked=True,
        charter_signed_on=QUALIFIED_ON,
        reception="De plain-pied, boucle magnétique à l'accueil.",
        checked_on=QUALIFIED_ON,
    )


def make_qualified(team: Around, structure: Organisation) -> None:
    """The structure can take pass since November 2021."""
    make_file_complete(team, structure)
    venues.qualify(by=team.anne.actor, organisation_id=structure.pk, effective_on=QUALIFIED_ON)


def make_mediator(team: Around, venue: Venue, full_name: str) -> Person:
    """Somebody who takes pass at a venue."""
    person = make_person(team.scheme, full_name, roles.MEDIATOR, venue.organisation)
    venues.assign_staff(by=team.anne.actor, venue_id=venue.pk, user_id=person.user.pk, starts_on=QUALIFIED_ON)
    return person


def make_reception(scheme: Scheme, anne: Person, dado: Person, *, quantity: int = 100) -> Reception:
    """All of it, outside of the fixtures: for tests with threads."""
    team = make_around(scheme, anne, dado)
    structure = make_organisation("Association du Moulin")
    venue = make_venue(team, structure, "Le Moulin")
    make_qualified(team, structure)
    lina = make_mediator(team, venue, "Lina Caron")
    return Reception(team, lina, structure, venue, make_active_order(team, quantity=quantity))


@pytest.fixture
def reception(scheme: Scheme, anne: Person, dado: Person, request: pytest.FixtureRequest) -> Iterator[Reception]:
    """A venue ready to take pass, on 12 May 2023 at ten in the morning."""
    with clock.at(TODAY):
        around = {"scheme": scheme, "anne": anne, "dado": dado}
        yield kept(request, "reception", lambda: make_reception(**around), **around)
