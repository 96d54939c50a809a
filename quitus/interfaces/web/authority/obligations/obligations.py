"""The agenda of what is owed, month after month."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.obligations import queries, states
from quitus.domain.obligations.models import Obligation
from quitus.domain.obligations.queries import Filters, Tally
from quitus.domain.obligations.queries.agenda import EVERY, OPEN
from quitus.domain.organisations.roles import MANAGER
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.conventions.convention import convention_of
from quitus.interfaces.web.authority.conventions.drafting import back_to_convention
from quitus.interfaces.web.authority.obligations import showing
from quitus.interfaces.web.layout import words
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Chip, Empty, Link, Table
from quitus.interfaces.web.layout.lists import chips, paginate
from quitus.interfaces.web.layout.pages import show
from quitus.kernel.clock import today

ALL = "toutes"


@page(audience="authority")
@require_GET
def obligations(request: SchemeRequest) -> HttpResponse:
    """The obligations of the convention by month: those still owed, unless the filters say otherwise."""
    convention = convention_of(request)
    asked, now = filters_of(request), today()
    tally = queries.tally(convention.pk, now, asked.owed_by)
    lines = queries.agenda(convention.pk, now, asked, latest_first=request.GET.get("tri") == "-echeance")
    shown = paginate(request, lines, total=tally.total(asked))
    leads = request.actor.role == MANAGER
    add_one = Link(_("Inscrire une obligation"), here(request, "authority:add_obligation"), "primary")
    empty = Empty(
        _("Aucune obligation ici."),
        _("Les règles de la convention font naître les échéances ; inscrivez à la main ce qui n'en vient pas."),
        add_one if leads else None,
    )
    return show(
        request,
        "authority/obligations/agenda.html",
        title=_("Obligations"),
        lead=_("Ce que la convention demande à chaque partie, mois par mois."),
        back=back_to_convention(request),
        actions=_actions(request, add_one, leads),
        chips=_by_state(request, tally.by_state(asked.month)),
        parties=_by_party(request),
        months=_months(tally, asked),
        kept=[(name, value) for name, value in request.GET.items() if name in {"etat", "par", "tri"}],
        tables=_by_month(request, shown.items, now),
        page=shown,
        nothing=empty,
    )


def filters_of(request: SchemeRequest) -> Filters:
    """What the address asks for; what it cannot mean is left out."""
    state = request.GET.get("etat", "")
    owed_by = request.GET.get("par", "")
    try:
        month = date.fromisoformat(f"{request.GET.get('mois', '')}-01")
    except ValueError:
        month = None
    return Filters(
        state=EVERY if state == ALL else state if state in states.LABELS else OPEN,
        owed_by=owed_by if owed_by in states.OWED_BY else "",
        month=month,
    )


def _actions(request: SchemeRequest, add_one: Link, leads: bool) -> list[Link]:
    read = [
        Link(_("Règles"), here(request, "authority:duties"), "link"),
        Link(_("Comité technique"), here(request, "authority:committee"), "link"),
        Link(_("Correspondance"), here(request, "authority:letters"), "link"),
    ]
    mine = Link(_("Mes rappels"), here(request, "authority:my_reminders"), "link")
    return [add_one, *read, mine] if leads else read


def _by_state(request: SchemeRequest, counts: dict[str, int]) -> list[Chip]:
    known = [(key, _(label), counts[key]) for key, label in states.LABELS.items() if counts.get(key)]
    every = (ALL, _("Toutes"), sum(counts.values()))
    return chips(request, "etat", [*known, every], everything=_("À tenir"))


def _by_party(request: SchemeRequest) -> list[Chip]:
    labels = {states.HOLDER: _("Dues par la collectivité"), states.FUNDER: _("Dues par le financeur")}
    return chips(
        request, "par", [(key, label, None) for key, label in labels.items()], everything=_("Les deux parties")
    )


def _months(tally: Tally, asked: Filters) -> list[tuple[str, str, bool]]:
    """What the choice of a month offers: its value, its words, whether it is the one read."""
    return [
        (f"{first:%Y-%m}", f"{words.month(first)} ({count})", first == asked.month)
        for first, count in tally.by_month(asked.state)
    ]


def _by_month(request: SchemeRequest, found: Sequence[Obligation], now: date) -> list[Table]:
    """One register a month, in the order of the lines."""
    return [
        showing.table_of(
            request,
            list(some),
            now,
            caption=words.month(first).capitalize(),
            sort="echeance" if rank == 0 else "",
            empty=Empty(""),
        )
        for rank, (first, some) in enumerate(groupby(found, key=lambda one: one.due_on.replace(day=1)))
    ]
