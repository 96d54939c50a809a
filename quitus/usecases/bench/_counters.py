"""Venues that take pass: structures qualified, each with its mediator and a token of his. All is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from quitus.domain.access import rules as access_rules
from quitus.domain.access.operations import open_access
from quitus.domain.grants.models import Service
from quitus.domain.organisations import kinds, queries, roles
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.organisations.operations import add_member, register_organisation, within_scheme
from quitus.domain.users.operations import create_user
from quitus.domain.venues.models import Qualification, QualificationStep, ServiceOffer, Staff, Venue
from quitus.domain.venues.states import QUALIFIED
from quitus.domain.vouchers.models import Order
from quitus.kernel import clock
from quitus.kernel.actors import Actor
from quitus.usecases.bench._ground import NOTIFIED_ON, PRODUCED_ON, SINCE, Ground
from quitus.usecases.orders import produce_order

SERVICE = "demarches"
SYSTEM = Actor.system("Mesure")


@dataclass(frozen=True)
class Counter:
    """Where pass are taken: the venue, who takes them, and the secret of the token that speaks for him."""

    venue_id: int
    by: Actor
    secret: str


def make_counters(ground: Ground, count: int) -> list[Counter]:
    """So many structures of one venue each."""
    with within_scheme(ground.scheme):
        service = Service.objects.get(code=SERVICE)
    return [_counter(ground, rank, service) for rank in range(1, count + 1)]


def _counter(ground: Ground, rank: int, service: Service) -> Counter:
    structure = register_organisation(
        by=SYSTEM,
        name=f"Structure {rank} (exemple)",
        short_name=f"Structure {rank}",
        kind=kinds.STRUCTURE,
        siret=None,
        postcode="62000",
        commune="Arras",
    )
    with within_scheme(ground.scheme):
        venue = _venue(ground.scheme, structure, rank, service)
        by = _mediator(ground.scheme, structure, rank)
        assert by.user_id is not None
        Staff.objects.create(scheme=ground.scheme, venue=venue, user_id=by.user_id, starts_on=SINCE)
        _access, secret = open_access(
            by=by,
            kind=access_rules.SOFTWARE,
            label="Mesure",
            scopes=["check", "redeem", "undo"],
            expires_at=clock.now() + timedelta(days=1),
        )
    return Counter(venue.pk, by, secret)


def _venue(scheme: Scheme, structure: Organisation, rank: int, service: Service) -> Venue:
    venue = Venue.objects.create(
        scheme=scheme,
        organisation=structure,
        name=f"Lieu {rank}",
        postcode="62000",
        commune="Arras",
        sort_key=f"arras lieu {rank:04}",
    )
    ServiceOffer.objects.create(scheme=scheme, venue=venue, service=service)
    held = Qualification.objects.create(scheme=scheme, organisation=structure, state=QUALIFIED, applied_on=NOTIFIED_ON)
    QualificationStep.objects.create(scheme=scheme, qualification=held, state=QUALIFIED, effective_on=NOTIFIED_ON)
    return venue


def _mediator(scheme: Scheme, structure: Organisation, rank: int) -> Actor:
    user = create_user(
        by=SYSTEM,
        email=f"lieu{rank}@mesure.quitus.test",
        full_name=f"Médiateur {rank} (exemple)",
        password=None,
        is_administrator=False,
    )
    joined = add_member(
        by=SYSTEM,
        scheme_id=scheme.pk,
        organisation_id=structure.pk,
        user_id=user.pk,
        role=roles.MEDIATOR,
        starts_on=SINCE,
    )
    return queries.actor_of(joined)


def active_order(ground: Ground, number: str, quantity: int) -> Order:
    """An order whose pass can be used, as if it had gone its whole way."""
    with within_scheme(ground.scheme):
        order = ground.order(number, quantity)
        order = produce_order(by=ground.printer, order_id=order.pk, produced_on=PRODUCED_ON)
        Order.objects.filter(pk=order.pk).update(
            state="active",
            delivered_on=PRODUCED_ON,
            delivered_count=quantity,
            activated_on=PRODUCED_ON,
            mandat_number="MESURE",
        )
    return order
