"""The number of the authority's home: pass handed out."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.distribution import queries
from quitus.domain.vouchers import queries as vouchers
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Figure, Task, number
from quitus.interfaces.web.layout.used_in_stock import tasks as used_in_stock
from quitus.interfaces.web.layout.words import count

SUBJECTS = {"slip": "authority:slip"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """What was used without a hand-out on record; all else about custody waits for who holds pass."""
    return used_in_stock(lambda holder: here(request, "authority:register", holder.pk))


def figure(request: SchemeRequest) -> Figure | None:
    """Pass handed out, of all that were ever activated, those of ended orders too; nothing before the first."""
    activated = vouchers.totals()["activated"]
    if not activated:
        return None
    return Figure(
        number(queries.handed_out_count()),
        _("pass remis"),
        url=here(request, "authority:stock"),
        note=_("sur %(count)s pass activés") % {"count": count(activated)},
    )
