"""Where orders stand, written and filtered in the same words on every page."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from quitus.domain.distribution import queries as distribution
from quitus.domain.vouchers import queries, states
from quitus.domain.vouchers.models import Order
from quitus.domain.vouchers.standings import COUNTED, ENDED, LABELS, VISA_AWAITED, Standings
from quitus.interfaces.web.layout.components import Chip, Status, Tone
from quitus.interfaces.web.layout.lists import chips

TONES: dict[str, Tone] = {
    ENDED: "late",
    VISA_AWAITED: "waiting",
    COUNTED: "waiting",
    states.DRAFTED: "neutral",
    states.VISA_REFUSED: "late",
    states.VISAED: "waiting",
    states.CONFIRMED: "waiting",
    states.PROOFED: "waiting",
    states.PRODUCED: "waiting",
    states.DELIVERED: "waiting",
    states.ACTIVE: "done",
    states.CLOSING: "waiting",
    states.CLOSED: "neutral",
    states.CANCELLED: "neutral",
}


def standings(scheme_id: int) -> Standings:
    """What tells where the orders of a scheme stand, for a page that names some of them."""
    return Standings(distribution.deliveries_to_sign(), queries.visa_is_required(scheme_id))


def order_status(order: Order, among: Standings | None = None) -> Status:
    """Where an order stands, in the one word that lists, their filters and pages have for it."""
    key = (among or standings(order.scheme_id)).of(order)
    return Status(TONES[key], _(LABELS[key]))


def standing_chips(
    request: HttpRequest, orders: QuerySet[Order], among: Standings, only: Sequence[str] = ()
) -> list[Chip]:
    """Filters by where orders stand (`?etat=`), of those that are `only` to be offered, each with its count."""
    counts = among.counts(orders)
    offered = {key: counts.get(key, 0) for key in only} if only else counts
    words = [(key, _(LABELS[key]), count_) for key, count_ in offered.items()]
    return chips(request, "etat", words, everything=_("Toutes"))
