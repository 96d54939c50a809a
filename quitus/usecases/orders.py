"""Steps of an order that several rooms take together: production, delivery, activation; and those taken on paper."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from uuid import NAMESPACE_OID, uuid5

from quitus.connectors import documents
from quitus.domain.distribution import operations as distribution
from quitus.domain.distribution import queries as distribution_queries
from quitus.domain.distribution.slip_errors import DeliveryNotTakenInCharge
from quitus.domain.ledger.errors import AccountNamedOtherwise
from quitus.domain.ledger.operations import open_account, post_transfer
from quitus.domain.organisations import queries as organisations
from quitus.domain.reimbursement.operations.accounts import held_by_payer
from quitus.domain.vouchers import operations as vouchers
from quitus.domain.vouchers import queries, states
from quitus.domain.vouchers.errors import VisaMissing
from quitus.domain.vouchers.models import LegalOpinion, Order
from quitus.domain.vouchers.operations.law import refuse_without_law
from quitus.kernel.actors import Actor
from quitus.kernel.clock import today
from quitus.kernel.operation import operation
from quitus.kernel.ranges import NumberRange
from quitus.usecases.obligations import Upload, kept
from quitus.usecases.signed_papers import by_accountant, joined


@operation
def produce_order(*, by: Actor, order_id: int, produced_on: date, series: int | None = None) -> Order:
    """Mint the pass of an order, and write them in the register as held by the printer.

    Refuses as `vouchers.produce_order`.
    """
    order = vouchers.produce_order(by=by, order_id=order_id, produced_on=produced_on, series=series)
    distribution.place_order_at_printer(by=by, order_id=order_id)
    return order


@operation
def receive_delivery(
    *,
    by: Actor,
    order_id: int,
    delivered_on: date,
    missing: Sequence[NumberRange] = (),
    note: str = "",
    received: Sequence[NumberRange] | None = None,
    surplus_count: int = 0,
    slip_reference: str = "",
    signed_by: str = "",
    quality: str = "",
    file: Upload | None = None,
) -> Order:
    """Count what is delivered: the accountant takes it in charge, what is missing is cancelled and set apart.

    `file` is the scan of the paper by which the accountant `signed_by` took it in charge; a carrier's note is none.
    Refuses as `vouchers.receive_delivery`, and as `by_accountant` for the file.
    """
    paper = None if file is None else by_accountant(signed_by, *file, by=by, quality=quality)
    distribution.hold_givers(by=by, order_id=order_id)  # the hands first, then the order, as everywhere
    order = vouchers.receive_delivery(
        by=by,
        order_id=order_id,
        delivered_on=delivered_on,
        missing=missing,
        note=note,
        received=received,
        surplus_count=surplus_count,
        slip_reference=slip_reference,
        paper=paper,
    )
    distribution.record_delivery_movement(by=by, order_id=order_id, paper=paper)
    return order


@operation
def enter_visa(
    *, by: Actor, order_id: int, revision: int, visa_on: date, signed_by: str, file: Upload, quality: str = ""
) -> Order:
    """The authority enters the visa that the accountant signed on paper.

    Refuses as `vouchers.visa_order`, and as `by_accountant` for the file.
    """
    paper = by_accountant(signed_by, *file, by=by, quality=quality)
    return vouchers.visa_order(by=by, order_id=order_id, revision=revision, visa_on=visa_on, paper=paper)


@operation
def enter_visa_refusal(
    *,
    by: Actor,
    order_id: int,
    revision: int,
    refused_on: date,
    reason: str,
    signed_by: str,
    file: Upload,
    quality: str = "",
) -> Order:
    """The authority enters the refusal of his visa that the accountant signed on paper.

    Refuses as `vouchers.refuse_visa`, and as `by_accountant` for the file.
    """
    paper = by_accountant(signed_by, *file, by=by, quality=quality)
    return vouchers.refuse_visa(
        by=by, order_id=order_id, revision=revision, refused_on=refused_on, reason=reason, paper=paper
    )


@operation
def enter_proof(*, by: Actor, order_id: int, approved_on: date, signed_by: str, file: Upload) -> Order:
    """A proof that came as a file from the printer, signed by a named person of the authority.

    Refuses as `vouchers.approve_proof`, and as `signed_papers.joined` for the file.
    """
    # Whoever approves a proof may enter it himself: there is no other side.
    return vouchers.approve_proof(
        by=by, order_id=order_id, approved_on=approved_on, approved_name=signed_by, paper=joined(signed_by, *file)
    )


@operation
def record_legal_opinion(
    *, by: Actor, reference: str, author: str, given_on: date, is_favourable: bool, file: Upload, note: str = ""
) -> LegalOpinion:
    """Keep what a lawyer said of pass issued by the authority itself, with its file.

    Refuses as `vouchers.record_legal_opinion`, and as `grants.files.fit_media_type` for the file.
    """
    facts = kept(file)
    assert facts is not None
    return vouchers.record_legal_opinion(
        by=by, reference=reference, author=author, given_on=given_on, is_favourable=is_favourable, file=facts, note=note
    )


@operation
def enter_assent(
    *, by: Actor, opinion_id: int, assent_on: date, signed_by: str, file: Upload, quality: str = ""
) -> LegalOpinion:
    """The authority enters the assent to pass issued by itself that the accountant signed on paper.

    Refuses as `vouchers.assent_to_self_issue`, and as `by_accountant` for the file.
    """
    paper = by_accountant(signed_by, *file, by=by, quality=quality)
    return vouchers.assent_to_self_issue(by=by, opinion_id=opinion_id, assent_on=assent_on, paper=paper)


def opinion_content(opinion_id: int) -> tuple[LegalOpinion, bytes]:
    """An opinion of the current scheme and its file. Raises `DoesNotExist`, `DocumentLost`, `DocumentDamaged`."""
    opinion = queries.legal_opinion(opinion_id)
    return opinion, documents.read(opinion.sha256)


def refuse_step(order: Order, verb: str) -> None:
    """Whether the page of a step opens on an order where it stands.

    Refuses as `vouchers.queries.state_after`; to confirm, with `VisaMissing`, `LegalOpinionMissing`,
    `SelfIssueAssentMissing`; to activate, with `DeliveryNotTakenInCharge`.
    """
    queries.state_after(order, verb)
    if verb == "confirm_order":
        if order.visa_on is None and queries.visa_is_required(order.scheme_id):
            raise VisaMissing(number=order.number)
        if order.shape == states.SELF_ISSUED:
            refuse_without_law(order, today())
    if verb == "activate_order":
        _refuse_not_in_charge(order)


def _refuse_not_in_charge(order: Order) -> None:
    """Prise en charge des valeurs inactives : the accountant answers for them from his signature on."""
    slips = distribution_queries.deliveries_to_sign(order.pk).get(order.pk)
    if slips:
        raise DeliveryNotTakenInCharge(number=order.number, slips=tuple(slip.number for slip in slips))


@operation
def activate_order(*, by: Actor, order_id: int, mandat_number: str, activated_on: date) -> Order:
    """Make the pass usable, and enter what the mandat paid to the operator who will pay the venues.

    Where the authority pays the venues itself nothing is paid beforehand, so that nothing is entered.
    Refuses as `vouchers.activate_order`, and with `DeliveryNotTakenInCharge`.
    """
    order = vouchers.activate_order(by=by, order_id=order_id, mandat_number=mandat_number, activated_on=activated_on)
    _refuse_not_in_charge(order)
    order = queries.order(order.pk)
    amount = (order.delivered_count or 0) * order.face_value_cents
    if order.payer_id == organisations.scheme_by_id(order.scheme_id).authority_id or amount == 0:
        return order
    paid = f"paid_to_payer:{order.payer_id}"
    with suppress(AccountNamedOtherwise):
        open_account(scheme_id=order.scheme_id, code=paid, label=f"Versé à {order.payer.short_name}")
    post_transfer(
        by=by,
        key=uuid5(NAMESPACE_OID, f"activate_order:{order.pk}"),
        debit=held_by_payer(order.scheme_id, order.payer),
        credit=paid,
        amount_cents=amount,
        occurred_on=activated_on,
        label=f"Commande {order.number}, mandat {order.mandat_number}",
        subject_kind="order",
        subject_id=order.pk,
    )
    return order
