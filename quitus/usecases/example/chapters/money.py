"""The financing plan, what is spent with its evidence, and what the funder pays."""

from dataclasses import dataclass
from datetime import date

from quitus.domain.budget import operations as budget
from quitus.domain.budget import states
from quitus.kernel.money import NARROW_NO_BREAK, NO_BREAK, format_euros
from quitus.usecases.evidence import join_evidence
from quitus.usecases.example import facts
from quitus.usecases.example.invented import ENGINEERING_FIRM, OPERATOR, TO_REPLACE, TRAINING_BODY
from quitus.usecases.example.paper import pdf
from quitus.usecases.example.stage import Diary, Stage

PLANNED_ON = facts.CONVENTION_SIGNED_ON
LINES = (
    ("A1", "Achat de pass (valeur faciale)", states.FACE_VALUE, 50_000_000),
    ("A2", f"Frais de l'opérateur ({TO_REPLACE})", states.FEES, 2_500_000),
    ("A3", f"Ingénierie : études et accompagnement ({TO_REPLACE})", states.ENGINEERING, 2_500_000),
    ("R1", "Subvention de l'ANCT (50 %)", states.RESOURCE, 27_500_000),
    ("R2", "Part du Département (50 %)", states.RESOURCE, 27_500_000),
)
ADVANCE_CENTS = 8_250_000
ADVANCE_CLAIMED_ON = date(2021, 4, 12)
ADVANCE_RECEIVED_ON = date(2021, 6, 22)
# Label, what triggers it, per mille of the State's share, cents, day.
INSTALMENTS = (
    ("Avance", "Signature de la convention", 300, ADVANCE_CENTS, date(2021, 4, 30)),
    ("Acompte", "Rapport d'étape du 31/07/2023 accepté", 400, 11_000_000, date(2023, 9, 29)),
    ("Solde", "Bilan et état des dépenses attesté", 300, 8_250_000, date(2024, 9, 30)),
)


@dataclass(frozen=True)
class Bill:
    """A spending and the days of its life; None for what has not happened by 12 May 2023."""

    name: str
    line: str
    supplier: str
    title: str
    net_cents: int
    vat_cents: int
    committed_on: date
    invoiced_on: date | None = None
    mandated_on: date | None = None
    paid_on: date | None = None
    mandat: str = ""
    in_market: bool = False


BILLS = (
    Bill(
        "study",
        "A3",
        ENGINEERING_FIRM,
        "Étude préalable au déploiement",
        800_000,
        160_000,
        date(2021, 9, 6),
        date(2021, 11, 30),
        date(2021, 12, 10),
        date(2022, 1, 5),
        "2021-19120",
    ),
    Bill(
        "order 1",
        "A1",
        OPERATOR,
        "Commande 2021-01, valeur faciale",
        5_990_000,
        0,
        date(2021, 10, 25),
        date(2021, 11, 18),
        date(2021, 11, 29),
        date(2021, 12, 21),
        "2021-18734",
        True,
    ),
    Bill(
        "order 1 fee",
        "A2",
        OPERATOR,
        "Frais sur la commande 2021-01",
        239_600,
        47_920,
        date(2021, 10, 25),
        date(2021, 11, 18),
        date(2021, 11, 29),
        date(2021, 12, 21),
        "2021-18735",
        True,
    ),
    Bill(
        "training",
        "A3",
        TRAINING_BODY,
        "Formation des prescripteurs",
        400_000,
        80_000,
        date(2022, 1, 24),
        date(2022, 3, 21),
        date(2022, 4, 4),
        date(2022, 4, 26),
        "2022-05210",
    ),
    Bill(
        "order 2",
        "A1",
        OPERATOR,
        "Commande 2022-01, valeur faciale",
        500_000,
        0,
        date(2022, 9, 2),
        date(2022, 9, 21),
        date(2022, 9, 27),
        date(2022, 10, 18),
        "2022-15102",
        True,
    ),
    Bill(
        "order 2 fee",
        "A2",
        OPERATOR,
        "Frais sur la commande 2022-01",
        20_000,
        4_000,
        date(2022, 9, 2),
        date(2022, 9, 21),
        date(2022, 9, 27),
        date(2022, 10, 18),
        "2022-15103",
        True,
    ),
    Bill(
        "venues 2022",
        "A2",
        OPERATOR,
        "Frais annuels des lieux, 2022",
        92_400,
        18_480,
        date(2022, 1, 10),
        date(2022, 12, 5),
        date(2022, 12, 12),
        date(2022, 12, 28),
        "2022-20771",
        True,
    ),
    Bill(
        "support",
        "A3",
        ENGINEERING_FIRM,
        "Accompagnement des référents de terrain",
        300_000,
        60_000,
        date(2023, 1, 16),
        date(2023, 3, 31),
        date(2023, 4, 17),
        date(2023, 5, 9),
        "2023-06015",
    ),
    Bill(
        "order 3",
        "A1",
        OPERATOR,
        "Commande 2023-01, valeur faciale",
        5_000_000,
        0,
        date(2023, 4, 3),
        date(2023, 4, 28),
        in_market=True,
    ),
    Bill(
        "order 3 fee",
        "A2",
        OPERATOR,
        "Frais sur la commande 2023-01",
        200_000,
        40_000,
        date(2023, 4, 3),
        date(2023, 4, 28),
        in_market=True,
    ),
)


def write(diary: Diary) -> None:
    """Planned at the signature; spent as the scheme went on."""
    diary.on(PLANNED_ON, plan)
    diary.on(ADVANCE_CLAIMED_ON, claim_advance)
    diary.on(ADVANCE_RECEIVED_ON, receive_advance)
    for bill in BILLS:
        diary.on(bill.committed_on, commit, bill)
        for day, step in (
            (bill.invoiced_on, invoice),
            (bill.mandated_on, order_payment),
            (bill.paid_on, pay),
        ):
            if day is not None:
                diary.on(day, step, bill, day)


def plan(stage: Stage) -> None:
    """The lines of the plan, and the instalments as one imagines them."""
    manager, convention = stage.by("responsable"), stage.ids["convention"]
    for code, label, kind, cents in LINES:
        stage.ids[f"line {code}"] = budget.plan_budget_line(
            by=manager, convention_id=convention, code=code, label=label, kind=kind, planned_cents=cents
        ).pk
    for label, trigger, rate, cents, due_on in INSTALMENTS:
        stage.ids[f"instalment {label}"] = budget.plan_instalment(
            by=manager,
            convention_id=convention,
            label=f"{label} ({TO_REPLACE})",
            trigger=trigger,
            expected_cents=cents,
            due_on=due_on,
            rate_per_mille=rate,
            base="Part de l'État",
            is_placeholder=True,
        ).pk


def claim_advance(stage: Stage) -> None:
    """The advance is asked for once the convention is signed."""
    budget.claim_instalment(
        by=stage.by("responsable"),
        instalment_id=stage.ids["instalment Avance"],
        claimed_on=ADVANCE_CLAIMED_ON,
        claimed_cents=ADVANCE_CENTS,
    )


def receive_advance(stage: Stage) -> None:
    """ANCT pays it."""
    budget.receive_instalment(
        by=stage.by("finances"),
        instalment_id=stage.ids["instalment Avance"],
        received_on=ADVANCE_RECEIVED_ON,
        received_cents=ADVANCE_CENTS,
        titre_number="2021-T-04571",
    )


def numbered(bill: Bill) -> str:
    """The number of a bill in what names it on paper: « 003 »."""
    return f"{BILLS.index(bill) + 1:03}"


def written(cents: int) -> str:
    """An amount with the spaces that the letters of the small papers have."""
    return format_euros(cents).replace(NARROW_NO_BREAK, NO_BREAK)


def commit(stage: Stage, bill: Bill) -> None:
    """The order form is signed."""
    spending = budget.commit_spending(
        by=stage.by("responsable"),
        line_id=stage.ids[f"line {bill.line}"],
        supplier_name=bill.supplier,
        title=f"{bill.title} (exemple)",
        amount_cents=bill.net_cents + bill.vat_cents,
        commitment_reference=f"E-{bill.committed_on:%Y}-{numbered(bill)}",
        committed_on=bill.committed_on,
        market_id=stage.ids["market"] if bill.in_market else None,
        order_id=stage.ids.get(bill.name.removesuffix(" fee")),
    )
    stage.ids[f"bill {bill.name}"] = spending.pk
    join(stage, bill, states.COMMITMENT, "bon-de-commande", bill.committed_on)


def invoice(stage: Stage, bill: Bill, on: date) -> None:
    """The invoice comes, and joins the evidence."""
    budget.record_invoice(
        by=stage.by("responsable"),
        spending_id=stage.ids[f"bill {bill.name}"],
        invoice_reference=f"F-{on:%Y%m}-{numbered(bill)}",
        invoiced_on=on,
        net_cents=bill.net_cents,
        vat_cents=bill.vat_cents,
    )
    join(stage, bill, states.INVOICE, "facture", on)


def join(stage: Stage, bill: Bill, kind: str, what: str, on: date) -> None:
    """A small paper made for the example."""
    gross = bill.net_cents + bill.vat_cents
    lines = (
        f"{what.replace('-', ' ').capitalize()} du {on:%d/%m/%Y}",
        bill.supplier,
        bill.title,
        f"Montant HT : {written(bill.net_cents)}",
        f"Montant TTC : {written(gross)}",
    )
    join_evidence(
        by=stage.by("responsable"),
        spending_id=stage.ids[f"bill {bill.name}"],
        kind=kind,
        file_name=f"{what}-{bill.committed_on:%Y}-{numbered(bill)}.pdf",
        content=pdf(lines),
    )


def order_payment(stage: Stage, bill: Bill, on: date) -> None:
    """The mandat as the finance software numbered it."""
    budget.record_mandat(
        by=stage.by("finances"),
        spending_id=stage.ids[f"bill {bill.name}"],
        mandat_number=bill.mandat,
        bordereau_number=f"{on:%Y}-B{on:%m%d}",
        mandated_on=on,
    )


def pay(stage: Stage, bill: Bill, on: date) -> None:
    """The accountant pays."""
    budget.record_payment(by=stage.by("finances"), spending_id=stage.ids[f"bill {bill.name}"], paid_on=on)
