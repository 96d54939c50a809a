"""What sleeps: hand-outs of which no pass has been used, the oldest first."""

from collections.abc import Sequence
from datetime import timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution.models import Handout
from quitus.domain.distribution.queries import screens
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.stock.glance import days, delays
from quitus.interfaces.web.layout import stock as custody
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Link, Row, Table
from quitus.interfaces.web.layout.lists import address, as_csv, paginate
from quitus.interfaces.web.layout.orders import pass_words
from quitus.interfaces.web.layout.pages import show_list
from quitus.interfaces.web.layout.words import count
from quitus.kernel.clock import today


@page(audience="authority")
@require_GET
def sleeping(request: SchemeRequest) -> HttpResponse:
    """The hand-outs that nobody has begun to use, with the point where to ask."""
    on = today()
    booklet_days, _points = delays(request.membership.scheme_id, on)
    found = screens.sleeping_handouts(on - timedelta(days=booklet_days), on)
    lead = _(
        "Remises de plus de %(days)s jours dont aucun pass n'a servi. Aucun nom ici : le point connaît la personne."
    )
    if request.GET.get("format") == "csv":
        return as_csv(_table(request, list(found.handouts)), "remises-non-entamees")
    lines = paginate(request, found.handouts)
    more = "" if found.is_all else _("Seules les %(count)s plus anciennes ont été regardées.")
    return show_list(
        request,
        title=_("Carnets qui dorment"),
        lead=f"{lead % {'days': booklet_days}} {more % {'count': count(screens.EXAMINED)} if more else ''}".strip(),
        back=Link(_("Où sont les pass"), here(request, "authority:stock")),
        actions=[Link(_("Exporter (CSV)"), address(request, format="csv", page=None), icon="download")],
        page=lines,
        table=_table(request, lines.items),
    )


def _table(request: SchemeRequest, lines: Sequence[Handout]) -> Table:
    orders = custody.orders_of(lines)
    on = today()
    return Table(
        caption=_("Remises non entamées"),
        columns=[
            Column(_("Bon de remise"), "code"),
            Column(_("Remis le"), "day"),
            Column(_("Depuis"), "number"),
            Column(_("Point")),
            Column(_("Commune")),
            Column(_("Pass")),
            Column(_("Dernier jour"), "day"),
        ],
        rows=[
            Row(
                [
                    one.slip.number,
                    one.occurred_on,
                    days(one.occurred_on, on),
                    one.point.name,
                    one.point.commune,
                    pass_words(one.range, orders[one.order_id]),
                    orders[one.order_id].valid_until,
                ],
                url=here(request, "authority:pass_range", one.first, one.last)
                if one.range.count > 1
                else here(request, "authority:pass", one.first),
            )
            for one in lines
        ],
        empty=Empty(_("Aucune remise ne dort."), _("Chaque personne qui a reçu des pass en a utilisé au moins un.")),
    )
