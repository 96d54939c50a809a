"""What waits for the authority about custody and the régie, and the number of its home."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quitus.domain.distribution import queries, states
from quitus.domain.vouchers import queries as vouchers
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Figure, Task, number
from quitus.interfaces.web.layout.words import count

SUBJECTS = {"imprest": "authority:imprest", "slip": "authority:slip"}


def tasks(request: SchemeRequest) -> Iterator[Task]:
    """Régies whose acte constitutif may be signed."""
    for one in queries.imprests():
        if one.state == states.ASSENTED:
            yield Task(
                _("Ouvrir la régie"),
                here(request, "authority:open_imprest", one.pk),
                _("%(name)s, le comptable a donné son avis") % {"name": one.name},
            )


def figure(request: SchemeRequest) -> Figure | None:
    """Pass handed out, of those that are active; nothing to count before the first activation."""
    activated = vouchers.totals()["activated"]
    if not activated:
        return None
    return Figure(
        number(queries.handed_out_count()),
        _("pass remis"),
        url=here(request, "authority:stock"),
        note=_("sur %(count)s pass actifs") % {"count": count(activated)},
    )
