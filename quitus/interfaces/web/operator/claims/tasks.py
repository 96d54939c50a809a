"""What waits for the operator: orders to pay."""

from collections.abc import Iterator

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
    due = queries.pay_by_of(one.pk for one in waiting)
    for one in waiting:
        yield Task(
            _("Payer les structures (ordre %(number)s)") % {"number": one.number},
            here(request, "operator:payment", one.pk),
            euros(one.amount_cents),
            due.get(one.pk),
            "late" if one.pk in due and due[one.pk] < today() else "waiting",
        )
