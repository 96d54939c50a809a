"""Registers and slips as pages: the same for every audience that may read them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from quitus.domain.distribution import queries
from quitus.domain.distribution.models import Holder, Slip
from quitus.domain.distribution.queries import Place
from quitus.domain.documents import kinds
from quitus.domain.documents import queries as documents
from quitus.interfaces.web.access import SchemeRequest
from quitus.interfaces.web.layout import stock as written
from quitus.interfaces.web.layout.addresses import here
from quitus.interfaces.web.layout.components import Chip, Empty, Figure, Link, Words, money, number
from quitus.interfaces.web.layout.lists import address, as_csv, chips, paginate
from quitus.interfaces.web.layout.pages import show_list, show_sheet
from quitus.kernel.clock import today
from quitus.kernel.money import Cents
from quitus.usecases.signed_papers import bears_a_name

LATEST = Place(date.max, 2**62)
WITH_PAPERS = ("authority", "accountant", "distributor")


def show_held(
    request: SchemeRequest, holder: Holder | None, *, title: Words, lead: Words, empty: Empty, actions: Sequence[Link]
) -> HttpResponse:
    """What one holder has now, range by range; `holder` is None before anything ever came there."""
    held = queries.held_by(holder.pk) if holder else queries.Held(0, Cents(0))
    figures = [
        Figure(number(held.count), _("pass")),
        Figure(money(held.value_cents), _("de valeur faciale")),
        *way_figures([holder.pk] if holder else []),
    ]
    return show_list(
        request,
        title=title,
        lead=lead,
        figures=figures if held.count else (),
        actions=actions if holder else (),
        table=written.ranges_table(holder, empty=empty),
    )


def way_figures(holder_ids: Sequence[int]) -> list[Figure]:
    """How many of the pass of some holders are on their way, where any is: nobody has signed for them yet."""
    count = sum(held.count for held in queries.on_the_way(holder_ids).values()) if holder_ids else 0
    return [Figure(number(count), _("dont en chemin"), note=_("réception à confirmer"))] if count else []


def show_register(
    request: SchemeRequest, holder: Holder, *, slip_view: str, back: Link | None = None, actions: Sequence[Link] = ()
) -> HttpResponse:
    """The register of one holder, latest lines first, with its running balance; its export has every line in order.

    Lines are read by pages from where the former ended, so that any page costs the same.
    """

    def slip_url(slip: Slip) -> str:
        return here(request, slip_view, slip.pk)

    if request.GET.get("format") == "csv":
        every = list(queries.register_lines(holder.pk))
        return as_csv(written.register_table(every, holder, slip_url=slip_url), "registre")
    before, after = _place(request, "avant"), _place(request, "apres")
    before = LATEST if after is None and before is None else before
    shown = queries.register_page(holder.pk, before=before, after=after)
    newer = shown.following if before != LATEST else None
    table = written.register_table(shown.lines[::-1], holder, slip_url=slip_url)
    return show_list(
        request,
        title=written.holder_words(holder),
        lead=_("Le registre des pass : ce qui est entré, ce qui est sorti, ce qui reste."),
        back=back,
        figures=[Figure(number(queries.balance(holder.pk, today())), _("pass détenus")), *way_figures([holder.pk])],
        actions=[
            *actions,
            *_papers(request, slip_view, kinds.STOCK_REGISTER, holder.pk, _("PDF, tableur")),
            Link(_("Exporter (CSV)"), address(request, format="csv", avant=None, apres=None), icon="download"),
        ],
        table=table,
        older=address(request, avant=shown.preceding, apres=None) if shown.preceding else "",
        newer=address(request, apres=newer, avant=None) if newer else "",
        template="layout/register_lines.html",
    )


def _place(request: SchemeRequest, name: str) -> Place | None:
    """The place in a register that the address names; None when it names none that exists."""
    try:
        place = Place.parse(request.GET.get(name, ""))
    except ValueError:
        return None
    return place if 0 <= place.pk < LATEST.pk else None


def _papers(request: SchemeRequest, slip_view: str, kind: str, subject_id: int, label: Words) -> list[Link]:
    """The way to the paper of a thing, for the audiences that have one."""
    audience = slip_view.partition(":")[0]
    if audience not in WITH_PAPERS:
        return []
    return [Link(label, here(request, f"{audience}:paper", kind, subject_id), icon="printer")]


def show_slips(
    request: SchemeRequest, slips: QuerySet[Slip], *, slip_view: str, back: Link | None = None
) -> HttpResponse:
    """A list of slips, all of them or those whose reception nobody confirmed."""
    if request.GET.get("etat") == "attente":
        slips = slips.filter(received_on__isnull=True)
    lines = paginate(request, slips)
    filters: list[Chip] = chips(request, "etat", [("attente", _("Réception à confirmer"), None)], everything=_("Tous"))
    return show_list(
        request,
        title=_("Bordereaux"),
        lead=_("Le papier de chaque mouvement, signé des deux côtés."),
        back=back,
        chips=filters,
        page=lines,
        table=written.slips_table(
            lines.items,
            url=lambda slip: here(request, slip_view, slip.pk),
            empty=Empty(_("Aucun bordereau."), _("Ils naissent avec les mouvements de pass.")),
        ),
    )


def show_slip(request: SchemeRequest, slip: Slip, *, back: Link, actions: Sequence[Link] = ()) -> HttpResponse:
    """One slip as it is printed."""
    return show_sheet(
        request,
        title=written.slip_title(slip),
        reference=slip.number,
        sections=written.slip_sections(slip),
        signatures=[_("Qui remet"), _("Qui reçoit")],
        actions=[*actions, *slip_papers(request, slip)],
        back=back,
    )


def slip_papers(request: SchemeRequest, slip: Slip) -> list[Link]:
    """The way to the slip as a file to sign and to the scans of what was signed, for the audiences that have them."""
    audience = request.resolver_match.namespace if request.resolver_match else ""
    scans = [
        Link(
            _("Papier signé par %(name)s") % {"name": paper.signed_by},
            here(request, f"{audience}:signed_paper", paper.pk),
            icon="file-earmark-text",
        )
        for paper in (documents.signed_papers("slip", slip.pk) if audience in WITH_PAPERS else ())
        if audience == "distributor" or not bears_a_name(paper)
    ]
    return [*_papers(request, audience, kinds.SLIP, slip.pk, _("PDF à signer, tableur")), *scans]


def paper_receipt(request: SchemeRequest, slip: Slip, view: str) -> list[Link]:
    """The way to enter the receipt that somebody signed on the printed slip; none once it is received."""
    if slip.received_on is not None or slip.kind == "handout":
        return []
    label = _("Saisir la réception signée sur papier")
    return [Link(label, here(request, view, slip.pk), icon="file-earmark-text")]
