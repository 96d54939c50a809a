"""What waits for the operator: orders to pay."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from quitus.domain.reimbursement import queries, states
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.words import euros
from quitus.kernel.clock import today

SUBJECTS = {"payment": "operator:payment"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Each order received and not yet paid."""
    waiting = queries.payments(
        request.membership.scheme_id, payer_id=request.membership.organisation_id, state=states.ISSUED
    )
    for one in waiting:
        due: date | None = one.pay_by  # type: ignore[attr-defined]
        yield Task(
            _("Payer les structures (ordre %(number)s)") % {"number": one.number},
            here(request, "operator:payment", one.pk),
            euros(one.amount_cents),
            due,
            "late" if due is not None and due < today() else "waiting",
        )
