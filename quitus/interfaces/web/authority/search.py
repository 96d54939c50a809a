"""The search box: an act, an obligation, an order, a pass by its number, a venue, a spending."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.acts import queries as acts
from quitus.domain.budget import queries as budget
from quitus.domain.obligations import queries as obligations
from quitus.domain.venues import queries as venues
from quitus.domain.vouchers import queries as vouchers
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.authority.acts.doors import READERS, is_guest
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Column, Empty, Row, Table
from quitus.interfaces.web.layout.pages import show_list
from quitus.kernel.text import sort_key

EACH = 10  # lines of each kind: a search that finds more is to be made more precise
SHORTEST = 2
PASS_NUMBER_DIGITS = 16


@page(audience="authority", roles=READERS)
@require_GET
def search(request: SchemeRequest) -> HttpResponse:
    """What answers the words typed in the box."""
    asked = request.GET.get("q", "").strip()
    found = list(_all(request, asked)) if len(asked) >= SHORTEST else []
    lead = _("Ce qui répond à « %(asked)s ».") % {"asked": asked} if asked else _("Écrivez au moins deux caractères.")
    return show_list(
        request,
        title=_("Recherche"),
        lead=lead,
        table=Table(
            caption=_("Résultats"),
            columns=[Column(_("Nom")), Column(_("Nature")), Column(_("Précision"))],
            rows=found,
            empty=Empty(
                _("Rien ne répond à cette recherche."),
                _("Cherchez le numéro ou l'objet d'un acte.")
                if is_guest(request)
                else _("Cherchez un numéro de pass, d'acte, de commande, de facture, un lieu ou un fournisseur."),
            ),
        ),
    )


def _all(request: SchemeRequest, asked: str) -> Iterator[Row]:
    """Acts, which every role of the authority reads; then the rest, which guests do not see."""
    yield from _acts(request, asked)
    if not is_guest(request):
        yield from _everything(request, asked)


def _acts(request: SchemeRequest, asked: str) -> Iterator[Row]:
    titled = Q(number__icontains=asked) | Q(title__icontains=asked)
    for act in acts.deliberations(request.membership.scheme.authority_id).filter(titled)[:EACH]:
        yield Row([act.number or act.title, _("Acte"), act.title], url=here(request, "authority:deliberation", act.pk))


def _everything(request: SchemeRequest, asked: str) -> Iterator[Row]:
    scheme_id = request.membership.scheme_id
    digits = "".join(character for character in asked if character.isdecimal())
    is_number = 0 < len(digits) <= PASS_NUMBER_DIGITS and not any(character.isalpha() for character in asked)
    if is_number and vouchers.voucher(int(digits)) is not None:
        yield Row([digits, _("Pass"), ""], url=here(request, "authority:pass_life", query=f"numero={digits}"))
    for order in vouchers.orders().filter(number__icontains=asked)[:EACH]:
        yield Row([order.number, _("Commande"), ""], url=here(request, "authority:order", order.pk))
    for owed in obligations.obligations(scheme_id).filter(label__icontains=asked)[:EACH]:
        yield Row([owed.label, _("Obligation"), ""], url=here(request, "authority:obligation", owed.pk))
    if key := sort_key(asked):
        for venue in venues.venues(scheme_id).filter(sort_key__contains=key)[:EACH]:
            url = here(request, "authority:structure", venue.organisation_id)
            yield Row([venue.name, _("Lieu"), venue.organisation.name], url=url)
    spent = Q(title__icontains=asked) | Q(supplier__name__icontains=asked)
    spent |= Q(invoice_reference__icontains=asked) | Q(mandat_number__icontains=asked)
    for spending in budget.spendings(scheme_id).filter(spent)[:EACH]:
        url = here(request, "authority:spending", spending.pk)
        yield Row([spending.title, _("Dépense"), spending.supplier.name], url=url)
