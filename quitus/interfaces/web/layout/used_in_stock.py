"""What venues took though nobody wrote that it was handed out: told each day to who answers for the stock."""

from collections.abc import Callable, Collection, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.distribution.models import Holder
from quitus.domain.redemption import queries
from quitus.interfaces.web.layout.components import Task
from quitus.interfaces.web.layout.stock import holder_words
from quitus.interfaces.web.layout.words import day


def tasks(url: Callable[[Holder], str], holder_ids: Collection[int] | None = None) -> Iterator[Task]:
    """For each holder and order: how many, where they are still counted, and what to do about it."""
    for one in queries.used_in_stock(holder_ids):
        count = len(one.numbers)
        title = ngettext(
            "%(count)s pass utilisé sans remise enregistrée",
            "%(count)s pass utilisés sans remise enregistrée",
            count,
        )
        detail = _(
            "encore au stock de %(holder)s, pris par un lieu jusqu'au %(day)s : comptez ce stock, puis ouvrez un "
            "dossier de perte pour ce qui n'y est plus"
        )
        yield Task(
            title % {"count": count},
            url(one.holder),
            detail % {"holder": holder_words(one.holder), "day": day(one.last_on)},
            tone="late",
        )
