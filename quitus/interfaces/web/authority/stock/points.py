"""The points of distribution, by commune: what they hold, what they give week after week, which of them sleep."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.connectors import spreadsheets
from quitus.domain.distribution.queries import screens
from quitus.domain.distribution.queries.screens import PointNow
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.stock.glance import days, delays
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Bars, Column, Empty, Figure, Link, Row, Status, Table, number
from quitus.interfaces.web.layout.lists import address, as_csv, chips
from quitus.interfaces.web.layout.pages import show_list
from quitus.interfaces.web.layout.values import as_cell
from quitus.interfaces.web.layout.words import count
from quitus.kernel.clock import today

WEEKS = 12
HALF = WEEKS // 2


@page(audience="authority")
@require_GET
def points(request: SchemeRequest) -> HttpResponse:
    """Every point by commune, or those that sleep, or where people wait."""
    on = today()
    _booklets, point_days = delays(request.membership.scheme_id, on)
    before = on - timedelta(days=point_days)
    every = screens.points_now(on, WEEKS)
    asleep = [one for one in every if one.sleeps(before)]
    waiting = [one for one in every if one.waiting and not one.held.count]
    shown = {"dort": asleep, "attente": waiting}.get(request.GET.get("etat", ""), every)
    table = _table(request, shown, on, before)
    if request.GET.get("format") == "csv":
        return as_csv(table, "points")
    if request.GET.get("format") == "xlsx":
        return _workbook(request, table, on)
    return show_list(
        request,
        title=_("Points de distribution"),
        lead=_("Par commune : ce que chaque point détient, et ce qu'il a remis depuis douze semaines."),
        back=Link(_("Où sont les pass"), here(request, "authority:stock")),
        chips=chips(
            request,
            "etat",
            [
                ("dort", _("Sans mouvement depuis %(days)s jours") % {"days": point_days}, len(asleep)),
                ("attente", _("Des personnes attendent, stock vide"), len(waiting)),
            ],
            everything=_("Tous"),
        ),
        figures=[
            Figure(number(len(every)), _("points")),
            Figure(number(sum(one.held.count for one in every)), _("pass dans les points")),
            Figure(number(sum(sum(one.weeks) for one in every)), _("pass remis en douze semaines")),
        ],
        actions=[
            Link(_("Tableur (XLSX)"), address(request, format="xlsx"), icon="download"),
            Link(_("Exporter (CSV)"), address(request, format="csv"), icon="download"),
        ],
        table=table,
    )


def _table(request: SchemeRequest, shown: Sequence[PointNow], on: date, before: date) -> Table:
    return Table(
        caption=_("Points de distribution"),
        columns=[
            Column(_("Point")),
            Column(_("Commune")),
            Column(_("Pass"), "number"),
            Column(_("Le plus ancien"), "number"),
            Column(_("Remis, douze semaines")),
            Column(_("Fiches en attente"), "number"),
            Column(_("Dernier mouvement"), "day"),
            Column(_("Où il en est")),
        ],
        rows=[
            Row(
                [
                    one.point.name,
                    one.point.commune,
                    one.held.count,
                    days(one.oldest_on, on),
                    Bars(one.weeks, f"{number_words(sum(one.weeks))}, {trend_words(one.weeks)}"),
                    one.waiting,
                    one.moved_on,
                    status(one, before),
                ],
                url=here(request, "authority:register", one.point.holder.pk),
            )
            for one in shown
        ],
        totals=[
            _("Total"),
            "",
            number(sum(one.held.count for one in shown)),
            "",
            number(sum(sum(one.weeks) for one in shown)),
            number(sum(one.waiting for one in shown)),
            "",
            "",
        ]
        if shown
        else [],
        empty=Empty(_("Aucun point ici."), _("Changez de filtre, ou ouvrez un point dans la régie.")),
    )


def number_words(value: int) -> str:
    """« 1 234 pass »."""
    return _("%(count)s pass") % {"count": count(value)}


def trend_words(weeks: Sequence[int]) -> str:
    """Whether the last six weeks gave more than the six before, in words: a drawing alone would not be enough."""
    before, after = sum(weeks[:HALF]), sum(weeks[HALF:])
    if not before and not after:
        return _("aucune remise")
    if after > before:
        return _("en hausse")
    return _("en baisse") if after < before else _("stable")


def status(one: PointNow, before: date) -> Status:
    """Where a point stands: asleep, out of stock while people wait, or at work."""
    if one.waiting and not one.held.count:
        return Status("late", _("Stock vide, on attend"))
    if one.sleeps(before):
        return Status("waiting", _("Dort"))
    return Status("done", _("Actif")) if one.held.count else Status("neutral", _("Vide"))


def _workbook(request: SchemeRequest, table: Table, on: date) -> HttpResponse:
    """The table as a spreadsheet, its numbers as numbers."""
    kept = [column for column in table.columns if column.kind in ("number", "money", "day", "text")]
    sheet = spreadsheets.Sheet(
        name=str(table.caption),
        columns=[spreadsheets.Column(str(column.label), column.kind) for column in kept],  # type: ignore[arg-type]
        rows=[[as_cell(value) for value in row.cells] for row in table.rows],
        totals=[as_cell(value) for value in table.totals],
    )
    author = request.membership.scheme.authority.name
    content = spreadsheets.write(str(table.caption), author, on, [sheet])
    headers = {"Content-Disposition": 'attachment; filename="points.xlsx"'}
    return HttpResponse(content, content_type=spreadsheets.MEDIA_TYPE, headers=headers)
