"""The stock at a glance: how many pass, where, for how long, which of them sleep."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quitus.domain.distribution import queries, states
from quitus.domain.distribution.queries import Held, Stock
from quitus.domain.distribution.queries.asleep import Sleeping
from quitus.domain.distribution.queries.screens import PointNow
from quitus.domain.grants import queries as grants
from quitus.domain.grants.errors import ConventionNotSigned
from quitus.domain.grants.rules import Terms
from quitus.domain.redemption import queries as redemption
from quitus.interfaces.web.layout import stock as custody
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Chip, Column, Empty, Figure, Row, Table, money, number
from quitus.interfaces.web.layout.lists import address, chips
from quitus.interfaces.web.layout.words import count, euros
from quitus.kernel.money import Cents

ALWAYS = (states.ACCOUNTANT, states.SAFE, states.POINT, states.BENEFICIARIES)


def delays(scheme_id: int, on: date) -> tuple[int, int]:
    """After how many days a booklet handed out sleeps, and a point: as the convention says, else as it is usual."""
    try:
        terms = grants.terms_at(scheme_id, on)
    except ConventionNotSigned:
        return Terms.booklet_sleep_days, Terms.point_sleep_days
    return terms.booklet_sleep_days, terms.point_sleep_days


def figures(request: HttpRequest) -> list[Figure]:
    """How many pass each kind of hand holds, along the chain; those of the chain always, the others when they do.

    Each leads to who holds them: in stock, the list below; elsewhere one hand holds them all, and has a register.
    """
    by_kind, used = queries.totals().by_kind, redemption.used_by_people()
    none = Held(0, Cents(0))
    alone = dict(queries.holders().exclude(kind__in=states.IN_STOCK).values_list("kind", "pk"))

    def url(kind: str) -> str:
        if not by_kind.get(kind, none).count:
            return ""
        if kind in alone:
            return here(request, "authority:register", alone[kind])
        return f"{address(request, detient=kind)}#liste"

    return [
        Figure(
            number(by_kind.get(kind, none).count),
            _(states.CUSTODY_LABELS[kind]),
            url=url(kind),
            note=_worth(by_kind.get(kind), used if kind == states.BENEFICIARIES else 0),
        )
        for kind in states.CUSTODY
        if kind in ALWAYS or by_kind.get(kind, none).count
    ]


def kinds(request: HttpRequest, lines: Sequence[Stock]) -> list[Chip]:
    """The kinds of hands that have pass in stock, to keep one of them in the list: how many hands of each."""
    hands: dict[str, set[int]] = {}
    for line in lines:
        hands.setdefault(line.holder.kind, set()).add(line.holder.pk)
    choices = [(kind, _(states.CUSTODY_LABELS[kind]), len(hands[kind])) for kind in states.CUSTODY if kind in hands]
    made = chips(request, "detient", choices, everything=_("Tous"))
    return [replace(one, url=f"{one.url}#liste") for one in made]


def _worth(held: Held | None, used: int) -> object:
    """The face value of what is held; of what people hold, how many are used and worth nothing any more."""
    if held is None or not used:
        return euros(held.value_cents) if held else ""
    words = ngettext("%(value)s, dont %(count)s utilisé", "%(value)s, dont %(count)s utilisés", used)
    return words % {"value": euros(held.value_cents), "count": count(used)}


def in_stock() -> list[Stock]:
    """What everybody holds who has not handed it out yet: people's pass are counted, never listed."""
    ids = queries.holders().filter(kind__in=states.IN_STOCK).values_list("pk", flat=True)
    return queries.stock(holder_ids=list(ids))


def stock_table(request: HttpRequest, lines: Sequence[Stock], on: date) -> Table:
    """Who has how many pass of which order, since when, and for how long."""

    def row(name: str, line: Stock) -> Row:
        return Row(
            [
                name,
                line.order.number,
                line.count,
                line.value_cents,
                line.since_on,
                days(line.since_on, on),
            ],
            url=here(request, "authority:register", line.holder.pk),
        )

    total = [
        _("Total"),
        "",
        number(sum(line.count for line in lines)),
        money(sum(line.value_cents for line in lines)),
        "",
        "",
    ]
    return Table(
        caption=_("Qui détient des pass en stock"),
        columns=[
            Column(_("Qui les détient")),
            Column(_("Commande"), "code"),
            Column(_("Pass"), "number"),
            Column(_("Valeur"), "money"),
            Column(_("Depuis"), "day"),
            Column(_("Durée"), "number"),
        ],
        rows=[row(name, line) for name, line in zip(custody.named_with_way(lines), lines, strict=True)],
        totals=total if lines else [],
        empty=Empty(_("Aucun pass en stock."), _("Ils seront suivis ici dès qu'une commande est produite.")),
    )


def days(since: date | None, on: date) -> str:
    """« 45 jours » since a day; nothing without one."""
    if since is None:
        return ""
    passed = (on - since).days
    return ngettext("%(count)s jour", "%(count)s jours", passed) % {"count": count(passed)}


def sleeping_figures(
    request: HttpRequest, points: Sequence[PointNow], sleeping: Sleeping, booklet_days: int, point_days: int, on: date
) -> list[Figure]:
    """How many booklets and points sleep, each with the way to them."""
    asleep = sum(1 for one in points if one.sleeps(on - timedelta(days=point_days)))
    idle = len(sleeping.booklets)
    told = number(idle) if sleeping.is_all else _("%(count)s ou plus") % {"count": count(idle)}
    return [
        Figure(
            told,
            ngettext("carnet non entamé", "carnets non entamés", idle),
            url=here(request, "authority:sleeping"),
            note=_("depuis plus de %(days)s jours") % {"days": booklet_days},
        ),
        Figure(
            number(asleep),
            ngettext("point sans mouvement", "points sans mouvement", asleep),
            url=here(request, "authority:points", query="etat=dort"),
            note=_("depuis plus de %(days)s jours") % {"days": point_days},
        ),
    ]
