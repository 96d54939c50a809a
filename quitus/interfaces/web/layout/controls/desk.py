"""Whose pages these are: the places a reader counts, what he may see, and the addresses of his audience."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpResponseBase
from django.urls import URLPattern, path

from quitus.domain.controls import queries
from quitus.domain.controls.models import Inventory, InventoryPlace, LossFile
from quitus.domain.distribution import queries as custody
from quitus.domain.distribution.models import Holder
from quitus.interfaces.web.access import SchemeRequest, View, page
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.doing import found
from quitus.kernel.clock import today


@dataclass(frozen=True)
class Desk:
    """What a reader has before him: his audience, his places, and whether he sees those of everybody."""

    audience: str
    holders: Sequence[Holder]
    sees_all: bool

    def to(self, request: SchemeRequest, view: str, *keys: object, query: str = "") -> str:
        """An address of this audience."""
        return here(request, f"{self.audience}:{view}", *keys, query=query)

    @property
    def holder_ids(self) -> list[int]:
        """The keys of his places."""
        return [one.pk for one in self.holders]

    @property
    def scope(self) -> list[int] | None:
        """The places to which lists are limited; None for no limit."""
        return None if self.sees_all else self.holder_ids


DeskOf = Callable[[SchemeRequest], Desk]


def everywhere(audience: str) -> DeskOf:
    """The desk of who controls: every place where pass can be counted."""

    def desk(request: SchemeRequest) -> Desk:
        kinds = queries.COUNTABLE
        return Desk(audience, list(custody.holders().filter(kind__in=kinds).order_by("kind", "label")), sees_all=True)

    return desk


def own(audience: str) -> DeskOf:
    """The desk of who keeps pass: the places for which he answers today."""

    def desk(request: SchemeRequest) -> Desk:
        mine = queries.own_places(request.actor.user_id, today())
        return Desk(audience, list(custody.holders().filter(pk__in=mine).order_by("kind", "label")), sees_all=False)

    return desk


Route = tuple[str, View, str]


def mount(audience: str, roles: tuple[str, ...], desk_of: DeskOf, routes: Sequence[Route]) -> list[URLPattern]:
    """The addresses of an audience for pages that all audiences share."""
    return [
        path(address, page(audience=audience, roles=roles)(_at(view, desk_of)), name=name)
        for address, view, name in routes
    ]


def _at(view: View, desk_of: DeskOf) -> View:
    @wraps(view)
    def shown(request: SchemeRequest, **keys: object) -> HttpResponseBase:
        return view(request, desk_of(request), **keys)

    return shown


# --- what the address names, if the reader may see it


def inventory_of(desk: Desk, inventory_id: int) -> tuple[Inventory, list[InventoryPlace]]:
    """An inventory and its places; 404 for one that touches none of the reader's places."""
    inventory = found(queries.inventory, inventory_id)
    places = list(queries.places(inventory_id))
    if not desk.sees_all and not {place.holder_id for place in places} & set(desk.holder_ids):
        raise Http404
    return inventory, places


def place_of(desk: Desk, place_id: int) -> InventoryPlace:
    """A place of an inventory that the reader counts; 404 for another's."""
    place = found(queries.place, place_id)
    if place.holder_id not in desk.holder_ids:
        raise Http404
    return place


def file_of(request: SchemeRequest, desk: Desk, file_id: int) -> LossFile:
    """A file of loss; 404 for one of which the reader answers for nothing, unless he opened it."""
    file = found(queries.loss_file, file_id)
    if desk.sees_all or file.declared_by_id == request.actor.user_id:
        return file
    if not queries.loss_files(holder_ids=desk.holder_ids).filter(pk=file_id).exists():
        raise Http404
    return file
