"""What sleeps: booklets handed out of which no pass has been used, the oldest first."""

from collections.abc import Sequence
from datetime import timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution.queries import asleep
from quitus.domain.distribution.queries.asleep import Booklet
from quitus.domain.vouchers import queries as vouchers
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.stock.glance import days, delays
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
    """The booklets that nobody has begun to use, with the point where to ask."""
    on = today()
    booklet_days, _points = delays(request.membership.scheme_id, on)
    found = asleep.sleeping_booklets(on - timedelta(days=booklet_days), on)
    lead = _(
        "Carnets remis depuis plus de %(days)s jours dont aucun pass n'a servi. Aucun nom ici : le point connaît la "
        "personne."
    )
    if request.GET.get("format") == "csv":
        return as_csv(_table(request, found.booklets), "carnets-non-entames")
    lines = paginate(request, found.booklets)
    more = "" if found.is_all else _("Seuls les %(count)s plus anciens sont montrés.")
    return show_list(
        request,
        title=_("Carnets qui dorment"),
        lead=f"{lead % {'days': booklet_days}} {more % {'count': count(asleep.MOST)} if more else ''}".strip(),
        back=Link(_("Où sont les pass"), here(request, "authority:stock")),
        actions=[Link(_("Exporter (CSV)"), address(request, format="csv", page=None), icon="download")],
        page=lines,
        table=_table(request, lines.items),
    )


def _table(request: SchemeRequest, lines: Sequence[Booklet]) -> Table:
    orders = vouchers.orders().in_bulk({one.order_id for one in lines})
    given = asleep.given_by(lines)
    on = today()

    def row(one: Booklet) -> Row:
        handout, order = given.get(one.one), orders[one.order_id]
        return Row(
            [
                pass_words(one.numbers, order),
                order.number,
                one.count,
                one.given_on,
                days(one.given_on, on),
                handout.point.name if handout else "",
                handout.slip.number if handout else "",
            ],
            url=here(request, "authority:pass_range", one.numbers.first, one.numbers.last)
            if one.numbers.count > 1
            else here(request, "authority:pass", one.numbers.first),
        )

    return Table(
        caption=_("Carnets non entamés"),
        columns=[
            Column(_("Carnet")),
            Column(_("Commande"), "code"),
            Column(_("Pass"), "number"),
            Column(_("Remis le"), "day"),
            Column(_("Depuis"), "number"),
            Column(_("Point")),
            Column(_("Bon de remise"), "code"),
        ],
        rows=[row(one) for one in lines],
        empty=Empty(
            _("Aucun carnet ne dort."),
            _("De chaque carnet remis depuis tout ce temps, au moins un pass a servi."),
        ),
    )
