"""Pass on the road: given to a carrier by who printed them, brought back when they could not be delivered.

The operator does it for its own orders, the programme manager for those that the authority issues itself, and enters
what an operator outside says of its own.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quitus.domain.distribution import operations, queries, states
from quitus.domain.distribution.models import Holder
from quitus.domain.distribution.queries import Stock
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.rules import rank_of, series_of
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.binding import Act, bind
from quitus.interfaces.web.layout.components import Fact, Link
from quitus.interfaces.web.layout.custody_forms import RanksForm
from quitus.interfaces.web.layout.doing import sent
from quitus.interfaces.web.layout.forms import offer
from quitus.interfaces.web.layout.orders import pass_count
from quitus.interfaces.web.layout.pages import show_detail
from quitus.interfaces.web.layout.words import number_range

Mine = Callable[[Order], bool]
"""Whether the reader answers for an order until its pass are counted."""
MOST_SHOWN = 8
"""Ranges told before the reader is left to his register."""
REFUSED = {
    "not_in_that_custody": "ranks",
    "numbers_unknown": "ranks",
    "moved_before_it_arrived": "occurred_on",
    "name_of_point_missing": "carrier",
}


class _RoadForm(RanksForm):
    """Which pass of which order, among those of the reader."""

    def __init__(self, *args: Any, holder_id: int, lines: list[Stock], **kwargs: Any) -> None:
        super().__init__(*args, holder_id=holder_id, **kwargs)
        offer(self, "order_id", [(one.order.pk, one.order.number) for one in lines])

    def clean(self) -> dict[str, Any]:
        """The facts of the movement, with its order."""
        order_id = self.cleaned_data.get("order_id")
        said = super().clean()
        return said if self.errors else {**said, "order_id": order_id}


class DispatchForm(_RoadForm):
    """Which pass leave, and who carries them."""

    carrier = forms.CharField(label=_("Transporteur"), max_length=200)

    field_order = ("order_id", "ranks", "carrier", "occurred_on", "note")


def lines_of(holder: Holder, mine: Mine) -> list[Stock]:
    """What a printer or a carrier has of the reader's orders."""
    return [line for line in queries.stock(holder_ids=[holder.pk]) if mine(line.order)]


def show_dispatch(
    request: SchemeRequest, printer: Holder | None, mine: Mine, *, slip_view: str, back: Link
) -> HttpResponse:
    """Give pass printed to a carrier; where none of the reader's orders is there, nothing is asked and it says why."""
    title = gettext("Confier des pass à un transporteur")
    lines = lines_of(printer, mine) if printer is not None else []
    if printer is None or not lines:
        why = gettext("tout ce qui est produit est parti, ou compté par le comptable public")
        nothing = Fact(gettext("Aucun pass à confier"), why)
        return show_detail(request, title=title, facts=[nothing], back=back)
    act = Act(
        title=title,
        happens=_who_answers(request, printer),
        facts=_which(printer, lines),
        button=gettext("Confier ces pass"),
        done=gettext("Le bon de transport est prêt : imprimez-le et joignez-le aux cartons."),
        refused=REFUSED,
    )
    form = DispatchForm(sent(request), holder_id=printer.pk, lines=lines)
    return bind(
        request, form, operations.dispatch_delivery, act, back=back, to=lambda made: here(request, slip_view, made.pk)
    )


def show_coming_back(
    request: SchemeRequest, carrier: Holder, mine: Mine, *, slip_view: str, back: Link
) -> HttpResponse:
    """Pass that a carrier could not deliver are back with who printed them; 404 when it has none of the reader's."""
    lines = lines_of(carrier, mine) if carrier.kind == states.CARRIER else []
    if not lines:
        raise Http404
    act = Act(
        title=gettext("Des pass reviennent du transporteur"),
        happens=gettext("Ces pass, que « %(carrier)s » n'a pas pu livrer, reviennent chez qui les a imprimés.")
        % {"carrier": carrier.label},
        facts=_which(carrier, lines),
        final=gettext("Comptez-les : ceux qui manquent se déclarent perdus, ou manquants à la livraison."),
        button=gettext("Reprendre ces pass"),
        done=gettext("Ces pass sont de nouveau chez l'imprimeur."),
        refused=REFUSED,
    )
    form = _RoadForm(sent(request), holder_id=carrier.pk, lines=lines)
    return bind(
        request,
        form,
        operations.return_to_printer,
        act,
        back=back,
        to=lambda made: here(request, slip_view, made.pk),
        carrier_id=carrier.pk,
    )


def _who_answers(request: SchemeRequest, printer: Holder) -> str:
    """Who answers for pass on the road: the reader, or the operator outside for which he enters them."""
    if printer.organisation_id in (None, request.membership.organisation_id):
        return gettext("Ces pass partent vers le comptable public. Vous en répondez jusqu'à ce qu'il les ait comptés.")
    return gettext(
        "« %(operator)s » a confié ces pass à un transporteur : vous le notez pour lui. "
        "Il en répond jusqu'à ce que le comptable public les ait comptés."
    ) % {"operator": printer.label}


def _which(holder: Holder, lines: list[Stock]) -> tuple[Fact, ...]:
    """Which pass of each order are there, by the numbers that the form asks for, and how many."""
    ranges = queries.ranges(holder.pk)
    found = []
    for line in lines:
        own = [one for one in ranges if series_of(one.first) == line.order.series]
        shown = [number_range(rank_of(one.first), rank_of(one.last)) for one in own[:MOST_SHOWN]]
        words = gettext("pass %(range)s") % {"range": ", ".join(shown)} + (" …" if len(own) > MOST_SHOWN else "")
        label = gettext("Commande %(number)s") % {"number": line.order.number}
        found.append(Fact(label, words, pass_count(line.count)))
    return tuple(found)


def coming_back_links(request: SchemeRequest, view: str, mine: Mine) -> Iterator[Link]:
    """For each carrier that has pass of the reader's orders, the way to say that they came back."""
    carriers = {one.pk: one for one in queries.holders().filter(kind=states.CARRIER)}
    lines = queries.stock(holder_ids=list(carriers)) if carriers else []
    counts: Counter[int] = Counter()
    for line in lines:
        if mine(line.order):
            counts[line.holder.pk] += line.count
    for pk, many in counts.items():
        told = {"carrier": carriers[pk].label, "count": pass_count(many)}
        yield Link(gettext("Reprendre à %(carrier)s (%(count)s en chemin)") % told, here(request, view, pk), "link")
