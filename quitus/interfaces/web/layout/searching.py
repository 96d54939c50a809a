"""The search box: what answers what is typed, at once as one types, or on a page.

It is sent by POST, and goes on to an address that can be kept: a code, right or wrong, never stands in one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from quitus.domain.controls import queries as controls
from quitus.domain.distribution.queries import screens
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers.models import Order
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Row, Table, Words
from quitus.interfaces.web.layout.order_standings import order_status, standings
from quitus.interfaces.web.layout.pages import show_list
from quitus.interfaces.web.layout.passes import Sight, found_words
from quitus.interfaces.web.layout.values import read
from quitus.interfaces.web.layout.words import day
from quitus.kernel.words import N_
from quitus.usecases.find_pass import LONGEST, Found, find_pass, is_near_a_code, looks_like_a_code

SHORTEST = 2
OFFERED = 8
EACH = 5

Rows = Callable[[str], Iterable[Row]]


def answer(
    request: SchemeRequest, sight: Sight | None, *, quick: Rows, everything: Rows, advice: Words
) -> HttpResponse:
    """The page of the search, or (`vite` sent) what is offered while one types.

    Pass are looked for by number, code, range or booklet as far as `sight` goes (None: not at all). `quick` finds what
    costs next to nothing, `everything` the rest; both give rows of three cells.
    """
    if request.method == "POST":
        return _sent(request, sight, quick, everything, advice)
    asked = request.GET.get("q", "").strip()[:LONGEST]
    return _page(
        request, asked, list(_all(request, sight, asked, quick, everything)), advice, sees_pass=sight is not None
    )


def _sent(request: SchemeRequest, sight: Sight | None, quick: Rows, everything: Rows, advice: Words) -> HttpResponse:
    asked = request.POST.get("q", "").strip()[:LONGEST]
    found = _passes(sight, asked)
    if request.POST.get("vite"):
        rows = list(_rows(request, sight, found))
        # Once a pass is found nothing else begins so: each query that is not made is felt while one types.
        if not rows and len(asked) >= SHORTEST:
            rows = list(islice(quick(asked), OFFERED))
        return JsonResponse({"found": [_offer(row) for row in rows[:OFFERED]]})
    if len(found) == 1 and sight is not None:
        return redirect(sight.url(request, found[0].numbers))
    if looks_like_a_code(asked):
        return _page(request, "", [], _("Ce code n'est celui d'aucun pass que vous suivez. Vérifiez ses caractères."))
    exact = [row for row in quick(asked) if row.url and read(row.cells[0]).casefold() == asked.casefold()]
    if len(exact) == 1:
        return redirect(exact[0].url)
    if is_near_a_code(asked):  # mistyped by a sign or two: answered here, it stands in no address
        return _page(
            request, asked, list(_all(request, sight, asked, quick, everything)), advice, sees_pass=sight is not None
        )
    return redirect(f"{request.path}?{urlencode({'q': asked})}")


def _offer(row: Row) -> dict[str, str]:
    name, kind, told = (read(cell) for cell in row.cells)
    return {"name": name, "kind": kind, "told": "" if told == "–" else told, "url": row.url}


def _all(request: SchemeRequest, sight: Sight | None, asked: str, quick: Rows, everything: Rows) -> Iterator[Row]:
    if len(asked) >= SHORTEST and not looks_like_a_code(asked):
        yield from _rows(request, sight, _passes(sight, asked))
        yield from quick(asked)
        yield from everything(asked)


def _passes(sight: Sight | None, asked: str) -> list[Found]:
    if sight is None:
        return []
    return [found for found in find_pass(asked) if sight.sees(found.numbers)]


def _rows(request: SchemeRequest, sight: Sight | None, found: Iterable[Found]) -> Iterator[Row]:
    for one in found:
        name, told = found_words(one)
        yield Row([name, _("Pass"), told], url=sight.url(request, one.numbers) if sight else "")


def _with_example(advice: Words) -> str:
    example = _("Un pass se cherche aussi comme il est imprimé : « 2351 de la commande 2021-01 ».")
    return f"{advice} {example}"


def _page(
    request: SchemeRequest, asked: str, found: list[Row], advice: Words, *, sees_pass: bool = True
) -> HttpResponse:
    lead = _("Ce qui répond à « %(asked)s ».") % {"asked": asked} if asked else _("Écrivez au moins deux caractères.")
    return show_list(
        request,
        title=_("Recherche"),
        lead=lead,
        table=Table(
            caption=_("Résultats"),
            columns=[Column(_("Nom")), Column(_("Nature")), Column(_("Précision"))],
            rows=found,
            empty=Empty(_("Rien ne répond à cette recherche."), _with_example(advice) if sees_pass else advice),
        ),
    )


# --- what several audiences find


def orders(request: SchemeRequest, view: str, asked: str, *, among: QuerySet[Order] | None = None) -> Iterator[Row]:
    """The orders whose number begins so, among some if given."""
    found = list((vouchers.orders() if among is None else among).filter(number__istartswith=asked)[:EACH])
    standing = standings(request.membership.scheme_id) if found else None
    for order in found:
        yield Row([order.number, _("Commande"), order_status(order, standing).word], url=here(request, view, order.pk))


def slips(request: SchemeRequest, view: str, asked: str, *, holder_ids: Sequence[int] | None = None) -> Iterator[Row]:
    """The slips whose number begins so, those of some holders if given."""
    if not (asked[:1].isalpha() and asked[1:2].isdecimal()):
        return
    for slip in screens.slips_numbered(asked.upper(), EACH):
        if holder_ids is None or {slip.from_holder_id, slip.to_holder_id} & set(holder_ids):
            yield Row([slip.number, _("Bordereau"), day(slip.occurred_on)], url=here(request, view, slip.pk))


FILES: dict[str, tuple[str, str, Callable[[], QuerySet[Any]]]] = {
    "I": ("inventory", N_("Inventaire"), controls.inventories),
    "D": ("loss_file", N_("Dossier de perte"), controls.loss_files),
    "C": ("control", N_("Procès-verbal de contrôle"), controls.controls),
    "S": ("handover", N_("Remise de service"), controls.handovers),
}
"""The letter with which a number begins: the page it opens, what it names."""


def files(request: SchemeRequest, audience: str, asked: str) -> Iterator[Row]:
    """The inventories, files of loss and minutes whose number begins so: « I2023-0001 », « D… », « C… », « S… »."""
    if not (asked[:1].upper() in FILES and asked[1:2].isdecimal()):
        return
    view, kind, every = FILES[asked[:1].upper()]
    for one in every().filter(number__istartswith=asked).order_by("number")[:EACH]:
        yield Row([one.number, _(kind), ""], url=here(request, f"{audience}:{view}", one.pk))
