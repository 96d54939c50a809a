"""Where pass live: a régie with two points, a mandated body with one, a venue, and the people of them all."""

from dataclasses import dataclass
from datetime import date, datetime, time

from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution import queries as custody
from quitus.domain.distribution import states
from quitus.domain.distribution.models import Beneficiary, DistributionPoint, Holder, Imprest, MandateConvention
from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.models import Scheme
from quitus.domain.venues.models import Venue
from quitus.domain.vouchers import operations as vouchers
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.kernel.calendar import PARIS
from quitus.usecases import orders as usecases
from tests.factories.passes import Team, make_team
from tests.factories.people import Person, make_person
from tests.factories.reception import make_mediator, make_qualified, make_venue
from tests.factories.schemes import make_organisation
from tests.factories.stock import SOMEBODY, appoint, make_imprest, make_point

START = date(2021, 11, 15)
MARKET_CENTS = 60_000_00
REGIE_CENTS = 9_000_00
MANDATE_CENTS = 3_000_00
FACE_CENTS = 10_00
FIRST_QUANTITY = 2000
TOLERANCE_MONTHS = 1
LATE_ENTRY_DAYS = 60


def noon(day: date) -> datetime:
    """The moment at which a day of these lives is lived: one in Paris, the same however often it is asked."""
    return datetime.combine(day, time(12), PARIS)


@dataclass(frozen=True)
class Village:
    """Everybody and every place, before the first random move; `series` is that of the order that is active."""

    team: Team
    mona: Person
    lina: Person
    imprest: Imprest
    mandate: MandateConvention
    lens: DistributionPoint
    bethune: DistributionPoint
    mission: DistributionPoint
    venue: Venue
    beneficiary: Beneficiary
    order_id: int
    series: int

    @property
    def scheme(self) -> Scheme:
        """The scheme of it all."""
        return self.team.scheme

    def actor(self, name: str) -> Actor:
        """Somebody by the name that moves are told with."""
        people = {"mona": self.mona, "lina": self.lina}
        person: Person = people.get(name) or getattr(self.team, name)
        return person.actor

    def holder(self, place: str) -> Holder:
        """Who holds the pass of a place, by the name that moves are told with, or by the kind that stands once."""
        points = {"lens": self.lens, "bethune": self.bethune, "mission": self.mission}
        if place in points:
            return points[place].holder
        if place == "body":
            return self.mandate.stock
        if place == "safe":
            return self.imprest.safe
        found = custody.holder_of_kind(place)
        assert found is not None, place
        return found


def make_village(scheme: Scheme, anne: Person, dado: Person, valid_until: date = date(2022, 9, 30)) -> Village:
    """All of it on 15 November 2021, with one active order of two thousand pass that the accountant holds."""
    with clock.at(noon(START)):
        team = make_team(scheme, anne, dado, ceiling_cents=MARKET_CENTS)
        imprest = make_imprest(team, REGIE_CENTS)
        appoint(team, imprest, team.holder.user.pk, "holder")
        lens, bethune = make_point(team, imprest), make_point(team, imprest, "Maison de Béthune")
        appoint(team, imprest, team.dado.user.pk, "agent", point=lens)
        mandate, mission, mona = _make_body(team)
        structure = make_organisation("Association du Moulin")
        venue = make_venue(team, structure, "Le Moulin")  # type: ignore[arg-type]  # it only asks for Anne
        make_qualified(team, structure)  # type: ignore[arg-type]
        lina = make_mediator(team, venue, "Lina Caron")  # type: ignore[arg-type]
        beneficiary = distribution.register_beneficiary(by=team.dado.actor, person=SOMEBODY)
        order_id, series = _make_order(team, valid_until)
        for kind in states.CUSTODY:
            if kind in (states.ACCOUNTANT, states.BENEFICIARIES, states.LOST, states.STOLEN, states.DESTROYED):
                _stand(scheme, kind)
    return Village(team, mona, lina, imprest, mandate, lens, bethune, mission, venue, beneficiary, order_id, series)


def _stand(scheme: Scheme, kind: str) -> None:
    Holder.objects.get_or_create(scheme=scheme, kind=kind, defaults={"label": states.CUSTODY_LABELS[kind]})


def _make_body(team: Team) -> tuple[MandateConvention, DistributionPoint, Person]:
    body = make_organisation("Mission locale (exemple)", kinds.OTHER)
    proposed = distribution.propose_mandate(
        by=team.anne.actor, body_id=body.pk, purpose="Remettre des pass", ceiling_cents=MANDATE_CENTS,
        starts_on=date(2021, 10, 1), ends_on=date(2099, 12, 31),
    )  # fmt: skip
    distribution.assent_to_mandate(by=team.accountant.actor, mandate_id=proposed.pk, assent_on=date(2021, 9, 1))
    mandate = distribution.sign_mandate(
        by=team.finance.actor, mandate_id=proposed.pk, signed_on=date(2021, 9, 15), act_reference="2021-CM-1"
    )
    point = distribution.open_point(
        by=team.anne.actor, mandate_id=mandate.pk, name="Mission locale", commune="Lens", opened_on=date(2021, 10, 1)
    )
    mona = make_person(team.scheme, "Mona Leroy", roles.HANDOUT_AGENT, body)
    distribution.name_mandated_person(
        by=team.anne.actor, mandate_id=mandate.pk, user_id=mona.user.pk, reference="Courrier 1",
        starts_on=date(2021, 10, 1),
    )  # fmt: skip
    return custody.mandate_convention(mandate.pk), point, mona


def _make_order(team: Team, valid_until: date) -> tuple[int, int]:
    series, day = 200_000_000, START
    order = vouchers.draft_order(
        by=team.anne.actor, number="2021-00", quantity=FIRST_QUANTITY, booklet_size=10, face_value_cents=FACE_CENTS,
        valid_until=valid_until, drafted_on=day, operator_contract_id=team.contract.pk,
    )  # fmt: skip
    given = {"order_id": order.pk}
    vouchers.visa_order(by=team.accountant.actor, revision=1, visa_on=day, **given)
    vouchers.confirm_order(by=team.anne.actor, revision=1, confirmed_on=day, **given)
    vouchers.approve_proof(by=team.anne.actor, approved_on=day, approved_name="Anne Lefebvre", **given)
    usecases.produce_order(by=team.printer.actor, produced_on=day, series=series, **given)
    usecases.receive_delivery(by=team.accountant.actor, delivered_on=day, **given)
    usecases.activate_order(by=team.finance.actor, mandat_number="M-0", activated_on=day, **given)
    return order.pk, series
