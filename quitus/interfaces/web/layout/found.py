"""Lost pass that turn up come back into a hand; pass not counted by a receiver are a task of who gave them."""

from collections.abc import Collection, Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.distribution import queries, states
from quitus.domain.distribution.models import Holder
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Empty, Fact, Link, Task
from quitus.interfaces.web.layout.custody_forms import RanksForm
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.orders import pass_count
from quitus.interfaces.web.layout.pages import show_list
from quitus.interfaces.web.layout.stock import holder_words, ranges_table, slip_title
from quitus.interfaces.web.layout.words import count
from quitus.usecases import found_pass as usecases

LOST = (states.LOST, states.STOLEN)


def show_found(request: SchemeRequest, taker: Holder, *, back: Link) -> HttpResponse:
    """Say which lost pass were found and came back to `taker`; nothing to say where none is lost."""
    lost = [one for kind in LOST if (one := queries.holder_of_kind(kind)) is not None]
    if not queries.stock(holder_ids=[one.pk for one in lost]):
        nothing = Empty(_("Aucun pass n'est perdu."), _("Ceux que vous retrouvez ne sont pas déclarés perdus ici."))
        return show_list(request, title=_("Pass retrouvés"), back=back, table=ranges_table(None, empty=nothing))
    form = RanksForm(sent(request), holder_id=[one.pk for one in lost], note_needed=True)
    act = Act(
        title=_("Des pass perdus sont retrouvés"),
        happens=_("Ils reviennent à « %(holder)s », encore bloqués.") % {"holder": holder_words(taker)},
        facts=tuple(
            Fact(line.order.number, f"{pass_count(line.count)} – {holder_words(line.holder)}") for line in _lost(lost)
        ),
        final=_("Le responsable du dispositif décide ensuite s'ils servent de nouveau, ou sont annulés."),
        button=_("Reprendre ces pass"),
        done=_("Les pass sont revenus en stock, encore bloqués."),
        refused={
            "not_in_this_file": "ranks",
            "not_in_that_custody": "ranks",
            "numbers_unknown": "ranks",
            "destroyed_for_good": "ranks",
            "moved_before_it_arrived": "occurred_on",
        },
    )
    return bind(request, form, usecases.find_pass_again, act, back=back, to_holder_id=taker.pk)


def _lost(lost: list[Holder]) -> list[queries.Stock]:
    return queries.stock(holder_ids=[one.pk for one in lost])


def contested_tasks(request: SchemeRequest, holder_ids: Collection[int], slip_view: str) -> Iterator[Task]:
    """Each slip of which the receiver did not count some pass: they are to be looked for, or told lost."""
    for one in usecases.contested(holder_ids):
        yield Task(
            _("Retrouver %(count)s pass non reçus") % {"count": count(one.count)},
            here(request, slip_view, one.slip.pk),
            _("%(slip)s : comptez-les, ou déclarez-les perdus") % {"slip": slip_title(one.slip)},
            tone="late",
        )
