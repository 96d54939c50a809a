"""What statements add to the accountant's home."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.reporting import queries, states
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.words import day

SUBJECTS = {"statement": "accountant:statement"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """The statements to attest."""
    for one in queries.statements_awaiting(request.membership.scheme_id, (states.SIGNED,)):
        yield Task(
            title=_("Attester l'état des dépenses"),
            url=here(request, "accountant:statement", one.pk),
            detail=_("arrêté au %(day)s") % {"day": day(one.until)},
        )
