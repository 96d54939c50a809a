"""A register as full as a country's: orders, points, hand-outs and uses written by the hundred thousand.

Every line, range and row is one that the operations would have written; they are written by PostgreSQL itself, since a
million hand-outs one by one would take an hour.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import connection, connections

from quitus.domain.distribution import catalogue
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution.models import Imprest
from quitus.domain.distribution.regie import Terms
from quitus.domain.organisations import kinds, roles
from quitus.domain.organisations.operations import register_organisation, within_scheme
from quitus.domain.venues.operations import register_venue
from quitus.kernel.actors import Actor
from quitus.usecases.bench._ground import PRODUCED_ON, Ground, _member, make_ground

SINCE = date(2021, 3, 1)
ON = date(2023, 12, 1)
FIRST_SERIES = 200_000_001
GIVEN_AT_ONCE = 5
BROUGHT_AT_ONCE = 500


@dataclass(frozen=True)
class Size:
    """How much: orders of so many pass; half of the orders are with people, a quarter at the points."""

    orders: int
    each: int
    points: int

    @property
    def count(self) -> int:
        """How many pass there are."""
        return self.orders * self.each

    @property
    def handed_out(self) -> int:
        """How many of the first orders are wholly with people."""
        return self.orders // 2

    @property
    def at_points(self) -> int:
        """How many of the first orders have left the safe."""
        return self.orders * 3 // 4

    @property
    def supplied(self) -> int:
        """How many of the first orders have left the accountant: the last six at least are with him."""
        return max(self.at_points, self.orders - max(6, self.orders // 10))


@dataclass(frozen=True)
class Full:
    """What was built."""

    ground: Ground
    accountant: Actor
    keeper: Actor
    imprest: Imprest
    size: Size


def fill(size: Size, tell: Callable[[str], None]) -> Full:
    """Build it in the database of the moment, empty and migrated."""
    ground = make_ground()
    with within_scheme(ground.scheme):
        full = _people(ground, size)
    for sentence, sql in STEPS:
        tell(sentence)
        with within_scheme(ground.scheme), connection.cursor() as cursor:
            cursor.execute(sql, _facts(full))
    with connections["owner"].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ANALYZE {table}")
    return full


def _people(ground: Ground, size: Size) -> Full:
    authority = ground.scheme.authority
    accountant = _member(ground.scheme, authority, roles.ACCOUNTANT)
    keeper = _member(ground.scheme, authority, roles.IMPREST_HOLDER)
    terms = Terms(
        purpose="Mesure (exemple)",
        ceiling_cents=10**13,
        allowed=frozenset({catalogue.HAND_OUT, catalogue.OPEN_POINTS}),
        periodicity="monthly",
        address="Mesure (exemple)",
        accounting_office="Mesure (exemple)",
    )
    proposed = distribution.propose_imprest(by=ground.manager, name="Mesure (exemple)", terms=terms)
    distribution.assent_to_imprest(by=accountant, imprest_id=proposed.pk, assent_on=SINCE)
    imprest = distribution.open_imprest(
        by=ground.manager, imprest_id=proposed.pk, constituted_on=SINCE, act_reference="MESURE"
    )
    assert keeper.user_id is not None
    named = distribution.appoint(
        by=ground.manager, imprest_id=imprest.pk, user_id=keeper.user_id, kind=catalogue.HOLDER, act_reference="MESURE",
        starts_on=SINCE, ends_on=None, point_id=None,
    )  # fmt: skip
    distribution.assent_to_appointment(by=accountant, appointment_id=named.pk, assent_on=SINCE)
    structure = register_organisation(
        by=ground.manager, name="Structure (exemple)", short_name="Structure", kind=kinds.STRUCTURE, siret=None,
        postcode="62000", commune="Arras",
    )  # fmt: skip
    register_venue(by=ground.manager, organisation_id=structure.pk, name="Mesure", postcode="62000", commune="Arras")
    for rank in range(size.orders):
        ground.order(f"M{rank}", size.each)
    for rank in range(size.points):
        distribution.open_point(
            by=ground.manager, imprest_id=imprest.pk, name=f"Point {rank + 1:04}", commune="Arras", opened_on=SINCE
        )
    return Full(ground, accountant, keeper, imprest, size)


def _facts(full: Full) -> dict[str, int | date | None]:
    ground, size = full.ground, full.size
    return {
        "scheme": ground.scheme.pk,
        "convention": ground.convention.pk,
        "market": ground.market.pk,
        "contract": ground.contract.pk,
        "operator": ground.contract.operator_id,
        "user": full.keeper.user_id,
        "imprest": full.imprest.pk,
        "series": FIRST_SERIES,
        "orders": size.orders,
        "each": size.each,
        "points": size.points,
        "handed_out": size.handed_out,
        "at_points": size.at_points,
        "supplied": size.supplied,
        "given": GIVEN_AT_ONCE,
        "brought": BROUGHT_AT_ONCE,
        "on": PRODUCED_ON,
    }


ORDERS = """
UPDATE vouchers_order SET series = %(series)s + substr(number, 2)::int, state = 'active', produced_on = %(on)s,
    delivered_on = %(on)s, delivered_count = quantity, activated_on = %(on)s, mandat_number = 'MESURE'
WHERE scheme_id = %(scheme)s
"""
MINTED = """
INSERT INTO vouchers_voucher (number, scheme_id, order_id, mark, turn, marked_on)
SELECT o.series::bigint * 10000000 + rank, %(scheme)s, o.id,
    CASE WHEN is_used THEN 'redeemed' ELSE 'plain' END, CASE WHEN is_used THEN 1 ELSE 0 END,
    CASE WHEN is_used THEN %(on)s::date + 60 END
FROM vouchers_order o, generate_series(1, %(each)s) AS rank,
    LATERAL (SELECT o.series - %(series)s < %(handed_out)s AND rank %% 5 = 0 AS is_used) AS used
WHERE o.scheme_id = %(scheme)s
"""
HOLDERS = """
INSERT INTO distribution_holder (scheme_id, kind, label, organisation_id)
VALUES (%(scheme)s, 'printer', 'Imprimeur', %(operator)s), (%(scheme)s, 'accountant', 'Comptable', NULL),
    (%(scheme)s, 'beneficiaries', 'Bénéficiaires', NULL)
"""
# Order by order and block by block, which point; then by whom and when each range moved.
_BLOCKS = """
WITH who AS (
    SELECT (SELECT id FROM distribution_holder WHERE kind = 'printer') AS printer,
        (SELECT id FROM distribution_holder WHERE kind = 'accountant') AS accountant,
        (SELECT id FROM distribution_holder WHERE kind = 'safe') AS safe,
        (SELECT id FROM distribution_holder WHERE kind = 'beneficiaries') AS people
), points AS (
    SELECT holder.id AS holder, point.id AS point, row_number() OVER (ORDER BY holder.id) - 1 AS place
    FROM distribution_holder holder JOIN distribution_distributionpoint point ON point.id = holder.point_id
), orders AS (
    SELECT id, series - %(series)s AS rank, series::bigint * 10000000 + 1 AS first,
        series::bigint * 10000000 + %(each)s AS last
    FROM vouchers_order WHERE scheme_id = %(scheme)s
), blocks AS (
    SELECT orders.id AS order_id, orders.rank, orders.first + block * %(brought)s AS first, points.holder, points.point,
        %(on)s::date + orders.rank AS day, orders.rank * (%(each)s / %(brought)s) + block AS place
    FROM orders, generate_series(0, %(each)s / %(brought)s - 1) AS block
    JOIN points ON true
    WHERE orders.rank < %(at_points)s
        AND points.place = (orders.rank * (%(each)s / %(brought)s) + block) %% %(points)s
), gifts AS (
    SELECT blocks.*, blocks.first + gift * %(given)s AS given_first,
        blocks.day + 1 + (gift %% 20) AS given_on, blocks.place * (%(brought)s / %(given)s) + gift AS gift
    FROM blocks, generate_series(0, %(brought)s / %(given)s - 1) AS gift WHERE blocks.rank < %(handed_out)s
)
"""
SLIPS = (
    _BLOCKS
    + """
INSERT INTO distribution_slip (
    scheme_id, number, kind, from_holder_id, to_holder_id, occurred_on, handed_by, received_by, received_on,
    received_at, note
)
SELECT %(scheme)s, 'S' || rank, 'supply', accountant, safe, %(on)s, 'x', 'x', %(on)s, quitus_now(), '' FROM orders, who
UNION ALL
SELECT %(scheme)s, 'T' || place, 'transfer', safe, holder, day, 'x', 'x', day, quitus_now(), '' FROM blocks, who
UNION ALL
SELECT %(scheme)s, 'R' || gift, 'handout', holder, people, given_on, 'x', 'x', given_on, quitus_now(), ''
FROM gifts, who
"""
)
MOVEMENTS = (
    _BLOCKS
    + """
INSERT INTO distribution_movement (
    scheme_id, slip_id, order_id, first, last, from_holder_id, to_holder_id, verb, occurred_on, actor_label
)
SELECT %(scheme)s, slip, order_id, first, last, giver, taker, verb, day, 'x' FROM (
    SELECT 1 AS step, NULL::bigint AS slip, id AS order_id, first, last, NULL::bigint AS giver, printer AS taker,
        'printed' AS verb, %(on)s::date AS day, rank AS place FROM orders, who
    UNION ALL
    SELECT 2, slip.id, orders.id, first, last, printer, accountant, 'receive_delivery', %(on)s, rank
    FROM orders, who, LATERAL (SELECT id FROM distribution_slip WHERE number = 'S' || rank) AS slip
    UNION ALL
    SELECT 3, slip.id, orders.id, first, last, accountant, safe, 'supply_safe', %(on)s, rank
    FROM orders, who, LATERAL (SELECT id FROM distribution_slip WHERE number = 'S' || rank) AS slip
    WHERE rank < %(supplied)s
    UNION ALL
    SELECT 4, slip.id, order_id, first, first + %(brought)s - 1, safe, holder, 'transfer_to_point', day, place
    FROM blocks JOIN distribution_slip slip ON slip.number = 'T' || place, who
    UNION ALL
    SELECT 5, slip.id, order_id, given_first, given_first + %(given)s - 1, holder, people, 'hand_out', given_on, gift
    FROM gifts JOIN distribution_slip slip ON slip.number = 'R' || gift, who
) AS lines ORDER BY step, place
"""
)
HOLDINGS = (
    _BLOCKS
    + """
INSERT INTO distribution_holding (scheme_id, order_id, numbers, holder_id, since_on)
SELECT %(scheme)s, order_id, numbers, holder, day FROM (
    SELECT order_id, int8range(given_first, given_first + %(given)s) AS numbers, people AS holder, given_on AS day
    FROM gifts, who
    UNION ALL
    SELECT order_id, int8range(first, first + %(brought)s), holder, day FROM blocks WHERE rank >= %(handed_out)s
    UNION ALL
    SELECT id, int8range(first, last, '[]'), CASE WHEN rank < %(supplied)s THEN safe ELSE accountant END, %(on)s
    FROM orders, who WHERE rank >= %(at_points)s
) AS held ORDER BY numbers
"""
)
PEOPLE = """
INSERT INTO distribution_beneficiary (scheme_id, reference, age_band, commune, far_from_digital, far_evidence)
VALUES (%(scheme)s, 'P1', 'not_said', 'Arras', false, '')
"""
HANDOUTS = (
    _BLOCKS
    + """
INSERT INTO distribution_handout (
    scheme_id, beneficiary_id, point_id, agent_id, slip_id, order_id, first, last, occurred_on
)
SELECT %(scheme)s, (SELECT id FROM distribution_beneficiary), point, %(user)s, slip.id, order_id, given_first,
    given_first + %(given)s - 1, given_on
FROM gifts JOIN distribution_slip slip ON slip.number = 'R' || gift ORDER BY given_first
"""
)
USES = """
INSERT INTO redemption_redemption (
    number, turn, scheme_id, order_id, venue_id, organisation_id, service_id, service_on, request, user_id
)
SELECT voucher.number, 1, %(scheme)s, voucher.order_id, venue.id, venue.organisation_id,
    (SELECT min(id) FROM grants_service), voucher.marked_on, gen_random_uuid(), %(user)s
FROM vouchers_voucher voucher, venues_venue venue
WHERE voucher.scheme_id = %(scheme)s AND voucher.mark = 'redeemed' ORDER BY voucher.number
"""
TABLES = (
    "vouchers_order",
    "vouchers_voucher",
    "distribution_holder",
    "distribution_slip",
    "distribution_movement",
    "distribution_holding",
    "distribution_handout",
    "redemption_redemption",
)
STEPS = (
    ("orders", ORDERS),
    ("pass", MINTED),
    ("holders", HOLDERS),
    ("slips", SLIPS),
    ("lines of the register", MOVEMENTS),
    ("ranges held", HOLDINGS),
    ("people", PEOPLE),
    ("hand-outs", HANDOUTS),
    ("uses", USES),
)
