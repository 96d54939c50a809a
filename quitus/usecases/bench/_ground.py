"""The least that pass stand on: a scheme, an operator, a contract, orders ready to be produced. All is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quitus.domain.budget.models import Market
from quitus.domain.budget.operations import notify_market
from quitus.domain.grants.models import Convention
from quitus.domain.grants.operations import draft_convention
from quitus.domain.organisations import kinds, queries, roles
from quitus.domain.organisations.models import Organisation, Scheme
from quitus.domain.organisations.operations import add_member, create_scheme, register_organisation, within_scheme
from quitus.domain.users.operations import create_user
from quitus.domain.vouchers.models import OperatorContract, Order
from quitus.domain.vouchers.operations import sign_operator_contract
from quitus.domain.vouchers.states import PROOFED
from quitus.kernel.actors import Actor

SINCE = date(2020, 1, 1)
NOTIFIED_ON = date(2021, 5, 3)
ORDERED_ON = date(2021, 6, 1)
PRODUCED_ON = date(2021, 9, 1)
UNTIL = date(2099, 12, 31)
BOOKLET_SIZE = 10
FACE_VALUE_CENTS = 10_00


@dataclass(frozen=True)
class Ground:
    """A scheme with its manager, its operator's agent, and what an order names."""

    scheme: Scheme
    manager: Actor
    printer: Actor
    convention: Convention
    market: Market
    contract: OperatorContract

    def order(self, number: str, quantity: int) -> Order:
        """An order whose proof is approved, ready to be produced; call it in the scope of the scheme."""
        return Order.objects.create(
            scheme=self.scheme,
            convention=self.convention,
            market=self.market,
            operator_contract=self.contract,
            payer=self.contract.operator,
            number=number,
            quantity=quantity,
            booklet_size=BOOKLET_SIZE,
            face_value_cents=FACE_VALUE_CENTS,
            state=PROOFED,
            drafted_on=ORDERED_ON,
            visa_on=ORDERED_ON,
            confirmed_on=ORDERED_ON,
            proof_on=ORDERED_ON,
            proof_by="Exemple",
            valid_until=UNTIL,
            usable_until=UNTIL,
            late_entry_days=60,
        )


def make_ground(slug: str = "mesure") -> Ground:
    """Make it, in a database without any scheme of that name."""
    system = Actor.system("Mesure")
    authority, funder, operator = (
        register_organisation(
            by=system,
            name=f"{name} (exemple)",
            short_name=name,
            kind=kind,
            siret=None,
            postcode="62000",
            commune="Arras",
        )
        for name, kind in (("Mesure", kinds.AUTHORITY), ("Agence", kinds.FUNDER), ("Opérateur", kinds.OPERATOR))
    )
    scheme = create_scheme(
        by=system, slug=slug, name="Mesure (exemple)", authority_id=authority.pk, funder_id=funder.pk
    )
    with within_scheme(scheme):
        manager = _member(scheme, authority, roles.MANAGER)
        convention = draft_convention(by=manager, number="MESURE", title="Mesure (exemple)", deliberation_id=None)
        market = notify_market(
            by=manager,
            operator_id=operator.pk,
            number="MESURE",
            title="Mesure (exemple)",
            launched_on=SINCE,
            awarded_on=SINCE,
            notified_on=NOTIFIED_ON,
            ends_on=UNTIL,
            ceiling_cents=10**12,
        )
        contract = sign_operator_contract(
            by=manager,
            market_id=market.pk,
            number="MESURE",
            fee_on_order_per_mille=40,
            fee_on_redemption_per_mille=40,
            yearly_fee_per_venue_cents=77_00,
            tolerance_months=1,
            late_entry_days=60,
            payment_days=30,
            starts_on=NOTIFIED_ON,
            ends_on=UNTIL,
        )
        return Ground(scheme, manager, _member(scheme, operator, roles.OPERATOR), convention, market, contract)


def _member(scheme: Scheme, organisation: Organisation, role: str) -> Actor:
    user = create_user(
        by=Actor.system("Mesure"),
        email=f"{role}@mesure.quitus.test",
        full_name=f"{role} (exemple)",
        password="sans importance ici",  # noqa: S106 - of a database that is thrown away
        is_administrator=False,
    )
    joined = add_member(
        by=Actor.system("Mesure"),
        scheme_id=scheme.pk,
        organisation_id=organisation.pk,
        user_id=user.pk,
        role=role,
        starts_on=SINCE,
    )
    return queries.actor_of(joined)
