"""Where the pass are: stocks, registers, slips, the life of one pass."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from quitus.domain.distribution import queries, states
from quitus.domain.vouchers import queries as vouchers
from quitus.domain.vouchers import rules as voucher_rules
from quitus.domain.vouchers import states as voucher_states
from quitus.domain.vouchers.models import Voucher
from quitus.interfaces.web.access import SchemeRequest, page
from quitus.interfaces.web.layout import orders as written
from quitus.interfaces.web.layout import stock as custody
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Empty, Fact, Figure, Link, Status, code, number
from quitus.interfaces.web.layout.doing import found
from quitus.interfaces.web.layout.lists import address, as_csv
from quitus.interfaces.web.layout.pages import show, show_detail, show_list
from quitus.interfaces.web.layout.registers import show_register, show_slip, show_slips
from quitus.kernel.clock import today
from quitus.kernel.ranges import NumberRange


@page(audience="authority")
@require_GET
def stock(request: SchemeRequest) -> HttpResponse:
    """Who holds how many pass."""
    lines = queries.stock()
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.holder.kind] = counts.get(line.holder.kind, 0) + line.count
    table = custody.stock_table(
        lines,
        url=lambda holder: here(request, "authority:register", holder.pk),
        empty=Empty(_("Aucun pass n'est encore produit."), _("Ils seront suivis ici, plage par plage.")),
    )
    if request.GET.get("format") == "csv":
        return as_csv(table, "stock")
    shown = (states.ACCOUNTANT, states.SAFE, states.POINT, states.BENEFICIARIES)
    return show_list(
        request,
        title=_("Où sont les pass"),
        lead=_("Chaque pass est dans une main et une seule. Ouvrez une ligne pour lire son registre."),
        back=Link(_("Commandes"), here(request, "authority:orders")),
        figures=[Figure(number(counts.get(kind, 0)), _(states.CUSTODY_LABELS[kind])) for kind in shown],
        actions=[
            Link(_("Chercher un pass"), here(request, "authority:pass_life"), icon="search"),
            Link(_("La régie"), here(request, "authority:imprests"), icon="safe"),
            Link(_("Bordereaux"), here(request, "authority:slips"), icon="journal-text"),
            Link(_("Exporter (CSV)"), address(request, format="csv"), icon="download"),
        ],
        table=table,
    )


@page(audience="authority")
@require_GET
def register(request: SchemeRequest, holder_id: int) -> HttpResponse:
    """The register of one holder."""
    holder = found(queries.holder, holder_id)
    back = Link(_("Où sont les pass"), here(request, "authority:stock"))
    return show_register(request, holder, slip_view="authority:slip", back=back)


@page(audience="authority")
@require_GET
def slips(request: SchemeRequest) -> HttpResponse:
    """Every slip, or those nobody acknowledged."""
    back = Link(_("Où sont les pass"), here(request, "authority:stock"))
    return show_slips(request, queries.slips(), slip_view="authority:slip", back=back)


@page(audience="authority")
@require_GET
def slip(request: SchemeRequest, slip_id: int) -> HttpResponse:
    """One slip as it is printed."""
    back = Link(_("Bordereaux"), here(request, "authority:slips"))
    return show_slip(request, found(queries.slip, slip_id), back=back)


@page(audience="authority")
@require_GET
def life(request: SchemeRequest) -> HttpResponse:
    """The life of one pass, found by its number."""
    asked = request.GET.get("numero", "")
    digits = "".join(character for character in asked if character.isdigit())
    voucher = vouchers.voucher(int(digits)) if 0 < len(digits) <= 16 else None
    if voucher is None:
        return show(
            request,
            "authority/stock/search.html",
            title=_("Chercher un pass"),
            lead=_("Le numéro imprimé sur le pass dit tout de lui, sauf à qui il a été remis."),
            back=Link(_("Où sont les pass"), here(request, "authority:stock")),
            asked=asked,
            unknown=bool(asked),
        )
    return _life_of(request, voucher)


def _life_of(request: SchemeRequest, voucher: Voucher) -> HttpResponse:
    order = vouchers.order(voucher.order_id)
    lines = list(queries.lines_of(voucher.number))
    validity = voucher_rules.validity(vouchers.facts_of(order), voucher.mark, today())
    tone = "done" if validity in (voucher_states.ACTIVE, voucher_states.REDEEMED) else "waiting"
    itself = NumberRange(voucher.number, voucher.number)
    booklet = voucher_rules.booklet_of(voucher.number, order.booklet_size)
    return show_detail(
        request,
        title=_("Pass %(number)s") % {"number": written.number_words(voucher.number)},
        lead=_("Carnet %(booklet)s de la commande %(order)s.") % {"booklet": booklet, "order": order.number},
        back=Link(_("Chercher un autre pass"), here(request, "authority:pass_life")),
        status=Status(tone, _(voucher_states.VALIDITY_LABELS[validity])),  # type: ignore[arg-type]
        facts=[
            Fact(_("Commande"), Link(order.number, here(request, "authority:order", order.pk))),
            Fact(_("Numéro sur le pass"), code(written.pass_words(itself, order))),
            Fact(_("Où il est"), custody.holder_words(lines[-1].to_holder if lines else None)),
            Fact(_("Marqué le"), voucher.marked_on),
            Fact(_("Dernier jour de validité"), order.valid_until),
        ],
        tables=[custody.life_table(lines)],
    )
