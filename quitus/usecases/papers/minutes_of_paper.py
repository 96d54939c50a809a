"""Minutes by which a venue destroys the pass of paper that it no longer has to keep."""

from quitus.connectors.papers import Paper, Paragraph, Place, Signature, prose
from quitus.domain.reimbursement import kept
from quitus.domain.reimbursement.models import PaperDestruction
from quitus.usecases.papers import tables_of_minutes as tables
from quitus.usecases.papers.parts import number_of, signed
from quitus.usecases.papers.told_minutes import Minutes, Section, as_paper
from quitus.usecases.registers.shape import Column, Item, Part


def destruction_paper(destruction_id: int) -> Paper:
    """The minutes as a document. Raises `PaperDestruction.DoesNotExist`."""
    return as_paper(destruction_minutes(destruction_id))


def destruction_minutes(destruction_id: int) -> Minutes:
    """Who destroyed what, when and how; the claims, the numbers by ranges, the signature."""
    minutes = kept.destruction(destruction_id)
    structure = minutes.venue.organisation
    return Minutes(
        title=f"Procès-verbal de destruction des pass papier {minutes.number}",
        on=minutes.destroyed_on,
        reference=number_of(minutes.number),
        items=(
            Item("Structure", structure.name),
            Item("Lieu", f"{minutes.venue.name}, {minutes.venue.commune}"),
            Item("Date de la destruction", minutes.destroyed_on, "day"),
            Item("Pass attendus", minutes.expected, "number"),
            Item("Pass comptés et détruits", minutes.counted, "number"),
            Item("Moyen", minutes.way),
            *((Item("Témoin", minutes.witness),) if minutes.witness else ()),
            Item("Écrit par", minutes.written_by),
        ),
        sections=(
            Section("Demandes de remboursement payées", [_claims(minutes)]),
            Section("Numéros des pass", [tables.pass_table(kept.numbers_of(minutes))]),
            Section("Remarques", prose(minutes.remark) or [Paragraph("Aucune.")]),
        ),
        signature=Signature(
            (Place("Pour la structure", minutes.signed_by, "", signed(minutes.signed_on)),),
            "Fait pour valoir ce que de droit.",
        ),
    )


def _claims(minutes: PaperDestruction) -> Part:
    return Part(
        caption="Pass par demande",
        columns=(
            Column("Demande"),
            Column("Pouvaient être détruits à partir du", "day"),
            Column("Pass", "number"),
        ),
        rows=tuple((one.claim.number, one.due_on, one.count) for one in minutes.claims.all()),
        totals=("Total", None, minutes.expected),
        nothing="",
    )
