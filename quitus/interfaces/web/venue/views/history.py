"""What the structure took, month by month, and how to correct it."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.redemption import queries
from quitus.domain.redemption.models import Redemption
from quitus.domain.reimbursement import queries as reimbursement
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import (
    Chip,
    Column,
    Empty,
    Fact,
    Figure,
    Link,
    Row,
    Status,
    Table,
    code,
    day,
    money,
)
from quitus.interfaces.web.layout.forms import refusals_on
from quitus.interfaces.web.layout.lists import address, as_csv, paginate
from quitus.interfaces.web.layout.pages import show_confirm, show_list
from quitus.interfaces.web.layout.words import month
from quitus.interfaces.web.venue.forms import CorrectForm
from quitus.kernel.calendar import add_months, month_bounds
from quitus.kernel.clock import today
from quitus.usecases.redeem import undo_redemption

MONTHS_SHOWN = 4


@page(audience="venue")
@require_GET
def redemptions(request: SchemeRequest) -> HttpResponse:
    """The pass of one month, by day of service; undone ones stay, and say so."""
    first, last = month_bounds(_asked(request))
    lines = queries.redemptions(
        request.membership.scheme_id, organisation_id=request.membership.organisation_id, from_on=first, to_on=last
    )
    found = paginate(request, lines)
    table = _table(request, found.items)
    if request.GET.get("format") == "csv":
        return as_csv(_table(request, list(lines)), f"pass-encaisses-{first:%Y-%m}")
    count, worth = queries.count_and_worth(lines)
    return show_list(
        request,
        title=_("Pass encaissés"),
        lead=_("Ce que votre structure a encaissé, par mois de service."),
        actions=[
            Link(_("Saisir un bordereau papier"), here(request, "venue:slip")),
            Link(_("Pass papier"), here(request, "venue:kept")),
            Link(_("Questions de la collectivité"), here(request, "venue:asked")),
            Link(_("Exporter (CSV)"), address(request, format="csv", page=None), icon="download"),
        ],
        chips=_months(request),
        figures=[
            Figure(count, _("pass encaissés en %(month)s") % {"month": month(first)}),
            Figure(money(worth), _("à leur valeur faciale")),
        ],
        table=table,
        page=found,
    )


@page(audience="venue")
def correct(request: SchemeRequest, number: int, turn: int) -> HttpResponse:
    """Undo a taking with a reason, which the authority reads."""
    line = queries.redemption(number, turn)
    if line is None or line.organisation_id != request.membership.organisation_id:
        raise Http404
    form = CorrectForm(request.POST if request.method == "POST" else None)
    back = Link(_("Ne pas annuler"), here(request, "venue:redemptions", query=f"mois={line.service_on}"))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            undo_redemption(by=request.actor, number=number, turn=turn, **form.cleaned_data)
            messages.success(request, _("L'encaissement est annulé : le pass peut être utilisé à nouveau."))
            return redirect(back.url)
    return show_confirm(
        request,
        title=_("Annuler un encaissement"),
        happens=_("Ce pass n'entrera pas dans votre demande de remboursement et pourra être utilisé à nouveau."),
        facts=[
            Fact(_("Pass"), code(str(line.number))),
            Fact(_("Service"), _(line.service.label)),
            Fact(_("Date du service"), day(line.service_on)),
            Fact(_("Lieu"), line.venue.name),
        ],
        final=_("La collectivité lira la raison que vous donnez."),
        form=form,
        button=_("Annuler l'encaissement"),
        back=back,
        danger=True,
    )


def _asked(request: SchemeRequest) -> date:
    try:
        return parse_date(request.GET.get("mois", "")) or today()
    except ValueError:
        return today()


def _months(request: SchemeRequest) -> list[Chip]:
    this = month_bounds(today())[0]
    shown = [add_months(this, -back) for back in range(MONTHS_SHOWN)]
    counted = queries.counts_by_month(request.membership.scheme_id, request.membership.organisation_id, since=shown[-1])
    current = month_bounds(_asked(request))[0]
    return [
        Chip(month(one), address(request, mois=one, page=None), counted.get(one, 0), one == current) for one in shown
    ]


def _table(request: SchemeRequest, lines: Sequence[Redemption]) -> Table:
    claims = reimbursement.claim_numbers([(line.number, line.turn) for line in lines])
    return Table(
        caption=_("Pass encaissés"),
        columns=[
            Column(_("Pass"), "code"),
            Column(_("Date"), "day"),
            Column(_("Service")),
            Column(_("Lieu")),
            Column(_("Où en est-il")),
            Column(_("Correction")),
        ],
        rows=[
            Row(
                [
                    str(line.number),
                    line.service_on,
                    _(line.service.label),
                    line.venue.name,
                    _standing(line, claims.get((line.number, line.turn))),
                    _correction(request, line, claims.get((line.number, line.turn))),
                ]
            )
            for line in lines
        ],
        empty=Empty(
            _("Aucun pass encaissé pour ce mois."),
            _("Un pass s'encaisse après le service, en saisissant son code."),
            Link(_("Encaisser un pass"), here(request, "venue:home"), "primary"),
        ),
    )


def _standing(line: Redemption, claim: str | None) -> Status:
    if line.undone_on:  # type: ignore[attr-defined]
        return Status("neutral", _("Annulé"))
    if claim:
        return Status("done", _("Demandé, n° %(number)s") % {"number": claim})
    return Status("waiting", _("À demander"))


def _correction(request: SchemeRequest, line: Redemption, claim: str | None) -> Link | None:
    if line.undone_on or claim:  # type: ignore[attr-defined]
        return None
    return Link(_("Annuler"), here(request, "venue:correct", line.number, line.turn), "link")
