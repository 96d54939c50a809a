"""Proofs: made, then approved by a named person, or refused with a reason."""

from datetime import date

from quitus.domain.audit.operations import record
from quitus.domain.printing import errors, policies, queries, states
from quitus.domain.printing.models import Proof
from quitus.domain.vouchers import states as orders
from quitus.domain.vouchers.models import Order
from quitus.kernel.actors import Actor, refuse_unless
from quitus.kernel.clock import refuse_future, today
from quitus.kernel.constraints import refused_by
from quitus.kernel.life import after
from quitus.kernel.locks import lock
from quitus.kernel.operation import operation
from quitus.kernel.words import N_


@operation
def keep_proof(*, by: Actor, order_id: int, design_id: int, pdf_sha256: str, pdf_size: int) -> Proof:
    """Keep what the pass of a confirmed order will look like.

    The file is already among the documents, `pdf_size` in bytes.
    Refuses with `NotYourRole`, `NotAtProof`, `ProofAwaitsDecision`. Raises `Order.DoesNotExist`.
    """
    order = locked_order(order_id)
    refuse_unless(policies.may_make_proof(by.role, own=queries.is_own(order, by.organisation_id)))
    if order.state != orders.CONFIRMED:
        raise errors.NotAtProof(number=order.number, state=orders.ORDER_LABELS[order.state])
    proof = Proof(
        scheme_id=order.scheme_id,
        order=order,
        design_id=design_id,
        rank=queries.next_rank(order_id),
        pdf_sha256=pdf_sha256,
        pdf_size=pdf_size,
        made_on=today(),
        made_by=by.label,
    )
    with refused_by("an_order_has_one_proof_awaiting_a_decision", errors.ProofAwaitsDecision(number=order.number)):
        proof.save(force_insert=True)
    _told(by, "keep_proof", proof, N_("Épreuve %(rank)s préparée"))
    return proof


@operation
def approve_proof(*, by: Actor, proof_id: int, approved_on: date, approved_name: str) -> Proof:
    """Say in whose name the proof is approved: its order may then be produced and printed.

    Refuses with `NotYourRole`, `ProofDecided`, `DateInTheFuture`, `ProofOlderThanOrder`, `ApproverMissing`.
    """
    refuse_unless(policies.may_decide_proof(by.role))
    proof = _locked(proof_id, "approve_proof", approved_on)
    if not approved_name.strip():
        raise errors.ApproverMissing()
    proof.state = states.APPROVED
    proof.approved_name = approved_name.strip()
    _decide(by, proof, approved_on)
    _told(by, "approve_proof", proof, N_("Épreuve %(rank)s approuvée par %(name)s"), name=proof.approved_name)
    return proof


@operation
def refuse_proof(*, by: Actor, proof_id: int, refused_on: date, reason: str) -> Proof:
    """Send the proof back: another is needed.

    Refuses with `NotYourRole`, `ProofDecided`, `DateInTheFuture`, `ProofOlderThanOrder`, `ReasonMissing`.
    """
    refuse_unless(policies.may_decide_proof(by.role))
    proof = _locked(proof_id, "refuse_proof", refused_on)
    if not reason.strip():
        raise errors.ReasonMissing()
    proof.state = states.REFUSED
    proof.reason = reason.strip()
    _decide(by, proof, refused_on)
    _told(by, "refuse_proof", proof, N_("Épreuve %(rank)s refusée : %(reason)s"), reason=proof.reason)
    return proof


def locked_order(order_id: int) -> Order:
    """The order, locked, with its contract; raises `Order.DoesNotExist`."""
    found = lock(Order.objects.select_related("operator_contract").filter(pk=order_id))
    if not found:
        raise Order.DoesNotExist(order_id)
    return found[0]


def _locked(proof_id: int, verb: str, on: date) -> Proof:
    found = lock(Proof.objects.select_related("order").filter(pk=proof_id))
    if not found:
        raise Proof.DoesNotExist(proof_id)
    proof = found[0]
    if after(states.PROOF, proof.state, verb) is None:
        raise errors.ProofDecided()
    refuse_future(on)
    if on < proof.made_on:
        raise errors.ProofOlderThanOrder(made_on=proof.made_on)
    return proof


def _decide(by: Actor, proof: Proof, on: date) -> None:
    proof.decided_on = on
    proof.decided_by = by.label
    proof.save(update_fields=["state", "decided_on", "decided_by", "approved_name", "reason"])


def _told(by: Actor, verb: str, proof: Proof, summary: str, **facts: object) -> None:
    """Add the line of the order's thread."""
    data = {"rank": proof.rank, "proof_id": proof.pk, "pdf_sha256": proof.pdf_sha256, **facts}
    record(by=by, verb=verb, subject_kind="order", subject_id=proof.order_id, summary=summary, data=data)
