"""Claims and payments as every audience that meets them sees them."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from quitus.domain.reimbursement import queries, states
from quitus.domain.reimbursement.models import Claim, Payment
from quitus.domain.reimbursement.queries import VenueShare
from quitus.interfaces.web.layout.components import Column, Empty, Fact, Row, Status, Step, StepState, Table, day, money
from quitus.interfaces.web.layout.words import share
from quitus.kernel.clock import today

CHAIN = (states.PREPARED, states.SUBMITTED, states.CERTIFIED, states.ORDERED, states.PAID)


def claim_status(claim: Claim) -> Status:
    """Where a claim stands; late once the day by which it should be paid is past."""
    due = claim.due_on
    if claim.state == states.REJECTED:
        return Status("late", _(states.CLAIM_LABELS[claim.state]))
    if due is not None and due < today():
        return Status("late", _("%(state)s, en retard") % {"state": _(states.CLAIM_LABELS[claim.state])})
    return Status("done" if claim.state == states.PAID else "waiting", _(states.CLAIM_LABELS[claim.state]))


def payment_status(payment: Payment) -> Status:
    """Where a payment stands."""
    return Status("done" if payment.state == states.PAID else "waiting", _(states.PAYMENT_LABELS[payment.state]))


def claim_steps(claim: Claim) -> list[Step]:
    """The way of a claim, from its preparation to its payment, with the days known."""
    certified = getattr(claim, "service_fait", None)
    settlement = getattr(claim, "settlement", None)
    payment = settlement.payment if settlement else None
    days = (
        claim.prepared_on,
        claim.submitted_on,
        certified.certified_on if certified else None,
        payment.issued_on if payment else None,
        payment.paid_on if payment else None,
    )
    labels = (_("Préparée"), _("Envoyée"), _("Service fait certifié"), _("Paiement ordonné"), _("Payée"))
    reached = CHAIN.index(states.SUBMITTED if claim.state == states.REJECTED else claim.state)
    return [Step(label, _step(rank, reached), on=on) for rank, (label, on) in enumerate(zip(labels, days, strict=True))]


def _step(rank: int, reached: int) -> StepState:
    if rank <= reached:
        return "done"
    return "current" if rank == reached + 1 else "to_come"


def pay_day(claim: Claim) -> date | None:
    """The day a claim was paid, else the one by which it should be."""
    settlement = getattr(claim, "settlement", None)
    return settlement.payment.paid_on if claim.state == states.PAID and settlement else claim.due_on


def claim_facts(claim: Claim) -> list[Fact]:
    """Who asks whom for how much, and when it is due."""
    facts = [
        Fact(_("Structure"), claim.organisation.name),
        Fact(_("Payeur"), claim.payer.name),
        Fact(_("Montant"), money(claim.total_cents), note=_("valeur faciale des pass, sans retenue")),
        Fact(_("Pass"), claim.line_count),
    ]
    if claim.due_on is not None:
        facts.append(Fact(_("À payer au plus tard"), day(claim.due_on)))
    if claim.state == states.REJECTED:
        facts.append(Fact(_("Motif du renvoi"), claim.rejection_reason))
    return facts


def shares_table(shares: Sequence[VenueShare]) -> Table:
    """A claim in detail, by venue."""
    return Table(
        caption=_("Détail par lieu"),
        columns=[Column(_("Lieu")), Column(_("Commune")), Column(_("Pass"), "number"), Column(_("Montant"), "money")],
        rows=[Row([one.venue, one.commune, one.count, one.total_cents]) for one in shares],
        totals=[
            _("Total"),
            "",
            sum(one.count for one in shares),
            sum(one.total_cents for one in shares),
        ]
        if shares
        else (),
        empty=Empty(_("Cette demande ne contient aucun pass.")),
    )


def claims_of_payment(claims: Sequence[Claim], urls: Sequence[str] = ()) -> Table:
    """The claims that a payment settles, one line per structure and month."""
    links = urls or [""] * len(claims)
    return Table(
        caption=_("Demandes réglées par ce paiement"),
        columns=[
            Column(_("Demande"), "code"),
            Column(_("Structure")),
            Column(_("Pass"), "number"),
            Column(_("Montant"), "money"),
        ],
        rows=[
            Row([claim.number, claim.organisation.name, claim.line_count, claim.total_cents], url=url)
            for claim, url in zip(claims, links, strict=True)
        ],
        totals=[
            _("Total"),
            "",
            sum(claim.line_count for claim in claims),
            sum(claim.total_cents for claim in claims),
        ],
        empty=Empty(_("Ce paiement ne règle aucune demande.")),
    )


def payment_facts(payment: Payment) -> list[Fact]:
    """Who pays how much, when it was ordered, the mandat if there is one, and what the contract adds beside."""
    facts = [
        Fact(_("Payeur"), payment.payer.name),
        Fact(_("Montant"), money(payment.amount_cents), note=_("valeur faciale des pass, sans retenue")),
        Fact(_("Ordonné le"), day(payment.issued_on)),
    ]
    if payment.mandat_number:
        facts.append(Fact(_("Mandat"), payment.mandat_number, note=payment.bordereau_number))
        facts.append(Fact(_("Mandaté le"), day(payment.mandated_on)))
    if payment.paid_on:
        facts.append(Fact(_("Payé le"), day(payment.paid_on)))
    if payment.list_reference:
        facts.append(Fact(_("Liste de l'opérateur"), payment.list_reference))
    facts += [
        Fact(
            _("Frais de l'opérateur, hors taxes"),
            money(fee.net_cents),
            note=_("%(rate)s de la valeur utilisée, facturés à part") % {"rate": share(fee.rate_per_mille)},
        )
        for fee in queries.fees(payment.pk)
    ]
    return facts
