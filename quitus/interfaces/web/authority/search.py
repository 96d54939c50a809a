"""The search box: pass, orders, slips, points as one types; pages, acts, documents, letters, venues on a page."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import Case, Q, When
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quitus.domain.acts import queries as acts
from quitus.domain.budget import queries as budget
from quitus.domain.distribution import queries as distribution
from quitus.domain.documents import kinds
from quitus.domain.grants import queries as grants
from quitus.domain.obligations import queries as obligations
from quitus.domain.obligations.states import OPEN
from quitus.domain.venues import queries as venues
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.acts.doors import READERS, is_guest
from quitus.interfaces.web.authority.conventions.index import index_of
from quitus.interfaces.web.authority.documents.subjects import seen
from quitus.interfaces.web.authority.stock.passes import sight
from quitus.interfaces.web.layout import searching, words
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Row
from quitus.kernel.text import search_pattern, sort_key

EACH = 10  # lines of each kind: a search that finds more is to be made more precise
LONGEST = 100


@page(audience="authority", roles=READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: SchemeRequest) -> HttpResponse:
    """What answers the words typed in the box."""
    guest = is_guest(request)
    return searching.answer(
        request,
        None if guest else sight(request),
        quick=lambda asked: () if guest else _quick(request, asked),
        everything=lambda asked: _all(request, asked[:LONGEST]),
        advice=_("Cherchez le numéro ou des mots d'un acte.")
        if guest
        else _("Cherchez les mots d'un acte ou d'un courrier, un lieu, un numéro de pass ou de commande."),
    )


def _quick(request: SchemeRequest, asked: str) -> Iterator[Row]:
    """What is found at once: orders, slips and points of distribution."""
    yield from searching.orders(request, "authority:order", asked)
    yield from searching.slips(request, "authority:slip", asked)
    yield from searching.files(request, "authority", asked)
    if key := sort_key(asked):
        for point in distribution.points().filter(sort_key__contains=key)[:EACH]:
            url = here(request, "authority:register", point.holder.pk)
            yield Row([point.name, _("Point de distribution"), point.commune], url=url)


def _all(request: SchemeRequest, asked: str) -> Iterator[Row]:
    """What guests see too, then the rest."""
    if not is_guest(request):
        yield from _pages(request, asked)
    yield from _acts(request, asked)
    yield from _documents(request, asked)
    if not is_guest(request):
        yield from _frame(request, asked)
        yield from _everything(request, asked)


def _says(asked: str, *names: str) -> Q:
    """Every word that is asked stands in one of the fields, whatever its accents."""
    told = Q()
    for word in asked.split():
        pattern = search_pattern(word)
        told &= reduce(or_, (Q(**{f"{name}__iregex": pattern}) for name in names))
    return told


def _pages(request: SchemeRequest, asked: str) -> Iterator[Row]:
    """The pages of the file of the convention, by their names."""
    convention = grants.convention_of(request.membership.scheme_id)
    key = sort_key(asked)
    if convention is None or not key:
        return
    for part in index_of(request, convention):
        for line in part.lines:
            if all(word in sort_key(str(line.label)) for word in key.split()):
                yield Row([line.label, _("Page"), part.title], url=line.url)


def _acts(request: SchemeRequest, asked: str) -> Iterator[Row]:
    every = acts.deliberations(request.membership.scheme.authority_id)
    for act in every.filter(_says(asked, "number", "title", "report"))[:EACH]:
        yield Row([act.number or act.title, _("Acte"), act.title], url=here(request, "authority:deliberation", act.pk))


def _documents(request: SchemeRequest, asked: str) -> Iterator[Row]:
    for one in seen(request).filter(_says(asked, "title", "reference")).order_by("-pk")[:EACH]:
        told = f"{_(kinds.LABELS[one.kind])}, {words.day(one.produced_on)}"
        yield Row([one.title, _("Document"), told], url=here(request, "authority:document", one.pk))


def _frame(request: SchemeRequest, asked: str) -> Iterator[Row]:
    """The convention, its amendments, what is owed, letters, markets."""
    scheme_id = request.membership.scheme_id
    convention = grants.convention_of(scheme_id)
    if convention is not None:
        for text in grants.amendments(convention.pk).filter(_says(asked, "title"))[:EACH]:
            label = _("Avenant n° %(number)s") % {"number": text.number}
            yield Row([label, _("Avenant"), text.title], url=here(request, "authority:amendment", text.pk))
    owed = obligations.obligations(scheme_id).filter(_says(asked, "label"))
    for one in owed.order_by(Case(When(state=OPEN, then=0), default=1), "due_on", "pk")[:EACH]:
        yield Row(
            [one.label, _("Obligation"), words.day(one.due_on)], url=here(request, "authority:obligation", one.pk)
        )
    told = _says(asked, "subject", "correspondent", "reference", "address")
    for letter in obligations.letters(scheme_id).filter(told)[:EACH]:
        what = _("Courrier du %(day)s") % {"day": words.day(letter.on)}
        yield Row([letter.subject, _("Courrier"), what], url=here(request, "authority:letter", letter.pk))
    for market in budget.markets(scheme_id).filter(_says(asked, "number", "title"))[:EACH]:
        yield Row([market.number, _("Marché"), market.title], url=here(request, "authority:market", market.pk))


def _everything(request: SchemeRequest, asked: str) -> Iterator[Row]:
    scheme_id = request.membership.scheme_id
    if key := sort_key(asked):
        for venue in venues.venues(scheme_id).filter(sort_key__contains=key)[:EACH]:
            url = here(request, "authority:structure", venue.organisation_id)
            yield Row([venue.name, _("Lieu"), venue.organisation.name], url=url)
    spent = _says(asked, "title", "supplier__name", "invoice_reference", "mandat_number")
    for spending in budget.spendings(scheme_id).filter(spent)[:EACH]:
        url = here(request, "authority:spending", spending.pk)
        yield Row([spending.title, _("Dépense"), spending.supplier.name], url=url)
