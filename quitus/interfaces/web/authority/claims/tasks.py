"""What waits for the authority about claims and payments."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.organisations.roles import FINANCE, MANAGER
from quitus.domain.reimbursement import queries, states
from quitus.domain.reimbursement.models import Claim
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.words import euros, month
from quitus.kernel.clock import today

SUBJECTS = {"claim": "authority:claim", "payment": "authority:payment"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Claims to prepare, to certify and to pay; payments that wait for their mandat or their date."""
    if request.actor.role == MANAGER:
        yield from _to_prepare(request)
    if request.actor.role == FINANCE:
        yield from _to_certify_and_order(request)
        yield from _to_pay(request)


def _to_prepare(request: SchemeRequest) -> Iterator[Task]:
    waiting = queries.structures_waiting(request.membership.scheme_id)
    if waiting.count:
        title = _("Préparer les demandes (%(month)s)") % {"month": month(queries.last_month_to_claim())}
        words = ngettext("%(count)s pass, %(amount)s", "%(count)s pass, %(amount)s", waiting.count)
        detail = words % {"count": waiting.count, "amount": euros(waiting.total_cents)}
        yield Task(title, here(request, "authority:settle"), detail)


def _to_certify_and_order(request: SchemeRequest) -> Iterator[Task]:
    found = list(queries.claims(request.membership.scheme_id).filter(state__in=[states.SUBMITTED, states.CERTIFIED]))
    certifying = [claim for claim in found if claim.state == states.SUBMITTED]
    ordering = [claim for claim in found if claim.state == states.CERTIFIED]
    if certifying:
        url = here(request, "authority:claims", query=f"etat={states.SUBMITTED}")
        yield _task(_("Certifier le service fait"), url, certifying)
    if ordering:
        yield _task(_("Ordonner les paiements"), here(request, "authority:issue_payments"), ordering)


def _task(title: str, url: str, claims: list[Claim]) -> Task:
    words = ngettext("%(count)s demande, %(amount)s", "%(count)s demandes, %(amount)s", len(claims))
    detail = words % {"count": len(claims), "amount": euros(sum(claim.total_cents for claim in claims))}
    due = min(filter(None, (claim.due_on for claim in claims)), default=None)
    return _due_task(title, url, detail, due)


def _due_task(title: str, url: str, detail: str, due: date | None) -> Task:
    return Task(title, url, detail, due, "late" if due is not None and due < today() else "waiting")


def _to_pay(request: SchemeRequest) -> Iterator[Task]:
    unpaid = list(queries.payments(request.membership.scheme_id).exclude(state=states.PAID))
    payers = {one.payer_id for one in unpaid if one.kind == states.ORDER}
    outside = {payer_id for payer_id in payers if queries.works_outside(payer_id, today())}
    for one in unpaid:
        if one.kind == states.ORDER and one.payer_id not in outside:
            continue
        if one.kind == states.PROPOSAL and one.state == states.ISSUED:
            title, view = _("Enregistrer le mandat"), "authority:payment_mandat"
        else:
            title, view = _("Enregistrer le paiement"), "authority:payment_paid"
        detail = _("Paiement %(number)s, %(amount)s") % {"number": one.number, "amount": euros(one.amount_cents)}
        yield _due_task(title, here(request, view, one.pk), detail, one.pay_by)  # type: ignore[attr-defined]
