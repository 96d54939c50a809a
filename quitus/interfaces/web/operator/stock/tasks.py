"""What the pass at the printer add to the operator's home."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.distribution import queries
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Figure, Task, number
from quitus.interfaces.web.operator.stock.views import own_printer


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """None of its own: what is to be delivered is asked order by order."""
    return iter(())


def figure(request: SchemeRequest) -> Figure | None:
    """Pass printed and not delivered; nothing to say before the first are."""
    printer = own_printer(request)
    if printer is None:
        return None
    return Figure(number(queries.held_by(printer.pk).count), _("pass à livrer"), url=here(request, "operator:stock"))
