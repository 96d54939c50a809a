"""The market with the operator, its contract, and the orders of pass passed under it."""

from dataclasses import dataclass
from datetime import date

from quitus.domain.budget import operations as budget
from quitus.domain.vouchers import operations as vouchers
from quitus.kernel.ranges import NumberRange
from quitus.usecases import orders, procurement
from quitus.usecases.example.booklets import SERIES
from quitus.usecases.example.invented import TO_REPLACE
from quitus.usecases.example.paper import pdf
from quitus.usecases.example.stage import Diary, Stage

LAUNCHED_ON = date(2021, 5, 6)
AWARDED_ON = date(2021, 9, 13)
NOTIFIED_ON = date(2021, 10, 4)
CONTRACT_ON = date(2021, 10, 6)
MARKET_ENDS_ON = date(2024, 6, 30)
CEILING_CENTS = 52_000_000
FACE_VALUE_CENTS = 1000
VALID_UNTIL = date(2023, 12, 31)


@dataclass(frozen=True)
class OrderDays:
    """An order and the days of its life; None for what has not happened by 12 May 2023."""

    name: str
    number: str
    quantity: int
    booklet_size: int
    drafted_on: date
    visa_on: date | None = None
    confirmed_on: date | None = None
    proof_on: date | None = None
    produced_on: date | None = None
    delivered_on: date | None = None
    activated_on: date | None = None
    mandat: str = ""
    missing_booklets: int = 0
    part_on: date | None = None
    part_booklets: int = 0
    territory: tuple[str, ...] = ()


ORDERS = (
    OrderDays(
        name="order 1",
        number="2021-01",
        quantity=6000,
        booklet_size=10,
        drafted_on=date(2021, 10, 18),
        visa_on=date(2021, 10, 21),
        confirmed_on=date(2021, 10, 25),
        proof_on=date(2021, 10, 29),
        produced_on=date(2021, 11, 8),
        delivered_on=date(2021, 11, 16),
        activated_on=date(2021, 11, 29),
        mandat="2021-18734",
        missing_booklets=1,
    ),
    OrderDays(
        name="order 2",
        number="2022-01",
        quantity=500,
        booklet_size=5,
        drafted_on=date(2022, 8, 29),
        visa_on=date(2022, 8, 31),
        confirmed_on=date(2022, 9, 2),
        proof_on=date(2022, 9, 6),
        produced_on=date(2022, 9, 13),
        delivered_on=date(2022, 9, 20),
        activated_on=date(2022, 9, 27),
        mandat="2022-15102",
    ),
    OrderDays(
        name="order 3",
        number="2023-01",
        quantity=5000,
        booklet_size=10,
        drafted_on=date(2023, 3, 27),
        visa_on=date(2023, 3, 30),
        confirmed_on=date(2023, 4, 3),
        proof_on=date(2023, 4, 7),
        produced_on=date(2023, 4, 20),
        part_on=date(2023, 4, 25),
        part_booklets=300,
        delivered_on=date(2023, 4, 27),
    ),
    OrderDays(
        name="order 4",
        number="2023-02",
        quantity=1000,
        booklet_size=5,
        drafted_on=date(2023, 4, 25),
        visa_on=date(2023, 5, 2),
        confirmed_on=date(2023, 5, 9),
    ),
    OrderDays(
        name="order 5",
        number="2023-03",
        quantity=2000,
        booklet_size=10,
        drafted_on=date(2023, 5, 10),
        territory=("62",),
    ),
)


def write(diary: Diary) -> None:
    """Launched within two months of the signature, notified in autumn 2021; five orders."""
    diary.on(LAUNCHED_ON, launch)
    diary.on(AWARDED_ON, award)
    diary.on(NOTIFIED_ON, notify)
    diary.on(CONTRACT_ON, contract)
    for order in ORDERS:
        diary.on(order.drafted_on, draft, order)
        for day, step in (
            (order.visa_on, visa),
            (order.confirmed_on, confirm),
            (order.proof_on, approve_proof),
            (order.produced_on, produce),
            (order.part_on, deliver_part),
            (order.delivered_on, deliver),
            (order.activated_on, activate),
        ):
            if day is not None:
                diary.on(day, step, order, day)


def launch(stage: Stage) -> None:
    """Within two months of the signature, as article 6 asks."""
    notice = pdf(["Avis d'appel public à la concurrence", "L'avis n'est pas joint à la délibération."])
    stage.ids["procurement"] = procurement.launch_procurement(
        by=stage.by("responsable"),
        title=f"Fourniture de Pass numériques et remboursement des lieux ({TO_REPLACE})",
        launched_on=LAUNCHED_ON,
        reference="Avis 2021-PN-01 (exemple)",
        file=("avis.pdf", notice),
    ).pk


def award(stage: Stage) -> None:
    """To the operator."""
    budget.award_procurement(
        by=stage.by("responsable"),
        procurement_id=stage.ids["procurement"],
        operator_id=stage.organisations["operator"].pk,
        awarded_on=AWARDED_ON,
    )


def notify(stage: Stage) -> None:
    """The market is notified to the operator."""
    stage.ids["market"] = budget.notify_awarded(
        by=stage.by("responsable"),
        procurement_id=stage.ids["procurement"],
        number="2021-PN-01 (exemple)",
        notified_on=NOTIFIED_ON,
        ends_on=MARKET_ENDS_ON,
        ceiling_cents=CEILING_CENTS,
    ).pk


def contract(stage: Stage) -> None:
    """Fees as seen in the field: 4 % on orders, 4 % on pass used, 77 EUR a venue and year. The rest is invented."""
    stage.ids["contract"] = vouchers.sign_operator_contract(
        by=stage.by("responsable"),
        market_id=stage.ids["market"],
        number="C-2021-01 (exemple)",
        fee_on_order_per_mille=40,
        fee_on_redemption_per_mille=40,
        yearly_fee_per_venue_cents=7700,
        tolerance_months=1,
        late_entry_days=60,
        payment_days=30,
        booklet_sizes=[5, 10],
        least_quantity=500,
        most_quantity=20_000,
        delivery_days=30,
        replaces_lost=True,
        replacement_fee_cents=50,
        starts_on=CONTRACT_ON,
        ends_on=MARKET_ENDS_ON,
    ).pk


def draft(stage: Stage, order: OrderDays) -> None:
    """The manager prepares an order; the operator pays the venues."""
    stage.ids[order.name] = vouchers.draft_order(
        by=stage.by("responsable"),
        number=order.number,
        quantity=order.quantity,
        booklet_size=order.booklet_size,
        face_value_cents=FACE_VALUE_CENTS,
        valid_until=VALID_UNTIL,
        drafted_on=order.drafted_on,
        operator_contract_id=stage.ids["contract"],
        territory=order.territory,
    ).pk


def visa(stage: Stage, order: OrderDays, on: date) -> None:
    """The accountant agrees."""
    vouchers.visa_order(by=stage.by("comptable"), order_id=stage.ids[order.name], revision=1, visa_on=on)


def confirm(stage: Stage, order: OrderDays, on: date) -> None:
    """The order goes to the operator."""
    vouchers.confirm_order(by=stage.by("responsable"), order_id=stage.ids[order.name], revision=1, confirmed_on=on)


def approve_proof(stage: Stage, order: OrderDays, on: date) -> None:
    """The programme manager gives the « bon à tirer »."""
    by = stage.by("responsable")
    vouchers.approve_proof(by=by, order_id=stage.ids[order.name], approved_on=on, approved_name=by.label)


def produce(stage: Stage, order: OrderDays, on: date) -> None:
    """The operator prints; the example chooses the series so that it is the same everywhere."""
    orders.produce_order(
        by=stage.by("operateur"),
        order_id=stage.ids[order.name],
        produced_on=on,
        series=SERIES[order.name],
    )


def deliver_part(stage: Stage, order: OrderDays, on: date) -> None:
    """The first cartons: the rest is awaited."""
    first = SERIES[order.name] * 10_000_000 + 1
    orders.receive_delivery(
        by=stage.by("comptable"),
        order_id=stage.ids[order.name],
        delivered_on=on,
        received=[NumberRange(first, first + order.part_booklets * order.booklet_size - 1)],
        slip_reference="BL 2023-041 (exemple)",
    )


def deliver(stage: Stage, order: OrderDays, on: date) -> None:
    """The accountant counts; of the first order one booklet is missing, and stays so."""
    orders.receive_delivery(
        by=stage.by("comptable"),
        order_id=stage.ids[order.name],
        delivered_on=on,
        missing=missing(order),
        note="Un carnet manquant dans le dernier carton (exemple)" if order.missing_booklets else "",
    )


def missing(order: OrderDays) -> list[NumberRange]:
    """The last booklets of an order, where some did not come."""
    if not order.missing_booklets:
        return []
    last = SERIES[order.name] * 10_000_000 + order.quantity
    return [NumberRange(last - order.missing_booklets * order.booklet_size + 1, last)]


def activate(stage: Stage, order: OrderDays, on: date) -> None:
    """The number of the mandat that pays the operator makes the pass usable."""
    orders.activate_order(
        by=stage.by("finances"),
        order_id=stage.ids[order.name],
        mandat_number=order.mandat,
        activated_on=on,
    )
