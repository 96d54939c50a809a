"""The état contradictoire of an order, to be signed on both sides."""

from quitus.connectors.papers import Block, Facts, Paper, Paragraph, Signature, Table
from quitus.domain.documents.errors import NothingToPrint
from quitus.domain.expiry import queries, states
from quitus.domain.expiry.models import NumberDifference, Statement
from quitus.domain.organisations import queries as organisations
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.rules import rank_of
from quitus.kernel.money import format_euros
from quitus.kernel.words import N_
from quitus.usecases.papers.parts import LANGUAGE, count, day, masthead_of, number_of, place, section

MOST = 2_000
SIDES = {states.OURS: "la collectivité seule", states.THEIRS: "l'opérateur seul"}


def end_statement_paper(order_id: int) -> Paper:
    """Both figures side by side, each difference with its outcome, and the credit note that follows.

    Refuses with `NothingToPrint` before the statement is drawn.
    """
    statement = queries.statement(order_id)
    if statement is None:
        raise NothingToPrint(missing=N_("l'état contradictoire n'est pas dressé"))
    order = vouchers.order(order_id)
    authority = organisations.scheme_by_id(order.scheme_id).authority
    assert order.operator_contract is not None, "only an operator's order has a statement"
    operator = order.operator_contract.operator
    differences = list(queries.number_differences(statement.pk)[: MOST + 1])
    return Paper(
        title=f"État contradictoire de la commande {order.number}",
        language=LANGUAGE,
        author=authority.name,
        on=statement.drawn_on,
        masthead=masthead_of(authority),
        reference=f"Commande {number_of(order.number)}",
        subtitle=operator.name,
        blocks=(
            Facts(
                (
                    ("Opérateur", operator.name),
                    ("Dernier jour de validité", day(order.valid_until)),
                    ("Dernier jour accepté par les lieux", day(order.usable_until)),
                    ("État dressé le", day(statement.drawn_on)),
                )
            ),
            *section("Chiffres des deux parties", [_figures(statement)]),
            *section("Écarts", _differences(statement, differences)),
            *section("Avoir", _credit(statement)),
            Signature(
                (
                    place("Pour la collectivité", "", "", None),
                    place("Pour l'opérateur", statement.answered_by, "", statement.answered_on),
                ),
                "Fait en deux originaux.",
            ),
        ),
    )


def _figures(statement: Statement) -> Table:
    def row(label: str, ours: int, theirs: int | None) -> tuple[str, ...]:
        apart = "" if theirs is None else f"{theirs - ours:+d}".replace("-", "−")
        return label, count(ours), "à remplir" if theirs is None else count(theirs), apart

    paid, theirs = statement.paid_count, statement.theirs_used
    return Table(
        ("Pass", "Selon la collectivité", "Selon l'opérateur", "Écart"),
        (
            ("Livrés et payés", count(paid), count(paid), "0"),
            row("Utilisés", statement.ours_used, theirs),
            row("Jamais utilisés", paid - statement.ours_used, None if theirs is None else paid - theirs),
        ),
        "Chiffres côte à côte",
        ("left", "right", "right", "right"),
    )


def _differences(statement: Statement, differences: list[NumberDifference]) -> list[Block]:
    if statement.answered_on is None:
        return [Paragraph("L'opérateur n'a pas encore donné ses chiffres.")]
    if not differences:
        return [Paragraph("Aucun écart.")]
    rows = tuple(
        (
            f"pass {rank_of(one.number):07d}" if one.number else f"total : {count(one.count)} pass",
            SIDES[one.side],
            states.OUTCOMES[one.outcome] if one.outcome else "à traiter",
            one.reason,
        )
        for one in differences[:MOST]
    )
    header = ("Pass", "Compté utilisé par", "Suite donnée", "Motif")
    found: list[Block] = [Table(header, rows, "Écarts par numéro", ("left", "left", "left", "left"))]
    if len(differences) > MOST:
        found.append(Paragraph(f"Seuls les {count(MOST)} premiers écarts sont imprimés ; l'export les a tous.", "note"))
    return found


def _credit(statement: Statement) -> list[Block]:
    if statement.concluded_on is None:
        return [Paragraph("L'avoir sera fixé quand tous les écarts seront traités.")]
    if statement.complement_cents:
        owed = format_euros(statement.complement_cents, LANGUAGE)
        return [Paragraph(f"Pass utilisés sans avoir été payés à l'opérateur. Complément dû : {owed}.", "strong")]
    if not statement.is_prepaid:
        return [Paragraph("La collectivité paie les lieux : rien n'était payé d'avance à l'opérateur.")]
    if not statement.gives_credit:
        kept = format_euros(statement.kept_cents, LANGUAGE)
        return [
            Paragraph("Le contrat ne prévoit pas d'avoir pour les pass jamais utilisés."),
            Paragraph(f"Valeur acquise à l'opérateur : {kept}.", "strong"),
        ]
    unused = statement.paid_count - (statement.agreed_used or 0)
    value = format_euros(statement.face_value_cents, LANGUAGE)
    due = format_euros(statement.credit_due_cents or 0, LANGUAGE)
    return [
        Paragraph(f"Pass utilisés, arrêtés le {day(statement.concluded_on)} : {count(statement.agreed_used or 0)}."),
        Paragraph(f"Avoir dû : {count(unused)} pass × {value} = {due}. Les frais ne sont pas remboursés.", "strong"),
    ]
