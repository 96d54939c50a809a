"""A proof: made from the design in use, approved by a named person, and with it the order."""

from datetime import date

from quitus.connectors import documents
from quitus.domain.printing import errors, operations, queries
from quitus.domain.printing.models import Proof
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import queries as orders
from quitus.kernel.actors import Actor
from quitus.kernel.operation import operation
from quitus.usecases.printing.looks import look_of_order, specimen


@operation
def make_proof(*, by: Actor, order_id: int) -> Proof:
    """Make a booklet of the order as it will be printed, with codes that are worth nothing.

    Refuses as `printing.keep_proof`, and with `DesignMissing`, `DesignTooLong`, `CharacterNotPrintable`, `PrinterBusy`,
    `PrintingStopped`.
    """
    design = queries.current_design()
    if design is None:
        raise errors.DesignMissing()
    order = orders.order(order_id)
    pdf = specimen(look_of_order(design, order, specimen=True), order.booklet_size).pdf
    return operations.keep_proof(
        by=by, order_id=order_id, design_id=design.pk, pdf_sha256=documents.store(pdf), pdf_size=len(pdf)
    )


@operation
def approve_proof(*, by: Actor, proof_id: int, approved_on: date, approved_name: str) -> Proof:
    """Approve a proof in somebody's name: its order may be produced, and printed like this.

    Refuses as `printing.approve_proof` and as `vouchers.approve_proof`.
    """
    proof = operations.approve_proof(by=by, proof_id=proof_id, approved_on=approved_on, approved_name=approved_name)
    vouchers.approve_proof(by=by, order_id=proof.order_id, approved_on=approved_on, approved_name=approved_name)
    return proof


@operation
def refuse_proof(*, by: Actor, proof_id: int, refused_on: date, reason: str) -> Proof:
    """Send a proof back with its reason. Refuses as `printing.refuse_proof`."""
    return operations.refuse_proof(by=by, proof_id=proof_id, refused_on=refused_on, reason=reason)


def proof_file(proof_id: int) -> tuple[Proof, bytes]:
    """A proof and its PDF. Raises `Proof.DoesNotExist`, `DocumentLost`, `DocumentDamaged`."""
    proof = queries.proof(proof_id)
    return proof, documents.read(proof.pdf_sha256)
